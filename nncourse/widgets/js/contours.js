// A map of a loss over two weights: shaded on a canvas (the darker, the higher), with contour lines and their losses.
import { once, onTheme, plane, scale, set, svg } from "./draw.js";

// The lines of one level on a grid of columns × rows values, row by row from the lowest y: pieces of a path between
// places that at(column, row) turns into pixels (marching squares). Returns [x1, y1, x2, y2] for each piece.
export function contourPieces(values, columns, rows, level) {
  const pieces = [];
  const cut = (a, b) => (level - a) / (b - a);
  for (let r = 0; r + 1 < rows; r += 1) {
    for (let c = 0; c + 1 < columns; c += 1) {
      const p = values[r * columns + c];
      const q = values[r * columns + c + 1];
      const s = values[(r + 1) * columns + c + 1];
      const t = values[(r + 1) * columns + c];
      if (p > level === q > level && q > level === s > level && s > level === t > level) continue;
      const ends = [];
      if (p > level !== q > level) ends.push(c + cut(p, q), r);
      if (q > level !== s > level) ends.push(c + 1, r + cut(q, s));
      if (t > level !== s > level) ends.push(c + cut(t, s), r + 1);
      if (p > level !== t > level) ends.push(c, r + cut(p, t));
      for (let i = 0; i + 3 < ends.length; i += 4) pieces.push(ends.slice(i, i + 4));
    }
  }
  return pieces;
}

// Levels such as 1, 3, 10, 30 between two values above 0, from the digits of each decade.
export function levelsBetween(low, high, digits = [1, 3]) {
  const levels = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of digits) {
      const level = Number(`${digit}e${power}`);
      if (level > low && level < high) levels.push(level);
    }
  }
  return levels;
}

// The four marks of the course's plots, as a path: "o" a circle, "s" a square, "^" a triangle, "D" a diamond.
export function markPath(kind, x, y, r) {
  if (kind === "s") return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  if (kind === "^") return `M${x} ${y - 1.25 * r}l${1.2 * r} ${2.2 * r}h${-2.4 * r}z`;
  if (kind === "D")
    return `M${x} ${y - 1.35 * r}l${1.35 * r} ${1.35 * r}l${-1.35 * r} ${1.35 * r}l${-1.35 * r} ${-1.35 * r}z`;
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

// A map in a node, as wide as the node is, and ratio times as high. Put what moves over the ground into `inside`
// (clipped) and `front` by `place` (its pixels for a point); drawn() is called when the size has changed.
// ground({ values, columns, rows, digits, ray }) sets the loss: all values above 0, row by row from the lowest y, with
// other axes if it brings them: y, ylabel and yticks. The losses of the lines are written where they cross the ray from
// one place to another.
export function lossMap(node, { x, y: heights, xlabel, ylabel: name, xticks, yticks: ticks, ratio, drawn }) {
  let axes = { y: heights, ylabel: name, yticks: ticks };
  const canvas = node.appendChild(document.createElement("canvas"));
  const margin = [8, 8, 40, 44];
  const lines = svg("g", { class: "contours", "aria-hidden": "true" });
  const inside = svg("g");
  const front = svg("g");
  let now = null; // the plane
  let known = null; // the ground
  let width = 0;
  set(canvas, { "aria-hidden": "true" });

  function fit() {
    const wide = Math.round(node.clientWidth);
    if (!wide || wide === width) return;
    width = wide;
    lay();
    drawn();
  }

  function lay() {
    const [top, right, bottom, left] = margin;
    const w = width - left - right;
    const h = Math.round(w * ratio);
    const focused = node.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const old = now;
    now = plane({ width, height: h + top + bottom, x, xlabel, xticks, margin, ...axes });
    now.inside.append(lines, inside);
    now.front.append(front);
    set(now.paper, { style: "fill: none" });
    if (old) old.root.replaceWith(now.root);
    else node.append(now.root);
    focused?.focus({ preventScroll: true });
    [canvas.width, canvas.height] = [w, h];
    canvas.style.cssText = `left:${left}px;top:${top}px;width:${w}px;height:${h}px`;
    paintGround();
  }

  function ground({ y = axes.y, ylabel = axes.ylabel, yticks = axes.yticks, ...given }) {
    const same = y === axes.y;
    axes = { y, ylabel, yticks };
    known = { ...given, logs: Float64Array.from(given.values, Math.log) };
    known.low = known.logs.reduce((a, b) => Math.min(a, b));
    known.high = known.logs.reduce((a, b) => Math.max(a, b));
    known.levels = levelsBetween(Math.exp(known.low), Math.exp(known.high), given.digits);
    if (width && !same) lay();
    else paintGround();
  }

  function paintGround() {
    if (!known || !now) return;
    const { logs, columns, rows, levels, low, high, ray } = known;
    const table = scale(node, ["--paper", "--paper", "--ghost"]);
    const bands = levels.map(Math.log);
    // One shade for each band, so that its edge is a contour line.
    const shades = [low, ...bands].map(
      (from, i) => table[128 + Math.round((58 * ((from + (bands[i] ?? high)) / 2 - low)) / (high - low || 1))],
    );
    const ink = canvas.getContext("2d");
    const image = ink.createImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0, py = 0; py < canvas.height; py += 1) {
      const v = (1 - (py + 0.5) / canvas.height) * (rows - 1);
      const r = Math.min(rows - 2, Math.floor(v));
      for (let px = 0; px < canvas.width; px += 1, i += 1) {
        const u = ((px + 0.5) / canvas.width) * (columns - 1);
        const c = Math.min(columns - 2, Math.floor(u));
        const first = r * columns + c;
        const below = logs[first] + (logs[first + 1] - logs[first]) * (u - c);
        const above = logs[first + columns] + (logs[first + columns + 1] - logs[first + columns]) * (u - c);
        const value = below + (above - below) * (v - r);
        let band = 0;
        while (band < bands.length && value > bands[band]) band += 1;
        pixels[i] = shades[band];
      }
    }
    ink.putImageData(image, 0, 0);

    const { y } = axes;
    const at = (c, r) => now.at(x[0] + (c / (columns - 1)) * (x[1] - x[0]), y[0] + (r / (rows - 1)) * (y[1] - y[0]));
    const [[x1, y1], [x2, y2]] = ray.map((place) => now.at(...place));
    const long = Math.hypot(x2 - x1, y2 - y1);
    const written = [];
    let path = "";
    levels.forEach((level, i) => {
      let best = null; // the piece whose middle is nearest to the ray
      for (const [a, b, c, d] of contourPieces(logs, columns, rows, bands[i])) {
        const [p, q] = [at(a, b), at(c, d)];
        path += `M${p[0].toFixed(1)} ${p[1].toFixed(1)}L${q[0].toFixed(1)} ${q[1].toFixed(1)}`;
        const [mx, my] = [(p[0] + q[0]) / 2 - x1, (p[1] + q[1]) / 2 - y1];
        const along = (mx * (x2 - x1) + my * (y2 - y1)) / long;
        const off = Math.abs(mx * (y2 - y1) - my * (x2 - x1)) / long;
        if (along > -1 && along < long + 1 && (!best || off < best.off)) best = { off, along, x: mx + x1, y: my + y1 };
      }
      const inner =
        best && Math.min(best.x - margin[3], best.y - margin[0]) > 10 && best.y < margin[0] + canvas.height - 10;
      if (inner && best.off < 12 && written.every((other) => Math.hypot(other.x - best.x, (other.y - best.y) * 2) > 46))
        written.push({ ...best, level });
    });
    lines.replaceChildren(
      svg("path", { d: path }),
      ...written.map((one) => svg("text", { x: one.x, y: one.y + 4, class: "middle" }, String(one.level))),
    );
  }

  return {
    fit,
    ground,
    paint: paintGround,
    inside,
    front,
    get plane() {
      return now;
    },
    place: (a, b) => now.at(a, b),
  };
}

// Draw a picture with a map when its box is shown, and again when one of some boxes changes its size or the host its
// theme. Returns what stops that.
export function followed(view, map, boxes, picture) {
  const fit = () => {
    map.fit();
    picture();
  };
  const resize = new ResizeObserver(
    once(() => {
      if (view.root.isConnected) fit();
    }),
  );
  fit();
  for (const one of boxes) resize.observe(one);
  const stopTheme = onTheme(once(() => map.paint()));
  return () => {
    resize.disconnect();
    stopTheme();
  };
}
