// The search box: completion over all names, as an ARIA combobox.

const MATCHES = 12;
const index = nodes.flatMap((node) =>
  [node.name, ...node.names].map((name) => ({ node, name, plain: plain(name.slice(0, 300)) })),
);

/** The best matches of `text`: whole names, then beginnings, then words, then parts; the most important first. */
function search(text) {
  const wanted = plain(text);
  const best = new Map();
  for (const entry of index) {
    const rank = matchRank(entry.plain, wanted);
    if (rank < (best.get(entry.node)?.rank ?? 9)) best.set(entry.node, { ...entry, rank });
  }
  return [...best.values()].sort((a, b) => a.rank - b.rank || a.node.index - b.node.index).slice(0, MATCHES);
}

function matchRank(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const at = name.indexOf(wanted);
  if (at < 0) return 9;
  return name.includes(` ${wanted}`) ? 2 : 3;
}

class Search {
  constructor(onPick) {
    this.onPick = onPick;
    this.input = byId("search");
    this.list = byId("matches");
    this.found = [];
    this.at = -1;
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("focus", () => this.show());
    this.input.addEventListener("blur", () => this.hide());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
  }

  show() {
    this.found = search(this.input.value);
    this.at = this.input.value.trim() && this.found.length ? 0 : -1;
    const rows = this.found.map((match, rank) => this.#row(match, rank));
    this.list.replaceChildren(
      ...(rows.length
        ? rows
        : [el("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nothing has a name like that")]),
    );
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #row({ node, name }, rank) {
    const also = name === node.name ? data.types[node.type].name : `also ${shorten(name, 60)}`;
    return el(
      "li",
      { id: `match-${rank}`, role: "option", onclick: () => this.#pick(rank) },
      shape(data.types[node.type]),
      el("bdi", { class: "best" }, shorten(node.name, 90)),
      el("span", { class: "muted" }, el("bdi", {}, also)),
    );
  }

  #mark() {
    [...this.list.children].forEach((row, rank) => row.setAttribute("aria-selected", String(rank === this.at)));
    if (this.at < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `match-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      if (this.list.hidden) this.show();
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.#mark();
    } else if (event.key === "Enter" && this.at >= 0) this.#pick(this.at);
    else if (event.key === "Escape") this.list.hidden ? this.input.blur() : this.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #pick(rank) {
    const { node } = this.found[rank];
    this.input.value = "";
    this.hide();
    this.onPick(node);
  }
}
