# %% pair_counts · right · loop over codes
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        codes = [0] + [LETTERS.index(letter) for letter in name] + [0]
        for last, following in zip(codes, codes[1:]):
            counts[following, last] += 1
    return counts
# %% pair_counts · right · ord and a dictionary, float32
def pair_counts(names):
    place = {chr(96 + k): k for k in range(1, 27)} | {".": 0}
    counts = np.zeros((27, 27), np.float32)
    for name in names:
        before = 0
        for letter in name + ".":
            counts[place[letter], before] += 1
            before = place[letter]
    return counts
# %% pair_counts · right · lists of lists
def pair_counts(names):
    counts = [[0] * 27 for _ in range(27)]
    for name in names:
        last = 0
        for letter in name:
            code = LETTERS.index(letter)
            counts[code][last] += 1
            last = code
        counts[0][last] += 1
    return counts
# %% pair_counts · wrong · rows and columns exchanged ⇒ names: rows and columns are exchanged
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(a), LETTERS.index(b)] += 1
    return counts
# %% pair_counts · wrong · the end isn't counted ⇒ names: the ends aren't counted
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts
# %% pair_counts · wrong · the start isn't counted ⇒ names: the starts aren't counted
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip(name, name[1:] + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts
# %% pair_counts · wrong · neither start nor end ⇒ names: pairs inside the names are all
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip(name, name[1:]):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts
# %% pair_counts · wrong · += with lists of places counts once ⇒ names: a pair that occurs again adds nothing
def pair_counts(names):
    text = "." + ".".join(names) + "."
    codes = np.array([LETTERS.index(letter) for letter in text])
    counts = np.zeros((27, 27))
    counts[codes[1:], codes[:-1]] += 1
    return counts
# %% pair_counts · wrong · return inside the loop ⇒ names: is the return inside the loop?
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
        return counts
# %% pair_counts · wrong · table made anew in the loop ⇒ names: is the table made anew
def pair_counts(names):
    for name in names:
        counts = np.zeros((27, 27))
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts
# %% pair_counts · wrong · a has the code 0, as the dot ⇒ names: a has the code 1
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        codes = [0] + [ord(letter) - ord("a") for letter in name] + [0]
        for a, b in zip(codes, codes[1:]):
            counts[b, a] += 1
    return counts
# %% pair_counts · wrong · divided into probabilities ⇒ names: these are probabilities
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts / np.maximum(1, counts.sum(axis=0, keepdims=True))
# %% pair_counts · wrong · divided by columns that are empty ⇒ names: nan or inf
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts / counts.sum(axis=0)
# %% pair_counts · wrong · smoothed ⇒ names: something is added to each count
def pair_counts(names):
    counts = np.full((27, 27), 0.1)
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts
# %% pair_counts · wrong · 26 letters, no dot ⇒ names: should have shape (27, 27)
def pair_counts(names):
    counts = np.zeros((26, 26))
    for name in names:
        for a, b in zip(name, name[1:]):
            counts[ord(b) - 97, ord(a) - 97] += 1
    return counts
# %% pair_counts · wrong · both directions ⇒ names: counted in both directions
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
    return counts + counts.T
# %% pair_counts · wrong · no return ⇒ names: is a return missing?
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[LETTERS.index(b), LETTERS.index(a)] += 1
# %% pair_counts · wrong · letters as indices ⇒ points: IndexError
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        for a, b in zip("." + name, name + "."):
            counts[b, a] += 1
    return counts
# %% pair_counts · wrong · += with arrays of codes ⇒ names: += adds once for each place
def pair_counts(names):
    counts = np.zeros((27, 27))
    for name in names:
        codes = np.array([LETTERS.index(x) for x in "." + name + "."])
        counts[codes[1:], codes[:-1]] += 1
    return counts
# %% perplexities · right · two numbers
perplexities = 4, 3
# %% perplexities · right · from the surprises
B = [1 / 2, 1 / 8, 1 / 2, 1 / 8]
C = [1, 1, 1, 1 / 81]
perplexities = [np.exp(-np.log(model).mean()) for model in (B, C)]
# %% perplexities · wrong · mean of the inverses ⇒ names: 5 is the mean of 2 and 8
perplexities = 5, 21
# %% perplexities · wrong · inverse of the mean probability ⇒ names: belongs to the mean probability
perplexities = 3.2, 1.328
# %% perplexities · wrong · mean surprises, in nats ⇒ names: this is the mean surprise, in nats
perplexities = -np.log([0.5, 1 / 8, 0.5, 1 / 8]).mean(), -np.log([1, 1, 1, 1 / 81]).mean()
# %% perplexities · wrong · in bits ⇒ names: this is the mean surprise, in bits
perplexities = 2, np.log2(81) / 4
# %% perplexities · wrong · products ⇒ names: perplexity is for one letter
perplexities = 256, 81
# %% perplexities · wrong · C counts the fourth letter alone ⇒ names: the surprise at the fourth letter
perplexities = 4, np.log(81)
# %% perplexities · wrong · C mean of the inverses ⇒ names: 21 is the mean of 1, 1, 1 and 81
perplexities = 4, 21
# %% perplexities · wrong · C mean probability ⇒ names: belongs to the mean probability
perplexities = 4, 1 / np.mean([1, 1, 1, 1 / 81])
# %% perplexities · wrong · C infinite ⇒ names: 1/81 isn't 0
perplexities = 4, np.inf
# %% perplexities · wrong · swapped ⇒ names: this is C's answer
perplexities = 3, 4
# %% perplexities · wrong · all alike ⇒ names: no surprise at all
perplexities = 4, 4
# %% perplexities · wrong · letters of the better ones ⇒ points: B should be a number
perplexities = "B", "C"
# %% perplexities · wrong · one number ⇒ names: should be 2 things
perplexities = 4
# %% perplexities · wrong · A's as well ⇒ names: should be 2 things
perplexities = 4, 4, 3
# %% perplexities · wrong · probabilities ⇒ names: perplexity is its inverse
perplexities = 1 / 4, 1 / 3
# %% surprise · right · fancy places
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log(P[codes[1:], codes[:-1]]).mean()
# %% surprise · right · windows of nnlib, float32
from nnlib import windows


def surprise(name, P):
    last, following = windows([name], 1)
    return -np.log(P[following, last[0]]).astype(np.float32).mean()
# %% surprise · right · a product with the exponent kept
def surprise(name, P):
    import math

    fraction, exponent = 1.0, 0
    for a, b in zip("." + name, name + "."):
        fraction, more = math.frexp(fraction * P[LETTERS.index(b), LETTERS.index(a)])
        exponent += more
    return np.inf if fraction == 0 else -(math.log(fraction) + exponent * math.log(2)) / (len(name) + 1)
# %% surprise · wrong · the end is forgotten ⇒ names: the end of the name belongs to it
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name]
    return -np.log(P[codes[1:], codes[:-1]]).mean()
# %% surprise · wrong · the start is forgotten ⇒ names: the first letter follows the dot
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in name + "."]
    return -np.log(P[codes[1:], codes[:-1]]).mean()
# %% surprise · wrong · sum ⇒ names: this is the sum of the surprises
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log(P[codes[1:], codes[:-1]]).sum()
# %% surprise · wrong · divided by the letters without the end ⇒ names: the end counts as one more
def surprise(name, P):
    total = 0
    for a, b in zip("." + name, name + "."):
        total -= np.log(P[LETTERS.index(b), LETTERS.index(a)])
    return total / len(name)
# %% surprise · wrong · the probability ⇒ names: this is the probability of the name
def surprise(name, P):
    p = 1.0
    for a, b in zip("." + name, name + "."):
        p *= P[LETTERS.index(b), LETTERS.index(a)]
    return p
# %% surprise · wrong · rows and columns exchanged ⇒ names: rows and columns are exchanged
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log(P[codes[:-1], codes[1:]]).mean()
# %% surprise · wrong · the minus is missing ⇒ names: opposite sign
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return np.log(P[codes[1:], codes[:-1]]).mean()
# %% surprise · wrong · base 2 ⇒ names: like logarithms of base 2
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log2(P[codes[1:], codes[:-1]]).mean()
# %% surprise · wrong · product, then logarithm ⇒ names: the product of so many probabilities
def surprise(name, P):
    p = 1.0
    for a, b in zip("." + name, name + "."):
        p *= P[LETTERS.index(b), LETTERS.index(a)]
    return -np.log(p) / (len(name) + 1)
# %% surprise · wrong · math.log of 0 ⇒ points: for axqa, where P holds a 0 your code raised ValueError
import math


def surprise(name, P):
    total = 0
    for a, b in zip("." + name, name + "."):
        total -= math.log(P[LETTERS.index(b), LETTERS.index(a)])
    return total / (len(name) + 1)
# %% surprise · wrong · something small is added ⇒ names: is an infinite surprise
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log(P[codes[1:], codes[:-1]] + 1e-9).mean()
# %% surprise · wrong · perplexity ⇒ names: this is perplexity
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return np.exp(-np.log(P[codes[1:], codes[:-1]]).mean())
# %% surprise · wrong · logarithm of the mean ⇒ names: the logarithm of the mean probability
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log(np.mean(P[codes[1:], codes[:-1]]))
# %% surprise · wrong · all surprises, not their mean ⇒ points: should have shape ()
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    return -np.log(P[codes[1:], codes[:-1]])
# %% surprise · wrong · printed ⇒ names: prints its result
def surprise(name, P):
    codes = [LETTERS.index(letter) for letter in "." + name + "."]
    print(-np.log(P[codes[1:], codes[:-1]]).mean())
# %% gaps · right · zeros on both sides
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · right · windows of nnlib, forwards and backwards
from nnlib import windows


def gaps(names, length):
    before, following = windows(names, length)
    keep = following > 0
    parts = []
    for name in names:
        after, _ = windows([name[::-1]], length)
        parts.append(after[::-1, : len(name)][:, ::-1])
    return np.concatenate([before[:, keep], np.concatenate(parts, axis=1)]), following[keep]
# %% gaps · right · deque
from collections import deque


def gaps(names, length):
    columns, missing = [], []
    for name in names:
        window = deque([0] * (2 * length + 1), maxlen=2 * length + 1)
        for place, letter in enumerate(name + "." * length):
            window.append(LETTERS.index(letter))
            if place >= length:
                whole = list(window)
                missing.append(whole[length])
                columns.append(whole[:length] + whole[length + 1 :])
    return np.array(columns).transpose(), np.array(missing)
# %% gaps · wrong · the missing letter is in the window ⇒ names: the missing letter is in its own window
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i : i + length])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · the whole window ⇒ names: the whole window is there
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i + length + 1])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · as in the lesson, before alone ⇒ names: these are the letters before alone
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name]
        for i in range(length, len(codes)):
            contexts.append(codes[i - length : i])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · windows of nnlib as they are ⇒ points: contexts with length 2 for emma should have shape (4, 4)
from nnlib import windows


def gaps(names, length):
    return windows(names, length)
# %% gaps · wrong · mirrored after the gap ⇒ names: the letters after the gap are in reverse order
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + length : i : -1])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · a window per row ⇒ names: these are rows
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return np.array(contexts), np.array(missing)
# %% gaps · wrong · no zeros before the name ⇒ names: put zeros before the name
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · no zeros after the name ⇒ names: put zeros after the name
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name]
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · windows that are too short at the end ⇒ points: rows have different lengths
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name]
        for i in range(length, len(codes)):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return contexts, missing
# %% gaps · wrong · the end is asked for ⇒ names: the end is asked for as well
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name + "."] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · after first, before below ⇒ names: should stand below those before it
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i + 1 : i + 1 + length] + codes[i - length : i])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · one function of the windows alone ⇒ names: should be 2 things
def gaps(names, length):
    contexts = []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
    return np.array(contexts).T
# %% gaps · wrong · letters, not codes ⇒ points: should be an array of numbers
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        text = "." * length + name + "." * length
        for i in range(length, len(text) - length):
            contexts.append(list(text[i - length : i] + text[i + 1 : i + 1 + length]))
            missing.append(text[i])
    return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · return inside the loop ⇒ names: is the return inside the loop?
def gaps(names, length):
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
        return np.array(contexts).T, np.array(missing)
# %% gaps · wrong · one long text with a single dot between names, so long windows see the next name ⇒ names: letters of the next name are in a window
def gaps(names, length):
    text = "." * length + ".".join(names) + "." * length
    contexts, missing = [], []
    for i in range(length, len(text) - length):
        if text[i] != ".":
            around = text[i - length : i] + text[i + 1 : i + 1 + length]
            contexts.append([LETTERS.index(letter) for letter in around])
            missing.append(LETTERS.index(text[i]))
    return np.array(contexts).T, np.array(missing)
# %% table_gradient · right · np.add.at
def table_gradient(x, da, size):
    d = len(da) // len(x)
    dW = np.zeros((d, size))
    np.add.at(dW, (slice(None), x), da.reshape(len(x), d, -1).swapaxes(0, 1))
    return dW
# %% table_gradient · right · a dictionary of lists
from collections import defaultdict


def table_gradient(x, da, size):
    d = len(da) // len(x)
    arrived = defaultdict(lambda: np.zeros(d))
    for code, column in zip(x.ravel(), da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1).T):
        arrived[code] = arrived[code] + column
    return [[arrived[code][i] for code in range(size)] for i in range(d)]
# %% table_gradient · right · sorted, then reduceat, in float32
def table_gradient(x, da, size):
    d = len(da) // len(x)
    order = np.argsort(x.ravel(), kind="stable")
    codes, starts = np.unique(x.ravel()[order], return_index=True)
    dW = np.zeros((d, size), dtype=np.float32)
    dW[:, codes] = np.add.reduceat(da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1)[:, order], starts, axis=1)
    return dW
# %% table_gradient · wrong · the colleague's ⇒ names: same place in two windows counts once, as before
def table_gradient(x, da, size):
    d = len(da) // len(x)
    dW = np.zeros((d, size))
    for codes, part in zip(x, np.split(da, len(x))):
        dW[:, codes] += part
    return dW
# %% table_gradient · wrong · all places at once ⇒ names: only the last gradient stays
def table_gradient(x, da, size):
    d = len(da) // len(x)
    dW = np.zeros((d, size))
    dW[:, x] += da.reshape(len(x), d, -1).swapaxes(0, 1)
    return dW
# %% table_gradient · wrong · a loop over windows only ⇒ names: twice in one window counts once
def table_gradient(x, da, size):
    d = len(da) // len(x)
    dW = np.zeros((d, size))
    for j in range(x.shape[1]):
        dW[:, x[:, j]] += da[:, j].reshape(len(x), d).T
    return dW
# %% table_gradient · wrong · mean for each letter ⇒ names: the mean of its gradients
def table_gradient(x, da, size):
    parts = da.reshape(len(x), len(da) // len(x), -1).swapaxes(0, 1)
    dW = np.zeros((len(parts), size))
    for code in np.unique(x):
        dW[:, code] = parts[:, x == code].mean(axis=1)
    return dW
# %% table_gradient · wrong · other order of the rows ⇒ names: the rows of da are taken for another order
def table_gradient(x, da, size):
    length, n = x.shape
    d = len(da) // length
    dW = np.zeros((d, size))
    for k in range(length):
        for j in range(n):
            dW[:, x[k, j]] += da[k::length, j]
    return dW
# %% table_gradient · wrong · divided by the windows ⇒ names: divided by the number of windows
def table_gradient(x, da, size):
    d = len(da) // len(x)
    return da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1) @ np.eye(size)[x.ravel()] / x.shape[1]
# %% table_gradient · wrong · the dot is left out ⇒ names: the dot's column stays 0
def table_gradient(x, da, size):
    d = len(da) // len(x)
    dW = da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1) @ np.eye(size)[x.ravel()]
    dW[:, 0] = 0
    return dW
# %% table_gradient · wrong · transposed ⇒ names: this is its transpose
def table_gradient(x, da, size):
    d = len(da) // len(x)
    return np.eye(size)[x.ravel()].T @ da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1).T
# %% table_gradient · wrong · only as many columns as letters occur ⇒ points: should have shape
def table_gradient(x, da, size):
    parts = da.reshape(len(x), len(da) // len(x), -1).swapaxes(0, 1)
    return np.stack([parts[:, x == code].sum(axis=1) for code in np.unique(x)], axis=1)
# %% table_gradient · wrong · sign ⇒ names: the opposite sign
def table_gradient(x, da, size):
    d = len(da) // len(x)
    return -da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1) @ np.eye(size)[x.ravel()]
# %% table_gradient · wrong · how often each letter occurs ⇒ points: differs in
def table_gradient(x, da, size):
    d = len(da) // len(x)
    return np.tile(np.bincount(x.ravel(), minlength=size), (d, 1))
# %% table_gradient · wrong · da itself is changed ⇒ names: changes da
def table_gradient(x, da, size):
    d = len(da) // len(x)
    dW = da.reshape(len(x), d, -1).swapaxes(0, 1).reshape(d, -1) @ np.eye(size)[x.ravel()]
    da[:] = 0
    return dW
# %% sample · right · rng.choice
def sample(scores, T, rng):
    z = scores / T
    p = np.exp(z - z.max())
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · right · soft_targets of nnlib
from nnlib import soft_targets


def sample(scores, T, rng):
    p = soft_targets(scores[:, None], T)[:, 0]
    return rng.choice(len(scores), p=p)
# %% sample · right · a loop that goes down the shares
import math


def sample(scores, T, rng):
    top = max(scores)
    weights = [math.exp((score - top) / T) for score in scores]
    left = rng.random() * sum(weights)
    for code, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return code
    return len(weights) - 1
# %% sample · wrong · times T ⇒ names: the scores are multiplied by T
def sample(scores, T, rng):
    z = scores * T
    p = np.exp(z - z.max())
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · wrong · argmax ⇒ names: always the letter with the highest score
def sample(scores, T, rng):
    p = np.exp((scores - scores.max()) / T)
    return int(np.argmax(p))
# %% sample · wrong · no maximum subtracted ⇒ names: np.exp overflowed before, as it does above 709; subtract the largest logit
def sample(scores, T, rng):
    p = np.exp(scores / T)
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · wrong · T ignored ⇒ names: T changes nothing
def sample(scores, T, rng):
    p = np.exp(scores - scores.max())
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · wrong · own generator ⇒ names: draw with the rng that you are given
def sample(scores, T, rng):
    rng = np.random.default_rng(0)
    p = np.exp((scores - scores.max()) / T)
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · wrong · NumPy's global numbers ⇒ names: draw with rng, and with nothing else
def sample(scores, T, rng):
    p = np.exp((scores - scores.max()) / T)
    return np.random.choice(len(scores), p=p / p.sum())
# %% sample · wrong · all alike ⇒ names: all letters are drawn alike
def sample(scores, T, rng):
    return rng.integers(len(scores))
# %% sample · wrong · scores as weights ⇒ points: your code raised ValueError
def sample(scores, T, rng):
    p = scores / T
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · wrong · the probability that was drawn ⇒ names: but a code is a whole number
def sample(scores, T, rng):
    p = np.exp((scores - scores.max()) / T)
    p = p / p.sum()
    return p[rng.choice(len(scores), p=p)]
# %% sample · wrong · changes the scores ⇒ names: changes scores
def sample(scores, T, rng):
    scores -= scores.max()
    p = np.exp(scores / T)
    return rng.choice(len(scores), p=p / p.sum())
# %% sample · wrong · all codes ⇒ points: your code raised ValueError: probabilities
def sample(scores, T, rng):
    z = scores / T
    return rng.choice(len(scores), p=np.exp(z))
# %% likeliest · right · logarithms in matrices
def likeliest(P, length):
    with np.errstate(divide="ignore"):
        S = np.log(P)
    best, back = S[1:, 0], []
    for _ in range(length - 1):
        routes = S[1:, 1:] + best
        back.append(routes.argmax(axis=1))
        best = routes.max(axis=1)
    code = int((best + S[0, 1:]).argmax())
    codes = [code]
    for came in back[::-1]:
        codes.append(int(came[codes[-1]]))
    return "".join(LETTERS[code + 1] for code in codes[::-1])
# %% likeliest · right · Dijkstra with a heap
import heapq


def likeliest(P, length):
    heap, done = [(-1.0, 0, 0, "")], set()
    while heap:
        p, place, last, name = heapq.heappop(heap)
        if place == length + 1:
            return name
        if (place, last) in done:
            continue
        done.add((place, last))
        if place == length:
            heapq.heappush(heap, (p * P[0, last], place + 1, 0, name))
        else:
            for b in range(1, 27):
                heapq.heappush(heap, (p * P[b, last], place + 1, b, name + LETTERS[b]))
# %% likeliest · right · reduce, np.str_
from functools import reduce


def likeliest(P, length):
    letters = np.array(list(LETTERS[1:]), dtype=object)

    def longer(state, _):
        p, names = state
        table = P[1:, 1:] * p
        came = table.argmax(axis=1)
        return table.max(axis=1), names[came] + letters

    p, names = reduce(longer, range(length - 1), (P[1:, 0], letters))
    return np.str_(names[(p * P[0, 1:]).argmax()])
# %% likeliest · wrong · greedy ⇒ names: the most probable letter each time
def likeliest(P, length):
    name, last = "", 0
    for _ in range(length):
        last = 1 + P[1:, last].argmax()
        name += LETTERS[last]
    return name
# %% likeliest · wrong · greedy, the last letter with the end ⇒ names: with the end in view only for the last
def likeliest(P, length):
    name, last = "", 0
    for k in range(length):
        column = P[1:, last] * (P[0, 1:] if k == length - 1 else 1)
        last = 1 + column.argmax()
        name += LETTERS[last]
    return name
# %% likeliest · wrong · the end is forgotten ⇒ names: a name has to stop after its last letter
def likeliest(P, length):
    best = {a: (P[a, 0], LETTERS[a]) for a in range(1, 27)}
    for _ in range(length - 1):
        best = {b: max((p * P[b, a], name + LETTERS[b]) for a, (p, name) in best.items()) for b in range(1, 27)}
    return max(best.values())[1]
# %% likeliest · wrong · the start is forgotten ⇒ names: a name has to start with its first letter
def likeliest(P, length):
    best = {a: (1.0, LETTERS[a]) for a in range(1, 27)}
    for _ in range(length - 1):
        best = {b: max((p * P[b, a], name + LETTERS[b]) for a, (p, name) in best.items()) for b in range(1, 27)}
    return max((p * P[0, a], name) for a, (p, name) in best.items())[1]
# %% likeliest · wrong · rows and columns exchanged ⇒ names: are rows and columns exchanged?
def likeliest(P, length):
    P = P.T
    best = {a: (P[a, 0], LETTERS[a]) for a in range(1, 27)}
    for _ in range(length - 1):
        best = {b: max((p * P[b, a], name + LETTERS[b]) for a, (p, name) in best.items()) for b in range(1, 27)}
    return max((p * P[0, a], name) for a, (p, name) in best.items())[1]
# %% likeliest · wrong · a dot inside is allowed ⇒ names: the name has no dot in it
def likeliest(P, length):
    best = {a: (P[a, 0], LETTERS[a]) for a in range(27)}
    for _ in range(length - 1):
        best = {b: max((p * P[b, a], name + LETTERS[b]) for a, (p, name) in best.items()) for b in range(27)}
    return "." + max((p * P[0, a], name) for a, (p, name) in best.items())[1] + "."
# %% likeliest · wrong · the best three at each step ⇒ points: and there is a name with
def likeliest(P, length):
    beam = [(P[a, 0], LETTERS[a]) for a in range(1, 27)]
    for _ in range(length - 1):
        beam = sorted(beam)[-3:]
        beam = [(p * P[b, LETTERS.index(name[-1])], name + LETTERS[b]) for p, name in beam for b in range(1, 27)]
    return max((p * P[0, LETTERS.index(name[-1])], name) for p, name in beam)[1]
# %% likeliest · wrong · drawn, the best of a hundred ⇒ points: and there is a name with
def likeliest(P, length):
    rng, best = np.random.default_rng(0), (0, "a" * length)
    for _ in range(100):
        codes, p = [0], 1.0
        for _ in range(length):
            codes.append(int(rng.integers(1, 27)))
            p *= P[codes[-1], codes[-2]]
        p *= P[0, codes[-1]]
        best = max(best, (p, "".join(LETTERS[code] for code in codes[1:])))
    return best[1]
# %% likeliest · wrong · the probability ⇒ names: should be the name, a str
def likeliest(P, length):
    best = {a: P[a, 0] for a in range(1, 27)}
    for _ in range(length - 1):
        best = {b: max(p * P[b, a] for a, p in best.items()) for b in range(1, 27)}
    return max(p * P[0, a] for a, p in best.items())
# %% likeliest · wrong · codes ⇒ names: should be the name, a str
def likeliest(P, length):
    best = {a: (P[a, 0], [a]) for a in range(1, 27)}
    for _ in range(length - 1):
        best = {b: max((p * P[b, a], name + [b]) for a, (p, name) in best.items()) for b in range(1, 27)}
    return max((p * P[0, a], name) for a, (p, name) in best.items())[1]
# %% likeliest · wrong · at most so many letters ⇒ names: of the letters a to z are asked for
def likeliest(P, length):
    best = {a: (P[a, 0], LETTERS[a]) for a in range(1, 27)}
    found = [max((p * P[0, a], name) for a, (p, name) in best.items())]
    for _ in range(length - 1):
        best = {b: max((p * P[b, a], name + LETTERS[b]) for a, (p, name) in best.items()) for b in range(1, 27)}
        found.append(max((p * P[0, a], name) for a, (p, name) in best.items()))
    return max(found)[1]
# %% likeliest · wrong · one letter too many ⇒ names: of the letters a to z are asked for
def likeliest(P, length):
    best = {a: (P[a, 0], LETTERS[a]) for a in range(1, 27)}
    for _ in range(length):
        best = {b: max((p * P[b, a], name + LETTERS[b]) for a, (p, name) in best.items()) for b in range(1, 27)}
    return max((p * P[0, a], name) for a, (p, name) in best.items())[1]
# %% likeliest · wrong · the name that stands in the list most often ⇒ points: and there is a name with
def likeliest(P, length):
    fitting = [name for name in names if len(name) == length]
    return fitting[0] if fitting else "a" * length
# %% likeliest · wrong · the dot may stand inside ⇒ names: the name has no dot in it
def likeliest(P, length):
    best = {0: (1.0, "")}
    for _ in range(length):
        best = {f: max((p * P[f, l], name + LETTERS[f]) for l, (p, name) in best.items()) for f in range(27)}
    return max((p * P[0, l], name) for l, (p, name) in best.items())[1]
