// Chapter 17: nudge the pixels of an image along the slope of the loss, or at random by the same size. It is apart from
// the page, so that tests can compare it with nnlib.
import { ACTIVATIONS, argmax, LOSSES, Rng, softmax } from "../widgets/js/engine.js";
import { networkFrom } from "../widgets/js/gallery.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { defaultsOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };
/** @import { Network } from "../widgets/js/engine.js" */

export const START = defaultsOf(STATE);
export const OTHER = "other"; // the goal: anything but what it reads
export const GOALS = STATE.goal.enum;
export const SIZES = Array.from({ length: 31 }, (_, k) => k / 100);

// The networks in data, pairs of a name and a network of the engine.
export function namedNetworks({ about: { networks }, ...arrays }) {
  return networks.map(({ name, layers }, k) => {
    const parts = layers.flatMap((_, i) => ["W", "b"].map((part) => [`${part}${i}`, arrays[`${part}${k}:${i}`]]));
    return [name, networkFrom({ about: { acts: layers.map(({ act }) => act) }, ...Object.fromEntries(parts) })];
  });
}

export const chances = (/** @type {Network} */ net, image) => softmax(net.forward(image, 1), 1);

// How the loss for a label changes with each pixel: backward through all layers, the first one included. Unlike in
// training nobody needs the gradients of the weights, so they are not computed.
export function slopeOfPixels(/** @type {Network} */ net, image, label) {
  let gradient = /** @type {Float64Array} */ (LOSSES.CrossEntropy(net.forward(image, 1), [label])[1]);
  for (const { ins, outs, W, a, act } of [...net.layers].reverse()) {
    const dz = gradient.map((one, j) => one * ACTIVATIONS[act].slope(a[j]));
    gradient = new Float64Array(ins);
    for (let i = 0; i < ins; i += 1) for (let j = 0; j < outs; j += 1) gradient[i] += W[i * outs + j] * dz[j];
  }
  return gradient;
}

// Whose loss decides, and whether its slope is followed up or down.
const aimOf = (net, image, goal) =>
  goal === OTHER ? { label: argmax(chances(net, image)), way: 1 } : { label: goal, way: -1 };

// An image moved towards a goal: down the slope of the goal's loss, or for OTHER up the slope of what is read there. One
// step has the whole size; of several, each has a quarter (of two a half, of three a third), and none leads beyond it.
// Where the first slope is known, it need not be computed again.
export function nudge(net, image, { goal, size, steps }, first = null) {
  const { label, way } = aimOf(net, image, goal);
  const each = (way * size) / Math.min(steps, 4);
  let moved = image;
  for (let step = 0; step < steps; step += 1) {
    const slope = step === 0 && first ? first : slopeOfPixels(net, moved, label);
    moved = moved.map((one, i) => clip(clip(one + each * Math.sign(slope[i]), image[i] - size, image[i] + size), 0, 1));
  }
  return moved;
}

// The control: up or down for each pixel by the toss of a coin, by the same size.
export function nudgeAtRandom(image, { size, seed }) {
  const rng = new Rng(seed);
  return image.map((one) => clip(one + (rng.random() < 0.5 ? -size : size), 0, 1));
}

const seenBy = (net, image) => {
  const probabilities = chances(net, image);
  return { image, probabilities, digit: argmax(probabilities) };
};

// The image untouched, along the slope and at random, and what other networks read in what was made for this one.
export function facts([name, net], all, image, now) {
  const slope = seenBy(net, nudge(net, image, now));
  const others = all.filter(([other]) => other !== name).map(([other, one]) => [other, seenBy(one, slope.image).digit]);
  return { untouched: seenBy(net, image), slope, random: seenBy(net, nudgeAtRandom(image, now)), others };
}

// A function that says what is read after a change of some size: [along the slope, at random]. The first slope is the
// same for all sizes.
export function ladder(net, image, now) {
  const { label } = aimOf(net, image, now.goal);
  const first = slopeOfPixels(net, image, label);
  return (size) => {
    const moved = [nudge(net, image, { ...now, size }, first), nudgeAtRandom(image, { ...now, size })];
    return moved.map((one) => argmax(chances(net, one)));
  };
}

// Neighbours that are equal, as [digit, from, to).
export function runsOf(digits) {
  const runs = [];
  digits.forEach((digit, k) => {
    if (k && digit === digits[k - 1]) runs.at(-1)[2] = k + 1;
    else runs.push([digit, k, k + 1]);
  });
  return runs;
}

// The first place of a row of the ladder at which the goal is reached, or −1.
const reached = (digits, goal) => digits.findIndex((digit) => (goal === OTHER ? digit !== digits[0] : digit === goal));

const stepsInWords = (steps, size) =>
  steps === 1 ? "1 step" : `${steps} steps of ${said(size / Math.min(steps, 4), 3)}`;

// Readout and alt text; rungs is a whole ladder, or null as long as it is not known.
export function words({ what, name, found: { untouched, slope, random, others }, now: { goal, size, steps }, rungs }) {
  const read = ({ digit, probabilities }) => `${digit} (${percent(probabilities[digit])})`;
  const aim = goal === OTHER ? `away from ${untouched.digit}` : `towards ${goal}`;
  const first = `${what} is read as ${read(untouched)}.`;
  const how = `Each pixel moved by at most ${said(size)}, ${aim}`;
  const both = `${how}${steps > 1 ? `, in ${stepsInWords(steps, size)}` : ""}: ${read(slope)}. At random, by the same ${said(size)}: ${read(random)}.`;
  const lines = [first, both];
  if (rungs) {
    const [along, by] = [0, 1].map((row) =>
      reached(
        rungs.map((rung) => rung[row]),
        goal,
      ),
    );
    const thing = goal === OTHER ? `anything but ${untouched.digit}` : goal;
    const last = said(SIZES.at(-1));
    const chance = by < 0 ? `not even ${last} does` : `${said(SIZES[by])} does`;
    if (along === 0) lines.push(`It reads ${thing} untouched.`);
    else if (along < 0) lines.push(`Along the slope, not even a change of ${last} makes it read ${thing}.`);
    else
      lines.push(
        `The smallest change along the slope that makes it read ${thing} is ${said(SIZES[along])}; at random, ${chance}.`,
      );
  }
  if (others.length)
    lines.push(
      `Shown the image made for ${name}, ${others.map(([other, digit]) => `${other} reads ${digit}`).join(", ")}.`,
    );
  const alt =
    "A drawing as the network sees it, the same moved along the slope, and moved at random: below each the change, " +
    `what is read and the ten probabilities. ${first} ${both}`;
  return { readout: lines.join("\n"), alt };
}

// The same in nnlib, with the names of the lesson.
export function program({ strokes, example, goal, size, steps }) {
  const drawn = strokes ? JSON.stringify(strokes) : `digit_pad.drawings()[${example}]`;
  const blank = strokes && strokes.length === 0;
  const label = goal === OTHER ? "net.forward_pass(x).argmax(axis=0)" : `np.array([${goal}])`;
  const sign = goal === OTHER ? "+" : "-";
  const parts = Math.min(steps, 4);
  const each = parts === 1 ? `${size}` : `${size} / ${parts}`;
  const inside = steps === 1 ? [] : [`    nudged = np.clip(nudged, x - ${size}, x + ${size})`];
  return [
    "import numpy as np",
    "",
    ...(blank ? [] : ["from nncourse import digit_pad"]),
    "from nnlib import CrossEntropy, Softmax",
    ...(blank ? [] : ["from nnlib.drawing import fit_and_centre"]),
    "",
    ...(blank
      ? ["x = np.zeros((784, 1))"]
      : [`strokes = ${drawn}`, `x = fit_and_centre(digit_pad.ink(strokes)).reshape(784, 1)`]),
    "loss = CrossEntropy()",
    `label = ${label}  # net: the network that is asked`,
    "nudged = x",
    `for _ in range(${steps}):`,
    "    gradient = loss.derivative(net.forward_pass(nudged), label)",
    "    for layer in reversed(net.layers):",
    "        gradient = layer.backward_pass(gradient, need_dx=True)",
    `    nudged = nudged ${sign} ${each} * np.sign(gradient)`,
    ...inside,
    "    nudged = np.clip(nudged, 0, 1)",
    "for image in (x, nudged):",
    "    probabilities = Softmax()(net.forward_pass(image))[:, 0]",
    "    print(np.round(100 * probabilities, 1))",
  ].join("\n");
}
