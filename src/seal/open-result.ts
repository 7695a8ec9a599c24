/** Why a presented ticket or pass is unusable. For tests and counters: the sender is never told. */
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

/** What opening gives. `expired` carries the value, well signed and past its end: a grace may still honour it. */
export type OpenResult<T> =
  | { readonly kind: "good"; readonly value: T }
  | { readonly kind: "expired"; readonly value: T }
  | Flawed;

export function flawed(flaw: Flaw): Flawed {
  return { kind: "flawed", flaw };
}
