// A drawing page beside ten probabilities, and between them what the network gets to see: for every explorer that reads
// what you draw. What it says is here, too.
import { argmax } from "./engine.js";
import { button, html } from "./draw.js";
import { bars, image } from "./images.js";
import { drawingPage, HELP, seenOf } from "./pen.js";
import { percent } from "./text.js";

// The most probable digit and the next one.
export function firstTwo(probabilities) {
  const first = argmax(probabilities);
  return [first, argmax(Array.from(probabilities, (one, j) => (j === first ? -1 : one)))];
}

// What a network makes of a drawing, in a sentence; what is "The example" or "Your drawing".
export function readAs(what, probabilities) {
  if (!Number.isFinite(probabilities[0])) return `${what} gets no probabilities: they are no numbers any more.`;
  const [first, second] = firstTwo(probabilities);
  return `${what} is read as ${first}, probability ${percent(probabilities[first])}; next comes ${second}, ${percent(probabilities[second])}.`;
}

export const EMPTY = "The page is empty. Draw a digit.";

// What is drawn, from an explorer's state: the reader's strokes, or as long as there are none (null) an example.
export const drawnIn = ({ strokes, example }, drawings) => strokes ?? drawings[example];

// The picture of it. put(values) changes the state; look(state, drawings) draws, and returns what the network sees;
// tell(fitted, raw) fills the bars (raw may be left out: then there is no picture of the page as it was drawn).
export function readingView({ put, both = false }) {
  let state = null;
  let found = null; // what the network sees of the drawing of last time
  const page = drawingPage((strokes) => put({ strokes }));
  const clear = button("Clear", () => {
    page.wipe();
    put({ strokes: [] });
  });
  const next = button("Example", () => {
    page.wipe();
    put({ strokes: null, example: state.strokes ? state.example : (state.example + 1) % 10 });
  });
  const captions = [html("p", { class: "hint" }), html("p", { class: "hint" })];
  const pictures = [
    image({ size: 112, label: "what the network sees" }),
    image({ size: 112, label: "the page as drawn" }),
  ];
  const shown = bars();
  const seen = pictures.slice(0, both ? 2 : 1).map(({ canvas }, i) => html("div", {}, captions[i], canvas));
  const node = html(
    "div",
    { class: both ? "reading both" : "reading" },
    html("div", { class: "column drawn" }, page.canvas, page.told, html("div", { class: "bar" }, clear, next)),
    html("div", { class: "column seen" }, ...seen),
    html("div", { class: "column" }, html("p", { class: "hint" }, "probability of each digit"), shown.node),
  );

  function look(now, drawings) {
    if (found && now.strokes === state.strokes && now.example === state.example) return found;
    state = { strokes: now.strokes, example: now.example };
    const strokes = drawnIn(now, drawings);
    page.show(strokes, now.strokes === null);
    found = seenOf(strokes);
    pictures[0].show(found.fitted);
    if (both) pictures[1].show(found.raw);
    return found;
  }
  function tell(fitted, raw = null) {
    const read = (name, found) => (found ? `${name}:\nread as ${argmax(found)}` : name);
    shown.show(
      fitted ?? new Array(10).fill(0),
      Array.from({ length: 10 }, (_, j) => (fitted ? percent(fitted[j]) : "–")),
      fitted ? null : -1,
    );
    captions[0].textContent = read(both ? "fitted and centred" : "what the network sees", both ? fitted : null);
    captions[1].textContent = read("as drawn", raw);
  }
  return { node, look, tell, draw: page.draw, help: HELP };
}
