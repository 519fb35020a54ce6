// What chapter 08's explorer computes, without a page: the training of a network on images of digits, which follows from
// a state alone. nncourse.chapter08.explorer and nncourse.playground have the same in Python; the tests compare the two.
import { argmax, LOSSES, NeuralNetwork, Rng, trainStep } from "../widgets/js/engine.js";
import { percent, said } from "../widgets/js/text.js";
import { defaultsOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
export const PIXELS = 784;
export const MOST = 100; // epochs
const TENTHS = 10; // of the first epoch, in which the most happens

// Images with two bits a pixel, as Python packs them: four to a byte, image by image.
export class Digits {
  constructor({ pixels, labels, about: { train } }) {
    this.levels = new Uint8Array(4 * pixels.values.length);
    pixels.values.forEach((byte, i) => {
      for (let k = 0; k < 4; k += 1) this.levels[4 * i + k] = (byte >> (6 - 2 * k)) & 3;
    });
    this.labels = Uint8Array.from(labels.values);
    this.train = train;
    this.x = this.some(Array.from({ length: this.labels.length - train }, (_, k) => train + k));
    this.y = this.labels.subarray(train);
  }

  // The images with some numbers, as an array of shape (784, how many).
  some(few, into = new Float64Array(PIXELS * few.length)) {
    few.forEach((k, place) => {
      for (let i = 0; i < PIXELS; i += 1) into[place * PIXELS + i] = this.levels[k * PIXELS + i] / 3;
    });
    return into;
  }
}

const rightOnes = (logits, labels) => labels.reduce((sum, label, k) => sum + (argmax(logits, 10 * k, 10) === label), 0);

export const layersOf = ({ hidden }) => (hidden ? [PIXELS, hidden, 10] : [PIXELS, 10]);

export class DigitTraining {
  constructor(digits, state) {
    const { hidden, seed, rate, batch, log } = state;
    this.digits = digits;
    this.net = NeuralNetwork.from(layersOf({ hidden }), "ReLU", seed);
    this.rng = new Rng(2000 + seed); // shuffles the images in each epoch
    this.settings = { rate, batch };
    this.first = { rate, batch };
    this.log = log.map((entry) => [...entry]);
    this.order = new Int32Array(0);
    this.room = new Map();
    this.place = 0; // images of this epoch that were learned from
    this.steps = 0;
    this.epoch = 0; // of those that have ended
    this.read = 0;
    this.broke = null; // the step in which a number became infinite or no number
    this.history = []; // by epoch, as nnlib.training.History
    this.curve = [];
    this.sums = { epoch: [0, 0, 0], part: [0, 0, 0] }; // loss, right answers and images
    this.obey();
    this.note();
  }

  get train() {
    return this.digits.train;
  }

  // Take from the log what was set after this step.
  obey() {
    for (; this.read < this.log.length && this.log[this.read][0] <= this.steps; this.read += 1) {
      const [, key, value] = this.log[this.read];
      this.settings[key] = value;
    }
  }

  change(key, value) {
    const same = this.log.find((entry) => entry[0] === this.steps && entry[1] === key);
    if (!this.steps) this.first[key] = value;
    else if (same)
      same[2] = value; // moved on before the next step: only the last value counts
    else this.log.push([this.steps, key, value]);
    this.read = this.log.length;
    this.settings[key] = value;
  }

  // One mini-batch; returns whether an epoch has ended.
  step() {
    if (this.place >= this.order.length) {
      this.order = this.rng.permutation(this.train);
      this.place = 0;
      this.sums.epoch.fill(0);
      this.sums.part.fill(0);
    }
    const few = this.order.subarray(this.place, this.place + this.settings.batch);
    const n = few.length;
    if (!this.room.has(n)) this.room.set(n, new Float64Array(PIXELS * n));
    const labels = Array.from(few, (k) => this.digits.labels[k]);
    const loss = trainStep(
      this.net,
      this.digits.some(few, this.room.get(n)),
      labels,
      "CrossEntropy",
      this.settings.rate,
    );
    const right = rightOnes(this.net.layers.at(-1).a, labels);
    for (const sums of Object.values(this.sums))
      [loss * n, right, n].forEach((one, i) => {
        sums[i] += one;
      });
    const before = Math.floor((TENTHS * this.place) / this.train);
    this.place += n;
    this.steps += 1;
    if (!Number.isFinite(loss)) this.broke = this.steps;
    const ended = this.place >= this.train;
    if (ended) this.epoch += 1;
    const tenth = this.epoch === 0 && Math.floor((TENTHS * this.place) / this.train) > before;
    if (ended || tenth || this.broke) this.note(ended);
    this.obey();
    return ended;
  }

  run(steps) {
    while (this.steps < steps && this.broke === null) this.step();
  }

  // Write down where the curves are: of the training images the mean of what was met on the way, as in nnlib.
  note(ended = false) {
    const { x, y } = this.digits;
    const logits = this.net.forward(x, y.length);
    const shares = (/** @type {number[]} */ [loss, right, n]) =>
      n ? { train: loss / n, trainAccuracy: right / n } : { train: NaN, trainAccuracy: NaN };
    const measured = { loss: LOSSES.CrossEntropy(logits, y)[0], accuracy: rightOnes(logits, y) / y.length };
    if (!Number.isFinite(measured.loss)) {
      measured.accuracy = NaN;
      this.broke ??= this.steps;
    }
    if (ended) this.history.push({ ...shares(this.sums.epoch), ...measured });
    const images = this.place < this.train ? this.place : 0; // of the epoch that goes on
    const part = { ...shares(this.sums.part), ...measured };
    const drawn = ended && this.epoch > 1 ? this.history.at(-1) : part;
    this.curve.push({ at: this.epoch + images / this.train, images, steps: this.steps, ...drawn });
    this.sums.part.fill(0);
  }
}

// ---- in words ----

// The learning rates of a run, one after the other: "0.2, then 0.02 from epoch 9".
function plan(training, key) {
  const changes = training.log.slice(0, training.read).filter(([, name]) => name === key);
  const all = [training.first[key], ...changes.map(([, , value]) => value)];
  return all.length > 3 ? `${all[0]}, … then ${all.at(-1)}` : all.join(", then ");
}

export const named = (training, state) =>
  `${layersOf(state).join("-")}, batches of ${plan(training, "batch")}, learning rate ${plan(training, "rate")}, seed ${state.seed}`;

// What a training has come to, in numbers; before is the run before, { name, epochs, accuracy }, or null.
export function facts(training, state) {
  const { history, curve } = training;
  const lowest = history.reduce((best, { loss }, i) => (loss < history[best].loss ? i : best), 0);
  const noted = curve.at(-1);
  return {
    epoch: training.epoch,
    steps: training.steps,
    broke: training.broke,
    rate: training.settings.rate,
    now: noted.images || !history.length ? noted : history.at(-1),
    done: noted.images,
    images: training.train,
    validation: training.digits.y.length,
    lowest: history.length ? { epoch: lowest + 1, loss: history[lowest].loss } : null,
    name: named(training, state),
    parameters: training.net.parameters,
  };
}

const grouped = (count) => count.toLocaleString("en");

export function words(found, reading, before = null) {
  const { epoch, steps, now, done, lowest } = found;
  let measured = `validation loss ${said(now.loss, 4)}, accuracy ${percent(now.accuracy)}`;
  if (!Number.isNaN(now.train))
    measured = `training loss ${said(now.train, 4)}, accuracy ${percent(now.trainAccuracy)}; ${measured}`;
  const part = done ? `${grouped(done)} of ${grouped(found.images)} images` : "";
  let first = `Not trained yet: it reads ${percent(now.accuracy)} of the ${grouped(found.validation)} validation images, about as many as guessing would. Press Train.`;
  if (steps && !epoch) first = `After ${part || "the first mini-batches"}: ${measured}.`;
  if (epoch) first = `After epoch ${epoch}${part && ` and ${part} of the next`}: ${measured}.`;
  if (found.broke !== null) {
    first =
      `In step ${found.broke} the loss became infinite or NaN (not a number), and it stays so: at a learning rate of ${found.rate} ` +
      "each step overshot more than the one before. Press Reset, and take a smaller rate.";
  }
  let second = `${found.name}; ${grouped(found.parameters)} parameters.`;
  if (lowest) second += ` Lowest validation loss: ${said(lowest.loss, 4)}, after epoch ${lowest.epoch}.`;
  const third = before
    ? `\nThe run before, in grey: ${before.name}; ${percent(before.accuracy)} after epoch ${before.epochs}.`
    : "";
  const alt =
    "Two charts, the loss and the accuracy by epoch, lines for the training images and dashes for the validation images; " +
    "the weights of the hidden neurons as pictures; a page to draw on; and ten bars of probabilities.";
  return { readout: `${first}\n${second}\n${reading}${third}`, alt: `${alt} ${first} ${reading}` };
}

// ---- as a program ----

// A program that trains the same network with nnlib, on the images of the page, and prints the numbers of the readout.
export function program(state, training) {
  const lines = [
    "from nncourse import playground",
    "from nncourse.chapter08 import explorer",
    "from nnlib import SGD, CrossEntropy, ReLU",
    "from nnlib.metrics import evaluate",
    "from nnlib.training import train_step",
    "",
    `x, labels, validation = explorer.digits(${training.train}, ${training.digits.y.length})`,
    `net = playground.network([${layersOf(state).join(", ")}], ReLU(), seed=${state.seed})`,
    `batches = playground.Batches(x, labels, seed=${state.seed})`,
  ];
  const now = { ...training.first };
  let done = 0;
  const go = (until) => {
    if (until === done) return;
    lines.push(
      `for _ in range(${until - done}):`,
      `    train_step(net, *batches.next(${now.batch}), CrossEntropy(), SGD(${now.rate}))`,
    );
    done = until;
  };
  for (const [at, key, value] of training.log.filter(([step]) => step < training.steps)) {
    if (now[key] !== value) go(at);
    now[key] = value;
  }
  go(training.steps);
  lines.push('print("validation loss {:.4f}, accuracy {:.1%}".format(*evaluate(net, *validation, CrossEntropy())))');
  return lines.join("\n");
}
