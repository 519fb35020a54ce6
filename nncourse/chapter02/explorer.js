// Chapter 02: one neuron over the four corners of the square. Its line is moved by hand, or by Rosenblatt's rule.
import { box, choice, html, foldedProgram, once, plane, set, still, svg, transport } from "../widgets/js/draw.js";
import { grasped, typed, weighted } from "../widgets/js/line.js";
import { minus, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
export const GATES = { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], NAND: [1, 1, 1, 0], XOR: [0, 1, 1, 0] };
// next: the corner that the rule asks first; walk: the latest lines of the rule, [corner or null, w1, w2, bias] each.
export const START = defaultsOf(STATE);
const KEPT = 7; // lines of the rule that are shown, the first of them as the one before
const GLIDE = 400; // milliseconds from a line to the next

// z as a reader sees it: 0.1 + 0.2 − 0.3 is 0 here, and not 0.00000000000000006, which would be a yes.
const rounded = (z) => Math.round(1e12 * z) / 1e12 || 0;

// What follows from a state; no page is needed for it.
export function facts({ targets, w1, w2, bias, next }) {
  const z = CORNERS.map(([x1, x2]) => rounded(w1 * x1 + w2 * x2 + bias));
  const answers = z.map((one) => Number(one > 0));
  const wrong = [0, 1, 2, 3].map((i) => (next + i) % 4).filter((i) => answers[i] !== targets[i]);
  const gate = Object.keys(GATES).find((name) => GATES[name].join() === targets.join()) ?? "your own";
  const diagonals = [rounded(z[0] + z[3]), rounded(z[1] + z[2])];
  return { z, answers, gate, diagonals, right: 4 - wrong.length, mistake: wrong[0] ?? null };
}

// The state after one correction by the perceptron learning rule, as nnlib's Perceptron.learn makes it; null if there
// is nothing to correct.
export function correct(state) {
  const { mistake, answers } = facts(state);
  if (mistake === null) return null;
  const error = state.targets[mistake] - answers[mistake];
  const [x1, x2] = CORNERS[mistake];
  const [w1, w2, bias] = [state.w1 + error * x1, state.w2 + error * x2, state.bias + error].map(rounded);
  const before = state.walk.length ? state.walk : [[null, state.w1, state.w2, state.bias]];
  const walk = [...before, [mistake, w1, w2, bias]].slice(-KEPT);
  return { w1, w2, bias, next: (mistake + 1) % 4, walk, taken: state.taken + 1 };
}

const short = (value) => minus(String(value));
const corner = (i) => `(${CORNERS[i].join()})`;

export function words(state) {
  const { answers, gate, diagonals, right, mistake } = facts(state);
  const formula = weighted(state, ["x₁", "x₂"]);
  const rule = mistake === null ? "next mistake: none" : `next mistake: corner ${corner(mistake)}`;
  const sums = diagonals.map((sum) => said(sum));
  const readout =
    `${gate}: ${right} of 4 right; ${rule}\n` + `diagonals: z(0,0) + z(1,1) = ${sums[0]}, z(0,1) + z(1,0) = ${sums[1]}`;
  const yes =
    CORNERS.map((_, i) => i)
      .filter((i) => answers[i])
      .map(corner)
      .join(", ") || "none";
  const line =
    state.w1 || state.w2
      ? `the line where ${formula} is 0`
      : `no line, as both weights are 0, with bias ${said(state.bias)}`;
  const ring = mistake === null ? "no corner is ringed" : `${corner(mistake)} is ringed: the next mistake`;
  return {
    readout,
    alt: `The four corners for ${gate}, and ${line}. On the hatched side that answers 1: ${yes}; ${right} right; ${ring}.`,
  };
}

// The same in nnlib; it prints the numbers of the readout.
export function program({ targets, w1, w2, bias }) {
  return `import numpy as np
from nnlib import step

corners = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
targets = np.array([${targets.join(", ")}])
z = np.array([${w1}, ${w2}]) @ corners + ${bias}
z = z.round(12)  # 0.1 + 0.2 - 0.3 is a little more than 0
print("z:", z, "answers:", step(z), "right:", (step(z) == targets).sum())
print("diagonals:", z[0] + z[3], z[1] + z[2])
`.replace("+ -", "- ");
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: the line of a perceptron over the four corners");
  const byHand = (values) => state.put({ ...values, walk: [], taken: 0 });

  // ---- the picture ----
  const p = plane({
    width: 360,
    height: 356,
    x: [-0.5, 1.5],
    y: [-0.5, 1.5],
    xticks: [0, 1],
    yticks: [0, 1],
    xlabel: "x₁",
    ylabel: "x₂",
  });
  p.root.style.maxWidth = "420px"; // letters of 11 pixels need no more on a phone, and here there is room
  const layer = grasped(p, {
    read: () => state.now,
    put: byHand,
    unit: 0.28,
    steps: { bias: 0.05, weight: 0.05 },
    verdict: () => `${facts(state.now).right} of 4 right`,
  });
  const dots = CORNERS.map(([x1, x2], i) => {
    const [x, y] = p.at(x1, x2);
    const mark = svg("g");
    const chip = svg("rect", { x: x - 24, y: y + 17, width: 48, height: 18, rx: 4, class: "chip" });
    const value = svg("text", { x, y: y + 30, class: "middle" });
    const node = svg(
      "g",
      { tabindex: 0, role: "button", class: "handle corner" },
      svg("circle", { cx: x, cy: y, r: 19, class: "halo" }),
      mark,
    );
    const flip = () => byHand({ targets: state.now.targets.map((one, j) => (j === i ? 1 - one : one)), next: 0 });
    node.addEventListener("click", flip);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      flip();
      event.preventDefault();
    });
    return { node, mark, chip, value, x, y };
  });
  p.inside.append(...layer.back, layer.line);
  p.front.append(...dots.flatMap(({ chip, value, node }) => [chip, value, node]), ...layer.front);

  // ---- controls, and the truth table ----
  const gates = choice({ label: "gate", options: Object.keys(GATES), value: "AND" }, (gate) =>
    byHand({ targets: GATES[gate], next: 0 }),
  );
  const numbers = typed(
    { w1: "first weight", w2: "second weight", bias: "bias" },
    ["· x₁", "· x₂", "bias"],
    START,
    byHand,
  );
  const heads = ["corner", "z", "answer", "target"].map((word) => html("th", { scope: "col" }, word));
  const truth = html("table", {}, html("tr", {}, ...heads));
  const rows = CORNERS.map((_, i) => {
    const cells = [html("td"), html("td"), html("td")];
    truth.append(html("tr", {}, html("th", { scope: "row" }, corner(i)), ...cells));
    return cells;
  });
  const presses = Array.from({ length: KEPT - 1 }, () => html("li", {}, html("b"), html("br"), html("span")));
  const log = html("ol", { class: "walk", "aria-label": "corrections by the rule" }, ...presses);
  const run = transport(view.root, {
    step: () => glide(correct(state.now)),
    reset: () => {
      layer.centre();
      glide({ w1: 0, w2: 0, bias: 0, next: 0, walk: [], taken: 0 });
    },
    atStart: () => (state.now.w1 || state.now.w2 || state.now.bias || state.now.next ? "" : "Weights and bias are 0."),
    atEnd: () => (facts(state.now).mistake === null ? "No corner is misread." : ""),
    frames: 50,
    names: { one: "Next mistake", again: "Set to zero" },
  });
  const inNnlib = foldedProgram(() => draw());
  view.main.append(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column" },
        gates.node,
        numbers.node,
        html("div", { class: "bar" }, ...run.nodes),
        html(
          "p",
          { class: "hint" },
          "Drag the line to slide it (bias), or the tip of its arrow to turn it (weights). Press a corner to change its target. The hatched side answers 1. Ring: the corner that the rule corrects next.",
        ),
      ),
      html("div", { class: "square" }, p.root, truth, log),
    ),
  );
  view.root.append(inNnlib.node);

  // ---- drawing ----
  let moving = null; // a line on its way to the next one
  let request = null;
  function glide(to) {
    if (!to) return;
    const from = moving ?? state.now;
    const began = performance.now();
    cancelAnimationFrame(request);
    state.put(to);
    if (still()) return;
    const tick = () => {
      const part = Math.min(1, (performance.now() - began) / GLIDE);
      const ease = part * part * (3 - 2 * part);
      const between = (key) => from[key] + (to[key] - from[key]) * ease;
      moving = part < 1 ? { w1: between("w1"), w2: between("w2"), bias: between("bias") } : null;
      picture();
      if (moving) request = requestAnimationFrame(tick);
    };
    const [w1, w2, bias] = [from.w1, from.w2, from.bias];
    moving = { w1, w2, bias };
    request = requestAnimationFrame(tick);
  }
  const write = (cells, texts) =>
    cells.forEach((cell, j) => {
      if (cell.textContent !== String(texts[j])) cell.textContent = texts[j];
    });
  function picture() {
    const { z, answers, mistake } = facts(state.now);
    const { targets, walk, taken } = state.now;
    const before = walk.slice(0, -1).map(([, w1, w2, bias]) => ({ w1, w2, bias }));
    layer.draw(moving ?? state.now, before);
    dots.forEach(({ node, mark, value, x, y }, i) => {
      const ok = answers[i] === targets[i];
      const looks = `${targets[i]}${ok}${i === mistake}`;
      if (mark.looks !== looks) {
        mark.looks = looks;
        mark.replaceChildren(
          targets[i]
            ? svg("circle", { cx: x, cy: y, r: 9, class: "target1" })
            : svg("rect", { x: x - 8, y: y - 8, width: 16, height: 16, class: "target0" }),
          ...(ok ? [] : [svg("path", { class: "cross", d: `M${x - 5} ${y - 5}l10 10m0-10l-10 10` })]),
          ...(i === mistake ? [svg("circle", { cx: x, cy: y, r: 16, class: "ring" })] : []),
        );
      }
      value.textContent = said(z[i]);
      set(node, {
        "aria-label": `corner ${corner(i)}, target ${targets[i]}, answer ${answers[i]}, ${ok ? "right" : "wrong"}; press to change its target`,
      });
      write(rows[i], [said(z[i]), answers[i], `${targets[i]} ${ok ? "✓" : "✗"}`]);
      set(rows[i][0].parentNode, { class: ok ? "" : "wrong" });
    });
    const made = walk.filter(([one]) => one !== null).slice(1 - KEPT);
    presses.forEach((node, i) => {
      const [one, w1, w2, bias] = made[i] ?? [null];
      const texts =
        one === null
          ? ["\u00a0", "\u00a0"]
          : [
              `press ${taken - made.length + 1 + i}: ${corner(one)}`,
              `w (${short(w1)}, ${short(w2)}), b ${short(bias)}`,
            ];
      write([node.firstChild, node.lastChild], texts);
    });
  }
  const soon = once(picture);
  function draw() {
    // at once what is said, with the next frame what is seen
    const now = state.now;
    const { readout, alt } = words(now);
    view.tell(readout, alt);
    numbers.show(now);
    gates.show(facts(now).gate);
    layer.say();
    run.show();
    inNnlib.show(() => program(now));
    moving = null;
    cancelAnimationFrame(request);
    soon();
  }
  draw();
  picture();
  return () => {
    run.stop();
    cancelAnimationFrame(request);
    view.stop();
  };
}
