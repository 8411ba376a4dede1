// What is shown: which nodes are laid open, and which claims pass the filters.

const AT_ONCE = 60; // neighbours laid open at a time

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

  /** As the page opens: the most important nodes, in a layout of their own. */
  start() {
    const first = nodes.filter((node) => node.first);
    this.partial = first.length > 0;
    for (const node of nodes) node.place = this.#upright(this.partial ? node.first : node.at);
    this.open = new Set((this.partial ? first : nodes).map((node) => node.index));
  }

  /** Lays all nodes open, each at its place in the whole. */
  openAll() {
    for (const node of nodes) node.place = this.#upright(node.at);
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
    for (const neighbour of hidden) this.#place(neighbour, index);
    this.apply();
  }

  /** Makes sure that a node is drawn, near a neighbour that is, if there is one. */
  admit(index) {
    if (this.open.has(index)) return;
    const known = nodes[index].links.map((statement) => other(statement, index)).find((near) => this.open.has(near));
    this.#place(index, known ?? [...this.open][0] ?? index);
    this.apply();
  }

  hiddenNeighbours(index) {
    const near = nodes[index].links
      .filter((statement) => statement.live.length)
      .map((statement) => other(statement, index));
    return [...new Set(near)].filter((neighbour) => !this.open.has(neighbour)).sort((a, b) => a - b);
  }

  #place(index, near) {
    this.open.add(index);
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
    const drawn = this.live.filter(({ s, o }) => this.open.has(s) && this.open.has(o));
    const shown = new Set(drawn.flatMap(({ s, o }) => [s, o]));
    if (this.kept !== undefined && nodes[this.kept].place) shown.add(this.kept);
    const halves = this.#halves(shown);
    const halved = new Set(halves.map(({ statement }) => statement));
    const whole = drawn.filter((statement) => !halved.has(statement));
    this.picture.show([...shown], [...whole.map(lineOf), ...halves]);
    this.#say(shown.size);
    this.onDrawn();
  }

  /** The two halves of each claim that is itself among the nodes `shown`, to which its own ends are added. */
  #halves(shown) {
    const halves = [];
    for (const index of shown) {
      const { inner } = nodes[index];
      if (!inner || ![inner.s, inner.o].every((end) => this.open.has(end) && this.typeOn(end))) continue;
      shown.add(inner.s).add(inner.o);
      halves.push(...halvesOf(inner, index));
    }
    return halves;
  }

  /** What the reader's change of the legend or of a filter calls for. */
  filter() {
    this.apply();
    this.onFilter();
  }

  #say(shown) {
    const reachable = new Set(this.live.flatMap(({ s, o }) => [s, o])).size;
    byId("extent").hidden = shown >= reachable;
    byId("extent-text").textContent =
      `${shown.toLocaleString("en")} of ${reachable.toLocaleString("en")} shown, the most important first`;
    byId("show-all").textContent = "Show all";
  }
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
