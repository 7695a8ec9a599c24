import { phaseAt } from "../../domain/calendar.ts";
import type { Epoch } from "../../domain/epoch.ts";
import type { Pass } from "../../domain/pass.ts";
import type { Lot, Ticket } from "../../domain/ticket.ts";
import { gateHeaders } from "../answers/headers.ts";
import { leftPage } from "../answers/pages.ts";
import { clearPassCookie, clearTicketCookie } from "../request/cookies.ts";
import { type RequestContext, readBearerPass } from "../request/request-context.ts";

/** Gives up whatever place, call or seat the visitor holds. A visitor who holds none gets the same answer. */
export async function leave(context: RequestContext): Promise<Response> {
  const { room, desk, keepAlive, cookieNames } = context;
  // A lobby ticket is not in line yet.
  const isLobby = phaseAt(room.calendar, context.nowMs) === "lobby";
  const ticket = isLobby ? null : await context.shownTicket();
  const holders = [await readBearerPass(context), (await context.shownPass())?.pass ?? null, ticket];
  const left = new Set<string>();
  for (const holder of holders) {
    if (holder === null || left.has(holder.visitor)) continue;
    left.add(holder.visitor);
    await desk.release(holder.visitor, epochOf(holder, context.nowMs), keepAlive);
  }
  const page = context.url.searchParams.get("corral") === "leave" ? await leftPage(context) : null;
  const headers = page?.headers ?? gateHeaders("left");
  headers.append("Set-Cookie", clearTicketCookie(cookieNames));
  headers.append("Set-Cookie", clearPassCookie(cookieNames));
  return new Response(page?.html ?? null, { status: page === null ? 204 : 200, headers });
}

/**
 * The epoch of the seat given up, `null` without one: after lost data, a release reduces the seats still counted as
 * taken. A ticket holds only a place, and an expired pass no seat.
 */
function epochOf(holder: Pass | Ticket | Lot, nowMs: number): Epoch | null {
  return "sinceMs" in holder && holder.expiresAtMs > nowMs ? holder.epoch : null;
}
