"""Chapter 16 · Exercises on shared training: parts and their weights, costs, queues, ranks that talk, talking less."""

from functools import partial

import numpy as np

from nncourse import checking
from nncourse.chapter16.ranks import compare_ranks, launch, play, sent_by, show_sent  # noqa: F401 - launch is for learners
from nncourse.checking import (
    Given,
    Wrong,
    altered,
    by_part,
    call,
    choose,
    choose_each,
    compare,
    either,
    exercise,
    observe,
    orders,
    without,
)

FEW, LAST = Given("two_means", slopes=((3, 8), *((few, few + 5) for few in (2, *range(4, 24))))).slopes
OF_RANKS, OF_ALL, SUM = (FEW + LAST) / 2, (4 * FEW + LAST) / 5, 4 * FEW + LAST
MEANS = {"the mean of the means": OF_RANKS, "the mean of the batch": OF_ALL}
THREE, FOUR = (35, 37, 38, 40, 41, 43, 44, 46, 47), (46, 47, 49, 51, 53, 54, 55, 58, 59, 61, 62)
TIMES = [(n / 100, shared) for shared, hundredths in ((3, THREE), (4, FOUR)) for n in hundredths]
STAYS, SHARED = Given("amdahl", times=((0.28, 2), *TIMES)).times
WHOLE, OF_EIGHT = round(STAYS + SHARED, 9), STAYS + SHARED / 8
TURNED, OTHER_SHARES = WHOLE / (STAYS / 8 + SHARED), [8 / (7 * s + 1) for s in (STAYS, STAYS / SHARED)]
SPEEDUPS = {"the speedup of eight": WHOLE / OF_EIGHT, "the limit": WHOLE / STAYS}
BILLED = Given("step_bill", images=(64, 32, 128, 256), us=(49, 30, 35, 40, 45, 50, 55, 65))
EACH, ALL, MS = BILLED.images, 8 * BILLED.images, BILLED.us / 1000
COMPUTING, VECTOR = EACH * MS, 535_818 * 4
MOVING = 7 / 4 * VECTOR * 8 / 10e6
STEP = COMPUTING + MOVING + 0.3
MEAN = "weights.mean(axis=0)"
BILL = {"the number of bytes": 7 / 4 * VECTOR, "the step": STEP, "the speedup": 8 * COMPUTING / STEP}
FEWEST = Given("fewest_images", speedup=(5, 2.5, 3, 3.5, 4, 4.5, 5.5, 6), slow=(1, 2, 2.5, 4))
GOAL, GBIT = FEWEST.speedup, FEWEST.slow
WORDS = {2.5: "two and a half", 3: "three", 3.5: "three and a half", 4: "four", 4.5: "four and a half", 5: "five"}
WORDS |= {5.5: "five and a half", 6: "six", 10: "ten"}
REST, *_ = LATER = [7 / 4 * 109_386 * 64 / gbit / 1e6 + 0.3 for gbit in (10, GBIT)]
EXACT = [100 * rest * GOAL / (8 - GOAL) for rest in LATER]
FAST, SLOW = (2 ** int(np.ceil(np.log2(exact))) for exact in EXACT)
STEP_THEN = FAST / 100 + REST
IMAGES = {"the number of images with 10 Gbit/s": FAST, f"the number of images with {GBIT} Gbit/s": SLOW}
QUEUE = Given("same_queue", order=orders(4))
PROGRAMS = QUEUE.arranged({"program 1": "C", "program 2": "A", "program 3": "D", "program 4": "B"})


def compare_each(answer, right, tolerance=1e-7):
    """Compare an answer with several numbers, right: a dict by name."""
    for part, (name, value) in zip(checking.numbers(answer, *right), right.items()):
        compare(part, value, name, tolerance=tolerance)


def solve_share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop]


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


def solve_seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights


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


share_but, together_but = partial(altered, solve_share), partial(altered, solve_together)
seldom_but, ring_but = partial(altered, solve_seldom), partial(altered, solve_ring)


@exercise(
    texts=[f"five images are {FEW}, {FEW}, {FEW}, {FEW} and {LAST}"],
    solution=tuple(MEANS.values()),
    mistakes=by_part(
        {
            "the mean of the means": {
                f"{OF_ALL:g} is the mean of the batch; in this one the single image of rank 1 counts for half": OF_ALL,
                f"{FEW + LAST} is the sum of the two means, and there are two ranks": FEW + LAST,
                f"{FEW} is rank 0's mean; take the mean of both ranks' means": FEW,
                f"it's ({FEW} + {LAST}) / 2, not rounded": either(FEW + 2, FEW + 3),
            },
            "the mean of the batch": {
                "weight each rank's mean by its images, 4 of 5 and 1 of 5; here both ranks count the same": OF_RANKS,
                "the weights are the wrong way round: rank 0 has 4 of the 5 images": (FEW + 4 * LAST) / 5,
                f"the sum of all slopes is {SUM}, and there are 5 images": either(SUM, SUM / 2),
            },
        }
    ),
    hints=[
        "Who counts how often? In the mean of the batch each image counts once.",
        f"The means are {FEW} and {LAST}, so the mean of the batch is (4 · {FEW} + 1 · {LAST}) / 5.",
    ],
    explanation="In a mean of means the last image counts four times as much as each of the others.",
)
def two_means(answer):
    """Look at two numbers."""
    compare_each(answer, MEANS)


@exercise(
    solution=solve_share,
    mistakes={
        "two of ten images belong to no rank": share_but(" + min(rank, more)", "", " + (rank < more)", ""),
        "sizes of 3, 3, 3 and 1 differ by two": share_but("divmod(len(indices), size)", "-(-len(indices) // size), 0"),
        "the first ranks should get one more; here others do": either(
            share_but("min(rank, more)", "max(0, rank - size + more)", "rank < more", "rank >= size - more"),
            lambda indices, rank, size: indices[rank * len(indices) // size : (rank + 1) * len(indices) // size],
        ),
        "an image comes up twice: ranks before may have one more": share_but(" + min(rank, more)", ""),
        "joined, the parts are in another order": lambda indices, rank, size: indices[rank::size],
        "return image numbers, not places": lambda them, rank, size: solve_share(np.arange(len(them)), rank, size),
        "the ranks are counted from 0": lambda indices, rank, size: solve_share(indices, rank - 1, size),
    },
    hints=[
        "10 images, 4 ranks: each gets 10 // 4 = 2, and 10 % 4 = 2 are left over. The first two ranks get one more.",
        "Rank r begins after r parts of `least`, and after the extra images of the ranks before: min(r, more).",
    ],
    explanation="Programs work it out like this when each rank reads only its own piece of a large file.",
)
def share(answer):
    """Look at a function that returns a rank's part."""
    told = "np.array_split would do all of it: work out start and stop instead"
    for n, size in ((10, 4), (8, 4), (7, 3), (2, 3), (5, 1)):
        indices, parts = np.random.default_rng(checking.seed() + n).permutation(100)[:n], []
        for rank in range(size):
            with without("numpy.array_split", told=told):
                parts.append(np.asarray(call(answer, indices, rank, size)))
        observe(str([part.tolist() for part in parts]))
        for rank, part in enumerate(parts):
            if not np.array_equal(part, right := solve_share(indices, rank, size)):
                of = f"{n} images, {size} ranks: of {indices.tolist()} rank {rank}"
                raise Wrong(f"{of} should get {right.tolist()}, but gets {part.tolist()}")


@exercise(
    texts=[f"A step takes {STAYS} ms that can't be divided and {SHARED} ms that can, and messages"],
    solution=tuple(SPEEDUPS.values()),
    mistakes=by_part(
        {
            "the speedup of eight": {
                f"8 would be right if all of the step could be divided; {STAYS} ms of it can't": 8,
                "that's a time; divide what one process takes by what eight take": either(OF_EIGHT, SHARED * 7 / 8),
                "that's the efficiency; the speedup is eight times as large": WHOLE / OF_EIGHT / 8,
                f"one process takes {STAYS} + {SHARED} = {WHOLE} ms, not {SHARED}": SHARED / OF_EIGHT,
                f"the {SHARED} ms are divided, and the {STAYS} ms stay": either(TURNED, 8 * WHOLE / SHARED),
                f"s is {STAYS} / {WHOLE}, the part that can't be divided, and p is 8": either(*OTHER_SHARES),
                "that's the limit for ever so many processes; here there are eight": WHOLE / STAYS,
            },
            "the limit": {
                f"however many processes there are, {STAYS} ms stay, so it's finite": np.inf,
                "that's a time; divide what one process takes by it": STAYS,
                f"8 is the number of processes; with ever more the {SHARED} ms shrink to 0, and {STAYS} ms stay": 8,
                f"with more processes than eight the {SHARED} ms shrink further, down to 0": WHOLE / OF_EIGHT,
            },
        }
    ),
    hints=[
        f"Eight processes take {STAYS} + {SHARED} / 8 ms. And how long does it take if the second part vanishes?",
        f"({STAYS} + {SHARED}) / ({STAYS} + {SHARED} / 8), and ({STAYS} + {SHARED}) / {STAYS}",
    ],
    explanation=f"The {100 * STAYS / WHOLE:.0f} % that can't be divided cost eight processes nearly half of their "
    f"time.",
)
def amdahl(answer):
    """Look at two speedups."""
    compare_each(answer, SPEEDUPS, tolerance=2.5e-3)


@exercise(
    texts=[f"Each has {EACH} images", f"One machine takes {BILLED.us} µs"],
    solution=tuple(BILL.values()),
    mistakes=by_part(
        {
            "the number of bytes": {
                "each machine sends 2(p − 1)/p vectors, and p is 8": either(VECTOR, 2 * VECTOR, 7 / 8 * VECTOR),
                "a float32 has 4 bytes, not 8": 7 / 2 * VECTOR,
                "that's the count of numbers; each has 4 bytes": 7 / 16 * VECTOR,
                "109,386 parameters are the lesson's network; this one has 535,818": 2 * 7 / 8 * 109_386 * 4,
                "that's 8 times too many: these are bits, or the bytes of all machines": 14 * VECTOR,
            },
            "the step": {
                "that's one of the three parts; add them up": either(COMPUTING, MOVING),
                "the messages are 2 log₂ 8 = 6 times 0.050 ms": either(STEP - 0.3, STEP - 0.15, STEP + 0.1),
                f"a machine computes {EACH} images, not the {ALL} of all": STEP + 7 * COMPUTING,
                "moving takes longer: the link carries 10 Gbit, and a byte has 8 bits": STEP - MOVING * 7 / 8,
                f"with this network an image takes {BILLED.us} µs, not 10": STEP - COMPUTING + EACH / 100,
            },
            "the speedup": {
                "that's the efficiency; the speedup is eight times as large": COMPUTING / STEP,
                f"it's the wrong way round: {ALL} images on one machine, divided by the step": STEP / COMPUTING / 8,
            },
        }
    ),
    hints=[
        "Follow the lesson's example: computing, moving, messages. The vector has 535,818 numbers of 4 bytes.",
        f"Computing takes {EACH} · {MS} ms, moving 2 · 7/8 · 535,818 · 4 · 8 / 10,000,000 ms, messages 2 · 3 · 0.050 "
        f"ms. "
        f"One machine needs 8 · {EACH} · {MS} ms for the images of all.",
    ],
    explanation=f"{COMPUTING:.3f} + 3.001 + 0.300 = {STEP:.3f} ms, and {8 * COMPUTING:.3f} / {STEP:.3f} = "
    f"{8 * COMPUTING / STEP:.2f}. "
    f"With float64 it would be {8 * COMPUTING / (STEP + MOVING):.2f}.",
)
def step_bill(answer):
    """Look at the bytes, the milliseconds and the speedup."""
    compare_each(answer, BILL, tolerance=2.5e-3)


@exercise(
    texts=[f"a speedup of at least *{WORDS[GOAL]}* over", f"a link of {GBIT} Gbit/s"],
    solution=tuple(IMAGES.values()),
    mistakes=by_part(
        {
            name: {
                f"{right // 2} give a speedup just below what is asked for; double once more": right // 2,
                f"with {2 * right} it's more than {GOAL}, but half as many are enough": 2 * right,
                "only 1, 2, 4, 8 and so on are asked for": either(*(int(exact) + k for k in (0, 1))),
                f"{8 * right} have all machines together; how many has each?": 8 * right,
                **(
                    {
                        f"{FAST} is right for 10 Gbit/s; with {GBIT} Gbit/s moving takes {WORDS[10 / GBIT]} times as "
                        "long": FAST
                    }
                    if right > 2 * FAST
                    else {}
                ),
            }
            for (name, right), exact in zip(IMAGES.items(), EXACT)
        }
    ),
    hints=[
        "Which part of the bar grows with the images, and which parts don't?",
        f"Double the images each until the readout says {GOAL} or more for the first time. Then choose the slow link.",
    ],
    explanation=f"With {FAST} images each, computing takes {FAST / 100:.3f} of {STEP_THEN:.3f} ms, so the speedup "
    f"is 8 · {FAST / 100:.3f} / {STEP_THEN:.3f} = {FAST / 12.5 / STEP_THEN:.2f}. The slow link asks for at least "
    f"{int(EXACT[1]) + 1:,} images, the fast one for {int(EXACT[0]) + 1}; the next doublings are {SLOW:,} and {FAST}.",
)
def fewest_images(answer):
    """Look at two numbers of images."""
    compare_each(answer, IMAGES)


@exercise(
    solution=tuple(PROGRAMS.values()),
    mistakes=by_part(
        {
            "program 1": {
                "the orders of its epochs differ; which ranks get image 2, and which get 7?": either(*"AD"),
                "the ranks share some images, not all": "B",
            },
            "program 2": {"each image comes once in an epoch, so compare the two epochs": either(*"BCD")},
            "program 3": {"each image comes once in an epoch, in two orders. Is anything wrong?": either(*"ABC")},
            "program 4": {"compare its two ranks within one epoch": either(*"ACD")},
        },
        QUEUE,
    ),
    hints=[
        "Eight images, two ranks. Tick off 0 to 7 in each epoch. Then compare the epochs.",
        "Only one of the four programs deals each image once an epoch, in new orders.",
    ],
    explanation=f"{QUEUE.at(1)}: image 2 comes twice and image 7 never. {QUEUE.at(2)}: `set_epoch` was forgotten. "
    f"{QUEUE.at(4)}: there is no sampler, and "
    "both ranks do the same work. None of the three has to show in the accuracy, so print image numbers.",
)
def same_queue(answer):
    """Look at four letters."""
    choose_each(answer, "ABCD", PROGRAMS)


@exercise(
    solution=solve_together,
    mistakes={
        "a rank goes on from its own start; rank 0's weights should go to all": together_but("comm.Bcast", "abs"),
        "a mean of means: multiply a rank's slopes by its images / those of the batch": either(
            together_but("len(mine) / len(batch)", "1 / comm.size"),
            together_but("* len(mine) / len(batch)", "", "rate * total", "rate * total / comm.size"),
        ),
        "means added up: multiply a rank's by its images / the batch's": together_but("* len(mine) / len(batch)", ""),
        "the last batch is smaller: divide by its own images": together_but("len(batch)", "batch_size"),
        "the last, smaller batch is missing": together_but("(0, len(order)", "(0, len(order) - batch_size + 1"),
        "make one generator, before the epochs": together_but("rng.perm", "np.random.default_rng(seed).perm"),
        "draw an order in each epoch; the images come as they were given": together_but("rng.permutation", "np.arange"),
        "each rank draws an order of its own: all need the same seed": together_but("(seed)", "(seed + comm.rank)"),
        "the order isn't drawn with the seed that is given": together_but("(seed)", "(0)"),
        "a step goes against the slopes; here it goes with them": together_but("weights - rate", "weights + rate"),
        "each rank steps by its own slopes, and not by the total": either(
            together_but("rate * total", "rate * slopes"),
            together_but("* len(mine) / len(batch)", "", "rate * total", "rate * slopes"),
        ),
    },
    hints=[
        "It's the loop of chapter 08 around `parallel_step`. Which call sends rank 0's weights? Which one adds up?",
        "Hand the slopes of `np.array_split(batch, comm.size)[comm.rank]`, times `len(mine) / len(batch)`, to "
        "Allreduce. Every rank then takes the same step, by the total.",
    ],
    explanation="All ranks hold the weights of one process, and have sent one gradient a step, however many images.",
)
def together(answer):
    """Look at a function that trains on one of several ranks."""
    rng, order_of = np.random.default_rng(checking.seed()), checking.seed() + 7
    x, starts, targets = (rng.normal(size=shape) for shape in ((4, 11), (3, 4), 11))
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
            called = f"Bcast {names.count('Bcast')}, Allreduce {names.count('Allreduce')}"
            raise Wrong(f"{case}: the calls of each rank are {called}; it should be Bcast 1, Allreduce {steps}")


DEALT = Given("by_label", order=orders(5))
TOO_FEW, UNLEARNS, HARM, RATE, DIFFER = map(DEALT.letter, "ABCDE")


@exercise(
    solution=UNLEARNS,
    mistakes={
        f"{TOO_FEW}: each rank had the same 12,500 images in both ways of dealing; mixed, they were enough": TOO_FEW,
        f"{HARM}: averaging alone does no such harm; mixed, it was done as rarely": HARM,
        f"{RATE}: with averages after every step the same rate did as well as with mixed images": RATE,
        f"{DIFFER}: an average after every step is one over the same four ranks, and did well": DIFFER,
    },
    hints=[
        "Only one thing differs between the two runs. Which?",
        "What would you see if you measured rank 0 alone, just before an average?",
    ],
    explanation="Just before an average, a rank reads nearly all images of its own digits, and none of the others.",
    deeper="keep your data, talk less",
)
def by_label(answer):
    """Look at a letter."""
    choose(answer, "ABCDE", UNLEARNS)


@exercise(
    solution=solve_seldom,
    mistakes={
        "the ranks differ at the end: average once more": seldom_but(f"weights[:] = {MEAN}\n    return", "return"),
        "the ranks averaged only once, at the end": seldom_but("k == 0", "k < 0"),
        "the ranks average after every step, whatever k is": seldom_but("step % k == 0", "True"),
        "if step counts from 1, step % k is 0 after every k-th step": either(
            seldom_but("1, steps + 1", "steps"), seldom_but("k == 0", "k != 0")
        ),
        "the weights were added up, not averaged": either(
            seldom_but(MEAN, "weights.sum(axis=0)"),
            seldom_but(f"    weights[:] = {MEAN}\n    w", "    weights[:] = weights.sum(axis=0)\n    w"),
        ),
        "the mean over the ranks has a number for each weight: axis=0": either(
            seldom_but(MEAN, "weights.mean()"), seldom_but(MEAN, "weights.mean(axis=1, keepdims=True)")
        ),
        "all ranks take rank 0's weights; the mean of all is asked for": seldom_but(MEAN, "weights[0].copy()"),
        "the loop ends at the first average": seldom_but("        if", "        if step == k: break\n        if"),
    },
    hints=[
        "Average in two places: after every k-th step, and once more after the loop.",
        "weights.mean(axis=0) is the mean over the ranks; weights[:] = … gives it to every row.",
    ],
    explanation="With k = 1 it's the training of the main text: the mean of (w − ηgᵣ) is w − η · the mean of the gᵣ.",
    deeper="keep your data, talk less",
)
def seldom(answer):
    """Look at a function that averages the ranks' weights every k steps."""
    rng = np.random.default_rng(checking.seed())
    for steps, k, ranks, columns in ((7, 3, 3, 2), (6, 1, 3, 2), (5, 2, 2, 1), (3, 5, 3, 2)):
        start, targets = rng.normal(size=columns), rng.normal(size=(ranks, columns))
        given = start, targets, np.array([[0.5], [1.0], [2.0]])[:ranks], 0.3, steps, k
        compare(call(answer, *given), solve_seldom(*given), f"{steps} steps, k = {k}, {ranks} ranks: the table")


@exercise(
    solution=solve_ring,
    mistakes={
        "nobody was told the finished pieces of the others": ring_but("size - 1):  # hand", "size * 0): #"),
        "second time round it adds; it should replace": ring_but("1] = comm", "1] = pieces[place - 1] + comm"),
        "first time round it replaces; what comes should be added": ring_but("pieces[place - 1] + came", "came"),
        "first time round there's a round too many": ring_but("- 1):  # add", "):"),
        "all pass on the same piece; rank r should pass on piece (r − k) % p": ring_but("(comm.rank - k)", "k"),
        "these are means, not sums": lambda mine, comm: solve_ring(mine, comm) / comm.size,
        "first time round what comes is added to piece (r − k − 1) % p, in p − 1 rounds": either(
            ring_but("- 1):  # add", "- 2):"), ring_but("1] = pieces[place - 1] +", "0] = pieces[place] +")
        ),
    },
    hints=[
        "First time round, k from 0: rank r passes on piece (r − k) % p, and adds what comes to piece (r − k − 1) % p.",
        "After p − 1 rounds rank r holds the finished piece (r + 1) % p. Second time round, k from 0 again: it passes "
        "on piece (r + 1 − k) % p, and what comes replaces piece (r − k) % p.",
    ],
    explanation="You have written an Allreduce. The picture shows what your ranks really sent: with more ranks hardly "
    "more each, whereas a rank 0 that sends the sums to all sends more and more.",
    deeper="how machines add up",
    picture=show_sent,
)
def ring(answer):
    """Look at a function that adds up the ranks' vectors by passing pieces on."""
    rng = np.random.default_rng(checking.seed())
    for size, n in ((4, 8), (3, 3), (2, 2), (5, 10)):
        given = rng.integers(1, 100, (size, n)) * 1.0
        case, rounds = f"{size} ranks with {n} numbers each", 2 * (size - 1)
        for comm in compare_ranks(answer, [list(given)], sum(given), case):
            observe([sent_by(comm), len(comm.handed)])
            told = f"numbers sent by rank {comm.rank}: {sent_by(comm)}, rounds: {len(comm.handed)}"
            if (sent_by(comm), len(comm.handed)) != (rounds * n // size, rounds):
                if any(name != "pass_on" for name, _ in comm.handed):
                    raise Wrong(f"{case}: Allreduce is what you are writing here: use comm.pass_on alone")
                raise Wrong(f"{case}: the sums are right; {told}. Pieces of {n // size} in {rounds} rounds will do")


progress = checking.progress_of(globals())
