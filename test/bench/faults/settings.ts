// What the rows have in common.

/** The shortest claim that the settings allow and sessions little longer: what runs out does so within a row. */
export const SHORT_SESSIONS: Readonly<Record<string, string>> = { CLAIM_SECONDS: "61", SESSION_SECONDS: "75" };

/** After that the seats are taken and some hundred wait. */
export const FILL_SECONDS = 20;
