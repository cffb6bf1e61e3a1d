import { clockText } from "./clock.js";
import { byId, keyed, make, setText, show } from "./dom.js";
import { marksOf, wordsOf } from "./model.js";
import { fillPersonRow, personRow } from "./people.js";
import { plural, t } from "./texts.js";

// Everyone in the room. Those who lead see how long each has spoken; everyone sees whether the floor is shared, and how long
// they have spoken themselves. The bars compare; the words say how much.

export function renderRoll(room, onPick) {
  const longest = Math.max(1, ...(room.view.airtime ?? []).map(entry => entry.spokenSeconds));
  keyed(byId("roll"), room.people, person => person.id, () => {
    const row = personRow();
    row.append(make("span", "share"));
    return row;
  }, (row, person) => {
    const airtime = room.spoken(person.id);
    const words = wordsOf(room, marksOf(room, person)).filter(word => !airtime || word !== t("circle.spoke"));
    if (airtime) words.push(airtime.shares ? plural("lead.shares", airtime.shares, { time: clockText(airtime.spokenSeconds) }) : t("lead.notYet"));
    show(row.lastElementChild, Boolean(airtime));
    fillPersonRow(row, { id: person.id, name: room.name(person.id), note: words.join(" · "), onPick });
    row.lastElementChild.style.setProperty("--part", ((airtime?.spokenSeconds ?? 0) / longest).toFixed(3));
  });
  renderBalance(room);
}

function renderBalance(room) {
  const { balance } = room.view;
  const parts = [];
  if (balance?.everyoneSpoke) parts.push(t("balance.all"));
  else if (room.leads) parts.push(plural("balance.silent", room.people.filter(person => !person.hasSpoken).length));
  if (balance?.evenness != null) parts.push(t(balance.evenness >= 70 ? "balance.even" : balance.evenness >= 40 ? "balance.some" : "balance.uneven"));
  if (room.me.spokenSeconds > 0) parts.push(t("balance.mine", { time: clockText(room.me.spokenSeconds) }));
  setText(byId("balance"), parts.join(" "));
  show(byId("balance"), room.running && parts.length > 0);
}
