import { hueOf, initialOf } from "./circle.js";
import { timeOfDay } from "./clock.js";
import { askText } from "./dialogs.js";
import { byId, keyed, make, setAttr, setText, show } from "./dom.js";
import { t } from "./texts.js";

// Written words. They live as long as the session; the server keeps the latest, this page what it has seen, storage nothing.

const kept = new Map();
let shownLast = 0;

/** Everything this reader may read, oldest first. What was hidden stays as a line that says why. */
function messagesOf(room) {
  for (const message of [...room.view.chat?.messages ?? [], ...room.own.messages ?? []]) kept.set(message.id, message);
  return [...kept.values()].sort((one, other) => one.id - other.id);
}

/** Whom one may write to now, the nearest first. */
function readersOf(room) {
  const aside = room.own.aside?.since ? ["aside"] : [];
  const circle = room.own.circle ? ["circle"] : [];
  return [...aside, ...circle, ...(room.view.chat?.open ? ["everyone"] : []), ...(room.leads ? [] : ["facilitators"])];
}

export function renderTalk(room, busy, send) {
  const card = byId("talk-card");
  show(card, room.view.chat !== undefined);
  if (card.hidden) return;

  const messages = messagesOf(room);
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  keyed(list, messages, message => String(message.id), newMessage, (row, message) => fillMessage(row, message, room, busy, send));
  if (messages.length && messages.at(-1).id !== shownLast && (atEnd || messages.at(-1).from === room.mine)) list.scrollTop = list.scrollHeight;
  shownLast = messages.at(-1)?.id ?? 0;
  show(byId("messages-none"), messages.length === 0);

  const readers = readersOf(room);
  const to = byId("say-to");
  keyed(to, readers, key => key, key => {
    const option = make("option", null, t(`talk.to.${key}`));
    option.value = key;
    return option;
  }, () => {});
  show(byId("say-form"), readers.length > 0);
  show(to.parentElement, readers.length > 1);
  show(byId("talk-closed"), room.view.chat.open === false);
  setAttr(byId("say-send"), "aria-busy", busy.has("say") ? "true" : null);
  const toggle = byId("talk-toggle");
  show(toggle, room.leads);
  setText(toggle, t(room.view.chat.open ? "talk.close" : "talk.open"));
  toggle.onclick = () => busy.run("talk.toggle", () => send(room.view.chat.open ? "closeChat" : "openChat"));
}

function newMessage() {
  const row = make("li", "message");
  const hide = make("button", "link small-link");
  hide.type = "button";
  row.append(make("i", "avatar"), make("b"), make("small"), make("p"), hide);
  return row;
}

function fillMessage(row, message, room, busy, send) {
  const [avatar, name, note, text, hide] = row.children;
  const who = room.name(message.from) || t("talk.gone");
  setAttr(avatar, "aria-hidden", "true");
  avatar.style.setProperty("--h", hueOf(message.from));
  setText(avatar, initialOf(who));
  setText(name, who);
  setText(note, [message.to === "everyone" ? "" : t(`talk.only.${message.to}`), timeOfDay(message.at)].filter(Boolean).join(" · "));
  setText(text, message.text ?? t("talk.hidden", { reason: message.hiddenBecause ?? "" }));
  row.classList.toggle("hidden-message", message.text === null || message.text === undefined);
  row.classList.toggle("own", message.from === room.mine);
  show(hide, room.leads && message.to === "everyone" && Boolean(message.text));
  setText(hide, t("talk.hide"));
  setAttr(hide, "aria-label", t("talk.hideWho", { name: who }));
  hide.onclick = async () => {
    const reason = await askText("hide", 140);
    if (reason) busy.run("talk.hide", () => send("hideMessage", { message: message.id, reason }));
  };
}

export function wireTalk(busy, send) {
  byId("say-form").onsubmit = async event => {
    event.preventDefault();
    const field = byId("say-text");
    const text = field.value.trim();
    if (text && await busy.run("say", () => send("say", { text, to: byId("say-to").value || "everyone" }))) field.value = "";
    field.focus();
  };
}
