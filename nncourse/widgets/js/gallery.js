// What a lesson hands over, networks and images (see nncourse/explorers/packed.py), as things to compute with and to
// choose from.
import { html } from "./draw.js";
import { Layer, NeuralNetwork } from "./engine.js";
import { image, SIDE } from "./images.js";
/** @import { Data } from "./data.js" */

const PIXELS = SIDE * SIDE;

// A network from its data.
export function networkFrom(/** @type {Data} */ found) {
  return new NeuralNetwork(
    found.about.acts.map((act, i) => {
      const [outs, ins] = found[`W${i}`].shape;
      const layer = new Layer(ins, outs, act);
      layer.W = found[`W${i}`].values;
      layer.b = found[`b${i}`].values;
      return layer;
    }),
  );
}

// Images from data, each a Float64Array of 784 pixels; full is what full ink was sent as, 255 or 1.
export function imagesFrom({ values }, full) {
  return Array.from({ length: values.length / PIXELS }, (_, k) =>
    values.slice(k * PIXELS, (k + 1) * PIXELS).map((one) => one / full),
  );
}

// Images of which one is chosen, by mouse or by arrow keys: so many in a row, and on a phone twice as many. show(k) sets it.
export function gallery({ label, images, labels, value, across = 5 }, change) {
  const name = `gallery-${Math.random().toString(36).slice(2, 8)}`;
  const inputs = images.map((_, k) => {
    const input = html("input", {
      type: "radio",
      name,
      value: k,
      checked: k === value,
      "aria-label": `${k}, a ${labels[k]}`,
    });
    input.addEventListener("change", () => change(k));
    return input;
  });
  const cells = images.map((pixels, k) => {
    const { canvas, show } = image();
    show(pixels);
    canvas.removeAttribute("role"); // the input beside it has the words
    canvas.removeAttribute("aria-label");
    canvas.setAttribute("aria-hidden", "true");
    canvas.removeAttribute("style"); // the grid gives the size
    return html("label", { title: `${label} ${k}` }, inputs[k], canvas);
  });
  const node = html(
    "fieldset",
    { class: "field" },
    html("legend", {}, label),
    html("div", { class: "gallery", style: `--across: ${across}` }, ...cells),
  );
  return {
    node,
    show: (now) =>
      inputs.forEach((input, k) => {
        input.checked = k === now;
      }),
  };
}

// Values as cells of a canvas, so many in a row: negative ones are striped, so that they differ without colour, too.
// table has the colours from −1 to 1; limit is the value of the strongest of them.
export function cells(canvas, columns, values, limit, table) {
  const rows = Math.ceil(values.length / columns);
  const [width, height] = [3 * columns, 3 * rows];
  if (canvas.width !== width || canvas.height !== height || !canvas.image) {
    [canvas.width, canvas.height] = [width, height];
    canvas.image = canvas.getContext("2d").createImageData(width, height);
    canvas.pixels = new Uint32Array(canvas.image.data.buffer);
  }
  const { pixels } = canvas;
  for (let k = 0; k < values.length; k += 1) {
    const value = Math.max(-1, Math.min(1, values[k] / limit));
    const colour = table[Math.round(128 + 128 * value)];
    const stripe = value < 0 ? table[Math.round(128 + 38 * value)] : colour;
    const corner = 3 * Math.floor(k / columns) * width + 3 * (k % columns);
    for (let r = 0; r < 3; r += 1) pixels.fill(r === 1 ? stripe : colour, corner + r * width, corner + r * width + 3);
  }
  canvas.getContext("2d").putImageData(canvas.image, 0, 0);
}
