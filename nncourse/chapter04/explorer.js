// Chapter 04: the shapes of W @ x + b drawn to scale, the products of one number, and three mistakes of shape.
import { box, button, choice, handle, html, listing, once, set, svg } from "../widgets/js/draw.js";
import { clip, minus } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// W, x and b of the picture are corners of these; the smallest corners are the arrays of the lesson's shape diary.
export const WEIGHTS = [
  [1, 1, 2, 0, 2, 2, 2, -2],
  [-1, 1, -1, -1, 1, 2, 0, -2],
  [0, 2, -1, 0, -1, 2, -2, 0],
  [2, 0, -2, 1, 2, 2, 2, -1],
  [1, 2, 0, 2, 0, -2, 0, 1],
  [-1, 1, 0, 2, -1, 1, -2, -2],
  [0, 0, 0, 0, 2, 0, -1, 2],
  [2, -1, -1, -1, -2, 0, 0, 1],
];
export const EXAMPLES = [
  [1, -1, -1, 1, 2, -1, 2, 2],
  [2, 1, -2, -1, 0, 0, -1, -1],
  [2, 1, -2, 1, 0, -2, 1, 0],
  [0, -1, 2, -2, 2, -1, 2, 2],
  [-2, 2, -2, -1, 0, 1, -2, -2],
  [-1, 2, -1, 0, -2, 2, 2, -1],
  [2, -1, -1, -1, -2, 2, -2, 0],
  [1, 0, -2, 2, 2, 2, -2, -1],
];
export const BIASES = [0, 1, -1, 2, -2, 3, -3, 1];
export const MISTAKES = STATE.mistake.enum;
export const START = defaultsOf(STATE);
const MOST = 8;

// A shape as Python writes it.
export const shapeSaid = (shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);

// NumPy's rule for @, for a matrix and a matrix or a flat array: { shape }, or { error } in NumPy's words.
export function matmulShape(one, other) {
  if (one[1] === other[0]) return { shape: [one[0], ...other.slice(1)] };
  return {
    error:
      "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature " +
      `(n?,k),(k,m?)->(n?,m?) (size ${other[0]} is different from ${one[1]})`,
  };
}

// NumPy's rule for +: aligned on the right, equal or 1, and what is missing on the left counts as 1.
export function broadcastShape(one, other) {
  const length = Math.max(one.length, other.length),
    shape = [];
  const tight = (all) => `(${all.join(",")}${all.length === 1 ? "," : ""})`;
  for (let i = 1; i <= length; i += 1) {
    const [a, b] = [one.at(-i), other.at(-i)].map((size, k) => (i <= [one, other][k].length ? size : 1));
    if (a !== b && a !== 1 && b !== 1) {
      return { error: `operands could not be broadcast together with shapes ${tight(one)} ${tight(other)} ` };
    }
    shape.unshift(a === 1 ? b : a);
  }
  return { shape };
}

// What a Layer of nnlib says, or "" if it takes everything.
export function layerSays({ ins, outs, n, mistake }) {
  const wrong = (shape, fix) =>
    `expected ${ins} input${ins === 1 ? "" : "s"} per example, but x has shape ${shapeSaid(shape)}. Examples are columns; did you mean ${fix}?`;
  if (mistake === "x transposed" && n !== ins) return wrong([n, ins], "x.T");
  if (mistake === "x one-dimensional") return wrong([ins], `x.reshape(${ins}, 1)`);
  if (mistake === "b as (outs,)") return `this layer needs b of shape (${outs}, 1), but b has shape (${outs},)`;
  return "";
}

// The arrays as they are, z and how each of its numbers comes about, and the z that should be.
export function facts(state) {
  const { ins, outs, n, mistake } = state,
    column = clip(state.column, 0, n - 1);
  const numbers = (count) => Array.from({ length: count }, (_, i) => i);
  const flatX = mistake === "x one-dimensional",
    flatB = mistake === "b as (outs,)",
    turned = mistake === "x transposed";
  const shapes = { W: [outs, ins], x: flatX ? [ins] : turned ? [n, ins] : [ins, n], b: flatB ? [outs] : [outs, 1] };
  const get = (i, k) => (flatX ? EXAMPLES[i][column] : turned ? EXAMPLES[k][i] : EXAMPLES[i][k]);
  const right = numbers(outs).map((j) =>
    (flatX ? [column] : numbers(n)).map((k) =>
      numbers(ins).reduce((sum, i) => sum + WEIGHTS[j][i] * EXAMPLES[i][k], BIASES[j]),
    ),
  );
  const product = matmulShape(shapes.W, shapes.x),
    sum = product.error ? product : broadcastShape(product.shape, shapes.b);
  // z[r, c]: which row of W, which column of x, which bias; an axis of length 1 is stretched.
  const source = (r, c) => {
    if (flatX) return { row: c, column: 0, bias: r };
    return {
      row: product.shape[0] === 1 ? 0 : r,
      column: product.shape[1] === 1 ? 0 : c,
      bias: flatB ? (outs === 1 ? 0 : c) : r,
    };
  };
  const entry = (r, c) => {
    const from = source(r, c),
      inputs = numbers(ins).map((i) => get(i, from.column)),
      weights = WEIGHTS[from.row].slice(0, ins);
    return {
      ...from,
      weights,
      inputs,
      added: BIASES[from.bias],
      value: weights.reduce((total, one, i) => total + one * inputs[i], BIASES[from.bias]),
    };
  };
  const z = sum.error ? null : numbers(sum.shape[0]).map((r) => numbers(sum.shape[1]).map((c) => entry(r, c).value));
  const rows = z ? z.length : outs,
    columns = z ? z[0].length : n;
  const place = [clip(state.row, 0, rows - 1), clip(state.column, 0, columns - 1)];
  const same = Boolean(z) && z.length === right.length && z[0].length === right[0].length;
  const wrong = same ? z.flat().filter((one, i) => one !== right.flat()[i]).length : 0;
  return {
    shapes,
    get,
    z,
    right,
    product,
    error: sum.error ?? "",
    place,
    same,
    wrong,
    chosen: z ? entry(...place) : null,
    parameters: outs * ins + outs,
    multiplications: outs * ins * (flatX ? 1 : n),
  };
}

const list = (all) => all.map((one) => minus(String(one))).join(", ");
const term = (one) => (one < 0 ? `(${minus(String(one))})` : String(one));

// What NumPy makes of a mistake.
function outcome({ z, right, error, place, same, wrong }) {
  if (!z) return `NumPy raises ValueError: no z. “${error.trim()}”`;
  const answer = `NumPy raises no error. z ${shapeSaid([z.length, z[0].length])}`,
    [row] = place;
  const reads = `Row ${row} reads ${list(z[row])}`,
    should = ` instead of ${list(right[row] ?? [])}.`;
  if (!same)
    return `${answer} instead of ${shapeSaid([right.length, right[0].length])}.${row < right.length ? ` ${reads}${should}` : ""}`;
  if (!wrong) return `${answer}, and the numbers are right, by luck.`;
  const fine = String(z[row]) === String(right[row]);
  return `${answer}, the right shape, but ${wrong} of ${z.length * z[0].length} numbers are wrong. ${reads}${fine ? ", and is right." : should}`;
}

// The lines of a shape diary: two shapes aligned on the right, and the rule.
export function diary({ mistake }, { shapes, product }) {
  const line = (name, shape, width) => `${name.padEnd(6)} (${shape.map(String).join(", ").padStart(width)})`;
  if (product.error || mistake === "none") {
    const [inner, other] = [shapes.W[1], shapes.x[0]],
      fits = inner === other;
    return [
      `W @ x: ${shapeSaid(shapes.W)} @ ${shapeSaid(shapes.x)}`,
      `inner numbers ${inner} and ${other}: ${fits ? "equal" : "refused"}`,
      fits ? `outer numbers stay: ${shapeSaid(product.shape)}` : "they must be equal",
    ];
  }
  const b = shapes.b,
    one = product.shape,
    last = [one.at(-1), b.at(-1)],
    fits = last[0] === last[1] || last.includes(1);
  const why = last[0] === last[1] ? "equal" : fits ? "the 1 is stretched" : "refused";
  return [line("W @ x", one, 4), line("b", b, 4), `${last[0]} above ${last[1]}: ${why}`];
}

export function words(state) {
  const found = facts(state),
    { shapes, z, place, chosen, parameters, multiplications } = found;
  const all = `W ${shapeSaid(shapes.W)} @ x ${shapeSaid(shapes.x)} + b ${shapeSaid(shapes.b)}`;
  const hand = chosen
    ? `z[${place[0]}, ${place[1]}] = ${[...chosen.weights.map((one, i) => `${term(one)}·${term(chosen.inputs[i])}`), term(chosen.added)].join(" + ")} = ${minus(String(chosen.value))}.`
    : "";
  if (state.mistake === "none") {
    const readout = `${all} → z ${shapeSaid([z.length, z[0].length])}. ${parameters} parameters, ${multiplications} multiplications.\n${hand}`;
    return {
      readout,
      alt: `W stands left of z, x above it. Row ${chosen.row} of W, ${list(chosen.weights)}, crosses column ${chosen.column} of x, ${list(chosen.inputs)}, in z. ${readout.replace("\n", " ")}`,
    };
  }
  const luck = `no error. With ${state.ins} input${state.ins === 1 ? "" : "s"} and as many examples, no check can tell x from x.T.`;
  const told = outcome(found),
    readout = `${all}\n${told}${hand && " "}${hand}\nnnlib: ${layerSays(state) || luck}`;
  return {
    readout,
    alt: `W stands on the left, x above, b ${shapes.b.length === 1 ? "above z, a row" : "on the right"}. ${readout.replaceAll("\n", " ")}`,
  };
}

// The same with NumPy, for the present state.
export function program(state) {
  const { ins, outs, n, mistake } = state,
    rows = (all) => `np.array([${all.map((row) => `[${row.join(", ")}]`).join(", ")}])`;
  const slip =
    {
      "x transposed": "x = x.T\n",
      "x one-dimensional": `x = x[:, ${clip(state.column, 0, n - 1)}]\n`,
      "b as (outs,)": "b = b[:, 0]\n",
    }[mistake] ?? "";
  return `import numpy as np

W = ${rows(WEIGHTS.slice(0, outs).map((row) => row.slice(0, ins)))}
x = ${rows(EXAMPLES.slice(0, ins).map((row) => row.slice(0, n)))}
b = ${rows(BIASES.slice(0, outs).map((one) => [one]))}
${slip}try:
    z = W @ x + b
    print(z.shape)
    print(z)
except ValueError as error:
    print(error)`;
}

// Places in the picture, in its own units: z begins at (LEFT, TOP), W ends left of it, x above it.
const SIDE = 18,
  LEFT = 8 * SIDE + 34,
  TOP = 8 * SIDE + 44;

// The part of the picture that is seen: that of arrays of up to 5, or of up to 8.
const seen = (most) =>
  [LEFT - 34 - most * SIDE, TOP - 44 - most * SIDE, 2 * most * SIDE + 74, 2 * most * SIDE + 66].join(" ");

// A matrix as a grid of cells; show(columns, rows, get, marked) fills it, from its corner near z.
function grid(className) {
  const root = svg("g", { class: `grid ${className}`, "aria-hidden": "true" }),
    cells = [];
  return {
    root,
    show(x, y, rows, columns, get, look) {
      while (cells.length < rows * columns) {
        const cell = [svg("rect", { width: SIDE, height: SIDE }), svg("text", { class: "middle" })];
        cells.push(cell);
        root.append(...cell);
      }
      cells.forEach(([rect, text], i) => {
        const r = Math.floor(i / columns),
          c = i % columns,
          shown = i < rows * columns;
        for (const node of [rect, text]) set(node, { display: shown ? null : "none" });
        if (!shown) return;
        set(rect, { x: x + c * SIDE, y: y + r * SIDE, class: look(r, c) });
        set(text, { x: x + (c + 0.5) * SIDE, y: y + r * SIDE + 13 });
        text.textContent = get ? minus(String(get(r, c))) : "";
      });
    },
  };
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: the shapes of W @ x + b");
  const root = svg("svg", { viewBox: seen(5), class: "plane shapes" });
  const grids = { W: grid("ofW"), x: grid("ofX"), b: grid("ofB"), z: grid("ofZ") };
  const names = Object.fromEntries(["W", "x", "b", "z"].map((one) => [one, svg("text", { "aria-hidden": "true" })]));
  const frames = ["row", "column", "bias", "entry"].map((name) =>
    svg("rect", { class: `frame ${name}`, "aria-hidden": "true" }),
  );
  const place = (event) => {
    const there = root.getScreenCTM().inverse();
    return [(there.a * event.clientX + there.e - LEFT) / SIDE, (there.d * event.clientY + there.f - TOP) / SIDE];
  };
  const halo = svg("rect", { class: "halo", rx: 3 }),
    entry = svg("g", {}, grids.z.root, frames[3], halo);
  const choose = (x, y) => {
    const { z } = facts(state.now),
      rows = z ? z.length : state.now.outs,
      columns = z ? z[0].length : state.now.n;
    const [row, column] = [clip(Math.floor(y), 0, rows - 1), clip(Math.floor(x), 0, columns - 1)];
    if (row !== state.now.row || column !== state.now.column) state.put({ row, column });
  };
  const says = [
    handle(entry, {
      from: place,
      label: "number of z",
      move: choose,
      nudge: (dx, dy) => {
        const [row, column] = facts(state.now).place;
        choose(column + dx, row - dy);
      },
      text: () => {
        const [row, column] = facts(state.now).place;
        return [row, `z[${row}, ${column}]`];
      },
    }),
  ];
  entry.addEventListener("pointerdown", (event) => choose(...place(event)));
  entry.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && !event.buttons) choose(...place(event));
  });
  root.append(grids.W.root, grids.x.root, grids.b.root, ...frames.slice(0, 3), ...Object.values(names), entry);
  // The edges that can be dragged: each changes one size. What is seen stays while one is held.
  let held = false;
  const size = (key, value) => {
    const now = clip(Math.round(value), 1, MOST);
    if (now !== state.now[key]) state.put({ [key]: now });
  };
  /** @type {[string, string, (x: number, y: number) => number, (dx: number, dy: number) => number][]} */
  const edged = [
    ["n", "right edge of z: n", (x) => x, (dx) => dx],
    ["outs", "lower edge of z: outs", (_, y) => y, (dx, dy) => dx - dy],
    ["ins", "left edge of W: ins", (x) => -x - 16 / SIDE, (dx, dy) => dy - dx],
  ];
  const edges = edged.map(([key, label, value, step]) => {
    const area = svg("rect", { class: "halo", rx: 4 }),
      bar = svg("rect", { class: "edge", rx: 2.5 }),
      node = svg("g", {}, area, bar);
    says.push(
      handle(node, {
        from: place,
        label,
        move: (x, y) => {
          held = true;
          size(key, value(x, y));
        },
        done: () => {
          held = false;
          soon();
        },
        nudge: (dx, dy) => size(key, state.now[key] + step(dx, dy)),
        text: () => [state.now[key], `${state.now[key]}`],
      }),
    );
    root.append(node);
    return (x, y, wide, high) => {
      set(bar, { x: x - wide / 2, y: y - high / 2, width: wide, height: high });
      set(area, {
        x: x - Math.max(wide, 16) / 2,
        y: y - Math.max(high, 16) / 2,
        width: Math.max(wide, 16),
        height: Math.max(high, 16),
      });
    };
  });
  const counters = [
    ["ins", "ins"],
    ["outs", "outs"],
    ["n", "n, examples"],
  ].map(([key, name]) => {
    const value = html("b"),
      step = (by) => () => size(key, state.now[key] + by);
    const fewer = button("−", step(-1), { "aria-label": `fewer ${key}`, class: "step" }),
      more = button("+", step(1), { "aria-label": `more ${key}`, class: "step" });
    return {
      node: html("div", { class: "counter" }, html("span", {}, name), fewer, value, more),
      show: () => {
        value.textContent = state.now[key];
      },
    };
  });
  const mistake = choice({ label: "mistake", options: MISTAKES, value: state.now.mistake, many: true }, (value) =>
    state.put({ mistake: value }),
  );
  set(mistake.node.querySelector("select"), { "aria-label": "mistake" }); // its label's text holds all options
  const lines = html("p", { class: "diary", "aria-hidden": "true" }),
    code = listing();
  view.main.append(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column" },
        html(
          "p",
          { class: "hint" },
          "Point at a number of z, or move by arrow keys. Drag the blue edges, or press − and +.",
        ),
        ...counters.map(({ node }) => node),
        mistake.node,
        lines,
      ),
      root,
    ),
  );
  view.root.append(html("details", {}, html("summary", {}, "The same in NumPy"), code));

  function picture() {
    const now = state.now,
      { ins, outs, n } = now,
      found = facts(now),
      {
        shapes,
        get,
        z,
        right,
        chosen,
        place: [r, c],
      } = found;
    const wLeft = LEFT - 16 - ins * SIDE,
      flatB = shapes.b.length === 1,
      high = shapes.x[0],
      wide = shapes.x[1] ?? 1;
    const xTop = TOP - 26 - high * SIDE,
      bX = flatB ? LEFT : LEFT + Math.max(n, z ? z[0].length : 0) * SIDE + 16,
      bY = flatB ? TOP - 22 : TOP;
    grids.W.show(
      wLeft,
      TOP,
      outs,
      ins,
      (i, k) => WEIGHTS[i][k],
      (i) => (chosen?.row === i ? "lit" : ""),
    );
    grids.x.show(LEFT, xTop, high, wide, get, (_, k) => (chosen?.column === k ? "lit" : ""));
    grids.b.show(
      bX,
      bY,
      flatB ? 1 : outs,
      flatB ? outs : 1,
      (i, k) => BIASES[flatB ? k : i],
      (i, k) => (chosen?.bias === (flatB ? k : i) ? "lit" : ""),
    );
    const rows = z ? z.length : outs,
      columns = z ? z[0].length : n;
    grids.z.show(LEFT, TOP, rows, columns, z && ((i, k) => z[i][k]), (i, k) =>
      !z ? "none" : z[i][k] !== right[i]?.[k] ? "wrong" : "",
    );
    const show = (node, x, y, w, h) => set(node, { x, y, width: w, height: h, display: chosen ? null : "none" });
    if (chosen) {
      show(frames[0], wLeft, TOP + chosen.row * SIDE, ins * SIDE, SIDE);
      show(frames[1], LEFT + chosen.column * SIDE, xTop, SIDE, high * SIDE);
      show(frames[2], bX + (flatB ? chosen.bias * SIDE : 0), bY + (flatB ? 0 : chosen.bias * SIDE), SIDE, SIDE);
      show(frames[3], LEFT + c * SIDE, TOP + r * SIDE, SIDE, SIDE);
    } else frames.forEach((node) => set(node, { display: "none" }));
    set(halo, { x: LEFT - 2, y: TOP - 2, width: columns * SIDE + 4, height: rows * SIDE + 4 });
    const write = (name, x, y, side, text) => {
      set(names[name], { x, y, class: side });
      names[name].textContent = text;
    };
    write("W", LEFT - 16, TOP - 8, "end", `W ${shapeSaid(shapes.W)}`);
    write("x", LEFT - 8, TOP - 26 - (high * SIDE) / 2 + 4, "end", `x ${shapeSaid(shapes.x)}`);
    write("z", LEFT, TOP + Math.max(rows, outs) * SIDE + 18, "", z ? `z ${shapeSaid([rows, columns])}` : "no z");
    write(
      "b",
      flatB ? LEFT + outs * SIDE + 5 : bX,
      flatB ? TOP - 9 : TOP - 8,
      "",
      flatB ? `b ${shapeSaid(shapes.b)}` : "b",
    );
    edges[0](LEFT + n * SIDE + 5, TOP + (outs * SIDE) / 2, 5, 15);
    edges[1](LEFT + (n * SIDE) / 2 + 24, TOP + outs * SIDE + 5, 15, 5);
    edges[2](wLeft - 5, TOP + (outs * SIDE) / 2, 5, 15);
    if (!held) set(root, { viewBox: seen(Math.max(ins, outs, n) > 5 ? MOST : 5) });
    lines.textContent = diary(now, found).join("\n");
    code.textContent = program(now);
  }
  const soon = once(picture);
  function draw() {
    const { readout, alt } = words(state.now);
    view.tell(readout, alt);
    mistake.show(state.now.mistake);
    for (const { show } of counters) show();
    for (const { say } of says) say();
    soon();
  }
  draw();
  picture();
  return view.stop;
}
