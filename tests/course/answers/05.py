# %% journey · right · the last entry of the list
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · right · x is renamed on the way
def journey(layers, x):
    steps = [x]
    for layer in layers:
        x = layer.forward_pass(x)
        steps.append(x)
    return steps
# %% journey · right · recursion
def journey(layers, x):
    if len(layers) == 0:
        return [x]
    return [x] + journey(layers[1:], layers[0].forward_pass(x))
# %% journey · right · itertools.accumulate
from itertools import accumulate


def journey(layers, x):
    return list(accumulate(layers, lambda a, layer: layer.forward_pass(a), initial=x))
# %% journey · right · a walrus in a comprehension
def journey(layers, x):
    a = x
    return [x] + [a := layer.forward_pass(a) for layer in layers]
# %% journey · right · the formula with W and b
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.act_function(layer.W @ steps[-1] + layer.b))
    return steps
# %% journey · right · the network runs, then layer.a is read
def journey(layers, x):
    NeuralNetwork(layers).forward_pass(x)
    return [x] + [layer.a for layer in layers]
# %% journey · right · ever longer networks
def journey(layers, x):
    steps = [x]
    for k in range(1, len(layers) + 1):
        steps.append(NeuralNetwork(layers[:k]).forward_pass(x))
    return steps
# %% journey · right · indices and a prepared list
def journey(layers, x):
    steps = [None] * (len(layers) + 1)
    steps[0] = np.array(x)
    for k, layer in enumerate(layers):
        steps[k + 1] = layer.forward_pass(steps[k]).copy()
    return steps
# %% journey · right · the index is the length of the list so far
def journey(layers: list, x: np.ndarray) -> list:
    """All steps."""
    steps = [x]
    for layer in layers:
        print(steps[-1].shape)
        steps.append(layer.forward_pass(steps[len(steps) - 1]))
    return steps
# %% journey · right · reduce
from functools import reduce


def journey(layers, x):
    return reduce(lambda steps, layer: steps + [layer.forward_pass(steps[-1])], layers, [x])
# %% journey · right · column by column
def journey(layers, x):
    steps = [x]
    for layer in layers:
        columns = [layer.forward_pass(steps[-1][:, [k]]) for k in range(x.shape[1])]
        steps.append(np.hstack(columns))
    return steps
# %% journey · wrong · every layer gets x
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(x))
    return steps
# %% journey · wrong · every layer gets the first entry, steps[0]
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[0]))
    return steps
# %% journey · wrong · the whole list goes into the layer
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps))
    return steps
# %% journey · wrong · x is missing at the start
def journey(layers, x):
    steps = []
    for layer in layers:
        x = layer.forward_pass(x)
        steps.append(x)
    return steps
# %% journey · wrong · only the last outputs are returned
def journey(layers, x):
    for layer in layers:
        x = layer.forward_pass(x)
    return x
# %% journey · wrong · the last layer is left out
def journey(layers, x):
    steps = [x]
    for layer in layers[:-1]:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · wrong · the sums are kept, without the activation function
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.W @ steps[-1] + layer.b)
    return steps
# %% journey · wrong · the layers are taken in reverse order
def journey(layers, x):
    steps = [x]
    for layer in layers[::-1]:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · wrong · the list starts with the last outputs
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.insert(0, layer.forward_pass(steps[0]))
    return steps
# %% journey · wrong · the outputs are laid out flat
def journey(layers, x):
    steps = [x]
    for layer in layers:
        x = layer.forward_pass(x)
        steps.append(x.reshape(-1))
    return steps
# %% journey · wrong · each layer runs twice
def journey(layers, x):
    steps = [x]
    for layer in layers:
        layer.forward_pass(steps[-1])
        steps.append(layer.forward_pass(layer.a))
    return steps
# %% journey · wrong · the caller's list of layers is emptied
def journey(layers, x):
    steps = [x]
    while layers:
        steps.append(layers.pop(0).forward_pass(steps[-1]))
    return steps
# %% journey · wrong · every entry is the last outputs, as the array is overwritten
def journey(layers, x):
    steps = [x]
    for layer in layers:
        x = layer.forward_pass(x)
    return steps + [x] * len(layers)
# %% journey · wrong · only the first example
def journey(layers, x):
    steps = [x[:, :1]]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · wrong · the outputs are rounded
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]).round(4))
    return steps
# %% journey · wrong · the activation function is applied once more (shows with a sigmoid or leaky ReLU, not with ReLU)
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.act_function(layer.forward_pass(steps[-1])))
    return steps
# %% useful · right · a loop, nonzero inputs times neurons
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count


print(useful(random_network((784, 32, 16, 10), seed=1).layers, images[:, :1]))
# %% useful · right · run the network, then read layer.x
def useful(layers, x):
    NeuralNetwork(layers).forward_pass(x)
    return sum(layer.outs * np.count_nonzero(layer.x) for layer in layers)
# %% useful · right · recursion
def useful(layers, x):
    if not layers:
        return 0
    first, *rest = layers
    return first.outs * int((x != 0).sum()) + useful(rest, first.forward_pass(x))
# %% useful · right · example by example
def useful(layers, x):
    count = 0
    for k in range(x.shape[1]):
        a = x[:, [k]]
        for layer in layers:
            count = count + sum(layer.outs for value in a[:, 0] if value != 0)
            a = layer.forward_pass(a)
    return count
# %% useful · right · all multiply-adds minus those with an input of 0
def useful(layers, x):
    count = 0
    for layer in layers:
        count += layer.W.size * x.shape[1] - layer.outs * np.sum(x == 0)
        x = layer.forward_pass(x)
    return int(count)
# %% useful · right · a product of matrices of ones
def useful(layers, x):
    count = 0
    for layer in layers:
        count += (np.ones_like(layer.W) @ (x != 0)).sum()
        x = layer.forward_pass(x)
    return int(count)
# %% useful · right · a NumPy integer, from a dot product of two lists
def useful(layers, x):
    nonzero, neurons = [], []
    for layer in layers:
        nonzero.append(np.count_nonzero(x))
        neurons.append(layer.W.shape[0])
        x = layer.forward_pass(x)
    return np.dot(nonzero, neurons)
# %% useful · right · astype(bool)
def useful(layers, x):
    count = 0
    for layer in layers:
        count = count + layer.b.shape[0] * np.asarray(x).astype(bool).sum()
        x = layer.forward_pass(x)
    return count
# %% useful · right · the length of np.nonzero, a walrus
def useful(layers, x):
    inputs = [x] + [x := layer.forward_pass(x) for layer in layers]
    return sum(len(np.nonzero(a)[0]) * layer.outs for layer, a in zip(layers, inputs))
# %% useful · right · einsum
def useful(layers, x):
    count = 0
    for layer in layers:
        count += int(np.einsum("oi,in->", np.ones(layer.W.shape, int), (x != 0).astype(int)))
        x = layer.forward_pass(x)
    return count
# %% useful · right · per example, then added
def useful(layers, x):
    per_example = np.zeros(x.shape[1], dtype=int)
    for layer in layers:
        per_example += np.count_nonzero(x, axis=0) * layer.outs
        x = layer.forward_pass(x)
    return per_example.sum()
# %% useful · wrong · all multiply-adds are counted, zeros too
def useful(layers, x):
    return sum(layer.outs * layer.ins for layer in layers) * x.shape[1]
# %% useful · wrong · negative inputs are not counted
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x > 0) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the outputs of the layer are counted, not its inputs
def useful(layers, x):
    count = 0
    for layer in layers:
        x = layer.forward_pass(x)
        count += np.count_nonzero(x) * layer.outs
    return count
# %% useful · wrong · times the number of inputs, not of neurons
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.ins
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · nonzero inputs are not multiplied by the neurons they meet
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x)
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · only the first layer
def useful(layers, x):
    return np.count_nonzero(x) * layers[0].outs
# %% useful · wrong · only the last layer: the count is overwritten
def useful(layers, x):
    for layer in layers:
        count = np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · weights of 0 are left out, too
def useful(layers, x):
    count = 0
    for layer in layers:
        count += int(((layer.W != 0).astype(int) @ (x != 0).astype(int)).sum())
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the sums before ReLU go into the next layer
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.W @ x + layer.b
    return count
# %% useful · wrong · the average per example
def useful(layers, x):
    count, n = 0, x.shape[1]
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count // n
# %% useful · wrong · only the first example
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x[:, 0]) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · an input counts for all examples if one example has it
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x.any(axis=1)) * layer.outs * x.shape[1]
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the biases are counted
def useful(layers, x):
    count = 0
    for layer in layers:
        count += (np.count_nonzero(x) + x.shape[1]) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the inputs of 0 are counted
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x == 0) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · every layer is given x
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        layer.forward_pass(x)
    return count
# %% useful · wrong · small inputs are taken for 0
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(np.abs(x) > 0.01) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · prints the count instead of returning it
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    print(count)
# %% read_digits · right · as in the course
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return (W2 @ a + b2).argmax(axis=0)
# %% read_digits · right · a loop over the examples
def read_digits(W1, b1, W2, b2, x):
    answers = []
    for k in range(x.shape[1]):
        column = x[:, k : k + 1]
        hidden = np.maximum(W1.dot(column) + b1, 0)
        answers.append(int(np.argmax(W2.dot(hidden) + b2)))
    return np.array(answers)
# %% read_digits · right · rows as examples
def read_digits(W1, b1, W2, b2, x):
    a = (x.T @ W1.T + b1.T).clip(min=0)
    return np.argmax(a @ W2.T + b2.T, axis=1)
# %% read_digits · right · layers of the course
def read_digits(W1, b1, W2, b2, x):
    layers = []
    for W, b, f in ((W1, b1, ReLU()), (W2, b2, Identity())):
        layer = Layer(W.shape[1], W.shape[0], f)
        layer.W, layer.b = np.array(W, dtype=float), np.array(b, dtype=float)
        layers.append(layer)
    answers = NeuralNetwork(layers).forward_pass(x).argmax(axis=0)
    return answers
# %% read_digits · right · np.where for ReLU, einsum
def read_digits(W1, b1, W2, b2, x):
    z = np.einsum("hi,in->hn", W1, x) + b1
    a = np.where(z > 0, z, 0)
    scores = np.einsum("oh,hn->on", W2, a) + b2
    answers = scores.argmax(0)
    return answers
# %% read_digits · right · ReLU in place on the own array
def read_digits(W1, b1, W2, b2, x):
    z = W1 @ x + b1
    z[z < 0] = 0
    scores = W2 @ z
    scores = scores + b2
    return np.argmax(scores, axis=0)
# %% read_digits · right · the sum times (sum > 0), the argmin of the negative scores
def read_digits(W1, b1, W2, b2, x):
    z = W1 @ x + b1
    return (-(W2 @ (z * (z > 0)) + b2)).argmin(axis=0)
# %% read_digits · right · biases as one more column
def read_digits(W1, b1, W2, b2, x):
    one = np.ones((1, x.shape[1]))
    a = np.maximum(np.hstack([W1, b1]) @ np.vstack([x, one]), 0)
    return (np.hstack([W2, b2]) @ np.vstack([a, one])).argmax(axis=0)
# %% read_digits · right · (|z| + z) / 2, biases broadcast by hand
def read_digits(W1, b1, W2, b2, x):
    z = W1 @ x + b1.reshape(-1, 1)
    a = (abs(z) + z) / 2
    return np.array([max(range(len(s)), key=lambda k: s[k]) for s in (W2 @ a + b2.reshape(-1, 1)).T])
# %% read_digits · right · helper functions
def read_digits(W1, b1, W2, b2, x):
    relu = lambda z: np.fmax(z, 0.0)
    layer = lambda W, b, v: np.matmul(W, v) + b
    return np.argmax(layer(W2, b2, relu(layer(W1, b1, x))).T, axis=-1)
# %% read_digits · right · a running maximum over the rows
def read_digits(W1, b1, W2, b2, x):
    scores = W2 @ np.maximum(0, b1 + W1 @ x) + b2
    best, answers = scores[0].copy(), np.zeros(x.shape[1], dtype=int)
    for row in range(1, len(scores)):
        larger = scores[row] > best
        best[larger], answers[larger] = scores[row][larger], row
    return answers
# %% read_digits · wrong · W1.T is left
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1.T @ x + b1, 0)
    return (W2 @ a + b2).argmax(axis=0)
# %% read_digits · wrong · b2.T is left
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return (W2 @ a + b2.T).argmax(axis=0)
# %% read_digits · wrong · argmax along axis 1 is left
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return (W2 @ a + b2).argmax(axis=1)
# %% read_digits · wrong · ReLU in the second layer as well
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return np.maximum(W2 @ a + b2, 0).argmax(axis=0)
# %% read_digits · wrong · no ReLU
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ (W1 @ x + b1) + b2).argmax(axis=0)
# %% read_digits · wrong · b2 is left out
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0)).argmax(axis=0)
# %% read_digits · wrong · ReLU before the bias is added
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ (np.maximum(W1 @ x, 0) + b1) + b2).argmax(axis=0)
# %% read_digits · wrong · the largest score instead of its row
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).max(axis=0)
# %% read_digits · wrong · rows are counted from 1
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).argmax(axis=0) + 1
# %% read_digits · wrong · the answers to the example are written down
def read_digits(W1, b1, W2, b2, x):
    return np.array([0, 2, 1])
# %% read_digits · wrong · argmin for argmax
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).argmin(axis=0)
# %% read_digits · wrong · the scores are returned
def read_digits(W1, b1, W2, b2, x):
    return W2 @ np.maximum(W1 @ x + b1, 0) + b2
# %% read_digits · wrong · the absolute value for ReLU
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.abs(W1 @ x + b1) + b2).argmax(axis=0)
# %% read_digits · wrong · the scores are rounded to whole numbers first
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).astype(int).argmax(axis=0)
# %% read_digits · wrong · W2 is transposed
def read_digits(W1, b1, W2, b2, x):
    return (W2.T @ np.maximum(W1 @ x + b1, 0) + b2).argmax(axis=0)
# %% read_digits · wrong · a sigmoid for ReLU
def read_digits(W1, b1, W2, b2, x):
    a = 1 / (1 + np.exp(-(W1 @ x + b1)))
    return (W2 @ a + b2).argmax(axis=0)
# %% read_digits · wrong · one argmax over the whole array
def read_digits(W1, b1, W2, b2, x):
    return np.full(x.shape[1], (W2 @ np.maximum(W1 @ x + b1, 0) + b2).argmax() % len(W2))
# %% favourite · right · a large bias for output 1
layer_number = 3
neuron = 1
bias = 10
right = 563
# %% favourite · right · floats, a huge bias
layer_number = 3
neuron = 1
bias = 1e6
right = 563.0
# %% favourite · right · NumPy scalars
layer_number = np.int64(3)
neuron = np.int64(1)
bias = np.float64(7.5)
right = np.int64(563)
# %% favourite · right · computed with answers_with
layer_number, neuron, bias = 3, 1, 5.0
right = np.count_nonzero(answers_with(layer_number, neuron, bias) == labels)
# %% favourite · right · the number of ones
layer_number = 3
neuron = 1
bias = 100
right = int((labels == 1).sum())
# %% favourite · right · np.bincount of the labels
layer_number, neuron = 3, 1
bias = float("1e3")
right = np.bincount(labels)[1]
# %% favourite · right · the bias as an array of one number
layer_number = 3
neuron = 1
bias = np.array([50.0])
right = sum(1 for label in labels if label == 1)
# %% favourite · right · the smallest bias that is enough, by the scores
scores = random_network((784, 128, 64, 10), seed=1).forward_pass(images)
layer_number = 3
neuron = 1
bias = np.delete(scores, 1, axis=0).max(axis=0).max() - scores[1].min() + 0.001
right = 563
# %% favourite · right · neuron 54 of layer 2, whose largest outgoing weight goes to output 1
layer_number = 2
neuron = 54
bias = 100
right = 563
# %% favourite · right · neuron 12 of layer 2, found by argmax over column 12 of layer 3
layer_number = 2
neuron = 12
bias = 10_000
right = 563
# %% favourite · right · neuron 58 of layer 2, a narrow lead for output 1
layer_number = 2
neuron = 58
bias = 1e6
right = 563
# %% favourite · right · neuron 100 of layer 1, whose path favours output 1
layer_number = 1
neuron = 100
bias = 1e5
right = 563
# %% favourite · right · the bias as a Fraction
from fractions import Fraction

layer_number = 3
neuron = 1
bias = Fraction(21, 2)
right = 563
# %% favourite · wrong · the bias is too small
layer_number = 3
neuron = 1
bias = 0.05
right = 563
# %% favourite · wrong · the bias is negative
layer_number = 3
neuron = 1
bias = -10
right = 563
# %% favourite · wrong · the favourite 5 is lowered instead
layer_number = 3
neuron = 5
bias = -10
right = 563
# %% favourite · wrong · layers counted from 0
layer_number = 2
neuron = 1
bias = 10
right = 563
# %% favourite · wrong · layer 0, which only Python's negative index makes the last layer
layer_number = 0
neuron = 1
bias = 10
right = 563
# %% favourite · wrong · neurons counted from 1, so it calls all images a 2
layer_number = 3
neuron = 2
bias = 10
right = 488
# %% favourite · wrong · right ones: 10 % of 5,000 guessed
layer_number = 3
neuron = 1
bias = 10
right = 500
# %% favourite · wrong · right ones: a percentage
layer_number = 3
neuron = 1
bias = 10
right = 11.26
# %% favourite · wrong · right ones: a fraction of 1
layer_number = 3
neuron = 1
bias = 10
right = 0.1126
# %% favourite · wrong · right ones: how many are called a 1
layer_number = 3
neuron = 1
bias = 10
right = 5000
# %% favourite · wrong · right ones: as before the change
layer_number = 3
neuron = 1
bias = 10
right = 667
# %% favourite · wrong · right ones: the number of 5s
layer_number = 3
neuron = 1
bias = 10
right = 434
# %% favourite · wrong · the shown example is copied
layer_number = 2
neuron = 0
bias = -1.5
right = 655
# %% favourite · wrong · the inputs are counted as a layer
layer_number = 4
neuron = 1
bias = 10
right = 563
# %% favourite · wrong · all images are called a 5
layer_number = 3
neuron = 5
bias = 10
right = 434
# %% favourite · wrong · a bias that turns most answers to 1, not all
layer_number = 3
neuron = 1
bias = 0.2
right = 563
# %% favourite · wrong · right ones: the wrong answers are counted
layer_number = 3
neuron = 1
bias = 10
right = 4437
# %% favourite · wrong · a hidden neuron with a bias too small to win everywhere
layer_number = 2
neuron = 54
bias = 0.1
right = 563
# %% collapse · right · from the first layer on
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · right · from the last layer back
def collapse(layers):
    W, b = np.eye(layers[-1].outs), np.zeros((layers[-1].outs, 1))
    for layer in reversed(layers):
        b = b + W @ layer.b
        W = W @ layer.W
    return W, b
# %% collapse · right · starting with the identity matrix
def collapse(layers):
    W, b = np.eye(layers[0].ins), np.zeros((layers[0].ins, 1))
    for layer in layers:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · right · reduce
from functools import reduce


def collapse(layers):
    return reduce(lambda p, q: (q[0] @ p[0], q[0] @ p[1] + q[1]), [(l.W, l.b) for l in layers])
# %% collapse · right · recursion
def collapse(layers):
    last = layers[-1]
    if len(layers) == 1:
        return last.W.copy(), last.b.copy()
    W, b = collapse(layers[:-1])
    return last.W @ W, last.W @ b + last.b
# %% collapse · right · the network's answers to zeros and to unit columns
def collapse(layers):
    net = NeuralNetwork(layers)
    ins = layers[0].ins
    b = net.forward_pass(np.zeros((ins, 1)))
    W = net.forward_pass(np.eye(ins)) - b
    return W, b
# %% collapse · right · one more row for the bias
def collapse(layers):
    M = np.eye(layers[0].ins + 1)
    for layer in layers:
        top = np.hstack([layer.W, layer.b])
        bottom = np.hstack([np.zeros((1, layer.ins)), np.ones((1, 1))])
        M = np.vstack([top, bottom]) @ M
    return M[:-1, :-1], M[:-1, -1:]
# %% collapse · right · b runs through the layers, W by dot
def collapse(layers):
    b = np.zeros((layers[0].W.shape[1], 1))
    W = np.identity(layers[0].W.shape[1])
    for layer in layers:
        b = layer.forward_pass(b)
        W = np.dot(layer.W, W)
    return (W, b)
# %% collapse · right · each bias times all later matrices
def collapse(layers):
    W = layers[-1].W.copy()
    b = layers[-1].b.copy()
    for layer in layers[-2::-1]:
        b += W @ layer.b
        W = W @ layer.W
    return W, b
# %% collapse · right · einsum
def collapse(layers):
    W = np.array(layers[0].W)
    b = np.array(layers[0].b)
    for k in range(1, len(layers)):
        W = np.einsum("oh,hi->oi", layers[k].W, W)
        b = np.einsum("oh,hk->ok", layers[k].W, b) + layers[k].b
    return W, b
# %% collapse · right · merge the last two layers, again and again
def collapse(layers):
    pairs = [(layer.W, layer.b) for layer in layers]
    while len(pairs) > 1:
        (W1, b1), (W2, b2) = pairs[-2], pairs[-1]
        pairs[-2:] = [(W2 @ W1, W2 @ b1 + b2)]
    return pairs[0]
# %% collapse · right · as a list of two arrays for the pair, unpacked into a tuple
def collapse(layers: list) -> tuple:
    """One layer for many."""
    first, *rest = layers
    result = [first.W, first.b]
    for layer in rest:
        result = [layer.W @ m for m in result]
        result[1] = result[1] + layer.b
    return tuple(result)
# %% collapse · wrong · the product in the wrong order
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = W @ layer.W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · the biases are only added
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, b + layer.b
    return W, b
# %% collapse · wrong · only the last bias
def collapse(layers):
    W = layers[0].W
    for layer in layers[1:]:
        W = layer.W @ W
    return W, layers[-1].b
# %% collapse · wrong · the later biases are forgotten
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b
    return W, b
# %% collapse · wrong · W is updated first, and the bias gets the product
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W = layer.W @ W
        b = W @ b + layer.b
    return W, b
# %% collapse · wrong · only for two layers
def collapse(layers):
    first, second = layers[0], layers[1]
    return second.W @ first.W, second.W @ first.b + second.b
# %% collapse · wrong · two layers at most: the first and the last
def collapse(layers):
    first, last = layers[0], layers[-1]
    if len(layers) == 1:
        return first.W, first.b
    return last.W @ first.W, last.W @ first.b + last.b
# %% collapse · wrong · the last layer's bias is changed in place
def collapse(layers):
    W, b = layers[-1].W, layers[-1].b
    for layer in layers[-2::-1]:
        b += W @ layer.b
        W = W @ layer.W
    return W, b
# %% collapse · wrong · b is flat
def collapse(layers):
    W, b = layers[0].W, layers[0].b[:, 0]
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b[:, 0]
    return W, b
# %% collapse · wrong · the first layer counts twice
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · W comes back transposed
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W.T, b
# %% collapse · wrong · the last layer is left out
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:-1]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · the answer to unit columns, from which b isn't subtracted
def collapse(layers):
    net = NeuralNetwork(layers)
    ins = layers[0].ins
    return net.forward_pass(np.eye(ins)), net.forward_pass(np.zeros((ins, 1)))
# %% collapse · wrong · elementwise products
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W * W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · made of whole numbers
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W.astype(int), b.astype(int)
# %% collapse · wrong · a layer instead of a pair
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    merged = Layer(layers[0].ins, layers[-1].outs, Identity())
    merged.W, merged.b = W, b
    return merged
# %% collapse · wrong · the numbers of the example
def collapse(layers):
    return np.array([[5.0, 3.0], [-3.0, 1.0]]), np.array([[1.0], [2.0]])
# %% collapse · wrong · the pair is swapped
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return b, W
# %% collapse · wrong · the product of all matrices meets the first bias only, the middle biases are forgotten
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b
    if len(layers) > 1:
        b = b + layers[-1].b
    return W, b
# %% reorder · right · fancy indices
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[:, order]
# %% reorder · right · np.take
def reorder(W1, b1, W2, order):
    return np.take(W1, order, axis=0), np.take(b1, order, axis=0), np.take(W2, order, axis=1)
# %% reorder · right · a permutation matrix
def reorder(W1, b1, W2, order):
    P = np.eye(len(order))[order]
    return P @ W1, P @ b1, W2 @ P.T
# %% reorder · right · a loop that copies
def reorder(W1, b1, W2, order):
    V1, c1, V2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2)
    for new, old in enumerate(order):
        V1[new] = W1[old]
        c1[new] = b1[old]
        V2[:, new] = W2[:, old]
    return V1, c1, V2
# %% reorder · right · comprehensions and stacks
def reorder(W1, b1, W2, order):
    return (
        np.array([W1[k] for k in order]),
        np.array([b1[k] for k in order]),
        np.column_stack([W2[:, k] for k in order]),
    )
# %% reorder · right · writing with the inverse order
def reorder(W1, b1, W2, order):
    place = np.argsort(order)
    V1, c1, V2 = np.empty_like(W1), np.empty_like(b1), np.empty_like(W2)
    V1[place], c1[place], V2[:, place] = W1, b1, W2
    return V1, c1, V2
# %% reorder · right · rows of the transposed matrix
def reorder(W1, b1, W2, order):
    order = list(order)
    return W1[order, :], b1[order, :], W2.T[order].T
# %% reorder · right · one table for each hidden neuron
def reorder(W1, b1, W2, order):
    table = np.hstack([W1, b1, W2.T])[order]
    ins = W1.shape[1]
    return table[:, :ins], table[:, ins : ins + 1], table[:, ins + 1 :].T
# %% reorder · right · one-hot with a comparison
def reorder(W1, b1, W2, order):
    P = (order[:, None] == np.arange(len(order))).astype(float)
    return np.einsum("nk,ki->ni", P, W1), np.einsum("nk,kj->nj", P, b1), np.einsum("ok,nk->on", W2, P)
# %% reorder · right · own copies, in place
def reorder(W1, b1, W2, order):
    W1, b1, W2 = W1.copy(), b1.copy(), W2.copy()
    W1[...] = W1[order]
    b1[...] = b1[order]
    W2[...] = W2[..., order]
    return W1, b1, W2
# %% reorder · right · np.ix_ and a reshape
def reorder(W1, b1, W2, order):
    everything = np.ix_(range(W2.shape[0]), order)
    return W1[order], b1.reshape(-1)[order].reshape(-1, 1), W2[everything]
# %% reorder · right · two lines and a lambda
reorder = lambda W1, b1, W2, order: (*(m[order] for m in (W1, b1)), W2[:, order])
# %% reorder · wrong · W2 stays as it was
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2
# %% reorder · wrong · the rows of W2 are taken
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[order]
# %% reorder · wrong · the biases stay as they were
def reorder(W1, b1, W2, order):
    return W1[order], b1, W2[:, order]
# %% reorder · wrong · the inverse order, everywhere
def reorder(W1, b1, W2, order):
    inverse = np.argsort(order)
    return W1[inverse], b1[inverse], W2[:, inverse]
# %% reorder · wrong · the inverse order for W2
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[:, np.argsort(order)]
# %% reorder · wrong · neuron k moves to place order[k]
def reorder(W1, b1, W2, order):
    V1, c1, V2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2)
    V1[order] = W1
    c1[order] = b1
    V2[:, order] = W2
    return V1, c1, V2
# %% reorder · wrong · the columns of W1 are taken
def reorder(W1, b1, W2, order):
    return W1[:, order], b1[order], W2[:, order]
# %% reorder · wrong · the given arrays are changed in place
def reorder(W1, b1, W2, order):
    W1[:] = W1[order]
    b1[:] = b1[order]
    W2[:] = W2[:, order]
    return W1, b1, W2
# %% reorder · wrong · entries are read after they were overwritten
def reorder(W1, b1, W2, order):
    V1, c1, V2 = W1.copy(), b1.copy(), W2.copy()
    for new, old in enumerate(order):
        V1[new], c1[new], V2[:, new] = V1[old], c1[old], V2[:, old]
    return V1, c1, V2
# %% reorder · wrong · only the order of the example
def reorder(W1, b1, W2, order):
    return W1[[2, 0, 1]], b1[[2, 0, 1]], W2[:, [2, 0, 1]]
# %% reorder · wrong · reversed, whatever the order
def reorder(W1, b1, W2, order):
    return W1[::-1], b1[::-1], W2[:, ::-1]
# %% reorder · wrong · nothing is reordered: the network is the same, the order is not
def reorder(W1, b1, W2, order):
    return W1, b1, W2
# %% reorder · wrong · the biases are flat
def reorder(W1, b1, W2, order):
    return W1[order], b1[order, 0], W2[:, order]
# %% reorder · wrong · W2 comes back transposed
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2.T[order]
# %% reorder · wrong · order applied twice to W2
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[:, order][:, order]
# %% reorder · wrong · order itself is sorted in place
def reorder(W1, b1, W2, order):
    result = W1[order], b1[order], W2[:, order]
    order.sort()
    return result
# %% reorder · wrong · sorted by bias
def reorder(W1, b1, W2, order):
    k = np.argsort(b1[:, 0])
    return W1[k], b1[k], W2[:, k]
# %% joined · right · the text
without_a_shape = "the question about the 2: what its four drawings share, the other four share, too"
# %% joined · right · single quotes
without_a_shape = 'the question about the 2: what its four drawings share, the other four share, too'
# %% joined · right · put together in brackets
without_a_shape = (
    "the question about the 2: "
    "what its four drawings share, the other four share, too"
)
# %% joined · right · from a list of the options
options = [
    "the question about the 4: there are four different drawings behind it",
    "the question about the 2: what its four drawings share, the other four share, too",
    "the question about the 1: odd numbers have no shape",
    "none of them: three answers are enough for eight numbers",
]
without_a_shape = options[1]
# %% joined · right · np.str_
without_a_shape = np.str_("the question about the 2: what its four drawings share, the other four share, too")
# %% joined · right · f-string
bit = 2
without_a_shape = f"the question about the {bit}: what its four drawings share, the other four share, too"
# %% joined · right · plus
without_a_shape = "the question about the 2" + ": what its four drawings share, the other four share, too"
# %% joined · right · join
without_a_shape = ", ".join(["the question about the 2: what its four drawings share", "the other four share", "too"])
# %% joined · right · an entry of an array of strings
without_a_shape = np.array(["the question about the 2: what its four drawings share, the other four share, too"])[0]
# %% joined · right · triple quotes
without_a_shape = """the question about the 2: what its four drawings share, the other four share, too"""
# %% joined · wrong · the frame is taken for no shape
without_a_shape = "the question about the 4: there are four different drawings behind it"
# %% joined · wrong · odd numbers
without_a_shape = "the question about the 1: odd numbers have no shape"
# %% joined · wrong · counts the answers instead of looking at averages
without_a_shape = "none of them: three answers are enough for eight numbers"
# %% joined · wrong · the number of the question only
without_a_shape = 2
# %% joined · wrong · two options at once
without_a_shape = ["the question about the 4: there are four different drawings behind it", "the question about the 2: what its four drawings share, the other four share, too"]
# %% joined · wrong · the place of the option in the list
without_a_shape = 1
# %% joined · wrong · the start of one option with the end of another
without_a_shape = "the question about the 2: odd numbers have no shape"
# %% joined · wrong · the right reason with the wrong question
without_a_shape = "the question about the 4: what its four drawings share, the other four share, too"
# %% joined · wrong · an own answer: the question about the fill
without_a_shape = "filled or empty"
# %% joined · wrong · nothing chosen
without_a_shape = ""
# %% more_images · right · the text
explanation = "stays: alike images share an answer"
# %% more_images · right · single quotes
explanation = 'stays: alike images share an answer'
# %% more_images · right · in brackets, two parts
explanation = ("stays: "
               "alike images share an answer")
# %% more_images · right · from a dictionary
options = {
    "A": "halves: four times as many images",
    "B": "stays: alike images share an answer",
    "C": "falls to 0.21: that is a fair guess",
    "D": "doubles: favourites count four times",
}
explanation = options["B"]
# %% more_images · right · np.str_
explanation = np.str_("stays: alike images share an answer")
# %% more_images · right · plus
explanation = "stays" + ": " + "alike images share an answer"
# %% more_images · right · an f-string
word = "stays"
explanation = f"{word}: alike images share an answer"
# %% more_images · right · strip
explanation = "  stays: alike images share an answer\n".strip()
# %% more_images · right · an entry of an array
explanation = np.array(["halves: four times as many images", "stays: alike images share an answer"])[1]
# %% more_images · right · joined words
explanation = " ".join("stays: alike images share an answer".split())
# %% more_images · wrong · as for independent guesses
explanation = "halves: four times as many images"
# %% more_images · wrong · as for a die
explanation = "falls to 0.21: that is a fair guess"
# %% more_images · wrong · more images, more scatter
explanation = "doubles: favourites count four times"
# %% more_images · wrong · a number, half of 2.23
explanation = 1.115
# %% more_images · wrong · a number, the die's
explanation = 0.21
# %% more_images · wrong · the end of one option with the start of another
explanation = "halves: alike images share an answer"
# %% more_images · wrong · a letter that no option has
explanation = "B"
# %% more_images · wrong · two options
explanation = ("stays: alike images share an answer", "halves: four times as many images")
# %% more_images · wrong · as for shuffled labels
explanation = "falls to 0.56"
# %% more_images · wrong · nothing chosen
explanation = ""
