// Calls a visitor who looks elsewhere: by sound, and by notification if they asked for it.

/** Two soft tones, twice. */
const TONES = [
  { hertz: 660, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.2 },
  { hertz: 660, atSeconds: 0.7 },
  { hertz: 880, atSeconds: 0.9 },
];
const TONE_SECONDS = 0.3;
const LOUDNESS = 0.2;

export type Notifier = {
  /** Whether this browser has sound or notifications at all. */
  readonly isThere: boolean;
  readonly isTaken: () => boolean;
  /** Must be called from a click: browsers allow neither sound nor notifications without one. */
  readonly take: () => void;
  /** Resolves when the sound is over, at once if none is allowed. *Fails*: if the sound device does. */
  readonly ring: (title: string) => Promise<void>;
};

export function notifier(): Notifier {
  let sound: AudioContext | null = null;
  let isTaken = false;

  function open(): AudioContext {
    sound ??= new AudioContext();
    // Without a click it stays suspended, and the promise may never settle.
    if (sound.state === "suspended") sound.resume().catch(() => {});
    return sound;
  }

  return {
    isThere: "AudioContext" in globalThis || "Notification" in globalThis,
    isTaken: () => isTaken,
    take() {
      isTaken = true;
      if ("Notification" in globalThis) void Notification.requestPermission();
      if ("AudioContext" in globalThis) open();
    },
    async ring(title) {
      if (isTaken) notify(title);
      if ("AudioContext" in globalThis && open().state === "running") await play(open());
    },
  };
}

function notify(title: string): void {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  try {
    const notice = new Notification(title, { tag: "corral" });
    notice.onclick = () => focus();
  } catch {
    // Chrome on Android allows notifications from service workers only: the sound must suffice.
  }
}

/** Timed by the audio clock: in a background tab, timers may run only once a minute. */
function play(context: AudioContext): Promise<void> {
  const tones = TONES.map(({ hertz, atSeconds }) => {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    const from = context.currentTime + atSeconds;
    volume.gain.setValueAtTime(LOUDNESS, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_SECONDS);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + TONE_SECONDS);
    return new Promise<void>((resolve) => {
      tone.onended = () => resolve();
    });
  });
  return Promise.all(tones).then(() => {});
}
