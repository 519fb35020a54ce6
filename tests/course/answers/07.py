# %% on_paper · right · integers
dw2 = -12
db2 = -4
dw1 = 16
db1 = 8
# %% on_paper · right · two layers of nnlib
from nnlib.activations import Identity
first, last = Layer(1, 1, ReLU()), Layer(1, 1, Identity())
first.W[:], first.b[:], last.W[:], last.b[:] = 1, 1, -2, 5
out = last.forward_pass(first.forward_pass(np.array([[2.0]])))
first.backward_pass(last.backward_pass(2 * (out - 1)))
dw2, db2 = last.dW[0, 0], last.db[0, 0]
dw1, db1 = first.dW[0, 0], first.db[0, 0]
# %% on_paper · wrong · the factor 2 of the square is missing ⇒ names: the square brings a 2 along
dw2 = -6
db2 = -2
dw1 = 8
db1 = 4
# %% on_paper · wrong · the sign of the error (t - out) ⇒ names: should the loss rise when out, −1, comes closer to its target, 1?
dw2 = 12
db2 = 4
dw1 = -16
db1 = -8
# %% on_paper · wrong · w2 is not passed on the way back to the first neuron ⇒ names: on its way to a it passes w2
dw2 = -12
db2 = -4
dw1 = -8
db1 = -4
# %% on_paper · wrong · the two neurons are mixed up ⇒ points: the bias b2 enters out itself, with the factor 1
dw2 = 16
db2 = 8
dw1 = -12
db1 = -4
# %% on_paper · wrong · the biases have a slope of 1 ⇒ names: its slope is this factor × the gradient of out
dw2 = -12
db2 = 1
dw1 = 16
db1 = 1
# %% on_paper · wrong · dw2 is multiplied by x instead of a ⇒ names: what came in to w2 is a, not x
dw2 = -8
db2 = -4
dw1 = 16
db1 = 8
# %% on_paper · wrong · the sign of w2 is lost ⇒ names: and the gradient of out is negative, too
dw2 = -12
db2 = -4
dw1 = -16
db1 = -8
# %% on_paper · wrong · ReLU takes its slope from the sign of the gradient and is silent ⇒ points: is z really below 0? Compute it once more
dw2 = -12
db2 = -4
dw1 = 0
db1 = 0
# %% on_paper · wrong · dw1 forgets the input x ⇒ names: the upstream gradient is right, but what came in to w1?
dw2 = -12
db2 = -4
dw1 = 8
db1 = 8
# %% on_paper · wrong · db2 copied from the bias, multiplied by b2 ⇒ names: for a bias, what came in is 1
dw2 = -12
db2 = -20
dw1 = 16
db1 = 8
# %% on_paper · wrong · the numbers of the worked example ⇒ points: the square brings a 2 along, and raising out, −1, towards its target
dw2 = 6
db2 = 2
dw1 = 2
db1 = 2
# %% on_paper · wrong · the weight slopes multiply by the weight, not by what came in ⇒ names: for w2 itself it is what came in
dw2 = 8
db2 = -4
dw1 = 8
db1 = 8
# %% silent · right · list in order
zero_slopes = ["W1[0, 0]", "W1[1, 0]", "W1[1, 1]", "W2[0, 1]", "W2[1, 1]"]
# %% silent · right · computed from the two slopes
x, h, dz1, dz2 = [0, 1], [1.2, 0], [0.3, 0], [0.4, -0.2]
zero_slopes = []
for name, came, back in (("W1", x, dz1), ("W2", h, dz2)):
    for i in range(2):
        for j in range(2):
            if back[i] * came[j] == 0:
                zero_slopes.append(f"{name}[{i}, {j}]")
# %% silent · wrong · forgets that x1 is 0 for h1 ⇒ names: is every weight that listens to x1 on your list?
zero_slopes = ["W2[0, 1]", "W2[1, 1]", "W1[1, 0]", "W1[1, 1]"]
# %% silent · wrong · only what came in is looked at, the silent neuron's own weight is forgotten ⇒ names: How much gradient comes back through the ReLU of h2, whose sum is −0.7?
zero_slopes = ["W2[0, 1]", "W2[1, 1]", "W1[0, 0]", "W1[1, 0]"]
# %% silent · wrong · only the weights into the silent neuron ⇒ names: who listens to it, and what comes in there?
zero_slopes = ["W1[1, 0]", "W1[1, 1]"]
# %% silent · wrong · all of W1, as if h1 were silent, too ⇒ names: x2 is 1, and the gradient of h1 isn't 0
zero_slopes = ["W1[0, 0]", "W1[0, 1]", "W1[1, 0]", "W1[1, 1]", "W2[0, 1]", "W2[1, 1]"]
# %% silent · wrong · the example of the statement copied into the answer ⇒ names: h1 is 1.2, and o1 is wrong, so a gradient comes back
zero_slopes = ["W1[0, 0]", "W1[1, 0]", "W1[1, 1]", "W2[0, 0]", "W2[0, 1]", "W2[1, 1]"]
# %% silent · wrong · indices counted from 1 ⇒ names: W1[0, 0], …, W2[1, 1]
zero_slopes = ["W1[1, 1]", "W1[2, 1]", "W1[2, 2]", "W2[1, 2]", "W2[2, 2]"]
# %% silent · wrong · a bias on the list ⇒ names: W1[0, 0], …, W2[1, 1]
zero_slopes = ["W1[0, 0]", "W1[1, 0]", "W1[1, 1]", "W2[0, 1]", "W2[1, 1]", "b1[1, 0]"]
# %% silent · wrong · one string with all names ⇒ names: the answer should be a list of names, such as ["W2[0, 0]", "W2[0
zero_slopes = "W1[0, 0], W1[1, 0], W1[1, 1], W2[0, 1], W2[1, 1]"
# %% elu · right · where
def elu(a, da):
    return np.where(a > 0, 1, a + 1) * da
# %% elu · right · lambda, da - relu(-a) * da
elu = lambda a, da: da - np.maximum(-a, 0) * da
# %% elu · right · half the difference of a and its absolute value
def elu(a, da):
    negative = (a - abs(a)) / 2
    print(negative.shape)
    return (negative + 1) * da
# %% elu · wrong · e to the power of the output, as if a were z ⇒ names: backward gets a = e^z − 1
def elu(a, da):
    return np.where(a > 0, 1, np.exp(a)) * da
# %% elu · wrong · the positive part forgotten ⇒ names: where it is positive the slope is 1
def elu(a, da):
    return (a + 1) * da
# %% elu · wrong · the backward pass of ReLU ⇒ names: the left half of ELU is not flat
def elu(a, da):
    return (a > 0) * da
# %% elu · wrong · the slope is a, not a + 1 ⇒ names: a is not e^z yet
def elu(a, da):
    return np.where(a > 0, 1, a) * da
# %% elu · wrong · da is forgotten ⇒ names: these are the slopes, right for da = 1 only
def elu(a, da):
    return np.where(a > 0, 1.0, a + 1)
# %% elu · wrong · a is changed in place ⇒ names: your function changes a
def elu(a, da):
    a[a > 0] = 0
    return (a + 1) * da
# %% elu · wrong · the sign of da decides, not that of a ⇒ names: the sign of a should
def elu(a, da):
    return np.where(da > 0, da, (a + 1) * da)
# %% elu · wrong · da is added instead of multiplied ⇒ names: a gradient passes a slope by multiplication
def elu(a, da):
    return np.where(a > 0, 1, a + 1) + da
# %% elu · wrong · where a is positive, da is not multiplied but replaced by 1 ⇒ names: where a > 0 the result is 1, also when da is not
def elu(a, da):
    return np.where(a > 0, 1, (a + 1) * da)
# %% elu · wrong · the outputs instead of slopes: a forward pass once more ⇒ names: asked for is slope × da
def elu(a, da):
    return np.where(a > 0, a, np.exp(a) - 1) * da
# %% elu · wrong · slope 1 - a instead of a + 1 ⇒ names: how does e^z follow from a?
def elu(a, da):
    return np.where(a > 0, 1, 1 - a) * da
# %% elu · wrong · slope 0 at exactly a = 0 ⇒ names: there z is 0, and e^z is 1
def elu(a, da):
    return ((a > 0) + (a < 0) * (a + 1)) * da
# %% elu · wrong · the slope of tanh ⇒ names: this curve is e^z − 1
def elu(a, da):
    return np.where(a > 0, 1, 1 - a**2) * da
# %% elu · wrong · the two cases exchanged ⇒ names: where a is positive the slope is 1
def elu(a, da):
    return np.where(a > 0, a + 1, 1) * da
# %% deep · right · letter
cause = "C"
# %% deep · right · removing the others
left = set("ABCDEF")
left -= {"A"}       # the check says ok
left -= {"B", "F"}  # one hidden layer learns with them
left -= {"D"}       # 0.2 to 0.72
left -= {"E"}       # random starts
cause = left.pop()
# %% deep · wrong · a wrong backward pass, although the gradient check says ok ⇒ names: a gradient check says ok for every array, so these tiny slopes are
cause = "A"
# %% deep · wrong · too large a learning rate, although the loss stands still ⇒ names: this one stands still
cause = "B"
# %% deep · wrong · saturation, although the outputs are between 0.2 and 0.72 ⇒ names: How steep is it there?
cause = "D"
# %% deep · wrong · copies, although the starting weights are random ⇒ names: equal neurons stay equal (chapter 04), but these weights started at
cause = "E"
# %% deep · wrong · inputs too small, although the shallow network learns from the same ⇒ names: What is between x and the loss here that is not there?
cause = "F"
# %% rows · right · matrix products
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · right · lambda, mean times n, returned as a list
rows = lambda W, x, dz: [x.T.dot(dz), dz.mean(axis=0) * len(dz), dz.dot(W.T)]
# %% rows · right · matmul with out, type hints, a print
def rows(W: np.ndarray, x: np.ndarray, dz: np.ndarray):
    print(W.shape, x.shape, dz.shape)
    dW = np.empty(W.shape)
    np.matmul(x.T, dz, out=dW)
    db = np.sum(dz, axis=0)
    dx = np.empty(x.shape)
    np.matmul(dz, W.T, out=dx)
    return dW, db, dx
# %% rows · wrong · the columns' formula for dW, dW comes out transposed ⇒ names: here W is (ins, outs), a column per neuron
def rows(W, x, dz):
    dW = dz.T @ x
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · W is not transposed in dx ⇒ names: dx is dz @ W, which reads W as the forward pass does
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W
    return dW, db, dx
# %% rows · wrong · db is a mean ⇒ names: the loss did that already, and layers only sum
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.mean(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · db keeps a dimension, shape (1, outs) ⇒ names: db should have shape (3,), but has shape (1, 3)
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=0, keepdims=True)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · db sums over the neurons, one number for each example ⇒ names: a bias wants the sum over the examples
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=1)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · db is one sum over everything ⇒ names: each neuron's bias has a slope of its own
def rows(W, x, dz):
    dW = x.T @ dz
    db = np.full(W.shape[1], dz.sum())
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · dW is divided by n once more ⇒ names: the loss did that already, and layers only sum
def rows(W, x, dz):
    dW = x.T @ dz / len(x)
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · dx with examples as columns ⇒ names: x is (n, ins), a row per example
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = W @ dz.T
    return dW, db, dx
# %% rows · wrong · only the first example counts in dW ⇒ names: all examples add up
def rows(W, x, dz):
    dW = np.outer(x[0], dz[0])
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · changes dz in place (divides by n, although that has been done) ⇒ names: your function changes dz
def rows(W, x, dz):
    dz /= len(x)
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · db weights dz with the inputs ⇒ points: db differs in
def rows(W, x, dz):
    dW = x.T @ dz
    db = (x.sum(axis=1, keepdims=True) * dz).sum(axis=0)
    dx = dz @ W.T
    return dW, db, dx
# %% rows · wrong · returns dx first ⇒ names: the order is dW, db, dx
def rows(W, x, dz):
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dx, dW, db
# %% rows · wrong · a ReLU slope of its own, although dz has passed the activation ⇒ points: dW differs in
def rows(W, x, dz):
    dz = (dz > 0) * dz
    return x.T @ dz, dz.sum(axis=0), dz @ W.T
# %% rows · wrong · right only for one input and one neuron, as in the example ⇒ points: dW should have shape (3, 3), but has shape (1, 1)
def rows(W, x, dz):
    dW = np.array([[(x[:, 0] * dz[:, 0]).sum()]])
    db = np.array([dz[:, 0].sum()])
    dx = dz[:, :1] * W[0, 0]
    return dW, db, dx
# %% two_tables · right · letters
program_1 = "B"
program_2 = "D"
# %% two_tables · right · computed: n = 6 divides once, twice, three times
error = [round(abs(6**k - 1) / (6**k + 1), 3) for k in (3, 2, 1)]
program_2 = "D" if error == [0.991, 0.946, 0.714] else "F"
program_1 = "B"
# %% two_tables · wrong · program 1: tanh forgets its slope (would spoil W2, too) ⇒ names: layer 2 has a tanh as well, and its W and b are right
program_1 = "C"
program_2 = "D"
# %% two_tables · wrong · program 1: only W1 would be wrong if its x had changed ⇒ names: What do dW and db of layer 1 share?
program_1 = "E"
program_2 = "D"
# %% two_tables · wrong · the two programs exchanged ⇒ names: it is the first in the backward pass
program_1 = "D"
program_2 = "B"
# %% two_tables · wrong · program 2: a wrong sign gives 1 everywhere ⇒ names: Here the errors grow downward
program_1 = "B"
program_2 = "A"
# %% two_tables · wrong · program 2: a mean in db would leave the W right ⇒ names: with F only the b would be wrong, and here each W is as wrong as its b
program_1 = "B"
program_2 = "F"
# %% two_tables · wrong · one mistake taken for both programs ⇒ names: with B layer 3 would be right, as nothing was handed back to it
program_1 = "B"
program_2 = "B"
# %% two_tables · wrong · program 2: the slope of tanh is missing (layer 3 would be right) ⇒ names: layer 3 has no tanh, and it is wrong already
program_1 = "B"
program_2 = "C"
# %% two_tables · wrong · program 1: the mean in db (W1 would be right) ⇒ names: with F every W would be right and all b wrong
program_1 = "F"
program_2 = "D"
# %% truce · right · the number
target_of_o1 = 0.496447
# %% truce · right · bisection
def gradient(t, o1=0.751365, o2=0.772928):
    return 0.40 * o1 * (1 - o1) * (o1 - t) + 0.50 * o2 * (1 - o2) * (o2 - 0.99)
low, high = 0.0, 1.0
while high - low > 1e-12:
    middle = (low + high) / 2
    if gradient(middle) > 0:
        low = middle
    else:
        high = middle
target_of_o1 = middle
# %% truce · wrong · its own output: only the gradient from o1 becomes 0 ⇒ names: now o1 is content and sends nothing, but h1 feeds o2 as well
target_of_o1 = 0.751365
# %% truce · wrong · the error has the wrong sign, o1 and o2 pull the same way ⇒ names: they have to cancel
target_of_o1 = 0.751365 + 0.019049 / (0.40 * 0.186816)
# %% truce · wrong · the error wanted, not the target ⇒ names: the target is o1 minus this
target_of_o1 = 0.254918
# %% truce · wrong · two digits are too few ⇒ names: work it out
target_of_o1 = 0.50
# %% truce · wrong · the slope of the sigmoid is forgotten ⇒ names: the gradient o1 − t has to pass the sigmoid of o1 before it comes to the
target_of_o1 = 0.751365 - 0.019049 / 0.40
# %% truce · wrong · the weight is forgotten ⇒ names: the gradient of z_o1 still has to pass the weight 0.40
o1 = 0.751365
target_of_o1 = o1 - 0.019049 / (o1 * (1 - o1))
# %% truce · wrong · the weight of o2 (0.50) in place of that of o1 ⇒ names: did the gradient of o1 pass back through the weight of o2?
o1 = 0.751365
target_of_o1 = o1 - 0.019049 / (0.50 * o1 * (1 - o1))
# %% truce · wrong · the slope of o2 in place of that of o1 ⇒ names: did the gradient of o1 pass the slope of o2?
o1, o2 = 0.751365, 0.772928
target_of_o1 = o1 - 0.019049 / (0.40 * o2 * (1 - o2))
# %% truce · wrong · the slope 2(o - t), although the loss has a half ⇒ names: each output adds ½(o − t)², whose slope is o − t, without a 2
o1 = 0.751365
target_of_o1 = o1 - 0.019049 / (0.40 * o1 * (1 - o1)) / 2
# %% truce · wrong · the sum 0.03635 is to be cancelled, not the part of o2 ⇒ names: o1 has to cancel what o2 sends, not the sum of both
o1 = 0.751365
target_of_o1 = o1 - 0.036350 / (0.40 * o1 * (1 - o1))
# %% truce · wrong · equal errors with opposite signs, the weights and slopes are ignored ⇒ points: it should be 0
target_of_o1 = 0.751365 - (0.99 - 0.772928)
# %% truce · wrong · just beyond the tolerance ⇒ names: work it out
target_of_o1 = 0.49628
# %% chain · right · one loop, slope carried forward
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope *= w * act.backward(x, 1.0)
    return x, slope
# %% chain · right · da carries the slope so far
def chain(act, weights, biases, x):
    """The last output and its slope against x."""
    out, slope = float(x), 1.0
    for w, b in zip(weights, biases):
        out = act(w * out + b)
        slope = act.backward(out, w * slope)
    print(out, slope)
    return [out, slope]
# %% chain · right · layers of nnlib
def chain(act, weights, biases, x):
    a, layers = np.array([[float(x)]]), []
    for w, b in zip(weights, biases):
        layer = Layer(1, 1, act)
        layer.W[:], layer.b[:] = w, b
        a = layer.forward_pass(a)
        layers.append(layer)
    da = np.ones((1, 1))
    for layer in reversed(layers):
        da = layer.backward_pass(da)
    return float(a[0, 0]), float(da[0, 0])
# %% chain · wrong · the weights are missing in the slope ⇒ names: z moves by weight times x
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope *= act.backward(x, 1.0)
    return x, slope
# %% chain · wrong · the slope of a sigmoid for every activation ⇒ names: act.backward knows all
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope *= w * x * (1 - x)
    return x, slope
# %% chain · wrong · the slopes are added instead of multiplied ⇒ names: factors are added
def chain(act, weights, biases, x):
    slope = 0.0
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope += w * act.backward(x, 1.0)
    return x, slope
# %% chain · wrong · the first weight is left out of the slope ⇒ names: the first weight is missing in the slope
def chain(act, weights, biases, x):
    slope = 1.0
    for k in range(len(weights)):
        x = act(weights[k] * x + biases[k])
        slope *= act.backward(x, 1.0)
        if k > 0:
            slope *= weights[k]
    return x, slope
# %% chain · wrong · backward gets the sum z instead of the output ⇒ names: backward was given z
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        z = w * x + b
        x = act(z)
        slope *= w * act.backward(z, 1.0)
    return x, slope
# %% chain · wrong · backward gets the output of the neuron before ⇒ names: each slope was taken at the input of its neuron, not at its output
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        slope *= w * act.backward(x, 1.0)
        x = act(w * x + b)
    return x, slope
# %% chain · wrong · the slope of the last neuron alone ⇒ names: this is the slope of the last neuron against its own input, not x
def chain(act, weights, biases, x):
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope = w * act.backward(x, 1.0)
    return x, slope
# %% chain · wrong · nudged, not exact ⇒ names: find the slope with it, not by nudging
def chain(act, weights, biases, x):
    def out(x):
        for w, b in zip(weights, biases):
            x = act(w * x + b)
        return x
    return out(x), (out(x + 1e-4) - out(x - 1e-4)) / 2e-4
# %% chain · wrong · only for two neurons ⇒ names: your code raised IndexError
def chain(act, weights, biases, x):
    a1 = act(weights[0] * x + biases[0])
    a2 = act(weights[1] * a1 + biases[1])
    return a2, weights[0] * act.backward(a1, 1.0) * weights[1] * act.backward(a2, 1.0)
# %% chain · wrong · the slope first, then the output ⇒ names: the output comes first
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope *= w * act.backward(x, 1.0)
    return slope, x
# %% chain · wrong · each neuron gets x, not the output of the one before ⇒ names: each should get the output of the one before
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        a = act(w * x + b)
        slope *= w * act.backward(a, 1.0)
    return a, slope
# %% chain · wrong · on the way back the weight of the next neuron is used, the last one twice ⇒ points: the slope for 2 Sigmoid neurons is 0.416472
def chain(act, weights, biases, x):
    outs = []
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        outs.append(x)
    slope = 1.0
    for k in range(len(outs)):
        slope *= act.backward(outs[k], 1.0) * weights[min(k + 1, len(outs) - 1)]
    return outs[-1], slope
# %% chain · wrong · the sweep starts with the last output instead of 1 ⇒ names: the sweep begins with 1
def chain(act, weights, biases, x):
    outs = []
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        outs.append(x)
    da = outs[-1]
    for w, a in zip(weights[::-1], outs[::-1]):
        da = w * act.backward(a, da)
    return outs[-1], da
# %% chain · wrong · the absolute value of the slope ⇒ points: the slope for 2 Sigmoid neurons has the opposite sign
def chain(act, weights, biases, x):
    slope = 1.0
    for w, b in zip(weights, biases):
        x = act(w * x + b)
        slope *= abs(w) * act.backward(x, 1.0)
    return x, slope
# %% chain · wrong · arrays of shape (1,) instead of numbers ⇒ names: the output for 2 Sigmoid neurons should have shape (), but has shape (1,)
def chain(act, weights, biases, x):
    a, da = np.array([float(x)]), np.ones(1)
    for w, b in zip(weights, biases):
        a = act(w * a + b)
        da = w * act.backward(a, da)
    return a, da
# %% shortcut · right · super twice
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None
# %% shortcut · right · all by hand, without super
class Shortcut(Layer):
    def forward_pass(self, x):
        self.x = x
        self.a = self.act_function(self.W @ x + self.b)
        return self.x + self.a

    def backward_pass(self, da, *, need_dx=True):
        dz = self.act_function.backward(self.a, da)
        self.dW[...] = dz @ self.x.T
        self.db[...] = dz.sum(axis=1, keepdims=True)
        return self.W.T @ dz + da
# %% shortcut · right · dx zero when not needed
class Shortcut(Layer):
    def forward_pass(self, x):
        answer = super().forward_pass(x)
        print(answer.shape)
        return answer + x

    def backward_pass(self, da, *, need_dx=True):
        return (super().backward_pass(da, need_dx=need_dx) if need_dx else super().backward_pass(da) * 0) + da
# %% shortcut · wrong · the gradient of the shortcut is missing in backward_pass ⇒ names: one route of two
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        return super().backward_pass(da, need_dx=need_dx)
# %% shortcut · wrong · need_dx=False fails: None + da ⇒ names: your code raised TypeError
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        return da + super().backward_pass(da, need_dx=need_dx)
# %% shortcut · wrong · the sum is kept in self.a, so the slope is taken at the wrong output ⇒ names: is x added to self.a, by += or by name?
class Shortcut(Layer):
    def forward_pass(self, x):
        self.a = super().forward_pass(x) + x
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None
# %% shortcut · wrong · the shortcut is added before the activation, inside F ⇒ names: forward_pass adds x inside of F
class Shortcut(Layer):
    def forward_pass(self, x):
        self.x = x
        self.a = self.act_function(self.W @ x + self.b + x)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None
# %% shortcut · wrong · with need_dx=False it returns before dW and db are filled ⇒ names: super().backward_pass would
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        return da + super().backward_pass(da)
# %% shortcut · wrong · the forward pass has no shortcut ⇒ names: where is the shortcut?
class Shortcut(Layer):
    def forward_pass(self, x):
        return super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None
# %% shortcut · wrong · x instead of da is added on the way back ⇒ names: what comes back is a gradient, da
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return self.x + dx if need_dx else None
# %% shortcut · wrong · dz instead of da goes back over the shortcut ⇒ names: the shortcut goes round the activation, and so does its gradient
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return self.act_function.backward(self.a, da) + dx if need_dx else None
# %% shortcut · wrong · da is changed in place ⇒ names: your function changes da
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        if need_dx:
            da += dx
        return da
# %% shortcut · wrong · x is changed in place, and with it the x that dW needs ⇒ names: your function changes x
class Shortcut(Layer):
    def forward_pass(self, x):
        x += super().forward_pass(x)
        return x

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da + dx if need_dx else None
# %% shortcut · wrong · the gradient is halved between the two routes ⇒ points: the gradient for x is half as large as it should be
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da / 2, need_dx=need_dx)
        return da / 2 + dx if need_dx else None
# %% shortcut · wrong · the two routes multiplied instead of added ⇒ names: over routes, gradients add
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        return da * dx if need_dx else None
# %% shortcut · wrong · dz is forgotten: the whole gradient passes W.T without the slope ⇒ names: the gradient has not passed the activation before it comes to W
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        super().backward_pass(da, need_dx=need_dx)
        return da + self.W.T @ da
# %% shortcut · wrong · dW and db are added to the old ones instead of filled ⇒ names: each backward pass starts anew
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        dW, db = self.dW.copy(), self.db.copy()
        dx = super().backward_pass(da, need_dx=True)
        self.dW += dW
        self.db += db
        return da + dx
# %% shortcut · wrong · dW and db are new arrays ⇒ names: write into the old one, self.dW[...] = …, which others hold
class Shortcut(Layer):
    def forward_pass(self, x):
        self.x = x
        self.a = self.act_function(self.W @ x + self.b)
        return x + self.a

    def backward_pass(self, da, *, need_dx=True):
        dz = self.act_function.backward(self.a, da)
        self.dW = dz @ self.x.T
        self.db = dz.sum(axis=1, keepdims=True)
        return da + self.W.T @ dz
# %% shortcut · wrong · forward_pass calls itself ⇒ names: your code raised RecursionError
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + self.forward_pass(x)

    def backward_pass(self, da, *, need_dx=True):
        return da + super().backward_pass(da)
# %% shortcut · wrong · backward_pass without need_dx ⇒ names: your code raised TypeError
class Shortcut(Layer):
    def forward_pass(self, x):
        return x + super().forward_pass(x)

    def backward_pass(self, da):
        return da + super().backward_pass(da)
# %% backprop · right · loop back with insert
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · right · a nudge along the imaginary axis, exact to the last digits
def backprop(weights, biases, x, targets):
    Ws = [W.astype(complex) for W in weights]
    bs = [b.astype(complex) for b in biases]

    def slopes(array):
        result = np.zeros(array.shape)
        for place in np.ndindex(*array.shape):
            array[place] += 1e-30j
            a = x
            for W, b in zip(Ws, bs):
                a = 1 / (1 + np.exp(-(W @ a + b)))
            result[place] = ((a - targets) ** 2).mean().imag / 1e-30
            array[place] -= 1e-30j
        return result

    return [(slopes(W), slopes(b)) for W, b in zip(Ws, bs)]
# %% backprop · right · float32
def backprop(weights, biases, x, targets):
    outs = [x.astype(np.float32)]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W.astype(np.float32) @ outs[-1] + b.astype(np.float32)))))
    da = (2 * (outs[-1] - targets) / targets.size).astype(np.float32)
    gradients = ()
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients = ((dz @ outs[i].T, dz.sum(axis=1, keepdims=True)), *gradients)
        da = weights[i].T.astype(np.float32) @ dz
    return gradients
# %% backprop · wrong · the loss is a sum, not a mean ⇒ names: MSE is the mean of the squares, not their sum
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets)
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · divided by the number of examples, not of entries ⇒ names: MSE divides by all entries, outputs × examples
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / x.shape[1]
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · the 2 of the square is missing ⇒ names: the square's 2 is missing
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · db has shape (outs,) ⇒ names: db of layer 3 (the last) should have shape (3, 1), but has shape (3,)
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · the list runs from the last layer to the first ⇒ names: turn the list round
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.append((dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · the slope of the last sigmoid is left out ⇒ names: the slope of the last layer's sigmoid is missing
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    dz = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        dz = outs[i] * (1 - outs[i]) * (weights[i].T @ dz)
    return gradients
# %% backprop · wrong · da instead of dz is handed back ⇒ names: before it, what was handed back is da, before the activation
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ da
    return gradients
# %% backprop · wrong · the slope is taken of the sigmoid of the output ⇒ names: here it passes one again
def backprop(weights, biases, x, targets):
    s = lambda z: 1 / (1 + np.exp(-z))
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(s(W @ outs[-1] + b))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = s(outs[i + 1]) * (1 - s(outs[i + 1])) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · target minus output ⇒ names: db of layer 3 (the last) has the opposite sign everywhere
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (targets - outs[-1]) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · each weight is changed before its layer hands the gradient on ⇒ names: your function changes weights
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        dW, db = dz @ outs[i].T, dz.sum(axis=1, keepdims=True)
        weights[i] -= 0.5 * dW
        biases[i] -= 0.5 * db
        gradients.insert(0, (dW, db))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · only for two layers ⇒ points: the answer should be 3 things, (layer 1, layer 2, layer 3), but this
def backprop(weights, biases, x, targets):
    s = lambda z: 1 / (1 + np.exp(-z))
    h = s(weights[0] @ x + biases[0])
    o = s(weights[-1] @ h + biases[-1])
    dz2 = o * (1 - o) * 2 * (o - targets) / o.size
    dz1 = h * (1 - h) * (weights[-1].T @ dz2)
    return [(dz1 @ x.T, dz1.sum(axis=1, keepdims=True)), (dz2 @ h.T, dz2.sum(axis=1, keepdims=True))]
# %% backprop · wrong · every layer's dW is taken with the network's input x ⇒ names: what came in to the layer?
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ x.T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · the transpose of W is missing on the way back ⇒ names: the columns of W collect, W.T
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i] @ dz
    return gradients
# %% backprop · wrong · db is a mean over the examples ⇒ names: the loss has divided, and layers only sum
def backprop(weights, biases, x, targets):
    outs = [x]
    for W, b in zip(weights, biases):
        outs.append(1 / (1 + np.exp(-(W @ outs[-1] + b))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.mean(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · the biases are forgotten in the forward pass ⇒ names: the forward pass leaves out the biases
def backprop(weights, biases, x, targets):
    outs = [x]
    for W in weights:
        outs.append(1 / (1 + np.exp(-(W @ outs[-1]))))
    da = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        dz = outs[i + 1] * (1 - outs[i + 1]) * da
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        da = weights[i].T @ dz
    return gradients
# %% backprop · wrong · the last layer has no sigmoid ⇒ names: here it only adds up
def backprop(weights, biases, x, targets):
    outs = [x]
    for k, (W, b) in enumerate(zip(weights, biases)):
        z = W @ outs[-1] + b
        outs.append(z if k == len(weights) - 1 else 1 / (1 + np.exp(-z)))
    dz = 2 * (outs[-1] - targets) / targets.size
    gradients = []
    for i in reversed(range(len(weights))):
        gradients.insert(0, (dz @ outs[i].T, dz.sum(axis=1, keepdims=True)))
        dz = outs[i] * (1 - outs[i]) * (weights[i].T @ dz)
    return gradients
# %% backprop · wrong · nudged ⇒ names: multiply the factors instead
def backprop(weights, biases, x, targets):
    weights, biases = [W.copy() for W in weights], [b.copy() for b in biases]

    def loss():
        a = x
        for W, b in zip(weights, biases):
            a = 1 / (1 + np.exp(-(W @ a + b)))
        return ((a - targets) ** 2).mean()

    def slopes(array):
        result = np.zeros(array.shape)
        for place in np.ndindex(*array.shape):
            old = array[place]
            array[place] = old + 1e-4
            up = loss()
            array[place] = old - 1e-4
            result[place] = (up - loss()) / 2e-4
            array[place] = old
        return result

    return [(slopes(W), slopes(b)) for W, b in zip(weights, biases)]
# %% backprop · wrong · by nnlib's own backward pass ⇒ names: write it in NumPy alone
def backprop(weights, biases, x, targets):
    from nnlib.activations import Sigmoid
    layers = []
    for W, b in zip(weights, biases):
        layers.append(Layer(W.shape[1], W.shape[0], Sigmoid()))
        layers[-1].W[:], layers[-1].b[:] = W, b
    a = x
    for layer in layers:
        a = layer.forward_pass(a)
    da = 2 * (a - targets) / targets.size
    for layer in reversed(layers):
        da = layer.backward_pass(da)
    return [(layer.dW, layer.db) for layer in layers]
