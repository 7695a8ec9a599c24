import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findOrInstall, MissingProgram } from "../../../local/process/find-or-install.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "corral-path-"));
  vi.stubEnv("PATH", folder);
  vi.stubEnv("DEBIAN_FRONTEND", "dialog");
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function put(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A package manager that notes how it was called and puts `program` on PATH. */
async function putManager(name: string, program: string): Promise<() => Promise<string>> {
  const log = join(folder, "log");
  await put(
    name,
    `echo "$DEBIAN_FRONTEND $*" >> ${log}\nprintf '' > ${folder}/${program}\n/bin/chmod 755 ${folder}/${program}`,
  );
  return () => readFile(log, "utf8");
}

describe("a program that is there", () => {
  it("is found on PATH", async () => {
    const path = await put("redis-server", "");
    expect(await findOrInstall("redis-server")).toBe(path);
  });

  it.each(["chromium", "chromium-browser", "google-chrome"])("is found as %s", async (name) => {
    const path = await put(name, "");
    expect(await findOrInstall("chromium")).toBe(path);
  });
});

describe("a program that is missing", () => {
  it("is named with what to run, where nothing can install it", async () => {
    const missing = findOrInstall("luacheck");
    await expect(missing).rejects.toThrow(MissingProgram);
    await expect(missing).rejects.toThrow("luacheck is not installed.");
    await expect(missing).rejects.toThrow(
      "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends lua-check",
    );
    await expect(missing).rejects.toThrow("brew install luacheck");
  });

  it("is named with what to run, where installing it needs a password", async () => {
    await putManager("apt-get", "redis-server");
    vi.spyOn(process, "getuid").mockReturnValue(1000);
    await expect(findOrInstall("redis-server")).rejects.toThrow(
      /Run: sudo apt-get .*update && sudo apt-get .*redis-server$/,
    );
  });

  it("is installed by apt-get for root, without questions", async () => {
    const log = await putManager("apt-get", "luacheck");
    vi.spyOn(process, "getuid").mockReturnValue(0);
    expect(await findOrInstall("luacheck")).toBe(join(folder, "luacheck"));
    expect(await log()).toBe(
      "noninteractive -o DPkg::Lock::Timeout=120 update\n" +
        "noninteractive -o DPkg::Lock::Timeout=120 install -y --no-install-recommends lua-check\n",
    );
  });

  it("is installed by Homebrew where that is the package manager", async () => {
    const log = await putManager("brew", "redis-server");
    expect(await findOrInstall("redis-server")).toBe(join(folder, "redis-server"));
    expect(await log()).toContain("install redis\n");
  });

  it("is named when its installation failed", async () => {
    await put("brew", "exit 1");
    await expect(findOrInstall("chromium")).rejects.toThrow("Installing it failed. Run: brew install chromium");
  });

  it("is named when its package holds no such program", async () => {
    await put("brew", "exit 0");
    await expect(findOrInstall("chromium")).rejects.toThrow("still not on PATH");
  });
});
