const PAGE = 280, PEN = 24, STEP = 10;

function render({ model, el }) {
  const page = document.createElement("canvas");
  page.width = page.height = PAGE;
  page.tabIndex = 0;
  page.className = "digit-pad";
  page.setAttribute("role", "application"); // so that screen readers hand over the arrow keys
  page.setAttribute("aria-label", model.get("help"));
  const said = document.createElement("div");
  said.setAttribute("aria-live", "polite");
  said.className = "digit-pad-said";
  said.textContent = "Draw a digit here";
  el.append(page, said);

  const ink = page.getContext("2d");
  let strokes = [], pen = { x: PAGE / 2, y: PAGE / 2, down: false, shown: false }, timer = null, sent = "[]";

  function draw() {
    ink.fillStyle = "white";
    ink.fillRect(0, 0, PAGE, PAGE);
    ink.strokeStyle = ink.fillStyle = "black";
    ink.lineWidth = PEN;
    ink.lineCap = ink.lineJoin = "round";
    for (const stroke of strokes) {
      const [x, y] = stroke[0];
      ink.beginPath();
      ink.moveTo(x, y);
      ink.lineTo(x + 0.01, y); // so that a single point leaves a dot
      for (const point of stroke) ink.lineTo(...point);
      ink.stroke();
    }
    if (pen.shown) {
      ink.strokeStyle = pen.down ? "#D55E00" : "#0072B2";
      ink.lineWidth = 3;
      ink.beginPath();
      ink.arc(pen.x, pen.y, PEN / 2, 0, 2 * Math.PI);
      ink.stroke();
    }
  }

  function send() {
    timer = null;
    sent = JSON.stringify(strokes);
    model.set("value", JSON.parse(sent));
    model.save_changes();
  }
  const sendSoon = () => { timer ??= setTimeout(send, 120); };

  function place(event) {
    const box = page.getBoundingClientRect();
    const fit = (share) => Math.round(Math.min(1, Math.max(0, share)) * PAGE);
    return [fit((event.clientX - box.left) / box.width), fit((event.clientY - box.top) / box.height)];
  }
  let drawing = false;
  page.addEventListener("pointerdown", (event) => {
    page.setPointerCapture(event.pointerId);
    page.focus();
    drawing = true;
    pen.shown = false;
    strokes.push([place(event)]);
    draw();
    sendSoon();
    event.preventDefault();
  });
  page.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    strokes.at(-1).push(place(event));
    draw();
    sendSoon();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    page.addEventListener(end, () => { drawing = false; });
  }

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  page.addEventListener("keydown", (event) => {
    if (event.key in steps) {
      const [right, down] = steps[event.key];
      pen.x = Math.min(PAGE, Math.max(0, pen.x + STEP * right));
      pen.y = Math.min(PAGE, Math.max(0, pen.y + STEP * down));
      if (pen.down) strokes.at(-1).push([pen.x, pen.y]);
    } else if (event.key === " ") {
      pen.down = !pen.down;
      if (pen.down) strokes.push([[pen.x, pen.y]]);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      strokes = [];
      pen.down = false;
    } else {
      return;
    }
    pen.shown = true;
    const where = `column ${Math.round(pen.x / STEP)} of 28, row ${Math.round(pen.y / STEP)} of 28`;
    said.textContent = `Pen ${pen.down ? "down" : "up"}, ${where}`;
    draw();
    sendSoon();
    event.preventDefault();
    event.stopPropagation();
  });
  page.addEventListener("blur", () => { pen.shown = pen.down = false; draw(); });

  model.on("change:value", () => {
    const value = model.get("value");
    const cleared = value.length === 0 && sent !== "[]"; // an empty page wins over strokes that were not sent yet
    if (!drawing && (timer === null || cleared) && JSON.stringify(value) !== JSON.stringify(strokes)) {
      clearTimeout(timer);
      timer = null;
      strokes = value.map((stroke) => stroke.map((point) => [...point]));
      pen.down = false;
      draw();
    }
  });
  strokes = model.get("value").map((stroke) => stroke.map((point) => [...point]));
  draw();
}
export default { render };
