// The optimizers of nnlib, with the same names and formulas, in double precision. The tests compare the two.
//
// step(parameters) moves every parameter in place, as in nnlib: parameters are pairs [values, gradients] of arrays of
// one length, always in the same order.

class Optimizer {
  constructor(rate) {
    this.rate = rate;
    this.steps = 0;
    this.memory = new Map();
  }

  // The array that is kept under a name for a parameter, the same one each time; zeros at first.
  kept(name, number, count) {
    const key = `${name}${number}`;
    if (!this.memory.has(key)) this.memory.set(key, new Float64Array(count));
    return this.memory.get(key);
  }

  // What is gone along for a parameter, by the number of it and its gradients.
  direction(_, gradients) {
    return gradients;
  }

  step(parameters) {
    this.steps += 1;
    parameters.forEach(([values, gradients], number) => {
      const direction = this.direction(number, gradients);
      for (let i = 0; i < values.length; i += 1) values[i] -= this.rate * direction[i];
    });
  }
}

export class SGD extends Optimizer {}

export class Momentum extends Optimizer {
  constructor(rate, momentum = 0.9) {
    super(rate);
    this.momentum = momentum;
  }

  direction(number, gradients) {
    const v = this.kept("v", number, gradients.length);
    for (let i = 0; i < v.length; i += 1) v[i] = this.momentum * v[i] + gradients[i];
    return v;
  }
}

export class RMSProp extends Optimizer {
  constructor(rate, decay = 0.99, epsilon = 1e-8) {
    super(rate);
    this.decay = decay;
    this.epsilon = epsilon;
  }

  direction(number, gradients) {
    const s = this.kept("s", number, gradients.length);
    return Float64Array.from(gradients, (gradient, i) => {
      s[i] = this.decay * s[i] + (1 - this.decay) * gradient ** 2;
      return gradient / (Math.sqrt(s[i]) + this.epsilon);
    });
  }
}

export class Adam extends Optimizer {
  constructor(rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {
    super(rate);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  direction(number, gradients) {
    const m = this.kept("m", number, gradients.length);
    const s = this.kept("s", number, gradients.length);
    const shareM = 1 - this.beta1 ** this.steps;
    const shareS = 1 - this.beta2 ** this.steps;
    return Float64Array.from(gradients, (gradient, i) => {
      m[i] = this.beta1 * m[i] + (1 - this.beta1) * gradient;
      s[i] = this.beta2 * s[i] + (1 - this.beta2) * gradient ** 2;
      return m[i] / shareM / (Math.sqrt(s[i] / shareS) + this.epsilon);
    });
  }
}
