import type { HttpRequest } from "./http-client.ts";

// The header lines that browsers send, by kind of request; the gate tells the kinds apart by them.

const NAVIGATION_LINES = lines({
  Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Sec-Fetch-Mode": "navigate",
  "Sec-Fetch-Dest": "document",
  "Sec-Fetch-Site": "same-origin",
});
const STYLESHEET_LINES = lines({
  Accept: "text/css,*/*;q=0.1",
  "Sec-Fetch-Mode": "no-cors",
  "Sec-Fetch-Dest": "style",
  "Sec-Fetch-Site": "same-origin",
});
const SCRIPT_FETCH = {
  Accept: "application/json",
  "Sec-Fetch-Mode": "cors",
  "Sec-Fetch-Dest": "empty",
  "Sec-Fetch-Site": "same-origin",
};
const API_LINES = lines(SCRIPT_FETCH);
const FIRST_ASK_LINES = lines({ ...SCRIPT_FETCH, Corral: "status" });
const LATER_ASK_LINES = lines({ ...SCRIPT_FETCH, Corral: "status; asked" });
const FORM_LINES = `${NAVIGATION_LINES}Content-Type: application/x-www-form-urlencoded\r\n`;

export function navigation(path: string): HttpRequest {
  return { method: "GET", path, headerLines: NAVIGATION_LINES, body: "" };
}

export function stylesheet(path: string): HttpRequest {
  return { method: "GET", path, headerLines: STYLESHEET_LINES, body: "" };
}

export function apiCall(path: string): HttpRequest {
  return { method: "GET", path, headerLines: API_LINES, body: "" };
}

/** The waiting page polls its own URL; from the second poll on it says that it has asked before. */
export function statusAsk(path: string, time: "first" | "later"): HttpRequest {
  return { method: "GET", path, headerLines: time === "first" ? FIRST_ASK_LINES : LATER_ASK_LINES, body: "" };
}

export function formPost(path: string, fields: Readonly<Record<string, string>>): HttpRequest {
  return { method: "POST", path, headerLines: FORM_LINES, body: new URLSearchParams(fields).toString() };
}

function lines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
}
