// The digit pad of chapter 08: the course's own drawing page (nncourse.explorers.digit_pad), and its networks, computed
// here. Each step does what the function of that name does in nnlib; tests compare the answers with Python's.
"use strict";

const nnlibPad = {
  PAGE: 280, PEN: 24, SIDE: 28,

  // The page with the strokes drawn by a round pen: rows of numbers, 0 for paper and 1 for ink.
  ink(strokes) {
    const { PAGE, PEN } = nnlibPad;
    const page = Array.from({ length: PAGE }, () => new Float64Array(PAGE));
    for (const stroke of strokes) {
      stroke.forEach(([x1, y1], i) => {
        const [x0, y0] = stroke[Math.max(i - 1, 0)];
        const [dx, dy] = [x1 - x0, y1 - y0];
        const square = dx * dx + dy * dy || 1;
        const [top, left] = [Math.min(y0, y1) - PEN / 2, Math.min(x0, x1) - PEN / 2].map((a) => Math.max(0, Math.floor(a)));
        const [bottom, right] = [Math.max(y0, y1) + PEN / 2, Math.max(x0, x1) + PEN / 2].map((a) => Math.min(PAGE - 1, Math.ceil(a)));
        for (let y = top; y <= bottom; y += 1) {
          for (let x = left; x <= right; x += 1) {
            const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
            const [ax, ay] = [x - x0 - along * dx, y - y0 - along * dy];
            if (ax * ax + ay * ay <= PEN * PEN / 4) page[y][x] = 1;
          }
        }
      });
    }
    return page;
  },

  // The matrix that shrinks a row of pixels: each piece is the average of the pixels it covers.
  averaging(length, pieces) {
    const step = length / pieces;
    return Array.from({ length: pieces }, (_, piece) => Float64Array.from({ length }, (_, pixel) =>
      Math.max(0, Math.min((piece + 1) * step, pixel + 1) - Math.max(piece * step, pixel)) / step));
  },

  // A matrix times a picture, and the same along its columns.
  averaged(picture, height, width) {
    const down = nnlibPad.averaging(picture.length, height), across = nnlibPad.averaging(picture[0].length, width);
    const half = down.map((row) => Float64Array.from(picture[0], (_, x) =>
      row.reduce((sum, share, y) => (share ? sum + share * picture[y][x] : sum), 0)));
    return half.map((row) => across.map((shares) =>
      Math.min(1, shares.reduce((sum, share, x) => (share ? sum + share * row[x] : sum), 0))));
  },

  shrunk: (page) => nnlibPad.averaged(page, nnlibPad.SIDE, nnlibPad.SIDE),

  // Round as Python does: halves to the even number.
  round(number) {
    const low = Math.floor(number);
    return number - low === 0.5 ? low + (low % 2) : Math.round(number);
  },

  // Where on the page something begins whose centre of mass shall fall on 14, if it fits there.
  place(mass) {
    const total = mass.reduce((sum, one) => sum + one, 0);
    const middle = mass.reduce((sum, one, i) => sum + one * i, 0) / total;
    return Math.min(Math.max(nnlibPad.round(14 - middle), 0), nnlibPad.SIDE - mass.length);
  },

  // The inked part scaled to 20 by 20 pixels, and laid on a page of 28 by 28 with its centre of mass in the middle.
  fitAndCentre(page) {
    const { SIDE } = nnlibPad;
    const result = Array.from({ length: SIDE }, () => new Array(SIDE).fill(0));
    const rows = [], columns = [];
    page.forEach((row, y) => row.forEach((value, x) => {
      if (value) {
        rows.push(y);
        columns.push(x);
      }
    }));
    if (!rows.length) return result;
    const [top, bottom, left, right] = [[rows, Infinity], [rows, -1], [columns, Infinity], [columns, -1]]
      .map(([all, start]) => all.reduce((best, one) => (start < 0 ? Math.max(best, one) : Math.min(best, one)), start));
    const box = page.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
    const [height, width] = [box.length, box[0].length];
    const longest = Math.max(height, width);
    const [high, wide] = [height, width].map((one) => Math.max(1, nnlibPad.round(20 * one / longest)));
    const small = nnlibPad.averaged(box, high, wide);
    const first = nnlibPad.place(small.map((row) => row.reduce((sum, one) => sum + one, 0)));
    const across = nnlibPad.place(small[0].map((_, x) => small.reduce((sum, row) => sum + row[x], 0)));
    small.forEach((row, y) => row.forEach((value, x) => { result[first + y][across + x] = value; }));
    return result;
  },

  // A stored layer as rows of weights and biases: a byte for each weight, and a scale for each row.
  layer({ weights, scale, bias }) {
    const bytes = Int8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
    const ins = bytes.length / bias.length;
    const rows = bias.map((_, i) => Float64Array.from(bytes.subarray(i * ins, (i + 1) * ins), (w) => w * scale[i]));
    return { rows, bias };
  },

  // Ten shares: layer by layer, ReLU between them, and softmax at the end.
  shares(layers, image) {
    let values = image.flat();
    layers.forEach(({ rows, bias }, number) => {
      values = rows.map((row, i) => row.reduce((sum, weight, k) => sum + weight * values[k], bias[i]));
      if (number < layers.length - 1) values = values.map((value) => Math.max(0, value));
    });
    const most = Math.max(...values);
    const parts = values.map((value) => Math.exp(value - most));
    const total = parts.reduce((sum, part) => sum + part, 0);
    return parts.map((part) => part / total);
  },
};

nnlibKinds.pad = (box, data) => {
  const NOTE = "The networks of the lesson compute their answers here in the page; nothing that you draw leaves it.";
  const names = Object.keys(data.networks);
  const networks = names.map((name) => data.networks[name].map(nnlibPad.layer));
  let asked = 0, strokes = [], tell = () => {};
  const percent = (share) => `${nnlibPad.round(100 * share)}%`;
  const best = (shares) => shares.indexOf(Math.max(...shares));

  // The drawing page speaks to a model, as in JupyterLab.
  const model = {
    get: (key) => (key === "help" ? data.help : strokes),
    set: (key, value) => { strokes = value; },
    save_changes: () => show(),
    on: (event, listener) => { tell = listener; },
  };

  function tiles(image, left, caption) {
    const pixels = image.flatMap((row, y) => row.map((value, x) => (value
      ? `<rect x="${left + 5 * x}" y="${30 + 5 * y}" width="5" height="5" fill-opacity="${value.toFixed(3)}"/>` : "")));
    return `<text x="${left + 70}" y="20" text-anchor="middle">${caption}</text>${pixels.join("")}`
      + `<rect x="${left}" y="30" width="140" height="140" fill="none" stroke="black"/>`;
  }
  function bars(shares) {
    return shares.map((share, digit) => {
      const colour = share && digit === best(shares) ? "#D55E00" : "#0072B2";
      return `<text x="352" y="${41 + 14 * digit}" text-anchor="end">${digit}</text>`
        + `<rect x="358" y="${31 + 14 * digit}" width="${(200 * share).toFixed(1)}" height="12" fill="${colour}"/>`;
    }).join("") + '<path d="M358 30V170H558" fill="none" stroke="black"/>'
      + '<text x="358" y="185" text-anchor="middle">0</text><text x="558" y="185" text-anchor="middle">1</text>'
      + '<text x="458" y="185" text-anchor="middle">share</text>';
  }

  function show() {
    const page = nnlibPad.ink(strokes), raw = nnlibPad.shrunk(page), fitted = nnlibPad.fitAndCentre(page);
    const nothing = new Array(10).fill(0);
    let caption = "An empty page", description = "An empty page of 28 by 28 pixels, and no bars.";
    let text = `The page is empty. Draw a digit with the mouse, a finger, or the keyboard: ${data.help}`;
    let found = nothing, captions = ["as drawn", "fitted and centred"];
    if (fitted.flat().some(Boolean)) {
      found = nnlibPad.shares(networks[asked], fitted);
      const uncentred = nnlibPad.shares(networks[asked], raw), first = best(found);
      const second = best(found.map((share, digit) => (digit === first ? -1 : share)));
      caption = `Read as ${first}`;
      text = `Read as ${first}, share ${percent(found[first])}; next comes ${second}, ${percent(found[second])}.\n`
        + `Without fitting and centring: ${best(uncentred)}, share ${percent(Math.max(...uncentred))}.`;
      description = "The drawing fitted and centred on 28 by 28 pixels, "
        + `and ten bars of which ${first} is the longest.`;
      captions = [best(uncentred), first].map((digit, i) => `${captions[i]}: read as ${digit}`);
    }
    const svg = `<svg viewBox="0 0 580 192" width="580" font-size="11">${tiles(raw, 6, captions[0])}`
      + `${tiles(fitted, 172, captions[1])}${bars(found)}</svg>`;
    screen(caption, description, text, svg);
    control.set(asked);
  }

  const control = nnlibControl({ label: "network to ask", kind: "radio", values: names, start: 0 }, (place) => {
    asked = place;
    show();
  });
  const buttons = nnlibButtons(["Clear"], () => {
    strokes = [];
    tell();
    show();
  });
  const drawing = nnlibElement("div", { class: "drawing" });
  const above = nnlibElement("div", { class: "controls" }, control.element);
  const screen = nnlibScreen(box, NOTE, above, buttons.row, drawing);
  nnlibDrawingPage({ model, el: drawing });
  show();
};
