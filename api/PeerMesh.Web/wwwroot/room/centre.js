import { renderRing } from "./circle.js";
import { backText } from "./circles.js";
import { clockText, secondsUntil, shareSeconds, now as serverNow } from "./clock.js";
import { byId, setText, show } from "./dom.js";
import { present } from "./model.js";
import { plural, rich, t } from "./texts.js";

// The middle of the circle: whose turn it is, how long, who comes next. The clock is redrawn each second and lies in no
// live region: what matters about time is announced once, by say.js.

const [nowLine, clock, nextLine, centre] = ["now", "clock", "next", "centre"].map(byId);
const where = ["where-part", "where-mode", "where-left"].map(byId);

export function renderCentre(room) {
  const holder = room.floor.holder ? room.person(room.floor.holder) : null;
  const missing = room.view.status?.missing ?? 0;
  centre.classList.toggle("over", room.floor.timeCalled === true);
  if (room.pause.suspendedSince) {
    setText(nowLine, t("now.suspended"));
    setText(nextLine, t(room.leads ? "next.suspendedLead" : "next.suspended"));
  } else if (room.pause.silence) {
    setText(nowLine, t("now.silence"));
    setText(nextLine, holder && !room.iSpeak ? t("next.afterSilence", { name: holder.name }) : "");
  } else if (!room.running) {
    setText(nowLine, missing > 0 ? plural("now.missing", missing) : t(room.leads ? "now.ready" : "now.gathering"));
    setText(nextLine, room.leads ? plural("next.here", room.people.filter(present).length) : t("next.begins"));
  } else if (room.circlesOn && room.mode !== "circle") {
    setText(nowLine, plural("now.circles", room.circles.count));
    setText(nextLine, backText(room));
  } else if (!holder) {
    const leader = room.person(room.gavel.holder);
    if (room.mode === "facilitatorOnly" && leader) rich(nowLine, "now.leads", { name: leader.name });
    else setText(nowLine, room.mode === "circle" ? t("now.circle", { n: room.own.circle.number }) : t(freeText(room)));
    setText(nextLine, room.mode === "circle" ? backText(room) : room.phase?.question ?? "");
  } else {
    if (room.iSpeak) setText(nowLine, t("now.mine"));
    else rich(nowLine, room.floor.heldUntil ? "now.held" : room.mode === "facilitatorOnly" && room.gavel.holder === holder.id ? "now.leads" : kindText(room), { name: holder.name });
    setText(nextLine, nextText(room));
  }
  tickCentre(room);
}

const kindText = room => ({ reply: "now.reply", question: "now.question", processPoint: "now.processPoint" })[room.floor.kind] ?? "now.floor";

/** What changes with each second. */
export function tickCentre(room) {
  const { left, length } = timeOf(room);
  setText(clock, left === null ? "" : left < 0 ? `+${clockText(-left)}` : clockText(left));
  renderRing(left === null || length === null ? null : left / length);
  clock.classList.toggle("quiet-clock", length === null);
  show(clock, clock.textContent !== "");
  if (room.running && !room.rests && (room.floor.holder || room.circlesOn)) setText(nextLine, nextText(room));
  whereTexts(room).forEach((text, i) => setText(where[i], text));
}

/** The time in the middle, and how long it was in all; no length where there is no ring to draw. */
function timeOf(room) {
  const { silence, suspendedSince } = room.pause;
  if (suspendedSince || !room.running) return { left: null, length: null };
  if (silence) return { left: Math.max(0, secondsUntil(silence.until)), length: (Date.parse(silence.until) - Date.parse(silence.since)) / 1000 };
  if (room.mode === "circle" && room.floor.holder) return { left: Math.max(0, secondsUntil(room.floor.endsAt)), length: room.floor.length };
  if (room.circlesOn) return { left: Math.max(0, secondsUntil(room.circles.endsAt)), length: (Date.parse(room.circles.endsAt) - Date.parse(room.circles.startedAt)) / 1000 };
  if (room.floor.holder && room.floor.endsAt) return { left: shareSeconds(room.floor), length: (Date.parse(room.floor.endsAt) - Date.parse(room.floor.startedAt)) / 1000 };
  return { left: secondsUntil(room.stage.endsAt), length: null };
}

function freeText(room) {
  switch (room.mode) {
    case "goRound": return room.view.round?.complete ? "now.roundComplete" : "now.roundEmpty";
    case "popcorn": return "now.popcorn";
    case "open": return "now.open";
    case "silence": return "now.silence";
    case "pairs": return "now.pairs";
    case "facilitatorOnly": return "now.nobodyLeads";
    default: return "now.free";
  }
}

function nextText(room) {
  const { floor } = room;
  if (room.circlesOn) return backText(room);
  if (floor.heldUntil) return t("next.held", { time: clockText(secondsUntil(floor.heldUntil)) });
  if (floor.timeCalled && floor.cutAt && Date.parse(floor.cutAt) > serverNow()) return t("next.cut", { time: clockText(secondsUntil(floor.cutAt)) });
  if (floor.moreTimeAgreed > 0) return plural("next.agreed", floor.moreTimeAgreed);
  if (floor.timeCalled) return t("next.timeUp");
  const names = room.upNext.slice(0, 3).map(id => (id === room.mine ? t("next.me") : room.name(id)));
  return names.length ? t("next.then", { names: names.join(", ") }) : "";
}

/** Which part of the meeting, how the floor moves, how long it still takes. */
function whereTexts(room) {
  if (!room.running || !room.phase) return [t("where.gathering"), "", ""];
  const minutes = Math.ceil(secondsUntil(room.stage.endsAt) / 60);
  return [room.phase.name, t(`mode.${room.mode}`), room.stage.timeUp || minutes <= 0 ? t("where.over") : plural("where.left", minutes)];
}
