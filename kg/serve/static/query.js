"use strict";
// The query page: asks the endpoint, shows rows as a table whose IRIs lead to their pages, keeps the query in the address.

const $ = (id) => document.getElementById(id);
const { queries, prefixes, own } = JSON.parse($("data").textContent);
const SHOWN = 1000; // rows in the table; an export has all
const ROWS = new Set(["csv", "tsv", "json", "xml"]);
const TRIPLES = new Set(["ttl", "nt", "xml"]);
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
let running = null;
let asked = null;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// ---- Asking

function fields() {
  const given = new URLSearchParams({ query: $("query").value });
  for (const input of $("parameters").querySelectorAll("input")) given.set("$" + input.name, input.value);
  return given;
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController());
  asked = fields();
  remember();
  busy(true);
  const began = performance.now();
  try {
    const reply = await fetch("/sparql", { method: "POST", body: asked, headers: { Accept: ACCEPT }, signal: mine.signal });
    const text = await reply.text();
    if (!reply.ok) throw new Error(text.trim());
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    if (reply.headers.get("content-type").includes("json")) showRows(JSON.parse(text), seconds);
    else showTriples(text, seconds);
  } catch (error) {
    if (mine === running) complain(error.name === "AbortError" ? "Stopped." : error.message);
  } finally {
    if (mine === running) busy(false);
  }
}

function busy(on) {
  $("stop").hidden = !on;
  $("results").setAttribute("aria-busy", String(on));
  if (on) {
    $("status").textContent = "Running …";
    $("error").hidden = true;
  }
}

function complain(message) {
  $("status").textContent = "";
  $("error").textContent = message;
  $("error").hidden = false;
  $("results").hidden = $("exports").hidden = true;
}

// ---- Showing

function showRows(answer, seconds) {
  if ("boolean" in answer) return show(element("p", { className: "yes", textContent: answer.boolean ? "Yes" : "No" }), `${seconds} s`, ROWS);
  const columns = answer.head.vars;
  const rows = answer.results.bindings;
  const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col", textContent: name })));
  const body = rows.slice(0, SHOWN).map((row) => element("tr", {}, ...columns.map((name) => cell(row[name]))));
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  const count = `${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}`;
  const part = rows.length > SHOWN ? `, the first ${SHOWN.toLocaleString("en")} shown` : "";
  show(rows.length ? table : element("p", { className: "muted", textContent: "No answers." }), `${count}${part} · ${seconds} s`, ROWS);
}

function showTriples(text, seconds) {
  show(element("pre", { textContent: text.slice(0, 200000) }), `Turtle · ${seconds} s`, TRIPLES);
}

function show(content, status, formats) {
  $("status").textContent = status;
  $("results").replaceChildren(content);
  $("results").hidden = $("exports").hidden = false;
  for (const button of $("exports").querySelectorAll("button")) button.hidden = !formats.has(button.dataset.format);
}

function cell(term) {
  if (!term) return element("td");
  if (term.type === "uri") return element("td", {}, element("a", { className: "name", href: pageOf(term.value), textContent: compact(term.value) }));
  const number = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype ?? "");
  return element("td", { className: number ? "number" : "", dir: "auto", textContent: term.type === "bnode" ? "_:" + term.value : spoken(term) });
}

function spoken(term) {
  return term.type === "triple" ? "a triple" : term.value;
}

function compact(iri) {
  const [name, base] = Object.entries(prefixes).reduce(
    (best, one) => (iri.startsWith(one[1]) && iri.length > one[1].length && one[1].length > best[1].length ? one : best), ["", ""]);
  const short = name ? `${name}:${iri.slice(base.length)}` : iri;
  try {
    return decodeURIComponent(short);
  } catch {
    return short;
  }
}

function pageOf(iri) {
  if (iri.startsWith(own) && iri.length > own.length && !iri.includes("?")) return "/id/" + iri.slice(own.length);
  return "/about?iri=" + encodeURIComponent(iri);
}

// ---- Named queries, and the address

function choose(name, values = {}) {
  const query = queries.find((one) => one.name === name);
  $("named").value = query ? name : "";
  if (query) $("query").value = query.sparql;
  $("parameters").replaceChildren(
    ...(query?.parameters ?? []).map((parameter) =>
      element("label", {}, parameter, element("input", { name: parameter, value: values[parameter] ?? "", required: true, autocomplete: "off" }))));
  grow();
}

function remember() {
  const given = fields();
  if ($("named").value) {
    given.delete("query");
    given.set("named", $("named").value);
  }
  history.replaceState(null, "", "#" + given);
}

function recall() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has("query")) {
    choose("");
    $("query").value = given.get("query");
    grow();
  } else if (given.has("named")) {
    choose(given.get("named"), Object.fromEntries([...given].filter(([key]) => key.startsWith("$")).map(([key, value]) => [key.slice(1), value])));
  } else return;
  if ($("form").checkValidity()) run();
}

function grow() {
  $("query").rows = Math.min(24, Math.max(8, $("query").value.split("\n").length + 1));
}

async function save(format) {
  const reply = await fetch("/sparql?format=" + format, { method: "POST", body: asked });
  if (!reply.ok) return complain((await reply.text()).trim());
  const link = element("a", { href: URL.createObjectURL(await reply.blob()), download: "answer." + format });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
$("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("form").requestSubmit();
});
$("query").addEventListener("input", () => {
  const chosen = queries.find((one) => one.name === $("named").value);
  if (chosen && !chosen.parameters.length) $("named").value = ""; // it is the reader's own now
  grow();
});
$("named").addEventListener("change", () => {
  choose($("named").value);
  const first = $("parameters").querySelector("input");
  if (first) first.focus();
  else if ($("named").value) run();
});
$("stop").addEventListener("click", () => running?.abort());
$("exports").addEventListener("click", (event) => event.target.dataset.format && save(event.target.dataset.format));
addEventListener("hashchange", recall);
grow();
recall();
