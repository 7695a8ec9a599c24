/** Time as the desk sees it; an argument, so that tests need not wait. */
export type Clock = {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** Work that goes on after the answer, kept alive by the runtime for up to 30 s. */
export type KeepAlive = (work: Promise<unknown>) => void;

/** The runtime's own. On Workers it stands still between I/O. */
export const realClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
