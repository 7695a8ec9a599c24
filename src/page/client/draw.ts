// Checks a draw in the reader's own browser, by the same steps as the recipes in docs/draw.md.

type Facts = {
  readonly commitment: string;
  readonly key: string | null;
  readonly ticket: { readonly code: string; readonly number: number | null } | null;
};

const main = document.getElementById("draw") as HTMLElement; // the page it is sent with has it
const { commitment, key, ticket } = JSON.parse(main.dataset.draw ?? "{}") as Facts; // written by the Worker
const words = JSON.parse(main.dataset.words ?? "{}") as Record<"right" | "wrong" | "unable", string>;

async function check(published: string): Promise<"right" | "wrong"> {
  const bytes = Uint8Array.from(published.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  if (toHex(await crypto.subtle.digest("SHA-256", bytes)) !== commitment) return "wrong";
  if (ticket === null) return "right";
  const hmac = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const hash = toHex(await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(ticket.code)));
  return Number.parseInt(hash.slice(0, 12), 16) === ticket.number ? "right" : "wrong";
}

function toHex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function begin(published: string): Promise<void> {
  // Without https there is no Web Crypto, so the check throws.
  const found = await check(published).catch(() => "unable" as const);
  main.dataset.check = found;
  (document.getElementById("check") as HTMLElement).textContent = words[found];
}

if (key !== null) void begin(key);
