import type { PageState } from "../page-state.ts";

/**
 * Every sentence of Corral's pages in one language. Numbers, times and durations are not among them: `Intl` says those,
 * and a `#` stands where one goes.
 */
export type Copy = {
  /** What the page is about: its heading and the beginning of its title. */
  readonly headings: Readonly<Record<Exclude<PageState, "outage" | "reconnecting" | "renewed">, string>>;
  /** What is going on and what, if anything, the visitor must do. */
  readonly notes: Readonly<Record<PageState, string>>;
  /** The promise that lets people put the phone away. */
  readonly safe: string;
  readonly place: string;
  readonly waiting: string;
  readonly wait: string;
  /** A place that is not known yet, for seconds only. */
  readonly finding: string;
  /** A wait that cannot be told honestly yet. */
  readonly measuring: string;
  readonly underAMinute: string;
  /** `#` is a time of day. */
  readonly asOf: string;
  /** Names the progress bar for those who hear it. */
  readonly progress: string;
  readonly message: string;
  readonly support: string;
  readonly language: string;
  readonly withoutScript: string;
  /** In the last, `#` is how long a call is kept. */
  readonly how: { readonly title: string; readonly steps: readonly [string, string, string] };
  readonly leave: { readonly offer: string; readonly warning: string; readonly confirm: string };
  readonly lineUpAgain: string;
  /** What is said before the opening. */
  readonly calendar: {
    /** Names the time at which the lobby opens, the line opens, and what is left until then. */
    readonly lobbyAt: string;
    readonly opensAt: string;
    readonly left: string;
    /** What the order of the line is made by. */
    readonly arrival: string;
    readonly draw: string;
    /** The first step of how the line works, where it is drawn. */
    readonly drawn: string;
  };
  /** The page that explains the draw and checks it. */
  readonly draw: {
    readonly title: string;
    readonly steps: readonly [string, string, string, string, string];
    readonly fingerprint: string;
    readonly key: string;
    /** In place of the key, and of the number, before they are published. */
    readonly later: string;
    /** The random code that a ticket carries, and the number drawn for it. */
    readonly code: string;
    readonly number: string;
    readonly noTicket: string;
    /** What the check in the reader's browser comes to. */
    readonly right: string;
    readonly wrong: string;
    readonly unable: string;
    readonly back: string;
  };
  /** To be told by sound and notification: the offer, and that it is taken. */
  readonly bell: { readonly offer: string; readonly taken: string };
};

/** What of it the page's script may have to say. */
export type ScriptCopy = Pick<Copy, "headings" | "notes" | "finding" | "measuring" | "underAMinute" | "asOf"> & {
  readonly bell: string;
};
