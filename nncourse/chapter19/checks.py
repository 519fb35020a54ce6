"""Chapter 19 · Exercises on attention: a look-up, rows, a mask, what changes nothing, a softmax, a count, a block."""

import numpy as np

from nncourse.chapter15.checks import made
from nncourse.checking import (
    Given,
    NotAttempted,
    Wrong,
    as_numbers,
    call,
    compare,
    either,
    exercise,
    in_case,
    kind,
    named,
    observe,
    orders,
    progress_of,
    seed,
)
from nnlib.attention import attend
from nnlib.autodiff import Tensor


def solve_look_up(query, keys, values):
    """Return the values, (rows, m), mixed by how well the keys, (d, m), fit the query, (d,): an array (rows,)."""
    parts = np.exp(keys.T @ query)
    return values @ (parts / parts.sum())


def draw_look_up(answer):
    """Draw the answer to queries that turn round, short, longer and long, with three keys and values of 3, 7 and 1."""
    from matplotlib import pyplot as plt

    keys, values = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, 0.0]]), np.array([[3.0, 7.0, 1.0]])
    angles = np.linspace(0, 2 * np.pi, 181)
    plt.figure(num="look_up", clear=True, figsize=(6, 3), layout="constrained")
    for length, style in ((1, ":"), (3, "--"), (20, "-")):
        found = [
            np.ravel(answer(length * np.array([np.cos(angle), np.sin(angle)]), keys, values))[0] for angle in angles
        ]
        plt.plot(np.degrees(angles), found, style, label=f"length {length}")
    plt.title("Your look-up: a long query chooses, a short one mixes")
    plt.xlabel("direction of the query in degrees (b 0, f 90, a 180)")
    plt.ylabel("answer")
    plt.legend()
    plt.show()


@exercise(
    solution=solve_look_up,
    mistakes={
        "{what}: the values are mixed by the scores; softmax turns them into weights first": (
            "np.exp(keys.T @ query) → keys.T @ query | parts / parts.sum() → parts"
        ),
        "{what}: the scores are divided by their sum; softmax takes e to the power of each first": (
            "np.exp(keys.T @ query) → keys.T @ query"
        ),
        "{what}: the weights don't sum to 1; divide by the sum": " / parts.sum() → ",
        "{what}: this is the value of the best key alone; a soft look-up mixes all": (
            "(parts / parts.sum()) → np.eye(len(parts))[parts.argmax()]"
        ),
        "{what}: the scores are divided by √d; leave that out here": "@ query → @ query / np.sqrt(len(query))",
        "{what}: these are the attention weights; the answer mixes the values by them": "values @ → ",
        "{what}: the keys are mixed; they only say where to look, the values are what is given": "values @ → keys @",
        "{what}: the values are mixed evenly; where does the query come in?": "keys.T @ query → 0 * keys.T @ query",
        "{what}: all weights are 1; is softmax taken along the wrong axis?": "parts / parts.sum() → parts**0",
        "{what}: the worst key has the largest weight; has a sign changed?": "keys.T @ query → -keys.T @ query",
    },
    hints=[
        "Compare, choose, mix: three lines. What has the shape (m,) after the first?",
        "The scores are `keys.T @ query`. Softmax: e to the power of each, divided by their sum.",
        "`values @ weights`",
    ],
    explanation="Three products and an exponential. Nothing in it knows how many keys there are, so the same lines "
    "serve a cloakroom of 3 and a text of 100,000 tokens.",
    picture=draw_look_up,
)
def look_up(answer):
    """Look at a function of query (d,), keys (d, m) and values (rows, m) that returns (rows,). Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = {}
    for d, m, rows in ((2, 5, 3), (4, 3, 3), (3, 3, 3), (5, 1, 2)):
        shapes = d, (d, m), (rows, m)
        cases[f"d = {d}, {m} key{'s' * (m > 1)}, values with {rows} rows"] = [rng.normal(size=size) for size in shapes]
    cases["the example"] = np.array([1.0, 0]), np.array([[1.0, 0, -1], [0, 1, 0]]), np.array([[3.0, 7, 1]])
    for case, arguments in cases.items():
        with in_case(f"for {case}"):
            compare(call(answer, *arguments), solve_look_up(*arguments), f"the answer for {case}")


def solve_rows(t, start, stop):
    """Return the rows from start up to stop of t, a Tensor of shape (m, n), as one node."""

    def rule(upstream):
        whole = np.zeros(t.data.shape)
        whole[start:stop] = upstream
        return whole

    return Tensor(t.data[start:stop], [(t, rule)])


@exercise(
    solution=solve_rows,
    mistakes={
        "{what}: the gradient is in the first rows; it belongs where the rows were taken from": (
            "whole[start:stop] → whole[: len(upstream)]"
        ),
        "{what}: the other rows should get 0; a nudge of them doesn't move the result": "np.zeros → np.ones",
        "{what}: the rule forgets the gradient, and hands on ones": "= upstream → = 1",
        "{what}: the data is handed on where the gradient should be": "= upstream → = t.data[start:stop]",
        "{what}: the gradient is repeated for all rows": "return whole → return np.resize(upstream, t.data.shape)",
        "{what}: stop itself isn't taken, as in a slice of Python": "t.data[start:stop] → t.data[start : stop + 1]",
        "{what}: these are columns; rows are asked for": "t.data[start:stop] → t.data[:, start:stop]",
    },
    hints=[
        "Forward it's `t.data[start:stop]`. How far does the result move if you nudge an entry of another row?",
        "The rule gets a gradient of shape (stop − start, n), and has to return an array of the shape of t.data.",
        "`whole = np.zeros(t.data.shape)`, then `whole[start:stop] = upstream`.",
    ],
    explanation="It's the counterpart of `np.concatenate`, and PyTorch's slices do the same. With it you can split the "
    "queries into heads, which the last exercise needs.",
)
def rows(answer):
    """Look at a function of a Tensor, start and stop that returns some of its rows in one node. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for shape, start, stop in (((5, 3), 1, 3), ((3, 3), 2, 3), ((6, 4), 0, 5), ((4, 2), 0, 4)):
        entries, upstream = rng.normal(size=shape), rng.normal(size=(stop - start, shape[1]))
        t, case = Tensor(entries.copy()), f"rows {start} to {stop - 1} of an array of shape {shape}"
        with in_case(f"for {case}"):
            result = made(answer, {"t": t}, start, stop)
            compare(result.data, entries[start:stop], f"the result for {case}")
            returned = next(rule for parent, rule in result.edges if parent is t)(upstream)
        if returned is ...:
            raise NotAttempted("not attempted yet: the rule still returns the ... of the stub.")
        if np.shape(returned) != shape:
            raise Wrong(f"for {case} the rule returns shape {np.shape(returned)}, but t.data has the shape {shape}")
        result.backward(upstream)
        whole = np.zeros(shape)
        whole[start:stop] = upstream
        compare(t.grad, whole, f"t.grad for {case}")
        (result * result).backward(upstream)
        compare(t.grad, 2 * whole * entries, f"t.grad of squares, {case}")


def solve_recent(m, reach):
    """Return a mask, (m, m), by which each letter looks at itself and the reach - 1 letters before it."""
    place = np.arange(m)
    back = place - place[:, np.newaxis]  # how far column j has to look back to row i
    return np.where((0 <= back) & (back < reach), 0.0, -np.inf)


def draw_recent(answer):
    """Draw the mask that an answer makes for .jessica with a reach of 3."""
    from matplotlib import pyplot as plt

    name = ".jessica"
    _, axes = plt.subplots(num="recent", clear=True, figsize=(4, 4), layout="constrained")
    axes.imshow(np.asarray(answer(len(name), 3), dtype=float) > -1, cmap="Blues")
    axes.set(title="Your mask for a reach of 3", xlabel="who looks", ylabel="who is looked at")
    axes.set(xticks=range(len(name)), xticklabels=name, yticks=range(len(name)), yticklabels=name)
    plt.show()


SEEN = "(0 <= back) & (back < reach)"


@exercise(
    solution=solve_recent,
    mistakes={
        "{what}: rows and columns are exchanged; who looks chooses the column, who is looked at the row": (
            "place - place[:, np.newaxis] → place[:, np.newaxis] - place"
        ),
        "{what}: 1 and 0 are no mask; they are added to the scores, and adding 0 lets everybody look": (
            "0.0, -np.inf → 1.0, 0.0"
        ),
        "{what}: −∞ is where you may look, and 0 where you may not; it should be the other way round": (
            "0.0, -np.inf → -np.inf, 0.0"
        ),
        "{what}: 1 where you may look; 0 is asked for there, so that the score stays": "0.0, → 1.0,",
        "{what}: 1 where nobody may look raises that score; −∞ is asked for": "-np.inf → 1.0",
        "{what}: −1 where nobody may look only lowers that score; −∞ is asked for": "-np.inf → -1.0",
        "{what}: 0 · ∞ is nan; choose between 0 and −∞, for example with np.where": "0.0, → np.nan,",
        "{what}: nobody may look at themselves; then the first letter sees nobody, and its weights are nan": (
            "0 <= back → 0 < back"
        ),
        "{what}: each letter looks back reach letters, and at itself; itself is one of the reach": "< reach → <= reach",
        "{what}: this is the causal mask; reach changes nothing": " & (back < reach) → ",
        "{what}: letters may look at what comes after them, too": f"{SEEN} → np.abs(back) < reach",
        "{what}: here letters see what is far back, and not what is near": f"{SEEN} → back >= reach",
    },
    hints=[
        "Write the mask for 4 letters and a reach of 2 on paper. Which rows are 0 in the column of the last letter?",
        "`place = np.arange(m)`; `place - place[:, np.newaxis]` says how far each column has to look back to each row.",
        "`np.where((0 <= back) & (back < reach), 0.0, -np.inf)`",
    ],
    explanation="It's called *sliding-window attention*; Mistral 7B (2023) used it with a reach of 4,096. The work for "
    "a letter no longer grows with the text. And since blocks are stacked, what was said further back arrives all the "
    "same, by way of letters in between.",
    picture=draw_recent,
)
def recent(answer):
    """Look at a function of m and reach that returns a mask of shape (m, m). Raises a Finding."""
    for m, reach in ((5, 2), (4, 3), (6, 6), (3, 1), (1, 1), (7, 20)):
        what = f"the mask for {m} letter{'s' * (m > 1)} and a reach of {reach}"
        with in_case(f"for {m} letters and a reach of {reach}"):
            found = call(answer, m, reach)
        mask = as_numbers(found) if isinstance(found, (np.ndarray, list, tuple)) else None
        if mask is None:
            raise Wrong(f"{what} should be an array of numbers, but it is {kind(found)}")
        mask, wanted = np.where(mask <= -1e9, -np.inf, mask), solve_recent(m, reach)
        observe(mask)
        if mask.shape == wanted.shape and not np.array_equal(mask, wanted):
            at = ", ".join(map(str, np.argwhere(mask != wanted)[0]))
            raise Wrong(f"{what} differs first at [{at}], where it is {mask[mask != wanted][0]:g}", what=what)
        compare(np.isinf(mask), np.isinf(wanted), what)


MOVED = Given(  # in none of these orders are the right letters those of the notebook
    "unmoved", order=[one for one in orders(7) if one[0] == 0 or {one.index(row) for row in (0, 3, 5)} != {0, 3, 5}]
)
HEAP, RAISED, DOUBLED = map(MOVED.letter, "ADF")
CHANGES = {
    "B": "a key would lead to somebody else's value",
    "C": "a longer query chooses more sharply; remember 3.80 and 3.18",
    "E": "the weights sum to 1, so the arrow comes through whole, and is added to each answer",
    "G": "the scores rise by the arrow's dot product with each key, and that is different for each",
}
CHANGES = {MOVED.letter(letter): why for letter, why in CHANGES.items()}
STAYS = {
    HEAP: "what you list is right, but a sum doesn't know what came first; which letter says that?",
    RAISED: "what you list is right, but another one raises all scores of a query alike; what does softmax do then?",
    DOUBLED: "what you list is right, but one more is missing: its attention weights are other numbers, but the "
    "mixture they give is the same",
}


@exercise(
    solution=[HEAP, RAISED, DOUBLED],
    hints=[
        "Go through compare, choose and mix for each: do the scores change, do the weights, does the mixture?",
        "Softmax only looks at differences of scores. Which of the changes raise all scores of one query alike?",
        "Try it: `attend` with Tensors of random numbers, before and after each change.",
    ],
    explanation=f"{HEAP}: attention sees a heap, not a row, and that's why letters need a position embedding. "
    f"{RAISED}: q · (k + c) is q · k + q · c, and q · c is the same for all keys, so softmax drops it; Wk needs no "
    f"bias. {DOUBLED}: each weight is halved and counted twice.",
)
def unmoved(answer):
    """Look at some letters: the changes that leave all answers as they are. Raises a Finding."""
    got = named(answer, "ABCDEFG")
    for letter, why in CHANGES.items():
        if letter in got:
            raise Wrong(f"{letter} is on your list, but {why}")
    if not got:
        first = "the first" if HEAP == "A" else HEAP
        raise Wrong(f"none? Try {first}: shuffle the pairs of the cloakroom, each letter with its hook")
    for letter, question in STAYS.items():
        if letter not in got:
            raise Wrong(question)


def solve_weights(scores):
    """Return the attention weights, a Tensor of shape (m, n): the softmax of each column of scores, a Tensor."""
    parts = (scores - scores.data.max(axis=0)).exp()
    return parts / parts.sum(axis=0)


def clipped(scores):
    scores = Tensor(np.clip(scores.data, -700, 700), [(scores, lambda upstream: upstream)])
    return solve_weights(scores)


@exercise(
    solution=solve_weights,
    mistakes={
        "{what}: one maximum for the whole table is the fault to mend; a column far below it becomes 0 / 0": (
            "max(axis=0) → max()"
        ),
        "{what}: nothing is subtracted, so e^1000 overflows": "scores - scores.data.max(axis=0) → scores",
        "{what}: the maximum of each row is subtracted; softmax goes down the columns": (
            "max(axis=0) → max(axis=1, keepdims=True)"
        ),
        "{what}: softmax goes along the rows here; each column is a query": (
            "max(axis=0) → max(axis=1, keepdims=True) | sum(axis=0) → sum(axis=1)"
        ),
        "{what}: all entries together sum to 1; each column should": either(
            "max(axis=0) → max() | sum(axis=0) → sum()", "sum(axis=0) → sum()"
        ),
        "{what}: the mean is subtracted; a column with one score far above it still overflows, or is −∞": "max → mean",
        "{what}: the smallest score is subtracted; it's the largest that overflows": "max → min",
        "{what}: the scores are clipped, so those beyond it are taken for equal": clipped,
    },
    hints=[
        "Print `scores.data - scores.data.max()` for the table that fails. What is e to the power of its last column?",
        "Softmax isn't changed by what you subtract, if it's the same for all scores of a query. Of which scores?",
        "`scores.data.max(axis=0)` has one maximum for each column.",
    ],
    explanation="A column has to have at least one e⁰ = 1 in its sum, so it can't become 0 / 0. With one maximum for "
    "the whole table everything works in small tests, and fails on the day when one query is very sure.",
)
def weights(answer):
    """Look at a function of scores, a Tensor (m, n), that returns their weights, a Tensor. Raises a Finding."""
    rng = np.random.default_rng(seed())
    hidden = np.where([[0, 1], [1, 0], [0, 0]], -np.inf, [[2.0, 0], [0, 1], [1, 3]])
    cases = {
        "the scores 2, 1 and 0 of one query": np.array([[2.0], [1.0], [0.0]]),
        "3 keys and 4 queries": rng.normal(size=(3, 4)),
        "3 keys and 3 queries": rng.normal(size=(3, 3)),
        "the table of the statement": np.array([[1000.0, 1.0], [998.0, 0.0]]),
        "scores from −1,000 to 1,000": np.array([[-1000.0, 1000.0, 3.0], [-999.0, -1000.0, 2.0], [-998.0, 999.0, 1.0]]),
        "scores of which a mask made some −∞": hidden,
    }
    for case, scores in cases.items():
        ours, known = Tensor(scores.copy()), Tensor(scores)
        with in_case(f"for {case}"), np.errstate(all="ignore"):
            result = made(answer, {"scores": ours}, one_node=False)
        wanted = solve_weights(known)
        compare(result.data, wanted.data, f"the weights for {case}")
        upstream = rng.normal(size=scores.shape)
        with np.errstate(all="ignore"):
            result.backward(upstream)
        wanted.backward(upstream)
        compare(ours.grad, known.grad, f"the gradient of the scores for {case}")


def solve_parameters(V, d, blocks, hidden, shared):
    """Return how many numbers a network in the style of Llama has, an int."""
    attention = 2 * d * d + 2 * shared * d
    layer = 3 * hidden * d
    block = attention + layer + 2 * d
    return V * d + blocks * block + d + V * d


@exercise(
    solution=solve_parameters,
    mistakes={
        "{what}: the output has a table of its own here; in GPT-2 it used the tokens' once more": " + d + V * d → + d",
        "{what}: the last normalization comes once, after all blocks; here it's in each": (
            "layer + 2 * d → layer + 3 * d | + d + V * d → + V * d"
        ),
        "{what}: the normalization at the end is missing": " + d + V * d → + V * d",
        "{what}: a block has two normalizations": "layer + 2 * d → layer + d",
        "{what}: the normalizations of the blocks are missing": "layer + 2 * d → layer",
        "{what}: a normalization has a shift here, too; it only scales": "+ 2 * d → + 4 * d | + d + V → + 2 * d + V",
        "{what}: the keys and the values have only `shared` numbers, so Wk and Wv are smaller than Wq": (
            "2 * d * d + 2 * shared * d → 4 * d * d"
        ),
        "{what}: `shared` is d / 2 in the example only; use the argument": "shared * d → (d // 2) * d",
        "{what}: only one of keys and values is small; both are": (
            "2 * d * d + 2 * shared * d → 3 * d * d + shared * d"
        ),
        "{what}: Wk and Wv have `shared` rows, and d columns, as each reads a column of d numbers": (
            "2 * shared * d → 2 * shared * shared"
        ),
        "{what}: a fourth matrix mixes what the heads found": "2 * d * d + → d * d +",
        "{what}: this leaves out the attention": "block = attention + layer → block = layer",
        "{what}: the hidden layer has three matrices": "3 * hidden → 2 * hidden",
        "{what}: the hidden layer has `hidden` neurons here, not 4 d": "3 * hidden * d → 12 * d * d",
        "{what}: there are no biases": either(
            "2 * shared * d → 2 * shared * d + 2 * d + 2 * shared | hidden * d → hidden * d + 2 * hidden + d",
            "hidden * d → hidden * d + 2 * hidden + d",
        ),
        "{what}: this is GPT-2's formula; go through it part by part": (
            lambda V, d, blocks, hidden, shared: V * d + blocks * (12 * d**2 + 13 * d) + 2 * d
        ),
        "{what}: this is one block; how many are there?": "blocks * block → block",
        "{what}: the tables are outside the blocks, and aren't stacked": (
            "V * d + blocks * block → blocks * (V * d + block)"
        ),
    },
    hints=[
        "Take the lesson's count, and go through it part by part: what is gone, what has changed?",
        "Attention: Wq (d, d), Wk and Wv (shared, d), and the matrix that mixes, (d, d). There are no biases.",
        "Hidden layer: two matrices (hidden, d) and one (d, hidden). A normalization has d numbers.",
    ],
    explanation="With the settings in its published file, your function gives 8,030,261,248 for Llama 3 8B: that's "
    "what the 8B means. In 16 bits each, it's a file of 16 GB.",
)
def parameters(answer):
    """Look at a function of five whole numbers that returns how many parameters a network has. Raises a Finding."""
    rng = np.random.default_rng(seed())
    own = int(rng.integers(50, 99)), int(rng.integers(10, 20)), 1, int(rng.integers(31, 47)), int(rng.integers(3, 9))
    for case in ((23, 10, 3, 17, 4), own, (128_256, 4_096, 32, 14_336, 1_024), (32_000, 4_096, 32, 11_008, 4_096)):
        told = "V = {:,}, d = {:,}, {} blocks, hidden = {:,} and shared = {:,}".format(*case).replace(
            "1 blocks", "1 block"
        )
        compare(call(answer, *case), solve_parameters(*case), f"the number for {told}", tolerance=1e-12)


def solve_block(x, net, heads, mask):
    """Return a transformer's block of x, a Tensor (d, n): heads that look around, then a hidden layer."""

    def normal(t):
        t = t - t.sum(axis=0) / len(t.data)
        return t * ((t**2).sum(axis=0) / len(t.data) + 1e-5) ** -0.5

    d = len(x.data)
    seen = normal(x)
    queries, keys, values = net["Wq"] @ seen, net["Wk"] @ seen, net["Wv"] @ seen
    mixed = 0.0
    for some in np.split(np.eye(d), heads):  # some @ t: the rows of one head; some.T @ t puts them back
        found, _ = attend(some @ queries, some @ keys, some @ values, mask)
        mixed = some.T @ found + mixed
    x = x + net["Wo"] @ mixed
    return x + net["W2"] @ (net["W1"] @ normal(x)).relu()


@exercise(
    solution=solve_block,
    mistakes={
        "{what}: all rows go into one attention; each head has d / heads rows of its own": (
            "np.split(np.eye(d), heads) → [np.eye(d)]"
        ),
        "{what}: heads and rows per head are exchanged": "np.split(np.eye(d), heads) → np.split(np.eye(d), d // heads)",
        "{what}: head k takes every so many rows; with 2 heads and d = 6 they take rows 0 to 2, then 3 to 5": either(
            "np.split(np.eye(d), heads) → [np.eye(d)[k::heads] for k in range(heads)]",
            "some in np.split(np.eye(d), heads) → k, some in enumerate(np.split(np.eye(d), heads)) | some @ queries, "
            "some @ keys, some @ values → *(np.eye(d)[k::heads] @ t for t in (queries, keys, values))",
        ),
        "{what}: the mask is ignored": "some @ values, mask → some @ values",
        "{what}: the matrix Wo that mixes the heads is missing": 'net["Wo"] @ mixed → mixed',
        "{what}: x should be added to what the heads found": "x = x + net → x = net",
        "{what}: x should be added to what the hidden layer gives": "return x + net → return net",
        "{what}: the normalized x is added; the residual connection keeps x itself": "x = x + net → x = seen + net",
        "{what}: the normalization before the heads is missing": "seen = normal(x) → seen = x",
        "{what}: the normalization before the hidden layer is missing": '["W1"] @ normal(x) → ["W1"] @ x',
        "{what}: there is no normalization": 'seen = normal(x) → seen = x | ["W1"] @ normal(x) → ["W1"] @ x',
        "{what}: the hidden layer reads what went into the block; it should read what the heads made of it": (
            '["W1"] @ normal(x) → ["W1"] @ seen'
        ),
        "{what}: the values come from x; all three come from the normalized x": '["Wv"] @ seen → ["Wv"] @ x',
        "{what}: ReLU comes after W1, not after W2": (
            'net["W2"] @ (net["W1"] @ normal(x)).relu() → (net["W2"] @ (net["W1"] @ normal(x))).relu()'
        ),
        "{what}: the mean isn't subtracted": "t = t - t.sum(axis=0) / len(t.data) → t = t * 1.0",
        "{what}: the columns are divided by the variance; divide by its root": "+ 1e-5) ** -0.5 → + 1e-5) ** -1.0",
        "{what}: the 0.00001 is missing in the root": " + 1e-5) → )",
        "{what}: the 0.00001 belongs under the root": (
            "t * ((t**2) → t * (((t**2) | + 1e-5) ** -0.5 → ) ** 0.5 + 1e-5) ** -1.0"
        ),
        "{what}: the variance is a mean over d numbers, not over d − 1": (
            "(t**2).sum(axis=0) / len(t.data) → (t**2).sum(axis=0) / (len(t.data) - 1)"
        ),
        "{what}: mean and variance are taken along the rows; each column is normalized": (
            "t = t - t.sum(axis=0) / len(t.data) → t = t - t.sum(axis=1) / t.data.shape[1] "
            "| (t**2).sum(axis=0) / len(t.data) → (t**2).sum(axis=1) / t.data.shape[1]"
        ),
        "{what}: mean or variance went through .data, so no gradient reaches them": either(
            "(t**2).sum(axis=0) / len(t.data) → (t.data**2).sum(axis=0) / len(t.data)",
            "t = t - t.sum(axis=0) / len(t.data) → t = t - t.data.mean(axis=0)",
            "t = t - t.sum(axis=0) / len(t.data) → t = t - t.data.mean(axis=0) | (t**2).sum → (t.data**2).sum",
        ),
        "{what}: what the heads found went through .data, so no gradient reaches queries, keys and values": (
            "some.T @ found + mixed → some.T @ found.data + mixed"
        ),
    },
    hints=[
        "Write `normal(t)` first, as a function of its own: `t.sum(axis=0) / d` is the mean of each column.",
        "`np.eye(d)[start:stop] @ t` takes some rows of a Tensor, and `np.eye(d)[:, start:stop] @ t` puts them back in "
        "their places, with zeros elsewhere. Add up what the heads have put back.",
        "First half: `x = x + Wo @ (all heads)`, from `normal(x)`. Second half: `x + W2 @ relu(W1 @ normal(x))`.",
    ],
    explanation="Put tables of tokens and places in front, stack twelve of these, and you have the skeleton of GPT-2. "
    "And you never wrote a backward pass.",
)
def block(answer):
    """Look at a function of x (Tensor), net (dict), heads and a mask that returns a Tensor. Raises a Finding."""
    rng = np.random.default_rng(seed())
    causal = np.where(np.arange(5)[:, np.newaxis] <= np.arange(5), 0.0, -np.inf)
    for d, heads, n, mask in ((6, 2, 5, causal), (6, 3, 4, 0.0), (4, 1, 5, causal), (8, 4, 2, 0.0)):
        shapes = {name: (d, d) for name in ("Wq", "Wk", "Wv", "Wo")} | {"W1": (4 * d, d), "W2": (d, 4 * d)}
        arrays = {name: rng.normal(0, shape[1] ** -0.5, shape) for name, shape in shapes.items()}
        entries, upstream = 2 * rng.normal(size=(d, n)) + 1, rng.normal(size=(d, n))
        case = f"d = {d}, {heads} head{'s' * (heads > 1)} and {n} columns"
        sides = []
        for function in (answer, solve_block):
            x, net = Tensor(entries.copy()), {name: Tensor(array.copy()) for name, array in arrays.items()}
            with in_case(f"for {case}"):
                sides.append((made(function, {"x": x}, net, heads, mask, one_node=False), {"x": x} | net))
        (result, leaves), (wanted, known) = sides
        compare(result.data, wanted.data, f"the result for {case}")
        for one in (result, wanted):
            one.backward(upstream)
        for name, leaf in leaves.items():
            compare(leaf.grad, known[name].grad, f"the gradient of {name} for {case}")


progress = progress_of(globals())
