import * as v from "valibot";

/** A date-time of RFC 3339 §5.6 without fractions; seconds may be left out, the zone never. */
const MOMENT = /^(20\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Text to ms since 1970. A day that its month does not have is refused, though `Date` would take it for another. */
export const moment = v.pipe(
  v.string("must be text"),
  v.check(isMoment, "must be a date and time with its zone, like 2027-03-21T10:00:00+09:00"),
  v.transform((text) => Date.parse(text)),
);

function isMoment(text: string): boolean {
  const [, year, month, day, hour, minute, second = "0"] = MOMENT.exec(text) ?? [];
  const fields = [year, month, day, hour, minute, second].map(Number);
  const [y = Number.NaN, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const date = new Date(Date.UTC(y, mo - 1, d, h, mi, s));
  const isReal = date.getUTCMonth() === mo - 1 && date.getUTCDate() === d && date.getUTCHours() === h;
  return isReal && date.getUTCMinutes() === mi && date.getUTCSeconds() === s && !Number.isNaN(Date.parse(text));
}
