// Chapter 01: a neuron's line among the images of 0 and 1, each a point by its ink; every move counts all images.
import { whenFed } from "../widgets/js/data.js";
import { box, button, html, foldedProgram, off, once, plane, set, svg } from "../widgets/js/draw.js";
import { image } from "../widgets/js/images.js";
import { grasped, typed, weighted } from "../widgets/js/line.js";
import { percent, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// picked: the image that is looked at, counted from 0; null is the first of those drawn that is misread.
export const START = defaultsOf(STATE);
export const LIMITS = [-0.05, 1.05];
const INPUTS = ["middle", "sides"];
const SIDES = [
  ["to the left", "to the right"],
  ["below", "above"],
];

const sum = ({ w1, w2, bias }, ink, i) => w1 * ink[2 * i] + w2 * ink[2 * i + 1] + bias;

// How often each digit gets each answer: counts[digit][answer]. ink holds two numbers for each image, isOne 0 or 1.
export function facts(state, ink, isOne) {
  const counts = [
    [0, 0],
    [0, 0],
  ];
  for (let i = 0; i < isOne.length; i += 1) counts[isOne[i]][sum(state, ink, i) > 0 ? 1 : 0] += 1;
  return { counts, right: counts[0][0] + counts[1][1], n: isOne.length };
}

// The first of some images that is misread, from one of them on and round; null if none is.
export function misread(state, ink, isOne, few, from = 0) {
  for (let k = 0; k < few; k += 1) {
    const i = (from + k) % few;
    if (Number(sum(state, ink, i) > 0) !== isOne[i]) return i;
  }
  return null;
}

// In words, where in the picture the answer is 1.
export function placeOfYes(state) {
  const answers = LIMITS.flatMap((x) => LIMITS.map((y) => Number(sum(state, [x, y], 0) > 0)));
  const z = weighted(state, INPUTS);
  if (answers.every((one) => one === answers[0]))
    return `and no line: with z = ${z}, every image gets the answer ${answers[0]}.`;
  const where = [state.w1, state.w2].map((weight, i) => weight && SIDES[i][Number(weight > 0)]).filter(Boolean);
  return `and the line where ${z} is 0; on its hatched side, ${where.join(" and ")}, the answer is 1.`;
}

const many = (count) => count.toLocaleString("en-GB");

export function words(state, ink, isOne, few) {
  const { counts, right, n } = facts(state, ink, isOne);
  const share = percent(right / n, 2);
  const readout =
    `z = ${weighted(state, INPUTS)}\nRight: ${many(right)} of ${many(n)} (${share}). ` +
    `0s read as 1: ${many(counts[0][1])}. 1s read as 0: ${many(counts[1][0])}.`;
  return {
    readout,
    alt: `${few} images by their ink, ${placeOfYes(state)} Those misread are crossed out. ${share} of all images are right.`,
  };
}

// What the neuron makes of one image, term by term.
export function lines(state, ink, isOne, i) {
  const z = sum(state, ink, i);
  const answer = Number(z > 0);
  const inks = [ink[2 * i], ink[2 * i + 1]];
  return [
    `image ${i + 1}, a ${isOne[i]}`,
    `middle ${said(inks[0], 3)}`,
    `sides ${said(inks[1], 3)}`,
    `z = ${said(z, 3)}, read as ${answer} ${answer === isOne[i] ? "✓" : "✗"}`,
  ];
}

// The same in nnlib; it prints the numbers of the readout.
export function program({ w1, w2, bias }) {
  return `from nnlib import Neuron, step

neuron = Neuron([${w1}, ${w2}], ${bias}, step)
answers = neuron(ink)  # ink and is_one are those of the lesson
print("right:", (answers == is_one).sum(), "of", len(is_one))
print("0s read as 1:", (answers > is_one).sum())
print("1s read as 0:", (answers < is_one).sum())
`;
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => {
    if (ink) draw();
  });
  const view = box(el, "Explorer: a neuron's line among the images of 0 and 1");
  let ink = null; // two numbers for each image
  let isOne = null;
  let few = 0; // so many are drawn
  let pixels = null; // of those, or null if Python sent none
  let stopped = false;

  // ---- the picture ----
  const p = plane({
    width: 360,
    height: 356,
    x: LIMITS,
    y: LIMITS,
    xticks: [0, 0.5, 1],
    yticks: [0, 0.5, 1],
    xlabel: "ink in the middle",
    ylabel: "ink at the sides",
  });
  p.root.style.maxWidth = "420px";
  const layer = grasped(p, {
    read: () => state.now,
    put: (values) => state.put(values),
    unit: 0.16,
    steps: { bias: 0.01, weight: 0.05 },
    verdict: () => {
      const { right, n } = facts(state.now, ink, isOne);
      return `${percent(right / n, 2)} right`;
    },
  });
  const marks = svg("g", { "aria-hidden": "true" });
  const crosses = svg("path", { class: "cross crosses", "aria-hidden": "true" });
  const ring = svg("circle", { r: 8, class: "ring", "aria-hidden": "true" });
  p.inside.append(...layer.back, marks, crosses, ring, layer.line);
  p.front.append(...layer.front);
  let places = [];
  const near = (event) => {
    // the image under the pointer
    const [x, y] = p.at(...p.from(event));
    let best = null;
    let least = 10 ** 2;
    places.forEach(([a, b], i) => {
      const far = (a - x) ** 2 + (b - y) ** 2;
      if (far < least) [best, least] = [i, far];
    });
    return best;
  };
  for (const kind of ["pointermove", "pointerdown"])
    p.root.addEventListener(kind, (event) => {
      if (!ink || (kind === "pointermove" && event.buttons) || event.target.closest(".handle")) return;
      const found = near(event);
      if (found !== null && found !== state.now.picked) state.put({ picked: found });
    });

  // ---- controls, counts, one image ----
  const names = { w1: "weight of the middle", w2: "weight of the sides", bias: "bias" };
  const numbers = typed(names, ["· middle", "· sides", "bias"], START, (values) => state.put(values));
  const next = button("Next misread image", () => {
    const from = shown() + 1;
    const found = misread(state.now, ink, isOne, few, from);
    if (found !== null) state.put({ picked: found });
  });
  const cells = [0, 1].map(() => [html("td"), html("td")]);
  const counts = html(
    "table",
    { class: "counts" },
    html("tr", {}, html("td"), html("th", { scope: "col" }, "read as 0"), html("th", { scope: "col" }, "read as 1")),
    ...cells.map((pair, digit) => html("tr", {}, html("th", { scope: "row" }, `${digit}s`), ...pair)),
  );
  const one = image({ size: 90, label: "the image that is looked at", grey: (value) => value / 255 });
  const texts = html("p");
  const looked = html("div", { class: "one" }, one.canvas, texts);
  const inNnlib = foldedProgram(() => {
    if (ink) draw();
  });
  const content = html(
    "div",
    { class: "beside" },
    html(
      "div",
      { class: "column" },
      numbers.node,
      next,
      html(
        "p",
        { class: "hint" },
        "Drag the line to slide it (bias), or the tip of its arrow to turn it (weights). Circles are 1s, squares are 0s; crossed out: misread. The hatched side answers 1. Point at an image to see it.",
      ),
    ),
    html("div", { class: "square" }, p.root, html("div", { class: "beside-it" }, counts, looked)),
  );

  // ---- drawing ----
  const shown = () => state.now.picked ?? misread(state.now, ink, isOne, few) ?? 0;
  let seen = null; // the image on the canvas
  function picture() {
    layer.draw(state.now);
    let d = "";
    for (let i = 0; i < few; i += 1) {
      if (Number(sum(state.now, ink, i) > 0) !== isOne[i]) d += `M${places[i][0] - 4} ${places[i][1] - 4}l8 8m0-8l-8 8`;
    }
    set(crosses, { d });
    const i = shown();
    set(ring, { cx: places[i][0], cy: places[i][1] });
    if (pixels && seen !== i) one.show(pixels.subarray(784 * i, 784 * (i + 1)), `image ${i + 1}, a ${isOne[i]}`);
    seen = i;
    texts.replaceChildren(...lines(state.now, ink, isOne, i).flatMap((line) => [line, html("br")]));
    const now = facts(state.now, ink, isOne).counts;
    cells.forEach((pair, digit) =>
      pair.forEach((cell, answer) => {
        cell.textContent = `${many(now[digit][answer])} ${digit === answer ? "✓" : "✗"}`;
        set(cell, { class: digit === answer ? "" : "wrong" });
      }),
    );
  }
  const soon = once(() => {
    if (!stopped) picture();
  });
  function draw() {
    // at once what is said, with the next frame what is seen
    const { readout, alt } = words(state.now, ink, isOne, few);
    view.tell(readout, alt);
    numbers.show(state.now);
    layer.say();
    off(next, misread(state.now, ink, isOne, few) === null ? "No image of the picture is misread." : "");
    inNnlib.show(() => program(state.now));
    soon();
  }

  return whenFed(model, view, ["chapter01-data"], "the ink of the images", (data) => {
    ink = data.ink.values;
    isOne = data.is_one.values;
    few = data.about.few;
    state.limit({ picked: { maximum: few - 1 } });
    pixels = data.images?.values ?? null;
    if (!pixels) looked.replaceChildren(texts);
    places = Array.from({ length: few }, (_, i) => p.at(ink[2 * i], ink[2 * i + 1]));
    marks.replaceChildren(
      ...places.map(([x, y], i) =>
        isOne[i]
          ? svg("circle", { cx: x, cy: y, r: 3.4, class: "target1 mark" })
          : svg("rect", { x: x - 3, y: y - 3, width: 6, height: 6, class: "target0 mark" }),
      ),
    );
    view.main.replaceChildren(content);
    view.root.append(inNnlib.node);
    draw();
    picture();
    return () => {
      stopped = true;
    };
  });
}
