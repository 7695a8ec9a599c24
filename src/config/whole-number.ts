import * as v from "valibot";

/** Both ends included; `unit` is named in the message. */
export type Bounds = { readonly min: number; readonly max: number; readonly unit: string };

/** Digits as a person writes them: no sign, point, exponent, space or leading zero, each of which hides a slip. */
const DIGITS = /^(?:0|[1-9]\d{0,15})$/;

/** Text to a whole number within bounds; one message states the whole rule, whatever was wrong. */
export function wholeNumber({ min, max, unit }: Bounds) {
  const within = (text: string) => DIGITS.test(text) && Number(text) >= min && Number(text) <= max;
  return v.pipe(
    v.string(`must be set: a whole number of ${unit} from ${min} to ${max}`),
    v.check(within, `must be a whole number of ${unit} from ${min} to ${max}, in plain digits`),
    v.transform(Number),
  );
}
