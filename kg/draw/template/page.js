// The page as a whole: every choice goes through the address, and `follow` does what the address says.

const narrow = window.matchMedia("(max-width: 760px)");

function go(kind, id, to) {
  const wanted = addressOf({ kind, id, to }, view);
  if (location.hash === wanted || (wanted === "#" && !location.hash)) follow();
  else location.hash = wanted;
}

/** What the address names: {node}, {statement} or {start, end}. */
function chosen() {
  const { kind, id, to } = readAddress();
  if (kind === "node") return { node: nodeById.get(id) };
  if (kind === "path") return { start: nodeById.get(id), end: nodeById.get(to) };
  return { statement: statementByClaim.get(id) };
}

function follow() {
  const { filters, off, all } = readAddress();
  if (addressOf({}, view) !== addressOf({}, { filters, off, all })) {
    view.filters = filters;
    view.off = new Set(off.filter((rank) => rank >= 0));
    showFilters(view);
    view.all = all;
    all && view.partial ? view.openAll() : view.apply();
  }
  const { node, statement, start, end } = chosen();
  if (node) showNode(node);
  else if (statement) showStatement(statement);
  else if (start && end) showPath(start, end);
  else showNothing();
  remember();
}

/** Keeps the address true after something else than a choice has changed what is shown. */
function remember() {
  rewriteAddress(addressOf(readAddress(), view));
}

/** After a change of filters: shows the choice anew, or drops it where it no longer passes. */
function refollow() {
  remember();
  const { node, statement } = chosen();
  const gone = node ? !view.typeOn(node.index) : statement && !view.live.includes(statement);
  if (gone) go("");
  else {
    pointed = true; // the picture stays where it is
    follow();
  }
}

function showNode(node) {
  if (asking) return answer(node);
  allowClaims([node.index]);
  if (!view.typeOn(node.index)) turnOn([node.index]);
  view.kept = node.index;
  view.open.has(node.index) ? view.apply() : view.admit(node.index);
  panel.node(node);
  const drawn = linesAround(node);
  const around = drawn.flatMap(({ from, to }) => [from, to]);
  bringOut({ centre: node.index, nodes: new Set([node.index, ...around]), keys: keysOf(drawn) }, node.index);
  say(`${node.name}, ${data.types[node.type].name}`);
}

/** The lines at a node; where one leads to a claim that is a node itself, those that make that claim as well. */
function linesAround(node) {
  const lines = [...picture.lines.values()];
  const near = lines.filter(({ from, to }) => from === node.index || to === node.index);
  const inner = new Set(near.flatMap(({ from, to }) => [nodes[from].inner, nodes[to].inner]).filter(Boolean));
  return [...new Set([...near, ...lines.filter(({ half, statement }) => half && inner.has(statement))])];
}

function showStatement(statement) {
  const halved = [...picture.lines.values()].some((line) => line.half && line.statement === statement);
  if (!statement.asserted && !halved) allowUnasserted();
  if (!statement.live.length && !halved) {
    clearFilters(view);
    if (!statement.asserted) allowUnasserted();
  }
  allowClaims([statement.s, statement.o]);
  turnOn([statement.s, statement.o]);
  view.admit(statement.s);
  view.admit(statement.o);
  view.kept = statement.s;
  view.apply();
  panel.statement(statement);
  bringOutStatements([statement], statement.s);
  say(statementText(statement));
}

function showPath(start, end) {
  const way = pathBetween(start.index, end.index, view.live);
  const along = (way ?? []).flatMap(({ s, o }) => [s, o]);
  allowClaims(along);
  along.forEach((index) => view.admit(index));
  view.kept = start.index;
  view.apply();
  panel.path(start, end, way);
  bringOutStatements(way ?? [], start.index);
  say(way ? `Path of ${count(way.length, "claim")}` : "There is no path");
}

function bringOutStatements(chosen, index) {
  const wanted = new Set(chosen);
  const drawn = [...picture.lines.values()].filter(({ statement }) => wanted.has(statement));
  const ends = [...drawn.flatMap(({ from, to }) => [from, to]), ...chosen.flatMap(({ s, o }) => [s, o])];
  bringOut({ centre: null, nodes: new Set(ends), keys: keysOf(drawn) }, index);
}

function keysOf(lines) {
  return new Set(lines.map(({ key }) => key));
}

/** Brings out what is chosen; moves there too, unless the reader has just pointed at it. */
function bringOut(chosen, index) {
  picture.choose(chosen);
  if (pointed) picture.reveal(index);
  else picture.fit([...chosen.nodes]);
  pointed = false;
}

function showNothing() {
  pointed = false;
  if (view.kept !== undefined) {
    view.kept = undefined;
    view.apply();
  }
  panel.close();
  if (picture.chosen) picture.choose(null);
}

/** Asks for the other end of a path: the next node that is chosen. */
function askPath(node) {
  asking = node;
  byId("ask-text").textContent = `Path from ${shorten(node.name, 40)} to … choose a node, or find one above`;
  byId("ask").hidden = false;
  byId("search").focus();
}

function answer(node) {
  const start = asking;
  endAsking();
  if (start === node) showNode(node);
  else go("path", start.id, node.id);
}

function endAsking() {
  asking = null;
  byId("ask").hidden = true;
}

function say(text) {
  byId("spoken").textContent = text;
}

function allowUnasserted() {
  byId("unasserted").checked = true;
  view.filters.unasserted = true;
  view.apply();
}

/** Turns the switch on for a claim among these nodes that is drawn only with it. */
function allowClaims(indexes) {
  if (indexes.some((index) => nodes[index].open) && !view.filters.unasserted) allowUnasserted();
}

function turnOn(indexes) {
  for (const index of indexes) view.off.delete(nodes[index].type);
  showFilters(view);
}

/** What legend and panel leave free of the picture. */
function margins() {
  const free = { left: 36, right: 36, top: 30, bottom: 56 };
  if (narrow.matches) return { ...free, bottom: byId("panel").hidden ? 56 : byId("panel").offsetHeight + 16 };
  if (byId("filters").open) free.left += byId("filters").offsetWidth;
  if (!byId("panel").hidden) free.right += byId("panel").offsetWidth;
  return free;
}

/** Where legend, panel and buttons lie over the picture, for names to keep away from. */
function covers() {
  const { left, top } = picture.container.getBoundingClientRect();
  return ["filters", "panel", "zoom", "extent"]
    .map((id) => byId(id).getBoundingClientRect())
    .filter(({ width }) => width)
    .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
}

function showView(name) {
  for (const part of ["graph", "table"]) {
    byId(part).hidden = part !== name;
    byId(`show-${part}`).setAttribute("aria-pressed", String(part === name));
  }
  document.body.dataset.view = name;
  if (name === "table") table.show();
  else picture.redraw();
}

function tip(text, { x, y }) {
  const box = byId("tip");
  box.textContent = text;
  box.hidden = false;
  box.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - box.offsetWidth - 12))}px`;
  box.style.top = `${y + 16}px`;
}

function statementText({ s, o, relation }) {
  return `${shorten(nodes[s].name, 80)} ${relation} ${shorten(nodes[o].name, 80)}`;
}

function listenToPointer() {
  const hide = () => {
    byId("tip").hidden = true;
  };
  picture.network.on("hoverNode", ({ node, pointer }) =>
    tip(`${shorten(nodes[node].name, 120)} · ${data.types[nodes[node].type].name}`, pointer.DOM),
  );
  picture.network.on("hoverEdge", ({ edge, pointer }) => {
    const { statement } = picture.lines.get(edge) ?? {};
    if (statement) tip([statementText(statement), ...standing(statement)].join(" · "), pointer.DOM);
  });
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom", "click"]) picture.network.on(event, hide);
}

function listenToButtons() {
  const actions = {
    "show-graph": () => showView("graph"),
    "show-table": () => showView("table"),
    "show-all": () => {
      view.openAll();
      pointed = true;
      follow();
      picture.fit();
    },
    "zoom-in": () => picture.zoom(1.3),
    "zoom-out": () => picture.zoom(0.77),
    "zoom-fit": () => picture.fit(),
    "ask-end": endAsking,
    save: () => {
      showView("graph"); // what is hidden has no picture
      requestAnimationFrame(() => picture.image().toBlob((blob) => download(blob, "graph.png")));
    },
    "save-turtle": () =>
      download(new Blob([turtle([...picture.lines.values()])], { type: "text/turtle" }), "graph.ttl"),
    print: () => window.print(),
    "copy-link": (event) => copyText(location.href, event.currentTarget),
  };
  for (const [id, action] of Object.entries(actions)) byId(id).addEventListener("click", action);
  byId("islands").addEventListener("change", (event) => {
    picture.islands = event.target.checked;
    picture.network.redraw();
  });
  window.addEventListener("beforeprint", () => {
    if (byId("table").hidden) table.show(); // the claims stand below the picture on paper
    picture.recolour(false);
  });
  window.addEventListener("afterprint", () => picture.recolour());
}

function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function listenToKeys(search) {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      search.input.focus();
    } else if (event.key === "Escape" && asking) endAsking();
    else if (event.key === "Escape" && byId("export").open) closeMenu();
    else if (event.key === "Escape" && !byId("panel").hidden) {
      if (byId("panel").contains(document.activeElement)) picture.container.focus({ preventScroll: true });
      go("");
    }
  });
}

function closeMenu() {
  byId("export").open = false;
  byId("export").firstElementChild.focus();
}

let view, picture, panel, table;
let asking = null; // the node from which a path is wanted
let pointed = false; // whether the choice to come was made in the picture

function start() {
  if (innerWidth < 1100) byId("filters").open = false; // a phone, or a cell of a notebook
  picture = new Picture(byId("canvas"), {
    select: (kind, key) => {
      pointed = true;
      kind === "node" ? go("node", nodes[key].id) : go("claim", picture.lines.get(key).statement.claims[0].id);
    },
    open: (index) => {
      view.expand(index);
      pointed = true;
      follow();
    },
    clear: () => go(""),
    move: () => view.apply(),
  });
  Object.assign(picture, { margins, covers });
  let refresh = () => {};
  view = new View(picture, {
    onDrawn: () => {
      refresh();
      if (!byId("table").hidden) table.show();
    },
    onFilter: refollow,
  });
  panel = new Panel(view, { go, askPath });
  table = new Table(view, go);
  buildFilters(view);
  refresh = buildLegend(view);
  showFilters(view);
  listenToPointer();
  listenToButtons();
  listenToKeys(
    new Search((node) => {
      go("node", node.id);
      picture.container.focus({ preventScroll: true });
    }),
  );
  open();
}

/** The first sight: all that is drawn, and what the address or the caller has in focus. */
function open() {
  const { all } = readAddress();
  all ? view.openAll() : view.apply();
  window.addEventListener("hashchange", follow);
  if (!readAddress().kind && data.focus) rewriteAddress(addressOf({ kind: "node", id: data.focus }, view));
  picture.fit();
  follow();
  if (!readAddress().kind && data.focus) showNode(nodeById.get(data.focus)); // in a frame without an address
  document.body.dataset.ready = "true";
}

if (claims.length) start();
else {
  byId("graph").hidden = true;
  byId("empty").hidden = false;
  document.querySelector(".search").hidden = document.querySelector(".tabs").hidden = true;
}
