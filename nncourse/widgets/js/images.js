// Images of 28 × 28 pixels, column by column of an array (784, n) as nnlib has them: row by row of the image.
import { html } from "./draw.js";

export const SIDE = 28;

// A canvas for one image; show(pixels) draws 784 values, by default from 0 (paper) to 1 (ink); grey(value, i) may turn
// other values into that.
export function image({ size = 140, label = "", grey = (value, _) => value } = {}) {
  const canvas = html("canvas", {
    width: SIDE,
    height: SIDE,
    class: "image",
    style: `width:${size}px;height:${size}px`,
    role: "img",
    "aria-label": label,
  });
  const ink = canvas.getContext("2d");
  const data = ink.createImageData(SIDE, SIDE);
  const pixels = new Uint32Array(data.data.buffer);
  const show = (values, words = null) => {
    for (let i = 0; i < pixels.length; i += 1) {
      const level = Math.round(255 * (1 - Math.min(1, Math.max(0, grey(values[i], i)))));
      pixels[i] = (255 << 24) | (level << 16) | (level << 8) | level;
    }
    ink.putImageData(data, 0, 0);
    if (words !== null) canvas.setAttribute("aria-label", words);
  };
  return { canvas, show };
}

// Ten bars for the digits, or one for each of some names: show(values from 0 to 1, texts) fills them; the largest stands out.
export function bars(names = [..."0123456789"]) {
  const rows = names.map((name) => {
    const fill = html("div", { class: "fill" });
    const text = html("b");
    return { fill, text, parts: [html("span", {}, name), html("div", { class: "track" }, fill), text] };
  });
  const node = html(
    "div",
    { class: "bars", "aria-hidden": "true" },
    ...rows.flatMap(({ parts }) => [html("div", { class: "row" }, ...parts)]),
  );
  const show = (values, texts, chosen = null) => {
    const top = chosen ?? values.indexOf(Math.max(...values));
    rows.forEach(({ fill, text, parts }, j) => {
      fill.style.width = `${100 * Math.min(1, Math.max(0, values[j]))}%`;
      text.textContent = texts[j];
      parts[0].parentNode.classList.toggle("top", j === top);
    });
  };
  return { node, show };
}
