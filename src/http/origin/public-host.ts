// With ORIGIN_URL the origin answers under a name of its own. What it says of itself is put in the public name here.

/**
 * A `Location` at the origin's host, put at the public one, else people leave the gate; any other as it is. Relative ones
 * resolve against the public URL, as the browser resolves them, and so are told from `/\host`, which only looks relative.
 */
export function toPublicLocation(location: string, origin: URL, publicUrl: URL): string {
  if (!URL.canParse(location, publicUrl.href)) return location;
  const target = new URL(location, publicUrl);
  const isWeb = target.protocol === "https:" || target.protocol === "http:";
  if (!isWeb || target.host !== origin.host || target.host === publicUrl.host) return location;
  return publicUrl.origin + target.pathname + target.search + target.hash;
}

/**
 * A `Set-Cookie` without a `Domain` of the origin's, its parents included, which browsers would refuse from the public
 * host; one that covers the public host too is left, for sibling sites share such cookies. The rest as sent.
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
