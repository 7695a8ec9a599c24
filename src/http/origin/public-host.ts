// With ORIGIN_URL the origin has a host name of its own. In its answers that name is replaced by the public one here.

/**
 * A `Location` that points at the origin's host, moved to the public one so that visitors stay behind the gate; any
 * other is unchanged. It is resolved against the public URL as browsers do, because `/\host` only looks relative.
 */
export function toPublicLocation(location: string, origin: URL, publicUrl: URL): string {
  if (!URL.canParse(location, publicUrl.href)) return location;
  const target = new URL(location, publicUrl);
  const isWeb = target.protocol === "https:" || target.protocol === "http:";
  if (!isWeb || target.host !== origin.host || target.host === publicUrl.host) return location;
  return publicUrl.origin + target.pathname + target.search + target.hash;
}

/**
 * A `Set-Cookie` without a `Domain` that covers the origin's host but not the public one: browsers would refuse it.
 * A `Domain` that covers the public host stays, since sibling sites share such cookies. All else is unchanged.
 */
export function setCookieForPublic(setCookie: string, origin: URL, publicUrl: URL): string {
  const [pair = "", ...attributes] = setCookie.split(";");
  const kept = attributes.filter((attribute) => {
    const [name = "", value = ""] = attribute.split("=", 2).map((part) => part.trim().toLowerCase());
    const domain = value.replace(/^\./, "");
    return name !== "domain" || covers(domain, publicUrl.hostname) || !covers(domain, origin.hostname);
  });
  return [pair, ...kept].join(";");
}

function covers(domain: string, hostname: string): boolean {
  return hostname === domain || (domain !== "" && hostname.endsWith(`.${domain}`));
}
