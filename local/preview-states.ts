/** Every state that `/__corral/preview` shows, by its name in the query. */
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
  "left",
];
