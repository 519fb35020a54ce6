"""Chapter 12 · Exercises on teachers: odds, doubts by hand, a loss, programs, agreement, controls, hearsay."""

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    as_numbers,
    by_part,
    call,
    choose,
    choose_each,
    compare,
    either,
    exercise,
    kind,
    number,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
    without,
)
from nnlib import soft_targets

ODDS = Given("odds", odds=(16, 81, 256, 625)).odds  # at T = 2
ROOT = round(ODDS**0.25)
TURNED = "those are the odds of 9 against 4, not of 4 against 9"
GAP = "that is the gap between two scores; odds are e to the gap"
PROBABILITY = f"that is a probability; {ODDS} stands for {ODDS} to 1"
OF_EXAMPLE = [{f"{one} is a number of the example": one} if ROOT != 3 else {} for one in (9, 3)]
DIVIDED = {f"{ROOT**2} belongs to T = 4; or were the odds divided? T divides the gap": ROOT**2}
if ODDS != 16:  # a quarter of which is its root, too
    DIVIDED = {f"{ROOT**2} belongs to T = 4": ROOT**2, "the odds were divided, but T divides the gap": ODDS / 4}


@exercise(
    texts=[f"a probability {ODDS} times", f"the odds are {ODDS} to 1", f'{ODDS} stands for "{ODDS} to 1"'],
    solution=(float(ODDS**2), float(ROOT)),
    mistakes=by_part(
        {
            "at T = 1": {
                f"{2 * ODDS}: the gap between the scores doubles; do the odds double, too?": 2 * ODDS,
                f"{ODDS / 2:g} would be half of the odds, but at a lower temperature an answer is more certain": (
                    ODDS / 2
                ),
                f"{ROOT**2} belongs to a higher temperature; at a lower one an answer is more certain": ROOT**2,
                f"{ROOT} belongs to a higher temperature; is that number meant for T = 8?": ROOT,
                f"{ODDS} is for T = 2, so its scores have been divided by 2 already": ODDS,
                f"{ODDS**4:,}: the gap is twice what it is at T = 2, not four times": ODDS**4,
                **OF_EXAMPLE[0],
                TURNED: either(1 / ODDS**2, *(float(f"{1 / ODDS**2:.{digits}g}") for digits in (1, 2))),
                GAP: either(2 * np.log(ODDS), *(round(2 * np.log(ODDS), digits) for digits in (1, 2, 3))),
                PROBABILITY: either(ODDS**2 / (ODDS**2 + 1), round(ODDS**2 / (ODDS**2 + 1), 3)),
            },
            "at T = 8": {
                **DIVIDED,
                f"{ROOT**0.5:.3g} is the eighth root of {ODDS}, but {ODDS} is for T = 2, whose gap is halved": either(
                    ROOT**0.5, round(ROOT**0.5, 1), round(ROOT**0.5, 2)
                ),
                "only a temperature without end leaves no difference": 1,
                f"{ODDS / 2:g} is half of the odds; but what is halved, and how often, is the gap": ODDS / 2,
                **OF_EXAMPLE[1],
                TURNED: either(*sorted({1 / ROOT, round(1 / ROOT, 3)})),
                GAP: either(np.log(ROOT), *(round(np.log(ROOT), digits) for digits in (1, 2, 3))),
                PROBABILITY: either(ROOT / (ROOT + 1), *(round(ROOT / (ROOT + 1), digits) for digits in (2, 3))),
                "at a higher temperature an answer is less certain, not more": either(ODDS, 4 * ODDS, ODDS**2, ODDS**4),
            },
        }
    ),
    hints=[
        "Odds are e to the gap between two scores. What does T = 2 do to the gap?",
        "At T = 1 the gap is twice what it is at T = 2. What happens to e^gap if the gap doubles?",
        "At T = 8 the gap is a quarter of what it is at T = 2: the fourth root.",
    ],
    explanation=f"{ODDS}² = {ODDS**2:,}, and the fourth root of {ODDS} is {ROOT}. Whenever the temperature doubles, "
    f"the odds become their own square root. So at T = 8 even a doubt of 1 in {ODDS**2 + 1:,} is "
    f"{'a good third' if ROOT == 2 else f'one of 1 in {ROOT + 1}'}.",
)
def odds(answer):
    """Look at two odds, floats: those at T = 1 and at T = 8. Raises a Finding."""
    for one, wanted, what in zip(numbers(answer, "at_1", "at_8"), (ODDS**2, ROOT), ("at T = 1", "at T = 8")):
        compare(one, wanted, f"{what}: the number", tolerance=1e-6)


def solve_softer(probabilities, temperature):
    powers = probabilities ** (1 / temperature)
    return powers / powers.sum(axis=0)


def answer_at_four_temperatures(softer):
    """Draw an answer of the teacher at four temperatures."""
    from matplotlib import pyplot as plt

    p = soft_targets(np.array([[-1.0, -3, 5, 3, -4, 1, -6, 0, 14, 6]]).T, 1)
    plt.figure("softer", figsize=(6, 2.5), clear=True)
    for temperature in (1, 2, 4, 8):
        plt.plot(softer(p, temperature)[:, 0], "o-", label=f"T = {temperature}")
    plt.xticks(range(10))
    plt.legend()


@exercise(
    solution=solve_softer,
    mistakes={
        "{what} takes the probabilities for scores; but they are what softmax made of the scores": (
            "probabilities ** (1 / temperature) → np.exp(probabilities / temperature)"
        ),
        "{what} has gone the other way: it should be {way}": "(1 / temperature) → temperature",
        "{what} is wrong: are the rows divided by their sums? Examples are columns": "axis=0 → axis=1, keepdims=True",
        "{what} sums to 1 as a whole; each column is an example of its own": "axis=0 → ",
        "{what} is what came in; to divide by T changes nothing once the columns sum to 1 again": (
            "** (1 / temperature) → / temperature"
        ),
        "{what} is the same for every temperature": "1 / temperature → 1 / 2",
        "{what} comes from 1 // temperature, which is a whole number": "1 / temperature → 1 // temperature",
    },
    hints=[
        "A probability is e^z, divided by a number that the whole column shares. What is e^(z / T), written with e^z?",
        "e^(z / 2) is the square root of e^z. What do you do to each probability, before the column sums to 1 again?",
        "`probabilities ** (1 / temperature)`, and then each column divided by its own sum: along which axis?",
    ],
    explanation="What softmax divided by cancels, so nothing is lost: who knows the probabilities at one temperature "
    "knows them at all, and without a logarithm, which a 0 doesn't have. Below, your function softens an answer.",
    picture=answer_at_four_temperatures,
)
def softer(answer):
    """Look at a function of probabilities (outs, n) and a temperature that returns probabilities. Raises a Finding."""
    drawn = soft_targets(3 * np.random.default_rng(seed()).normal(size=(4, 3)), 1)
    certain = np.array([[1.0, 0.5], [0.0, 0.5], [0.0, 0.0]])
    example = np.array([[0.8], [0.15], [0.05]])
    for probabilities, temperature in ((example, 2), (drawn, 4), (drawn, 0.5), (drawn, 1), (certain, 2)):
        told, facts = f"at temperature {temperature:g} the result", {"way": "softer" if temperature > 1 else "sharper"}
        with np.errstate(all="ignore"):
            got = call(answer, probabilities, temperature)
        if np.shape(got) == probabilities.shape and as_numbers(got) is not None:
            total = np.sum(observe(got), axis=0)
            if np.isnan(got).any():
                raise Wrong(f"{told} holds nan: a probability of 0 has no logarithm; what is its power?", **facts)
            if np.asarray(got)[probabilities == 0].any():
                raise Wrong(f"{told} does not keep a 0: was a little added for the logarithm? A power needs none")
            if not np.allclose(total, 1, atol=0.01):
                bad = total[np.argmax(np.abs(total - 1))]
                raise Wrong(f"{told} has a column that sums to {bad:.4g}; it should sum to 1", what=told, **facts)
        compare(got, solve_softer(probabilities, temperature), told, **facts)


@exercise(
    solution=(5.5, 3.0, 0.0),
    fields="ABC",
    hints=[
        "Only gaps count. Which one decides how B and C compare at T = 4, and how large must it be for a factor of 2?",
        "B has twice the probability of C at T = 4 if e^(gap / 4) is 2: the gap is 4 · ln 2 = 2.77.",
        "Let C have the score 0 and B the score 3. Now try scores of A: with 8 only the second condition fails.",
    ],
    explanation="With scores of 5.5, 3 and 0 the probabilities are 0.921, 0.076, 0.004 at T = 1 and 0.559, 0.299, "
    "0.141 at T = 4. The order is in the scores from the beginning; the temperature only makes it audible.",
)
def whisper(answer):
    """Look at three scores, numbers, for the classes A, B and C. Raises a Finding."""
    scores = as_numbers(answer)
    if scores is None or scores.size != 3 or not np.isfinite(scores).all():
        raise Wrong(f"the answer should be three scores, finite numbers for A, B and C, but it is {kind(answer)}")
    low, high = (soft_targets(scores.reshape(3, 1).astype(float), t)[:, 0] for t in (1, 4))
    at_low, at_high = (
        f"at T = {t} the probabilities are {', '.join(f'{p:.4f}' for p in some)}" for t, some in ((1, low), (4, high))
    )
    if low[0] < low.max():
        raise Wrong(f"{at_low}: A should have the most, but {'ABC'[low.argmax()]} has; the order is A, B, C")
    if low[0] <= 0.9:
        given = bool(np.isclose(scores.sum(), 1)) * " (scores are any numbers, not probabilities)"
        raise Wrong(f"{at_low}, and A should have more than 0.9: its score is not far enough above the others{given}")
    if high[0] >= 0.6:
        raise Wrong(f"{at_high}, and A should have less than 0.6: are its gaps to both others larger than needed?")
    if high[1] < high[2]:
        raise Wrong(f"{at_high}: B has less than C; were the two exchanged?")
    if high[1] < 2 * high[2] * (1 - 1e-9):
        raise Wrong(f"{at_high}: B has less than twice as much as C; the gap between B and C is divided by 4 as well")


def by_letter(given, right, rows):
    """Return the mistakes of several letters: ``{message: "1B 2B"}`` for B in the notebook's first and second part."""
    mistakes = {}
    for message, places in rows.items():
        for at, part in enumerate(right):
            letters = [letter for number, letter in places.split() if int(number) == given.order[at] + 1]
            rows_of = [[letter if at == place else ... for place in range(len(right))] for letter in letters]
            mistakes |= {f"{part}: {message}": either(*rows_of)} if letters else {}
    return mistakes


WHO = Given("controls", order=orders(4))
CONTROLS = {"explanation 1": "A", "explanation 2": "E", "explanation 3": "F", "explanation 4": "C"}


@exercise(
    solution=tuple(WHO.arranged(CONTROLS).values()),
    mistakes=by_letter(
        WHO,
        CONTROLS,
        {
            "that shows what more training brings; the explanation speaks of the targets": "1B 2B 3B 4B",
            "that shows how much depends on the seed, not where the 77 % come from": "1D 2D 3D 4D",
            "that student still has a teacher; the explanation says that the images are enough": "1C 1E 1F",
            "that student gets no doubts at all; the explanation says which doubts matter": "2A 3A 4A",
            "that student gets the doubts about each image, only fainter; one for all is said to be enough": "2C",
            "close, but those answers differ from image to image; one for all is said to be enough": "2F",
            "there each image keeps its own doubts; the explanation says that they need not be its own": "3C",
            "close, but there all answers are equal; the explanation says that they have to differ": "3E",
            "that student gets the same doubts for every image, not those about this very eight": "4E",
            "that student gets another eight's doubts; the explanation means those about this very eight": "4F",
        },
    ),
    hints=[
        "A control gives the student what the explanation calls enough, and nothing else. What does each call enough?",
        f"Explanation {WHO.at(1)} needs no teacher: which experiment has none? Explanation {WHO.at(2)} needs one "
        f"answer for all eights.",
        f"Explanations {WHO.at(3)} and {WHO.at(4)} differ in whose doubts count, and how loud. Which experiment mixes "
        f"up whose they are?",
    ],
    explanation="The chapter has run three of them: A and F leave the student at 10 %, C brings 28 %. With the average "
    "answer, E, it's 10 % again: where all targets are equal, nothing about the image is worth learning. So "
    f"{WHO.at(1)}, {WHO.at(2)} and {WHO.at(3)} fall, and {WHO.at(4)} is half right: the doubts about this very image "
    f"teach even at T = 1, but far more at T = 4.",
)
def controls(answer):
    """Look at four letters (str), the control experiment for each of four explanations. Raises a Finding."""
    choose_each(answer, "ABCDEF", WHO.arranged(CONTROLS))


FOUR = Given("four_programs", order=orders(4))
PROGRAMS = {"program 1": "D", "program 2": "A", "program 3": "F", "program 4": "B"}


@exercise(
    solution=tuple(FOUR.arranged(PROGRAMS).values()),
    mistakes=by_letter(
        FOUR,
        PROGRAMS,
        {
            "then the loss would begin at 64 · 2.30 = 147": "1E 2E 3E 4E",
            "then the loss would begin at 2.30, not at 16 times that": "3C 3D 4C 4D",
            "from answers to other images nothing can be learned; here most digits are read": "1B 2B 3B",
            "labels can be memorized: the last loss would be near 0, and the answers sure": "1C 2C",
            "such a student copies soft targets as they are, and its answers are about as soft": "1A",
            "with sharp targets the student becomes too sure; here it is not": "1F 2F",
            "T² scales the loss and the steps; it cannot make the answers so unsure": "2D",
            "a student that is not divided by T would be less sure than it should be, not more": "3A",
            "then the accuracy would hardly suffer": "4A",
            "sharp targets cost a little accuracy, for they are nearly labels; here nothing is learned": "4F",
        },
    ),
    hints=[
        "16 · ln 10 is 36.84. Which faults change the loss at scores of 0, whatever is learned afterwards?",
        "A student that copies soft targets at T = 1 gives soft answers. To copy sharp ones at T = 4 it needs a gap.",
        "What's left of a lesson if the answers belong to other images? How often each digit comes.",
    ],
    explanation=f"Without T² (program {FOUR.at(1)}) the steps are 16 times too short, so the student is behind, but "
    f"as sure as it "
    f"should be; without a division ({FOUR.at(2)}) it's as unsure as the soft targets. Program {FOUR.at(3)} learned "
    f"sharp targets and is "
    "too sure. The loss *before* training and how sure a network is tell them apart; the accuracy betrays only "
    f"program {FOUR.at(4)}.",
)
def four_programs(answer):
    """Look at four letters (str), the fault of each program. Raises a Finding."""
    choose_each(answer, "ABCDEF", FOUR.arranged(PROGRAMS))


def solve_agreement_range(a, b, classes):
    lowest = max(a + b - 1, 0)
    if classes == 2:
        lowest = abs(a + b - 1)
    return lowest, 1 - abs(a - b)


HIGHEST = ", 1 - abs(a - b) → , "


@exercise(
    solution=solve_agreement_range,
    mistakes={
        "{what} is how often both are right by chance; a bound needs no chance": "lowest, 1 → a * b, 1",
        "{what} assumes that wrong answers agree by chance; at worst they never do": either(
            "- 1, 0) → - 1, (1 - a - b) / (classes - 1))", "- 1, 0) → - 1, 1 / classes)"
        ),
        "{what} is 0, but the mistakes of both do not fill all images; both are right in the rest": "lowest, 1 → 0, 1",
        "{what} is not 0: two wrong answers of two classes are equal": "classes == 2 → classes < 2",
        "{what} cannot be below 0": "max(a + b - 1, 0) → a + b - 1",
        "{what} lays the mistakes on top of each other; that is the best case": either(
            "lowest, 1 → min(a, b), 1", "lowest, 1 → 1 - abs(a - b), 1"
        ),
        "{what} takes wrong answers for equal, but among several classes they can differ": either(
            "classes == 2 → classes > 1", "classes == 2 → classes < 4"
        ),
        "{what} is the part where they differ": either("return lowest → return abs(a - b)", f"{HIGHEST}abs(a - b)"),
        "{what} is a percentage; the part of 1 was asked for": "lowest, 1 → 100 * lowest, 1",
        "{what} leaves out that they may also be wrong alike": f"{HIGHEST}min(a, b)",
        "{what} is not 1: where one alone is right, they differ": f"{HIGHEST}1",
        "{what} assumes chance; a bound needs none": f"{HIGHEST}a * b + (1 - a) * (1 - b)",
        "{what} is above 1: which of the two accuracies is larger here?": either(
            f"{HIGHEST}1 - (a - b)", f"{HIGHEST}1 - (b - a)"
        ),
    },
    hints=[
        "Think of 100 images in a row. Lay the mistakes of the two networks side by side; then on top of each other.",
        "Where both are right, they agree. Where one alone is right, they don't. Where both are wrong, they may do "
        "either, if there are classes enough: which is the best case, which the worst?",
        "With two classes there is one wrong answer only, so two wrong networks agree. Which part of the images can "
        "be kept from being wrong for both?",
    ],
    explanation="From a + b − 1 (or 0) to 1 − |a − b|; with two classes both wrong is agreement, too, so it's at least "
    "|a + b − 1|. Networks with equal accuracies may still disagree on many images: compare answers, not just scores.",
)
def agreement_range(answer):
    """Look at a function of two accuracies and a number of classes that returns two parts. Raises a Finding."""
    drawn = np.round(np.random.default_rng(seed()).uniform(0.55, 0.95, 2), 4)
    some = (0.98, 0.9, 10), (*drawn, 10), (0.2, 0.3, 10), (0.85, 0.85, 3), (0.7, 0.9, 2), (0.2, 0.3, 2), (0.4, 0.2, 3)
    for a, b, classes in some:
        got = numbers(call(answer, float(a), float(b), classes), "lowest", "highest")
        told, wanted = f"for accuracies {a:g} and {b:g} and {classes} classes", solve_agreement_range(a, b, classes)
        if all(as_numbers(one) is not None for one in got) and np.allclose(got[::-1], wanted) and a != b:
            raise Wrong(f"{told} the pair is turned round: first the lowest, then the highest")
        for name, one, right, shown in zip(("lowest", "highest"), got, wanted, (0.88, 0.92)):
            compare(one, right, f"{told} the {name} agreement", shown=shown)


def solve_distil(outputs, scores, labels, temperature, alpha):
    def log_softmax(z):
        z = z - z.max(axis=0)
        return z - np.log(np.exp(z).sum(axis=0))

    n = len(labels)
    log_y = log_softmax(scores / temperature)
    log_p = log_softmax(outputs / temperature)
    log_q = log_softmax(outputs)
    y, p, q = np.exp(log_y), np.exp(log_p), np.exp(log_q)
    one_hot = np.zeros(q.shape)
    one_hot[labels, np.arange(n)] = 1
    soft = temperature**2 * (y * (log_y - log_p)).sum() / n
    hard = -(one_hot * log_q).sum() / n
    slopes = alpha * temperature * (p - y) / n + (1 - alpha) * (q - one_hot) / n
    return alpha * soft + (1 - alpha) * hard, slopes


KL, LOG, WHOLE = (
    "(log_y - log_p)",
    "return z - np.log(np.exp(z).sum(axis=0))",
    "return alpha * soft + (1 - alpha) * hard",
)
UNDIVIDED = "log_softmax({0} / temperature) → log_softmax({0})".format


@exercise(
    solution=solve_distil,
    mistakes={
        "{what} has alpha and 1 − alpha in each other's place": f"{WHOLE} → return (1 - alpha) * soft + alpha * hard",
        "{what} leaves out the labels": f"{WHOLE} → return alpha * soft",
        "{what} leaves out the teacher": f"{WHOLE} → return (1 - alpha) * hard",
        "{what} counts both parts in full; where is alpha?": f"{WHOLE} → return soft + hard",
        "{what} has T² in the hard part, too; it belongs to the soft part": "hard = - → hard = -temperature**2 * ",
        "{what} divides by T in the hard part, too; labels are learned at T = 1": "log_softmax(outputs)\n → log_p\n",
        "{what} has a soft part {square} times too small: its T² is missing": "temperature**2 → 1",
        "{what} has a soft part {temperature} times too small: its factor is T²": "temperature**2 → temperature",
        "{what} divides only the teacher by T; the student's outputs should be, too": UNDIVIDED("outputs"),
        "{what} divides only the student by T; the teacher's scores should be, too": UNDIVIDED("scores"),
        "{what} has the cross-entropy as its soft part; take the entropy of the targets off": f"{KL} → -log_p",
        "{what} has a KL divergence that weighs by the student's probabilities": f"y * {KL} → p * -{KL}",
        "{what} has a mean over all entries; sum down each column first": "log_p)).sum() / n → log_p)).mean()",
        "{what} has a softmax along the rows; examples are columns": "axis=0 → axis=1, keepdims=True",
        "{what} has the teacher's first choice as its label": "one_hot[labels, → one_hot[scores.argmax(axis=0),",
        "{what} is not finite: an exponential overflows, or a logarithm of 0 is taken": either(
            "z = z - z.max(axis=0) → ", f"{LOG} → return np.log(np.exp(z) / np.exp(z).sum(axis=0))"
        ),
        "{what} is too small: is a probability of 0 replaced by a little more?": either(
            *(f"{LOG} → return np.log(np.exp(z) / np.exp(z).sum(axis=0) + {10.0**-k})" for k in range(6, 17))
        ),
        "{what} leave out the labels": "+ (1 - alpha) * (q - one_hot) / n → ",
        "{what} leave out the teacher": "alpha * temperature * (p - y) / n + → ",
        "{what} have no alpha": "slopes = alpha * → slopes = | (1 - alpha) * (q → (q",
        "{what} have a soft part {temperature} times too small: a T is missing": "temperature * (p → (p",
        "{what} have a soft part {temperature} times too large: where is the 1/T?": "(p - → temperature * (p -",
        "{what} forget to take 1 off at the label": "(q - one_hot) → q",
    },
    hints=[
        "Two parts, each with a loss and with slopes. The hard part is chapter 06's cross-entropy with the labels, at "
        "T = 1. The soft part compares the two networks' probabilities, both at the temperature.",
        "The KL divergence is the sum of y · (ln y − ln p) down a column. The slope of both parts is p − y; for the "
        "soft part it's for outputs / T. How fast does outputs / T move with outputs? And T² comes along.",
        "For large scores, write a `log_softmax(z)`: subtract the largest of each column, and then the logarithm of "
        "the sum of the exponentials. Never take the logarithm of a probability.",
    ],
    explanation="T² from the loss times 1/T from the division leaves alpha · T · (p − y) / n for the soft part. At "
    "alpha = 1 it has the slopes of `Distillation`. You'll meet this form in papers and in PyTorch code.",
)
def distil(answer):
    """Look at a function of outputs, scores, labels, T and alpha that returns loss and slopes. Raises a Finding."""
    rng = np.random.default_rng(seed())
    example = np.array([[2.0], [1.0], [0.0]]), np.array([[4.0], [3.0], [-1.0]]), np.array([1]), 2, 0.6
    drawn = 2 * rng.normal(size=(5, 3)), 3 * rng.normal(size=(5, 3)), np.array([2, 0, 3]), 4, 0.9
    great = np.array([[4000.0, 1.0], [0.0, 2.0]]), np.array([[-3000.0, 1.0], [3000.0, 2.0]]), np.array([0, 1]), 2, 0.5
    for case in (drawn, example, (*drawn[:4], 0), great):
        outputs, _, labels, temperature, alpha = case
        told = "your code uses nnlib, but this should be written in NumPy alone"
        with np.errstate(all="ignore"), without("nnlib", told=told):
            got = call(answer, *case)
        loss, slopes = numbers(got, "loss", "slopes")
        if np.ndim(slopes) == 0 and np.shape(loss) == outputs.shape:
            raise Wrong("the pair is turned round: first the loss, then the slopes")
        size = "scores in the thousands" if case is great else f"{len(labels)} example{'s' * (len(labels) > 1)}"
        told, facts = f"with {size}, T = {temperature} and alpha = {alpha}: the", {"n": len(labels)}
        facts |= {"temperature": temperature, "square": temperature**2}
        for name, one, right in zip(("loss", "slopes"), (loss, slopes), solve_distil(*case)):
            compare(one, right, f"{told} {name}", **facts)


STUDENTS = Given("most_to_gain", order=orders(4))
GAINS = {
    "A": "with all the images, the best of four temperatures gains 0.41 points: with labels for all, it adds little",
    "B": "with a hundred images the chapter found no clear difference: there is too little to speak about",
    "C": "",
    "D": "without the doubts, the teacher's class says what the label says already, on nearly all images",
}


@exercise(
    deeper="How many images? A teacher from 100 to 50,000",
    solution=STUDENTS.letter("C"),
    hints=[
        "What does the teacher tell each of them that it doesn't know already?",
        "Two of them learn hardly anything new, and one has too few images for a teacher to speak about.",
    ],
    explanation="New images are worth most, and to label them is what a teacher can do where people can't afford to: "
    "2.58 points in five worlds of a thousand labels.",
)
def most_to_gain(answer):
    """Look at a letter (str), the student that gains most from a teacher. Raises a Finding."""
    choose(answer, STUDENTS.arranged(GAINS))


def solve_hearsay(scores, missing, count):
    rest = np.delete(scores, missing, axis=0)
    lags = np.sort(rest.max(axis=0) - scores[missing].max(axis=0))
    return (lags[count - 1] + lags[count]) / 2


BETWEEN = "return (lags[count - 1] + lags[count]) / 2 → return "
ONLY = "{finding}: one missing class is enough to win a column; "


@exercise(
    deeper="A digit known by hearsay",
    solution=solve_hearsay,
    mistakes={
        "{finding}: is the sign turned round?": "return ( → return -(",
        "{finding}: was it compared with the mean of the others? It has to beat their best": "rest.max → rest.mean",
        "{finding}: was it compared with the lowest of the others? It has to beat their best": "rest.max → rest.min",
        ONLY + "was the worst of them compared?": "[missing].max → [missing].min",
        ONLY + "was their mean compared?": "[missing].max → [missing].mean",
        "{finding}: only the first of the missing classes seems to be counted": "[missing].max(axis=0) → [missing[0]]",
        "{finding}: too many answer so already, so the bias has to be negative; are the missing classes left out of "
        "the others?": "rest.max → scores.max",
        "{finding}: were the columns won that are the hardest to win? Begin with the smallest lags": (
            "count - 1] + lags[count] → -count] + lags[-count - 1]"
        ),
        "{finding}: an average lag wins about half of the columns, however many are asked for": f"{BETWEEN}lags.mean()",
        "{finding}: a tenth, as in the chapter? Here it's count": f"{BETWEEN}lags[len(lags) // 10 - 1 :][:2].mean()",
        "{finding}: the lags seem to be in the order of the images; were they sorted?": "np.sort → np.array",
        "{finding}: a fixed step beyond a lag may pass the next lags, too; stay between two neighbours": (
            f"{BETWEEN}lags[count - 1] + 0.5"
        ),
    },
    hints=[
        "When does a column answer one of the missing classes? Which two numbers of that column decide?",
        "The lag of a column is the best of its other scores minus the best of its missing ones. Once the bias is "
        "larger than the lag, the column is won.",
        "Sort the lags: a bias between entry count − 1 and entry count wins exactly the first count columns. "
        "`scores[missing]` takes the rows of a list, `np.delete(scores, missing, axis=0)` leaves them out.",
    ],
    explanation="Halfway between two lags is as good as any place between them; `np.quantile(lags, count / n)` lies "
    "there, too. No label was needed: only how many there should be.",
)
def hearsay(answer):
    """Look at a function of scores, missing classes and a count that returns a bias. Raises a Finding."""
    rng = np.random.default_rng(seed())
    small = np.array([[3.0, 2, 3, 4], [0, 4, 3, 0], [-2.5, -0.5, -1, 3], [1, 3.5, -2, -2.5]])
    shy, bold = rng.normal(size=(10, 50)), rng.normal(size=(10, 50))
    shy[[3, 8]] -= [[6], [5]]
    bold[[0, 7, 9]] += 4
    for scores, missing, count in ((shy, [3, 8], 11), (small, [2, 3], 2), (shy, [3], 7), (bold, [0, 7, 9], 12)):
        got = call(answer, scores, missing, count)
        if np.ndim(got):
            raise Wrong(f"the bias should be one number for all missing classes, but it is {kind(got)}")
        bias = observe(number(got, "the bias"))
        lags = np.delete(scores, missing, axis=0).max(axis=0) - scores[missing].max(axis=0)
        if np.isclose(lags, bias, rtol=0, atol=1e-9).any():
            raise Wrong(f"{bias:+.4g} is exactly the lag of a column: two scores are equal then, and nobody has won")
        won = np.count_nonzero(lags < bias)
        if won != count:
            seen = f"with {bias:+.4g} on the rows {missing}, {won} of {len(lags)} columns answer so, and {count} should"
            near = ": entries are counted from 0, and lags may be close together, so take those on both sides"
            raise Wrong(seen + near * bool(abs(won - count) < 5 and len(lags) > 10))


progress = progress_of(globals())
