import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const REPOSITORY = dirname(dirname(dirname(import.meta.dirname)));

/** A repository with this one's `local/` and a small Worker in place of the room. */
export async function aRepository(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "corral-repository-"));
  await cp(join(REPOSITORY, "local"), join(folder, "local"), { recursive: true });
  await cp(join(REPOSITORY, "wrangler.toml"), join(folder, "wrangler.toml"));
  await symlink(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
