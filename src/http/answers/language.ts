// The language a visitor reads: the one chosen by the switch, else the best of what the browser asks for.

import { chooseLanguage, isLanguage, type Language } from "../../domain/language.ts";
import { readAll, setLanguageCookie } from "../request/cookies.ts";
import type { RequestContext } from "../request/request-context.ts";
import { gateHeaders } from "./headers.ts";
import { pathForRedirect } from "./redirect-target.ts";

/** The switch sends one short word; more is not its doing, and is not read. */
const LONGEST_FORM_BYTES = 1000;

export function readLanguage({ request, cookieNames }: RequestContext): Language {
  const chosen = readAll(request.headers.get("cookie"), cookieNames.language).find(isLanguage);
  return chosen ?? chooseLanguage(request.headers.get("accept-language"));
}

/**
 * Keeps the choice in a cookie and leads back to the page it was made on, less some query parameters; what the pages do
 * not speak changes nothing.
 */
export async function switchLanguage(context: RequestContext, less: readonly string[] = []): Promise<Response> {
  const chosen = await readChoice(context.request);
  const back = new URL(context.url);
  back.search = queryWithoutOurs(context.url, less);
  const headers = gateHeaders("waiting", { Location: pathForRedirect(back) ?? "/" });
  if (isLanguage(chosen)) headers.append("Set-Cookie", setLanguageCookie(context.cookieNames, chosen));
  return new Response(null, { status: 303, headers });
}

/** The query as it came, byte for byte, without `?` and without what Corral's own forms add to it. */
export function queryWithoutOurs({ search }: URL, less: readonly string[] = []): string {
  const ours = ["corral", ...less];
  const parts = search.slice(1).split("&");
  return parts.filter((part) => !ours.some((name) => part === name || part.startsWith(`${name}=`))).join("&");
}

async function readChoice(request: Request): Promise<string | null> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= LONGEST_FORM_BYTES)) return null;
  return new URLSearchParams(await request.text()).get("language");
}
