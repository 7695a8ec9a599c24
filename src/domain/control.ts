/** The operator's hand on the gate: what is set live, over the env vars. `null` is not set: the env var's value counts. */
export type Control = {
  readonly state: "open" | "paused" | "soldout";
  readonly capacity: number | null;
  readonly inflowPerMinute: number | "unlimited" | null;
  /** Why nobody is let in, in the operator's words. */
  readonly why: string | null;
  readonly message: string | null;
  /** When it was last changed; `null`: never. */
  readonly changedAtMs: number | null;
};

export const UNTOUCHED: Control = {
  state: "open",
  capacity: null,
  inflowPerMinute: null,
  why: null,
  message: null,
  changedAtMs: null,
};

/** What a change sets; what it does not name stays as it is, and `null` gives a setting back to its env var. */
export type ControlChange = Partial<Omit<Control, "changedAtMs">>;

type Limits = { readonly capacity: number; readonly inflowPerMinute: number | "unlimited" };

/** A room with the limits that count now. */
export function underControl<Room extends Limits>(room: Room, { capacity, inflowPerMinute }: Control): Room {
  return {
    ...room,
    capacity: capacity ?? room.capacity,
    inflowPerMinute: inflowPerMinute ?? room.inflowPerMinute,
  };
}
