/** What one benchmark found: the object its last line prints, and every bar it missed, in words. */
export type Finding = { readonly result: object; readonly missed: readonly string[] };

/**
 * How much a benchmark does. The smallest run, a few people for a few seconds, goes the whole way of the full one and
 * shows that it still can be gone. Its figures say nothing, so no bar is held against them.
 */
export type Size = "full" | "smallest";
export type BySize<Value> = Readonly<Record<Size, Value>>;

/** Tells people how far the benchmark is. */
export type Say = (line: string) => void;

/** A benchmark: `only` names the rows to run, all when empty. */
export type Bench = (options: {
  readonly only: readonly string[];
  readonly size: Size;
  readonly say: Say;
}) => Promise<Finding>;
