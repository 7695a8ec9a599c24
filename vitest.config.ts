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

/** Tests that start a redis-server, and some of them workerd or a command of `local/` too. */
const REDIS = [
  "test/http/endpoints/**/*.test.ts",
  "test/http/gate/**/*.test.ts",
  "test/http/misconfigured.test.ts",
  "test/http/answers/language.test.ts",
  "test/http/origin/{forwarding,release}.test.ts",
  "test/local/{commands,upstash,workerd}/**/*.test.ts",
  "test/local/crowd/{call-order,run-crowd}.test.ts",
  "test/local/process/redis-server.test.ts",
  "test/docs/**/*.test.ts",
  "test/turnstile/**/*.test.ts",
  "test/worker/**/*.test.ts",
];

/** Tests that start Chromium as well. */
const BROWSER = ["test/browser/**/*.test.ts"];

export default defineConfig({
  plugins: [textModules()],
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One for every core: vitest would leave one to itself, which is half of a small machine.
    maxWorkers: "100%",
    // A file leaves nothing behind for the next in its process: it stops what it starts, and stubs end with their test.
    isolate: false,
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
    // It knows a module by its own file alone, and the page's script is made of many.
    fsModuleCache: false,
    // Started in the order of their names: the longest files first, the shortest fill the gaps at the end.
    projects: [
      { extends: true, test: { name: "browser", include: BROWSER } },
      { extends: true, test: { name: "redis", include: REDIS } },
      { extends: true, test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...REDIS, ...BROWSER] } },
    ],
  },
});
