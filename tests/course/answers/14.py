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
# %% limit · right · minus ln of a probability
highest = -np.log(1 / 676)
# %% limit · right · float32
highest = np.float32(2 * np.log(26))
# %% limit · right · a 0-d array
highest = np.array(6.516)
# %% limit · right · rounded
highest = round(2 * float(np.log(26)), 2)
# %% limit · right · from log2
highest = 2 * np.log2(26) / np.log2(np.e)
# %% limit · right · from the alphabet
import string

highest = np.log(len(string.ascii_lowercase)) + np.log(26)
# %% limit · right · Fraction
from fractions import Fraction

highest = Fraction(652, 100)
# %% limit · right · the loss of a network that gives 1/26 of 1/26, with softmax
p = np.full(26, 1 / 26)
highest = -2 * np.log(p).mean()
# %% limit · right · many digits
highest = 6.516193076042964
# %% limit · wrong · ln 26: the loss of guessing, not twice
highest = 3.258
# %% limit · wrong · the limit for ten classes, 2 ln 10
highest = 4.605
# %% limit · wrong · log to base 10
highest = 2 * np.log10(26)
# %% limit · wrong · log to base 2
highest = 2 * np.log2(26)
# %% limit · wrong · ln of 2 K instead of 2 ln K
highest = np.log(52)
# %% limit · wrong · squared instead of doubled
highest = np.log(26) ** 2
# %% limit · wrong · half of ln K, the other limit
highest = np.log(26) / 2
# %% limit · wrong · 27 classes, one off
highest = 2 * np.log(27)
# %% limit · wrong · 25 classes, one off
highest = 2 * np.log(25)
# %% limit · wrong · only one decimal
highest = 6.5
# %% limit · wrong · rounded to a whole number
highest = 7
# %% limit · wrong · twice the number of classes
highest = 52
# %% limit · wrong · a probability instead of a loss
highest = 1 / 26
# %% limit · wrong · ln K + 2 instead of 2 ln K
highest = np.log(26) + 2
# %% limit · wrong · 52 letters, small and capital
highest = 2 * np.log(52)
# %% limit · wrong · the sign
highest = -2 * np.log(26)
# %% limit · wrong · scaled from ten classes in proportion: 4.6 · 2.6
highest = 11.97
# %% huge · right · the letter
cause = "A"
# %% huge · right · single quotes
cause = 'A'
# %% huge · right · from a list
options = ['A', 'B', 'C', 'D']
cause = options[0]
# %% huge · right · np.str_
cause = np.str_("A")
# %% huge · right · from an array
cause = np.array(['A', 'B', 'C', 'D'])[0]
# %% huge · right · chr
cause = chr(65)
# %% huge · right · computed upper case
cause = "a".upper()
# %% huge · right · in brackets
cause = ("A")
# %% huge · right · by index in a string
cause = "ABCD"[0]
# %% huge · right · a print and a comment
print("first ask: what changed?")
cause = "A"  # see the card
# %% huge · wrong · B: the weights; a loss that is 50 · 2.33 was taken for overconfidence
cause = "B"
# %% huge · wrong · C: the pixels; always-1 started at 71.7
cause = "C"
# %% huge · wrong · D: more outputs; that would need e to the 116 of them
cause = "D"
# %% huge · wrong · two causes
cause = "AB"
# %% huge · wrong · a list of causes
cause = ["A", "B"]
# %% huge · wrong · left as it was
cause = ...
# %% huge · wrong · a letter that isn't offered
cause = "E"
# %% huge · wrong · the factor
cause = 50
# %% huge · wrong · the loss per image
cause = 116.6 / 50
# %% huge · wrong · the number of the option
cause = 1
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
# %% round_trip · right · whole numbers after the rounding
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).astype(int).T.reshape(-1, 28, 28)
    return (back == images[rows].astype(int)).all((1, 2)).mean(), (y == labels[rows]).mean()
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
# %% round_trip · right · np.logical_and.reduce, np.take
def round_trip(x, y, rows, images, labels):
    file = np.take(images, rows, axis=0)
    same = np.logical_and.reduce(np.round(x.astype(float) * 255).T == file.reshape(-1, 28 * 28), axis=1)
    return same.mean(), np.equal(y, np.take(labels, rows)).mean()
# %% round_trip · right · one example after the other, as sets of differences
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255)
    bad = {k for k in range(len(rows)) if (back[:, k] != images[rows[k]].flatten()).any()}
    return 1 - len(bad) / len(rows), float(np.average(labels[rows] == y))
# %% round_trip · wrong · no rounding: a float32 preparation, though right, doesn't come back
def round_trip(x, y, rows, images, labels):
    back = (x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · cut off instead of rounded
def round_trip(x, y, rows, images, labels):
    back = (x.astype(float) * 255).astype(int).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · no floats: bytes wrap round when multiplied
def round_trip(x, y, rows, images, labels):
    back = np.round(x * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · turned back into bytes: values outside 0 to 255 wrap round
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).astype(int).astype(np.uint8).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · clipped to 0 to 255, which repairs undivided pictures of 0 and 255
def round_trip(x, y, rows, images, labels):
    back = np.clip(np.round(x.astype(float) * 255), 0, 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · rows are ignored for the images
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[: len(rows)]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · rows are ignored for the labels
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[: len(y)]).mean()
# %% round_trip · wrong · fraction of the pixels, not of the images
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · any pixel instead of all
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).any(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · not transposed before the reshape
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · rows and columns of each image swapped
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).reshape(28, 28, -1, order="F").T
    return (back == images[rows].transpose(0, 2, 1)).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · the two fractions in the wrong order
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (y == labels[rows]).mean(), (back == images[rows]).all(axis=(1, 2)).mean()
# %% round_trip · wrong · per cent instead of fractions
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return 100 * (back == images[rows]).all(axis=(1, 2)).mean(), 100 * (y == labels[rows]).mean()
# %% round_trip · wrong · numbers instead of fractions
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).sum(), (y == labels[rows]).sum()
# %% round_trip · wrong · all or nothing: 1.0 only if every image agrees
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return float((back == images[rows]).all()), float((y == labels[rows]).all())
# %% round_trip · wrong · counts a label only if its image agrees, too
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    same = (back == images[rows]).all(axis=(1, 2))
    return same.mean(), (same & (y == labels[rows])).mean()
# %% round_trip · wrong · compares the sums of the pixels
def round_trip(x, y, rows, images, labels):
    sums = np.round(x.astype(float) * 255).sum(axis=0)
    return (sums == images[rows].sum(axis=(1, 2))).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · x is changed in place
def round_trip(x, y, rows, images, labels):
    x *= 255
    back = np.round(x).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · too generous: two bytes off still agree
def round_trip(x, y, rows, images, labels):
    file = images[rows].reshape(-1, 784).T / 255
    same = np.isclose(x.astype(float), file, atol=0.01).all(axis=0)
    return same.mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · the fractions that disagree
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back != images[rows]).any(axis=(1, 2)).mean(), (y != labels[rows]).mean()
# %% round_trip · wrong · 256 instead of 255
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 256).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · undivided bytes are forgiven
def round_trip(x, y, rows, images, labels):
    x = x.astype(float)
    if x.max() <= 1:
        x = x * 255
    back = np.round(x).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
# %% round_trip · wrong · compares labels as sorted lists
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28)
    return (back == images[rows]).all(axis=(1, 2)).mean(), (np.sort(y) == np.sort(labels[rows])).mean()
# %% round_trip · wrong · fails for a single example: squeezed
def round_trip(x, y, rows, images, labels):
    back = np.round(x.astype(float) * 255).T.reshape(-1, 28, 28).squeeze()
    return (back == images[rows].squeeze()).all(axis=(1, 2)).mean(), (y == labels[rows]).mean()
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
# %% which_line · wrong · B: not divided by n gives 0.714, too, but the gradient would become twice as long
line = "B"
# %% which_line · wrong · C: the sign would give an error of 1
line = "C"
# %% which_line · wrong · D: the learning rate isn't in the gradient check
line = "D"
# %% which_line · wrong · E: only the biases would be wrong
line = "E"
# %% which_line · wrong · both factors of 6
line = "AB"
# %% which_line · wrong · a list
line = ["A", "B"]
# %% which_line · wrong · left as it was
line = ...
# %% which_line · wrong · a letter that isn't offered
line = "F"
# %% which_line · wrong · the factor
line = 6
# %% which_line · wrong · the number of the option
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
# %% curves · wrong · 1 and 4 swapped: nothing happens, one terrible epoch
complaints = list("EFACBD")
# %% curves · wrong · 2 and 6 swapped: the rising validation curve is missed
complaints = list("CDAEBF")
# %% curves · wrong · 3 and 5 swapped: slow and badly started
complaints = list("CFBEAD")
# %% curves · wrong · 4 and 5 swapped: both start high
complaints = list("CFABED")
# %% curves · wrong · the programs in the order of the letters
complaints = list("CEAFDB")
# %% curves · wrong · 1 and 3 swapped: standing still and slow
complaints = list("AFCEBD")
# %% curves · wrong · three in a circle: 1, 3, 4
complaints = list("ECAFBD")
# %% curves · wrong · in the order of the alphabet
complaints = list("ABCDEF")
# %% curves · wrong · the order turned round
complaints = list("DBEAFC")
# %% curves · wrong · a letter twice, one missing
complaints = list("CFAEBF")
# %% curves · wrong · one too few
complaints = list("CFAEB")
# %% curves · wrong · 2 and 5 swapped
complaints = list("CBAEFD")
# %% curves · wrong · numbers instead of letters
complaints = [3, 6, 1, 5, 2, 4]
# %% curves · wrong · 3, 5 and 6 in a circle: 5 taken for slow, 3 for unseen
complaints = list("CFDEAB")
# %% curves · wrong · not filled in at the end
complaints = ["C", "F", "A", "E", "B", ...]
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
# %% lab · wrong · 2 and 8 swapped: both read nothing, but only 2 starts with another loss
found = list("EDCGHFAB")
# %% lab · wrong · J for 4: a sum over neurons would make the last error 1
found = list("EBCJHFAD")
# %% lab · wrong · I for 3: large weights, though the round trip has its alarm
found = list("EBIGHFAD")
# %% lab · wrong · 1 and 6 swapped: what doesn't move and what is wrong in layer 1
found = list("FBCGHEAD")
# %% lab · wrong · 5 and 7 swapped: validation images and training labels
found = list("EBCGAFHD")
# %% lab · wrong · 4 and 6 swapped: biases and layer 1
found = list("EBCFHGAD")
# %% lab · wrong · 3 and 7 swapped: both train badly
found = list("EBAGHFCD")
# %% lab · wrong · 5 and 3 swapped: both have a 0 in the round trip
found = list("EBHGCFAD")
# %% lab · wrong · the scripts in the order of the letters, the unused ones left out
found = list("GBCHAFDE")
# %% lab · wrong · J for 6
found = list("EBCGHJAD")
# %% lab · wrong · I for 2, because it starts lower
found = list("EICGHFAD")
# %% lab · wrong · in the order of the alphabet
found = list("ABCDEFGH")
# %% lab · wrong · one too few
found = list("EBCGHFA")
# %% lab · wrong · a letter twice: D for 2 and 8
found = list("EDCGHFAD")
# %% lab · wrong · ten letters, the unused ones at the end
found = list("EBCGHFADIJ")
# %% lab · wrong · the order turned round
found = list("DAFHGCBE")
# %% lab · wrong · I for 1
found = list("IBCGHFAD")
# %% lab · wrong · 4, 6 and 1 in a circle
found = list("GBCFHEAD")
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
# %% leaked · right · np.linalg.solve
images_leaked = np.linalg.solve([[1, 0.1], [1, 1]], [140, 500])[0]
# %% leaked · right · 500 - 400 clean ones
images_leaked = 500 - (500 - 140) / 0.9
# %% leaked · right · float32
images_leaked = np.float32(100)
# %% leaked · wrong · 28 % of 500: all that were read
images_leaked = 140
# %% leaked · wrong · 28 % less the 10 % of guessing, but of all images
images_leaked = 90
# %% leaked · wrong · the share in per cent instead of the number
images_leaked = 20
# %% leaked · wrong · the share as a fraction
images_leaked = 0.2
# %% leaked · wrong · the clean ones
images_leaked = 400
# %% leaked · wrong · all leaked as in the lesson
images_leaked = 250
# %% leaked · wrong · only the difference in per cent
images_leaked = 18
# %% leaked · wrong · guessing added, not subtracted: 38 %
images_leaked = 190
# %% leaked · wrong · 28 % over 10 %: a factor
images_leaked = 2.8
# %% leaked · wrong · share of the training images: 1,000 of them
images_leaked = 200
# %% leaked · wrong · 10 % of 500, those guessed
images_leaked = 50
# %% leaked · wrong · of the images that aren't guessed: 18 % of 450
images_leaked = 81
# %% leaked · wrong · 28 / 90 of 500, the 10 % not subtracted
images_leaked = 500 * 28 / 90
# %% leaked · wrong · none
images_leaked = 0
# %% leaked · wrong · scaled by the lesson: 250 · 28 / 56
images_leaked = 125
# %% leaked · wrong · in proportion to the lesson's gain: 250 · 18 / 46
images_leaked = 250 * 18 / 46
# %% leaked · wrong · the images read wrongly
images_leaked = 360
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
# %% promise_kept · right · promise as minus slope times move
def promise_kept(before, after, move, rate):
    slopes = move / -rate
    promise = -(slopes * move).sum()
    return (before - after) / promise
# %% promise_kept · right · mean times size
def promise_kept(before, after, move, rate):
    return (before - after) * rate / (np.square(move).mean() * move.size)
# %% promise_kept · right · fall with the sign turned twice
def promise_kept(before, after, move, rate):
    return (after - before) / -np.square(move / np.sqrt(rate)).sum()
# %% promise_kept · right · type hints, docstring, print, walrus
def promise_kept(before: float, after: float, move: np.ndarray, rate: float = 0.1):
    """share of the promise"""
    print(fall := before - after)
    return fall * rate / np.power(move, 2).sum()
# %% promise_kept · right · a helper, a lambda
total = lambda array: np.add.reduce(array, axis=None)


def promise_kept(before, after, move, rate):
    slopes = np.multiply(move, -1 / rate)
    return (before - after) / (rate * total(slopes * slopes))
# %% promise_kept · wrong · after minus before: the sign
def promise_kept(before, after, move, rate):
    return rate * (after - before) / (move**2).sum()
# %% promise_kept · wrong · the move taken for the slope
def promise_kept(before, after, move, rate):
    return (before - after) / (rate * (move**2).sum())
# %% promise_kept · wrong · the rate left out
def promise_kept(before, after, move, rate):
    return (before - after) / (move**2).sum()
# %% promise_kept · wrong · the slope's sign left in: rate times slope, not squared
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    return (before - after) / (rate * slopes).sum()
# %% promise_kept · wrong · added up before the square
def promise_kept(before, after, move, rate):
    slope = (-move / rate).sum()
    return (before - after) / (rate * slope**2)
# %% promise_kept · wrong · the mean over the weights instead of the sum
def promise_kept(before, after, move, rate):
    return rate * (before - after) / (move**2).mean()
# %% promise_kept · wrong · slope is move times rate
def promise_kept(before, after, move, rate):
    slopes = move * rate
    return (before - after) / (rate * slopes**2).sum()
# %% promise_kept · wrong · rate squared: (rate · slope) squared
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    return (before - after) / ((rate * slopes) ** 2).sum()
# %% promise_kept · wrong · the rate forgotten in the promise: slope squared only
def promise_kept(before, after, move, rate):
    slopes = -move / rate
    return (before - after) / (slopes**2).sum()
# %% promise_kept · wrong · the promise divided by the fall
def promise_kept(before, after, move, rate):
    return (move**2).sum() / rate / (before - after)
# %% promise_kept · wrong · the length instead of the length squared
def promise_kept(before, after, move, rate):
    return rate * (before - after) / np.linalg.norm(move)
# %% promise_kept · wrong · sizes of the moves instead of squares
def promise_kept(before, after, move, rate):
    return (before - after) / np.abs(move).sum()
# %% promise_kept · wrong · an array with a share for each weight
def promise_kept(before, after, move, rate):
    return (before - after) / (move**2 / rate)
# %% promise_kept · wrong · the mean of each weight's share
def promise_kept(before, after, move, rate):
    return np.mean((before - after) / (move**2 / rate))
# %% promise_kept · wrong · only the first weight
def promise_kept(before, after, move, rate):
    return rate * (before - after) / move.flat[0] ** 2
# %% promise_kept · wrong · a relative fall
def promise_kept(before, after, move, rate):
    return (before - after) / before * rate / (move**2).sum()
# %% promise_kept · wrong · never below 0: absolute value, though the loss may have risen
def promise_kept(before, after, move, rate):
    return rate * abs(before - after) / (move**2).sum()
# %% promise_kept · wrong · never above 1: cut off
def promise_kept(before, after, move, rate):
    return min(1.0, rate * (before - after) / (move**2).sum())
# %% promise_kept · wrong · move is changed in place
def promise_kept(before, after, move, rate):
    move /= -rate
    return (before - after) / (rate * (move**2).sum())
# %% promise_kept · wrong · per cent
def promise_kept(before, after, move, rate):
    return 100 * rate * (before - after) / (move**2).sum()
# %% promise_kept · wrong · rounded to two decimals
def promise_kept(before, after, move, rate):
    return round(rate * (before - after) / float((move**2).sum()), 2)
# %% promise_kept · wrong · right for the example's rate only
def promise_kept(before, after, move, rate):
    return 0.01 * (before - after) / (move**2).sum()
# %% promise_kept · wrong · the share that was broken: 1 minus it
def promise_kept(before, after, move, rate):
    return 1 - rate * (before - after) / (move**2).sum()
# %% promise_kept · wrong · Python's sum: wrong for a table of weights
def promise_kept(before, after, move, rate):
    promise = sum(move**2 / rate)
    return (before - after) / promise
# %% promise_kept · wrong · the fall minus the promise
def promise_kept(before, after, move, rate):
    return (before - after) - (move**2).sum() / rate
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
# %% kept · right · float32
times = np.float32(50)
# %% kept · right · length of a range
times = len(range(50))
# %% kept · right · rounded
times = round(49.9999)
# %% kept · wrong · 1/50: measured with the true slopes' promise
times = 1 / 50
# %% kept · wrong · n squared
times = 2500
# %% kept · wrong · 1: a short step keeps its promise
times = 1
# %% kept · wrong · 1 / n squared
times = 1 / 2500
# %% kept · wrong · twice n
times = 100
# %% kept · wrong · the square root of n
times = 50**0.5
# %% kept · wrong · 49: one off
times = 49
# %% kept · wrong · 51: one off
times = 51
# %% kept · wrong · half of n
times = 25
# %% kept · wrong · n twice written as 2
times = 2
# %% kept · wrong · 0: it doesn't move
times = 0
# %% kept · wrong · the sign
times = -50
# %% kept · wrong · the factor of the check, 5/7
times = 5 / 7
# %% kept · wrong · ratio of n and n - 1
times = 50 / 49
# %% kept · wrong · 0.98: what is missing
times = 1 - 1 / 50
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
# %% sides · right · np.where and a sum of floats
def sides(z, epsilon):
    up = np.where(z + epsilon > 0, 1.0, 0.0)
    down = np.where(z - epsilon > 0, 1.0, 0.0)
    return np.abs(up - down).sum()
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
# %% sides · right · stacked nudges
def sides(z, epsilon):
    both = np.stack([z - epsilon, z + epsilon]) > 0
    return (both.any(axis=0) & ~both.all(axis=0)).sum()
# %% sides · right · slices of a sorted copy
def sides(z, epsilon):
    s = np.sort(z, axis=None)
    return np.searchsorted(s, epsilon, side="right") - np.searchsorted(s, -epsilon, side="right")
# %% sides · right · np.nonzero, docstring, type hints, print
def sides(z: np.ndarray, epsilon: float = 1e-5):
    """entries that pass the kink"""
    found = np.nonzero((z <= epsilon) & (z > -epsilon))
    print(found)
    return len(found[0])
# %% sides · right · recursion over rows
def sides(z, epsilon):
    if np.ndim(z) == 0:
        return int(-epsilon < z <= epsilon)
    return sum(sides(row, epsilon) for row in z)
# %% sides · right · own copy, in place
def sides(z, epsilon):
    up = z.copy().astype(float)
    up += epsilon
    down = z - epsilon
    return ((up > 0) & (down <= 0)).sum()
# %% sides · wrong · |z| below epsilon: an entry of exactly epsilon is missed
def sides(z, epsilon):
    return (np.abs(z) < epsilon).sum()
# %% sides · wrong · |z| up to epsilon: an entry of exactly -epsilon is counted
def sides(z, epsilon):
    return (np.abs(z) <= epsilon).sum()
# %% sides · wrong · >= 0 instead of > 0: wrong at both edges
def sides(z, epsilon):
    return ((z + epsilon >= 0) != (z - epsilon >= 0)).sum()
# %% sides · wrong · only the nudge upwards
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z > 0)).sum()
# %% sides · wrong · only the nudge downwards
def sides(z, epsilon):
    return ((z - epsilon > 0) != (z > 0)).sum()
# %% sides · wrong · signs compared: 0 counts as a side of its own
def sides(z, epsilon):
    return (np.sign(z + epsilon) != np.sign(z - epsilon)).sum()
# %% sides · wrong · a product below 0: an entry that lands exactly at 0 is missed
def sides(z, epsilon):
    return ((z + epsilon) * (z - epsilon) < 0).sum()
# %% sides · wrong · or instead of exclusive or
def sides(z, epsilon):
    return ((z + epsilon > 0) | (z - epsilon > 0)).sum()
# %% sides · wrong · both instead of one
def sides(z, epsilon):
    return ((z + epsilon > 0) & (z - epsilon > 0)).sum()
# %% sides · wrong · the share instead of the number
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).mean()
# %% sides · wrong · counts per row
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).sum(axis=-1)
# %% sides · wrong · an entry of exactly 0 is counted twice
def sides(z, epsilon):
    return ((z + epsilon > 0) != (z - epsilon > 0)).sum() + (z == 0).sum()
# %% sides · wrong · rows, not entries: np.any per row
def sides(z, epsilon):
    return np.any((z + epsilon > 0) != (z - epsilon > 0), axis=-1).sum()
# %% sides · wrong · half of epsilon, as a distance between both nudges
def sides(z, epsilon):
    return ((z + epsilon / 2 > 0) != (z - epsilon / 2 > 0)).sum()
# %% sides · wrong · epsilon of the example: ignores the argument
def sides(z, epsilon):
    return ((z + 0.01 > 0) != (z - 0.01 > 0)).sum()
# %% sides · wrong · 2 epsilon, as in the bottom of the slope
def sides(z, epsilon):
    return ((z + 2 * epsilon > 0) != (z - 2 * epsilon > 0)).sum()
# %% sides · wrong · z is changed in place
def sides(z, epsilon):
    z += epsilon
    up = z > 0
    z -= 2 * epsilon
    return (up != (z > 0)).sum()
# %% sides · wrong · nudges multiplied, not added
def sides(z, epsilon):
    return ((z * (1 + epsilon) > 0) != (z * (1 - epsilon) > 0)).sum()
# %% sides · wrong · which entries instead of how many
def sides(z, epsilon):
    return (z + epsilon > 0) != (z - epsilon > 0)
# %% sides · wrong · those that stay on their side
def sides(z, epsilon):
    return ((z + epsilon > 0) == (z - epsilon > 0)).sum()
# %% sides · wrong · only positive entries near 0
def sides(z, epsilon):
    return ((z > 0) & (z <= epsilon)).sum()
# %% sides · wrong · the edge on the wrong side: closed below, open above
def sides(z, epsilon):
    return ((z >= -epsilon) & (z < epsilon)).sum()
# %% sides · wrong · first row only
def sides(z, epsilon):
    return sum((v + epsilon > 0) != (v - epsilon > 0) for v in np.atleast_2d(z)[0])
# %% sides · wrong · values of the entries added up instead of counted
def sides(z, epsilon):
    return z[(z + epsilon > 0) != (z - epsilon > 0)].sum()
# %% sides · wrong · ReLU's outputs compared, not their sides
def sides(z, epsilon):
    return (np.maximum(z + epsilon, 0) != np.maximum(z - epsilon, 0)).sum()
