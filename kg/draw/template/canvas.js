// The picture: vis-network draws nodes and lines where they were placed beforehand; names and relations go over it.

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const LARGE = 3000; // lines: beyond this, what costs time at every move of the pointer is off

/** The colours of the page, light or dark. */
function inkOf(night) {
  document.documentElement.dataset.ink = night ? "dark" : "light";
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "text", "muted", "line", "line-open", "accent", "veil", "land0", "land1", "land2", "land3", "land4"];
  return Object.fromEntries(
    names.map((name) => [name.replace("-o", "O"), style.getPropertyValue(`--${name}`).trim()]),
  );
}

/** The picture in `container`. `on` has select(kind, index or key), open(index) and clear(), called on clicks. */
class Picture extends Camera {
  constructor(container, on) {
    super();
    this.container = container;
    this.on = on;
    this.night = dark.matches;
    this.ink = inkOf(this.night);
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.lines = new Map(); // key -> {key, from, to, statement, arrow}
    this.looks = new Map(); // of each node and line as it was last drawn
    this.present = new Set(); // index of each node drawn
    this.chosen = null; // {nodes: Set, keys: Set, centre}
    this.names = [];
    this.islands = true;
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, this.#options());
    this.#listen();
  }

  #options() {
    const colour = () => this.ink.accent;
    return {
      autoResize: true,
      physics: false,
      layout: { improvedLayout: false },
      interaction: { hover: true, tooltipDelay: 1e9, selectConnectedEdges: false, keyboard: false },
      groups: this.#colours().groups,
      nodes: { chosen: false, font: { size: 0 } },
      edges: {
        ...this.#colours().edges,
        width: 1.15,
        smooth: false,
        arrows: { to: { enabled: true, scaleFactor: 0.42 } },
        selectionWidth: 0,
        hoverWidth: 0,
        selfReference: { size: 18 },
        chosen: {
          label: false,
          edge: (values) => Object.assign(values, { color: colour(), opacity: 1, width: values.width + 0.6 }),
        },
      },
    };
  }

  /** How each type looks, and a plain line: given once, and not for each node and line. */
  #colours() {
    const groups = {};
    data.types.forEach((type, rank) => {
      const full = this.night ? type.dark : type.light;
      for (const quiet of [false, true]) {
        const border = quiet ? mix(full, this.ink.paper, 0.45) : full;
        groups[groupName(rank, quiet)] = {
          shape: type.shape,
          borderWidth: type.hollow ? 2.2 : 1.2,
          color: {
            background: type.hollow ? this.ink.paper : border,
            border: type.hollow ? border : this.ink.paper,
            hover: { background: full, border: this.ink.text },
          },
        };
      }
    });
    const font = { size: 12, color: this.ink.muted, face: FONT };
    const color = { background: this.ink.paper, hover: { background: this.ink.paper, border: this.ink.text } };
    const box = { shape: "box", margin: 4, font, borderWidth: 1, shapeProperties: { borderRadius: 9 } };
    groups.claim = { ...box, color: { ...color, border: this.ink.line } };
    groups["open claim"] = { ...box, color: { ...color, border: this.ink.lineOpen } };
    const pale = this.many ? Math.min(0.8, 0.45 + this.lines.size / 100_000) : 0; // together they are dark enough
    const line = mix(this.ink.line, this.ink.paper, pale);
    return { groups, edges: { color: { color: line, hover: this.ink.accent } } };
  }

  #listen() {
    this.network.on("beforeDrawing", (ctx) => this.#underlay(ctx));
    this.network.on("afterDrawing", (ctx) => this.#overlay(ctx));
    this.network.on("click", ({ nodes: [node], edges: [edge], pointer: { DOM } }) =>
      this.#click(node ?? this.#named(DOM), edge),
    );
    this.network.on("doubleClick", ({ nodes: [node], pointer: { DOM } }) => {
      const index = node ?? this.#named(DOM);
      if (index !== undefined) this.on.open(index);
    });
    this.network.on("dragEnd", ({ nodes: moved }) => {
      for (const [index, { x, y }] of Object.entries(this.network.getPositions(moved)))
        Object.assign(nodes[index], { place: [x, y], moved: true });
      if (moved.length) this.grounds = null;
      if (moved.length && this.ordered.some((index) => nodes[index].inner)) this.on.move();
    });
    this.network.on("dragStart", ({ nodes: [node] }) => {
      this.dragged = node === undefined;
    });
    this.network.on("dragEnd", () => {
      this.dragged = false;
      this.network.redraw();
    });
    this.network.on("resize", () => {
      if (!this.touched) this.fit(this.chosen ? [...this.chosen.nodes] : undefined);
    });
    for (const event of ["dragStart", "zoom"])
      this.network.on(event, () => {
        this.touched = true;
      });
    this.container.firstChild.tabIndex = -1; // the container itself takes the focus
    dark.addEventListener("change", () => this.recolour());
    this.container.addEventListener("keydown", (event) => this.#key(event));
  }

  #click(node, edge) {
    this.#mark(); // vis-network has changed its own selection
    if (node !== undefined) this.on.select("node", node);
    else if (edge !== undefined) this.on.select("statement", edge);
    else this.on.clear();
  }

  #named({ x, y }) {
    return this.names.find(({ box }) => overlap(box, [x, y, x, y]))?.index;
  }

  #key(event) {
    const step = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] }[event.key];
    const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step && event.shiftKey) this.#walk(...step);
    else if (event.key === "Enter" && this.present.has(this.chosen?.centre)) this.on.open(this.chosen.centre);
    else if (step) this.network.moveTo({ offset: { x: -step[0], y: -step[1] } });
    else if (zoom) this.zoom(zoom);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
  }

  /** Goes to the nearest node in a direction; at first, to the most important one. */
  #walk(right, down) {
    const from = this.network.body.nodes[this.chosen?.centre];
    const far = ({ x, y }) => {
      const [along, aside] = right ? [(x - from.x) * right, y - from.y] : [(y - from.y) * down, x - from.x];
      return along > 0 ? along / 80 + 2 * Math.abs(aside) : Infinity;
    };
    const ranked = from ? this.ordered.map((index) => [far(this.#at(index)), index]) : [[0, this.ordered[0]]];
    const [distance, index] = ranked.reduce((a, b) => (b[0] < a[0] ? b : a), [Infinity]);
    if (distance < Infinity && index !== undefined) this.on.select("node", index);
  }

  /** Draws exactly these nodes and lines; what stays keeps its place. */
  show(indexes, shown) {
    this.changing = true; // vis-network draws in between
    this.present = new Set(indexes);
    this.ordered = [...this.present].sort((a, b) => a - b);
    this.lines = new Map(shown.map((line) => [line.key, line]));
    const many = shown.length > LARGE;
    if (many !== this.many) {
      this.many = many;
      this.network.setOptions({
        interaction: { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many, hideNodesOnDrag: many },
        edges: this.#colours().edges,
      });
    }
    const bends = bendOf(shown);
    this.edges.remove(this.edges.getIds().filter((key) => !this.lines.has(key)));
    this.nodes.remove(this.nodes.getIds().filter((index) => !this.present.has(index)));
    this.#put(this.nodes, this.ordered, (index) => this.#node(nodes[index]));
    this.#put(this.edges, shown, (line) => this.#edge(line, bends.get(line)));
    this.changing = false;
    this.grounds = null; // of the islands: to be found anew
  }

  /** Adds what is new and changes what looks another way; the rest costs nothing. */
  #put(set, items, draw) {
    const known = new Set(set.getIds());
    const [added, changed] = [[], []];
    for (const item of items.map(draw)) {
      const look = JSON.stringify(item);
      if (!known.has(item.id)) added.push(item);
      else if (this.looks.get(item.id) !== look) changed.push(item);
      this.looks.set(item.id, look);
    }
    if (added.length) set.add(added);
    if (changed.length) set.update(changed);
  }

  #node({ index, type, quiet, size, place: [x, y], inner, open, label }) {
    // A claim among the nodes is a box on its line, with its verb inside.
    if (inner) return { id: index, x, y, label: shorten(label, 24), group: open ? "open claim" : "claim" };
    return { id: index, x, y, size, group: groupName(type, quiet) };
  }

  #edge({ key, from, to, statement: { asserted, live }, arrow }, bend) {
    const edge = { id: key, from, to };
    if (!arrow) edge.arrows = { to: { enabled: false } };
    if (!asserted) Object.assign(edge, { dashes: [5, 5], color: { color: this.ink.lineOpen, hover: this.ink.accent } });
    if (live.length > 1) edge.width = Math.min(3.6, 1.15 + 0.5 * Math.log2(live.length));
    if (bend) edge.smooth = { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
    return edge;
  }

  /** Takes the colours of the page, or those that are asked for: paper is light. */
  recolour(night = dark.matches) {
    if (night === this.night) return;
    this.night = night;
    this.ink = inkOf(night);
    this.network.setOptions(this.#colours());
    this.looks.clear();
    this.show(this.present, [...this.lines.values()]);
    this.network.redraw(); // at once: paper does not wait
  }

  /** Brings out these nodes and lines and veils the rest; null brings everything back. */
  choose(chosen) {
    this.chosen = chosen;
    this.#mark();
    this.network.redraw();
  }

  #mark() {
    const keys = [...(this.chosen?.keys ?? [])].filter((key) => this.lines.has(key));
    this.network.setSelection({ nodes: [], edges: keys }, { highlightEdges: false });
  }

  #underlay(ctx) {
    if (!this.islands || this.changing) return;
    this.grounds ??= islandsOf(this.ordered ?? [], this.#at);
    drawIslands(ctx, this.grounds, this.ink);
  }

  #at = (index) => this.network.body.nodes[index];

  #overlay(ctx) {
    if (this.changing) return;
    const view = this.#view();
    const moving = this.many && this.dragged;
    drawDots(ctx, this.ordered ?? [], this.#at, this.network.getScale(), moving, this.night);
    const chosen = this.chosen && [...this.chosen.nodes].filter((index) => this.present.has(index));
    if (chosen) this.#bringOut(ctx, chosen);
    ctx.save();
    const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const taken = new Taken();
    this.covers().forEach((box) => taken.take(box));
    const order = chosen
      ? chosen.sort((a, b) => (b === this.chosen.centre) - (a === this.chosen.centre) || a - b)
      : (this.ordered ?? []).slice(0, moving ? MAIN : Infinity);
    const drawn = order.map((index) => this.#onScreen(index)).filter(({ x, y, r }) => inside(view, x, y, r + 60));
    const zoom = this.network.getScale();
    this.names = writeNames(ctx, drawn, taken, view, zoom, this.ink, ({ index }) => index === this.chosen?.centre);
    if (!moving) writeRelations(ctx, this.#relations(view, zoom), taken, this.ink);
    ctx.restore();
  }

  #view() {
    const { clientWidth, clientHeight } = this.container;
    return [0, 0, clientWidth, clientHeight];
  }

  #bringOut(ctx, chosen) {
    const { body } = this.network;
    const from = this.network.DOMtoCanvas({ x: -9, y: -9 });
    const to = this.network.DOMtoCanvas({ x: this.container.clientWidth + 9, y: this.container.clientHeight + 9 });
    ctx.fillStyle = this.ink.veil;
    ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    const lines = [...this.chosen.keys].map((key) => body.edges[key]).filter(Boolean);
    lines.forEach((line) => {
      line.draw(ctx);
      line.drawArrows(ctx);
    });
    chosen.forEach((index) => body.nodes[index].draw(ctx));
    if (this.present.has(this.chosen.centre)) this.#ring(ctx, body.nodes[this.chosen.centre]);
  }

  #ring(ctx, { x, y, options: { size } }) {
    ctx.beginPath();
    ctx.arc(x, y, size + 6, 0, 2 * Math.PI);
    ctx.lineWidth = 2.5;
    ctx.setLineDash([]);
    ctx.strokeStyle = this.ink.accent;
    ctx.stroke();
  }

  #onScreen(index) {
    const { x, y, shape: drawn } = this.network.body.nodes[index];
    const at = this.network.canvasToDOM({ x, y });
    const zoom = this.network.getScale();
    const [wide, high] = nodes[index].inner ? [drawn.width / 2, drawn.height / 2] : Array(2).fill(nodes[index].size);
    const tips = () => this.#tips(index, at, high * zoom);
    return { node: nodes[index], x: at.x, y: at.y, r: high * zoom, wide: wide * zoom, tips };
  }

  /** Where the arrows that end at a node have their heads, on the screen; of a hub's many, some. */
  #tips(index, at, radius) {
    const ending = this.network.body.nodes[index].edges.slice(0, 24).filter(({ toId, connected }) => connected && toId === index);
    return ending.map(({ from }) => {
      const start = this.network.canvasToDOM({ x: from.x, y: from.y });
      const part = (radius + 8) / (Math.hypot(start.x - at.x, start.y - at.y) || 1);
      return { x: at.x + part * (start.x - at.x), y: at.y + part * (start.y - at.y) };
    });
  }

  #relations(view, zoom) {
    const keys = this.chosen?.keys ?? (zoom > 0.55 ? this.lines.keys() : []);
    const lines = [];
    for (const key of keys) {
      const line = this.network.body.edges[key];
      if (!line?.connected || this.lines.get(key).half || !this.#near(line, view)) continue;
      const placed = this.#line(line, key, zoom);
      if (inside(view, placed.middle.x, placed.middle.y, 0)) lines.push(placed);
      if (lines.length > 400) break;
    }
    return lines;
  }

  /** Whether an end of a line lies in the view, and its middle about; quicker than to ask where it lies exactly. */
  #near({ from, to }, view) {
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const [at, ...ends] = [middle, from, to].map(({ x, y }) => this.network.canvasToDOM({ x, y }));
    return inside(view, at.x, at.y, 300) && ends.some(({ x, y }) => inside(view, x, y, 0));
  }

  #line(line, key, zoom) {
    const { statement, from, to } = this.lines.get(key);
    const [before, middle, after] = [0.42, 0.5, 0.58].map((part) =>
      this.network.canvasToDOM(line.edgeType.getPoint(part)),
    );
    let angle = Math.atan2(after.y - before.y, after.x - before.x);
    if (Math.abs(angle) > Math.PI / 2) angle += Math.PI; // upright
    const length = Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y) * zoom;
    const room = length - (nodes[from].size + nodes[to].size) * zoom - 18;
    const words = statement.claims[0].unsaid ? `not: ${statement.relation}` : statement.relation;
    return {
      text: shorten(words, 28),
      middle,
      angle,
      room: from === to ? 200 : room,
      strong: Boolean(this.chosen),
    };
  }

  /** The picture as it is now, on paper instead of on nothing. */
  image() {
    const drawn = this.container.querySelector("canvas");
    const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
    const ctx = copy.getContext("2d");
    ctx.fillStyle = this.ink.paper;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(drawn, 0, 0);
    return copy;
  }
}
