// Chapter 07: forward and backward through the graph of the eight weights, one edge at a time. Its numbers can be pulled.
import { box, button, choice, handle, html, foldedProgram, off, once, set, slider, svg } from "../widgets/js/draw.js";
import { sigmoid } from "../widgets/js/engine.js";
import { brief, graph, label, pulled } from "../widgets/js/graphs.js";
import { clip, said } from "../widgets/js/text.js";
import { bothWays } from "../widgets/js/walking.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// The network is that of the eight weights; Python sends that of the reader.
export const START = defaultsOf(STATE);

const COLUMNS = [["x1", "x2"], ["z_h1", "z_h2"], ["h1", "h2"], ["z_o1", "z_o2"], ["o1", "o2"], ["e1", "e2"], ["L"]];
// Edges as [tail, head] in the order of the way there; the first four and the next four that carry weights have names.
export const FORWARD = [
  ["x1", "z_h1"],
  ["x2", "z_h1"],
  ["x1", "z_h2"],
  ["x2", "z_h2"],
  ["z_h1", "h1"],
  ["z_h2", "h2"],
  ["h1", "z_o1"],
  ["h2", "z_o1"],
  ["h1", "z_o2"],
  ["h2", "z_o2"],
  ["z_o1", "o1"],
  ["z_o2", "o2"],
  ["o1", "e1"],
  ["o2", "e2"],
  ["e1", "L"],
  ["e2", "L"],
];
const WEIGHTS = [0, 1, 2, 3, 6, 7, 8, 9]; // the edges that carry them
export const NAMES = STATE.follow.enum.slice(1);
const SUMS = ["z_h1", "z_h2", "z_o1", "z_o2"]; // to which a bias is added
const OUTPUTS = ["o1", "o2"];
// The way back: column by column from the loss, each node hears from all that listen to it.
export const BACKWARD = [...COLUMNS]
  .reverse()
  .flat()
  .flatMap((node) => FORWARD.map((_, i) => i).filter((i) => FORWARD[i][0] === node));
export const LAST = FORWARD.length + BACKWARD.length;

const nameOf = (i) => NAMES[WEIGHTS.indexOf(i)];
const inWords = (node) => (node === "L" ? "the loss" : node.replace("z_", "z of "));
const six = (value) => said(value, 6);
const bracketed = (value, digits = 6) => (value < 0 ? `(${said(value, digits)})` : said(value, digits));

// Add what arrives at a node to what it holds, and say what that makes.
function gather(numbers, node, arrives) {
  const held = numbers[node];
  numbers[node] = held === undefined ? arrives : held + arrives;
  if (held === undefined) return ` is now ${six(arrives)}.`;
  return ` is now ${six(held)} ${arrives < 0 ? "−" : "+"} ${six(Math.abs(arrives))} = ${six(numbers[node])}.`;
}

function forward(state, sums, i) {
  const [tail, head] = FORWARD[i];
  const { values, factors } = sums;
  const value = values[tail];
  if (head === "L") return `Forward: ${tail} is added to the loss. The loss${gather(values, head, value)}`;
  const output = OUTPUTS.indexOf(tail);
  if (output >= 0) {
    const target = state.targets[output];
    const miss = value - target;
    factors[i] = miss;
    factors[i + 2] = 1;
    values[head] = (miss * miss) / 2;
    return (
      `Forward from ${tail} to ${head}: ½ (${six(value)} − ${bracketed(target, 2)})² = ${six(values[head])}. ` +
      `The factor for the way back is ${six(value)} − ${bracketed(target, 2)} = ${six(miss)}.`
    );
  }
  const name = nameOf(i);
  if (!name) {
    const a = sigmoid(value);
    values[head] = a;
    factors[i] = a * (1 - a);
    return (
      `Forward through the sigmoid: ${head} = σ(${six(value)}) = ${six(a)}. Its slope is kept as the factor for ` +
      `the way back: ${six(a)} × (1 − ${six(a)}) = ${six(factors[i])}.`
    );
  }
  const arrives = value * factors[i];
  const text =
    `Forward along ${name}, from ${tail} to ${inWords(head)}: ${six(value)} × ${bracketed(factors[i], 2)} = ` +
    `${six(arrives)} arrives. ${inWords(head)}`;
  if (head in values) return text + gather(values, head, arrives);
  values[head] = state.biases[SUMS.indexOf(head)];
  return text + gather(values, head, arrives).replace("now", "now its bias");
}

function backward({ values, factors, grad, gradients }, i) {
  const [tail, head] = FORWARD[i];
  const name = nameOf(i);
  grad.L ??= 1;
  const arrives = grad[head] * factors[i];
  const text =
    `Backward${name ? ` along ${name}` : ""}, from ${inWords(head)} to ${inWords(tail)}: ` +
    `${six(grad[head])} × ${bracketed(factors[i], name ? 2 : 6)} = ${six(arrives)} arrives. ` +
    `The gradient of ${inWords(tail)}${gather(grad, tail, arrives)}`;
  if (!name) return text;
  gradients[i] = grad[head] * values[tail];
  return `${text} The weight itself: ${six(grad[head])} × ${bracketed(values[tail])} = ${six(gradients[i])}.`;
}

// What is known after the steps of a state: values and gradients (grad) by node, factors and the weights' gradients by
// edge, and in words what the last step did; now is the edge of the last step and whether it went forward.
export function facts(state) {
  const sums = { values: { x1: state.x[0], x2: state.x[1] }, factors: {}, grad: {}, gradients: {} };
  WEIGHTS.forEach((edge, i) => {
    sums.factors[edge] = state.weights[i];
  });
  let text = "Nothing is computed yet: the inputs, the weights and the biases are known.";
  let now = null;
  const there = FORWARD.map((_, i) => i).slice(0, state.step);
  const back = BACKWARD.slice(0, Math.max(0, state.step - FORWARD.length));
  for (const i of there) [text, now] = [forward(state, sums, i), [i, true]];
  for (const i of back) [text, now] = [backward(sums, i), [i, false]];
  const ends = (edges, end) => new Set(edges.map((i) => FORWARD[i][end]));
  const both = (one, other) => [...one].filter((node) => other.has(node));
  const unfinished = {
    // still being added up
    values: both(ends(there, 1), ends(FORWARD.map((_, i) => i).slice(state.step), 1)),
    grad: both(ends(back, 0), ends(BACKWARD.slice(back.length), 0)),
  };
  return { ...sums, text, now, there: new Set(there), back: new Set(back), unfinished };
}

// All routes from a node to the loss, as lists of numbers of edges.
export function routesFrom(node) {
  if (node === "L") return [[]];
  return FORWARD.flatMap(([tail, head], i) => (tail === node ? routesFrom(head).map((rest) => [i, ...rest]) : []));
}

const followed = (state) => {
  const edge = WEIGHTS[NAMES.indexOf(state.follow)];
  return edge === undefined ? [] : routesFrom(FORWARD[edge][1]).map((route) => [edge, ...route]);
};

// The products of factors along all routes from a weight to the loss, in words.
function writtenOut(state, { values, factors }) {
  let total = 0;
  const routes = followed(state);
  const lines = routes.map(([edge, ...route]) => {
    const numbers = [values[FORWARD[edge][0]], ...route.map((i) => factors[i])];
    const product = numbers.reduce((one, other) => one * other);
    total += product;
    const through = route
      .map((i) => FORWARD[i][0])
      .filter((node) => /^[ho]/.test(node))
      .join(", ");
    return `Through ${through}: ${numbers
      .slice(0, -1)
      .map((one) => bracketed(one))
      .join(" × ")} = ${six(product)}.`;
  });
  return lines.join("\n") + (lines.length > 1 ? `\nTogether: ${six(total)}.` : "");
}

export function words(state) {
  const found = facts(state);
  const { values, grad, gradients, text } = found;
  let readout = `Step ${state.step} of ${LAST}. ${text}`;
  if (state.step > FORWARD.length) readout += `\nThe loss is ${six(values.L)}.`;
  if (state.follow !== "no weight") {
    const ready = state.step >= FORWARD.length;
    readout += `\nFrom ${state.follow} to the loss:`;
    readout += ready ? `\n${writtenOut(state, found)}` : ` the factors are complete after step ${FORWARD.length}.`;
  }
  const walking = Object.keys(grad).length > 0;
  const kind = walking ? "Gradients" : "Values";
  const numbers = Object.entries(walking ? grad : values).map(([node, one]) => `${inWords(node)} ${brief(one)}`);
  const alt =
    `The graph of the eight weights at step ${state.step} of ${LAST}. ${kind} known so far: ${numbers.join(", ")}.` +
    (walking ? ` ${Object.keys(gradients).length} of 8 weights have their slope.` : "") +
    (state.follow === "no weight" ? "" : ` Thick: the routes from ${state.follow} to the loss.`);
  return { readout, alt };
}

// The program that prints loss, gradients of the sums, and slopes of the weights.
export function program({ x, targets, weights: w, biases: b }) {
  const column = ([one, other]) => `np.array([[${one}], [${other}]])`;
  return `import numpy as np

from nnlib import MSE, Layer, NeuralNetwork
from nnlib.activations import Sigmoid

net = NeuralNetwork([Layer(2, 2, Sigmoid()), Layer(2, 2, Sigmoid())])
hidden, output = net.layers
hidden.W[...], hidden.b[...] = [[${w[0]}, ${w[1]}], [${w[2]}, ${w[3]}]], [[${b[0]}], [${b[1]}]]
output.W[...], output.b[...] = [[${w[4]}, ${w[5]}], [${w[6]}, ${w[7]}]], [[${b[2]}], [${b[3]}]]
x, targets, loss = ${column(x)}, ${column(targets)}, MSE()
outputs = net.forward_pass(x)
net.backward_pass(loss.derivative(outputs, targets))
print("loss", loss(outputs, targets))
for layer in net.layers:
    print("slopes of the weights", *layer.dW.ravel(), "gradients of the sums", *layer.db.ravel())
`;
}

// Where all stands in the picture: from left to right where there is room, else from top to bottom.
const ACROSS = {
  width: 630,
  height: 384,
  most: 700,
  along: [42, 160, 242, 360, 444, 528, 590],
  rows: [116, 268],
  middle: 192,
  scales: { x1: [28, 34], x2: [28, 352], o1: [432, 34], o2: [432, 352] },
  ruler: 168,
  chips: [0.5, 0.36],
};
const DOWN = {
  width: 350,
  height: 664,
  most: 400,
  beside: true,
  along: [94, 214, 276, 396, 458, 520, 572],
  rows: [86, 254],
  middle: 160,
  scales: { x1: [24, 34], x2: [196, 34], o1: [24, 634], o2: [196, 634] },
  ruler: 130,
  chips: [0.68, 0.26],
};
const NARROW = 520; // pixels
const REACH = 10; // of weights

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: forward and backward through the eight weights");
  view.root.classList.add("nnl07");
  const picture = graph();
  const put = (key, i, value) => state.put({ [key]: state.now[key].map((one, j) => (j === i ? value : one)) });
  const whole = (values) => [Math.min(0, ...values.map(Math.floor)), Math.max(1, ...values.map(Math.ceil))];

  // ---- controls ----
  const walk = bothWays(view.root, {
    place: () => state.now.step,
    length: () => LAST,
    go: (step) => state.put({ step }),
    pause: () => 900,
  });
  const step = slider({ label: "step", min: 0, max: LAST, step: 1, value: 0 }, (value) => {
    walk.halt();
    state.put({ step: value });
  });
  const pair = (from) => (value) =>
    state.put({ biases: state.now.biases.map((one, i) => (i === from || i === from + 1 ? value : one)) });
  const biases = ["bias of h1 and h2", "bias of o1 and o2"].map((name, i) =>
    slider(
      {
        label: name,
        min: -6,
        max: 6,
        step: 0.05,
        value: 0,
        words: (value) => {
          const [one, other] = state.now.biases.slice(2 * i);
          return one === other || value !== one ? said(value) : `${said(one)} and ${said(other)}`;
        },
      },
      pair(2 * i),
    ),
  );
  const follow = choice(
    { label: "follow a weight", options: STATE.follow.enum, value: "no weight", many: true },
    (value) => state.put({ follow: value }),
  );
  set(follow.node.querySelector("select"), { "aria-label": "follow a weight" });
  const given = button("Numbers as given", () => {
    if (given.getAttribute("aria-disabled") !== "true") state.put({ ...state.now.given });
  });
  const hint = html(
    "p",
    { class: "hint" },
    "Drag the grey weights, and the round grips of inputs and targets. Blue: values. ",
    "Orange, with ◂: gradients.",
  );
  const frame = html("div", { class: "frame07" }, picture.root);
  view.main.append(
    html(
      "div",
      { class: "beside walk07" },
      html(
        "div",
        { class: "column" },
        html("div", { class: "bar" }, ...walk.nodes),
        step.node,
        ...biases.map(({ node }) => node),
        html("div", { class: "bar" }, follow.node, given),
        hint,
      ),
      frame,
    ),
  );
  const inNnlib = foldedProgram(() => draw());
  view.root.append(inNnlib.node);

  // ---- the picture ----
  let layout = null;
  let chips = [];
  let rulers = [];
  function lay(wanted) {
    const focused = picture.root.contains(document.activeElement)
      ? document.activeElement.getAttribute("aria-label")
      : null;
    layout = wanted;
    const turn = (along, across) => (wanted.beside ? [across, along] : [along, across]);
    const places = new Map(
      COLUMNS.flatMap((column, c) =>
        column.map((node, r) => [node, turn(wanted.along[c], column.length === 1 ? wanted.middle : wanted.rows[r])]),
      ),
    );
    const edges = FORWARD.map(([tail, head], i) => ({
      tail,
      head,
      at: nameOf(i) ? wanted.chips[Number(tail[1] !== head[3])] : 0.5,
    }));
    picture.lay({ ...wanted, places, edges });
    chips = WEIGHTS.map((edge, i) => {
      const grip = svg("g", { class: "chip07" });
      picture.front.append(grip);
      const weight = label(grip, "chip", 14);
      const gradient = label(picture.front, "grad", 4);
      set(gradient.node, { "aria-hidden": "true" });
      set(weight.node.firstChild, { class: "halo" });
      const says = pulled(grip, {
        label: `weight ${NAMES[i]}`,
        low: -REACH,
        high: REACH,
        now: () => state.now.weights[i],
        change: (value) => put("weights", i, value),
        text: () => said(state.now.weights[i]),
      });
      return { edge, weight, gradient, says };
    });
    rulers = [
      ["x1", "x", 0, "x1"],
      ["x2", "x", 1, "x2"],
      ["o1", "targets", 0, "target of o1"],
      ["o2", "targets", 1, "target of o2"],
    ].map((one) => ruler(...one, wanted));
    if (focused) picture.root.querySelector(`[aria-label="${focused}"]`)?.focus();
  }

  // A scale from 0 to 1 with a grip, and for a target the output on the same scale, joined by what is missing.
  function ruler(node, key, i, name, { scales, ruler: length, beside }) {
    const [x, y] = scales[node];
    const [low, high] = whole(state.now.given[key]);
    const at = (value) => x + (length * (clip(value, low, high) - low)) / (high - low);
    const line = svg("path", {
      d: `M${x} ${y}H${x + length}M${x} ${y - 5}V${y + 5}M${x + length} ${y - 5}V${y + 5}`,
      class: "ruler07",
    });
    const miss = svg("path", { class: "miss07" });
    const mark = svg("path", { class: "mark07", d: "M0 -8L6 0L0 8L-6 0Z" });
    const grip = svg("g", {}, svg("circle", { r: 16, class: "halo" }), svg("circle", { r: 8, class: "grip" }));
    const layer = svg("g", { "aria-hidden": "true" }, line, miss, mark);
    picture.front.append(layer, grip);
    const title = label(layer, "note");
    const from = (event) => {
      const there = picture.root.getScreenCTM().inverse();
      return [low + ((high - low) * (there.a * event.clientX + there.e - x)) / length, 0];
    };
    const move = (value) => put(key, i, Number(clip(value, low, high).toFixed(2)));
    const says = handle(grip, {
      from,
      label: name,
      move,
      nudge: (dx, dy) => move(state.now[key][i] + 0.01 * (dx + dy)),
      text: () => [state.now[key][i], said(state.now[key][i])],
    });
    return {
      says,
      show(output) {
        const value = state.now[key][i];
        set(grip, { transform: `translate(${at(value).toFixed(1)} ${y})` });
        const known = key === "targets" && output !== undefined;
        for (const part of [miss, mark]) set(part, { display: known ? null : "none" });
        if (known) {
          set(miss, { d: `M${at(value).toFixed(1)} ${y}H${at(output).toFixed(1)}` });
          set(mark, { transform: `translate(${at(output).toFixed(1)} ${y})` });
        }
        title.put(
          x + length / 2,
          y - 22,
          `${name} ${said(value)}${known && !beside ? `, ${node} ◆ ${said(output)}` : ""}`,
        );
      },
    };
  }

  function paint() {
    if (!layout) return;
    const now = state.now;
    const found = facts(now);
    const dots = (kind, digits) =>
      Object.fromEntries(
        Object.entries(found[kind]).map(([node, one]) => [
          node,
          brief(one, digits) + (found.unfinished[kind].includes(node) ? " …" : ""),
        ]),
      );
    picture.show({
      values: dots("values", 4),
      grad: dots("grad", 3),
      now: found.now,
      paths: followed(now),
      factors: FORWARD.map((_, i) => (nameOf(i) || !(i in found.factors) ? null : brief(found.factors[i], 3))),
      how: (i) => (found.back.has(i) ? "back" : found.there.has(i) ? "there" : "todo"),
    });
    for (const { edge, weight, gradient } of chips) {
      const { place, at } = picture.edge(edge);
      const [x, y] = place(at);
      const told = edge in found.gradients;
      weight.put(x, y - (told ? 8 : 0), `${said(found.factors[edge])} ↕`);
      gradient.put(x, y + 10, told ? `◂ ${brief(found.gradients[edge], 3)}` : null);
    }
    rulers.forEach((one, i) => one.show(found.values[["", "", ...OUTPUTS][i]]));
  }
  const soon = once(paint);

  function draw() {
    const now = state.now;
    const { readout, alt } = words(now);
    view.tell(readout, alt);
    view.root.classList.toggle("routed", now.follow !== "no weight");
    step.show(now.step);
    biases.forEach((one, i) => one.show(now.biases[2 * i]));
    follow.show(now.follow);
    const same = Object.entries(now.given).every(([key, values]) => String(values) === String(now[key]));
    off(given, same ? "The numbers are those that were given." : "");
    walk.show();
    for (const { says } of [...chips, ...rulers]) says.say();
    inNnlib.show(() => program(now));
    soon();
  }
  const fit = () => {
    const width = frame.clientWidth;
    if (!width) return;
    const wanted = width < NARROW ? DOWN : ACROSS;
    if (wanted !== layout) {
      lay(wanted);
      draw();
      paint();
    }
  };
  const resize = new ResizeObserver(fit);
  resize.observe(frame);
  draw();
  fit();
  return () => {
    resize.disconnect();
    walk.stop();
    view.stop();
  };
}
