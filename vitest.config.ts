import { defineConfig, type Plugin } from "vitest/config";
import { isTextModule, readTextModule } from "./local/build/text-modules.ts";

/** What the Worker's build takes as text is text under vitest too. */
function textModules(): Plugin {
  return {
    name: "text-modules",
    enforce: "pre",
    // Under a name that does not end as a style sheet's does: of those vitest makes nothing.
    async resolveId(source, importer) {
      if (!source.endsWith(".css")) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && `${found.id}#text`;
    },
    load(id) {
      const path = id.endsWith("#text") ? id.slice(0, -"#text".length) : id;
      return isTextModule(path) ? `export default ${JSON.stringify(readTextModule(path))}` : null;
    },
  };
}

export default defineConfig({
  plugins: [textModules()],
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // It knows a module by its own file alone, and the page's script is made of many.
    fsModuleCache: false,
  },
});
