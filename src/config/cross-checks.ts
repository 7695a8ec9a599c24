// What one variable requires of another. Each check is reported under the variable most likely to be changed, and only
// when the variables it compares are good by themselves.

import * as v from "valibot";
import { SHAPES } from "./shapes.ts";

const SHORTEST_DAY_MS = 30_000;

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
  // A fresh pass lets its holder in until the claim ends. If the seat it confirmed ended first, the holder would be on
  // the site without a seat, beyond capacity. Redirect mode seats at once and has no fresh passes.
  v.forward(
    v.partialCheck(
      [["ADMIT"], ["SESSION_SECONDS"], ["CLAIM_SECONDS"]],
      (env) => env.ADMIT === "redirect" || env.SESSION_SECONDS >= env.CLAIM_SECONDS,
      "must be at least CLAIM_SECONDS: a fresh pass must not outlive its seat",
    ),
    ["SESSION_SECONDS"],
  ),
  // A ticket is remembered as spent until it ends. If its seat and grace lasted longer, the ticket could admit twice.
  v.forward(
    v.partialCheck(
      [["SESSION_MAX_SECONDS"], ["GRACE_SECONDS"], ["TICKET_SECONDS"]],
      (env) => env.TICKET_SECONDS >= env.SESSION_MAX_SECONDS + env.GRACE_SECONDS,
      "must be at least SESSION_MAX_SECONDS + GRACE_SECONDS: a spent ticket is remembered as long as any pass",
    ),
    ["TICKET_SECONDS"],
  ),
  // The ticket brings back visitors dropped as silent; one that ends with patience would bring nobody back.
  v.forward(
    v.partialCheck(
      [["PATIENCE_SECONDS"], ["TICKET_SECONDS"]],
      (env) => env.TICKET_SECONDS > env.PATIENCE_SECONDS,
      "must be more than PATIENCE_SECONDS: the ticket brings back visitors dropped as silent",
    ),
    ["TICKET_SECONDS"],
  ),
  v.forward(
    v.partialCheck(
      [["LOBBY_AT"], ["OPENS_AT"]],
      (env) => (env.LOBBY_AT === null) === (env.OPENS_AT === null),
      "must be set together with OPENS_AT, and only with it: the crowd before an opening needs somewhere to wait",
    ),
    ["LOBBY_AT"],
  ),
  v.forward(
    v.partialCheck(
      [["LOBBY_AT"], ["OPENS_AT"]],
      (env) => env.LOBBY_AT === null || env.OPENS_AT === null || env.OPENS_AT > env.LOBBY_AT,
      "must be later than LOBBY_AT",
    ),
    ["OPENS_AT"],
  ),
  v.forward(
    v.partialCheck(
      [["BEFORE"], ["OPENS_AT"]],
      (env) => env.BEFORE === "forward" || env.OPENS_AT !== null,
      "must be forward when no OPENS_AT is set: the line is always open",
    ),
    ["BEFORE"],
  ),
  // People are called some seconds after the opening; a room closed by then would call nobody.
  v.forward(
    v.partialCheck(
      [["OPENS_AT"], ["CLOSES_AT"]],
      (env) => env.OPENS_AT === null || env.CLOSES_AT === null || env.CLOSES_AT >= env.OPENS_AT + SHORTEST_DAY_MS,
      "must be at least half a minute later than OPENS_AT",
    ),
    ["CLOSES_AT"],
  ),
  v.forward(
    v.partialCheck(
      [["ORDER"], ["OPENS_AT"]],
      (env) => env.ORDER === "arrival" || env.OPENS_AT !== null,
      "must be arrival when no OPENS_AT is set: a draw is among those who came before the opening",
    ),
    ["ORDER"],
  ),
  v.forward(
    v.partialCheck(
      [["ORDER"], ["DRAW_SECRET"]],
      (env) => env.ORDER === "arrival" || env.DRAW_SECRET !== null,
      "must be set when ORDER is draw",
    ),
    ["DRAW_SECRET"],
  ),
  // Handing out or changing one secret must not hand out or change another.
  v.forward(
    v.partialCheck(
      [["SIGNING_SECRET"], ["SIGNING_SECRET_PREVIOUS"], ["ADMIN_TOKEN"], ["DRAW_SECRET"]],
      (env) => {
        const others = [env.SIGNING_SECRET, env.SIGNING_SECRET_PREVIOUS, env.ADMIN_TOKEN];
        return env.DRAW_SECRET === null || !others.includes(env.DRAW_SECRET);
      },
      "must be another secret than the signing secrets and the admin token",
    ),
    ["DRAW_SECRET"],
  ),
  v.forward(
    v.partialCheck(
      [["RAMP_SECONDS"], ["OPENS_AT"]],
      (env) => env.RAMP_SECONDS === 0 || env.OPENS_AT !== null,
      "must be 0 when no OPENS_AT is set: the ramp begins at the opening",
    ),
    ["RAMP_SECONDS"],
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
