import { readFile } from "node:fs/promises";
import { defineConfig, type Plugin } from "vitest/config";

/** The Worker's text modules (wrangler.toml, `[[rules]]`), read the same way under vitest. */
function textModules(): Plugin {
  return {
    name: "text-modules",
    enforce: "pre",
    async load(id) {
      if (!/\.(lua|css|client\.js)$/.test(id)) return null;
      return `export default ${JSON.stringify(await readFile(id, "utf8"))}`;
    },
  };
}

export default defineConfig({
  plugins: [textModules()],
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
