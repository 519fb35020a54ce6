# %% memory · right · letters
more = "D"
nothing = "C"
same = "E"
# %% memory · right · by the numbers
neighbour = np.array([88.6, 88.6, 8.9, 63.2])
network = np.array([91.0, 91.2, 8.2, 86.9])
more = "ABCD"[np.argmax(network - neighbour)]
nothing = "ABCD"[np.argmin(network)]
same = "E"
# %% memory · wrong · the task with the highest accuracy ⇒ names: storing alone nearly does it
more = "A"
nothing = "C"
same = "E"
# %% memory · wrong · the task in which both only guess ⇒ names: there the network reads no more than a guesser would
more = "C"
nothing = "C"
same = "E"
# %% memory · wrong · nothing to understand in scrambled pixels ⇒ names: there both read far more than one in ten, so there is something to
more = "D"
nothing = "B"
same = "E"
# %% memory · wrong · the baseline found out where the pixels went ⇒ names: Does the order of a sum matter?
more = "D"
nothing = "C"
same = "F"
# %% memory · wrong · luck ⇒ names: is there an order of the pixels that would change one of its sums?
more = "D"
nothing = "C"
same = "G"
# %% price · right · numbers
weight = 3.035
bias = 3.035
left = 0.6703
half_life = 1733
adam_left = 0.4064
# %% price · right · the optimizers themselves
from nnlib import SGD, Adam, WeightDecay
def run(optimizer, start, slope, steps):
    value, gradient = np.array([float(start)]), np.array([float(slope)])
    for _ in range(steps):
        optimizer.step([(value, gradient)])
    return value[0]
weight = run(WeightDecay(SGD(0.1), 0.05), 3, -0.5, 1)
bias = run(WeightDecay(SGD(0.1), 0.05), 3, -0.5, 1)
left = run(WeightDecay(SGD(0.2), 0.002), 1, 0, 1000)
half_life = next(k for k in range(5000) if 0.9996**k <= 0.5)
adam_left = run(WeightDecay(Adam(0.003), 0.3), 1, 0, 1000)
# %% price · wrong · the bias does not decay ⇒ names: `WeightDecay` shrinks every parameter it is handed
weight = 3.035
bias = 3.05
left = 0.6703
half_life = 1733
adam_left = 0.4064
# %% price · wrong · uphill: the gradient's step has the wrong sign ⇒ names: its gradient is below 0, so descent raises it
weight = 2.935
bias = 2.935
left = 0.6703
half_life = 1733
adam_left = 0.4064
# %% price · wrong · first the step, then the decay ⇒ names: this took the step first, and then the decay
weight = 3.05 * 0.995
bias = 3.05 * 0.995
left = 0.6703
half_life = 1733
adam_left = 0.4064
# %% price · wrong · the decay is λ alone, without the learning rate ⇒ names: the share is rate times strength
weight = 3 * 0.95 + 0.05
bias = 3 * 0.95 + 0.05
left = 0.998**1000
half_life = 347
adam_left = 0.7**1000
# %% price · wrong · the decay adds up instead of multiplying ⇒ names: each step takes a share of what is *left*, so the steps get smaller
weight = 3.035
bias = 3.035
left = 1 - 1000 * 0.0004
half_life = 1250
adam_left = 1 - 1000 * 0.0009
# %% price · wrong · one step too early for the half life ⇒ names: after 1,732 steps 0.5001 is left, a little more than half
weight = 3.035
bias = 3.035
left = 0.6703
half_life = 1732
adam_left = 0.4064
# %% price · wrong · Adam's decay is thought to be divided by its usual size, a rate of 0.003 a step ⇒ names: the decay comes before Adam divides and moves
weight = 3.035
bias = 3.035
left = 0.6703
half_life = 1733
adam_left = 0.997**1000
# %% price · wrong · with Adam nothing decays, as the gradient is 0 ⇒ names: the gradient is 0, but the decay takes its share all the same
weight = 3.035
bias = 3.035
left = 0.6703
half_life = 1733
adam_left = 1
# %% price · wrong · what is lost, not what is left ⇒ names: this is the share that was lost
weight = 3.035
bias = 3.035
left = 0.3297
half_life = 1733
adam_left = 0.5936
# %% price · wrong · the penalty is λ w², a decay twice as strong ⇒ names: of ½ · decay · w² the slope is decay · w
weight = 3 * 0.99 + 0.05
bias = 3 * 0.99 + 0.05
left = 0.9992**1000
half_life = 867
adam_left = 0.9982**1000
# %% price · wrong · the gradient is not multiplied by the rate ⇒ names: where is the learning rate?
weight = 3 * 0.995 + 0.5
bias = 3 * 0.995 + 0.5
left = 0.6703
half_life = 1733
adam_left = 0.4064
# %% price · wrong · the decay is forgotten in the first step ⇒ names: this is the step without decay
weight = 3.05
bias = 3.05
left = 0.6703
half_life = 1733
adam_left = 0.4064
# %% price · wrong · adam_left computed with the settings of SGD ⇒ names: here it is 0.003 and 0.3
weight = 3.035
bias = 3.035
left = 0.6703
half_life = 1733
adam_left = 0.6703
# %% price · wrong · half life not a whole number of steps ⇒ names: steps are whole numbers
weight = 3.035
bias = 3.035
left = 0.6703
half_life = 1732.52
adam_left = 0.4064
# %% price · wrong · in percent ⇒ names: asked for is a share, from 0 to 1
weight = 3.035
bias = 3.035
left = 67.03
half_life = 1733
adam_left = 40.64
# %% price · wrong · continuous decay exp(-0.9), good enough for left but not for adam_left ⇒ names: nearly, but e^−0.9 is not quite 0.9991 to the power 1,000
weight = 3.035
bias = 3.035
left = np.exp(-0.4)
half_life = 1733
adam_left = np.exp(-0.9)
# %% price · wrong · only two digits ⇒ points: give all digits
weight = 3.035
bias = 3.035
left = 0.67
half_life = 1733
adam_left = 0.41
# %% price · wrong · three decimals ⇒ names: give all digits
weight, bias, left, half_life, adam_left = 3.035, 3.035, 0.6703, 1733, 0.406
# %% three_curves · right · letters
clean = "P"
overfits = "Q"
stop = "F"
third = "I"
# %% three_curves · right · by the numbers
unseen = {"P": [70.7, 89.4, 90.8, 91.0], "Q": [67.8, 85.7, 80.5, 77.1], "R": [67.6, 84.9, 85.9, 85.5]}
clean = max(unseen, key=lambda run: unseen[run][-1])
overfits = max(unseen, key=lambda run: max(unseen[run]) - unseen[run][-1])
stop = "EFGH"[np.argmax(unseen[overfits])]
third = "I"
# %% three_curves · wrong · R taken for the clean run, as it stays level ⇒ names: to the end it knows fewer of its labels than it reads unseen images
clean = "R"
overfits = "Q"
stop = "F"
third = "I"
# %% three_curves · wrong · 100 % of the labels taken for clean labels ⇒ names: at epoch 6 it knows 78 % of its labels, and reads 86 % unseen
clean = "Q"
overfits = "Q"
stop = "F"
third = "I"
# %% three_curves · wrong · P overfits, since it knows all labels first ⇒ names: its unseen images are read better and better, or as well
clean = "P"
overfits = "P"
stop = "F"
third = "I"
# %% three_curves · wrong · R's loss of 0.4 points taken for a clear fall ⇒ names: it knows fewer labels than run Q, and reads unseen images as well as
clean = "P"
overfits = "R"
stop = "F"
third = "I"
# %% three_curves · wrong · stopped when all labels are known ⇒ names: by then unseen images are read worse than before
clean = "P"
overfits = "Q"
stop = "H"
third = "I"
# %% three_curves · wrong · stopped after the first epoch ⇒ names: unseen images are read better after six epochs
clean = "P"
overfits = "Q"
stop = "E"
third = "I"
# %% three_curves · wrong · R has fewer false labels (it would know them all after 50 epochs) ⇒ names: fewer false labels would put R ahead
clean = "P"
overfits = "Q"
stop = "F"
third = "J"
# %% three_curves · wrong · R was stopped earlier (its table goes on to 50) ⇒ names: both were trained for 50 epochs of the same images
clean = "P"
overfits = "Q"
stop = "F"
third = "K"
# %% reports · right · letters
program_1 = "B"
program_2 = "A"
program_3 = "C"
program_4 = "D"
# %% reports · right · by the numbers
again, fresh = np.array([87.8, 96.7, 74.5, 8.9]), np.array([87.7, 91.9, 95.2, 9.0])
first = np.array([87.0, 96.7, 74.5, 8.9])
letters = np.where(fresh < 20, "D", np.where(first != again, "B", np.where(first > fresh, "A", "C")))
program_1, program_2, program_3, program_4 = letters
# %% reports · wrong · program 2 kept the best of twenty on the validation images (much too small an effect) ⇒ names: here it is nearly 5
program_1 = "B"
program_2 = "E"
program_3 = "C"
program_4 = "D"
# %% reports · wrong · leak and distorted validation images exchanged ⇒ names: with C validation would be worse than fresh images, which nobody
program_1 = "B"
program_2 = "C"
program_3 = "A"
program_4 = "D"
# %% reports · wrong · program 1's two measurements explained by the choice of the best ⇒ names: with E both measurements of validation would agree, and be too good
program_1 = "E"
program_2 = "A"
program_3 = "C"
program_4 = "D"
# %% reports · wrong · programs 1 and 3 exchanged ⇒ names: with C fresh images would be read much better than validation
program_1 = "C"
program_2 = "A"
program_3 = "B"
program_4 = "D"
# %% reports · wrong · programs 3 and 4 exchanged ⇒ names: here 95 % of them are read
program_1 = "B"
program_2 = "A"
program_3 = "D"
program_4 = "C"
# %% reports · wrong · in the order of the letters ⇒ names: with A validation would be much better than fresh images
program_1 = "A"
program_2 = "B"
program_3 = "C"
program_4 = "D"
# %% reports · wrong · program 4 called the best of twenty ⇒ names: with E fresh images would be read nearly as well as validation, and
program_1 = "B"
program_2 = "A"
program_3 = "C"
program_4 = "E"
# %% reports · wrong · one letter twice ⇒ names: here it is worse by far
program_1 = "B"
program_2 = "A"
program_3 = "A"
program_4 = "D"
# %% reports · wrong · program 3 kept its best network ⇒ names: with E validation would look better than fresh images, not worse
program_1 = "B"
program_2 = "A"
program_3 = "E"
program_4 = "D"
# %% surer · right · letters
cause = "B"
halved = "E"
share = "K"
# %% surer · right · loss above half the old one, so not G
losses = {"E": 0.2985, "G": 0.2020}
halved = next(letter for letter, loss in losses.items() if loss > 0.4039 / 2)
halved, cause, share = "E", "ABCD"[1], "IJK"[-1]
# %% surer · wrong · most images are read worse, taken from the mean ⇒ names: one bad image can outweigh a hundred good ones
cause = "A"
halved = "E"
share = "K"
# %% surer · wrong · an accident of too few images ⇒ names: Could both be right?
cause = "C"
halved = "E"
share = "K"
# %% surer · wrong · a fault in the program ⇒ names: both can be right
cause = "D"
halved = "E"
share = "K"
# %% surer · wrong · the loss is halved with the logits ⇒ names: it depends on the probabilities
cause = "B"
halved = "G"
share = "K"
# %% surer · wrong · halving brings the network of epoch 20 back ⇒ names: can a common factor change which logit is the largest?
cause = "B"
halved = "F"
share = "K"
# %% surer · wrong · the loss rose for nearly all images ⇒ names: the image in the middle is read rightly, and more and more surely
cause = "B"
halved = "E"
share = "I"
# %% early · right · loop
def early(losses, patience, least):
    best, best_loss = 1, losses[0]
    for epoch, loss in enumerate(losses, start=1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · right · all flags first
def early(losses, patience, least):
    """Who counts, as if training went on; then the first gap that is too long."""
    counted, best_loss = [1], losses[0]
    for epoch, loss in enumerate(losses[1:], 2):
        if best_loss - loss > least:
            counted.append(epoch)
            best_loss = loss
    for one, other in zip(counted, counted[1:] + [len(losses) + patience + 1]):
        if other - one > patience:
            return min(one + patience, len(losses)), one
# %% early · right · an array of losses, a print, a list returned
def early(losses: list, patience: int, least: float) -> list:
    losses = np.array(losses)
    best = 0
    for k in range(1, len(losses)):
        if losses[best] - losses[k] > least:
            best = k
        print(k + 1, best + 1)
        if k - best == patience:
            return [k + 1, best + 1]
    return [len(losses), best + 1]
# %% early · wrong · least is ignored ⇒ names: it should be lower by more than least
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if loss < best_loss:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · exactly least lower counts, too ⇒ names: it should be more
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss >= least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · compares with the lowest loss so far, counted or not ⇒ names: a gain too small to count still became the new best loss, so small
def early(losses, patience, least):
    best, lowest = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if lowest - loss > least:
            best = epoch
        lowest = min(lowest, loss)
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · compares with the epoch before ⇒ names: each epoch is compared with the one before it, not with the best so
def early(losses, patience, least):
    best, before = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if before - loss > least:
            best = epoch
        before = loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · epochs counted from 0 ⇒ names: epochs are counted from 1
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · waits one epoch too long ⇒ names: it waits one epoch longer than patience says
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best > patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · counts all epochs that did not count, not those in a row ⇒ names: one that counts starts afresh
def early(losses, patience, least):
    best, best_loss, bad = 0, np.inf, 0
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        else:
            bad += 1
        if bad >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · the best epoch is the one with the lowest loss up to the end ⇒ names: best has the lowest loss here, although it isn't lower by more than
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, int(np.argmin(losses[:epoch])) + 1
    return len(losses), int(np.argmin(losses)) + 1
# %% early · wrong · best first, then last ⇒ names: the best epoch comes second
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses)
# %% early · wrong · nothing returned if training is never ended ⇒ names: the answer should be 2 things, (last, best), but this is None (is a
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
# %% early · wrong · never ended: the last epoch is best + patience, beyond the list ⇒ names: without a stop the last epoch is len(losses)
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if epoch - best > patience:
            break
        if best_loss - loss > least:
            best, best_loss = epoch, loss
    return best + patience, best
# %% early · wrong · least is a fraction of the best loss ⇒ names: least is a difference, not a fraction of the best loss
def early(losses, patience, least):
    best, best_loss = 0, np.inf
    for epoch, loss in enumerate(losses, 1):
        if epoch == 1 or loss < best_loss * (1 - least):
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · starts with a best loss of 1, so the first epoch may not count ⇒ points: last for the losses 3.0, 2.25, 2.375, 2.25, 1.25, patience 3 and
def early(losses, patience, least):
    best, best_loss = 0, 1.0
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · only a rise counts against the patience, a small gain does not ⇒ points: last for the losses 0.9, 0.7, 0.6, 0.595, 0.63, 0.64, 0.66, 0.65
def early(losses, patience, least):
    best, best_loss, waited = 0, np.inf, 0
    for epoch, loss in enumerate(losses, 1):
        if best_loss - loss > least:
            best, best_loss, waited = epoch, loss, 0
        elif loss > best_loss:
            waited += 1
        if waited >= patience:
            return epoch, best
    return len(losses), best
# %% early · wrong · the list is used up ⇒ names: your function changes losses
def early(losses, patience, least):
    best, best_loss, epoch = 0, np.inf, 0
    while losses:
        loss = losses.pop(0)
        epoch += 1
        if best_loss - loss > least:
            best, best_loss = epoch, loss
        if epoch - best >= patience:
            break
    return epoch, best
# %% early · wrong · hard-coded for the example ⇒ names: this is right for the example of the statement only
def early(losses, patience, least):
    return (4, 2) if patience == 2 else (8, 8)
# %% interval · right · std with ddof
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · right · loops and plain floats
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = [float(r) - float(b) for b, r in zip(bare, remedy)]
    n = len(d)
    mean = sum(d) / n
    total = 0.0
    for one in d:
        total += (one - mean) ** 2
    half = STUDENT_T[n - 2] * (total / (n - 1)) ** 0.5 / n**0.5
    return mean, mean - half, mean + half
# %% interval · right · helper functions and a print
from nnlib.metrics import STUDENT_T


def standard_error(d):
    return np.std(d, ddof=1) / np.sqrt(len(d))


def interval(bare: np.ndarray, remedy: np.ndarray) -> tuple:
    d = remedy - bare
    print(d)
    mean, half = d.mean(), STUDENT_T[len(d) - 2] * standard_error(d)
    return mean, mean - half, mean + half
# %% interval · wrong · bare - remedy ⇒ names: take remedy minus bare, so that what helps is above 0
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = bare - remedy
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · std divides by n, not n - 1 ⇒ names: from so few runs it divides by n − 1
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · the standard deviation in place of the standard error ⇒ names: a mean of n runs varies less than one run
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1)
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · divided by n, not its root ⇒ names: the standard error divides it by √n
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / len(d)
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · 1.96 instead of Student's factor ⇒ names: the interval reaches 1.96 standard errors, for many pairs
def interval(bare, remedy):
    d = remedy - bare
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · the factor for one pair more ⇒ names: `STUDENT_T` begins with 2 pairs
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[min(len(d) - 1, 18)] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · the factor for three pairs, as in the example ⇒ names: the factor is for three pairs, as in the example
def interval(bare, remedy):
    d = remedy - bare
    half = 4.303 * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · not paired: the two spreads are added ⇒ names: what both share, the seed, is still in it
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    n = len(bare)
    mean = remedy.mean() - bare.mean()
    half = STUDENT_T[n - 2] * np.sqrt((bare.var(ddof=1) + remedy.var(ddof=1)) / n)
    return mean, mean - half, mean + half
# %% interval · wrong · low, mean, high ⇒ names: the order is mean, low, high
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean() - half, d.mean(), d.mean() + half
# %% interval · wrong · rounded to two decimals ⇒ names: give all digits
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return round(d.mean(), 2), round(d.mean() - half, 2), round(d.mean() + half, 2)
# %% interval · wrong · half the width: the factor is split over the two sides ⇒ names: the factor counts to either side
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d)) / 2
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · remedy is changed in place ⇒ names: your function changes remedy
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    remedy -= bare
    half = STUDENT_T[len(remedy) - 2] * remedy.std(ddof=1) / np.sqrt(len(remedy))
    return remedy.mean(), remedy.mean() - half, remedy.mean() + half
# %% interval · wrong · the smallest and the largest difference ⇒ names: low and high are single differences
def interval(bare, remedy):
    d = remedy - bare
    return d.mean(), d.min(), d.max()
# %% interval · wrong · absolute differences ⇒ names: opposite ones should cancel
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = abs(remedy - bare)
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · the half width in place of the two ends ⇒ names: they should lie around the mean
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = remedy - bare
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), -half, half
# %% interval · wrong · seeds sorted before they are paired ⇒ names: were they sorted?
from nnlib.metrics import STUDENT_T


def interval(bare, remedy):
    d = np.sort(remedy) - np.sort(bare)
    half = STUDENT_T[len(d) - 2] * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half
# %% interval · wrong · PairedDifference used, though the statement forbids it ⇒ names: write it in NumPy alone
from nnlib import PairedDifference


def interval(bare, remedy):
    result = PairedDifference(remedy, bare)
    return result.mean, result.low, result.high
# %% places · right · undone in the opposite order
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - right - middle) / factor + middle
    return rows, columns
# %% places · right · in place on own copies, returned as one array
def places(side, factor, right):
    middle = (side - 1) / 2
    both = np.indices((side, side)).astype(float)
    both[1] -= right
    both -= middle
    both /= factor
    both += middle
    return both
# %% places · right · outer, lambda
places = lambda side, factor, right: (
    np.outer((np.arange(side) - (side - 1) / 2) / factor + (side - 1) / 2, np.ones(side)),
    np.outer(np.ones(side), (np.arange(side) - right - (side - 1) / 2) / factor + (side - 1) / 2),
)
# %% places · wrong · the wrong order: first moved, then enlarged ⇒ names: the move came last
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - middle) / factor + middle - right
    return rows, columns
# %% places · wrong · where each old pixel goes, not where the new one comes from ⇒ names: rows for side 7, factor 2 and right 1 ask where an old pixel goes
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) * factor + middle
    columns = (column - middle) * factor + middle + right
    return rows, columns
# %% places · wrong · moves to the left ⇒ names: 1 come from the wrong side: yours should come from further left
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column + right - middle) / factor + middle
    return rows, columns
# %% places · wrong · enlarges about the corner, not the middle ⇒ names: the middle should stay
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = row / factor
    columns = (column - right) / factor
    return rows, columns
# %% places · wrong · moves down instead of right ⇒ names: right is a matter of columns
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - right - middle) / factor + middle
    columns = (column - middle) / factor + middle
    return rows, columns
# %% places · wrong · rounds to whole pixels ⇒ names: a place may be between pixels
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = np.round((row - middle) / factor + middle)
    columns = np.round((column - right - middle) / factor + middle)
    return rows, columns
# %% places · wrong · the middle rounded down, wrong for an even side ⇒ names: with an even side it is between two
def places(side, factor, right):
    middle = side // 2 if side % 2 else side // 2 - 1
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - right - middle) / factor + middle
    return rows, columns
# %% places · wrong · clipped to the image ⇒ names: a place may be outside
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = np.clip((row - middle) / factor + middle, 0, side - 1)
    columns = np.clip((column - right - middle) / factor + middle, 0, side - 1)
    return rows, columns
# %% places · wrong · the middle is not added again ⇒ names: resample counts from the first pixel
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor
    columns = (column - right - middle) / factor
    return rows, columns
# %% places · wrong · only the columns are enlarged ⇒ points: rows for side 7, factor 2 and right 1 differ in
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = row
    columns = (column - right - middle) / factor + middle
    return rows, columns
# %% places · wrong · columns returned first ⇒ names: the first array tells how far down
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - right - middle) / factor + middle
    return columns, rows
# %% places · wrong · what leaves on one side comes in on the other ⇒ names: rows for side 4, factor 0.5 and right 0.5 come in again on the other
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = ((row - middle) / factor + middle) % side
    columns = ((column - right - middle) / factor + middle) % side
    return rows, columns
# %% places · wrong · a precedence slip: only the middle is divided ⇒ names: a bracket is missing
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = row - middle / factor + middle
    columns = column - right - middle / factor + middle
    return rows, columns
# %% places · wrong · to the right even for a negative right ⇒ names: columns for side 28, factor 1.25 and right -3 move to the right even
def places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - abs(right) - middle) / factor + middle
    return rows, columns
# %% places · wrong · rows of shape (side,) only ⇒ points: rows for side 7, factor 2 and right 1 should have shape (7, 7), but have shape (7,)
def places(side, factor, right):
    middle = (side - 1) / 2
    rows = (np.arange(side) - middle) / factor + middle
    columns = (np.arange(side) - right - middle) / factor + middle
    return rows, columns
# %% older · right · a mask kept
class Older(Dropout):
    def forward_pass(self, x):
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
        else:
            self.mask = 1 - self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · right · conditional expression, float mask of the type of x
class Older(Dropout):
    def forward_pass(self, x):
        keep = 1 - self.rate
        self.factor = (self.rng.random(x.shape) < keep).astype(x.dtype) if self.training else keep
        return self.factor * x

    def backward_pass(self, da, *, need_dx=True):
        return self.factor * da
# %% older · right · a loop over entries
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = np.empty(x.shape)
        draws = self.rng.random(x.shape) if self.training else None
        for place in np.ndindex(x.shape):
            if self.training:
                self.mask[place] = 0 if draws[place] < self.rate else 1
            else:
                self.mask[place] = 1 - self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        print("back", da.shape)
        return da * self.mask
# %% older · wrong · what stays is still divided by 1 - rate ⇒ names: in training what is kept was divided by 1 − rate
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = 1 - self.rate
        if self.training:
            self.mask = (self.rng.random(x.shape) >= self.rate) / (1 - self.rate)
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · no factor when training is over ⇒ names: with training off x is as large as ever, larger than its mean in
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = 1
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · an input is kept with the probability rate ⇒ names: here it's dropped there
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = 1 - self.rate
        if self.training:
            self.mask = self.rng.random(x.shape) < self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · the backward pass draws a new mask ⇒ names: backward_pass draws a mask of its own
class Older(Dropout):
    def forward_pass(self, x):
        if self.training:
            return x * (self.rng.random(x.shape) >= self.rate)
        return x * (1 - self.rate)

    def backward_pass(self, da, *, need_dx=True):
        if self.training:
            return da * (self.rng.random(da.shape) >= self.rate)
        return da * (1 - self.rate)
# %% older · wrong · with training off the old mask stays and is used on the way back ⇒ names: with training off the gradient met the mask of training
class Older(Dropout):
    def forward_pass(self, x):
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
            return x * self.mask
        return x * (1 - self.rate)

    def backward_pass(self, da, *, need_dx=True):
        if self.mask is None:
            return da * (1 - self.rate)
        return da * self.mask
# %% older · wrong · the backward pass asks whether training is on now, not in the last forward pass ⇒ names: backward_pass asks whether training is on now, not in the last
class Older(Dropout):
    def forward_pass(self, x):
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
            return x * self.mask
        self.mask = np.ones(x.shape)
        return x * (1 - self.rate)

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask if self.training else da * (1 - self.rate)
# %% older · wrong · with training off the gradient passes without the factor ⇒ names: with training off x got a factor, the gradient none
class Older(Dropout):
    def forward_pass(self, x):
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
            return x * self.mask
        self.mask = 1
        return x * (1 - self.rate)

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · one mask for all examples ⇒ names: each entry of x has a draw of its own, not each row
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = 1 - self.rate
        if self.training:
            self.mask = self.rng.random((x.shape[0], 1)) >= self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · need_dx=False fails: None * a number ⇒ names: your code raised TypeError
class Older(Dropout):
    def forward_pass(self, x):
        return super().forward_pass(x) * (1 - self.rate)

    def backward_pass(self, da, *, need_dx=True):
        return super().backward_pass(da, need_dx=need_dx) * (1 - self.rate)
# %% older · wrong · x is changed in place ⇒ names: your function changes x
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = self.rng.random(x.shape) >= self.rate if self.training else 1 - self.rate
        x *= self.mask
        return x

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · drops in training and out of it ⇒ names: in use all neurons answer
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = self.rng.random(x.shape) >= self.rate
        if not self.training:
            self.mask = self.mask * (1 - self.rate)
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · always a rate of one half ⇒ points: the output in training (rate 0.25) differs in
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = self.rng.random(x.shape) >= 0.5 if self.training else 0.5
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · only the forward pass was changed, the gradient is divided as in the chapter ⇒ names: the gradient was divided by 1 − rate
class Older(Dropout):
    def forward_pass(self, x):
        return super().forward_pass(x) * (1 - self.rate)

    def backward_pass(self, da, *, need_dx=True):
        return super().backward_pass(da, need_dx=need_dx)
# %% older · wrong · the gradient is blocked where the output is 0, also where x itself was 0 ⇒ points: the gradient in training (rate 0.25) differs in
class Older(Dropout):
    def forward_pass(self, x):
        self.factor = 1 if self.training else 1 - self.rate
        self.a = x * (self.rng.random(x.shape) >= self.rate) if self.training else x * (1 - self.rate)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        return da * (self.a != 0) * self.factor
# %% older · wrong · exactly a fraction rate of the inputs is dropped, not each with that probability ⇒ points: the gradient in training (rate 0.25), after training was switched, differs in
class Older(Dropout):
    def forward_pass(self, x):
        self.mask = 1 - self.rate
        if self.training:
            draws = self.rng.random(x.shape)
            self.mask = draws >= np.sort(draws.reshape(-1))[int(self.rate * x.size)]
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · draws when training is off, too ⇒ names: with training off it draws numbers, too
class Older(Dropout):
    def forward_pass(self, x):
        kept = self.rng.random(x.shape) >= self.rate
        self.mask = kept if self.training else 1 - self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask
# %% older · wrong · an object in place of the class ⇒ names: the answer should be a class built on the chapter's, class
Older = Dropout(0.5, rng=np.random.default_rng(0))
# %% slant · right · broadcasting
def slant(side, lean):
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    return row, column - lean * ((side - 1) / 2 - row)
# %% slant · right · row by row on an own array
def slant(side, lean):
    """Italics."""
    rows, columns = np.indices((side, side)).astype(float)
    for i, line in enumerate(columns):
        line += lean * (i - (side - 1) / 2)
    return rows, columns
# %% slant · right · mgrid, one array returned
def slant(side: int, lean: float) -> np.ndarray:
    grid = np.mgrid[:side, :side] * 1.0
    grid[1] += lean * (grid[0] - grid[0].mean())
    print(grid.shape)
    return grid
# %% slant · wrong · leans to the left (the sign of the shift) ⇒ names: what moved to the right came from the left
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column + lean * ((side - 1) / 2 - row)
# %% slant · wrong · the top row stays, not the middle ⇒ names: the middle should stay
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column + lean * row
# %% slant · wrong · the middle is side // 2, wrong for an even side ⇒ names: with an even side it is between two
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column - lean * (side // 2 - row)
# %% slant · wrong · columns move down and up instead of rows to the side ⇒ names: no pixel moves up or down
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row - lean * ((side - 1) / 2 - column), column
# %% slant · wrong · the shift grows with the column ⇒ names: how far does a *row* lie above?
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column - lean * ((side - 1) / 2 - column)
# %% slant · wrong · rounded to whole pixels ⇒ names: a place may be between pixels
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, np.round(column - lean * ((side - 1) / 2 - row))
# %% slant · wrong · kept inside the image ⇒ names: a place may be outside
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, np.clip(column - lean * ((side - 1) / 2 - row), 0, side - 1)
# %% slant · wrong · what leaves on one side comes in on the other ⇒ names: a place may be outside
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, (column - lean * ((side - 1) / 2 - row)) % side
# %% slant · wrong · all rows move to the right, by their distance from the middle ⇒ names: columns for side 5 and lean 0.5 move rows below the middle to the
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column - lean * abs((side - 1) / 2 - row)
# %% slant · wrong · the rows below the middle stay ⇒ names: there a row moves to the left
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column - lean * np.maximum((side - 1) / 2 - row, 0)
# %% slant · wrong · columns returned first ⇒ names: the first array tells how far down
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return column - lean * ((side - 1) / 2 - row), row
# %% slant · wrong · every row moves by the same amount ⇒ names: it grows with the distance
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column - lean * np.sign((side - 1) / 2 - row)
# %% slant · wrong · hard-coded for side 5 ⇒ points: columns for side 28 and lean -0.3 differ in
def slant(side, lean):
    row, column = np.indices((side, side)) * 1.0
    return row, column - lean * (2 - row)
# %% slant · wrong · rows of shape (side, 1) ⇒ points: rows for side 5 and lean 0.5 should have shape (5, 5), but have shape (5, 1)
def slant(side, lean):
    row = np.arange(side)[:, np.newaxis]
    return row, np.arange(side) - lean * ((side - 1) / 2 - row)
# %% slant · wrong · rows alone ⇒ points: columns), but this is an array of shape (5, 5) and dtype float64
def slant(side, lean):
    return np.arange(side)[:, np.newaxis] * np.ones((side, side))
