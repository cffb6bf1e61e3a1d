import { renderButtons } from "./actions.js";
import { ask } from "./dialogs.js";
import { byId, keyed, make, setText, show } from "./dom.js";
import { giveFloor } from "./lead.js";
import { marksOf, present, wordsOf } from "./model.js";
import { ordinal, t } from "./texts.js";

// What one can do for one person: thank them; and all that those who lead can do. It follows the session while it is open,
// and closes when the person leaves.

const sheet = byId("sheet");
let shown = null;

export function openSheet(id, render) {
  shown = id;
  render();
  if (!sheet.open) sheet.showModal();
}

sheet.addEventListener("close", () => shown = null);

export function renderSheet(room, busy, send) {
  if (shown === null) return;
  const person = room.person(shown);
  if (!person) {
    sheet.close();
    return;
  }
  setText(byId("sheet-title"), room.name(person.id));
  const words = wordsOf(room, marksOf(room, person));
  if (room.own.thanked?.includes(person.id)) words.push(t("sheet.thanked"));
  setText(byId("sheet-text"), words.join(" · "));
  renderButtons(byId("sheet-buttons"), buttonsOf(room, person, send), busy);
  renderMove(room, person, busy, send);
}

function buttonsOf(room, person, send) {
  const list = [];
  const add = (key, run, kind = "secondary") => list.push({
    key: `sheet.${key}`, label: t(`sheet.${key}`), kind,
    run: async () => {
      const problem = await run();
      if (!problem && problem !== false) sheet.close();
      return problem;
    },
  });
  addThanks(room, person, send, add);
  if (!room.leads) return list;
  const mayHandOver = room.mode === "facilitatorOnly" || room.mode === "open";
  if (room.running && present(person) && room.floor.holder !== person.id && (!room.floor.holder || mayHandOver)) {
    add("giveFloor", () => giveFloor(room, send, person.id));
  }
  if (room.waiting.includes(person.id) || room.kept.includes(person.id)) {
    add("lowerHand", () => person.id === room.mine ? send("lowerHand") : send("lowerHandOf", { participant: person.id }));
  }
  if (person.id === room.mine) return list;

  const mayAppoint = room.me.role === "facilitator" || room.gavel.holder === room.mine;
  if (mayAppoint && person.role === "member") add("coFacilitator", () => send("setRole", { participant: person.id, role: "coFacilitator" }));
  if (mayAppoint && person.role === "coFacilitator") add("member", () => send("setRole", { participant: person.id, role: "member" }));
  if (mayAppoint && present(person) && room.gavel.holder !== person.id) add("gavel", () => send("passGavel", { to: person.id }));
  if (room.view.mine !== undefined) {
    if (person.role === "member") {
      add(person.greets ? "notGreeter" : "greeter", () => send("giveDuty", { participant: person.id, duty: "greeter", on: !person.greets }));
      add(person.keepsTime ? "notTimekeeper" : "timekeeper", () => send("giveDuty", { participant: person.id, duty: "timekeeper", on: !person.keepsTime }));
    }
    if (present(person) && !(room.desk.asides ?? []).some(aside => aside.participant === person.id)) add("aside", () => send("inviteAside", { participant: person.id }));
  }
  add("remove", async () => await ask("remove", { name: person.name }, true) && send("remove", { participant: person.id }), "secondary danger");
  return list;
}

/** Thanks are between two people; once is enough. */
function addThanks(room, person, send, add) {
  if (room.view.mine === undefined || person.id === room.mine || person.simulated) return;
  if (!room.own.thanked?.includes(person.id)) add("thank", () => send("thank", { to: person.id }));
}

function renderMove(room, person, busy, send) {
  const form = byId("sheet-move");
  const movable = room.leads && room.waiting.includes(person.id) && room.waiting.length > 1;
  show(form, movable);
  if (!movable) return;
  const places = room.waiting.map((id, index) => index + 1).filter(place => room.waiting[place - 1] !== person.id);
  keyed(byId("move-to"), places.map(String), key => key, () => make("option"), (option, place) => {
    option.value = place;
    setText(option, place === "1" ? t("sheet.place.1") : t("sheet.place", { ordinal: ordinal(Number(place)) }));
  });
  form.onsubmit = event => {
    event.preventDefault();
    const members = { participant: person.id, position: Number(byId("move-to").value), reason: byId("move-why").value.trim() };
    busy.run("sheet.move", () => send("moveHand", members)).then(done => {
      if (!done) return;
      byId("move-why").value = "";
      sheet.close();
    });
  };
}
