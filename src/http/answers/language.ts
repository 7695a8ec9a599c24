// The language of a visitor's pages: the one chosen by the switch, else the best match for `Accept-Language`.

import { chooseLanguage, isLanguage, type Language } from "../../domain/language.ts";
import { readAll, setLanguageCookie } from "../request/cookies.ts";
import type { RequestContext } from "../request/request-context.ts";
import { gateHeaders } from "./headers.ts";
import { pathForRedirect } from "./redirect-target.ts";

/** The switch sends one short word. A longer body did not come from it and is not read. */
const LONGEST_FORM_BYTES = 1000;

/** The language to answer in: the one in the cookie, else the best match for `Accept-Language` (RFC 9110 §12.5.4). */
export function readLanguage({ request, cookieNames }: RequestContext): Language {
  const chosen = readAll(request.headers.get("cookie"), cookieNames.language).find(isLanguage);
  return chosen ?? chooseLanguage(request.headers.get("accept-language"));
}

/**
 * Stores the chosen language in a cookie and redirects (303) to the same page without the query parameters in `less`.
 * A language that the pages do not speak changes nothing.
 */
export async function switchLanguage(context: RequestContext, less: readonly string[] = []): Promise<Response> {
  const chosen = await readChoice(context.request);
  const back = new URL(context.url);
  back.search = queryWithoutCorral(context.url, less);
  const headers = gateHeaders("waiting", { Location: pathForRedirect(back) ?? "/" });
  if (isLanguage(chosen)) headers.append("Set-Cookie", setLanguageCookie(context.cookieNames, chosen));
  return new Response(null, { status: 303, headers });
}

/** The query byte for byte, without `?`, without the `corral` parameter of Corral's own forms and those in `less`. */
export function queryWithoutCorral({ search }: URL, less: readonly string[] = []): string {
  const ours = ["corral", ...less];
  const parts = search.slice(1).split("&");
  return parts.filter((part) => !ours.some((name) => part === name || part.startsWith(`${name}=`))).join("&");
}

async function readChoice(request: Request): Promise<string | null> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= LONGEST_FORM_BYTES)) return null;
  return new URLSearchParams(await request.text()).get("language");
}
