// What wrangler.toml's `[[rules]]` import as text.
declare module "*.lua" {
  const source: string;
  export default source;
}
declare module "*.css" {
  const source: string;
  export default source;
}
declare module "*.client.js" {
  const source: string;
  export default source;
}
