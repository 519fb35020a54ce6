// Chapter 09: plain descent, momentum, RMSProp and Adam race down one surface. Drag the start, the rates, the step.
import {
  box,
  button,
  choice,
  handle,
  html,
  foldedProgram,
  off,
  once,
  set,
  slider,
  svg,
  transport,
  whenShown,
} from "../widgets/js/draw.js";
import { sigmoid } from "../widgets/js/engine.js";
import { clip, said } from "../widgets/js/text.js";
import { Adam, Momentum, RMSProp, SGD } from "./optimizers.js";
import { followed, lossMap, markPath } from "../widgets/js/contours.js";
import { logCurves } from "../widgets/js/log_curves.js";
import { rateSlider } from "../widgets/js/rate_slider.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// start is null for the surface's own, or [first weight, second weight].
export const START = defaultsOf(STATE);
export const LAST = STATE.step.maximum;
export const MAP = [-8, 12]; // what is drawn of the first weight, and of the second where it is not stretched
const STRETCHED = [-2.5, 2.5];
const LIMITS = [1e-7, 1e3]; // what is drawn of the loss
const GONE = 1e9; // a weight as large as this will not come back
const GRID = 81; // places of the map in each direction
export const RACERS = [
  { key: "plain", name: "plain", mark: "o", make: (rate) => new SGD(rate) },
  { key: "momentum", name: "momentum", mark: "s", make: (rate, mu) => new Momentum(rate, mu) },
  { key: "rmsprop", name: "RMSProp", mark: "^", make: (rate) => new RMSProp(rate) },
  { key: "adam", name: "Adam", mark: "D", make: (rate) => new Adam(rate) },
];

// ---- the surfaces ----

// Half the square of the distance, weighted by curvatures: 1 along the floor, more across. It starts 10 along the floor
// and 1 up the wall.
function quadratic(steepness, turned = false) {
  const [p, q] = turned ? [Math.SQRT1_2, Math.SQRT1_2] : [1, 0];
  const [a, b, d] = [p * p + steepness * q * q, p * q - steepness * p * q, q * q + steepness * p * p];
  return {
    matrix: [
      [a, b],
      [b, d],
    ],
    start: [10 * p - q, 10 * q + p],
    loss: (x, y) => 0.5 * (x * (a * x + b * y) + y * (b * x + d * y)),
    slopes: (x, y) => [a * x + b * y, b * x + d * y],
  };
}

export const SURFACES = {
  ravine: { ...quadratic(100), y: STRETCHED },
  "turned ravine": quadratic(100, true),
  "steeper ravine": { ...quadratic(1000), y: STRETCHED },
  bowl: quadratic(1),
  // The toy neuron: a²/2 for its output a, over weight and bias; input 1, target 0. At 2 and 2 it is stuck.
  plateau: {
    matrix: null,
    start: [2, 2],
    loss: (x, y) => 0.5 * sigmoid(x + y) ** 2,
    slopes: (x, y) => {
      const a = sigmoid(x + y);
      return [a * a * (1 - a), a * a * (1 - a)];
    },
  },
};

// ---- what is computed ----

export const startOf = ({ surface, start }) => start ?? SURFACES[surface].start;

// The walks of all four, as far as they are drawn: places and losses after 0, 1, 2 … steps; gone is the first step at
// which a walk will not come back, or null.
export function race(state) {
  const { loss, slopes } = SURFACES[state.surface];
  return RACERS.map(({ key, make }) => {
    const optimizer = make(state[key], state.mu);
    const place = Float64Array.from(startOf(state));
    const gradient = new Float64Array(2);
    const places = [];
    const losses = [];
    for (let step = 0; step <= LAST; step += 1) {
      if (!(Math.max(Math.abs(place[0]), Math.abs(place[1])) <= GONE)) return { places, losses, gone: step };
      places.push([place[0], place[1]]);
      losses.push(loss(place[0], place[1]));
      gradient.set(slopes(place[0], place[1]));
      optimizer.step([[place, gradient]]);
    }
    return { places, losses, gone: null };
  });
}

// ---- what is said ----

// A loss in four digits, without an exponent.
export function inDigits(loss) {
  if (loss >= 1e9) return "over a billion";
  if (loss >= 1000) return Math.round(loss).toLocaleString("en-US");
  if (loss < 1e-9) return "below a billionth";
  const four = Number(loss.toPrecision(4));
  const digits = Math.max(0, 3 - Math.floor(Math.log10(four)));
  return four.toFixed(digits).replace(/\.?0+$/, (tail) => (tail.includes(".") ? "" : digits ? "" : tail));
}

const coordinate = (value) => said(value).replace(/\d+/, (whole) => Number(whole).toLocaleString("en-US"));
const yOf = (surface) => SURFACES[surface].y ?? MAP;
const outside = ([x, y], surface) => x < MAP[0] || x > MAP[1] || y < yOf(surface)[0] || y > yOf(surface)[1];

export function whereIs({ places, losses }, { step, surface }) {
  if (step >= places.length) return `gone for good in step ${places.length}`;
  const [x, y] = places[step];
  const beyond = outside(places[step], surface) ? ", off the map" : "";
  return `loss ${inDigits(losses[step])} at (${coordinate(x)}, ${coordinate(y)})${beyond}`;
}

export function words(walks, state) {
  const { step, surface } = state;
  const losses = walks.map((walk) => walk.losses[step] ?? Infinity);
  const leader = RACERS[losses.indexOf(Math.min(...losses))].name;
  const first = !step
    ? "All at the start"
    : losses.every((loss) => loss === Infinity)
      ? "Nobody leads"
      : `${leader[0].toUpperCase()}${leader.slice(1)} leads`;
  const told = RACERS.map(({ key, name }, i) => [name, state[key], whereIs(walks[i], state)]);
  const readout = [
    `Step ${step} on the ${surface}. ${first}.`,
    ...told.map(([name, rate, place]) => `${name}, rate ${rate}: ${place}`),
  ].join("\n");
  const [x, y] = startOf(state);
  const alt =
    `Map of the ${surface} with four walks from (${coordinate(x)}, ${coordinate(y)}) after ` +
    `${step} ${step === 1 ? "step" : "steps"}, ` +
    `and their losses so far. ${first}. ${told.map(([name, , place]) => `${name}: ${place}.`).join(" ")}`;
  return { readout, alt };
}

// A program that runs the same race with nnlib and prints the losses of the readout.
export function program(state) {
  const { matrix } = SURFACES[state.surface];
  const decimal = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));
  const row = (values) => `[${values.map(decimal).join(", ")}]`;
  const surface = matrix ? `matrix = np.array([${matrix.map(row).join(", ")}])` : null;
  const names = `SGD, Adam, Momentum, RMSProp${matrix ? "" : ", Sigmoid"}`;
  const slopes = matrix ? "matrix @ place" : "np.full(2, a(place) ** 2 * (1 - a(place)))";
  const loss = matrix ? "place @ matrix @ place / 2" : "a(place) ** 2 / 2";
  return `import numpy as np
from nnlib import ${names}

${
  surface ??
  `
def a(place):
    return Sigmoid()(place.sum())

`
}
plain, momentum = SGD(${state.plain}), Momentum(${state.momentum}, ${state.mu})
for optimizer in (plain, momentum, RMSProp(${state.rmsprop}), Adam(${state.adam})):
    place = np.array(${row(startOf(state))})
    for _ in range(${state.step}):
        optimizer.step([(place, ${slopes})])
    print(f"{type(optimizer).__name__}: loss {${loss}:.4g} at {place.round(2)}")`;
}

// ---- the page ----

const icon = (i) =>
  svg(
    "svg",
    { viewBox: "0 0 44 14", class: "key09", "aria-hidden": "true" },
    svg("path", { d: "M1 7H43", class: `trail09 r${i}` }),
    svg("path", { d: markPath(RACERS[i].mark, 22, 7, 4.5), class: `mark09 r${i}` }),
  );

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => {
    walks = null;
    draw();
  });
  const view = box(el, "Explorer: a race of four optimizers");
  let walks = null;
  let shown = null; // the surface whose map is drawn
  let gone = false;
  const grounds = {};

  const surfaces = choice(
    { label: "surface", options: Object.keys(SURFACES), value: state.now.surface, many: true },
    (surface) => state.put({ surface, start: null }),
  );
  set(surfaces.node.querySelector("select"), { "aria-label": "surface" });
  const home = button("Usual start", () => {
    if (state.now.start) state.put({ start: null });
  });
  const rates = RACERS.map(({ key, name }, i) => {
    const made = rateSlider({ label: `${name}: rate`, from: 0.001, to: 1, value: state.now[key] }, (rate) =>
      state.put({ [key]: rate }),
    );
    made.node.querySelector(".name").prepend(icon(i));
    return made;
  });
  const scaleOfMu = { label: "momentum: μ", min: 0, max: 1, step: 0.01, value: state.now.mu, words: String };
  const mu = slider(scaleOfMu, (value) => state.put({ mu: value }));
  const buttons = transport(view.root, {
    step: () => go(state.now.step + 1),
    reset: () => go(0),
    atStart: () => (state.now.step ? "" : "All four are at the start."),
    atEnd: () =>
      state.now.step < LAST ? "" : `The race ends after ${LAST} steps; press Reset, or drag the step back.`,
    frames: 3,
    others: [["Ten steps", () => go(state.now.step + 10)]],
  });
  const go = (step) => state.put({ step: clip(Math.round(step), 0, LAST) });

  const surface = html("div", { class: "lossmap" });
  const curve = html("div", { class: "curves" });
  const inNnlib = foldedProgram(() => draw());
  view.main.append(
    html(
      "div",
      { class: "beside race09" },
      html(
        "div",
        { class: "column" },
        html("div", { class: "bar" }, surfaces.node, home),
        ...rates.slice(0, 2).map(({ node }) => node),
        mu.node,
        ...rates.slice(2).map(({ node }) => node),
        html("div", { class: "bar" }, ...buttons.nodes),
      ),
      html(
        "div",
        { class: "both09" },
        html("div", {}, surface, html("p", { class: "hint" }, "Drag the star, where all four start.")),
        html("div", {}, curve, html("p", { class: "hint" }, "Drag the line: the step. A cross: gone for good.")),
      ),
    ),
  );
  view.root.append(inNnlib.node);

  const ticks = [-5, 0, 5, 10];
  const map = lossMap(surface, {
    x: MAP,
    y: MAP,
    xlabel: "first weight",
    ylabel: "second weight",
    xticks: ticks,
    yticks: ticks,
    ratio: 1,
    drawn: () => picture(),
  });
  const line = (kind, i) => svg("path", { class: `${kind} r${i}` });
  const trails = RACERS.map((_, i) => ({
    casing: line("casing", i),
    path: line("trail09", i),
    marks: line("mark09", i),
    end: line("end09", i),
  }));
  const star = svg("path", {
    class: "star09",
    d: [
      ...Array.from({ length: 10 }, (_, i) => {
        const [radius, angle] = [i % 2 ? 4 : 10, (Math.PI * i) / 5 - Math.PI / 2];
        return `${i ? "L" : "M"}${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
      }),
      "z",
    ].join(""),
  });
  const grip = svg("g", {}, svg("circle", { r: 17, class: "halo" }), star);
  map.inside.append(...trails.map(({ casing }) => casing), ...trails.flatMap(({ path, marks }) => [path, marks]));
  map.front.append(...trails.map(({ end }) => end), grip);
  const onTheMap = ([x, y]) => [clip(x, ...MAP), clip(y, ...yOf(state.now.surface))];
  const moveTo = (place, to) =>
    state.put({ start: onTheMap(place).map((value) => Math.round(Math.round(value / to) * to * 100) / 100) });
  const startSays = handle(grip, {
    from: (event) => map.plane.from(event),
    label: "the start",
    move: (x, y) => moveTo([x, y], 0.05),
    nudge: (dx, dy) => {
      const [x, y] = startOf(state.now);
      moveTo([x + 0.25 * dx, y + 0.25 * dy], 0.25);
    },
    text: () => {
      const [x, y] = startOf(state.now);
      return [x, `${coordinate(x)} and ${coordinate(y)}`];
    },
  });

  const ruler = svg("path", { class: "ruler09" });
  const knob = svg("path", { class: "knob09" });
  const stepGrip = svg("g", {}, svg("rect", { class: "halo", x: -14, width: 28, y: 0, rx: 6 }), ruler, knob);
  const curveMarks = RACERS.map((_, i) => line("mark09", i));
  const crosses = RACERS.map((_, i) => line("gone09", i)); // one by one below each other, as they may go at once
  const curves = logCurves(curve, {
    height: 330,
    left: 76,
    kinds: RACERS.map((_, i) => `trail09 r${i}`),
    ylabel: "loss",
    extra: [...curveMarks, ...crosses, stepGrip],
  });
  const stepSays = handle(stepGrip, {
    from: (event) => curves.plane.from(event),
    label: "step",
    move: (step) => {
      buttons.halt();
      go(step);
    },
    nudge: (dx, dy) => {
      buttons.halt();
      go(state.now.step + dx + dy);
    },
    text: () => [state.now.step, `step ${state.now.step} of ${LAST}`],
  });
  set(stepGrip, { "aria-valuemin": 0, "aria-valuemax": LAST });

  function groundOf(name) {
    const values = new Float64Array(GRID * GRID);
    const { loss, y } = SURFACES[name];
    const at = (/** @type {number[]} */ [low, high], i) => low + ((high - low) * i) / (GRID - 1);
    for (let r = 0; r < GRID; r += 1) {
      for (let c = 0; c < GRID; c += 1)
        values[r * GRID + c] = Math.max(loss(at(MAP, c), at(yOf(name), r)), name === "plateau" ? 2e-7 : 0.02);
    }
    const axes = y
      ? { y, ylabel: "second weight, stretched", yticks: [-2, -1, 0, 1, 2] }
      : { y: MAP, ylabel: "second weight", yticks: ticks };
    return { values, columns: GRID, rows: GRID, ...axes };
  }
  const RAYS = {
    "turned ravine": [
      [0.5, -0.5],
      [8, -8],
    ],
    plateau: [
      [-8, -4],
      [8, 12],
    ],
  };

  const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const draw = once(() => picture());
  function picture() {
    if (gone || !map.plane) return;
    const { step } = state.now;
    walks ??= race(state.now);
    if (shown !== state.now.surface) {
      shown = state.now.surface;
      grounds[shown] ??= groundOf(shown);
      map.ground({
        ...grounds[shown],
        digits: shown === "plateau" ? [1] : [1, 3],
        ray:
          RAYS[shown] ??
          (SURFACES[shown].y
            ? [
                [-5, 0.05],
                [-3, 2.5],
              ]
            : [
                [0, 0.2],
                [-4, 12],
              ]),
      });
    }
    surfaces.show(shown);
    off(home, state.now.start ? "" : "That is where all four start.");
    RACERS.forEach(({ key }, i) => rates[i].show(state.now[key]));
    mu.show(state.now.mu);
    buttons.show();
    curves.show({
      end: LAST,
      limits: LIMITS,
      ticks: [1e-6, 1e-4, 0.01, 1, 100],
      lines: walks.map(({ losses }) => losses.slice(0, step + 1)),
    });
    RACERS.forEach(({ mark }, i) => {
      const { places, losses, gone: lost } = walks[i];
      const seen = places.slice(0, step + 1).map((place) => map.place(...place.map((one) => clip(one, -1000, 1000))));
      const { casing, path: trail, marks, end } = trails[i];
      const d = path(seen);
      set(trail, { d });
      set(casing, { d });
      set(marks, {
        d: seen
          .filter((_, k) => k % 10 === 0)
          .map(([px, py]) => markPath(mark, Number(px.toFixed(1)), Number(py.toFixed(1)), 3))
          .join(""),
      });
      const there = step < places.length;
      set(end, {
        d: there ? markPath(mark, ...map.place(...onTheMap(places[step])), 5.5) : "",
        class: `end09 r${i}${there && outside(places[step], shown) ? " away" : ""}`,
      });
      set(curveMarks[i], {
        d: losses
          .slice(0, step + 1)
          .map((loss, k) => [k, loss])
          .filter(([k, loss]) => k % 25 === 0 && loss >= LIMITS[0] && loss <= LIMITS[1])
          .map(([k, loss]) => markPath(mark, ...curves.plane.at(k, loss), 3.2))
          .join(""),
      });
      const [gx, gy] = curves.plane.at(lost ?? 0, LIMITS[1]);
      set(crosses[i], {
        d: lost !== null && lost <= step ? `M${(gx - 4).toFixed(1)} ${gy + 3 + 12 * i}l8 8m0 -8l-8 8` : "",
      });
    });
    set(grip, {
      transform: `translate(${map
        .place(...startOf(state.now))
        .map((one) => one.toFixed(1))
        .join(" ")})`,
    });
    const [px, low] = curves.plane.at(step, LIMITS[0]);
    const [, high] = curves.plane.at(step, LIMITS[1]);
    set(stepGrip, { transform: `translate(${px.toFixed(1)} 0)` });
    set(stepGrip.firstChild, { y: high, height: low - high });
    set(ruler, { d: `M0 ${high}V${low}` });
    set(knob, { d: `M0 ${low - 9}l8 9h-16z` });
    startSays.say();
    stepSays.say();
    const { readout, alt } = words(walks, state.now);
    view.tell(readout, alt);
    inNnlib.show(() => program(state.now));
  }

  let stop = () => {};
  whenShown(view.root, () => {
    stop = followed(view, map, [surface, curve], picture);
  });
  return () => {
    gone = true;
    buttons.stop();
    stop();
    view.stop();
  };
}
