# %% look_up · right · three lines
def look_up(query, keys, values):
    scores = keys.T @ query
    weights = np.exp(scores) / np.exp(scores).sum()
    return values @ weights
# %% look_up · right · lists
def look_up(query, keys, values):
    m = len(keys[0])
    parts = [np.exp(sum(query[i] * keys[i][k] for i in range(len(query)))) for k in range(m)]
    return [sum(row[k] * parts[k] for k in range(m)) / sum(parts) for row in values]
# %% look_up · right · float32
def look_up(query, keys, values):
    scores = (keys.T @ query).astype(np.float32)
    weights = np.exp(scores - scores.max())
    return values.astype(np.float32) @ (weights / weights.sum())
# %% look_up · right · attend of nnlib, with √d taken back
def look_up(query, keys, values):
    longer = Tensor(query[:, np.newaxis] * np.sqrt(len(query)))
    found, _ = attend(longer, Tensor(keys), Tensor(values))
    return found.data[:, 0]
# %% look_up · wrong · values weighed by scores ⇒ names: the values are mixed by the scores
def look_up(query, keys, values):
    return values @ (keys.T @ query)
# %% look_up · wrong · scores divided by their sum ⇒ names: the scores are divided by their sum
def look_up(query, keys, values):
    scores = keys.T @ query
    return values @ (scores / scores.sum())
# %% look_up · wrong · weights not divided ⇒ names: the weights don't sum to 1
def look_up(query, keys, values):
    return values @ np.exp(keys.T @ query)
# %% look_up · wrong · softmax along the wrong axis ⇒ names: is softmax taken along the wrong axis
def look_up(query, keys, values):
    scores = (keys.T @ query)[:, np.newaxis]
    weights = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return (values @ weights)[:, 0]
# %% look_up · wrong · the best alone ⇒ names: the value of the best key alone
def look_up(query, keys, values):
    return values[:, (keys.T @ query).argmax()]
# %% look_up · wrong · with √d ⇒ names: divided by √d
def look_up(query, keys, values):
    found, _ = attend(Tensor(query[:, np.newaxis]), Tensor(keys), Tensor(values))
    return found.data.ravel()
# %% look_up · wrong · the weights ⇒ names: these are the attention weights
def look_up(query, keys, values):
    scores = keys.T @ query
    return np.exp(scores) / np.exp(scores).sum()
# %% look_up · wrong · a column ⇒ points: in another shape
def look_up(query, keys, values):
    scores = keys.T @ query[:, np.newaxis]
    return values @ (np.exp(scores) / np.exp(scores).sum())
# %% look_up · wrong · keys not transposed ⇒ points: for d = 2, 5 keys, values with 3 rows your code raised ValueError
def look_up(query, keys, values):
    scores = keys @ query
    return values @ (np.exp(scores) / np.exp(scores).sum())
# %% look_up · wrong · the keys are mixed ⇒ names: the keys are mixed
def look_up(query, keys, values):
    scores = keys.T @ query
    return keys @ (np.exp(scores) / np.exp(scores).sum())
# %% look_up · wrong · mean of the values ⇒ names: the values are mixed evenly
def look_up(query, keys, values):
    return values.mean(axis=1)
# %% look_up · wrong · distance taken for score, its minus forgotten ⇒ points: differs in
def look_up(query, keys, values):
    scores = ((keys - query[:, None]) ** 2).sum(axis=0)
    return values @ (np.exp(scores) / np.exp(scores).sum())
# %% look_up · wrong · opposite sign ⇒ names: has a sign changed?
def look_up(query, keys, values):
    scores = -keys.T @ query
    return values @ (np.exp(scores) / np.exp(scores).sum())
# %% rows · right · zeros filled
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[start:stop] = upstream
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])
# %% rows · right · np.pad
def rows(t, start, stop):
    after = len(t.data) - stop
    return Tensor(t.data[start:stop], [(t, lambda upstream: np.pad(upstream, ((start, after), (0, 0))))])
# %% rows · right · a product of Tensors, which is one node
def rows(t, start, stop):
    return np.eye(len(t.data))[start:stop] @ t
# %% rows · wrong · gradient at the top ⇒ names: the gradient is in the first rows
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[: len(upstream)] = upstream
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])
# %% rows · wrong · returns gradient as it is ⇒ names: the rule returns shape (2, 3)
def rows(t, start, stop):
    def rule(upstream):
        return upstream

    return Tensor(t.data[start:stop], [(t, rule)])
# %% rows · wrong · ones elsewhere ⇒ names: the other rows should get 0
def rows(t, start, stop):
    def rule(upstream):
        whole = np.ones(t.data.shape)
        whole[start:stop] = upstream
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])
# %% rows · wrong · forgets the gradient ⇒ names: the rule forgets the gradient
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[start:stop] = 1
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])
# %% rows · wrong · no edge ⇒ names: no edge leads back to t
def rows(t, start, stop):
    return Tensor(t.data[start:stop])
# %% rows · wrong · an array ⇒ names: should be a Tensor
def rows(t, start, stop):
    return t.data[start:stop]
# %% rows · wrong · slices the Tensor ⇒ points: TypeError
def rows(t, start, stop):
    return t[start:stop]
# %% rows · wrong · the data in place of the gradient ⇒ names: the data is handed on
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[start:stop] = t.data[start:stop]
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])
# %% rows · wrong · stop is taken, too ⇒ names: stop itself isn't taken
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[start : stop + 1] = upstream
        return whole

    return Tensor(t.data[start : stop + 1], [(t, rule)])
# %% rows · wrong · columns ⇒ names: these are columns
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[:, start:stop] = upstream
        return whole

    return Tensor(t.data[:, start:stop], [(t, rule)])
# %% rows · wrong · several nodes ⇒ names: here it should be one node
def rows(t, start, stop):
    return (np.eye(len(t.data))[start:stop] @ t) * 1.0
# %% rows · wrong · the result is zeros elsewhere, in the old shape ⇒ points: should have shape
def rows(t, start, stop):
    keep = np.zeros((len(t.data), 1))
    keep[start:stop] = 1
    return t * keep
# %% recent · right · np.where with distances
def recent(m, reach):
    place = np.arange(m)
    back = place - place[:, np.newaxis]
    return np.where((back >= 0) & (back < reach), 0.0, -np.inf)
# %% recent · right · logarithm of 0 and 1
def recent(m, reach):
    seen = np.triu(np.ones((m, m))) * np.tril(np.ones((m, m)), reach - 1)
    with np.errstate(divide="ignore"):
        return np.log(seen)
# %% recent · right · lists with float("-inf")
def recent(m, reach):
    return [[0.0 if 0 <= j - i < reach else float("-inf") for j in range(m)] for i in range(m)]
# %% recent · wrong · rows and columns exchanged ⇒ names: rows and columns are exchanged
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((j <= i) & (i < j + reach), 0.0, -np.inf)
# %% recent · wrong · 0 and 1 ⇒ names: 1 and 0 are no mask
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((i <= j) & (j < i + reach), 1.0, 0.0)
# %% recent · wrong · 0 and −∞ exchanged ⇒ names: it should be the other way round
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((i <= j) & (j < i + reach), -np.inf, 0.0)
# %% recent · wrong · nobody sees themselves ⇒ names: nobody may look at themselves
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((i < j) & (j < i + reach), 0.0, -np.inf)
# %% recent · wrong · one too many ⇒ names: itself is one of the reach
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((i <= j) & (j <= i + reach), 0.0, -np.inf)
# %% recent · wrong · the causal mask ⇒ names: reach changes nothing
def recent(m, reach):
    place = np.arange(m)
    return np.where(place[:, np.newaxis] <= place, 0.0, -np.inf)
# %% recent · wrong · both directions ⇒ names: letters may look at what comes after them
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where(abs(i - j) < reach, 0.0, -np.inf)
# %% recent · wrong · zeros times inf ⇒ names: 0 · ∞ is nan
def recent(m, reach):
    i, j = np.indices((m, m))
    with np.errstate(invalid="ignore"):
        return -np.inf * ((i > j) | (j >= i + reach))
# %% recent · wrong · plus infinity ⇒ points: where it is inf
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((i <= j) & (j < i + reach), 0.0, np.inf)
# %% recent · wrong · −1 ⇒ names: only lowers that score
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where((i <= j) & (j < i + reach), 0.0, -1.0)
# %% recent · wrong · one row for all ⇒ points: should have shape
def recent(m, reach):
    return np.where(np.arange(m) < reach, 0.0, -np.inf)
# %% recent · wrong · what is far back ⇒ names: here letters see what is far back
def recent(m, reach):
    i, j = np.indices((m, m))
    return np.where(j - i >= reach, 0.0, -np.inf)
# %% unmoved · right · list
unmoved = ["A", "D", "F"]
# %% unmoved · right · tried out
rng = np.random.default_rng(0)
q, k, v = rng.normal(size=(3, 2)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
arrow, order = rng.normal(size=(3, 1)), [2, 0, 3, 1]
changed = {
    "A": (q, k[:, order], v[:, order]),
    "B": (q, k[:, order], v),
    "C": (2 * q, k, v),
    "D": (q, k + arrow, v),
    "E": (q, k, v + arrow),
    "F": (q, np.repeat(k, 2, axis=1), np.repeat(v, 2, axis=1)),
    "G": (q + arrow, k, v),
}


def answers_to(parts):
    return attend(*map(Tensor, parts))[0].data


unmoved = [letter for letter, parts in changed.items() if np.allclose(answers_to(parts), answers_to((q, k, v)))]
# %% unmoved · wrong · only the order ⇒ points: another one raises all scores of a query alike
unmoved = ["A"]
# %% unmoved · wrong · F is missed ⇒ names: attention weights are other numbers, but the mixture they give is the same
unmoved = ["A", "D"]
# %% unmoved · wrong · A is missed ⇒ points: a sum doesn't know what came first
unmoved = ["D", "F"]
# %% unmoved · wrong · length is thought not to matter ⇒ names: a longer query chooses more sharply
unmoved = ["A", "C", "D", "F"]
# %% unmoved · wrong · keys alone ⇒ names: would lead to somebody else's value
unmoved = ["A", "B", "D", "F"]
# %% unmoved · wrong · an arrow on the values ⇒ names: the weights sum to 1, so the arrow comes through whole
unmoved = ["A", "D", "E", "F"]
# %% unmoved · wrong · keys and queries are taken for the same ⇒ names: that is different for each
unmoved = ["A", "D", "F", "G"]
# %% unmoved · wrong · none ⇒ points: none? Try the first
unmoved = []
# %% unmoved · wrong · how many ⇒ names: should be a list of some of
unmoved = 3
# %% weights · right · maximum of each column
def weights(scores):
    parts = (scores - scores.data.max(axis=0)).exp()
    return parts / parts.sum(axis=0)
# %% weights · right · Softmax of nnlib and its backward rule
from nnlib import Softmax


def weights(scores):
    p = Softmax()(scores.data)
    return Tensor(p, [(scores, lambda upstream: p * upstream - p * (p * upstream).sum(axis=0, keepdims=True))])
# %% weights · right · a little below the maximum
def weights(scores):
    parts = (scores - (np.amax(scores.data, axis=0) + 1)).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · the colleague's ⇒ names: one maximum for the whole table
def weights(scores):
    parts = (scores - scores.data.max()).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · nothing subtracted ⇒ names: nothing is subtracted
def weights(scores):
    parts = scores.exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · maximum of each row ⇒ names: the maximum of each row is subtracted
def weights(scores):
    parts = (scores - scores.data.max(axis=1, keepdims=True)).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · maximum of rows, without keepdims ⇒ points: should have shape (3, 1), but have shape (3, 3)
def weights(scores):
    parts = (scores - scores.data.max(axis=1)).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · softmax along the rows ⇒ names: softmax goes along the rows
def weights(scores):
    parts = (scores - scores.data.max(axis=1, keepdims=True)).exp()
    return parts / parts.sum(axis=1)
# %% weights · wrong · a Tensor has no max ⇒ points: has no attribute 'max'
def weights(scores):
    parts = (scores - scores.max(axis=0)).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · sum of all ⇒ names: all entries together sum to 1
def weights(scores):
    parts = (scores - scores.data.max(axis=0)).exp()
    return parts / parts.sum()
# %% weights · wrong · the mean subtracted ⇒ names: the mean is subtracted
def weights(scores):
    parts = (scores - scores.data.mean(axis=0)).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · clipped, and so cut off from the graph ⇒ names: no edge leads back to scores
def weights(scores):
    parts = Tensor(np.clip(scores.data, -700, 700)).exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · an array ⇒ names: should be a Tensor, which remembers
from nnlib import Softmax


def weights(scores):
    return Softmax()(scores.data)
# %% weights · wrong · the sum went through .data ⇒ points: the gradient of the scores for the scores 2, 1 and 0
def weights(scores):
    parts = (scores - scores.data.max(axis=0)).exp()
    return parts / parts.data.sum(axis=0)
# %% weights · wrong · a small number against 0 / 0 ⇒ points: the weights for
def weights(scores):
    parts = (scores - scores.data.max()).exp()
    return parts / (parts.sum(axis=0) + 1e-9)
# %% weights · wrong · changes scores.data ⇒ names: your function changes scores.data
def weights(scores):
    scores.data -= scores.data.max(axis=0)
    parts = scores.exp()
    return parts / parts.sum(axis=0)
# %% weights · wrong · the smallest subtracted ⇒ names: it's the largest that overflows
def weights(scores):
    parts = (scores - scores.data.min(axis=0)).exp()
    return parts / parts.sum(axis=0)
# %% parameters · right · part by part
def parameters(V, d, blocks, hidden, shared):
    attention = d * d + shared * d + shared * d + d * d
    layer = 3 * d * hidden
    block = attention + layer + 2 * d
    return 2 * V * d + blocks * block + d
# %% parameters · right · shapes in a list
import math


def parameters(V, d, blocks, hidden, shared):
    block = [(d, d), (shared, d), (shared, d), (d, d), (hidden, d), (hidden, d), (d, hidden), (d,), (d,)]
    shapes = [(V, d), *block * blocks, (d,), (V, d)]
    return sum(math.prod(shape) for shape in shapes)
# %% parameters · right · a dictionary
def parameters(V, d, blocks, hidden, shared):
    once = {"tokens": V * d, "norm": d, "output": V * d}
    each = {"q": d * d, "k": shared * d, "v": shared * d, "o": d * d, "gate": hidden * d, "up": hidden * d}
    each |= {"down": d * hidden, "norms": 2 * d}
    return sum(once.values()) + blocks * sum(each.values())
# %% parameters · wrong · output table shared with the tokens ⇒ names: the output has a table of its own
def parameters(V, d, blocks, hidden, shared):
    return V * d + blocks * (2 * d * d + 2 * d * shared + 3 * d * hidden + 2 * d) + d
# %% parameters · wrong · last normalization missing ⇒ names: the normalization at the end is missing
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (2 * d * d + 2 * d * shared + 3 * d * hidden + 2 * d)
# %% parameters · wrong · one normalization a block ⇒ names: a block has two normalizations
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (2 * d * d + 2 * d * shared + 3 * d * hidden + d) + d
# %% parameters · wrong · scale and shift ⇒ names: it only scales
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (2 * d * d + 2 * d * shared + 3 * d * hidden + 4 * d) + 2 * d
# %% parameters · wrong · four whole matrices ⇒ names: Wk and Wv are smaller than Wq
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (4 * d * d + 3 * d * hidden + 2 * d) + d
# %% parameters · wrong · attention forgotten ⇒ names: this leaves out the attention
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (3 * d * hidden + 2 * d) + d
# %% parameters · wrong · Wo forgotten ⇒ names: a fourth matrix mixes what the heads found
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (d * d + 2 * d * shared + 3 * d * hidden + 2 * d) + d
# %% parameters · wrong · two matrices in the hidden layer ⇒ names: the hidden layer has three matrices
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (2 * d * d + 2 * d * shared + 2 * d * hidden + 2 * d) + d
# %% parameters · wrong · hidden layer of 4 d ⇒ names: not 4 d
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (2 * d * d + 2 * d * shared + 3 * d * 4 * d + 2 * d) + d
# %% parameters · wrong · one block ⇒ names: this is one block
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + 2 * d * d + 2 * d * shared + 3 * d * hidden + 2 * d + d
# %% parameters · wrong · the tables are stacked ⇒ names: the tables are outside the blocks
def parameters(V, d, blocks, hidden, shared):
    return blocks * (V * d + 2 * d * d + 2 * d * shared + 3 * d * hidden + 2 * d) + d + V * d
# %% parameters · wrong · square keys ⇒ names: Wk and Wv have `shared` rows, and d columns
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + blocks * (2 * d * d + 2 * shared * shared + 3 * d * hidden + 2 * d) + d
# %% parameters · wrong · GPT-2's formula ⇒ names: this is GPT-2's formula
def parameters(V, d, blocks, hidden, shared):
    return V * d + blocks * (12 * d**2 + 13 * d) + 2 * d
# %% parameters · wrong · the example's number ⇒ points: which is too small
def parameters(V, d, blocks, hidden, shared):
    return 212
# %% parameters · wrong · a text ⇒ names: should be a number, but it is the text
def parameters(V, d, blocks, hidden, shared):
    return f"{2 * V * d + blocks * (2 * d * d + 2 * d * shared + 3 * d * hidden + 2 * d) + d:,}"
# %% parameters · wrong · biases in the hidden layer ⇒ names: there are no biases
def parameters(V, d, blocks, hidden, shared):
    return 2 * V * d + d + blocks * (2 * d * d + 2 * d * shared + 3 * d * hidden + 2 * d + 2 * hidden + d)
# %% parameters · wrong · counts the last normalization in each block; right for one block ⇒ names: the last normalization comes once, after all blocks; here it's in each
def parameters(V, d, blocks, hidden, shared):
    attention = 2 * d * d + 2 * d * shared
    return 2 * V * d + blocks * (attention + 3 * d * hidden + 3 * d)
# %% parameters · wrong · takes shared for half of d, as in the example ⇒ names: `shared` is d / 2 in the example only; use the argument
def parameters(V, d, blocks, hidden, shared):
    attention = 2 * d * d + 2 * d * (d // 2)
    return 2 * V * d + blocks * (attention + 3 * d * hidden + 2 * d) + d
# %% block · right · rows of the identity matrix
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d = len(x.data)
    size = d // heads
    h = normal(x)
    q, k, v = net["Wq"] @ h, net["Wk"] @ h, net["Wv"] @ h
    total = None
    for i in range(heads):
        some = np.eye(d)[i * size : (i + 1) * size]
        found, _ = attend(some @ q, some @ k, some @ v, mask)
        back = some.T @ found
        total = back if total is None else total + back
    x = x + net["Wo"] @ total
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · right · rows and stack, as operations of their own
def rows(t, start, stop):
    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[start:stop] = upstream
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])


def stack(parts):
    ends = np.cumsum([0] + [len(part.data) for part in parts])
    edges = [(part, lambda upstream, a=a, b=b: upstream[a:b]) for part, a, b in zip(parts, ends, ends[1:])]
    return Tensor(np.concatenate([part.data for part in parts]), edges)


def block(x, net, heads, mask):
    d, size = len(x.data), len(x.data) // heads

    def normal(t):
        centred = t - t.sum(axis=0) / d
        return centred / ((centred**2).sum(axis=0) / d + 0.00001) ** 0.5

    seen = normal(x)
    found = []
    for start in range(0, d, size):
        some = [rows(net[name] @ seen, start, start + size) for name in ("Wq", "Wk", "Wv")]
        found.append(attend(*some, mask)[0])
    x = net["Wo"] @ stack(found) + x
    return net["W2"] @ Tensor.relu(net["W1"] @ normal(x)) + x
# %% block · right · a class inside
class Norm:
    def __init__(self, d, small=1e-5):
        self.d, self.small = d, small

    def __call__(self, t):
        t = t - t.sum(axis=0) / self.d
        return t / ((t**2).sum(axis=0) / self.d + self.small) ** 0.5


def block(x, net, heads, mask):
    d = x.data.shape[0]
    norm = Norm(d)
    h = norm(x)
    q, k, v = [net["W" + letter] @ h for letter in "qkv"]
    heads = [(p, attend(p @ q, p @ k, p @ v, mask)[0]) for p in np.array_split(np.identity(d), heads)]
    x = x + sum(((net["Wo"] @ p.T) @ found for p, found in heads[1:]), (net["Wo"] @ heads[0][0].T) @ heads[0][1])
    return x + net["W2"] @ (net["W1"] @ norm(x)).relu()
# %% block · wrong · one head for all ⇒ names: all rows go into one attention
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    h = normal(x)
    found, _ = attend(net["Wq"] @ h, net["Wk"] @ h, net["Wv"] @ h, mask)
    x = x + net["Wo"] @ found
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · no normalization ⇒ names: there is no normalization
def block(x, net, heads, mask):
    d, mixed = len(x.data), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ x), p @ (net["Wk"] @ x), p @ (net["Wv"] @ x), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ x).relu()
# %% block · wrong · the residual of the first half is missing ⇒ names: x should be added to what the heads found
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · the residual of the second half is missing ⇒ names: x should be added to what the hidden layer gives
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · the normalized x is kept ⇒ names: the normalized x is added
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    x = normal(x)
    d, mixed = len(x.data), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ x), p @ (net["Wk"] @ x), p @ (net["Wv"] @ x), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · no mask ⇒ names: the mask is ignored
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h))[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · Wo is missing ⇒ names: Wo that mixes the heads is missing
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h = len(x.data), normal(x)
    for p in np.split(np.eye(d), heads):
        x = x + p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0]
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · normalized along the rows ⇒ names: are taken along the rows
def normal(t):
    n = t.data.shape[1]
    t = t - t.sum(axis=1) / n
    return t / ((t * t).sum(axis=1) / n + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · divided by the variance ⇒ names: divide by its root
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5)


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · the statistics as arrays ⇒ names: mean or variance went through .data
def normal(t):
    return (t - t.data.mean(axis=0)) / np.sqrt(t.data.var(axis=0) + 1e-5)


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · the old x is normalized for the hidden layer ⇒ names: the hidden layer reads what went into the block
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    return x + net["Wo"] @ mixed + net["W2"] @ (net["W1"] @ h).relu()
# %% block · wrong · rows dealt out in turn ⇒ names: they take rows 0 to 2, then 3 to 5
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for k in range(heads):
        p = np.eye(d)[k::heads]
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · an array is returned ⇒ names: should be a Tensor
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return (x + net["W2"] @ (net["W1"] @ normal(x)).relu()).data
# %% block · wrong · a Tensor is sliced ⇒ points: TypeError
def block(x, net, heads, mask):
    d = len(x.data)
    q = net["Wq"] @ x
    return x + q[: d // heads]
# %% block · wrong · attend's pair is used as it comes ⇒ points: your code raised
def block(x, net, heads, mask):
    h = x
    found = attend(net["Wq"] @ h, net["Wk"] @ h, net["Wv"] @ h, mask)
    return x + net["Wo"] @ found
# %% block · wrong · 0.00001 forgotten ⇒ names: 0.00001 is missing
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · one half each with its own sum: ReLU after W2 ⇒ names: ReLU comes after W1
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / ((t * t).sum(axis=0) / d + 1e-5) ** 0.5


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + (net["W2"] @ (net["W1"] @ normal(x))).relu()
# %% block · wrong · 0.00001 added outside the root ⇒ names: the 0.00001 belongs under the root
def normal(t):
    d = len(t.data)
    t = t - t.sum(axis=0) / d
    return t / (((t * t).sum(axis=0) / d) ** 0.5 + 1e-5)


def block(x, net, heads, mask):
    d, h, mixed = len(x.data), normal(x), 0.0
    for p in np.split(np.eye(d), heads):
        mixed = p.T @ attend(p @ (net["Wq"] @ h), p @ (net["Wk"] @ h), p @ (net["Wv"] @ h), mask)[0] + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()
# %% block · wrong · heads put together through .data ⇒ names: what the heads found went through .data
def block(x, net, heads, mask):
    def norm(t):
        c = t - t.sum(axis=0) / len(t.data)
        return c / ((c * c).sum(axis=0) / len(t.data) + 1e-5) ** 0.5
    d = len(x.data)
    y = norm(x)
    q, k, v = net["Wq"] @ y, net["Wk"] @ y, net["Wv"] @ y
    found = Tensor(np.vstack([attend(p @ q, p @ k, p @ v, mask)[0].data for p in np.split(np.eye(d), heads)]))
    x = x + net["Wo"] @ found
    return x + net["W2"] @ (net["W1"] @ norm(x)).relu()
