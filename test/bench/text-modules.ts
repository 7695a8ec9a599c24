// Lets Node import the Worker's own modules: what its build takes as text comes as text.

import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { isTextModule, readTextModule } from "../../local/build/text-modules.ts";

registerHooks({
  load(url, context, nextLoad) {
    if (!isTextModule(url)) return nextLoad(url, context);
    const { search } = new URL(url);
    const text = readTextModule(fileURLToPath(url) + search);
    return { format: "module", source: `export default ${JSON.stringify(text)};`, shortCircuit: true };
  },
});
