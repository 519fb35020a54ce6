// Chapter 05: an image goes through a network, layer by layer, and every neuron shows what it computes.
import {
  box,
  choice,
  handle,
  html,
  foldedProgram,
  once,
  onTheme,
  scale,
  set,
  stops,
  svg,
  transport,
  whenShown,
} from "../widgets/js/draw.js";
import { receive } from "../widgets/js/data.js";
import { argmax } from "../widgets/js/engine.js";
import { cells, gallery, imagesFrom, networkFrom } from "../widgets/js/gallery.js";
import { image, SIDE } from "../widgets/js/images.js";
import { clip, said } from "../widgets/js/text.js";
import { defaultsOf, orRefuse, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
const INKS = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50,
  60, 80, 100, 125, 150, 175, 200, 225, 255,
];
const CLASS = { identity: "Identity", sigmoid: "Sigmoid", tanh: "Tanh", ReLU: "ReLU", "leaky ReLU": "LeakyReLU" };
const FEW = 16; // as many outputs are bars; more are tiles, like any layer
const TOP = 3; // as many products are named

// ---- what is computed, and said ----

// The numbers of one step after the other: the pixels times the ink, then the outputs of each layer.
export function through(net, pixels, ink) {
  const x = pixels.map((one) => ink * one);
  net.forward(x, 1);
  return [x, ...net.layers.map(({ a }) => a)];
}

// What a neuron computes from what comes in: a product for each input, their sum, the bias, the activation function.
export function terms(net, values, [layer, j]) {
  const { W, b, ins, outs, act } = net.layers[layer - 1];
  const x = values[layer - 1];
  const weights = Float64Array.from({ length: ins }, (_, i) => W[i * outs + j]);
  const products = weights.map((w, i) => w * x[i]);
  const sum = products.reduce((total, one) => total + one, 0);
  const order = Array.from(products.keys()).filter((i) => products[i] !== 0);
  const top = order.sort((i, k) => Math.abs(products[k]) - Math.abs(products[i])).slice(0, TOP);
  const rest = sum - top.reduce((total, i) => total + products[i], 0);
  return { weights, x, products, sum, bias: b[j], z: sum + b[j], act, a: values[layer][j], top, rest };
}

// The neuron to look at: the chosen one, or the first with the largest output of the last layer shown.
export function looked(state, values) {
  const { step, chosen } = state;
  if (step === 0) return null;
  if (chosen && chosen[0] >= 1 && chosen[0] <= step && chosen[1] < values[chosen[0]].length) return chosen;
  return [step, argmax(values[step])];
}

const above = (values) => values.reduce((count, one) => count + (one > 0), 0);
const counted = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const called = ([layer, j], net) =>
  layer === net.layers.length ? `row ${j} of the scores` : `neuron ${j} of layer ${layer}`;
const source = (layer, i) =>
  layer === 1 ? `pixel (${Math.floor(i / SIDE)}, ${i % SIDE})` : `neuron ${i} of layer ${layer - 1}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);

export function words(net, values, state, label) {
  const last = net.layers.length;
  const { step } = state;
  const now = values[step];
  const seen = looked(state, values);
  const lines = [];
  if (step === 0) {
    lines.push(
      `Step 0 of ${last}, the image: shape (${now.length}, 1), ${above(now)} of ${now.length} pixels above zero.`,
    );
  } else {
    const sizes = net.layers.slice(0, step).map(({ ins, outs }) => ins * outs);
    const { ins, outs, act } = net.layers[step - 1];
    lines.push(
      `Step ${step} of ${last}, layer ${step}: W (${outs}, ${ins}) times x (${ins}, 1) plus b (${outs}, 1), then ${CLASS[act]}. ` +
        `Multiply-adds: ${counted(sizes.at(-1))} in this layer, ${counted(sizes.reduce((sum, one) => sum + one))} so far.`,
    );
  }
  if (step === last)
    lines.push(
      `Answer ${argmax(now)}; the label is ${label}. Scores: ${Array.from(now, (score, j) => `${j}: ${said(score)}`).join(", ")}.`,
    );
  else if (step)
    lines.push(
      `Shape (${now.length}, 1): ${above(now)} of ${now.length} above zero, the largest ${said(Math.max(...now))}.`,
    );
  else lines.push("Press Next layer, and each neuron of layer 1 weighs all of them.");
  if (seen) {
    const { products, sum, bias, z, act, a } = terms(net, values, seen);
    lines.push(
      `${capital(called(seen, net))}: ${products.length} products add up to ${said(sum)}; with the bias of ${said(bias)}, ` +
        `${CLASS[act]}(${said(z)}) = ${said(a)}.`,
    );
  } else lines.push("");
  const parts = [values[0].some((one) => one) ? `a handwritten ${label}` : "an empty page"];
  for (let k = 1; k <= Math.min(step, last - 1); k += 1)
    parts.push(`${values[k].length} tiles of layer ${k}, ${above(values[k])} of them above zero`);
  if (step === last)
    parts.push(
      `${now.length} scores from ${said(Math.min(...now))} to ${said(Math.max(...now))}, the largest in row ${argmax(now)}`,
    );
  let alt = `From left to right: ${parts.join("; ")}.`;
  if (step < last) alt += ` ${last - step} of ${last + 1} panels are still empty.`;
  if (seen) {
    const { top, products } = terms(net, values, seen);
    alt += ` Below, ${called(seen, net)}: its weights, what comes in, and the products`;
    alt += top.length
      ? `, the largest ${said(products[top[0]])}, from ${source(seen[0], top[0])}.`
      : ", which are all 0.";
  }
  return { readout: lines.join("\n"), alt };
}

// The same in Python, with the names of the lesson.
export function program(state, values, network) {
  const seen = looked(state, values);
  const lines = [
    `net = networks[${JSON.stringify(network)}]`,
    `x = ${state.ink} * images[:, ${state.image} : ${state.image + 1}]`,
    "scores = net.forward_pass(x)[:, 0]",
    'print("scores", scores.round(2), "answer", scores.argmax())',
  ];
  if (seen) {
    const [layer, j] = seen;
    lines.push(
      `layer = net.layers[${layer - 1}]`,
      `products = layer.W[${j}] * layer.x[:, 0]`,
      `z = products.sum() + layer.b[${j}, 0]`,
      `print("sum", z.round(2), "output", layer.a[${j}, 0].round(2))`,
    );
  }
  return lines.join("\n");
}

// As many tiles in a row as nncourse.plots takes: 128 become 8 rows of 16.
export function across(count) {
  let rows = Math.floor(Math.sqrt(count));
  while (count % rows) rows -= 1;
  return count / rows;
}

// ---- the page ----

export function render({ model, el }) {
  const view = box(el, "Explorer: an image goes through a network");
  const state = stateOf(model, STATE, () => changed());
  const waiting = html("p", { class: "hint" }, "Loading the networks and images; in JupyterLab, run this cell.");
  view.main.append(waiting);
  set(view.root, { "aria-busy": "true" });
  const ready = {}; // networks that have come, by name
  let changed = () => {};
  let stop = () => {};
  let gone = false;

  receive(model, "chapter05-data")
    .then(async (data) => {
      const names = data.about.names;
      const images = imagesFrom(data.images, data.about.full);
      const labels = data.labels.values;
      const wanted = () => state.now.network ?? names[0];
      // A network with data of its own: until it is there, the old one stays in the picture.
      async function fetched(one) {
        ready[one] ??= receive(model, `chapter05-network-${names.indexOf(one)}`).then(networkFrom);
        ready[one] = await ready[one];
        return ready[one];
      }
      state.limit({ network: { enum: [null, ...names] }, image: { maximum: images.length - 1 } });
      const first = await fetched(wanted());
      state.limit({ step: { maximum: first.layers.length } });
      if (!gone)
        whenShown(view.root, () => {
          if (!gone) live(first);
        });

      function live(begin) {
        let net = begin;
        let shown = wanted();
        const last = net.layers.length;
        const tables = {};
        let values = null;
        const step = () => state.now.step;
        const now = () => state.now;

        // -- controls --
        const picks = gallery({ label: "image", images, labels, value: now().image }, (k) => state.put({ image: k }));
        const list = choice({ label: "network", options: names, value: shown, many: true }, (one) =>
          state.put({ network: one }),
        );
        set(list.node.querySelector("select"), { "aria-label": "network" });
        const ink = stops({ label: "ink", options: INKS, value: state.now.ink }, (one) => state.put({ ink: one }));
        const go = (to) => state.put({ step: clip(to, 0, last), chosen: null });
        const steps = transport(view.root, {
          step: () => go(step() + 1),
          reset: () => go(0),
          atEnd: () => (step() === last ? "All layers are shown." : ""),
          atStart: () => (step() === 0 ? "No layer has worked yet." : ""),
          frames: 45,
          names: { one: "Next layer", again: "Back to the image" },
          others: [["All layers", () => go(last)]],
        });
        waiting.textContent = "";

        // -- the panels --
        const input = panel("the image", SIDE, 0);
        const paper = image({ size: 140 });
        input.canvas.replaceWith(paper.canvas);
        set(paper.canvas, { "aria-hidden": "true", role: null, "aria-label": null, style: null });
        const panels = [
          input,
          ...net.layers.map(({ outs }, i) =>
            i + 1 === last && outs <= FEW
              ? scores(outs)
              : panel(`layer ${i + 1}: ${outs} neurons`, across(outs), i + 1, outs),
          ),
        ];

        // The tiles of a layer: press one, drag over them, or move by arrow keys.
        function panel(caption, columns, layer, count = SIDE * SIDE) {
          const canvas = html("canvas", { "aria-hidden": "true" });
          const rows = Math.ceil(count / columns);
          const marks = svg("g", { class: "marks" });
          const cursor = svg("rect", { width: 1, height: 1, class: "cursor", "vector-effect": "non-scaling-stroke" });
          const cover = svg("svg", { viewBox: `0 0 ${columns} ${rows}`, preserveAspectRatio: "none" }, marks, cursor);
          const slot = html("div", { class: "slot", style: `aspect-ratio: ${columns} / ${rows}` }, canvas, cover);
          const title = html("figcaption", {}, caption);
          const node = html(
            "figure",
            { class: layer ? "tiled" : "source", style: `--columns: ${columns}` },
            title,
            slot,
          );
          const part = { node, canvas, cover, marks, title, layer };
          part.place = (j) =>
            set(cursor, { x: j % columns, y: Math.floor(j / columns), visibility: j < 0 ? "hidden" : null });
          part.mark = (top) =>
            marks.replaceChildren(
              ...top.map((i) =>
                svg("rect", {
                  x: i % columns,
                  y: Math.floor(i / columns),
                  width: 1,
                  height: 1,
                  "vector-effect": "non-scaling-stroke",
                }),
              ),
            );
          part.draw = (outs) => {
            const strongest = outs.reduce((most, one) => Math.max(most, Math.abs(one)), 1e-9);
            cells(canvas, columns, outs, strongest, tables.ink);
          };
          if (layer) grasp(part, columns, rows, count, ([x, y]) => Math.floor(y) * columns + Math.floor(x));
          else set(cover, { "aria-hidden": "true" });
          return part;
        }

        // The outputs at the end: a bar for each, from zero to the right or to the left.
        function scores(count) {
          const width = 200,
            row = 17,
            zero = 82,
            reach = 62;
          const rows = Array.from({ length: count }, (_, j) => {
            const y = j * row;
            const bar = svg("rect", { y: y + 3, height: row - 6, class: "score" });
            const digit = svg("text", { x: 8, y: y + 13, class: "middle" }, String(j));
            const number = svg("text", { x: width - 3, y: y + 13, class: "end" });
            return { bar, digit, number };
          });
          const ring = svg("rect", { width: 16, height: row - 1, x: 0, class: "truth" });
          const cursor = svg("rect", { x: 1, width: width - 2, height: row, class: "cursor" });
          const marks = svg("g");
          const cover = svg(
            "svg",
            { viewBox: `0 0 ${width} ${count * row}` },
            ...rows.flatMap(({ bar, digit, number }) => [bar, digit, number]),
            svg("path", { d: `M${zero} 0V${count * row}`, class: "zero" }),
            ring,
            cursor,
            marks,
          );
          const title = html("figcaption", {}, `layer ${last}: ${count} scores`);
          const part = {
            node: html("figure", { class: "scores" }, title, html("div", { class: "slot" }, cover)),
            cover,
            marks,
            title,
            layer: last,
          };
          part.place = (j) => set(cursor, { y: j * row, visibility: j < 0 ? "hidden" : null });
          part.mark = () => {};
          part.draw = (outs, label) => {
            const best = argmax(outs);
            const most = outs.reduce((all, one) => Math.max(all, Math.abs(one)), 0.01);
            rows.forEach(({ bar, digit, number }, j) => {
              const length = (reach * Math.abs(outs[j])) / most;
              set(bar, {
                x: outs[j] < 0 ? zero - length : zero,
                width: length,
                class: j === best ? "score best" : "score",
              });
              set(digit, { class: j === best ? "middle strong" : "middle" });
              set(number, { class: j === best ? "end strong" : "end" });
              number.textContent = said(outs[j]);
            });
            set(ring, { y: label * row + 0.5, visibility: label < count ? null : "hidden" });
          };
          grasp(part, 1, count, count, ([, y]) => Math.floor(y / row));
          return part;
        }

        function grasp(part, columns, rows, count, at) {
          const { cover, layer } = part;
          const from = (event) => {
            const there = cover.getScreenCTM().inverse();
            return [there.a * event.clientX + there.e, there.d * event.clientY + there.f];
          };
          const choose = (j) => {
            if (j >= 0 && j < count) state.put({ chosen: [layer, j] });
          };
          // Tiles end where the picture ends, and so does a drag.
          const press = (x, y) => {
            const [, , w, h] = cover.getAttribute("viewBox").split(" ").map(Number);
            choose(at([clip(x, 0, w - 1e-6), clip(y, 0, h - 1e-6)]));
          };
          const chosen = () => {
            const seen = looked(now(), values);
            return seen && seen[0] === layer ? seen[1] : argmax(values[layer]);
          };
          cover.addEventListener("pointerdown", (event) => press(...from(event)));
          part.say = handle(cover, {
            from,
            label: layer === last ? `scores of layer ${layer}` : `neurons of layer ${layer}`,
            move: press,
            nudge: (dx, dy) => {
              const j = chosen();
              if (columns === 1) choose(clip(j - dy + dx, 0, count - 1));
              else
                choose(
                  clip(Math.floor(j / columns) - dy, 0, rows - 1) * columns + clip((j % columns) + dx, 0, columns - 1),
                );
            },
            text: () => [chosen(), `${called([layer, chosen()], net)}: ${said(values[layer][chosen()])}`],
          }).say;
          set(cover, { "aria-valuemin": 0, "aria-valuemax": count - 1 });
        }

        // -- one neuron: weights times what comes in gives products, which add up --
        const small = ["weights", "what comes in", "products"].map((caption) => {
          const canvas = html("canvas", { "aria-hidden": "true" });
          return { canvas, node: html("figure", {}, canvas, html("figcaption", {}, caption)) };
        });
        const heading = html("p", { class: "heading" });
        const ledger = html("table", { "aria-hidden": "true" });
        const sign = (text) => html("span", { class: "sign", "aria-hidden": "true" }, text);
        const row = (what, sum, product, kind = "") =>
          html("tr", { class: kind }, html("th", {}, what), html("td", {}, sum), html("td", {}, product));
        const trio = html("div", { class: "trio" }, small[0].node, sign("×"), small[1].node, sign("="), small[2].node);
        const neuron = html("div", { class: "neuron05" }, heading, html("div", { class: "work" }, trio, ledger));
        const inNnlib = foldedProgram(() => draw());
        const hint = html(
          "p",
          { class: "hint" },
          "Press a tile, or drag over the tiles, to see what that neuron computes.",
        );
        view.main.append(
          html(
            "div",
            { class: "beside" },
            html(
              "div",
              { class: "column" },
              picks.node,
              list.node,
              ink.node,
              html("div", { class: "bar" }, ...steps.nodes),
              hint,
              waiting,
            ),
            html(
              "div",
              { class: "column flow05" },
              html("div", { class: "panels" }, ...panels.map(({ node }) => node)),
              neuron,
            ),
          ),
        );
        view.root.append(inNnlib.node);

        function spell(seen) {
          const { weights, x, products, sum, bias, z, act, a, top, rest } = terms(net, values, seen);
          const columns = seen[0] === 1 ? SIDE : across(x.length);
          const largest = (row) => row.reduce((most, one) => Math.max(most, Math.abs(one)), 1e-9);
          [
            [weights, tables.signed],
            [x, tables.ink],
            [products, tables.signed],
          ].forEach(([row, table], i) => {
            cells(small[i].canvas, columns, row, largest(row), table);
          });
          panels[seen[0] - 1].mark(top);
          heading.textContent = capital(called(seen, net));
          const lines = top.map((i) =>
            row(source(seen[0], i), `${said(weights[i])} · ${said(x[i])}`, said(products[i])),
          );
          while (lines.length < TOP) lines.push(row("–", "", ""));
          const left = products.length - top.length;
          lines.push(
            row(`${left} other products`, "", said(rest)),
            row("bias", "", said(bias)),
            row("sum", "", said(sum + bias), "total"),
            row(CLASS[act], `${CLASS[act]}(${said(z)})`, said(a), "total"),
          );
          ledger.replaceChildren(...lines);
        }

        const draw = once(() => {
          const at = now();
          const { ink: amount, image: k } = at;
          values = through(net, images[k], amount);
          const seen = looked(at, values);
          paper.show(values[0]);
          panels.forEach((part, layer) => {
            const open = layer <= at.step;
            set(part.node, {
              class: `${part.node.className.replace(/ (later|latest)/g, "")}${open ? "" : " later"}${layer === at.step ? " latest" : ""}`,
            });
            if (open && layer) part.draw(values[layer], labels[k]);
            part.mark([]);
            part.place(layer && seen && seen[0] === layer ? seen[1] : -1);
            if (open && layer) part.say();
          });
          set(neuron, { class: seen ? "neuron05" : "neuron05 empty" });
          if (seen) spell(seen);
          else heading.textContent = "";
          picks.show(k);
          list.show(wanted());
          ink.show(amount);
          steps.show();
          const { readout, alt } = words(net, values, at, labels[k]);
          view.tell(readout, alt);
          inNnlib.show(() => program(at, values, shown));
        });

        changed = () => {
          const one = wanted();
          if (one !== shown) {
            if (!ready[one] || ready[one] instanceof Promise) {
              waiting.textContent = `Loading ${one} …; in JupyterLab, run this cell.`;
              set(view.root, { "aria-busy": "true" });
            }
            fetched(one).then((found) => {
              if (gone || one !== wanted()) return;
              [net, shown] = [found, one];
              waiting.textContent = "";
              set(view.root, { "aria-busy": null });
              draw();
            });
          }
          draw();
        };
        const theme = () => {
          tables.signed = scale(view.root);
          tables.ink = scale(view.root, ["--minus", "--sheet", "--print"]);
          draw();
        };
        theme();
        const stopTheme = onTheme(once(theme));
        stop = () => {
          steps.stop();
          stopTheme();
        };
        set(view.root, { "aria-busy": null });
      }
    })
    .catch((error) =>
      orRefuse(el, () => {
        throw error;
      }),
    );
  return () => {
    gone = true;
    stop();
    view.stop();
  };
}
