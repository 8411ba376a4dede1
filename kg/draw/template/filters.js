// The legend and the filters below it: what the reader lets through.

const noFacts = !claims.some(({ asserted }) => asserted); // then what is not asserted is all there is
const noFilters = () => ({ unasserted: noFacts, relation: "", document: "", from: "", until: "", confidence: 0 });

/** The months in which something is said to have happened, from the first to the last. */
const months = (() => {
  const days = claims.map(dayOf).filter((day) => /^\d{4}/.test(day));
  if (!days.length) return [];
  const number = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7) || 1) - 1;
  const [first, last] = [days.reduce((a, b) => (a < b ? a : b)), days.reduce((a, b) => (a > b ? a : b))].map(number);
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const month = first + step;
    return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
})();

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
    const shown = [entitiesIn([...found].map((index) => nodes[index])), live.flatMap((statement) => statement.live).length];
    byId("counts").textContent = [
      ofAll(shown[0], entitiesIn(nodes), "entity"),
      ofAll(shown[1], claims.length, "claim"),
      count(data.documents.length, "document"),
    ].join(" · ");
  };
}

/** How many of all pass the filters. */
function ofAll(some, all, noun) {
  return some === all ? count(all, noun) : `${some.toLocaleString("en")} of ${count(all, noun)}`;
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
  buildTime(view, set);
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

/** Two sliders over the months of the claims, beside the fields that take a day as well. */
function buildTime(view, set) {
  const last = months.length - 1;
  byId("span").hidden = last < 1;
  for (const id of ["from", "until"]) {
    const slider = byId(`${id}-slider`);
    slider.max = Math.max(0, last);
    slider.addEventListener("input", () => {
      const [low, high] = ["from", "until"].map((name) => Number(byId(`${name}-slider`).value));
      if (low > high) slider.value = id === "from" ? high : low;
      const at = Number(slider.value);
      byId(id).value = at === (id === "from" ? 0 : last) ? "" : months[at];
      set(id, byId(id).value);
      showTime(view);
    });
    byId(id).addEventListener("input", (event) =>
      setDate(event.target, (value) => {
        set(id, value);
        showTime(view);
      }),
    );
  }
}

/** Puts the sliders where the fields are. */
function showTime(view) {
  const last = months.length - 1;
  const { from, until } = view.filters;
  const low = from ? Math.max(0, months.findIndex((month) => month.slice(0, from.length) >= from.slice(0, 7))) : 0;
  const high = until ? months.findLastIndex((month) => month.slice(0, until.length) <= until.slice(0, 7)) : last;
  for (const [id, at] of [
    ["from", low],
    ["until", Math.max(0, high)],
  ]) {
    byId(`${id}-slider`).value = at;
    byId(`${id}-slider`).setAttribute("aria-valuetext", dateWords(months[at] ?? ""));
  }
}

/** Puts all controls where the filters are. */
function showFilters(view) {
  const { filters } = view;
  byId("unasserted").checked = filters.unasserted;
  for (const [id, name] of [
    ["by-relation", "relation"],
    ["by-document", "document"],
    ["from", "from"],
    ["until", "until"],
  ])
    byId(id).value = filters[name];
  byId("confidence").value = filters.confidence;
  byId("confidence-value").textContent = `${filters.confidence} %`;
  [...byId("legend").children].forEach((button, rank) =>
    button.setAttribute("aria-pressed", String(!view.off.has(rank))),
  );
  showTime(view);
}

function clearFilters(view) {
  view.filters = noFilters();
  view.off.clear();
  showFilters(view);
  view.apply();
}
