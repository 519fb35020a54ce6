// One of several things that are seen, such as images: radio buttons whose labels hold a picture.
import { html, set } from "./draw.js";

let groups = 0;
const group = `thumbs-${Math.random().toString(36).slice(2, 8)}`;

// options are [name, nodes…] each; change(i) is called with the place of the chosen one, show(i) sets it.
export function thumbs({ label, options }, change) {
  groups += 1;
  const inputs = options.map(([name], i) => {
    const input = html("input", { type: "radio", name: `${group}-${groups}`, value: i, "aria-label": name });
    input.addEventListener("change", () => change(i));
    return input;
  });
  const node = html(
    "fieldset",
    { class: "field picks" },
    html("legend", {}, label),
    html(
      "div",
      { class: "row" },
      ...inputs.map((input, i) => html("label", {}, input, html("span", {}, ...options[i].slice(1)))),
    ),
  );
  return {
    node,
    show: (now) =>
      inputs.forEach((input, i) => {
        if (input.checked !== (i === now)) input.checked = i === now;
      }),
  };
}

// The canvas of an image inside such a label: it has words there already.
export function mute(canvas) {
  return set(canvas, { role: null, "aria-label": null, "aria-hidden": "true" });
}
