import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningShop, startShop } from "../../../local/shop/shop.ts";

let shop: RunningShop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(() => shop.close());

function register(form: Record<string, string>): Promise<Response> {
  return fetch(`${shop.url}/register`, { method: "POST", body: new URLSearchParams(form) });
}

it("shows a form to register a runner", async () => {
  const response = await fetch(shop.url);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
  const text = await response.text();
  expect(text).toContain('<form method="post" action="/register">');
  expect(text).toContain("<option>Half marathon</option>");
});

it("thanks a registered runner and gives the seat back", async () => {
  const response = await register({ name: "Ana", distance: "10 km" });
  expect(response.status).toBe(200);
  expect(response.headers.get("Corral-Command")).toBe("release");
  expect(await response.text()).toContain("<h1>See you at the start, Ana</h1>");
});

it.each([
  ["without a name", { name: " ", distance: "10 km" }, "Please tell us the runner&#39;s name."],
  ["with a name too long", { name: "x".repeat(61), distance: "10 km" }, "below 61 characters"],
  ["for an unknown distance", { name: "Ana", distance: "<b>" }, "Please choose a distance."],
])("keeps the seat of a registration %s", async (_, form, complaint) => {
  const response = await register(form);
  expect(response.status).toBe(400);
  expect(response.headers.has("Corral-Command")).toBe(false);
  expect(await response.text()).toContain(complaint);
});

it("escapes what a runner writes", async () => {
  const text = await (await register({ name: `<img src=x>"&'`, distance: "Marathon" })).text();
  expect(text).not.toContain("<img");
  expect(text).toContain("&lt;img src=x&gt;&quot;&amp;&#39;");
});

it("shows the headers it got, escaped, and no more than the start of a pass", async () => {
  const headers = { "Corral-Pass": "abcdefghijklmnopqrstuvwxyz", "X-Odd": "<script>" };
  const text = await (await fetch(`${shop.url}/whoami`, { headers })).text();
  expect(text).toContain("<td>abcdefghijkl…</td>");
  expect(text).not.toContain("mnop");
  expect(text).toContain("<td>&lt;script&gt;</td>");
  expect(text).not.toContain("<script>");
});

it("serves its terms and its style", async () => {
  expect((await fetch(`${shop.url}/terms`)).status).toBe(200);
  const style = await fetch(`${shop.url}/style.css`);
  expect(style.headers.get("Content-Type")).toMatch(/^text\/css/);
  expect((await fetch(`${shop.url}/nothing`)).status).toBe(404);
});

it("refuses a form of ten kilobytes and more", async () => {
  expect((await register({ name: "x".repeat(10_000), distance: "10 km" })).status).toBe(413);
});
