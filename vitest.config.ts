import { defineConfig, type Plugin } from "vitest/config";
import { isTextModule, readTextModule } from "./local/text-modules.ts";

/** What the Worker's build takes as text is text under vitest too. */
function textModules(): Plugin {
  return {
    name: "text-modules",
    enforce: "pre",
    load(id) {
      return isTextModule(id) ? `export default ${JSON.stringify(readTextModule(id))}` : null;
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
