// /__corral/draw: how the order is drawn, for everybody, and the check of one's own ticket.

import { callsFromMs, type Opening } from "../../domain/calendar.ts";
import { isDrawn, type Lot, type Ticket } from "../../domain/ticket.ts";
import type { Draw } from "../../seal/draw.ts";
import { ownHeaders } from "../answers/headers.ts";
import { switchLanguage } from "../answers/language.ts";
import { drawPage } from "../answers/pages.ts";
import { pathForRedirect } from "../answers/redirect-target.ts";
import { readTicket, type Visit } from "../request/request-context.ts";

/** What is published of a draw at a time: the key once no ticket of it can be given out any more. */
export function publishedOf({ key, commitment }: Draw, opening: Opening, nowMs: number) {
  return { drawCommitment: commitment, drawKey: nowMs >= callsFromMs(opening) ? key : null };
}

export async function drawEndpoint(visit: Visit): Promise<Response> {
  if (visit.kind === "language") return switchLanguage(visit);
  const { draw, room } = visit.parts;
  const { opening } = room.calendar;
  const isRead = visit.request.method === "GET" || visit.request.method === "HEAD";
  if (draw === null || opening === null || !isRead) return nothingDrawn();
  const { drawCommitment: commitment, drawKey: key } = publishedOf(draw, opening, visit.nowMs);
  const held = await readTicket(visit);
  const isOfDraw = held !== null && (held.number === null || isDrawn(held.number));
  const ticket = isOfDraw ? { code: held.visitor, number: key === null ? null : await numberOf(draw, held) } : null;
  const { html, headers } = await drawPage(visit, {
    commitment,
    key,
    ticket,
    opensAtMs: opening.opensAtMs,
    back: backOf(visit),
  });
  return new Response(html, { headers });
}

/** What the line goes by: the number on the ticket where it has one, that the reader's browser checks. */
async function numberOf(draw: Draw, { number, visitor }: Ticket | Lot): Promise<number> {
  return number ?? draw.numberOf(visitor);
}

/** To the page he was on, if it was one of this site's. */
function backOf({ request, url }: Visit): string {
  const referer = request.headers.get("referer") ?? "";
  const from = URL.canParse(referer) ? new URL(referer) : null;
  return from === null || from.host !== url.host || from.pathname.startsWith("/__corral/")
    ? "/"
    : (pathForRedirect(from) ?? "/");
}

function nothingDrawn(): Response {
  const headers = ownHeaders("open", { "Content-Type": "text/plain; charset=utf-8" });
  return new Response("Nothing is drawn in this room.\n", { status: 404, headers });
}
