// The waiting page's one script. It asks how things stand and says so; it decides nothing.

import type { Status } from "../../domain/status.ts";
import type { ScriptCopy } from "../copy/copy.ts";
import { type Face, faceOf } from "../face.ts";
import { asker, type Heard } from "./ask.ts";
import { bell } from "./bell.ts";
import { type News, NOTHING_KNOWN, type Progress, takeNews, takeOver } from "./progress.ts";
import { isRenewed, rememberRenewed } from "./renewed.ts";
import { listenToTabs, type Word } from "./tabs.ts";
import { view } from "./view.ts";

/** Between two looks at the countdown. */
const TICK_MS = 1000;
/** Tabs that share an ask follow the one that made it, each a little apart. */
const FOLLOW_SPREAD_MS = 1000;

const main = document.getElementById("corral") as HTMLElement; // the page it is sent with has it
const words = read<ScriptCopy>("words");
// Not location.href: fetch refuses a URL that holds a name and password, and a leading // would name another host.
const here = location.origin + location.pathname + location.search;

let face = main.dataset.face as Face;
let progress: Progress = takeNews(NOTHING_KNOWN, read<News>("news"), Date.now());
const page = view(main, words, main.dataset.event ?? "", { face, progress });
const ringer = bell();
const tell = listenToTabs(main.dataset.room ?? "", hearTab);
const asks = asker(here, hear);

function read<Data>(name: string): Data {
  return JSON.parse(main.dataset[name] ?? "null") as Data; // written by the Worker that sent this script
}

function show(next: Face): void {
  face = next;
  page.show(face, progress);
}

function loadAgain(): void {
  asks.stop(); // asking on would start the load of a slow site anew each time
  location.replace(here); // a reload would repeat a POST
}

function hear(heard: Heard): void {
  if (heard.kind === "failure") show(navigator.cookieEnabled ? "reconnecting" : "cookies");
  else if (heard.kind === "elsewhere") loadAgain();
  else hearStatus(heard.status);
}

function hearStatus(status: Status): void {
  const next = faceOf(status);
  if (next === "turn") void goIn();
  else if (next === "renewed" && progress.shown !== null) beginAnew();
  else takeIn(status, next);
}

function takeIn(status: Status, next: Face): void {
  progress = takeNews(progress, status, Date.now());
  const askAgainMs = (status.askAgainSeconds ?? 0) * 1000;
  asks.askIn(askAgainMs);
  show(next);
  if (next !== "cookies") tell({ kind: "news", face: next, progress, askAgainMs });
}

/** Another place is another page: on this one the place never rises. */
function beginAnew(): void {
  rememberRenewed();
  loadAgain();
}

async function goIn(): Promise<void> {
  asks.stop();
  show("turn");
  tell({ kind: "turn" });
  if (document.hidden) await ringer.ring(document.title);
  loadAgain();
}

function hearTab(word: Word): void {
  switch (word.kind) {
    case "hello":
      if (progress.told !== null && face !== "left") tell({ kind: "news", face, progress, askAgainMs: 0 });
      break;
    case "news":
      if (face === "left") break;
      progress = takeOver(progress, word.progress);
      if (word.askAgainMs > 0) asks.askIn(word.askAgainMs + Math.random() * FOLLOW_SPREAD_MS);
      show(word.face);
      break;
    case "left":
      showLeft();
      break;
    case "turn":
      loadAgain();
      break;
    default: {
      const unreachable: never = word;
      throw new TypeError(String(unreachable));
    }
  }
}

function showLeft(): void {
  asks.stop();
  show("left");
  page.element("again").hidden = false;
}

/** The keyboard's place was on what is gone now. */
function leaveHere(): void {
  showLeft();
  page.element("again").focus();
}

async function leave(event: Event): Promise<void> {
  event.preventDefault();
  asks.stop();
  if (await asks.leave()) {
    tell({ kind: "left" });
    return leaveHere();
  }
  asks.goOn();
  asks.askIn(null);
  show("reconnecting");
}

function begin(): void {
  if (isRenewed()) face = "renewed";
  if (!navigator.cookieEnabled) face = "cookies";
  show(face);
  const offer = page.element("bell") as HTMLButtonElement;
  offer.hidden = false;
  offer.addEventListener("click", () => {
    offer.textContent = words.bell;
    offer.disabled = true;
    void ringer.take();
  });
  if (main.dataset.preview !== undefined) return;

  page.element("leave").addEventListener("submit", leave);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) asks.askNow();
  });
  addEventListener("online", () => asks.askNow());
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || face === "left") return;
    asks.goOn(); // back from the site by the back button: this page was kept whole, as it was left
    asks.askNow();
  });
  setInterval(() => {
    if (!document.hidden && (face === "waiting" || face === "near")) show(face);
  }, TICK_MS);
  tell({ kind: "hello" });
  asks.askIn((read<News>("news").askAgainSeconds ?? 0) * 1000);
}

begin();
