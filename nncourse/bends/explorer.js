// Chapter 05, beside the lesson's other explorer: one input, some hidden ReLUs, one output. Each ReLU bends the curve once.
import { box, html, foldedProgram, once, plane, set, slider, svg, transport } from "../widgets/js/draw.js";
import { LOSSES, Layer, NeuralNetwork } from "../widgets/js/engine.js";
import { clip, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
// The year of the lesson: degrees at its 25 points, half a month from each other.
export const YEAR = [3, 0, -4, -6, -2, 4, 10, 13, 11, 7, 8, 13, 19, 24, 26, 24, 19, 15, 14, 17, 18, 14, 7, 1, -2];
const X = Float64Array.from(YEAR, (_, i) => i / 6); // quarters of the year, from 0 to 4
const Y = Float64Array.from(YEAR, (degrees) => degrees / 10);
const RATE = 0.02;
const PRESS = 100; // steps at a press of the button, and
const FRAME = 10; // in each frame while it trains
const MOST = STATE.bends.maximum;

// ---- what is computed, and said ----

// The network: hidden neurons with the weight 1 and the bias −place, and an output that weighs them by the changes.
export function networkOf({ bends, places, changes, level }) {
  const [hidden, output] = [new Layer(1, bends, "ReLU"), new Layer(bends, 1, "identity")];
  hidden.W.fill(1);
  for (let k = 0; k < bends; k += 1) {
    hidden.b[k] = -places[k];
    output.W[k] = changes[k];
  }
  output.b[0] = level;
  return new NeuralNetwork([hidden, output]);
}

export function facts(state) {
  const outputs = Float64Array.from(networkOf(state).forward(X, X.length));
  const misses = outputs.map((one, i) => Math.abs(one - Y[i]));
  const worst = misses.reduce((best, one, i) => (one > misses[best] ? i : best), 0);
  return { outputs, worst, largest: misses[worst], squared: LOSSES.MSE(outputs, Y)[0] };
}

// The state after so many steps of gradient descent on the mean squared error; the weights of 1 stay.
export function trained(state, count) {
  const net = networkOf(state);
  const [hidden, output] = net.layers;
  for (let step = 0; step < count; step += 1) {
    net.backward(LOSSES.MSE(net.forward(X, X.length), Y)[1]);
    for (let k = 0; k < state.bends; k += 1) {
      hidden.b[k] -= RATE * hidden.db[k];
      output.W[k] -= RATE * output.dW[k];
    }
    output.b[0] -= RATE * output.db[0];
  }
  return {
    places: state.places.map((one, k) => (k < state.bends ? -hidden.b[k] : one)),
    changes: state.changes.map((one, k) => (k < state.bends ? output.W[k] : one)),
    level: output.b[0],
    steps: state.steps + count,
  };
}

// Where the curve turns, as [x, output], from the left end to the right.
export function corners(state) {
  const inside = state.places.slice(0, state.bends).filter((place) => place > 0 && place < 4);
  const x = Float64Array.from([0, ...inside.sort((a, b) => a - b), 4]);
  const outputs = networkOf(state).forward(x, x.length);
  return Array.from(x, (one, i) => [one, outputs[i]]);
}

const signed = (value) => said(value).replace(/^(?!−)/, "+");
const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

export function words(state) {
  const { bends, places, changes, level, steps } = state;
  const k = Math.min(state.chosen, bends);
  const { worst, largest, squared } = facts(state);
  const readout = [
    `Largest miss ${said(largest)}, which is ${said(10 * largest, 1)} degrees, at x = ${said(X[worst])}; mean squared error ${said(squared, 4)}.`,
    `Bend ${k} of ${bends}: at x = ${said(places[k - 1])} the slope changes by ${signed(changes[k - 1])}.`,
    steps ? `${counted(steps, "step")} of gradient descent since you last moved something.` : "Nothing is trained yet.",
  ].join("\n");
  const turns = places.slice(0, bends).map((place, i) => `${said(place)} (${signed(changes[i])})`);
  const alt =
    `The temperatures of a year as 25 points, and a curve of straight pieces with ${counted(bends, "bend")}. It begins ` +
    `at ${said(level)}; the places of the bends, and the changes of slope there, are ${turns.join(", ")}. ` +
    `Bars join the points to the curve: the longest, at x = ${said(X[worst])}, is ${said(largest)} long.`;
  return { readout, alt };
}

// The same network in nnlib; it prints the numbers of the first line of the readout.
export function program(state) {
  const { bends, places, changes, level } = state;
  const list = (values, turn = (one) => one) =>
    `[${values
      .slice(0, bends)
      .map((one) => turn(one) || 0)
      .join(", ")}]`;
  return `import numpy as np

from nnlib import MSE, Identity, Layer, NeuralNetwork, ReLU

x = np.linspace(0, 4, 25).reshape(1, -1)
y = np.array([${YEAR.join(", ")}]).reshape(1, -1) / 10
net = NeuralNetwork([Layer(1, ${bends}, ReLU()), Layer(${bends}, 1, Identity())])
hidden, last = net.layers
hidden.W[...] = 1
hidden.b[:, 0] = ${list(places, (one) => -one)}
last.W[0] = ${list(changes)}
last.b[...] = ${level}
outputs = net.forward_pass(x)
print(f"{np.abs(outputs - y).max():.2f} {MSE()(outputs, y):.4f}")`;
}

// ---- the page ----

export function render({ model, el }) {
  const view = box(el, "Explorer: bends that fit a curve, by hand and by training");
  const state = stateOf(model, STATE, () => draw());
  const chosen = () => Math.min(state.now.chosen, state.now.bends);
  const put = (values) => {
    buttons.halt();
    state.put({ ...values, steps: 0 });
  };
  const replaced = (list, value) => state.now[list].map((one, k) => (k === chosen() - 1 ? value : one));

  const p = plane({
    width: 400,
    height: 280,
    x: [-0.08, 4.08],
    y: [-1.2, 3.2],
    xticks: [0, 1, 2, 3, 4],
    yticks: [-1, 0, 1, 2, 3],
    margin: [8, 12, 40, 46],
    xlabel: "x, quarters of the year",
    ylabel: "tens of degrees",
  });
  p.root.style.maxWidth = "560px";
  const bars = Array.from(X, () => svg("line", { class: "miss05" }));
  const dots = Array.from(X, (x, i) => {
    const [cx, cy] = p.at(x, Y[i]);
    return svg("circle", { cx, cy, r: 2.8, class: "day05" });
  });
  const curve = svg("path", { class: "curve05" });
  const marks = Array.from({ length: MOST }, () => svg("rect", { x: -4, y: -4, width: 8, height: 8, class: "bend05" }));
  p.inside.append(...bars, curve);
  p.front.append(...dots, ...marks);

  const sliders = {
    bends: slider({ label: "bends", min: 1, max: MOST, step: 1, value: START.bends }, (bends) =>
      put({ bends, chosen: Math.min(state.now.chosen, bends) }),
    ),
    level: slider({ label: "level at the start", min: -2, max: 3, step: 0.1, value: START.level }, (level) =>
      put({ level }),
    ),
    chosen: slider({ label: "bend to move", min: 1, max: MOST, step: 1, value: START.chosen }, (one) => {
      state.put({ chosen: one });
    }),
    place: slider({ label: "its place", min: 0, max: 4, step: 0.05, value: START.places[0] }, (value) =>
      put({ places: replaced("places", value) }),
    ),
    change: slider(
      { label: "change of slope there", min: -10, max: 10, step: 0.1, value: START.changes[0], words: signed },
      (value) => put({ changes: replaced("changes", value) }),
    ),
  };
  const buttons = transport(view.root, {
    step: () => state.put(trained(state.now, buttons.playing ? FRAME : PRESS)),
    reset: () => {
      const { places, changes, level, steps } = START;
      state.put({ places, changes, level, steps });
    },
    atStart: () =>
      ["places", "changes", "level", "steps"].every((one) => String(state.now[one]) === String(START[one]))
        ? "Nothing has moved yet."
        : "",
    atEnd: () => "",
    names: { play: "▶ Train", one: `${PRESS} steps` },
  });
  const inNnlib = foldedProgram(() => draw());
  view.main.append(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column" },
        ...Object.values(sliders).map(({ node }) => node),
        html("div", { class: "bar" }, ...buttons.nodes),
        html("p", { class: "hint" }, "Squares are bends, the filled one is yours to move. Bars are misses."),
      ),
      p.root,
    ),
  );
  view.root.append(inNnlib.node);

  function picture() {
    const { now } = state;
    const { outputs, worst } = facts(now);
    set(curve, {
      d: corners(now)
        .map(
          (corner, i) =>
            `${i ? "L" : "M"}${p
              .at(...corner)
              .map((one) => clip(one, -2000, 2000).toFixed(1))
              .join(" ")}`,
        )
        .join(""),
    });
    bars.forEach((bar, i) => {
      const [x1, y1] = p.at(X[i], Y[i]);
      const y2 = clip(p.at(X[i], outputs[i])[1], -2000, 2000);
      set(bar, { x1, x2: x1, y1, y2, class: i === worst ? "miss05 worst" : "miss05" });
    });
    const places = Float64Array.from(now.places.slice(0, now.bends), (place) => clip(place, 0, 4));
    const heights = networkOf(now).forward(places, places.length);
    marks.forEach((mark, k) => {
      const there = k < now.bends;
      const [x, y] = there ? p.at(places[k], clip(heights[k], ...p.y)) : [0, 0];
      set(mark, {
        transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
        display: there ? null : "none",
        class: k === chosen() - 1 ? "bend05 mine" : "bend05",
      });
    });
  }
  const soon = once(picture);
  function draw() {
    const { now } = state;
    const { readout, alt } = words(now);
    view.tell(readout, alt);
    sliders.bends.show(now.bends);
    sliders.level.show(now.level);
    sliders.chosen.show(chosen(), now.bends);
    sliders.place.show(now.places[chosen() - 1]);
    sliders.change.show(now.changes[chosen() - 1]);
    buttons.show();
    inNnlib.show(() => program(now));
    soon();
  }
  draw();
  picture();
  return () => {
    buttons.stop();
    view.stop();
  };
}
