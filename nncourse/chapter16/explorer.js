// Chapter 16: the bill of a step of data-parallel training, part by part, and the speedup by machines.
import { box, choice, handle, hatch, html, listing, number, once, plane, set, stops, svg } from "../widgets/js/draw.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

// Parameters, and the microseconds that one machine computes for an image, as in nncourse/explorers/chapter16.py.
export const NETWORKS = {
  "784-128-64-10": [109386, 10],
  "five times the weights": [535818, 49],
  "chapter 11's": [5994, 30],
};
export const START = defaultsOf(STATE);
const MOST = { machines: STATE.machines.maximum, images: STATE.images.maximum };
const DECADE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const LINKS = [...DECADE, ...DECADE.map((one) => 10 * one), 100, 120, 150, 200, 250, 300, 400];
const DELAYS = [...DECADE, ...DECADE.map((one) => 10 * one), 100, 120, 150, 200];
const IMAGES = [...new Set(Array.from({ length: 49 }, (_, i) => Math.round(2 ** (i / 4))))];
const PARTS = ["computing", "moving", "messages"];

const logs = (machines) => Math.ceil(Math.log2(machines));

// The milliseconds of a step: computing, moving the bytes of the gradient, and the delay of the messages.
export function bill({ machines, images, network, gigabits, delay, ring }) {
  const [parameters, microseconds] = NETWORKS[network];
  const whole = (parameters * 8 * 8) / (gigabits * 1e6); // 8 bytes a number, 8 bits a byte
  const messages = ring ? 2 * (machines - 1) : 2 * logs(machines);
  return [(images * microseconds) / 1000, ((2 * (machines - 1)) / machines) * whole, (messages * delay) / 1000];
}

// How many times the images a second of one machine that is.
export function gain(state) {
  const [computing, moving, messages] = bill(state);
  return (state.machines * computing) / (computing + moving + messages);
}

// Where a curve over the machines must be known to be drawn: its jumps are just above the powers of two.
const PLACES = [1, 2];
for (let k = 1; k < 10; k += 1) {
  for (let i = 0; i <= 8; i += 1) PLACES.push(Math.round(2 ** k + 1 + ((2 ** k - 1) * i) / 8));
}
export const MACHINES = [...new Set(PLACES)];

export function facts(state) {
  const parts = bill(state),
    total = parts[0] + parts[1] + parts[2];
  const curve = MACHINES.map((machines) => gain({ ...state, machines }));
  const times = gain(state),
    most = Math.max(...curve);
  return { parts, total, times, efficiency: times / state.machines, curve, most, best: MACHINES[curve.indexOf(most)] };
}

const whole = (value) => value.toLocaleString("en-US");
const many = (count, one) => `${whole(count)} ${one}${count === 1 ? "" : "s"}`;

export function words(state) {
  const { parts, total, times, efficiency, most, best } = facts(state);
  const [computing, moving, messages] = parts.map((one) => said(one, 3));
  const readout =
    `${many(state.machines, "machine")}, ${many(state.images, "image")} each: computing ${computing} ms, ` +
    `moving ${moving}, messages ${messages}: ${said(times)} times one machine.\n` +
    `Efficiency ${percent(efficiency, 0)}. The curve's highest point: ${said(most)} times, with ${many(best, "machine")}.`;
  const alt =
    `A bar of ${said(total, 3)} ms, divided into computing, moving and messages. Below, the speedup by machines, ` +
    `up to ${said(most)} times one machine at ${many(best, "machine")}. `;
  return { readout, alt: alt + readout.replace("\n", " ") };
}

// The same formulas in Python, for the present settings.
export function program({ machines, images, network, gigabits, delay, ring }) {
  const [parameters, microseconds] = NETWORKS[network];
  return `import math

p, b = ${machines}, ${images}  # machines, images each
computing = b * ${microseconds} / 1000  # all in milliseconds
moving = 2 * (p - 1) / p * ${whole(parameters).replaceAll(",", "_")} * 8 * 8 / (${gigabits} * 1e6)
messages = ${ring ? "2 * (p - 1)" : "2 * math.ceil(math.log2(p))"} * ${delay} / 1000
step = computing + moving + messages
print(f"computing {computing:.3f} ms, moving {moving:.3f}, messages {messages:.3f}")
print(f"speedup {p * computing / step:.2f}, efficiency {computing / step:.0%}")`;
}

// The end of an axis that holds a value: 1, 2 or 5 times a power of ten.
export function axisEnd(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 5, 10].find((one) => one * power >= value * 0.9999);
}

// The bar of one step; the end of computing is dragged, which changes the images on each machine.
function timeBar(state) {
  const fills = PARTS.map((name) => html("i", { class: name }));
  const grip = html("span", { class: "edgeGrip" });
  const track = html("div", { class: "track" }, ...fills, grip),
    ends = [html("span"), html("span"), html("span")];
  const keys = PARTS.map((name) => ({ name, value: html("b") }));
  const legend = html(
    "div",
    { class: "legend" },
    ...keys.map(({ name, value }) => html("span", {}, html("i", { class: name }), ` ${name} `, value)),
  );
  const node = html(
    "div",
    { class: "timeBar" },
    track,
    html("div", { class: "ends", "aria-hidden": "true" }, ...ends),
    legend,
  );
  set(legend, { "aria-hidden": "true" });
  let end = null; // of the axis; it stays while the edge is held
  let held = false;
  const each = () => NETWORKS[state.now.network][1] / 1000;
  const put = (images) => state.put({ images: clip(Math.round(images), 1, MOST.images) });
  const says = handle(grip, {
    from: (event) => {
      const place = track.getBoundingClientRect();
      return [(end * (event.clientX - place.left)) / place.width, 0];
    },
    label: "end of computing",
    move: (ms) => {
      held = true;
      put(ms / each());
    },
    nudge: (dx, dy) => {
      const steps = dx + dy,
        above = IMAGES.findIndex((one) => one > state.now.images);
      const below = IMAGES.findLastIndex((one) => one < state.now.images);
      const place = steps > 0 ? (above < 0 ? IMAGES.length - 1 : above + steps - 1) : Math.max(0, below + steps + 1);
      put(IMAGES[clip(place, 0, IMAGES.length - 1)]);
    },
    done: () => {
      held = false;
      state.put({});
    },
    text: () => [state.now.images, `${many(state.now.images, "image")} each`],
  });
  return {
    node,
    say: says.say,
    show({ parts, total }) {
      if (!held) end = axisEnd(total);
      let sum = 0;
      fills.forEach((fill, i) => {
        fill.style.left = `${(100 * sum) / end}%`;
        fill.style.width = `${(100 * parts[i]) / end}%`;
        sum += parts[i];
        keys[i].value.textContent = `${said(parts[i], 3)} ms`;
      });
      grip.style.left = `${Math.min(100, (100 * parts[0]) / end)}%`;
      ends.forEach((one, i) => {
        one.textContent = i ? `${Number(((end * i) / 2).toPrecision(2))}${i === 2 ? " ms a step" : ""}` : "0";
      });
    },
  };
}

// The speedup by machines, both doubling from tick to tick; the point is dragged along the curve.
function speedups(state) {
  const p = plane({
    width: 350,
    height: 250,
    x: [0, 10],
    y: [0.1, 1024],
    log: true,
    yticks: [0.1, 1, 10, 100, 1000],
    margin: [8, 20, 38, 42],
    xlabel: "machines",
  });
  const place = (machines, times) => p.at(Math.log2(machines), times),
    [left, one] = place(1, 1),
    [right, bottom] = place(1024, 0.1);
  p.inside.append(
    svg("rect", {
      x: left,
      y: one,
      width: right - left,
      height: bottom - one,
      fill: hatch(p.root, "slower"),
      "aria-hidden": "true",
    }),
  );
  for (let k = 0; k <= 10; k += 1) {
    const [x] = p.at(k, 0.1);
    p.front.append(svg("path", { class: "tick", d: `M${x} ${bottom}v4` }));
    if (k % 2 === 0)
      p.front.append(svg("text", { x, y: bottom + 17, class: "middle muted", "aria-hidden": "true" }, whole(2 ** k)));
  }
  const [x1, y1] = place(1024, 1024);
  const ideal = svg("path", { class: "ideal", d: `M${left} ${one}L${x1} ${y1}` }),
    curve = svg("path", { class: "speedup" });
  const note = svg("text", { x: right - 6, y: bottom - 10, class: "end" }, "slower than one machine");
  const chip = svg("rect", { x: right - 158, y: bottom - 24, width: 156, height: 20, class: "chip" });
  p.inside.append(ideal, curve, chip, note);
  const halo = svg("circle", { r: 18, class: "halo" }),
    dot = svg("circle", { r: 8, class: "grip" }),
    grip = svg("g", {}, halo, dot);
  const value = svg("text", { class: "value" });
  p.front.append(value, grip);
  const put = (machines) => state.put({ machines: clip(Math.round(machines), 1, MOST.machines) });
  const says = handle(grip, {
    from: p.from,
    label: "machines on the curve",
    move: (x) => put(2 ** clip(x, 0, 10)),
    nudge: (dx, dy) =>
      put(
        dx > 0
          ? 2 ** (Math.floor(Math.log2(state.now.machines)) + dx)
          : dx < 0
            ? 2 ** (logs(state.now.machines) + dx)
            : state.now.machines + dy,
      ),
    text: () => [state.now.machines, many(state.now.machines, "machine")],
  });
  return {
    root: p.root,
    say: says.say,
    show(now, { curve: heights, times }) {
      set(curve, {
        d: `M${MACHINES.map((machines, i) =>
          place(machines, heights[i])
            .map((one) => one.toFixed(1))
            .join(" "),
        ).join("L")}`,
      });
      const [x, y] = place(now.machines, clip(times, 0.1, 1024));
      for (const node of [halo, dot]) set(node, { cx: x, cy: y });
      set(value, {
        x: x + (x > 220 ? -14 : 14),
        y: Math.min(y + 22, bottom - 34),
        class: x > 220 ? "value end" : "value",
      });
      value.textContent = `${said(times)} times`;
    },
  };
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: the bill of a step on many machines");
  const bar = timeBar(state),
    plot = speedups(state),
    put = (key) => (value) => state.put({ [key]: value });
  const machines = number(
    { label: "machines", min: 1, max: MOST.machines, step: 1, value: state.now.machines },
    put("machines"),
  );
  const controls = {
    images: stops({ label: "images each", options: IMAGES, value: state.now.images, words: whole }, put("images")),
    network: choice(
      { label: "network", options: Object.keys(NETWORKS), value: state.now.network, many: true },
      put("network"),
    ),
    gigabits: stops(
      { label: "link", options: LINKS, value: state.now.gigabits, words: (one) => `${one} Gbit/s` },
      put("gigabits"),
    ),
    delay: stops(
      { label: "a message takes", options: DELAYS, value: state.now.delay, words: (one) => `${one} µs` },
      put("delay"),
    ),
  };
  set(controls.network.node.querySelector("select"), { "aria-label": "network" }); // its label's text holds all options
  const way = choice(
    { label: "adding up", options: ["doubling", "ring"], value: state.now.ring ? "ring" : "doubling" },
    (value) => state.put({ ring: value === "ring" }),
  );
  const code = listing();
  view.main.append(
    html(
      "div",
      { class: "beside" },
      html(
        "div",
        { class: "column" },
        html("label", { class: "field" }, html("span", { class: "name" }, "machines (1 to 1,024)"), machines.node),
        ...Object.values(controls).map(({ node }) => node),
        way.node,
      ),
      html(
        "div",
        { class: "column" },
        html(
          "p",
          { class: "hint" },
          "Drag the end of computing in the bar, and the point along the curve. The dashed line: as many times as machines.",
        ),
        bar.node,
        plot.root,
      ),
    ),
  );
  view.root.append(html("details", {}, html("summary", {}, "The same in Python"), code));

  function picture() {
    const found = facts(state.now);
    bar.show(found);
    plot.show(state.now, found);
    code.textContent = program(state.now);
  }
  const soon = once(picture);
  function draw() {
    const { readout, alt } = words(state.now);
    view.tell(readout, alt);
    machines.show(state.now.machines);
    for (const [key, { show }] of Object.entries(controls)) show(state.now[key]);
    way.show(state.now.ring ? "ring" : "doubling");
    bar.say();
    plot.say();
    soon();
  }
  draw();
  picture();
  return view.stop;
}
