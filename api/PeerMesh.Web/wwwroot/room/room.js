import { leave, renderActions } from "./actions.js";
import { stayAwake } from "./awake.js";
import { offerCheckOut, wireCheckOut } from "./checkout.js";
import { Busy } from "./busy.js";
import { renderCentre, tickCentre } from "./centre.js";
import { renderCircle } from "./circle.js";
import { rememberThanks, renderAfter, renderDoor, renderMinutes, renderThanks, wireDoor } from "./door.js";
import { askReason } from "./dialogs.js";
import { byId, setText, show } from "./dom.js";
import { wireKeys, showKeys } from "./keys.js";
import { ownTable } from "./circles.js";
import { renderHint } from "./hint.js";
import { renderLead, wireLead } from "./lead.js";
import { read, whenText } from "./model.js";
import { renderPins } from "./pins.js";
import { renderPrivate } from "./private.js";
import { renderRoll } from "./roll.js";
import { clearNotices, notice, tell } from "./say.js";
import { openSettings, wireCheck, wireSettings } from "./settings.js";
import { openSheet, renderSheet } from "./sheet.js";
import { renderAgenda, renderLine, wireLine } from "./side.js";
import { standText, timeText } from "./stand.js";
import { renderTalk, wireTalk } from "./talk.js";
import { t } from "./texts.js";
import { Wire } from "./wire.js";

// The live room. Everything shown follows from what the server last said; a press of a button changes nothing here until
// the change comes back.

const bannerWaits = 1_200;
const parts = ["loading", "door", "lobby", "room", "after"];

let room = null;

/** The room as it is drawn: in a small circle, that circle. */
let table = null;
let part = null;
let closeReason = null;
let gone = null;
let minutesFor = null;

const busy = new Busy(() => render());
/** The room's own connection, open to whoever inspects the page. */
export const wire = new Wire({ changed, link, gone: problem => { gone = problem; render(); } });
const send = (type, members) => wire.send(type, members);

function changed(view, news) {
  const before = room;
  gone = null;
  room = read(view);
  rememberThanks(room);
  if (news?.event?.type === "sessionClosed") closeReason = news.event.reason;
  renderSoon();
  if (wire.inside && (part === "room" || part === "lobby")) tell(before, room, news);
}

let frame = 0;

/** However many facts arrive between two frames, the room is drawn once. A page in the background has no frames. */
function renderSoon() {
  if (part === null || part === "loading" || document.hidden) return render();
  frame ||= requestAnimationFrame(render);
}

function render() {
  cancelAnimationFrame(frame);
  frame = 0;
  if (gone) return renderGone();
  if (!room) return open("loading");
  const { standing } = room.me;
  const closed = room.view.status.status === "closed";
  const inside = standing === "inRoom" || standing === "steppedOut";
  if (closed) {
    renderAfter(inside || standing === "left" ? "closed" : "over", closeReason);
    renderThanks();
    fetchMinutes("closed", standing);
    open("after");
  } else if (["left", "declined", "removed"].includes(standing)) {
    renderAfter(standing);
    fetchMinutes(standing, standing);
    open("after");
  } else if (inside) {
    renderRoom();
  } else if (standing === "waiting") {
    open("lobby");
  } else {
    renderDoor(room.view, busy);
    open("door");
  }
}

function renderRoom() {
  open("room");
  const pick = id => openSheet(id, () => renderSheet(room, busy, send));
  table = ownTable(room);
  document.body.classList.toggle("suspended", Boolean(room.pause.suspendedSince));
  document.body.classList.toggle("silent", Boolean(room.pause.silence));
  renderActions(room, busy, send);
  renderCircle(table, pick);
  renderCentre(table);
  renderAgenda(room);
  renderLine(room, pick, moveHand);
  renderPrivate(room, busy, send);
  renderHint(room, busy, send);
  renderTalk(room, busy, send);
  renderPins(room, busy, send);
  renderRoll(room, pick);
  renderLead(room, busy, send);
  renderSheet(room, busy, send);
}

/** Moves a hand to a place in line, with a reason that everyone sees. */
async function moveHand(participant, position) {
  const reason = await askReason({ name: room.name(participant) });
  if (reason) busy.run("moveHand", () => send("moveHand", { participant, position: Math.min(position, room.waiting.length), reason }));
}

function renderGone() {
  renderAfter("gone", null, gone.detail);
  open("after");
}

/** Shows one part of the page. On a change focus moves there, so that the keyboard and a reader's voice follow. */
function open(next) {
  if (part === next) return;
  const first = part === null || part === "loading";
  part = next;
  for (const id of parts) show(byId(id), id === next);
  show(byId("actions"), next === "room");
  document.body.dataset.part = next;
  if (next !== "room") for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  if (next === "after") clearNotices();
  stayAwake(next === "room");
  if (!first) byId(next === "room" ? "stage" : next).focus({ preventScroll: true });
}

async function fetchMinutes(how, standing) {
  if (minutesFor === how || !standing) return;
  minutesFor = how;
  renderMinutes(how === "closed" || how === "left" ? await wire.minutes() : null);
  if (how === "closed") await offerCheckOut(wire, room.leads);
}

let gap = null;
let banner = 0;
let told = false;

/** How the connection is. A short gap is nobody's business; a longer one says what is kept. */
function link(state) {
  if (state === "live" || state === "idle") {
    clearTimeout(banner);
    show(byId("link"), false);
    if (state === "live" && told) notice(t("link.back"));
    [gap, banner, told] = [null, 0, false];
    return;
  }

  // Every try that fails comes by here, so the time counts from the first.
  gap = state;
  banner ||= setTimeout(() => { told = true; tellGap(); }, bannerWaits);
  if (told) tellGap();
}

function tellGap() {
  setText(byId("link"), t(`link.${gap}`));
  show(byId("link"), true);
}

/** What a key asks to hear: shown as a notice too, for those who see. */
const answer = text => room && part === "room" && notice(text(room), "answer");

wireDoor(wire, busy);
wireLead(wire, busy, render);
wireLine(moveHand);
wireTalk(busy, send);
wireSettings(() => part === "room" && render());
wireCheck();
wireCheckOut(wire, busy);
wireKeys({ w: () => answer(standText), t: () => answer(timeText), c: () => byId("stage").focus(), s: openSettings, m: () => byId("say-text").focus() });
byId("show-keys").onclick = () => { byId("settings").close(); showKeys(); };
document.addEventListener("visibilitychange", () => stayAwake(part === "room"));
byId("lobby-leave").onclick = () => busy.run("leave", leave(send));
byId("after-return").onclick = () => busy.run("return", () => send("enter", { name: room.me.name, guidelinesVersion: room.view.about.guidelines.version }));
new ResizeObserver(() => part === "room" && table && renderCircle(table, id => openSheet(id, () => renderSheet(room, busy, send)))).observe(byId("stage"));
setInterval(() => {
  if (part !== "room") return;
  table = ownTable(room);
  tickCentre(table);
  renderAgenda(room);
  setText(byId("place-when"), whenText(room));
}, 500);

render();
wire.look();
