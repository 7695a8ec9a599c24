// Files that the build imports as text (local/build/build.ts).
declare module "*.lua" {
  const source: string;
  export default source;
}
declare module "*.css" {
  const source: string;
  export default source;
}
/** A browser script, bundled into one text. */
declare module "*?script" {
  const source: string;
  export default source;
}
