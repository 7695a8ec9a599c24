export const DISTANCES = ["Marathon", "Half marathon", "10 km"] as const;

type Distance = (typeof DISTANCES)[number];

export type Registration =
  | { readonly kind: "complete"; readonly name: string; readonly distance: Distance }
  | { readonly kind: "incomplete"; readonly complaint: string };

/** Longer names do not fit on a start number. */
const LONGEST_NAME = 60;

/** Reads the form as a browser sends it; any other input is `incomplete`, never a fault. */
export function readRegistration(form: Readonly<Record<string, unknown>>): Registration {
  const name = typeof form.name === "string" ? form.name.trim() : "";
  if (name === "") return { kind: "incomplete", complaint: "Please tell us the runner's name." };
  if (name.length > LONGEST_NAME) {
    return { kind: "incomplete", complaint: `Please keep the name below ${LONGEST_NAME + 1} characters.` };
  }
  const distance = DISTANCES.find((known) => known === form.distance);
  if (distance === undefined) return { kind: "incomplete", complaint: "Please choose a distance." };
  return { kind: "complete", name, distance };
}
