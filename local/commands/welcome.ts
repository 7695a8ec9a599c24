// What npm start says: where everything is, and how to see the line work in two minutes.

import type { Stack } from "../stack/laptop-stack.ts";

type Addresses = Omit<Stack, "died" | "stop">;

/** Where the words after an address begin, counted from the address. */
const ADDRESS_COLUMNS = 25;

/** What `npm start` prints once the room is open. */
export function welcome(stack: Addresses): string {
  const { roomUrl, shopUrl, frontUrl, redisUrl } = stack;
  return `
  Corral is open: ${roomUrl}

  Behind it is a ticket shop that takes two people at a time. Watch the line in one browser:

${demonstration(stack)}

  More to try:

  - Close the tab that waits, and open its address again: the place is kept.
  - Steer the room from another terminal:   npm run room -- pause --reason "Fog on the course"
  - See a lobby, an opening and a draw:     OPENS_IN=60 npm start
  - See the pages in any state and language:   ${roomUrl}/__corral/preview?state=near&lang=ko
  - Come as a newcomer without a browser:   curl -i -H 'Accept: text/html' ${roomUrl}/
  - Poll as the waiting page does:          curl -i -H 'Corral: status' ${roomUrl}/

  The shop itself  ${shopUrl}
  Upstash REST     ${frontUrl}
  Redis            ${redisUrl}

  Ctrl-C stops everything.

`;
}

/** Cookies are per host, and private windows of one browser share theirs: other names make other visitors. */
function demonstration({ visitorUrls: [first = "", second = "", third] }: Addresses): string {
  const thirdStep =
    third === undefined
      ? `3. This machine has no ::1, so open ${first} in one private window: the third waits in line.`
      : `3. Open ${third}${gap(third)}the third waits in line.`;
  return `  1. Open ${first}${gap(first)}you are let in.
  2. Open ${second}${gap(second)}to a browser this is another host, so you are another visitor: let in.
  ${thirdStep}
  4. Register a runner in the first tab or the second: the third is let in by itself, within seconds.`;
}

function gap(url: string): string {
  return " ".repeat(Math.max(1, ADDRESS_COLUMNS - url.length));
}

/** The same where the day begins with a lobby. */
export function welcomeToLobby({ roomUrl, visitorUrls }: Addresses, opensIn: number): string {
  return `
  The lobby is open: ${roomUrl}

  The line opens ${opensIn} seconds after the start, in an order that is drawn. Try this:

  - Open each of these in a tab, as visitors of their own, and leave them alone: each finds its place by itself.
      ${visitorUrls.join("   ")}
  - How the draw works, before the opening and after it:   ${roomUrl}/__corral/draw
  - What everybody may know of the room:                   ${roomUrl}/__corral/room
  - Steer it from another terminal:                        npm run room -- pause --reason "Fog on the course"

  Ctrl-C stops everything.

`;
}
