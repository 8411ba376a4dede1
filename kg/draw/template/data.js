// The claims, as the page was given them, and how they read. Nothing here touches the picture.
//
// A statement is what one or more claims say alike: the same subject, relation, object and standing. It is one line in
// the picture and one card in the panel; its claims are its evidence.

const data = JSON.parse(document.getElementById("data").textContent);
const nodes = data.nodes.map((node, index) => ({
  names: [],
  same: [],
  ...node,
  index,
  label: node.label ?? node.name,
  links: [],
}));
const claims = data.claims.map(readClaim);
const statements = gather(claims);
const nodeById = new Map(nodes.map((node) => [node.id, node]));
const statementByClaim = new Map(
  statements.flatMap((statement) => statement.claims.map((claim) => [claim.id, statement])),
);
for (const node of nodes) for (const id of node.same) nodeById.set(id, node);
// A claim that is the object of another one is a node as well: there it stands between its own subject and object.
// Where it is not asserted, it is `open`, and shown only with what is not asserted.
for (const node of nodes) node.inner = statementByClaim.get(node.id);
for (const node of nodes) node.open = aboutOf(node.index).some((index) => nodes[index].inner?.asserted === false);
for (const statement of statements) {
  nodes[statement.s].links.push(statement);
  if (statement.o !== statement.s) nodes[statement.o].links.push(statement);
}

function readClaim(row) {
  const [sentence, document] = data.sentences[row.sentence];
  return {
    polarity: "positive",
    modality: "actual",
    by: "",
    time: "",
    qualifiers: {},
    ...row,
    asserted: !row.hidden,
    relation: data.relations[row.relation],
    property: data.properties[row.property],
    rule: data.rules[row.rule],
    sentence,
    document: data.documents[document],
    documentRank: document,
  };
}

function gather(claims) {
  const found = new Map();
  for (const claim of claims) {
    const { s, o, relation, asserted, polarity, modality, by } = claim;
    const key = asserted ? `${s} ${o} ${relation}` : `${s} ${o} ${relation} ${polarity} ${modality} ${by}`;
    if (!found.has(key)) found.set(key, { key, s, o, relation, asserted, polarity, modality, by, claims: [] });
    found.get(key).claims.push(claim);
  }
  return [...found.values()];
}

/** A node and, if it is a claim, all that this claim is about, the claims before their ends. */
function aboutOf(index) {
  const found = new Set([index]);
  for (const at of found) if (nodes[at].inner) found.add(nodes[at].inner.s).add(nodes[at].inner.o);
  return [...found];
}

/** When a claim holds or, where it does not say, when its document was written. */
function dayOf(claim) {
  return claim.time || claim.document.date;
}

/** Whether a node is an amount, a date or the like. */
function isValue(node) {
  return typeOf(node) === "Value";
}

function typeOf(node) {
  return data.types[node.type].name;
}

/** How many entities are among nodes: neither values nor claims; one that stands for several counts as these. */
function entitiesIn(found) {
  const entities = found.filter((node) => !isValue(node) && typeOf(node) !== "Claim");
  return entities.reduce((sum, node) => sum + 1 + node.same.length, 0);
}

/** The other end of a statement. */
function other(statement, index) {
  return statement.s === index ? statement.o : statement.s;
}

/** Text as it is compared: without case and accents. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

/** How the text stands behind a statement, in a few words; none for a plain fact. */
function standing({ asserted, polarity, modality, by }) {
  const words = [];
  if (polarity === "negative") words.push("negative");
  if (modality !== "actual") words.push(modality);
  if (by) words.push(`according to ${by}`);
  return words.length || asserted ? words : ["not asserted"];
}

const MEANING = {
  negative: "The text says that this is not so",
  possible: "The text says that this may be so",
  planned: "The text says that somebody plans this",
  ordered: "The text says that somebody orders or demands this",
  conditional: "The text says this of a condition only",
  expected: "The text says that this is expected",
  desired: "The text says that somebody wants or tries this",
  questioned: "The text leaves open whether this is so",
};

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** An ISO date in words; what is none stays as it is. */
function dateWords(text) {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?$/.exec(text);
  if (!match || !match[2] || !MONTHS[match[2] - 1]) return text.replace("/", " – ");
  return [match[3] && Number(match[3]), MONTHS[match[2] - 1], match[1]].filter(Boolean).join(" ");
}

function count(number, noun) {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

/** An element with attributes, listeners (`onclick`) and children; strings become text and nothing else, and what is
 *  false, 0 or null is left out. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child || typeof child === "string"));
  return element;
}

/** The end of an address that opens a node or a claim. */
function fragment(kind, id) {
  return `#${kind}=${encodeURIComponent(id)}`;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

/** The members of each community, the most important first. */
const communities = groupBy(
  nodes.filter(({ group }) => group !== null),
  ({ group }) => group,
);

/** A link to a node or a claim of this page; `go` follows it, since a frame without an address of its own cannot. */
function link(go, kind, id, attributes, text) {
  const onclick = (event) => {
    event.preventDefault();
    go(kind, id);
  };
  return el("a", { ...attributes, href: fragment(kind, id), dir: "auto", onclick }, text);
}

const byId = (id) => document.getElementById(id);

const OUTLINES = {
  dot: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z",
  square: "M3 3h10v10h-10Z",
  diamond: "M8 1.5L14.5 8L8 14.5L1.5 8Z",
  triangle: "M8 2.2L14.5 13.5H1.5Z",
  triangleDown: "M8 13.8L14.5 2.5H1.5Z",
  star: "M8 1.2L10 6L15 6.3L11.1 9.6L12.4 14.6L8 11.8L3.6 14.6L4.9 9.6L1 6.3L6 6Z",
  hexagon: "M4.6 2.3h6.8L14.8 8L11.4 13.7H4.6L1.2 8Z",
};

/** The shape of a type, as it stands in the picture. */
function shape(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", OUTLINES[type.shape]);
  svg.append(path);
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", type.hollow ? "shape hollow" : "shape");
  svg.style.setProperty("--light", type.light);
  svg.style.setProperty("--dark", type.dark);
  return svg;
}
