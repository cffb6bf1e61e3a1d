// Small helpers for changing the page in place: what did not change is not touched, so focus and screen readers stay put.

export const byId = id => document.getElementById(id);

export function setText(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

export function show(element, visible) {
  if (element.hidden === visible) element.hidden = !visible;
}

/** Sets an attribute; null, undefined and false take it away. */
export function setAttr(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else {
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

const svgNamespace = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}) {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/**
 * Makes the children of a parent match a list, by key. Children that stay are the same elements, so a focused button
 * keeps its focus; where a focused child goes away, focus moves to the nearest part of the page that can hold it.
 */
export function keyed(parent, items, keyOf, create, update) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const before = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = before.get(key);
    if (child) {
      before.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    update(child, item);
    if (child === cursor) {
      cursor = cursor.nextElementSibling;
    } else {
      parent.insertBefore(child, cursor);
    }
  }
  for (const gone of before.values()) gone.remove();
  if (focused && (document.activeElement !== focused || focused.hidden)) {
    const home = focused.isConnected && (focused.hidden ? besides(focused) : focused);
    (home || parent.closest("[tabindex]"))?.focus({ preventScroll: true });
  }
}

/** A button of the same row that is still there. */
const besides = element => [...element.parentElement.children].find(other => other.tagName === "BUTTON" && !other.hidden);
