import { clockText, shareSeconds } from "./clock.js";
import { present, roundProgress } from "./model.js";
import { plural, t } from "./texts.js";

// What one who leads could do next, and words for it. One thing at a time, the most pressing first; never more than a suggestion.

const overtimeTold = 20;

/** @returns {{ text: string, say: string, action: "next" | "close" | "admitAll" | "moreTime" | "start" | null }} */
export function suggestion(room) {
  const wait = (room.view.lobby ?? []).filter(entry => !entry.declined && !entry.away).length;
  const missing = room.view.status?.missing ?? 0;
  if (!room.running) {
    if (wait > 0) return step(plural("suggest.lobby", wait), "", "admitAll");
    return missing > 0 ? step(plural("now.missing", missing), t("words.waiting")) : step(plural("suggest.start", room.people.filter(present).length), "", "start");
  }

  if (room.pause.suspendedSince) return step(t("suggest.suspended"), t("words.suspended"));
  if (room.pause.silence) return step(t("suggest.silence"), "");
  if (room.circlesOn) return step(t(room.circles.lastMinute ? "suggest.circlesEnd" : "suggest.circles"), "");

  const last = room.stage.phase + 1 >= room.agenda.length;
  const onward = last ? "close" : "next";
  const next = room.agenda[room.stage.phase + 1]?.name;
  const go = key => last ? t(`${key}.last`) : t(key, { phase: next });
  const over = room.floor.timeCalled ? -(shareSeconds(room.floor) ?? 0) : 0;
  if (room.stage.endIsNear && !last) return step(t("suggest.end"), t("words.end"), "next");
  if (over > overtimeTold && !room.iSpeak) {
    return step(t("suggest.over", { name: room.name(room.floor.holder), time: clockText(over) }), t("words.over", { name: room.name(room.floor.holder) }), "moreTime");
  }
  if (wait > 0) return step(plural("suggest.lobby", wait), "", "admitAll");
  if (room.view.round?.complete) return step(go("suggest.round"), t("words.round"), onward);
  if (room.stage.timeUp) return step(go("suggest.partOver"), t(room.floor.holder ? "words.partOverSpeaking" : "words.partOver"), onward);
  return inPart(room);
}

function inPart(room) {
  const quiet = room.people.filter(person => present(person) && !person.hasSpoken && person.id !== room.mine);
  switch (room.mode) {
    case "goRound": {
      const { done, all } = roundProgress(room);
      return step(t("suggest.goRound", { done, all }), t("words.goRound"));
    }
    case "queue":
      if (room.waiting.length === 0 && !room.floor.holder) return step(t("suggest.noHands"), t("words.noHands"));
      return quiet.length && quiet.length < room.people.length - 1 ? step(plural("suggest.quiet", quiet.length, { names: names(quiet) }), t("words.quiet")) : step(t("suggest.listen"), "");
    case "popcorn":
      return quiet.length && quiet.length < 5 ? step(plural("suggest.quiet", quiet.length, { names: names(quiet) }), t("words.popcorn")) : step(t("suggest.popcorn"), "");
    case "silence":
      return step(t("suggest.silence"), "");
    case "pairs":
      return step(t("suggest.pairs"), "");
    case "open":
      return step(t("suggest.open"), t("words.open"));
    default:
      return step(t("suggest.leading"), "");
  }
}

const step = (text, say, action = null) => ({ text, say, action });
const names = people => people.slice(0, 3).map(person => person.name).join(", ") + (people.length > 3 ? "…" : "");
