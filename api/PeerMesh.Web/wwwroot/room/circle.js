import { byId, keyed, make, setAttr, setText, svg } from "./dom.js";
import { marksOf, wordsOf } from "./model.js";
import { t } from "./texts.js";

// The circle: me at the bottom, the others in the order they came, clockwise. All lengths are pixels of the screen, so
// that names stay readable at any size; where faces would become too small, the circle folds into a list.

const faceMin = 15;
const faceGood = 19;
const faceMax = 34;
const facePart = 0.08;
const clockMin = 62;
const circleMax = 40;
const roundMax = 680;
const ovalMax = 900;

const canvas = byId("circle");
const stage = byId("stage");
const layers = {};
for (const [layer, tag] of [["rim", "ellipse"], ["track", "circle"], ["time", "circle"], ["progress", "g"], ["thread", "path"]]) {
  layers[layer] = canvas.appendChild(svg(tag, { class: layer }));
}
layers.people = canvas.appendChild(svg("g"));

let arc = 0;

/**
 * Where everyone sits, or null where there is no room. A round table if that leaves faces large enough, else an oval one
 * that uses all the room there is, else two rows around it.
 * @param scale how much larger than usual the reader wants text
 */
export function layOut(count, wide, high, scale = 1) {
  if (count > circleMax) return null;
  const side = Math.min(wide, high, roundMax);
  const oval = [Math.min(wide, ovalMax), Math.min(high, ovalMax)];
  const tries = [[side, side, 1], [...oval, 1], [side, side, 2], [...oval, 2]]
    .filter(([, , rows]) => rows === 1 || count >= 12)
    .map(([w, h, rows]) => table(count, w, h, rows, scale))
    .filter(layout => layout !== null);
  return tries.find(layout => layout.face >= faceGood) ?? tries.sort((one, other) => other.face - one.face)[0] ?? null;
}

function table(count, width, height, rows, scale) {
  const line = (width < 460 ? 17 : 20) * scale;
  const around = Math.max(2, Math.ceil(count / rows));
  const largest = Math.min(faceMax, Math.min(width, height) * facePart);
  let face = largest;
  let rings = [];
  let spacing = 0;
  for (let i = 0; i < 5; i++) {
    const [beside, above, below] = [Math.max(face + 10, 38), face + 20, face + line + 12];
    const between = face * 2 + line + 8;
    const outer = [width / 2 - beside, (height - above - below) / 2];
    if (width === height) outer.fill(Math.min(...outer));
    rings = Array.from({ length: rows }, (_, row) => ring(outer[0] - row * between, outer[1] - row * between));
    spacing = rings.at(-1).length / around;

    // Under a face stands its name, above the next face on the side; the speaker's face is larger than the others.
    face = Math.min(largest, (spacing - line - 8) / 2.25);
    if (face < faceMin) return null;
    rings.middle = [width / 2, above + outer[1]];
  }
  const inner = Math.min(...rings.at(-1).radii);
  const clock = Math.min(inner - face - line - 12, Math.min(width, height) * 0.24);
  return clock < clockMin ? null : { width, height, count, face, line, rings, middle: rings.middle, clock, scale, name: Math.max(46, Math.min(120, spacing - 6)) };
}

/** One row of seats: an ellipse, and the angles at equal steps along it, from the bottom clockwise. */
function ring(across, down) {
  const steps = 360;
  const lengths = [0];
  const at = i => Math.PI / 2 + (i * 2 * Math.PI) / steps;
  for (let i = 1; i <= steps; i++) {
    lengths.push(lengths[i - 1] + Math.hypot(across * (Math.cos(at(i)) - Math.cos(at(i - 1))), down * (Math.sin(at(i)) - Math.sin(at(i - 1)))));
  }
  const length = lengths[steps];
  const angleAt = part => {
    const wanted = (part - Math.floor(part)) * length;
    const i = Math.max(1, lengths.findIndex(sum => sum >= wanted));
    return at(i - 1 + (wanted - lengths[i - 1]) / (lengths[i] - lengths[i - 1] || 1));
  };
  return { radii: [across, down], length, angleAt };
}

function pointAt(layout, part, [across, down]) {
  const angle = layout.rings[0].angleAt(part);
  return [layout.middle[0] + across * Math.cos(angle), layout.middle[1] + down * Math.sin(angle)];
}

/** The middle of a seat. */
export function seatAt(layout, index) {
  const own = layout.rings[index % layout.rings.length];
  const angle = own.angleAt(index / layout.count);
  return [layout.middle[0] + own.radii[0] * Math.cos(angle), layout.middle[1] + own.radii[1] * Math.sin(angle)];
}

/** Me first, then the others as they came. */
function fromMe(room) {
  const mine = room.people.findIndex(person => person.id === room.mine);
  return mine > 0 ? [...room.people.slice(mine), ...room.people.slice(0, mine)] : room.people;
}

export function renderCircle(room, onPick) {
  const people = fromMe(room);
  const layout = layOut(people.length, ...stageSize(), parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
  stage.classList.toggle("folded", !layout);
  setAttr(canvas, "hidden", layout === null);
  renderList(room, people, !layout, onPick);
  if (!layout) {
    stage.style.removeProperty("--clock");
    return;
  }

  setAttr(canvas, "viewBox", `0 0 ${layout.width} ${layout.height}`);
  canvas.style.setProperty("width", `${layout.width}px`);
  stage.style.setProperty("--clock", `${Math.round(layout.clock * 2)}px`);
  stage.style.setProperty("--sink", `${Math.round(layout.middle[1] * 2 - layout.height)}px`);
  const [cx, cy] = layout.middle;
  const [rx, ry] = layout.rings[0].radii;
  place(layers.rim, { cx, cy, rx, ry });
  place(layers.track, { cx, cy, r: layout.clock });
  place(layers.time, { cx, cy, r: layout.clock, transform: `rotate(-90 ${cx} ${cy})` });
  arc = 2 * Math.PI * layout.clock;
  renderProgress(room, layout);

  const seats = people.map((person, index) => ({ person, at: seatAt(layout, index), marks: marksOf(room, person) }));
  keyed(layers.people, seats, seat => seat.person.id, () => newSeat(), (group, seat) => {
    updateSeat(group, seat, layout);
    group.onclick = () => onPick(seat.person.id);
    group.classList.add("pick");
  });

  const speaker = seats.findIndex(seat => seat.marks.floor);
  const next = seats.findIndex(seat => seat.person.id === room.upNext[0]);
  setAttr(layers.thread, "d", speaker >= 0 && next >= 0 && speaker !== next ? threadBetween(layout, speaker, next) : null);
}

/** A go-round as a ring of dashes around the clock, one for each seat: full once that seat has had its turn. */
function renderProgress(room, { clock, middle: [cx, cy] }) {
  const seats = room.mode === "goRound" ? room.seats : [];
  const turn = (2 * Math.PI) / seats.length;
  const gap = Math.min(0.3 * turn, 0.05);
  keyed(layers.progress, seats, seat => seat.participant, () => svg("path"), (path, seat) => {
    const from = seats.indexOf(seat) * turn - Math.PI / 2 + gap;
    const to = from + turn - 2 * gap;
    const at = angle => `${(cx + (clock + 11) * Math.cos(angle)).toFixed(1)},${(cy + (clock + 11) * Math.sin(angle)).toFixed(1)}`;
    setAttr(path, "d", `M${at(from)}A${clock + 11},${clock + 11} 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}`);
    setAttr(path, "class", seat.mark === "spoke" || seat.mark === "passed" ? "done" : seat.mark === "speaking" ? "speaking" : null);
  });
}

/** From one seat to another, the short way round, between the clock and the faces. */
function threadBetween(layout, from, to) {
  let turn = (to - from) / layout.count;
  if (Math.abs(turn) > 0.5) turn -= Math.sign(turn);
  const lane = layout.rings.at(-1).radii.map(radius => Math.max((layout.clock + radius - layout.face) / 2, radius - layout.face - layout.line - 22));
  const ends = [from, to].map(index => layout.rings[index % layout.rings.length].radii);
  const points = 32;
  const path = [];
  for (let i = 0; i <= points; i++) {
    const part = i / points;

    // Near its ends the thread leaves the seats; the stretch between runs in its lane.
    const depth = Math.sin(Math.PI * part) ** 0.6;
    const radii = ends[part < 0.5 ? 0 : 1].map((radius, axis) => radius * (1 - depth) + lane[axis] * depth);
    path.push(pointAt(layout, from / layout.count + turn * part, radii).map(value => value.toFixed(1)).join());
  }
  return `M${path.join("L")}`;
}

/** Shows how much of a share is left; null hides the ring's arc. */
export function renderRing(part) {
  if (part === null) {
    setAttr(layers.time, "stroke-dasharray", `0 ${arc.toFixed(1)}`);
  } else {
    setAttr(layers.time, "stroke-dasharray", `${(arc * Math.min(1, Math.max(0, part))).toFixed(1)} ${arc.toFixed(1)}`);
  }
  layers.time.classList.toggle("gone", part === null || part <= 0);
}

/** The room there is between the bar and my buttons. */
function stageSize() {
  const free = window.innerHeight - byId("room").offsetTop - byId("actions").offsetHeight - 20;
  return [Math.floor(Math.max(280, stage.clientWidth)), Math.floor(Math.max(340, free))];
}

function place(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) setAttr(element, name, value);
}

function newSeat() {
  const group = svg("g");
  for (const [name, tag] of [["glow", "circle"], ["face", "circle"], ["initial", "text"], ["name", "text"], ["badge", "circle"], ["count", "text"], ["mark", "path"], ["tag", "rect"], ["tagtext", "text"]]) {
    group.appendChild(svg(tag, { class: name }));
  }
  return group;
}

function updateSeat(group, { person, at, marks }, layout) {
  const [glow, face, initial, name, badge, count, mark, tag, tagText] = group.children;
  const radius = layout.face * (marks.floor ? 1.16 : 1);
  const edge = radius * 0.72;
  const badgeSize = Math.max(9, Math.min(13, layout.face * 0.42));
  setAttr(group, "class", ["person", marks.floor && "holds", marks.away && "away", marks.me && "me", marks.practice && "made-up", marks.gavel && "leading"].filter(Boolean).join(" "));
  setAttr(group, "transform", `translate(${at[0].toFixed(1)} ${at[1].toFixed(1)})`);
  group.style.setProperty("--h", hueOf(person.id));
  group.style.setProperty("--f", `${Math.round(layout.face * 0.66)}px`);
  place(glow, { r: (radius + 6).toFixed(1), visibility: marks.floor ? "visible" : "hidden" });
  place(face, { r: radius.toFixed(1) });
  setText(initial, initialOf(person.name));
  place(initial, { y: (layout.face * 0.24).toFixed(1) });

  const below = radius + (marks.floor ? 6 : 0) + layout.line - 3;
  place(name, { y: below.toFixed(1) });
  setText(name, fit(marks.me ? t("you") : person.name, layout.name / layout.scale));

  const corner = marks.place > 0;
  place(badge, { cx: edge.toFixed(1), cy: (-edge).toFixed(1), r: badgeSize, visibility: corner ? "visible" : "hidden" });
  place(count, { x: edge.toFixed(1), y: (-edge + badgeSize * 0.38).toFixed(1), visibility: corner ? "visible" : "hidden" });
  setText(count, corner ? String(marks.place) : "");

  // A tick for having spoken, a dash for having passed, three dots for "later", two bars for a break: told apart by shape.
  const shape = corner || marks.floor ? "" : marks.onBreak ? "M-3,-5 v10 M3,-5 v10" : marks.spoke ? "M-7,0 l5,5 l9,-10" : marks.passed ? "M-7,0 h14" : marks.later ? "M-7,0 h.1 M0,0 h.1 M7,0 h.1" : "";
  setAttr(mark, "d", shape || null);
  setAttr(mark, "transform", `translate(${(edge + 2).toFixed(1)} ${(-edge - 1).toFixed(1)}) scale(${Math.min(1, 0.45 + layout.face / 50).toFixed(2)})`);

  // Who leads, and who is made up. Where faces are small a letter stands for the word; the list has the words.
  const word = marks.gavel ? t("circle.leads") : marks.practice ? t("circle.practice") : marks.coLeads ? t("circle.coLeads") : "";
  setText(tagText, layout.face < 22 ? word.slice(0, 1).toLocaleUpperCase() : word);
  const wide = (widthOf(tagText.textContent, 11) + 14) * layout.scale;
  const high = 17 * layout.scale;
  const low = radius - 6;
  place(tag, { x: (-wide / 2).toFixed(1), y: (low - high / 2).toFixed(1), width: wide.toFixed(1), height: high, rx: high / 2, visibility: word ? "visible" : "hidden" });
  place(tagText, { y: (low + 4).toFixed(1) });
}

/** The same people as a list: shown where the circle has no room, and always there for those who hear the page. */
function renderList(room, people, visible, onPick) {
  const list = byId("people");
  list.classList.toggle("sr", !visible);
  keyed(list, people, person => person.id, () => {
    const row = make("li");
    row.append(make("i", "avatar"), make("span", "who"), make("small", "state"));
    return row;
  }, (row, person) => {
    const marks = marksOf(room, person);
    const [avatar, who, state] = row.children;
    setAttr(row, "class", ["person-row", marks.floor && "holds", marks.away && "away", marks.me && "me"].filter(Boolean).join(" "));
    avatar.style.setProperty("--h", hueOf(person.id));
    setAttr(avatar, "aria-hidden", "true");
    setText(avatar, marks.place ? String(marks.place) : initialOf(person.name));
    avatar.classList.toggle("numbered", marks.place > 0);
    setText(who, marks.me ? t("you") : person.name);
    setText(state, wordsOf(room, marks).join(" · "));
    row.onclick = visible ? () => onPick(person.id) : null;
  });
}

export function initialOf(name) {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? "").toLocaleUpperCase();
}

/** A hue that stays with a person while the session lasts. */
export function hueOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return (sum * 137) % 360;
}

const pen = document.createElement("canvas").getContext("2d");
const fitted = new Map();

/** A name that fits a width in text of the usual size; a longer one ends in an ellipsis. */
function fit(name, width) {
  const key = `${Math.round(width)} ${name}`;
  if (fitted.size > 500) fitted.clear();
  if (!fitted.has(key)) fitted.set(key, shorten(name, width));
  return fitted.get(key);
}

function shorten(name, width) {
  if (widthOf(name, 15) <= width) return name;
  const letters = [...new Intl.Segmenter().segment(name)].map(part => part.segment);
  while (letters.length > 1 && widthOf(`${letters.join("").trimEnd()}…`, 15) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

function widthOf(text, size) {
  const key = `${size}|${text}`;
  if (fitted.size > 500) fitted.clear();
  if (!fitted.has(key)) {
    pen.font = `650 ${size}px system-ui, sans-serif`;
    fitted.set(key, pen.measureText(text).width);
  }
  return fitted.get(key);
}
