import { signal } from "./chime.js";
import { lengthText, secondsUntil } from "./clock.js";
import { byId, make } from "./dom.js";
import { showSign } from "./hint.js";
import { placeOf, placeText } from "./model.js";
import { prefs } from "./prefs.js";
import { ordinal, t } from "./texts.js";

// Tells what has changed, once and in few words: to those who hear the page, and where it matters, to everyone as a notice.

const spoken = byId("say");
const toasts = byId("toasts");
const noticeStays = 6_000;

/** How much a listener wants: each step has what the ones before it have. */
const steps = ["mine", "turns", "all"];

/**
 * Said, not shown.
 * @param step "mine" is about me and always said, "turns" is about the floor, "all" is who comes and raises a hand.
 */
export function say(text, step = "turns") {
  if (!text || steps.indexOf(step) > steps.indexOf(prefs.say)) return;
  const line = make("p", null, text);
  spoken.append(line);
  while (spoken.childElementCount > 6) spoken.firstElementChild.remove();
}

/** Shown for a while, and said because its place is a status region. */
export function notice(text, kind) {
  const last = toasts.lastElementChild;
  if (last?.textContent === text) return;
  const toast = make("p", kind ? `toast ${kind}` : "toast", text);
  toasts.append(toast);
  while (toasts.childElementCount > 3) toasts.firstElementChild.remove();
  setTimeout(() => toast.remove(), noticeStays);
}

/** Takes away what is still shown: it belonged to another part of the page. */
export function clearNotices() {
  toasts.replaceChildren();
}

/** Compares how things were with how they are. What a snapshot brings after an absence is told as well. */
export function tell(before, room, news) {
  if (!before) return;
  tellEvent(before, room, news?.event);
  tellRoles(before, room);
  if (before.running !== room.running || before.stage.phase !== room.stage.phase) {
    if (room.phase && room.running) say(t("say.phase", { phase: room.phase.name, mode: t(`mode.${room.mode}`) }));
  } else if (!before.stage.timeUp && room.stage.timeUp) {
    say(t("say.cutPhase"));
  }
  tellTogether(before, room);
  if (!before.stage.endIsNear && room.stage.endIsNear) notice(t("warn.end"));
  if (!before.view.round?.complete && room.view.round?.complete) say(t("say.roundComplete"));
  tellFloor(before, room);
  tellPlace(before, room);
}

/** Silence, a stop, circles, and what is between me and those who lead. */
function tellTogether(before, room) {
  if (!before.pause.suspendedSince && room.pause.suspendedSince) notice(t("say.suspended"), "warn");
  if (before.pause.suspendedSince && !room.pause.suspendedSince) notice(t("say.resumed"));
  if (!before.pause.silence && room.pause.silence) say(t("say.silence", { time: lengthText(secondsUntil(room.pause.silence.until)) }));
  if (before.pause.silence && !room.pause.silence) say(t("say.silenceOver"));
  const [was, own] = [before.own.circle, room.own.circle];
  if (own && !was) {
    const others = own.members.filter(id => id !== room.mine).map(id => room.name(id));
    notice(t("say.circle", { names: others.join(", "), time: lengthText(secondsUntil(room.circles.endsAt)) }));
  } else if (before.circlesOn && !room.circlesOn) {
    notice(t("say.circlesOver"));
  }
  if (own?.speaker && own.speaker !== was?.speaker) {
    say(own.speaker === room.mine ? t("say.floorMe") : t("say.floor", { name: room.name(own.speaker) }), "mine");
    if (own.speaker === room.mine) signal("floor");
  }
  if (!before.circles.lastMinute && room.circles.lastMinute) notice(t("say.circlesMinute"));
  if (room.own.call?.by && !before.own.call?.by) notice(t("call.seen", { name: room.name(room.own.call.by) }));
  const aside = room.own.aside;
  if (aside && !before.own.aside && aside.participant === room.mine) notice(t("aside.asked", { name: room.name(aside.leader) }), "warn");
  for (const from of room.own.thanks ?? []) if (!before.own.thanks?.includes(from)) notice(t("say.thanks", { name: room.name(from) }));
  for (const call of room.desk.calls ?? []) {
    if (room.leads && call.participant !== room.mine && !before.desk.calls?.some(one => one.participant === call.participant)) {
      notice(t("alert.call", { name: room.name(call.participant) }), "warn");
      signal("next");
    }
  }
  tellWords(before, room);
}

/** Messages are said where everything is; those meant for me alone always. */
function tellWords(before, room) {
  const fresh = (mine, theirs) => (mine ?? []).filter(message => message.from !== room.mine && message.text && !(theirs ?? []).some(one => one.id === message.id));
  if (!before.view.chat) return;
  for (const message of fresh(room.view.chat?.messages, before.view.chat.messages)) say(t("say.wrote", { name: room.name(message.from), text: message.text }), "all");
  for (const message of fresh(room.own.messages, before.own.messages)) say(t("say.wrote", { name: room.name(message.from), text: message.text }), "mine");
  const pins = (room.view.pins ?? []).filter(pin => !(before.view.pins ?? []).some(one => one.id === pin.id));
  for (const pin of before.view.pins ? pins : []) notice(t("say.pinned", { title: pin.title }));
}

function tellFloor(before, room) {
  const { floor } = room;
  const sameTurn = before.floor.turn === floor.turn && before.floor.holder === floor.holder;
  if (!sameTurn && floor.holder && room.running) {
    if (room.iSpeak) {
      const length = secondsUntil(floor.endsAt);
      say(length === null ? t("say.floorMe") : t("say.floorMeTimed", { time: lengthText(length) }), "mine");
      signal("floor");
    } else {
      say(t("say.floor", { name: room.name(floor.holder) }));
    }
  } else if (!sameTurn && room.running && before.floor.holder && !floor.holder) {
    say(t("say.free"));
  }
  if (room.iSpeak && room.me.warnedAtSeconds != null && before.me.warnedAtSeconds !== room.me.warnedAtSeconds) {
    notice(t(`warn.${room.me.warnedAtSeconds}`), "warn");
    signal("soon");
  } else if (sameTurn && !before.floor.timeCalled && floor.timeCalled && !room.iSpeak) {
    say(t("say.time"));
  }
  if (sameTurn && floor.extendedSeconds > (before.floor.extendedSeconds ?? 0)) {
    notice(room.iSpeak ? t("say.extendedMe") : t("say.extended", { name: room.name(floor.holder) }));
  }
}

function tellPlace(before, room) {
  const place = placeOf(room, room.mine);
  const was = placeOf(before, room.mine);
  if (place === 0 || place === was) return;
  say(placeText(room), "mine");
  if (place === 1 && !room.iSpeak) signal("next");
}

function tellRoles(before, room) {
  // Who has only just come in sees who leads; it is no news.
  if (before.view.gavel && before.gavel.holder !== room.gavel.holder && room.gavel.holder) {
    notice(room.gavel.holder === room.mine ? t("say.gavelMe") : t("say.gavel", { name: room.name(room.gavel.holder) }));
  }
  if (!before.gavel.offered && room.gavel.offered) notice(t("warn.gavel"), "warn");
  if (before.me.role === "member" && room.me.role === "coFacilitator") notice(t("say.coFacilitator"));
  if (before.me.standing === "waiting" && room.me.standing === "inRoom") say(t("say.admitted"), "mine");
  if (before.view.status?.locked !== room.view.status?.locked) say(t(room.view.status.locked ? "say.locked" : "say.unlocked"));
}

function tellEvent(before, room, event) {
  if (event?.type === "handMoved") {
    const key = event.participant === room.mine ? "say.handMovedMe" : "say.handMoved";
    notice(t(key, { name: room.name(event.participant), ordinal: ordinal(event.position + 1), reason: event.reason }));
  } else if (event?.type === "knocked" && room.leads) {
    // The first to knock gets a notice; those who join the wait are on the card already.
    const tellIt = room.view.lobby.filter(entry => !entry.declined).length > 1 ? say : notice;
    tellIt(t("say.knocked", { name: event.name }));
  } else if (event?.type === "reacted") {
    if (event.participant !== room.mine) say(t("say.sign", { name: room.name(event.participant), sign: t(`sign.${event.reaction}`) }), room.iSpeak ? "mine" : "all");
    showSign(event);
  } else if (event?.type === "feedbackStated" && !room.iSpeak && room.floor.share) {
    say(t(`hint.${event.feedback}`, { name: room.name(room.floor.share.by) }));
  } else if (event?.type === "timeSignalled" && event.participant === room.mine) {
    notice(t("say.timeSignal"), "warn");
    signal("soon");
  } else if (event?.type === "handRaised" && event.participant !== room.mine) {
    say(t("say.handRaised", { name: room.name(event.participant) }), "all");
  }

  // Who comes in may be told; who leaves does so quietly.
  for (const person of room.people) {
    if (person.id !== room.mine && before.people.length && !before.person(person.id)) say(t("say.cameIn", { name: person.name }), "all");
  }
}
