// Communities, drawn under the picture as islands: each the ground around its nodes and the lines between them.

const LANDS = 5; // colours of ground
const COAST = 46; // how far the ground reaches around a node
const FEW = 1500; // nodes: with more, the places themselves show the communities

/** Draws the islands of at least two-node communities among `shown` (indexes); `lines` join them. */
function drawIslands(ctx, shown, lines, place, ink) {
  if (shown.length > FEW) return;
  const members = groupBy(
    shown.filter((index) => nodes[index].group !== null),
    (index) => nodes[index].group,
  );
  if (members.size < 2) return;
  const inner = groupBy(
    lines.filter(({ from, to }) => nodes[from].group !== null && nodes[from].group === nodes[to].group),
    ({ from }) => nodes[from].group,
  );
  ctx.save();
  ctx.lineCap = ctx.lineJoin = "round";
  ctx.setLineDash([]);
  for (const [group, indexes] of members) {
    if (indexes.length < 3) continue;
    const ground = groundOf(indexes, inner.get(group) ?? [], place);
    for (const [colour, around] of [
      [ink.paper, 6], // a shore, where two islands meet
      [ink[`land${group % LANDS}`], 0],
    ]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = 2 * COAST + around;
      ctx.stroke(ground);
    }
  }
  ctx.restore();
}

function groundOf(indexes, lines, place) {
  const ground = new Path2D();
  for (const index of indexes) {
    const { x, y } = place(index);
    ground.moveTo(x, y);
    ground.lineTo(x + 0.1, y);
  }
  for (const { from, to } of lines) {
    const [a, b] = [place(from), place(to)];
    ground.moveTo(a.x, a.y);
    ground.lineTo(b.x, b.y);
  }
  return ground;
}

/** From afar a shape is smaller than a dot of the screen: a dot in its colour then stands for it; for `all` of them
 *  while a large picture is moved. */
function drawDots(ctx, shown, place, zoom, all) {
  const least = 1.5 / zoom;
  const small = all ? shown : shown.filter((index) => nodes[index].size < least);
  for (const [type, indexes] of groupBy(small, (index) => nodes[index].type)) {
    ctx.fillStyle = dark.matches ? data.types[type].dark : data.types[type].light;
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
