import { byId, keyed, make, setText, show } from "./dom.js";
import { open } from "./dialogs.js";
import { t } from "./texts.js";

// What a hand is raised for, and what somebody who shares would like to hear. Both are asked in one small form.

export const feedbacks = ["listening", "none", "experiences", "advice"];

/** Whether the latest share is somebody else's and asks for replies. */
export const mayReply = room => ["experiences", "advice"].includes(room.floor.share?.feedback) && room.floor.share.by !== room.mine;

/** Asks what to raise a hand for: { kind, feedback }, or null. */
export function askRaise(room) {
  const kinds = ["share", ...(mayReply(room) ? ["reply"] : []), "question", "processPoint"];
  return askWish("raise", kinds, "share", "listening");
}

/** Asks a sharer what they would like to hear: one of the feedbacks, or null. */
export async function askFeedback(room) {
  return (await askWish("feedback", [], null, room.floor.share?.feedback ?? "listening"))?.feedback ?? null;
}

async function askWish(key, kinds, kind, feedback) {
  setText(byId("wish-title"), t(`wish.${key}.title`));
  setText(byId("wish-yes"), t(`wish.${key}.yes`));
  const form = byId("wish-form");
  choices(byId("wish-kinds"), "kind", kinds, kind);
  choices(byId("wish-feedbacks"), "feedback", feedbacks, feedback);
  show(byId("wish-kind-set"), kinds.length > 0);
  const renderFeedback = () => show(byId("wish-feedback-set"), kinds.length === 0 || form.elements.kind?.value === "share");
  form.onchange = renderFeedback;
  renderFeedback();
  if (await open(byId("wish")) !== "yes") return null;
  const chosen = kinds.length ? form.elements.kind.value : "share";
  return { kind: chosen, feedback: chosen === "share" ? form.elements.feedback.value : null };
}

function choices(parent, name, keys, chosen) {
  keyed(parent, keys, key => key, key => {
    const label = make("label", "choice");
    const input = make("input");
    [input.type, input.name, input.value] = ["radio", name, key];
    const words = make("span");
    words.append(make("b", null, t(`wish.${name}.${key}`)), make("small", null, t(`wish.${name}.${key}.note`)));
    label.append(input, words);
    return label;
  }, (label, key) => label.firstElementChild.checked = key === chosen);
}
