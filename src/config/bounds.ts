// Every least and greatest value a variable may have, each with its reason. What one allows of another: cross-checks.

import { LONGEST_ASK_SECONDS } from "../domain/ask-plan.ts";

export type { Bounds } from "./whole-number.ts";

import type { Bounds } from "./whole-number.ts";

/** 0 holds everyone. A seat costs Redis some 120 bytes; beyond a million the site is not one that needs a waiting room. */
export const CAPACITY: Bounds = { min: 0, max: 1_000_000, unit: "people" };

/** To let nobody in, CAPACITY is 0. A turn calls at most 2,000 and there is one a second: a higher limit limits nothing. */
export const INFLOW_PER_MINUTE: Bounds = { min: 1, max: 120_000, unit: "people per minute" };

/** Half of it is the time to renew in, and must hold several turns. More than a day is no waiting room any more. */
export const SESSION_SECONDS: Bounds = { min: 10, max: 86_400, unit: "seconds" };

export const SESSION_MAX_SECONDS: Bounds = { ...SESSION_SECONDS };

/** For a slow payment; during it more people than CAPACITY may be on the site, so an hour is the end of it. */
export const GRACE_SECONDS: Bounds = { min: 0, max: 3600, unit: "seconds" };

/**
 * Above three of the longest asks, so that nobody who asks when told is dropped for two answers lost on the way. Above an
 * hour the line is full of people who have long gone, each of whom holds a seat free for a whole claim.
 */
export const PATIENCE_SECONDS: Bounds = { min: 3 * LONGEST_ASK_SECONDS + 1, max: 3600, unit: "seconds" };

/**
 * Above two of the longest asks, so that the called hear of it even if one answer is lost. It is also how long a seat
 * stands empty for somebody who has gone: ten minutes would starve the site already.
 */
export const CLAIM_SECONDS: Bounds = { min: 2 * LONGEST_ASK_SECONDS + 1, max: 600, unit: "seconds" };

/** A site that takes longer than an hour to warm up needs a lower inflow. */
export const RAMP_SECONDS: Bounds = { min: 0, max: 3600, unit: "seconds" };

/** Who comes back later than in five minutes has a place to lose; a week outlasts any opening. */
export const TICKET_SECONDS: Bounds = { min: 300, max: 604_800, unit: "seconds" };
