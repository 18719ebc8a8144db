// The drawn map as something to walk through: one tab stop, arrow keys between marks, edges that stay in sight.

import { at } from "./documents.js";

const RAIL_MARGIN = 46;
const WIDE = matchMedia("(min-width: 1200px)");
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let marks = [];

// Put the picture on the page; `name` gives the words for a mark, or null for one with nothing to tell.
export function place(text, name) {
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const picture = document.importNode(drawn, true);
  picture.setAttribute("role", "group");
  picture.classList.add("drawn");
  at("map").replaceChildren(picture);
  marks = [...picture.querySelectorAll("[data-card], [data-step]")].filter((mark) => enable(mark, name));
  const boxes = marks.map((mark) => mark.getBBox());
  marks.forEach((mark, at) => mark.prepend(ground(mark, boxes[at])));
  if (marks.length) marks[0].tabIndex = 0;
  at("map").append(...edges(picture));
  follow();
}

export function key(mark) {
  if (mark.dataset.card !== undefined) return `card:${mark.dataset.card}`;
  return mark.classList.contains("felt") ? `felt:${mark.dataset.step}` : `step:${mark.dataset.step}`;
}

export const find = (wanted) => marks.find((mark) => key(mark) === wanted);

export function expand(mark) {
  for (const each of marks) each.setAttribute("aria-expanded", String(each === mark));
  if (mark) rest(mark);
}

function enable(mark, name) {
  if (mark.dataset.card === undefined && !mark.classList.contains("felt") && mark.closest("[data-lane]")) return false;
  const words = name(key(mark));
  if (words === null) return false;
  const attributes = { role: "button", tabindex: "-1", "aria-expanded": "false", "aria-controls": "panel", "aria-label": words };
  for (const [attribute, value] of Object.entries(attributes)) mark.setAttribute(attribute, value);
  mark.classList.add("mark");
  return true;
}

// Something to hit and to outline: a mark's own shapes may have holes.
function ground(mark, box) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const inset = mark.dataset.card === undefined ? 3 : 0;
  const place = { x: box.x - inset, y: box.y - inset, width: box.width + 2 * inset, height: box.height + 2 * inset, rx: 6 };
  for (const [attribute, value] of Object.entries(place)) rect.setAttribute(attribute, value);
  rect.classList.add("ground");
  return rect;
}

function rest(mark) {
  for (const each of marks) each.tabIndex = each === mark ? 0 : -1;
}

export function walk(event) {
  const from = event.target.closest(".mark");
  if (!from) return;
  const direction = ARROWS[event.key];
  let to = null;
  if (direction) to = nearest(from, direction);
  else if (event.key === "Home") to = marks[0];
  else if (event.key === "End") to = marks.at(-1);
  if (!to) return;
  event.preventDefault();
  rest(to);
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function nearest(from, [right, down]) {
  const here = centre(from);
  let best = null;
  let least = Infinity;
  for (const mark of marks) {
    const there = centre(mark);
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const [along, across] = right ? [dx * right, Math.abs(dy)] : [dy * down, Math.abs(dx)];
    if (along > 4 && along + 3 * across < least) [best, least] = [mark, along + 3 * across];
  }
  return best;
}

function centre(mark) {
  const box = mark.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

// Copies of the stage band and of the lane names that stay at the edge while the map scrolls under them.
function edges(picture) {
  const bands = [...picture.querySelectorAll("[data-stage]")];
  const heads = marks.filter((mark) => key(mark).startsWith("step:"));
  const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)));
  const top = Math.min(...bands.map((band) => band.getBBox().y)) - 6;
  const bottom = Math.max(...heads.map((head) => head.getBBox().y + head.getBBox().height)) + 8;
  const left = WIDE.matches ? Math.min(...bands.map((band) => band.getBBox().x)) - 6 : RAIL_MARGIN;
  const rails = [...picture.querySelectorAll("[data-lane] > g:first-child")];
  return [
    edge(picture, "head", { x: 0, y: top, width, height: bottom - top }, [...bands, ...heads]),
    edge(picture, "rail", { x: 0, y: 0, width: left, height }, rails),
    edge(picture, "corner", { x: 0, y: top, width: left, height: bottom - top }, []),
  ];
}

function edge(picture, name, box, content) {
  const copy = picture.cloneNode(false);
  for (const attribute of ["role", "aria-labelledby"]) copy.removeAttribute(attribute);
  copy.setAttribute("aria-hidden", "true");
  copy.setAttribute("class", `edge ${name}`);
  copy.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  copy.style.marginTop = `${box.y}px`;
  copy.append(...content.map(still));
  return copy;
}

function still(mark) {
  const copy = mark.cloneNode(true);
  copy.querySelector(":scope > .ground")?.remove();
  for (const each of [copy, ...copy.querySelectorAll("*")]) {
    for (const attribute of ["tabindex", "role", "aria-label", "aria-expanded", "aria-controls", "class"]) each.removeAttribute(attribute);
  }
  return copy;
}

function follow() {
  const map = at("map");
  const head = map.querySelector(".edge.head");
  const top = head ? Number.parseFloat(head.style.marginTop) : 0;
  map.classList.toggle("down", map.scrollTop > top);
  map.classList.toggle("across", map.scrollLeft > 4);
}

at("map").addEventListener("scroll", follow, { passive: true });
at("map").addEventListener("keydown", walk);
