"""Chapter 18 · Exercises on letters: pairs, perplexity, surprise, gaps, a table's way back, sampling, the best name."""

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    by_part,
    call,
    compare,
    either,
    exercise,
    in_case,
    kind,
    number,
    numbers,
    observe,
    progress_of,
    seed,
)
from nnlib.letters import LETTERS


def some_names(rng, count, letters="abcd", longest=5):
    """Return names made at random, a list of str; few letters, so that many pairs occur twice."""
    return ["".join(rng.choice(list(letters), rng.integers(1, longest + 1))) for _ in range(count)]


def solve_pair_counts(names):
    """Return how often each letter follows each other one, an array of shape (27, 27), [following, last]."""
    counts = np.zeros((27, 27))
    for name in names:
        codes = [0] + [LETTERS.index(letter) for letter in name] + [0]
        for last, following in zip(codes, codes[1:]):
            counts[following, last] += 1
    return counts


def draw_pairs(answer):
    """Draw the table that an answer counts in all names."""
    from matplotlib import pyplot as plt

    from nnlib.names import load_names

    counts = np.asarray(answer(load_names()), dtype=float)
    _, axes = plt.subplots(num="pair_counts", clear=True, figsize=(5, 5), layout="constrained")
    axes.imshow(counts / counts.sum(axis=0), cmap="Blues")
    axes.set(title="What follows what: your table of all names", xlabel="last letter", ylabel="next letter")
    axes.set(xticks=range(27), xticklabels=LETTERS, yticks=range(27), yticklabels=LETTERS)
    plt.show()


@exercise(
    solution=solve_pair_counts,
    mistakes={
        "rows and columns are exchanged: the last letter chooses the column, what follows it the row": (
            "[following, last] → [last, following]"
        ),
        "the ends aren't counted; after the last letter comes a dot": "in name] + [0] → in name]",
        "the starts aren't counted; before the first letter comes a dot": "[0] + [LETTERS → [LETTERS",
        "pairs inside the names are all that is counted; a name also starts and ends": (
            "[0] + [LETTERS → [LETTERS | in name] + [0] → in name]"
        ),
        "a pair that occurs again adds nothing; each time should add 1": "last] += 1 → last] = 1",
        "only the last name is counted; is the table made anew for each name?": (
            "for name in names: → for name in names[-1:]:"
        ),
        "only the first name is counted; is the return inside the loop?": "for name in names: → for name in names[:1]:",
        "the dot has the code 0, and a has the code 1": either(
            "LETTERS.index(letter) → LETTERS.index(letter) - 1",
            "LETTERS.index(letter) → LETTERS.index(letter) - 1 | [0] → [-1]",
        ),
        "a pair that occurs twice in one name counts once; with lists of places, += adds once for each place": (
            "for last, following in zip(codes, codes[1:]):\n            counts[following, last] += 1 → "
            "counts[codes[1:], codes[:-1]] += 1"
        ),
        "each pair is counted in both directions": "last] += 1 → last] += 1; counts[last, following] += 1",
        "these are probabilities; the counts are asked for": (
            "return counts → return counts / np.maximum(counts.sum(axis=0), 1)"
        ),
        "something is added to each count; smoothing comes later": "return counts → return counts + 0.1",
        "the letter before the last one chooses the column here": "zip(codes, codes[1:]) → zip(codes, codes[2:])",
    },
    hints=[
        "Put a dot before the name and another after it: .emma. has five pairs.",
        "`LETTERS.index(letter)` is the code of a letter. `zip(codes, codes[1:])` goes through the pairs.",
        "For each pair: `counts[following, last] += 1`.",
    ],
    explanation="Divide each column by its sum, and you have a language model. It was learned in one pass over the "
    "names, without a slope.",
    picture=draw_pairs,
)
def pair_counts(answer):
    """Look at a function of a list of names (str) that returns an array of shape (27, 27). Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [["emma", "anna", "ann"], ["a"], some_names(rng, 30), some_names(rng, 40, LETTERS[1:], 9)]
    for names in cases:
        compare(call(answer, names), solve_pair_counts(names), "the table")


INVERSES = [
    (often, b * b // often, c**4)
    for often, roots in ((2, (6, 10, 12, 14, 18, 20, 22, 24)), (3, (9, 15)))
    for b in roots
    for c in (2, 3)
]
OFTEN, SELDOM, ONCE = Given("perplexities", inverses=((2, 8, 81), *INVERSES)).inverses
LIKELY, RARELY = 2 / (1 / OFTEN + 1 / SELDOM), 4 / (3 + 1 / ONCE)
OF_B, OF_C = round((OFTEN * SELDOM) ** 0.5), round(ONCE**0.25)
TOGETHER, FOUR = (OF_B**4, 1 / OF_B**4), (3 + ONCE) / 4
TWO = "the perplexities"
MEAN, SQUARE = (OFTEN + SELDOM) / 2, OFTEN * SELDOM


@exercise(
    texts=[f"| B | 1/{OFTEN} | 1/{SELDOM} | 1/{OFTEN} | 1/{SELDOM} |", f"| C | 1 | 1 | 1 | 1/{ONCE} |"],
    solution=(OF_B, OF_C),
    mistakes=by_part(
        {
            "B": {
                f"{MEAN:g} is the mean of {OFTEN} and {SELDOM}; take the mean of the surprises, not of {TWO}": MEAN,
                f"{LIKELY:.4g} belongs to the mean probability; the mean is taken of the surprises": LIKELY,
                "this is the mean surprise, in nats; its perplexity is e to that power": np.log(OF_B),
                "this is the mean surprise, in bits; its perplexity is 2 to that power": np.log2(OF_B),
                "this is what the four letters have together; perplexity is for one letter": either(*TOGETHER),
                "this is a probability; perplexity is its inverse": 1 / OF_B,
                "this is C's answer; B's comes first": OF_C,
            },
            "C": {
                f"{FOUR:g} is the mean of 1, 1, 1 and {ONCE}; take the mean of the surprises": FOUR,
                "this belongs to the mean probability; the mean is taken of the surprises": either(4 / 3, RARELY),
                "this is the mean surprise, in nats; its perplexity is e to that power": np.log(OF_C),
                "this is what the four letters have together; perplexity is for one letter": either(ONCE, 1 / ONCE),
                "this is the surprise at the fourth letter; the other three count as well": np.log(ONCE),
                f"one surprise isn't infinite; 1/{ONCE} isn't 0": np.inf,
                f"a letter given 1/{ONCE} does count, even among three that were given 1": 1,
                "this is a probability; perplexity is its inverse": 1 / OF_C,
                "this is B's answer; the letters given 1 are no surprise at all": OF_B,
            },
        }
    ),
    hints=[
        f"The surprise at a letter is −ln p. Write down the four surprises of B, ln {OFTEN}, ln {SELDOM} and so on, "
        "and take their mean.",
        f"B: (ln {OFTEN} + ln {SELDOM} + ln {OFTEN} + ln {SELDOM}) / 4 is half of ln {OFTEN} + ln {SELDOM}, so half "
        f"of ln {SQUARE}. And e to that power is the root of {SQUARE}.",
        f"C: (0 + 0 + 0 + ln {ONCE}) / 4, and {ONCE} = {OF_C}⁴.",
    ],
    explanation="Perplexity is 1 divided by the *geometric* mean of the probabilities. B is right more often than A, "
    "and pays for it" + (OF_B == 4) * "; the two come out equal" + ". C beats both, as long as it doesn't dare to say "
    "0.",
)
def perplexities(answer):
    """Look at the perplexities of two models, two numbers. Raises a Finding."""
    for name, one, right in zip("BC", numbers(answer, "B", "C"), perplexities.right):
        observe(name)
        compare(one, right, name, tolerance=1e-6)


def solve_surprise(name, P):
    """Return the mean surprise, in nats a letter, at a name and its end, a float; P[following, last]."""
    codes = [0] + [LETTERS.index(letter) for letter in name] + [0]
    p = P[codes[1:], codes[:-1]]
    with np.errstate(divide="ignore"):  # the logarithm of 0 is -inf, as it should be
        return -np.log(p).mean()


@exercise(
    solution=solve_surprise,
    mistakes={
        "{what}: the end of the name belongs to it, too; how surprising is that?": "in name] + [0] → in name]",
        "{what}: the first letter follows the dot; that surprise is missing": "[0] + [LETTERS → [LETTERS",
        "{what}: this is the sum of the surprises; take their mean": ".mean() → .sum()",
        "{what}: this divides by the number of letters; the end counts as one more": ".mean() → .sum() / len(name)",
        "{what}: this is the probability of the name; its surprise is a logarithm": "-np.log(p).mean() → p.prod()",
        "{what}: rows and columns are exchanged; it's P[following, last]": (
            "codes[1:], codes[:-1] → codes[:-1], codes[1:]"
        ),
        "{what}: this is the logarithm of the mean probability; take the mean of the logarithms": (
            "np.log(p).mean() → np.log(p.mean())"
        ),
        "{what}: this is perplexity; the surprise is its logarithm": "-np.log(p).mean() → np.exp(-np.log(p).mean())",
        "{what}: the product of so many probabilities is 0 on a computer; add up logarithms": (
            "np.log(p).mean() → np.log(p.prod()) / len(p)"
        ),
        "{what}: what never follows has a probability of 0, and is an infinite surprise": either(
            "np.log(p) → np.log(np.maximum(p, 1e-12))",
            "np.log(p) → np.log(p + 1e-10)",
            "np.log(p) → np.log(p + 1e-9)",
            "np.log(p) → np.where(p > 0, np.log(p), 0)",
            "np.log(p) → np.log(p[p > 0])",
        ),
    },
    hints=[
        "Put a dot at both ends, and look up the probability of each pair: `P[following, last]`.",
        "The surprise at one letter is −ln p. How many are there for emma?",
        "`-np.log(P[codes[1:], codes[:-1]]).mean()`, for the codes of .emma.",
    ],
    explanation="Averaged over all letters of many names, it's the cross-entropy. Sort a list of names by it, and "
    "those at one end look like no name the table has seen.",
)
def surprise(answer):
    """Look at a function of a name and an array of shape (27, 27) that returns a float. Raises a Finding."""
    rng = np.random.default_rng(seed())
    P = rng.dirichlet(np.full(27, 2.0), 27).T
    P[LETTERS.index("q"), LETTERS.index("x")] = 0
    for name in ("emma", *some_names(rng, 3, "abcdefghij", 9)):
        with in_case(f"for the name {name}"):
            compare(call(answer, name, P), solve_surprise(name, P), f"the surprise at {name}", n=len(name) + 1)
    word = "".join(rng.choice(list("abcdefghij"), 400))
    with in_case("for a word of 400 letters"):
        compare(call(answer, word, P), solve_surprise(word, P), "the surprise at a word of 400 letters")
    with in_case("for axqa, where P holds a 0"):
        compare(call(answer, "axqa", P), np.inf, "the surprise at axqa, where P holds a 0")


def solve_gaps(names, length):
    """Return windows on both sides of each letter, an array (2 * length, n), and the letters, an array (n,)."""
    contexts, missing = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name] + [0] * length
        for i in range(length, len(codes) - length):
            contexts.append(codes[i - length : i] + codes[i + 1 : i + 1 + length])
            missing.append(codes[i])
    return np.array(contexts).T, np.array(missing)


def draw_gap(answer):
    """Draw which letters fill the gap in m?a, by the windows that an answer makes of all names."""
    from matplotlib import pyplot as plt

    from nnlib.names import load_names

    contexts, missing = (np.asarray(one).astype(int) for one in answer(load_names()[::4], 1))
    fits = (contexts == [[LETTERS.index("m")], [LETTERS.index("a")]]).all(axis=0)
    plt.figure(num="gaps", clear=True, figsize=(6, 2.5), layout="constrained")
    plt.bar(list(LETTERS), np.bincount(missing[fits], minlength=27))
    plt.title("What stands between m and a, in a quarter of the names")
    plt.show()


AFTER = "codes[i + 1 : i + 1 + length]"
IN_ONE = 'for name in names: → for name in [".".join(names)]:'


@exercise(
    solution=solve_gaps,
    mistakes={
        "{what}: the missing letter is in its own window": f"{AFTER} → codes[i : i + length]",
        "{what}: these are the letters before alone; the ones after belong to the window, too": f" + {AFTER} → ",
        "{what}: these are the letters after alone; the ones before belong to the window, too": (
            f"codes[i - length : i] + {AFTER} → {AFTER}"
        ),
        "{what}: the letters after the gap are in reverse order": f"{AFTER} → {AFTER}[::-1]",
        "{what}: the letters before the gap are in reverse order": "i - length : i] + → i - length : i][::-1] +",
        "{what}: the letters after the gap should stand below those before it": (
            f"codes[i - length : i] + {AFTER} → {AFTER} + codes[i - length : i]"
        ),
        "{what}: the whole window is there, with the missing letter in it": f" + {AFTER} → + codes[i : i + length + 1]",
        "{what}: one window per column is asked for; these are rows": "np.array(contexts).T → np.array(contexts)",
        "{what}: the ends are asked for as well; here only letters are missing": (
            "[0] * length + [LETTERS → [0] * (length + 1) + [LETTERS | + [0] * length → + [0] * (length + 1)"
        ),
        "{what}: letters of the next name are in a window; beyond the end of a name there are zeros": either(
            f"{IN_ONE} | range(length, len(codes) - length) → np.flatnonzero(codes)", IN_ONE.replace(".", "", 1)
        ),
        "{what}: the end is asked for as well; here only letters are missing": (
            "+ [0] * length → + [0] * (length + 1)"
        ),
        "{what}: the first letters of each name are never missing; put zeros before the name": (
            "codes = [0] * length + → codes = "
        ),
        "{what}: the last letters of each name are never missing; put zeros after the name": (
            "in name] + [0] * length → in name]"
        ),
        "{what}: only the last name is there; are the lists made anew for each name?": (
            "for name in names: → for name in names[-1:]:"
        ),
        "{what}: only the first name is there; is the return inside the loop?": (
            "for name in names: → for name in names[:1]:"
        ),
    },
    hints=[
        "Begin with `windows` of the lesson. What has to come after the name, so that the last letter has a window?",
        "With zeros on both sides, the letter at place i has `codes[i - length : i]` before it. And after it?",
        "`codes[i - length : i] + codes[i + 1 : i + 1 + length]`, for each i that is a letter of the name.",
    ],
    explanation="Guessing a word from both sides is how BERT was trained (Devlin and others, 2018). It's easier than "
    "guessing what comes next, but it doesn't write: to write, you'd have to know what comes after.",
    picture=draw_gap,
)
def gaps(answer):
    """Look at a function of names and a length that returns two integer arrays. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for names, length in ((["emma"], 2), (["ada", "ben"], 1), (some_names(rng, 6, LETTERS[1:]), 3), (["a", "bo"], 4)):
        found = numbers(call(answer, names, length), "contexts", "missing")
        wanted, case = solve_gaps(names, length), f"with length {length} for {', '.join(names[:2])}"
        for one, right, part in zip(found, wanted, ("contexts", "missing")):
            compare(one, right, f"{part} {case}{' …' * (len(names) > 2)}")


def solve_table_gradient(x, da, size):
    """Return the gradient of an embedding's table, (d, size), for codes x, (length, n), and da, (d * length, n)."""
    d = len(da) // len(x)
    dW = np.zeros((d, size))
    for codes, part in zip(x, np.split(da, len(x))):
        np.add.at(dW, (slice(None), codes), part)
    return dW


ADDED = "np.add.at(dW, (slice(None), codes), part)"


@exercise(
    solution=solve_table_gradient,
    mistakes={
        "{what}: a letter at the same place in two windows counts once, as before": f"{ADDED} → dW[:, codes] += part",
        "{what}: a letter that occurs several times counts once; only the last gradient stays": (
            f"{ADDED} → dW[:, codes] = part"
        ),
        "{what}: a letter that occurs twice in one window counts once": (
            f"x, np.split(da, len(x))):\n        {ADDED} → x.T, da.T):\n        dW[:, codes] += part.reshape(-1, d).T"
        ),
        "{what}: each letter has the mean of its gradients; add them up": (
            "return dW → return dW / np.maximum(np.bincount(x.ravel(), minlength=size), 1)"
        ),
        "{what}: divided by the number of windows; the loss does that itself": "return dW → return dW / x.shape[1]",
        "{what}: the dot's column stays 0; before a name it stands in the window, and has numbers, too": (
            "return dW → return dW * (np.arange(size) > 0)"
        ),
        "{what}: the rows of da are taken for another order: row k * d + i is number i of the letter at place k": (
            "np.split(da, len(x)) → [da[k :: len(x)] for k in range(len(x))]"
        ),
        "{what}: the table itself is asked for, (d, size); this is its transpose": "return dW → return dW.T",
    },
    hints=[
        "Try it: `dW = np.zeros(3)` and `dW[[1, 1]] += [5, 7]`. What is in dW[1]? What should be there?",
        "With `+=` and a list of places, NumPy adds once for each place. A loop adds every time; so does `np.add.at`.",
        "`np.add.at(dW, (slice(None), codes), part)`",
    ],
    explanation="`dW[:, codes] += …` reads all columns, adds, and then writes them all back; of two that go to the "
    "same column only the last one stays. `nnlib` multiplies by one-hot columns, which add by themselves. PyTorch's "
    "`nn.Embedding` has the same task, and its backward pass adds as well.",
)
def table_gradient(answer):
    """Look at a function of codes (length, n), gradients (d * length, n) and a size; an array. Raises a Finding."""
    rng = np.random.default_rng(seed())
    anna = np.array([[0, 0, 1, 14, 14], [0, 1, 14, 14, 1]]), np.arange(1.0, 11).reshape(2, 5)
    cases = {"the windows of anna, two letters each, d = 1": (*anna, 27)}
    for size, d, length, n in ((5, 3, 4, 6), (27, 4, 2, 9), (3, 1, 3, 2)):
        shapes = f"codes of shape ({length}, {n}), d = {d}"
        cases[shapes] = rng.integers(0, size, (length, n)), rng.normal(size=(d * length, n)), size
    for case, (x, da, size) in cases.items():
        with in_case(f"for {case}"):
            compare(call(answer, x, da, size), solve_table_gradient(x, da, size), f"dW for {case}", n=x.shape[1])


def solve_sample(scores, T, rng):
    """Return the code of a letter, an int, drawn by softmax(scores / T)."""
    p = np.exp((scores - scores.max()) / T)
    return rng.choice(len(scores), p=p / p.sum())


def draw_names(answer):
    """Print names that an answer writes from the table of pairs of all names, cold and warm."""
    from nnlib.names import load_names

    with np.errstate(divide="ignore"):
        table = np.log(solve_pair_counts(load_names()))
    for T in (0.3, 1, 3):
        rng, names = np.random.default_rng(0), []
        for _ in range(8):
            codes = [0]
            while len(codes) == 1 or codes[-1] and len(codes) < 15:
                codes.append(int(number(answer(table[:, codes[-1]], T, rng), "the code")))
            names.append("".join(LETTERS[code] for code in codes).strip("."))
        print(f"pairs alone, T = {T:<4}", *names)


SCORES = np.array([3.0, 2, 0, 1, -1])


@exercise(
    solution=solve_sample,
    mistakes={
        "{what}: the scores are multiplied by T; with T = 2 the letters should become more alike": ") / T) → ) * T)",
        "{what}: T changes nothing; divide the scores by it before softmax, not the probabilities after it": (
            ") / T) → ))"
        ),
        "{what}: always the letter with the highest score; draw one": (
            "rng.choice(len(scores), p=p / p.sum()) → scores.argmax()"
        ),
        "{what}: all letters are drawn alike; where do the scores come in?": "p=p / p.sum() → p=None",
        "{what}: the letter at which the score is low comes often; has a sign changed?": "np.exp(( → np.exp(-(",
        "{what}: these go with T² instead of T": ") / T) → ) / T**2)",
        "{what}: always the same letter, although rng moves on; draw with the rng that you are given": (
            "rng.choice → np.random.default_rng(0).choice"
        ),
    },
    hints=[
        "Temperature divides the scores: first `scores / T`, then softmax, then draw.",
        "Subtract the largest score before np.exp. `rng.choice(len(scores), p=p)` draws a place by its probability.",
        "`p = np.exp((scores - scores.max()) / T)`, divided by its sum.",
    ],
    explanation="Every model that writes text ends with these two lines. Near T = 0 it repeats its favourite; at "
    "T = 1 it speaks as the data did; above that it babbles.",
    picture=draw_names,
)
def sample(answer):
    """Look at a function of scores (k,), a temperature and a generator that returns a code. Raises a Finding."""
    own = np.random.default_rng(seed() + 1)
    first, second = np.random.default_rng(7), np.random.default_rng(7)
    for T, scores in ((2.0, SCORES), (0.5, SCORES), (1.0, own.permutation([1000.0, 999, 998, 0]))):
        case = f"with scores {scores.astype(int).tolist()} and T = {T:g}"
        counts, what = np.zeros(len(scores)), f"the frequencies {case}"
        for k in range(1000):
            with in_case(case):
                found = answer(scores.copy(), T, own) if k else call(answer, scores, T, own)
            code = number(found, "the code")
            if code not in range(len(scores)):
                raise Wrong(f"{case} it returns {code:g}, but a code is a whole number from 0 to {len(scores) - 1}")
            counts[int(code)] += 1
        p = np.exp((scores - scores.max()) / T)
        found, wanted = observe(counts / counts.sum(), 0.07), p / p.sum()
        if not np.allclose(found, wanted, rtol=0, atol=0.07):
            at = np.abs(found - wanted).argmax()
            told = (
                f"{what} differ most for code {at}: drawn {found[at]:.0%} of the time, and should be {wanted[at]:.0%}"
            )
            raise Wrong(told, what=what)
    if any(answer(SCORES.copy(), 3.0, first) != answer(SCORES.copy(), 3.0, second) for _ in range(40)):
        raise Wrong("two generators with one seed should give the same letters; draw with rng, and with nothing else")


def probability_of(name, P):
    """Return the probability of a name with its start and end, a float; P[following, last]."""
    codes = [0] + [LETTERS.index(letter) for letter in name] + [0]
    return P[codes[1:], codes[:-1]].prod()


def solve_likeliest(P, length):
    """Return the most probable name of so many letters, a str, by P[following, last], an array of shape (27, 27)."""
    best = {letter: (P[LETTERS.index(letter), 0], letter) for letter in LETTERS[1:]}  # of the names that end in it
    for _ in range(length - 1):
        longer = {}
        for letter in LETTERS[1:]:
            row = P[LETTERS.index(letter)]
            longer[letter] = max((p * row[LETTERS.index(last)], name + letter) for last, (p, name) in best.items())
        best = longer
    return max((p * P[0, LETTERS.index(last)], name) for last, (p, name) in best.items())[1]


def greedy(P, length, end=False):
    """Return the name that takes the most probable next letter each time; the last one may look at the end."""
    codes = [0]
    for k in range(length):
        column = P[1:, codes[-1]] * (P[0, 1:] if end and k == length - 1 else 1)
        codes.append(1 + int(column.argmax()))
    return "".join(LETTERS[code] for code in codes[1:])


def draw_likeliest(answer):
    """Print the most probable names of all lengths, and what a greedy search finds."""
    from nnlib.names import load_names

    counts = solve_pair_counts(load_names())
    P = counts / counts.sum(axis=0)
    for length in range(2, 10):
        print(f"{length} letters: {str(answer(P, length)):11} greedily: {greedy(P, length)}")


@exercise(
    solution=solve_likeliest,
    mistakes={
        "{what}: {finding}. Is it the most probable letter each time?": greedy,
        "{what}: {finding}. Is it the most probable letter each time, with the end in view only for the last?": (
            lambda P, length: greedy(P, length, end=True)
        ),
        "{what}: {finding}. A name has to stop after its last letter; that has a probability, too": (
            "* P[0, LETTERS.index(last)] → "
        ),
        "{what}: {finding}. A name has to start with its first letter; that has a probability, too": (
            "(P[LETTERS.index(letter), 0], letter) → (1.0, letter)"
        ),
        "{what}: {finding}. Are rows and columns exchanged? It's P[following, last]": (
            lambda P, length: solve_likeliest(P.T, length)
        ),
    },
    hints=[
        "Of all names of three letters that end in n, only the best can be the beginning of the best longer name. Why?",
        "So keep 26 names, the best one for each last letter. Make each one letter longer, and keep 26 again.",
        "For the new last letter b, the best is the largest of p(best name that ends in a) · P[b, a] over all a. "
        "After the last letter, multiply by P[0, a] and take the best of the 26.",
    ],
    explanation="26 · 26 products for each letter instead of 26 times as many names: this is the Viterbi algorithm "
    "(1967). It works because a bigram model remembers one letter only. A model with a longer memory has no such "
    "shortcut; there you draw, or keep the best few beginnings (*beam search*).",
    picture=draw_likeliest,
)
def likeliest(answer):
    """Look at a function of P, shape (27, 27), and a length that returns a name, a str. Raises a Finding."""
    rng = np.random.default_rng(seed())
    fixed = np.random.default_rng(1).dirichlet(np.full(27, 0.5), 27).T  # with it no two mistakes look alike
    tables = [fixed, *(rng.dirichlet(np.full(27, 0.5), 27).T for _ in range(2))]
    late = np.full((27, 27), 0.01) + rng.random((27, 27)) * 0.001  # the end follows z, z follows y, and both are rare
    late[0], late[26], late[25] = 1e-9, 1e-7, 1e-7
    late[0, 26], late[26, 25] = 0.9, 0.9  # late.T: zy starts each name, and two names with a dot between beat one
    for P, length in ((tables[0], 4), (tables[1], 6), (tables[2], 1), (late, 5), (late.T, 5), (late, 12)):
        P = P / P.sum(axis=0)
        case = f"for a name of {length} letter{'s' * (length > 1)}"
        with in_case(case):
            found = call(answer, P, length)
        if not isinstance(found, str):
            raise Wrong(f"{case} the answer should be the name, a str, but it is {kind(found)}")
        if "." in found:
            raise Wrong(f"{case} it returns {found!r}; the name has no dot in it, neither at its ends nor inside")
        if len(found) != length or set(found) - set(LETTERS):
            raise Wrong(f"{case} it returns {found!r}; exactly {length} of the letters a to z are asked for")
        p, best = probability_of(observe(found), P), probability_of(solve_likeliest(P, length), P)
        if p < best * (1 - 1e-9):
            told = f"{found} has the probability {p:.3g}, and there is a name with {best:.3g}"
            raise Wrong(told, what=case)


progress = progress_of(globals())
