import { open } from "./dialogs.js";
import { byId, keyed, make, setAttr, setText, show } from "./dom.js";
import { askForResource } from "./alerts.js";
import { t } from "./texts.js";

// Resources that everyone sees. They do not say who asked for them.

export function renderPins(room, busy, send) {
  const able = room.view.pins !== undefined;
  const pins = room.view.pins ?? [];
  show(byId("pins-card"), able && (pins.length > 0 || room.running));
  keyed(byId("pins"), pins, pin => String(pin.id), newPin, (row, pin) => {
    const [title, text, down] = row.children;
    const link = title.firstElementChild;
    setText(link, pin.title);
    setAttr(link, "href", safeLink(pin.link));
    setText(text, [pin.text, pin.link && new URL(pin.link).host].filter(Boolean).join(" · "));
    show(down, room.leads);
    setText(down, t("pins.down"));
    setAttr(down, "aria-label", t("pins.downWhich", { title: pin.title }));
    down.onclick = () => busy.run("pins.down", () => send("unpinResource", { pin: pin.id }));
  });
  show(byId("pins-none"), pins.length === 0);
  const ask = byId("pins-ask");
  setText(ask, t(room.leads ? "pins.add" : "pins.ask"));
  ask.onclick = () => busy.run("pins.ask", async () => {
    if (room.leads) {
      const pin = await askPin();
      return pin && send("pinResource", pin);
    }
    const text = await askForResource();
    return text && send("askForResource", { text });
  });
  const asked = room.own.asks?.length ?? 0;
  show(byId("pins-asked"), asked > 0);
}

function newPin() {
  const row = make("li");
  const title = make("b");
  const link = make("a");
  [link.target, link.rel] = ["_blank", "noopener noreferrer"];
  title.append(link);
  const down = make("button", "link small-link");
  down.type = "button";
  row.append(title, make("p"), down);
  return row;
}

// The server takes https addresses only; whatever else came would stay text.
const safeLink = link => (link?.startsWith("https://") ? link : null);

/** Asks for a resource to show: { title, link, text }, or null. */
export async function askPin() {
  const form = byId("pin-form");
  form.reset();
  if (await open(byId("pin")) !== "yes") return null;
  const value = name => form.elements[name].value.trim() || null;
  return { title: value("title"), link: value("link"), text: value("text") };
}
