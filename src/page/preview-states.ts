/** Every state of the pages that `/__corral/preview` shows, by its name in the query. */
export const PREVIEW_STATES = [
  "waiting",
  "measuring",
  "near",
  "turn",
  "reconnecting",
  "outage",
  "renewed",
  "cookies",
  "unavailable",
  "paused",
  "soldout",
  "notyet",
  "lobby",
  "opening",
  "closed",
  "draw",
  "left",
] as const;

export type PreviewState = (typeof PREVIEW_STATES)[number];

/** Whether there is a preview of a state: any text may come in a query. */
export function isPreviewState(name: string): name is PreviewState {
  return (PREVIEW_STATES as readonly string[]).includes(name); // a wider element type, for the search alone
}
