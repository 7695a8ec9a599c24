// /__corral/draw: explains the draw to everybody, and lets readers check their own ticket.

import { isDrawn, type Lot, type Ticket } from "../../domain/ticket.ts";
import { type Draw, publishedOf } from "../../seal/draw.ts";
import { gateHeaders } from "../answers/headers.ts";
import { switchLanguage } from "../answers/language.ts";
import { drawPage } from "../answers/pages.ts";
import { pathForRedirect } from "../answers/redirect-target.ts";
import type { RequestContext } from "../request/request-context.ts";

/** Answers `GET` and `HEAD` with the draw's page; 404 for other methods and where nothing is drawn. */
export async function drawEndpoint(context: RequestContext): Promise<Response> {
  if (context.kind === "language") return switchLanguage(context);
  const { draw, room } = context;
  const { opening } = room.calendar;
  const isRead = context.request.method === "GET" || context.request.method === "HEAD";
  if (draw === null || opening === null || !isRead) return nothingDrawn();
  const { drawCommitment: commitment, drawKey: key } = publishedOf(draw, opening, context.nowMs);
  const held = await context.shownTicket();
  const isOfDraw = held !== null && (held.number === null || isDrawn(held.number));
  const ticket = isOfDraw ? { code: held.visitor, number: key === null ? null : await numberOf(draw, held) } : null;
  const { html, headers } = await drawPage(context, {
    commitment,
    key,
    ticket,
    opensAtMs: opening.opensAtMs,
    back: backOf(context),
  });
  return new Response(html, { headers });
}

/** The number that orders the line: the one on the ticket, else the one drawn. The reader's browser checks it. */
async function numberOf(draw: Draw, { number, visitor }: Ticket | Lot): Promise<number> {
  return number ?? draw.numberOf(visitor);
}

/** The page the reader came from, if it is on this site; else `/`. */
function backOf({ request, url }: RequestContext): string {
  const referer = request.headers.get("referer") ?? "";
  const from = URL.canParse(referer) ? new URL(referer) : null;
  return from === null || from.host !== url.host || from.pathname.startsWith("/__corral/")
    ? "/"
    : (pathForRedirect(from) ?? "/");
}

function nothingDrawn(): Response {
  const headers = gateHeaders("open", { "Content-Type": "text/plain; charset=utf-8" });
  return new Response("Nothing is drawn in this room.\n", { status: 404, headers });
}
