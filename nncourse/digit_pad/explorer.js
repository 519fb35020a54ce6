// The digit pad: draw a digit, and watch the ten probabilities of a network move as you draw.
import { ACTIVATIONS, argmax, Layer, NeuralNetwork, softmax } from "../widgets/js/engine.js";
import { box, choice, html, foldedProgram, once, onTheme } from "../widgets/js/draw.js";
import { whenFed } from "../widgets/js/data.js";
import { EMPTY, readAs, readingView } from "../widgets/js/reading.js";
import { HELP } from "../widgets/js/pen.js";
import { percent } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);

// The networks in data by their names, as networks of the engine.
export function networksOf({ about: { networks }, ...arrays }) {
  return Object.fromEntries(
    networks.map(({ name, layers }, k) => [
      name,
      new NeuralNetwork(
        layers.map(({ ins, outs, act }, i) => {
          const layer = new Layer(ins, outs, act in ACTIVATIONS ? act : "identity");
          layer.W = arrays[`W${k}:${i}`].values;
          layer.b = arrays[`b${k}:${i}`].values;
          return layer;
        }),
      ),
    ]),
  );
}

export const probabilitiesOf = (net, image) => softmax(net.forward(Float64Array.from(image), 1), 1);

// What a network is made of, for those who have not met its name; of one that only Python can compute nothing is known.
export function plainly(net) {
  if (!net) return "Python computes this one.";
  const sizes = net.layers.map(({ outs }) => outs);
  const hidden = sizes.slice(0, -1);
  const between =
    ["no hidden layer", `a hidden layer of ${hidden[0]} neurons`][hidden.length] ??
    `hidden layers of ${hidden.slice(0, -1).join(", ")} and ${hidden.at(-1)} neurons`;
  return `From ${net.layers[0].ins} pixels to ${sizes.at(-1)} digits, with ${between}.`;
}

// Readout and alt text: which network, what it makes of the drawing fitted and centred, and of the page as it was drawn;
// others are pairs of a name and the digit that this network reads.
export function words({ name, what, fitted, raw, others = [], error = "" }) {
  if (error) return { readout: `${name} cannot read this: ${error}`, alt: `A drawing, and no answer: ${error}` };
  if (!fitted) {
    const alt = "An empty page of 28 by 28 pixels, and ten bars without length.";
    return { readout: `${EMPTY.slice(0, -1)} with mouse, finger or pen, or by keyboard:\n${HELP}`, alt };
  }
  const first = readAs(`${what}, fitted and centred,`, fitted);
  const plain = `Without fitting and centring: ${argmax(raw)}, ${percent(raw[argmax(raw)])}.`;
  const theirs = others.map(([other, digit]) => `${other} reads ${digit}.`).join(" ");
  const alt = `A drawing, the same fitted and centred on 28 by 28 pixels, and ten bars of which that of ${argmax(fitted)} is the longest.`;
  return { readout: `${first}\n${plain}\nAsked: ${name}. ${theirs}`.trim(), alt: `${alt} ${first}` };
}

// The same in nnlib.
export function program({ strokes, example }) {
  const drawn = strokes ? JSON.stringify(strokes) : `digit_pad.drawings()[${example}]`;
  return [
    "import numpy as np",
    "",
    "from nncourse import digit_pad",
    "from nnlib import Softmax",
    "from nnlib.drawing import fit_and_centre",
    "",
    `strokes = ${drawn}`,
    "image = fit_and_centre(digit_pad.ink(strokes))",
    "probabilities = Softmax()(net.forward_pass(image.reshape(784, 1)))[:, 0]  # net: the network that is asked",
    "print(np.round(100 * probabilities, 1))",
  ].join("\n");
}

export function render({ model, el }) {
  const view = box(el, "Digit pad: draw a digit and see the ten probabilities");
  return whenFed(model, view, ["digit_pad-networks"], "the networks", (found) => build(model, view, found));
}

function build(model, view, found) {
  const networks = networksOf(found);
  const { drawings } = found.about;
  const asked = model.get("asked") ?? []; // networks that only Python can compute; a page has none
  const names = found.about.names.filter((name) => name in networks || asked.includes(name));
  const state = stateOf(model, STATE, () => soon());
  const soon = once(draw);
  state.limit({ network: { enum: [null, ...names] } });
  const reading = readingView({ put: state.put, both: true });
  const control = choice(
    { label: "network to ask", options: names, value: names[0], many: names.length > 4 },
    (network) => state.put({ network }),
  );
  const inNnlib = foldedProgram(() => soon());
  const made = html("p", { class: "hint made" });
  view.main.replaceChildren(html("div", { class: "bar" }, control.node, made), reading.node);
  view.root.append(inNnlib.node);

  // What Python is asked comes back by a message; only the newest question counts.
  let question = 0;
  const answered = (content) => {
    if (content.answer === question) tell(content);
  };
  model.on("msg:custom", answered);
  let pending = null;
  function ask(name, { fitted, raw }, rest) {
    question += 1;
    pending = { name, ...rest };
    model.send({ ask: name, question, images: [[...fitted], [...raw]] });
  }
  function tell({ probabilities = /** @type {any[]} */ ([null, null]), error = "" }) {
    const [fitted, raw] = probabilities;
    reading.tell(fitted, raw);
    const { readout, alt } = words({ ...pending, fitted, raw, error });
    view.tell(readout, alt);
  }

  function draw() {
    const now = state.now;
    const name = names.includes(now.network) ? now.network : names[0];
    const seen = reading.look(now, drawings);
    const what = now.strokes ? "Your drawing" : "The example";
    control.show(name);
    made.textContent = plainly(networks[name]);
    inNnlib.show(() => program(now));
    if (seen.empty) {
      question += 1;
      pending = { name, what };
      tell({});
    } else {
      const others = names
        .filter((one) => one !== name && one in networks)
        .map((one) => [one, argmax(probabilitiesOf(networks[one], seen.fitted))]);
      if (name in networks) {
        question += 1;
        pending = { name, what, others };
        tell({ probabilities: [seen.fitted, seen.raw].map((image) => probabilitiesOf(networks[name], image)) });
      } else ask(name, seen, { what, others });
    }
  }
  draw();
  const stopTheme = onTheme(soon);
  return () => {
    stopTheme();
    model.off("msg:custom", answered);
  };
}
