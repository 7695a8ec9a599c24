/** The shop's pages. `html` escapes every value. */

import { html } from "hono/html";
import { DISTANCES, type Registration } from "./registration.ts";

type Html = ReturnType<typeof html>;

/** A pass lets its bearer in: this shows enough to recognise it, not enough to use it. */
const SHOWN_PASS_CHARACTERS = 12;

export function homePage(complaint: string | null): Html {
  return page(
    "Spring Marathon 2027",
    html`<p>You are in. Registration is open: one runner, one distance, one minute.</p>
      ${complaint === null ? "" : html`<p class="complaint" role="alert">${complaint}</p>`}
      <form method="post" action="/register">
        <label>Runner's name <input name="name" required maxlength="60" autocomplete="name" /></label>
        <label>
          Distance
          <select name="distance">
            ${DISTANCES.map((distance) => html`<option>${distance}</option>`)}
          </select>
        </label>
        <button>Register</button>
      </form>`,
  );
}

export function thanksPage({ name, distance }: Extract<Registration, { kind: "complete" }>): Html {
  return page(
    `See you at the start, ${name}`,
    html`<p>You are registered for the ${distance}.</p>
      <p>Your seat on this site has been given back: the next in line is being let in right now.</p>`,
  );
}

export function termsPage(): Html {
  return page(
    "Terms",
    html`<p>This is a sample shop. It takes no money, keeps no data, and forgets each runner at once.</p>`,
  );
}

export function whoamiPage(headers: Readonly<Record<string, string>>): Html {
  const rows = Object.entries(headers).map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${maskPass(name, value)}</td></tr>`,
  );
  return page(
    "What the shop is told about you",
    html`<p>The headers of this request as they arrived here, behind the waiting room.</p>
      <table>${rows}</table>`,
  );
}

function maskPass(name: string, value: string): string {
  if (name.toLowerCase() !== "corral-pass") return value;
  return value.length > SHOWN_PASS_CHARACTERS ? `${value.slice(0, SHOWN_PASS_CHARACTERS)}…` : value;
}

function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
          <footer><a href="/">Registration</a> · <a href="/whoami">Who am I?</a> · <a href="/terms">Terms</a></footer>
        </main>
      </body>
    </html>`;
}
