// The playground: a network on points of the plane, trained while you watch. What it computes is in training.js.
import { ACTIVATIONS, STARTS } from "./engine.js";
import { box, button, choice, handle, html, loop, number, onTheme, once, paint, plane, scale, set, stateOf, svg, whenShown } from "./draw.js";
import { clip, percent, said } from "./text.js";
import { DATA, evaluate, inWords, points, preset, PRESETS, program, REACH, sizes, START, terms, Training, words, zeroLine } from "./training.js";

const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCHES = [1, 5, 10, 20, 50, 200];
const DECAYS = [0, 0.001, 0.003, 0.01, 0.03, 0.1];
const NOISES = [0, 0.1, 0.2, 0.4, 0.6];
const COUNTS = [20, 50, 100, 200, 400];
const SPEEDS = { slow: 1, medium: 5, fast: 20 }; // steps a frame
const MOST = { layers: 4, neurons: 8, own: 400 };
const SIDE = 41; // the map has so many places in each direction
const SLICE = 12; // milliseconds of training in a frame, at most
const SEEDS = 6;

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
  const start = { ...START, chosen: null, point: [1, 1], seeds: false };
  const state = stateOf(model, start, () => { if (!ours && training) rebuild(); });
  const view = box(el, "Playground: a network on points of the plane");
  const grid = places();
  let ours = false; // a change of the state that this module makes itself
  let training = null;
  let others = []; // the same with other seeds
  let hovered = null; // a neuron under the pointer, [layer, j]
  let table = null; // the colours of the map
  let speed = "medium";
  const keep = (values) => {
    ours = true;
    state.put(values);
    ours = false;
  };

  // ---- controls ----
  const play = button("▶ Play", () => (running.playing ? pause() : go()), { class: "go" });
  const step = button("Step", () => advance(1));
  const epoch = button("Epoch", () => advance(training.rest));
  const reset = button("Reset", () => restart({}));
  const pace = choice({ label: "speed", options: Object.keys(SPEEDS), value: speed, many: true }, (value) => { speed = value; });
  const setting = (key, label, options) => choice({ label, options, value: options[0], many: true }, (value) => change(key, value));
  const settings = { rate: setting("rate", "learning rate", RATES), batch: setting("batch", "batch size", BATCHES), decay: setting("decay", "weight decay", DECAYS) };
  const choose = (key, label, options) => choice({ label, options, value: options[0], many: true }, (value) => restart({ [key]: value }));
  const choices = {
    act: choose("act", "activation", Object.keys(ACTIVATIONS)),
    start: choose("start", "initialization", Object.keys(STARTS)),
    noise: choose("noise", "noise", NOISES),
    count: choose("count", "training points", COUNTS),
  };
  const seed = number({ label: "seed", min: 0, max: 9999, step: 1, value: 1 }, (value) => restart({ seed: value }));
  const seeds = button("Six seeds", () => { keep({ seeds: !state.now.seeds }); rebuild(); }, { "aria-pressed": "false" });
  const why = html("p", { class: "hint why" }, Object.values(PRESETS)[0].why);
  const presets = choice({ label: "examples, and why", options: Object.keys(PRESETS), value: Object.keys(PRESETS)[0], many: true }, (name) => {
    keep({ ...preset(name), chosen: null });
    rebuild();
    why.textContent = PRESETS[name].why;
  });
  const thumbs = DATA.map((data) => {
    const canvas = html("canvas", { width: 44, height: 44 });
    const node = button("", () => restart({ data }), { class: "thumb", "aria-label": `data: ${data}`, title: data });
    node.append(canvas);
    return { data, canvas, node };
  });
  const label = choice({ label: "your next point", options: ["class 1 (circle)", "class 0 (square)"], value: "class 1 (circle)" }, (value) => { mine = Number(value[6]); });
  let mine = 1;
  const undo = button("Remove the last", () => restart({ own: state.now.own.slice(0, -1) }));
  const clear = button("Remove all", () => restart({ own: [] }));
  const ownBar = html("div", { class: "bar" }, label.node, undo, clear, html("p", { class: "hint" }, "Press into the picture, or move the cross by arrow keys and press Enter."));

  // ---- the network ----
  const lines = svg("svg", { "aria-hidden": "true" });
  const layers = html("div", { class: "layers" });
  const net = html("div", { class: "net" }, lines, layers);
  const layerCount = html("b");
  const fewer = button("−", () => restart({ hidden: state.now.hidden.slice(0, -1) }), { "aria-label": "fewer hidden layers", class: "step" });
  const more = button("+", () => restart({ hidden: [...state.now.hidden, state.now.hidden.at(-1) ?? 4] }), { "aria-label": "more hidden layers", class: "step" });
  let tiles = []; // tiles[layer][j]: the button of a neuron, and its canvas
  let edges = [];

  // ---- the map, the curves, one neuron term by term ----
  const map = html("canvas", { class: "map" });
  const over = svg("svg", { viewBox: `0 0 ${SIDE - 1} ${SIDE - 1}` });
  const at = ([x, y]) => [((x / REACH + 1) / 2) * (SIDE - 1), ((1 - y / REACH) / 2) * (SIDE - 1)];
  const from = (event) => {
    const here = over.getBoundingClientRect();
    return [REACH * ((2 * (event.clientX - here.left)) / here.width - 1), REACH * (1 - (2 * (event.clientY - here.top)) / here.height)];
  };
  const boundary = svg("path", { class: "boundary", "vector-effect": "non-scaling-stroke", "aria-hidden": "true" });
  const dots = svg("g", { class: "dots", "aria-hidden": "true" });
  const cross = svg("g", {}, svg("circle", { r: 1.6, class: "halo" }), svg("path", { class: "probe", d: "M-1.1 0H1.1M0 -1.1V1.1" }));
  over.append(boundary, dots, cross);
  const rounded = ([x, y]) => [x, y].map((one) => Math.round(100 * clip(one, -REACH, REACH)) / 100);
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
  const surface = html("div", { class: "surface" }, map, over);
  map.addEventListener("pointerdown", (event) => press(event));
  over.addEventListener("pointerdown", (event) => { if (!cross.contains(event.target)) press(event); });
  function press(event) {
    const point = rounded(from(event));
    if (state.now.data === "your own") add(point);
    else mark(point);
  }
  function add(point) {
    if (state.now.own.length < MOST.own) restart({ own: [...state.now.own, [...rounded(point), mine]], point: rounded(point) });
  }
  function mark(point) {
    keep({ point: rounded(point) });
    picture(true);
  }
  const caption = html("p", { class: "hint" });
  const chart = html("div", { class: "chart" });
  const neuron = html("div", { class: "terms" });
  const strip = html("div", { class: "strip" });
  const code = html("pre", { tabindex: 0, "aria-label": "program" });
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
  const details = html("details", {}, html("summary", {}, "The same training in nnlib"), html("div", { class: "bar" }, copy, copied), code);
  details.addEventListener("toggle", () => tell());

  const field = (name, ...nodes) => html("div", { class: "field" }, html("span", { class: "name" }, name), ...nodes);
  view.main.append(
    html("div", { class: "bar" }, play, step, epoch, reset, pace.node, settings.rate.node, settings.batch.node, settings.decay.node, seeds),
    html("div", { class: "bar" }, field("data", html("div", { class: "thumbs" }, ...thumbs.map(({ node }) => node))), choices.noise.node, choices.count.node,
      choices.act.node, choices.start.node, html("label", { class: "field" }, html("span", { class: "name" }, "seed"), seed.node),
      field("hidden layers", fewer, " ", layerCount, " ", more)),
    html("div", { class: "bar" }, presets.node, why),
    ownBar,
    html("div", { class: "play" }, html("div", { class: "column" }, net, chart), html("div", { class: "column" }, surface, caption), html("div", { class: "wide" }, neuron, strip)),
  );
  view.root.append(details);

  // ---- what happens ----
  const running = loop(view.root, () => {
    const end = performance.now() + SLICE;
    for (let i = 0; i < SPEEDS[speed] && performance.now() < end; i += 1) {
      training.run(1);
      for (const other of others) other.run(1);
    }
    if (training.broke !== null && others.every(({ broke }) => broke !== null)) pause();
    picture();
  });
  function go() {
    if (!training.n) return;
    running.play();
    play.textContent = "❚❚ Pause";
  }
  function pause() {
    running.pause();
    play.textContent = "▶ Play";
    save();
    picture(true);
  }
  const save = () => keep({ steps: training.steps, log: training.log });
  function advance(count) {
    training.run(count);
    for (const other of others) other.run(count);
    save();
    picture(true);
  }
  function change(key, value) { // a setting or a weight, while the training goes on
    training.change(key, value);
    if (!key.includes(":")) for (const other of others) other.change(key, value);
    save();
    picture(true);
  }
  function restart(values) { // another network or other points: from the beginning, with the settings of now
    const log = Object.entries(training.settings).map(([key, value]) => [0, key, value]);
    keep({ ...values, steps: 0, log, chosen: "hidden" in values || "data" in values ? null : state.now.chosen });
    rebuild();
  }
  function rebuild() {
    const now = state.now;
    if (now.chosen && !(sizes(now)[now.chosen[0]] > now.chosen[1])) keep({ chosen: null });
    training = new Training(state.now);
    others = now.seeds ? Array.from({ length: SEEDS }, (_, i) => new Training({ ...state.now, seed: 1 + i })) : [];
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
    for (const control of [choices.noise, choices.count]) for (const list of control.node.querySelectorAll("select")) set(list, { disabled: own });
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
    const dot = (label, x, y) => (label ? svg("circle", { cx: x, cy: y, r: 0.55, class: "dot1" }) : svg("rect", { x: x - 0.5, y: y - 0.5, width: 1, height: 1, class: "dot0" }));
    dots.replaceChildren(...Array.from(training.y, (one, k) => dot(one, ...at([training.x[2 * k], training.x[2 * k + 1]]))));
  }

  function drawNetwork() {
    const { hidden } = state.now;
    const chain = sizes(state.now);
    layerCount.textContent = hidden.length;
    set(fewer, { disabled: hidden.length === 0 });
    set(more, { disabled: hidden.length === MOST.layers });
    const size = (layer, by) => restart({ hidden: hidden.map((one, i) => (i === layer - 1 ? clip(one + by, 1, MOST.neurons) : one)) });
    const focused = layers.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    tiles = chain.map((count, layer) => Array.from({ length: count }, (_, j) => {
      const canvas = html("canvas");
      const node = button("", () => {
        keep({ chosen: same(state.now.chosen, [layer, j]) ? null : [layer, j] });
        picture(true);
      }, { class: "neuron", "data-name": `neuron ${layer} ${j}` });
      node.append(canvas);
      node.addEventListener("pointerenter", () => look([layer, j]));
      node.addEventListener("pointerleave", () => look(null));
      return { node, canvas };
    }));
    layers.replaceChildren(...tiles.map((column, layer) => {
      const inner = layer > 0 && layer < chain.length - 1;
      const minusButton = () => button("−", () => size(layer, -1), { "aria-label": `fewer neurons in layer ${layer}`, "data-name": `fewer ${layer}`, disabled: chain[layer] === 1 });
      const plusButton = () => button("+", () => size(layer, 1), { "aria-label": `more neurons in layer ${layer}`, "data-name": `more ${layer}`, disabled: chain[layer] === MOST.neurons });
      const head = inner ? [minusButton(), ` ${chain[layer]} `, plusButton()] : [layer ? "output" : "inputs"];
      return html("div", { class: "layer" }, html("div", { class: "count" }, ...head), ...column.map(({ node }) => node));
    }));
    if (focused) layers.querySelector(`[data-name="${focused}"]:not([disabled])`)?.focus();
    edges = training.net.layers.flatMap(({ ins, outs }, layer) => Array.from({ length: ins * outs }, (_, w) => {
      const edge = { node: svg("path"), grip: svg("path", { class: "grab" }), layer, i: Math.floor(w / outs), j: w % outs, w };
      edge.grip.addEventListener("pointerenter", () => look([layer + 1, edge.j, edge.i]));
      edge.grip.addEventListener("pointerleave", () => look(null));
      edge.grip.addEventListener("click", () => { keep({ chosen: [layer + 1, edge.j] }); picture(true); });
      return edge;
    }));
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
    picture(true);
  }

  function drawStrip() {
    set(strip, { hidden: !others.length });
    const said6 = html("p", { class: "hint" }, "The same settings, six seeds: other points, other first weights, another order. Test loss and accuracy:");
    strip.replaceChildren(said6, ...others.map((other, i) => {
      const canvas = html("canvas");
      const losses = html("span");
      const node = button("", () => { keep({ seed: 1 + i, steps: training.steps, log: training.log }); rebuild(); }, { class: "seed" });
      node.append(canvas, losses);
      Object.assign(other, { canvas, losses, node });
      return node;
    }));
  }

  let told = 0;
  let turn = 0;
  function picture(whole = false) {
    const { net: network, net: { layers: all } } = training;
    const n = SIDE * SIDE;
    const shown = hovered ?? state.now.chosen;
    network.forward(grid, n);
    const values = (layer, j) => (layer === 0 ? brightness("identity", grid, 2, j)
      : layer === all.length ? (k) => Math.tanh(all[layer - 1].a[k] / 2) : brightness(all[layer - 1].act, all[layer - 1].a, all[layer - 1].outs, j));
    const sums = (layer, j) => { // what goes into the activation function of a neuron
      if (layer === 0) return Float64Array.from({ length: n }, (_, k) => grid[2 * k + j]);
      const { W, b, x, ins, outs } = all[layer - 1];
      return Float64Array.from({ length: n }, (_, k) => {
        let z = b[j];
        for (let i = 0; i < ins; i += 1) z += W[i * outs + j] * x[k * ins + i];
        return z;
      });
    };
    turn += 1;
    tiles.forEach((column, layer) => column.forEach(({ node, canvas }, j) => {
      if (whole || (layer + turn) % 3 === 0) paint(canvas, SIDE, SIDE, table, values(layer, j)); // a third of the layers in a frame
      node.classList.toggle("shown", same(shown, [layer, j]));
    }));
    const get = shown ? values(shown[0], shown[1]) : values(all.length, 0);
    paint(map, SIDE, SIDE, table, (k) => 0.85 * get(k));
    set(boundary, { d: zeroLine(sums(...(shown ?? [all.length, 0])), SIDE) });
    caption.textContent = shown && shown[0] < all.length && shown[0] > 0 ? "What this neuron answers: orange high, blue low. On the line its sum z is 0. Press it again to see the whole network."
      : shown && shown[0] === 0 ? "One input: it says only how far right, or how far up, a point is." : "Orange: class 1 is more probable. Blue: class 0. On the line each has a probability of ½.";
    const [x, y] = at(state.now.point);
    set(cross, { transform: `translate(${x} ${y})` });
    if (whole) {
      probe.say();
      tiles.forEach((column, layer) => column.forEach(({ node }, j) => {
        set(node, { "aria-label": inWords(network, state.now.point, layer, j), "aria-pressed": String(same(state.now.chosen, [layer, j])) });
      }));
    }
    for (const { node, layer, i, j, w } of edges) {
      const weight = all[layer].W[w];
      const dim = shown && !(same(shown, [layer, i]) || same(shown, [layer + 1, j]));
      set(node, { class: `edge ${weight < 0 ? "minus" : "plus"}${dim ? " dim" : ""}`, "stroke-width": clip(2.2 * Math.abs(weight), 0.5, 9).toFixed(1) });
    }
    drawCurves();
    for (const other of others) {
      other.net.forward(grid, n);
      const z = other.net.layers.at(-1).a;
      if (whole || turn % 3 === 0) paint(other.canvas, SIDE, SIDE, table, (k) => 0.85 * Math.tanh(z[k] / 2));
    }
    if (whole || performance.now() - told > 200) tell(shown);
  }

  function tell(shown = hovered ?? state.now.chosen) {
    told = performance.now();
    const { readout, alt } = words(training, state.now);
    view.tell(readout, alt);
    for (const [key, control] of Object.entries(settings)) control.show(training.settings[key]);
    for (const button of [play, step, epoch]) set(button, { disabled: !training.n || training.broke !== null });
    others.forEach((other, i) => {
      const { loss, accuracy } = evaluate(other.net, other.testY.length ? other.testX : other.x, other.testY.length ? other.testY : other.y);
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
      neuron.replaceChildren(html("p", { class: "hint" }, "Point at a neuron or an edge to see what it computes for the marked point; press it to keep it, and to change its weights. " +
        "An orange edge is a positive weight, a dashed blue one a negative; the wider, the larger. The points are the training points."));
      return;
    }
    const [layer, j, edge] = shown;
    const { name, rows, bias, z, act, value, last } = terms(training.net, state.now.point, layer, j);
    const outs = training.net.layers[layer - 1].outs;
    const products = [...rows.map(({ product }) => `= ${said(product)}`), `+ ${said(bias)}`.replace("+ −", "− ")];
    const end = last ? `z = ${said(z)}; probability of class 1 = sigmoid(z)` : `z = ${said(z)}; ${act}(z) = ${said(value)}`;
    if (typing && neuron.fields) { // leave the field that is typed in where it is
      [...rows.map(({ weight }) => weight), bias].forEach((one, i) => neuron.fields[i].show(one));
      neuron.querySelectorAll("tr").forEach((row, i) => { row.cells[3].textContent = products[i]; });
      neuron.lastChild.textContent = end;
      return;
    }
    const fixed = same(state.now.chosen, shown);
    neuron.fields = fixed ? [] : null;
    const typed = (array, index, now, label) => {
      if (!fixed) return html("span", {}, said(now));
      const field = number({ label, min: -100, max: 100, step: 0.01, value: now }, (one) => change(`${array}:${layer - 1}:${index}`, one));
      neuron.fields.push(field);
      return field.node;
    };
    const body = rows.map((row, i) => html("tr", { class: edge === i ? "shown" : "" }, html("th", { scope: "row" }, row.name), html("td", {}, typed("W", i * outs + j, row.weight, `weight for ${row.name}`)),
      html("td", {}, `· ${said(row.value)}`), html("td", {}, products[i])));
    body.push(html("tr", {}, html("th", { scope: "row" }, "bias"), html("td", {}, typed("b", j, bias, "bias")), html("td"), html("td", {}, products.at(-1))));
    neuron.replaceChildren(
      html("p", {}, html("b", {}, name), ` for the marked point (${said(state.now.point[0])}, ${said(state.now.point[1])}): weight · what flows in along the edge`),
      html("table", {}, ...body), html("p", {}, end),
    );
  }

  function drawCurves() {
    const { curve } = training;
    const end = Math.max(20, curve.at(-1).step);
    const highest = Math.max(0.8, ...curve.map(({ train, test }) => Math.max(Math.min(train, 3) || 0, Math.min(test, 3) || 0)));
    const key = `${end} ${highest.toFixed(1)}`;
    if (chart.key !== key) {
      const p = plane({ width: 520, height: 170, x: [0, end], y: [0, 1.05 * highest], xticks: [0, end], yticks: highest > 1.2 ? [0, 1, 2].filter((tick) => tick < highest) : [0, 0.5], xlabel: "step", ylabel: "loss", margin: [24, 24, 34, 44] });
      chart.lines = ["train", "test"].map((kind) => svg("path", { class: `curve ${kind}` }));
      p.inside.append(...chart.lines);
      p.front.append(svg("text", { x: 496, y: 14, class: "end" }, "training (line), test (dashes)"));
      set(p.root, { "aria-hidden": "true" });
      chart.key = key;
      chart.plane = p;
      chart.replaceChildren(p.root);
    }
    ["train", "test"].forEach((kind, i) => {
      const seen = curve.filter((one) => Number.isFinite(one[kind]));
      const d = seen.map((one, k) => `${k ? "L" : "M"}${chart.plane.at(one.step, Math.min(one[kind], 9)).map((value) => value.toFixed(1)).join(" ")}`);
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
  const resize = new ResizeObserver(once(() => { if (tiles.length) placeEdges(); }));
  let stopTheme = () => {};
  whenShown(view.root, () => {
    theme();
    rebuild();
    stopTheme = onTheme(view.root, once(theme));
    resize.observe(net);
  });
  return () => {
    running.stop();
    stopTheme();
    resize.disconnect();
    view.stop();
  };
}
export default { render };
