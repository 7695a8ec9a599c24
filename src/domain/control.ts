/** The live settings, which the operator sets over the env vars. `null`: not set, the env var's value counts. */
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

/** The live settings of a room before any change. */
export const UNTOUCHED: Control = {
  state: "open",
  capacity: null,
  inflowPerMinute: null,
  why: null,
  message: null,
  changedAtMs: null,
};

/** The settings a change sets; the others stay as they are. `null` gives a setting back to its env var. */
export type ControlChange = Partial<Omit<Control, "changedAtMs">>;

type Limits = { readonly capacity: number; readonly inflowPerMinute: number | "unlimited" };

/** The room with the limits now in force: the live ones where set. */
export function underControl<Room extends Limits>(room: Room, { capacity, inflowPerMinute }: Control): Room {
  return {
    ...room,
    capacity: capacity ?? room.capacity,
    inflowPerMinute: inflowPerMinute ?? room.inflowPerMinute,
  };
}
