// /__corral/draw: how the order is drawn, for everybody, and the check of one's own ticket.

import { isDrawn, type Lot, type Ticket } from "../../domain/ticket.ts";
import { type Draw, publishedOf } from "../../seal/draw.ts";
import { gateHeaders } from "../answers/headers.ts";
import { switchLanguage } from "../answers/language.ts";
import { drawPage } from "../answers/pages.ts";
import { pathForRedirect } from "../answers/redirect-target.ts";
import type { RequestContext } from "../request/request-context.ts";

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

/** What the line goes by: the number on the ticket where it has one, that the reader's browser checks. */
async function numberOf(draw: Draw, { number, visitor }: Ticket | Lot): Promise<number> {
  return number ?? draw.numberOf(visitor);
}

/** To the page he was on, if it was one of this site's. */
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
