// Explorers without a kernel. A page holds, for each, <div class="explorer" data-player="03"> with the stored picture.
// When one comes near the screen, its script _static/players/03.js is loaded, which calls nnlibPlayer(name, kind, data).
// It is a script and not a file to fetch, so that all this works from a folder, too.
"use strict";

const nnlibKinds = {}; // by kind, what makes a player: (box, data) => undefined
const nnlibPlaces = {}; // by name, the box on this page
const nnlibHere = document.currentScript.src.replace(/[^/]*$/, "");
const NOTE = "The controls have the stops that were drawn beforehand. In JupyterLab they move freely.";

// Called by the scripts in players/.
function nnlibPlayer(name, kind, data) {
  nnlibKinds[kind](nnlibPlaces[name], data);
}

// An element with attributes and children.
function nnlibElement(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// A slider with a stop at each of some values, or a group of radio buttons; change(place) is told where it was moved.
function nnlibControl({ label, kind, values, start }, change) {
  const set = [];
  let element;
  if (values.length === 1) {
    element = nnlibElement("span", {}, `${label}: ${values[0]}`);
  } else if (kind === "range") {
    const input = nnlibElement("input", { type: "range", min: 0, max: values.length - 1, step: 1, value: start });
    const value = nnlibElement("span", { class: "value", "aria-hidden": "true" });
    set.push((place) => {
      input.value = place;
      input.setAttribute("aria-valuetext", values[place]);
      value.textContent = values[place];
    });
    input.addEventListener("input", () => change(Number(input.value)));
    element = nnlibElement("label", {}, `${label} `, input, value);
  } else {
    const group = `player-${nnlibControl.groups = (nnlibControl.groups ?? 0) + 1}`;
    element = nnlibElement("fieldset", {}, nnlibElement("legend", {}, label));
    values.forEach((value, place) => {
      const input = nnlibElement("input", { type: "radio", name: group, value });
      input.addEventListener("change", () => change(place));
      element.append(nnlibElement("label", {}, input, ` ${value}`));
      set.push((chosen) => { input.checked = chosen === place; });
    });
  }
  return { element, set: (place) => set.forEach((one) => one(place)) };
}

// A row of buttons by label; press(number) is told which. They say themselves whether they do anything.
function nnlibButtons(labels, press) {
  const row = nnlibElement("div", { class: "buttons" });
  const buttons = labels.map((label, number) => {
    const button = nnlibElement("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") press(number);
    });
    row.append(button);
    return button;
  });
  return { row, allow: (number, yes) => buttons[number].setAttribute("aria-disabled", String(!yes)) };
}

// What every player shows: a caption, a picture with its description, and a readout that is announced.
function nnlibScreen(box, note, ...above) {
  const caption = nnlibElement("p", { class: "caption" });
  const picture = nnlibElement("div", { class: "picture", role: "img" });
  const readout = nnlibElement("div", { class: "readout", role: "status" });
  box.replaceChildren(...above, caption, picture, readout, nnlibElement("p", { class: "note" }, note));
  box.classList.add("alive");
  return (words, description, text, svg) => {
    caption.textContent = words;
    picture.setAttribute("aria-label", description);
    if (readout.textContent !== text) readout.textContent = text;
    if (svg !== undefined) picture.innerHTML = svg;
  };
}

// Whole numbers that were stored as pairs: number minus place, and how often this stays the same; null means none.
function nnlibNumbers(pairs) {
  const numbers = [];
  for (let i = 0; i < pairs.length; i += 2) {
    for (let k = 0; k < pairs[i + 1]; k += 1) numbers.push(pairs[i] === null ? -1 : numbers.length + pairs[i]);
  }
  return numbers;
}

// A player whose pictures were drawn beforehand, for all combinations of its controls' values: see players.py.
nnlibKinds.frames = (box, data) => {
  const [settled, shown] = [data.settled, data.shown].map(nnlibNumbers);
  const pressed = data.buttons.map(([, pairs]) => nnlibNumbers(pairs));
  const places = data.controls.map((control) => control.start);

  const state = () => places.reduce((number, place, i) => number * data.controls[i].values.length + place, 0);
  function go(number) {
    for (let i = places.length - 1; i >= 0; i -= 1) {
      const count = data.controls[i].values.length;
      places[i] = number % count;
      number = Math.floor(number / count);
    }
    show();
  }
  function frame(number) {
    const lines = [];
    let end = 0;
    for (let i = 0; i < data.frames[number].length; i += 2) {
      const start = end + data.frames[number][i];
      end = start + data.frames[number][i + 1];
      lines.push(...data.lines.slice(start, end));
    }
    return lines;
  }
  function show() {
    const now = state();
    const [caption, description, ...rest] = frame(shown[now]);
    const first = rest.findIndex((line) => line.startsWith("<svg"));
    show.on(caption, description, rest.slice(0, first).join("\n"), rest.slice(first).join("\n"));
    controls.forEach((control, i) => control.set(places[i]));
    pressed.forEach((next, i) => buttons.allow(i, next[now] >= 0));
  }

  const controls = data.controls.map((control, i) =>
    nnlibControl(control, (place) => {
      places[i] = place;
      go(settled[state()] >= 0 ? settled[state()] : state()); // one control may limit another
    }));
  const buttons = nnlibButtons(data.buttons.map(([label]) => label), (number) => go(pressed[number][state()]));
  const above = nnlibElement("div", { class: "controls" }, ...controls.map((control) => control.element));
  show.on = nnlibScreen(box, NOTE, above, ...(pressed.length ? [buttons.row] : []));
  show();
};

// Load a script of players/ when its box comes near the screen.
const nnlibWatch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      nnlibWatch.unobserve(target);
      document.head.append(nnlibElement("script", { src: `${nnlibHere}players/${target.dataset.player}.js` }));
    }
  }
}, { rootMargin: "1000px" });
for (const box of document.querySelectorAll("[data-player]")) {
  nnlibPlaces[box.dataset.player] = box;
  nnlibWatch.observe(box);
}
