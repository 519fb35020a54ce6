// Chapter 06: gradient descent on the loss of sigmoid(c u + b), over c and b. Drag the start, change the rate, step.
import { box, choice, handle, html, foldedProgram, once, set, svg, transport } from "../widgets/js/draw.js";
import { sigmoid } from "../widgets/js/engine.js";
import { clip, said } from "../widgets/js/text.js";
import { whenFed } from "../widgets/js/data.js";
import { followed, lossMap, markPath } from "../widgets/js/contours.js";
import { logCurves } from "../widgets/js/log_curves.js";
import { rateSlider } from "../widgets/js/rate_slider.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// The walk so far: steps in all, and in before the rates of its earlier parts, [rate, steps] each; the rest is at rate.
export const START = defaultsOf(STATE);
export const MAP = { c: [-6, 18], b: [-8, 8] };
export const LAST = STATE.steps.maximum;
const AHEAD = 10; // so many steps beyond the walker are sketched
const PLACES = { "(−4, 6)": [-4, 6], "(−1, 2)": [-1, 2] }; // where the lesson starts
const LIMITS = { squares: [0.001, 1], "cross-entropy": [0.003, 10] }; // of the curves
const TICKS = [0.001, 0.01, 0.1, 1, 10];
const ENDS = [100, 300, LAST]; // of the curves' axis of steps
const GRID = [73, 49]; // places of the map
const BINS = 400;

// ---- what is computed ----

// Loss, mistakes, and both slopes at one place, from all examples: data is { u, y }, both of n numbers.
export function measure({ u, y }, loss, c, b) {
  const n = u.length;
  let [total, mistakes, dc, db] = [0, 0, 0, 0];
  for (let k = 0; k < n; k += 1) {
    const z = c * u[k] + b;
    const small = Math.exp(-Math.abs(z));
    const a = (z >= 0 ? 1 : small) / (1 + small);
    const error = a - y[k];
    let push = error;
    if (loss === "squares") {
      total += error * error;
      push = 2 * error * a * (1 - a);
    } else total += Math.max(z, 0) + Math.log1p(small) - y[k] * z;
    if (z > 0 !== y[k] > 0) mistakes += 1;
    dc += push * u[k];
    db += push;
  }
  return { c, b, loss: total / n, mistakes, dc: dc / n, db: db / n };
}

// A walk: where it was after each step, and where the next ten would lead at the rate of now.
export class Walk {
  constructor(data, { loss, c, b }) {
    this.data = data;
    this.loss = loss;
    this.rows = [measure(data, loss, c, b)];
    this.ahead = [];
    this.rate = null;
  }

  get end() {
    return this.rows.at(-1);
  }

  after({ c, b, dc, db }, rate) {
    return measure(this.data, this.loss, c - rate * dc, b - rate * db);
  }

  look(rate) {
    if (rate !== this.rate) this.ahead = [];
    this.rate = rate;
    while (this.ahead.length < AHEAD) this.ahead.push(this.after(this.ahead.at(-1) ?? this.end, rate));
  }

  step(rate) {
    this.rows.push(rate === this.rate && this.ahead.length ? this.ahead.shift() : this.after(this.end, rate));
    if (rate !== this.rate) this.ahead = [];
  }
}

// The rates of a walk, one for each step.
export function ratesOf({ rate, steps, before }) {
  const rates = before.flatMap(([one, count]) => new Array(count).fill(one)).slice(0, steps);
  return [...rates, ...new Array(steps - rates.length).fill(rate)];
}

// The state with another rate from here on.
export function withRate(state, rate) {
  const done = state.before.reduce((sum, [, count]) => sum + count, 0);
  const before = state.steps > done ? [...state.before, [state.rate, state.steps - done]] : state.before;
  return { rate, before };
}

export function walkOf(data, state) {
  const walk = new Walk(data, state);
  for (const rate of ratesOf(state)) walk.step(rate);
  walk.look(state.rate);
  return walk;
}

// The sums counted in narrow bins, by answer, each shared between the middles of two. The map is drawn from these, as
// all sums at all its places would take seconds. The walk itself takes all of them.
export function counted({ u, y }) {
  const low = u.reduce((a, b) => Math.min(a, b));
  const width = (u.reduce((a, b) => Math.max(a, b)) - low) / (BINS - 1) || 1;
  const counts = [new Float64Array(BINS), new Float64Array(BINS)];
  u.forEach((one, k) => {
    const place = (one - low) / width;
    const bin = Math.min(BINS - 2, Math.floor(place));
    counts[y[k]][bin] += 1 + bin - place;
    counts[y[k]][bin + 1] += place - bin;
  });
  return { low, width, counts, n: u.length };
}

// The loss at all places of the map, row by row from the lowest b.
export function ground({ low, width, counts, n }, loss) {
  const [columns, rows] = GRID;
  const values = new Float64Array(columns * rows);
  for (let r = 0; r < rows; r += 1) {
    const b = MAP.b[0] + ((MAP.b[1] - MAP.b[0]) * r) / (rows - 1);
    for (let col = 0; col < columns; col += 1) {
      const c = MAP.c[0] + ((MAP.c[1] - MAP.c[0]) * col) / (columns - 1);
      let total = 0;
      for (let i = 0; i < BINS; i += 1) {
        const [zeros, ones] = [counts[0][i], counts[1][i]];
        if (zeros + ones === 0) continue;
        const z = c * (low + i * width) + b;
        if (loss === "squares") {
          const a = sigmoid(z);
          total += zeros * a * a + ones * (1 - a) * (1 - a);
        } else {
          const surprise = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
          total += zeros * surprise + ones * (surprise - z);
        }
      }
      values[r * columns + col] = Math.max(total / n, 1e-12);
    }
  }
  return { values, columns, rows };
}

// ---- what is said ----

const whole = (number) => Math.round(number).toLocaleString("en-US");
const signed = (value, digits) => said(value, digits).replace(/^(?!−)/, "+");

// On which side of the map a place lies, or "" if on it.
export function offTheMap(c, b) {
  const sides = [
    ["left", c < MAP.c[0]],
    ["right", c > MAP.c[1]],
    ["below", b < MAP.b[0]],
    ["above", b > MAP.b[1]],
  ];
  const found = sides.filter(([, there]) => there).map(([side]) => side);
  return found.length ? `, off the map (${found.join(" and ")})` : "";
}

export function words(walk, state) {
  const { c, b, loss, mistakes, dc, db } = walk.end;
  const n = walk.data.u.length;
  const where = `c = ${said(c)}, b = ${said(b)}`;
  const outside = offTheMap(c, b);
  const readout = [
    `Step ${state.steps}: ${where}${outside}`,
    `Loss ${said(loss, 4)}, ${whole(mistakes)} mistakes of ${whole(n)}.`,
    `Slopes: ${signed(dc, 4)} for c, ${signed(db, 4)} for b.`,
    `The next step moves c by ${signed(-state.rate * dc, 3)} and b by ${signed(-state.rate * db, 3)}.`,
  ].join("\n");
  const rates = [...new Set(ratesOf(state))];
  const next = walk.ahead.at(-1);
  const alt =
    `Map of the loss, by ${state.loss}, over c from −6 to 18 and b from −8 to 8. A walk from ` +
    `(${said(state.c)}, ${said(state.b)}) at a learning rate of ` +
    `${(rates.length ? rates : [state.rate]).join(", then ")}, after ${state.steps} ` +
    `${state.steps === 1 ? "step" : "steps"} at (${said(c)}, ${said(b)})${outside}. The loss went from ` +
    `${said(walk.rows[0].loss, 4)} to ${said(loss, 4)}; ${whole(mistakes)} of ${whole(n)} images are misread. ` +
    `Ten more steps would lead to (${said(next.c)}, ${said(next.b)}), with a loss of ${said(next.loss, 4)}.`;
  return { readout, alt };
}

// A program that takes the same walk with nnlib and prints the first two lines of the readout.
export function program(state) {
  const squares = state.loss === "squares";
  const rates = ratesOf(state);
  const parts = [];
  for (const rate of rates) {
    if (parts.length && parts.at(-1)[0] === rate) parts.at(-1)[1] += 1;
    else parts.push([rate, 1]);
  }
  const [loss, act] = squares ? ["MSE", "Sigmoid"] : ["BinaryCrossEntropy", "Identity"];
  const names = squares
    ? "MSE, SGD, Layer, NeuralNetwork, Sigmoid"
    : "SGD, BinaryCrossEntropy, Identity, Layer, NeuralNetwork";
  return `# u and y are those of the lesson; chapters 07 and 08 build train_step
from nnlib import ${names}
from nnlib.training import train_step

net, loss = NeuralNetwork([Layer(1, 1, ${act}())]), ${loss}()
c, b = net.layers[0].W, net.layers[0].b
c[...], b[...] = ${state.c}, ${state.b}
x, targets = u.reshape(1, -1), ${squares ? "y.reshape(1, -1)" : "y"}
for rate, steps in [${parts.map((part) => `(${part.join(", ")})`).join(", ")}]:
    for _ in range(steps):
        train_step(net, x, targets, loss, SGD(rate))
print(f"c = {c[0, 0]:.2f}, b = {b[0, 0]:.2f}")
print(f"Loss {loss(net.forward_pass(x), targets):.4f}, {((c[0, 0] * u + b[0, 0] > 0) != y).sum():,} mistakes")`;
}

// ---- the page ----

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => {
    if (!ours) rebuild();
  });
  const view = box(el, "Explorer: a walk down the map of a loss");
  let ours = false; // a change of the state that this module makes itself
  let data = null;
  let walk = null;
  let bins = null;
  let shown = null; // the loss whose map is drawn
  let gone = false;
  const grounds = {};
  const keep = (values) => {
    ours = true;
    state.put(values);
    ours = false;
  };

  const losses = choice({ label: "loss", options: STATE.loss.enum, value: state.now.loss }, (loss) =>
    restart({ loss }),
  );
  const starts = choice({ label: "start", options: Object.keys(PLACES), value: null }, (name) =>
    restart({ c: PLACES[name][0], b: PLACES[name][1] }),
  );
  const rate = rateSlider(
    { label: "learning rate", from: STATE.rate.minimum, to: STATE.rate.maximum, value: state.now.rate },
    (value) => {
      keep(withRate(state.now, value));
      draw();
    },
  );
  const buttons = transport(view.root, {
    step: () => advance(1),
    reset: () => restart({}),
    atStart: () => (state.now.steps ? "" : "The walk is at its start."),
    atEnd: () =>
      state.now.steps < LAST ? "" : `The walk ends after ${whole(LAST)} steps; press Reset, or move the start.`,
    frames: 3,
    others: [["Ten steps", () => advance(10)]],
  });

  const curve = html("div", { class: "curves" });
  const surface = html("div", { class: "lossmap" });
  const key = html(
    "p",
    { class: "hint key", "aria-hidden": "true" },
    html("i", { class: "loss" }),
    "loss ",
    html("i", { class: "mistakes" }),
    "mistakes, as a fraction",
  );
  const inNnlib = foldedProgram(() => draw());
  view.main.append(
    html(
      "div",
      { class: "walk06" },
      html(
        "div",
        { class: "column" },
        html("div", { class: "bar" }, losses.node, starts.node),
        rate.node,
        html("div", { class: "bar" }, ...buttons.nodes),
        html("p", { class: "hint" }, "Drag the start (ring). Dashed: ten steps ahead."),
      ),
      surface,
      html("div", { class: "below06" }, curve, key),
    ),
  );
  view.root.append(inNnlib.node);

  const map = lossMap(surface, {
    x: MAP.c,
    y: MAP.b,
    xlabel: "c, steepness",
    ylabel: "b, bias",
    xticks: [-5, 0, 5, 10, 15],
    yticks: [-8, -4, 0, 4, 8],
    ratio: 2 / 3,
    drawn: () => picture(),
  });
  const curves = logCurves(curve, { height: 168, kinds: ["loss", "mistakes"], ylabel: "" });
  const casing = svg("path", { class: "casing" });
  const path = svg("path", { class: "trail" });
  const dots = svg("path", { class: "dots06" });
  const ghost = svg("path", { class: "ahead" });
  const ghostCasing = svg("path", { class: "casing" });
  const walker = svg("path", { class: "walker" });
  const grip = svg(
    "g",
    {},
    svg("circle", { r: 18, class: "halo" }),
    svg("circle", { r: 10, class: "ring06 under" }),
    svg("circle", { r: 10, class: "ring06" }),
  );
  map.inside.append(ghostCasing, ghost, casing, path, dots);
  map.front.append(walker, grip);
  const rounded = (value, /** @type {number[]} */ [low, high], to) =>
    Math.round(Math.round(clip(value, low, high) / to) * to * 100) / 100;
  const move = (c, b, to) => restart({ c: rounded(c, MAP.c, to), b: rounded(b, MAP.b, to) });
  const startSays = handle(grip, {
    from: (event) => map.plane.from(event),
    label: "the start",
    move: (c, b) => move(c, b, 0.05),
    nudge: (dc, db) => move(state.now.c + 0.25 * dc, state.now.b + 0.25 * db, 0.25),
    text: () => [state.now.c, `c ${said(state.now.c)}, b ${said(state.now.b)}`],
  });

  function restart(values) {
    buttons.halt();
    keep({ ...values, steps: 0, before: [] });
    rebuild();
  }
  function advance(count) {
    const steps = Math.min(LAST, state.now.steps + count);
    while (walk.rows.length <= steps) walk.step(state.now.rate);
    keep({ steps });
    draw();
  }
  function rebuild() {
    if (!data) return;
    walk = null;
    draw();
  }

  const draw = once(() => picture());
  function picture() {
    if (gone || !data) return;
    const { loss, steps } = state.now;
    walk ??= walkOf(data, state.now);
    if (shown !== loss) {
      shown = loss;
      grounds[loss] ??= ground(bins, loss);
      map.ground({
        ...grounds[loss],
        digits: [1, 1.5, 2, 3, 5, 7],
        ray: [
          [11, -1.5],
          [-6, -7.2],
        ],
      });
    }
    walk.look(state.now.rate);
    losses.show(loss);
    starts.show(Object.keys(PLACES).find((name) => PLACES[name][0] === state.now.c && PLACES[name][1] === state.now.b));
    rate.show(state.now.rate);
    buttons.show();
    const pixels = (rows) => rows.map(({ c, b }) => map.place(clip(c, -200, 200), clip(b, -200, 200)));
    const line = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
    const trail = pixels(walk.rows);
    const next = line(pixels([walk.end, ...walk.ahead]));
    set(ghost, { d: next });
    set(ghostCasing, { d: next });
    set(path, { d: line(trail) });
    set(casing, { d: line(trail) });
    set(dots, {
      d: trail
        .slice(0, 60)
        .map(([x, y]) => markPath("o", Number(x.toFixed(1)), Number(y.toFixed(1)), 2.6))
        .join(""),
    });
    const { c, b } = walk.end;
    set(walker, {
      d: markPath("s", ...map.place(clip(c, ...MAP.c), clip(b, ...MAP.b)), 6),
      class: offTheMap(c, b) ? "walker away" : "walker",
    });
    set(grip, { transform: `translate(${map.place(state.now.c, state.now.b).join(" ")})` });
    startSays.say();
    const end = ENDS.find((one) => steps <= one);
    const n = data.u.length;
    curves.show({
      end,
      limits: LIMITS[loss],
      ticks: TICKS.filter((tick) => tick >= LIMITS[loss][0] && tick <= LIMITS[loss][1]),
      lines: [walk.rows.map((row) => row.loss), walk.rows.map((row) => row.mistakes / n)],
    });
    const { readout, alt } = words(walk, state.now);
    view.tell(readout, alt);
    inNnlib.show(() => program(state.now));
  }

  return whenFed(model, view, ["chapter06-data"], "12,665 sums", ({ u, y }) => {
    data = { u: u.values, y: y.values };
    bins = counted(data);
    const stop = followed(view, map, [surface, curve], picture);
    return () => {
      gone = true;
      buttons.stop();
      stop();
    };
  });
}
