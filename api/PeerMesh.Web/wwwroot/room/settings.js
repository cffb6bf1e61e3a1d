import { canStayAwake, stayAwake } from "./awake.js";
import { buzz, canBuzz, play } from "./chime.js";
import { byId, setText, show } from "./dom.js";
import { prefs, setPref } from "./prefs.js";
import { page, t } from "./texts.js";

// What a person sets for their own room: what is said aloud, signs, keys, the size of text. And the check of the device at the door.

const dialog = byId("settings");
const kept = 400 * 24 * 3600;

export function openSettings() {
  for (const field of dialog.querySelectorAll("[data-pref]")) {
    const value = prefs[field.dataset.pref];
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
  byId("text-size").value = document.documentElement.dataset.text || "normal";
  show(byId("pref-buzz"), canBuzz);
  show(byId("pref-awake"), canStayAwake);
  if (!dialog.open) dialog.showModal();
}

/** @param changed is called when the room has to be drawn again. */
export function wireSettings(changed) {
  for (const opener of document.querySelectorAll("[data-settings]")) opener.onclick = openSettings;
  for (const field of dialog.querySelectorAll("[data-pref]")) {
    field.onchange = () => {
      setPref(field.dataset.pref, field.type === "checkbox" ? field.checked : field.value);
      if (field.dataset.pref === "chime" && field.checked) play("next");
      if (field.dataset.pref === "buzz" && field.checked) buzz("next");
      if (field.dataset.pref === "awake") stayAwake(document.body.dataset.part === "room");
      changed();
    };
  }
  byId("text-size").onchange = event => {
    document.documentElement.dataset.text = event.target.value;
    document.cookie = `peermesh.text=${event.target.value}; path=${page.home}; max-age=${kept}; samesite=lax`;
    changed();
  };
}

/** At the door: does this device do what the room may ask of it? */
export function wireCheck() {
  byId("check-chime").onclick = () => {
    play("floor");
    setPref("chime", true);
    setText(byId("check-chime-said"), t("check.chimeOn"));
  };
  show(byId("check-buzz-row"), canBuzz);
  byId("check-buzz").onclick = () => {
    buzz("floor");
    setPref("buzz", true);
    setText(byId("check-buzz-said"), t("check.buzzOn"));
  };
  byId("check").addEventListener("toggle", () => byId("check").open && measure());
  for (const change of ["online", "offline"]) addEventListener(change, () => byId("check").open && measure());
}

const quick = 400;

/** How long the service takes to answer. Three times, because the first also opens the connection. */
async function measure() {
  const told = byId("check-link-said");
  setText(told, t("check.link.asking"));
  let best = Infinity;
  for (let i = 0; i < 3 && navigator.onLine; i++) {
    const began = performance.now();
    try {
      await fetch(`${page.home}health/live`, { cache: "no-store", signal: AbortSignal.timeout(5_000) });
      best = Math.min(best, performance.now() - began);
    } catch {
      // Told below: no answer.
    }
  }
  setText(told, best === Infinity ? t("check.link.none") : t(best <= quick ? "check.link.good" : "check.link.slow", { ms: Math.max(1, Math.round(best)) }));
}
