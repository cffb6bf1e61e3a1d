import { renderButtons } from "./actions.js";
import { ask } from "./dialogs.js";
import { byId, keyed, make, setAttr, setText, show } from "./dom.js";
import { t } from "./texts.js";

// Who waits to come in, for those who lead.

export function renderLobby(room, busy, send) {
  const waiting = room.view.lobby ?? [];
  show(byId("lobby-card"), waiting.length > 0);
  keyed(byId("knocks"), waiting, entry => entry.id, () => {
    const row = make("li");
    row.append(make("span", "who"), make("small"), make("div", "acts"));
    return row;
  }, (row, entry) => {
    const [who, note, acts] = row.children;
    setText(who, entry.name);
    setText(note, [entry.simulated && t("circle.practice"), entry.declined ? t("lead.declined") : entry.away && t("lead.away")].filter(Boolean).join(" · "));
    renderButtons(acts, [
      { key: `admit.${entry.id}`, label: t("lead.admit"), long: t("lead.admitWho", { name: entry.name }), kind: "secondary small", run: () => send("admit", { participant: entry.id }) },
      ...entry.declined ? [] : [{
        key: `decline.${entry.id}`, label: t("lead.decline"), long: t("lead.declineWho", { name: entry.name }), kind: "quiet small",
        run: async () => await ask("decline", { name: entry.name }) && send("decline", { participant: entry.id }),
      }],
    ], busy);
  });
  const all = byId("admit-all");
  show(all, waiting.filter(entry => !entry.declined).length > 1);
  setAttr(all, "aria-busy", busy.has("admitAll") ? "true" : null);
  all.onclick = () => busy.run("admitAll", () => send("admitAll"));
}
