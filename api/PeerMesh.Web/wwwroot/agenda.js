import { makeSortable } from "./reorder.js";

// The agenda's editor: parts move where they stand, by drag or by their buttons. Saving, adding and taking the form's own
// agenda stay what they are without this script.

const form = document.getElementById("agenda");
const rows = document.getElementById("agenda-rows");
const sum = document.getElementById("agenda-sum");

function say(row) {
  const values = { name: row.querySelector("input[id^=name]").value, n: [...rows.children].indexOf(row) + 1, all: rows.childElementCount };
  document.getElementById("agenda-said").textContent = form.dataset.moved.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

function moveTo(row, index) {
  const others = [...rows.children].filter(other => other !== row);
  rows.insertBefore(row, others[index] ?? null);
  say(row);
}

function addUp() {
  const minutes = [...rows.querySelectorAll(".minutes input")].reduce((all, field) => all + (Number(field.value) || 0), 0);
  sum.textContent = sum.dataset.text.replace("{0}", minutes);
}

rows.addEventListener("click", event => {
  const button = event.target.closest("button[name=do]");
  const row = button?.closest("li");
  const what = button?.value.split(":")[0];
  if (!row || !["up", "down", "remove"].includes(what)) return;
  event.preventDefault();
  if (what === "remove") {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("button[value^=remove]") ?? form.querySelector("button[value=add]")).focus();
    addUp();
    return;
  }
  const at = [...rows.children].indexOf(row);
  moveTo(row, Math.max(0, at + (what === "up" ? -1 : 1)));
  button.focus();
});

rows.addEventListener("input", event => event.target.closest(".minutes") && addUp());
makeSortable(rows, ".grip", moveTo);
