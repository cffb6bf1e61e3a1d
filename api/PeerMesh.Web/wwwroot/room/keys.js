import { byId, keyed, make, setText } from "./dom.js";
import { buttonKeys } from "./keymap.js";
import { prefs } from "./prefs.js";
import { t } from "./texts.js";

// One-key shortcuts. They can be switched off: whoever speaks to their computer would press keys by accident. They do
// nothing while somebody types, and nothing together with Ctrl, Alt or the like, which belong to the browser.

const typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const help = byId("keys");

/** @param more { key: action } for what is no button: "w" says how things stand, "s" opens the settings. */
export function wireKeys(more) {
  const extra = { ...more, "?": showKeys, h: () => document.querySelector("[data-help]").click() };
  document.addEventListener("keydown", event => {
    if (!prefs.keys && event.key !== "?") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest?.(typing) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const action = extra[key] ?? press(buttonKeys[key]);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function press(names) {
  for (const name of names ?? []) {
    const button = document.querySelector(`button[data-key="${name}"]`);
    if (button?.checkVisibility()) {
      return () => {
        button.focus({ preventScroll: true });
        button.click();
      };
    }
  }
  return null;
}

/** The list of keys, and whether they work. */
export function showKeys() {
  const rows = [...Object.keys(buttonKeys), "m", "w", "t", "c", "s", "h", "?", "shift"];
  keyed(byId("keys-list"), rows, key => key, () => {
    const row = make("div");
    row.append(make("dt"), make("dd"));
    row.firstElementChild.append(make("kbd"));
    return row;
  }, (row, key) => {
    setText(row.querySelector("kbd"), key === "shift" ? t("keys.shiftName") : key.toUpperCase());
    setText(row.lastElementChild, t(`keys.${key === "?" ? "help" : key}`));
  });
  setText(byId("keys-off"), t(prefs.keys ? "keys.on" : "keys.off"));
  if (!help.open) help.showModal();
}
