import { generateKeyPairSync, sign } from "node:crypto";
import type { Flaw } from "../../src/seal/open-result.ts";
import { goodHeader, keyId, rawToken } from "./tokens.ts";

/** Tokens that no seal may open, though the claims inside are good. */
export async function flawedEnvelopes(key: CryptoKey, claims: object): Promise<readonly [string, string, Flaw][]> {
  const good = await rawToken(key, goodHeader, claims);
  const [header = "", payload = "", signature = ""] = good.split(".");
  const under = (changes: object) => rawToken(key, { ...goodHeader, ...changes }, claims);
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const rsaHeader = Buffer.from(JSON.stringify({ ...goodHeader, alg: "RS256" })).toString("base64url");
  const rsaContent = `${rsaHeader}.${payload}`;
  const rsaSignature = sign("sha256", Buffer.from(rsaContent), rsa.privateKey).toString("base64url");
  const unsignedHeader = Buffer.from('{"alg":"none"}').toString("base64url");
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const strangeKey = await crypto.subtle.importKey("raw", new Uint8Array(32), hmac, false, ["sign"]);
  return [
    ["nothing", "", "malformed"],
    ["a word", "hello", "malformed"],
    ["two dots", "..", "malformed"],
    ["two parts", `${header}.${payload}`, "malformed"],
    ["four parts", `${good}.${signature}`, "malformed"],
    ["a trailing dot", `${good}.`, "malformed"],
    ["a space before it", ` ${good}`, "malformed"],
    ["a line break after it", `${good}\n`, "malformed"],
    ["padding", `${good}=`, "malformed"],
    ["characters of plain base64", `${header}.${payload}.+/${signature.slice(2)}`, "malformed"],
    ["characters beyond ASCII", `${header}.${payload}.ü\ud800`, "malformed"],
    ["a signature of a length no bytes have", `${good}AA`, "malformed"],
    ["a header of a length no bytes have", `A.${payload}.${signature}`, "malformed"],
    ["a header that is no JSON", await rawToken(key, "{alg", claims), "malformed"],
    ["a header that is null", await rawToken(key, "null", claims), "malformed"],
    ["a header that is an array", await rawToken(key, ["HS256"], claims), "malformed"],
    ["a critical extension", await under({ crit: ["b64"], b64: false }), "malformed"],
    ["another type", await under({ typ: "at+jwt" }), "malformed"],
    ["a type that is a number", await under({ typ: 1 }), "malformed"],
    ["100 kB", "A".repeat(100_000), "oversized"],
    ["2,049 characters that begin well", good.padEnd(2049, "A"), "oversized"],
    ["no signature and no algorithm", `${unsignedHeader}.${payload}.`, "wrong-algorithm"],
    ["alg none over a true signature", await under({ alg: "none" }), "wrong-algorithm"],
    ["alg HS512", await under({ alg: "HS512" }), "wrong-algorithm"],
    ["alg hs256", await under({ alg: "hs256" }), "wrong-algorithm"],
    ["no alg", await under({ alg: undefined }), "wrong-algorithm"],
    ["RS256", `${rsaContent}.${rsaSignature}`, "wrong-algorithm"],
    ["an unknown kid", await under({ kid: "nobody's" }), "unknown-key"],
    ["no kid", await under({ kid: undefined }), "unknown-key"],
    ["a kid that is an array", await under({ kid: [keyId] }), "unknown-key"],
    ["a kid of every object", await under({ kid: "__proto__" }), "unknown-key"],
    ["a strange key", await rawToken(strangeKey, goodHeader, claims), "bad-signature"],
    ["no signature", `${header}.${payload}.`, "bad-signature"],
    ["half a signature", `${header}.${payload}.${signature.slice(0, 22)}`, "bad-signature"],
    ["another's signature", `${header}.${Buffer.from("{}").toString("base64url")}.${signature}`, "bad-signature"],
    ["a signed text that is no JSON", await rawToken(key, goodHeader, "{"), "bad-claims"],
    ["a signed array", await rawToken(key, goodHeader, [claims]), "bad-claims"],
    ["a signed null", await rawToken(key, goodHeader, "null"), "bad-claims"],
    ["a signed number", await rawToken(key, goodHeader, "1"), "bad-claims"],
  ];
}
