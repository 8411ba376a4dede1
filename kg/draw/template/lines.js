// Which lines stand for which statements, and how they keep apart.

/** One line for a statement; a statement that is a node itself (`at`) is drawn in two halves, through that node. */
function lineOf(statement) {
  return { key: statement.key, from: statement.s, to: statement.o, statement, arrow: true };
}

function halvesOf(statement, at) {
  return [
    { key: `${statement.key} to ${at}`, from: statement.s, to: at, statement, arrow: false, half: true },
    { key: `${statement.key} from ${at}`, from: at, to: statement.o, statement, arrow: true, half: true },
  ];
}

/** How far each line bows out, so that lines between the same two nodes stay apart. */
function bendOf(lines) {
  const bends = new Map();
  for (const group of groupBy(lines, pairKey).values()) {
    group.forEach((line, rank) => {
      const side = line.from < line.to ? 1 : -1;
      bends.set(line, side * (rank - (group.length - 1) / 2) * Math.min(0.24, 1.6 / group.length));
    });
  }
  return bends;
}

function pairKey({ from, to }) {
  return from < to ? `${from} ${to}` : `${to} ${from}`;
}

/** The shortest way between two nodes along `statements`, as statements; the much-told before the told once. A value
 *  that two have in common does not join them. */
function pathBetween(start, end, statements) {
  const near = new Map();
  for (const statement of statements) {
    for (const index of new Set([statement.s, statement.o])) {
      if (!near.has(index)) near.set(index, []);
      near.get(index).push(statement);
    }
  }
  const came = new Map([[start, null]]);
  for (const index of came.keys()) {
    if (index === end) break;
    if (index !== start && isValue(nodes[index])) continue;
    const around = (near.get(index) ?? []).sort((a, b) => b.live.length - a.live.length);
    for (const statement of around) {
      const next = other(statement, index);
      if (!came.has(next)) came.set(next, { statement, from: index });
    }
  }
  if (!came.has(end)) return null;
  const way = [];
  for (let at = end; came.get(at); at = came.get(at).from) way.unshift(came.get(at).statement);
  return way;
}
