// Chapter 14 · Finding bugs: a detective's board. Twelve scripts, six questions to each, and a part to accuse. The
// answers come from Python (nncourse/explorers/chapter14.py) past the notebook, so that no stored cell gives one away.
import { box, button, choice, hatch, html, off, onTheme, once, plane, set, svg } from "../widgets/js/draw.js";
import { image } from "../widgets/js/images.js";
import { whenFed } from "../widgets/js/data.js";
import { said } from "../widgets/js/text.js";
import { defaultsOf, stateOf } from "../widgets/js/state.js";
import STATE from "./state.json" with { type: "json" };

export const START = defaultsOf(STATE);
const CASES = STATE.case.enum;
const QUESTIONS = STATE.question.enum.filter(Boolean); // along the way of the data
const STAGES = ["files", "x and y", "outputs", "loss", "gradients", "step", "answers", "score"];
const SPANS = { score: [0, 7], "round trip": [0, 1], start: [1, 3], gradient: [3, 4], inside: [2, 5], ten: [1, 6] };
const ARRAYS = ["W1", "b1", "W2", "b2"];
const FRAME = [330, 196]; // of a panel; a phone shows it about as large
const LIMIT = { low: Math.log(10) / 2, high: 2 * Math.log(10) }; // of the starting loss

// ---- the game, without a page ----

export const askedOf = (state, one) => state.asked[one] ?? [];
export const accusedOf = (state, one) => state.accused[one] ?? [];
export const solved = (state, one, data) => accusedOf(state, one).at(-1) === data.cases[one].part;

// What asking, or accusing, makes of a state: the values that change. A question asked twice counts once.
export function ask(state, question) {
  const before = askedOf(state, state.case);
  const asked = before.includes(question) ? before : [...before, question];
  return { question, asked: { ...state.asked, [state.case]: asked } };
}
export function accuse(state, part) {
  return { accused: { ...state.accused, [state.case]: [...accusedOf(state, state.case), part] } };
}
// Another case shows what was last asked of it.
export const turnTo = (state, one) => ({ case: one, question: askedOf(state, one).at(-1) ?? null });

export function tally(state, data) {
  const sum = (counts) => counts.reduce((total, count) => total + count, 0);
  const right = CASES.filter((one) => solved(state, one, data)).length;
  const questions = sum(CASES.map((one) => askedOf(state, one).length));
  return { solved: right, questions, wrong: sum(CASES.map((one) => accusedOf(state, one).length)) - right };
}

export function words(state, data) {
  const { case: now, question } = state;
  const found = data.cases[now];
  const part = accusedOf(state, now).at(-1);
  let first = `Case ${now}: nothing has been asked yet. Press a question.`;
  if (question) {
    const { told, alarm } = found.answers[question];
    first = `Case ${now}, ${question}: ${told} Healthy: ${data.healthy[question]}`;
    if (question !== "score") first += alarm ? " Alarm." : " No alarm.";
  }
  let second = "You accuse nobody yet.";
  if (part && part === found.part) second = `You accuse: ${part}. You are right. ${found.why}`;
  else if (part) second = `You accuse: ${part}. That is not it. Ask one more question.`;
  const { solved: right, questions, wrong } = tally(state, data);
  const third =
    `Solved: ${right} of 12 cases, with ${questions} question${questions === 1 ? "" : "s"} and ` +
    `${wrong} wrong accusation${wrong === 1 ? "" : "s"}.`;
  const seen = question ? PICTURED[question](found) : "No picture yet.";
  return { readout: `${first}\n${second}\n${third}`, alt: `Case ${now}. ${seen} ${first}` };
}

// The pictures in words, for those who don't see them.
const most = (counts) => counts.indexOf(Math.max(...counts));
const PICTURED = {
  score: ({ curves, counts }) =>
    `Training loss by epoch: ${curves.training.map((one) => said(one)).join(", ")}; ` +
    `validation loss: ${curves.validation.map((one) => said(one)).join(", ")}. ` +
    `How often each digit is answered: ${counts.map((count, digit) => `${digit}: ${count}`).join(", ")}.`,
  "round trip": ({ file, labels }) =>
    "Four bars, and a training and a validation image, in the file and as they come back. " +
    `Labels in the file ${file.join(" and ")}, here ${labels.join(" and ")}.`,
  start: ({ start }) =>
    `A histogram of 500 starting losses on a log scale; the tallest of its ${start.length} bars is number ${most(start) + 1}.`,
  gradient: () => "Four bars, the error of the gradient in W1, b1, W2 and b2.",
  inside: () =>
    "To how many images each of the 32 hidden neurons answers above 0, before and after an epoch, and how far each array moves.",
  ten: ({ ten }) =>
    `Ten images: ${ten.labels.map((label, k) => `label ${label}, answer ${ten.answers[k]}, loss ${said(ten.losses[k])}`).join("; ")}.`,
};

// ---- the pictures ----

function canvas() {
  const root = svg("svg", { viewBox: `0 0 ${FRAME[0]} ${FRAME[1]}`, "aria-hidden": "true" }, svg("defs"));
  return { root, alarm: hatch(root, "alarm14") };
}
const write = (x, y, text, kind = "middle") => svg("text", { x, y, class: kind }, text);

// Bars of equal width from 0 to a height, with a name below and a text above each; hatched ones are alarms.
function columns({ values, names, texts, alarms, most: top, below = [], line = null, width = 0.66 }) {
  const { root, alarm } = canvas();
  const [left, right, high, low] = [12, line ? 294 : 318, 24, below.length ? 146 : 164];
  const step = (right - left) / values.length;
  const place = (value) => low - (low - high) * Math.min(1, value / top);
  values.forEach((value, i) => {
    const x = left + step * (i + 0.5);
    root.append(
      svg("rect", {
        x: x - (step * width) / 2,
        y: place(value),
        width: step * width,
        height: Math.max(1, low - place(value)),
        class: "column14",
        style: alarms[i] ? `fill:${alarm}` : null,
      }),
    );
    root.append(write(x, place(value) - 5, texts[i]), write(x, low + 16, names[i]));
    if (below.length) root.append(write(x, low + 33, below[i]));
  });
  root.append(svg("path", { d: `M${left} ${low}H${right}`, class: "base14" }));
  if (line) {
    root.append(
      svg("path", { d: `M${left} ${place(line[0])}H${right}`, class: "limit14" }),
      write(right + 4, place(line[0]) + 4, line[1], "start"),
    );
  }
  return root;
}

// Bars that lie, on a log scale from 0.01 to 10,000.
function lengths(values, names) {
  const { root, alarm } = canvas();
  const place = (value) => 44 + 200 * Math.min(1, Math.max(0, (Math.log10(value) + 2) / 6));
  values.forEach((value, i) => {
    const y = 22 + 38 * i;
    if (value > 0)
      root.append(svg("rect", { x: 44, y, width: Math.max(1, place(value) - 44), height: 22, class: "column14" }));
    else root.append(svg("rect", { x: 44, y, width: 34, height: 22, class: "column14", style: `fill:${alarm}` }));
    root.append(
      write(38, y + 16, names[i], "end"),
      write(value > 0 ? place(value) + 6 : 84, y + 16, value > 0 ? String(value) : "0: stands still", "start"),
    );
  });
  root.append(
    svg("path", { d: "M44 12V172", class: "base14" }),
    write(44, 188, "0.01"),
    write(44 + 200 / 3, 188, "1"),
    write(44 + 400 / 3, 188, "100"),
    write(244, 188, "10,000"),
  );
  return root;
}

function curves({ training, validation }) {
  const top = 5.2;
  const p = plane({
    width: FRAME[0],
    height: FRAME[1],
    x: [1, 5],
    y: [0, top],
    xticks: [1, 2, 3, 4, 5],
    yticks: [0, 2.3, 5],
    xlabel: "epoch",
    ylabel: "loss",
    margin: [22, 14, 36, 44],
  });
  set(p.root, { "aria-hidden": "true", style: null });
  const guess = p.at(1, Math.log(10))[1];
  p.inside.append(svg("path", { d: `M44 ${guess}H330`, class: "limit14" }));
  [
    [training, "train"],
    [validation, "test"],
  ].forEach(([losses, kind]) => {
    const d = losses.map(
      (loss, i) =>
        `${i ? "L" : "M"}${p
          .at(i + 1, Math.min(loss, 2 * top))
          .map((one) => one.toFixed(1))
          .join(" ")}`,
    );
    p.inside.append(svg("path", { d: d.join(""), class: `curve ${kind}` }));
  });
  p.front.append(write(316, 14, "training (line), validation (dashes)", "end"));
  return p.root;
}

function histogram(counts, edges, mean, alarm) {
  const p = plane({
    width: FRAME[0],
    height: FRAME[1],
    x: [-1, Math.log10(200)],
    y: [0, 1.12 * Math.max(...counts)],
    xlabel: "loss of an image, before training",
    ylabel: "images",
    margin: [22, 14, 36, 26],
  });
  set(p.root, { "aria-hidden": "true", style: null });
  const across = (loss) => p.at(Math.log10(loss), 0)[0];
  const [, floor] = p.at(0, 0);
  const striped = hatch(p.root, "alarm14");
  p.inside.append(
    svg("rect", {
      x: across(LIMIT.low),
      y: 22,
      width: across(LIMIT.high) - across(LIMIT.low),
      height: floor - 22,
      class: "band14",
    }),
  );
  counts.forEach((count, i) => {
    const [x, y] = p.at(Math.log10(edges[i]), count);
    p.inside.append(
      svg("rect", {
        x,
        y,
        width: across(edges[i + 1]) - x - 1,
        height: floor - y,
        class: "column14",
        style: alarm ? `fill:${striped}` : null,
      }),
    );
  });
  p.inside.append(svg("path", { d: `M${across(mean)} 22V${floor}`, class: "mean14" }));
  p.front.append(write(Math.min(across(mean), 240), 14, `mean ${mean.toFixed(2)}`));
  for (const loss of [0.1, 1, 10, 100]) p.front.append(write(across(loss), floor + 16, String(loss)));
  return p.root;
}

// 32 neurons: to how many images each answers above 0, in percent.
function neurons(rows) {
  const { root, alarm } = canvas();
  rows.forEach((shares, r) => {
    const low = 86 + 88 * r;
    shares.forEach((share, i) => {
      const x = 10 + 9.7 * i;
      if (share > 0)
        root.append(
          svg("rect", { x, y: low - 0.62 * share, width: 7.6, height: Math.max(1.5, 0.62 * share), class: "column14" }),
        );
      else
        root.append(svg("rect", { x, y: low - 62, width: 7.6, height: 62, class: "column14", style: `fill:${alarm}` }));
    });
    const dead = shares.filter((share) => share === 0).length;
    root.append(
      svg("path", { d: `M8 ${low}H321`, class: "base14" }),
      write(10, low - 68, `${r ? "after one epoch" : "before training"}: ${dead} of 32 dead`, "start"),
    );
  });
  return root;
}

const pixels = (text) => Float64Array.from(atob(text), (letter) => letter.charCodeAt(0) / 255);
function images(found, files) {
  return html(
    "div",
    { class: "pairs14" },
    ...["training", "validation"].flatMap((set14, i) =>
      [
        [files[i], found.file[i], "file"],
        [found.back[i], found.labels[i], "back"],
      ].map(([text, label, place]) => {
        const shown = image({ size: 84, label: `${set14} image, ${place}` });
        shown.show(pixels(text));
        return html(
          "figure",
          {},
          shown.canvas,
          html("figcaption", { class: label === found.file[i] ? "" : "wrong14" }, `${set14}, ${place}: ${label}`),
        );
      }),
    ),
  );
}

// Each question's panels: a sentence, and a picture.
const PANELS = {
  score: ({ curves: losses, counts }) => [
    ["Loss by epoch; dots: guessing, 2.30", curves(losses)],
    [
      "Its answers; about 1,000 of each digit are due",
      columns({ values: counts, names: [..."0123456789"], texts: counts, alarms: [], most: Math.max(1200, ...counts) }),
    ],
  ],
  "round trip": (found, { files }) => [
    [
      "What comes back, in percent",
      columns({
        values: found.shares,
        names: ["images", "labels", "images", "labels"],
        below: ["training", "training", "validation", "validation"],
        texts: found.shares.map((share) => `${Number((100 * share).toFixed(1))} %`),
        alarms: found.shares.map((share) => share < 1),
        most: 1,
      }),
    ],
    ["The first image of each set, with its label", images(found, files)],
  ],
  start: (found, { edges }) => [
    [
      "500 starting losses; shaded: where the mean may be",
      histogram(found.start, edges, found.mean, found.answers.start.alarm),
    ],
  ],
  gradient: ({ errors }) => [
    [
      "Nudging and backward pass: the error of each array",
      columns({
        values: errors,
        names: ARRAYS,
        texts: errors.map((error) => (error ? error.toFixed(3) : "ok")),
        alarms: errors.map((error) => error > 0),
        most: 1,
        width: 0.5,
      }),
    ],
  ],
  inside: ({ alive, moved, ratio }) => [
    ["How many images wake each hidden neuron", neurons(alive)],
    [`How far each array moves (sums to inputs: ${ratio.toFixed(2)})`, lengths(moved, ARRAYS)],
  ],
  ten: ({ ten }) => [
    [
      "Ten images: the loss of each, and its label → answer",
      columns({
        values: ten.losses,
        names: ten.labels.map((label, k) => `${label}→${ten.answers[k]}`),
        below: ten.labels.map((label, k) => (label === ten.answers[k] ? "✓" : "✗")),
        texts: ten.losses.map(() => ""),
        alarms: ten.labels.map((label, k) => label !== ten.answers[k] || ten.losses[k] > Math.LN2),
        most: 2.6,
        line: [Math.LN2, "ln 2"],
      }),
    ],
  ],
};

// ---- the board ----

export function render({ model, el }) {
  const state = stateOf(model, STATE, () => soon());
  const view = box(el, "Explorer of chapter 14: twelve scripts, six questions, and a part to accuse");
  let data = null;

  const chosen = choice({ label: "case", options: CASES, value: "A" }, (one) => state.put(turnTo(state.now, one)));
  const questions = QUESTIONS.map((question) =>
    button(question, () => state.put(ask(state.now, question)), { "aria-pressed": "false" }),
  );
  let parts = [];
  const again = button("Begin again", () => {
    if (again.getAttribute("aria-disabled") !== "true") state.put({ ...START, accused: {}, asked: { A: ["score"] } });
  });
  const grid = (name, ...nodes) =>
    html(
      "div",
      { class: "field", role: "group", "aria-label": name },
      html("span", { class: "name" }, name),
      html("div", { class: "two14" }, ...nodes),
    );
  const way = STAGES.map((stage) => html("li", {}, stage));
  const panels = html("div", { class: "panels14" });
  const cells = {};
  const heads = CASES.map((one) => html("th", { scope: "col" }, one));
  const rows = [...QUESTIONS, "accused"].map((name) => {
    cells[name] = CASES.map(() => html("td"));
    return html("tr", {}, html("th", { scope: "row" }, name === "score" ? "score, %" : name), ...cells[name]);
  });
  const record = html(
    "table",
    { class: "record14" },
    html("caption", { class: "unseen" }, "What has been asked, and what it found"),
    html("thead", {}, html("tr", {}, html("td"), ...heads)),
    html("tbody", {}, ...rows),
  );

  let drawn = "";
  function draw() {
    if (!data) return;
    const now = state.now;
    const found = data.cases[now.case];
    const closed = solved(now, now.case, data);
    chosen.show(now.case);
    QUESTIONS.forEach((question, i) => {
      set(questions[i], {
        "aria-pressed": String(question === now.question),
        class: askedOf(now, now.case).includes(question) ? "asked14" : null,
      });
    });
    parts.forEach((node, i) => {
      set(node, { "aria-pressed": String(accusedOf(now, now.case).at(-1) === data.parts[i]) });
      off(node, closed ? "This case is solved" : "");
    });
    off(
      again,
      tally(now, data).questions === 1 && askedOf(now, "A")[0] === "score" && !Object.keys(now.accused).length
        ? "Nothing to begin again yet"
        : "",
    );
    const answer = now.question && found.answers[now.question];
    const [from, to] = SPANS[now.question] ?? [9, 9];
    way.forEach((node, i) =>
      set(node, { class: i < from || i > to ? null : answer.alarm ? "looked14 alarmed14" : "looked14" }),
    );
    const key = `${now.case} ${now.question}`;
    if (key !== drawn) {
      drawn = key;
      const shown = now.question ? PANELS[now.question](found, data) : [];
      panels.replaceChildren(
        ...shown.map(([title, node]) => html("div", { class: "panel14" }, html("p", { class: "hint" }, title), node)),
      );
      if (!shown.length)
        panels.append(
          html(
            "p",
            { class: "hint empty14" },
            `Nothing is known of case ${now.case}. Each question uncovers one observation: which would you ask first?`,
          ),
        );
    }
    CASES.forEach((one, c) => {
      for (const question of QUESTIONS) {
        const known = askedOf(now, one).includes(question);
        const { alarm } = data.cases[one].answers[question];
        const text = !known ? "" : question === "score" ? Math.round(data.cases[one].score) : alarm ? "!" : "✓";
        set(cells[question][c], {
          class: `${one === now.case ? "now14" : ""}${known && alarm ? " found14" : ""}`,
          "aria-label": !known ? "not asked" : question === "score" ? `${text} %` : alarm ? "alarm" : "no alarm",
        });
        cells[question][c].textContent = text;
      }
      const done = solved(now, one, data);
      cells.accused[c].textContent = done ? "✓" : accusedOf(now, one).length ? "✗" : "";
      set(cells.accused[c], {
        class: one === now.case ? "now14" : "",
        "aria-label": done ? "solved" : accusedOf(now, one).length ? "wrong so far" : "nobody",
      });
      set(heads[c], { class: one === now.case ? "now14" : null });
    });
    const { readout, alt } = words(now, data);
    view.tell(readout, alt);
  }
  const soon = once(draw);

  return whenFed(model, view, ["chapter14-cases"], "the twelve cases", ({ about }) => {
    data = about;
    parts = data.parts.map((part) =>
      button(
        part,
        () => {
          if (!solved(state.now, state.now.case, data)) state.put(accuse(state.now, part));
        },
        { "aria-pressed": "false" },
      ),
    );
    view.main.append(
      html(
        "div",
        { class: "beside" },
        html(
          "div",
          { class: "column" },
          chosen.node,
          grid("ask", ...questions),
          grid("accuse", ...parts),
          html("div", {}, again),
        ),
        html("div", { class: "column" }, html("ol", { class: "way14", "aria-hidden": "true" }, ...way), panels, record),
      ),
    );
    draw();
    return onTheme(soon);
  });
}
