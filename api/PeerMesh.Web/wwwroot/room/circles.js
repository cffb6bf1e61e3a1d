import { renderButtons } from "./actions.js";
import { clockText, secondsUntil } from "./clock.js";
import { open } from "./dialogs.js";
import { byId, keyed, make, setText, show } from "./dom.js";
import { plural, t } from "./texts.js";

// Pairs and small circles. Whoever is in one sees it in place of the room: the same circle, with fewer chairs.

/** The room as somebody in a small circle sees it; others see the room itself. */
export function ownTable(room) {
  const own = room.circlesOn ? room.own.circle : null;
  if (!own) return room;
  const members = own.members.map(id => room.person(id)).filter(Boolean);
  const at = own.members.indexOf(own.speaker);
  const next = own.speaker ? own.members.slice(at + 1) : [];
  return {
    ...room,
    people: members,
    mode: "circle",
    waiting: [], seats: [], kept: [],
    upNext: next,
    floor: { holder: own.speaker, endsAt: own.speaker ? own.turnEndsAt : null, startedAt: null, turn: null, length: turnLength(room, own) },
    iSpeak: own.speaker === room.mine,
  };
}

// Each member has the same part of the time in the circles.
const turnLength = (room, own) => (Date.parse(room.circles.endsAt) - Date.parse(room.circles.startedAt)) / 1000 / own.members.length;

/** "Everyone is back in 4:10." */
export function backText(room) {
  return t("circles.back", { time: clockText(Math.max(0, secondsUntil(room.circles.endsAt))) });
}

/** For those who lead: start them, give them time, call people back, and who is where. */
export function renderCirclesDesk(room, busy, send) {
  const able = room.view.circles !== undefined && room.running;
  show(byId("circles-desk"), able && room.circlesOn);
  if (!able || !room.circlesOn) return;
  setText(byId("circles-left"), backText(room));
  keyed(byId("circles-list"), room.desk.circles ?? [], circle => String(circle.number), () => make("li"), (row, circle) =>
    setText(row, `${circle.number}: ${circle.members.map(id => room.name(id)).join(", ") || t("circles.empty")}${circle.speaker ? ` · ${t("say.floor", { name: room.name(circle.speaker) })}` : ""}`));
  renderButtons(byId("circles-buttons"), [
    { key: "circles.more", label: t("circles.more"), kind: "secondary small", run: () => send("extendCircles", { seconds: 60 }) },
    { key: "circles.call", label: t("circles.call"), kind: "secondary small", run: () => send("endCircles", { seconds: 30 }) },
    { key: "circles.end", label: t("circles.end"), kind: "quiet small", run: () => send("endCircles", { seconds: 0 }) },
  ], busy);
}

/** Asks how the circles should be: the command's members, or null. */
export async function askCircles(room) {
  const form = byId("circles-form");
  const people = room.people.filter(person => !person.away && !person.onBreak).length;
  const say = () => setText(byId("circles-plan"), plural("circles.plan", Math.max(1, Math.floor((people - (form.elements.withMe.checked ? 0 : 1)) / Number(form.elements.size.value)))));
  form.oninput = say;
  say();
  if (await open(byId("circles")) !== "yes") return null;
  return {
    size: Number(form.elements.size.value), seconds: 60 * Number(form.elements.minutes.value),
    takeTurns: form.elements.turns.checked, withMe: form.elements.withMe.checked,
  };
}
