import { prefs } from "./prefs.js";

// Keeps the screen on while somebody sits in the room, where they have asked for it and the device can.

let lock = null;
let wanted = false;

export const canStayAwake = "wakeLock" in navigator;

export async function stayAwake(inRoom) {
  wanted = inRoom && prefs.awake && canStayAwake && !document.hidden;
  if (wanted && !lock) {
    lock = navigator.wakeLock.request("screen").catch(() => null);
    const held = await lock;
    if (!held || !wanted) release();
    else held.addEventListener("release", () => lock = null);
  } else if (!wanted) {
    release();
  }
}

async function release() {
  const held = await lock;
  lock = null;
  held?.release();
}
