// Chapter 13: three scores of one example, and ways to hand them to a loss. All that is computed is in facts().
import { LOSSES, softmax } from "../widgets/js/engine.js";
import { box, choice, handle, hatch, html, foldedProgram, number, once, plane, set, svg } from "../widgets/js/draw.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const CLASSES = ["A", "B", "C"];
export const START = defaultsOf(STATE);
export const LOW = -4;
export const HIGH = 10; // scores that can be chosen
const KERAS_EPSILON = 1e-7; // Keras keeps probabilities this far from 0 and from 1
const MOST_SLOPE = 1.25; // longer bars are cut off, and say so
const WAYS = {
  Logits: "the correct way",
  "Softmax first": "softmax twice",
  "Taken for probabilities": "no from_logits=True",
};
const COUNTS = [2, 3]; // how many of the ways are shown
const KEYS = ["a", "b", "c"];

// Right: the loss applies its own softmax. What it takes for probabilities, the loss, its slope at each score.
export function logits(z, label) {
  const [loss, slopes] = LOSSES.CrossEntropy(z, [label]);
  return { seen: softmax(z, 1), loss, slopes };
}

// A softmax as the last layer, and the softmax of the loss after it.
export function softmaxFirst(z, label) {
  const p = softmax(z, 1);
  const { seen, loss, slopes: back } = logits(p, label);
  const mean = p.reduce((sum, one, i) => sum + one * back[i], 0);
  return { seen, loss, slopes: p.map((one, i) => one * (back[i] - mean)) };
}

// What Keras' cross-entropy does unless told from_logits=True: it divides by the sum, and cuts off what lies outside.
export function takenForProbabilities(z, label) {
  const total = z.reduce((sum, one) => sum + one, 0);
  const shares = z.map((one) => one / total);
  const seen = shares.map((one) => clip(one, KERAS_EPSILON, 1 - KERAS_EPSILON));
  const cut = seen[label] !== shares[label];
  const slopes = z.map((_, i) => (cut ? 0 : 1 / total - (i === label ? 1 / z[label] : 0)));
  return { seen, loss: -Math.log(seen[label]), slopes: total === 0 ? z.map(() => NaN) : slopes };
}

export function facts({ a, b, c, label }) {
  const z = Float64Array.of(a, b, c),
    number = CLASSES.indexOf(label);
  const found = [logits(z, number), softmaxFirst(z, number), takenForProbabilities(z, number)];
  return { number, ways: Object.keys(WAYS).map((name, i) => ({ name, ...found[i] })) };
}

// Why the third way is silent here, or "".
function silence({ a, b, c }, { seen, slopes }, label) {
  if (a + b + c === 0) return "The scores add up to 0, so they have no shares.";
  if (slopes.some((one) => one !== 0)) return "";
  const end = seen[CLASSES.indexOf(label)] < 0.5 ? "0" : "1";
  return `Its ${label} is cut off at ${end}: no slope.`;
}

export function words(state) {
  const { number, ways } = facts(state),
    { label } = state;
  const shown = ways.slice(0, state.ways),
    why = shown[2] ? silence(state, shown[2], label) : "";
  const lines = shown.map(
    ({ name, loss, slopes }) => `${name}: loss ${said(loss, 4)}, slope at ${label} ${said(slopes[number], 4)}.`,
  );
  const scores = KEYS.map((key) => said(state[key], 1));
  const each = shown.map(
    ({ name, seen, slopes }) =>
      `${name}: probabilities in the loss ${[...seen].map((one) => percent(one)).join(", ")}, slopes ${[...slopes].map((one) => said(one, 4)).join(", ")}.`,
  );
  const alt = `Scores ${scores.join(", ")} of ${CLASSES.join(", ")}; the label is ${label}. ${each.join(" ")}`;
  return { readout: `${lines.join("\n")}${why && " "}${why}`, alt: `${alt}${why && " "}${why}` };
}

// The same numbers by nnlib, for the present scores.
export function program({ a, b, c, label, ways }) {
  const decimal = (one) => String(Number.isInteger(one) ? one.toFixed(1) : one);
  return `import numpy as np
from nnlib import CrossEntropy, Softmax

z, label = np.array([[${decimal(a)}], [${decimal(b)}], [${decimal(c)}]]), ${CLASSES.indexOf(label)}
loss, softmax = CrossEntropy(), Softmax()
slopes = loss.derivative(z, [label])
print(f"Logits: loss {loss(z, [label]):.4f}, slope {slopes[label, 0]:.4f}")
p = softmax(z)
slopes = softmax.backward(p, loss.derivative(p, [label]))
print(f"Softmax first: loss {loss(p, [label]):.4f}, slope {slopes[label, 0]:.4f}")${
    ways === 3
      ? `
shares = np.clip(z / z.sum(), 1e-7, 1 - 1e-7)
print(f"Taken for probabilities: loss {-np.log(shares[label, 0]):.4f}")`
      : ""
  }`;
}

// Three bars that can be dragged by their tops.
function scoreBars(state) {
  const p = plane({
    width: 264,
    height: 276,
    x: [0, 3],
    y: [LOW, HIGH],
    yticks: [-4, -2, 0, 2, 4, 6, 8, 10],
    margin: [10, 6, 24, 30],
  });
  const [left, zero] = p.at(0, 0),
    [right] = p.at(3, 0);
  const stripes = hatch(p.root, "ofLabel");
  p.inside.append(svg("path", { class: "zero", d: `M${left} ${zero}H${right}`, "aria-hidden": "true" }));
  const tenths = (value) => clip(Math.round(10 * value) / 10, LOW, HIGH);
  const bars = KEYS.map((key, i) => {
    const [x0] = p.at(i + 0.2, 0),
      [x1] = p.at(i + 0.8, 0),
      middle = (x0 + x1) / 2;
    const bar = svg("rect", { x: x0, width: x1 - x0, class: "scoreBar", "aria-hidden": "true" });
    const halo = svg("rect", { x: x0 - 8, width: x1 - x0 + 16, height: 32, rx: 8, class: "halo" });
    const knob = svg("rect", { x: x0 + 4, width: x1 - x0 - 8, height: 12, rx: 6, class: "grip" });
    const value = svg("text", { x: middle, class: "middle value", "aria-hidden": "true" });
    const name = svg("text", { x: middle, y: 270, class: "middle", "aria-hidden": "true" });
    const grip = svg("g", {}, halo, knob);
    p.inside.append(bar);
    p.front.append(value, name, grip);
    const move = (to) => state.put({ [key]: tenths(to) });
    const says = handle(grip, {
      from: p.from,
      label: `bar of ${CLASSES[i]}`,
      move: (_, y) => move(y),
      nudge: (dx, dy) => move(state.now[key] + 0.1 * (dx + dy)),
      text: () => [state.now[key], said(state.now[key], 1)],
    });
    return {
      show(score, isLabel) {
        const [, y] = p.at(0, score);
        set(bar, { y: Math.min(y, zero), height: Math.abs(y - zero), fill: isLabel ? stripes : null });
        bar.classList.toggle("label", isLabel);
        set(halo, { y: y - 16 });
        set(knob, { y: y - 6 });
        set(value, { y: score > 8.8 ? y + 22 : y - 12 });
        value.textContent = said(score, 1);
        name.textContent = isLabel ? `${CLASSES[i]}, the label` : CLASSES[i];
        name.classList.toggle("chosen", isLabel);
        says.say();
      },
    };
  });
  return { root: p.root, show: (now) => bars.forEach((bar, i) => bar.show(now[KEYS[i]], CLASSES[i] === now.label)) };
}

// One way: what the loss takes for probabilities, the loss, the slopes. Its text is HTML, so it never shrinks.
function column(name) {
  const cell = (kind) => {
    const fill = html("i"),
      text = html("b");
    return { node: html("div", { class: kind }, fill, text), fill, text };
  };
  const shares = CLASSES.map(() => cell("share")),
    slopes = CLASSES.map(() => cell("slope"));
  const loss = html("p", { class: "loss" });
  const letters = () => html("div", { class: "three letters" }, ...CLASSES.map((one) => html("span", {}, one)));
  const node = html(
    "section",
    { "aria-hidden": "true" },
    html("p", { class: "way" }, name),
    html("p", { class: "hint" }, WAYS[name]),
    html("p", { class: "hint" }, "probabilities in the loss"),
    html("div", { class: "three" }, ...shares.map((one) => one.node)),
    letters(),
    loss,
    html("p", { class: "hint slopes" }, "slopes: down pushes the score up"),
    html("div", { class: "three" }, ...slopes.map((one) => one.node)),
    letters(),
  );
  return {
    node,
    show({ seen, loss: value, slopes: found }, label) {
      loss.textContent = `loss ${said(value, 3)}`;
      shares.forEach(({ node: place, fill, text }, i) => {
        const share = Number.isNaN(seen[i]) ? 0 : seen[i];
        fill.style.height = `${60 * share}px`;
        text.style.bottom = `${60 * share + 1}px`;
        text.textContent = Number.isNaN(seen[i]) ? "NaN" : `${Math.round(100 * share)} %`;
        place.classList.toggle("label", i === label);
      });
      slopes.forEach(({ node: place, fill, text }, i) => {
        const slope = found[i] || 0,
          size = 50 * Math.min(1, Math.abs(slope) / MOST_SLOPE),
          up = slope > 0;
        fill.style.height = `${size}px`;
        fill.style.top = up ? `${66 - size}px` : "66px";
        text.style.top = up ? `${66 - size - 16}px` : `${66 + size}px`;
        text.textContent = said(found[i], 2);
        place.classList.toggle("up", up);
        place.classList.toggle("cut", Math.abs(slope) > MOST_SLOPE);
        place.classList.toggle("label", i === label);
      });
    },
  };
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: three scores, and ways to hand them to a loss");
  const bars = scoreBars(state);
  const numbers = KEYS.map((key, i) =>
    number({ label: `score of ${CLASSES[i]}`, min: LOW, max: HIGH, step: 0.1, value: state.now[key] }, (value) =>
      state.put({ [key]: Math.round(10 * value) / 10 }),
    ),
  );
  const label = choice({ label: "label", options: CLASSES, value: state.now.label }, (value) =>
    state.put({ label: value }),
  );
  const count = choice({ label: "ways", options: COUNTS, value: state.now.ways }, (ways) => state.put({ ways }));
  const columns = Object.keys(WAYS).map(column);
  const fields = html(
    "div",
    { class: "scores" },
    ...numbers.map(({ node }, i) => html("label", {}, `${CLASSES[i]} `, node)),
  );
  view.main.append(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column" },
        html("p", { class: "hint" }, "Drag the tops of the three bars."),
        bars.root,
        fields,
        label.node,
        count.node,
      ),
      html("div", { class: "ways" }, ...columns.map(({ node }) => node)),
    ),
  );
  const inNnlib = foldedProgram(() => picture());
  view.root.append(inNnlib.node);

  function picture() {
    const { number: place, ways } = facts(state.now);
    bars.show(state.now);
    columns.forEach((one, i) => {
      one.node.hidden = i >= state.now.ways;
      one.show(ways[i], place);
    });
    inNnlib.show(() => program(state.now));
  }
  const soon = once(picture);
  function draw() {
    const { readout, alt } = words(state.now);
    view.tell(readout, alt);
    numbers.forEach(({ show }, i) => show(state.now[KEYS[i]]));
    label.show(state.now.label);
    count.show(state.now.ways);
    soon();
  }
  draw();
  picture();
  return view.stop;
}
