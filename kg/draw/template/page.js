// The page as a whole. What is chosen stands in the address (#node=IRI or #claim=IRI), so that it can be sent on,
// and the Back button goes back: every choice goes through the address, and `follow` does what the address says.

const narrow = window.matchMedia("(max-width: 760px)");

function go(kind, id) {
  const wanted = kind ? fragment(kind, id) : "#";
  if (location.hash === wanted || (!kind && !location.hash)) follow();
  else location.hash = wanted;
}

/** The node or the statement that the address names, if any. */
function chosen() {
  const [, kind, id] = /^#(node|claim)=(.*)$/.exec(location.hash) ?? [];
  if (kind === "node") return { node: nodeById.get(decode(id)) };
  return { statement: kind && statementByClaim.get(decode(id)) };
}

function follow() {
  const { node, statement } = chosen();
  if (node) showNode(node);
  else if (statement) showStatement(statement);
  else showNothing();
}

/** After a change of filters: shows the choice anew, or drops it where it no longer passes. */
function refollow() {
  const { node, statement } = chosen();
  const gone = node ? !view.typeOn(node.index) : statement && !view.live.includes(statement);
  if (gone) go("");
  else {
    pointed = true; // the picture stays where it is
    follow();
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function showNode(node) {
  if (!view.typeOn(node.index)) turnOn([node.index]);
  view.kept = node.index;
  view.admit(node.index);
  view.apply();
  panel.node(node);
  const drawn = node.links.filter(({ key }) => picture.lines.has(key));
  const around = new Set([node.index, ...drawn.map((statement) => other(statement, node.index))]);
  bringOut({ centre: node.index, nodes: around, keys: new Set(drawn.map(({ key }) => key)) }, node.index);
}

function showStatement(statement) {
  if (!statement.asserted) allowUnasserted();
  if (!statement.live.length) {
    clearFilters(view);
    if (!statement.asserted) allowUnasserted();
  }
  turnOn([statement.s, statement.o]);
  view.admit(statement.s);
  view.admit(statement.o);
  view.kept = statement.s;
  view.apply();
  panel.statement(statement);
  bringOut({ centre: null, nodes: new Set([statement.s, statement.o]), keys: new Set([statement.key]) }, statement.s);
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
  view.kept = undefined;
  panel.close();
  view.apply();
  picture.choose(null);
}

function allowUnasserted() {
  byId("unasserted").checked = true;
  view.filters.unasserted = true;
  view.apply();
}

function turnOn(indexes) {
  for (const index of indexes) {
    view.off.delete(nodes[index].type);
    byId("legend").children[nodes[index].type].setAttribute("aria-pressed", "true");
  }
}

/** What legend and panel leave free of the picture. */
function margins() {
  const free = { left: 36, right: 36, top: 30, bottom: 56 };
  if (narrow.matches) return { ...free, bottom: byId("panel").hidden ? 56 : byId("panel").offsetHeight + 16 };
  if (byId("filters").open) free.left += byId("filters").offsetWidth;
  if (!byId("panel").hidden) free.right += byId("panel").offsetWidth;
  return free;
}

function showView(name) {
  for (const part of ["graph", "table"]) {
    byId(part).hidden = part !== name;
    byId(`show-${part}`).setAttribute("aria-pressed", String(part === name));
  }
  document.body.dataset.view = name;
  if (name === "table") table.show();
  else picture.network.redraw();
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
    const statement = picture.lines.get(edge);
    if (statement) tip([statementText(statement), ...standing(statement)].join(" · "), pointer.DOM);
  });
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom", "click"]) picture.network.on(event, hide);
}

function listenToButtons() {
  byId("show-graph").addEventListener("click", () => showView("graph"));
  byId("show-table").addEventListener("click", () => showView("table"));
  byId("show-all").addEventListener("click", () => {
    view.openAll();
    pointed = true;
    follow();
    picture.fit();
  });
  byId("zoom-in").addEventListener("click", () => picture.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => picture.zoom(0.77));
  byId("zoom-fit").addEventListener("click", () => picture.fit());
  byId("save").addEventListener("click", save);
}

function save() {
  picture.image().toBlob((blob) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: "graph.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

function listenToKeys(search) {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      search.input.focus();
    } else if (event.key === "Escape" && !byId("panel").hidden) go("");
  });
}

let view, picture, panel, table;
let pointed = false; // whether the choice to come was made in the picture

function start() {
  byId("counts").textContent =
    `${count(nodes.length, "entity")} · ${count(claims.length, "claim")} · ${count(data.documents.length, "document")}`;
  if (narrow.matches) byId("filters").open = false;
  picture = new Picture(byId("canvas"), {
    select: (kind, key) => {
      pointed = true;
      kind === "node" ? go("node", nodes[key].id) : go("claim", picture.lines.get(key).claims[0].id);
    },
    open: (index) => {
      view.expand(index);
      pointed = true;
      follow();
    },
    clear: () => go(""),
  });
  picture.margins = margins;
  let refresh = () => {};
  view = new View(picture, {
    onDrawn: () => {
      refresh();
      if (!byId("table").hidden) table.show();
    },
    onFilter: refollow,
  });
  panel = new Panel(view, go);
  table = new Table(view, go);
  buildFilters(view);
  refresh = buildLegend(view);
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
  view.apply();
  window.addEventListener("hashchange", follow);
  const asked = /^#(node|claim)=/.test(location.hash);
  if (!asked && data.focus) location.hash = fragment("node", data.focus);
  picture.fit();
  follow();
  document.body.dataset.ready = "true";
}

if (claims.length) start();
else {
  byId("graph").hidden = true;
  byId("empty").hidden = false;
  document.querySelector(".search").hidden = document.querySelector(".tabs").hidden = true;
}
