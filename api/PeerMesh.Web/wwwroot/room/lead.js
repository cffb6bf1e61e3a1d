import { renderButtons } from "./actions.js";
import { clockText } from "./clock.js";
import { renderAlerts, renderNotes, wireNotes } from "./alerts.js";
import { askCircles, renderCirclesDesk } from "./circles.js";
import { ask, askSilence, chooseOrder, choosePerson } from "./dialogs.js";
import { byId, keyed, make, setAttr, setText, show } from "./dom.js";
import { renderLobby } from "./lobby.js";
import { present } from "./model.js";
import { notice } from "./say.js";
import { renderScript, wireScript } from "./script.js";
import { suggestion } from "./suggest.js";
import { page, t } from "./texts.js";

// What those who lead see beside the circle.

const peersAtOnce = 8;
const shareLengths = [30, 45, 60, 90, 120, 150, 180, 240, 300, 600, 900];

export function renderLead(room, busy, send) {
  show(byId("lead"), room.leads);
  renderLobby(room, busy, send);
  renderAlerts(room, busy, send);
  if (!room.leads) return;

  renderScript(room);
  const buttons = buttonsOf(room, send);
  renderSuggestion(room, buttons);
  renderButtons(byId("lead-buttons"), buttons, busy);
  renderButtons(byId("safety-buttons"), safetyOf(room, send), busy);
  show(byId("lead-round"), room.mode === "goRound");
  if (room.mode === "goRound") renderButtons(byId("round-buttons"), roundButtonsOf(room, send), busy);
  renderCirclesDesk(room, busy, send);
  renderNotes(room);
  renderRules(room);
  show(byId("lead-rehearsal"), page.demo);
  for (const id of ["rehearse", "rehearse-end"]) setAttr(byId(id), "aria-busy", busy.has(id) ? "true" : null);
}

function buttonsOf(room, send) {
  const list = [];
  const add = (key, label, run, more) => list.push({ key, label, run, kind: "secondary small", ...more });
  const { stage } = room;
  if (room.me.role === "facilitator" && room.gavel.holder !== room.mine) add("lead.takeGavel", t("lead.takeGavel"), () => send("takeGavel"));
  if (room.running) {
    if (stage.phase + 1 < room.agenda.length) {
      add("lead.next", t("lead.nextTo", { phase: room.agenda[stage.phase + 1].name }), () => send("nextPhase", { phase: stage.phase }), { kind: "secondary small span" });
    }
    if (stage.phase > 0) add("lead.back", t("lead.back"), () => send("previousPhase", { phase: stage.phase }));
    add("lead.extend", t("lead.extend"), () => send("extendPhase", { minutes: 5 }), { long: t("lead.extendLong") });
    if (!room.rests && !room.circlesOn) addFloor(room, send, add);
    if (room.waiting.length + room.kept.length > 0) {
      add("lead.lowerAll", t("lead.lowerAll"), async () => await ask("lowerAll") && send("lowerAllHands"));
    }
  }
  addTogether(room, send, add);
  add("lead.close", t("lead.close"), async () => await ask("close", {}, true) && send("close"), { kind: "secondary small danger" });

  // The buttons stand in two columns; the last one fills its row.
  if (list.filter(button => !button.kind.endsWith(" span")).length % 2) list.at(-1).kind += " span";
  return list;
}

/** Silence, pairs and small circles: what everyone does together for a while. */
function addTogether(room, send, add) {
  if (!room.running || room.view.circles === undefined || room.rests || room.circlesOn) return;
  add("lead.silence", t("lead.silence"), async () => {
    const seconds = await askSilence();
    return seconds && send("keepSilence", { seconds });
  });
  add("lead.circles", t("lead.circles"), async () => {
    const circles = await askCircles(room);
    return circles && send("startCircles", circles);
  });
}

/** The next step somebody who leads could take; the button that takes it is marked. */
function renderSuggestion(room, buttons) {
  const { text, say, action } = suggestion(room);
  setText(byId("suggest-text"), text);
  show(byId("suggest-say"), say !== "");
  setText(byId("suggest-say"), say && t("suggest.say", { words: say }));
  const marked = buttons.find(button => button.key === `lead.${action}`);
  if (marked) marked.kind += " suggested";
}

/** What keeps the room safe, each one tap away. */
function safetyOf(room, send) {
  const locked = room.view.status?.locked;
  const stopped = room.pause.suspendedSince;
  return [
    { key: "lead.lock", label: t(locked ? "lead.unlock" : "lead.lock"), kind: "secondary small", run: () => send(locked ? "unlock" : "lock") },
    ...room.view.pause === undefined ? [] : [stopped
      ? { key: "lead.resume", label: t("lead.resume"), kind: "secondary small", run: () => send("resumeAll") }
      : { key: "lead.suspend", label: t("lead.suspend"), kind: "secondary small danger", run: () => send("suspendAll") }],
    {
      key: "lead.remove", label: t("lead.remove"), kind: room.view.pause === undefined ? "secondary small danger" : "secondary small danger span",
      run: async () => {
        const who = await choosePerson("remove", room.people.filter(person => person.id !== room.mine));
        return who && await ask("remove", { name: room.name(who) }, true) && send("remove", { participant: who });
      },
    },
  ];
}

function addFloor(room, send, add) {
  const { floor } = room;
  if (floor.holder && !room.iSpeak) add("lead.endShare", t("lead.endShare"), () => send("endShare", { turn: floor.turn }));
  if (floor.holder && floor.endsAt) {
    add("lead.moreTime", t("lead.moreTime"), () => send("extendShare", { turn: floor.turn }), { long: t("lead.moreTimeLong", { name: room.iSpeak ? t("next.me") : room.name(floor.holder) }) });
  }

  // Where nobody else would be next, the one who leads may hand the floor straight to someone: a reader, for one.
  const mayHandOver = room.mode === "facilitatorOnly" || room.mode === "open";
  if (!floor.holder || mayHandOver) {
    add("lead.giveFloor", t("lead.giveFloor"), async () => {
      const to = await choosePerson("floor", room.people.filter(person => present(person) && person.id !== floor.holder));
      return to && giveFloor(room, send, to);
    });
  }
}

/** Gives somebody the floor, ending the share of whoever has it. */
export async function giveFloor(room, send, to) {
  const problem = room.floor.holder ? await send("endShare", { turn: room.floor.turn }) : null;
  return problem ?? send("giveFloor", { to });
}

function roundButtonsOf(room, send) {
  const begun = room.seats.some(seat => seat.mark !== "waiting" && seat.mark !== "speaking");
  const start = order => async () => (!begun || await ask("round")) && send("startRound", { order });
  const button = (key, kind, run) => ({ key, label: t(key), kind: `secondary small${kind}`, run });
  return [
    button("lead.roundJoined", "", start("joined")),
    button("lead.roundShuffled", "", start("shuffled")),
    button("lead.roundChosen", " span", async () => {
      const order = await chooseOrder("order", room.people);
      return order && send("startRound", { order: "chosen", people: order });
    }),
  ];
}

function renderRules(room) {
  const rules = room.view.rules;
  if (!rules) return;
  byId("rule-fair").checked = rules.fairOrder;
  byId("rule-lobby").checked = rules.lobby;

  // A part of the meeting may have a length of its own for its shares; the house rule counts where it has none.
  show(byId("rule-share").parentElement, !room.phase?.shareSeconds);
  const share = byId("rule-share");
  const lengths = [...new Set([...shareLengths, rules.shareSeconds])].sort((a, b) => a - b);
  keyed(share, lengths.map(String), key => key, () => make("option"), (option, seconds) => {
    option.value = seconds;
    setText(option, clockText(Number(seconds)));
  });
  if (share.value !== String(rules.shareSeconds)) share.value = String(rules.shareSeconds);
  if (byId("rule-over").value !== rules.overTime) byId("rule-over").value = rules.overTime;
}

/** What is set once: the rules' fields and the rehearsal. A field shows what the server says, also after a refusal. */
export function wireLead(wire, busy, render) {
  wireScript(render);
  wireNotes(busy, wire.send.bind(wire));
  const change = members => busy.run("rules", () => wire.send("changeRules", members)).finally(render);
  byId("rule-fair").onchange = event => change({ fairOrder: event.target.checked });
  byId("rule-lobby").onchange = event => change({ lobby: event.target.checked });
  byId("rule-share").onchange = event => change({ shareSeconds: Number(event.target.value) });
  byId("rule-over").onchange = event => change({ overTime: event.target.value });
  const rehearse = (method, body, text) => async () => {
    const problem = await wire.rehearsal(method, body);
    if (!problem) notice(t(text));
    return problem;
  };
  byId("rehearse").onclick = () => busy.run("rehearse", rehearse("POST", { peers: peersAtOnce }, "rehearsal.coming"));
  byId("rehearse-end").onclick = () => busy.run("rehearse-end", rehearse("DELETE", null, "rehearsal.gone"));
}
