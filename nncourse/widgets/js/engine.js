// A small nnlib for the explorers: the same names and formulas, in double precision. The tests compare the two.
//
// An array of shape (rows, n) is a Float64Array column by column: one example after the other, as examples are columns
// in nnlib. W of shape (outs, ins) likewise: first the weights of input 0, one for each neuron, then those of input 1.

// Random numbers that are the same in every browser and in Python (nncourse/playground): the generator mulberry32.
export class Rng {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  // From 0 to 1, a multiple of 2 ** -32.
  random() {
    this.state = (this.state + 1831565813) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  // Nearly normal: the sum of twelve random numbers, which needs no logarithm and so differs nowhere.
  normal() {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += this.random();
    return sum;
  }

  permutation(n) {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i -= 1) {
      const j = Math.floor(this.random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}

export const sigmoid = (z) => {
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
};

// Each activation function, and its slope from its own output a.
export const ACTIVATIONS = {
  identity: { call: (z) => z, slope: () => 1 },
  sigmoid: { call: sigmoid, slope: (a) => a * (1 - a) },
  tanh: { call: Math.tanh, slope: (a) => 1 - a * a },
  ReLU: { call: (z) => (z > 0 || Number.isNaN(z) ? z : 0), slope: (a) => (a > 0 ? 1 : 0) },
  "leaky ReLU": { call: (z) => (z > 0 || Number.isNaN(z) ? z : 0.1 * z), slope: (a) => (a > 0 ? 1 : 0.1) },
};

export class Layer {
  constructor(ins, outs, act) {
    this.ins = ins;
    this.outs = outs;
    this.act = act;
    this.W = new Float64Array(outs * ins);
    this.b = new Float64Array(outs);
    this.dW = new Float64Array(outs * ins);
    this.db = new Float64Array(outs);
    this.room = new Map(); // arrays to work in, by the number of examples, so that training allocates nothing
  }

  // F(W @ x + b) for n examples.
  forward(x, n) {
    const { ins, outs, W, b } = this;
    if (!this.room.has(n)) this.room.set(n, [new Float64Array(outs * n), new Float64Array(ins * n)]);
    const [a] = this.room.get(n);
    const { call } = ACTIVATIONS[this.act];
    for (let k = 0; k < n; k += 1) {
      for (let j = 0; j < outs; j += 1) a[k * outs + j] = b[j];
      for (let i = 0; i < ins; i += 1) {
        const value = x[k * ins + i];
        if (value === 0) continue; // most pixels are
        for (let j = 0; j < outs; j += 1) a[k * outs + j] += W[i * outs + j] * value;
      }
    }
    for (let i = 0; i < a.length; i += 1) a[i] = call(a[i]);
    this.x = x;
    this.a = a;
    this.n = n;
    return a;
  }

  // Write dW and db; return dx, or null without needDx. The array da becomes dz.
  backward(da, needDx = true) {
    const { ins, outs, W, dW, db, x, a, n } = this;
    const { slope } = ACTIVATIONS[this.act];
    const dx = needDx ? this.room.get(n)[1] : null;
    for (let i = 0; i < da.length; i += 1) da[i] *= slope(a[i]);
    dW.fill(0);
    db.fill(0);
    for (let k = 0; k < n; k += 1) {
      for (let j = 0; j < outs; j += 1) db[j] += da[k * outs + j];
      for (let i = 0; i < ins; i += 1) {
        const value = x[k * ins + i];
        if (value !== 0) for (let j = 0; j < outs; j += 1) dW[i * outs + j] += da[k * outs + j] * value;
        if (!dx) continue;
        let sum = 0;
        for (let j = 0; j < outs; j += 1) sum += W[i * outs + j] * da[k * outs + j];
        dx[k * ins + i] = sum;
      }
    }
    return dx;
  }
}

// How the weights of a layer start, by the name that the reader sees: from a random number and the number of inputs.
export const STARTS = {
  "1 / √ins": (draw, ins) => draw() / Math.sqrt(ins),
  "ten times as large": (draw, ins) => (10 * draw()) / Math.sqrt(ins),
  "all 0.5": () => 0.5,
  "all 0": () => 0,
};

/** @typedef {NeuralNetwork} Network */
export class NeuralNetwork {
  constructor(layers) {
    this.layers = layers;
  }

  // Sizes such as [2, 4, 1]: all layers with one activation function, but for the last, which ends in the identity.
  static from(sizes, act, seed, start = "1 / √ins") {
    const rng = new Rng(seed);
    const last = sizes.length - 2;
    return new NeuralNetwork(
      sizes.slice(1).map((outs, i) => {
        const layer = new Layer(sizes[i], outs, i === last ? "identity" : act);
        for (let w = 0; w < layer.W.length; w += 1) layer.W[w] = STARTS[start](() => rng.normal(), layer.ins);
        return layer;
      }),
    );
  }

  forward(x, n) {
    return this.layers.reduce((values, layer) => layer.forward(values, n), x);
  }

  backward(da) {
    for (let i = this.layers.length - 1; i >= 0; i -= 1) da = this.layers[i].backward(da, i > 0);
  }

  get arrays() {
    return this.layers.flatMap(({ W, b }) => [W, b]);
  }

  get parameters() {
    return this.arrays.reduce((sum, array) => sum + array.length, 0);
  }

  get finite() {
    return this.arrays.every((array) => array.every(Number.isFinite));
  }
}

export function softmax(z, n) {
  const outs = z.length / n;
  const a = new Float64Array(z.length);
  for (let k = 0; k < z.length; k += outs) {
    let largest = -Infinity;
    let total = 0;
    for (let j = k; j < k + outs; j += 1) largest = Math.max(largest, z[j]);
    for (let j = k; j < k + outs; j += 1) total += a[j] = Math.exp(z[j] - largest);
    for (let j = k; j < k + outs; j += 1) a[j] /= total;
  }
  return a;
}

// Each loss returns [the loss, its derivative with respect to the outputs]; both are means, as in nnlib.
export const LOSSES = {
  CrossEntropy(z, labels) {
    const n = labels.length;
    const outs = z.length / n;
    const d = softmax(z, n);
    let loss = 0;
    for (let k = 0; k < n; k += 1) {
      let largest = -Infinity;
      let total = 0;
      for (let j = k * outs; j < (k + 1) * outs; j += 1) largest = Math.max(largest, z[j]);
      for (let j = k * outs; j < (k + 1) * outs; j += 1) total += Math.exp(z[j] - largest);
      loss += Math.log(total) + largest - z[k * outs + labels[k]];
      d[k * outs + labels[k]] -= 1;
    }
    for (let i = 0; i < d.length; i += 1) d[i] /= n;
    return [loss / n, d];
  },

  BinaryCrossEntropy(z, targets) {
    const d = new Float64Array(z.length);
    let loss = 0;
    for (let i = 0; i < d.length; i += 1) {
      loss += Math.max(z[i], 0) + Math.log1p(Math.exp(-Math.abs(z[i]))) - targets[i] * z[i];
      d[i] = (sigmoid(z[i]) - targets[i]) / d.length;
    }
    return [loss / d.length, d];
  },

  MSE(outputs, targets) {
    const d = new Float64Array(outputs.length);
    let loss = 0;
    for (let i = 0; i < d.length; i += 1) {
      loss += (outputs[i] - targets[i]) ** 2;
      d[i] = (2 * (outputs[i] - targets[i])) / d.length;
    }
    return [loss / d.length, d];
  },
};

// One step of SGD, inside of WeightDecay if decay is not 0: all parameters shrink first, then move.
export function sgd(net, rate, decay = 0) {
  const keep = 1 - rate * decay;
  for (const layer of net.layers) {
    for (const [values, gradients] of [
      [layer.W, layer.dW],
      [layer.b, layer.db],
    ]) {
      for (let i = 0; i < values.length; i += 1) values[i] = values[i] * keep - rate * gradients[i];
    }
  }
}

// Forward, loss, backward, step for one mini-batch; returns the loss before the step.
export function trainStep(net, x, targets, loss, rate, decay = 0) {
  const [value, d] = LOSSES[loss](net.forward(x, targets.length), targets);
  net.backward(d);
  sgd(net, rate, decay);
  return value;
}

// Some columns of an array of shape (rows, …).
export function columns(x, rows, few) {
  const chosen = new x.constructor(rows * few.length);
  few.forEach((k, place) => chosen.set(x.subarray(k * rows, (k + 1) * rows), place * rows));
  return chosen;
}

// Where the largest of some neighbours stands, counted from the first of them.
export function argmax(values, from = 0, count = values.length) {
  let place = 0;
  for (let j = 1; j < count; j += 1) if (values[from + j] > values[from + place]) place = j;
  return place;
}
