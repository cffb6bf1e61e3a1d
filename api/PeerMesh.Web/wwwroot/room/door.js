import { clockText, dateText, now } from "./clock.js";
import { byId, keyed, make, setAttr, setText, show } from "./dom.js";
import { page, plural, refusalText, t } from "./texts.js";

// Before the room and after it: the door, and the good-bye.

const form = byId("enter");
const nameField = byId("name");
const agree = byId("agree");

/** Names are refused for reasons that belong under the name; anything else is a notice at the door. */
const nameCodes = ["session.name_taken", "session.name_invalid"];

export function wireDoor(wire, busy) {
  form.onsubmit = event => {
    event.preventDefault();
    const name = nameField.value.trim();
    problem(nameField, "name-problem", name ? null : t("door.needName"));
    problem(agree, "agree-problem", agree.checked ? null : t("door.needAgree"));
    if (!name) nameField.focus();
    else if (!agree.checked) agree.focus();
    else busy.run("enter", () => enter(wire, name));
  };
  nameField.oninput = () => problem(nameField, "name-problem", null);
  agree.onchange = () => problem(agree, "agree-problem", null);
}

async function enter(wire, name) {
  const refused = await wire.send("enter", { name, guidelinesVersion: wire.view.about.guidelines.version });
  if (refused && nameCodes.includes(refused.code)) {
    problem(nameField, "name-problem", refusalText(refused));
    nameField.focus();
    return false;
  }
  return refused;
}

function problem(field, id, text) {
  show(byId(id), text !== null);
  setText(byId(id), text ?? "");
  setAttr(field, "aria-invalid", text === null ? null : "true");
}

export function renderDoor(view, busy) {
  const { status, me } = view;
  setText(byId("door-state"), t(me?.standing === "left" ? "door.back" : status.locked ? "door.locked" : status.status === "running" ? "door.running" : "door.gathering"));
  const button = byId("come-in");
  setAttr(button, "aria-busy", busy.has("enter") ? "true" : null);
}

/** What to say at the end, by how it ended: closed, left, declined, removed, over (never been in), gone. */
export function renderAfter(how, closeReason, text) {
  setText(byId("after-title"), t(`after.${how}.title`));
  setText(byId("after-text"), text ?? t(how === "closed" && closeReason === "tooFew" ? "after.tooFew.text" : `after.${how}.text`));
  show(byId("after-return"), how === "left");
  const next = how === "closed" || how === "left" || how === "over" ? (page.next ?? []).find(time => Date.parse(time) > now()) : null;
  show(byId("after-next"), Boolean(next));
  if (next) setText(byId("after-next"), t("after.next", { date: dateText(next) }));
}

const thankedBy = new Set();

/** Keeps in mind who thanked me: the server forgets it when the session ends, and this page when it goes. */
export function rememberThanks(room) {
  for (const id of room.own.thanks ?? []) if (room.person(id)) thankedBy.add(room.person(id).name);
}

export function renderThanks() {
  show(byId("after-thanks"), thankedBy.size > 0);
  setText(byId("after-thanks"), t("after.thanks", { names: [...thankedBy].join(", ") }));
}

export function renderMinutes(minutes) {
  const mine = minutes?.people.find(person => person.me);
  show(byId("after-minutes"), Boolean(mine));
  show(byId("after-spoken"), Boolean(mine?.shares));
  if (mine) setText(byId("after-minutes"), mine.presentMinutes ? plural("after.minutes", mine.presentMinutes) : t("after.moment"));
  if (mine?.shares) setText(byId("after-spoken"), t("after.spoken", { time: clockText(mine.spokenSeconds) }));

  // The minutes hold everyone only for those who led.
  const everyone = minutes && minutes.people.length > 1 ? minutes.people : [];
  show(byId("after-people"), everyone.length > 0);
  keyed(byId("minutes"), everyone, person => person.id, () => {
    const row = make("li");
    row.append(make("span"), make("span"));
    return row;
  }, (row, person) => {
    setText(row.children[0], person.name);
    setText(row.children[1], t("after.personMinutes", { n: person.presentMinutes }));
  });
}
