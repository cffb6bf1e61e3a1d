import { languages, plural, t } from "./texts.js";

// The server's clock. Times left are reckoned on it; what this device's clock says does not matter.
let offset = 0;
let known = false;

/**
 * Takes a reading of the server's time. A message is never older than it says, so of several readings the latest is
 * the best; a fresh one (a snapshot) also corrects a clock that was changed meanwhile.
 */
export function readClock(at, fresh) {
  const reading = Date.parse(at) - Date.now();
  if (Number.isNaN(reading)) return;
  offset = fresh || !known ? reading : Math.max(offset, reading);
  known = true;
}

export const now = () => Date.now() + offset;

/** Seconds of a share still to come. While the floor rests its clock stands still. */
export function shareSeconds(floor) {
  return floor.endsAt ? (Date.parse(floor.endsAt) - (floor.pausedAt ? Date.parse(floor.pausedAt) : now())) / 1000 : null;
}

/** Seconds from now until a time; negative once it is past, null where there is none. */
export function secondsUntil(time) {
  return time ? (Date.parse(time) - now()) / 1000 : null;
}

/** "1:42"; with an hour and more "1:02:09". */
export function clockText(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = n => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "three minutes" as one says it: whole minutes where they are whole, else seconds. */
export function lengthText(seconds) {
  const whole = Math.round(seconds);
  return whole >= 60 && whole % 60 === 0 ? plural("minutes", whole / 60) : whole >= 120 ? clockText(whole) : plural("seconds", whole);
}

export function minutesText(seconds) {
  return t("short.minutes", { n: Math.round(seconds / 60) });
}

/** "Tuesday, October 6, 6:30 PM EDT": where the reader is, in words of our own, as browsers do not know every language of ours. */
export function dateText(time) {
  const date = new Date(time);
  return t("date.long", {
    weekday: t(`day.${date.getDay()}`), month: t(`month.${date.getMonth() + 1}`), day: date.getDate(),
    time: new Intl.DateTimeFormat(languages, { hour: "numeric", minute: "2-digit", timeZoneName: "short" }).format(date),
  });
}

export function timeOfDay(time) {
  return new Intl.DateTimeFormat(languages, { hour: "numeric", minute: "2-digit" }).format(new Date(time));
}
