import { hueOf, initialOf } from "./circle.js";
import { make, setAttr, setText } from "./dom.js";

// One row for one person, as a button: in questions ("who is next?") and in the list of those who lead.

/** A list row holding a button with a face, a name and a note. */
export function personRow() {
  const row = make("li");
  const button = make("button", "pick-row");
  button.type = "button";
  button.append(make("i", "avatar"), make("span", "who"), make("small"));
  row.append(button);
  return row;
}

/** @param shown { id, name, note, number (null: the initial), pressed (undefined: no toggle), onPick } */
export function fillPersonRow(row, { id, name, note = "", number = null, pressed, onPick }) {
  const [button] = row.children;
  const [avatar, who, small] = button.children;
  avatar.style.setProperty("--h", hueOf(id));
  avatar.classList.toggle("numbered", number !== null);
  setAttr(avatar, "aria-hidden", number === null ? "true" : null);
  setText(avatar, number === null ? initialOf(name) : String(number));
  setText(who, name);
  setText(small, note);
  setAttr(button, "aria-pressed", pressed === undefined ? null : String(pressed));
  button.onclick = () => onPick(id);
}
