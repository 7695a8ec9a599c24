import * as v from "valibot";
import type { ControlChange } from "../domain/control.ts";
import * as bounds from "./bounds.ts";
import { message } from "./brand.ts";
import type { ConfigIssue } from "./parse.ts";

/** Fits below the heading of the page on a phone. */
const LONGEST_WHY = 200;

const whole = ({ min, max, unit }: bounds.Bounds) => {
  const sentence = `must be a whole number of ${unit} from ${min} to ${max}, or null`;
  return v.exactOptional(
    v.nullable(v.pipe(v.number(sentence), v.integer(sentence), v.minValue(min, sentence), v.maxValue(max, sentence))),
  );
};

const { min, max } = bounds.INFLOW_PER_MINUTE;
const INFLOW = `must be "unlimited", null, or a whole number of people per minute from ${min} to ${max}`;

const change = v.strictObject(
  {
    state: v.exactOptional(v.picklist(["open", "paused", "soldout"], "must be open, paused or soldout")),
    capacity: whole(bounds.CAPACITY),
    inflowPerMinute: v.exactOptional(
      v.nullable(
        v.union(
          [
            v.literal("unlimited"),
            v.pipe(
              v.number(INFLOW),
              v.integer(INFLOW),
              v.minValue(bounds.INFLOW_PER_MINUTE.min, INFLOW),
              v.maxValue(bounds.INFLOW_PER_MINUTE.max, INFLOW),
            ),
          ],
          INFLOW,
        ),
      ),
    ),
    why: v.exactOptional(
      v.nullable(
        v.pipe(
          v.string("must be text"),
          v.check(
            (text) => text.trim() !== "" && [...text].length <= LONGEST_WHY && !/[\p{Cc}\u2028\u2029]/u.test(text),
            `must be 1 to ${LONGEST_WHY} characters on one line`,
          ),
        ),
      ),
    ),
    message: v.exactOptional(v.nullable(message)),
  },
  "is no setting",
);

/** In an issue, `variable` is the setting's name, or `body`. */
export type ParsedChange =
  | { readonly kind: "good"; readonly change: ControlChange }
  | { readonly kind: "bad"; readonly issues: readonly ConfigIssue[] };

/**
 * The operator's change from the JSON text of a request, or everything that is wrong with it.
 *
 * *Guarantees*: never throws; a good change sets at least one setting.
 */
export function parseChange(body: string): ParsedChange {
  const parsed = v.safeParse(change, readJson(body));
  if (!parsed.success) return { kind: "bad", issues: parsed.issues.map(issueOf) };
  if (Object.keys(parsed.output).length > 0) return { kind: "good", change: parsed.output };
  return { kind: "bad", issues: [{ variable: "body", problem: "changes nothing" }] };
}

function issueOf({ path, message: problem }: v.BaseIssue<unknown>): ConfigIssue {
  return { variable: String(path?.[0]?.key ?? "body"), problem };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
