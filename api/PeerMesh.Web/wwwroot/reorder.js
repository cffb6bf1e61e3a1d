// Putting the rows of a list in another order with the pointer: take a row by its grip, let go where it should stand. The
// list itself is not changed here; whoever owns it is asked to. Keys have buttons of their own beside the grip.

/** @param onMove (row, index) is called once, when a row was dropped in another place. */
export function makeSortable(list, gripSelector, onMove) {
  list.addEventListener("pointerdown", event => {
    const grip = event.target.closest(gripSelector);
    const row = grip && [...list.children].find(child => child.contains(grip));
    if (!row || event.button !== 0) return;
    event.preventDefault();
    drag(list, row, grip, event, onMove);
  });
}

// Near the top or the bottom of the screen the page moves along, so that a row gets to where the screen does not reach.
const edge = 64;
const pace = 10;

function drag(list, row, grip, start, onMove) {
  const rows = [...list.children].filter(child => child.querySelector(`.${[...grip.classList].join(".")}`));
  const middles = rows.map(other => other.getBoundingClientRect()).map(box => (box.top + box.bottom) / 2);
  const from = rows.indexOf(row);
  const step = row.getBoundingClientRect().height;
  const scrolled = scrollY;
  let [to, y, frame] = [from, start.clientY, 0];
  grip.setPointerCapture(start.pointerId);
  row.classList.add("dragged");

  const place = () => {
    const shift = y - start.clientY + scrollY - scrolled;
    const at = middles[from] + shift;
    to = middles.filter((middle, index) => index !== from && middle < at).length;
    row.style.setProperty("transform", `translateY(${shift}px)`);
    rows.forEach((other, index) => {
      if (other === row) return;
      const makesRoom = index > from && index <= to ? -step : index < from && index >= to ? step : 0;
      other.style.setProperty("transform", makesRoom ? `translateY(${makesRoom}px)` : "none");
    });
  };
  const roll = () => {
    frame = 0;
    const way = y < edge ? -pace : y > innerHeight - edge ? pace : 0;

    // The list's own ends are the end of the way: a dragged row would make the page longer and longer.
    const box = list.getBoundingClientRect();
    if (way === 0 || (way < 0 ? box.top > edge : box.bottom < innerHeight - edge)) return;
    scrollBy({ top: way, behavior: "instant" });
    place();
    frame = requestAnimationFrame(roll);
  };
  const move = event => {
    y = event.clientY;
    place();
    frame ||= requestAnimationFrame(roll);
  };
  const end = event => {
    grip.removeEventListener("pointermove", move);
    cancelAnimationFrame(frame);
    for (const other of rows) other.style.removeProperty("transform");
    row.classList.remove("dragged");
    if (event.type === "pointerup" && to !== from) onMove(row, to);
  };
  grip.addEventListener("pointermove", move);
  for (const type of ["pointerup", "pointercancel"]) grip.addEventListener(type, end, { once: true });
}
