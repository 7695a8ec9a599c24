import { phaseAt } from "../../domain/calendar.ts";
import type { Epoch } from "../../domain/epoch.ts";
import type { Pass } from "../../domain/pass.ts";
import type { Lot, Ticket } from "../../domain/ticket.ts";
import { ownHeaders } from "../answers/headers.ts";
import { leftPage } from "../answers/pages.ts";
import { clearPassCookie, clearTicketCookie } from "../request/cookies.ts";
import { readBearerPass, readPass, readTicket, type Visit } from "../request/request-context.ts";

/** A visitor gives up what he holds; whoever holds nothing gets the same answer. */
export async function leave(visit: Visit): Promise<Response> {
  const { parts, keepAlive, names } = visit;
  // A ticket of the lobby is in no line yet.
  const isLobby = phaseAt(parts.room.calendar, visit.nowMs) === "lobby";
  const ticket = isLobby ? null : await readTicket(visit);
  const holders = [await readBearerPass(visit), (await readPass(visit))?.pass ?? null, ticket];
  const left = new Set<string>();
  for (const holder of holders) {
    if (holder === null || left.has(holder.visitor)) continue;
    left.add(holder.visitor);
    await parts.desk.release(holder.visitor, epochOf(holder, visit.nowMs), keepAlive);
  }
  const page = visit.url.searchParams.get("corral") === "leave" ? await leftPage(visit) : null;
  const headers = page?.headers ?? ownHeaders("left");
  headers.append("Set-Cookie", clearTicketCookie(names));
  headers.append("Set-Cookie", clearPassCookie(names));
  return new Response(page?.html ?? null, { status: page === null ? 204 : 200, headers });
}

/** What counts against the seats that were lost: a ticket holds a place only, and a pass that ran out no seat any more. */
function epochOf(holder: Pass | Ticket | Lot, nowMs: number): Epoch | null {
  return "sinceMs" in holder && holder.expiresAtMs > nowMs ? holder.epoch : null;
}
