import { byId, keyed, make, setAttr, setText, show, svg } from "./dom.js";
import { hueOf } from "./circle.js";
import { t } from "./texts.js";

// While somebody speaks: what they would like from the others, and quiet signs for them. Signs are seen for a moment; nobody counts them.

const signs = {
  heart: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10z",
  thanks: "M8 20v-6L5.500 9.500a1.500 1.500 0 0 1 2.600-1.500L12 14l3.900-6a1.500 1.500 0 0 1 2.600 1.500L16 14v6M12 14v6",
  withYou: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm6.500 1a2.500 2.500 0 1 0 0-5M3.500 19c.5-3 2.500-5 5.500-5s5 2 5.500 5M16 14.500c2.500.2 4 1.800 4.500 4.500",
  sameHere: "M9.500 16.500a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9zm5 0a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9z",
  strength: "M12 21v-9m0 0c0-4 3-6.500 7-6.500 0 4-3 6.500-7 6.500zm0 2c0-3-2.500-5-6-5 0 3 2.500 5 6 5z",
};
const seen = 4_000;

export function renderHint(room, busy, send) {
  const { floor } = room;
  const rests = Boolean(room.pause?.silence || room.pause?.suspendedSince);
  const possible = room.running && room.view.chat !== undefined && !rests && !room.circlesOn;
  show(byId("hint-card"), possible);
  const question = room.phase?.question ?? "";
  show(byId("hint-question"), question !== "");
  setText(byId("hint-question"), question);
  if (!possible) return;

  const others = floor.holder && !room.iSpeak;
  const wish = floor.share && (floor.holder === floor.share.by || !floor.holder) ? floor.share : null;
  setText(byId("hint-head"), others ? t("hint.while", { name: room.name(floor.holder) }) : t("hint.signs"));
  const text = !wish ? "" : wish.by === room.mine ? t(`hint.mine.${wish.feedback}`) : t(`hint.${wish.feedback}`, { name: room.name(wish.by) });
  show(byId("hint-text"), text !== "");
  setText(byId("hint-text"), text);
  const quiet = floor.share?.feedback === "none" && floor.holder === floor.share.by;
  show(byId("signs"), !quiet);
  keyed(byId("signs"), Object.keys(signs), key => key, key => {
    const button = make("button", "sign");
    button.type = "button";
    button.append(drawing(key), make("span", null, t(`sign.${key}`)));
    return button;
  }, (button, key) => {
    setAttr(button, "aria-busy", busy.has(`sign.${key}`) ? "true" : null);
    button.onclick = () => busy.run(`sign.${key}`, () => send("react", { reaction: key }));
  });
}

/** A sign rises from a face and is gone. Where motion is not wanted it only appears. */
export function showSign(event) {
  const face = document.querySelector(`#circle .person[data-key="${CSS.escape(event.participant ?? "")}"]`);
  if (!face || !signs[event.reaction]) return;
  const shown = svg("g", { class: "rising" });
  shown.append(svg("circle", { r: 17 }), drawing(event.reaction));
  shown.style.setProperty("--h", hueOf(event.participant));
  const holder = svg("g", { transform: face.getAttribute("transform") });
  holder.append(shown);
  byId("circle").append(holder);
  setTimeout(() => holder.remove(), seen);
}

function drawing(key) {
  const icon = svg("svg", { viewBox: "0 0 24 24", width: 24, height: 24, x: -12, y: -12, "aria-hidden": "true" });
  icon.append(svg("path", { d: signs[key] }));
  return icon;
}
