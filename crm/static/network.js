// The picture of the network: draws what the server placed, leads to the contact.
"use strict";

const SECTORS = ["business", "administration", "politics", "science", "civil_society"];
const SMALLEST = 2.5;
const SHRUNK = 0.55;
const LETTER = 0.56;
const STRETCH = 2.5;
const LARGEST_SCALE = 1.4;
const NAMED_FIRST = 8;
const MARGIN = { x: 32, top: 24, bottom: 44 };
const RIM = 0.1;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

class Picture {
  constructor(box) {
    this.box = box;
    this.stage = box.closest(".stage");
    this.card = this.stage.querySelector("#card");
    this.load();
  }

  async load() {
    try {
      const answer = await fetch(this.box.dataset.picture);
      if (!answer.ok) throw new Error(answer.status);
      this.show(await answer.json());
    } catch {
      this.box.textContent = this.box.dataset.failed;
    }
  }

  show(drawn) {
    this.drawn = drawn;
    this.sectors = new Map(drawn.legend.filter((c) => SECTORS.includes(c.group)).map((c) => [c.colour, c.group]));
    this.ranked = [...drawn.nodes].sort((a, b) => b.size - a.size);
    this.stretch();
    this.nodes = new vis.DataSet(drawn.nodes.map((node) => this.dressed(node)));
    this.edges = new vis.DataSet(drawn.edges.map((edge) => ({ ...edge, color: this.lines() })));
    this.network = new vis.Network(this.box, { nodes: this.nodes, edges: this.edges }, this.options());
    this.network.once("afterDrawing", () => { this.box.dataset.isDrawn = "yes"; });
    this.network.on("selectNode", (event) => this.select(event.nodes[0]));
    this.network.on("doubleClick", (event) => event.nodes.length && this.open(event.nodes[0]));
    this.network.on("zoom", () => this.labelSoon());
    this.network.on("dragEnd", () => this.labelSoon());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("click", (event) => this.tool(event.target.closest("[data-zoom], [data-fit]")));
    this.stage.querySelector("[data-shown]").textContent = drawn.shown;
    this.explain();
    this.fit();
    if (this.box.dataset.start) this.select(this.box.dataset.start);
  }

  options() {
    const options = structuredClone(this.drawn.options);
    options.interaction = { ...options.interaction, keyboard: false, hover: true, zoomView: true };
    return options;
  }

  lines() {
    return { color: token("network-line"), highlight: token("accent-text"), hover: token("accent-text"), inherit: false };
  }

  fill(colour) {
    const sector = this.sectors.get(colour);
    return sector ? token(sector) : colour;
  }

  dressed(node) {
    const fill = this.fill(node.color);
    const surface = token("surface");
    return {
      ...node,
      color: { background: fill, border: surface, highlight: { background: fill, border: token("text") }, hover: { background: fill, border: token("text") } },
      borderWidthSelected: 3,
      font: this.font(12),
    };
  }

  // Directions mean nothing in the picture: it is widened or heightened to its frame.
  stretch() {
    const { width, height } = extent(this.drawn.nodes);
    if (!width || !height) return;
    const wish = (this.frame().width * height) / (this.frame().height * width);
    const x = Math.min(Math.max(wish, 1), STRETCH), y = Math.min(Math.max(1 / wish, 1), STRETCH);
    for (const node of this.drawn.nodes) Object.assign(node, { x: node.x * x, y: node.y * y });
  }

  // The room inside the margins, which hold the names of the nodes at the rim.
  frame() {
    const { width, left, right } = extent(this.drawn.nodes);
    const rim = this.drawn.nodes.filter(({ x }) => Math.min(x - left, right - x) <= RIM * width);
    const longest = Math.max(0, ...rim.map(({ label }) => label.length));
    const margin = Math.min(MARGIN.x + (longest * LETTER * 12) / 2, this.box.clientWidth / 6);
    const radius = this.largest();
    return { width: this.box.clientWidth - 2 * margin, height: this.box.clientHeight - MARGIN.top - MARGIN.bottom - 2 * radius };
  }

  // How large nodes are drawn: smaller where there are many, never larger by zooming.
  shrunk() {
    return this.ranked.length > 30 ? SHRUNK : 1;
  }

  largest() {
    return (this.ranked[0]?.size ?? 0) * this.shrunk();
  }

  // As on a map: names from the largest down, below or above their node, each where it
  // hides no other name and no node; small nodes stay large enough to be hit.
  label() {
    const scale = this.network.getScale();
    const places = this.network.getPositions();
    const factor = Math.max(this.shrunk() / Math.max(1, scale), SMALLEST / (7 * scale));
    const radii = new Map(this.ranked.map((node) => [node.id, node.size * factor]));
    const discs = this.ranked.map((node) => discOf(node, places[node.id], radii.get(node.id)));
    const names = [];
    this.nodes.update(this.ranked.map((node, rank) => {
      const pixels = rank < NAMED_FIRST ? 14 : 12, radius = radii.get(node.id);
      const boxes = [1, -1].map((side) => boxOf(node, places[node.id], { scale, radius, pixels, side }));
      const isFirst = rank < NAMED_FIRST;
      const box = this.free(boxes, [...names, ...(isFirst ? discs.slice(0, NAMED_FIRST) : discs)])
        ?? (isFirst ? this.free(boxes, names) : undefined);
      if (box) names.push(box);
      return { id: node.id, size: radius, label: box ? node.label : " ", font: this.font(pixels / scale, box?.lift) };
    }));
  }

  // The first names may cover nodes, the others none; all lie within the frame.
  free(boxes, taken) {
    return boxes.find((box) => this.holds(box) && !taken.some((other) => other.id !== box.id && overlap(box, other)));
  }

  holds({ left, right, top, bottom }) {
    const start = this.network.canvasToDOM({ x: left, y: top }), end = this.network.canvasToDOM({ x: right, y: bottom });
    return start.x >= 0 && start.y >= 0 && end.x <= this.box.clientWidth && end.y <= this.box.clientHeight;
  }

  font(size, lift = 0) {
    return { size, color: token("text"), strokeWidth: size / 4, strokeColor: token("surface"), face: "system-ui, sans-serif", vadjust: lift - size / 4 };
  }

  labelSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.label(), 120);
  }

  recolour() {
    this.nodes.update(this.drawn.nodes.map((node) => ({ id: node.id, color: this.dressed(node).color })));
    this.label();
    this.edges.update(this.edges.map((edge) => ({ id: edge.id, color: this.lines() })));
  }

  // The legend of communities; sectors have theirs in the page.
  explain() {
    const list = this.stage.querySelector("[data-legend-list]");
    if (!list || list.children.length) return;
    for (const { colour, label } of this.drawn.legend) list.append(this.entry(colour, label));
    const legendColours = new Set(this.drawn.legend.map((c) => c.colour));
    if (this.drawn.nodes.some((node) => !legendColours.has(node.color))) list.append(this.entry("#999999", list.dataset.others));
  }

  entry(colour, label) {
    const item = document.createElement("li");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ cx: 6, cy: 6, r: 6, fill: colour })) dot.setAttribute(name, value);
    for (const [name, value] of Object.entries({ width: 12, height: 12, "aria-hidden": "true" })) svg.setAttribute(name, value);
    svg.append(dot);
    item.append(svg, ` ${label}`);
    return item;
  }

  async select(id) {
    this.chosen = id;
    this.network.selectNodes([id]);
    if (String(id).startsWith("community-")) return this.tell(this.nodes.get(id).title);
    const url = new URL(this.box.dataset.card, location.href);
    url.searchParams.set("um", id);
    const answer = await fetch(url);
    if (answer.ok && this.chosen === id) this.card.innerHTML = await answer.text();
  }

  tell(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.card.replaceChildren(line);
  }

  open(id) {
    if (String(id).startsWith("community-")) return;
    location.assign(this.box.dataset.contact.replace("NODE", encodeURIComponent(id)));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.step(arrow);
    else if (event.key === "Enter" && this.chosen !== undefined) this.open(this.chosen);
    else if (event.key === "+") this.zoom(1.4);
    else if (event.key === "-") this.zoom(0.7);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
  }

  // From the chosen node to the nearest one in the direction of the arrow.
  step([dx, dy]) {
    const places = this.network.getPositions();
    const next = this.chosen === undefined ? this.first() : nearest(places, places[this.chosen], { dx, dy, but: this.chosen });
    if (next === undefined) return;
    this.select(next);
    if (this.isVisible(places[next])) return;
    this.network.focus(next, { scale: this.network.getScale() });
    this.label();
  }

  first() {
    return this.ranked[0]?.id;
  }

  isVisible(place) {
    const { x, y } = this.network.canvasToDOM(place);
    return x > 20 && y > 20 && x < this.box.clientWidth - 20 && y < this.box.clientHeight - 20;
  }

  tool(button) {
    if (!button) return;
    if (button.dataset.zoom) this.zoom(Number(button.dataset.zoom));
    else this.fit();
  }

  // All nodes, and at the rim room for their names.
  fit() {
    const all = extent(this.drawn.nodes), { width, height } = this.frame();
    const scale = Math.min(width / (all.width || 1), height / (all.height || 1), LARGEST_SCALE);
    const lower = (MARGIN.bottom - MARGIN.top) / 2 / scale;
    this.network.moveTo({ scale, position: { x: all.x, y: all.y + lower } });
    this.label();
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
    this.label();
  }
}

// How far nodes reach, and their middle.
function extent(nodes) {
  const xs = nodes.map((node) => node.x), ys = nodes.map((node) => node.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  return { left, right, width: right - left, height: bottom - top, x: (left + right) / 2, y: (top + bottom) / 2 };
}

// The room a name takes below its node (or above: side -1), in the units of the picture.
function boxOf(node, place, { scale, radius, pixels, side }) {
  const width = (node.label.length * LETTER * pixels) / scale, height = (1.3 * pixels) / scale;
  const top = side > 0 ? place.y + radius : place.y - radius - height;
  const lift = side > 0 ? 0 : -(2 * radius + height + (0.4 * pixels) / scale);
  return { id: node.id, left: place.x - width / 2, right: place.x + width / 2, top, bottom: top + height, lift };
}

function discOf({ id }, { x, y }, radius) {
  return { id, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function nearest(places, from, { dx, dy, but }) {
  let best, least = Infinity;
  for (const [id, place] of Object.entries(places)) {
    if (id === but) continue;
    const x = place.x - from.x, y = place.y - from.y;
    const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 0 || aside > ahead * 2) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

let picture = null;

function draw() {
  const box = document.getElementById("picture");
  if (!box || picture?.box === box) return;
  picture?.network?.destroy();
  box.replaceChildren(); // going back restores a canvas without its drawing
  delete box.dataset.isDrawn;
  picture = new Picture(box);
}

document.addEventListener("htmx:historyRestore", draw);
document.addEventListener("htmx:load", draw);
new MutationObserver(() => picture?.network && picture.recolour())
  .observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
draw();
