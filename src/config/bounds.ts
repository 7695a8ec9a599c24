// The least and greatest value of every numeric variable, each with its reason. Comparisons between variables are in
// cross-checks.ts.

import { LONGEST_ASK_SECONDS } from "../domain/ask-plan.ts";

export type { Bounds } from "./whole-number.ts";

import type { Bounds } from "./whole-number.ts";

/** 0 holds everyone. A seat costs Redis some 120 bytes; a site for over a million people needs no waiting room. */
export const CAPACITY: Bounds = { min: 0, max: 1_000_000, unit: "people" };

/** To let nobody in, set CAPACITY to 0. A turn calls at most 2,000, once a second: a higher limit limits nothing. */
export const INFLOW_PER_MINUTE: Bounds = { min: 1, max: 120_000, unit: "people per minute" };

/** Passes are renewed in its second half, which must hold several turns. Past a day it is no waiting room any more. */
export const SESSION_SECONDS: Bounds = { min: 10, max: 86_400, unit: "seconds" };

/** Within the same bounds; cross-checks.ts keeps it from being shorter than one session. */
export const SESSION_MAX_SECONDS: Bounds = { ...SESSION_SECONDS };

/** For a slow payment. Meanwhile more people than CAPACITY may be on the site, hence an hour at most. */
export const GRACE_SECONDS: Bounds = { min: 0, max: 3600, unit: "seconds" };

/**
 * More than three of the longest poll intervals, so that two lost answers drop nobody who polls on time. Past an hour
 * the line fills with people who have long gone, each of whom keeps a seat empty for a whole claim.
 */
export const PATIENCE_SECONDS: Bounds = { min: 3 * LONGEST_ASK_SECONDS + 1, max: 3600, unit: "seconds" };

/**
 * More than two of the longest poll intervals, so that people learn of their call even if one answer is lost. It is
 * also how long a seat stands empty for somebody who has gone: ten minutes would already starve the site.
 */
export const CLAIM_SECONDS: Bounds = { min: 2 * LONGEST_ASK_SECONDS + 1, max: 600, unit: "seconds" };

/** A site that takes longer than an hour to warm up needs a lower inflow. */
export const RAMP_SECONDS: Bounds = { min: 0, max: 3600, unit: "seconds" };

/** A visitor away for five minutes must not lose the place; a week outlasts any opening. */
export const TICKET_SECONDS: Bounds = { min: 300, max: 604_800, unit: "seconds" };
