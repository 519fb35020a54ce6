"""Chapter 16 · Exercises on shared training: parts and their weights, costs, queues, ranks that talk, talking less."""

from functools import partial
from unittest.mock import patch

import numpy as np

from nncourse.exercises import base
from nncourse.exercises.base import Wrong, altered, by_part, call, choose, choose_each, compare, either, exercise, saw
from nncourse.exercises.ranks import launch, play, sent_by  # noqa: F401 - the notebook calls check.launch


def compare_ranks(answer, given, wanted, case):
    """Compare the result of each rank with the wanted array, case (a str) in words; returns the Comms."""
    results, comms = play(answer, *given)
    for comm, arguments, result in zip(comms, zip(*given), results):
        base.SIGHT.get().case = base.by_name(answer, (*arguments, comm), {})
        compare(result, wanted, f"{case}: the result of rank {comm.rank}", rank=comm.rank)
    return comms


def compare_each(answer, right, tolerance=1e-7):
    """Compare an answer with several numbers, right: a dict by name."""
    for part, (name, value) in zip(base.numbers(answer, *right), right.items()):
        compare(part, value, name, tolerance=tolerance)


MEANS = {"the mean of the means": 5.5, "the mean of the batch": 4.0}


@exercise(
    solution=tuple(MEANS.values()),
    slips=by_part(
        {
            "the mean of the means": {
                "4 is the mean of the batch; in this one the single image of rank 1 counts for half": 4.0,
                "11 is the sum of the two means, and there are two ranks": 11.0,
                "3 is only rank 0's mean": 3.0,
            },
            "the mean of the batch": {
                "weight each rank's mean by its images, 4 of 5 and 1 of 5; here both ranks count the same": 5.5,
                "the weights are the wrong way round: rank 0 has 4 of the 5 images": 7.0,
                "20 is the sum of all slopes, of 5 images": either(20.0, 10.0),
            },
        }
    ),
    hints=[
        "Who counts how often? In the mean of the batch each image counts once.",
        "The means are 3 and 8, and the mean of the batch is (4 · 3 + 1 · 8) / 5.",
    ],
    explanation="In a mean of means the last image counts four times as much as each of the others.",
)
def two_means(answer):
    """Look at two numbers."""
    compare_each(answer, MEANS)


def solve_share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop]


share_with = partial(altered, solve_share)


@exercise(
    solution=solve_share,
    slips={
        "two of the ten images belong to no rank: what is left over has to go to somebody": share_with(
            " + min(rank, more)", "", " + (rank < more)", ""
        ),
        "every image has a rank, but the sizes are 3, 3, 3 and 1: they should differ by one at most": share_with(
            "divmod(len(indices), size)", "-(-len(indices) // size), 0"
        ),
        "the last rank takes all that is left over: the sizes should differ by one at most": share_with(
            " + min(rank, more)", "", "(rank < more)", "(rank == size - 1) * more"
        ),
        "the first ranks should get one more; here others do": either(
            share_with("min(rank, more)", "max(0, rank - size + more)", "rank < more", "rank >= size - more"),
            lambda indices, rank, size: indices[rank * len(indices) // size : (rank + 1) * len(indices) // size],
        ),
        "start forgets that each rank before may have one more: an image comes up twice": share_with(
            " + min(rank, more)", ""
        ),
        "joined in the order of the ranks the images are in another order: a part is one piece of the array": (
            lambda indices, rank, size: indices[rank::size]
        ),
        "these are places in the array; return the image numbers at them": (
            lambda indices, rank, size: solve_share(np.arange(len(indices)), rank, size)
        ),
        "the ranks are counted from 0": lambda indices, rank, size: solve_share(indices, rank - 1, size),
    },
    hints=[
        "10 images, 4 ranks: each gets 10 // 4 = 2, and 10 % 4 = 2 are left over. The first two ranks get one more.",
        "Rank r begins after r parts of `least`, and after the extra images of the ranks before it: min(r, more).",
    ],
    explanation="np.array_split(indices, size)[rank] does the same. Programs work it out like this when each rank "
    "reads only its own piece of a file.",
)
def share(answer):
    """Look at a function that returns a rank's part."""
    for n, size in ((10, 4), (8, 4), (7, 3), (2, 3), (5, 1)):
        indices, parts = np.random.default_rng(base.seed() + n).permutation(100)[:n], []
        for rank in range(size):
            with patch.object(np, "array_split", forbidden):
                parts.append(np.asarray(call(answer, indices, rank, size)))
        saw(str([part.tolist() for part in parts]))
        for rank, part in enumerate(parts):
            if not np.array_equal(part, right := solve_share(indices, rank, size)):
                of = f"{n} images, {size} ranks: of {indices.tolist()} rank {rank}"
                raise Wrong(f"{of} should get {right.tolist()}, but gets {part.tolist()}")


def forbidden(*arguments, **named):
    """Stand in for np.array_split."""
    raise Wrong("np.array_split is all that is asked for here: work out start and stop instead")


SPEEDUPS = {"the speedup of eight": 2.28 / 0.53, "the limit": 2.28 / 0.28}


@exercise(
    solution=tuple(SPEEDUPS.values()),
    slips=by_part(
        {
            "the speedup of eight": {
                "8 would be right if all of the step could be divided; 0.28 ms of it can't": 8,
                "that's a time; divide what one process takes by what eight take": either(0.53, 1.75),
                "that's the efficiency; the speedup is eight times as large": 2.28 / 0.53 / 8,
                "one process takes 0.28 + 2 = 2.28 ms, not 2": 2 / 0.53,
                "the 2 ms are divided, and the 0.28 ms stay": either(2.28 / 2.035, 9.12),
                "the part that can't be divided is s = 0.28 / 2.28": either(1 / 0.37, 1 / 0.2475),
                "that's the limit for ever so many processes; here there are eight": 2.28 / 0.28,
            },
            "the limit": {
                "however many processes there are, 0.28 ms stay, so it's finite": np.inf,
                "that's a time; divide what one process takes by it": 0.28,
                "with more processes than eight the 2 ms shrink further, down to 0": 2.28 / 0.53,
            },
        }
    ),
    hints=[
        "Eight processes take 0.28 + 2 / 8 ms. And how long does it take if the second part vanishes?",
        "(0.28 + 2) / (0.28 + 2 / 8), and (0.28 + 2) / 0.28",
    ],
    explanation="4.30 is an efficiency of 54 %: a part of 12 % that can't be divided costs eight processes nearly half "
    "of their time, and even a thousand of them are worth only 8.09.",
)
def amdahl(answer):
    """Look at two speedups."""
    compare_each(answer, SPEEDUPS, tolerance=2.5e-3)


COMPUTING, VECTOR = 64 * 0.049, 535_818 * 4
MOVING = 7 / 4 * VECTOR * 8 / 10e6
STEP = COMPUTING + MOVING + 0.3
BILL = {"the bytes": 7 / 4 * VECTOR, "the step": STEP, "the speedup": 8 * COMPUTING / STEP}


@exercise(
    solution=tuple(BILL.values()),
    slips=by_part(
        {
            "the bytes": {
                "that's one vector; each machine sends 2(p − 1)/p of them": either(VECTOR, 2 * VECTOR, 7 / 8 * VECTOR),
                "a float32 has 4 bytes, not 8": 7 / 2 * VECTOR,
                "that's the count of numbers; each has 4 bytes": 7 / 16 * VECTOR,
                "that's 8 times too many: these are bits, or the bytes of all machines": 14 * VECTOR,
            },
            "the step": {
                "that's one of the three parts; add them up": either(COMPUTING, MOVING),
                "the messages are 2⌈log₂ 8⌉ = 6 times 0.050 ms": either(
                    *(STEP - 0.3 + some for some in (0, 0.15, 0.4))
                ),
                "a machine computes 64 images, not the 512 of all": STEP + 7 * COMPUTING,
                "with this network an image takes 49 µs, not 10": STEP - COMPUTING + 0.64,
            },
            "the speedup": {
                "that's the efficiency; the speedup is eight times as large": COMPUTING / STEP,
                "it's the wrong way round: 512 images on one machine, divided by the step": STEP / COMPUTING / 8,
            },
        }
    ),
    hints=[
        "Follow the lesson's example: computing, moving, messages. The vector has 535,818 numbers of 4 bytes.",
        "Computing takes 64 · 0.049 ms, moving 2 · 7/8 · 535,818 · 4 · 8 / 10,000,000 ms, messages 2 · 3 · 0.050 ms. "
        "One machine needs 8 · 64 · 0.049 ms for the images of all.",
    ],
    explanation="3.136 + 3.001 + 0.300 = 6.437 ms, worth 25.088 / 6.437 = 3.90 machines. In float64, as in the "
    "explorer, the eight would be worth 2.66.",
)
def step_bill(answer):
    """Look at the bytes, the milliseconds and the speedup."""
    compare_each(answer, BILL, tolerance=2.5e-3)


IMAGES = {"the images with 10 Gbit/s": 256, "the images with 1 Gbit/s": 4096}


@exercise(
    solution=tuple(IMAGES.values()),
    slips=by_part(
        {
            name: {
                f"{right // 2} give a speedup just below what is asked for; double once more": right // 2,
                f"with {2 * right} it's more than 5, but half as many are enough": 2 * right,
                "only 1, 2, 4, 8 and so on are asked for": between,
                f"{8 * right} have all machines together; how many has each?": 8 * right,
            }
            for (name, right), between in zip(IMAGES.items(), (either(254, 255, 205), either(2091, 2092)))
        }
    ),
    hints=[
        "Which part of the bar grows with the images, and which parts don't?",
        "Double the images each until the readout says 5 or more for the first time. Then choose the slow link.",
    ],
    explanation="With 256 images each, computing takes 2.560 of 4.085 ms, so the speedup is 8 · 2.560 / 4.085 = 5.01. "
    "A link ten times as slow asks for nearly ten times the images, 2,092; the next doubling is 4,096.",
)
def fewest_images(answer):
    """Look at two numbers of images."""
    compare_each(answer, IMAGES)


PROGRAMS = {"program 1": "C", "program 2": "A", "program 3": "D", "program 4": "B"}


@exercise(
    solution=tuple(PROGRAMS.values()),
    slips=by_part(
        {
            "program 1": {
                "its epochs have different orders, so look across the ranks: who gets image 2, and who 7?": either(
                    *"AD"
                ),
                "the ranks share some images, but not all: look for image 7": "B",
            },
            "program 2": {"each image comes once in an epoch, so compare the two epochs": either(*"BCD")},
            "program 3": {
                "each image comes once in each epoch, and the orders differ. Is anything wrong?": either(*"ABC")
            },
            "program 4": {"compare its two ranks within one epoch": either(*"ACD")},
        }
    ),
    hints=[
        "Eight images, two ranks. Tick off 0 to 7 in each epoch. Then compare the epochs.",
        "Only one of the four programs deals each image once an epoch, in new orders.",
    ],
    explanation="1: image 2 comes twice and image 7 never. 2: `set_epoch` was forgotten. 4: there is no sampler, and "
    "both ranks do the same work. None of the three has to show in the accuracy, so print image numbers.",
)
def same_queue(answer):
    """Look at four letters."""
    choose_each(answer, "ABCD", PROGRAMS)


def slopes_of(weights, x, targets):
    """Return the gradient of the mean of half the squared errors, as the notebook defines it."""
    return x @ (weights @ x - targets) / len(targets)


def solve_together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    weights = weights.copy()
    comm.Bcast(weights)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(targets))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(weights, x[:, mine], targets[mine]) * len(mine) / len(batch)
            total = np.empty_like(slopes)
            comm.Allreduce(slopes, total)
            weights = weights - rate * total
    return weights


together_with = partial(altered, solve_together)


@exercise(
    solution=solve_together,
    slips={
        "rank {rank} goes on from its own start; rank 0's weights should go to all": together_with("comm.Bcast", "abs"),
        "this is a mean of means: multiply a rank's slopes by its images / those of the batch": either(
            together_with("len(mine) / len(batch)", "1 / comm.size"),
            together_with("* len(mine) / len(batch)", "", "rate * total", "rate * total / comm.size"),
        ),
        "the ranks' means are added up unweighted: multiply by its images / those of the batch": together_with(
            " * len(mine) / len(batch)", ""
        ),
        "the last batch is smaller: divide by its own images, not by batch_size": together_with(
            "len(batch)", "batch_size"
        ),
        "every epoch has the same order: make the generator once, before the loop": together_with(
            "rng.permutation", "np.random.default_rng(seed).permutation"
        ),
        "the images come as they were given: draw an order in each epoch": together_with(
            "rng.permutation(len(targets))", "np.arange(len(targets))"
        ),
        "each rank draws an order of its own: all need the same seed": together_with("(seed)", "(seed + comm.rank)"),
        "a step goes against the slopes; here it goes with them": together_with("weights - rate", "weights + rate"),
        "rank {rank} steps by its own slopes, and not by the total": together_with("rate * total", "rate * slopes"),
    },
    hints=[
        "It's `train_parallel` with `parallel_step`. Which line sends rank 0's weights? Which one adds up?",
        "In each step: `mine = np.array_split(batch, comm.size)[comm.rank]`, then the slopes of these images, times "
        "`len(mine) / len(batch)`.",
        "`total = np.empty_like(weights)`, `comm.Allreduce(slopes, total)`, and the same step on every rank.",
    ],
    explanation="Each of three ranks has worked on a third of the images, and all hold the weights of one process. "
    "Only gradients were sent, one a step, however many images there are.",
)
def together(answer):
    """Look at a function that trains on one of several ranks."""
    rng = np.random.default_rng(base.seed())
    x, starts, targets, order_of = (
        rng.normal(size=(4, 11)),
        rng.normal(size=(3, 4)),
        rng.normal(size=11),
        base.seed() + 7,
    )
    for size, epochs, batch_size, blind in ((3, 2, 4, False), (2, 3, 11, False), (1, 1, 5, False), (3, 1, 4, True)):
        rest = [targets, 0.2, epochs, batch_size, order_of]
        (wanted,), _ = play(solve_together, starts[:1], [x], *([one] for one in rest))
        seen = [x.copy() for _ in range(size)]
        case = f"{size} rank{'s' * (size > 1)}, {epochs} epochs of 11 images in batches of {batch_size}"
        if blind:
            case = "a rank should work on its own images only, and here the others are nan for it"
            order = np.random.default_rng(order_of).permutation(11)
            for start in (0, 4, 8):
                for rank, own in enumerate(parts := np.array_split(order[start : start + 4], 3)):
                    seen[rank][:, np.setdiff1d(np.concatenate(parts), own)] = np.nan
        comms = compare_ranks(answer, [starts[:size], seen, *([one] * size for one in rest)], wanted, case)
        names, steps = [name for name, _ in comms[0].handed], epochs * -(-11 // batch_size)
        if names != ["Bcast"] + ["Allreduce"] * steps:
            called = f"Bcast {names.count('Bcast')} times and Allreduce {names.count('Allreduce')} times"
            raise Wrong(
                f"{case}: in {steps} steps each rank called {called}; one Bcast, and one Allreduce a step, will do"
            )


@exercise(
    solution="B",
    slips={
        "A: each rank had the same 12,500 images in both ways of dealing; mixed, they were enough": "A",
        "C: averaging alone does no such harm; mixed, it was done as rarely": "C",
        "D: with averages after every step the same rate did as well as with mixed images": "D",
        "E: an average after every step is one over the same four ranks, and did well": "E",
    },
    hints=[
        "Only one thing differs between the two runs. Which?",
        "What would you see if you measured rank 0 alone, just before an average?",
    ],
    explanation="Between two averages a rank sees two or three digits only, and moves its weights to suit these. The "
    "mean of four such networks suits none of the ten well.",
    deeper="keep your data, talk less",
)
def by_label(answer):
    """Look at a letter."""
    choose(answer, "ABCDE", "B")


def solve_seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights


seldom_with, MEAN = partial(altered, solve_seldom), "weights.mean(axis=0)"
INNER, LAST = f"weights[:] = {MEAN}", f"    weights[:] = {MEAN}\n    return"


@exercise(
    solution=solve_seldom,
    slips={
        "the ranks differ at the end: one more average belongs after the loop": seldom_with(LAST, "    return"),
        "the ranks averaged only once, at the end": seldom_with("k == 0", "k < 0"),
        "the ranks average after every step, whatever k is": seldom_with("step % k == 0", "True"),
        "after every k-th step, step % k is 0 if step counts from 1": either(
            seldom_with("1, steps + 1", "steps"), seldom_with("k == 0", "k != 0")
        ),
        "the weights were added up, not averaged": either(
            seldom_with(MEAN, "weights.sum(axis=0)"),
            seldom_with(" " * 12 + INNER, " " * 12 + INNER.replace("mean", "sum")),
        ),
        "the mean over the ranks is one row with a number for each weight: axis=0": either(
            seldom_with(MEAN, "weights.mean()"), seldom_with(MEAN, "weights.mean(axis=1, keepdims=True)")
        ),
        "all ranks take rank 0's weights; the mean of all is asked for": seldom_with(MEAN, "weights[0].copy()"),
        "the median isn't the mean": seldom_with(MEAN, "np.median(weights, axis=0)"),
        "the loop ends at the first average": seldom_with(
            "if step", "if step == k:\n            break\n        if step"
        ),
    },
    hints=[
        "Two places: after every k-th step, and once more after the loop.",
        "weights has a row for each rank, so weights.mean(axis=0) is the mean over the ranks; weights[:] = … gives it "
        "to every row.",
    ],
    explanation="With k = 1 it's the training of the main text, because the mean of (w − ηgᵣ) is w − η · mean of gᵣ. "
    "With a larger k the ranks walk apart in between, each towards its own target.",
    deeper="keep your data, talk less",
)
def seldom(answer):
    """Look at a function that averages the ranks' weights every k steps."""
    rng = np.random.default_rng(base.seed())
    for steps, k, ranks, columns in ((7, 3, 3, 2), (6, 1, 3, 2), (5, 2, 2, 1), (3, 5, 3, 2)):
        start, targets = rng.normal(size=columns), rng.normal(size=(ranks, columns))
        given = start, targets, np.array([[0.5], [1.0], [2.0]])[:ranks], 0.3, steps, k
        compare(call(answer, *given), solve_seldom(*given), f"{steps} steps, k = {k}, {ranks} ranks: the table")


def solve_ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):  # add
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):  # hand round
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)


ring_with = partial(altered, solve_ring)


@exercise(
    solution=solve_ring,
    slips={
        "nobody was told the finished pieces of the others: pass them on, too": ring_with(
            "size - 1):  # hand", "size * 0): #"
        ),
        "the second time round adds again; there what comes replaces": ring_with(
            "= comm.", "= pieces[place - 1] + comm."
        ),
        "the first time round replaces; there what comes is added": ring_with("pieces[place - 1] + came", "came"),
        "the first time round has a round too many: p − 1 make the sums": ring_with("- 1):  # add", "):"),
        "the first time round lacks a round: p − 1 make the sums": ring_with("- 1):  # add", "- 2):"),
        "in round k rank r passes on piece (r − k) % p, and not all the same": ring_with(
            "(comm.rank - k) % comm.size", "k"
        ),
        "these are means; the sums are asked for": lambda mine, comm: solve_ring(mine, comm) / comm.size,
        "what comes is added to another piece than its own": ring_with(
            "1] = pieces[place - 1] +", "0] = pieces[place] +"
        ),
        "this is the rank's own vector, as it was": lambda mine, comm: mine,
    },
    hints=[
        "Print what rank 0 sends and gets in each round, and compare with the tables of the section.",
        "First time round, k from 0: rank r passes on its piece (r − k) % p. What comes is the left neighbour's piece "
        "(r − k − 1) % p, and is added to the rank's own.",
        "After p − 1 rounds rank r holds the finished piece (r + 1) % p. Second time round, k from 0 again: it passes "
        "on piece (r + 1 − k) % p, and what comes replaces piece (r − k) % p.",
    ],
    explanation="You have written an Allreduce. The picture shows what your ranks really sent: with more ranks hardly "
    "more each, whereas a rank 0 that sends the sums to all sends more and more.",
    deeper="how machines add up",
    picture=lambda answer: show_sent(answer),
)
def ring(answer):
    """Look at a function that adds up the ranks' vectors by passing pieces on."""
    rng = np.random.default_rng(base.seed())
    vectors = np.array([[1.0, 2, 3], [10, 20, 30], [100, 200, 300]])
    for given in (vectors, rng.integers(1, 100, (4, 8)) * 1.0, rng.normal(size=(2, 2)), rng.normal(size=(5, 10))):
        size, n = given.shape
        case, rounds = f"{size} ranks with {n} numbers each", 2 * (size - 1)
        for comm in compare_ranks(answer, [list(given)], sum(given), case):
            told = f"rank {comm.rank} has sent {sent_by(comm)} numbers in {len(comm.handed)} rounds"
            if (sent_by(comm), len(comm.handed)) != (rounds * n // size, rounds):
                raise Wrong(f"{case}: the sums are right, but {told}; pieces of {n // size} in {rounds} rounds will do")


def show_sent(answer):
    """Draw how many numbers a rank of the learner's ring sends, by the number of ranks."""
    from matplotlib import pyplot as plt

    sizes = [2, 3, 4, 6, 8, 12]
    plt.plot(sizes, [sent_by(play(answer, list(np.ones((p, 24))))[1][0]) for p in sizes], "o-", label="your ring")
    plt.plot(sizes, [24 * (p - 1) for p in sizes], ".--", label="a rank 0 that sends the sums to all")
    plt.gca().set(xlabel="ranks", ylabel="numbers sent by a rank, vectors of 24")
    plt.legend()
    plt.show()


progress = base.progress_of(globals())
