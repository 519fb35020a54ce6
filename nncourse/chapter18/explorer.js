// Chapter 18: what comes next? Three language models write names from any beginning, at any temperature.
import { box, button, html, foldedProgram, off, once, set, slider } from "../widgets/js/draw.js";
import { Rng, argmax, softmax } from "../widgets/js/engine.js";
import { whenFed } from "../widgets/js/data.js";
import { networkFrom } from "../widgets/js/gallery.js";
import { clip, percent, said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
export const SIGNS = ".abcdefghijklmnopqrstuvwxyz"; // nnlib's LETTERS: 0 starts and ends a name
export const LONGEST = 15; // letters, as many as the longest name of the lesson has
const BACK = 5; // letters that falling back looks at
const TEN = 10;
const KEPT = 4; // finished names that are shown
const SCALES = [0.15, 0.25, 0.5, 1]; // heights of the charts
const MOST = 7; // nats, the height of a letter's bars of surprise

// ---- what is computed, and said ----

// Every place of the training names as a number in base 27: its letters back, the nearest first, then the sign that
// follows. Sorted, the places with the same last letters are neighbours, so that what followed them is soon counted.
export function placesOf(letters) {
  const places = new Uint32Array(letters.length);
  let back = 0;
  letters.forEach((code, i) => {
    places[i] = 27 * back + code;
    back = code ? code * 27 ** (BACK - 1) + Math.floor(back / 27) : 0;
  });
  return places.sort();
}

function firstFrom(places, value) {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// How often each sign followed a context, the codes of at most five letters.
export function countsAfter(places, context) {
  const size = 27 ** (BACK + 1 - context.length);
  const first = context.reduceRight((sum, code) => 27 * sum + code, 0) * size;
  const counts = new Float64Array(27);
  const end = firstFrom(places, first + size);
  for (let i = firstFrom(places, first); i < end; i += 1) counts[places[i] % 27] += 1;
  return counts;
}

const kept = (make) => {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
};
const sumOf = (values) => values.reduce((sum, one) => sum + one, 0);
const codesOf = (text) => Array.from(text, (sign) => SIGNS.indexOf(sign));
const lastOf = (text, length) => text.padStart(length, ".").slice(-length);

// The lesson's three models. Each turns the letters of a name so far into the logarithms of 27 probabilities.
export function modelsFrom(letters, { values: table, shape: [size] }, net) {
  const places = placesOf(letters);
  const after = kept((context) => countsAfter(places, codesOf(context)));
  const mixed = kept((context) => {
    const counts = after(context);
    const shorter = context ? mixed(context.slice(1)) : new Float64Array(27).fill(1 / 27);
    const total = sumOf(counts);
    const extra = 6 * counts.reduce((different, one) => different + (one > 0), 0);
    return total ? counts.map((count, k) => (count + extra * shorter[k]) / (total + extra)) : shorter;
  });
  const length = net.layers[0].ins / size;
  const scores = (context) => {
    const x = new Float64Array(size * length);
    codesOf(context).forEach((code, place) => {
      for (let i = 0; i < size; i += 1) x[place * size + i] = table[code * size + i];
    });
    return Float64Array.from(net.forward(x, 1));
  };
  const model = (name, about, back, logs) => {
    const known = kept(logs);
    return { name, about, back, logs: (text) => known(lastOf(text, back)) };
  };
  return [
    model("pairs", "counts after the last letter", 1, (context) => {
      const smooth = after(context).map((count) => count + 0.1);
      const total = sumOf(smooth);
      return smooth.map((count) => Math.log(count / total));
    }),
    model("fall back", `counts after the last ${BACK}, or fewer`, BACK, (context) => mixed(context).map(Math.log)),
    model("network", `sees the last ${length} letters`, length, (context) => softmax(scores(context), 1).map(Math.log)),
  ];
}

export const atTemperature = (logs, temperature) =>
  softmax(
    logs.map((one) => one / temperature),
    1,
  );

// Go on with a beginning, sign by sign, until the name ends or is as long as can be.
export function writeName({ logs }, beginning, temperature, rng) {
  let text = beginning;
  for (;;) {
    const shares = atTemperature(logs(text), temperature);
    const drawn = rng.random();
    let k = 0;
    for (let sum = shares[0]; drawn >= sum && k < 26; sum += shares[k]) k += 1;
    if (k === 0) return { text, ended: true };
    if (text.length >= LONGEST) return { text, ended: false };
    text += SIGNS[k];
  }
}

// Each of ten names has random numbers of its own, the same for all models: what differs is what the models say.
export function tenNames(model, { beginning, temperature, seed }) {
  return Array.from({ length: TEN }, (_, i) => writeName(model, beginning, temperature, new Rng(1000 * seed + i)));
}

// A model's surprise at each sign of a text, in nats; at the temperature 1.
export const surprises = ({ logs }, text) =>
  Array.from(text, (sign, i) => -logs(text.slice(0, i))[SIGNS.indexOf(sign)]);
export const meanOf = (values) => (values.length ? sumOf(values) / values.length : NaN);

// What follows from a state, for each model; no page is needed for it.
export function facts(models, real, state) {
  return models.map((model) => {
    const shares = atTemperature(model.logs(state.beginning), state.temperature);
    const order = Array.from(SIGNS, (_, k) => k).sort((a, b) => shares[b] - shares[a] || a - b);
    const names = tenNames(model, state).map((one) => ({ ...one, real: one.ended && real.has(one.text) }));
    const surprised = surprises(model, state.beginning);
    return {
      name: model.name,
      shares,
      order,
      names,
      found: names.filter((one) => one.real).length,
      surprised,
      mean: meanOf(surprised),
    };
  });
}

const spoken = (k) => (k ? SIGNS[k] : "end");

export function words({ beginning, temperature }, found, real) {
  const known = beginning ? `“${beginning}”${real.has(beginning) ? " (a training name)" : ""}` : "the start";
  const told = ({ order, shares }) =>
    order
      .slice(0, 3)
      .map((k) => `${spoken(k)} ${percent(shares[k])}`)
      .join(", ");
  const lines = found.map(
    (one) =>
      `${`${one.name}:`.padEnd(11)}${told(one)}; ${beginning ? `surprise so far ${said(one.mean)}; ` : ""}${one.found} of ${TEN} names from the list`,
  );
  const most = beginning.length < LONGEST ? "" : " A name has at most 15 letters: only its end can follow.";
  const readout = [`After ${known}, at T = ${said(temperature)}:${most}`, ...lines].join("\n");
  const scale = scaleOf(found);
  const alt =
    `Three charts of 27 bars, up to ${percent(scale, 0)}, for the sign after ${known} at temperature ${said(temperature)}. ` +
    found.map((one) => `${one.name[0].toUpperCase()}${one.name.slice(1)}: ${told(one)}.`).join(" ") +
    ` Below, ten names by each model: ${found
      .map(
        (one) =>
          `${one.name}, ${one.names
            .slice(0, 3)
            .map(({ text }) => text)
            .join(" ")}, ${one.found} of ${TEN} from the training list`,
      )
      .join("; ")}.`;
  return { readout, alt };
}

export const scaleOf = (found) =>
  SCALES.find((one) => found.every(({ shares, order }) => shares[order[0]] <= one)) ?? 1;

export function program({ beginning, temperature }, length) {
  return [
    "import numpy as np",
    "from nnlib import soft_targets",
    "from nnlib.letters import LETTERS",
    "",
    `codes = [LETTERS.index(sign) for sign in "${"".padStart(length, ".")}${beginning}"[-${length}:]]`,
    "scores = net.forward_pass(np.array([codes]).T)  # the lesson's network",
    `p = soft_targets(scores, ${temperature})[:, 0]`,
    "for k in np.argsort(-p)[:3]:",
    '    print(LETTERS[k], f"{p[k]:.1%}")',
  ].join("\n");
}

// ---- the page ----

// Of many buttons in a row one has a place among the tabs, and the arrow keys go on to its neighbours.
function roving(nodes) {
  const choose = (one) => nodes.forEach((node) => set(node, { tabindex: node === one ? 0 : -1 }));
  nodes.forEach((node, i) => {
    node.addEventListener("focus", () => choose(node));
    node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const seen = nodes[i + step];
      if (!step || !seen || seen.hidden) return;
      seen.focus();
      event.preventDefault();
    });
  });
  choose(nodes[0]);
}

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => draw());
  const view = box(el, "Explorer: three models write names");
  let models = [];
  let real = new Set();
  let found = null;
  let cursor = 0; // the sign that is pointed at

  // ---- what is done ----
  const begin = (beginning) => state.put({ beginning });
  function finish() {
    const { beginning, written } = state.now;
    if (beginning) state.put({ beginning: "", written: [beginning, ...written].slice(0, KEPT) });
  }
  function append(k) {
    if (k === 0) finish();
    else if (state.now.beginning.length < LONGEST) begin(state.now.beginning + SIGNS[k]);
  }
  const shorten = () => begin(state.now.beginning.slice(0, -1));

  // ---- controls ----
  const typed = html("input", {
    type: "text",
    "aria-label": "the name so far",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    class: "typed18",
  });
  typed.addEventListener("input", () => {
    const text = typed.value.toLowerCase().replace(/[^a-z.]/g, "");
    begin(text.replaceAll(".", "").slice(0, LONGEST));
    if (text.endsWith(".")) finish();
    typed.value = state.now.beginning;
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") finish();
  });
  const heat = slider(
    {
      label: "temperature T",
      min: STATE.temperature.minimum,
      max: STATE.temperature.maximum,
      step: 0.05,
      value: START.temperature,
    },
    (temperature) => state.put({ temperature }),
  );
  const others = button("Ten others", () => state.put({ seed: state.now.seed + 1 }));
  const empty = button("Empty", () => {
    if (state.now.beginning) begin("");
  });
  const shelf = html("table", { class: "shelf18" });
  const controls = html(
    "div",
    { class: "column" },
    html("label", { class: "field" }, html("span", { class: "name" }, "the name so far"), typed),
    heat.node,
    html("div", { class: "buttons" }, others, empty),
    html(
      "p",
      { class: "hint" },
      "Type, or click a bar to go on with its letter; the dot, or Enter, ends the name. Click a letter to go back, or a written name to take it up. Bars under a letter: how surprised the models were by it. ✓: in the training list.",
    ),
    shelf,
  );

  // ---- the letters so far, each with the surprise of the three models ----
  const tiles = Array.from({ length: LONGEST }, (_, i) => {
    const bars = [0, 1, 2].map((m) => html("i", { class: `model18-${m}` }));
    const letter = html("b");
    const node = button(
      "",
      () => {
        begin(state.now.beginning.slice(0, i));
        (i ? tiles[i - 1].node : charts).focus();
      },
      { class: "tile18", hidden: true },
    );
    node.append(letter, html("span", { "aria-hidden": "true" }, ...bars));
    return { node, letter, bars };
  });
  const next = { letter: html("b"), bars: [0, 1, 2].map((m) => html("i", { class: `model18-${m}` })) };
  const ghost = html(
    "div",
    { class: "tile18 ghost18", "aria-hidden": "true" },
    next.letter,
    html("span", {}, ...next.bars),
  );
  const soFar = html(
    "div",
    { class: "tiles18", role: "group", "aria-label": "letters so far" },
    ...tiles.map(({ node }) => node),
    ghost,
  );
  const fillTile = ({ letter, bars }, sign, nats) => {
    letter.textContent = sign;
    bars.forEach((bar, m) => {
      bar.style.height = `${(100 * Math.min(MOST, nats[m])) / MOST}%`;
    });
  };
  roving(tiles.map(({ node }) => node));

  // ---- three charts of 27 bars, one under the other ----
  const rows = [0, 1, 2].map((m) => {
    const bars = Array.from(SIGNS, () => ({ bar: html("i"), label: html("small") }));
    const [title, scale] = [html("p"), html("em")];
    const node = html(
      "div",
      { class: `chart18 model18-${m}` },
      title,
      html("div", { class: "bars18" }, scale, ...bars.map(({ bar, label }) => html("div", {}, label, bar))),
    );
    return { node, title, scale, bars };
  });
  const foot = html("div", { class: "foot18" }, ...Array.from(SIGNS, (sign) => html("b", {}, sign)));
  const charts = html(
    "div",
    {
      class: "charts18",
      tabindex: 0,
      role: "slider",
      "aria-label": "next letter",
      "aria-valuemin": 0,
      "aria-valuemax": 26,
    },
    ...rows.map(({ node }) => node),
    foot,
  );
  const pointed = (event) => {
    const { left, width } = foot.getBoundingClientRect();
    return clip(Math.floor((27 * (event.clientX - left)) / width), 0, 26);
  };
  const point = (k) => {
    cursor = clip(k, 0, 26);
    paintCursor();
  };
  let held = null;
  charts.addEventListener("pointerdown", (event) => {
    held = event.pointerId;
    charts.setPointerCapture(held);
    point(pointed(event));
  });
  charts.addEventListener("pointermove", (event) => {
    if (held !== null || event.pointerType === "mouse") point(pointed(event));
  });
  charts.addEventListener("pointerup", (event) => {
    if (event.pointerId === held) {
      held = null;
      append(pointed(event));
    }
  });
  charts.addEventListener("pointercancel", () => {
    held = null;
  });
  charts.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step) point(cursor + step);
    else if (event.key === "Enter" || event.key === " ") append(cursor);
    else if (event.key === "Backspace") shorten();
    else if (event.key.length === 1 && SIGNS.includes(event.key.toLowerCase()))
      append(SIGNS.indexOf(event.key.toLowerCase()));
    else return;
    event.preventDefault();
  });

  // ---- ten names by each model ----
  const lists = [0, 1, 2].map((m) => {
    const buttons = Array.from({ length: TEN }, (_, i) =>
      button("", (event) => {
        if (event.currentTarget.getAttribute("aria-disabled") !== "true") begin(found[m].names[i].text);
      }),
    );
    roving(buttons);
    const title = html("p");
    return {
      node: html("div", { class: `model18-${m}`, role: "group" }, title, html("div", { class: "ten18" }, ...buttons)),
      title,
      buttons,
    };
  });
  const names = html("div", { class: "names18" }, ...lists.map(({ node }) => node));
  view.main.append(html("div", { class: "beside" }, controls, html("div", { class: "stage18" }, soFar, charts, names)));
  const inNnlib = foldedProgram(() => draw());
  view.root.append(inNnlib.node);

  // ---- the picture ----
  function paintCursor() {
    if (!found) return;
    rows.forEach(({ bars }, m) =>
      bars.forEach(({ bar, label }, k) => {
        const share = found[m].shares[k];
        set(bar.parentNode, { class: k === cursor ? "here18" : null });
        const named = k === cursor || (share >= 0.05 && found[m].order.indexOf(k) < 3);
        label.textContent = named ? Math.round(100 * share) : "";
      }),
    );
    [...foot.children].forEach((one, k) => set(one, { class: k === cursor ? "here18" : null }));
    const each = found.map(({ name, shares }) => `${name} ${percent(shares[cursor])}`).join(", ");
    fillTile(
      next,
      SIGNS[cursor],
      models.map(({ logs }) => -logs(state.now.beginning)[cursor]),
    );
    set(charts, { "aria-valuenow": cursor, "aria-valuetext": `${spoken(cursor)}: ${each}` });
  }
  function paintAll() {
    const { now } = state;
    found = facts(models, real, now);
    cursor = argmax(found[2].shares);
    const scale = scaleOf(found);
    rows.forEach((row, m) => {
      const { shares, mean } = found[m];
      row.title.replaceChildren(
        html("b", {}, models[m].name),
        html("i", {}, models[m].about),
        html("span", {}, now.beginning ? `surprise so far ${said(mean)}` : ""),
      );
      row.scale.textContent = percent(scale, 0);
      row.bars.forEach(({ bar }, k) => {
        bar.style.height = `calc(${shares[k] / scale} * (100% - 13px))`;
      });
    });
    paintCursor();
    tiles.forEach((tile, i) => {
      const sign = now.beginning[i];
      set(tile.node, { hidden: sign === undefined });
      if (sign === undefined) return;
      fillTile(
        tile,
        sign,
        found.map(({ surprised }) => surprised[i]),
      );
      const each = found.map(({ name, surprised }) => `${name} ${said(surprised[i])}`).join(", ");
      set(tile.node, { "aria-label": `${sign}, go back before it; surprise: ${each}`, title: `surprise: ${each}` });
    });
    lists.forEach(({ node, title, buttons }, m) => {
      title.replaceChildren(html("b", {}, models[m].name), ` ✓ ${found[m].found} of ${TEN} listed`);
      set(node, { "aria-label": `names by ${models[m].name}` });
      buttons.forEach((one, i) => {
        const { text, ended, real: known } = found[m].names[i];
        one.textContent = `${text || "(no letters)"}${ended ? "" : "…"}${known ? " ✓" : ""}`;
        set(one, { class: known ? "real18" : null, "aria-label": known ? `${text}, in the training list` : null });
        off(one, text === now.beginning ? "These letters are there already." : "");
      });
    });
    shelf.replaceChildren(
      html("caption", {}, "Ended names, and each model's surprise, the mean in nats"),
      html("tr", {}, html("td"), ...models.map(({ name }) => html("th", { scope: "col" }, name))),
      ...now.written
        .slice(0, KEPT)
        .map((name) =>
          html(
            "tr",
            {},
            html("th", { scope: "row" }, `${name}${real.has(name) ? " ✓" : ""}`),
            ...models.map((one) => html("td", {}, said(meanOf(surprises(one, `${name}.`))))),
          ),
        ),
    );
    if (typed.value !== now.beginning) typed.value = now.beginning;
    heat.show(now.temperature);
    off(empty, now.beginning ? "" : "There are no letters yet.");
    const { readout, alt } = words(now, found, real);
    view.tell(readout, alt);
    inNnlib.show(() => program(now, models[2].back));
  }
  const draw = once(() => {
    if (models.length) paintAll();
  });

  return whenFed(model, view, ["chapter18-names", "chapter18-network"], "the models", ({ letters, table }, network) => {
    models = modelsFrom(letters.values, table, networkFrom(network));
    real = new Set(
      Array.from(letters.values, (k) => SIGNS[k])
        .join("")
        .split(".")
        .filter(Boolean),
    );
    paintAll();
    return () => {
      models = [];
    };
  });
}
