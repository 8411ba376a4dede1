// The panel: all that is known about what the reader chose, each claim with the sentence that makes it.

const CARDS = 25; // cards at first; the rest follow at a button
const QUOTES = 3; // sentences in a card at first

class Panel {
  constructor(view, { go, askPath }) {
    this.view = view;
    this.go = go;
    this.askPath = askPath;
    this.element = byId("panel");
  }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  #open(...content) {
    const close = el(
      "button",
      { type: "button", class: "close", "aria-label": "Close", onclick: () => this.go("") },
      "×",
    );
    this.element.replaceChildren(close, ...content.filter(Boolean));
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  /** A node: its names, and every claim about it that the filters let through. */
  node(node) {
    const live = node.links.filter((statement) => statement.live.length).sort((a, b) => byWeight(a, b, node.index));
    const held = node.links.length - live.length;
    this.#open(
      this.#type(node),
      el("h2", { dir: "auto" }, node.name),
      node.names.length
        ? el(
            "p",
            { class: "aka" },
            "Also: ",
            ...between(
              node.names.slice(0, 40).map((name) => el("bdi", {}, name)),
              ", ",
            ),
          )
        : null,
      el("p", { class: "muted" }, this.#extent(live, node.index)),
      this.#actions(node, held),
      this.#itself(node),
      this.#cards(live, node.index),
    );
  }

  /** A statement: its claims alone. */
  statement(statement) {
    const ends = [...new Set([statement.s, statement.o])];
    this.#open(
      el("p", { class: "kind" }, statement.asserted ? "Claim" : "Claim that is not asserted"),
      el("h2", {}, this.#sentence(statement, null)),
      this.#card(statement, null, statement.claims, false),
      el("h3", {}, "More about"),
      el(
        "ul",
        { class: "ends" },
        ...ends.map((index) => el("li", {}, shape(data.types[nodes[index].type]), this.#name(index))),
      ),
    );
  }

  /** A path: its claims one after the other; null where there is none. */
  path(start, end, way) {
    this.#open(
      el("p", { class: "kind" }, "Path"),
      el("h2", {}, this.#name(start.index), " to ", this.#name(end.index)),
      el(
        "p",
        { class: "muted" },
        way
          ? `${count(way.length, "claim")}, the shortest way`
          : "The claims that pass the filters do not join these two.",
      ),
      el("section", { class: "cards" }, ...(way ?? []).map((statement) => this.#card(statement, null, statement.live))),
    );
  }

  #type(node) {
    const type = data.types[node.type];
    return el(
      "p",
      { class: "kind" },
      shape(type),
      type.name,
      node.quiet ? el("span", { class: "muted" }, "· not a name") : null,
    );
  }

  #extent(live, index) {
    const neighbours = new Set(live.map((statement) => other(statement, index)));
    const documents = new Set(live.flatMap((statement) => statement.live.map((claim) => claim.documentRank)));
    const all = live.reduce((sum, statement) => sum + statement.live.length, 0);
    return `${count(all, "claim")} in ${count(documents.size, "document")}, ${count(neighbours.size, "neighbour")}`;
  }

  #actions(node, held) {
    const hidden = this.view.hiddenNeighbours(node.index).length;
    const expand = () => {
      this.view.expand(node.index);
      this.go("node", node.id);
    };
    const reveal = () => byId("unasserted").click();
    const members = (communities.get(node.group) ?? []).filter(({ index }) => !this.view.open.has(index)).length;
    const community = () => {
      this.view.expandCommunity(node.group);
      this.go("node", node.id);
    };
    const button = (onclick, text) => el("button", { type: "button", onclick }, text);
    return el(
      "div",
      { class: "actions" },
      hidden &&
        button(expand, `Show ${hidden > AT_ONCE ? `${AT_ONCE} of ` : ""}${count(hidden, "more neighbour")}`),
      members && button(community, `Show its community (+${members.toLocaleString("en")})`),
      held &&
        !this.view.filters.unasserted &&
        button(reveal, `Include ${held.toLocaleString("en")} not asserted`),
      button(() => this.askPath(node), "Path to …"),
      button((event) => copyText(location.href, event.currentTarget), "Copy link"),
    );
  }

  /** A claim that stands as the object of another one is a node as well: then its own evidence. */
  #itself(node) {
    const statement = statementByClaim.get(node.id);
    return statement
      ? el("section", {}, el("h3", {}, "What it says"), this.#card(statement, null, statement.claims))
      : null;
  }

  #cards(live, index) {
    const list = el("section", { class: "cards", "aria-label": "Claims" });
    let next = 0;
    const more = el("button", { type: "button", class: "quiet wide", onclick: () => add() });
    const add = () => {
      live
        .slice(next, next + CARDS)
        .forEach((statement) => list.insertBefore(this.#card(statement, index, statement.live), more));
      next += CARDS;
      more.hidden = next >= live.length;
      more.textContent = `Show ${Math.min(CARDS, live.length - next)} more of ${live.length - next}`;
    };
    list.append(more);
    add();
    return list;
  }

  #card(statement, index, shown, titled = true) {
    const quotes = el("div", { class: "quotes" });
    const add = (list) => list.forEach((claim) => quotes.append(this.#quote(claim)));
    add(shown.slice(0, QUOTES));
    const rest = shown.slice(QUOTES);
    const more = rest.length
      ? el(
          "button",
          {
            type: "button",
            class: "quiet",
            onclick: (event) => {
              add(rest);
              event.currentTarget.remove();
            },
          },
          `${count(rest.length, "more source")}`,
        )
      : null;
    const badges = standing(statement).map((word) =>
      el("span", { class: `badge ${word in MEANING ? word : ""}`, title: MEANING[word] ?? false }, word),
    );
    return el(
      "article",
      { class: statement.asserted ? "card-claim" : "card-claim open" },
      titled ? el("p", { class: "says" }, this.#sentence(statement, index)) : null,
      badges.length ? el("p", { class: "badges" }, ...badges) : null,
      quotes,
      more,
    );
  }

  /** "ByteDance owns TikTok", with links to what is not the node at hand. */
  #sentence(statement, index) {
    const relation = link(this.go, "claim", statement.claims[0].id, { class: "relation" }, statement.relation);
    const end = (at) => (at === index ? el("b", { dir: "auto" }, nodes[at].name) : this.#name(at));
    return el("span", { class: "statement" }, end(statement.s), " ", relation, " ", end(statement.o));
  }

  #name(index) {
    return link(this.go, "node", nodes[index].id, { class: "name" }, nodes[index].name);
  }

  #quote(claim) {
    const {
      sentence,
      mark: [start, end],
      document: source,
    } = claim;
    const text = sentence
      ? el(
          "blockquote",
          { dir: "auto" },
          sentence.slice(0, start),
          el("mark", {}, sentence.slice(start, end)),
          sentence.slice(end),
        )
      : el("p", { class: "muted" }, "The sentence is not in the graph.");
    const facts = [source.title || source.name, dateWords(source.date)].filter(Boolean);
    const details = [
      claim.confidence ? `confidence ${Math.round(claim.confidence * 100)} %` : "",
      claim.rule ? `rule ${claim.rule}` : "",
    ].filter(Boolean);
    return el(
      "figure",
      {},
      text,
      this.#circumstances(claim),
      el(
        "figcaption",
        {},
        el("cite", { dir: "auto", title: source.name || false }, facts[0] ?? "Untitled document"),
        facts[1] ? ` · ${facts[1]}` : "",
        details.length ? el("small", {}, details.join(" · ")) : null,
      ),
    );
  }

  #circumstances({ time, qualifiers }) {
    const rows = Object.entries(qualifiers).map(([role, values]) => [role, values.map(dateWords).join("; ")]);
    const when = rows.find(([role]) => role === "time");
    if (time && !when) rows.unshift(["time", dateWords(time)]);
    else if (time && !when[1].includes(dateWords(time))) when[1] += ` (${dateWords(time)})`;
    return rows.length
      ? el("dl", {}, ...rows.flatMap(([role, value]) => [el("dt", {}, role), el("dd", { dir: "auto" }, value)]))
      : null;
  }
}

/** Facts before the rest, names before common nouns, much-told before told once. */
function byWeight(a, b, index) {
  const quiet = (statement) => Number(nodes[other(statement, index)].quiet ?? false);
  return (
    b.asserted - a.asserted ||
    quiet(a) - quiet(b) ||
    b.live.length - a.live.length ||
    other(a, index) - other(b, index)
  );
}

function between(items, text) {
  return items.flatMap((item, rank) => (rank ? [text, item] : [item]));
}

async function copyText(text, button) {
  const before = button.textContent;
  const copied = copiedFromPage(text, button) || (await navigator.clipboard?.writeText(text).then(() => true, () => false));
  button.textContent = copied ? "Copied" : "Copying is not allowed here";
  setTimeout(() => {
    button.textContent = before;
  }, 1600);
}

/** The old way to copy, which works in the frame of a notebook, where the clipboard is denied with an error. */
function copiedFromPage(text, button) {
  const box = el("textarea", { class: "unseen", "aria-hidden": "true" });
  box.value = text;
  button.after(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  button.focus();
  return copied;
}
