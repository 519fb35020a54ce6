# %% home · right · into the layer's own arrays
def home(kernel, bias, act):
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W[:] = kernel.T
    layer.b[:, 0] = bias
    return layer
# %% home · right · copies of a transpose and a column
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W = kernel.T.copy()
    layer.b = bias.reshape(-1, 1).copy()
    return layer
# %% home · right · copy first, then transpose
def home(kernel, bias, act):
    layer = Layer(kernel.shape[0], kernel.shape[1], act)
    layer.W, layer.b = kernel.copy().T, bias.copy()[:, None]
    return layer
# %% home · right · np.array makes copies
def home(kernel, bias, act):
    layer = Layer(len(kernel), len(bias), act)
    layer.W = np.array(kernel.T)
    layer.b = np.array(bias).reshape(len(bias), 1)
    return layer
# %% home · right · loops
def home(kernel, bias, act):
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    for j in range(outs):
        for i in range(ins):
            layer.W[j, i] = kernel[i, j]
        layer.b[j, 0] = bias[j]
    return layer
# %% home · right · nested comprehension
def home(kernel, bias, act):
    ins, outs = np.shape(kernel)
    layer = Layer(ins, outs, act)
    layer.W = np.array([[kernel[i, j] for i in range(ins)] for j in range(outs)])
    layer.b = np.array([[value] for value in bias])
    return layer
# %% home · right · deepcopy and swapaxes
from copy import deepcopy
def home(kernel, bias, act):
    layer = Layer(kernel.shape[0], kernel.shape[1], act)
    layer.W[...] = np.swapaxes(deepcopy(kernel), 0, 1)
    layer.b[...] = np.expand_dims(bias, 1)
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
# %% home · right · a loop over two pairs that writes in place
def home(kernel, bias, act):
    layer = Layer(kernel.shape[0], kernel.shape[1], act)
    for mine, theirs in ((layer.W, kernel.T), (layer.b, bias[:, None])):
        mine[:] = theirs
    return layer
# %% home · right · column by column of the kernel
def home(kernel, bias, act):
    layer = Layer(kernel.shape[0], kernel.shape[1], act)
    layer.W = np.stack([column for column in zip(*kernel)])
    layer.b = np.vstack(bias)
    return layer
# %% home · right · the dtype of the kernel
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act, dtype=kernel.dtype)
    layer.W[:] = kernel.T
    layer.b[:, 0] = bias
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
# %% home · wrong · ascontiguousarray makes no copy where there is one input or one neuron ⇒ names: it is their memory, not a copy: training would change theirs
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W = np.ascontiguousarray(kernel.T)
    layer.b = bias.reshape(-1, 1).copy()
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
# %% home · wrong · the new random weights stay, and the kernel is added to them ⇒ points: the matrix W differs in 4 of 4 places
def home(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W += kernel.T
    layer.b += bias[:, None]
    return layer
# %% home · wrong · reshape instead of a transpose ⇒ names: a square one fits, and reshape turns nothing
def home(kernel, bias, act):
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W[:] = kernel.reshape(outs, ins)
    layer.b[:] = bias.reshape(outs, 1)
    return layer
# %% leak · right · numbers
slope = 0.3
owner = "Keras, the layer"
# %% leak · right · computed from the print
slope = np.sqrt((4.9 + 0.5) / 60)
owner = "Keras, the layer"
# %% leak · right · a fraction
from fractions import Fraction
slope = Fraction(3, 10)
owner = "Keras, the layer"
# %% leak · right · float32
slope = np.float32(0.3)
owner = "Keras, the layer"
# %% leak · right · search among the defaults
defaults = {0.1: "ours", 0.01: "PyTorch", 0.2: "Keras, the function", 0.3: "Keras, the layer"}
def printed(s):
    leaky = lambda z: z if z > 0 else s * z
    return 10 * leaky(3 * leaky(-2)) + 0.5
slope = min(defaults, key=lambda s: abs(printed(s) + 4.9))
owner = defaults[slope]
# %% leak · right · an array without axes
slope = np.array(0.3)
owner = np.array("Keras, the layer")[()]
# %% leak · right · a quotient of whole numbers
slope, owner = 3 / 10, "Keras, " + "the layer"
# %% leak · right · argmin over a row of slopes
slopes = np.array([0.1, 0.01, 0.2, 0.3])
slope = slopes[np.abs(0.5 - 60 * slopes**2 + 4.9).argmin()]
owner = ["ours", "PyTorch", "Keras, the function", "Keras, the layer"][3]
# %% leak · right · bisection
low, high = 0.0, 1.0
for _ in range(60):
    slope = (low + high) / 2
    if 0.5 - 60 * slope**2 > -4.9:
        low = slope
    else:
        high = slope
owner = "Keras, the layer"
# %% leak · right · a root by np.roots
slope = max(np.roots([60, 0, -5.4]))
owner = "Keras, the layer"
# %% leak · wrong · Keras' other leaky ReLU ⇒ points: the slope: 0.2 gives −1.9
slope = 0.2
owner = "Keras, the function"
# %% leak · wrong · right slope, wrong owner ⇒ names: but Keras has two of them, and the function's is smaller
slope = 0.3
owner = "Keras, the function"
# %% leak · wrong · right owner, wrong slope ⇒ points: the slope: 0.2 gives −1.9
slope = 0.2
owner = "Keras, the layer"
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
# %% leak · wrong · just Keras ⇒ names: 'ours', 'PyTorch', 'Keras, the function', 'Keras, the layer'
slope = 0.3
owner = "Keras"
# %% leak · wrong · the numbers of ours ⇒ names: the slope: 0.1 is ours, and it gives −0.1
slope = 0.1
owner = "ours"
# %% leak · wrong · PyTorch, since it leaks most often ⇒ points: the slope: 0.01 gives 0.494
slope = 0.01
owner = "PyTorch"
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
# %% narrow · right · four decimals
even = 3.2581
perfect = 2.3221
surely_wrong = 3.3221
# %% narrow · right · minus logarithms
even = -np.log(1 / 26)
perfect = -np.log(np.e / (np.e + 25))
surely_wrong = -np.log(1 / (np.e + 25))
# %% narrow · right · a softmax by hand
def loss(p, label=0):
    e = np.exp(p)
    return -np.log(e[label] / e.sum())
even = loss(np.full(26, 1 / 26))
perfect = loss(np.eye(26)[0])
surely_wrong = loss(np.eye(26)[7])
# %% narrow · right · math, plain floats
import math
even = math.log(26)
surely_wrong = math.log(math.e + 25)
perfect = surely_wrong - 1
# %% narrow · right · log1p
even = np.log1p(25)
perfect = np.log1p(25 / np.e)
surely_wrong = np.log1p(24 + np.e)
# %% narrow · right · arrays without axes
even = np.array(3.258096538)
perfect = np.array(2.322094065)
surely_wrong = np.array(3.322094065)
# %% narrow · right · float32
even = np.float32(np.log(26))
perfect = np.float32(2.3220941)
surely_wrong = np.float32(3.3220941)
# %% narrow · right · all three from one array of probabilities
p = np.stack([np.full(26, 1 / 26), np.eye(26)[0], np.eye(26)[25]])
even, perfect, surely_wrong = np.log(np.exp(p).sum(axis=1)) - p[:, 0]
# %% narrow · right · from perfect, one further, rounded to four decimals
perfect = float(f"{np.log(25 + np.exp(1)) - 1:.4f}")
surely_wrong = perfect + 1
even = float(np.round(np.log(26), 4))
# %% narrow · right · logaddexp
even = np.logaddexp.reduce(np.zeros(26))
surely_wrong = np.logaddexp(1, np.log(25))
perfect = surely_wrong - 1
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
# %% narrow · wrong · e taken for the score: e to the 0 counted as 0 ⇒ names: of 0 needs a score without limit, but a probability ends at 1
even = np.log(26)
perfect = 0.0
surely_wrong = 1.0
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
# %% five_changes · right · unpacked from a word
change_1, change_2, change_3, change_4, change_5 = "ECAFD"
# %% five_changes · right · a list
change_1, change_2, change_3, change_4, change_5 = ["E", "C", "A", "F", "D"]
# %% five_changes · right · NumPy's strings
change_1, change_2, change_3, change_4, change_5 = np.array(list("ECAFD"))
# %% five_changes · right · chr
change_1, change_2, change_3, change_4, change_5 = [chr(65 + i) for i in (4, 2, 0, 5, 3)]
# %% five_changes · right · names
still, adds, floor, long, bare, error = "ABCDEF"
change_1, change_2, change_3, change_4, change_5 = bare, floor, still, error, long
# %% five_changes · right · split
change_1, change_2, change_3, change_4, change_5 = "E C A F D".split()
# %% five_changes · right · by way of what happens to which change
who = {"A": 3, "C": 2, "D": 5, "E": 1, "F": 4}
change_1, change_2, change_3, change_4, change_5 = sorted(who, key=who.get)
# %% five_changes · right · a dictionary
says = dict(eval="E", softmax="C", step="A", rows="F", sum="D")
change_1 = says["eval"]
change_2 = says["softmax"]
change_3 = says["step"]
change_4 = says["rows"]
change_5 = says["sum"]
# %% five_changes · right · a walrus and slices
change_1, change_3 = (word := "ECAFD")[0], word[2]
change_2, change_4, change_5 = word[1], *word[3:]
# %% five_changes · right · small letters
change_1, change_2, change_3, change_4, change_5 = "ecafd"
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
# %% five_changes · wrong · 1 and 3 exchanged ⇒ points: no gradient; what does `eval()` switch, and for how long?
change_1, change_2, change_3, change_4, change_5 = "ACEFD"
# %% five_changes · wrong · 3: believed to be an error, since there's no gradient yet ⇒ points: each other; what does `.grad` hold when `step` looks at it?
change_1, change_2, change_3, change_4, change_5 = "ECFFD"
# %% five_changes · wrong · 2: softmax twice is believed to be an error ⇒ points: fit each other; what does the loss do with what it is given?
change_1, change_2, change_3, change_4, change_5 = "EFAFD"
# %% five_changes · wrong · 4: no weight moves, since the images don't fit ⇒ points: still there; what does `.grad` hold when `step` looks at it?
change_1, change_2, change_3, change_4, change_5 = "ECBAD"
# %% five_changes · wrong · 1: eval is believed to be an error in training ⇒ points: fit each other; what does `eval()` switch, and for how long?
change_1, change_2, change_3, change_4, change_5 = "FCAFD"
# %% five_changes · wrong · 5: the loss stays above 1.46, since it's larger ⇒ points: to probabilities; what does the loss no longer divide by?
change_1, change_2, change_3, change_4, change_5 = "ECAFC"
# %% five_changes · wrong · 2: believed to stop learning altogether ⇒ points: no gradient; what does the loss do with what it is given?
change_1, change_2, change_3, change_4, change_5 = "EAAFD"
# %% five_changes · wrong · one left unanswered ⇒ names: not attempted yet. Replace the ... and run both cells again.
change_1, change_2, change_3, change_4, change_5 = "E", "C", "A", ..., "D"
# %% five_changes · wrong · in the order of the letters ⇒ points: no gradient; what does `eval()` switch, and for how long?
change_1, change_2, change_3, change_4, change_5 = "ABCDE"
# %% four_loops · right · letters
program_1 = "B"
program_2 = "E"
program_3 = "D"
program_4 = "F"
# %% four_loops · right · unpacked from a word
program_1, program_2, program_3, program_4 = "BEDF"
# %% four_loops · right · from a list
program_1, program_2, program_3, program_4 = ["B", "E", "D", "F"]
# %% four_loops · right · NumPy's strings
program_1, program_2, program_3, program_4 = np.array(["B", "E", "D", "F"])
# %% four_loops · right · chr
program_1, program_2, program_3, program_4 = map(chr, (66, 69, 68, 70))
# %% four_loops · right · names
momentum, never, rate, between, order, second = "ABCDEF"
program_1, program_2, program_3, program_4 = never, order, between, second
# %% four_loops · right · a dictionary
found = {1: "B", 2: "E", 3: "D", 4: "F"}
program_1 = found[1]
program_2 = found[2]
program_3 = found[3]
program_4 = found[4]
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
# %% four_loops · right · sliced from the alphabet
letters = "ABCDEF"
program_1, program_4 = letters[1], letters[-1]
program_2, program_3 = letters[4], letters[3]
# %% four_loops · right · f-string and quotes
program_1 = str("B")
program_2 = f"{'E'}"
program_3 = 'D'
program_4 = """F"""
# %% four_loops · right · small letters
program_1, program_2, program_3, program_4 = "bedf"
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
# %% four_loops · wrong · 2 taken for the cleared gradient, 3 as well ⇒ names: ever find a slope; here the steps are 0, 0.80, 0.64, 0.51, …
program_1, program_2, program_3, program_4 = "BDDF"
# %% four_loops · wrong · 2 taken for every second step ⇒ names: one use two slopes; here the steps are 0, 0.80, 0.64, 0.51, …
program_1, program_2, program_3, program_4 = "BFDA"
# %% four_loops · wrong · momentum and never cleared both chosen for 1 and 4 ⇒ names: 8) = 1.36; here the steps are 0.80, 1.44, 1.79, 1.79, 1.42, …
program_1, program_2, program_3, program_4 = "AEDB"
# %% four_loops · wrong · 3 left unanswered ⇒ names: not attempted yet. Replace the ... and run both cells again.
program_1, program_2, program_3, program_4 = "B", "E", ..., "F"
# %% four_loops · wrong · all never cleared ⇒ names: use three slopes; here the steps are 0, 0.80, 0.64, 0.51, …
program_1 = program_2 = program_3 = program_4 = "B"
# %% four_loops · wrong · in the order of the letters ⇒ names: 8) = 1.36; here the steps are 0.80, 1.44, 1.79, 1.79, 1.42, …
program_1, program_2, program_3, program_4 = "ABCD"
# %% four_rates · right · numbers
first = 0.006
second = 3
third = 0.32
fourth = 0.05
# %% four_rates · right · computed
first = 0.3 / 50
second = 0.3 * 10
third = 0.01 * 32
fourth = 0.2 / 4
# %% four_rates · right · fractions
from fractions import Fraction
first, second, third, fourth = Fraction(3, 500), Fraction(3), Fraction(8, 25), Fraction(1, 20)
# %% four_rates · right · NumPy numbers
first, second, third, fourth = np.array([0.3, 0.3, 0.01, 0.2]) * [1 / 50, 10, 32, 1 / 4]
# %% four_rates · right · arrays without axes
first, second, third, fourth = map(np.array, (6e-3, 3.0, 3.2e-1, 5e-2))
# %% four_rates · right · by what each loss divides by
def move(rate, here, there):
    return rate * there / here
first = move(0.3, 50, 1)
second = move(0.3, 50, 500)
third = move(0.01, 1, 32)
fourth = move(0.2, 64, 16)
# %% four_rates · right · the gradient measured on ones
ones = np.ones(64)
first = 0.3 * ones[:50].mean() / ones[:50].sum()
second = 0.3 * 10 * 50 / 50
third = 0.01 * ones[:32].sum() / ones[:32].mean()
fourth = 0.2 * ones.mean() / sum(ones[s : s + 16].mean() for s in range(0, 64, 16))
# %% four_rates · right · float32
first, second, third, fourth = np.float32([0.006, 3.0, 0.32, 0.05])
# %% four_rates · right · a dictionary's values
rates = {"sum": 0.3 / 50, "entries": 0.3 / 0.1, "back": 0.32, "accumulated": 1 / 20}
first, second, third, fourth = rates.values()
# %% four_rates · right · minus and reciprocal
first = 1 / (50 / 0.3)
second = 30 - 27
third = 2**5 / 100
fourth = 0.2 * (16 / 64)
# %% four_rates · right · decimals from text
first, second, third, fourth = [float(rate) for rate in "0.006 3.0 0.32 0.05".split()]
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
# %% keras_momentum · right · a dictionary by place, v of 0 at first
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum = schedule, momentum
        self.v, self.t = {}, 0

    def step(self, parameters):
        eta = self.schedule(self.t)
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v.get(i, 0) - eta * gradient
            value += self.v[i]
        self.t += 1
# %% keras_momentum · right · new list in each step
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.count = 0
        self.velocities = []

    def step(self, parameters):
        old = self.velocities or [0.0] * len(parameters)
        rate = self.schedule(self.count)
        self.count += 1
        self.velocities = [self.momentum * v - rate * g for v, (_, g) in zip(old, parameters)]
        for (value, _), v in zip(parameters, self.velocities):
            value[...] = value + v
# %% keras_momentum · right · itertools.count, np.add with out
from itertools import count
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.numbers = count()
        self.v = []

    def step(self, parameters):
        rate = self.schedule(next(self.numbers))
        for i, (value, gradient) in enumerate(parameters):
            if i == len(self.v):
                self.v.append(np.zeros(value.shape))
            self.v[i] = np.subtract(self.momentum * self.v[i], rate * gradient)
            np.add(value, self.v[i], out=value)
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
# %% keras_momentum · right · the opposite sign of v, subtracted
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.t = 0
        self.v = None

    def step(self, parameters):
        if self.t == 0:
            self.v = [0 * value for value, _ in parameters]
        for i, (value, gradient) in enumerate(parameters):
            self.v[i] = self.momentum * self.v[i] + self.schedule(self.t) * gradient
            value -= self.v[i]
        self.t += 1
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
# %% keras_momentum · right · remembers the last values in place of v
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.rates = 0
        self.moved = {}

    def step(self, parameters):
        eta, self.rates = self.schedule(self.rates), self.rates + 1
        for place in range(len(parameters)):
            value, gradient = parameters[place]
            move = -eta * gradient
            if place in self.moved:
                move = move + self.momentum * self.moved[place]
            self.moved[place] = move
            value += move
# %% keras_momentum · right · a closure: a generator for each parameter
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.done = 0
        self.rolls = []

    def roll(self, shape):
        v = np.zeros(shape)
        while True:
            rate, gradient = yield v
            v = self.momentum * v - rate * gradient

    def step(self, parameters):
        rate = self.schedule(self.done)
        self.done += 1
        while len(self.rolls) < len(parameters):
            self.rolls.append(self.roll(parameters[len(self.rolls)][0].shape))
            next(self.rolls[-1])
        for roll, (value, gradient) in zip(self.rolls, parameters):
            value += roll.send((rate, gradient))
# %% keras_momentum · right · the sum written out: all old steps with their rates
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.past = []

    def step(self, parameters):
        rate = self.schedule(len(self.past))
        self.past.append([rate * gradient for _, gradient in parameters])
        for i, (value, _) in enumerate(parameters):
            for back, pushes in enumerate(reversed(self.past)):
                value -= self.momentum**back * pushes[i]
# %% keras_momentum · right · keeps the gradient arrays, which are new each time
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.past = schedule, momentum, []

    def step(self, parameters):
        self.past.append((self.schedule(len(self.past)), [gradient for _, gradient in parameters]))
        for i, (value, _) in enumerate(parameters):
            for back, (rate, gradients) in enumerate(reversed(self.past)):
                value -= self.momentum**back * rate * gradients[i]
# %% keras_momentum · right · v by id(value), as the values are the same each time
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for value, gradient in parameters:
            self.v[id(value)] = self.momentum * self.v.get(id(value), 0) - rate * gradient
            value += self.v[id(value)]
        self.t += 1
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
# %% keras_momentum · wrong · v is kept by shape: two parameters of one shape share it ⇒ points: 2 places, first at [0, 0], where it is 0.613741, not 0.910192
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum, self.t, self.v = schedule, momentum, 0, {}

    def step(self, parameters):
        rate = self.schedule(self.t)
        for value, gradient in parameters:
            self.v[value.shape] = self.momentum * self.v.get(value.shape, 0) - rate * gradient
            value += self.v[value.shape]
        self.t += 1
# %% keras_momentum · wrong · multiplies the gradients by the rate in place ⇒ names: *= works in place; put rate times gradient into a new array
class KerasMomentum:
    def __init__(self, schedule, momentum=0.9):
        self.schedule = schedule
        self.momentum = momentum
        self.count = 0
        self.v = []

    def step(self, parameters):
        if not self.v:
            self.v = [np.zeros_like(value) for value, gradient in parameters]
        rate = self.schedule(self.count)
        for v, (value, gradient) in zip(self.v, parameters):
            gradient *= rate
            v *= self.momentum
            v -= gradient
            value += v
        self.count += 1
# %% raw_bce · right · where
def raw_bce(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    hit = np.arange(len(outputs))[:, None] == labels
    loss = np.where(hit, -np.log(p), -np.log(1 - p)).mean()
    slopes = np.where(hit, -1 / p, 1 / (1 - p)) / p.size
    slopes[(outputs < 1e-7) | (outputs > 1 - 1e-7)] = 0
    return loss, slopes
# %% raw_bce · right · one-hot columns and a mask
def raw_bce(outputs, labels):
    outs, n = outputs.shape
    y = np.eye(outs)[:, labels]
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / (outs * n)
    inside = (outputs > 1e-7) & (outputs < 1 - 1e-7)
    return loss, inside * ((1 - y) / (1 - p) - y / p) / (outs * n)
# %% raw_bce · right · p minus y, over p (1 - p)
def raw_bce(outputs, labels):
    y = np.zeros(outputs.shape)
    y[labels, np.arange(len(labels))] = 1
    p = np.minimum(np.maximum(outputs, 1e-7), 1 - 1e-7)
    loss = np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p))
    slopes = (p - y) / (p * (1 - p)) * (p == outputs) / outputs.size
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
# %% raw_bce · right · the probability of what is true
def raw_bce(outputs, labels):
    p = outputs.clip(1e-7, 1 - 1e-7)
    hit = labels == np.arange(p.shape[0]).reshape(-1, 1)
    true = np.where(hit, p, 1 - p)
    sign = np.where(hit, -1.0, 1.0)
    cut = p != outputs
    slopes = sign / true / p.size
    slopes[cut] = 0.0
    return -np.log(true).mean(), slopes
# %% raw_bce · right · all are wrong classes, then the labels overwritten by index
def raw_bce(outputs, labels):
    p = np.clip(outputs.copy(), 1e-7, 1 - 1e-7)
    places = labels, np.arange(labels.size)
    losses, slopes = -np.log(1 - p), 1 / (1 - p)
    losses[places] = -np.log(p[places])
    slopes[places] = -1 / p[places]
    return losses.mean(), slopes * (outputs >= 1e-7) * (outputs <= 1 - 1e-7) / p.size
# %% raw_bce · right · example by example
def raw_bce(outputs, labels):
    losses, columns = [], []
    for column, label in zip(outputs.T, labels):
        p = np.clip(column, 1e-7, 1 - 1e-7)
        y = np.zeros(len(p))
        y[label] = 1
        losses.extend(-np.log(np.abs(1 - y - p)))
        columns.append((p == column) / (1 - y - p) / outputs.size)
    return float(np.mean(losses)), np.column_stack(columns)
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
# %% raw_bce · right · take_along_axis
def raw_bce(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    own = np.take_along_axis(p, labels[None, :], axis=0)
    loss = (-np.log1p(-p).sum() + (np.log1p(-own) - np.log(own)).sum()) / p.size
    slopes = 1 / (1 - p)
    np.put_along_axis(slopes, labels[None, :], -1 / own, axis=0)
    return loss, slopes * (p == outputs) / p.size
# %% raw_bce · right · slopes written into zeros where nothing is cut off
def raw_bce(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    y = np.equal.outer(np.arange(len(p)), labels) * 1.0
    slopes = np.zeros_like(p)
    ok = np.isclose(p, outputs, rtol=0, atol=0)
    slopes[ok] = ((1 - y[ok]) / (1 - p[ok]) - y[ok] / p[ok]) / p.size
    return np.average(-np.log(y * p + (1 - y) * (1 - p))), slopes
# %% raw_bce · right · an entry exactly at the cut-off keeps its slope
def raw_bce(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    y = np.eye(len(p))[:, labels]
    inside = (outputs >= 1e-7) & (outputs <= 1 - 1e-7)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return loss, inside * ((1 - y) / (1 - p) - y / p) / p.size
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
# %% four_pairs · right · unpacked from a word
pair_1, pair_2, pair_3, pair_4 = "EAFC"
# %% four_pairs · right · a list
pair_1, pair_2, pair_3, pair_4 = ["E", "A", "F", "C"]
# %% four_pairs · right · NumPy's strings
pair_1, pair_2, pair_3, pair_4 = np.array(["E", "A", "F", "C"])
# %% four_pairs · right · chr
pair_1, pair_2, pair_3, pair_4 = map(chr, [69, 65, 70, 67])
# %% four_pairs · right · names
momentum, rounding, leak, total, kink, order = "ABCDEF"
pair_1, pair_2, pair_3, pair_4 = kink, momentum, order, leak
# %% four_pairs · right · split
pair_1, pair_2, pair_3, pair_4 = "E, A, F, C".split(", ")
# %% four_pairs · right · a dictionary
found = {1: "E", 2: "A", 3: "F", 4: "C"}
pair_1, pair_2, pair_3, pair_4 = (found[i] for i in range(1, 5))
# %% four_pairs · right · by the first step at which they part
first_apart = {4: 0, 3: 1, 2: 2, 1: 80}
pair_1, pair_2, pair_3, pair_4 = [{0: "C", 1: "F", 2: "A", 80: "E"}[first_apart[i]] for i in (1, 2, 3, 4)]
# %% four_pairs · right · string index
letters = "ABCDEF"
pair_1, pair_2, pair_3, pair_4 = letters[4], letters[0], letters[-1], letters[2]
# %% four_pairs · right · small letters
pair_1, pair_2, pair_3, pair_4 = "eafc"
# %% four_pairs · wrong · 1: rounding piles up ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "BAFC"
# %% four_pairs · wrong · 2: sum and mean, since they part most ⇒ names: here it is exactly 0 after step 1, and 0.009 after step 2
pair_1, pair_2, pair_3, pair_4 = "EDFC"
# %% four_pairs · wrong · 3: sum and mean ⇒ names: here it is exactly 0 before the first step, and 0.01 after it
pair_1, pair_2, pair_3, pair_4 = "EADC"
# %% four_pairs · wrong · 4: different orders, although they part before the first step ⇒ names: here it is exactly 0 before the first step, and 0.01 after it
pair_1, pair_2, pair_3, pair_4 = "EADF"
# %% four_pairs · wrong · 3 and 4 exchanged ⇒ names: here it is exactly 0 before the first step, and 0.01 after it
pair_1, pair_2, pair_3, pair_4 = "EACF"
# %% four_pairs · wrong · 2 and 3 exchanged ⇒ names: here it is exactly 0 after step 1, and 0.009 after step 2
pair_1, pair_2, pair_3, pair_4 = "EFAC"
# %% four_pairs · wrong · 4: a ReLU fell to the other side ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "BAFE"
# %% four_pairs · wrong · 1: the slopes of the leaky ReLUs, 4: the kink ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "CAFE"
# %% four_pairs · wrong · 1: different orders, since it parts late ⇒ names: from the start, and leaps between steps 60 and 80
pair_1, pair_2, pair_3, pair_4 = "FAEC"
# %% four_pairs · wrong · 3: momentum at step 1 already ⇒ names: here it is exactly 0 after step 1, and 0.009 after step 2
pair_1, pair_2, pair_3, pair_4 = "EDAC"
# %% four_pairs · wrong · 4: sum and mean, which differ before the first step ⇒ names: the first step; here it is 0.0007 before the first step
pair_1, pair_2, pair_3, pair_4 = "EAFD"
# %% four_pairs · wrong · one left unanswered ⇒ names: not attempted yet. Replace the ... and run both cells again.
pair_1, pair_2, pair_3, pair_4 = "E", "A", "F", ...
# %% four_pairs · wrong · all rounding ⇒ names: from the start, and leaps between steps 60 and 80
pair_1 = pair_2 = pair_3 = pair_4 = "B"
