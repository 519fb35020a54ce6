// A computation as nodes and edges: numbers of the way there above each node (or to its left), of the way back below it
// (or to its right).
import { handle, set, svg } from "./draw.js";
import { clip, minus, said } from "./text.js";

const LOOKS = {
  todo: "fill:none;stroke:var(--ghost);stroke-width:1.2;stroke-dasharray:2 4",
  there: "fill:none;stroke:var(--muted);stroke-width:1.6",
  back: "fill:none;stroke:var(--accent);stroke-width:3",
  route: "fill:none;stroke:var(--line);stroke-width:9;opacity:0.4",
  other: "fill:none;stroke:var(--line);stroke-width:9;opacity:0.4;stroke-dasharray:14 7",
  node: "fill:var(--paper);stroke:var(--ink);stroke-width:1.4",
  now: "fill:var(--paper);stroke:var(--ring);stroke-width:3.5",
  wrong: "fill:var(--yes);stroke:var(--accent);stroke-width:3.5;stroke-dasharray:6 3",
  shaft: "fill:none;stroke:var(--ring);stroke-width:5",
  head: "fill:var(--ring)",
};
// What labels look like: their box, and their letters.
const LABELS = {
  value: ["fill:var(--paper);opacity:0.85", "font-size:12.5px;fill:var(--line)"],
  grad: ["fill:var(--paper);stroke:var(--accent)", "font-size:12.5px;font-style:italic;fill:var(--accent)"],
  factor: ["fill:var(--paper);opacity:0.9", "font-size:12.5px;fill:var(--ink)"],
  count: ["fill:var(--paper);stroke:var(--ring)", "font-size:12.5px;fill:var(--ring)"],
  note: ["fill:none", "font-size:12.5px;fill:var(--muted)"],
  chip: ["fill:var(--panel);stroke:var(--muted)", "font-size:12.5px;fill:var(--ink)"],
};
const WIDE = 6.9; // pixels of a letter, on average

// A number in a narrow place: so many digits, counted from the first that is not 0; whole numbers as they are.
export function brief(value, digits = 4) {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return said(value);
  if (size >= 1e6 || (size > 0 && size < 1e-5)) return minus(value.toExponential(1).replace("+", ""));
  if (value === Math.round(value) || size >= 10 ** digits) return said(value, 0);
  return minus(String(Number(value.toPrecision(digits))));
}

// Words in a small box about a place, or right or left of it (anchor 1 or −1); null hides them.
export function label(layer, kind, pad = 8) {
  const box = svg("rect", { rx: 4, height: 17, style: LABELS[kind][0] });
  const text = svg("text", { class: "middle", style: LABELS[kind][1] });
  const node = svg("g", {}, box, text);
  layer.append(node);
  return {
    node,
    put(x, y, words, anchor = 0) {
      set(node, { display: words === null ? "none" : null });
      if (words === null) return;
      const width = WIDE * words.length + pad;
      const middle = x + (anchor * width) / 2;
      set(box, { x: (middle - width / 2).toFixed(1), y: (y - 8.5).toFixed(1), width: width.toFixed(1) });
      set(text, { x: middle.toFixed(1), y: (y + 4.2).toFixed(1) });
      if (text.textContent !== words) text.textContent = words;
    },
  };
}

// Let a number in the picture be changed by pulling (a pixel to the right or upwards is one step) or by arrow keys
// (five steps). now() is its value.
export function pulled(node, { label: name, now, low, high, step = 0.01, change, text }) {
  const digits = (String(step).split(".")[1] ?? "").length;
  const put = (value) => change(Number(clip(value, Math.min(low, now()), Math.max(high, now())).toFixed(digits)));
  let start = [0, 0, 0];
  node.addEventListener("pointerdown", (event) => {
    start = [event.clientX, event.clientY, now()];
  });
  return handle(node, {
    from: (event) => [event.clientX, event.clientY],
    label: name,
    move: (x, y) => put(start[2] + step * (x - start[0] + start[1] - y)),
    nudge: (dx, dy) => put(now() + 5 * step * (dx + dy)),
    text: () => [now(), text()],
  });
}

// The picture. lay() puts nodes and edges in their places, show() writes the numbers.
export function graph() {
  const root = svg("svg", { class: "plane" });
  const layers = ["routes", "lines", "arrow", "boxes", "onEdges", "words", "front"].map(() => svg("g"));
  const [routes, lines, arrow, boxes, onEdges, words, front] = layers;
  for (const layer of layers.slice(0, 6)) set(layer, { "aria-hidden": "true" });
  root.append(...layers);
  let spec = null;
  let nodes = new Map();
  let edges = [];

  // places: Map of name to [x, y]. edges: list of { tail, head, at, bend } with the place of the label along it.
  // beside: the numbers stand left and right of a node, not above and below. crowded: no values; the count stands above.
  function lay(wanted) {
    spec = { beside: false, half: 12, ...wanted };
    set(root, { viewBox: `0 0 ${spec.width} ${spec.height}`, style: `max-width:${spec.most ?? spec.width}px` });
    for (const layer of layers) layer.replaceChildren();
    nodes = new Map(
      [...spec.places].map(([name, [x, y]]) => {
        const width = Math.max(28, 7.2 * name.length + 12);
        const frame = { x: x - width / 2, y: y - spec.half, width, height: 2 * spec.half, rx: 6 };
        const box = svg("rect", frame);
        boxes.append(box, svg("text", { x, y: y + 4.5, class: "middle" }, name));
        const own = { x, y, width, box, frame };
        for (const kind of ["value", "grad", "count"]) own[kind] = label(words, kind, kind === "count" ? 4 : 6);
        return [name, own];
      }),
    );
    edges = spec.edges.map(({ tail, head, at = 0.5, bend = 0 }) => {
      const [x1, y1, x2, y2] = [...spec.places.get(tail), ...spec.places.get(head)];
      const middle = [(x1 + x2) / 2 - bend * (y2 - y1), (y1 + y2) / 2 + bend * (x2 - x1)];
      const place = (t) =>
        [0, 1].map((i) => (1 - t) ** 2 * [x1, y1][i] + 2 * t * (1 - t) * middle[i] + t * t * [x2, y2][i]);
      const d = `M${x1} ${y1}Q${middle[0].toFixed(1)} ${middle[1].toFixed(1)} ${x2} ${y2}`;
      const line = svg("path", { d });
      const under = svg("path", { d, display: "none" });
      routes.append(under);
      lines.append(line);
      const own = { tail, head, at, place, line, under, length: Math.hypot(x2 - x1, y2 - y1) };
      own.factor = label(onEdges, "factor", 6);
      return own;
    });
  }

  // values, grad (gradients): by name; count: by name, how often a gradient has arrived; factors: by number of the edge;
  // how(i): whether an edge is todo, there or back; now: [number of an edge, whether forward]; paths: lists of numbers of
  // edges.
  function show({ values = {}, grad = {}, counts = {}, factors = [], how, now = null, paths = [], wrong = new Set() }) {
    const target = now && (now[1] ? edges[now[0]].head : edges[now[0]].tail);
    for (const [name, own] of nodes) {
      const { x, y, width, box, value, grad: heard, count } = own;
      set(box, { style: LOOKS[wrong.has(name) ? "wrong" : name === target ? "now" : "node"] });
      const side = spec.beside
        ? [
            [x - width / 2 - 3, y, -1],
            [x + width / 2 + 3, y, 1],
          ]
        : [
            [x, y - spec.half - 10, 0],
            [x, y + spec.half + 11, 0],
          ];
      value.put(side[0][0], side[0][1], values[name] ?? null, side[0][2]);
      heard.put(side[1][0], side[1][1], name in grad ? `◂ ${grad[name]}` : null, side[1][2]);
      const right = spec.beside ? width / 2 - 12 : 3 + Math.max(width / 2, (WIDE * (values[name] ?? "").length) / 2);
      const times = counts[name] > 1 ? `${counts[name]}×` : null;
      if (spec.crowded) count.put(x, y - spec.half - 9, times);
      else count.put(x + right, y - spec.half - (spec.beside ? 6 : 10), times, 1);
    }
    edges.forEach(({ line, factor, at, place }, i) => {
      set(line, { style: LOOKS[how(i)] });
      factor.put(...place(at), factors[i] ?? null);
    });
    edges.forEach(({ under }, i) => {
      const path = paths.findLastIndex((one) => one.includes(i));
      set(under, { display: path < 0 ? "none" : null, style: LOOKS[path > 0 ? "other" : "route"] });
    });
    drawArrow(now);
  }

  function drawArrow(now) {
    if (!now) return void arrow.replaceChildren();
    const { place, length } = edges[now[0]];
    const rim = Math.min(0.3, (spec.half + 8) / length);
    const t = (share) => (now[1] ? share : 1 - share);
    const stop = 1 - rim;
    const neck = Math.max(rim, stop - 11 / length);
    const points = Array.from({ length: 9 }, (_, i) => place(t(rim + ((neck - rim) * i) / 8)));
    const [[x1, y1], [x2, y2]] = [place(t(neck)), place(t(stop))];
    const long = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(8 * (y1 - y2)) / long, (8 * (x2 - x1)) / long];
    arrow.replaceChildren(
      svg("path", {
        d: `M${points.map((one) => one.map((xy) => xy.toFixed(1)).join(" ")).join("L")}`,
        style: LOOKS.shaft,
      }),
      svg("path", { d: `M${x1 + dx} ${y1 + dy}L${x1 - dx} ${y1 - dy}L${x2} ${y2}Z`, style: LOOKS.head }),
    );
  }

  return { root, front, lay, show, node: (name) => nodes.get(name), edge: (i) => edges[i] };
}
