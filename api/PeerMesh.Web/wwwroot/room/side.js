import { makeSortable } from "../reorder.js";
import { hueOf, initialOf } from "./circle.js";
import { minutesText, now, timeOfDay } from "./clock.js";
import { byId, keyed, make, setAttr, setText, show, svg } from "./dom.js";
import { roundProgress } from "./model.js";
import { ordinal, plural, t } from "./texts.js";

// The cards beside the circle: the agenda, and who is in line.

export function renderAgenda(room) {
  const { stage, agenda } = room;
  const items = agenda.map((phase, index) => ({ phase, index }));
  keyed(byId("agenda"), items, item => String(item.index), () => {
    const row = make("li");
    row.append(make("span"), make("small", "how"), make("time"));
    return row;
  }, (row, { phase, index }) => {
    const [name, how, time] = row.children;
    const on = room.running && index === stage.phase;
    const used = (stage.usedSeconds?.[index] ?? 0) + (on && stage.startedAt ? Math.max(0, (now() - Date.parse(stage.startedAt)) / 1000) : 0);
    const planned = phase.minutes + (on ? stage.extendedMinutes ?? 0 : 0);
    setAttr(row, "class", on ? "now" : index < stage.phase ? "done" : null);
    setAttr(row, "aria-current", on ? "step" : null);
    setText(name, phase.name);
    setText(how, on ? t(`mode.${phase.mode}`) : "");
    setText(time, on ? t("short.of", { used: Math.floor(used / 60), planned }) : used >= 30 ? minutesText(used) : t("short.minutes", { n: planned }));
  });
  const note = byId("agenda-note");
  show(note, Boolean(stage.meetingEndsAt));
  if (stage.meetingEndsAt) setText(note, t("agenda.end", { time: timeOfDay(stage.meetingEndsAt) }));
}

/** @param onMove (participant, place) asks to move a hand to a place, from 1. */
export function wireLine(onMove) {
  makeSortable(byId("line"), ".grip", (row, index) => onMove(row.dataset.key, index + 1));
}

export function renderLine(room, onPick, onMove) {
  const round = room.mode === "goRound";
  const hands = room.running && !round && (room.mode !== "facilitatorOnly" || room.waiting.length + room.kept.length > 0);
  const card = byId("line-card");
  show(card, room.running && !room.circlesOn && (hands || (round && room.upNext.length > 0)));
  if (card.hidden) return;

  setText(byId("line-head"), t(round ? "line.round" : "line.hands"));
  const line = (round ? room.upNext : room.waiting).map((id, index) => ({ id, place: index + 1 }));
  const kept = round ? [] : room.kept.map(id => ({ id, place: 0 }));
  keyed(byId("line"), [...line, ...kept].filter(entry => room.person(entry.id)), entry => entry.id, () => {
    const row = make("li");
    row.append(make("i", "avatar"), make("span", "who"), make("small"));
    for (const [name, path] of [["up", "M6 15l6-6 6 6"], ["down", "M6 9l6 6 6-6"], ["grip", "M9 6h.1M9 12h.1M9 18h.1M15 6h.1M15 12h.1M15 18h.1"], ["dots", "M5 12h.1M12 12h.1M19 12h.1"]]) {
      const button = make(name === "grip" ? "span" : "button", name === "grip" ? "more grip" : `more ${name}`);
      if (name !== "grip") button.type = "button";
      button.append(icon(path));
      row.append(button);
    }
    return row;
  }, (row, { id, place }) => {
    const [avatar, who, note, up, down, grip, more] = row.children;
    const person = room.person(id);
    setAttr(row, "class", id === room.mine ? "me" : place ? null : "away");
    setAttr(avatar, "aria-hidden", "true");
    avatar.style.setProperty("--h", hueOf(id));
    setText(avatar, initialOf(person.name));
    setText(who, room.name(id));
    setText(note, noteOf(room, person, place, round));
    show(more, room.leads && !round);
    setAttr(more, "aria-label", t("line.manage", { name: person.name }));
    more.onclick = () => onPick(id);
    const movable = room.leads && !round && place > 0 && line.length > 1;
    show(up, movable && place > 1);
    show(down, movable && place < line.length);
    show(grip, movable);
    setAttr(up, "aria-label", t("line.up", { name: person.name }));
    setAttr(down, "aria-label", t("line.down", { name: person.name }));
    up.onclick = () => onMove(id, place - 1);
    down.onclick = () => onMove(id, place + 1);
  });
  setText(byId("line-note"), round ? t("line.progress", roundProgress(room))
    : line.length + kept.length === 0 ? t("line.empty")
    : t(room.view.hands?.fair ? "line.fair" : "line.asRaised"));
}

function noteOf(room, person, place, round) {
  if (place === 0) return t("line.kept");
  const kind = (room.view.hands?.asks ?? []).find(ask => ask.participant === person.id)?.kind;
  if (!round && kind && kind !== "share") return t(`line.${kind}`);
  if (person.id === room.mine && place > 1) return ordinal(place);
  if (!round && room.view.hands?.fair && !person.hasSpoken) return t("line.notSpoken");
  return "";
}

function icon(path) {
  const drawing = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  drawing.append(svg("path", { d: path }));
  return drawing;
}
