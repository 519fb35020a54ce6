// Data too large for an explorer's state: asked for by name, and sent past the notebook (see live.py and page.js).
import { html, set, whenShown } from "./draw.js";
import { orRefuse } from "./state.js";
/** @import { View } from "./draw.js" */
/** @import { Model } from "./state.js" */

/** @typedef {{ values: Float64Array, shape: number[] }} Numbers an array, column by column */
/** @typedef {Record<string, any>} Data arrays by name, each Numbers, and whatever else Python says under "about" */

const HALF = (bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -24 * fraction;
};
const READ = {
  uint8: [Uint8Array, Number],
  int32: [Int32Array, Number],
  float16: [Uint16Array, HALF],
  float32: [Float32Array, Number],
  float64: [Float64Array, Number],
};

// The arrays that live.pack put together, by name: { values, shape }, values a Float64Array column by column.
export function unpack(arrays, view) {
  const found = /** @type {Record<string, Numbers>} */ ({});
  for (const [name, [dtype, shape, offset]] of Object.entries(arrays)) {
    const [kind, number] = READ[dtype];
    const count = shape.reduce((product, size) => product * size, 1);
    const start = view.byteOffset + offset;
    const stored = new kind(view.buffer.slice(start, start + count * kind.BYTES_PER_ELEMENT));
    found[name] = { values: Float64Array.from(stored, number), shape };
  }
  return found;
}

// Ask for data by name; the promise gives its arrays, and whatever else Python says of them under "about".
/** @type {(model: Model, name: string) => Promise<Data>} */
export function receive(model, name) {
  return new Promise((resolve) => {
    const listen = (content, buffers) => {
      if (content.data !== name) return;
      model.off("msg:custom", listen);
      resolve({ ...unpack(content.arrays, buffers[0]), about: content.about });
    };
    model.on("msg:custom", listen);
    model.send({ want: name });
  });
}

// Begin when data are there and the box stands in the document, and until then say what is awaited, such as "the
// images". begin(...data) may return what stops it again. What is returned stops all of it, as render does.
/** @type {(model: Model, view: View, names: string[], awaited: string, begin: (...feeds: Data[]) => (() => void) | void) => () => void} */
export function whenFed(model, view, names, awaited, begin) {
  const hint = html("p", { class: "hint" }, `Loading ${awaited}; in JupyterLab, run this cell.`);
  let stop = () => {};
  let gone = false;
  view.main.append(hint);
  set(view.root, { "aria-busy": "true" });
  Promise.all(names.map((name) => receive(model, name))).then((data) =>
    whenShown(view.root, () => {
      if (gone) return;
      hint.remove();
      stop = orRefuse(view.root.parentElement, () => begin(...data)) ?? stop;
      set(view.root, { "aria-busy": null });
    }),
  );
  return () => {
    gone = true;
    stop();
    view.stop();
  };
}
