// The line of a neuron with two inputs, to be grasped: dragged by itself it changes the bias, by its arrow the weights.
import { handle, hatch, html, number, set, svg } from "./draw.js";
import { clip, said } from "./text.js";
/** @import { Place, Plane } from "./draw.js" */

const EDGE = 0.03; // the handles stay so far inside of the picture, as a share of its side, wherever the line goes

// Numbers move in hundredths, so that what is read is what is computed with; without −0.
export const hundredth = (value) => Math.round(100 * value) / 100 || 0;

// "1.00 · x₁ − 0.50 · x₂ + 0.25"
export function weighted({ w1, w2, bias }, /** @type {string[]} */ [first, second], digits = 2) {
  const signed = (value) => `${value < 0 ? "−" : "+"} ${said(Math.abs(value), digits)}`;
  return `${said(w1, digits)} · ${first} ${signed(w2)} · ${second} ${signed(bias)}`;
}

// The place on the line that is nearest to another place, which is its own answer where there is no line.
export function foot({ w1, w2, bias }, /** @type {Place} */ [x, y]) {
  const square = w1 * w1 + w2 * w2;
  const z = w1 * x + w2 * y + bias;
  return square ? [x - (w1 * z) / square, y - (w2 * z) / square] : [x, y];
}

// The largest share, up to 1, of an arrow (dx, dy) from (x, y) that stays between the limits of both axes.
export function fitting(/** @type {Place} */ [x, y], /** @type {Place} */ [dx, dy], limits) {
  const room = (from, by, /** @type {number[]} */ [low, high]) => (by ? ((by > 0 ? high : low) - from) / by : 1);
  return clip(Math.min(room(x, dx, limits[0]), room(y, dy, limits[1])), 0, 1);
}

// The weights and the bias of the line through a place, whose arrow is there.
export function through(/** @type {Place} */ [x, y], w1, w2) {
  const now = { w1: hundredth(w1), w2: hundredth(w2) };
  return { ...now, bias: hundredth(-(now.w1 * x + now.w2 * y)) };
}

// The line, its arrow and its hatched side in a plane with equal scales. read() gives { w1, w2, bias } and put() takes
// some of them; a weight of 1 is an arrow of length unit; a key changes the bias and the weights by steps;
// verdict() is said after each. The layers go into the picture from back to front: back, line, front.
export function grasped(/** @type {Plane} */ p, { read, put, unit, steps, verdict, pattern = null }) {
  const middle = [p.x, p.y].map(([low, high]) => (low + high) / 2);
  const limits = [p.x, p.y].map(([low, high]) => [low + EDGE * (high - low), high - EDGE * (high - low)]);
  const seen = (place) => place.map((one, i) => clip(one, ...limits[i]));
  let pivot = middle; // the arrow begins at the place of the line that is nearest to this one
  let held = null;

  const area = svg("polygon", { fill: pattern ?? hatch(p.root), "aria-hidden": "true" });
  const ghosts = svg("g", { "aria-hidden": "true" });
  const wide = svg("line", { "stroke-width": 24, style: "stroke:transparent" });
  const thin = svg("line", { class: "separator" });
  const around = svg("circle", { r: 13, class: "halo" });
  const grip = svg("circle", { r: 6, class: "grip" });
  const line = svg("g", {}, wide, thin, around, grip);
  const shaft = svg("path", { class: "arrow", "aria-hidden": "true" });
  const name = svg("text", { class: "middle", style: "font-weight:700;fill:var(--line)", "aria-hidden": "true" }, "w");
  const point = svg("path", { class: "tip", d: "M9 0L-7 7V-7Z" });
  const ring = svg("circle", { r: 15, class: "halo" });
  const tip = svg("g", {}, ring, point);

  const tail = () => seen(foot(read(), pivot));
  const share = (place) => fitting(place, [unit * read().w1, unit * read().w2], limits);

  const lineSays = handle(line, {
    from: p.from,
    label: "the line (bias)",
    move: (x, y) => {
      const { w1, w2 } = read();
      put({ bias: hundredth((held ?? 0) - (w1 * x + w2 * y)) });
    },
    nudge: (dx, dy) => {
      // the line goes where the key points
      const { w1, w2, bias } = read();
      const way = Math.sign(w1 * dx + w2 * dy);
      put({ bias: hundredth(bias - way * steps.bias * Math.max(Math.abs(dx), Math.abs(dy))) });
    },
    done: () => {
      held = null;
    },
    text: () => [read().bias, `bias ${said(read().bias)}; ${verdict()}`],
  });
  line.addEventListener("pointerdown", (event) => {
    // it does not jump to the pointer, unless it is out of the picture
    const { w1, w2, bias } = read();
    const [x, y] = p.from(event);
    const z = w1 * x + w2 * y + bias;
    held = Math.abs(z) < 0.06 * (p.x[1] - p.x[0]) * Math.hypot(w1, w2) ? z : 0;
  });

  const tipSays = handle(tip, {
    from: p.from,
    label: "the arrow's tip (weights)",
    move: (x, y) => {
      // the line turns about the place where its arrow begins
      const [dx, dy] = held ?? [0, 0];
      put(through(pivot, (x - pivot[0]) / unit + dx, (y - pivot[1]) / unit + dy));
    },
    nudge: (dx, dy) => {
      const { w1, w2 } = read();
      pivot = tail();
      put(through(pivot, w1 + steps.weight * dx, w2 + steps.weight * dy));
    },
    done: () => {
      held = null;
    },
    text: () => [read().w1, `weights ${said(read().w1)} and ${said(read().w2)}; ${verdict()}`],
  });
  tip.addEventListener("pointerdown", (event) => {
    const { w1, w2 } = read();
    const [x, y] = p.from(event);
    pivot = tail();
    held = share(pivot) === 1 ? [w1 - (x - pivot[0]) / unit, w2 - (y - pivot[1]) / unit] : [0, 0];
  });

  const across = 2 * (p.x[1] - p.x[0] + p.y[1] - p.y[0]); // longer than the picture, from any place of it
  function ends(now, place) {
    const [x, y] = foot(now, place);
    const long = Math.hypot(now.w1, now.w2);
    const [dx, dy] = [(across * now.w2) / long, (across * now.w1) / long];
    return [...p.at(x - dx, y + dy), ...p.at(x + dx, y - dy)];
  }
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]
    .map(([i, j]) => p.at(p.x[i], p.y[j]).join())
    .join(" ");

  // Draw the line now, and as dashes the lines before it.
  function draw(now, before = []) {
    const { w1, w2, bias } = now;
    const there = w1 !== 0 || w2 !== 0;
    const distance = (one) => Math.hypot(...seen(one).map((value, i) => value - one[i])); // from the picture
    if (held === null && distance(foot(now, pivot)) > 1e-9) pivot = middle; // the line jumped away from the old place
    const place = foot(now, pivot);
    const [fx, fy] = seen(place);
    const away = distance(place) > 1e-9; // the line itself is out of the picture
    const [px, py] = p.at(fx, fy);
    set(line, { display: there ? null : "none" });
    if (there) {
      const [x1, y1, x2, y2] = ends(now, place);
      const [dx, dy] = [y2 - y1, x1 - x2]; // a quarter turn, towards the side of yes
      set(area, { points: `${x1},${y1} ${x2},${y2} ${x2 + dx},${y2 + dy} ${x1 + dx},${y1 + dy}` });
      for (const node of [wide, thin]) set(node, { x1, y1, x2, y2 });
    } else {
      set(area, { points: bias > 0 ? corners : "" });
    }
    for (const node of [grip, around]) set(node, { cx: px, cy: py });
    const part = fitting([fx, fy], [unit * w1, unit * w2], limits);
    const [tx, ty] = p.at(fx + part * unit * w1, fy + part * unit * w2);
    const turn = there ? Math.atan2(-w2, w1) : 0;
    set(shaft, { d: `M${px} ${py}L${tx} ${ty}`, display: there ? null : "none" });
    set(tip, { transform: `translate(${tx} ${ty}) rotate(${(turn * 180) / Math.PI})` });
    set(name, { x: tx - 17 * Math.sin(turn), y: ty + 17 * Math.cos(turn) + 4 });
    for (const node of [grip, shaft, tip, name]) node.classList.toggle("away", away);
    const old = before.filter((one) => one.w1 !== 0 || one.w2 !== 0);
    while (ghosts.childNodes.length > old.length) ghosts.lastChild.remove();
    old.forEach((one, i) => {
      if (!ghosts.childNodes[i]) ghosts.append(svg("line", { class: "ghost" }));
      const [x1, y1, x2, y2] = ends(one, middle);
      set(ghosts.childNodes[i], { x1, y1, x2, y2 });
    });
  }

  return {
    back: [area, ghosts],
    line,
    front: [shaft, name, tip],
    draw,
    say: () => {
      lineSays.say();
      tipSays.say();
    },
    centre: () => {
      pivot = middle;
    }, // let the arrow begin in the middle again
  };
}

// Three numbers to type, one below the other: "z = [1.00] · x₁", "+ [1.00] · x₂", "+ [−0.50] bias". names are those of
// w1, w2 and bias for who does not see them, units the words behind the fields.
export function typed(names, units, now, change) {
  const fields = Object.entries(names).map(([key, label]) => ({
    key,
    ...number({ label, min: -99, max: 99, step: 0.05, value: now[key] }, (value) => change({ [key]: value })),
  }));
  const node = html(
    "div",
    { class: "typed" },
    ...fields.flatMap((field, i) => [html("span", {}, i ? "+" : "z ="), field.node, html("span", {}, units[i])]),
  );
  return { node, show: (state) => fields.forEach((field) => field.show(state[field.key])) };
}
