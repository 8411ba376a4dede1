// What is shown: which nodes are laid open, and which claims pass the filters.

const AT_ONCE = 60; // neighbours laid open at a time

class View {
  constructor(picture, { onDrawn, onFilter }) {
    this.picture = picture;
    this.onDrawn = onDrawn; // after every drawing
    this.onFilter = onFilter; // after the reader has changed what passes
    this.open = new Set(); // nodes that may be drawn
    this.off = new Set(); // types switched off in the legend
    this.filters = { unasserted: false, relation: "", document: "", from: "", until: "", confidence: 0 };
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
    const day = claim.time || claim.document.date;
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

  /** Draws what the filters and the legend let through. */
  apply() {
    for (const statement of statements) statement.live = statement.claims.filter((claim) => this.#passes(claim));
    this.live = statements.filter(({ s, o, live }) => live.length && this.typeOn(s) && this.typeOn(o));
    const drawn = this.live.filter(({ s, o }) => this.open.has(s) && this.open.has(o));
    const shown = new Set(drawn.flatMap(({ s, o }) => [s, o]));
    if (this.kept !== undefined && nodes[this.kept].place) shown.add(this.kept);
    this.picture.show([...shown], drawn);
    this.#say(shown.size);
    this.onDrawn();
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
      `${shown.toLocaleString("en")} of ${reachable.toLocaleString("en")} shown, the most connected first`;
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

/** The legend: one button for each type, which hides and shows it. */
function buildLegend(view) {
  const numbers = new Map();
  const legend = byId("legend");
  data.types.forEach((type, rank) => {
    const number = el("span", { class: "number" });
    const toggle = (event) => {
      view.off.has(rank) ? view.off.delete(rank) : view.off.add(rank);
      event.currentTarget.setAttribute("aria-pressed", String(!view.off.has(rank)));
      view.filter();
    };
    const button = el(
      "button",
      { type: "button", "aria-pressed": "true", "data-type": type.name, onclick: toggle },
      shape(type),
      el("span", {}, type.name),
      number,
    );
    numbers.set(rank, { number, button });
    legend.append(button);
  });
  return () => {
    const live = statements.filter((statement) => statement.live.length);
    const found = new Set(live.flatMap(({ s, o }) => [s, o]));
    const counts = new Map();
    for (const index of found) counts.set(nodes[index].type, (counts.get(nodes[index].type) ?? 0) + 1);
    for (const [rank, { number, button }] of numbers) {
      number.textContent = (counts.get(rank) ?? 0).toLocaleString("en");
      button.hidden = !counts.has(rank) && !view.off.has(rank);
    }
  };
}

/** The filters below the legend. */
function buildFilters(view) {
  const open = claims.filter((claim) => !claim.asserted).length;
  byId("unasserted-row").hidden = !open;
  byId("unasserted-count").textContent = `(${open.toLocaleString("en")})`;
  const set = (name, value) => {
    view.filters[name] = value;
    view.filter();
  };
  byId("unasserted").addEventListener("change", (event) => set("unasserted", event.target.checked));
  fillChoice(byId("by-relation"), "All relations", data.relations.map((relation) => [relation, relation]).sort());
  fillChoice(
    byId("by-document"),
    "All documents",
    data.documents.map((document, rank) => [document.title || document.name || "Untitled", String(rank)]).sort(),
  );
  for (const [id, name] of [
    ["by-relation", "relation"],
    ["by-document", "document"],
  ]) {
    byId(id).addEventListener("change", (event) => set(name, event.target.value));
  }
  for (const id of ["from", "until"])
    byId(id).addEventListener("input", (event) => setDate(event.target, (value) => set(id, value)));
  byId("confidence").addEventListener("input", (event) => {
    byId("confidence-value").textContent = `${event.target.value} %`;
    set("confidence", Number(event.target.value));
  });
  byId("reset").addEventListener("click", () => {
    clearFilters(view);
    view.filter();
  });
}

function fillChoice(select, all, choices) {
  select.append(el("option", { value: "" }, all));
  for (const [text, value] of choices) select.append(el("option", { value }, shorten(text, 80)));
}

/** Takes a date as it is typed: a year, a month or a day. Anything else is marked as wrong and not used. */
function setDate(input, set) {
  const value = input.value.trim();
  const valid = value === "" || /^\d{4}(-\d\d(-\d\d)?)?$/.test(value);
  input.setAttribute("aria-invalid", String(!valid && value.length >= 4));
  if (valid) set(value);
}

function clearFilters(view) {
  view.filters = { unasserted: false, relation: "", document: "", from: "", until: "", confidence: 0 };
  view.off.clear();
  byId("unasserted").checked = false;
  for (const id of ["by-relation", "by-document", "from", "until"]) byId(id).value = "";
  byId("confidence").value = 0;
  byId("confidence-value").textContent = "0 %";
  for (const button of byId("legend").children) button.setAttribute("aria-pressed", "true");
  view.apply();
}
