// Names and relations written over the picture, at the size of the screen whatever the zoom, and never over each other:
// the most important come first, and what finds no free room is left out until the reader zooms in.

const CELL = 40;
const MAIN = 30; // names that may cover a smaller shape

/** Which parts of the screen are taken, as boxes sorted into cells. */
class Taken {
  cells = new Map();

  free(box) {
    return this.#around(box).every((cell) => (this.cells.get(cell) ?? []).every((near) => !overlap(near, box)));
  }

  take(box) {
    for (const cell of this.#around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  #around([left, top, right, bottom]) {
    const cells = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) cells.push(x * 4096 + y);
    }
    return cells;
  }
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

const widths = new Map();

function widthOf(ctx, text) {
  const key = ctx.font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

const FONT =
  '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", system-ui, sans-serif';

function nodeFont(node, zoom, chosen) {
  const grow = Math.min(1.3, Math.max(0.9, Math.sqrt(zoom)));
  if (node.quiet && !chosen) return { px: 11 * grow, font: `${(11 * grow).toFixed(1)}px ${FONT}` };
  const px = (11.5 + Math.min(5.5, node.size / 6)) * grow;
  return { px, font: `${chosen || (node.index < 12 && node.size > 13) ? 600 : 400} ${px.toFixed(1)}px ${FONT}` };
}

/** Writes the names of `drawn` ({node, x, y, r, wide, tips}: places on the screen, half as high and wide, and a function
 *  that gives where arrows end); returns where each stands, to be clicked on. */
function writeNames(ctx, drawn, taken, view, zoom, ink, isChosen) {
  const shapes = new Taken();
  for (const { x, y, r, wide } of drawn) shapes.take([x - wide, y - r, x + wide, y + r]);
  const written = [];
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const most = 30 + 320 * zoom; // from afar, fewer: a map of a country does not name villages
  drawn.forEach(({ node, x, y, r, tips }, rank) => {
    if (written.length > most || node.inner) return;
    const { px, font } = nodeFont(node, zoom, isChosen(node));
    ctx.font = font;
    const places = placesAround(x, y, r, widthOf(ctx, node.label) / 2, px * 0.62);
    const open = places.filter(({ box }) => taken.free(box) && box[0] > view[0] && box[2] < view[2]);
    const clear = open.filter(({ box }) => shapes.free(box));
    const arrows = clear.length > 1 ? tips() : [];
    // The main actors are named even where their name covers a smaller shape.
    const place =
      clear.find(({ box }) => !arrows.some((tip) => inside(box, tip.x, tip.y, 3))) ??
      clear[0] ??
      (rank < MAIN ? open[0] : undefined);
    if (!place) return;
    taken.take(place.box);
    write(ctx, node.label, place.x, place.y, node.quiet ? ink.muted : ink.text, ink.paper);
    written.push({ box: place.box, index: node.index });
  });
  for (const { x, y, r, wide } of drawn) taken.take([x - wide, y - r, x + wide, y + r]);
  return written;
}

/** Where a name may stand: below its shape, beside it, above it, or off a corner. */
function placesAround(x, y, r, half, tall) {
  const [away, aside, off] = [r + tall + 2, r + half + 5, 0.7 * r + half + 3];
  const centres = [
    [x, y + away],
    [x + aside, y],
    [x, y - away],
    [x - aside, y],
  ];
  for (const slant of [0.7 * r + tall + 1, -0.7 * r - tall - 1])
    centres.push([x + off, y + slant], [x - off, y + slant]);
  return centres.map(([cx, cy]) => ({ x: cx, y: cy, box: [cx - half - 2, cy - tall, cx + half + 2, cy + tall] }));
}

function write(ctx, text, x, y, colour, paper) {
  ctx.textAlign = "center";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = paper;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/** Writes relations along their lines ({text, from, to, middle, room}) where they fit between the two ends. */
function writeRelations(ctx, lines, taken, ink) {
  ctx.font = `11px ${FONT}`;
  ctx.textBaseline = "middle";
  for (const { text, middle, angle, room, strong } of lines) {
    const width = widthOf(ctx, text);
    if (width > room) continue;
    const boxes = along(middle, angle, width);
    if (!boxes.every((box) => taken.free(box))) continue;
    boxes.forEach((box) => taken.take(box));
    ctx.save();
    ctx.translate(middle.x, middle.y);
    ctx.rotate(angle);
    ctx.fillStyle = ink.paper; // a gap in the line
    ctx.fillRect(-width / 2 - 3, -6.5, width + 6, 13);
    write(ctx, text, 0, 0, strong ? ink.text : ink.muted, ink.paper);
    ctx.restore();
  }
}

/** Small boxes that together cover a slanted text. */
function along(middle, angle, width) {
  const steps = Math.ceil(width / 12);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = (step / steps - 0.5) * width;
    const [x, y] = [middle.x + at * Math.cos(angle), middle.y + at * Math.sin(angle)];
    return [x - 6, y - 6, x + 6, y + 6];
  });
}

function inside([left, top, right, bottom], x, y, around) {
  return x > left - around && x < right + around && y > top - around && y < bottom + around;
}

function shorten(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
