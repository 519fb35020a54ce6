// Chapter 15: four walks back over the graph of an expression, pass after pass, and what each node has heard.
import { gradientsAfter, passesOf, topologicalOrder, Value, WALKS } from "./autodiff.js";
import { box, button, choice, html, foldedProgram, number, off, once, set, slider, svg } from "../widgets/js/draw.js";
import { brief, graph, pulled } from "../widgets/js/graphs.js";
import { clip, minus } from "../widgets/js/text.js";
import { bothWays } from "../widgets/js/walking.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// Each expression: its leaves, and how its nodes are made of them, by name; program(leaves, count) makes them in nnlib.
const floats = (value) => (Number.isInteger(value) ? value.toFixed(1) : String(value));
export const EXPRESSIONS = {
  diamond: {
    formula: () => "h = x * 3;  L = h * 2 + h * 5",
    leaves: ["x"],
    make([x]) {
      const h = x.times(3);
      const [two, five] = [h.times(2), h.times(5)];
      return { x, h, "2h": two, "5h": five, L: two.plus(five) };
    },
    program: ([x]) => `x = Value(${floats(x)})\nh = x * 3\nL = h * 2 + h * 5\nL.backward()\nprint(x.grad)\n`,
  },
  "toy neuron": {
    formula: () => "z = w * 1 + b;  a = 1 / (1 + e to the power of −z);  L = a**2 * 0.5",
    leaves: ["w", "b"],
    make([w, b]) {
      const wx = w.times(1);
      const z = wx.plus(b);
      const negative = z.negative();
      const e = negative.exp();
      const below = e.plus(1);
      const over = below.pow(-1);
      const a = over.times(1);
      const square = a.pow(2);
      return { w, b, wx, z, "−z": negative, e, "1+e": below, "1/…": over, a, "a²": square, L: square.times(0.5) };
    },
    program: ([w, b]) =>
      `w, b = Value(${floats(w)}), Value(${floats(b)})\nz = w * 1.0 + b\na = 1 / (1 + (-z).exp())\n` +
      "L = a**2 * 0.5\nL.backward()\nprint(w.grad, b.grad)\n",
  },
  doublings: {
    formula: (count) => `h = h + h, ${count === 1 ? "once" : count === 2 ? "twice" : `${count} times over`}`,
    leaves: ["h0"],
    make([h0], count) {
      const nodes = { h0 };
      for (let k = 1; k <= count; k += 1) nodes[`h${k}`] = nodes[`h${k - 1}`].plus(nodes[`h${k - 1}`]);
      return nodes;
    },
    program: ([h0], count) =>
      `h0 = h = Value(${floats(h0)})\nfor _ in range(${count}):\n    h = h + h\nh.backward()\nprint(h0.grad)\n`,
  },
  README: {
    // the expression in the README of micrograd (A. Karpathy, 2020)
    formula: () => "the expression in the README of micrograd",
    leaves: ["a", "b"],
    make([a, b]) {
      let c = a.plus(b);
      let d = a.times(b).plus(b.pow(3));
      c = c.plus(c.plus(1));
      c = c.plus(c.plus(1).plus(a.negative()));
      d = d.plus(d.times(2).plus(b.plus(a).relu()));
      d = d.plus(d.times(3).plus(b.minus(a).relu()));
      const f = c.minus(d).pow(2);
      const g = f.over(2).plus(f.pow(-1).times(10));
      const names = new Map([
        [a, "a"],
        [b, "b"],
        [f, "f"],
        [g, "g"],
      ]);
      const nodes = { a, b };
      topologicalOrder(g)
        .reverse()
        .forEach((node, i) => {
          nodes[names.get(node) ?? `n${i}`] = node;
        });
      return nodes;
    },
    program: ([a, b]) => `a, b = Value(${floats(a)}), Value(${floats(b)})
c, d = a + b, a * b + b**3
c = c + (c + 1)
c = c + (1 + c + (-a))
d = d + (d * 2 + (b + a).relu())
d = d + (3 * d + (b - a).relu())
f = (c - d) ** 2
g = f * 2.0**-1 + 10.0 / f
g.backward()
print(a.grad, b.grad)
`,
  },
};
export const START = defaultsOf(STATE);
const MOST = STATE.count.maximum; // doublings
const NUDGE = 1e-5;

const last = (nodes) => Object.values(nodes).reduce((deepest, node) => (node.depth > deepest.depth ? node : deepest));
const graphOf = ({ expression, count, leaves }, at = leaves[expression]) =>
  EXPRESSIONS[expression].make(
    at.map((one) => new Value(one)),
    count,
  );

// What follows from a state: all nodes by name, the passes of the walk, what the nodes hold, and what they should hold.
export function facts(state) {
  const nodes = graphOf(state);
  const end = last(nodes);
  const names = new Map(Object.entries(nodes).map(([name, node]) => [node, name]));
  const all = passesOf(end, state.walk);
  const step = Math.min(state.step, all.length);
  const done = all.slice(0, step);
  const byName = (gradients) =>
    Object.fromEntries(Object.keys(nodes).map((name) => [name, gradients.get(nodes[name])]));
  const heard = { [names.get(end)]: 1 }; // how often a gradient has arrived
  for (const [, parent] of done) heard[names.get(parent)] = (heard[names.get(parent)] ?? 0) + 1;
  const order = passesOf(end, WALKS[3]);
  return {
    nodes,
    names,
    all,
    done,
    step,
    heard,
    edges: order.length,
    before: gradientsAfter(end, done.slice(0, -1), state.walk),
    gradients: byName(gradientsAfter(end, done, state.walk)),
    right: byName(gradientsAfter(end, order, WALKS[3])),
  };
}

// The slopes of the last number for the leaves, by nudging each up and down.
export function nudged(state) {
  const leaves = state.leaves[state.expression];
  const run = (i, by) =>
    last(
      graphOf(
        state,
        leaves.map((one, j) => (j === i ? one + by : one)),
      ),
    ).data;
  return leaves.map((_, i) => (run(i, NUDGE) - run(i, -NUDGE)) / (2 * NUDGE));
}

// Whole if it is whole, else with six digits.
export function figure(value) {
  if (!Number.isFinite(value)) return brief(value);
  if (value === Math.round(value) && Math.abs(value) < 1e15) return minus(String(value || 0));
  return minus(String(Number(value.toPrecision(6))).replace("e+", "e"));
}
const framed = (value) => (value < 0 ? `(${figure(value)})` : figure(value));
const same = (one, other) => one === other || Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));

// What the last pass did.
function tell({ names, all, done, before }, walk) {
  const [node, parent, factor] = done.at(-1);
  const [name, to] = [names.get(node), names.get(parent)];
  const arrives = factor * before.get(node);
  const held = before.get(parent);
  const coming = all.slice(done.length);
  let text = `${name} → ${to}: ${figure(factor)} × ${framed(before.get(node))} = ${figure(arrives)} arrives.`;
  if (walk === WALKS[2] || !done.slice(0, -1).some(([, one]) => one === parent)) {
    text += ` ${to} holds ${figure(arrives)}.`;
    if (held) text += ` It forgets the ${figure(held)} that it had.`;
  } else text += ` ${to} holds ${figure(held)} + ${framed(arrives)} = ${figure(held + arrives)}.`;
  const more = coming.filter(([, one]) => one === parent).length;
  text += more ? ` ${more} more to come to ${to}.` : ` Nobody else will speak to ${to}.`;
  const missing = coming.filter(([, one]) => one === node).length;
  if (missing) text += ` But ${name} spoke before all had spoken to it: ${missing} more to come to ${name}.`;
  return text;
}

export function words(state) {
  const found = facts(state);
  const { leaves, formula } = EXPRESSIONS[state.expression];
  const { step, all, edges, done, gradients, heard } = found;
  let readout = `Step ${step} of ${all.length}, ${state.walk}; the graph has ${edges} edges.`;
  if (done.length) readout += ` ${tell(found, state.walk)}`;
  const list = (values) => leaves.map((name, i) => `${name} ${figure(values[i])}`).join(", ");
  if (step === all.length) {
    readout += `\nAt the end: ${list(leaves.map((name) => gradients[name]))}. By nudging: ${list(nudged(state).map((one) => Number(one.toPrecision(6))))}.`;
  }
  const told = Object.keys(heard).map((name) => `${name} ${figure(gradients[name])}`);
  const wrong = wrongOnes(found);
  const alt =
    `The graph of the ${state.expression} (${formula(state.count)}), step ${step} of ${all.length}. Gradients so far: ${told.join(", ")}.` +
    (wrong.length ? ` Wrong at the end, in a dashed frame: ${wrong.join(", ")}.` : "");
  return { readout, alt };
}

// At the end of a walk: the names of the nodes that hold something else than they should.
function wrongOnes({ step, all, gradients, right }) {
  return step < all.length ? [] : Object.keys(gradients).filter((name) => !same(gradients[name], right[name]));
}

// The program that prints the gradients of the leaves.
export const program = (state) =>
  "from nnlib.autodiff import Value\n\n" +
  EXPRESSIONS[state.expression].program(state.leaves[state.expression], state.count);

// A place for each node, a column for each depth; in a column, next to the nodes that it was made of.
export function places(nodes, edges, { width, height, margin, down }) {
  const columns = [];
  for (const [name, { depth }] of Object.entries(nodes)) {
    columns[depth] ??= [];
    columns[depth].push(name);
  }
  const rows = Math.max(...columns.map((one) => one.length));
  const [long, wide] = down ? [height, width] : [width, height];
  const [edge, side] = down ? [margin[1], margin[0]] : margin;
  const gap = Math.min((long - 2 * edge) / Math.max(1, columns.length - 1), 165);
  const from = (long - gap * (columns.length - 1)) / 2;
  const reach = Math.min(wide - 2 * side, 150 * (rows - 1));
  const across = {};
  const spread = (column) =>
    column.forEach((name, r) => {
      across[name] =
        wide / 2 + (column.length === 1 ? 0 : reach * (r / (column.length - 1) - 0.5) * (column.length / rows));
    });
  columns.forEach(spread);
  const mean = (name, near) => {
    const others = edges.filter((one) => one[near ? 1 : 0] === name).map((one) => across[one[near ? 0 : 1]]);
    return others.length ? others.reduce((sum, one) => sum + one) / others.length : across[name];
  };
  for (let turn = 0; turn < 4; turn += 1) {
    const near = turn % 2 === 0;
    for (const column of near ? columns : [...columns].reverse()) {
      const keys = new Map(column.map((name) => [name, mean(name, near)]));
      column.sort((one, other) => keys.get(one) - keys.get(other));
      spread(column);
    }
  }
  return new Map(
    columns.flatMap((column, c) =>
      column.map((name) => {
        const along = from + gap * c;
        return [name, (down ? [across[name], along] : [along, across[name]]).map(Math.round)];
      }),
    ),
  );
}

// How much each edge bends: twins part, and others go round the nodes that stand in their way.
function bends(edges, place, near) {
  return edges.map(([tail, head], i) => {
    const twins = edges.map((_, j) => j).filter((j) => edges[j][0] === tail && edges[j][1] === head);
    if (twins.length > 1) return 0.22 * (twins.indexOf(i) - (twins.length - 1) / 2) * 2;
    const [[x1, y1], [x2, y2]] = [place.get(tail), place.get(head)];
    const hits = (bend) =>
      [...place]
        .filter(([name]) => name !== tail && name !== head)
        .reduce((sum, [, [x, y]]) => {
          const [mx, my] = [(x1 + x2) / 2 - bend * (y2 - y1), (y1 + y2) / 2 + bend * (x2 - x1)];
          let least = Infinity;
          for (let t = 0.1; t < 0.95; t += 0.1) {
            const at = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c;
            least = Math.min(least, Math.hypot(at(x1, mx, x2) - x, at(y1, my, y2) - y));
          }
          return sum + (least < near ? 1 : 0);
        }, 0);
    return [0, 0.15, -0.15, 0.3, -0.3, 0.45, -0.45].reduce((best, bend) => (hits(bend) < hits(best) ? bend : best));
  });
}

const ACROSS = { width: 640, height: 330, most: 720, margin: [46, 46], down: false };
const DOWN = { width: 350, height: 620, most: 400, margin: [40, 34], down: true };
const NARROW = 520; // pixels
const CROWDED = 20; // nodes: above this, no values and no factors are written

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: four walks back over a graph");
  view.root.classList.add("nnl15");
  const picture = graph();
  const leaf = (i, value) => {
    const { expression, leaves } = state.now;
    state.put({ leaves: { ...leaves, [expression]: leaves[expression].map((one, j) => (j === i ? value : one)) } });
  };

  // ---- controls ----
  const length = () => passesOf(last(graphOf(state.now)), state.now.walk).length;
  const walk = bothWays(view.root, {
    place: () => Math.min(state.now.step, length()),
    length,
    go: (step) => state.put({ step }),
    pause: () => clip(12000 / length(), 30, 900),
  });
  const anew = (values) => {
    walk.halt();
    state.put({ ...values, step: 0 });
  };
  const expression = choice(
    { label: "expression", options: Object.keys(EXPRESSIONS), value: START.expression, many: true },
    (value) => anew({ expression: value }),
  );
  const kind = choice({ label: "walk", options: WALKS, value: START.walk, many: true }, (value) =>
    anew({ walk: value }),
  );
  const step = slider({ label: "step", min: 0, max: 1, step: 1, value: 0 }, (value) => {
    walk.halt();
    state.put({ step: value });
  });
  const change = (by) => () => {
    const count = clip(state.now.count + by, 1, MOST);
    if (count !== state.now.count) anew({ count });
  };
  const fewer = button("−", change(-1), { "aria-label": "fewer doublings" });
  const more = button("+", change(1), { "aria-label": "more doublings" });
  const shown = html("b");
  const counts = html(
    "div",
    { class: "field" },
    html("span", { class: "name" }, "doublings"),
    fewer,
    " ",
    shown,
    " ",
    more,
  );
  const leaves = html("div", { class: "field" });
  const formula = html("p", { class: "formula15" });
  let fields = [];
  for (const [node, name] of [
    [expression.node, "expression"],
    [kind.node, "walk"],
  ])
    set(node.querySelector("select"), { "aria-label": name });
  const hint = html(
    "p",
    { class: "hint" },
    "Drag a node marked ↕ up or down, or type its number. Blue: values. ",
    "Orange, with ◂: the gradient that a node holds so far; 2×: it has heard twice.",
  );
  const frame = html("div", { class: "frame15" }, picture.root);
  view.main.append(
    html(
      "div",
      { class: "beside walk15" },
      html(
        "div",
        { class: "column" },
        expression.node,
        kind.node,
        html("div", { class: "bar" }, ...walk.nodes),
        step.node,
        html("div", { class: "bar" }, leaves, counts),
        hint,
      ),
      html("div", { class: "column" }, formula, frame),
    ),
  );
  const inNnlib = foldedProgram(() => draw());
  view.root.append(inNnlib.node);

  // ---- the picture ----
  let laid = "";
  let grips = [];
  let edges = []; // of the picture: the number of each by its node and the place of the parent among that node's
  let numberOf = new Map();
  function lay(layout, found) {
    const focused = view.root.contains(document.activeElement)
      ? document.activeElement.getAttribute("aria-label")
      : null;
    const { nodes, names } = found;
    edges = [];
    numberOf = new Map();
    for (const [name, node] of Object.entries(nodes)) {
      node.edges.forEach(([parent], i) => {
        numberOf.set(`${name} ${i}`, edges.length);
        edges.push([names.get(parent), name]);
      });
    }
    const place = places(nodes, edges, layout);
    const crowded = Object.keys(nodes).length > CROWDED;
    const bend = bends(edges, place, crowded ? 22 : 30);
    picture.lay({
      ...layout,
      places: place,
      crowded,
      half: crowded ? 10 : 12,
      beside: layout.down && !crowded,
      edges: edges.map(([tail, head], i) => ({ tail, head, bend: bend[i] })),
    });
    const { leaves: leafNames } = EXPRESSIONS[state.now.expression];
    grips = leafNames.map((name, i) => {
      const { x, y, width, frame: rim } = picture.node(name);
      const mark = layout.down && !crowded ? { x, y: y - 18 } : { x: x - width / 2 - 8, y: y + 4.5 };
      const grip = svg(
        "g",
        { class: "leaf15" },
        svg("rect", { ...rim, class: "halo" }),
        svg("text", { ...mark, class: "middle" }, "↕"),
      );
      picture.front.append(grip);
      return pulled(grip, {
        label: name,
        low: -6,
        high: 6,
        now: () => state.now.leaves[state.now.expression][i],
        change: (value) => leaf(i, value),
        text: () => figure(state.now.leaves[state.now.expression][i]),
      });
    });
    fields = leafNames.map((name, i) =>
      number(
        { label: `value of ${name}`, min: -6, max: 6, step: 0.01, value: state.now.leaves[state.now.expression][i] },
        (value) => leaf(i, value),
      ),
    );
    leaves.replaceChildren(
      html("span", { class: "name" }, "leaves"),
      ...fields.flatMap(({ node }, i) => [`${i ? " " : ""}${leafNames[i]} `, node]),
    );
    if (focused) view.root.querySelector(`[aria-label="${focused}"]`)?.focus({ preventScroll: true });
  }

  function paint() {
    const width = frame.clientWidth;
    if (!width) return;
    const now = state.now;
    const found = facts(now);
    const layout = width < NARROW ? DOWN : ACROSS;
    const key = `${now.expression} ${now.count} ${layout.down}`;
    if (key !== laid) lay(layout, found);
    laid = key;
    const { nodes, names, done, gradients, heard } = found;
    const crowded = Object.keys(nodes).length > CROWDED;
    const digits = crowded ? 4 : 5;
    const place = ([node, parent], k) => {
      // of the twins among its edges, the one that this pass took
      const taken = done.slice(0, k).filter((one) => one[0] === node && one[1] === parent).length;
      const twins = node.edges.map((_, i) => i).filter((i) => node.edges[i][0] === parent);
      return numberOf.get(`${names.get(node)} ${twins[taken % twins.length]}`);
    };
    const used = new Set(done.map(place));
    // In a crowd, what is held is written at the leaves and at the two nodes of the last pass; the rest is in the alt text.
    const told = crowded
      ? [...EXPRESSIONS[now.expression].leaves, ...(done.at(-1) ?? []).slice(0, 2).map((node) => names.get(node))]
      : Object.keys(heard);
    const factors = [];
    if (!crowded)
      for (const [name, node] of Object.entries(nodes))
        node.edges.forEach(([, factor], i) => {
          factors[numberOf.get(`${name} ${i}`)] = brief(factor, 3);
        });
    picture.show({
      values: crowded
        ? {}
        : Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, brief(node.data, 4)])),
      grad: Object.fromEntries(
        told.filter((name) => name in heard).map((name) => [name, brief(gradients[name], digits)]),
      ),
      counts: heard,
      factors,
      wrong: new Set(wrongOnes(found)),
      now: done.length ? [place(done.at(-1), done.length - 1), false] : null,
      how: (i) => (used.has(i) ? "back" : "there"),
    });
    for (const grip of grips) grip.say();
    fields.forEach(({ show }, i) => show(now.leaves[now.expression][i]));
  }
  const soon = once(paint);

  function draw() {
    const now = state.now;
    const { readout, alt } = words(now);
    view.tell(readout, alt);
    const most = length();
    step.show(Math.min(now.step, most), most);
    expression.show(now.expression);
    kind.show(now.walk);
    formula.textContent = EXPRESSIONS[now.expression].formula(now.count);
    shown.textContent = now.count;
    set(counts, { style: now.expression === "doublings" ? null : "visibility: hidden" });
    off(fewer, now.count === 1 ? "One doubling is the fewest." : "");
    off(more, now.count === MOST ? `${MOST} doublings are the most.` : "");
    walk.show();
    inNnlib.show(() => program(now));
    soon();
  }
  const resize = new ResizeObserver(soon);
  resize.observe(frame);
  draw();
  paint();
  return () => {
    resize.disconnect();
    walk.stop();
    view.stop();
  };
}
