import type { Calendar } from "./calendar.ts";

/** One protected site with its limits, as the organiser's env vars say. Plain data; `config` is the only maker. */
export type Room = {
  readonly name: string;
  /** Most people on the site at once; 0 holds everyone. */
  readonly capacity: number;
  readonly inflowPerMinute: number | "unlimited";
  readonly sessionSeconds: number;
  readonly sessionRenewal: "on" | "off";
  readonly sessionMaxSeconds: number;
  readonly graceSeconds: number;
  readonly patienceSeconds: number;
  readonly claimSeconds: number;
  readonly ticketSeconds: number;
  readonly calendar: Calendar;
  readonly admission: Admission;
  readonly waitingStatus: 200 | 202 | 429 | 503;
  /** Path patterns that never wait: payment callbacks, health, robots.txt. */
  readonly bypass: readonly string[];
  readonly onFault: "hold" | "open";
  readonly eventName: string | null;
  /** The organiser's words to everyone who waits. */
  readonly message: string | null;
  readonly brand: Brand;
  /** Whether the pages can be looked at without waiting. */
  readonly preview: "on" | "off";
};

/** The organiser's look for the pages, and where they link for help. */
export type Brand = {
  /** `#rrggbb`. */
  readonly color: string | null;
  readonly logoUrl: string | null;
  readonly supportUrl: string | null;
};

/** Where the admitted go: forwarded to an origin (`"route"`: the route's own), or redirected for good. */
export type Admission =
  | { readonly kind: "forward"; readonly origin: URL | "route" }
  | { readonly kind: "redirect"; readonly targetUrl: string };
