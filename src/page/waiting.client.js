// The waiting page's one script. It asks the page's own URL how things stand and says so; it decides nothing.
(() => {
  const page = document.getElementById("corral");
  const copy = JSON.parse(page.dataset.copy);
  // Not location.href: fetch refuses a URL that holds a name and password, and a leading // would name another host.
  const here = location.origin + location.pathname + location.search;

  const shortestGapMs = 2000; // however often tabs are switched or networks come and go
  const longestGapMs = 60000;
  const longestBackoffMs = 30000;
  const defaultGapMs = 10000; // when the server names none
  const answerWithinMs = 15000; // a request that hangs must not be the last
  const askedIsTrueForMs = 300000; // after a longer sleep the cookie may have run out, which is not the visitor's fault

  let shownPlace = Number(page.dataset.place) || Infinity;
  let failures = 0;
  let answeredAtMs = -Infinity;
  let startedAtMs = Date.now();
  let timer = 0;
  let phase = "resting"; // "resting" | "asking" | "leaving"

  const isCount = (value) => Number.isFinite(value) && value >= 1;
  const say = (id, text) => {
    const element = document.getElementById(id);
    if (element.textContent !== text) element.textContent = text; // else screen readers say it again
  };
  const sayCount = (count) => (isCount(count) ? count.toLocaleString(document.documentElement.lang) : copy.unknown);
  const sayWait = (range) => {
    if (!range || !(range.low >= 0 && range.high >= range.low && Number.isFinite(range.high))) return copy.measuring;
    if (range.high < 60) return copy.underAMinute;
    const isLong = range.high > 5400;
    const unit = isLong ? 3600 : 60;
    const low = Math.max(1, Math.floor(range.low / unit));
    const high = Math.ceil(range.high / unit);
    const [one, same, between] = isLong ? copy.hours : copy.minutes;
    if (low < high) return between.replace("#", low).replace("#", high);
    return high === 1 ? one : same.replace("#", high);
  };

  const askIn = (gapMs) => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(shortestGapMs, Math.min(longestGapMs, gapMs)));
  };

  const wake = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(0, startedAtMs + shortestGapMs - Date.now()));
  };

  const loadAgain = () => {
    phase = "leaving"; // asking on would start the load of a slow site anew each time
    location.replace(here); // a reload would repeat a POST
  };

  const fail = () => {
    failures += 1;
    say("note", copy.notes.reconnecting);
    const backoffMs = Math.min(longestBackoffMs, 1000 * 2 ** Math.min(failures, 10));
    askIn(backoffMs * (0.5 + Math.random() / 2));
  };

  const show = (status) => {
    failures = 0;
    answeredAtMs = Date.now();
    if (isCount(status.place)) shownPlace = Math.min(shownPlace, status.place);
    say("place", sayCount(shownPlace));
    say("waiting", sayCount(status.waiting));
    say("wait", sayWait(status.expectedWaitSeconds));
    say("note", copy.notes[status.reason] || copy.notes[status.state] || copy.notes.waiting);
    askIn(isCount(status.askAgainSeconds) ? status.askAgainSeconds * 1000 : defaultGapMs);
  };

  const judge = async (response) => {
    const isOurs = response.headers.has("Corral-State");
    const status = isOurs ? await response.json().catch(() => null) : null;
    if (status && status.state === "admitted") return loadAgain();
    if (status && typeof status.state === "string") return show(status);
    if (isOurs || response.status === 429 || response.status >= 500) return fail();
    loadAgain(); // the site itself answers: there is no line any more
  };

  const ask = async () => {
    if (phase !== "resting") return;
    phase = "asking";
    startedAtMs = Date.now();
    const asked = startedAtMs - answeredAtMs < askedIsTrueForMs;
    const controller = new AbortController();
    const deadline = setTimeout(() => controller.abort(), answerWithinMs);
    try {
      const response = await fetch(here, {
        headers: { Corral: asked ? "status; asked" : "status", Accept: "application/json" },
        cache: "no-store",
        credentials: "same-origin",
        redirect: "manual",
        signal: controller.signal,
      });
      await judge(response);
    } catch {
      fail();
    }
    clearTimeout(deadline);
    if (phase === "asking") phase = "resting";
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  addEventListener("online", wake);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    phase = "resting"; // back from the site by the back button: this page was kept whole, as it was left
    wake();
  });

  askIn(isCount(Number(page.dataset.askAgain)) ? Number(page.dataset.askAgain) * 1000 : defaultGapMs);
})();
