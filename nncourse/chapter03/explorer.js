// Chapter 03: a neuron with one input on the curve of its activation function, its slope, and what a nudge of w does.
import { box, choice, handle, html, foldedProgram, once, plane, set, slider, svg } from "../widgets/js/draw.js";
import { ACTIVATIONS } from "../widgets/js/engine.js";
import { hundredth } from "../widgets/js/line.js";
import { clip, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
const { sigmoid: bent, tanh, ReLU, identity } = ACTIVATIONS;
export const CURVES = {
  sigmoid: bent,
  tanh,
  ReLU,
  "leaky ReLU": ACTIVATIONS["leaky ReLU"],
  identity,
  step: { call: (z) => Number(z > 0), slope: () => 0 },
};
const NNLIB = { sigmoid: "Sigmoid", tanh: "Tanh", ReLU: "ReLU", "leaky ReLU": "LeakyReLU", identity: "Identity" };
const REACHES = [6, 12, 30]; // how far the axis of z goes to both sides

// 0.1 · 3 − 0.3 is 0 here, and not 0.00000000000000006, so that a jump and a kink are met.
const rounded = (z) => Math.round(1e12 * z) / 1e12 || 0;

// What follows from a state; no page is needed for it.
export function facts({ activation, x, w, b, nudge }) {
  const { call, slope: from } = CURVES[activation];
  const z = rounded(w * x + b);
  const moved = rounded((w + nudge) * x + b);
  const a = call(z);
  const slope = from(a);
  const jump = activation === "step" && z === 0;
  const kink = activation.endsWith("ReLU") && z === 0;
  return { z, moved, a, slope, jump, kink, predicted: jump ? null : slope * nudge * x, actual: call(moved) - a };
}

const signed = (value, digits = 4) => {
  const text = said(value, digits);
  return text.startsWith("−") ? text : `+${text}`;
};
const nudged = (nudge) => `w ${nudge < 0 ? "−" : "+"} ${Math.abs(nudge)}`;

export function words(state) {
  const { z, a, slope, jump, kink, predicted, actual } = facts(state);
  const steep = jump ? "no slope at the jump" : `slope against z ${said(slope, 4)}`;
  const promise = jump ? "nothing predicted" : `predicted ${signed(predicted)}`;
  const readout = `z = ${said(z)}, a = ${said(a, 4)}, ${steep}; ${nudged(state.nudge)}: ${promise}, actual ${signed(actual)}`;
  const note = kink ? "\nz = 0 is the kink, which has no slope; by convention the one on its left is taken." : "";
  const [left, right] = [-reachOf(z), reachOf(z)].map((end) => said(CURVES[state.activation].call(end)));
  const tangent = jump ? "no tangent at the jump" : `its tangent has a slope of ${said(slope, 4)}`;
  return {
    readout: readout + note,
    alt:
      `Output of a neuron with ${state.activation} against its sum z: ${left} at the left end, ${right} at the right. ` +
      `The point at z = ${said(z)} has output ${said(a, 4)}; ${tangent}.`,
  };
}

export const reachOf = (z) => REACHES.find((reach) => Math.abs(z) <= reach) ?? REACHES.at(-1);

// What the axis of the output shows: [lowest, highest, ticks].
/** @returns {[number, number, number[]]} */
export function heights(activation, reach) {
  if (activation === "sigmoid" || activation === "step") return [-0.15, 1.15, [0, 0.5, 1]];
  if (activation === "tanh") return [-1.3, 1.3, [-1, 0, 1]];
  return activation === "identity"
    ? [-1.08 * reach, 1.08 * reach, [-reach, 0, reach]]
    : [-0.15 * reach, 1.08 * reach, [0, reach / 2, reach]];
}

// The same in nnlib; it prints the numbers of the readout.
export function program({ activation, x, w, b, nudge }) {
  const smooth = activation in NNLIB;
  const sum = (weight) => `round(${weight} * ${x} + ${b}, 12)`;
  return `from nnlib import ${smooth ? NNLIB[activation] : "step"}

act = ${smooth ? `${NNLIB[activation]}()` : "step"}
z, moved = ${sum(w)}, ${sum(`(${w} + ${nudge})`)}
a = act(z)
slope = ${smooth ? "act.backward(a, 1.0)" : "0"}
print("z:", z, "a:", a, "slope:", slope)
print("predicted:", slope * ${nudge} * ${x}, "actual:", act(moved) - a)
`;
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: a sigmoid neuron, its slope and a nudge");

  // ---- the picture: both axes go from −1 to 1 and from 0 to 1 in the plane, and are named anew for each curve ----
  const p = plane({
    width: 360,
    height: 262,
    x: [-1, 1],
    y: [0, 1],
    margin: [8, 12, 38, 50],
    xlabel: "z",
    ylabel: "output a",
  });
  p.root.style.maxWidth = "420px";
  const zeros = [svg("line", { class: "zero" }), svg("line", { class: "zero" })];
  const curve = svg("path", { class: "shape" });
  const tangent = svg("line", { class: "tangent" });
  const miss = svg("line", { class: "miss" });
  const promised = svg("path", { class: "promised", d: "M0 -6L6 0L0 6L-6 0Z" });
  const came = svg("rect", { class: "came", width: 8, height: 8 });
  const point = svg("g", {}, svg("circle", { r: 15, class: "halo" }), svg("circle", { r: 7, class: "on-curve" }));
  const ticks = svg("g", { class: "axes", "aria-hidden": "true" });
  p.inside.append(...zeros, curve, tangent, miss, came, promised);
  p.front.append(ticks, point);
  let held = null; // the reach of the axis stays while the point is dragged
  const reach = () => held ?? reachOf(facts(state.now).z);
  const bend = (z) => {
    // the point goes to z: w and x stay, so b has to move
    const to = clip(z, -reach(), reach());
    state.put({ b: hundredth(to - state.now.w * state.now.x) });
  };
  const says = handle(point, {
    from: p.from,
    label: "the point (z)",
    move: (u) => bend(u * reach()),
    nudge: (dx, dy) => bend(facts(state.now).z + 0.05 * (dx + dy)),
    done: () => {
      held = null;
      draw();
    },
    text: () => {
      const { z, a } = facts(state.now);
      return [z, `z ${said(z)}, output ${said(a, 4)}`];
    },
  });
  point.addEventListener("pointerdown", () => {
    held = reachOf(facts(state.now).z);
  });

  // ---- controls, and the three moves ----
  const functions = choice(
    { label: "activation", options: Object.keys(CURVES), value: START.activation },
    (activation) => state.put({ activation }),
  );
  functions.node.classList.add("functions");
  const two = (value) => said(value);
  const scale = (key, label, end) =>
    slider({ label, min: -end, max: end, step: 0.05, value: START[key], words: two }, (value) =>
      state.put({ [key]: value }),
    );
  const sliders = {
    w: scale("w", "weight w", 10),
    x: scale("x", "input x", 2),
    b: scale("b", "bias b", 10),
    nudge: scale("nudge", "nudge of w", 2),
  };
  const sum = html("p", { class: "sum" });
  const rows = [
    ["move of z", "of-z"],
    ["predicted", "predicted"],
    ["actual", "actual"],
  ].map(([name, kind]) => {
    const fill = html("div", { class: `fill ${kind}` });
    const value = html("b");
    return { fill, value, parts: [html("span", {}, name), html("div", { class: "track" }, fill), value] };
  });
  const why = html("p");
  const moves = html(
    "div",
    { class: "moves", "aria-hidden": "true" },
    why,
    ...rows.flatMap(({ parts }) => parts),
    html("p", { class: "hint" }, "In the picture: diamond on the tangent, predicted; square on the curve, actual."),
  );
  const inNnlib = foldedProgram(() => draw());
  view.main.append(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column" },
        functions.node,
        ...Object.values(sliders).map(({ node }) => node),
        html("p", { class: "hint" }, "Drag the point along the curve: w and x stay, and b moves."),
      ),
      html("div", { class: "square" }, p.root, moves),
    ),
  );
  moves.prepend(sum);
  view.root.append(inNnlib.node);

  // ---- drawing ----
  let drawn = ""; // the curve on the picture
  function picture() {
    const { now } = state;
    const { z, moved, a, slope, jump, predicted, actual } = facts(now);
    const far = reach();
    const [low, high, marks] = heights(now.activation, far);
    const at = (place, output) => p.at(place / far, (output - low) / (high - low));
    if (drawn !== `${now.activation} ${far}`) {
      drawn = `${now.activation} ${far}`;
      const { call } = CURVES[now.activation];
      const path = (from, to) =>
        Array.from({ length: 121 }, (_, i) =>
          at(from + (i / 120) * (to - from), call(from + (i / 120) * (to - from)))
            .map((one) => one.toFixed(1))
            .join(" "),
        ).join("L");
      const whole =
        now.activation === "step"
          ? `M${path(-far, 0)}M${at(0, 1).join(" ")}L${at(far, 1).join(" ")}`
          : `M${path(-far, 0)}L${path(0, far)}`;
      set(curve, { d: whole });
      const text = (x, y, value, kind) =>
        svg("text", { x, y, class: kind }, said(value, Number.isInteger(value) ? 0 : 1));
      ticks.replaceChildren(
        ...[-far, -far / 2, 0, far / 2, far].map((one) => text(at(one, low)[0], at(one, low)[1] + 15, one, "middle")),
        ...marks.map((one) => text(at(-far, one)[0] - 6, at(-far, one)[1] + 4, one, "end")),
      );
      const [x0, y0] = at(0, 0);
      set(zeros[0], { x1: x0, x2: x0, y1: 0, y2: 400 });
      set(zeros[1], { x1: 0, x2: 400, y1: y0, y2: y0 });
    }
    const here = clip(z, -far, far);
    const [px, py] = at(here, a);
    set(point, { transform: `translate(${px} ${clip(py, 0, 240)})` });
    const [[x1, y1], [x2, y2]] = [-2.5 * far, 2.5 * far].map((by) => at(z + by, a + slope * by));
    set(tangent, { x1, y1, x2, y2, display: jump ? "none" : null });
    const [qx, qy] = at(moved, a + (predicted ?? 0));
    const [rx, ry] = at(moved, a + actual);
    set(promised, { transform: `translate(${qx} ${qy})`, display: jump ? "none" : null });
    set(came, { transform: `translate(${rx - 4} ${ry - 4})` });
    set(miss, { x1: qx, y1: qy, x2: rx, y2: ry, display: jump ? "none" : null });
    const by = moved - z;
    const most = Math.max(Math.abs(by), Math.abs(predicted ?? 0), Math.abs(actual), 1e-12);
    [by, predicted, actual].forEach((value, i) => {
      const width = (50 * Math.abs(value ?? 0)) / most;
      Object.assign(rows[i].fill.style, { left: `${value < 0 ? 50 - width : 50}%`, width: `${width}%` });
      rows[i].value.textContent = value === null ? "nothing" : signed(value);
    });
    const negative = (value) => (value < 0 ? `(${said(value)})` : said(value));
    sum.textContent = `z = w · x + b = ${said(now.w)} · ${negative(now.x)} ${now.b < 0 ? "−" : "+"} ${said(Math.abs(now.b))} = ${said(z)}`;
    why.textContent = `A nudge of ${signed(now.nudge, 2)} to w moves z, and so the output:`;
  }
  const soon = once(picture);
  function draw() {
    // at once what is said, with the next frame what is seen
    const { now } = state;
    const { readout, alt } = words(now);
    view.tell(readout, alt);
    functions.show(now.activation);
    for (const [key, { show }] of Object.entries(sliders)) show(now[key]);
    says.say();
    inNnlib.show(() => program(now));
    soon();
  }
  draw();
  picture();
  return view.stop;
}
