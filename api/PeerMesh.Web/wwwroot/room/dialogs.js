import { byId, keyed, make, setAttr, setText, show } from "./dom.js";
import { fillPersonRow, personRow } from "./people.js";
import { t } from "./texts.js";

// Questions, in the browser's own dialogs: focus stays inside, Escape means no, and focus returns to where it was.

/** Opens a dialog; answers the value of the button that closed it, "" for none. */
export function open(dialog) {
  return new Promise(done => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => done(dialog.returnValue), { once: true });
    dialog.showModal();
  });
}

for (const no of document.querySelectorAll("dialog [data-close]")) no.onclick = () => no.closest("dialog").close();

// A click on the darkness around a dialog means "not now".
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
}

/** Asks before something that cannot be undone. */
export async function ask(key, values, danger) {
  setText(byId("ask-title"), t(`ask.${key}.title`, values));
  setText(byId("ask-text"), t(`ask.${key}.text`, values));
  setText(byId("ask-yes"), t(`ask.${key}.yes`, values));
  setAttr(byId("ask-yes"), "class", danger ? "primary danger-fill" : "primary");
  return await open(byId("ask")) === "yes";
}

/** Lets one person be chosen: answers their id, or null. */
export async function choosePerson(key, people) {
  prepare(key, people.length > 0);
  renderPicks(people, () => null, id => byId("choose").close(id));
  show(byId("choose-yes"), false);
  const answer = await open(byId("choose"));
  return people.some(person => person.id === answer) ? answer : null;
}

/** Lets people be put in order by choosing them one after the other: answers their ids, or null. */
export async function chooseOrder(key, people) {
  const order = [];
  prepare(key, people.length > 0);
  setText(byId("choose-yes"), t(`choose.${key}.yes`));
  const render = () => {
    show(byId("choose-yes"), order.length > 0);
    renderPicks(people, id => order.indexOf(id) + 1 || null, id => {
      const at = order.indexOf(id);
      if (at < 0) order.push(id);
      else order.splice(at, 1);
      render();
    });
  };
  render();
  return await open(byId("choose")) === "yes" && order.length > 0 ? order : null;
}

/** Asks how long a silence should be: seconds, or null. */
export async function askSilence() {
  return await open(byId("silence")) === "yes" ? Number(byId("silence-seconds").value) : null;
}

/** Asks for a few words: answers them, or null. */
export async function askText(key, max) {
  setText(byId("words-title"), t(`words.${key}.title`));
  setText(byId("words-label"), t(`words.${key}.label`));
  setText(byId("words-note"), t(`words.${key}.note`));
  setText(byId("words-yes"), t(`words.${key}.yes`));
  const field = byId("words-text");
  [field.value, field.maxLength] = ["", max];
  const answer = await open(byId("words"));
  const text = field.value.trim();
  return answer === "yes" && text ? text : null;
}

const reasons = ["quiet", "reply", "leaving", "asked"];

/** Asks why a hand is moved: answers a sentence everyone may read, or null. */
export async function askReason(values) {
  setText(byId("reason-title"), t("reason.title", values));
  keyed(byId("reasons"), reasons, key => key, () => {
    const button = make("button", "secondary small");

    // No submit button: Enter in the field means the field's own words.
    button.type = "button";
    return button;
  }, (button, key) => {
    setText(button, t(`reason.${key}`));
    button.onclick = () => {
      byId("reason-text").value = button.textContent;
      byId("reason").close("yes");
    };
  });
  byId("reason-text").value = "";
  const answer = await open(byId("reason"));
  const text = byId("reason-text").value.trim();
  return answer === "yes" && text ? text : null;
}

function prepare(key, any) {
  setText(byId("choose-title"), t(`choose.${key}.title`));
  setText(byId("choose-text"), t(any ? `choose.${key}.text` : "choose.nobody"));
}

function renderPicks(people, numberOf, onPick) {
  keyed(byId("picks"), people, person => person.id, personRow, (row, person) => {
    const number = numberOf(person.id);
    fillPersonRow(row, {
      id: person.id, name: person.name, note: person.note ?? (person.simulated ? t("circle.practice") : ""),
      number, pressed: number === null ? undefined : true, onPick,
    });
  });
}
