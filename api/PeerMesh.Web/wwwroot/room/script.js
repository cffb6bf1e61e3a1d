import { byId, setText, show } from "./dom.js";
import { page } from "./texts.js";

// The words that open a part, beside the circle of whoever leads. They come with the agenda; who wants to say it
// otherwise tonight changes them here, for this session and this browser. For good they are changed in the group's agenda.

const place = `peermesh.words.${page.session}`;
const own = stored();
let phase = null;

export function renderScript(room) {
  if (!room.running || !room.phase) return show(byId("script"), false);
  if (phase !== room.stage.phase) edit(false);
  phase = room.stage.phase;
  const words = own[phase] ?? [room.phase.words, room.phase.question].filter(Boolean).join("\n\n");
  show(byId("script"), true);
  setText(byId("lead-words"), words);
  show(byId("lead-words"), words !== "" && byId("script-form").hidden);
}

export function wireScript(render) {
  byId("script-edit").onclick = () => {
    byId("script-text").value = byId("lead-words").textContent;
    edit(true);
    show(byId("lead-words"), false);
    byId("script-text").focus();
  };
  byId("script-form").onsubmit = event => {
    event.preventDefault();
    own[phase] = byId("script-text").value.trim();
    try {
      sessionStorage.setItem(place, JSON.stringify(own));
    } catch {
      // Kept until the page closes, then.
    }
    edit(false);
    render();
    byId("script-edit").focus();
  };
}

function edit(on) {
  show(byId("script-form"), on);
  show(byId("script-edit"), !on);
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}
