// Chapter 08: a network learns to read digits while you watch, and all the time it reads what you draw. What it computes
// is in learning.js.
import { softmax } from "../widgets/js/engine.js";
import {
  box,
  html,
  foldedProgram,
  number,
  once,
  onTheme,
  paint,
  plane,
  scale,
  set,
  stops,
  svg,
  transport,
} from "../widgets/js/draw.js";
import { whenFed } from "../widgets/js/data.js";
import { Digits, DigitTraining, facts, layersOf, MOST, named, PIXELS, program, words } from "./learning.js";
import { EMPTY, readAs, readingView } from "../widgets/js/reading.js";
import { clip } from "../widgets/js/text.js";
import { stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

const RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const HIDDEN = [0, 1, 2, 4, 8, 16, 32, 64, 128];
const SLICE = 9; // milliseconds of training in a frame, at most
const ACROSS = 8; // pictures of weights in a row
const TILES = 32;
const LOSS = [0.01, 10];
const SHARES = [0, 0.5, 0.8, 0.9, 0.95, 0.98]; // marked on the axis of the accuracy

// Where a share is on an axis that gives each halving of the mistakes the same length.
export const heightOf = (share) => -Math.log2(1 - Math.min(share, 0.99));

export function render({ model, el }) {
  const view = box(el, "Explorer: a network learns to read digits");
  return whenFed(model, view, ["chapter08-digits"], "the images", (found) => build(model, view, found));
}

function build(model, view, found) {
  view.root.classList.add("learns");
  const digits = new Digits(found);
  const { drawings } = found.about;
  let training = null;
  let before = null; // the run before: its curve, and what is said of it
  let goal = null; // tells whether the end is reached of what Epoch began, or a state from elsewhere
  let table = null; // colours of the weights
  let ours = false;
  const state = stateOf(model, STATE, () => {
    if (!ours && training) rebuild();
  });
  const keep = (values) => {
    ours = true;
    state.put(values);
    ours = false;
  };

  // ---- controls ----
  const setting = (key, label, options) =>
    stops({ label, options, value: state.now[key] }, (value) => {
      training.change(key, value);
      save();
      soon();
    });
  const rate = setting("rate", "learning rate", RATES);
  const batch = setting("batch", "batch size", BATCHES);
  const hidden = stops({ label: "hidden neurons", options: HIDDEN, value: state.now.hidden }, (value) =>
    restart({ hidden: value }),
  );
  const seed = number({ label: "seed", min: 0, max: 9999, step: 1, value: state.now.seed }, (value) =>
    restart({ seed: value }),
  );
  const moving = transport(view.root, {
    step: () => (moving.playing ? slice() : single()),
    reset: () => restart({}),
    atStart: () => (training?.steps ? "" : "nothing is trained yet"),
    atEnd: () => {
      if (!training || training.broke !== null) return "the loss is no number any more: press Reset";
      return training.epoch < MOST ? "" : `${MOST} epochs are enough: press Reset`;
    },
    names: { play: "▶ Train" },
    others: [
      [
        "Epoch",
        () => {
          const { epoch } = training;
          goal = () => training.epoch > epoch;
          moving.nodes[0].click();
        },
      ],
    ],
  });
  moving.nodes[0].addEventListener("click", () => {
    if (!moving.playing) rest();
  });
  const done = html("div", { class: "fill" });
  const where = html("span", { class: "hint" });
  const progress = html("div", { class: "sofar", "aria-hidden": "true" }, where, html("div", { class: "track" }, done));

  // ---- pictures ----
  const charts = ["loss", "accuracy"].map((kind) => {
    const holder = html("div", { class: "chart", "aria-hidden": "true" });
    const lines = ["ghost", "ghost", "curve train", "curve test"].map((name) =>
      svg("path", { class: name, fill: "none" }),
    );
    return { kind, holder, lines, key: "" };
  });
  const weights = html("canvas", { class: "weights", role: "img" });
  const caption = html("p", { class: "hint" });
  const reading = readingView({
    put: (values) => {
      keep(values);
      soon();
    },
  });
  const inNnlib = foldedProgram(() => soon());
  view.main.replaceChildren(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column settings" },
        html("div", { class: "bar wide" }, ...moving.nodes),
        progress,
        rate.node,
        batch.node,
        hidden.node,
        html(
          "div",
          { class: "bar" },
          html("label", { class: "field" }, html("span", { class: "name" }, "seed"), seed.node),
          html("p", { class: "hint" }, "Rate and batch may change while it trains; the others begin anew."),
        ),
        html("div", {}, caption, weights),
      ),
      html(
        "div",
        { class: "column" },
        html("div", { class: "watched" }, ...charts.map(({ holder }) => holder)),
        reading.node,
      ),
    ),
  );
  view.root.append(inNnlib.node);

  // ---- what happens ----
  function slice() {
    const end = performance.now() + SLICE;
    let ended = false;
    while (!ended && performance.now() < end && !goal?.() && training.broke === null) ended = training.step();
    if (goal?.() || training.broke !== null) rest();
    draw(ended);
  }
  function single() {
    // one mini-batch, and what it has changed
    goal = null;
    training.step();
    if (training.curve.at(-1).steps < training.steps) training.note();
    save();
    draw();
  }
  function rest() {
    goal = null;
    if (moving.playing) moving.halt();
    save();
    soon();
  }
  // In the state, rate and batch are those at the beginning; what came later is in the log.
  const save = () => keep({ ...training.first, steps: training.steps, log: training.log.map((entry) => [...entry]) });
  function restart(values) {
    // another network: from the beginning, with the settings of now; the old curves stay in grey
    if (training.history.length) {
      const { accuracy } = training.history.at(-1);
      before = { curve: training.curve, name: named(training, state.now), epochs: training.epoch, accuracy };
    }
    keep({ ...values, ...training.settings, steps: 0, log: [] });
    rebuild();
  }
  function rebuild() {
    if (moving.playing) moving.halt();
    training = new DigitTraining(digits, state.now);
    hidden.show(state.now.hidden);
    seed.show(state.now.seed);
    goal = null;
    const { steps } = state.now;
    if (steps) {
      // a state that was trained before: go there again
      goal = () => training.steps >= steps;
      moving.nodes[0].click();
    }
    draw(true);
  }

  // ---- drawing ----
  function draw(whole = true) {
    const now = state.now;
    const seen = reading.look(now, drawings);
    const what = now.strokes ? "Your drawing" : `The example, a ${now.example},`;
    const probabilities = seen.empty ? null : softmax(training.net.forward(seen.fitted, 1), 1);
    reading.tell(probabilities);
    const { readout, alt } = words(facts(training, now), probabilities ? readAs(what, probabilities) : EMPTY, before);
    view.tell(readout, alt);
    rate.show(training.settings.rate);
    batch.show(training.settings.batch);
    const { place, epoch, train } = training;
    const share = place < train ? place / train : Number(epoch > 0);
    done.style.width = `${100 * share}%`;
    const turn = epoch + (place < train && place ? 1 : 0);
    where.textContent = turn
      ? `epoch ${turn}: ${place.toLocaleString("en")} of ${train.toLocaleString("en")} images`
      : `${train.toLocaleString("en")} training images wait`;
    if (!moving.playing) inNnlib.show(() => program(now, training));
    turns += 1;
    if (whole || turns % 4 === 0) drawWeights();
    charts.forEach(drawChart);
    if (whole) moving.show();
  }
  let turns = 0;

  // The weights of the first layer, each neuron's as a picture: the hidden neurons, or without them the ten outputs.
  function drawWeights() {
    const { W, outs } = training.net.layers[0];
    const count = Math.min(outs, TILES);
    const [width, height] = [29 * ACROSS, (29 * TILES) / ACROSS];
    const largest = new Float64Array(count).fill(1e-12);
    for (let i = 0; i < PIXELS; i += 1)
      for (let j = 0; j < count; j += 1) largest[j] = Math.max(largest[j], Math.abs(W[i * outs + j]));
    paint(weights, width, height, table, (at) => {
      const [y, x] = [Math.floor(at / width), at % width];
      const j = Math.floor(y / 29) * ACROSS + Math.floor(x / 29);
      return y % 29 === 28 || x % 29 === 28 || j >= count
        ? 0
        : W[(28 * (y % 29) + (x % 29)) * outs + j] / largest[j] || 0;
    });
    const which =
      layersOf(state.now).length === 2
        ? "the ten outputs"
        : `${outs > TILES ? `${TILES} of ` : ""}${outs} hidden neuron${outs > 1 ? "s" : ""}`;
    caption.textContent = `weights of ${which}: orange adds, blue takes away`;
    set(weights, { "aria-label": `weights of ${which} as pictures of 28 by 28 pixels` });
  }

  function drawChart(chart) {
    const { kind, holder, lines } = chart;
    const last = Math.max(training.curve.at(-1).at, before ? before.curve.at(-1).at : 0);
    const end = [10, 20, 50, MOST].find((one) => one >= last - 1e-9) ?? MOST;
    const key = `${end}`;
    if (chart.key !== key) {
      const loss = kind === "loss";
      const y = loss ? LOSS : [heightOf(0), heightOf(0.99)];
      const p = plane({
        width: 290,
        height: 186,
        x: [0, end],
        y,
        log: loss,
        xticks: [0, end / 2, end],
        yticks: loss ? [0.01, 0.1, 1, 10] : [],
        xlabel: "epoch",
        ylabel: loss ? "loss" : "accuracy, %",
        margin: [8, 10, 36, 48],
      });
      if (!loss) {
        for (const share of SHARES) {
          const [x0, y0] = p.at(0, heightOf(share));
          p.root
            .querySelector(".axes")
            .append(svg("text", { x: x0 - 7, y: y0 + 4, class: "end" }, String(Math.round(100 * share))));
        }
      }
      const guess = p.at(0, loss ? Math.log(10) : heightOf(0.1))[1].toFixed(1);
      p.inside.append(svg("path", { class: "guess", d: `M48 ${guess}H280` }), ...lines);
      p.front.append(svg("text", { x: 278, y: Number(guess) - 4, class: "end small" }, "guessing"));
      if (loss)
        p.front.append(svg("text", { x: 278, y: 18, class: "end small" }, "training (line), validation (dashes)"));
      Object.assign(chart, { key, plane: p });
      holder.replaceChildren(p.root);
    }
    const high = kind === "loss" ? ({ loss }) => clip(loss, ...LOSS) : ({ accuracy }) => heightOf(accuracy);
    const low = kind === "loss" ? ({ train }) => clip(train, ...LOSS) : ({ trainAccuracy }) => heightOf(trainAccuracy);
    [
      [before, low],
      [before, high],
      [training, low],
      [training, high],
    ].forEach(([run, height], i) => {
      const points = (run ? run.curve : [])
        .map((one) => [one.at, height(one)])
        .filter(([, value]) => Number.isFinite(value));
      set(lines[i], {
        d: points
          .map(
            ([at, value], k) =>
              `${k ? "L" : "M"}${chart.plane
                .at(at, value)
                .map((one) => one.toFixed(1))
                .join(" ")}`,
          )
          .join(""),
      });
    });
  }

  const soon = once(() => draw());
  const theme = () => {
    table = scale(view.root);
    reading.draw();
    if (training) draw();
  };
  theme();
  rebuild();
  const stopTheme = onTheme(once(theme));
  return () => {
    moving.stop();
    stopTheme();
  };
}
