import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { jwtVerify, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { derivePassKey } from "../../src/seal/pass-key.ts";
import { openPass, signPass, signPassCopy } from "../../src/seal/pass-seal.ts";
import { SECRET } from "../support/secrets.ts";
import { aPass, keyring, NOW_MS, passClaims } from "./tokens.ts";

const passKey = await derivePassKey(SECRET);
const key = Buffer.from(passKey.key, "base64url");
const currentDate = new Date(NOW_MS);

describe("the pass key", () => {
  it("lets an independent library verify a pass", async () => {
    const verified = await jwtVerify(await signPass(keyring, aPass()), key, { algorithms: ["HS256"], currentDate });
    expect(verified.payload).toEqual(passClaims);
    expect(verified.protectedHeader).toEqual({ alg: "HS256", typ: "JWT", kid: passKey.keyId });
  });

  it("lets an independent library verify a copy and read its jti", async () => {
    const copy = await signPassCopy(keyring, aPass(), "copy-1");
    expect((await jwtVerify(copy, key, { currentDate })).payload.jti).toBe("copy-1");
  });

  it("opens what an independent library signed, whatever the order of its header", async () => {
    const withoutType = new SignJWT(passClaims).setProtectedHeader({ kid: passKey.keyId, alg: "HS256" });
    expect((await openPass(keyring, "main", await withoutType.sign(key), NOW_MS)).kind).toBe("good");
    const typeFirst = new SignJWT(passClaims).setProtectedHeader({ typ: "jwt", alg: "HS256", kid: passKey.keyId });
    expect(await openPass(keyring, "main", await typeFirst.sign(key), NOW_MS)).toEqual({
      kind: "good",
      value: aPass(),
    });
  });
});

describe("npm run pass-key", () => {
  it("prints the kid and key of both secrets and neither secret", async () => {
    const previous = "the secret before it, which is long enough too";
    const { stdout } = await runPassKey({ SIGNING_SECRET: SECRET, SIGNING_SECRET_PREVIOUS: previous });
    const previousKey = await derivePassKey(previous);
    expect(stdout).toContain(`current  kid ${passKey.keyId}  key ${passKey.key}`);
    expect(stdout).toContain(`previous  kid ${previousKey.keyId}  key ${previousKey.key}`);
    expect(stdout).not.toContain(SECRET);
    expect(stdout).not.toContain(previous);
  });

  it.each([
    ["no secret", {}, "SIGNING_SECRET is not set"],
    ["a short secret", { SIGNING_SECRET: "hunter2" }, "SIGNING_SECRET must be 32 to 1024 bytes"],
    [
      "a short previous secret",
      { SIGNING_SECRET: SECRET, SIGNING_SECRET_PREVIOUS: "hunter2" },
      "SIGNING_SECRET_PREVIOUS must",
    ],
  ])("refuses %s in a sentence", async (_, secrets, sentence) => {
    await expect(runPassKey(secrets)).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(sentence),
    });
  });
});

function runPassKey(secrets: Readonly<Record<string, string>>) {
  return promisify(execFile)(process.execPath, ["local/commands/pass-key.ts"], { env: secrets });
}
