// Losses against steps on a logarithmic axis, as wide as their node.
import { plane, svg } from "./draw.js";

// Make curves in a node: kinds are their classes, extra what stands in front of them (a handle, say) and is kept.
// show({ end, limits, ticks, lines }) draws them: each line has one value for each step from 0 on, where a value of 0
// lies at the lower edge and none is drawn for what is not finite.
export function logCurves(node, { height, kinds, xlabel = "step", ylabel = "loss", extra = [], left = 62 }) {
  const paths = kinds.map((kind) => svg("path", { class: `curve ${kind}`, "aria-hidden": "true" }));
  let now = null;
  let key = "";
  function show({ end, limits, ticks, lines }) {
    const width = Math.round(node.clientWidth);
    if (!width) return;
    const needed = [width, end, ...limits].join();
    if (key !== needed) {
      key = needed;
      const focused = node.contains(document.activeElement)
        ? /** @type {HTMLElement} */ (document.activeElement)
        : null;
      const old = now;
      now = plane({
        width,
        height,
        x: [0, end],
        y: limits,
        xticks: [0, end / 2, end],
        yticks: ticks,
        xlabel,
        ylabel,
        log: true,
        margin: [8, 14, 38, left],
      });
      now.inside.append(...paths);
      now.front.append(...extra);
      if (old) old.root.replaceWith(now.root);
      else node.append(now.root);
      focused?.focus({ preventScroll: true });
    }
    lines.forEach((values, i) => {
      let d = "";
      for (let step = 0; step < values.length && Number.isFinite(values[step]); step += 1) {
        const [px, py] = now.at(step, Math.max(values[step], limits[0] / 10));
        d += `${step ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`;
      }
      paths[i].setAttribute("d", d);
    });
  }
  return {
    show,
    get plane() {
      return now;
    },
  };
}
