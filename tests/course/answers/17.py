# %% worst · right · lists
image = [0.6, 0.2, 0.1, 0, 1]
rise = 0.55
# %% worst · right · all 32 corners tried
import itertools

w, x = np.array([2, -1, 0.5, -3, 1]), np.array([0.5, 0.3, 0, 0.05, 0.95])
every = [np.clip(x + 0.1 * np.array(s), 0, 1) for s in itertools.product([-1, 1], repeat=5)]
image = max(every, key=lambda one: w @ one)
rise = w @ image - w @ x
# %% worst · wrong · leaves the range ⇒ names: image: a pixel has left the range
image = [0.6, 0.2, 0.1, -0.05, 1.05]
rise = 0.75
# %% worst · wrong · the rise of the image without a clip ⇒ names: rise: two pixels stop sooner
image = [0.6, 0.2, 0.1, 0, 1]
rise = 0.75
# %% worst · wrong · lowest score ⇒ names: image: this has the lowest score
image = [0.4, 0.4, 0, 0.15, 0.85]
rise = -0.8
# %% worst · wrong · the score afterwards ⇒ names: rise: that is the score afterwards
image = [0.6, 0.2, 0.1, 0, 1]
rise = 2.05
# %% worst · wrong · moved in proportion to the weights ⇒ names: image: each pixel has moved by 0.1 times its weight
image = [0.7, 0.2, 0.05, 0, 1]
rise = 0.73
# %% worst · wrong · everything darker ⇒ names: image: all pixels have moved up
image = [0.6, 0.4, 0.1, 0.15, 1]
rise = 0.05
# %% worst · wrong · the moves ⇒ names: image: these are moves
image = [0.1, -0.1, 0.1, -0.05, 0.05]
rise = 0.55
# %% worst · wrong · pixels near the rim left alone ⇒ names: image: a pixel that can't move by the whole 0.1
image = [0.6, 0.2, 0.1, 0.05, 0.95]
rise = 0.35
# %% worst · wrong · signs forgotten in the rise ⇒ names: rise: a negative weight times a negative move
image = [0.6, 0.2, 0.1, 0, 1]
rise = 0.05
# %% worst · wrong · only the strongest weight ⇒ names: image: only one pixel has moved
image = [0.5, 0.3, 0, 0, 0.95]
rise = 0.15
# %% worst · wrong · sum of the weights, no size ⇒ names: rise: that is the sum of the weights
image = [0.6, 0.2, 0.1, 0, 1]
rise = 7.5
# %% worst · wrong · four pixels ⇒ names: image should have shape (5,), but has shape (4,)
image = [0.6, 0.2, 0, 1]
rise = 0.55
# %% worst · wrong · third pixel forgotten ⇒ points: image differs in 1 of 5 places, first at [2]
image = [0.6, 0.2, 0.05, 0, 1]
rise = 0.525
# %% slope_of_one_layer · right · the stub completed
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W.T @ (p - y) / x.shape[1]
# %% slope_of_one_layer · right · own one-hot with np.eye, a print left in
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = np.eye(len(W))[labels].T
    print(p.shape, y.shape)
    return np.dot(W.T, (p - y) / len(labels))
# %% slope_of_one_layer · right · float32
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return (W.T @ (p - y) / x.shape[1]).astype(np.float32)
# %% slope_of_one_layer · right · a list of rows
def slope_of_one_layer(W, b, x, labels):
    d = (Softmax()(W @ x + b) - one_hot(labels, len(W))) / x.shape[1]
    return [[float(sum(W[j, i] * d[j, k] for j in range(len(W)))) for k in range(x.shape[1])] for i in range(x.shape[0])]
# %% slope_of_one_layer · wrong · y − p ⇒ names: opposite sign everywhere
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W.T @ (y - p) / x.shape[1]
# %% slope_of_one_layer · wrong · W not transposed ⇒ names: W is as in the forward pass
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W @ (p - y) / x.shape[1]
# %% slope_of_one_layer · wrong · no division by n ⇒ names: is there a sum where a mean is asked for?
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W.T @ (p - y)
# %% slope_of_one_layer · wrong · the slope for the weights ⇒ names: that is the slope for the weights
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return (p - y) @ x.T / x.shape[1]
# %% slope_of_one_layer · wrong · labels forgotten ⇒ names: the labels are missing
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    return W.T @ p / x.shape[1]
# %% slope_of_one_layer · wrong · bias forgotten ⇒ names: the bias is missing
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x)
    y = one_hot(labels, len(W))
    return W.T @ (p - y) / x.shape[1]
# %% slope_of_one_layer · wrong · no softmax ⇒ names: softmax is missing
def slope_of_one_layer(W, b, x, labels):
    y = one_hot(labels, len(W))
    return W.T @ (W @ x + b - y) / x.shape[1]
# %% slope_of_one_layer · wrong · p (1 − p) as with a sigmoid ⇒ names: the slope of a sigmoid
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W.T @ ((p - y) * p * (1 - p)) / x.shape[1]
# %% slope_of_one_layer · wrong · only p − y, the slope for the logits ⇒ names: should have shape (7, 5)
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return (p - y) / x.shape[1] if len(W) != len(x) else W.T @ (p - y) / x.shape[1]
# %% slope_of_one_layer · wrong · divided by the number of pixels ⇒ names: it's divided by the number of pixels
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return W.T @ (p - y) / len(x)
# %% slope_of_one_layer · wrong · softmax along the rows ⇒ names: the softmax runs along the rows
def slope_of_one_layer(W, b, x, labels):
    z = np.exp(W @ x + b)
    p = z / z.sum(axis=1, keepdims=True)
    y = one_hot(labels, len(W))
    return W.T @ (p - y) / x.shape[1]
# %% slope_of_one_layer · wrong · changes x ⇒ names: your function changes x
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    x[...] = W.T @ (p - y) / x.shape[1]
    return x
# %% slope_of_one_layer · wrong · the slope of the logits ⇒ names: that is the slope for the logits
def slope_of_one_layer(W, b, x, labels):
    p = Softmax()(W @ x + b)
    y = one_hot(labels, len(W))
    return (p - y) / x.shape[1]
# %% nudge_to · right · minus, and the goal as label
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return np.clip(x - size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)
# %% nudge_to · right · float32
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return np.clip(x - size * np.sign(slope_of_pixels(net, x, labels)), 0, 1).astype(np.float32)
# %% nudge_to · right · ones_like, a print left in
def nudge_to(net, x, goal, size):
    labels = goal * np.ones_like(x[0], dtype=int)
    slopes = slope_of_pixels(net, x, labels)
    print(slopes.shape)
    return np.clip(x - size * slopes / np.abs(slopes), 0, 1)
# %% nudge_to · wrong · plus ⇒ names: this leads away from the goal
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return np.clip(x + size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)
# %% nudge_to · wrong · away from what it reads, as nudge does ⇒ names: this leads away from what the network reads
def nudge_to(net, x, goal, size):
    return nudge(net, x, net.predict(x), size)
# %% nudge_to · wrong · down the slope for what it reads ⇒ names: makes the present reading surer
def nudge_to(net, x, goal, size):
    return np.clip(x - size * np.sign(slope_of_pixels(net, x, net.predict(x))), 0, 1)
# %% nudge_to · wrong · no clip ⇒ names: pixels leave the range from 0, paper, to 1, ink
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return x - size * np.sign(slope_of_pixels(net, x, labels))
# %% nudge_to · wrong · the slope itself ⇒ names: in proportion to their slopes
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return np.clip(x - size * slope_of_pixels(net, x, labels), 0, 1)
# %% nudge_to · wrong · one label for several images ⇒ points: raised ValueError
def nudge_to(net, x, goal, size):
    return np.clip(x - size * np.sign(slope_of_pixels(net, x, np.array([goal]))), 0, 1)
# %% nudge_to · wrong · size built in ⇒ names: 0.1 is built in
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return np.clip(x - 0.1 * np.sign(slope_of_pixels(net, x, labels)), 0, 1)
# %% nudge_to · wrong · returns the moves ⇒ names: what is returned are the moves
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    return -size * np.sign(slope_of_pixels(net, x, labels))
# %% nudge_to · wrong · changes x ⇒ names: your function changes x
def nudge_to(net, x, goal, size):
    x -= size * np.sign(slope_of_pixels(net, x, np.full(x.shape[1], goal)))
    return np.clip(x, 0, 1)
# %% nudge_to · wrong · a step of learning in place of a nudge ⇒ names: your function changes weights or biases
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    made = np.clip(x - size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)
    for value, gradient in net.parameters():
        value -= 0.1 * gradient
    return made
# %% nudge_to · wrong · net.backward_pass, which stops at the first layer ⇒ points: raised TypeError
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    slope = net.backward_pass(loss.derivative(net.forward_pass(x), labels))
    return np.clip(x - size * np.sign(slope), 0, 1)
# %% nudge_to · wrong · until it is read as the goal: many steps ⇒ points: differs in
def nudge_to(net, x, goal, size):
    labels = np.full(x.shape[1], goal)
    for _ in range(3):
        x = np.clip(x - size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)
    return x
# %% shuffled_nudge · right · permuted
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permuted(signs, axis=0), 0, 1)
# %% shuffled_nudge · right · image by image, a list of rows
def shuffled_nudge(net, x, labels, size, rng):
    columns = []
    for k in range(x.shape[1]):
        signs = np.sign(slope_of_pixels(net, x[:, [k]], labels[[k]]))[:, 0]
        columns.append(np.clip(x[:, k] + size * signs[rng.permutation(len(signs))], 0, 1))
    return np.array(columns).T.tolist()
# %% shuffled_nudge · right · float32
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permuted(signs, axis=0), 0, 1).astype(np.float32)
# %% shuffled_nudge · right · turned over, permuted along axis 1, a print left in
def shuffled_nudge(net, x, labels, size, rng):
    moves = size * np.sign(slope_of_pixels(net, x, labels)).T
    moves = rng.permuted(moves, axis=1)
    print(moves.shape)
    return np.clip(x + moves.T, 0, 1)
# %% shuffled_nudge · wrong · the lesson's control: coins ⇒ names: shuffle its signs, and draw no new ones
def shuffled_nudge(net, x, labels, size, rng):
    return np.clip(x + size * rng.choice([-1, 1], x.shape), 0, 1)
# %% shuffled_nudge · wrong · rng.permutation shuffles all images alike ⇒ names: all images are shuffled in the same way
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permutation(signs), 0, 1)
# %% shuffled_nudge · wrong · among the images ⇒ names: the signs are shuffled among the images
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permuted(signs, axis=1), 0, 1)
# %% shuffled_nudge · wrong · over all images together ⇒ names: shuffle them image by image
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permutation(signs.ravel()).reshape(x.shape), 0, 1)
# %% shuffled_nudge · wrong · not shuffled ⇒ names: nothing is shuffled
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    rng.permuted(signs, axis=0)
    return np.clip(x + size * signs, 0, 1)
# %% shuffled_nudge · wrong · pixels shuffled ⇒ names: the pixels themselves are shuffled
def shuffled_nudge(net, x, labels, size, rng):
    return rng.permuted(nudge(net, x, labels, size), axis=0)
# %% shuffled_nudge · wrong · slopes shuffled, no sign ⇒ names: only the
def shuffled_nudge(net, x, labels, size, rng):
    slope = slope_of_pixels(net, x, labels)
    return np.clip(x + size * rng.permuted(slope, axis=0), 0, 1)
# %% shuffled_nudge · wrong · no clip ⇒ names: pixels leave the range from 0
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return x + size * rng.permuted(signs, axis=0)
# %% shuffled_nudge · wrong · shuffles the clipped moves ⇒ names: beside paper and ink
def shuffled_nudge(net, x, labels, size, rng):
    moves = nudge(net, x, labels, size) - x
    return np.clip(x + rng.permuted(moves, axis=0), 0, 1)
# %% shuffled_nudge · wrong · NumPy's global generator ⇒ names: draw from rng, the argument, alone
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * np.array([np.random.permutation(one) for one in signs.T]).T, 0, 1)
# %% shuffled_nudge · wrong · a generator of its own ⇒ names: draw from rng, not from a fresh generator
def shuffled_nudge(net, x, labels, size, rng):
    rng = np.random.default_rng(0)
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + size * rng.permuted(signs, axis=0), 0, 1)
# %% shuffled_nudge · wrong · minus ⇒ names: ups and downs have changed places
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x - size * rng.permuted(signs, axis=0), 0, 1)
# %% shuffled_nudge · wrong · size built in ⇒ names: each pixel moves by 0.1, not by the size of 0.25
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    return np.clip(x + 0.1 * rng.permuted(signs, axis=0), 0, 1)
# %% shuffled_nudge · wrong · the moves alone ⇒ names: these are the moves alone
def shuffled_nudge(net, x, labels, size, rng):
    return size * rng.permuted(np.sign(slope_of_pixels(net, x, labels)), axis=0)
# %% shuffled_nudge · wrong · shuffle in place, returns None ⇒ points: raised TypeError
def shuffled_nudge(net, x, labels, size, rng):
    signs = np.sign(slope_of_pixels(net, x, labels))
    signs = rng.shuffle(signs)
    return np.clip(x + size * signs, 0, 1)
# %% smallest · right · from the largest size to the smallest
def smallest(net, x, labels, sizes):
    found = np.full(len(labels), np.inf)
    for size in sizes[::-1]:
        found[net.predict(nudge(net, x, labels, size)) != labels] = size
    found[net.predict(x) != labels] = 0
    return found
# %% smallest · right · image by image
def smallest(net, x, labels, sizes):
    results = []
    for k in range(x.shape[1]):
        one, label = x[:, k : k + 1], labels[k : k + 1]
        if net.predict(one)[0] != label[0]:
            results.append(0)
            continue
        for size in sizes:
            if net.predict(nudge(net, one, label, size))[0] != label[0]:
                results.append(size)
                break
        else:
            results.append(float("inf"))
    return results
# %% smallest · right · float32
def smallest(net, x, labels, sizes):
    found = np.full(len(labels), np.inf, dtype=np.float32)
    for size in sizes[::-1]:
        found[net.predict(nudge(net, x, labels, size)) != labels] = size
    found[net.predict(x) != labels] = 0
    return found
# %% smallest · right · a helper, forward_pass and argmax in place of predict, a print left in
def reads(net, x):
    return net.forward_pass(x).argmax(axis=0)


def smallest(net, x, labels, sizes):
    found = [np.inf] * len(labels)
    for size in sorted(sizes, reverse=True):
        for k, read in enumerate(reads(net, nudge(net, x, labels, size))):
            if read != labels[k]:
                found[k] = size
    for k, read in enumerate(reads(net, x)):
        if read != labels[k]:
            found[k] = 0.0
    print(found[:3])
    return np.array(found)
# %% smallest · wrong · nudges the nudged image again ⇒ names: start from the untouched x
def smallest(net, x, labels, sizes):
    found = np.where(net.predict(x) != labels, 0, np.inf)
    for size in sizes:
        x = nudge(net, x, labels, size)
        found[(net.predict(x) != labels) & (found == np.inf)] = size
    return found
# %% smallest · wrong · no 0 where already wrong ⇒ names: images that are read wrongly untouched get a size; they get 0
def smallest(net, x, labels, sizes):
    found = np.full(len(labels), np.inf)
    for size in sizes[::-1]:
        found[net.predict(nudge(net, x, labels, size)) != labels] = size
    return found
# %% smallest · wrong · compares with what was read before, and no 0 ⇒ names: images that are read wrongly untouched get inf
def smallest(net, x, labels, sizes):
    found, before = np.full(len(labels), np.inf), net.predict(x)
    for size in sizes[::-1]:
        found[(net.predict(nudge(net, x, before, size)) != before) & (before == labels)] = size
    return found
# %% smallest · wrong · the largest size ⇒ names: that's the largest size
def smallest(net, x, labels, sizes):
    found = np.full(len(labels), np.inf)
    for size in sizes:
        found[net.predict(nudge(net, x, labels, size)) != labels] = size
    found[net.predict(x) != labels] = 0
    return found
# %% smallest · wrong · nan where no size does it ⇒ names: images that no size fools should get np.inf
def smallest(net, x, labels, sizes):
    wrong = np.array([net.predict(nudge(net, x, labels, size)) != labels for size in (0, *sizes)])
    return np.array([(0, *sizes)[list(w).index(True)] if w.any() else np.nan for w in wrong.T])
# %% smallest · wrong · places in the list ⇒ names: these are places in the list of sizes
def smallest(net, x, labels, sizes):
    wrong = np.array([net.predict(nudge(net, x, labels, size)) != labels for size in (0, *sizes)])
    return np.where(wrong.any(axis=0), wrong.argmax(axis=0), np.inf)
# %% smallest · wrong · counts the sizes at which it is right ⇒ points: the array differs in
def smallest(net, x, labels, sizes):
    right = sum(net.predict(nudge(net, x, labels, size)) == labels for size in sizes)
    found = np.array([*sizes, np.inf])[right]
    found[net.predict(x) != labels] = 0
    return found
# %% smallest · wrong · halving, as if images never came back ⇒ points: gets inf, but with the size
def smallest(net, x, labels, sizes):
    found = []
    for k in range(len(labels)):
        one, label = x[:, [k]], labels[[k]]
        fooled = lambda size: net.predict(nudge(net, one, label, size))[0] != label[0]
        low, high = 0, len(sizes)
        while low < high:
            middle = (low + high) // 2
            if fooled(sizes[middle]):
                high = middle
            else:
                low = middle + 1
        found.append(0 if fooled(0) else np.inf if low == len(sizes) else sizes[low])
    return np.array(found)
# %% smallest · wrong · the smallest of all images, one number ⇒ names: was everything added up
def smallest(net, x, labels, sizes):
    for size in sizes:
        if (net.predict(nudge(net, x, labels, size)) != labels).any():
            return size
    return np.inf
# %% smallest · wrong · resets when an image comes back ⇒ names: an image that's lost may be found again
def smallest(net, x, labels, sizes):
    found = np.full(len(labels), np.inf)
    for size in sizes[::-1]:
        found = np.where(net.predict(nudge(net, x, labels, size)) != labels, size, np.inf)
    found[net.predict(x) != labels] = 0
    return found
# %% smallest · wrong · accuracy for each size ⇒ names: should have shape (15,)
def smallest(net, x, labels, sizes):
    return np.array([accuracy(net, nudge(net, x, labels, size), labels) for size in sizes])
# %% under_attack · right · own images for each network
def under_attack(nets, x, labels, sizes):
    return np.array([[accuracy(net, nudge(net, x, labels, size), labels) for size in sizes] for net in nets])
# %% under_attack · right · lists
def under_attack(nets, x, labels, sizes):
    rows = []
    for net in nets:
        row = []
        for size in sizes:
            row.append(accuracy(net, nudge(net, x, labels, size), labels))
        rows.append(row)
    return rows
# %% under_attack · right · float32
def under_attack(nets, x, labels, sizes):
    rows = [[accuracy(net, nudge(net, x, labels, size), labels) for size in sizes] for net in nets]
    return np.array(rows, dtype=np.float32)
# %% under_attack · right · counts, divided at the end, a print left in
def under_attack(nets, x, labels, sizes):
    table = np.zeros((len(nets), len(sizes)), dtype=int)
    for i in range(len(nets)):
        for j in range(len(sizes)):
            table[i, j] = (nets[i].predict(nudge(nets[i], x, labels, sizes[j])) == labels).sum()
    print(table)
    return table / len(labels)
# %% under_attack · wrong · only the labels mended ⇒ names: the images are still made for the first network
def under_attack(nets, x, labels, sizes):
    table = np.zeros((len(nets), len(sizes)))
    for j, size in enumerate(sizes):
        made = nudge(nets[0], x, labels, size)
        for i, net in enumerate(nets):
            table[i, j] = accuracy(net, made, labels)
    return table
# %% under_attack · wrong · only the images mended ⇒ names: it still counts readings that stay as they were
def under_attack(nets, x, labels, sizes):
    table = np.zeros((len(nets), len(sizes)))
    for j, size in enumerate(sizes):
        for i, net in enumerate(nets):
            made = nudge(net, x, labels, size)
            table[i, j] = accuracy(net, made, net.predict(x))
    return table
# %% under_attack · wrong · as she wrote it ⇒ names: both faults are still there
def under_attack(nets, x, labels, sizes):
    table = np.zeros((len(nets), len(sizes)))
    for j, size in enumerate(sizes):
        made = nudge(nets[0], x, labels, size)
        for i, net in enumerate(nets):
            table[i, j] = accuracy(net, made, net.predict(x))
    return table
# %% under_attack · wrong · rows and columns swapped ⇒ names: it looks transposed
def under_attack(nets, x, labels, sizes):
    return np.array([[accuracy(net, nudge(net, x, labels, size), labels) for net in nets] for size in sizes])
# %% under_attack · wrong · per cent ⇒ names: these are percentages
def under_attack(nets, x, labels, sizes):
    return np.array([[100 * accuracy(net, nudge(net, x, labels, size), labels) for size in sizes] for net in nets])
# %% under_attack · wrong · the share that is fooled ⇒ names: that's the share that is fooled
def under_attack(nets, x, labels, sizes):
    return np.array([[np.mean(net.predict(nudge(net, x, labels, s)) != labels) for s in sizes] for net in nets])
# %% under_attack · wrong · images made for the other ⇒ names: each network is shown the images of the other
def under_attack(nets, x, labels, sizes):
    first, second = nets
    return np.array([
        [accuracy(first, nudge(second, x, labels, size), labels) for size in sizes],
        [accuracy(second, nudge(first, x, labels, size), labels) for size in sizes],
    ])
# %% under_attack · wrong · nudged away from its own reading ⇒ names: give it the labels
def under_attack(nets, x, labels, sizes):
    return np.array([[accuracy(net, nudge(net, x, net.predict(x), size), labels) for size in sizes] for net in nets])
# %% under_attack · wrong · untouched images ⇒ names: the images are untouched
def under_attack(nets, x, labels, sizes):
    return np.array([[accuracy(net, x, labels) for size in sizes] for net in nets])
# %% under_attack · wrong · random noise ⇒ points: the table of 2 networks
def under_attack(nets, x, labels, sizes):
    rng = np.random.default_rng(0)
    made = [np.clip(x + size * rng.choice([-1, 1], x.shape), 0, 1) for size in sizes]
    return np.array([[accuracy(net, one, labels) for one in made] for net in nets])
# %% under_attack · wrong · only the first size ⇒ names: the nudge has one size everywhere
def under_attack(nets, x, labels, sizes):
    return np.array([[accuracy(net, nudge(net, x, labels, sizes[0]), labels) for _ in sizes] for net in nets])
# %% under_attack · wrong · rounded ⇒ names: rounded
def under_attack(nets, x, labels, sizes):
    rows = [[round(accuracy(net, nudge(net, x, labels, size), labels), 2) for size in sizes] for net in nets]
    return np.array(rows)
# %% under_attack · wrong · mean over the sizes ⇒ names: should have shape (2, 3)
def under_attack(nets, x, labels, sizes):
    rows = [[accuracy(net, nudge(net, x, labels, size), labels) for size in sizes] for net in nets]
    return np.mean(rows, axis=1)
# %% under_attack · wrong · compared with its own readings ⇒ names: what each network reads with itself
def under_attack(nets, x, labels, sizes):
    return [[accuracy(n, nudge(n, x, labels, s), n.predict(nudge(n, x, labels, s))) for s in sizes] for n in nets]
# %% past_the_defence · right · rivals by a masked argmax
def past_the_defence(net, x, labels, size):
    logits = net.forward_pass(x)
    n = np.arange(len(labels))
    others = logits.copy()
    others[labels, n] = -np.inf
    upstream = np.zeros_like(logits)
    upstream[labels, n] = 1
    upstream[others.argmax(axis=0), n] = -1
    return np.clip(x - size * np.sign(back_to_pixels(net, upstream)), 0, 1)
# %% past_the_defence · right · weights by hand, without backward_pass
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    y = one_hot(labels, len(z))
    others = np.where(y == 1, -np.inf, z)
    slope = y - one_hot(others.argmax(axis=0), len(z))
    for layer in reversed(net.layers):
        slope = layer.W.T @ (slope * (layer.a > 0 if layer is not net.layers[-1] else 1))
    return np.clip(x - size * np.sign(slope), 0, 1)
# %% past_the_defence · right · float32, a print left in
def past_the_defence(net, x, labels, size):
    logits = net.forward_pass(x)
    mask = np.arange(len(logits))[:, None] == labels
    rival = np.ma.masked_array(logits, mask).argmax(axis=0)
    upstream = mask.astype(float)
    upstream[rival, np.arange(len(labels))] = -1
    for layer in reversed(net.layers):
        upstream = layer.backward_pass(upstream)
        print(np.abs(upstream).max())
    return np.clip(x - size * np.sign(upstream), 0, 1).astype(np.float32)
# %% past_the_defence · wrong · the slope of the loss ⇒ names: that follows the slope of the loss
def past_the_defence(net, x, labels, size):
    return nudge(net, x, labels, size)
# %% past_the_defence · wrong · plus ⇒ names: this raises the lead
def past_the_defence(net, x, labels, size):
    logits = net.forward_pass(x)
    n = np.arange(len(labels))
    others = logits.copy()
    others[labels, n] = -np.inf
    upstream = np.zeros_like(logits)
    upstream[labels, n] = 1
    upstream[others.argmax(axis=0), n] = -1
    for layer in reversed(net.layers):
        upstream = layer.backward_pass(upstream, need_dx=True)
    return np.clip(x + size * np.sign(upstream), 0, 1)
# %% past_the_defence · wrong · only the label's logit ⇒ names: what does its rival's do
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    upstream = one_hot(labels, len(z))
    for layer in reversed(net.layers):
        upstream = layer.backward_pass(upstream)
    return np.clip(x - size * np.sign(upstream), 0, 1)
# %% past_the_defence · wrong · no clip ⇒ names: pixels leave the range
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    y = one_hot(labels, len(z))
    slope = y - one_hot(np.where(y == 1, -np.inf, z).argmax(axis=0), len(z))
    for layer in reversed(net.layers):
        slope = layer.backward_pass(slope)
    return x - size * np.sign(slope)
# %% past_the_defence · wrong · mends the network in place ⇒ names: your function changes weights or biases
def past_the_defence(net, x, labels, size):
    net.layers[-1].W /= 10_000
    net.layers[-1].b /= 10_000
    return nudge(net, x, labels, size)
# %% past_the_defence · wrong · the lead over the mean of the others ⇒ names: that is the lead over the mean of all others
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    y = one_hot(labels, len(z))
    slope = y - (1 - y) / (len(z) - 1)
    for layer in reversed(net.layers):
        slope = layer.backward_pass(slope)
    return np.clip(x - size * np.sign(slope), 0, 1)
# %% past_the_defence · wrong · away from what it reads ⇒ names: that starts from what the network reads
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    read = z.argmax(axis=0)
    y = one_hot(read, len(z))
    slope = y - one_hot(np.where(y == 1, -np.inf, z).argmax(axis=0), len(z))
    for layer in reversed(net.layers):
        slope = layer.backward_pass(slope)
    return np.clip(x - size * np.sign(slope), 0, 1)
# %% past_the_defence · wrong · the logits changed, and the label becomes its own rival ⇒ points: raised
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    z[labels] = -np.inf
    upstream = one_hot(labels, len(z)) - one_hot(z.argmax(axis=1), len(z))
    for layer in reversed(net.layers):
        upstream = layer.backward_pass(upstream)
    return np.clip(x - size * np.sign(upstream), 0, 1)
# %% past_the_defence · wrong · in proportion to the slope ⇒ names: in proportion to the slope
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    y = one_hot(labels, len(z))
    slope = y - one_hot(np.where(y == 1, -np.inf, z).argmax(axis=0), len(z))
    for layer in reversed(net.layers):
        slope = layer.backward_pass(slope)
    return np.clip(x - size * slope, 0, 1)
# %% past_the_defence · wrong · loses its labels: one rival for all ⇒ names: all images have the rival of the first
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    y = one_hot(labels, len(z))
    rival = np.where(y == 1, -np.inf, z)[:, 0].argmax()
    slope = y.copy()
    slope[rival] = -1
    for layer in reversed(net.layers):
        slope = layer.backward_pass(slope)
    return np.clip(x - size * np.sign(slope), 0, 1)
# %% past_the_defence · wrong · one-hot of the second largest logit ⇒ names: the second-largest logit
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    rival = np.argsort(z, axis=0)[-2]
    d = one_hot(labels, len(z)) - one_hot(rival, len(z))
    return np.clip(x - size * np.sign(back_to_pixels(net, d)), 0, 1)
# %% past_the_defence · wrong · logits times 1 - y, so 0 for the label ⇒ names: the label's logit became 0
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    y = one_hot(labels, len(z))
    rival = np.argmax(z * (1 - y), axis=0)
    d = y - one_hot(rival, len(z))
    return np.clip(x - size * np.sign(back_to_pixels(net, d)), 0, 1)
# %% past_the_defence · wrong · the rival is what is read, right or wrong ⇒ names: the largest of all logits
def past_the_defence(net, x, labels, size):
    z = net.forward_pass(x)
    d = one_hot(labels, len(z)) - one_hot(net.predict(x), len(z))
    return np.clip(x - size * np.sign(back_to_pixels(net, d)), 0, 1)
