/** Why a presented ticket or pass is unusable. For tests and counters; the sender never learns it. */
export type Flaw =
  | "malformed"
  | "oversized"
  | "wrong-algorithm"
  | "unknown-key"
  | "bad-signature"
  | "wrong-use"
  | "wrong-room"
  | "from-the-future"
  | "bad-number"
  | "bad-claims";

export type Flawed = { readonly kind: "flawed"; readonly flaw: Flaw };

/** The result of opening a token. An `expired` value is well signed but past its end: grace may still honour it. */
export type OpenResult<T> =
  | { readonly kind: "good"; readonly value: T }
  | { readonly kind: "expired"; readonly value: T }
  | Flawed;

export function flawed(flaw: Flaw): Flawed {
  return { kind: "flawed", flaw };
}
