// Chapter 19: pairs of a letter and a digit, a letter asked for, and where the attention of a look-up network goes.
import {
  box,
  button,
  handle,
  html,
  foldedProgram,
  loop,
  off,
  once,
  plane,
  set,
  slider,
  stops,
  svg,
} from "../widgets/js/draw.js";
import { Rng, argmax, softmax } from "../widgets/js/engine.js";
import { whenFed } from "../widgets/js/data.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
export const MOST = 12; // pairs
const LONGEST = STATE.length.maximum; // times the query
const MANY = 500; // questions, to count how often the network is right
const PARTS = ["E", "D", "Wq", "Wk", "Wv", "W"];
const ALPHABET = [..."abcdefghijklmnopqrstuvwxyz"];
const PLENTY = 28; // pixels: how wide all ribbons are together
const PER = 12; // pixels of a drag that turn a letter or a digit by one

// ---- what is computed ----

const times = (A, B) => {
  // A @ B, both { values, shape }, column by column
  const [rows, inner] = A.shape;
  const [, n] = B.shape;
  const values = new Float64Array(rows * n);
  for (let k = 0; k < n; k += 1) {
    for (let i = 0; i < inner; i += 1) {
      const one = B.values[k * inner + i];
      for (let j = 0; j < rows; j += 1) values[k * rows + j] += A.values[i * rows + j] * one;
    }
  }
  return { values, shape: [rows, n] };
};

// A pair is one number: ten times the letter's place in the alphabet, plus the digit.
export const codesOf = (pairs) =>
  (pairs.match(/[a-z]\d/g) ?? []).slice(0, MOST).map((one) => 10 * ALPHABET.indexOf(one[0]) + Number(one[1]));
export const pairsOf = (codes) => codes.map((code) => ALPHABET[Math.floor(code / 10)] + (code % 10)).join(" ");
const letterOf = (code) => Math.floor(code / 10);

// All that a network can look up: the score of each of 260 pairs for each letter asked for, and what a pair adds to the
// ten outputs, W @ value.
export function tablesOf(net) {
  const { E, D } = net;
  const [d] = E.shape;
  const x = { shape: [d, 260], values: new Float64Array(260 * d) };
  for (let i = 0; i < x.values.length; i += 1) {
    const [row, code] = [i % d, Math.floor(i / d)];
    x.values[i] = E.values[letterOf(code) * d + row] + D.values[(code % 10) * d + row];
  }
  const [queries, keys] = [times(net.Wq, E).values, times(net.Wk, x).values];
  const scores = new Float64Array(26 * 260);
  for (let i = 0; i < scores.length; i += 1) {
    const [query, key] = [Math.floor(i / 260) * d, (i % 260) * d];
    let sum = 0;
    for (let j = 0; j < d; j += 1) sum += keys[key + j] * queries[query + j];
    scores[i] = sum / Math.sqrt(d);
  }
  return { scores, votes: times(net.W, times(net.Wv, x)).values };
}

// nnlib's attend for one question: write the weights of its pairs, and the ten outputs.
function attendTo(tables, codes, asked, length, weights, outputs) {
  const score = (code) => length * tables.scores[asked * 260 + code];
  let largest = -Infinity;
  for (const code of codes) largest = Math.max(largest, score(code));
  let total = 0;
  for (let k = 0; k < codes.length; k += 1) total += weights[k] = Math.exp(score(codes[k]) - largest);
  outputs.fill(0);
  for (let k = 0; k < codes.length; k += 1) {
    weights[k] /= total;
    for (let j = 0; j < 10; j += 1) outputs[j] += weights[k] * tables.votes[codes[k] * 10 + j];
  }
}

export function lookUp(tables, codes, asked, length) {
  const [weights, outputs] = [new Float64Array(codes.length), new Float64Array(10)];
  attendTo(tables, codes, asked, length, weights, outputs);
  const scores = codes.map((code) => length * tables.scores[asked * 260 + code]);
  return { scores, weights, chances: softmax(outputs, 1), answer: argmax(outputs) };
}

// Random questions, always the same for a number of pairs: [codes, place of the pair that is asked for].
export function questionsOf(pairs, n = MANY) {
  const rng = new Rng(19);
  return Array.from({ length: n }, () => {
    const codes = Array.from(
      rng.permutation(26).subarray(0, pairs),
      (letter) => 10 * letter + Math.floor(10 * rng.random()),
    );
    return [codes, Math.floor(pairs * rng.random())];
  });
}

// The share of questions that a network answers right.
export function shareRight(tables, questions, length) {
  const [weights, outputs] = [new Float64Array(MOST), new Float64Array(10)];
  let right = 0;
  for (const [codes, place] of questions) {
    attendTo(tables, codes, letterOf(codes[place]), length, weights, outputs);
    if (argmax(outputs) === codes[place] % 10) right += 1;
  }
  return right / questions.length;
}

export function facts(tables, { pairs, asked, length }) {
  const codes = codesOf(pairs);
  const letter = ALPHABET.indexOf(asked);
  const own = codes.flatMap((code, k) => (letterOf(code) === letter ? [k] : []));
  return { codes, letter, own, digits: own.map((k) => codes[k] % 10), ...lookUp(tables, codes, letter, length) };
}

// ---- what is said ----

const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
export function verdict({ own, digits, answer }, asked) {
  if (!own.length) return `but there is no ${asked}`;
  const found = digits.includes(answer) ? "right" : `wrong, it is ${[...new Set(digits)].join(" or ")}`;
  if (own.length < 2) return found;
  return `${found}; ${asked} is there ${own.length === 2 ? "twice" : `${own.length} times`}`;
}

export function words(state, found, step, share) {
  const { codes, weights, chances, answer, own } = found;
  const names = codes.map((code) => pairsOf([code]));
  const told = names.map((name, k) => `${name} ${said(weights[k])}`).join(", ");
  const readout =
    `${names.join(" ")} · ${state.asked}?  Answer ${answer} (${percent(chances[answer], 0)}): ${verdict(found, state.asked)}.\n` +
    `Weights: ${told}.\n` +
    `Step ${step}, query × ${said(state.length)}: right on ${percent(share, 0)} of ${MANY} random questions with ${many(codes.length, "pair")}.`;
  const most = argmax(weights);
  const alt =
    `The alphabet, with ${state.asked} asked for. From it ${many(codes.length, "ribbon")}, as wide as the weights, run down to the pairs ${names.join(", ")}, ` +
    `and on to their digits among the ten answers. The widest goes to ${names[most]}, with a weight of ${said(weights[most])}` +
    `${own.length ? "" : `; there is no ${state.asked} among the pairs`}. ` +
    `The highest of ten bars of probability, ${percent(chances[answer], 0)}, is the ${answer}'s. A small curve shows how often the network is right, by steps of its training.`;
  return { readout, alt };
}

// The same with nnlib and the snapshots of the lesson; it prints the weights and the answer.
export function program({ pairs, asked, length }, step) {
  const codes = codesOf(pairs);
  return `import numpy as np
from nnlib import Tensor, attend, soft_targets

net = snapshots[${step}]
letters, digits, asked = [${codes.map(letterOf).join(", ")}], [${codes.map((code) => code % 10).join(", ")}], [${ALPHABET.indexOf(asked)}]  # a is 0
x = net["E"][:, letters] + net["D"][:, digits]
query = ${length} * net["Wq"] @ net["E"][:, asked]
found, weights = attend(Tensor(query), Tensor(net["Wk"] @ x), Tensor(net["Wv"] @ x))
p = soft_targets(net["W"] @ found.data, 1)[:, 0]
print("weights", np.round(weights[:, 0], 2))
print("answer", p.argmax(), f"({100 * p.max():.0f} %)")`;
}

// ---- the picture ----

const ribbon = ([x0, y0], [x1, y1]) => `M${x0} ${y0}C${x0} ${(y0 + y1) / 2} ${x1} ${(y0 + y1) / 2} ${x1} ${y1}`;
const turned = (value, size) => ((value % size) + size) % size;

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: where attention goes");
  let nets = []; // the tables of each step
  let steps = [];
  let stopped = false;
  const place = () => steps.indexOf(state.now.step ?? steps.at(-1));
  const codesNow = () => codesOf(state.now.pairs);
  const put = (codes) => state.put({ pairs: pairsOf(codes) });
  const change = (k, code) => put(codesNow().map((one, i) => (i === k ? code : one)));
  const ask = (letter) => state.put({ asked: ALPHABET[letter] });

  // -- the drawing, in pixels of the screen: layers from back to front --
  const back = svg("g");
  const front = svg("g");
  const root = svg("svg", { class: "flow19" }, back, front);
  const stage = html("div", { class: "stage19" }, root);
  const text = (attributes, words = "") => svg("text", attributes, words);
  const labels = ["asked", "score", "weight", "letter", "digit", "answer", "%"].map((one) =>
    text({ x: 0, class: "name19" }, one),
  );
  front.append(...labels);

  const keys = ALPHABET.map((letter) => {
    const ring = svg("circle", { r: 11.5 });
    const name = text({ class: "middle" }, letter);
    return { ring, name, node: svg("g", {}, ring, name) };
  });
  const halo = svg("rect", { rx: 6, class: "halo" });
  const alphabet = svg("g", {}, halo, ...keys.map(({ node }) => node));
  front.append(alphabet);
  let grid = { left: 0, wide: 1, across: 26 };
  const under = (event) => {
    const there = root.getScreenCTM().inverse();
    return [there.a * event.clientX + there.e, there.d * event.clientY + there.f];
  };
  const sweep = (x, y) => {
    const column = clip(Math.floor((x - grid.left) / grid.wide), 0, grid.across - 1);
    ask(column + grid.across * clip(Math.floor(y / 28), 0, 26 / grid.across - 1));
  };
  alphabet.addEventListener("pointerdown", (event) => sweep(...under(event)));
  alphabet.addEventListener("keydown", (event) => {
    if (ALPHABET.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      state.put({ asked: event.key });
  });
  const sayAsked = handle(alphabet, {
    from: under,
    label: "letter asked for",
    move: sweep,
    nudge: (dx, dy) => ask(turned(ALPHABET.indexOf(state.now.asked) + dx + dy, 26)),
    text: () => [shown.letter, `${state.now.asked}, answer ${shown.answer}, ${verdict(shown, state.now.asked)}`],
  }).say;

  // A letter or a digit of a pair: a drag up or down turns it, a press does something, and so do keys.
  function wheel(node, { label, size, read, write, press, typed, remove, text: told }) {
    let held = null;
    node.addEventListener("pointerdown", (event) => {
      held = { y: event.clientY, from: read(), moved: false };
    });
    node.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (typed.includes(event.key)) write(typed.indexOf(event.key));
      else if (event.key === "Enter" || event.key === " ") press();
      else if (event.key === "Delete" || event.key === "Backspace") remove();
      else return;
      event.preventDefault();
    });
    const { say } = handle(node, {
      from: (event) => [event.clientX, event.clientY],
      label,
      text: told,
      move: (_, y) => {
        if (!held) return;
        const by = Math.round((held.y - y) / PER);
        held.moved ||= by !== 0;
        if (held.moved) write(turned(held.from + by, size));
      },
      nudge: (dx, dy) => write(turned(read() + dx + dy, size)),
      done: () => {
        if (held && !held.moved) press();
        held = null;
      },
    });
    set(node, { "aria-valuemin": 0, "aria-valuemax": size - 1 });
    return say;
  }

  const columns = Array.from({ length: MOST }, (_, k) => {
    const [into, outOf] = [svg("path"), svg("path")];
    const well = svg("rect", { class: "well19" });
    const bar = svg("rect");
    const [score, weight] = [text({ class: "middle small19" }), text({ class: "middle small19" })];
    const tile = () => {
      const frame = svg("rect", { rx: 5, class: "halo" });
      const name = text({ class: "middle" });
      const arrows = text({ class: "middle turn19" }, "⇕");
      return { frame, name, arrows, node: svg("g", {}, frame, name, arrows) };
    };
    const [letter, digit] = [tile(), tile()];
    const cross = text({ class: "middle" }, "×");
    const disc = svg("circle", { r: 11 });
    const close = svg("g", { class: "close19", "aria-hidden": "true" }, disc, cross);
    const remove = () => {
      const codes = codesNow();
      if (codes.length === 1) return;
      const inside = letter.node === document.activeElement || digit.node === document.activeElement;
      put(codes.filter((_one, i) => i !== k));
      if (inside && k === codes.length - 1) columns[k - 1].letter.node.focus();
    };
    close.addEventListener("click", remove);
    const code = () => codesNow()[k] ?? 0;
    const sayLetter = wheel(letter.node, {
      label: `letter of pair ${k + 1}`,
      size: 26,
      typed: ALPHABET,
      remove,
      read: () => letterOf(code()),
      write: (one) => change(k, 10 * one + (code() % 10)),
      press: () => ask(letterOf(code())),
      text: () => [letterOf(code()), `${ALPHABET[letterOf(code())]}, weight ${said(shown.weights[k])}`],
    });
    const sayDigit = wheel(digit.node, {
      label: `digit of pair ${k + 1}`,
      size: 10,
      typed: [..."0123456789"],
      remove,
      read: () => code() % 10,
      write: (one) => change(k, code() - (code() % 10) + one),
      press: () => change(k, code() - (code() % 10) + ((code() + 1) % 10)),
      text: () => [code() % 10, `${code() % 10}, of ${ALPHABET[letterOf(code())]}`],
    });
    const node = svg("g", {}, well, bar, score, weight, close, letter.node, digit.node);
    back.append(into, outOf);
    front.append(node);
    return {
      node,
      into,
      outOf,
      well,
      bar,
      score,
      weight,
      letter,
      digit,
      disc,
      cross,
      close,
      say: () => {
        sayLetter();
        sayDigit();
      },
    };
  });

  const answers = Array.from({ length: 10 }, (_, j) => {
    const bar = svg("rect");
    const ring = svg("circle", { r: 11.5 });
    const name = text({ class: "middle" }, String(j));
    const number = text({ class: "middle small19" });
    front.append(bar, ring, name, number);
    return { bar, ring, name, number };
  });
  // -- controls --
  const chart = plane({
    width: 260,
    height: 104,
    x: [0, 1],
    y: [0, 100],
    yticks: [0, 50, 100],
    ylabel: "right, %",
    margin: [8, 8, 8, 46],
  });
  set(chart.root, { class: "plane chart19", "aria-hidden": "true" });
  const curve = svg("path", { class: "curve train" });
  const knob = svg("circle", { r: 5, class: "grip" });
  chart.front.append(curve, knob);
  const top = html("div", { class: "steps19" }, chart.root);
  const length = slider(
    {
      label: "length of the query",
      min: 0,
      max: LONGEST,
      step: 0.05,
      value: START.length,
      words: (now) => `× ${said(now)}`,
    },
    (now) => state.put({ length: now }),
  );
  let frames = 0;
  const go = (i) => state.put({ step: steps[i] });
  const running = loop(view.root, () => {
    frames += 1;
    if (frames % Math.max(2, Math.round(150 / steps.length))) return; // all of it takes two or three seconds
    if (place() < steps.length - 1) go(place() + 1);
    if (place() === steps.length - 1) {
      running.pause();
      draw();
    }
  });
  const watch = button(
    "▶ Watch it learn",
    () => {
      if (running.playing) running.pause();
      else {
        if (place() === steps.length - 1) go(0);
        running.play();
      }
      draw();
    },
    { class: "go" },
  );
  const any = (few) => few[Math.floor(few.length * Math.random())];
  const unused = (codes) =>
    ALPHABET.map((_, i) => i).filter((letter) => !codes.some((code) => letterOf(code) === letter));
  const added = (codes) => [...codes, 10 * any(unused(codes)) + any([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])];
  const more = button("Add a pair", () => {
    if (codesNow().length < MOST) put(added(codesNow()));
  });
  const fresh = button("New pairs", () => {
    let codes = [];
    while (codes.length < codesNow().length) codes = added(codes);
    state.put({ pairs: pairsOf(codes), asked: ALPHABET[letterOf(any(codes))] });
  });
  const reset = button("Reset", () => {
    running.pause();
    state.put({ ...START });
  });
  const controls = html(
    "div",
    { class: "column" },
    html(
      "p",
      { class: "hint" },
      "Press a letter to ask for it, or sweep over the alphabet. Drag a pair's letter or digit up or down to change it; × removes the pair (Delete).",
    ),
    top,
    length.node,
    html("div", { class: "buttons" }, watch, more, fresh, reset),
    html(
      "p",
      { class: "hint" },
      "A ribbon is as wide as its weight: orange for the letter asked for, blue for others.",
    ),
  );
  const inNnlib = foldedProgram(() => draw());
  const content = html("div", { class: "beside19" }, stage, controls);

  let shown = null;
  let counted = ""; // what the curve was drawn for
  let questions = [];
  let walk = null;
  const across = (i, share) => chart.at(i / Math.max(1, steps.length - 1), 100 * share);
  function count(pairs, by) {
    // draw how often the network is right, at each step, or at some thirty of many
    if (counted === `${pairs} ${by}`) return;
    counted = `${pairs} ${by}`;
    questions = questionsOf(pairs);
    const every = Math.ceil(nets.length / 31);
    const spots = nets.flatMap((tables, i) =>
      i % every && i !== nets.length - 1
        ? []
        : [
            across(i, shareRight(tables, questions, by))
              .map((one) => one.toFixed(1))
              .join(" "),
          ],
    );
    set(curve, { d: `M${spots.join("L")}` });
  }

  const draw = once(() => {
    if (nets.length && !stopped) picture();
  });
  function picture() {
    const { now } = state;
    const i = place();
    shown = facts(nets[i], now);
    count(shown.codes.length, now.length);
    lay(shown, Math.round(clip(stage.clientWidth, 290, 680)));
    sayAsked();
    columns.slice(0, shown.codes.length).forEach(({ say }) => say());
    const share = shareRight(nets[i], questions, now.length);
    const [x, y] = across(i, share);
    set(knob, { cx: x, cy: y });
    walk.show(steps[i]);
    length.show(now.length);
    watch.textContent = running.playing ? "❚❚ Pause" : "▶ Watch it learn";
    off(more, shown.codes.length < MOST ? "" : `${MOST} pairs are all that fit here.`);
    const { readout, alt } = words(now, shown, steps[i], share);
    view.tell(readout, alt);
    inNnlib.show(() => program(now, steps[i]));
  }

  // Put everything in its place, for a width in pixels.
  function lay({ codes, own, letter: asked, scores, weights, chances, answer, digits }, width) {
    const left = 46;
    const room = width - left;
    const rows = room < 590 ? 2 : 1;
    grid = { left, wide: (room * rows) / 26, across: 26 / rows };
    const y = { score: 28 * rows + 74, well: 28 * rows + 80 };
    y.weight = y.well + 68;
    y.letter = y.weight + 7;
    y.digit = y.letter + 30;
    y.close = y.digit + 44;
    y.answer = y.digit + 124;
    y.bar = y.answer + 16;
    const height = y.bar + 74;
    set(root, { viewBox: `0 0 ${width} ${height}`, style: `max-width:${width}px` });
    [18, y.score, y.weight, y.letter + 19, y.digit + 19, y.answer + 5, y.bar + 30].forEach((one, i) =>
      set(labels[i], { y: one }),
    );
    const spot = (k) => [left + grid.wide * ((k % grid.across) + 0.5), 14 + 28 * Math.floor(k / grid.across)];
    set(halo, { x: left - 1, y: 0.5, width: room, height: 28 * rows });
    const there = new Set(codes.map(letterOf));
    keys.forEach(({ ring, name, node }, k) => {
      const [cx, cy] = spot(k);
      set(ring, { cx, cy });
      set(name, { x: cx, y: cy + 4.5 });
      set(node, { class: `key19${there.has(k) ? " there19" : ""}${k === asked ? " asked19" : ""}` });
    });
    const [at, qy] = spot(asked);
    const qx = Math.min(at, width - PLENTY / 2);
    const wide = Math.min(112, room / codes.length);
    const start = left + (room - wide * codes.length) / 2;
    const column = room / 10;
    const into = Array(10).fill(0); // how wide the ribbons into each answer are, together
    codes.forEach((code, k) => {
      into[code % 10] += weights[k];
    });
    const filled = Array(10).fill(0);
    let before = 0;
    columns.forEach(({ node, ...part }, k) => {
      const gone = k >= codes.length;
      for (const one of [node, part.into, part.outOf]) set(one, { display: gone ? "none" : null });
      if (gone) return;
      const weight = weights[k];
      const digit = codes[k] % 10;
      const mine = own.includes(k);
      const x = start + wide * (k + 0.5);
      const strong = PLENTY * weight;
      const look = { "stroke-width": strong.toFixed(2), class: `ribbon19${mine ? " mine19" : ""}` };
      set(part.into, { ...look, d: ribbon([qx + PLENTY * (before + weight / 2 - 0.5), qy + 11], [x, y.well + 4]) });
      set(part.outOf, {
        ...look,
        d: ribbon(
          [x, y.digit + 26],
          [left + column * (digit + 0.5) + PLENTY * (filled[digit] + weight / 2 - into[digit] / 2), y.answer - 11],
        ),
      });
      before += weight;
      filled[digit] += weight;
      const half = Math.min(24, wide / 2 - 1.5);
      set(part.well, { x: x - half, y: y.well, width: 2 * half, height: 54 });
      set(part.bar, {
        x: x - half,
        y: y.well + 54 * (1 - weight),
        width: 2 * half,
        height: 54 * weight,
        class: `bar19${mine ? " mine19" : ""}`,
      });
      set(part.score, { x, y: y.score, display: wide < 32 ? "none" : null });
      part.score.textContent = said(scores[k], 1);
      set(part.weight, { x, y: y.weight });
      part.weight.textContent = wide < 32 ? said(weight).replace(/^0/, "") : said(weight);
      for (const [one, at, word] of [
        [part.letter, y.letter, ALPHABET[letterOf(codes[k])]],
        [part.digit, y.digit, digit],
      ]) {
        set(one.frame, { x: x - half, y: at, width: 2 * half, height: 27 });
        set(one.name, { x, y: at + 19 });
        set(one.arrows, { x: x + half - 5, y: at + 18, display: half < 19 ? "none" : null });
        set(one.node, { class: `tile19${mine ? " mine19" : ""} handle` });
        one.name.textContent = word;
      }
      set(part.disc, { cx: x, cy: y.close });
      set(part.cross, { x, y: y.close + 5 });
      set(part.close, { display: codes.length === 1 ? "none" : null });
    });
    const found = digits.includes(answer) ? " ✓" : " ✗";
    const mark = own.length ? found : " ?";
    answers.forEach(({ bar, ring, name, number }, j) => {
      const x = left + column * (j + 0.5);
      const long = 56 * chances[j];
      const kind = `${j === answer ? " top19" : ""}${digits.includes(j) ? " mine19" : ""}`;
      set(bar, { x: x - 13, y: y.bar - 3, width: 26, height: Math.max(0.75, long), class: `chance19${kind}` });
      set(ring, { cx: x, cy: y.answer, class: `digit19${kind}` });
      set(name, { x, y: y.answer + 5, class: `middle digit19${kind}` });
      set(number, { x, y: y.bar + long + 10 });
      number.textContent = (chances[j] < 0.005 ? "" : (100 * chances[j]).toFixed(0)) + (j === answer ? mark : "");
    });
  }

  return whenFed(model, view, ["chapter19-data"], "the network", (data) => {
    steps = data.about.steps;
    state.limit({ step: { enum: [null, ...steps] } });
    nets = steps.map((step) => tablesOf(Object.fromEntries(PARTS.map((one) => [one, data[`${one} ${step}`]]))));
    walk = stops({ label: "step", options: steps, value: steps.at(-1) }, (step) => {
      running.pause();
      state.put({ step });
    });
    top.append(walk.node);
    view.main.replaceChildren(content);
    view.root.append(inNnlib.node);
    picture();
    const resized = new ResizeObserver(() => draw());
    resized.observe(stage);
    return () => {
      stopped = true;
      running.stop();
      resized.disconnect();
    };
  });
}
