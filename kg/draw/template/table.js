// The table: the same claims in rows, for those who read better than they look, and for other programs.

const PAGE = 200; // rows at a time
const COLUMNS = [
  ["Subject", (claim) => nodes[claim.s].name],
  ["Relation", (claim) => claim.relation],
  ["Object", (claim) => nodes[claim.o].name],
  ["Standing", (claim) => standing(claim).join(", ") || "stated"],
  ["Time", (claim) => claim.time],
  ["Sentence", (claim) => claim.sentence],
  ["Document", (claim) => claim.document.title || claim.document.name],
  ["Confidence", (claim) => claim.confidence],
];

class Table {
  constructor(view, go) {
    this.view = view;
    this.go = go;
    this.sorted = { column: -1, down: false };
    this.#head();
    byId("rows-filter").addEventListener("input", () => this.show());
    byId("more-rows").addEventListener("click", () => this.#add());
    byId("copy").addEventListener("click", (event) => copyText(this.#text(), event.currentTarget));
  }

  #head() {
    COLUMNS.forEach(([name], column) => {
      const sort = () => {
        this.sorted = { column, down: this.sorted.column === column && !this.sorted.down };
        this.show();
      };
      byId("columns").append(el("th", { scope: "col", role: "columnheader" }, el("button", { type: "button", onclick: sort }, name)));
    });
  }

  /** Fills the table with the claims that pass the filters. */
  show() {
    const wanted = plain(byId("rows-filter").value);
    this.rows = this.view.live.flatMap((statement) => statement.live);
    if (wanted)
      this.rows = this.rows.filter((claim) =>
        plain(COLUMNS.map(([, read]) => read(claim)).join(" ")).includes(wanted),
      );
    this.#sort();
    byId("rows-count").textContent = count(this.rows.length, "claim");
    byId("rows").replaceChildren();
    this.next = 0;
    this.#add();
  }

  #sort() {
    const { column, down } = this.sorted;
    [...byId("columns").children].forEach((head, at) =>
      head.setAttribute("aria-sort", at !== column ? "none" : down ? "descending" : "ascending"),
    );
    if (column < 0) return;
    const read = COLUMNS[column][1];
    const order = new Intl.Collator("en", { numeric: true }).compare;
    this.rows.sort((a, b) => (down ? -1 : 1) * order(String(read(a) ?? ""), String(read(b) ?? "")));
  }

  #add() {
    const rows = this.rows.slice(this.next, this.next + PAGE);
    byId("rows").append(...rows.map((claim) => this.#row(claim)));
    this.next += PAGE;
    byId("more-rows").hidden = this.next >= this.rows.length;
  }

  #row(claim) {
    const to = (kind, id, text) => link(this.go, kind, id, { class: "name" }, shorten(text, 200));
    const cells = COLUMNS.map(([, read]) => el("td", { dir: "auto", role: "cell" }, shorten(String(read(claim) ?? ""), 2000)));
    cells[0].replaceChildren(to("node", nodes[claim.s].id, nodes[claim.s].name));
    cells[1].replaceChildren(to("claim", claim.id, claim.relation));
    cells[2].replaceChildren(to("node", nodes[claim.o].id, nodes[claim.o].name));
    cells.at(-1).textContent = claim.confidence ? `${Math.round(claim.confidence * 100)} %` : "";
    return el("tr", { class: claim.asserted ? false : "open", role: "row" }, ...cells);
  }

  #text() {
    const cell = (value) => String(value ?? "").replace(/[\t\r\n]+/g, " ");
    return [COLUMNS.map(([name]) => name), ...this.rows.map((claim) => COLUMNS.map(([, read]) => read(claim)))]
      .map((row) => row.map(cell).join("\t"))
      .join("\n");
  }
}
