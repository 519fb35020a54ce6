# %% journey · right · the last entry of the list
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
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
# %% journey · wrong · every layer gets x ⇒ names: entry 2: layer 2 received the original x, not what layer 1 gave
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(x))
    return steps
# %% journey · wrong · the whole list goes into the layer ⇒ points: with 3 layers your code raised ValueError
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps))
    return steps
# %% journey · wrong · only the last outputs are returned ⇒ names: but this is an array of shape (2, 4) and dtype float64
def journey(layers, x):
    for layer in layers:
        x = layer.forward_pass(x)
    return x
# %% journey · wrong · the last layer is left out ⇒ names: for 3 layers there should be 4 entries, x as the first, not 3
def journey(layers, x):
    steps = [x]
    for layer in layers[:-1]:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · wrong · the sums are kept, without the activation function ⇒ names: the activation function is missing
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.W @ steps[-1] + layer.b)
    return steps
# %% journey · wrong · the layers are taken in reverse order ⇒ names: entry 1: the layers work in reverse order
def journey(layers, x):
    steps = [x]
    for layer in layers[::-1]:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · wrong · the list starts with the last outputs ⇒ names: the list is in reverse order
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.insert(0, layer.forward_pass(steps[0]))
    return steps
# %% journey · wrong · the outputs are laid out flat ⇒ points: entry 1 should have shape (2, 4), but has shape (8,)
def journey(layers, x):
    steps = [x]
    for layer in layers:
        x = layer.forward_pass(x)
        steps.append(x.reshape(-1))
    return steps
# %% journey · wrong · each layer runs twice ⇒ names: entry 1: the layer works twice
def journey(layers, x):
    steps = [x]
    for layer in layers:
        layer.forward_pass(steps[-1])
        steps.append(layer.forward_pass(layer.a))
    return steps
# %% journey · wrong · the caller's list of layers is emptied ⇒ names: work on a copy, or make a new array
def journey(layers, x):
    steps = [x]
    while layers:
        steps.append(layers.pop(0).forward_pass(steps[-1]))
    return steps
# %% journey · wrong · every entry is the last outputs, as the array is overwritten ⇒ names: are all entries one?
def journey(layers, x):
    steps = [x]
    for layer in layers:
        x = layer.forward_pass(x)
    return steps + [x] * len(layers)
# %% journey · wrong · only the first example ⇒ points: entry 0 (x) should have shape (2, 4), but has shape (2, 1)
def journey(layers, x):
    steps = [x[:, :1]]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
    return steps
# %% journey · wrong · the outputs are rounded ⇒ names: give all digits
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]).round(4))
    return steps
# %% journey · wrong · the activation function is applied once more (shows with a sigmoid or leaky ReLU, not with ReLU) ⇒ names: entry 1: the activation function works twice
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.act_function(layer.forward_pass(steps[-1])))
    return steps
# %% journey · wrong · layer.a is read before any forward pass ⇒ names: layer.a is None until the layer has done a forward pass
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.a)
    return steps
# %% journey · wrong · return in the loop ⇒ names: x as the first, not 2: is the return inside the loop?
def journey(layers, x):
    steps = [x]
    for layer in layers:
        steps.append(layer.forward_pass(steps[-1]))
        return steps
# %% joined · right · the letter
without_a_shape = "B"
# %% joined · right · with a full stop
without_a_shape = "B."
# %% joined · wrong · the frame is taken for no shape ⇒ names: What do the other four lack?
without_a_shape = "A"
# %% joined · wrong · odd numbers ⇒ names: what do the drawings 1, 3, 5 and 7 have in common?
without_a_shape = "C"
# %% joined · wrong · counts the answers instead of looking at averages ⇒ names: numbers, but each of them has to be read from the pixels
without_a_shape = "D"
# %% favourite · right · a large bias for output 1
layer_number = 3
neuron = 1
bias = 10
right = 563
# %% favourite · right · the smallest bias that is enough, by the scores
scores = random_network((784, 128, 64, 10), seed=1).forward_pass(images)
layer_number = 3
neuron = 1
bias = np.delete(scores, 1, axis=0).max(axis=0).max() - scores[1].min() + 0.001
right = 563
# %% favourite · wrong · the bias is too small ⇒ names: now called a 1: in the others another score is still larger
layer_number = 3
neuron = 1
bias = 0.05
right = 563
# %% favourite · wrong · the favourite 5 is lowered instead ⇒ names: bias belongs to the score of 5 (outputs are counted from 0)
layer_number = 3
neuron = 5
bias = -10
right = 563
# %% favourite · wrong · layers counted from 0 ⇒ points: a 1: neuron 1 of layer 2 moves all ten scores
layer_number = 2
neuron = 1
bias = 10
right = 563
# %% favourite · wrong · layer 0, which only Python's negative index makes the last layer ⇒ names: layers are counted from 1: 1, 2 or 3, not 0
layer_number = 0
neuron = 1
bias = 10
right = 563
# %% favourite · wrong · right ones: 10 % of 5,000 guessed ⇒ names: answers is not 500: a tenth is an average over the digits
layer_number = 3
neuron = 1
bias = 10
right = 500
# %% favourite · wrong · right ones: a percentage ⇒ names: of right answers is not 11.26: that is the percentage
layer_number = 3
neuron = 1
bias = 10
right = 11.26
# %% favourite · wrong · right ones: how many are called a 1 ⇒ names: 5,000: so many are called a 1, but not all of them are 1s
layer_number = 3
neuron = 1
bias = 10
right = 5000
# %% favourite · wrong · right ones: as before the change ⇒ names: Which are right now?
layer_number = 3
neuron = 1
bias = 10
right = 667
# %% favourite · wrong · right ones: the number of 5s ⇒ names: is not 434: these are the 5s, but every answer is 1 now
layer_number = 3
neuron = 1
bias = 10
right = 434
# %% favourite · wrong · right ones: the wrong answers are counted ⇒ names: of right answers is not 4,437: these are the wrong ones
layer_number = 3
neuron = 1
bias = 10
right = 4437
# %% favourite · wrong · neuron 10 of layer 3 ⇒ names: layer 3 has the neurons 0 to 9, not 10
layer_number = 3
neuron = 10
bias = 10
right = 563
# %% useful · right · a loop, nonzero inputs times neurons
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count


print(useful(random_network((784, 32, 16, 10), seed=1).layers, images[:, :1]))
# %% useful · right · recursion
def useful(layers, x):
    if not layers:
        return 0
    first, *rest = layers
    return first.outs * int((x != 0).sum()) + useful(rest, first.forward_pass(x))
# %% useful · right · einsum
def useful(layers, x):
    count = 0
    for layer in layers:
        count += int(np.einsum("oi,in->", np.ones(layer.W.shape, int), (x != 0).astype(int)))
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · all multiply-adds are counted, zeros too ⇒ names: those that meet an input of 0 are left out
def useful(layers, x):
    return sum(layer.outs * layer.ins for layer in layers) * x.shape[1]
# %% useful · wrong · negative inputs are not counted ⇒ names: only a 0 contributes nothing
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x > 0) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the outputs of the layer are counted, not its inputs ⇒ names: its inputs decide
def useful(layers, x):
    count = 0
    for layer in layers:
        x = layer.forward_pass(x)
        count += np.count_nonzero(x) * layer.outs
    return count
# %% useful · wrong · times the number of inputs, not of neurons ⇒ names: it meets one weight of every neuron
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.ins
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · nonzero inputs are not multiplied by the neurons they meet ⇒ names: each of them meets one weight of every neuron
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x)
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · only the first layer ⇒ names: is the return inside the loop?
def useful(layers, x):
    return np.count_nonzero(x) * layers[0].outs
# %% useful · wrong · only the last layer: the count is overwritten ⇒ names: is it overwritten in each turn?
def useful(layers, x):
    for layer in layers:
        count = np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · weights of 0 are left out, too ⇒ names: only the inputs decide
def useful(layers, x):
    count = 0
    for layer in layers:
        count += int(((layer.W != 0).astype(int) @ (x != 0).astype(int)).sum())
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the sums before ReLU go into the next layer ⇒ names: the count for 1 example lets sums go on, without the activation
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.W @ x + layer.b
    return count
# %% useful · wrong · the average per example ⇒ names: count all of them
def useful(layers, x):
    count, n = 0, x.shape[1]
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    return count // n
# %% useful · wrong · only the first example ⇒ names: x has several columns
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x[:, 0]) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · an input counts for all examples if one example has it ⇒ names: takes an input for all examples as soon as one has it
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x.any(axis=1)) * layer.outs * x.shape[1]
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the biases are counted ⇒ names: they are only added
def useful(layers, x):
    count = 0
    for layer in layers:
        count += (np.count_nonzero(x) + x.shape[1]) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · the inputs of 0 are counted ⇒ names: these are the ones to leave out
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x == 0) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · small inputs are taken for 0 ⇒ points: count for 1 example is 1315, which is too small
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(np.abs(x) > 0.01) * layer.outs
        x = layer.forward_pass(x)
    return count
# %% useful · wrong · prints the count instead of returning it ⇒ names: end it with return, not with print
def useful(layers, x):
    count = 0
    for layer in layers:
        count += np.count_nonzero(x) * layer.outs
        x = layer.forward_pass(x)
    print(count)
# %% reorder · right · fancy indices
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[:, order]
# %% reorder · right · a loop that copies
def reorder(W1, b1, W2, order):
    V1, c1, V2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2)
    for new, old in enumerate(order):
        V1[new] = W1[old]
        c1[new] = b1[old]
        V2[:, new] = W2[:, old]
    return V1, c1, V2
# %% reorder · right · one-hot with a comparison
def reorder(W1, b1, W2, order):
    P = (order[:, None] == np.arange(len(order))).astype(float)
    return np.einsum("nk,ki->ni", P, W1), np.einsum("nk,kj->nj", P, b1), np.einsum("ok,nk->on", W2, P)
# %% reorder · wrong · W2 stays as it was ⇒ names: whose output does a column of W2 weigh?
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2
# %% reorder · wrong · the rows of W2 are taken ⇒ names: these are the next neurons
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[order]
# %% reorder · wrong · the biases stay as they were ⇒ names: a neuron that moves takes its bias along
def reorder(W1, b1, W2, order):
    return W1[order], b1, W2[:, order]
# %% reorder · wrong · the inverse order, everywhere ⇒ names: its row 0 is the old row 2
def reorder(W1, b1, W2, order):
    inverse = np.argsort(order)
    return W1[inverse], b1[inverse], W2[:, inverse]
# %% reorder · wrong · the inverse order for W2 ⇒ names: its column 0 has to weigh the new neuron 0
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2[:, np.argsort(order)]
# %% reorder · wrong · the columns of W1 are taken ⇒ names: these are its inputs
def reorder(W1, b1, W2, order):
    return W1[:, order], b1[order], W2[:, order]
# %% reorder · wrong · the given arrays are changed in place ⇒ names: work on a copy, or make a new array
def reorder(W1, b1, W2, order):
    W1[:] = W1[order]
    b1[:] = b1[order]
    W2[:] = W2[:, order]
    return W1, b1, W2
# %% reorder · wrong · only the order of the example ⇒ points: [2, 0, 3, 1] the new W1 should have shape (4, 4), but has shape
def reorder(W1, b1, W2, order):
    return W1[[2, 0, 1]], b1[[2, 0, 1]], W2[:, [2, 0, 1]]
# %% reorder · wrong · reversed, whatever the order ⇒ points: [2, 0, 3, 1] the new W1 differs in 16 of 16 places, first at
def reorder(W1, b1, W2, order):
    return W1[::-1], b1[::-1], W2[:, ::-1]
# %% reorder · wrong · nothing is reordered: the network is the same, the order is not ⇒ names: the rows of W1 are where they were
def reorder(W1, b1, W2, order):
    return W1, b1, W2
# %% reorder · wrong · the biases are flat ⇒ points: [2, 0, 3, 1] the new b1 should have shape (4, 1), but has shape
def reorder(W1, b1, W2, order):
    return W1[order], b1[order, 0], W2[:, order]
# %% reorder · wrong · W2 comes back transposed ⇒ names: for the order [2, 0, 3, 1] the new W2 looks transposed
def reorder(W1, b1, W2, order):
    return W1[order], b1[order], W2.T[order]
# %% reorder · wrong · order itself is sorted in place ⇒ names: work on a copy, or make a new array
def reorder(W1, b1, W2, order):
    result = W1[order], b1[order], W2[:, order]
    order.sort()
    return result
# %% reorder · wrong · W1 alone ⇒ points: b1, W2), but this is an array of shape (4, 4) and dtype float64
def reorder(W1, b1, W2, order):
    return W1[order]
# %% read_digits · right · as in the course
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return (W2 @ a + b2).argmax(axis=0)
# %% read_digits · right · layers of the course
def read_digits(W1, b1, W2, b2, x):
    layers = []
    for W, b, f in ((W1, b1, ReLU()), (W2, b2, Identity())):
        layer = Layer(W.shape[1], W.shape[0], f)
        layer.W, layer.b = np.array(W, dtype=float), np.array(b, dtype=float)
        layers.append(layer)
    answers = NeuralNetwork(layers).forward_pass(x).argmax(axis=0)
    return answers
# %% read_digits · right · (|z| + z) / 2, biases broadcast by hand
def read_digits(W1, b1, W2, b2, x):
    z = W1 @ x + b1.reshape(-1, 1)
    a = (abs(z) + z) / 2
    return np.array([max(range(len(s)), key=lambda k: s[k]) for s in (W2 @ a + b2.reshape(-1, 1)).T])
# %% read_digits · wrong · W1.T is left ⇒ names: What is the first sum by hand?
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1.T @ x + b1, 0)
    return (W2 @ a + b2).argmax(axis=0)
# %% read_digits · wrong · argmax along axis 1 is left ⇒ names: along which axis are the outputs?
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return (W2 @ a + b2).argmax(axis=1)
# %% read_digits · wrong · ReLU in the second layer as well ⇒ names: the output layer have a ReLU, too? Its function is Identity
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return np.maximum(W2 @ a + b2, 0).argmax(axis=0)
# %% read_digits · wrong · no ReLU ⇒ names: the ReLU of the hidden layer is missing
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ (W1 @ x + b1) + b2).argmax(axis=0)
# %% read_digits · wrong · b2 is left out ⇒ names: all scores of an example? Each output has a bias of its own
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0)).argmax(axis=0)
# %% read_digits · wrong · ReLU before the bias is added ⇒ names: they belong to the sums
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ (np.maximum(W1 @ x, 0) + b1) + b2).argmax(axis=0)
# %% read_digits · wrong · the largest score instead of its row ⇒ names: its row is the answer
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).max(axis=0)
# %% read_digits · wrong · rows are counted from 1 ⇒ points: the answers are 1 too large
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).argmax(axis=0) + 1
# %% read_digits · wrong · the answers to the example are written down ⇒ points: the answers should have shape (12,), but have shape (3,)
def read_digits(W1, b1, W2, b2, x):
    return np.array([0, 2, 1])
# %% read_digits · wrong · argmin for argmax ⇒ names: this is the row of the smallest score
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).argmin(axis=0)
# %% read_digits · wrong · the scores are returned ⇒ names: in which row is the largest of a column?
def read_digits(W1, b1, W2, b2, x):
    return W2 @ np.maximum(W1 @ x + b1, 0) + b2
# %% read_digits · wrong · the absolute value for ReLU ⇒ points: the answers differ in 4 of 12 places, first at [3], where the
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.abs(W1 @ x + b1) + b2).argmax(axis=0)
# %% read_digits · wrong · the scores are rounded to whole numbers first ⇒ names: are they rounded?
def read_digits(W1, b1, W2, b2, x):
    return (W2 @ np.maximum(W1 @ x + b1, 0) + b2).astype(int).argmax(axis=0)
# %% read_digits · wrong · W2 is transposed ⇒ points: 8) and x (8, 12) your code raised ValueError
def read_digits(W1, b1, W2, b2, x):
    return (W2.T @ np.maximum(W1 @ x + b1, 0) + b2).argmax(axis=0)
# %% read_digits · wrong · a sigmoid for ReLU ⇒ names: the hidden layer has a sigmoid, not a ReLU
def read_digits(W1, b1, W2, b2, x):
    a = 1 / (1 + np.exp(-(W1 @ x + b1)))
    return (W2 @ a + b2).argmax(axis=0)
# %% read_digits · wrong · argmax without an axis ⇒ names: each example needs an answer
def read_digits(W1, b1, W2, b2, x):
    a = np.maximum(W1 @ x + b1, 0)
    return (W2 @ a + b2).argmax()
# %% collapse · right · from the first layer on
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · right · the network's answers to zeros and to unit columns
def collapse(layers):
    net = NeuralNetwork(layers)
    ins = layers[0].ins
    b = net.forward_pass(np.zeros((ins, 1)))
    W = net.forward_pass(np.eye(ins)) - b
    return W, b
# %% collapse · right · as a list of two arrays for the pair, unpacked into a tuple
def collapse(layers: list) -> tuple:
    """One layer for many."""
    first, *rest = layers
    result = [first.W, first.b]
    for layer in rest:
        result = [layer.W @ m for m in result]
        result[1] = result[1] + layer.b
    return tuple(result)
# %% collapse · wrong · the product in the wrong order ⇒ names: which matrix meets x first?
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = W @ layer.W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · the biases are only added ⇒ names: added as they are, but each passes through all later layers
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, b + layer.b
    return W, b
# %% collapse · wrong · only the last bias ⇒ names: the chain does not give the last bias alone there
def collapse(layers):
    W = layers[0].W
    for layer in layers[1:]:
        W = layer.W @ W
    return W, layers[-1].b
# %% collapse · wrong · the later biases are forgotten ⇒ names: the last layer's own bias is missing
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b
    return W, b
# %% collapse · wrong · W is updated first, and the bias gets the product ⇒ names: it passes through the next layer's W only
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W = layer.W @ W
        b = W @ b + layer.b
    return W, b
# %% collapse · wrong · only for two layers ⇒ names: what about the others?
def collapse(layers):
    first, second = layers[0], layers[1]
    return second.W @ first.W, second.W @ first.b + second.b
# %% collapse · wrong · two layers at most: the first and the last ⇒ names: what about those between?
def collapse(layers):
    first, last = layers[0], layers[-1]
    if len(layers) == 1:
        return first.W, first.b
    return last.W @ first.W, last.W @ first.b + last.b
# %% collapse · wrong · the last layer's bias is changed in place ⇒ names: Make a new one
def collapse(layers):
    W, b = layers[-1].W, layers[-1].b
    for layer in layers[-2::-1]:
        b += W @ layer.b
        W = W @ layer.W
    return W, b
# %% collapse · wrong · b is flat ⇒ names: a bias of nnlib is a column
def collapse(layers):
    W, b = layers[0].W, layers[0].b[:, 0]
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b[:, 0]
    return W, b
# %% collapse · wrong · the first layer counts twice ⇒ names: does the loop begin with it again?
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · W comes back transposed ⇒ names: with 2 layers W looks transposed
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W.T, b
# %% collapse · wrong · the last layer is left out ⇒ names: with 2 layers W lacks the last layer
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:-1]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · the answer to unit columns, from which b isn't subtracted ⇒ names: W holds what unit columns give, with the biases in it
def collapse(layers):
    net = NeuralNetwork(layers)
    ins = layers[0].ins
    return net.forward_pass(np.eye(ins)), net.forward_pass(np.zeros((ins, 1)))
# %% collapse · wrong · elementwise products ⇒ names: in a chain matrices multiply with @
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W * W, layer.W @ b + layer.b
    return W, b
# %% collapse · wrong · a layer instead of a pair ⇒ names: the answer should be 2 things, (W, b), but this is of type Layer
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    merged = Layer(layers[0].ins, layers[-1].outs, Identity())
    merged.W, merged.b = W, b
    return merged
# %% collapse · wrong · the numbers of the example ⇒ names: compute it from the arguments
def collapse(layers):
    return np.array([[5.0, 3.0], [-3.0, 1.0]]), np.array([[1.0], [2.0]])
# %% collapse · wrong · the pair is swapped ⇒ names: the pair is turned round
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return b, W
# %% collapse · wrong · the product of all matrices meets the first bias only, the middle biases are forgotten ⇒ names: only the first and the last bias are in it
def collapse(layers):
    W, b = layers[0].W, layers[0].b
    for layer in layers[1:]:
        W, b = layer.W @ W, layer.W @ b
    if len(layers) > 1:
        b = b + layers[-1].b
    return W, b
# %% collapse · wrong · two layers are unpacked ⇒ points: with 3 layers your code raised ValueError
def collapse(layers):
    first, second = layers
    return second.W @ first.W, second.W @ first.b + second.b
# %% collapse · wrong · W alone ⇒ true: with 2 layers W should have shape (2, 2), but has shape (2,)
def collapse(layers):
    W = layers[0].W
    for layer in layers[1:]:
        W = layer.W @ W
    return W
# %% more_images · right · the letter
explanation = "B"
# %% more_images · right · with a full stop
explanation = "B."
# %% more_images · wrong · as for independent guesses ⇒ names: measured, 2.43 and 2.23
explanation = "A"
# %% more_images · wrong · as for a die ⇒ names: what does shuffling take away, which more images do not?
explanation = "C"
# %% more_images · wrong · more images, more scatter ⇒ names: is right on more images, but not on a larger part of them
explanation = "D"
