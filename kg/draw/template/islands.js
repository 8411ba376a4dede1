// Communities, drawn under the picture as islands: the ground around those of their members that lie together.

const LANDS = 5; // colours of ground
const COAST = 44; // how far the ground reaches around a node
const REACH = 250; // how far apart two neighbours on an island may lie
const NEAR = 6; // neighbours that a node is joined to at most
const FEW = 1500; // nodes: with more, the places themselves show the communities

/** The islands of the communities among `shown` (indexes), as [{group, ground}]. */
function islandsOf(shown, place) {
  if (shown.length > FEW) return [];
  const points = shown.map((index) => ({ index, group: nodes[index].group, ...pick(place(index)) }));
  const members = groupBy(
    points.filter(({ group }) => group != null),
    ({ group }) => group,
  );
  if (members.size < 2) return [];
  return [...members].flatMap(([group, own]) => {
    const others = points.filter((point) => point.group !== group && !nodes[point.index].inner);
    const ground = groundOf(own, others);
    return ground ? [{ group, ground }] : [];
  });
}

function pick({ x, y }) {
  return { x, y };
}

function drawIslands(ctx, islands, ink) {
  ctx.save();
  ctx.lineCap = ctx.lineJoin = "round";
  ctx.setLineDash([]);
  for (const { group, ground } of islands) {
    for (const [colour, around] of [
      [ink.paper, 6], // a shore, where two islands meet
      [ink[`land${group % LANDS}`], 0],
    ]) {
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.lineWidth = 2 * COAST + around;
      ctx.stroke(ground.coast);
      ctx.fill(ground.inland);
    }
  }
  ctx.restore();
}

/** The ground between neighbours that nobody else stands between: its `inland` to fill and its `coast` to stroke; null
 *  where fewer than three lie together. */
function groundOf(own, others) {
  const near = own.map((point, rank) => neighboursOf(point, rank, own, others));
  near.forEach((ranks, a) => ranks.forEach((b) => near[b].add(a)));
  const [inland, coast] = [new Path2D(), new Path2D()];
  near.forEach((ranks, a) => {
    const later = [...ranks].filter((b) => b > a);
    for (const b of later) {
      trace(coast, [own[a], own[b]]);
      for (const c of later) if (c > b && near[b].has(c)) trace(inland, turned(own[a], own[b], own[c]));
    }
  });
  return near.some(({ size }) => size > 1) ? { inland, coast } : null;
}

/** The ranks of the nearest of `own` that `point` can be joined to. */
function neighboursOf(point, rank, own, others) {
  const far = REACH + COAST;
  const around = others.filter(({ x, y }) => Math.abs(x - point.x) < far && Math.abs(y - point.y) < far);
  const near = own
    .map((to, at) => ({ to, at, far: Math.hypot(to.x - point.x, to.y - point.y) }))
    .filter(({ at, far }) => at !== rank && far < REACH)
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAR)
    .filter(({ to }) => around.every((other) => aside(other, point, to) > COAST));
  return new Set(near.map(({ at }) => at));
}

/** How far a point lies from the line between two. */
function aside({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const part = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
}

/** The corners of a triangle, always the same way round: where two overlap, they must not cancel each other. */
function turned(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) < (b.y - a.y) * (c.x - a.x) ? [a, c, b] : [a, b, c];
}

function trace(path, [first, ...rest]) {
  path.moveTo(first.x, first.y);
  for (const { x, y } of rest) path.lineTo(x, y);
}

/** From afar a shape is smaller than a dot of the screen: a dot in its colour then stands for it; for `all` of them
 *  while a large picture is moved. */
function drawDots(ctx, shown, place, zoom, all, night) {
  const least = 1.5 / zoom;
  const small = all ? shown : shown.filter((index) => nodes[index].size < least);
  for (const [type, indexes] of groupBy(small, (index) => nodes[index].type)) {
    ctx.fillStyle = night ? data.types[type].dark : data.types[type].light;
    for (const index of indexes) {
      const { x, y } = place(index);
      const half = Math.max(least, all ? 0.9 * nodes[index].size : 0);
      ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
    }
  }
}

/** A colour between two of the form #rrggbb; `part` of the second. */
function mix(first, second, part) {
  const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(first, at) * (1 - part) + channel(second, at) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function groupName(type, quiet) {
  return `${type}${quiet ? " quiet" : ""}`;
}
