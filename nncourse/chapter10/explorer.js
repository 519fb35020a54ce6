// Chapter 10: an image is moved, turned, resized and bent by hand, and two networks say what they read in it.
import { box, button, handle, html, foldedProgram, off, once, onTheme, set, slider, svg } from "../widgets/js/draw.js";
import { whenFed } from "../widgets/js/data.js";
import { argmax, softmax } from "../widgets/js/engine.js";
import { gallery, imagesFrom, networkFrom } from "../widgets/js/gallery.js";
import { bars, image, SIDE } from "../widgets/js/images.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };
/** @import { Place } from "../widgets/js/draw.js" */

const STILL = { right: 0, down: 0, turn: 0, size: 1, elastic: 0 };
export const START = defaultsOf(STATE);
const REACH = {
  move: STATE.right.maximum,
  small: STATE.size.minimum,
  large: STATE.size.maximum,
  elastic: STATE.elastic.maximum,
};
const MIDDLE = (SIDE - 1) / 2;
const COUNT = SIDE * SIDE;

// ---- what is computed, and said ----

// Where each pixel of the new image comes from in the old one, as nnlib.augmentation has it; bend is an elastic
// distortion for a strength of 1: first all rows, then all columns.
export function origins({ right, down, turn, size, elastic }, bend) {
  const [rows, columns] = [new Float64Array(COUNT), new Float64Array(COUNT)];
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let r = 0; r < SIDE; r += 1) {
    for (let c = 0; c < SIDE; c += 1) {
      const [k, below, across] = [r * SIDE + c, r - down - MIDDLE, c - right - MIDDLE];
      rows[k] = (cos * below + sin * across) / size + MIDDLE + elastic * bend[k];
      columns[k] = (cos * across - sin * below) / size + MIDDLE + elastic * bend[COUNT + k];
    }
  }
  return { rows, columns };
}

// Look up an image at places between its pixels: the average of the four around, the nearer the heavier; outside lies 0.
export function resample(pixels, rows, columns) {
  const wide = SIDE + 2; // an empty border all around
  const padded = new Float64Array(wide * wide);
  for (let r = 0; r < SIDE; r += 1) padded.set(pixels.subarray(r * SIDE, (r + 1) * SIDE), (r + 1) * wide + 1);
  return rows.map((row, k) => {
    const y = clip(row + 1, 0, SIDE + 1);
    const x = clip(columns[k] + 1, 0, SIDE + 1);
    const top = Math.min(Math.trunc(y), SIDE);
    const left = Math.min(Math.trunc(x), SIDE);
    const [lower, later] = [y - top, x - left];
    const at = top * wide + left;
    const above = padded[at] * (1 - later) + padded[at + 1] * later;
    const under = padded[at + wide] * (1 - later) + padded[at + wide + 1] * later;
    return above * (1 - lower) + under * lower;
  });
}

// The new image, where its pixels come from, and the ten probabilities of each network.
export function facts(nets, pixels, bend, state) {
  const from = origins(state, bend);
  const bent = resample(pixels, from.rows, from.columns);
  return { ...from, bent, probabilities: nets.map((net) => softmax(net.forward(bent, 1), 1)) };
}

const plural = (count, unit) => `${said(count, Number.isInteger(count) ? 0 : 1)} ${unit}${count === 1 ? "" : "s"}`;

export function inWords({ right, down, turn, size, elastic, draw }) {
  const parts = [];
  if (right) parts.push(`moved ${plural(Math.abs(right), "pixel")} ${right > 0 ? "right" : "left"}`);
  if (down) parts.push(`moved ${plural(Math.abs(down), "pixel")} ${down > 0 ? "down" : "up"}`);
  if (turn) parts.push(`turned ${Math.abs(turn)}° ${turn > 0 ? "anticlockwise" : "clockwise"}`);
  if (size !== 1) parts.push(`${said(size)} times its size`);
  if (elastic) parts.push(`bent by elastic ${said(elastic, 1)}, draw ${draw}`);
  return parts.join(", ") || "unchanged";
}

export function words(names, probabilities, label, state) {
  const answers = names.map((name, i) => {
    const best = argmax(probabilities[i]);
    return `${name} says ${best} (${percent(probabilities[i][best])})`;
  });
  const change = inWords(state);
  const readout = `${change[0].toUpperCase()}${change.slice(1)}: ${answers.join(", ")}.\nThe label is ${label}.`;
  const alt =
    `A handwritten ${label}, ${change}; a net over the old image shows where each new pixel comes from. ` +
    `Bars of probabilities: ${answers.join("; ")}.`;
  return { readout, alt };
}

// The same in Python, with the names of the lesson.
export function program(names, { image: k, right, down, turn, size, elastic, draw }) {
  const minus = (number) => (number < 0 ? `+ ${-number}` : `- ${number}`);
  return [
    "import numpy as np",
    "from nnlib import Softmax",
    "from nnlib.augmentation import SMOOTHNESS, resample, smoothing, turned",
    "",
    "place = np.arange(28)",
    `rows, columns = turned(place[:, np.newaxis] ${minus(down)}, place ${minus(right)}, 13.5, np.radians(${turn}), ${size})`,
    "smooth = smoothing(28, SMOOTHNESS)",
    `bend = ${elastic} * (smooth @ np.random.default_rng(${draw}).normal(0, 1, (2, 28, 28)) @ smooth.T)`,
    `old = x_val[:, ${k}].reshape(1, 28, 28)`,
    "new = resample(old, (rows + bend[0])[np.newaxis], (columns + bend[1])[np.newaxis]).reshape(784, 1)",
    `for net in (${names.map((name) => name.replace(/\W/g, "_")).join(", ")}):`,
    "    probabilities = Softmax()(net.forward_pass(new))[:, 0]",
    '    print(probabilities.argmax(), f"{probabilities.max():.1%}")',
  ].join("\n");
}

// ---- the page ----

const PIXEL = 9; // of the stage, for one of the image
const HALF = 19 * PIXEL; // the stage is 38 pixels wide: the image and a border of 5
const FRAME = 10; // half of the side of the frame that is grasped, in pixels: an MNIST digit fits in
const STALK = 3.5;

export function render({ model, el }) {
  const view = box(el, "Explorer: an image moved, turned and bent, and two networks");
  const state = stateOf(model, STATE, () => changed());
  let changed = () => {};

  const wanted = ["chapter10-data", "chapter10-network-0", "chapter10-network-1"];
  return whenFed(model, view, wanted, "the networks and images", (data, ...packed) =>
    live(data, packed.map(networkFrom)),
  );

  function live(data, nets) {
    const { names, full } = data.about;
    const images = imagesFrom(data.images, full);
    const labels = data.labels.values;
    const bend = (draw) => data.bends.values.subarray(2 * COUNT * draw, 2 * COUNT * (draw + 1));
    state.limit({ image: { maximum: images.length - 1 } });
    const now = () => state.now;

    // -- controls --
    const picks = gallery({ label: "image", images, labels, value: now().image, across: 6 }, (k) =>
      state.put({ image: k }),
    );
    const elastic = slider(
      { label: "elastic, pixels", min: 0, max: REACH.elastic, step: 0.1, value: now().elastic },
      (value) => state.put({ elastic: value }),
    );
    // Without a strength no draw would show.
    const draw = slider({ label: "draw", min: 0, max: STATE.draw.maximum, step: 1, value: now().draw }, (value) =>
      state.put({ draw: value, elastic: state.now.elastic || 1.5 }),
    );
    const back = button("Reset", () => {
      if (back.getAttribute("aria-disabled") !== "true") state.put({ ...STILL });
    });

    // -- the old image, and over it the net of the places from which the new pixels come --
    const old = image({ grey: (ink) => 0.55 * ink }); // pale, so that the net stands out
    const net = svg("path", { class: "net10" });
    const top = svg("path", { class: "net10 top" });
    const oldView = html(
      "div",
      { class: "old10", "aria-hidden": "true" },
      old.canvas,
      svg("svg", { viewBox: "0 0 280 280" }, net, top),
    );

    // -- the stage --
    const fresh = image();
    for (const { canvas } of [old, fresh])
      set(canvas, { role: null, "aria-label": null, "aria-hidden": "true", style: null });
    const frame = svg("rect", { class: "frame10" });
    const mover = svg("g", {}, frame);
    const stalk = svg("path", { class: "stalk10", "aria-hidden": "true" });
    const knob = svg("g", {}, svg("circle", { r: 18, class: "halo" }), svg("circle", { r: 9, class: "grip" }));
    const corner = svg(
      "g",
      {},
      svg("circle", { r: 18, class: "halo" }),
      svg("rect", { x: -8, y: -8, width: 16, height: 16, class: "grip" }),
    );
    const over = svg("svg", { viewBox: `${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}` }, mover, stalk, knob, corner);
    const stage = html("div", { class: "stage10" }, fresh.canvas, over);
    const from = (event) => {
      const there = over.getScreenCTM().inverse();
      return [(there.a * event.clientX + there.e) / PIXEL, (there.d * event.clientY + there.f) / PIXEL];
    };
    const tenth = (value) => Math.round(10 * value) / 10 || 0;
    const move = (right, down) =>
      state.put({
        right: tenth(clip(right, -REACH.move, REACH.move)),
        down: tenth(clip(down, -REACH.move, REACH.move)),
      });
    const turn = (degrees) => {
      const whole = ((Math.round(degrees) % 360) + 360) % 360; // from −179 to 180
      state.put({ turn: whole > 180 ? whole - 360 : whole });
    };
    const resize = (size) => state.put({ size: Math.round(100 * clip(size, REACH.small, REACH.large)) / 100 });
    let grasped = [0, 0]; // where in the frame a move began
    mover.addEventListener("pointerdown", (event) => {
      const [x, y] = from(event);
      grasped = [x - state.now.right, y - state.now.down];
    });
    const handles = [
      handle(mover, {
        from,
        label: "move the image",
        move: (x, y) => move(x - grasped[0], y - grasped[1]),
        nudge: (dx, dy) => move(state.now.right + dx, state.now.down - dy),
        text: () => [state.now.right, `right ${said(state.now.right, 1)}, down ${said(state.now.down, 1)} pixels`],
      }),
      handle(knob, {
        from,
        label: "turn the image",
        move: (x, y) => turn((Math.atan2(state.now.right - x, state.now.down - y) * 180) / Math.PI),
        nudge: (dx, dy) => turn(state.now.turn - dx + dy), // to the right of the top is clockwise
        text: () => [state.now.turn, `${said(state.now.turn, 0)}°`],
      }),
      handle(corner, {
        from,
        label: "resize the image",
        move: (x, y) => resize(Math.hypot(x - state.now.right, y - state.now.down) / Math.hypot(FRAME, FRAME)),
        nudge: (dx, dy) => resize(state.now.size + 0.02 * (dx + dy)),
        text: () => [state.now.size, `${said(state.now.size)} times`],
      }),
    ];
    set(mover, { "aria-valuemin": -REACH.move, "aria-valuemax": REACH.move });
    set(knob, { "aria-valuemin": -180, "aria-valuemax": 180 });
    set(corner, { "aria-valuemin": REACH.small, "aria-valuemax": REACH.large });

    // -- what the networks say --
    const readers = names.map(() => {
      const heading = html("p", { class: "says10" });
      const chart = bars();
      return { heading, chart, node: html("div", { class: "reader10", "aria-hidden": "true" }, heading, chart.node) };
    });
    const inNnlib = foldedProgram(() => drawn());
    view.main.replaceChildren(
      html(
        "div",
        { class: "beside" },
        html(
          "div",
          { class: "column" },
          picks.node,
          elastic.node,
          draw.node,
          html("div", {}, back),
          html(
            "div",
            { class: "pair10" },
            oldView,
            html(
              "p",
              { class: "hint" },
              "The old image. Each crossing of the net is where a new pixel comes from; the thick line is the new upper edge.",
            ),
          ),
        ),
        html(
          "div",
          { class: "scene10" },
          html(
            "div",
            {},
            stage,
            html("p", { class: "hint" }, "Drag the image to move it, the circle to turn it, the square to resize it."),
          ),
          html(
            "div",
            {},
            html("div", { class: "readers10" }, ...readers.map(({ node }) => node)),
            html("p", { class: "hint" }, "Probabilities; a frame marks the label."),
          ),
        ),
      ),
    );
    view.root.append(inNnlib.node);

    function drawNet({ rows, columns }) {
      const line = (start, stepBy) => {
        let d = "";
        for (let i = 0; i < SIDE; i += 1) {
          const k = start + i * stepBy;
          d += `${i ? "L" : "M"}${(10 * columns[k] + 5).toFixed(1)} ${(10 * rows[k] + 5).toFixed(1)}`;
        }
        return d;
      };
      let d = "";
      for (let i = 0; i < SIDE; i += 3) d += line(i * SIDE, 1) + line(i, SIDE);
      set(net, { d });
      set(top, { d: line(0, 1) });
    }

    function drawFrame({ right, down, turn: degrees, size }) {
      const angle = (degrees * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const turnedTo = (x, y) => [right + size * (x * cos + y * sin), down + size * (y * cos - x * sin)];
      const placed = (/** @type {Place} */ [x, y]) => [x, y].map((one) => PIXEL * clip(one, -17.5, 17.5));
      const side = PIXEL * FRAME * size;
      set(frame, {
        x: -side,
        y: -side,
        width: 2 * side,
        height: 2 * side,
        transform: `translate(${PIXEL * right} ${PIXEL * down}) rotate(${-degrees})`,
      });
      const [start, end] = [placed(turnedTo(0, -FRAME)), placed(turnedTo(0, -FRAME - STALK / size))];
      set(stalk, { d: `M${start.join(" ")}L${end.join(" ")}` });
      set(knob, { transform: `translate(${end.join(" ")})` });
      set(corner, { transform: `translate(${placed(turnedTo(FRAME, FRAME)).join(" ")}) rotate(${-degrees})` });
    }

    let pictured = null;
    const drawn = once(() => {
      const at = now();
      const found = facts(nets, images[at.image], bend(at.draw), at);
      if (pictured !== at.image) old.show(images[at.image]);
      pictured = at.image;
      fresh.show(found.bent);
      drawNet(found);
      drawFrame(at);
      const label = labels[at.image];
      readers.forEach(({ heading, chart }, i) => {
        const all = found.probabilities[i];
        const best = argmax(all);
        heading.textContent = `${names[i]}: ${best} ${best === label ? "✓" : "✗"}`;
        chart.show(
          [...all],
          Array.from(all, (one) => percent(one)),
          best,
        );
        [...chart.node.children].forEach((row, j) => row.classList.toggle("truth10", j === label));
      });
      for (const { say } of handles) say();
      picks.show(at.image);
      elastic.show(at.elastic);
      draw.show(at.draw);
      off(back, Object.entries(STILL).every(([key, value]) => at[key] === value) ? "The image is unchanged." : "");
      const { readout, alt } = words(names, found.probabilities, label, at);
      view.tell(readout, alt);
      inNnlib.show(() => program(names, at));
    });
    changed = drawn;
    drawn();
    return onTheme(drawn);
  }
}
