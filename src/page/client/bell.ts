// Calls somebody who looks elsewhere: a sound, and a notification if that was asked for.

/** Two soft tones, twice. */
const TONES = [
  { hertz: 660, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.2 },
  { hertz: 660, atSeconds: 0.7 },
  { hertz: 880, atSeconds: 0.9 },
];
const TONE_SECONDS = 0.3;
const LOUDNESS = 0.2;

export type Bell = {
  /** To be called from a click: browsers let nobody sound or notify unasked. */
  readonly take: () => Promise<void>;
  /** Resolves when the sound is over; at once where none may be made. */
  readonly ring: (title: string) => Promise<void>;
};

export function bell(): Bell {
  let sound: AudioContext | null = null;
  let isTaken = false;

  async function open(): Promise<AudioContext | null> {
    if (!("AudioContext" in globalThis)) return null;
    sound ??= new AudioContext();
    // Without a click it stays suspended, and the promise may stay open for ever.
    if (sound.state === "suspended") sound.resume().catch(() => {});
    return sound;
  }

  return {
    async take() {
      isTaken = true;
      await open();
      if ("Notification" in globalThis && Notification.permission === "default") await Notification.requestPermission();
    },
    async ring(title) {
      if (isTaken) notify(title);
      const context = await open();
      if (context?.state === "running") await play(context);
    },
  };
}

function notify(title: string): void {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  try {
    const notice = new Notification(title, { tag: "corral" });
    notice.onclick = () => focus();
  } catch {
    // Chrome on Android lets service workers alone notify: the sound must do.
  }
}

/** Ends by the sound's own clock: in a background tab timers run once a minute. */
function play(context: AudioContext): Promise<void> {
  return new Promise((resolve) => {
    for (const { hertz, atSeconds } of TONES) {
      const tone = new OscillatorNode(context, { frequency: hertz });
      const volume = new GainNode(context, { gain: 0 });
      const from = context.currentTime + atSeconds;
      volume.gain.setValueAtTime(LOUDNESS, from);
      volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_SECONDS);
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + TONE_SECONDS);
      tone.onended = atSeconds === TONES.at(-1)?.atSeconds ? () => resolve() : null;
    }
  });
}
