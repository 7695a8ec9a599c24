import type { PageState } from "../page-state.ts";

/**
 * Every sentence of Corral's pages in one language. `Intl` formats numbers, times and durations; a `#` marks where one
 * goes.
 */
export type Copy = {
  /** The page's heading and the beginning of its title. */
  readonly headings: Readonly<Record<Exclude<PageState, "outage" | "reconnecting" | "renewed">, string>>;
  /** The explanation below the heading: what is happening, and what the visitor must do, if anything. */
  readonly notes: Readonly<Record<PageState, string>>;
  /** The promise that lets people put the phone away. */
  readonly safe: string;
  readonly place: string;
  readonly waiting: string;
  readonly wait: string;
  /** Instead of a place that is not known yet; it lasts only seconds. */
  readonly finding: string;
  /** Instead of a wait that cannot be estimated yet. */
  readonly measuring: string;
  readonly underAMinute: string;
  /** `#` is a time of day. */
  readonly asOf: string;
  /** The progress bar's name for screen readers. */
  readonly progress: string;
  readonly message: string;
  readonly support: string;
  readonly language: string;
  readonly withoutScript: string;
  /** In the last step, `#` is how long a call is kept. */
  readonly how: { readonly title: string; readonly steps: readonly [string, string, string] };
  readonly leave: { readonly offer: string; readonly warning: string; readonly confirm: string };
  readonly lineUpAgain: string;
  /** Shown before the opening. */
  readonly calendar: {
    /** Labels: when the lobby opens, when the line opens, and the time left until then. */
    readonly lobbyAt: string;
    readonly opensAt: string;
    readonly left: string;
    /** How the line is ordered. */
    readonly arrival: string;
    readonly draw: string;
    /** The first step of `how` where the order is drawn. */
    readonly drawn: string;
  };
  /** The page that explains the draw and checks it. */
  readonly draw: {
    readonly title: string;
    readonly steps: readonly [string, string, string, string, string];
    readonly fingerprint: string;
    readonly key: string;
    /** Instead of the key and the number, before the key is published. */
    readonly later: string;
    /** Labels: the random code that a ticket carries, and the number drawn for it. */
    readonly code: string;
    readonly number: string;
    readonly noTicket: string;
    /** The result of the check in the reader's browser. */
    readonly right: string;
    readonly wrong: string;
    readonly unable: string;
    readonly back: string;
  };
  /** The offer to notify by sound and notification, and the confirmation that it is on. */
  readonly bell: { readonly offer: string; readonly taken: string };
};

/** The sentences that the page's script may show. */
export type ScriptCopy = Pick<Copy, "headings" | "notes" | "finding" | "measuring" | "underAMinute" | "asOf"> & {
  readonly bell: string;
};
