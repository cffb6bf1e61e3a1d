import { clockText, secondsUntil, shareSeconds } from "./clock.js";
import { placeText, whenText } from "./model.js";
import { t } from "./texts.js";

// How things stand, in one breath, for somebody who asks with a key. Nothing of this is said unasked.

/** Whose turn, how long, who is next, where I stand. */
export function standText(room) {
  if (!room.running) return placeText(room);
  const { floor } = room;
  const parts = [floor.holder ? (room.iSpeak ? t("say.floorMe") : t("say.floor", { name: room.name(floor.holder) })) : t("say.free")];
  const next = room.upNext[0];
  if (next && next !== room.mine) parts.push(t("stand.next", { name: room.name(next) }));
  if (!room.iSpeak) parts.push(placeText(room), whenText(room));
  return parts.filter(Boolean).join(" ");
}

/** How long this share and this part still have. */
export function timeText(room) {
  const [share, part] = [room.running ? shareSeconds(room.floor) : null, secondsUntil(room.running ? room.stage.endsAt : null)];
  const parts = [];
  if (share !== null) parts.push(share > 0 ? t("stand.share", { time: clockText(share) }) : t("say.time"));
  if (part !== null) parts.push(part > 0 ? t("stand.part", { time: clockText(part) }) : t("say.cutPhase"));
  return parts.join(" ") || t("stand.noTime");
}
