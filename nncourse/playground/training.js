// What the playground computes, without a page: points of the plane, and the training of a network on them, which
// follows from a state alone. nncourse/playground has the same in Python; the tests compare the two.
import { columns, LOSSES, NeuralNetwork, Rng, sigmoid, trainStep } from "../widgets/js/engine.js";
import { below, percent, said } from "../widgets/js/text.js";
import { defaultsOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const DATA = STATE.data.enum;
export const TEST = 200;
export const REACH = 3.4; // the picture goes from −3.4 to 3.4 in both directions
// What a preset sets; the rest is what is looked at.
export const START = Object.fromEntries(
  Object.entries(defaultsOf(STATE)).filter(([name]) => !["chosen", "point", "seeds"].includes(name)),
);

// One example of a shape, before noise: two random numbers and a label become a place.
const SHAPES = {
  circles(label, u, v) {
    const radius = label ? 1.5 * Math.sqrt(v) : 2.3 + 0.7 * v;
    return [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u)];
  },
  XOR(label, u, v) {
    const right = u < 0.5 ? 1 : -1;
    const up = label ? -right : right;
    return [right * (0.25 + 2.5 * ((2 * u) % 1)), up * (0.25 + 2.5 * v)];
  },
  moons(label, u) {
    const [x, y] = [2 * Math.cos(Math.PI * u), 2 * Math.sin(Math.PI * u)];
    return label ? [x - 0.9, y - 0.6] : [0.9 - x, 0.6 - y];
  },
  spiral(label, u) {
    const radius = 0.2 + 2.7 * u;
    const angle = 2.5 * Math.PI * u + Math.PI * label;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  },
};

// Training and test points: x of shape (2, n), and labels 0 and 1, half and half.
export function points({ data, noise, seed, count, own = [] }) {
  if (data === "your own") {
    const x = Float64Array.from(own.flatMap((one) => one.slice(0, 2)));
    const y = Float64Array.from(own, ([, , label]) => label);
    return { x, y, testX: new Float64Array(0), testY: new Float64Array(0) };
  }
  const rng = new Rng(1000 + seed);
  const total = TEST + count;
  const x = new Float64Array(2 * total);
  const y = new Float64Array(total);
  for (let k = 0; k < total; k += 1) {
    y[k] = k % 2;
    const u = rng.random();
    const v = rng.random();
    const [a, b] = SHAPES[data](y[k], u, v);
    x[2 * k] = a + noise * rng.normal();
    x[2 * k + 1] = b + noise * rng.normal();
  }
  return {
    testX: x.subarray(0, 2 * TEST),
    testY: y.subarray(0, TEST),
    x: x.subarray(2 * TEST),
    y: y.subarray(TEST),
  };
}

// The loss and the accuracy on some points; NaN if there are none.
export function evaluate(net, x, y) {
  if (!y.length) return { loss: NaN, accuracy: NaN };
  const z = net.forward(x, y.length);
  let right = 0;
  y.forEach((label, k) => {
    right += Number(z[k] > 0 === (label === 1));
  });
  return { loss: LOSSES.BinaryCrossEntropy(z, y)[0], accuracy: right / y.length };
}

export class Training {
  constructor(state) {
    const { x, y, testX, testY } = points(state);
    this.x = x;
    this.y = y;
    this.testX = testX;
    this.testY = testY;
    this.net = NeuralNetwork.from([2, ...state.hidden, 1], state.act, state.seed, state.start);
    this.rng = new Rng(2000 + state.seed); // shuffles the points in each epoch
    this.order = new Int32Array(0);
    this.place = 0;
    this.steps = 0;
    this.epoch = 0;
    this.broke = null; // the step in which a number became infinite or no number
    this.settings = {};
    this.log = [...state.log];
    this.read = 0;
    this.curve = [];
    this.obey();
    this.note();
    this.run(state.steps);
  }

  get n() {
    return this.y.length;
  }

  // Take from the log what was set after this step: a setting, or a weight such as "W:0:3".
  obey() {
    for (; this.read < this.log.length && this.log[this.read][0] <= this.steps; this.read += 1) {
      const [, key, value] = this.log[this.read];
      const [array, layer, index] = key.split(":");
      if (layer === undefined) this.settings[key] = value;
      else this.net.layers[layer][array][index] = value;
    }
  }

  change(key, value) {
    const last = this.log.at(-1);
    if (last && last[0] === this.steps && last[1] === key) {
      // typed on: only the last value counts
      this.log.pop();
      this.read -= 1;
    }
    this.log.push([this.steps, key, value]);
    this.obey();
  }

  run(count) {
    for (let i = 0; i < count && this.n && this.broke === null; i += 1) {
      if (this.place >= this.order.length) {
        this.order = this.rng.permutation(this.n);
        this.place = 0;
      }
      const { rate, batch, decay } = this.settings;
      const few = this.order.subarray(this.place, this.place + batch);
      const targets = Float64Array.from(few, (k) => this.y[k]);
      this.loss = trainStep(this.net, columns(this.x, 2, few), targets, "BinaryCrossEntropy", rate, decay);
      this.place += few.length;
      this.steps += 1;
      if (!Number.isFinite(this.loss) || !this.net.finite) this.broke = this.steps;
      if (this.place >= this.n) this.epoch += 1;
      if (this.place >= this.n || this.steps <= 20) this.note(); // the first steps one by one
      this.obey();
    }
  }

  // How many steps are left of this epoch.
  get rest() {
    const left = this.order.length - this.place || this.n;
    return Math.ceil(left / this.settings.batch);
  }

  // Write down where the curves are; of a long training every other point is enough.
  note() {
    const train = evaluate(this.net, this.x, this.y);
    const test = evaluate(this.net, this.testX, this.testY);
    this.curve.push({ step: this.steps, train: train.loss, test: test.loss });
    if (this.curve.length > 800) this.curve = this.curve.filter((_, i) => i % 2 === 0 || i === this.curve.length - 1);
  }

  // The hidden layers of which no neuron ever answers above 0 to any training point; only ReLUs can be dead.
  get dead() {
    this.net.forward(this.x, this.n);
    return this.net.layers.map(({ act, a, outs }) => {
      if (act !== "ReLU") return 0;
      let dead = 0;
      for (let j = 0; j < outs; j += 1) {
        let alive = false;
        for (let k = 0; k < this.n; k += 1) alive ||= a[k * outs + j] > 0;
        if (!alive) dead += 1;
      }
      return dead;
    });
  }
}

// ---- in words ----

export const sizes = (state) => [2, ...state.hidden, 1];

// What a training has come to: a readout of two lines, and the alt text of the picture.
export function words(training, state) {
  const { net, steps, epoch, settings, broke } = training;
  const train = evaluate(net, training.x, training.y);
  const test = evaluate(net, training.testX, training.testY);
  const chain = sizes(state).join("-");
  let first = `Step ${steps}, epoch ${epoch}. Loss: training ${said(train.loss, 3)}`;
  if (training.testY.length) first += `, test ${said(test.loss, 3)}`;
  first += `. Accuracy: training ${percent(train.accuracy)}`;
  if (training.testY.length) first += `, test ${percent(test.accuracy)}`;
  first += ".";
  if (!training.n) first = "No points yet: press into the picture to put some there, of both classes.";
  if (broke !== null) {
    first =
      `In step ${broke} a weight or the loss became infinite or NaN (not a number), and it stays so: ` +
      `at a learning rate of ${settings.rate} each step overshot more than the one before. Reset, and take a smaller rate.`;
  }
  const dead = training.n && broke === null ? training.dead.reduce((sum, one) => sum + one, 0) : 0;
  let second =
    `${chain}, ${net.parameters} parameters, ${state.act}, weights start at ${state.start}; ` +
    `learning rate ${settings.rate}, batches of ${settings.batch}`;
  if (settings.decay) second += `, weight decay ${settings.decay}`;
  second += `, seed ${state.seed}.`;
  if (dead) second += ` ${dead} dead ${dead === 1 ? "ReLU: it is" : "ReLUs: they are"} 0 for every training point.`;
  const alt = `A network ${chain} on ${training.n} points (${state.data}): its answers as a map, its weights as lines, its losses as curves.`;
  return { readout: `${first}\n${second}`, alt: `${alt} ${first}` };
}

// What one neuron computes for one point, term by term. layer is 0 for the inputs; j counts from 0.
export function terms(net, point, layer, j) {
  net.forward(Float64Array.from(point), 1);
  if (layer === 0) return { name: `x${below(j + 1)}`, rows: [], value: point[j] };
  const { W, b, x, a, ins, outs, act } = net.layers[layer - 1];
  const name = layer === net.layers.length ? "the output z" : `neuron ${j + 1} of layer ${layer}`;
  const rows = Array.from({ length: ins }, (_, i) => ({
    name: layer === 1 ? `x${below(i + 1)}` : `a${below(i + 1)}`,
    weight: W[i * outs + j],
    value: x[i],
    product: W[i * outs + j] * x[i],
  }));
  const z = rows.reduce((sum, { product }) => sum + product, b[j]);
  return { name, rows, bias: b[j], z, act, value: a[j], last: layer === net.layers.length };
}

export function inWords(net, point, layer, j) {
  const { name, rows, bias, z, act, value, last } = terms(net, point, layer, j);
  if (!rows.length) return `Input ${name} is ${said(value)} at the marked point.`;
  const sum = rows.map((row) => `${said(row.weight)} · ${said(row.value)}`).join(" + ");
  const end = last
    ? `probability of class 1: sigmoid(${said(z)}) = ${said(sigmoid(z))}`
    : `${act}(${said(z)}) = ${said(value)}`;
  return `${name} at the marked point: ${sum} + ${said(bias)} = ${said(z)}; ${end}`.replaceAll("+ −", "− ");
}

// ---- as a program ----

const CLASSES = { identity: "Identity", sigmoid: "Sigmoid", tanh: "Tanh", ReLU: "ReLU", "leaky ReLU": "LeakyReLU" };

// A program that trains the same network with nnlib and prints its losses: the state of the playground in Python.
export function program(state, training) {
  const { log, steps } = training;
  const used = ["SGD", "BinaryCrossEntropy", CLASSES[state.act]];
  if (log.some(([, key, value]) => key === "decay" && value)) used.push("WeightDecay");
  const imports = used.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(", ");
  const lines = [
    "from nncourse import playground",
    `from nnlib import ${imports}`,
    "from nnlib.training import train_step",
    "",
    state.data === "your own"
      ? `x, y = playground.own_points(${JSON.stringify(state.own)})`
      : `x, y, x_test, y_test = playground.points("${state.data}", noise=${state.noise}, count=${state.count}, seed=${state.seed})`,
    `net = playground.network([${sizes(state).join(", ")}], ${CLASSES[state.act]}(), start="${state.start}", seed=${state.seed})`,
    `batches = playground.Batches(x, y, seed=${state.seed})`,
    "loss = BinaryCrossEntropy()",
    "",
    "",
    "def steps(count, optimizer, batch_size):",
    "    for _ in range(count):",
    "        train_step(net, *batches.next(batch_size), loss, optimizer)",
    "",
    "",
  ];
  const now = {};
  let done = 0;
  const go = (until) => {
    if (until > done) {
      const optimizer = now.decay ? `WeightDecay(SGD(${now.rate}), ${now.decay})` : `SGD(${now.rate})`;
      lines.push(`steps(${until - done}, ${optimizer}, ${now.batch})`);
    }
    done = until;
  };
  for (const [at, key, value] of log.filter(([step]) => step <= steps)) {
    const [array, layer, index] = key.split(":");
    if (layer !== undefined || now[key] !== value) go(at);
    if (layer === undefined) now[key] = value;
    else {
      const outs = sizes(state)[Number(layer) + 1];
      lines.push(`net.layers[${layer}].${array}[${index % outs}, ${Math.floor(index / outs)}] = ${value}`);
    }
  }
  go(steps);
  lines.push('print(f"training loss {loss(net.forward_pass(x), y):.6f}")');
  if (state.data !== "your own") lines.push('print(f"test loss {loss(net.forward_pass(x_test), y_test):.6f}")');
  return lines.join("\n");
}

// ---- what goes wrong, and why ----

export const PRESETS = {
  "it learns": {
    why: "Four neurons, and then four more, close a ring round class 1 within some fifty epochs.",
  },
  "no nonlinearity": {
    state: { act: "identity" },
    why:
      "With the identity all layers together are one weighted sum, so the boundary stays a straight line. " +
      "No straight line parts a ring from its middle: the loss stays near ln 2 = 0.693, a guess between two classes.",
  },
  "equal weights": {
    state: { start: "all 0.5", hidden: [4] },
    set: { rate: 0.3 },
    why:
      "All four hidden neurons start alike and get the same gradient, so they stay alike: look at their pictures. " +
      "Four neurons then can do no more than one. Start them at random instead.",
  },
  "dead ReLUs": {
    state: { act: "ReLU" },
    set: { rate: 3 },
    why:
      "A rate of 3 throws the weights so far that the second layer's sums are below 0 for every point. A ReLU that " +
      "is 0 everywhere has a slope of 0 everywhere, so no gradient ever brings it back.",
  },
  "a rate that diverges": {
    state: { act: "leaky ReLU", hidden: [8, 8, 8] },
    set: { rate: 10 },
    why:
      "At a rate of 10 each step overshoots, the slopes beyond are steeper, and the next step overshoots further: " +
      "after a few steps the numbers no longer fit into the computer.",
  },
  "too few points": {
    state: { data: "moons", noise: 0.6, count: 20, hidden: [8, 8], seed: 2 },
    set: { rate: 0.3 },
    why:
      "Overfitting: 105 parameters learn 20 noisy points by heart. The training loss goes to 0, while the test " +
      "loss turns round and climbs. Take 400 points, and it stays down.",
  },
};

// The whole state of a preset: what it changes, on top of the start.
export function preset(name) {
  const { state = {}, set = {} } = PRESETS[name];
  const log = START.log.map(([step, key, value]) => [step, key, set[key] ?? value]);
  return { ...START, ...state, log };
}

// The name of the preset that a state is still an example of, or null if something has been changed since.
export function presetOf(state) {
  const alike = (name) => {
    const wanted = preset(name);
    const { steps, ...fixed } = START;
    return Object.keys(fixed).every((key) => JSON.stringify(state[key]) === JSON.stringify(wanted[key]));
  };
  return Object.keys(PRESETS).find(alike) ?? null;
}

// The line where values, a square grid row by row, are 0: pieces of a path, in units of the grid (marching squares).
export function zeroLine(values, side) {
  const cut = (a, b) => a / (a - b);
  let path = "";
  for (let r = 0; r + 1 < side; r += 1) {
    for (let c = 0; c + 1 < side; c += 1) {
      const p = values[r * side + c];
      const q = values[r * side + c + 1];
      const s = values[(r + 1) * side + c + 1];
      const t = values[(r + 1) * side + c];
      const ends = [];
      if (p > 0 !== q > 0) ends.push([c + cut(p, q), r]);
      if (q > 0 !== s > 0) ends.push([c + 1, r + cut(q, s)]);
      if (t > 0 !== s > 0) ends.push([c + cut(t, s), r + 1]);
      if (p > 0 !== t > 0) ends.push([c, r + cut(p, t)]);
      for (let i = 0; i + 1 < ends.length; i += 2) {
        path += `M${ends[i].map((v) => v.toFixed(2)).join(" ")}L${ends[i + 1].map((v) => v.toFixed(2)).join(" ")}`;
      }
    }
  }
  return path;
}
