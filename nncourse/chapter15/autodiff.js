// A small nnlib.autodiff: numbers that remember how they were made. An edge keeps its factor, where nnlib's keeps a rule.

export class Value {
  constructor(data, edges = []) {
    this.data = data;
    this.grad = 0;
    this.edges = edges.filter(([parent]) => parent instanceof Value); // a constant gets no edge
    this.depth = Math.max(0, ...this.edges.map(([parent]) => parent.depth + 1));
  }

  plus(other) {
    return new Value(this.data + dataOf(other), [
      [this, 1],
      [other, 1],
    ]);
  }

  times(other) {
    return new Value(this.data * dataOf(other), [
      [this, dataOf(other)],
      [other, this.data],
    ]);
  }

  pow(n) {
    return new Value(this.data ** n, [[this, n * this.data ** (n - 1)]]);
  }

  exp() {
    const out = Math.exp(this.data);
    return new Value(out, [[this, out]]);
  }

  log() {
    return new Value(Math.log(this.data), [[this, 1 / this.data]]);
  }

  relu() {
    return new Value(Math.max(this.data, 0), [[this, this.data > 0 ? 1 : 0]]);
  }

  // What needs no rule of its own: minus is times −1, and a quotient is a power.
  negative() {
    return this.times(-1);
  }

  minus(other) {
    return this.plus(other instanceof Value ? other.negative() : -other);
  }

  over(other) {
    return this.times(other instanceof Value ? other.pow(-1) : other ** -1);
  }

  backward() {
    const order = topologicalOrder(this);
    for (const node of order) node.grad = 0;
    this.grad = 1;
    for (const node of order) for (const [parent, factor] of node.edges) parent.grad += factor * node.grad;
  }
}

const dataOf = (thing) => (thing instanceof Value ? thing.data : thing);

// The last number and all that it was made of, deepest first; nodes of equal depth as they were found.
export function topologicalOrder(last) {
  const found = new Set([last]);
  const waiting = [last];
  while (waiting.length) {
    for (const [parent] of waiting.pop().edges) {
      if (found.has(parent)) continue;
      found.add(parent);
      waiting.push(parent);
    }
  }
  return [...found].sort((one, other) => other.depth - one.depth);
}

export const WALKS = ["recursion, as it arrives", "recursion, each node once", "= for +=", "deepest first, +="];

// The passes of a walk back in their order, as [node, parent, factor].
export function passesOf(last, walk) {
  if (!walk.startsWith("recursion"))
    return topologicalOrder(last).flatMap((node) => node.edges.map((edge) => [node, ...edge]));
  const passes = [];
  const done = new Set([last]);
  const visit = (node) => {
    for (const [parent, factor] of node.edges) {
      passes.push([node, parent, factor]);
      if (walk === WALKS[1] && done.has(parent)) continue;
      done.add(parent);
      visit(parent);
    }
  };
  visit(last);
  return passes;
}

// What each node holds after some passes, a Map; in one of the walks what arrives replaces what was there.
export function gradientsAfter(last, passes, walk) {
  const gradients = new Map(topologicalOrder(last).map((node) => [node, 0]));
  gradients.set(last, 1);
  for (const [node, parent, factor] of passes) {
    gradients.set(parent, factor * gradients.get(node) + (walk === WALKS[2] ? 0 : gradients.get(parent)));
  }
  return gradients;
}
