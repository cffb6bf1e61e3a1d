// How this device's owner likes the room. Kept in this browser alone; the server never hears of it.

const place = "peermesh.room";

/** say: which changes are spoken ("mine", "turns", "all"). chime, buzz: a sign when I am next. awake: the screen stays on. keys: single-key shortcuts. */
export const prefs = { say: "turns", chime: false, buzz: false, awake: false, keys: true, ...stored() };

export function setPref(name, value) {
  prefs[name] = value;
  try {
    localStorage.setItem(place, JSON.stringify(prefs));
  } catch {
    // A browser that keeps nothing still has the choice until the page closes.
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}
