# %% read_table · right · broadcasting with None
def read_table(W, biases, table):
    return W @ table.T + biases[:, None]
# %% read_table · right · tile makes the biases a full grid, with a print inside
def read_table(W, biases, table):
    n, ins = table.shape
    grid = np.tile(biases, (n, 1)).T
    print(grid.shape)
    return np.matmul(W, np.transpose(table)) + grid
# %% read_table · right · a list of lists
def read_table(W, biases, table):
    return [[float(w @ x + b) for x in table] for w, b in zip(W, biases)]
# %% read_table · wrong · the biases are added flat, as a row ⇒ names: are spread the wrong way: one per example, not one per neuron
def read_table(W, biases, table):
    return W @ table.T + biases
# %% read_table · wrong · the table is not transposed ⇒ names: per row; W @ wants columns (.T turns it, reshape doesn't)
def read_table(W, biases, table):
    return W @ table + biases.reshape(-1, 1)
# %% read_table · wrong · the result is left as rows of examples ⇒ names: with 3 neurons, 3 inputs and 3 examples: z looks transposed
def read_table(W, biases, table):
    return table @ W.T + biases
# %% read_table · wrong · the biases are left out ⇒ names: `W @ x` is right, but the biases are missing
def read_table(W, biases, table):
    return W @ table.T
# %% read_table · wrong · the biases are subtracted ⇒ names: the biases are subtracted; a neuron adds its bias
def read_table(W, biases, table):
    return W @ table.T - biases.reshape(-1, 1)
# %% read_table · wrong · the biases' own shape is changed in place ⇒ names: = work in place: work on a copy, or make a new array
def read_table(W, biases, table):
    biases.shape = (-1, 1)
    return W @ table.T + biases
# %% read_table · wrong · only right for the example's shapes ⇒ points: is out of bounds for axis 0 with size 3 (line 5 of its cell)
def read_table(W, biases, table):
    z = np.zeros((3, 4))
    for j in range(3):
        for k in range(4):
            z[j, k] = W[j] @ table[k] + biases[j]
    return z
# %% read_table · wrong · an activation function on top ⇒ points: 8 of 9 places, first at [0, 0], where it is 0, not -2.32675
def read_table(W, biases, table):
    return np.maximum(W @ table.T + biases.reshape(-1, 1), 0)
# %% read_table · wrong · prints in place of returning ⇒ names: result and returns None; end it with return, not with print
def read_table(W, biases, table):
    z = W @ table.T + biases.reshape(-1, 1)
    print(z)
# %% read_table · wrong · the last example is left out ⇒ points: 3 examples: z should have shape (3, 3), but has shape (3, 2)
def read_table(W, biases, table):
    columns = []
    for k in range(len(table) - 1):
        columns.append(W @ table[k] + biases)
    return np.array(columns).T
# %% quiet · right · a list
outcomes = ["error", "wrong numbers", "wrong shape", "wrong shape", "wrong numbers", "right"]
# %% quiet · right · a comprehension over numbers
outcomes = [("error", "wrong shape", "wrong numbers", "right")[i] for i in (0, 2, 1, 1, 2, 3)]
# %% quiet · wrong · A: a flat b is taken to be a column (no broadcasting from the right) ⇒ points: under it, both ending at the right: which two sizes meet?
outcomes = ["right", "wrong numbers", "wrong shape", "wrong shape", "wrong numbers", "right"]
# %% quiet · wrong · B: takes the right shape for right numbers ⇒ points: right; does each neuron get its bias here, or each example?
outcomes = ["error", "right", "wrong shape", "wrong shape", "wrong numbers", "right"]
# %% quiet · wrong · C: believes that one example and a flat b fit ⇒ points: out, before you look at the numbers: what is (4, 1) + (4,)?
outcomes = ["error", "wrong numbers", "right", "wrong shape", "wrong numbers", "right"]
# %% quiet · wrong · C: believes that (4, 1) + (4,) is an error ⇒ points: sizes clash? A 1 is stretched, and a missing size counts as 1
outcomes = ["error", "wrong numbers", "error", "wrong shape", "wrong numbers", "right"]
# %% quiet · wrong · D: a flat x is believed to be an error ⇒ points: sizes clash? A 1 is stretched, and a missing size counts as 1
outcomes = ["error", "wrong numbers", "wrong shape", "error", "wrong numbers", "right"]
# %% quiet · wrong · D: (4,) + (4, 1) is believed to be right ⇒ points: out, before you look at the numbers: what is (4,) + (4, 1)?
outcomes = ["error", "wrong numbers", "wrong shape", "right", "wrong numbers", "right"]
# %% quiet · wrong · E: overlooks that the examples are rows ⇒ points: is a column of x one example here, or one input of all three?
outcomes = ["error", "wrong numbers", "wrong shape", "wrong shape", "right", "right"]
# %% quiet · wrong · E: believes that rows of examples are always an error ⇒ points: sizes clash? A 1 is stretched, and a missing size counts as 1
outcomes = ["error", "wrong numbers", "wrong shape", "wrong shape", "error", "right"]
# %% quiet · wrong · F: believes that a single column is a wrong shape ⇒ points: what is (4, 1) + (4, 1)? It is the shape that z should have
outcomes = ["error", "wrong numbers", "wrong shape", "wrong shape", "wrong numbers", "wrong shape"]
# %% quiet · wrong · B and C exchanged ⇒ points: B: what is (4, 4) + (4,)? It is the shape that z should have
outcomes = ["error", "wrong shape", "wrong numbers", "wrong shape", "wrong numbers", "right"]
# %% quiet · wrong · one line is missing ⇒ names: B, line C, line D, line E, line F), but this is 5 of them
outcomes = ["error", "wrong numbers", "wrong shape", "wrong numbers", "right"]
# %% hidden_neurons · right · the formula
def hidden_neurons(ins, outs, budget):
    return (budget - outs) // (ins + outs + 1)
# %% hidden_neurons · right · the largest of all that fit
def hidden_neurons(ins, outs, budget):
    def parameters(k):
        return (k * ins + k) + (outs * k + outs)
    return max(k for k in range(1, budget + 1) if parameters(k) <= budget)
# %% hidden_neurons · right · divmod
def hidden_neurons(ins: int, outs: int, budget: int) -> int:
    """How many fit?"""
    k, left = divmod(budget - outs, ins + outs + 1)
    print(left, "left over")
    return k
# %% hidden_neurons · wrong · the last layer's biases are forgotten ⇒ names: too many. Did you count the biases of the last layer?
def hidden_neurons(ins, outs, budget):
    return budget // (ins + outs + 1)
# %% hidden_neurons · wrong · the hidden biases are forgotten ⇒ names: too many. Did you count a bias for each hidden neuron?
def hidden_neurons(ins, outs, budget):
    return (budget - outs) // (ins + outs)
# %% hidden_neurons · wrong · no biases at all ⇒ names: 237 parameters: too many. It looks as if no bias was counted
def hidden_neurons(ins, outs, budget):
    return budget // (ins + outs)
# %% hidden_neurons · wrong · rounds to the nearest ⇒ points: of 233 you return 21; 3-21-7 has 238 parameters: too many
def hidden_neurons(ins, outs, budget):
    return round((budget - outs) / (ins + outs + 1))
# %% hidden_neurons · wrong · not a whole number ⇒ names: of 228 you return 20.09; how many neurons fit completely?
def hidden_neurons(ins, outs, budget):
    return (budget - outs) / (ins + outs + 1)
# %% hidden_neurons · wrong · hard-coded for the example ⇒ points: return 4; 2-4-7 has 47 parameters: another neuron would fit
def hidden_neurons(ins, outs, budget):
    return 4
# %% hidden_neurons · wrong · prints in place of returning ⇒ names: result and returns None; end it with return, not with print
def hidden_neurons(ins, outs, budget):
    print((budget - outs) // (ins + outs + 1))
# %% fold · right · the number of inputs that are on, minus twice what is above 1
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[0], [-1]])
W2 = np.array([[1, -2]])
b2 = np.array([[0]])
# %% fold · right · tenths: exact up to rounding only
W1 = np.array([[0.1, 0.1], [0.3, 0.3]])
b1 = np.array([[0.0], [-0.3]])
W2 = np.array([[10, -20 / 3]])
b2 = np.array([[0]])
# %% fold · wrong · the statement's AND ⇒ names: 11 the outputs are 0, 0, 0, 1: that is AND, as in the example
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[-1], [-2]])
W2 = np.array([[1, 0]])
b2 = np.array([[0]])
# %% fold · wrong · the chapter's step weights ⇒ names: are made for the step; ReLU lets h grow beyond 1 at 00 and 11
W1 = np.array([[2, 2], [-2, -2]])
b1 = np.array([[-1], [3]])
W2 = np.array([[2, 2]])
b2 = np.array([[-3]])
# %% fold · wrong · the second weight is -1: 11 gives 1, an OR ⇒ names: neuron should notice 11, and how much must it take away?
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[0], [-1]])
W2 = np.array([[1, -1]])
b2 = np.array([[0]])
# %% fold · wrong · XNOR, the reverse ⇒ names: are 1, 0, 0, 1: upside down, 1 where the inputs are equal
W1 = np.array([[1, -1], [-1, 1]])
b1 = np.array([[0], [0]])
W2 = np.array([[-1, -1]])
b2 = np.array([[1]])
# %% fold · wrong · right side of 0, but not exactly 0 and 1 ⇒ names: -1: the right pattern, but with -1 and 1 instead of 0 and 1
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[0], [-1]])
W2 = np.array([[2, -4]])
b2 = np.array([[-1]])
# %% fold · wrong · exercise 8's biases for step, with ReLU ⇒ points: layer makes h = [[0, 0.5, 0.5, 1.5], [0, 0, 0, 0.5]]
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[-0.5], [-1.5]])
W2 = np.array([[1, -1]])
b2 = np.array([[-0.5]])
# %% fold · wrong · forgets that ReLU cuts off: a difference for one direction only ⇒ names: the same line and keep the same side: together they are one
W1 = np.array([[1, -1], [1, -1]])
b1 = np.array([[0], [0]])
W2 = np.array([[1, 0]])
b2 = np.array([[0]])
# %% fold · wrong · the biases are flat, and lie down as a row ⇒ names: 1), but it has shape (2,): a column, one number per neuron
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([0, -1])
W2 = np.array([[1, -2]])
b2 = np.array([[0]])
# %% fold · wrong · the last weights as a column ⇒ names: it has shape (2, 1): one row per neuron, one column per input
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[0], [-1]])
W2 = np.array([[1], [-2]])
b2 = np.array([[0]])
# %% fold · wrong · relies on the identity: no bend among the corners ⇒ names: layer is negative at a corner, so ReLU changes nothing there
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([[0], [1]])
W2 = np.array([[1, 0]])
b2 = np.array([[0]])
# %% shrink · right · slices and a sum
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2.sum(axis=1, keepdims=True), b2
# %% shrink · right · a loop over the columns of W2
def shrink(W1, b1, W2, b2):
    total = np.zeros((W2.shape[0], 1))
    for i in range(W2.shape[1]):
        total += W2[:, i : i + 1]
    return W1[[0]], b1[[0]], total, b2
# %% shrink · right · einsum
def shrink(W1, b1, W2, b2):
    return W1[None, 0], b1[None, 0], np.einsum("oi->o", W2)[:, None], b2
# %% shrink · wrong · one column of W2 alone ⇒ names: one column of W2 is kept, but the other 3 neurons count, too
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2[:, :1], b2
# %% shrink · wrong · the mean of W2 in place of the sum ⇒ names: this is the mean of W2's columns: one neuron of 4, not all
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2.mean(axis=1, keepdims=True), b2
# %% shrink · wrong · k times the first column ⇒ names: 4 times one column of W2; but W2's columns need not be equal
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], len(W1) * W2[:, :1], b2
# %% shrink · wrong · W1 and b1 summed, W2 from one neuron (F would have to be linear) ⇒ names: the activation function: F(k · z) isn't k · F(z). One row is enough
def shrink(W1, b1, W2, b2):
    return W1.sum(axis=0, keepdims=True), b1.sum(axis=0, keepdims=True), W2.mean(axis=1, keepdims=True), b2
# %% shrink · wrong · all outputs summed into one number ⇒ names: all of W2 is added up, but each output has a row of its own
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], np.full((len(W2), 1), W2.sum()), b2
# %% shrink · wrong · only right for two neurons ⇒ points: 2 places, first at [0, 0], where it is -0.430769, not 1.23483
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2[:, 0:1] + W2[:, 1:2], b2
# %% shrink · wrong · the last bias is summed, too (k times) ⇒ names: b2 was never repeated: it is added once, not 4 times
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2.sum(axis=1, keepdims=True), b2 * len(W1)
# %% shrink · wrong · the last bias is left out ⇒ points: 2 of 2 places, first at [0, 0], where it is 0, not 0.041326
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2.sum(axis=1, keepdims=True), np.zeros_like(b2)
# %% shrink · wrong · changes W2 in place ⇒ names: W2[...] = work in place: work on a copy, or make a new array
def shrink(W1, b1, W2, b2):
    W2[:, 0] = W2.sum(axis=1)
    return W1[:1], b1[:1], W2[:, :1], b2
# %% shrink · wrong · keepdims is missing: W2 becomes flat ⇒ names: (2,): the same numbers in another shape (keepdims=True?)
def shrink(W1, b1, W2, b2):
    return W1[0], b1[0], W2.sum(axis=1), b2
# %% shrink · wrong · the sum goes over the wrong axis ⇒ names: W2 is summed along the wrong axis: each output has a row
def shrink(W1, b1, W2, b2):
    return W1[:1], b1[:1], W2.sum(axis=0, keepdims=True), b2
# %% shrink · wrong · the whole W1 kept: still k neurons ⇒ names: 2: the new W1 should have shape (1, 2), but has shape (4, 2)
def shrink(W1, b1, W2, b2):
    return W1, b1, np.repeat(W2.mean(axis=1, keepdims=True), len(W1), axis=1), b2
# %% shrink · wrong · hard-coded for the example ⇒ points: example of the statement only: compute it from the arguments
def shrink(W1, b1, W2, b2):
    return np.array([[3, 1]]), np.array([[2]]), np.array([[1]]), np.array([[7]])
# %% starts · right · a list
causes = ["too large, ReLU", "healthy", "too large, tanh", "equal neurons", "too small"]
# %% starts · right · by a rule from the table
rows = [(4.56, 2e5, 48, (1, 2)), (0.627, 0.253, 0, (1, 2)), (0.936, 0.932, 62, (1, 2)), (0.663, 0.041, 0, (1, 1)), (0.156, 4e-7, 0, (1, 2))]
def cause(first, last, flat, three):
    if len(set(three)) == 1:
        return "equal neurons"
    if last > first:
        return "too large, ReLU"
    if flat > 50:
        return "too large, tanh"
    return "too small" if last < 0.001 else "healthy"
causes = [cause(*row) for row in rows]
# %% starts · wrong · A and C exchanged: tanh cannot say 285219 ⇒ names: slopes flat. Here 48 % of them are, and the RMS is 200,000
causes = ["too large, tanh", "healthy", "too large, ReLU", "equal neurons", "too small"]
# %% starts · wrong · D taken for too small ⇒ names: from 0.663 to 0.041, and the neurons say −0.045 three times
causes = ["too large, ReLU", "healthy", "too large, tanh", "too small", "too small"]
# %% starts · wrong · B taken for too small ⇒ names: 0.627 to 0.253, and the neurons say −0.186, −0.229, 0.290
causes = ["too large, ReLU", "too small", "too large, tanh", "equal neurons", "too small"]
# %% starts · wrong · B taken for zero biases, which all have ⇒ names: of 0, and one of them is healthy. Look for another cause
causes = ["too large, ReLU", "zero biases", "too large, tanh", "equal neurons", "too small"]
# %% starts · wrong · D taken for zero biases ⇒ names: of 0, and one of them is healthy. Look for another cause
causes = ["too large, ReLU", "healthy", "too large, tanh", "zero biases", "too small"]
# %% starts · wrong · E taken for zero biases ⇒ names: of 0, and one of them is healthy. Look for another cause
causes = ["too large, ReLU", "healthy", "too large, tanh", "equal neurons", "zero biases"]
# %% starts · wrong · C taken for equal neurons, since they say −1.000, 0.999, −1.000 ⇒ names: all say the same. Here the three say −1.000, 0.999, −1.000
causes = ["too large, ReLU", "healthy", "equal neurons", "too small", "too small"]
# %% starts · wrong · zero biases for all, as the statement tells ⇒ names: of 0, and one of them is healthy. Look for another cause
causes = ["zero biases"] * 5
# %% starts · wrong · D taken for healthy: no slope is below 0.01 ⇒ names: 0 % of the slopes are flat; neurons: −0.045 three times
causes = ["too large, ReLU", "healthy", "too large, tanh", "healthy", "too small"]
# %% starts · wrong · four answers in place of five ⇒ names: (row A, row B, row C, row D, row E), but this is 4 of them
causes = ["too large, ReLU", "healthy", "too large, tanh", "equal neurons"]
# %% relu_scale · right · He initialization
def relu_scale(nrows, ncols):
    return np.sqrt(2 / ncols)
# %% relu_scale · right · factor 1.4, within the stated bounds
def relu_scale(nrows, ncols):
    scale = 1.4 * (1 / np.sqrt(ncols))
    print(scale)
    return scale
# %% relu_scale · right · measured with random sums
def relu_scale(nrows, ncols):
    z = np.random.default_rng(0).normal(0, 1, 200_000)
    kept = np.sqrt((np.maximum(z, 0) ** 2).mean())
    return 1 / np.sqrt(ncols) / kept
# %% relu_scale · wrong · the chapter's own ⇒ names: 0.707: that is the chapter's 1/√ncols, which keeps about 0.7
def relu_scale(nrows, ncols):
    return 1 / np.sqrt(ncols)
# %% relu_scale · wrong · twice in place of root two ⇒ names: 1 into 1.41: does ReLU halve the *RMS*, or the mean square?
def relu_scale(nrows, ncols):
    return 2 / np.sqrt(ncols)
# %% relu_scale · wrong · the number of neurons in place of inputs ⇒ names: a neuron adds up 784 terms there, and your number suits 100
def relu_scale(nrows, ncols):
    return np.sqrt(2 / nrows)
# %% relu_scale · wrong · the variance, the root is forgotten ⇒ names: a sum of n products has an RMS of √n, so is a root missing?
def relu_scale(nrows, ncols):
    return 2 / ncols
# %% relu_scale · wrong · a factor of 1.25: the signal still fades ⇒ points: a neuron adds up 100 terms there, and your number suits 128
def relu_scale(nrows, ncols):
    return 1.25 / np.sqrt(ncols)
# %% relu_scale · wrong · whole-number division gives 0 ⇒ points: a standard deviation is above 0, but for 784 inputs it is 0
def relu_scale(nrows, ncols):
    return np.sqrt(2 // ncols)
# %% relu_scale · wrong · prints in place of returning ⇒ names: result and returns None; end it with return, not with print
def relu_scale(nrows, ncols):
    print(np.sqrt(2 / ncols))
# %% parity · right · thresholds at the halves, signs in turn
def parity(ins):
    j = np.arange(ins)
    W1 = np.ones((ins, ins))
    b1 = -(j + 0.5).reshape(-1, 1)
    W2 = np.array([(-1.0) ** j])
    b2 = np.array([[-0.5]])
    return W1, b1, W2, b2
# %% parity · right · one neuron for each odd corner
from itertools import product
def parity(ins):
    odd = np.array([corner for corner in product([0, 1], repeat=ins) if sum(corner) % 2])
    W1 = 2 * odd - 1
    b1 = 0.5 - odd.sum(axis=1, keepdims=True)
    return W1, b1, np.ones((1, len(odd))), np.array([[-0.5]])
# %% parity · right · rows of binary places, one threshold for each number (reads the corner as a number)
def parity(ins):
    n = 2**ins
    odd = np.array([bin(v).count("1") % 2 for v in range(n)])
    W1 = np.tile(2.0 ** np.arange(ins), (n, 1))
    b1 = 0.5 - np.arange(n)[:, None]
    W2 = np.diff(odd, prepend=0)[None, :]
    return W1, b1, W2, np.array([[-0.5]])
# %% parity · wrong · the shown arrays for 2 inputs, whatever ins is ⇒ points: it has shape (2, 2): one row per neuron, one column per input
def parity(ins):
    return np.array([[1, 1], [1, 1]]), np.array([[-0.5], [-1.5]]), np.array([[1, -1]]), np.array([[-0.5]])
# %% parity · wrong · two neurons for any ins: exactly one input on ⇒ names: need different answers: change W1 or b1, or add a hidden neuron
def parity(ins):
    return np.ones((2, ins)), np.array([[-0.5], [-1.5]]), np.array([[1, -1]]), np.array([[-0.5]])
# %% parity · wrong · all weights of W2 are 1: an OR ⇒ names: whether any input is on. Which neurons should object at two?
def parity(ins):
    b1 = -np.arange(ins)[:, None] - 0.5
    return np.ones((ins, ins)), b1, np.ones((1, ins)), np.array([[-0.5]])
# %% parity · wrong · the reverse: 1 for even ⇒ names: is 1: upside down, the answer is 1 where an even number is on
def parity(ins):
    j = np.arange(ins)
    return np.ones((ins, ins)), -(j + 0.5)[:, None], -((-1.0) ** j)[None, :], np.array([[0.5]])
# %% parity · wrong · thresholds off by one ⇒ names: need different answers: change W1 or b1, or add a hidden neuron
def parity(ins):
    j = np.arange(1, ins + 1)
    return np.ones((ins, ins)), -(j + 0.5)[:, None], ((-1.0) ** (j - 1))[None, :], np.array([[-0.5]])
# %% parity · wrong · three hidden neurons, right only up to three inputs ⇒ names: need different answers: change W1 or b1, or add a hidden neuron
def parity(ins):
    return np.ones((3, ins)), np.array([[-0.5], [-1.5], [-2.5]]), np.array([[1, -1, 1]]), np.array([[-0.5]])
# %% parity · wrong · the last bias is -1.5 ⇒ points: say [1, 0] there, and tell odd from even: look at W2 and b2
def parity(ins):
    j = np.arange(ins)
    return np.ones((ins, ins)), -(j + 0.5)[:, None], ((-1.0) ** j)[None, :], np.array([[-1.5]])
# %% parity · wrong · the biases are flat ⇒ names: 1), but it has shape (2,): a column, one number per neuron
def parity(ins):
    j = np.arange(ins)
    return np.ones((ins, ins)), -(j + 0.5), ((-1.0) ** j)[None, :], np.array([-0.5])
# %% parity · wrong · returns the answers in place of the arrays ⇒ names: should be 4 things, (W1, b1, W2, b2), but this is a function
def parity(ins):
    return lambda x: x.sum(axis=0, keepdims=True) % 2
# %% parity · wrong · one hidden neuron too few ⇒ names: need different answers: change W1 or b1, or add a hidden neuron
def parity(ins):
    counts = np.arange(1, ins)
    W1 = np.ones((len(counts), ins))
    b1 = (0.5 - counts).reshape(-1, 1)
    W2 = np.where(counts % 2 == 1, 1, -1).reshape(1, -1)
    b2 = np.array([[-0.5]])
    return W1, b1, W2, b2


def with_step(x, W1, b1, W2, b2):
    return step(W2 @ step(W1 @ x + b1) + b2)
