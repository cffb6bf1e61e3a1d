import { prefs } from "./prefs.js";

// Signs for somebody who looks away: a soft tone and a short buzz, each by choice. The tones are made here; no file is fetched.

const tones = { next: [523.25, 659.25], floor: [523.25, 659.25, 783.99], soon: [587.33] };
const buzzes = { next: [90], floor: [90, 70, 160], soon: [60] };

let audio = null;

/** A browser plays only after a person has touched the page; every touch is a chance. */
export function wakeSound() {
  if (!prefs.chime) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => {});
}

/** next: my turn is the next one. floor: I have the floor. soon: my time is nearly up. */
export function signal(kind) {
  if (prefs.chime) play(kind);
  if (prefs.buzz) buzz(kind);
}

/** Whether the device can buzz at all. */
export const canBuzz = typeof navigator.vibrate === "function" && matchMedia("(any-pointer: coarse)").matches;

export function buzz(kind) {
  navigator.vibrate?.(buzzes[kind]);
}

/** Each note swells and fades, so that nobody is startled. */
export function play(kind) {
  audio ??= new AudioContext();
  audio.resume().catch(() => {});
  tones[kind].forEach((pitch, i) => {
    const begin = audio.currentTime + 0.05 + i * 0.18;
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    tone.type = "sine";
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, begin);
    loudness.gain.exponentialRampToValueAtTime(0.16, begin + 0.04);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + 0.7);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.75);
  });
}

document.addEventListener("pointerdown", wakeSound, { passive: true });
document.addEventListener("keydown", wakeSound);
