/** Why a call to the turnstile failed. After `timeout` and `unreachable` the script may have run or not. */
export type FaultCode = "timeout" | "unreachable" | "refused" | "malformed-reply";

/**
 * Something broke between the desk and Redis.
 *
 * *Guarantees*: the message is made of the code alone. The client's own messages contain whole command bodies, visitors
 * and numbers included, so they travel as `cause` and are never shown or logged.
 */
export class TurnstileFault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, cause?: unknown) {
    super(`turnstile: ${code}`, { cause });
    this.name = "TurnstileFault";
    this.code = code;
  }
}
