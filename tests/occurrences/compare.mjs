// Compares meetings that PeerMesh computed with what rrule and luxon make of the same rules: rrule knows recurrence and no
// zones, luxon knows zones by the runtime's own data. Neither shares code or data with the product.
// Usage: node compare.mjs cases.json, where the file holds [{ name, zone, start, rule, to, starts: [instants] }].
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { DateTime } = require('luxon');
const { RRule } = require('rrule');

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let failed = 0;
let compared = 0;
for (const each of cases) {
  // rrule takes UTC as a clock without a zone.
  const options = RRule.parseString(each.rule);
  const rule = new RRule({ ...options, dtstart: new Date(`${each.start}Z`), until: options.until ?? new Date(`${each.to}Z`) });
  const expected = rule.all().map((at) =>
    DateTime.fromISO(at.toISOString().slice(0, 16), { zone: each.zone }).toUTC().toISO({ suppressMilliseconds: true }));
  const found = each.starts;
  compared += expected.length;
  if (expected.length === 0 || expected.length !== found.length || expected.some((at, i) => at !== found[i])) {
    failed++;
    const first = expected.findIndex((at, i) => at !== found[i]);
    console.error(`${each.name} in ${each.zone}: ${found.length} meetings instead of ${expected.length}; first difference: ${found[first]} instead of ${expected[first]}`);
  }
}

console.log(`${cases.length} rules, ${compared} meetings, ${failed} different`);
process.exit(failed === 0 && cases.length > 0 ? 0 : 1);
