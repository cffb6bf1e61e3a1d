import { renderButtons } from "./actions.js";
import { askText } from "./dialogs.js";
import { byId, keyed, make, setText, show } from "./dom.js";
import { askPin } from "./pins.js";
import { t } from "./texts.js";

// What those who lead should see first: somebody calls for help, somebody waits aside, somebody asks for a resource.

export function renderAlerts(room, busy, send) {
  const { calls = [], asides = [], asks = [] } = room.desk;
  const entries = room.leads ? [
    ...calls.map(call => callOf(room, send, call, asides)),
    ...asides.filter(aside => !calls.some(call => call.participant === aside.participant)).map(aside => asideOf(room, send, aside)),
    ...asks.map(ask => askOf(room, send, ask)),
  ] : [];
  show(byId("alerts-card"), entries.length > 0);
  byId("alerts-card").classList.toggle("urgent", calls.some(call => !call.by));
  keyed(byId("alerts"), entries, entry => entry.key, () => {
    const row = make("li");
    row.append(make("p"), make("p", "soft"), make("div", "acts"));
    return row;
  }, (row, entry) => {
    const [text, note, acts] = row.children;
    setText(text, entry.text);
    setText(note, entry.note ?? "");
    show(note, Boolean(entry.note));
    renderButtons(acts, entry.buttons, busy);
  });
  const guide = calls.some(call => call.by === room.mine);
  show(byId("alerts-guide"), guide);
}

function callOf(room, send, call, asides) {
  const name = room.name(call.participant);
  const aside = asides.find(one => one.participant === call.participant);
  const key = `call.${call.participant}`;
  const own = call.by === room.mine;
  const button = (id, kind, run) => ({ key: `${key}.${id}`, label: t(`alert.${id}`), long: t(`alert.${id}Who`, { name }), kind: `${kind} small`, run });
  return {
    key,
    text: t(!call.by ? "alert.call" : own ? "alert.callMine" : "alert.callTaken", { name, by: call.by ? room.name(call.by) : "" }),
    note: [call.note && t("alert.note", { note: call.note }), aside && t(aside.since ? "alert.asideOn" : "alert.asideAsked", { name })].filter(Boolean).join(" "),
    buttons: [
      ...call.by ? [] : [button("come", "primary", () => send("acknowledgeHelp", { participant: call.participant }))],
      ...aside ? [] : [button("aside", "secondary", () => send("inviteAside", { participant: call.participant }))],
      button("settled", "quiet", () => send("endHelp", { participant: call.participant })),
    ],
  };
}

function asideOf(room, send, aside) {
  const name = room.name(aside.participant);
  const mine = aside.leader === room.mine;
  return {
    key: `aside.${aside.participant}`,
    text: t(aside.since ? "alert.asideOn" : "alert.asideAsked", { name }),
    note: "",
    buttons: mine && !aside.since ? [{
      key: `aside.${aside.participant}.back`, label: t("alert.takeBack"), long: t("alert.takeBackWho", { name }), kind: "quiet small",
      run: () => send("declineAside", { participant: aside.participant }),
    }] : [],
  };
}

function askOf(room, send, ask) {
  const name = room.name(ask.from);
  return {
    key: `ask.${ask.id}`,
    text: t("alert.ask", { name, text: ask.text }),
    note: t("alert.askNote"),
    buttons: [
      {
        key: `ask.${ask.id}.pin`, label: t("pins.add"), long: t("alert.pinWho", { name }), kind: "secondary small",
        run: async () => {
          const pin = await askPin();
          return pin && send("pinResource", { ...pin, ask: ask.id });
        },
      },
      { key: `ask.${ask.id}.close`, label: t("alert.putAway"), long: t("alert.putAwayWho", { name }), kind: "quiet small", run: () => send("closeResourceAsk", { ask: ask.id }) },
    ],
  };
}

/** The notes of one who leads: theirs alone, and gone with the session. */
export function wireNotes(busy, send) {
  const field = byId("notes");
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    busy.run("notes", () => send("keepNotes", { text: field.value }));
  };
  field.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 1_500);
  };
  field.onblur = () => field.value !== (field.dataset.kept ?? "") && keep();
}

export function renderNotes(room) {
  show(byId("notes-part"), room.view.mine !== undefined);
  const field = byId("notes");
  const kept = room.own.notes ?? "";

  // While somebody types, what they type counts.
  if (document.activeElement !== field && field.value !== kept) field.value = kept;
  field.dataset.kept = kept;
}

export const askForResource = () => askText("resource", 200);
