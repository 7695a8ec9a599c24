// What one variable demands of another. Each check is reported under the variable most likely to be changed, and only
// when the variables it compares are good by themselves.

import * as v from "valibot";
import { SHAPES } from "./shapes.ts";

export const environment = v.pipe(
  v.object(SHAPES),
  v.forward(
    v.partialCheck(
      [["SESSION_SECONDS"], ["SESSION_MAX_SECONDS"]],
      (env) => env.SESSION_MAX_SECONDS >= env.SESSION_SECONDS,
      "must be at least SESSION_SECONDS",
    ),
    ["SESSION_MAX_SECONDS"],
  ),
  // A fresh pass opens the site until its claim ends. Were the seat it confirmed to end first, its holder would be on
  // the site without one, beyond capacity. Redirect mode seats at once and has no fresh passes.
  v.forward(
    v.partialCheck(
      [["ADMIT"], ["SESSION_SECONDS"], ["CLAIM_SECONDS"]],
      (env) => env.ADMIT === "redirect" || env.SESSION_SECONDS >= env.CLAIM_SECONDS,
      "must be at least CLAIM_SECONDS: a fresh pass must not outlive its seat",
    ),
    ["SESSION_SECONDS"],
  ),
  // A ticket is remembered as spent until it ends. Were its seat and grace to go on longer, the ticket could admit twice.
  v.forward(
    v.partialCheck(
      [["SESSION_MAX_SECONDS"], ["GRACE_SECONDS"], ["TICKET_SECONDS"]],
      (env) => env.TICKET_SECONDS >= env.SESSION_MAX_SECONDS + env.GRACE_SECONDS,
      "must be at least SESSION_MAX_SECONDS + GRACE_SECONDS: a spent ticket is remembered as long as any pass",
    ),
    ["TICKET_SECONDS"],
  ),
  // Whoever is dropped as silent comes back by the ticket; one that ends with patience would bring nobody back.
  v.forward(
    v.partialCheck(
      [["PATIENCE_SECONDS"], ["TICKET_SECONDS"]],
      (env) => env.TICKET_SECONDS > env.PATIENCE_SECONDS,
      "must be more than PATIENCE_SECONDS: the ticket brings back who was dropped as silent",
    ),
    ["TICKET_SECONDS"],
  ),
  v.forward(
    v.partialCheck(
      [["ADMIT"], ["TARGET_URL"]],
      (env) => env.ADMIT === "forward" || env.TARGET_URL !== null,
      "must be set when ADMIT is redirect",
    ),
    ["TARGET_URL"],
  ),
  v.forward(
    v.partialCheck(
      [["ADMIT"], ["TARGET_URL"]],
      (env) => env.ADMIT === "redirect" || env.TARGET_URL === null,
      "must be left out when ADMIT is forward: it is where redirect sends people",
    ),
    ["TARGET_URL"],
  ),
  v.forward(
    v.partialCheck(
      [["ADMIT"], ["ORIGIN_URL"]],
      (env) => env.ADMIT === "forward" || env.ORIGIN_URL === null,
      "must be left out when ADMIT is redirect: nothing is forwarded",
    ),
    ["ORIGIN_URL"],
  ),
);

/** Every variable, good by itself and together with the others. */
export type Environment = v.InferOutput<typeof environment>;
