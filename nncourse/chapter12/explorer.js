// Chapter 12: what a teacher's ten scores become at a temperature. Drag the scores, turn the temperature.
import {
  box,
  button,
  handle,
  html,
  foldedProgram,
  number,
  off,
  once,
  onTheme,
  plane,
  set,
  slider,
  svg,
} from "../widgets/js/draw.js";
import { argmax, softmax } from "../widgets/js/engine.js";
import { whenFed } from "../widgets/js/data.js";
import { image } from "../widgets/js/images.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { mute, thumbs } from "../widgets/js/thumbs.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
export const LOWEST = STATE.temperature.minimum;
export const HIGHEST = STATE.temperature.maximum;
const DIGITS = [...Array(10).keys()];

// The slider's values: sixteen steps from a temperature to its double, every power of two among them, and 20 at the end.
export const TEMPERATURES = [];
for (let i = 0; LOWEST * 2 ** (i / 16) < HIGHEST; i += 1)
  TEMPERATURES.push(Number((LOWEST * 2 ** (i / 16)).toPrecision(3)));
TEMPERATURES.push(HIGHEST);
export const nearest = (temperature) =>
  TEMPERATURES.reduce(
    (best, one, i) =>
      Math.abs(Math.log(one / temperature)) < Math.abs(Math.log(TEMPERATURES[best] / temperature)) ? i : best,
    0,
  );

// Softmax of scores / temperature, ten numbers: nnlib's soft_targets for one image.
export const softTargets = (scores, temperature) =>
  softmax(
    Float64Array.from(scores, (one) => one / temperature),
    1,
  );

// The smallest loss that a target allows: the sum of -p · ln p.
export const entropyOf = (shares) => shares.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);

// What follows from ten scores and a temperature; no page is needed for it.
export function facts(scores, temperature) {
  const shares = softTargets(scores, temperature);
  const order = [...DIGITS].sort((a, b) => scores[b] - scores[a] || a - b);
  const gap = scores[order[0]] - scores[order[1]];
  return {
    shares,
    plain: softTargets(scores, 1),
    order,
    gap,
    odds: Math.exp(gap / temperature),
    entropy: entropyOf(shares),
    best: argmax(scores),
  };
}

export const inWords = (temperature) => String(Number(temperature.toFixed(3)));
const few = (odds) => {
  if (odds >= 1e6) return "more than a million";
  return odds < 1000 ? odds.toFixed(odds < 10 ? 2 : 1) : Math.round(odds).toLocaleString("en-US");
};

export function words(
  { temperature, scores: own },
  { name, label, scores },
  found = facts(own ?? scores, temperature),
) {
  const { shares, plain, order, gap, odds, entropy } = found;
  const [first, second] = order;
  const told = order
    .slice(0, 3)
    .map((digit) => `${digit} ${percent(shares[digit])}`)
    .join(", ");
  const readout =
    `T = ${inWords(temperature)}: ${told}. Label: ${label}.\n` +
    `Gap of ${first} and ${second}: ${said(gap, 3)}, divided by T ${said(gap / temperature, 3)}; odds ${few(odds)} to 1.\n` +
    `Entropy (next section): ${said(entropy, 4)}. ${own ? "Scores: yours; hollow circles: the teacher's." : "Scores: the teacher's."}`;
  const alt =
    `Image ${name}, labelled ${label}. Above, ${own ? "your own" : "the teacher's"} ten scores, from ${said(Math.max(...(own ?? scores)))} for the ${first} to ${said(Math.min(...(own ?? scores)))} for the ${order[9]}. ` +
    `Below, ten bars of their probabilities at temperature ${inWords(temperature)}: ${told}; the smallest, for the ${order[9]}, is ${percent(shares[order[9]])}. ` +
    `Marks show them at T = 1, where ${first} has ${percent(plain[first])}.`;
  return { readout, alt };
}

export function program({ temperature }, scores) {
  return [
    "import numpy as np",
    "from nnlib import soft_targets",
    "",
    `scores = np.array([[${scores.join(", ")}]]).T`,
    `p = soft_targets(scores, ${temperature})[:, 0]`,
    "print(np.round(100 * p, 1))",
    "smaller, larger = np.sort(p)[-2:]",
    'print(f"odds {larger / smaller:.2f} to 1")',
    'print(f"entropy {-np.sum(p * np.log(p)):.4f}")',
  ].join("\n");
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: a teacher's scores at any temperature");
  let stopped = false;
  let images = [];
  const chosen = () => images[state.now.image];
  const scoresNow = () => state.now.scores ?? chosen().scores;
  const heat = (temperature) => state.put({ temperature: clip(temperature, LOWEST, HIGHEST) });

  // ---- controls ----
  const temperature = slider(
    {
      label: "temperature T",
      min: 0,
      max: TEMPERATURES.length - 1,
      step: 1,
      value: nearest(START.temperature),
      words: (i) => inWords(i === nearest(state.now.temperature) ? state.now.temperature : TEMPERATURES[i]),
    },
    (i) => heat(TEMPERATURES[i]),
  );
  const typed = number(
    { label: "T, as a number", min: LOWEST, max: HIGHEST, step: 0.05, value: START.temperature },
    heat,
  );
  const top = html("div", { class: "images12" });
  let choices = null;
  const reset = button("The teacher's scores again", () => state.put({ scores: null }));
  const controls = html(
    "div",
    { class: "column" },
    html("p", { class: "hint" }, "Turn the temperature; drag a score up or down."),
    top,
    html("div", { class: "heat12" }, temperature.node, typed.node),
    reset,
    html(
      "p",
      { class: "hint" },
      "Above: circle, the score; bar, the score divided by T. Below: the probabilities; lines, at T = 1.",
    ),
  );
  const stage = html("div", { class: "stage12" });
  view.main.append(html("div", { class: "beside" }, controls, stage));
  const inNnlib = foldedProgram(() => inNnlib.show(() => program(state.now, scoresNow())));
  view.root.append(inNnlib.node);

  // ---- the picture ----
  const wide = { width: 350, x: [-0.6, 9.6], xticks: [] };
  const low = plane({
    ...wide,
    height: 190,
    y: [0, 112],
    yticks: [0, 50, 100],
    ylabel: "probability, %",
    margin: [4, 4, 22, 46],
  });
  let high = null; // the plane of the scores
  let range = [-15, 15];
  const columns = DIGITS.map((digit) => {
    const x = low.at(digit, 0)[0];
    const bar = svg("rect", { x: x - 10, width: 20 });
    const mark = svg("path", { class: "one12" });
    const text = svg("text", { x, class: "middle", style: "font-size:12px" });
    low.inside.append(bar, mark);
    low.front.append(text, svg("text", { x, y: 184, class: "middle" }, digit));
    return { x, bar, mark, text, share: null, ghost: null, node: null, says: null, zero: 0 };
  });
  const rounded = (score) => Math.round(100 * clip(score, ...range)) / 100;
  const change = (digit, score) =>
    state.put({ scores: Array.from(scoresNow(), (one, j) => (j === digit ? rounded(score) : one)) });
  function drawScores() {
    const all = images.flatMap(({ scores }) => [...scores]);
    range = [
      Math.min(-10, 5 * Math.floor((Math.min(...all) - 1) / 5)),
      Math.max(10, 5 * Math.ceil((Math.max(...all) + 1) / 5)),
    ];
    high = plane({
      ...wide,
      height: 190,
      y: range,
      yticks: [range[0], 0, range[1]],
      ylabel: "score",
      margin: [8, 4, 12, 46],
    });
    set(high.root, { class: "plane upper12" });
    const zero = high.at(0, 0)[1];
    high.inside.append(svg("path", { d: `M46 ${zero}H346`, class: "zero12" }));
    columns.forEach((column, digit) => {
      const bar = svg("rect", { x: column.x - 10, width: 20 });
      const ghost = svg("circle", { r: 5, cx: column.x, class: "ghost12" });
      const halo = svg("rect", { x: -14, y: -30, width: 28, height: 60, rx: 14, class: "halo" });
      const knob = svg("circle", { r: 6.5, class: "grip" });
      const node = svg("g", {}, halo, knob);
      high.inside.append(bar, ghost);
      high.front.append(node);
      const says = handle(node, {
        from: high.from,
        label: `score of the ${digit}`,
        move: (_, y) => change(digit, y),
        nudge: (dx, dy) => change(digit, scoresNow()[digit] + 0.25 * (dx + dy)),
        text: () => [
          said(scoresNow()[digit]).replace("−", "-"),
          `${said(scoresNow()[digit])}, ${percent(shown.shares[digit])}`,
        ],
      });
      Object.assign(column, { share: bar, ghost, node, says, zero });
    });
    stage.replaceChildren(high.root, low.root);
  }

  let shown = null;
  const draw = once(() => {
    if (images.length && !stopped) paintAll();
  });
  function paintAll() {
    const now = state.now;
    const { scores } = chosen();
    const current = scoresNow();
    shown = facts(current, now.temperature);
    columns.forEach(({ x, bar, mark, text, share, ghost, node, says, zero }, digit) => {
      const top = digit === shown.best ? " top12" : "";
      const [y0, y] = [0, 100 * shown.shares[digit]].map((one) => low.at(digit, one)[1]);
      set(bar, { y, height: y0 - y, class: `bar12${top}` });
      const at = low.at(digit, 100 * shown.plain[digit])[1];
      set(mark, { d: `M${x - 13} ${at}H${x + 13}` });
      set(text, { y: Math.min(y, at) - 4 });
      text.textContent = (100 * shown.shares[digit]).toFixed(1);
      const quotient = high.at(digit, clip(current[digit] / now.temperature, ...range))[1];
      set(share, { y: Math.min(zero, quotient), height: Math.abs(zero - quotient), class: `bar12${top}` });
      set(ghost, { cy: high.at(digit, scores[digit])[1], display: now.scores ? null : "none" });
      set(node, { transform: `translate(${x} ${high.at(digit, clip(current[digit], ...range))[1].toFixed(2)})` });
      says.say();
    });
    temperature.show(nearest(now.temperature));
    typed.show(now.temperature);
    choices.show(images.indexOf(chosen()));
    off(reset, now.scores ? "" : "These are the teacher's scores.");
    const { readout, alt } = words(now, chosen(), shown);
    view.tell(readout, alt);
    inNnlib.show(() => program(now, current));
  }

  return whenFed(model, view, ["chapter12-data"], "the teacher's scores", (data) => {
    const part = (values, rows, k) => values.subarray(rows * k, rows * (k + 1));
    images = data.about.names.map((name, k) => ({
      name,
      label: data.labels.values[k],
      scores: part(data.scores.values, 10, k),
    }));
    state.limit({ image: { maximum: images.length - 1 } });
    choices = thumbs(
      {
        label: "image",
        options: images.map(({ name }, k) => {
          const small = image({ size: 56 });
          small.show(part(data.images.values, 784, k).map((byte) => byte / 255));
          return [name, mute(small.canvas), html("i", {}, name)];
        }),
      },
      (k) => state.put({ image: k, scores: null }),
    );
    top.replaceChildren(choices.node);
    drawScores();
    const stopTheme = onTheme(draw);
    paintAll();
    return () => {
      stopped = true;
      stopTheme();
    };
  });
}
