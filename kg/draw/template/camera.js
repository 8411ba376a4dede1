// Where the reader looks: which part of the picture, how near, and moving there.

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

/** The moves of a picture, which has a vis `network` in a `container`, the `present` nodes, and these `ordered`. */
class Camera {
  /** Moves so that these nodes (all by default) and their names fill what is free of `margins()`. */
  fit(indexes = this.ordered, most = 1.1) {
    indexes = indexes?.filter((index) => this.present.has(index));
    if (!indexes?.length) return;
    const free = this.margins();
    const least = this.container.clientWidth < 600 && indexes.length < 200 ? 0.4 : 0.02; // a phone is moved about
    const wide = this.container.clientWidth - free.left - free.right;
    const high = this.container.clientHeight - free.top - free.bottom;
    let [scale, box] = [most, null];
    for (let round = 0; round < 4; round++) {
      // names do not shrink with the rest
      box = this.#bounds(indexes, scale);
      scale = Math.max(
        least,
        Math.min(
          most,
          scale * Math.min(1, wide / (scale * (box.right - box.left)), high / (scale * (box.bottom - box.top))),
        ),
      );
    }
    this.#move({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale, free);
  }

  #bounds(indexes, scale) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    const shore = this.islands && indexes.length <= FEW ? COAST : 0;
    for (const index of indexes) {
      const { label } = nodes[index];
      const size = Math.max(nodes[index].size, shore);
      const { x, y } = this.network.body.nodes[index];
      const half = Math.max(size, Math.min(indexes.length > 400 ? 0 : 3.2 * label.length, 90) / scale);
      box.left = Math.min(box.left, x - half);
      box.right = Math.max(box.right, x + half);
      box.top = Math.min(box.top, y - size);
      box.bottom = Math.max(box.bottom, y + size + 16 / scale);
    }
    return box;
  }

  /** Brings a node into the free part of the view, if it is not there. */
  reveal(index) {
    const node = this.network.body.nodes[index];
    if (!node) return;
    const { x, y } = this.network.canvasToDOM(node);
    const free = this.margins();
    const view = [
      free.left,
      free.top,
      this.container.clientWidth - free.right,
      this.container.clientHeight - free.bottom,
    ];
    if (!inside(view, x, y, -20)) this.#move({ x: node.x, y: node.y }, this.network.getScale(), free);
  }

  #move(position, scale, free) {
    const offset = { x: (free.left - free.right) / 2, y: (free.top - free.bottom) / 2 };
    const animation = still.matches || !this.moved ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    this.moved = true;
    this.network.moveTo({ position, scale, offset, animation });
  }

  /** Draws anew what was hidden, at the size that it has now. */
  redraw() {
    this.network.canvas.setSize();
    this.network.redraw();
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }

  /** Boxes of the view that something lies over. */
  covers() {
    return [];
  }

  /** How much of the view, from each side, something lies over. */
  margins() {
    return { left: 40, right: 40, top: 40, bottom: 60 };
  }
}
