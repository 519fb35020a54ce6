// The smallest layer that draws explorers: elements, a plane with axes, handles for mouse, finger and keyboard, a readout.
// Colours are CSS variables of live.css, so light and dark cost nothing here.
import { clip, said } from "./text.js";

const SVG = "http://www.w3.org/2000/svg";
// Ids: one page may hold several explorers, each with its own copy of this module.
const own = Math.random().toString(36).slice(2, 8);
let count = 0;
const made = () => {
  count += 1;
  return `${own}-${count}`;
};

/** @typedef {number[]} Place across and up, in the units of a plane or on the screen */
/** @typedef {ReturnType<typeof box>} View what an explorer stands in */
/** @typedef {ReturnType<typeof plane>} Plane a picture with axes */
/** @typedef {{ say: () => void }} Handle what is dragged, and says its value when it has moved */
/** @typedef {{ play?: string, pause?: string, one?: string, again?: string }} Names of the buttons of what runs */

// Give a node attributes; children as text or nodes.
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}
export function html(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}
// JupyterLab leaves the keys of what has this attribute to it: without it, B would make a new cell.
const OURS = { "data-lm-suppress-shortcuts": "true" };
function filled(node, attributes, children) {
  if ("tabindex" in attributes || /^(button|input|select|summary)$/.test(node.localName)) set(node, OURS);
  set(node, attributes).append(...children);
  return node;
}

// The place of a program, which the keyboard can scroll; only what has a role may have a name.
export function listing() {
  return html("pre", { tabindex: 0, role: "group", "aria-label": "program" });
}

// A fold with the program that does what an explorer shows. While it is open, each drawing writes the program anew.
export function foldedProgram(redraw) {
  const code = listing();
  const node = html("details", {}, html("summary", {}, "The same in nnlib"), code);
  node.addEventListener("toggle", redraw);
  const show = (program) => {
    if (node.open) code.textContent = program();
  };
  return { node, show };
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// The box of an explorer in the place where JupyterLab or a page wants it. tell(readout, alt) writes both; they are
// spoken when they have rested for a moment, not sixty times a second.
export function box(el, label) {
  const id = `live-${made()}`;
  const alt = html("p", { id: `${id}-alt`, class: "unseen" });
  const readout = html("div", { class: "readout", "aria-hidden": "true" });
  const spoken = html("div", { class: "unseen", role: "status" });
  const main = html("div", { class: "main" });
  const root = html(
    "div",
    { class: "nnl", role: "group", "aria-label": label, "aria-describedby": `${id}-alt` },
    main,
    readout,
    alt,
    spoken,
  );
  el.replaceChildren(root);
  let timer = null,
    speaking = false;
  function tell(text, description) {
    readout.textContent = text;
    alt.textContent = description;
    clearTimeout(timer);
    if (speaking)
      timer = setTimeout(() => {
        spoken.textContent = text;
      }, 500);
    else spoken.textContent = text;
    speaking = true;
  }
  return { root, main, tell, id, stop: () => clearTimeout(timer) };
}

// A picture with axes: at(x, y) are its pixels, from(event) the place of a pointer. Layers from back to front.
export function plane({
  width,
  height,
  x,
  y,
  xlabel = "",
  ylabel = "",
  xticks = [],
  yticks = [],
  log = false,
  margin = [8, 8, 40, 44],
}) {
  const [top, right, bottom, left] = margin,
    id = `plane-${made()}`;
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "plane", style: `max-width:${width}px` });
  const [w, h] = [width - left - right, height - top - bottom];
  const turn = log ? Math.log10 : (value) => value;
  const [y0, y1] = y.map(turn);
  const at = (a, b) => [left + (w * (a - x[0])) / (x[1] - x[0]), top + h * (1 - (turn(b) - y0) / (y1 - y0))];
  const paper = svg("rect", { x: left, y: top, width: w, height: h, class: "paper" });
  root.append(svg("defs", {}, svg("clipPath", { id }, svg("rect", { x: left, y: top, width: w, height: h }))), paper);
  const inside = svg("g", { "clip-path": `url(#${id})` }),
    front = svg("g");
  const axes = svg("g", { class: "axes", "aria-hidden": "true" });
  for (const tick of xticks)
    axes.append(
      svg(
        "text",
        { x: at(tick, y[0])[0], y: top + h + 16, class: "middle" },
        said(tick, Number.isInteger(tick) ? 0 : 1),
      ),
    );
  for (const tick of yticks)
    axes.append(svg("text", { x: left - 7, y: at(x[0], tick)[1] + 4, class: "end" }, String(tick).replace("-", "−")));
  axes.append(svg("path", { d: `M${left} ${top}V${top + h}H${left + w}` }));
  axes.append(svg("text", { x: left + w / 2, y: height - 6, class: "middle" }, xlabel));
  axes.append(
    svg("text", { x: 0, y: 0, class: "middle", transform: `translate(12 ${top + h / 2}) rotate(-90)` }, ylabel),
  );
  root.append(inside, axes, front);
  const from = (event) => {
    const there = root.getScreenCTM().inverse();
    const px = there.a * event.clientX + there.e,
      py = there.d * event.clientY + there.f;
    return [x[0] + ((px - left) / w) * (x[1] - x[0]), y[0] + (1 - (py - top) / h) * (y[1] - y[0])];
  };
  return { root, at, from, inside, front, paper, x, y };
}

// A fill that is told from its neighbour without colour: stripes. They mean "answer 1".
export function hatch(root, className, turn = 45) {
  const id = `hatch-${made()}`;
  root.querySelector("defs").append(
    svg(
      "pattern",
      {
        id,
        width: 9,
        height: 9,
        patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${turn})`,
        class: className,
      },
      svg("rect", { width: 9, height: 9, class: "tint" }),
      svg("path", { d: "M0 0V9", class: "stripe" }),
    ),
  );
  return `url(#${id})`;
}

// Let a node be dragged (mouse, finger, pen) and moved by arrow keys. move(x, y, event) gets places of the plane,
// nudge(dx, dy) steps of the keyboard: 1, or 5 with Shift. done() is called when a move ends.
/** @returns {Handle} */
export function handle(node, { from, label, move, nudge, text, done = () => {} }) {
  set(node, {
    ...OURS,
    tabindex: 0,
    role: "slider",
    "aria-label": label,
    class: `${node.getAttribute("class") ?? ""} handle`,
  });
  let held = null;
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    held = event.pointerId;
    node.focus({ preventScroll: true });
    event.preventDefault();
  });
  // A finger on a handle must not scroll the page; "touch-action" is not heeded inside of an SVG (Chromium 156).
  node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  node.addEventListener("pointermove", (event) => {
    if (event.pointerId === held) move(...from(event), event);
  });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => {
      if (held !== null) done();
      held = null;
    });
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  node.addEventListener("keydown", (event) => {
    if (!(event.key in steps)) return;
    const [dx, dy] = steps[event.key],
      size = event.shiftKey ? 5 : 1;
    nudge(dx * size, dy * size);
    done();
    event.preventDefault();
  });
  return {
    say: () => {
      const [now, words] = text();
      set(node, { "aria-valuenow": now, "aria-valuetext": words });
    },
  };
}

export function button(label, action, attributes = {}) {
  const node = html("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", action);
  return node;
}

// A number that is part of a sentence: typed, stepped by arrow keys, or scrubbed by dragging sideways.
export function number({ label, min, max, step, value }, change) {
  const digits = (String(step).split(".")[1] ?? "").length;
  const node = html("input", { type: "number", "aria-label": label, min, max, step, value: value.toFixed(digits) });
  node.addEventListener("input", () => {
    const typed = Number(node.value);
    if (node.value !== "" && typed >= min && typed <= max) change(typed);
  });
  node.addEventListener("blur", () => show(current));
  let current = value;
  function show(now) {
    current = now;
    if (document.activeElement !== node || Number(node.value) !== now) node.value = now.toFixed(digits);
  }
  return { node, show };
}

// One of several words or numbers: radio buttons for few, a list for many. show(value) sets it; in a list, a value that
// was not there (set from Python) is added.
export function choice({ label, options, value, many = false, show: words = String }, change) {
  if (many) {
    const known = [...options];
    const list = html(
      "select",
      { "aria-label": label },
      ...options.map((one) => html("option", { value: one }, words(one))),
    );
    list.value = value;
    list.addEventListener("change", () => change(known.find((one) => String(one) === list.value)));
    const show = (now) => {
      if (!known.includes(now)) {
        known.push(now);
        list.append(html("option", { value: now }, words(now)));
      }
      if (list.value !== String(now)) list.value = now;
    };
    return { node: html("label", { class: "field" }, html("span", { class: "name" }, label), list), show };
  }
  const name = `choice-${made()}`;
  const inputs = options.map((one) => {
    const input = html("input", { type: "radio", name, value: one, checked: one === value });
    input.addEventListener("change", () => change(one));
    return input;
  });
  const node = html(
    "fieldset",
    { class: "field" },
    html("legend", {}, label),
    html(
      "div",
      { class: "segments" },
      ...inputs.map((input, i) => html("label", {}, input, html("span", {}, words(options[i])))),
    ),
  );
  return {
    node,
    show: (now) =>
      inputs.forEach((input, i) => {
        input.checked = options[i] === now;
      }),
  };
}

// A value on a scale, moved by mouse, finger or arrow keys; words(value) is what is read beside it, and aloud.
export function slider(
  { label, min, max, step, value, words = (now) => said(now, (String(step).split(".")[1] ?? "").length) },
  change,
) {
  const input = html("input", { type: "range", "aria-label": label, min, max, step, value });
  const output = html("output", { "aria-hidden": "true" });
  const node = html("label", { class: "field slider" }, html("span", { class: "name" }, label, " ", output), input);
  input.addEventListener("input", () => {
    show(Number(input.value));
    change(Number(input.value));
  });
  function show(now, most = max) {
    set(input, { max: most });
    input.value = now;
    output.textContent = words(now);
    set(input, { "aria-valuetext": words(now) });
  }
  show(value);
  return { node, input, show };
}

// The same for one of several numbers in a row, such as 1, 3, 10, 30. A value that is not among them (set from Python) is
// shown as it is, at the place of the nearest.
export function stops({ label, options, value, words = /** @type {(value: any) => string} */ (String) }, change) {
  const nearest = (now) =>
    options.reduce((best, one, i) => (Math.abs(one - now) < Math.abs(options[best] - now) ? i : best), 0);
  let exact = value;
  const shown = (place) => words(place === nearest(exact) ? exact : options[place]);
  const made = slider(
    { label, min: 0, max: options.length - 1, step: 1, value: nearest(value), words: shown },
    (place) => {
      exact = options[place];
      change(exact);
    },
  );
  return {
    ...made,
    show: (now) => {
      exact = now;
      made.show(nearest(now));
    },
  };
}

// Switch a button off and say why, or on again (why is ""); it keeps the focus, so that a reader with a keyboard is not lost.
export function off(node, why) {
  set(node, { "aria-disabled": why ? "true" : null, title: why || null });
}

// The buttons of what runs, in one order everywhere: Play, Step, (others), Reset. step() goes one step, reset() back;
// atStart() and atEnd() say whether there is nothing to go back or on to, by "" or by the reason. A step is taken in
// every frame, or in each of so many. Call show() whenever the picture is drawn, and stop() at the end.
export function transport(root, { step, reset, atStart, atEnd, frames = 1, names = {}, others = [] }) {
  const { play = "▶ Play", pause = "❚❚ Pause", one = "Step", again = "Reset" } = /** @type {Names} */ (names);
  let count = 0;
  const running = loop(root, () => {
    count += 1;
    if (count % frames) return;
    if (!atEnd()) step();
    if (atEnd()) halt();
  });
  const press = (node, action) => () => {
    if (node().getAttribute("aria-disabled") !== "true") action();
  };
  const go = button(
    play,
    press(
      () => go,
      () => {
        if (running.playing) halt();
        else {
          running.play();
          show();
        }
      },
    ),
    { class: "go" },
  );
  const next = button(
    one,
    press(
      () => next,
      () => {
        halt();
        step();
        show();
      },
    ),
  );
  const rest = others.map(([label, action]) => {
    const node = button(
      label,
      press(
        () => node,
        () => {
          halt();
          action();
          show();
        },
      ),
    );
    return node;
  });
  const back = button(
    again,
    press(
      () => back,
      () => {
        halt();
        reset();
        show();
      },
    ),
  );
  function halt() {
    running.pause();
    show();
  }
  function show() {
    const end = atEnd();
    go.textContent = running.playing ? pause : play;
    for (const node of [go, next, ...rest]) off(node, end);
    off(back, atStart());
  }
  return {
    nodes: [go, next, ...rest, back],
    show,
    halt,
    stop: running.stop,
    get playing() {
      return running.playing;
    },
  };
}

// Call step in every frame while playing; nothing while nobody can see it. Returns { play, pause, playing, stop }.
export function loop(root, step) {
  let request = null,
    playing = false,
    seen = true;
  const tick = () => {
    request = null;
    if (playing && seen) {
      step();
      ask();
    }
  };
  const ask = () => {
    if (playing && seen) request ??= requestAnimationFrame(tick);
  };
  const watch = new IntersectionObserver((entries) => {
    seen = entries.at(-1).isIntersecting;
    ask();
  });
  watch.observe(root);
  return {
    get playing() {
      return playing;
    },
    play() {
      playing = true;
      ask();
    },
    pause() {
      playing = false;
    },
    stop() {
      playing = false;
      cancelAnimationFrame(request);
      watch.disconnect();
    },
  };
}

// Call start when the box stands in the document: JupyterLab calls render before that, when no style is known yet.
export function whenShown(root, start) {
  if (root.isConnected) start();
  else requestAnimationFrame(() => whenShown(root, start));
}

// Call draw at most once a frame, however often it is asked for.
export function once(draw) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      draw();
    });
  };
}

// Colours of a signed value from −1 to 1, and its stripes of equal height, from the theme's three colours.
export function scale(root, colours = ["--minus", "--middle", "--plus"]) {
  const read = (name) => {
    const probe = html("i", { style: `color:var(${name})` });
    root.append(probe);
    const [r, g, b] = getComputedStyle(probe)
      .color.match(/[\d.]+/g)
      .map(Number);
    probe.remove();
    return [r, g, b];
  };
  const [low, middle, high] = colours.map(read),
    table = new Uint32Array(257);
  for (let i = 0; i <= 256; i += 1) {
    const side = i < 128 ? low : high,
      share = Math.abs(i - 128) / 128;
    const [r, g, b] = middle.map((one, c) => Math.round(one + (side[c] - one) * share));
    table[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return table;
}

// Values as pixels of a canvas, rows from the top. get(i) is from −1 to 1.
export function paint(canvas, width, height, table, get) {
  if (canvas.width !== width) [canvas.width, canvas.height] = [width, height];
  const ink = canvas.getContext("2d");
  canvas.image ??= ink.createImageData(width, height);
  canvas.pixels ??= new Uint32Array(canvas.image.data.buffer);
  const { image, pixels } = canvas;
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = table[Math.round(128 + 128 * clip(get(i), -1, 1))];
  ink.putImageData(image, 0, 0);
}

// Tell when the host turns from light to dark or back.
export function onTheme(change) {
  const watch = new MutationObserver(change),
    media = matchMedia("(prefers-color-scheme: dark)");
  for (const node of [document.documentElement, document.body])
    watch.observe(node, {
      attributes: true,
      attributeFilter: ["data-theme", "theme", "class", "data-jp-theme-light", "data-jp-theme-name"],
    });
  media.addEventListener("change", change);
  return () => {
    watch.disconnect();
    media.removeEventListener("change", change);
  };
}
