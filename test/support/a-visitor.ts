import type { Epoch } from "../../src/domain/epoch.ts";
import { isVisitorId, type VisitorId } from "../../src/domain/visitor.ts";

/** Visitor ids that read well in a failure: `aVisitor("anna")` is `anna------------`. */
export function aVisitor(name: string): VisitorId {
  const id = name.padEnd(16, "-");
  if (!isVisitorId(id)) throw new TypeError(`not a visitor's name: ${name}`);
  return id;
}

export function anEpoch(name = "first"): Epoch {
  return `epoch-${name}`.padEnd(16, "-") as Epoch; // made of an epoch's letters, as long as one
}
