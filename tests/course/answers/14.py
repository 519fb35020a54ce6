# %% limit · right · two decimals
highest = 6.52
# %% limit · right · three decimals
highest = 6.516
# %% limit · right · four decimals
highest = 6.5162
# %% limit · right · computed
highest = 2 * np.log(26)
# %% limit · right · ln of 26 squared
highest = np.log(26**2)
# %% limit · right · math.log
import math

highest = math.log(26) * 2
# %% limit · right · float32
highest = np.float32(2 * np.log(26))
# %% limit · right · a 0-d array
highest = np.array(6.516)
# %% limit · right · Fraction
from fractions import Fraction

highest = Fraction(652, 100)
# %% limit · right · cut off after two decimals
highest = 6.51
# %% limit · wrong · ln 26: the loss of guessing, not twice ⇒ names: ln K is the loss of guessing, and a correct program starts a
highest = 3.258
# %% limit · wrong · the limit for ten classes, 2 ln 10 ⇒ names: 2 ln 10 is the limit for ten digits; here there are 26
highest = 4.605
# %% limit · wrong · log to base 10 ⇒ names: take the natural logarithm, np.log, as the loss does
highest = 2 * np.log10(26)
# %% limit · wrong · log to base 2 ⇒ names: take the natural logarithm, np.log, as the loss does
highest = 2 * np.log2(26)
# %% limit · wrong · ln of 2 K instead of 2 ln K ⇒ names: the 2 is a factor of the logarithm: 2 ln K, not ln 2K
highest = np.log(52)
# %% limit · wrong · squared instead of doubled ⇒ names: the logarithm is doubled in 2 ln K, not squared
highest = np.log(26) ** 2
# %% limit · wrong · half of ln K, the other limit ⇒ names: ½ ln K is the other limit: a start below it is an alarm, too
highest = np.log(26) / 2
# %% limit · wrong · 27 classes, one off ⇒ points: K is the number of classes, and the alphabet has 26 letters
highest = 2 * np.log(27)
# %% limit · wrong · 25 classes, one off ⇒ points: K is the number of classes, and the alphabet has 26 letters
highest = 2 * np.log(25)
# %% limit · wrong · only one decimal ⇒ names: this is rounded too much: give two decimals
highest = 6.5
# %% limit · wrong · 52 letters, small and capital ⇒ points: K is the number of classes, and the alphabet has 26 letters
highest = 2 * np.log(52)
# %% limit · wrong · the sign ⇒ names: the limit has the opposite sign
highest = -2 * np.log(26)
# %% leaked · right · a whole number
images_leaked = 100
# %% leaked · right · a float
images_leaked = 100.0
# %% leaked · right · computed
images_leaked = (0.28 - 0.10) / 0.90 * 500
# %% leaked · right · in images: 140 read, 50 by guessing, 450 to gain
images_leaked = 500 * (140 - 50) / 450
# %% leaked · right · solved for the share
share = (28 - 10) / (100 - 10)
images_leaked = share * 500
# %% leaked · right · rounded
images_leaked = round(500 * 0.18 / 0.9)
# %% leaked · right · np.int64
images_leaked = np.int64(100)
# %% leaked · right · a 0-d array
images_leaked = np.array(100)
# %% leaked · right · Fraction
from fractions import Fraction

images_leaked = Fraction(18, 90) * 500
# %% leaked · right · a search
images_leaked = min(range(501), key=lambda k: abs(k + (500 - k) / 10 - 140))
# %% leaked · right · 500 - 400 clean ones
images_leaked = 500 - (500 - 140) / 0.9
# %% leaked · wrong · 28 % of 500: all that were read ⇒ names: 28 % of 500 is 140, but some of these 140 were guessed
images_leaked = 140
# %% leaked · wrong · 28 % less the 10 % of guessing, but of all images ⇒ names: guessing reads 10 % of the images that have *not* leaked, not
images_leaked = 90
# %% leaked · wrong · the share in per cent instead of the number ⇒ names: 20 is the leaked share in per cent; how many of 500 images is
images_leaked = 20
# %% leaked · wrong · the share as a fraction ⇒ names: 20 is the leaked share in per cent; how many of 500 images is
images_leaked = 0.2
# %% leaked · wrong · the clean ones ⇒ names: these are the images that have not leaked
images_leaked = 400
# %% leaked · wrong · all leaked as in the lesson ⇒ points: with 250 leaked images it would read 55 % of the 500, not 28
images_leaked = 250
# %% leaked · wrong · only the difference in per cent ⇒ names: and each leaked image rises by 90: which share of them gives 18?
images_leaked = 18
# %% leaked · wrong · guessing added, not subtracted: 38 % ⇒ points: with 190 leaked images it would read 44.2 % of the 500, not
images_leaked = 190
# %% leaked · wrong · share of the training images: 1,000 of them ⇒ points: with 200 leaked images it would read 46 % of the 500, not 28
images_leaked = 200
# %% leaked · wrong · 10 % of 500, those guessed ⇒ points: with 50 leaked images it would read 19 % of the 500, not 28 %
images_leaked = 50
# %% leaked · wrong · of the images that aren't guessed: 18 % of 450 ⇒ points: with 81 leaked images it would read 24.58 % of the 500, not
images_leaked = 81
# %% leaked · wrong · 28 / 90 of 500, the 10 % not subtracted ⇒ points: with 155.6 leaked images it would read 38 % of the 500, not
images_leaked = 500 * 28 / 90
# %% which_line · right · the letter
line = "A"
# %% which_line · right · single quotes
line = 'A'
# %% which_line · right · from a list
options = ['A', 'B', 'C', 'D', 'E']
line = options[0]
# %% which_line · right · np.str_
line = np.str_("A")
# %% which_line · right · from an array
line = np.array(['A', 'B', 'C', 'D', 'E'])[0]
# %% which_line · right · chr
line = chr(65)
# %% which_line · right · computed upper case
line = "a".upper()
# %% which_line · right · in brackets
line = ("A")
# %% which_line · right · by index in a string
line = "ABCDE"[0]
# %% which_line · right · a print and a comment
print("first ask: what changed?")
line = "A"  # see the card
# %% which_line · right · a small letter with a full stop
line = " a."
# %% which_line · wrong · B: not divided by n gives 0.714, too, but the gradient would become twice as long ⇒ names: B gives 0.714, too; but without the division the doubled
line = "B"
# %% which_line · wrong · C: the sign would give an error of 1 ⇒ names: with the opposite sign the error is 1 everywhere, because the
line = "C"
# %% which_line · wrong · D: the learning rate isn't in the gradient check ⇒ names: D cannot be it: the gradient is compared before any step, so
line = "D"
# %% which_line · wrong · E: only the biases would be wrong ⇒ names: with E only the biases would be wrong; here all six arrays
line = "E"
# %% which_line · wrong · both factors of 6 ⇒ points: choose one of 'A', 'B', 'C', 'D', 'E'
line = "AB"
# %% which_line · wrong · a list ⇒ points: choose one of 'A', 'B', 'C', 'D', 'E'
line = ["A", "B"]
# %% which_line · wrong · left as it was ⇒ names: not attempted yet. Replace the ... and run both cells again.
line = ...
# %% which_line · wrong · a letter that isn't offered ⇒ points: choose one of 'A', 'B', 'C', 'D', 'E'
line = "F"
# %% which_line · wrong · the factor ⇒ points: choose one of 'A', 'B', 'C', 'D', 'E'
line = 6
# %% which_line · wrong · the number of the option ⇒ points: choose one of 'A', 'B', 'C', 'D', 'E'
line = 1
# %% curves · right · a list
complaints = ["C", "F", "A", "E", "B", "D"]
# %% curves · right · a tuple
complaints = ("C", "F", "A", "E", "B", "D")
# %% curves · right · list of a string
complaints = list("CFAEBD")
# %% curves · right · split
complaints = "C F A E B D".split()
# %% curves · right · an array
complaints = np.array(['C', 'F', 'A', 'E', 'B', 'D'])
# %% curves · right · comprehension
complaints = [c for c in "CFAEBD"]
# %% curves · right · a tuple of a string
complaints = tuple("CFAEBD")
# %% curves · right · from a dictionary
by_program = {1: 'C', 2: 'F', 3: 'A', 4: 'E', 5: 'B', 6: 'D'}
complaints = [by_program[k] for k in range(1, 7)]
# %% curves · right · filled one by one
complaints = []
for letter in "CFAEBD":
    complaints.append(letter)
# %% curves · right · sorted by the program
program = {'A': 3, 'B': 5, 'C': 1, 'D': 6, 'E': 4, 'F': 2}
complaints = sorted(program, key=program.get)
# %% curves · right · np.str_
complaints = [np.str_(c) for c in "CFAEBD"]
# %% curves · right · one text
complaints = "CFAEBD"
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
# %% curves · wrong · numbers instead of letters ⇒ names: 3 is not one of 'A', 'B', 'C', 'D', 'E', 'F'
complaints = [3, 6, 1, 5, 2, 4]
# %% curves · wrong · 3, 5 and 6 in a circle: 5 taken for slow, 3 for unseen ⇒ names: program 3 is not D: both losses fall from the start, and are
complaints = list("CFDEAB")
# %% curves · wrong · not filled in at the end ⇒ names: not attempted yet. Replace the ... and run both cells again.
complaints = ["C", "F", "A", "E", "B", ...]
# %% curves · wrong · letters with their programs ⇒ names: '1C' is not one of 'A', 'B', 'C', 'D', 'E', 'F'
complaints = ["1C", "2F", "3A", "4E", "5B", "6D"]
# %% lab · right · a list
found = ["E", "B", "C", "G", "H", "F", "A", "D"]
# %% lab · right · a tuple
found = ("E", "B", "C", "G", "H", "F", "A", "D")
# %% lab · right · list of a string
found = list("EBCGHFAD")
# %% lab · right · split
found = "E B C G H F A D".split()
# %% lab · right · an array
found = np.array(['E', 'B', 'C', 'G', 'H', 'F', 'A', 'D'])
# %% lab · right · comprehension
found = [c for c in "EBCGHFAD"]
# %% lab · right · a tuple of a string
found = tuple("EBCGHFAD")
# %% lab · right · from a dictionary
by_program = {1: 'E', 2: 'B', 3: 'C', 4: 'G', 5: 'H', 6: 'F', 7: 'A', 8: 'D'}
found = [by_program[k] for k in range(1, 9)]
# %% lab · right · filled one by one
found = []
for letter in "EBCGHFAD":
    found.append(letter)
# %% lab · right · sorted by the program
program = {'A': 7, 'B': 2, 'C': 3, 'D': 8, 'E': 1, 'F': 6, 'G': 4, 'H': 5}
found = sorted(program, key=program.get)
# %% lab · right · np.str_
found = [np.str_(c) for c in "EBCGHFAD"]
# %% lab · right · small letters
found = list("ebcghfad")
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
# %% lab · wrong · ten letters, the unused ones at the end ⇒ names: 8 letters are asked for, one for each script, but there are
found = list("EBCGHFADIJ")
# %% lab · wrong · the order turned round ⇒ names: script 1 is not D: the gradients are in order, but two arrays
found = list("DAFHGCBE")
# %% round_trip · right · as in the lesson
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    same = (back == images[rows]).all(axis=(1, 2))
    return same.mean(), (y == labels[rows]).mean()
# %% round_trip · right · flat pixels, one row per image
def round_trip(x, y, rows, images, labels):
    back = np.rint(np.asarray(x, dtype=float) * 255).T
    file = images[rows].reshape(len(rows), 784)
    return np.mean(np.all(back == file, axis=1)), np.mean(y == labels[rows])
# %% round_trip · right · a loop over the examples
def round_trip(x, y, rows, images, labels):
    n = len(rows)
    good_images = good_labels = 0
    for k in range(n):
        image = np.round(x[:, k].astype(float) * 255).reshape(28, 28)
        good_images += np.array_equal(image, images[rows[k]])
        good_labels += y[k] == labels[rows[k]]
    return good_images / n, good_labels / n
# %% round_trip · right · the file transposed instead of x
def round_trip(x, y, rows, images, labels):
    file = images[rows].reshape(-1, 784).T
    back = np.round(255 * x.astype(np.float64))
    return (back == file).all(axis=0).mean(), (labels[rows] == y).mean()
# %% round_trip · right · counts pixels that differ
def round_trip(x, y, rows, images, labels):
    back = np.round(np.multiply(x, 255.0, dtype=float)).T.reshape(-1, 28, 28)
    wrong = (back != images[rows]).sum(axis=(1, 2))
    return (wrong == 0).mean(), 1 - (y != labels[rows]).mean()
# %% round_trip · right · largest difference below half a byte
def round_trip(x, y, rows, images, labels):
    file = images[rows].reshape(-1, 784).T.astype(float)
    far = np.abs(x.astype(float) * 255 - file).max(axis=0)
    return (far < 0.5).mean(), (y == labels[rows]).mean()
# %% round_trip · right · np.isclose with half a byte
def round_trip(x, y, rows, images, labels):
    file = images[rows].reshape(-1, 784).T / 255
    same = np.isclose(x.astype(float), file, rtol=0, atol=0.5 / 255).all(axis=0)
    return np.count_nonzero(same) / len(rows), np.count_nonzero(y == labels[rows]) / len(rows)
# %% round_trip · right · 255.0 makes floats of bytes
def round_trip(x, y, rows, images, labels):
    back = np.round(x * 255.0).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · right · comprehensions with zip
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float).T * 255)
    same = [bool((b == images[r].ravel()).all()) for b, r in zip(back, rows)]
    names = [int(a) == int(labels[r]) for a, r in zip(y, rows)]
    return sum(same) / len(same), sum(names) / len(names)
# %% round_trip · right · divided by 1/255, a list
def round_trip(x, y, rows, images, labels):
    back = np.round(np.array(x, dtype=np.float64) / (1 / 255)).T.reshape(images[rows].shape)
    return [float((back == images[rows]).all(axis=(1, 2)).mean()), float((y == labels[rows]).mean())]
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
# %% round_trip · wrong · turned back into bytes: values outside 0 to 255 wrap round ⇒ points: in bytes 255 · 128 is 128
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).astype(int).astype(np.uint8).T.reshape(-1, 28, 28)
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
# %% round_trip · wrong · any pixel instead of all ⇒ names: an image counts only if each of its 28 × 28 pixels
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).any(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · not transposed before the reshape ⇒ names: each image is a column of x; turn x with .T before you cut it
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · rows and columns of each image swapped ⇒ points: the fraction of images for the correct preparation is 0.7,
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).reshape(28, 28, -1, order="F").T
    return (back == images[rows].transpose(0, 2, 1)).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · the two fractions in the wrong order ⇒ names: first the images, then the labels
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (y == labels[rows]).mean(), (back == images[rows]).all(axis=(1, 2)).mean()
# %% round_trip · wrong · per cent instead of fractions ⇒ points: the fraction of images for the correct preparation is 100,
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return 100 * (back == images[rows]).all(axis=(1, 2)).mean(), 100 * (y == labels[rows]).mean()
# %% round_trip · wrong · compares the sums of the pixels ⇒ names: in the same place
def round_trip(x, y, rows, images, labels):
    sums = np.round(x.astype(float) * 255).sum(axis=0)
    return (sums == images[rows].sum(axis=(1, 2))).mean(), (y == labels[rows]).mean()
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
# %% round_trip · wrong · the fractions that disagree ⇒ points: the fraction of images for the correct preparation is 0
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back != images[rows]).any(axis=(1, 2)).mean(), (y != labels[rows]).mean()
# %% round_trip · wrong · undivided bytes are forgiven ⇒ names: 255 · 255 is far from the file's byte
def round_trip(x, y, rows, images, labels):
    x = x.astype(float)
    if x.max() <= 1:
        x = x * 255
    back = np.round(x).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · prepares the file again and compares with a tiny tolerance, not with the rounded byte ⇒ names: 255 times a pixel is rounded
def round_trip(x, y, rows, images, labels):
    file = images[rows].reshape(-1, 784).T / 255
    return np.isclose(x, file).all(axis=0).mean(), (y == labels[rows]).mean()
# %% repairs · right · the parts inside the function
def repairs():
    def validation(images, labels, rows):
        return images[rows].reshape(-1, 64).T / 255, labels[rows]

    def build(rng, hidden=16):
        return NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])

    def moves(net):
        return net.parameters()

    return [{"loss": CrossEntropy()}, {}, {"validation": validation}, {"build": build, "moves": moves}]
# %% repairs · right · the parts outside, dict()
def prepare(images, labels, rows):
    x = images[rows].reshape(len(rows), 64).T / 255
    y = labels[rows]
    return x, y


def build(rng, hidden=16):
    return NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])


def repairs():
    return [dict(loss=CrossEntropy()), dict(), dict(validation=prepare), dict(build=build, moves=lambda net: net.parameters())]
# %% repairs · right · a tuple, the training part of script 3 for its validation
def build(rng, hidden=16):
    return NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])


def repairs():
    good = arrows.script(3)
    return {"loss": good["loss"]}, {}, {"validation": good["training"]}, {"build": build, "moves": good["moves"]}
# %% repairs · right · an own cross-entropy
class Mean:
    def __call__(self, outputs, targets):
        z = outputs - outputs.max(axis=0)
        p = np.exp(z) / np.exp(z).sum(axis=0)
        return -np.log(p[targets, np.arange(len(targets))]).mean()

    def derivative(self, outputs, targets):
        z = outputs - outputs.max(axis=0)
        p = np.exp(z) / np.exp(z).sum(axis=0)
        p[targets, np.arange(len(targets))] -= 1
        return p / len(targets)


def build(rng, hidden):
    first = Layer(64, hidden, ReLU(), rng=rng)
    return NeuralNetwork([first, Layer(hidden, 4, Identity(), rng=rng)])


def repairs():
    return [
        {"loss": Mean()},
        {},
        {"validation": lambda images, labels, rows: (images[rows].reshape(-1, 64).T / 255.0, labels[rows])},
        {"build": build, "moves": NeuralNetwork.parameters},
    ]
# %% repairs · right · another factor in the weights, within the limits
def build(rng, hidden=16):
    net = NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])
    for layer in net.layers:
        layer.W[...] = rng.normal(0, 0.1, layer.W.shape)
    return net


def repairs():
    training = arrows.script(1)["training"]
    return [{"loss": CrossEntropy()}, {}, {"validation": training}, {"build": build, "moves": lambda n: n.parameters()}]
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
# %% repairs · right · moves by hand
def moves(net):
    pairs = []
    for layer in net.layers:
        pairs.append((layer.W, layer.dW))
        pairs.append((layer.b, layer.db))
    return pairs


def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {}, {"validation": good["training"]}, {"build": good["build"], "moves": moves}]
# %% repairs · right · by number, then in order
def repairs():
    good = arrows.script(3)
    by_number = {4: {"build": good["build"], "moves": good["moves"]}, 3: {"validation": good["training"]}, 2: {}}
    by_number[1] = {"loss": good["loss"]}
    return [by_number[k] for k in (1, 2, 3, 4)]
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
# %% repairs · right · images turned back
def validation(images, labels, rows):
    x, y = arrows.script(3)["validation"](images, labels, rows)
    return x.reshape(8, 8, -1)[::-1].reshape(64, -1), y


def repairs():
    good = arrows.script(1)
    parts = {"build": good["build"], "moves": good["moves"]}
    return [{"loss": CrossEntropy()}, {}, {"validation": validation}, parts]
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
# %% repairs · wrong · script 2, the correct one, is cured ⇒ names: script 2: its own training is correct, so leave it as it is
def repairs():
    good = arrows.script(3)
    parts = {"build": good["build"], "moves": good["moves"]}
    return [{"loss": CrossEntropy()}, {"training": good["training"]}, {"validation": good["training"]}, parts]
# %% repairs · wrong · everything is replaced in script 3 ⇒ names: script 3: its own training is correct, so leave it as it is
def repairs():
    good = arrows.script(1)
    parts = {"build": good["build"], "moves": good["moves"]}
    return [{"loss": CrossEntropy()}, {}, dict(good, loss=CrossEntropy()), parts]
# %% repairs · wrong · whole scripts instead of what replaces ⇒ names: script 1: its own training is correct, so leave it as it is
def repairs():
    good = arrows.script(3)
    one = arrows.script(1) | {"loss": CrossEntropy()}
    return [one, arrows.script(2), arrows.script(3), arrows.script(4)]
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
# %% repairs · wrong · weights of 0 ⇒ names: script 4 still raises an alarm. inside: ratio 0.00, 16 of 16
def build(rng, hidden=16):
    net = NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])
    for layer in net.layers:
        layer.W[...] = 0
    return net


def repairs():
    good = arrows.script(3)
    return [{"loss": CrossEntropy()}, {}, {"validation": good["training"]}, {"build": build, "moves": good["moves"]}]
# %% promise_kept · right · slopes first
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    promise = (rate * slopes**2).sum()
    return (before - after) / promise
# %% promise_kept · right · simplified
def promise_kept(before, after, move, rate):
    return rate * (before - after) / (move**2).sum()
# %% promise_kept · right · np.sum of a product
def promise_kept(before, after, move, rate):
    return (before - after) / np.sum(move * move / rate)
# %% promise_kept · right · np.vdot
def promise_kept(before, after, move, rate):
    return (before - after) * rate / np.vdot(move, move)
# %% promise_kept · right · ravel and @
def promise_kept(before, after, move, rate):
    m = np.ravel(move)
    return (before - after) / (m @ m / rate)
# %% promise_kept · right · a loop over all entries
def promise_kept(before, after, move, rate):
    promise = 0.0
    for m in move.flat:
        slope = -m / rate
        promise += rate * slope**2
    return (before - after) / promise
# %% promise_kept · right · comprehension and sum
def promise_kept(before, after, move, rate):
    promise = sum(rate * (m / rate) ** 2 for m in move.ravel())
    return float((before - after) / promise)
# %% promise_kept · right · norm squared
def promise_kept(before, after, move, rate):
    return rate * (before - after) / np.linalg.norm(move) ** 2
# %% promise_kept · right · einsum
def promise_kept(before, after, move, rate):
    m = np.asarray(move, dtype=float).reshape(-1)
    return (before - after) / np.einsum("i,i->", m, m) * rate
# %% promise_kept · right · mean times size
def promise_kept(before, after, move, rate):
    return (before - after) * rate / (np.square(move).mean() * move.size)
# %% promise_kept · right · fall with the sign turned twice
def promise_kept(before, after, move, rate):
    return (after - before) / -np.square(move / np.sqrt(rate)).sum()
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
# %% promise_kept · wrong · the rate forgotten in the promise: slope squared only ⇒ points: the share for a move of shape (4, 5) is 0.0248525, which is
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    return (before - after) / (slopes**2).sum()
# %% promise_kept · wrong · the promise divided by the fall ⇒ points: the share for a move of shape (4, 5) is 0.804747, which is
def promise_kept(before, after, move, rate):
    return (move**2).sum() / rate / (before - after)
# %% promise_kept · wrong · the length instead of the length squared ⇒ names: the share for a move of shape (4, 5): the promise needs the
def promise_kept(before, after, move, rate):
    return rate * (before - after) / np.linalg.norm(move)
# %% promise_kept · wrong · never above 1: cut off ⇒ points: the share for a move of shape (4, 5) is 1, which is too
def promise_kept(before, after, move, rate):
    return min(1.0, rate * (before - after) / (move**2).sum())
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
# %% kept · right · a float
times = 50.0
# %% kept · right · computed
n = 50
times = n
# %% kept · right · from the two lengths
times = (1 / 50) / (1 / 50) ** 2
# %% kept · right · np.int64
times = np.int64(50)
# %% kept · right · a 0-d array
times = np.array(50)
# %% kept · right · Fraction
from fractions import Fraction

times = 1 / Fraction(1, 50)
# %% kept · right · tried out on a small slope
true, rate = 3.0, 1e-9
used = true / 50
times = true * rate * used / (rate * used**2)
# %% kept · right · length of a range
times = len(range(50))
# %% kept · right · rounded
times = round(49.9999)
# %% kept · wrong · 1/50: measured with the true slopes' promise ⇒ names: 1/50 would be right for a gradient that is 50 times too long;
times = 1 / 50
# %% kept · wrong · n squared ⇒ names: the promise shrinks by 50 · 50, but the fall shrinks as well
times = 2500
# %% kept · wrong · 1: a short step keeps its promise ⇒ names: the fall is of the true loss, and that does not know of the
times = 1
# %% kept · wrong · 1 / n squared ⇒ true: the promise shrinks by 50 · 50, but the fall shrinks as well
times = 1 / 2500
# %% kept · wrong · twice n ⇒ points: not 100 times. Try one weight with the slope 1, at a rate of
times = 100
# %% kept · wrong · the square root of n ⇒ points: not 7.071 times. Try one weight with the slope 1, at a rate
times = 50**0.5
# %% kept · wrong · 51: one off ⇒ points: not 51 times. Try one weight with the slope 1, at a rate of
times = 51
# %% kept · wrong · n twice written as 2 ⇒ points: not 2 times. Try one weight with the slope 1, at a rate of 1:
times = 2
# %% kept · wrong · 0: it doesn't move ⇒ points: not 0 times. Try one weight with the slope 1, at a rate of 1:
times = 0
# %% kept · wrong · the sign ⇒ points: not -50 times. Try one weight with the slope 1, at a rate of
times = -50
# %% kept · wrong · the factor of the check, 5/7 ⇒ points: not 0.7143 times. Try one weight with the slope 1, at a rate
times = 5 / 7
# %% kept · wrong · ratio of n and n - 1 ⇒ points: not 1.02 times. Try one weight with the slope 1, at a rate of
times = 50 / 49
# %% sides · right · two comparisons, !=
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).sum()
# %% sides · right · xor
def sides(z, epsilon):
    return np.sum((z + epsilon > 0) ^ (z - epsilon > 0))
# %% sides · right · up and not down
def sides(z, epsilon):
    return np.count_nonzero((z + epsilon > 0) & ~(z - epsilon > 0))
# %% sides · right · an interval, open below, closed above
def sides(z, epsilon):
    return int(((z > -epsilon) & (z <= epsilon)).sum())
# %% sides · right · a loop over all entries
def sides(z, epsilon):
    count = 0
    for v in z.flat:
        if v + epsilon > 0 and v - epsilon <= 0:
            count += 1
    return count
# %% sides · right · difference of two counts
def sides(z, epsilon):
    return (z + epsilon > 0).sum() - (z - epsilon > 0).sum()
# %% sides · right · comprehension
def sides(z, epsilon):
    return sum((v + epsilon > 0) != (v - epsilon > 0) for v in np.ravel(z))
# %% sides · right · absolute value, and the edge by itself
def sides(z, epsilon):
    return (np.abs(z) < epsilon).sum() + (z == epsilon).sum()
# %% sides · right · all minus those that stay
def sides(z, epsilon):
    return np.size(z) - np.sum(z > epsilon) - np.sum(z <= -epsilon)
# %% sides · right · np.logical_xor, helper
def awake(z):
    return np.greater(z, 0)


def sides(z, epsilon):
    return np.logical_xor(awake(z + epsilon), awake(z - epsilon)).sum()
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
# %% sides · wrong · only the nudge downwards ⇒ names: compare the nudge up with the nudge down, not one of them
def sides(z, epsilon):
    return ((z - epsilon > 0) != (z > 0)).sum()
# %% sides · wrong · signs compared: 0 counts as a side of its own ⇒ names: an entry of exactly −epsilon is not above 0 after either
def sides(z, epsilon):
    return (np.sign(z + epsilon) != np.sign(z - epsilon)).sum()
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
# %% sides · wrong · those that stay on their side ⇒ points: the count for z of shape (4, 10), with entries of 0, epsilon
def sides(z, epsilon):
    return ((z + epsilon > 0) == (z - epsilon > 0)).sum()
