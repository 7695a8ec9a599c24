import { phaseAt } from "../../domain/calendar.ts";
import type { Epoch } from "../../domain/epoch.ts";
import type { Pass } from "../../domain/pass.ts";
import type { Lot, Ticket } from "../../domain/ticket.ts";
import { gateHeaders } from "../answers/headers.ts";
import { leftPage } from "../answers/pages.ts";
import { clearPassCookie, clearTicketCookie } from "../request/cookies.ts";
import { type RequestContext, readBearerPass } from "../request/request-context.ts";

/** A visitor gives up what he holds; whoever holds nothing gets the same answer. */
export async function leave(context: RequestContext): Promise<Response> {
  const { room, desk, keepAlive, cookieNames } = context;
  // A ticket of the lobby is in no line yet.
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

/** What counts against the seats that were lost: a ticket holds a place only, and a pass that ran out no seat any more. */
function epochOf(holder: Pass | Ticket | Lot, nowMs: number): Epoch | null {
  return "sinceMs" in holder && holder.expiresAtMs > nowMs ? holder.epoch : null;
}
