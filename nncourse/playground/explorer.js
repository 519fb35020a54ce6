// The playground: a network on points of the plane, trained while you watch. What it computes is in training.js.
import { ACTIVATIONS, STARTS } from "../widgets/js/engine.js";
import {
  box,
  button,
  choice,
  handle,
  html,
  listing,
  loop,
  number,
  off,
  once,
  onTheme,
  paint,
  plane,
  scale,
  set,
  svg,
  whenShown,
} from "../widgets/js/draw.js";
import { clip, percent, said } from "../widgets/js/text.js";
import {
  DATA,
  evaluate,
  inWords,
  points,
  preset,
  presetOf,
  PRESETS,
  program,
  REACH,
  sizes,
  terms,
  Training,
  words,
  zeroLine,
} from "./training.js";
import { stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };
/** @import { Place } from "../widgets/js/draw.js" */

const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCHES = [1, 5, 10, 20, 50, 200];
const DECAYS = [0, 0.001, 0.003, 0.01, 0.03, 0.1];
const SPEEDS = { slow: 1, medium: 5, fast: 20 }; // steps a frame
const MOST = { layers: STATE.hidden.maxItems, neurons: 8, own: STATE.own.maxItems };
const SIDE = 41; // the map has so many places in each direction
const SLICE = 12; // milliseconds of training in a frame, at most
const SEEDS = 6;
const OWN_SETTINGS = "your own settings";
const TILES = [40, 40, 40, 40, 40, 40, 34, 29, 26]; // pixels of a neuron's picture, by the neurons of the widest layer

// All places of the map, row by row from the top, as an array of shape (2, SIDE²).
function places() {
  const x = new Float64Array(2 * SIDE * SIDE);
  for (let r = 0; r < SIDE; r += 1) {
    for (let c = 0; c < SIDE; c += 1) {
      x[2 * (r * SIDE + c)] = REACH * ((2 * c) / (SIDE - 1) - 1);
      x[2 * (r * SIDE + c) + 1] = REACH * (1 - (2 * r) / (SIDE - 1));
    }
  }
  return x;
}

// From −1 to 1, for the colours: what a neuron with this activation function answers.
function brightness(act, values, outs, j) {
  const n = values.length / outs;
  if (act === "sigmoid") return (k) => 2 * values[k * outs + j] - 1;
  let largest = act === "tanh" ? 1 : 1e-9;
  if (act !== "tanh") for (let k = 0; k < n; k += 1) largest = Math.max(largest, Math.abs(values[k * outs + j]));
  return (k) => values[k * outs + j] / largest;
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => {
    if (!ours && training) rebuild();
  });
  const view = box(el, "Playground: a network on points of the plane");
  const grid = places();
  let ours = false; // a change of the state that this module makes itself
  let training = null;
  let others = []; // the same with other seeds; one of them may be the training itself
  let goal = 0; // the step to which all of them are brought
  const all = () => new Set([training, ...others]);
  const behind = (one) => one.n && one.broke === null && one.steps < goal;
  let beyond = 0; // points outside of the picture
  let hovered = null; // a neuron under the pointer, [layer, j]
  let table = null; // the colours of the map
  let speed = "medium";
  const keep = (values) => {
    ours = true;
    state.put(values);
    ours = false;
  };

  // ---- controls ----
  const allowed = (node) => node.getAttribute("aria-disabled") !== "true";
  const play = button(
    "▶ Play",
    () => {
      if (running.playing) pause();
      else if (allowed(play)) go();
    },
    { class: "go" },
  );
  const step = button("Step", () => {
    if (allowed(step)) advance(() => 1);
  });
  const epoch = button("Epoch", () => {
    if (allowed(epoch)) advance(() => training.rest);
  });
  const reset = button("Reset", () => {
    if (allowed(reset)) restart({});
  });
  const pace = choice({ label: "speed", options: Object.keys(SPEEDS), value: speed, many: true }, (value) => {
    speed = value;
  });
  const setting = (key, label, options) =>
    choice({ label, options, value: options[0], many: true }, (value) => change(key, value));
  const settings = {
    rate: setting("rate", "learning rate", RATES),
    batch: setting("batch", "batch size", BATCHES),
    decay: setting("decay", "weight decay", DECAYS),
  };
  const choose = (key, label, options) =>
    choice({ label, options, value: options[0], many: true }, (value) => restart({ [key]: value }));
  const choices = {
    act: choose("act", "activation", Object.keys(ACTIVATIONS)),
    start: choose("start", "initialization", Object.keys(STARTS)),
    noise: choose("noise", "noise", STATE.noise.enum),
    count: choose("count", "training points", STATE.count.enum),
  };
  const seed = number({ label: "seed", min: 0, max: 9999, step: 1, value: 1 }, (value) => restart({ seed: value }));
  const seeds = button(
    "Six seeds",
    () => {
      keep({ seeds: !state.now.seeds });
      look6();
      strip.scrollIntoView({ block: "nearest" });
    },
    { "aria-pressed": "false" },
  );
  const why = html("p", { class: "hint why" });
  const presets = choice(
    { label: "example", options: [OWN_SETTINGS, ...Object.keys(PRESETS)], value: Object.keys(PRESETS)[0], many: true },
    (name) => {
      keep({ ...preset(name), chosen: null });
      rebuild();
    },
  );
  const [ownSettings] = presets.node.querySelectorAll("option"); // to be seen, not to be chosen
  set(ownSettings, { disabled: true, hidden: true });
  const thumbs = DATA.map((data) => {
    const canvas = html("canvas", { width: 44, height: 44, "aria-hidden": "true" });
    const node = button("", () => restart({ data }), { class: "thumb", "aria-label": `data: ${data}`, title: data });
    node.append(canvas);
    return { data, canvas, node };
  });
  const mineChoice = choice(
    { label: "your next point", options: ["class 1 (circle)", "class 0 (square)"], value: "class 1 (circle)" },
    (value) => {
      mine = Number(value[6]);
    },
  );
  let mine = 1;
  const undo = button("Remove the last", () => restart({ own: state.now.own.slice(0, -1) }));
  const clear = button("Remove all", () => restart({ own: [] }));
  const ownBar = html(
    "div",
    { class: "bar" },
    mineChoice.node,
    undo,
    clear,
    html("p", { class: "hint" }, "Press into the picture, or move the cross by arrow keys and press Enter."),
  );

  // ---- the network ----
  const lines = svg("svg", { "aria-hidden": "true" });
  const layers = html("div", { class: "layers" });
  const net = html("div", { class: "net" }, lines, layers);
  const layerCount = html("b");
  const fewer = button("−", () => restart({ hidden: state.now.hidden.slice(0, -1) }), {
    "aria-label": "fewer hidden layers",
    class: "step",
  });
  const more = button("+", () => restart({ hidden: [...state.now.hidden, state.now.hidden.at(-1) ?? 4] }), {
    "aria-label": "more hidden layers",
    class: "step",
  });
  let tiles = []; // tiles[layer][j]: the button of a neuron, and its canvas
  let edges = [];

  // ---- the map, the curves, one neuron term by term ----
  const map = html("canvas", { class: "map" });
  const over = svg("svg", { viewBox: `0 0 ${SIDE - 1} ${SIDE - 1}` });
  const at = (/** @type {Place} */ [x, y]) => [((x / REACH + 1) / 2) * (SIDE - 1), ((1 - y / REACH) / 2) * (SIDE - 1)];
  const from = (event) => {
    const here = over.getBoundingClientRect();
    return [
      REACH * ((2 * (event.clientX - here.left)) / here.width - 1),
      REACH * (1 - (2 * (event.clientY - here.top)) / here.height),
    ];
  };
  const boundary = svg("path", { class: "boundary", "vector-effect": "non-scaling-stroke", "aria-hidden": "true" });
  const dots = svg("g", { class: "dots", "aria-hidden": "true" });
  const cross = svg(
    "g",
    {},
    svg("circle", { r: 1.6, class: "halo" }),
    svg("path", { class: "probe", d: "M-1.1 0H1.1M0 -1.1V1.1" }),
  );
  over.append(boundary, dots, cross);
  const rounded = (/** @type {Place} */ [x, y]) =>
    [x, y].map((one) => Math.round(100 * clip(one, -REACH, REACH)) / 100);
  const probe = handle(cross, {
    from,
    label: "the marked point",
    move: (x, y) => mark([x, y]),
    nudge: (dx, dy) => mark([state.now.point[0] + 0.1 * dx, state.now.point[1] + 0.1 * dy]),
    text: () => [state.now.point[0], `at ${said(state.now.point[0])} and ${said(state.now.point[1])}`],
  });
  cross.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && state.now.data === "your own") add(state.now.point);
  });
  const gone = html("p", { class: "gone", "aria-hidden": "true" }); // the readout says it to those who don't see it
  const surface = html("div", { class: "surface" }, html("div", { class: "frame" }, map, over, gone));
  map.addEventListener("pointerdown", (event) => press(event));
  over.addEventListener("pointerdown", (event) => {
    if (!cross.contains(event.target)) press(event);
  });
  function press(event) {
    const point = rounded(from(event));
    if (state.now.data === "your own") add(point);
    else mark(point);
  }
  function add(point) {
    if (state.now.own.length < MOST.own)
      restart({ own: [...state.now.own, [...rounded(point), mine]], point: rounded(point) });
  }
  function mark(point) {
    // the picture stays: only what is computed for the marked point changes
    keep({ point: rounded(point) });
    showMark();
  }
  const showMark = once(() => {
    drawMark();
    drawTerms(hovered ?? state.now.chosen);
    label(200);
  });
  const caption = html("p", { class: "hint" });
  const chart = html("div", { class: "chart" });
  const neuron = html("div", { class: "terms" });
  const strip = html("div", { class: "strip" });
  const code = listing();
  const copied = html("span", { class: "hint", role: "status" });
  const copy = button("Copy as nnlib code", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      copied.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(code);
      copied.textContent = "Selected: now press Ctrl+C.";
    }
  });
  const details = html(
    "details",
    {},
    html("summary", {}, "The same training in nnlib"),
    html("div", { class: "bar" }, copy, copied),
    code,
  );
  details.addEventListener("toggle", () => tell());

  const field = (name, ...nodes) => html("div", { class: "field" }, html("span", { class: "name" }, name), ...nodes);
  const group = (label, ...nodes) => html("div", { class: "group", role: "group", "aria-label": label }, ...nodes);
  const wide = matchMedia("(min-width: 900px)").matches;
  view.main.append(
    html(
      "div",
      { class: "bar run" },
      html("div", { class: "buttons" }, play, step, epoch, reset, seeds),
      html("div", { class: "bar examples" }, presets.node, why),
    ),
    html(
      "details",
      { class: "settings", open: wide ? "" : null },
      html("summary", {}, "Data, network and training"),
      html(
        "div",
        { class: "bar setup" },
        group(
          "data",
          html("div", { class: "thumbs" }, ...thumbs.map(({ node }) => node)),
          choices.noise.node,
          choices.count.node,
        ),
        group(
          "network",
          choices.act.node,
          choices.start.node,
          field("hidden layers", fewer, " ", layerCount, " ", more),
          html("label", { class: "field" }, html("span", { class: "name" }, "seed"), seed.node),
        ),
        group("training", settings.rate.node, settings.batch.node, settings.decay.node, pace.node),
      ),
    ),
    ownBar,
    // The map comes first: where there is little room it stands below Play, and the settings are folded.
    html("div", { class: "play" }, html("div", { class: "map-side" }, surface, caption), chart, net, neuron, strip),
  );
  view.root.append(details);

  // ---- what happens ----
  // Bring to the goal what is behind it, until this time: a long training is repeated in slices, so that nothing freezes.
  function chase(end) {
    for (const one of all()) while (behind(one) && performance.now() < end) one.run(Math.min(10, goal - one.steps));
    return ![...all()].some(behind);
  }
  const chaser = loop(view.root, () => {
    if (running.playing || chase(performance.now() + 2 * SLICE)) chaser.pause();
    if (!chaser.playing || performance.now() - told > 200) picture(!chaser.playing);
  });
  const running = loop(view.root, () => {
    const end = performance.now() + SLICE;
    if (chase(end)) {
      const trainings = all();
      for (let i = 0; i < SPEEDS[speed] && performance.now() < end; i += 1) {
        goal += 1;
        for (const one of trainings) one.run(1);
      }
    }
    if (everybodyBroke()) pause();
    else picture();
  });
  const everybodyBroke = () => [...all()].every(({ broke }) => broke !== null);
  function go() {
    running.play();
    play.textContent = "❚❚ Pause";
  }
  function pause() {
    running.pause();
    play.textContent = "▶ Play";
    save();
    picture(true);
  }
  const save = () => keep({ steps: training.broke === null ? goal : training.steps, log: training.log });
  function advance(count) {
    chase(Infinity);
    goal += count();
    chase(Infinity);
    save();
    picture(true);
  }
  function change(key, value) {
    // a setting or a weight, while the training goes on
    chase(Infinity);
    for (const one of key.includes(":") ? [training] : all()) one.change(key, value);
    save();
    picture(true);
  }
  function restart(values) {
    // another network or other points: from the beginning, with the settings of now
    const log = Object.entries(training.settings).map(([key, value]) => [0, key, value]);
    keep({ ...values, steps: 0, log, chosen: "hidden" in values || "data" in values ? null : state.now.chosen });
    rebuild();
  }
  function rebuild() {
    const now = state.now;
    if (now.chosen && !(sizes(now)[now.chosen[0]] > now.chosen[1])) keep({ chosen: null });
    goal = now.steps;
    const made = (seed) => new Training({ ...now, seed, steps: 0 });
    training = made(now.seed);
    others = now.seeds ? Array.from({ length: SEEDS }, (_, i) => (now.seed === 1 + i ? training : made(1 + i))) : [];
    show();
  }
  function look6() {
    // six seeds, or one again; what has been trained stays
    const now = state.now;
    const made = (seed) => new Training({ ...now, seed, steps: 0, log: training.log });
    others = now.seeds ? Array.from({ length: SEEDS }, (_, i) => (now.seed === 1 + i ? training : made(1 + i))) : [];
    show();
  }
  function show() {
    const now = state.now;
    if (!chase(performance.now() + SLICE) && !running.playing) chaser.play();
    hovered = null;
    if (!training.n && running.playing) pause();
    drawControls();
    if (now.data === "your own") drawThumbs();
    drawPoints();
    drawNetwork();
    drawStrip();
    picture(true);
  }

  // ---- drawing ----
  function drawControls() {
    const now = state.now;
    for (const [key, control] of Object.entries(choices)) control.show(now[key]);
    seed.show(now.seed);
    const own = now.data === "your own";
    set(ownBar, { hidden: !own });
    cross.style.pointerEvents = own ? "none" : ""; // presses belong to new points
    for (const control of [choices.noise, choices.count])
      for (const list of control.node.querySelectorAll("select")) set(list, { disabled: own });
    set(undo, { disabled: !now.own.length });
    set(clear, { disabled: !now.own.length });
    set(seeds, { "aria-pressed": String(now.seeds) });
    for (const { data, node } of thumbs) set(node, { "aria-pressed": String(data === now.data) });
  }

  function drawThumbs() {
    const now = state.now;
    const style = getComputedStyle(view.root);
    for (const { data, canvas } of thumbs) {
      const { x, y } = points({ data, noise: 0.05, seed: 1, count: 120, own: now.own });
      const ink = canvas.getContext("2d");
      ink.clearRect(0, 0, 44, 44);
      if (data === "your own" && !y.length) {
        ink.fillStyle = style.getPropertyValue("--ink");
        ink.font = "26px system-ui";
        ink.textAlign = "center";
        ink.fillText("✎", 22, 31);
      }
      y.forEach((one, k) => {
        ink.fillStyle = style.getPropertyValue(one ? "--plus" : "--minus");
        ink.fillRect(21 + 6.5 * x[2 * k], 21 - 6.5 * x[2 * k + 1], 2.6, 2.6);
      });
    }
  }

  function drawPoints() {
    // What lies outside of the picture is hollow, at its rim.
    const rim = REACH * (1 - 1.4 / (SIDE - 1));
    beyond = 0;
    dots.replaceChildren(
      ...Array.from(training.y, (one, k) => {
        const place = [training.x[2 * k], training.x[2 * k + 1]];
        const out = place.some((value) => Math.abs(value) > REACH);
        beyond += Number(out);
        const [x, y] = at(out ? place.map((value) => clip(value, -rim, rim)) : place);
        const kind = `dot${one}${out ? " out" : ""}`;
        return one
          ? svg("circle", { cx: x, cy: y, r: 0.55, class: kind })
          : svg("rect", { x: x - 0.5, y: y - 0.5, width: 1, height: 1, class: kind });
      }),
    );
  }

  function drawNetwork() {
    const { hidden } = state.now;
    const chain = sizes(state.now);
    layerCount.textContent = hidden.length;
    set(fewer, { disabled: hidden.length === 0 });
    set(more, { disabled: hidden.length === MOST.layers });
    const size = (layer, by) =>
      restart({ hidden: hidden.map((one, i) => (i === layer - 1 ? clip(one + by, 1, MOST.neurons) : one)) });
    const focused = layers.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.name
      : null;
    layers.style.setProperty("--tile", `${TILES[Math.max(...chain)]}px`);
    tiles = chain.map((count, layer) =>
      Array.from({ length: count }, (_, j) => {
        const canvas = html("canvas");
        const node = button(
          "",
          () => {
            keep({ chosen: same(state.now.chosen, [layer, j]) ? null : [layer, j] });
            showLook();
          },
          { class: "neuron", "data-name": `neuron ${layer} ${j}` },
        );
        node.append(canvas);
        node.addEventListener("pointerenter", () => look([layer, j]));
        node.addEventListener("pointerleave", () => look(null));
        return { node, canvas };
      }),
    );
    layers.replaceChildren(
      ...tiles.map((column, layer) => {
        const inner = layer > 0 && layer < chain.length - 1;
        const minusButton = () =>
          button("−", () => size(layer, -1), {
            "aria-label": `fewer neurons in layer ${layer}`,
            "data-name": `fewer ${layer}`,
            disabled: chain[layer] === 1,
          });
        const plusButton = () =>
          button("+", () => size(layer, 1), {
            "aria-label": `more neurons in layer ${layer}`,
            "data-name": `more ${layer}`,
            disabled: chain[layer] === MOST.neurons,
          });
        const head = inner ? [minusButton(), ` ${chain[layer]} `, plusButton()] : [layer ? "output" : "inputs"];
        return html(
          "div",
          { class: "layer" },
          html("div", { class: "count" }, ...head),
          html("div", { class: "tiles" }, ...column.map(({ node }) => node)),
        );
      }),
    );
    if (focused) layers.querySelector(`[data-name="${focused}"]:not([disabled])`)?.focus();
    edges = training.net.layers.flatMap(({ ins, outs }, layer) =>
      Array.from({ length: ins * outs }, (_, w) => {
        const edge = {
          node: svg("path"),
          grip: svg("path", { class: "grab" }),
          layer,
          i: Math.floor(w / outs),
          j: w % outs,
          w,
        };
        edge.grip.addEventListener("pointerenter", () => look([layer + 1, edge.j, edge.i]));
        edge.grip.addEventListener("pointerleave", () => look(null));
        edge.grip.addEventListener("click", () => {
          keep({ chosen: [layer + 1, edge.j] });
          showLook();
        });
        return edge;
      }),
    );
    lines.replaceChildren(...edges.flatMap(({ node, grip }) => [node, grip]));
    placeEdges();
  }

  function placeEdges() {
    const base = net.getBoundingClientRect();
    set(lines, { viewBox: `0 0 ${base.width || 1} ${base.height || 1}` });
    for (const { node, grip, layer, i, j } of edges) {
      const a = tiles[layer][i].node.getBoundingClientRect();
      const b = tiles[layer + 1][j].node.getBoundingClientRect();
      const [x1, x2] = [a.right - base.left, b.left - base.left];
      const [y1, y2] = [a, b].map((one) => one.top + one.height / 2 - base.top);
      const d = `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
      set(node, { d });
      set(grip, { d });
    }
  }

  const same = (a, b) => Boolean(a) && Boolean(b) && a[0] === b[0] && a[1] === b[1];
  function look(neuronOrEdge) {
    hovered = neuronOrEdge;
    showLook();
  }
  const showLook = once(() => {
    drawLook();
    drawTerms(hovered ?? state.now.chosen);
    label(200);
  });

  function drawStrip() {
    set(strip, { hidden: !others.length });
    const said6 = html(
      "p",
      { class: "hint" },
      "The same settings, six seeds: other points, other first weights, another order. Test loss and accuracy:",
    );
    strip.replaceChildren(
      said6,
      ...others.map((other, i) => {
        const canvas = html("canvas");
        const losses = html("span");
        const node = button(
          "",
          () => {
            // its network has been trained already
            training = other;
            keep({ seed: 1 + i });
            save();
            others = others.map((one, place) => (place === i ? training : one));
            show();
          },
          { class: "seed" },
        );
        node.append(canvas, losses);
        Object.assign(other, { canvas, losses, node });
        return node;
      }),
    );
  }

  let told = 0;
  let turn = 0;
  let layerValues = []; // what each layer answers at all places of the map
  const values = (layer, j) => {
    const { length } = layerValues;
    if (layer === 0) return brightness("identity", grid, 2, j);
    const { act, outs } = training.net.layers[layer - 1];
    return layer === length - 1
      ? (k) => Math.tanh(layerValues[layer][k] / 2)
      : brightness(act, layerValues[layer], outs, j);
  };
  const sums = (layer, j) => {
    // what goes into the activation function of a neuron
    const n = SIDE * SIDE;
    if (layer === 0) return Float64Array.from({ length: n }, (_, k) => grid[2 * k + j]);
    const { W, b, ins, outs } = training.net.layers[layer - 1];
    const x = layerValues[layer - 1];
    return Float64Array.from({ length: n }, (_, k) => {
      let z = b[j];
      for (let i = 0; i < ins; i += 1) z += W[i * outs + j] * x[k * ins + i];
      return z;
    });
  };
  function picture(whole = false) {
    const n = SIDE * SIDE;
    training.net.forward(grid, n);
    layerValues = [grid, ...training.net.layers.map(({ a }) => a)];
    turn += 1;
    tiles.forEach((column, layer) =>
      column.forEach(({ canvas }, j) => paint(canvas, SIDE, SIDE, table, values(layer, j))),
    );
    drawLook();
    drawCurves();
    others.forEach((other, i) => {
      if (!whole && other !== training && (i + turn) % 3) return; // a third of the other seeds in a frame
      if (other === training)
        paint(other.canvas, SIDE, SIDE, table, (k) => 0.85 * Math.tanh(layerValues.at(-1)[k] / 2));
      else {
        const z = other.net.forward(grid, n);
        paint(other.canvas, SIDE, SIDE, table, (k) => 0.85 * Math.tanh(z[k] / 2));
      }
    });
    if (whole) {
      drawMark();
      label();
    }
    if (whole || performance.now() - told > 200) tell();
  }

  // The map, its line and the edges, for the neuron that is looked at.
  function drawLook() {
    const end = layerValues.length - 1;
    const shown = hovered ?? state.now.chosen;
    tiles.forEach((column, layer) =>
      column.forEach(({ node }, j) => {
        node.classList.toggle("shown", same(shown, [layer, j]));
        set(node, { "aria-pressed": String(same(state.now.chosen, [layer, j])) });
      }),
    );
    const get = values(...(shown ?? [end, 0]));
    paint(map, SIDE, SIDE, table, (k) => 0.85 * get(k));
    set(boundary, { d: zeroLine(sums(...(shown ?? [end, 0])), SIDE) });
    let text = "Orange: class 1 is more probable. Blue: class 0. On the line each has a probability of ½.";
    if (shown && shown[0] === 0) text = "One input: it says only how far right, or how far up, a point is.";
    else if (shown && shown[0] < end)
      text =
        "What this neuron answers: orange high, blue low. On the line its sum z is 0. Press it again to see the whole network.";
    if (beyond) text += ` Hollow: ${beyond === 1 ? "a point" : `${beyond} points`} beyond the rim.`;
    if (caption.textContent !== text) caption.textContent = text;
    for (const { node, layer, i, j, w } of edges) {
      const weight = training.net.layers[layer].W[w];
      const dim = shown && !(same(shown, [layer, i]) || same(shown, [layer + 1, j]));
      set(node, {
        class: `edge ${weight < 0 ? "minus" : "plus"}${dim ? " dim" : ""}`,
        "stroke-width": clip(2.2 * Math.abs(weight), 0.5, 9).toFixed(1),
      });
    }
  }

  function drawMark() {
    const [x, y] = at(state.now.point);
    set(cross, { transform: `translate(${x} ${y})` });
    probe.say();
  }

  // What each neuron computes for the marked point, for those who hear it: at once, or when the mark has come to rest.
  let labelling = null;
  function label(wait = 0) {
    clearTimeout(labelling);
    if (wait) {
      labelling = setTimeout(label, wait);
      return;
    }
    tiles.forEach((column, layer) =>
      column.forEach(({ node }, j) => set(node, { "aria-label": inWords(training.net, state.now.point, layer, j) })),
    );
  }

  function drawExample() {
    const name = presetOf({ ...state.now, log: training.log }) ?? OWN_SETTINGS;
    set(ownSettings, { hidden: name !== OWN_SETTINGS });
    presets.show(name);
    const text =
      PRESETS[name] && !goal
        ? "What do you expect of it? Make up your mind, then press Play: the reason will stand here."
        : (PRESETS[name]?.why ??
          "No longer one of the examples: what do you expect of it? Choose an example to come back to it.");
    if (why.textContent !== text) why.textContent = text;
  }

  function tell(shown = hovered ?? state.now.chosen) {
    told = performance.now();
    const { readout, alt } = words(training, state.now);
    view.tell(readout, alt);
    drawExample();
    for (const [key, control] of Object.entries(settings)) control.show(training.settings[key]);
    const stuck = !training.n
      ? "There are no points yet"
      : training.broke !== null
        ? "A number is no longer finite: Reset"
        : "";
    for (const node of [play, step, epoch]) off(node, node === play && running.playing ? "" : stuck);
    off(reset, goal ? "" : "Nothing has been trained yet");
    gone.textContent =
      training.broke === null
        ? ""
        : `In step ${training.broke} a number was no longer finite. Press Reset, and change something.`;
    others.forEach((other, i) => {
      if (behind(other)) {
        other.losses.textContent = `step ${other.steps} of ${goal}`;
        set(other.node, { "aria-label": `seed ${1 + i} is still trained` });
        return;
      }
      const { loss, accuracy } = evaluate(
        other.net,
        other.testY.length ? other.testX : other.x,
        other.testY.length ? other.testY : other.y,
      );
      const text = `seed ${1 + i}: ${other.broke === null ? `${said(loss)}, ${percent(accuracy, 0)}` : `NaN in step ${other.broke}`}`;
      other.losses.textContent = text;
      set(other.node, { "aria-pressed": String(state.now.seed === 1 + i) });
      set(other.node, { "aria-label": `${text}; press to look at it closely` });
    });
    drawTerms(shown);
    if (details.open) code.textContent = program(state.now, training);
  }

  // One neuron in full: every weight times what flows in along its edge. The numbers of a chosen neuron can be typed.
  function drawTerms(shown) {
    const typing = neuron.contains(document.activeElement);
    if (typing) shown = state.now.chosen;
    if (!shown || shown[0] === 0) {
      neuron.replaceChildren(
        html(
          "p",
          { class: "hint" },
          "Point at a neuron or an edge to see what it computes for the marked point; press it to keep it, and to change its weights. " +
            "An orange edge is a positive weight, a dashed blue one a negative; the wider, the larger. The points are the training points.",
        ),
      );
      return;
    }
    const [layer, j, edge] = shown;
    const { name, rows, bias, z, act, value, last } = terms(training.net, state.now.point, layer, j);
    const outs = training.net.layers[layer - 1].outs;
    const products = [...rows.map(({ product }) => `= ${said(product)}`), `+ ${said(bias)}`.replace("+ −", "− ")];
    const end = last
      ? `z = ${said(z)}; probability of class 1 = sigmoid(z)`
      : `z = ${said(z)}; ${act}(z) = ${said(value)}`;
    const there = ` for the marked point (${said(state.now.point[0])}, ${said(state.now.point[1])}), weight · what flows in along the edge: `;
    if (typing && neuron.fields) {
      // leave the field that is typed in where it is
      [...rows.map(({ weight }) => weight), bias].forEach((one, i) => neuron.fields[i].show(one));
      neuron.querySelectorAll("tr").forEach((row, i) => {
        row.cells[3].textContent = products[i];
      });
      neuron.querySelector("output").textContent = end;
      return;
    }
    const fixed = same(state.now.chosen, shown);
    neuron.fields = fixed ? [] : null;
    const typed = (array, index, now, label) => {
      if (!fixed) return html("span", {}, said(now));
      const field = number({ label, min: -100, max: 100, step: 0.01, value: now }, (one) =>
        change(`${array}:${layer - 1}:${index}`, one),
      );
      neuron.fields.push(field);
      return field.node;
    };
    const body = rows.map((row, i) =>
      html(
        "tr",
        { class: edge === i ? "shown" : "" },
        html("th", { scope: "row" }, row.name),
        html("td", {}, typed("W", i * outs + j, row.weight, `weight for ${row.name}`)),
        html("td", {}, `· ${said(row.value)}`),
        html("td", {}, products[i]),
      ),
    );
    body.push(
      html(
        "tr",
        {},
        html("th", { scope: "row" }, "bias"),
        html("td", {}, typed("b", j, bias, "bias")),
        html("td"),
        html("td", {}, products.at(-1)),
      ),
    );
    neuron.replaceChildren(
      html("p", {}, html("b", {}, name), there, html("output", { "aria-live": "off" }, end)),
      html("table", {}, html("tbody", {}, ...body)),
    );
  }

  function drawCurves() {
    const { curve } = training;
    const end = Math.max(20, curve.at(-1).step);
    const highest = Math.max(
      0.8,
      ...curve.map(({ train, test }) => Math.max(Math.min(train, 3) || 0, Math.min(test, 3) || 0)),
    );
    const width = Math.max(240, Math.round(chart.clientWidth));
    const key = `${width} ${end} ${highest.toFixed(1)}`;
    if (chart.key !== key) {
      const p = plane({
        width,
        height: 158,
        x: [0, end],
        y: [0, 1.05 * highest],
        xticks: [0, end],
        yticks: highest > 1.2 ? [0, 1, 2].filter((tick) => tick < highest) : [0, 0.5],
        xlabel: "step",
        ylabel: "loss",
        margin: [24, 24, 34, 44],
      });
      chart.lines = ["train", "test"].map((kind) => svg("path", { class: `curve ${kind}` }));
      p.inside.append(...chart.lines);
      p.front.append(svg("text", { x: width - 24, y: 14, class: "end" }, "training (line), test (dashes)"));
      set(p.root, { "aria-hidden": "true" });
      chart.key = key;
      chart.plane = p;
      chart.replaceChildren(p.root);
    }
    ["train", "test"].forEach((kind, i) => {
      const seen = curve.filter((one) => Number.isFinite(one[kind]));
      const d = seen.map(
        (one, k) =>
          `${k ? "L" : "M"}${chart.plane
            .at(one.step, Math.min(one[kind], 9))
            .map((value) => value.toFixed(1))
            .join(" ")}`,
      );
      set(chart.lines[i], { d: d.join("") });
    });
  }

  const theme = () => {
    table = scale(view.root);
    drawThumbs();
    if (training) {
      picture(true);
    }
  };
  const resize = new ResizeObserver(
    once(() => {
      if (!tiles.length) return;
      placeEdges();
      drawCurves();
    }),
  );
  let stopTheme = () => {};
  whenShown(view.root, () => {
    theme();
    rebuild();
    stopTheme = onTheme(once(theme));
    resize.observe(net);
  });
  return () => {
    running.stop();
    chaser.stop();
    clearTimeout(labelling);
    stopTheme();
    resize.disconnect();
    view.stop();
  };
}
