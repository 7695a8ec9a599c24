export type CookieJar = {
  /** Takes in the `Set-Cookie` headers of an answer. */
  readonly keep: (setCookies: readonly string[], nowMs: number) => void;
  /** The `Cookie` header a browser would send; a cross-site request carries those of `SameSite=None` only. */
  readonly header: (send: "all" | "none-only", nowMs: number) => string | null;
  readonly get: (name: string) => string | null;
  readonly put: (name: string, value: string) => void;
  readonly drop: (name: string) => void;
};

type Cookie = { readonly value: string; readonly sameSite: "none" | "lax"; readonly endsAtMs: number };

/** A browser's cookies of one site: by name, until their `Max-Age` runs out. */
export function aCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    keep(setCookies, nowMs) {
      for (const line of setCookies) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        const maxAge = /; Max-Age=(\d+)/.exec(line)?.[1];
        const endsAtMs = maxAge === undefined ? Number.POSITIVE_INFINITY : nowMs + Number(maxAge) * 1000;
        if (endsAtMs <= nowMs) cookies.delete(name);
        else cookies.set(name, { value, sameSite: line.includes("; SameSite=None") ? "none" : "lax", endsAtMs });
      }
    },
    header(send, nowMs) {
      const sent = [...cookies]
        .filter(([, { sameSite, endsAtMs }]) => endsAtMs > nowMs && (send === "all" || sameSite === "none"))
        .map(([name, { value }]) => `${name}=${value}`);
      return sent.length === 0 ? null : sent.join("; ");
    },
    get: (name) => cookies.get(name)?.value ?? null,
    put: (name, value) => {
      cookies.set(name, { value, sameSite: "lax", endsAtMs: Number.POSITIVE_INFINITY });
    },
    drop: (name) => {
      cookies.delete(name);
    },
  };
}
