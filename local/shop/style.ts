/** The shop's style sheet. A separate file, so that a page needs more than one request, as on real sites. */
export const shopStyle = `
:root { color-scheme: light dark; --ink: #1d2430; --paper: #fbf9f4; --line: #d9d3c5; --accent: #b3401f; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8df; --paper: #191c22; --line: #3a3f49; --accent: #f0835f; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.05rem/1.6 system-ui, sans-serif; }
main { max-width: 36rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 2rem; line-height: 1.2; }
a { color: var(--accent); }
form { display: grid; gap: 1rem; border: 1px solid var(--line); border-radius: 0.75rem; padding: 1.25rem; }
label { display: grid; gap: 0.25rem; font-weight: 600; }
input, select, button { font: inherit; padding: 0.6rem 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; }
button { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { border-bottom: 1px solid var(--line); padding: 0.4rem 0.5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
.complaint { color: var(--accent); font-weight: 600; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: 0.9rem; }
`.trimStart();
