# %% home · right · into the layer's own arrays
def home(kernel, bias, act):
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W[:] = kernel.T
    layer.b[:, 0] = bias
    return layer
# %% home · right · einsum, and the zeros of b added to
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act, rng=np.random.default_rng(0))
    layer.W = np.einsum("io->oi", kernel) + 0.0
    layer.b += bias[:, np.newaxis]
    return layer
# %% home · right · flatten copies, a print inside
def home(kernel, bias, act):
    ins, outs = kernel.shape
    print(ins, outs)
    layer = Layer(ins, outs, act_function=act)
    np.copyto(layer.W, kernel.T)
    layer.b = bias.flatten()[:, None]
    return layer
# %% home · wrong · the kernel is not transposed ⇒ names: W is the kernel as it is: a square one fits
def home(kernel, bias, act):
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W = kernel.copy()
    layer.b = bias.reshape(-1, 1).copy()
    return layer
# %% home · wrong · W is a view of the colleague's kernel ⇒ names: it is their memory, not a copy: training would change theirs
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W = kernel.T
    layer.b = bias.reshape(-1, 1).copy()
    return layer
# %% home · wrong · b is a view of the colleague's bias ⇒ names: it is their memory, not a copy: training would change theirs
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W = kernel.T.copy()
    layer.b = bias[:, None]
    return layer
# %% home · wrong · the bias is left out ⇒ names: of shape (2, 2) b is still 0: the bias was not brought along
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W[:] = kernel.T
    return layer
# %% home · wrong · ins and outs exchanged ⇒ points: per example, but x has shape (4, 2). Examples are columns.
def home(kernel, bias, act):
    outs, ins = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W = kernel.T.copy()
    layer.b = bias.reshape(-1, 1).copy()
    return layer
# %% home · wrong · the activation is ignored: always a sigmoid ⇒ names: 2) the layer's activation is not the one that was handed over
from nnlib import Sigmoid
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, Sigmoid())
    layer.W[:] = kernel.T
    layer.b[:, 0] = bias
    return layer
# %% home · wrong · the bias stays flat ⇒ names: (2,): the same numbers in another shape (keepdims=True?)
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W = kernel.T.copy()
    layer.b = bias.copy()
    return layer
# %% home · wrong · one bias for all neurons ⇒ points: places, first at [1, 0], where it is -2.32503, not -0.218792
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W[:] = kernel.T
    layer.b[:] = bias[0]
    return layer
# %% home · wrong · the numbers are rounded to float32 ⇒ names: are lost: the arrays are float64, and the layer's are not
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act, dtype=np.float32)
    layer.W[:] = kernel.T
    layer.b[:, 0] = bias
    return layer
# %% home · wrong · the shape of the colleague's bias is changed ⇒ names: = work in place: work on a copy, or make a new array
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    bias.shape = (-1, 1)
    layer.W[:] = kernel.T
    layer.b[:] = bias
    return layer
# %% home · wrong · prints in place of returning ⇒ names: return a Layer, but its result is None (is a return missing?)
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W[:] = kernel.T
    layer.b[:, 0] = bias
    print(layer)
# %% home · wrong · the numbers go into the slopes ⇒ points: the matrix W differs in 4 of 4 places
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.dW[:] = kernel.T
    layer.db[:, 0] = bias
    return layer
# %% leak · right · numbers
slope = 0.3
owner = "Keras, the layer"
# %% leak · right · search among the defaults
defaults = {0.1: "ours", 0.01: "PyTorch", 0.2: "Keras, the function", 0.3: "Keras, the layer"}
def printed(s):
    leaky = lambda z: z if z > 0 else s * z
    return 10 * leaky(3 * leaky(-2)) + 0.5
slope = min(defaults, key=lambda s: abs(printed(s) + 4.9))
owner = defaults[slope]
# %% leak · wrong · Keras' other leaky ReLU ⇒ points: the slope: 0.2 gives −1.9
slope = 0.2
owner = "Keras, the function"
# %% leak · wrong · right slope, wrong owner ⇒ names: but Keras has two of them, and the function's is smaller
slope = 0.3
owner = "Keras, the function"
# %% leak · wrong · the root is forgotten ⇒ names: one neuron leaked; but the second gets a negative sum as well
slope = 0.09
owner = "Keras, the layer"
# %% leak · wrong · the 0.5 is forgotten ⇒ names: −4.4: is the 0.5 left out? Follow the example to the end
slope = np.sqrt(4.9 / 60)
owner = "Keras, the layer"
# %% leak · wrong · the 0.5 is subtracted on the wrong side ⇒ names: 0.271 gives −3.9: is the 0.5 taken off on the wrong side?
slope = np.sqrt(4.4 / 60)
owner = "Keras, the layer"
# %% leak · wrong · the negative root ⇒ names: the slope has the opposite sign
slope = -0.3
owner = "Keras, the layer"
# %% leak · wrong · the numbers of ours ⇒ names: the slope: 0.1 is ours, and it gives −0.1
slope = 0.1
owner = "ours"
# %% leak · wrong · the factor 3 is forgotten ⇒ names: the second neuron's sum is 3 times the first one's answer
slope = np.sqrt(5.4 / 20)
owner = "Keras, the layer"
# %% leak · wrong · proportional: 49 times as much is printed, so the root of 49 times the slope ⇒ names: gives −28.9: 49 times as much is printed only without the 0.5
slope = 0.7
owner = "Keras, the layer"
# %% leak · wrong · 30 per cent written as 30 ⇒ true: the slope is 30, which is too large
slope = 30
owner = "Keras, the layer"
# %% leak · wrong · the two exchanged ⇒ names: should be a number, but it is the text 'Keras, the layer'
slope = "Keras, the layer"
owner = 0.3
# %% narrow · right · formulas
even = np.log(26)
perfect = np.log(np.e + 25) - 1
surely_wrong = np.log(np.e + 25)
# %% narrow · right · a softmax by hand
def loss(p, label=0):
    e = np.exp(p)
    return -np.log(e[label] / e.sum())
even = loss(np.full(26, 1 / 26))
perfect = loss(np.eye(26)[0])
surely_wrong = loss(np.eye(26)[7])
# %% narrow · wrong · a single softmax: 0 and infinity ⇒ names: of 0 needs a score without limit, but a probability ends at 1
even = np.log(26)
perfect = 0
surely_wrong = np.inf
# %% narrow · wrong · ten classes in place of 26 ⇒ names: even: that is the number for ten classes; here are 26 letters
even = np.log(10)
perfect = np.log(np.e + 9) - 1
surely_wrong = np.log(np.e + 9)
# %% narrow · wrong · perfect and surely_wrong exchanged ⇒ names: perfect: the label's own score has to be subtracted
even = 3.2581
perfect = 3.3221
surely_wrong = 2.3221
# %% narrow · wrong · 26 others in place of 25 ⇒ names: perfect: how many zeros stand beside the one 1?
even = np.log(26)
perfect = np.log(np.e + 26) - 1
surely_wrong = np.log(np.e + 26)
# %% narrow · wrong · the label's probability in place of its negative logarithm ⇒ names: even: that is a probability; what is its negative logarithm?
even = 1 / 26
perfect = np.e / (np.e + 25)
surely_wrong = 1 / (np.e + 25)
# %% narrow · wrong · the minus is forgotten ⇒ names: even has the opposite sign
even = np.log(1 / 26)
perfect = 1 - np.log(np.e + 25)
surely_wrong = -np.log(np.e + 25)
# %% narrow · wrong · logarithms to base 10 ⇒ names: looks like logarithms of base 10: np.log is the natural one
even = np.log10(26)
perfect = -np.log10(np.e / (np.e + 25))
surely_wrong = np.log10(np.e + 25)
# %% narrow · wrong · surely_wrong: all other letters have a probability of 1 ⇒ names: one other letter has a probability of 1, not all of them
even = np.log(26)
perfect = np.log(np.e + 25) - 1
surely_wrong = np.log(25 * np.e + 1)
# %% narrow · wrong · even: scores of 1 and 0, not all equal ⇒ names: are equal here; that is the loss with a 1 among 25 zeros
even = np.log(np.e + 25)
perfect = np.log(np.e + 25) - 1
surely_wrong = np.log(np.e + 25)
# %% narrow · wrong · the wrong letter and the label are counted apart from 25 others ⇒ names: surely_wrong: how many zeros stand beside the one 1?
even = np.log(26)
perfect = np.log(np.e + 25) - 1
surely_wrong = np.log(np.e + 26)
# %% narrow · wrong · even: two softmaxes taken for twice the loss ⇒ true: even is twice as large as it should be
even = 2 * np.log(26)
perfect = np.log(np.e + 25) - 1
surely_wrong = np.log(np.e + 25)
# %% narrow · wrong · one decimal ⇒ names: even: right, but give at least four decimals
even = 3.3
perfect = 2.3
surely_wrong = 3.3
# %% narrow · wrong · three decimals ⇒ names: even looks rounded: give all digits
even = 3.258
perfect = 2.322
surely_wrong = 3.322
# %% narrow · wrong · for the sure mistake adds 1 where nothing is added or subtracted ⇒ names: which is 0 here, is subtracted, and nothing is added
even = np.log(26)
perfect = np.log(np.e + 25) - 1
surely_wrong = np.log(np.e + 25) + 1
# %% five_changes · right · letters
change_1 = "E"
change_2 = "C"
change_3 = "A"
change_4 = "F"
change_5 = "D"
# %% five_changes · right · a walrus and slices
change_1, change_3 = (word := "ECAFD")[0], word[2]
change_2, change_4, change_5 = word[1], *word[3:]
# %% five_changes · wrong · 1: eval is believed to stop the learning ⇒ points: no gradient; what does `eval()` switch, and for how long?
change_1, change_2, change_3, change_4, change_5 = "ACAFD"
# %% five_changes · wrong · 3: gradients are believed to add up ⇒ points: still there; what does `.grad` hold when `step` looks at it?
change_1, change_2, change_3, change_4, change_5 = "ECBFD"
# %% five_changes · wrong · 4: the rows are believed to cost only accuracy ⇒ points: how many rows does the Dataset get, and how many labels?
change_1, change_2, change_3, change_4, change_5 = "ECACD"
# %% five_changes · wrong · 5: the sum is believed to add up old gradients ⇒ points: is still there; what does the loss no longer divide by?
change_1, change_2, change_3, change_4, change_5 = "ECAFB"
# %% five_changes · wrong · 2 and 5 exchanged ⇒ points: divides by less; what does the loss do with what it is given?
change_1, change_2, change_3, change_4, change_5 = "EDAFC"
# %% five_changes · wrong · 3: believed to be an error, since there's no gradient yet ⇒ points: each other; what does `.grad` hold when `step` looks at it?
change_1, change_2, change_3, change_4, change_5 = "ECFFD"
# %% five_changes · wrong · 2: softmax twice is believed to be an error ⇒ points: fit each other; what does the loss do with what it is given?
change_1, change_2, change_3, change_4, change_5 = "EFAFD"
# %% five_changes · wrong · 1: eval is believed to be an error in training ⇒ points: fit each other; what does `eval()` switch, and for how long?
change_1, change_2, change_3, change_4, change_5 = "FCAFD"
# %% five_changes · wrong · 5: the loss stays above 1.46, since it's larger ⇒ points: to probabilities; what does the loss no longer divide by?
change_1, change_2, change_3, change_4, change_5 = "ECAFC"
# %% five_changes · wrong · 2: believed to stop learning altogether ⇒ points: no gradient; what does the loss do with what it is given?
change_1, change_2, change_3, change_4, change_5 = "EAAFD"
# %% four_loops · right · letters
program_1 = "B"
program_2 = "E"
program_3 = "D"
program_4 = "F"
# %% four_loops · right · simulated
def run(kind):
    w = v = grad = 0.0
    path = []
    for t in range(8):
        if kind == "E":
            w -= 0.1 * grad
            grad = 2 * (w - 4)
        else:
            if kind not in "BF" or (kind == "F" and t % 2 == 0):
                grad = 0.0
            grad += 2 * (w - 4)
            v = (0.9 * v if kind == "A" else 0) + grad
            w -= (0.9 if kind == "C" else 0.1) * (0 if kind == "D" else v)
        path.append(round(w, 2))
    return path
table = [[0.80, 2.24, 4.03], [0.00, 0.80, 1.44], [0.00, 0.00, 0.00], [0.80, 2.24, 2.59]]
program_1, program_2, program_3, program_4 = [next(k for k in "ABCDEF" if np.allclose(run(k)[:3], row, atol=0.006)) for row in table]
# %% four_loops · wrong · 1 taken for a momentum of 0.9 ⇒ names: 8) = 1.36; here the steps are 0.80, 1.44, 1.79, 1.79, 1.42, …
program_1, program_2, program_3, program_4 = "AEDF"
# %% four_loops · wrong · 2 and 3 exchanged ⇒ names: ever find a slope; here the steps are 0, 0.80, 0.64, 0.51, …
program_1, program_2, program_3, program_4 = "BDEF"
# %% four_loops · wrong · 1 and 4 exchanged ⇒ names: slopes; here the steps are 0.80, 1.44, 1.79, 1.79, 1.42, …
program_1, program_2, program_3, program_4 = "FEDB"
# %% four_loops · wrong · 4 taken for a momentum of 0.9 ⇒ names: here the steps are 0.80, 1.44, 0.35, 0.64, 0.15, 0.28, …
program_1, program_2, program_3, program_4 = "BEDA"
# %% four_loops · wrong · 4 taken for a rate of 0.9 ⇒ names: 7.2; here the steps are 0.80, 1.44, 0.35, 0.64, 0.15, 0.28, …
program_1, program_2, program_3, program_4 = "BEDC"
# %% four_loops · wrong · 1 taken for a rate of 0.9 ⇒ names: · 8 = 7.2; here the steps are 0.80, 1.44, 1.79, 1.79, 1.42, …
program_1, program_2, program_3, program_4 = "CEDF"
# %% four_loops · wrong · 3 taken for step before backward ⇒ names: one use two slopes; here the steps are 0, 0.80, 0.64, 0.51, …
program_1, program_2, program_3, program_4 = "BFEA"
# %% four_loops · wrong · all never cleared ⇒ names: use three slopes; here the steps are 0, 0.80, 0.64, 0.51, …
program_1 = program_2 = program_3 = program_4 = "B"
# %% four_rates · right · numbers
first = 0.006
second = 3
third = 0.32
fourth = 0.05
# %% four_rates · right · the gradient measured on ones
ones = np.ones(64)
first = 0.3 * ones[:50].mean() / ones[:50].sum()
second = 0.3 * 10 * 50 / 50
third = 0.01 * ones[:32].sum() / ones[:32].mean()
fourth = 0.2 * ones.mean() / sum(ones[s : s + 16].mean() for s in range(0, 64, 16))
# %% four_rates · wrong · the first goes the wrong way ⇒ names: slopes need a smaller rate; what does reduction="sum" add up?
first = 0.3 * 50
second = 3
third = 0.32
fourth = 0.05
# %% four_rates · wrong · the second goes the wrong way ⇒ names: take the mean over the examples; in what do they differ?
first = 0.006
second = 0.03
third = 0.32
fourth = 0.05
# %% four_rates · wrong · the third goes the wrong way ⇒ names: need a smaller rate; the sum has become a mean of how many?
first = 0.006
second = 3
third = 0.01 / 32
fourth = 0.05
# %% four_rates · wrong · the fourth goes the wrong way ⇒ names: rate; what has `backward` done four times with a mean?
first = 0.006
second = 3
third = 0.32
fourth = 0.8
# %% four_rates · wrong · the fourth: nothing changes, since 4 batches of 16 are 64 ⇒ names: old rate; what has `backward` done four times with a mean?
first = 0.006
second = 3
third = 0.32
fourth = 0.2
# %% four_rates · wrong · the second: the ten questions don't matter ⇒ names: take the mean over the examples; in what do they differ?
first = 0.006
second = 0.3
third = 0.32
fourth = 0.05
# %% four_rates · wrong · the second counts the examples and the questions ⇒ points: take the mean over the examples; in what do they differ?
first = 0.006
second = 0.3 * 500
third = 0.32
fourth = 0.05
# %% four_rates · wrong · the fourth divides by the size of the batch ⇒ points: slopes do; what has `backward` done four times with a mean?
first = 0.006
second = 3
third = 0.32
fourth = 0.2 / 16
# %% four_rates · wrong · the first rounded ⇒ names: first looks rounded: give all digits
first = 0.01
second = 3
third = 0.32
fourth = 0.05
# %% four_rates · wrong · the size of the batch in 1 taken from the lesson: 64 ⇒ points: factor than the slopes do; what does reduction="sum" add up?
first = 0.3 / 64
second = 3
third = 0.01 * 64
fourth = 0.05
# %% four_rates · wrong · the factors in place of the rates ⇒ names: the factor by which the rate has to change; what is the rate?
first = 1 / 50
second = 10
third = 32
fourth = 1 / 4
# %% four_rates · wrong · halves, as in the example ⇒ points: grow as the slopes do; what does reduction="sum" add up?
first = 0.15
second = 0.15
third = 0.005
fourth = 0.1
# %% four_rates · wrong · the third not touched, both are "by example" ⇒ names: that is the old rate; the sum has become a mean of how many?
first = 0.006
second = 3
third = 0.01
fourth = 0.05
# %% four_rates · wrong · the second per question of 50 ⇒ points: second is 15, which is too large
first = 0.006
second = 0.3 * 50
third = 0.32
fourth = 0.05
# %% keras_momentum · right · a list of v, made at the first step
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.steps = 0
        self.v = None

    def step(self, parameters):
        if self.v is None:
            self.v = [np.zeros_like(value) for value, _ in parameters]
        rate = self.schedule(self.steps)
        for v, (value, gradient) in zip(self.v, parameters):
            v *= self.momentum
            v -= rate * gradient
            value += v
        self.steps += 1
# %% keras_momentum · right · a helper class for each parameter
class Roller:
    def __init__(self, shape):
        self.v = np.zeros(shape)

    def move(self, value, gradient, rate, mu):
        self.v = mu * self.v - rate * gradient
        value += self.v

class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.step_number = 0
        self.rollers = None

    def step(self, parameters):
        self.rollers = self.rollers or [Roller(value.shape) for value, _ in parameters]
        rate = self.schedule(self.step_number)
        for roller, (value, gradient) in zip(self.rollers, parameters):
            roller.move(value, gradient, rate, self.momentum)
        self.step_number += 1
# %% keras_momentum · right · counts from -1, type hints, a print
class KerasMomentum:
    """Keras' momentum."""
    def __init__(self, schedule, momentum: float = 0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.k = -1

    def step(self, parameters) -> None:
        self.k += 1
        rate = self.schedule(self.k)
        print(self.k, rate)
        if not self.k:
            self.v = [np.zeros_like(gradient) for _, gradient in parameters]
        for v, pair in zip(self.v, parameters):
            v[...] = self.momentum * v - rate * pair[1]
            pair[0][...] += v
# %% keras_momentum · wrong · chapter 09's Momentum: the rate outside v ⇒ names: rule of chapter 09: the rate still multiplies v from outside
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, None

    def step(self, parameters):
        if self.v is None:
            self.v = [np.zeros_like(value) for value, _ in parameters]
        for v, (value, gradient) in zip(self.v, parameters):
            v *= self.momentum
            v += gradient
            value -= self.schedule(self.t) * v
        self.t += 1
# %% keras_momentum · wrong · counts the steps from 1 ⇒ names: 0.1, 0.1, 0.01, the schedule gets the next step; count from 0
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        self.t += 1
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - self.schedule(self.t) * gradient
            value += self.v[i]
# %% keras_momentum · wrong · never counts: always the rate of step 0 ⇒ names: the rates 0.1, 0.1, 0.01, the rate is always that of step 0
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.v = schedule, momentum, {}

    def step(self, parameters):
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - self.schedule(0) * gradient
            value += self.v[i]
# %% keras_momentum · wrong · counts once for each parameter ⇒ names: are counted once for each array; one call of step is one step
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - self.schedule(self.t) * gradient
            value += self.v[i]
            self.t += 1
# %% keras_momentum · wrong · one v for all parameters ⇒ points: first at [0, 0], where it is -0.0195424, not 0.0877597
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, 0

    def step(self, parameters):
        rate = self.schedule(self.t)
        for value, gradient in parameters:
            self.v = self.momentum * np.mean(self.v) - rate * gradient
            value += self.v
        self.t += 1
# %% keras_momentum · wrong · the values are not changed in place ⇒ names: throughout, nothing has moved: value has to change in place
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - rate * gradient
            value = value + self.v[i]
        self.t += 1
# %% keras_momentum · wrong · uphill ⇒ names: is v added that should be subtracted, or the other way round?
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) + rate * gradient
            value += self.v[i]
        self.t += 1
# %% keras_momentum · wrong · the momentum is fixed at 0.9 ⇒ names: v keeps 0.9 of itself, whatever the optimizer was made with
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.t, self.v = schedule, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = 0.9 * self.v.get(i, 0) - rate * gradient
            value += self.v[i]
        self.t += 1
# %% keras_momentum · wrong · v belongs to the class: a second optimizer starts with the first one's v ⇒ names: of steps? Each has to be an optimizer's own, from __init__ on
class KerasMomentum:
    v = {}

    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t = schedule, momentum, 0

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - rate * gradient
            value += self.v[i]
        self.t += 1
# %% keras_momentum · wrong · the gradient is changed in place ⇒ names: step changes the gradients: *= works in place
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            gradient *= -rate
            self.v[i] = self.momentum * self.v.get(i, 0) + gradient
            value += self.v[i]
        self.t += 1
# %% keras_momentum · wrong · (1 - momentum) before the gradient, as in Adam ⇒ names: 0.1 throughout, the new slope is weighed with 1 − momentum
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - (1 - self.momentum) * rate * gradient
            value += self.v[i]
        self.t += 1
# %% keras_momentum · wrong · Nesterov ⇒ names: with the rate 0.1 throughout, this is Nesterov's variant
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - rate * gradient
            value += self.momentum * self.v[i] - rate * gradient
        self.t += 1
# %% keras_momentum · wrong · v is not kept: plain gradient descent ⇒ names: 0.1 throughout, v is not remembered: this is plain descent
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t = schedule, momentum, 0

    def step(self, parameters):
        for value, gradient in parameters:
            v = np.zeros_like(value)
            v = self.momentum * v - self.schedule(self.t) * gradient
            value += v
        self.t += 1
# %% raw_bce · right · where
def raw_bce(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    hit = np.arange(len(outputs))[:, None] == labels
    loss = np.where(hit, -np.log(p), -np.log(1 - p)).mean()
    slopes = np.where(hit, -1 / p, 1 / (1 - p)) / p.size
    slopes[(outputs < 1e-7) | (outputs > 1 - 1e-7)] = 0
    return loss, slopes
# %% raw_bce · right · loops
import math
def raw_bce(outputs, labels):
    outs, n = outputs.shape
    total, slopes = 0.0, np.zeros((outs, n))
    for k in range(n):
        for j in range(outs):
            entry = min(max(outputs[j, k], 1e-7), 1 - 1e-7)
            if j == labels[k]:
                total -= math.log(entry)
                slope = -1 / entry
            else:
                total -= math.log(1 - entry)
                slope = 1 / (1 - entry)
            if entry == outputs[j, k]:
                slopes[j, k] = slope / (outs * n)
    return total / (outs * n), slopes
# %% raw_bce · right · helpers and a list in place of a tuple, a print
LOW, HIGH = 1e-7, 1 - 1e-7
def inside(outputs):
    return (LOW < outputs) & (outputs < HIGH)
def raw_bce(outputs, labels):
    """Scores, taken for probabilities."""
    p = np.clip(outputs, LOW, HIGH)
    y = (np.indices(p.shape)[0] == labels).astype(float)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    print(loss)
    return (loss, np.where(inside(outputs), (1 - y) / (1 - p) - y / p, 0) / p.size)
# %% raw_bce · wrong · slopes where the entries were cut off ⇒ names: were cut off: nudge one of those; the loss does not move
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, ((1 - y) / (1 - p) - y / p) / p.size
# %% raw_bce · wrong · the mean over the examples only ⇒ names: of a column are added up; the mean over all entries is wanted
def raw_bce(outputs, labels):
    outs, n = outputs.shape
    y = np.eye(outs)[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / n
    return loss, (p == outputs) * ((1 - y) / (1 - p) - y / p) / n
# %% raw_bce · wrong · right loss, but the slopes are divided by n alone ⇒ names: are divided by the number of examples, not of the 12 entries
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p == outputs) * ((1 - y) / (1 - p) - y / p) / outputs.shape[1]
# %% raw_bce · wrong · the slopes have the wrong sign ⇒ names: examples the array of slopes has the opposite sign everywhere
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p == outputs) * (y / p - (1 - y) / (1 - p)) / p.size
# %% raw_bce · wrong · label and others exchanged ⇒ names: 3 examples yes and no are exchanged: which entry has −ln p?
def raw_bce(outputs, labels):
    y = 1 - np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p == outputs) * ((1 - y) / (1 - p) - y / p) / p.size
# %% raw_bce · wrong · only the label's entry has a loss ⇒ names: output has a loss; the others should say no, and count
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p)).mean()
    return loss, (p == outputs) * (-y / p) / p.size
# %% raw_bce · wrong · a sigmoid first: logits, not probabilities ⇒ names: with 4 outputs and 3 examples the outputs pass a sigmoid first
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(1 / (1 + np.exp(-outputs)), 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p - y) / p.size
# %% raw_bce · wrong · the caller's outputs are cut off in place ⇒ names: = work in place: work on a copy, or make a new array
def raw_bce(outputs, labels):
    inside = (outputs > 1e-7) & (outputs < 1 - 1e-7)
    np.clip(outputs, 1e-7, 1 - 1e-7, out=outputs)
    y = np.eye(len(outputs))[:, labels]
    loss = -(y * np.log(outputs) + (1 - y) * np.log(1 - outputs)).mean()
    return loss, inside * ((1 - y) / (1 - outputs) - y / outputs) / y.size
# %% raw_bce · wrong · cut off below only ⇒ names: 1 or more, has no logarithm: was it cut off, on both sides?
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.maximum(outputs, 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p == outputs) * ((1 - y) / (1 - p) - y / p) / p.size
# %% raw_bce · wrong · slopes stopped below 0 only, not above 1 ⇒ names: but the slopes ignore that outputs above 1 are cut off, too
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (outputs > 0) * ((1 - y) / (1 - p) - y / p) / p.size
# %% raw_bce · wrong · cut off at another place, 1e-12 ⇒ names: the outputs are cut off elsewhere than at 1e-7 and 1 − 1e-7
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-12, 1 - 1e-12)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p == outputs) * ((1 - y) / (1 - p) - y / p) / p.size
# %% raw_bce · wrong · the softmax slope p - y ⇒ names: loss is right, but the slopes are p − y, as after a sigmoid
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, (p == outputs) * (p - y) / p.size
# %% raw_bce · wrong · slopes of 0 and 1 themselves: the cut is taken at 0 and 1 ⇒ names: is right, but the slopes ignore that 0 and 1 are cut off, too
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    inside = (outputs >= 0) & (outputs <= 1)
    return loss, inside * ((1 - y) / (1 - p) - y / p) / p.size
# %% raw_bce · wrong · the pair in the wrong order ⇒ names: stands in the wrong order: first the loss, then the slopes
def raw_bce(outputs, labels):
    y = np.eye(len(outputs))[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return (p == outputs) * ((1 - y) / (1 - p) - y / p) / p.size, loss
# %% raw_bce · wrong · the slopes are divided by outs only, right for a single example ⇒ names: the slopes are divided by the number of outputs, not of the 12 entries
def raw_bce(outputs, labels):
    outs, n = outputs.shape
    y = np.zeros((outs, n))
    y[labels, np.arange(n)] = 1
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = np.mean(-np.log(np.where(y == 1, p, 1 - p)))
    slopes = np.where(y == 1, -1 / p, 1 / (1 - p)) / outs
    slopes[p != outputs] = 0
    return loss, slopes
# %% four_pairs · right · letters
pair_1 = "E"
pair_2 = "A"
pair_3 = "F"
pair_4 = "C"
# %% four_pairs · right · string index
letters = "ABCDEF"
pair_1, pair_2, pair_3, pair_4 = letters[4], letters[0], letters[-1], letters[2]
# %% four_pairs · wrong · 1: rounding piles up ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "BAFC"
# %% four_pairs · wrong · 2: sum and mean, since they part most ⇒ names: here it is exactly 0 after step 1, and 0.009 after step 2
pair_1, pair_2, pair_3, pair_4 = "EDFC"
# %% four_pairs · wrong · 3: sum and mean ⇒ names: here it is exactly 0 before the first step, and 0.01 after it
pair_1, pair_2, pair_3, pair_4 = "EADC"
# %% four_pairs · wrong · 3 and 4 exchanged ⇒ names: here it is exactly 0 before the first step, and 0.01 after it
pair_1, pair_2, pair_3, pair_4 = "EACF"
# %% four_pairs · wrong · 2 and 3 exchanged ⇒ names: here it is exactly 0 after step 1, and 0.009 after step 2
pair_1, pair_2, pair_3, pair_4 = "EFAC"
# %% four_pairs · wrong · 1: the slopes of the leaky ReLUs, 4: the kink ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "CAFE"
# %% four_pairs · wrong · 1: different orders, since it parts late ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "FAEC"
# %% four_pairs · wrong · 4: sum and mean, which differ before the first step ⇒ names: the first step; here it is 0.0007 before the first step
pair_1, pair_2, pair_3, pair_4 = "EAFD"
