import { shareSeconds } from "./clock.js";
import { inForm, ordinal, plural, t } from "./texts.js";

// Questions about the session as the server last described it. Nothing here changes anything.

export function read(view) {
  const people = view.people ?? [];
  const byId = new Map(people.map(person => [person.id, person]));
  const me = view.me ?? {};
  const agenda = (view.about?.agenda ?? []).map(part => ({ ...part, name: inForm(part.name), words: inForm(part.words), question: inForm(part.question) }));
  const phase = agenda[view.stage?.phase] ?? null;
  const waiting = view.hands?.waiting ?? [];
  const seats = view.round?.seats ?? [];
  const running = view.status?.status === "running";
  return {
    view, people, me, agenda, phase, waiting, seats, running,
    mode: running ? view.stage?.mode ?? phase?.mode ?? null : null,
    kept: view.hands?.kept ?? [],
    upNext: view.upNext ?? [],
    floor: view.floor ?? {},
    stage: view.stage ?? {},
    gavel: view.gavel ?? {},
    pause: view.pause ?? {},
    rests: Boolean(view.pause?.silence || view.pause?.suspendedSince),
    circles: view.circles ?? {},
    circlesOn: view.circles?.on === true,
    own: view.mine ?? {},
    desk: view.desk ?? {},
    leads: me.leads === true,
    mine: me.participant,
    iSpeak: running && view.floor?.holder != null && view.floor.holder === me.participant,
    onBreak: me.standing === "steppedOut",
    person: id => byId.get(id),
    name: id => (id === me.participant ? t("you") : byId.get(id)?.name ?? ""),
    seat: id => seats.find(seat => seat.participant === id),
    spoken: id => (view.airtime ?? []).find(entry => entry.id === id),
  };
}

/** Whether a person can be given the floor or the gavel. */
export const present = person => !person.away && !person.onBreak;

/** From 1; 0 where this person is not in line. In a go-round the line is the seats still to come. */
export function placeOf(room, id) {
  if (room.mode !== "goRound") return room.waiting.indexOf(id) + 1;

  // The server says who the next few are; beyond them the seats that wait are heard in their order.
  const soon = room.upNext.indexOf(id) + 1;
  if (soon > 0 || room.seat(id)?.mark !== "waiting") return soon;
  const waiting = room.seats.filter(seat => seat.mark === "waiting").map(seat => seat.participant);
  return Math.max(room.upNext.length, waiting.indexOf(id)) + 1;
}

/** When my turn comes, roughly; "" where nobody can tell. */
export function whenText(room) {
  const place = placeOf(room, room.mine);
  const share = room.phase?.shareSeconds ?? room.view.rules?.shareSeconds;
  if (!room.running || room.rests || room.circlesOn || room.iSpeak || place === 0 || !share || (room.mode !== "goRound" && room.mode !== "queue")) return "";
  const left = Math.max(0, shareSeconds(room.floor) ?? 0);
  const minutes = Math.round((left + (place - 1) * share) / 60);
  return minutes < 1 ? t("place.soon") : plural("place.when", minutes);
}

/** How far a go-round is: seats that are done, and seats in all. */
export function roundProgress(room) {
  return { done: room.seats.filter(seat => seat.mark === "spoke" || seat.mark === "passed").length, all: room.seats.length };
}

/** What a seat in the circle shows about a person, apart from the name. */
export function marksOf(room, person) {
  const seat = room.mode === "goRound" ? room.seat(person.id)?.mark : undefined;
  const place = placeOf(room, person.id);
  return {
    floor: room.running && room.floor.holder === person.id,
    place: room.mode === "queue" || room.mode === "popcorn" || room.waiting.length ? room.waiting.indexOf(person.id) + 1 : 0,
    next: place === 1,
    spoke: room.mode === "goRound" ? seat === "spoke" : person.hasSpoken,
    passed: seat === "passed",
    later: seat === "later" || seat === "absent",
    owed: seat === "owed",
    kept: room.kept.includes(person.id),
    away: person.away,
    onBreak: person.onBreak,
    gavel: room.gavel.holder === person.id,
    coLeads: person.role !== "member" && room.gavel.holder !== person.id,
    greets: person.greets,
    keepsTime: person.keepsTime,
    practice: person.simulated,
    me: person.id === room.mine,
  };
}

/** The same in words, for the list and for those who hear the page. */
export function wordsOf(room, marks) {
  const words = [];
  if (marks.floor) words.push(t("circle.speaking"));
  if (marks.place === 1) words.push(t("circle.next"));
  if (marks.place > 1) words.push(t("circle.inLine", { ordinal: ordinal(marks.place) }));
  if (!marks.place && marks.next && !marks.floor) words.push(t("circle.next"));
  if (marks.spoke && !marks.floor) words.push(t("circle.spoke"));
  if (marks.passed) words.push(t("circle.passed"));
  if (marks.later) words.push(t("circle.later"));
  if (marks.owed) words.push(t("circle.owed"));
  if (marks.kept) words.push(t("circle.handKept"));
  if (marks.onBreak) words.push(t("circle.onBreak"));
  else if (marks.away) words.push(t("circle.away"));
  if (marks.gavel) words.push(t("circle.leads"));
  else if (marks.coLeads) words.push(t("circle.coLeads"));
  if (marks.greets) words.push(t("circle.greets"));
  if (marks.keepsTime) words.push(t("circle.keepsTime"));
  if (marks.practice) words.push(t("circle.practice"));
  return words;
}

/** The sentence above my buttons. */
export function placeText(room) {
  if (room.pause.suspendedSince) return t("place.suspended");
  if (room.own.aside?.since) return t("place.aside");
  if (room.onBreak) return t("place.break");
  if (!room.running) {
    const missing = room.view.status?.missing ?? 0;
    return missing > 0 ? plural("place.missing", missing) : t("place.gathering");
  }
  if (room.pause.silence) return t("place.silence");
  if (room.circlesOn) return t(room.own.circle ? (room.own.circle.speaker === room.mine ? "place.floor" : "place.circle") : "place.circlesOut");
  if (room.iSpeak) return t("place.floor");
  const place = placeOf(room, room.mine);
  if (place === 1) return t("place.next");
  if (place > 1) return t("place.nth", { ordinal: ordinal(place) });
  if (room.kept.includes(room.mine)) return t("place.handKept");
  switch (room.mode) {
    case "goRound": return t(`place.round.${room.seat(room.mine)?.mark ?? "none"}`);
    case "facilitatorOnly": return t(room.leads ? "place.facilitatorOnly.lead" : "place.facilitatorOnly");
    case "popcorn": return t(room.floor.holder ? "place.popcorn" : "place.popcorn.free");
    default: return t(`place.${room.mode}`);
  }
}
