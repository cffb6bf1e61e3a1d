import { ask, choosePerson } from "./dialogs.js";
import { askFeedback, askRaise, mayReply } from "./wish.js";
import { byId, keyed, make, setAttr, setText } from "./dom.js";
import { keyOf } from "./keymap.js";
import { placeText, present, whenText } from "./model.js";
import { prefs } from "./prefs.js";
import { plural, t } from "./texts.js";

// My own buttons. One of them is the main one; passing is always as near as speaking.

/** What I can do now. Each: key, label, kind, and what it does. */
function actionsOf(room, send) {
  const list = [];
  const add = (key, label, kind, run, reason) => list.push({ key, label, kind, run, reason });
  if (room.onBreak) {
    add("stepBack", t("action.stepBack"), "primary", () => send("stepBack"));
    add("leave", t("action.leave"), "quiet", leave(send));
    return list;
  }

  if (room.pause.suspendedSince) {
    if (room.leads) add("resume", t("action.resume"), "primary", () => send("resumeAll"));
    add("leave", t("action.leave"), "quiet", leave(send));
    return list;
  }

  const turn = room.floor.turn;
  if (room.gavel.offered && room.gavel.holder !== room.mine) {
    add("takeGavel", t("action.takeGavel"), room.iSpeak ? "secondary" : "primary", () => send("takeGavel"));
  }
  if (!room.running) {
    const missing = room.view.status?.missing ?? 0;
    if (room.leads) add("start", t("action.start"), "primary", () => send("start"), missing > 0 ? plural("now.missing", missing) : null);
  } else if (room.pause.silence) {
    if (room.leads) add("endSilence", t("action.endSilence"), "secondary", () => send("endSilence"));
    if (room.waiting.includes(room.mine)) add("lowerHand", t("action.lowerHand"), "secondary", () => send("lowerHand"));
  } else if (room.circlesOn) {
    if (room.leads) add("circles.call", t("circles.call"), "secondary", () => send("endCircles", { seconds: 30 }));
  } else if (room.iSpeak) {
    addSpeaking(room, send, turn, add);
  } else {
    addListening(room, send, turn, add);
  }

  add("stepOut", t("action.stepOut"), "quiet", () => send("stepOut"));
  add("leave", t("action.leave"), "quiet", leave(send));
  const main = list.find(action => action.kind === "primary");
  for (const action of list) if (action.kind === "primary" && action !== main) action.kind = "secondary";
  const asides = list.filter(action => action.kind === "secondary");
  if (asides.length === 1) asides[0].kind = "secondary alone";
  return list;
}

function addSpeaking(room, send, turn, add) {
  if (room.mode === "facilitatorOnly" && room.leads) {
    addNext(room, send, add);
    return;
  }
  if (room.mode === "popcorn") {
    add("handOn", t("action.handOn"), "primary", async () => {
      const to = await choosePerson("handOn", notYetCalledFirst(room));
      return to && send("handOn", { turn, to });
    });
  }
  if (room.mode === "goRound") {
    add("pass", t("action.pass"), "secondary", () => send("pass", { turn }));
    if (room.seat(room.mine)?.putOff === false) add("passForNow", t("action.passForNow"), "secondary", () => send("passForNow", { turn }));
  }
  if (room.floor.share?.by === room.mine && room.floor.share.turn === turn) {
    add("wish", t("action.wish"), "secondary", async () => {
      const feedback = await askFeedback(room);
      return feedback && send("setFeedback", { turn, feedback });
    });
  }
  add("endShare", t("action.endShare"), "primary", () => send("endShare", { turn }));
}

/** Those not yet called come first, and are marked: a nudge, no more. */
function notYetCalledFirst(room) {
  const fresh = new Set(room.own.notYetCalled ?? []);
  return room.people.filter(person => person.id !== room.mine && present(person))
    .map(person => (fresh.has(person.id) ? { ...person, note: t("choose.notYetCalled") } : person))
    .sort((one, other) => fresh.has(other.id) - fresh.has(one.id));
}

function addListening(room, send, turn, add) {
  const seat = room.seat(room.mine)?.mark;
  const raised = room.waiting.includes(room.mine) || room.kept.includes(room.mine);
  if (room.leads && (room.mode === "facilitatorOnly" || room.view.round?.complete || (room.stage.timeUp && !room.floor.holder))) {
    addNext(room, send, add);
  }
  if (room.mode === "goRound" && ["waiting", "later", "absent", "owed"].includes(seat)) {
    add("passAhead", t("action.passAhead"), "secondary", () => send("pass"));
  }
  if (raised) add("lowerHand", t("action.lowerHand"), "secondary", () => send("lowerHand"));
  else if (["queue", "popcorn", "open"].includes(room.mode)) {
    add("raiseHand", t("action.raiseHand"), "primary", () => send("raiseHand"));
    if (room.view.pause !== undefined) addKinds(room, send, add);
  }

  // Asked for only when the question arises: the share is timed and the time is up.
  const keeper = room.person(room.mine)?.keepsTime && !room.leads && room.floor.holder && room.floor.endsAt;
  if (keeper) {
    add("signalTime", t("action.signalTime"), "secondary", () => send("signalTime", { turn }));
    add("keeperMore", t("lead.moreTime"), "secondary", () => send("extendShare", { turn }));
  }
  if (room.floor.holder && room.floor.timeCalled && !room.leads) {
    add("agree", t("action.agree"), "secondary", () => send("agreeToMoreTime", { turn }));
  }
}

/** A hand for something else than a plain share. */
function addKinds(room, send, add) {
  if (mayReply(room)) add("reply", t("action.reply"), "secondary", () => send("raiseHand", { kind: "reply" }));
  add("raiseFor", t("action.raiseFor"), "secondary", async () => {
    const wish = await askRaise(room);
    return wish && send("raiseHand", wish.feedback ? wish : { kind: wish.kind });
  });
}

function addNext(room, send, add) {
  if (room.stage.phase + 1 < room.agenda.length) {
    add("next", t("lead.nextTo", { phase: room.agenda[room.stage.phase + 1].name }), "primary", () => send("nextPhase", { phase: room.stage.phase }));
  } else {
    add("close", t("action.close"), "primary", async () => await ask("close") && send("close"));
  }
}

export const leave = send => async () => await ask("leave", {}, true) && send("leave");

export function renderActions(room, busy, send) {
  setText(byId("place"), placeText(room));
  setText(byId("place-when"), whenText(room));
  renderButtons(byId("buttons"), actionsOf(room, send), busy);

  // Notices stand above my buttons, however many rows these take.
  document.body.style.setProperty("--actions", `${byId("actions").offsetHeight}px`);
}

/** Buttons by key: one that stays keeps its element, its focus and its busy look. */
export function renderButtons(parent, actions, busy) {
  keyed(parent, actions, action => action.key, () => {
    const button = make("button");
    button.type = "button";
    return button;
  }, (button, action) => {
    setAttr(button, "class", action.kind);
    setText(button, action.label);
    setAttr(button, "aria-label", action.long);
    const key = prefs.keys ? keyOf(action.key)?.toUpperCase() : undefined;
    setAttr(button, "title", action.reason ?? (key && t("keys.title", { key })));
    setAttr(button, "aria-keyshortcuts", key);
    const waits = busy.has(action.key);
    setAttr(button, "aria-busy", waits ? "true" : null);

    // Not "disabled": that would drop the focus. A press that cannot count does nothing.
    setAttr(button, "aria-disabled", waits || action.reason ? "true" : null);
    button.onclick = () => waits || action.reason || busy.run(action.key, action.run);
  });
}
