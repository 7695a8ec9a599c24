// The waiting page's script: it polls and shows the answers. It decides nothing.

import type { News, Status } from "../../domain/status.ts";
import type { ScriptCopy } from "../copy/copy.ts";
import { hasPlace, type PageState } from "../page-state.ts";
import { better, type Moment, momentOf, pageTimes, sayLeft } from "./countdown.ts";
import { notifier } from "./notify.ts";
import { type Heard, poller } from "./poll.ts";
import { NOTHING_KNOWN, type Progress, takeNews, takeOver } from "./progress.ts";
import { isRenewed, rememberRenewed } from "./renewed.ts";
import { settler } from "./steady-state.ts";
import { type Known, listenToTabs, type Word } from "./tab-channel.ts";
import { view } from "./view.ts";

/** How often the countdown is updated. */
const TICK_MS = 1000;
/** Tabs that learn from another tab's poll make their own next one a little apart. */
const FOLLOW_SPREAD_MS = 1000;
/** A message that arrives later than this was held back while the tab was frozen. */
const STALE_MS = 10_000;
/** Longer than the spread of polls at the opening (4 s): a tab this late has slept through its own poll. */
const LATE_MS = 6000;
/** The bell delays the visitor by no more than this. */
const RING_MS = 2000;

const main = document.getElementById("corral") as HTMLElement; // the page it is sent with has it
const words = read<ScriptCopy>("words");
const firstNews = read<News>("news");
// Not location.href: fetch refuses a URL that holds a name and password, and a leading // would name another host.
const here = location.origin + location.pathname + location.search;

let pageState = main.dataset.state as PageState;
/** The room's last state, whatever the page shows meanwhile. */
let standing = pageState;
let network: "there" | "gone" = "there";
let placeId = firstNews.placeId;
let progress: Progress = takeNews(NOTHING_KNOWN, firstNews, Date.now());
const page = view(main, words, { pageState, progress });
const settle = settler(Date.now());
const bell = notifier();
const polls = poller(here, hear);
let tell: (word: Word) => void = () => {};
let opens: Moment | null = null;

function read<Data>(name: string): Data {
  return JSON.parse(main.dataset[name] ?? "null") as Data; // written by the Worker that sent this script
}

function show(next: PageState): void {
  pageState = next;
  page.show(pageState, progress);
}

function isOver(): boolean {
  return pageState === "turn" || pageState === "left";
}

/** A room of another version may not say which place it is about. */
function isOtherPlace(other: string | null | undefined): boolean {
  return placeId !== null && typeof other === "string" && placeId !== other;
}

function loadAgain(): void {
  polls.stop(); // each further answer would restart the load of a slow site
  location.replace(here); // a reload would repeat a POST
}

function hear(heard: Heard): void {
  network = heard.kind === "failure" ? "gone" : "there";
  if (heard.kind === "failure") showOffline();
  else if (heard.kind === "elsewhere" || isAnotherPages(heard.status)) loadAgain();
  else hearStatus(heard);
}

/** Only a page with a place becomes `reconnecting`: before the opening and after the close it keeps its state. */
function showOffline(): void {
  const offline = hasPlace(standing) ? "reconnecting" : standing;
  show(navigator.cookieEnabled ? offline : "cookies");
  if (pageState === "lobby") page.write("note", words.notes.reconnecting);
}

function hearStatus({ status, askedAtMs, answeredAtMs }: Extract<Heard, { kind: "status" }>): void {
  expect(status.opensInSeconds, askedAtMs, answeredAtMs);
  const next = settle(status, pageState, document.hidden ? "hidden" : "seen", Date.now());
  if (next === "turn") void goIn("own-poll");
  // A new place in line needs a new page: on this one the place never rises.
  else if (isOtherPlace(status.placeId) && progress.shown !== null) beginAnew();
  else takeIn(status, next);
}

function takeIn(status: Status, next: PageState): void {
  const nowMs = Date.now();
  placeId = status.placeId ?? placeId;
  standing = next;
  progress = takeNews(progress, status, nowMs);
  const askAgainMs = (status.askAgainSeconds ?? 0) * 1000;
  polls.askIn(askAgainMs);
  show(next);
  const { opensAt } = status;
  tell({ kind: "news", pageState, heardAtMs: nowMs, askAtMs: nowMs + askAgainMs, opensAt, ...known() });
}

/** Whether the visitor needs another page: this one has no ticket and the room gives them now, or its opening moved. */
function isAnotherPages({ state, opensAt }: Status): boolean {
  const isOutside = standing === "notyet" || standing === "closed";
  return (isOutside && state !== standing) || isMoved(opensAt);
}

function isMoved(opensAt: string | null): boolean {
  return typeof opensAt === "string" && opensAt !== firstNews.opensAt;
}

function expect(opensInSeconds: number | null, askedAtMs: number, answeredAtMs: number): void {
  const isAhead = typeof opensInSeconds === "number";
  opens = isAhead ? better(opens, momentOf(opensInSeconds, askedAtMs, answeredAtMs)) : null;
}

function countDown(): void {
  if (opens === null) return;
  const leftMs = opens.atMs - Date.now();
  page.element("left").hidden = false;
  page.write("countdown", sayLeft(leftMs));
  if (leftMs > 0 || pageState !== "lobby") return;
  standing = "opening";
  if (network === "gone") showOffline();
  else show(standing);
  // The machine slept: the poll planned for the opening is late.
  if (leftMs < -LATE_MS) polls.askNow();
}

function beginAnew(): void {
  rememberRenewed();
  loadAgain();
}

/** `own-poll`: by this tab's own poll; `other-tab`: by another tab, which has already rung. */
async function goIn(by: "own-poll" | "other-tab"): Promise<void> {
  polls.stop();
  show("turn");
  if (by === "own-poll") tell({ kind: "turn" });
  if (document.hidden && (by === "own-poll" || bell.isTaken())) {
    await Promise.race([bell.ring(document.title).catch(() => {}), pause(RING_MS)]);
  }
  loadAgain();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    document.addEventListener("visibilitychange", () => resolve());
  });
}

function known(): Known {
  return { placeId, progress };
}

function hearTab(word: Word): void {
  if (isOver()) return;
  if (word.kind === "left") showLeft();
  else if (word.kind === "turn") void goIn("other-tab");
  // The cookie holds another place now: only the room can say how it stands.
  else if (isOtherPlace(word.placeId) || (word.kind === "news" && isMoved(word.opensAt))) polls.askNow();
  else learn(word);
}

function learn(word: Exclude<Word, { kind: "left" | "turn" }>): void {
  const { shown } = progress;
  progress = takeOver(progress, word.progress, Date.now());
  if (word.kind === "news" && Math.abs(Date.now() - word.heardAtMs) < STALE_MS) {
    polls.askIn(word.askAtMs - Date.now() + Math.random() * FOLLOW_SPREAD_MS);
    pageState = word.pageState;
    standing = pageState;
  }
  show(pageState);
  const isBetter = shown !== null && shown < (word.progress.shown ?? Number.POSITIVE_INFINITY);
  if (word.kind !== "known" && isBetter) tell({ kind: "known", ...known() });
}

function showLeft(): void {
  polls.stop();
  show("left");
  page.element("again").hidden = false;
}

async function leave(event: Event): Promise<void> {
  event.preventDefault();
  polls.stop();
  if (await polls.leave()) {
    tell({ kind: "left" });
    showLeft();
    page.element("again").focus(); // the focused element is gone now
  } else {
    polls.goOn();
    polls.askNow();
    show("reconnecting");
  }
}

function offerBell(): void {
  const offer = page.element("bell");
  offer.hidden = !bell.isThere;
  offer.addEventListener("click", () => {
    page.write("bell", words.bell);
    page.write("live", words.bell);
    offer.setAttribute("aria-pressed", "true");
    bell.take();
  });
}

function begin(): void {
  document.documentElement.dataset.corral = "on"; // keeps the watchdog from reloading
  if (isRenewed()) pageState = "renewed";
  if (!navigator.cookieEnabled) pageState = "cookies";
  show(pageState);
  offerBell();
  const { askedAtMs, answeredAtMs } = pageTimes();
  expect(firstNews.opensInSeconds, askedAtMs, answeredAtMs);
  countDown();
  if (main.dataset.preview !== undefined) return;

  tell = listenToTabs(main.dataset.room ?? "", hearTab);
  page.element("leave").addEventListener("submit", leave);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !isOver()) polls.askNow();
  });
  addEventListener("online", () => polls.askNow());
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || pageState === "left") return;
    polls.goOn(); // restored from the back/forward cache, with polling stopped
    polls.askNow();
  });
  setInterval(() => {
    if (!document.hidden && (pageState === "waiting" || pageState === "near")) show(pageState);
    countDown();
  }, TICK_MS);
  tell({ kind: "hello", ...known() });
  polls.askIn((firstNews.askAgainSeconds ?? 0) * 1000);
}

begin();
