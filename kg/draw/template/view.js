// What is shown: which nodes are laid open, and which claims pass the filters.

const AT_ONCE = 60; // neighbours laid open at a time
const SMALL = 150; // nodes: so few are all open

class View {
  constructor(picture, { onDrawn, onFilter }) {
    this.picture = picture;
    this.onDrawn = onDrawn; // after every drawing
    this.onFilter = onFilter; // after the reader has changed what passes
    this.open = new Set(); // nodes that may be drawn
    this.off = new Set(); // types switched off in the legend
    this.filters = noFilters();
    this.start();
  }

  /** As the page opens: the most important nodes, in a layout of their own, that of a phone on a phone. */
  start() {
    const set = this.picture.container.clientWidth < 600 ? "few" : "first";
    const first = nodes.filter((node) => node[set]);
    this.partial = first.length > 0;
    for (const node of nodes) node.place = this.partial ? node[set] : this.#upright(node.at);
    this.open = new Set((this.partial ? first : nodes).map((node) => node.index));
    if (set === "first" && nodes.length <= SMALL) this.#openSmall();
  }

  /** Of a small graph, all is open, in two layouts: one of the facts alone, and one of everything. */
  #openSmall() {
    this.partial = false;
    this.open = new Set(nodes.keys());
    this.small = true;
  }

  /** Takes the layout that fits the switch; whether it is another one than before. */
  #arrange() {
    const whole = this.filters.unasserted;
    if (!this.small || this.whole === whole) return false;
    this.whole = whole;
    for (const node of nodes) Object.assign(node, { place: (!whole && node.first) || node.at, moved: false });
    return true;
  }

  /** Lays all nodes open, each at its place in the whole. */
  openAll() {
    for (const node of nodes) Object.assign(node, { place: this.#upright(node.at), moved: false });
    this.open = new Set(nodes.keys());
    this.partial = false;
    this.all = true;
    this.apply();
  }

  /** Layouts are wider than high; on a phone they stand. */
  #upright(place) {
    const { clientWidth, clientHeight } = this.picture.container;
    return place && clientHeight > 1.2 * clientWidth ? [place[1], place[0]] : place;
  }

  /** Lays open a node's neighbours (of those that pass the filters), around it. */
  expand(index) {
    this.admit(index);
    const hidden = this.hiddenNeighbours(index).slice(0, AT_ONCE);
    for (const near of hidden) for (const at of aboutOf(near)) if (!this.open.has(at)) this.#place(at, index);
    this.apply();
  }

  /** Makes sure that a node is drawn, near a neighbour that is, if there is one; of a claim, what it is about. */
  admit(index) {
    const missing = aboutOf(index).filter((at) => !this.open.has(at));
    for (const at of missing) this.#place(at, this.#known(at) ?? [...this.open][0] ?? at);
    if (missing.length) this.apply();
  }

  #known(index) {
    return nodes[index].links.map((statement) => other(statement, index)).find((near) => this.open.has(near));
  }

  hiddenNeighbours(index) {
    const near = nodes[index].links
      .filter((statement) => statement.live.length)
      .map((statement) => other(statement, index));
    return [...new Set(near)].filter((at) => !this.open.has(at) && this.#mayShow(at)).sort((a, b) => a - b);
  }

  /** Whether the switch lets a node be drawn: a claim that is not asserted is a node only with its like. */
  #mayShow(index) {
    return !nodes[index].open || this.filters.unasserted;
  }

  #canShow(index) {
    if (!nodes[index].inner) return this.open.has(index);
    return this.#mayShow(index) && aboutOf(index).every((at) => this.open.has(at) && this.typeOn(at));
  }

  #place(index, near) {
    this.open.add(index);
    if (nodes[index].inner) return; // its place is between its ends
    const [x, y] = nodes[near].place ?? [0, 0];
    const taken = [...this.open].map((open) => nodes[open].place).filter(Boolean);
    nodes[index].place = gap(x, y, nodes[near].size, taken);
  }

  /** Whether filters let a claim through; the types of its ends are looked at elsewhere. */
  #passes(claim) {
    const { unasserted, relation, document, from, until, confidence } = this.filters;
    const day = dayOf(claim);
    return (
      (claim.asserted || unasserted) &&
      (!relation || claim.relation === relation) &&
      (document === "" || claim.documentRank === Number(document)) &&
      (!from || (day && day.slice(0, from.length) >= from)) &&
      (!until || (day && day.slice(0, until.length) <= until)) &&
      (claim.confidence ?? 1) * 100 >= confidence
    );
  }

  typeOn(index) {
    return !this.off.has(nodes[index].type);
  }

  /** Lays open a whole community, each node at its place in the whole. */
  expandCommunity(group) {
    const members = communities.get(group);
    const known = members.filter(({ index }) => this.open.has(index));
    const [dx, dy] = this.partial ? shift(known) : [0, 0];
    const taken = [...this.open].map((open) => nodes[open].place);
    for (const node of members.filter(({ index }) => !this.open.has(index))) {
      const [x, y] = this.#upright(node.at);
      node.place = gap(x + dx, y + dy, 0, taken);
      taken.push(node.place);
      this.open.add(node.index);
    }
    this.apply();
  }

  /** Draws what the filters and the legend let through. */
  apply() {
    for (const statement of statements) statement.live = statement.claims.filter((claim) => this.#passes(claim));
    this.live = statements.filter(({ s, o, live }) => live.length && this.typeOn(s) && this.typeOn(o));
    const anew = this.#arrange();
    const drawn = this.live.filter(({ s, o }) => this.#canShow(s) && this.#canShow(o));
    const shown = new Set(drawn.flatMap(({ s, o }) => [s, o]));
    if (this.kept !== undefined && this.#canShow(this.kept)) shown.add(this.kept);
    for (const index of [...shown]) for (const about of aboutOf(index)) shown.add(about);
    const halves = this.#halves(shown);
    const halved = new Set(halves.map(({ statement }) => statement));
    const whole = drawn.filter((statement) => !halved.has(statement));
    putBetween([...shown], whole);
    this.picture.show([...shown], [...whole.map(lineOf), ...halves]);
    if (anew) this.picture.fit();
    this.#say(shown.size);
    this.onDrawn();
  }

  /** The two halves of each claim that is itself among the nodes `shown`. */
  #halves(shown) {
    return [...shown].filter((index) => nodes[index].inner).flatMap((index) => halvesOf(nodes[index].inner, index));
  }

  /** What the reader's change of the legend or of a filter calls for. */
  filter() {
    this.apply();
    this.onFilter();
  }

  #say(shown) {
    const within = this.live.filter(({ s, o }) => this.#mayShow(s) && this.#mayShow(o));
    const reachable = new Set(within.flatMap(({ s, o }) => [s, o])).size;
    byId("extent").hidden = shown >= reachable;
    byId("extent-text").textContent = `${shown.toLocaleString("en")} of ${reachable.toLocaleString("en")} shown`;
    byId("show-all").textContent = "Show all";
  }
}

/** Puts each claim among the nodes `shown` half-way between its ends, aside where a node stands there or the way is
 *  taken by a line of its own (`whole`: statements) or another claim. */
function putBetween(shown, whole) {
  const claims = shown.filter((index) => nodes[index].inner).reverse(); // claims about claims come later
  if (!claims.length) return;
  const ways = new Set(whole.map(({ s, o }) => pairKey({ from: s, to: o })));
  const taken = shown.filter((index) => !nodes[index].inner).map((index) => nodes[index].place);
  const rest = new Set(claims);
  const put = (index) => {
    if (!rest.delete(index)) return;
    const { s, o } = nodes[index].inner;
    for (const end of [s, o]) if (nodes[end].inner) put(end);
    const straight = !ways.has(pairKey({ from: s, to: o }));
    if (!nodes[index].moved) nodes[index].place = middle(nodes[s].place, nodes[o].place, taken, straight);
    taken.push(nodes[index].place);
  };
  claims.forEach(put);
}

/** The place nearest to the middle of two that is free; not on the straight line between them unless that is free. */
function middle([ax, ay] = [0, 0], [bx, by] = [0, 0], taken, straight) {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const aside = ([right, off]) => [
    Math.round((ax + bx) / 2 + (right * (bx - ax) - off * (by - ay)) / length),
    Math.round((ay + by) / 2 + (right * (by - ay) + off * (bx - ax)) / length),
  ];
  const steps = [0, 40, -40, 75, -75, 110, -110].filter((off) => straight || off);
  const places = steps.flatMap((off) => [0, 45, -45].map((right) => aside([right, off])));
  const free = ([x, y]) => taken.every(([tx, ty]) => Math.hypot((tx - x) / 1.8, ty - y) > 26);
  return places.find(free) ?? places[0];
}

/** A free place around (x, y): on the first ring that has one, on the side where there is most room. */
function gap(x, y, size, taken) {
  for (let ring = size + 70; ring < size + 2000; ring += 45) {
    const turns = Math.floor(ring / 14);
    const places = Array.from({ length: turns }, (_, turn) => {
      const angle = (2 * Math.PI * turn) / turns;
      return [x + 1.3 * ring * Math.cos(angle), y + ring * Math.sin(angle)];
    });
    const room = places.map((place) =>
      Math.min(...taken.map(([tx, ty]) => Math.hypot((tx - place[0]) / 1.6, ty - place[1]))),
    );
    const best = room.indexOf(Math.max(...room));
    if (room[best] > 38) return places[best].map(Math.round);
  }
  return [x, y];
}


/** How far the nodes that are shown lie, on average, from their places in the whole. */
function shift(known) {
  const mean = (axis) => known.reduce((sum, { place, at }) => sum + place[axis] - at[axis], 0) / known.length;
  return known.length ? [mean(0), mean(1)] : [0, 0];
}
