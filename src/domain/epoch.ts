/**
 * The random name of one life of a room's data in Redis. A *different* epoch proves that data was lost; a missing one
 * proves nothing.
 */
export type Epoch = string & { readonly __brand: "Epoch" };

const EPOCH = /^[A-Za-z0-9_-]{8,32}$/;

/** Whether text has the form of an epoch. */
export function isEpoch(text: string): text is Epoch {
  return EPOCH.test(text);
}
