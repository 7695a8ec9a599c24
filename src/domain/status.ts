/** What a waiting visitor is told, as the status JSON carries it and the page shows it. Unknown numbers are `null`. */
export type Status = {
  readonly state: "admitted" | "waiting" | "paused" | "soldout" | "unavailable";
  readonly room: string;
  /** Tells this visit from the browser's others, as far as it is known whose it is; it proves nothing. */
  readonly visit: string | null;
  /** 1-based rank in line. */
  readonly place: number | null;
  /** How many people are in line. */
  readonly waiting: number | null;
  readonly expectedWaitSeconds: { readonly low: number; readonly high: number } | null;
  readonly askAgainSeconds: number | null;
  /** When the figures were true, ISO 8601 in UTC. */
  readonly asOf: string | null;
  /**
   * Why the figures stand still (`outage`), what the visitor must change (`cookies`), or that an earlier place is over
   * and this is a new one (`renewed`, told once); absent when all is well.
   */
  readonly reason?: "cookies" | "outage" | "renewed";
  /** Why nobody is let in, in the operator's words; `null` when he has not said, or when people are. */
  readonly why: string | null;
  /** The organiser's words to everyone who waits. */
  readonly message: string | null;
};

/** What of it the page's script goes on from. */
export type News = Pick<
  Status,
  "visit" | "place" | "waiting" | "expectedWaitSeconds" | "askAgainSeconds" | "asOf" | "why" | "message"
>;
