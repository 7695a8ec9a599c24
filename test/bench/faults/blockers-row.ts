import type { Answer } from "../../../local/crowd/http-answer.ts";
import type { HttpRequest } from "../../../local/crowd/http-client.ts";
import { judgeAsk, judgePage } from "../../../local/crowd/judge-answer.ts";
import { navigation, statusAsk } from "../../../local/crowd/visitor-requests.ts";
import { arrivals } from "./crowds.ts";
import type { FaultRow, Scene } from "./row.ts";
import { SHORT_SESSIONS } from "./settings.ts";
import { type Stranger, strangers } from "./strangers.ts";

const BLOCKERS = 60;
const COME_OVER_MS = 10_000;
/** A blocker who is called shows the ticket again after this long. */
const ASK_AGAIN_MS = 3000;

/**
 * As many people as there are seats take calls and never come: they throw the pass away and show their tickets again.
 */
export const blockers: FaultRow = {
  fault: "blockers",
  capacity: BLOCKERS,
  vars: SHORT_SESSIONS,
  plans: () => arrivals({ people: 300, overSeconds: 15, visitSeconds: 6 }),
  limitSeconds: 400,
  async befall(scene) {
    scene.began();
    const people = strangers(scene);
    const all = Array.from({ length: Math.ceil(BLOCKERS * scene.share) }, () =>
      block(scene, people.comes("ticket only")),
    );
    await Promise.all(all);
    people.close();
  },
};

/** Until the last honest visitor has gone. */
async function block({ crowd: { clock } }: Scene, blocker: Stranger): Promise<void> {
  await clock.pause(Math.random() * COME_OVER_MS);
  let request = navigation("/");
  for (;;) {
    const answer = await blocker.send(request);
    const pauseMs = answer === null ? ASK_AGAIN_MS : toldIn(answer, request);
    request = statusAsk("/", "later");
    if ((await clock.pause(pauseMs)) === "over") return;
  }
}

function toldIn(answer: Answer, request: HttpRequest): number {
  const told = request.headerLines.includes("Corral:") ? judgeAsk(answer) : judgePage(answer);
  return told.kind === "told" ? told.askInMs : ASK_AGAIN_MS;
}
