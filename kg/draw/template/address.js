// The address of the page says what it shows: #node=IRI, #claim=IRI or #path=IRI&to=IRI, and after it the filters, so
// that it can be sent on, and the Back button goes back.

const WORDS = { relation: "relation", document: "document", from: "since", until: "until", confidence: "confidence" };

/** What the address asks for: {kind, id, to, filters, off, all}. */
function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const kind = ["node", "claim", "path"].find((name) => wanted.has(name)) ?? "";
  const filters = noFilters();
  filters.unasserted ||= wanted.has("unasserted");
  for (const [name, word] of Object.entries(WORDS)) if (wanted.has(word)) filters[name] = wanted.get(word);
  filters.confidence = Number(filters.confidence) || 0;
  const known = data.documents.findIndex(({ name }) => name === filters.document);
  filters.document = known < 0 || !filters.document ? "" : String(known);
  const off = wanted.getAll("without").map((name) => data.types.findIndex((type) => type.name === name));
  return { kind, id: wanted.get(kind) ?? "", to: wanted.get("to"), filters, off, all: wanted.has("all") };
}

/** The address of a choice under the filters of `view`. */
function addressOf({ kind, id, to }, view) {
  const words = kind ? [`${kind}=${encodeURIComponent(id)}`] : [];
  if (to) words.push(`to=${encodeURIComponent(to)}`);
  if (view.filters.unasserted) words.push("unasserted");
  for (const [name, word] of Object.entries(WORDS)) {
    const value = view.filters[name];
    if (value) words.push(`${word}=${encodeURIComponent(name === "document" ? data.documents[value].name : value)}`);
  }
  for (const rank of view.off) words.push(`without=${encodeURIComponent(data.types[rank].name)}`);
  if (view.all) words.push("all");
  return `#${words.join("&")}`;
}

/** Writes an address without a step in the history; a frame without an address of its own cannot, and need not. */
function rewriteAddress(address) {
  if (location.hash === address || (address === "#" && !location.hash)) return;
  try {
    history.replaceState(null, "", address === "#" ? location.pathname + location.search : address);
  } catch {
    // an isolated frame
  }
}
