// Chapter 17: draw a digit, nudge its pixels until the network reads another, and see what the same size does at random.
import { bars, image, SIDE } from "../widgets/js/images.js";
import {
  box,
  button,
  choice,
  html,
  foldedProgram,
  once,
  onTheme,
  scale,
  set,
  slider,
  stops,
} from "../widgets/js/draw.js";
import { cells } from "../widgets/js/gallery.js";
import { whenFed } from "../widgets/js/data.js";
import { facts, GOALS, ladder, namedNetworks, OTHER, program, runsOf, SIZES, START, words } from "./nudging.js";
import { drawingPage, seenOf } from "../widgets/js/pen.js";
import { clip, percent } from "../widgets/js/text.js";
import { stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

const STRONG = 0.2; // a change of this size has the full colour
const SLICE = 8; // milliseconds in a frame for the ladder, at most

export function render({ model, el }) {
  const view = box(el, "Explorer: draw a digit, and nudge it until a network reads another");
  return whenFed(model, view, ["chapter17-networks"], "the networks", (found) => build(model, view, found));
}

// One of the three images with what is read in it: show(found, change, words) fills it.
function panelOf(title, changed) {
  const shown = image({ size: 112 });
  const change = html("canvas", { class: "change17" });
  const digit = html("b");
  const chance = html("span");
  const chart = bars();
  const below = changed
    ? html("div", { class: "hint" }, "the change", change)
    : html("p", { class: "hint" }, "fitted and centred, as the network sees it");
  for (const canvas of [shown.canvas, change]) set(canvas, { role: null, "aria-label": null, "aria-hidden": "true" });
  const node = html(
    "div",
    { class: "panel17", "aria-hidden": "true" },
    html("p", { class: "title17" }, title),
    html("div", { class: "pair17" }, shown.canvas, below),
    html("p", { class: "reads17" }, html("span", {}, "reads "), digit, chance),
    chart.node,
  );
  function show({ image: pixels, probabilities, digit: best }, untouched, table) {
    shown.show(pixels);
    if (changed)
      cells(
        change,
        SIDE,
        pixels.map((one, i) => one - untouched.image[i]),
        STRONG,
        table,
      );
    digit.textContent = best;
    chance.textContent = ` ${percent(probabilities[best])}`;
    node.classList.toggle("fooled17", best !== untouched.digit);
    chart.show(
      [...probabilities],
      Array.from(probabilities, (one) => percent(one)),
      best,
    );
  }
  return { node, show };
}

function build(model, view, found) {
  const networks = namedNetworks(found);
  const { drawings } = found.about;
  const names = networks.map(([name]) => name);
  const state = stateOf(model, STATE, () => soon());
  const soon = once(draw);
  state.limit({ network: { enum: [null, ...names] } });
  const put = (values) => state.put(values);

  // ---- controls ----
  const page = drawingPage((strokes) => put({ strokes }));
  const clear = button("Clear", () => {
    page.wipe();
    put({ strokes: [] });
  });
  const next = button("Example", () => {
    page.wipe();
    put({ strokes: null, example: state.now.strokes ? state.now.example : (state.now.example + 1) % 10 });
  });
  const again = button("Another random change", () => put({ seed: state.now.seed + 1 }));
  const network = choice({ label: "network to fool", options: names, value: names[0], many: true }, (name) =>
    put({ network: name }),
  );
  const goal = choice({ label: "make it read", options: GOALS, value: START.goal }, (value) => put({ goal: value }));
  const size = slider({ label: "each pixel by ε", min: 0, max: SIZES.at(-1), step: 0.01, value: START.size }, (value) =>
    put({ size: value }),
  );
  const steps = stops(
    {
      label: "along the slope in",
      options: STATE.steps.enum,
      value: START.steps,
      words: (count) => (count === 1 ? "1 step" : `${count} steps`),
    },
    (value) => put({ steps: value }),
  );

  // ---- pictures ----
  const rows = ["along the slope", "at random"].map((label) => {
    const runs = html("div", { class: "runs17" });
    runs.addEventListener("click", (event) => {
      const { left, width } = runs.getBoundingClientRect();
      put({ size: SIZES[clip(Math.floor(((event.clientX - left) / width) * SIZES.length), 0, SIZES.length - 1)] });
    });
    return { runs, parts: [html("span", { class: "hint" }, label), runs] };
  });
  const scaleView = html(
    "div",
    { class: "sizes17" },
    size.node,
    html("div", { class: "rows17", "aria-hidden": "true" }, ...rows.flatMap(({ parts }) => parts)),
  );
  const panels = {
    untouched: panelOf("untouched", false),
    slope: panelOf("along the slope", true),
    random: panelOf("at random", true),
  };
  const inNnlib = foldedProgram(() => soon());
  view.main.replaceChildren(
    html(
      "div",
      { class: "fool17" },
      html(
        "div",
        { class: "column left17" },
        html("div", { class: "column drawn" }, page.canvas, page.told),
        html("div", { class: "column" }, html("div", { class: "bar" }, clear, next), network.node, steps.node, again),
      ),
      html(
        "div",
        { class: "column right17" },
        html(
          "div",
          { class: "bar" },
          goal.node,
          html("p", { class: "hint" }, "In the change, orange pixels get darker, and striped blue ones lighter."),
        ),
        scaleView,
        html("div", { class: "panels17" }, ...Object.values(panels).map(({ node }) => node)),
      ),
    ),
  );
  view.root.append(inNnlib.node);

  // ---- drawing ----
  let seen = null; // what the network sees of the drawing of last time
  let table = null; // colours of the change
  let climbed = { key: "" }; // what is read at each of SIZES: as many rungs as are known, and the ladder for the others
  let request = null;

  // As many rungs as a frame has time for; the rest comes in the next frames.
  function climb() {
    request = null;
    const end = performance.now() + SLICE;
    const { rungs, rung } = climbed;
    while (rungs.length < SIZES.length && performance.now() < end) rungs.push(rung(SIZES[rungs.length]));
    if (rungs.length < SIZES.length) request = requestAnimationFrame(climb);
    tell();
  }
  let told = null;
  function tell() {
    const { rungs } = climbed;
    const coming = rungs.length < SIZES.length;
    const here = Math.round(100 * state.now.size);
    rows.forEach(({ runs }, row) => {
      const digits = rungs.map((rung) => rung[row]);
      const cellsOf = runsOf(digits).map(([digit, from, to]) => {
        const kind = digit === digits[0] ? "" : digit === state.now.goal || state.now.goal === OTHER ? "goal" : "else";
        return html("span", { class: kind, style: `flex:${to - from} 0 0` }, String(digit));
      });
      const rest = html("span", { class: "awaited", style: `flex:${SIZES.length - digits.length} 0 0` });
      runs.replaceChildren(
        ...cellsOf,
        ...(coming ? [rest] : []),
        html("i", { style: `left:${(100 * (here + 0.5)) / SIZES.length}%` }),
      );
    });
    const { readout, alt } = words({ ...told, now: state.now, rungs: coming ? null : rungs });
    view.tell(readout, alt);
  }

  function draw() {
    const { now } = state;
    const chosen = networks.find(([name]) => name === now.network) ?? networks[0];
    const strokes = now.strokes ?? drawings[now.example];
    const drawn = JSON.stringify(strokes);
    if (seen?.drawn !== drawn) {
      page.show(strokes, now.strokes === null);
      seen = { drawn, ...seenOf(strokes) };
    }
    const made = facts(chosen, networks, seen.fitted, now);
    for (const [key, panel] of Object.entries(panels)) panel.show(made[key], made.untouched, table);
    network.show(chosen[0]);
    goal.show(now.goal);
    size.show(now.size);
    steps.show(now.steps);
    inNnlib.show(() => program(now));
    const what = seen.empty ? "The blank page" : now.strokes ? "Your drawing" : `The example, a ${now.example},`;
    told = { what, name: chosen[0], found: made };
    const key = JSON.stringify([drawn, chosen[0], now.goal, now.steps, now.seed]);
    if (climbed.key !== key) climbed = { key, rungs: [], rung: ladder(chosen[1], seen.fitted, { ...now }) };
    if (request === null) climb();
    else tell();
  }
  const theme = () => {
    table = scale(view.root);
    page.draw();
    draw();
  };
  theme();
  const stopTheme = onTheme(once(theme));
  return () => {
    cancelAnimationFrame(request);
    stopTheme();
  };
}
