// Chapter 11: a kernel of 3 × 3 weights on a digit. The window is dragged, the digit too; the map follows.
import {
  box,
  choice,
  handle,
  html,
  foldedProgram,
  number,
  once,
  onTheme,
  scale,
  set,
  svg,
  transport,
} from "../widgets/js/draw.js";
import { convolve, movedBy, padded, placesAlong } from "./convolution.js";
import { whenFed } from "../widgets/js/data.js";
import { image, SIDE } from "../widgets/js/images.js";
import { clip, said } from "../widgets/js/text.js";
import { mute, thumbs } from "../widgets/js/thumbs.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const KERNELS = {
  "left edges": [-1, 0, 1, -1, 0, 1, -1, 0, 1],
  "top edges": [-1, -1, -1, 0, 0, 0, 1, 1, 1],
  stems: [-1, 2, -1, -1, 2, -1, -1, 2, -1],
  bars: [-1, -1, -1, 2, 2, 2, -1, -1, -1],
  blur: new Array(9).fill(1 / 9),
};
export const START = defaultsOf(STATE);
const FAR = STATE.right.maximum; // the digit can be moved so many pixels
const RIM = 2; // the widest rim of zeros
const FRAME = SIDE + 2 * RIM; // both pictures have room for so many pixels, so that nothing jumps
const CELL = 8; // units of a picture for a pixel
const DOT = 6; // pixels of the map's canvas for an answer

// What an answer counts as, so that two sums that differ by the order of adding are equal.
const plain = (value) => Math.round(value * 1e9) / 1e9;
const sameKernel = (one, other) => one.every((weight, i) => weight === other[i]);
export const kernelName = (kernel) =>
  Object.keys(KERNELS).find((name) => sameKernel(kernel, KERNELS[name])) ?? "your own";
const place = (/** @type {number[]} */ [row, column]) => `(${row}, ${column})`;
const unseenBy = ({ stride, padding }, side) => SIDE + 2 * padding - ((side - 1) * stride + 3);

// What follows from a state and the 784 pixels of the digit; no page is needed for it.
export function facts(state, pixels) {
  const { kernel, stride, padding, right, down } = state;
  const { side, values } = convolve(movedBy(pixels, SIDE, down, right), SIDE, kernel, { stride, padding });
  const row = clip(state.row, 0, side - 1);
  const column = clip(state.column, 0, side - 1);
  const wide = SIDE + 2 * padding;
  const rim = padded(movedBy(pixels, SIDE, down, right), SIDE, padding);
  const window = kernel.map((_, i) => rim[(row * stride + Math.floor(i / 3)) * wide + column * stride + (i % 3)]);
  let [high, low, above, under] = [0, 0, 0, 0];
  values.forEach((value, i) => {
    if (plain(value) > plain(values[high])) high = i;
    if (plain(value) < plain(values[low])) low = i;
    if (plain(value) > 0) above += 1;
    if (plain(value) < 0) under += 1;
  });
  /** @returns {[number, number[]]} */
  const found = (i) => [values[i], [Math.floor(i / side), i % side]];
  return {
    side,
    values,
    row,
    column,
    window,
    sum: values[row * side + column],
    above,
    under,
    products: kernel.map((weight, i) => weight * window[i]),
    largest: found(high),
    smallest: found(low),
    unseen: unseenBy(state, side),
    along: along(state, pixels, side, values),
  };
}

// Has the map moved along with the digit? null if that is no whole number of places, or how many answers, of those
// that stand in both maps, differ from the map of the digit that was not moved.
function along({ kernel, stride, padding, right, down }, pixels, side, values) {
  if (right % stride || down % stride) return null;
  const still = convolve(pixels, SIDE, kernel, { stride, padding }).values;
  const [dr, dc] = [down / stride, right / stride];
  let differ = 0;
  for (let r = Math.max(0, dr); r < side + Math.min(0, dr); r += 1) {
    for (let c = Math.max(0, dc); c < side + Math.min(0, dc); c += 1) {
      if (plain(values[r * side + c]) !== plain(still[(r - dr) * side + c - dc])) differ += 1;
    }
  }
  return { differ, places: [dr, dc] };
}

const steps = (down, right) =>
  [
    right ? `${Math.abs(right)} to the ${right > 0 ? "right" : "left"}` : "",
    down ? `${Math.abs(down)} ${down > 0 ? "down" : "up"}` : "",
  ]
    .filter(Boolean)
    .join(" and ");
const answers = (count) => `${count} answer${count === 1 ? "" : "s"}`;

function followed({ right, down, stride }, { along: found }) {
  if (!right && !down) return "";
  const move = `\nDigit moved ${steps(down, right)}: `;
  if (!found) return `${move}at a stride of ${stride} no whole number of places, so this is another map.`;
  if (found.differ) return `${move}the map has moved along, but for ${answers(found.differ)} near the edge.`;
  return `${move}the map has moved along, ${steps(...found.places)}, otherwise unchanged.`;
}

export function words(state, pixels, label, found = facts(state, pixels)) {
  const { side, row, column, sum, largest, smallest, unseen, above, under } = found;
  const { padding, stride, right, down } = state;
  const filled = state.filled === null ? null : Math.min(state.filled, side * side); // another map may have fewer places
  const size = `Map ${side} × ${side}, as (${SIDE} + 2 · ${padding} − 3) // ${stride} + 1 = ${side}.`;
  const all = `Largest ${said(largest[0])} at ${place(largest[1])}, smallest ${said(smallest[0])} at ${place(smallest[1])}.`;
  const lines = `${unseen} row${unseen === 1 ? "" : "s"} and column${unseen === 1 ? "" : "s"}`;
  const readout =
    `Window at place ${place([row, column])}: its sum is ${said(sum)}. ${filled === null ? all : `${answers(filled)} of ${side * side} so far.`}\n` +
    `${size} ${unseen ? `The last ${lines} are in no window.` : "Every pixel is in a window."}${followed(state, found)}`;
  const moved = right || down ? `, moved ${steps(down, right)}` : "";
  const seen = filled === null ? `${above} above zero, ${under} below` : `${filled} of them filled in so far`;
  const alt =
    `Left, a handwritten ${label}${moved}, with a frame around 3 × 3 pixels at row ${row * stride - padding}, column ${column * stride - padding}. ` +
    `In the middle these pixels, times the nine weights of the kernel “${kernelName(state.kernel)}”, with their products. ` +
    `Right, the map: ${side} × ${side} answers, ${seen}; the framed one is ${said(sum)}.`;
  return { readout, alt };
}

// The state when stride or padding change: the window stays as near as it can to the pixels it is on.
export function settings(state, values) {
  const next = { ...state, ...values };
  const side = placesAlong(SIDE, 3, next.stride, next.padding);
  const kept = (at) => clip(Math.round((at * state.stride - state.padding + next.padding) / next.stride), 0, side - 1);
  return { ...values, row: kept(state.row), column: kept(state.column), filled: null };
}

export function program(state) {
  const { image: number, right, down, stride, padding, kernel } = state;
  const rows = [0, 3, 6].map((i) => `[${kernel.slice(i, i + 3).join(", ")}]`);
  const shift =
    right || down
      ? [
          `digit = np.pad(digit, ${FAR})[${FAR - down}:${FAR - down + SIDE}, ${FAR - right}:${FAR - right + SIDE}]  # moved`,
        ]
      : [];
  const side = placesAlong(SIDE, 3, stride, padding);
  return [
    "import numpy as np",
    "from nnlib import Conv2D, Identity, load_mnist",
    "",
    "(x_all, y_all), _ = load_mnist()",
    `digit = x_all[:, ${number}].reshape(28, 28)`,
    ...shift,
    `kernel = [${rows.join(", ")}]`,
    `layer = Conv2D(1, 1, 3, Identity(), stride=${stride}, padding=${padding})`,
    "layer.W[:] = np.ravel(kernel)",
    "answers = layer.forward_pass(digit.reshape(1, 28, 28, 1))[0, :, :, 0]",
    `print(f"{answers[${clip(state.row, 0, side - 1)}, ${clip(state.column, 0, side - 1)}]:.2f} {answers.max():.2f} {answers.min():.2f}", answers.shape)`,
  ].join("\n");
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: a kernel of 3 × 3 weights slides over a digit");
  let digits = null; // the data: images, labels
  let colours = null;
  let stopped = false;
  const pixelsOf = (k) => digits.images.subarray(784 * k, 784 * (k + 1));
  const count = () => digits.labels.length;
  const chosen = () => state.now.image;

  // ---- the digit and its window ----
  const size = FRAME * CELL;
  const from = (root) => (event) => {
    const here = root.getBoundingClientRect();
    return [
      (FRAME * (event.clientX - here.left)) / here.width - RIM,
      (FRAME * (event.clientY - here.top)) / here.height - RIM,
    ];
  };
  const picture = image({ label: "" });
  set(picture.canvas, {
    style: `left:${(100 * RIM) / FRAME}%;top:${(100 * RIM) / FRAME}%;width:${(100 * SIDE) / FRAME}%;height:${(100 * SIDE) / FRAME}%`,
    role: null,
    "aria-hidden": "true",
    class: "digit11",
  });
  const over = svg("svg", { viewBox: `0 0 ${size} ${size}` });
  const stripes = svg(
    "pattern",
    { id: `${view.id}-lost`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("path", { d: "M0 0V6", class: "lost" }),
  );
  const rim = svg("path", { class: "rim" });
  const blind = svg("path", { fill: `url(#${view.id}-lost)` });
  const digit = svg(
    "g",
    {},
    svg("rect", { x: RIM * CELL, y: RIM * CELL, width: SIDE * CELL, height: SIDE * CELL, class: "halo" }),
  );
  const halo = svg("rect", { width: 4.8 * CELL, height: 4.8 * CELL, rx: 4, class: "halo" });
  const frames = ["under", "frame"].map((name) => svg("rect", { width: 3 * CELL, height: 3 * CELL, class: name }));
  const windowNode = svg("g", {}, halo, ...frames);
  over.append(svg("defs", {}, stripes), rim, digit, blind, windowNode);
  let held = null; // where a pointer took hold
  const hold = (node, root, values) =>
    node.addEventListener("pointerdown", (event) => {
      const [x, y] = from(root)(event);
      held = { x, y, moved: false, ...values() };
    });
  const goTo = (row, column) => {
    const side = placesAlong(SIDE, 3, state.now.stride, state.now.padding);
    state.put({ row: clip(row, 0, side - 1), column: clip(column, 0, side - 1), filled: null });
  };
  // The window whose corner is nearest to this place of the picture.
  const windowAt = (x, y) => goTo(...[y, x].map((one) => Math.round((one + state.now.padding) / state.now.stride)));
  const corner = () => ({
    left: state.now.column * state.now.stride - state.now.padding,
    top: state.now.row * state.now.stride - state.now.padding,
  });
  hold(windowNode, over, corner);
  const windowSays = handle(windowNode, {
    from: from(over),
    label: "the window",
    move: (x, y) => windowAt(held.left + x - held.x, held.top + y - held.y),
    nudge: (dx, dy) => goTo(state.now.row - dy, state.now.column + dx),
    text: () => [
      shown.row * shown.side + shown.column,
      `place ${place([shown.row, shown.column])}, sum ${said(shown.sum)}`,
    ],
  });
  const shift = (down, right) =>
    state.put({ down: clip(down, -FAR, FAR), right: clip(right, -FAR, FAR), filled: null });
  hold(digit, over, () => ({ right: state.now.right, down: state.now.down }));
  const digitSays = handle(digit, {
    from: from(over),
    label: "the digit",
    move: (x, y) => {
      if (Math.hypot(x - held.x, y - held.y) > 0.6) held.moved = true;
      if (held.moved) shift(Math.round(held.down + y - held.y), Math.round(held.right + x - held.x));
    },
    nudge: (dx, dy) => shift(state.now.down - dy, state.now.right + dx),
    done: () => {
      // pressed, not dragged: the window comes here
      if (held && !held.moved) windowAt(held.x - 1.5, held.y - 1.5);
      held = null;
    },
    text: () => [
      state.now.right,
      steps(state.now.down, state.now.right) ? `moved ${steps(state.now.down, state.now.right)}` : "not moved",
    ],
  });

  // ---- the nine products ----
  const fields = START.kernel.map((weight, i) =>
    number(
      { label: `weight in row ${Math.floor(i / 3)}, column ${i % 3}`, min: -9, max: 9, step: 0.25, value: weight },
      (value) => state.put({ kernel: state.now.kernel.map((one, j) => (j === i ? value : one)), filled: null }),
    ),
  );
  const cells = fields.map(({ node }) => {
    const [pixel, product] = [html("span"), html("b")];
    return { pixel, product, node: html("div", { class: "product" }, pixel, node, product) };
  });
  const total = html("p", { class: "total" });
  const middle = html(
    "div",
    { class: "nine" },
    html("p", { class: "hint" }, "pixel · weight = product"),
    html("div", { class: "grid11" }, ...cells.map(({ node }) => node)),
    total,
    html("p", { class: "hint legend" }, "Orange: above 0. Blue, striped or dashed: below 0. Ring: the largest answer."),
  );

  // ---- the map ----
  const map = html("canvas", { class: "map11", "aria-hidden": "true" });
  const mapOver = svg("svg", { viewBox: `0 0 ${size} ${size}` });
  const marks = ["under", "frame"].map((name) => svg("rect", { class: name }));
  const ring = svg("circle", { r: 11, class: "ring" });
  const mapArea = svg("rect", { class: "halo" });
  const mapNode = svg("g", {}, mapArea, ring, ...marks);
  mapOver.append(
    svg("rect", { x: RIM * CELL, y: RIM * CELL, width: SIDE * CELL, height: SIDE * CELL, class: "outline" }),
    mapNode,
  );
  const mapSays = handle(mapNode, {
    from: from(mapOver),
    label: "the answer in the map",
    move: (x, y) => goTo(...[y, x].map((one) => Math.floor(one + RIM - (FRAME - shown.side) / 2))),
    nudge: (dx, dy) => goTo(state.now.row - dy, state.now.column + dx),
    text: () => [said(shown.sum).replace("−", "-"), `${said(shown.sum)} at ${place([shown.row, shown.column])}`],
  });
  mapNode.addEventListener("pointerdown", (event) => {
    const [x, y] = from(mapOver)(event);
    goTo(...[y, x].map((one) => Math.floor(one + RIM - (FRAME - shown.side) / 2)));
  });

  // ---- controls ----
  const top = html("div", { class: "digits11" });
  let choices = null;
  const names = Object.keys(KERNELS);
  const icons = names.map(() => html("canvas", { width: 3, height: 3, "aria-hidden": "true" }));
  const kernels = thumbs({ label: "kernel", options: names.map((name, i) => [name, icons[i], name]) }, (i) =>
    state.put({ kernel: KERNELS[names[i]], filled: null }),
  );
  const strides = choice({ label: "stride", options: STATE.stride.enum, value: 1 }, (stride) =>
    state.put(settings(state.now, { stride })),
  );
  const paddings = choice({ label: "padding", options: STATE.padding.enum, value: 0 }, (padding) =>
    state.put(settings(state.now, { padding })),
  );
  const home = ["right", "down", "stride", "padding", "row", "column", "filled"];
  const run = transport(view.root, {
    step: () => {
      // from place to place in reading order; a whole map is emptied first
      const { side } = shown;
      const filled = (state.now.filled ?? 0) + 1;
      state.put({ row: Math.floor((filled - 1) / side), column: (filled - 1) % side, filled });
      if (filled < side * side) return;
      state.put({ filled: null });
      run.halt();
    },
    reset: () => state.put(Object.fromEntries(home.map((key) => [key, START[key]]))),
    atStart: () => (home.every((key) => state.now[key] === START[key]) ? "Window and digit are where they were." : ""),
    atEnd: () => "",
  });
  const field = (name, ...nodes) =>
    html("div", { class: "field" }, html("span", { class: "name" }, name), html("div", { class: "row11" }, ...nodes));
  const mapName = html("p", { class: "hint" });
  view.main.append(
    top,
    html(
      "div",
      { class: "slide11" },
      html(
        "div",
        {},
        html("p", { class: "hint" }, "Drag the window, or the digit"),
        html("div", { class: "frame11" }, picture.canvas, over),
      ),
      middle,
      html("div", {}, mapName, html("div", { class: "frame11" }, map, mapOver)),
    ),
    html(
      "div",
      { class: "bar" },
      kernels.node,
      strides.node,
      paddings.node,
      field("the window slides by itself", ...run.nodes),
    ),
  );
  const inNnlib = foldedProgram(() => inNnlib.show(() => program(state.now)));
  view.root.append(inNnlib.node);

  // ---- drawing ----
  let shown = null;
  let inked = ""; // what the canvas of the digit shows
  const draw = once(() => {
    if (digits && colours && !stopped) paintAll();
  });
  function paintAll() {
    const now = state.now;
    const k = chosen();
    const pixels = pixelsOf(k);
    shown = facts(now, pixels);
    const { side, row, column, window: seen, products } = shown;
    const key = `${k} ${now.right} ${now.down}`;
    if (inked !== key) {
      picture.show(movedBy(pixels, SIDE, now.down, now.right));
      inked = key;
    }
    const far = (RIM - now.padding) * CELL;
    const wide = (SIDE + 2 * now.padding) * CELL;
    const square = (at, side) => `M${at} ${at}h${side}v${side}h${-side}z`;
    set(rim, { d: now.padding ? `${square(far, wide)}${square(RIM * CELL, SIDE * CELL)}` : "" });
    const lost = shown.unseen * CELL;
    const end = far + wide;
    set(blind, { d: lost ? `M${end - lost} ${far}H${end}V${end}H${far}V${end - lost}H${end - lost}z` : "" });
    const [x, y] = [column, row].map((at) => far + at * now.stride * CELL);
    for (const node of frames) set(node, { x, y });
    set(halo, { x: x - 0.9 * CELL, y: y - 0.9 * CELL });
    cells.forEach(({ pixel, product, node }, i) => {
      pixel.textContent = `${said(seen[i])} ·`;
      product.textContent = `= ${said(products[i])}`;
      const sign = products[i] > 0 ? " plus" : " minus";
      set(node, { class: `product${Math.abs(products[i]) < 0.005 ? "" : sign}` });
      fields[i].show(now.kernel[i]);
    });
    total.textContent = `sum = ${said(shown.sum)}`;
    paintMap(now);
    mapName.textContent = `Feature map, ${side} × ${side}`;
    choices.show(k);
    kernels.show(names.indexOf(kernelName(now.kernel)));
    strides.show(now.stride);
    paddings.show(now.padding);
    for (const one of [windowSays, digitSays, mapSays]) one.say();
    run.show();
    const { readout, alt } = words(now, pixels, digits.labels[k], shown);
    view.tell(readout, alt);
    inNnlib.show(() => program(now));
  }

  // Orange above zero; blue below, and striped, so that the sign is seen without colour.
  function paintMap({ filled }) {
    const { side, values, row, column, largest } = shown;
    const wide = side * DOT;
    if (map.width !== wide) {
      [map.width, map.height] = [wide, wide];
      map.pixels = null;
      set(map, {
        style: `left:${(50 * (FRAME - side)) / FRAME}%;top:${(50 * (FRAME - side)) / FRAME}%;width:${(100 * side) / FRAME}%;height:${(100 * side) / FRAME}%`,
      });
    }
    const ink = map.getContext("2d");
    map.pixels ??= ink.createImageData(wide, wide);
    const out = new Uint32Array(map.pixels.data.buffer);
    const most = Math.max(1e-9, Math.abs(largest[0]), Math.abs(shown.smallest[0]));
    for (let r = 0; r < side; r += 1) {
      for (let c = 0; c < side; c += 1) {
        const share = values[r * side + c] / most;
        const full = colours[Math.round(128 + 128 * share)];
        const half = colours[Math.round(128 + 40 * share)];
        const empty = filled !== null && r * side + c >= filled;
        for (let i = 0; i < DOT; i += 1) {
          const start = (r * DOT + i) * wide + c * DOT;
          const striped = share < -0.02 && i % 3 === 0;
          for (let j = 0; j < DOT; j += 1) out[start + j] = empty ? 0 : striped ? half : full;
        }
      }
    }
    ink.putImageData(map.pixels, 0, 0);
    const left = ((FRAME - side) / 2) * CELL;
    for (const node of marks)
      set(node, { x: left + column * CELL - 2, y: left + row * CELL - 2, width: CELL + 4, height: CELL + 4 });
    set(mapArea, { x: left, y: left, width: side * CELL, height: side * CELL });
    const [high, wideAt] = largest[1];
    set(ring, {
      cx: left + (wideAt + 0.5) * CELL,
      cy: left + (high + 0.5) * CELL,
      display: filled === null ? null : "none",
    });
  }

  function theme() {
    colours = scale(view.root);
    icons.forEach((icon, i) => {
      const weights = KERNELS[names[i]];
      const ink = icon.getContext("2d");
      const data = ink.createImageData(3, 3);
      const most = Math.max(...weights.map(Math.abs));
      new Uint32Array(data.data.buffer).set(weights.map((weight) => colours[Math.round(128 + (128 * weight) / most)]));
      ink.putImageData(data, 0, 0);
    });
    draw();
  }
  return whenFed(model, view, ["chapter11-data"], "the digits", ({ images, labels }) => {
    digits = { images: images.values.map((byte) => byte / 255), labels: [...labels.values] };
    state.limit({ image: { maximum: count() - 1 } });
    choices = thumbs(
      {
        label: "digit",
        options: digits.labels.map((label, k) => {
          const small = image({ size: 28 });
          small.show(pixelsOf(k));
          return [`number ${k}, a ${label}`, mute(small.canvas)];
        }),
      },
      (k) => state.put({ image: k, filled: null }),
    );
    top.replaceChildren(choices.node);
    theme();
    const stopTheme = onTheme(once(theme));
    paintAll();
    return () => {
      stopped = true;
      run.stop();
      stopTheme();
    };
  });
}
