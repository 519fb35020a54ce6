// The live training of chapter 08, from recorded runs: its curves grow, pause, go on with another learning rate.
// The axes are those of nncourse.explorers.chapter08.growing_curves; the numbers of each run were computed by the course.
"use strict";

nnlibKinds.live = (box, data) => {
  const EPOCHS = 20, MILLISECONDS = 350;
  const BLUE = "#0072B2", ORANGE = "#D55E00", GREY = "#999999";
  const NOTE = "These are recordings of the training that runs live in JupyterLab, where every setting can be tried. "
    + "A run with batches of 1 ends here after four epochs, and only a run of 784-32-10 with batches of 64 can change "
    + "its rate: from 0.2 to 0.02, after the fourth to the twelfth epoch.";
  const places = data.controls.map((control) => control.start);
  let state = "Ready", run = [], name = "", key = "", earlier = { run: [], name: "" }, timer = null;

  const value = (i) => data.controls[i].numbers[places[i]];
  const chosen = () => `${value(0)} ${value(1)} ${value(2)}`;
  function described() {
    const layers = value(1) ? `784-${value(1)}-10` : "784-10";
    return `${layers}, batches of ${value(2)}, learning rate ${value(0)}`;
  }
  const share = (count) => `${(100 * count / data.images).toFixed(2)}%`;
  const loss = (number) => (number === null ? "nan" : number.toFixed(4));

  // Where a loss, or how many images are read, stands on its axis: from 0 to 1.
  const heightOfLoss = (number) => (Math.log10(Math.min(10, Math.max(0.01, number ?? 10))) + 2) / 3;
  const heightOfShare = (count) => Math.log2(1 - Math.min(0.98, count / data.images)) / Math.log2(0.02);

  function curve(numbers, [left, bottom, width, height], colour, dashed, round) {
    const points = numbers.map((at, i) => [left + width * (i + 1) / (EPOCHS + 0.5), bottom - height * at]);
    const path = points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");
    const dash = dashed ? ' stroke-dasharray="5.5 2.4"' : "";
    const marks = points.map(([x, y]) => (round
      ? `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="2" fill="${colour}"/>`
      : `<rect x="${(x - 2).toFixed(2)}" y="${(y - 2).toFixed(2)}" width="4" height="4" fill="${colour}"/>`));
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"${dash}/>${marks.join("")}`;
  }
  function curves({ run: epochs }, first, second) {
    const [left, right] = data.boxes;
    return curve(epochs.map((one) => heightOfLoss(one[0])), left, first, false, true)
      + curve(epochs.map((one) => heightOfLoss(one[1])), left, second, true, false)
      + curve(epochs.map((one) => heightOfShare(one[2])), right, second, true, false);
  }

  function show() {
    const settings = name || described();
    let caption = `${state}: ${settings}`, text = `${caption}.`;
    let description = `Empty axes for loss and accuracy. ${caption}.`;
    if (run.length) {
      const [training, validation, right] = run.at(-1);
      caption = `${share(right)} of the validation images are read after epoch ${run.length}`;
      text += `\nEpoch ${run.length} of ${EPOCHS}: training loss ${loss(training)}, validation loss `
        + `${loss(validation)}, validation accuracy ${share(right)}.`;
      description = `Curves over ${run.length} epochs: the training loss goes from ${loss(run[0][0])} to `
        + `${loss(training)}, the validation loss from ${loss(run[0][1])} to ${loss(validation)}, the validation `
        + `accuracy from ${share(run[0][2])} to ${share(right)}.`;
    }
    if (earlier.name) {
      const last = share(earlier.run.at(-1)[2]);
      text += `\nThe run before: ${earlier.name}; ${last} after epoch ${earlier.run.length}.`;
      description += ` In grey the run before, which ended at ${last}.`;
    }
    if (state !== "Training" && state !== "Paused") {
      text += chosen() in data.runs ? `\nStart trains ${described()}.` : `\n${described()} is not recorded here.`;
    }
    const drawn = curves(earlier, GREY, GREY) + curves({ run }, BLUE, ORANGE);
    screen(caption, description, text, data.axes.replace(/<\/svg>\s*$/, `${drawn}</svg>`));
    controls.forEach((control, i) => control.set(places[i]));
    buttons.allow(0, chosen() in data.runs);
    buttons.allow(1, state === "Training");
    buttons.allow(2, state === "Paused");
    buttons.allow(3, state === "Training" || state === "Paused");
  }

  function tick() {
    const other = `${key} ${value(0)} ${run.length}`; // another rate from here on, if that was recorded
    if (other in data.runs) {
      key = other;
      name += `, then ${value(0)}`;
    }
    run = data.runs[key].slice(0, run.length + 1);
    if (run.length === data.runs[key].length) leave(run.length === EPOCHS ? "Finished" : "Stopped");
    show();
  }
  function leave(next) {
    clearInterval(timer);
    state = next;
  }
  function goOn() {
    leave("Training");
    timer = setInterval(tick, MILLISECONDS);
  }
  const actions = [
    () => {
      if (run.length) earlier = { run, name };
      [run, name, key] = [[], described(), chosen()];
      goOn();
    },
    () => leave("Paused"),
    goOn,
    () => leave("Stopped"),
  ];
  const controls = data.controls.map((control, i) => nnlibControl(control, (place) => {
    places[i] = place;
    show();
  }));
  const buttons = nnlibButtons(["Start", "Pause", "Resume", "Stop"], (number) => {
    actions[number]();
    show();
  });
  const above = nnlibElement("div", { class: "controls" }, ...controls.map((control) => control.element));
  const screen = nnlibScreen(box, NOTE, above, buttons.row);
  show();
};
