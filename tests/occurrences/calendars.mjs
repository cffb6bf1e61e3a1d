// Reads our calendars with two parsers that share nothing with each other or with us, and compares the meetings that each finds
// with those that PeerMesh computed. ical.js takes the zones from the calendar's own VTIMEZONE; node-ical takes them by name
// from the runtime.
// Usage: node calendars.mjs cases.json, where the file holds [{ name, ics, from, to, meetings: ["2026-01-06T19:00:00Z 90"] }].
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const text = (start, minutes) => `${new Date(start).toISOString().slice(0, 19)}Z ${Math.round(minutes)}`;

function withIcalJs({ ics, from, to }) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const found = [];
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    if (event.isRecurrenceException()) continue;
    const take = (start, end, item) => {
      if (item.component.getFirstPropertyValue('status') !== 'CANCELLED') found.push([start.toJSDate(), end.toJSDate()]);
    };
    if (!event.isRecurring()) {
      take(event.startDate, event.endDate, event);
      continue;
    }
    const all = event.iterator();
    for (let next = all.next(); next && next.toJSDate() <= new Date(to); next = all.next()) {
      const one = event.getOccurrenceDetails(next);
      take(one.startDate, one.endDate, one.item);
    }
  }
  return found.filter(([start]) => start >= new Date(from) && start <= new Date(to)).map(([start, end]) => text(start, (end - start) / 60000));
}

function withNodeIcal({ ics, from, to }) {
  const found = [];
  for (const event of Object.values(nodeIcal.sync.parseICS(ics))) {
    if (event.type !== 'VEVENT') continue;
    const instances = nodeIcal.expandRecurringEvent(event, { from: new Date(from), to: new Date(to) });
    for (const one of instances) {
      if (one.event.status !== 'CANCELLED') found.push(text(one.start, (one.end - one.start) / 60000));
    }
  }
  // In an hour that comes twice it takes the rule for the first and the EXDATE for the second, and so finds the first also where the
  // calendar says it apart; the same meeting, found once more.
  return [...new Set(found)];
}

let failed = 0;
let compared = 0;
for (const each of cases) {
  for (const [parser, read] of [['ical.js', withIcalJs], ['node-ical', withNodeIcal]]) {
    let found;
    try {
      found = read(each).sort();
    } catch (problem) {
      failed++;
      console.error(`${parser}, ${each.name}: ${problem.stack}`);
      continue;
    }
    compared += found.length;
    const missing = each.meetings.filter((one) => !found.includes(one));
    const extra = found.filter((one) => !each.meetings.includes(one));
    if (each.meetings.length === 0 || missing.length || extra.length || found.length !== each.meetings.length) {
      failed++;
      console.error(`${parser}, ${each.name}: ${found.length} meetings instead of ${each.meetings.length}; missing ${missing.slice(0, 3)}; too many ${extra.slice(0, 3)}`);
    }
  }
}

console.log(`${cases.length} calendars, ${compared} meetings, ${failed} different`);
process.exit(failed === 0 && cases.length > 0 ? 0 : 1);
