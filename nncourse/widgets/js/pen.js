// A page to draw on, by mouse, finger, pen or keyboard, and what a network gets to see of it: nnlib.drawing and
// nncourse.digit_pad in JavaScript, number for number; the tests compare the two.
import { html } from "./draw.js";
import { clip } from "./text.js";

export const PAGE = 280; // pixels along one side: ten for each pixel of an MNIST image
export const PEN = 24; // pixels: about as wide as the strokes of MNIST
const LARGE = 120; // pixels: a smaller drawing gets a thinner pen, as it will be enlarged
const THINNEST = 4;
const GRAIN = 10; // pixels from one place of the keyboard's pen to the next

// How wide the pen is for a drawing of this size.
export function penOf(strokes) {
  const [low, high] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ];
  for (const stroke of strokes) {
    for (const point of stroke) {
      for (const axis of [0, 1]) {
        low[axis] = Math.min(low[axis], point[axis]);
        high[axis] = Math.max(high[axis], point[axis]);
      }
    }
  }
  const size = Math.max(0, high[0] - low[0], high[1] - low[1]);
  return clip((PEN * size) / LARGE, THINNEST, PEN);
}

// The page row by row, 0 for paper and 1 for ink: a pixel is inked if its middle is under the round pen.
export function ink(strokes) {
  const page = new Uint8Array(PAGE * PAGE);
  const pen = penOf(strokes);
  const reach = (pen * pen) / 4;
  const first = (a) => Math.max(0, Math.floor(a - pen / 2));
  const last = (a) => Math.min(PAGE - 1, Math.ceil(a + pen / 2));
  for (const stroke of strokes) {
    stroke.forEach(([x1, y1], i) => {
      const [x0, y0] = stroke[Math.max(i - 1, 0)];
      const dx = x1 - x0;
      const dy = y1 - y0;
      const square = dx * dx + dy * dy || 1;
      const right = last(Math.max(x0, x1));
      for (let y = first(Math.min(y0, y1)); y <= last(Math.max(y0, y1)); y += 1) {
        for (let x = first(Math.min(x0, x1)); x <= right; x += 1) {
          const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
          const ax = x - x0 - along * dx;
          const ay = y - y0 - along * dy;
          if (ax * ax + ay * ay <= reach) page[y * PAGE + x] = 1;
        }
      }
    });
  }
  return page;
}

// For each piece of a shrunk row of pixels, the pixels that it covers, as [pixel, share].
function covered(length, pieces) {
  const step = length / pieces;
  return Array.from({ length: pieces }, (_, piece) => {
    const found = [];
    for (let i = Math.floor(piece * step); i < Math.min(length, Math.ceil((piece + 1) * step)); i += 1) {
      const width = Math.min((piece + 1) * step, i + 1) - Math.max(piece * step, i);
      if (width > 0) found.push([i, width / step]);
    }
    return found;
  });
}

// A part of the page, from its first row and column on, averaged down (or stretched) to high rows and wide columns.
function averaged(
  page,
  /** @type {number[]} */ [top, left],
  /** @type {number[]} */ [height, width],
  /** @type {number[]} */ [high, wide],
) {
  const rows = covered(height, high);
  const columns = covered(width, wide);
  const small = new Float64Array(high * wide);
  rows.forEach((ys, r) => {
    columns.forEach((xs, c) => {
      let sum = 0;
      for (const [y, a] of ys) for (const [x, b] of xs) sum += a * b * page[(top + y) * PAGE + left + x];
      small[r * wide + c] = Math.min(1, sum);
    });
  });
  return small;
}

// The page as it is, on 28 by 28 pixels.
export const shrunk = (page) => averaged(page, [0, 0], [PAGE, PAGE], [28, 28]);

// Round as Python does, halves to the even number.
const rounded = (number) => (number - Math.floor(number) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number));

// Where something begins whose centre of mass shall fall on 14, if it fits there. Rounding errors must not decide.
function beginning(mass) {
  const total = mass.reduce((sum, one) => sum + one, 0);
  const middle = mass.reduce((sum, one, i) => sum + one * i, 0) / total;
  return clip(rounded(rounded(1e9 * (14 - middle)) / 1e9), 0, 28 - mass.length);
}

// What is inked, scaled to 20 by 20 pixels and laid on a page of 28 by 28 with its centre of mass in the middle.
export function fitAndCentre(page) {
  const image = new Float64Array(28 * 28);
  let [top, bottom, left, right] = [PAGE, -1, PAGE, -1];
  for (let i = 0; i < page.length; i += 1) {
    if (!page[i]) continue;
    const y = Math.floor(i / PAGE);
    const x = i % PAGE;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
    if (x < left) left = x;
    if (x > right) right = x;
  }
  if (bottom < 0) return image;
  const box = [bottom - top + 1, right - left + 1];
  const [high, wide] = box.map((one) => Math.max(1, rounded((20 * one) / Math.max(...box))));
  const small = averaged(page, [top, left], box, [high, wide]);
  const rows = Array.from({ length: high }, (_, r) =>
    small.subarray(r * wide, (r + 1) * wide).reduce((sum, one) => sum + one, 0),
  );
  const columns = Array.from({ length: wide }, (_, c) => rows.reduce((sum, _one, r) => sum + small[r * wide + c], 0));
  const [down, across] = [beginning(rows), beginning(columns)];
  small.forEach((one, i) => {
    image[28 * (down + Math.floor(i / wide)) + across + (i % wide)] = one;
  });
  return image;
}

// All that a network can get of a drawing: { fitted, raw, empty }.
export function seenOf(strokes) {
  const page = ink(strokes);
  const fitted = fitAndCentre(page);
  return { fitted, raw: shrunk(page), empty: !fitted.some(Boolean) };
}

export const HELP = "Arrow keys move the pen, Space puts it down or lifts it, Delete clears the page.";

// The drawing page; change(strokes) is called with a new list whenever something is drawn. show(strokes, example) sets
// what is on it: an example is drawn in grey, and gives way to the first stroke of the reader.
export function drawingPage(change) {
  const canvas = html("canvas", {
    width: PAGE,
    height: PAGE,
    class: "pad",
    tabindex: 0,
    role: "application",
    "aria-label": `Drawing page. ${HELP}`,
  });
  const told = html(
    "p",
    { class: "hint", "aria-live": "polite" },
    "Draw here: mouse, finger, or arrow keys and Space.",
  );
  const brush = canvas.getContext("2d");
  const pen = { x: PAGE / 2, y: PAGE / 2, down: false, shown: false };
  let [strokes, example, held] = [[], false, null];

  function draw() {
    const style = getComputedStyle(canvas);
    const width = penOf(strokes);
    brush.clearRect(0, 0, PAGE, PAGE);
    Object.assign(brush, {
      strokeStyle: style.getPropertyValue(example ? "--ghost" : "--ink"),
      lineWidth: width,
      lineCap: "round",
      lineJoin: "round",
    });
    for (const stroke of strokes) {
      brush.beginPath();
      brush.moveTo(...stroke[0]);
      brush.lineTo(stroke[0][0] + 0.01, stroke[0][1]); // a single point leaves a dot
      for (const point of stroke) brush.lineTo(...point);
      brush.stroke();
    }
    if (!pen.shown) return;
    Object.assign(brush, { strokeStyle: style.getPropertyValue(pen.down ? "--accent" : "--focus"), lineWidth: 3 });
    brush.beginPath();
    brush.arc(pen.x, pen.y, PEN / 2, 0, 2 * Math.PI);
    if (pen.down) brush.arc(pen.x, pen.y, 2, 0, 2 * Math.PI);
    brush.stroke();
  }
  const say = () => {
    draw();
    change(strokes.map((stroke) => [...stroke]));
  };
  function begin(point) {
    if (example) strokes = [];
    example = false;
    strokes.push([point]);
  }
  function place(event) {
    const box = canvas.getBoundingClientRect();
    const zoom = box.width / canvas.offsetWidth; // an enlarged page has other pixels
    const fit = (at, border, size) => Math.round(clip((at / zoom - border) / size, 0, 1) * PAGE);
    return [
      fit(event.clientX - box.left, canvas.clientLeft, canvas.clientWidth),
      fit(event.clientY - box.top, canvas.clientTop, canvas.clientHeight),
    ];
  }
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0 || held !== null) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    held = event.pointerId;
    Object.assign(pen, { shown: false, down: false });
    begin(place(event));
    say();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held) return;
    const all = event.getCoalescedEvents?.() ?? []; // a fast stroke has more points than frames
    strokes.at(-1).push(...(all.length ? all : [event]).map(place));
    say();
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, (event) => {
      if (event.pointerId === held) held = null;
    });
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in steps) {
      const [right, down] = steps[event.key];
      pen.x = clip(pen.x + GRAIN * right, 0, PAGE);
      pen.y = clip(pen.y + GRAIN * down, 0, PAGE);
      if (pen.down) strokes.at(-1).push([pen.x, pen.y]);
    } else if (event.key === " ") {
      pen.down = !pen.down;
      if (pen.down) begin([pen.x, pen.y]);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      [strokes, example] = [[], false];
      pen.down = false;
    } else return;
    pen.shown = true;
    told.textContent = `Pen ${pen.down ? "down" : "up"}, column ${Math.round(pen.x / GRAIN)} of 28, row ${Math.round(pen.y / GRAIN)} of 28`;
    say();
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("blur", () => {
    Object.assign(pen, { shown: false, down: false });
    draw();
  });
  function show(others, isExample) {
    if (held !== null || pen.down) return; // what is being drawn is the newest
    strokes = others.map((stroke) => stroke.map((point) => [...point]));
    example = isExample;
    draw();
  }
  function wipe() {
    // from outside, such as by a button: also what is being drawn
    held = null;
    pen.down = false;
  }
  return { canvas, told, draw, show, wipe };
}
