import { renderButtons } from "./actions.js";
import { askText } from "./dialogs.js";
import { byId, setText, show } from "./dom.js";
import { t } from "./texts.js";

// What is between me and those who lead: a call for help, an invitation to step aside. Nobody else sees it.

export function renderPrivate(room, busy, send) {
  const { call, aside } = room.own;
  const iLead = aside?.leader === room.mine;
  const mineAside = aside && (aside.since || !iLead) ? aside : null;
  show(byId("private-card"), Boolean(call || mineAside));
  const other = aside && room.name(iLead ? aside.participant : aside.leader);
  const text = mineAside ? t(aside.since ? "aside.on" : "aside.asked", { name: other })
    : call ? t(call.by ? "call.seen" : "call.sent", { name: call.by ? room.name(call.by) : "" }) : "";
  setText(byId("private-text"), text);
  const buttons = [];
  const add = (key, kind, run) => buttons.push({ key: `private.${key}`, label: t(`private.${key}`), kind: `${kind} small`, run });
  if (mineAside && !aside.since) {
    add("accept", "primary", () => send("acceptAside"));
    add("stay", "secondary", () => send("declineAside"));
  } else if (mineAside) {
    add("back", "primary", () => send("stepBack"));
  }
  if (call) add("withdraw", "secondary", () => send("endHelp"));
  renderButtons(byId("private-buttons"), buttons, busy);
  renderCrisis(room, busy, send);
}

/** In the crisis card: tell those who lead, with one tap. A few words are possible, none are asked for. */
function renderCrisis(room, busy, send) {
  const part = byId("crisis-room");
  const possible = room.view.mine !== undefined && !room.leads && room.view.status?.status !== "closed";
  show(part, possible);
  if (!possible) return;
  const { call } = room.own;
  setText(byId("crisis-told"), call ? t(call.by ? "call.seen" : "call.sent", { name: call.by ? room.name(call.by) : "" }) : t("call.lead"));
  renderButtons(byId("crisis-buttons"), call ? [{ key: "call.withdraw", label: t("private.withdraw"), kind: "secondary", run: () => send("endHelp") }] : [
    { key: "call.now", label: t("call.now"), kind: "primary", run: () => send("callForHelp") },
    {
      key: "call.words", label: t("call.words"), kind: "secondary",
      run: async () => {
        const note = await askText("call", 200);
        return note && send("callForHelp", { note });
      },
    },
  ], busy);
}
