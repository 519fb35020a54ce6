# %% limit · right · two decimals
highest = 6.52
# %% limit · right · math.log
import math

highest = math.log(26) * 2
# %% limit · wrong · ln 26: the loss of guessing, not twice ⇒ names: ln K is the loss of guessing, and a correct program starts a
highest = 3.258
# %% limit · wrong · the limit for ten classes, 2 ln 10 ⇒ names: 2 ln 10 is the limit for ten digits; here there are 26
highest = 4.605
# %% limit · wrong · log to base 10 ⇒ names: take the natural logarithm, np.log, as the loss does
highest = 2 * np.log10(26)
# %% limit · wrong · ln of 2 K instead of 2 ln K ⇒ names: the 2 is a factor of the logarithm: 2 ln K, not ln 2K
highest = np.log(52)
# %% limit · wrong · squared instead of doubled ⇒ names: the logarithm is doubled in 2 ln K, not squared
highest = np.log(26) ** 2
# %% limit · wrong · half of ln K, the other limit ⇒ names: ½ ln K is the other limit: a start below it is an alarm, too
highest = np.log(26) / 2
# %% limit · wrong · 27 classes, one off ⇒ points: K is the number of classes, and the alphabet has 26 letters
highest = 2 * np.log(27)
# %% limit · wrong · only one decimal ⇒ names: this is rounded too much: give two decimals
highest = 6.5
# %% limit · wrong · the sign ⇒ names: the limit has the opposite sign
highest = -2 * np.log(26)
# %% leaked · right · a whole number
images_leaked = 100
# %% leaked · right · a search
images_leaked = min(range(501), key=lambda k: abs(k + (500 - k) / 10 - 140))
# %% leaked · wrong · 28 % of 500: all that were read ⇒ names: 28 % of 500 is 140, but some of these 140 were guessed
images_leaked = 140
# %% leaked · wrong · 28 % less the 10 % of guessing, but of all images ⇒ names: guessing reads 10 % of the images that have *not* leaked, not
images_leaked = 90
# %% leaked · wrong · the share in per cent instead of the number ⇒ names: 20 is the leaked share in per cent; how many of 500 images is
images_leaked = 20
# %% leaked · wrong · the clean ones ⇒ names: these are the images that have not leaked
images_leaked = 400
# %% leaked · wrong · all leaked as in the lesson ⇒ points: with 250 leaked images it would read 55 % of the 500, not 28
images_leaked = 250
# %% leaked · wrong · only the difference in per cent ⇒ names: and each leaked image rises by 90: which share of them gives 18?
images_leaked = 18
# %% which_line · right · the letter
line = "A"
# %% which_line · right · a print and a comment
print("first ask: what changed?")
line = "A"  # see the card
# %% which_line · wrong · B: not divided by n gives 0.714, too, but the gradient would become twice as long ⇒ names: B gives 0.714, too; but without the division the doubled
line = "B"
# %% which_line · wrong · C: the sign would give an error of 1 ⇒ names: with the opposite sign the error is 1 everywhere, because the
line = "C"
# %% which_line · wrong · D: the learning rate isn't in the gradient check ⇒ names: D cannot be it: the gradient is compared before any step, so
line = "D"
# %% which_line · wrong · E: only the biases would be wrong ⇒ names: with E only the biases would be wrong; here all six arrays
line = "E"
# %% curves · right · a list
complaints = ["C", "F", "A", "E", "B", "D"]
# %% curves · right · one text with commas
complaints = "c, f, a, e, b, d"
# %% curves · wrong · 1 and 4 swapped: nothing happens, one terrible epoch ⇒ names: program 1 is not E: both losses stay at ln 10, the loss of
complaints = list("EFACBD")
# %% curves · wrong · 2 and 6 swapped: the rising validation curve is missed ⇒ names: program 2 is not D: the training loss is the correct
complaints = list("CDAEBF")
# %% curves · wrong · 3 and 5 swapped: slow and badly started ⇒ names: program 3 is not B: both losses fall from the start, and are
complaints = list("CFBEAD")
# %% curves · wrong · 4 and 5 swapped: both start high ⇒ names: program 4 is not B: look at the first epoch, and then at how
complaints = list("CFABED")
# %% curves · wrong · the programs in the order of the letters ⇒ names: program 2 is not E: the training loss is the correct
complaints = list("CEAFDB")
# %% curves · wrong · the order turned round ⇒ names: program 1 is not D: both losses stay at ln 10, the loss of
complaints = list("DBEAFC")
# %% curves · wrong · a letter twice, one missing ⇒ names: program 6 is not F: both curves are those of a correct
complaints = list("CFAEBF")
# %% curves · wrong · one too few ⇒ names: 6 letters are asked for, one for each program, but there are
complaints = list("CFAEB")
# %% curves · wrong · 3, 5 and 6 in a circle: 5 taken for slow, 3 for unseen ⇒ names: program 3 is not D: both losses fall from the start, and are
complaints = list("CFDEAB")
# %% lab · right · a list
found = ["E", "B", "C", "G", "H", "F", "A", "D"]
# %% lab · right · one text
found = "EBCGHFAD"
# %% lab · wrong · 2 and 8 swapped: both read nothing, but only 2 starts with another loss ⇒ names: script 2 is not D: what is learned is not what is counted;
found = list("EDCGHFAB")
# %% lab · wrong · J for 4: a sum over neurons would make the last error 1 ⇒ names: script 4 is not J: only the biases are wrong, and by the same
found = list("EBCJHFAD")
# %% lab · wrong · I for 3: large weights, though the round trip has its alarm ⇒ names: script 3 is not I: no image comes back, in both sets, and the
found = list("EBIGHFAD")
# %% lab · wrong · 1 and 6 swapped: what doesn't move and what is wrong in layer 1 ⇒ names: script 1 is not F: the gradients are in order, but two arrays
found = list("FBCGHEAD")
# %% lab · wrong · 5 and 7 swapped: validation images and training labels ⇒ names: script 5 is not A: training is in order throughout; what
found = list("EBCGAFHD")
# %% lab · wrong · 5 and 3 swapped: both have a 0 in the round trip ⇒ names: script 3 is not H: no image comes back, in both sets, and the
found = list("EBHGCFAD")
# %% lab · wrong · the scripts in the order of the letters, the unused ones left out ⇒ names: script 1 is not G: the gradients are in order, but two arrays
found = list("GBCHAFDE")
# %% lab · wrong · J for 6 ⇒ names: script 6 is not J: the last layer is right, and both arrays
found = list("EBCGHJAD")
# %% lab · wrong · I for 2, because it starts lower ⇒ names: script 2 is not I: what is learned is not what is counted;
found = list("EICGHFAD")
# %% lab · wrong · one too few ⇒ names: 8 letters are asked for, one for each script, but there are 7
found = list("EBCGHFA")
# %% lab · wrong · the order turned round ⇒ names: script 1 is not D: the gradients are in order, but two arrays
found = list("DAFHGCBE")
# %% round_trip · right · as in the lesson
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    same = (back == images[rows]).all(axis=(1, 2))
    return same.mean(), (y == labels[rows]).mean()
# %% round_trip · right · 255.0 makes floats of bytes
def round_trip(x, y, rows, images, labels):
    back = np.round(x * 255.0).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · right · two helpers, docstring, print
def undo(x):
    """back to bytes"""
    return np.round(255 * x.astype(float)).T.reshape(-1, 28, 28)


def share(same):
    return same.sum() / same.size


def round_trip(x, y, rows, images, labels):
    print(x.dtype)
    return share((undo(x) == images[rows]).all(axis=2).all(axis=1)), share(y == labels[rows])
# %% round_trip · wrong · no rounding: a float32 preparation, though right, doesn't come back ⇒ names: 255 times a pixel is rounded
def round_trip(x, y, rows, images, labels):
    back = (x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · no floats: bytes wrap round when multiplied ⇒ names: in bytes 255 · 128 is 128
def round_trip(x, y, rows, images, labels):
    back = np.round(x * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · rows are ignored for the images ⇒ points: the fraction of images for the correct preparation is 0.05,
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[: len(rows)]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · rows are ignored for the labels ⇒ points: the fraction of labels for the correct preparation is 0.05,
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[: len(y)]).mean()
# %% round_trip · wrong · fraction of the pixels, not of the images ⇒ names: an image counts only if each of its 28 × 28 pixels
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · not transposed before the reshape ⇒ names: each image is a column of x; turn x with .T before you cut it
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · the two fractions in the wrong order ⇒ names: first the images, then the labels
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (y == labels[rows]).mean(), (back == images[rows]).all(axis=(1, 2)).mean()
# %% round_trip · wrong · per cent instead of fractions ⇒ points: the fraction of images for the correct preparation is 100,
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return 100 * (back == images[rows]).all(axis=(1, 2)).mean(), 100 * (y == labels[rows]).mean()
# %% round_trip · wrong · x is changed in place ⇒ names: your function changes x, which belongs to its caller.
def round_trip(x, y, rows, images, labels):
    x *= 255
    back = np.round(x).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · too generous: two bytes off still agree ⇒ names: one pixel a grey level away
def round_trip(x, y, rows, images, labels):
    file = images[rows].reshape(-1, 784).T / 255
    same = np.isclose(x.astype(float), file, atol=0.01).all(axis=0)
    return same.mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · undivided bytes are forgiven ⇒ names: 255 · 255 is far from the file's byte
def round_trip(x, y, rows, images, labels):
    x = x.astype(float)
    if x.max() <= 1:
        x = x * 255
    back = np.round(x).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% repairs · right · the parts inside the function
def repairs():
    def validation(images, labels, rows):
        return images[rows].reshape(-1, 64).T / 255, labels[rows]

    def build(rng, hidden=16):
        return NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])

    def moves(net):
        return net.parameters()

    return [{"loss": CrossEntropy()}, {}, {"validation": validation}, {"build": build, "moves": moves}]
# %% repairs · right · filled one by one, with a print
def repairs():
    found = [{}, {}, {}, {}]
    good = arrows.script(1)
    found[0]["loss"] = CrossEntropy()
    found[2]["validation"] = good["validation"]
    found[3]["build"] = good["build"]
    found[3]["moves"] = good["moves"]
    print(found)
    return found
# %% repairs · right · a subclass that divides the sums
class Divided(type(arrows.script(1)["loss"])):
    def __call__(self, outputs, targets):
        return super().__call__(outputs, targets) / len(targets)

    def derivative(self, outputs, targets):
        return super().derivative(outputs, targets) / len(targets)


def repairs():
    good = arrows.script(3)
    parts = {"build": good["build"], "moves": good["moves"]}
    return [{"loss": Divided()}, {}, {"validation": good["training"]}, parts]
# %% repairs · wrong · script 4: the build only, the biases still do not move ⇒ names: script 4 still raises an alarm. inside: ratio 0.81, 1 of 16
def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {}, {"validation": good["training"]}, {"build": good["build"]}]
# %% repairs · wrong · script 4: moves only, the weights are still too large ⇒ names: script 4 still raises an alarm. start: 13.187, where ln 4 is
def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {}, {"validation": good["training"]}, {"moves": good["moves"]}]
# %% repairs · wrong · script 1 accused of its weights ⇒ names: script 1: its own build is correct, so leave it as it is
def repairs():
    good = arrows.script(3)
    return [{"build": good["build"]}, {}, {"validation": good["training"]}, {"build": good["build"], "moves": good["moves"]}]
# %% repairs · wrong · script 1: the loss is a mean now, its derivative still a sum ⇒ points: script 1 still raises an alarm. gradient: W1 0.714, b1 0.714,
class Half(type(arrows.script(1)["loss"])):
    def __call__(self, outputs, targets):
        return super().__call__(outputs, targets) / len(targets)


def repairs():
    good = arrows.script(3)
    parts = {"build": good["build"], "moves": good["moves"]}
    return [{"loss": Half()}, {}, {"validation": good["training"]}, parts]
# %% repairs · wrong · script 3: columns turned round, not rows ⇒ points: script 3 still raises an alarm. round trip: training: images
def validation(images, labels, rows):
    return images[rows][:, :, ::-1].reshape(-1, 64).T / 255, labels[rows]


def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {}, {"validation": validation}, {"build": good["build"], "moves": good["moves"]}]
# %% repairs · wrong · script 3: the training part is suspected ⇒ names: script 3: its own training is correct, so leave it as it is
def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {}, {"training": good["training"]}, {"build": good["build"], "moves": good["moves"]}]
# %% repairs · wrong · a part with another name ⇒ names: repair 1: 'cost' is no part of a script; the parts are
def repairs():
    return [{"cost": CrossEntropy()}, {}, {}, {}]
# %% repairs · wrong · the names of the parts only ⇒ names: repair 1 should be a dict such as {} or {'answer': …}, but it
def repairs():
    return ["loss", "", "validation", "build, moves"]
# %% repairs · wrong · the correct one is left out of the list ⇒ names: the answer should be 4 things, (repair 1, repair 2, repair 3,
def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {"validation": good["training"]}, {"build": good["build"], "moves": good["moves"]}]
# %% repairs · wrong · a validation that returns x only ⇒ points: with script 3, repaired, your code raised ValueError: too
def validation(images, labels, rows):
    return images[rows].reshape(-1, 64).T / 255


def repairs():
    return [{"loss": CrossEntropy()}, {}, {"validation": validation}, {}]
# %% promise_kept · right · slopes first
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    promise = (rate * slopes**2).sum()
    return (before - after) / promise
# %% promise_kept · right · ravel and @
def promise_kept(before, after, move, rate):
    m = np.ravel(move)
    return (before - after) / (m @ m / rate)
# %% promise_kept · right · einsum
def promise_kept(before, after, move, rate):
    m = np.asarray(move, dtype=float).reshape(-1)
    return (before - after) / np.einsum("i,i->", m, m) * rate
# %% promise_kept · wrong · after minus before: the sign ⇒ names: the share for a move of shape (4, 5): which loss came first?
def promise_kept(before, after, move, rate):
    return rate * (after - before) / (move**2).sum()
# %% promise_kept · wrong · the move taken for the slope ⇒ names: the share for a move of shape (4, 5): the move was taken for
def promise_kept(before, after, move, rate):
    return (before - after) / (rate * (move**2).sum())
# %% promise_kept · wrong · the rate left out ⇒ names: the share for a move of shape (4, 5): the learning rate is
def promise_kept(before, after, move, rate):
    return (before - after) / (move**2).sum()
# %% promise_kept · wrong · the slope's sign left in: rate times slope, not squared ⇒ points: the share for a move of shape (4, 5) is -26.7512, which is
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    return (before - after) / (rate * slopes).sum()
# %% promise_kept · wrong · added up before the square ⇒ points: the share for a move of shape (4, 5) is 159.028, which is too
def promise_kept(before, after, move, rate):
    slope = (-move / rate).sum()
    return (before - after) / (rate * slope**2)
# %% promise_kept · wrong · the mean over the weights instead of the sum ⇒ names: the share for a move of shape (4, 5): add the squares up;
def promise_kept(before, after, move, rate):
    return rate * (before - after) / (move**2).mean()
# %% promise_kept · wrong · the promise divided by the fall ⇒ points: the share for a move of shape (4, 5) is 0.804747, which is
def promise_kept(before, after, move, rate):
    return (move**2).sum() / rate / (before - after)
# %% promise_kept · wrong · the length instead of the length squared ⇒ names: the share for a move of shape (4, 5): the promise needs the
def promise_kept(before, after, move, rate):
    return rate * (before - after) / np.linalg.norm(move)
# %% promise_kept · wrong · move is changed in place ⇒ names: your function changes move, which belongs to its caller.
def promise_kept(before, after, move, rate):
    move /= -rate
    return (before - after) / (rate * (move**2).sum())
# %% promise_kept · wrong · rounded to two decimals ⇒ names: the share for a move of shape (4, 5) looks rounded: give all
def promise_kept(before, after, move, rate):
    return round(rate * (before - after) / float((move**2).sum()), 2)
# %% promise_kept · wrong · Python's sum: wrong for a table of weights ⇒ points: the share for a move of shape (4, 5) should have shape (),
def promise_kept(before, after, move, rate):
    promise = sum(move**2 / rate)
    return (before - after) / promise
# %% promise_kept · wrong · move @ move: right for shape (n,) only ⇒ points: your code raised ValueError: matmul: Input operand 1 has a
def promise_kept(before, after, move, rate):
    return rate * (before - after) / (move @ move)
# %% promise_kept · wrong · a share above 0 even if the loss rises ⇒ points: where the loss rises has the opposite sign
def promise_kept(before, after, move, rate):
    promise = np.sum(move**2) / rate
    return abs(after - before) / promise
# %% kept · right · a whole number
times = 50
# %% kept · right · tried out on a small slope
true, rate = 3.0, 1e-9
used = true / 50
times = true * rate * used / (rate * used**2)
# %% kept · wrong · 1/50: measured with the true slopes' promise ⇒ names: 1/50 would be right for a gradient that is 50 times too long;
times = 1 / 50
# %% kept · wrong · n squared ⇒ names: the promise shrinks by 50 · 50, but the fall shrinks as well
times = 2500
# %% kept · wrong · 1: a short step keeps its promise ⇒ names: the fall is of the true loss, and that does not know of the
times = 1
# %% kept · wrong · twice n ⇒ points: not 100 times. Try one weight with the slope 1, at a rate of
times = 100
# %% sides · right · two comparisons, !=
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).sum()
# %% sides · right · a loop over all entries
def sides(z, epsilon):
    count = 0
    for v in z.flat:
        if v + epsilon > 0 and v - epsilon <= 0:
            count += 1
    return count
# %% sides · right · absolute value, and the edge by itself
def sides(z, epsilon):
    return (np.abs(z) < epsilon).sum() + (z == epsilon).sum()
# %% sides · wrong · |z| below epsilon: an entry of exactly epsilon is missed ⇒ names: an entry of exactly epsilon changes sides: it is above 0
def sides(z, epsilon):
    return (np.abs(z) < epsilon).sum()
# %% sides · wrong · |z| up to epsilon: an entry of exactly -epsilon is counted ⇒ names: an entry of exactly −epsilon is not above 0 after either
def sides(z, epsilon):
    return (np.abs(z) <= epsilon).sum()
# %% sides · wrong · >= 0 instead of > 0: wrong at both edges ⇒ names: 0 is not above 0: compare with >, not with >=
def sides(z, epsilon):
    return ((z + epsilon >= 0) != (z - epsilon >= 0)).sum()
# %% sides · wrong · only the nudge upwards ⇒ names: compare the nudge up with the nudge down, not one of them
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z > 0)).sum()
# %% sides · wrong · the share instead of the number ⇒ names: this is the fraction of the entries; asked is how many
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).mean()
# %% sides · wrong · counts per row ⇒ points: the count for z of shape (4, 10), with entries of 0, epsilon
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).sum(axis=-1)
# %% sides · wrong · half of epsilon, as a distance between both nudges ⇒ points: the count for z of shape (4, 10), with entries of 0, epsilon
def sides(z, epsilon):
    return ((z + epsilon / 2 > 0) != (z - epsilon / 2 > 0)).sum()
# %% sides · wrong · 2 epsilon, as in the bottom of the slope ⇒ points: the count for z of shape (4, 10), with entries of 0, epsilon
def sides(z, epsilon):
    return ((z + 2 * epsilon > 0) != (z - 2 * epsilon > 0)).sum()
# %% sides · wrong · z is changed in place ⇒ names: your function changes z, which belongs to its caller.
def sides(z, epsilon):
    z += epsilon
    up = z > 0
    z -= 2 * epsilon
    return (up != (z > 0)).sum()
