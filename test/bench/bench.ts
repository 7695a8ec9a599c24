/** What one benchmark found: the object its last line prints, and every bar it missed, in words. */
export type Finding = { readonly result: object; readonly missed: readonly string[] };

/** A benchmark: `only` names the rows to run, all when empty; `say` tells people how far it is. */
export type Bench = (options: {
  readonly only: readonly string[];
  readonly say: (line: string) => void;
}) => Promise<Finding>;
