# %% share · right · the stub filled in
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · right · stop is the next rank's start
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    def begin(r):
        return r * least + min(r, more)
    return indices[begin(rank):begin(rank + 1)]
# %% share · right · sizes and cumsum
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    sizes = [least + 1] * more + [least] * (size - more)
    ends = np.cumsum([0, *sizes])
    return indices[ends[rank]:ends[rank + 1]]
# %% share · right · np.split at the places
def share(indices, rank, size):
    n = len(indices)
    places = [sum(len(range(i, n, size)) for i in range(r)) for r in range(1, size)]
    return np.split(indices, places)[rank]
# %% share · right · recursion: the first part is rounded up
def share(indices, rank, size):
    first = -(-len(indices) // size)
    if rank == 0:
        return indices[:first]
    return share(indices[first:], rank - 1, size - 1)
# %% share · right · the owner of each place, as a mask
def share(indices, rank, size):
    owner = np.sort(np.arange(len(indices)) % size)
    return indices[owner == rank]
# %% share · right · if and else
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    if rank < more:
        start = rank * (least + 1)
        stop = start + least + 1
    else:
        start = more * (least + 1) + (rank - more) * least
        stop = start + least
    return indices[start:stop]
# %% share · right · a loop that hands out the ranks' parts
def share(indices, rank, size):
    stop = 0
    for r in range(rank + 1):
        start = stop
        stop += len(indices) // size + (1 if r < len(indices) % size else 0)
    return indices[start:stop]
# %% share · right · a copy, by np.take
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = sum(least + (r < more) for r in range(rank))
    return np.take(indices, np.arange(start, start + least + int(rank < more)))
# %% share · right · built entry by entry, dtype kept
def share(indices: np.ndarray, rank: int, size: int) -> np.ndarray:
    """The part of this rank."""
    owner = [r for r in range(size) for _ in range(r, len(indices), size)]
    return np.array([i for i, r in zip(indices, owner) if r == rank], dtype=indices.dtype)
# %% share · right · lambda with a slice
share = lambda indices, rank, size: indices[slice(*(
    r * (len(indices) // size) + min(r, len(indices) % size) for r in (rank, rank + 1)))]
# %% share · right · from the end: rounded up
def share(indices, rank, size):
    n = len(indices)
    start = n - sum((n + s) // size for s in range(size - rank))
    start = sum((n + size - 1 - r) // size for r in range(rank))
    return indices[start:start + (n + size - 1 - rank) // size]
# %% share · right · max(1, …) makes no difference, since a slice beyond the end is empty
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + max(1, least + (rank < more))
    return indices[start:stop]
# %% share · wrong · the rest is dropped
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least
    stop = start + least
    return indices[start:stop]
# %% share · wrong · the last rank takes the whole rest
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least
    stop = len(indices) if rank == size - 1 else start + least
    return indices[start:stop]
# %% share · wrong · the last ranks get one more
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    few = size - more
    start = rank * least + max(0, rank - few)
    stop = start + least + (rank >= few)
    return indices[start:stop]
# %% share · wrong · every size-th image, so the joined parts have another order
def share(indices, rank, size):
    return indices[rank::size]
# %% share · wrong · start forgets the extra images of the ranks before
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · wrong · every start counts as if all ranks before had one more
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * (least + 1)
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · wrong · all parts rounded up: the last is too short
def share(indices, rank, size):
    each = -(-len(indices) // size)
    return indices[rank * each:(rank + 1) * each]
# %% share · wrong · places from fractions, so not the first ranks get more
def share(indices, rank, size):
    n = len(indices)
    return indices[rank * n // size:(rank + 1) * n // size]
# %% share · wrong · <= for <: one rank too many gets one more
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank <= more)
    return indices[start:stop]
# %% share · wrong · the last image is left out (stop - 1)
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop - 1]
# %% share · wrong · returns the places, not the image numbers there
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return np.arange(start, stop)
# %% share · wrong · returns start and stop
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return start, stop
# %% share · wrong · uses np.array_split
def share(indices, rank, size):
    return np.array_split(indices, size)[rank]
# %% share · wrong · ranks counted from 1
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    rank = rank - 1
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · wrong · sorted first: the order of the images is lost
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    return np.sort(indices)[start:start + least + (rank < more)]
# %% share · wrong · a list, not an array
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    return list(indices[start:start + least + (rank < more)])
# %% share · wrong · fewer images than ranks: an idle rank gets the last image once more
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = min(rank * least + min(rank, more), len(indices) - 1)
    stop = start + max(1, least + (rank < more))
    return indices[start:stop]
# %% share · wrong · four ranks written in
def share(indices, rank, size):
    least, more = divmod(len(indices), 4)
    start = rank * least + min(rank, more)
    return indices[start:start + least + (rank < more)]
# %% two_means · right · the numbers
means = (5.5, 4.0)
# %% two_means · right · an int in the pair
means = (5.5, 4)
# %% two_means · right · without brackets
means = 5.5, 4.0
# %% two_means · right · a list
means = [5.5, 4.0]
# %% two_means · right · an array
means = np.array([5.5, 4.0])
# %% two_means · right · computed
slopes = np.array([3, 3, 3, 3, 8])
means = ((slopes[:4].mean() + slopes[4:].mean()) / 2, slopes.mean())
# %% two_means · right · Fractions
from fractions import Fraction
means = (Fraction(11, 2), Fraction(20, 5))
# %% two_means · right · written out
means = ((3 + 8) / 2, (4 * 3 + 8) / 5)
# %% two_means · right · weighted by images
means = (1 / 2 * 3 + 1 / 2 * 8, 4 / 5 * 3 + 1 / 5 * 8)
# %% two_means · right · with the module statistics
from statistics import mean
parts = [[3, 3, 3, 3], [8]]
means = mean(mean(part) for part in parts), mean(sum(parts, []))
# %% two_means · right · np.average
means = tuple(np.average([3, 8], weights=w) for w in ([1, 1], [4, 1]))
# %% two_means · right · NumPy scalars, float32
means = (np.float32(5.5), np.float32(4))
# %% two_means · wrong · the order
means = (4.0, 5.5)
# %% two_means · wrong · both the same: the mean of the means taken for the mean
means = (5.5, 5.5)
# %% two_means · wrong · both weighted
means = (4.0, 4.0)
# %% two_means · wrong · the means of the two ranks
means = (3.0, 8.0)
# %% two_means · wrong · the example
means = (3.5, 3.0)
# %% two_means · wrong · sums instead of means
means = (11.0, 20.0)
# %% two_means · wrong · the sum of the means divided by five images
means = (11 / 5, 4.0)
# %% two_means · wrong · the sum of the batch divided by two ranks
means = (5.5, 10.0)
# %% two_means · wrong · weighted the wrong way round
means = (5.5, (1 * 3 + 4 * 8) / 5)
# %% two_means · wrong · the median of the batch
means = (5.5, 3.0)
# %% two_means · wrong · rounded
means = (6, 4)
# %% two_means · wrong · ranks of three and two images
means = (((3 + 3 + 3) / 3 + (3 + 8) / 2) / 2, 4.0)
# %% two_means · wrong · only one number
means = 4.0
# %% two_means · wrong · a sum of one weighted part: 8 forgotten
means = (5.5, 12 / 5)
# %% bytes_sent · right · the number
sent = 3750726
# %% bytes_sent · right · with underscores
sent = 3_750_726
# %% bytes_sent · right · computed as in the example
sent = 2 * 7 / 8 * 535_818 * 4
# %% bytes_sent · right · with p
p = 8
sent = 2 * (p - 1) / p * 535818 * 4
# %% bytes_sent · right · whole numbers
sent = 535_818 * 4 * 14 // 8
# %% bytes_sent · right · parameters counted
numbers = sum((ins + 1) * outs for ins, outs in [(784, 512), (512, 256), (256, 10)])
sent = 2 * 7 * numbers * 4 / 8
# %% bytes_sent · right · NumPy
sent = np.float64(1.75) * np.dtype(np.float32).itemsize * 535_818
# %% bytes_sent · right · np.int64
sent = np.int64(3_750_726)
# %% bytes_sent · right · a Fraction
from fractions import Fraction
sent = Fraction(7, 4) * 535_818 * 4
# %% bytes_sent · right · 14 pieces
piece = 535_818 / 8
sent = (7 + 7) * piece * 4
# %% bytes_sent · right · float
sent = 3750726.0
# %% bytes_sent · right · nbytes of an array
vector = np.zeros(535_818, dtype=np.float32)
sent = 2 * vector.nbytes * (1 - 1 / 8)
# %% bytes_sent · wrong · the 2 is forgotten
sent = 7 / 8 * 535_818 * 4
# %% bytes_sent · wrong · 8 bytes a number, as in the lesson
sent = 2 * 7 / 8 * 535_818 * 8
# %% bytes_sent · wrong · numbers, not bytes
sent = 2 * 7 / 8 * 535_818
# %% bytes_sent · wrong · bits
sent = 2 * 7 / 8 * 535_818 * 4 * 8
# %% bytes_sent · wrong · two whole vectors, the (p − 1)/p forgotten
sent = 2 * 535_818 * 4
# %% bytes_sent · wrong · one vector to all the others
sent = 7 * 535_818 * 4
# %% bytes_sent · wrong · all machines together
sent = 2 * 7 * 535_818 * 4
# %% bytes_sent · wrong · p/(p − 1) for (p − 1)/p
sent = 2 * 8 / 7 * 535_818 * 4
# %% bytes_sent · wrong · the network of the lesson
sent = 2 * 7 / 8 * 109_386 * 4
# %% bytes_sent · wrong · the commas make a tuple
sent = 3,750,726
# %% bytes_sent · wrong · in megabytes
sent = 3.750726
# %% bytes_sent · wrong · rounded
sent = 3_750_000
# %% bytes_sent · wrong · one vector once per round, 2⌈log₂ p⌉ = 6 of them
sent = 6 * 535_818 * 4
# %% bytes_sent · wrong · the example
sent = 8_000
# %% bytes_sent · wrong · biases left out
sent = 2 * 7 / 8 * (784 * 512 + 512 * 256 + 256 * 10) * 4
# %% bytes_sent · wrong · only the vector itself
sent = 535_818 * 4
# %% fewest_images · right · the number
images = 256
# %% fewest_images · right · a power
images = 2**8
# %% fewest_images · right · a float
images = 256.0
# %% fewest_images · right · the doublings tried by the cost model
images = 1
while 8 * 0.010 * images / (0.010 * images + 2 * 7 / 8 * 875_088 * 8 / 1e7 + 2 * 3 * 0.050) < 5:
    images *= 2
# %% fewest_images · right · next over doublings
images = next(b for b in (2**k for k in range(20)) if 0.08 * b / (0.01 * b + 1.5251232) >= 5)
# %% fewest_images · right · np.int64
images = np.int64(256)
# %% fewest_images · right · by solving for b, then the next doubling
b = 5 * (2 * 7 / 8 * 0.7000704 + 0.300) / (8 * 0.010 - 5 * 0.010)
images = 2 ** int(np.ceil(np.log2(b)))
# %% fewest_images · right · a shift
images = 1 << 8
# %% fewest_images · right · with the function of the lesson's explorer
images = min(b for b in [2**k for k in range(11)] if chapter16.gain(8, b) >= 5)
# %% fewest_images · right · NumPy's search
doublings = 2 ** np.arange(11)
images = doublings[np.argmax(8 * 0.01 * doublings / (0.01 * doublings + 1.525) >= 5)]
# %% fewest_images · right · a Fraction of the largest
from fractions import Fraction
images = Fraction(1024, 4)
# %% fewest_images · wrong · one doubling too few
images = 128
# %% fewest_images · wrong · one doubling too many: not the fewest
images = 512
# %% fewest_images · wrong · the largest that reaches it
images = 1024
# %% fewest_images · wrong · the start value
images = 64
# %% fewest_images · wrong · all machines together
images = 8 * 256
# %% fewest_images · wrong · divided among the machines
images = 256 / 8
# %% fewest_images · wrong · the speedup instead of the images
images = 5.01
# %% fewest_images · wrong · the number of doublings
images = 8
# %% fewest_images · wrong · misses five by a hair
images = 254
# %% fewest_images · wrong · with a slow link of 1 Gbit/s
images = 2048 * 2
# %% fewest_images · wrong · messages left out: b from moving alone, not a doubling
images = 205
# %% fewest_images · wrong · enough for a speedup of four only, and not a doubling
images = 153
# %% fewest_images · wrong · text
images = "256 images each"
# %% amdahl · right · two decimals
speedup = 4.30
# %% amdahl · right · one zero less
speedup = 4.3
# %% amdahl · right · computed
speedup = (0.28 + 2) / (0.28 + 2 / 8)
# %% amdahl · right · with s
s = 0.28 / 2.28
speedup = 1 / (s + (1 - s) / 8)
# %% amdahl · right · more digits
speedup = 4.3019
# %% amdahl · right · rounded by Python
speedup = round(2.28 / 0.53, 2)
# %% amdahl · right · a Fraction
from fractions import Fraction
speedup = Fraction(228, 53)
# %% amdahl · right · NumPy
fixed, divided = np.float64(0.28), np.float64(2)
speedup = (fixed + divided) / (fixed + divided / 8)
# %% amdahl · right · efficiency times processes
efficiency = 2.28 / (8 * 0.28 + 2)
speedup = 8 * efficiency
# %% amdahl · right · float32
speedup = np.float32(2.28) / np.float32(0.53)
# %% amdahl · right · Decimal
from decimal import Decimal
speedup = Decimal("2.28") / Decimal("0.53")
# %% amdahl · right · a function
def law(s, p):
    return 1 / (s + (1 - s) / p)
speedup = law(p=8, s=7 / 57)
# %% amdahl · wrong · eight processes, eight times
speedup = 8
# %% amdahl · wrong · the limit for very many processes
speedup = 2.28 / 0.28
# %% amdahl · wrong · 0.28 ms taken for the part s
speedup = 1 / (0.28 + 0.72 / 8)
# %% amdahl · wrong · s = 0.28 / 2
s = 0.28 / 2
speedup = 1 / (s + (1 - s) / 8)
# %% amdahl · wrong · the efficiency
speedup = 2.28 / 0.53 / 8
# %% amdahl · wrong · the time of a step
speedup = 0.28 + 2 / 8
# %% amdahl · wrong · the inverse
speedup = 0.53 / 2.28
# %% amdahl · wrong · the fixed part divided, too
speedup = (0.28 + 2) / ((0.28 + 2) / 8)
# %% amdahl · wrong · the other part divided
speedup = 2.28 / (0.28 / 8 + 2)
# %% amdahl · wrong · the fixed part left out for one process
speedup = 2 / (0.28 + 2 / 8)
# %% amdahl · wrong · brackets forgotten
speedup = 0.28 + 2 / 0.28 + 2 / 8
# %% amdahl · wrong · the example
speedup = 2
# %% amdahl · wrong · rounded to a whole number
speedup = 4
# %% amdahl · wrong · the time saved, in ms
speedup = 2.28 - 0.53
# %% amdahl · wrong · seven processes (p − 1)
speedup = 2.28 / (0.28 + 2 / 7)
# %% amdahl · wrong · s and 1 − s swapped
s = 0.28 / 2.28
speedup = 1 / ((1 - s) + s / 8)
# %% amdahl · wrong · only the times of the divided part: (0.28 + 2) / 2 · …
speedup = 2.28 / 2 * 8
# %% same_queue · right · the letters
faults = ("C", "A", "D", "B")
# %% same_queue · right · a list
faults = ["C", "A", "D", "B"]
# %% same_queue · right · tuple of a string
faults = tuple("CADB")
# %% same_queue · right · without brackets
faults = "C", "A", "D", "B"
# %% same_queue · right · an array
faults = np.array(["C", "A", "D", "B"])
# %% same_queue · right · single quotes and a list of characters
faults = list('CADB')
# %% same_queue · right · unpacked
first, second, third, fourth = "C", "A", "D", "B"
faults = (first, second, third, fourth)
# %% same_queue · right · by program
by_program = {4: "B", 2: "A", 1: "C", 3: "D"}
faults = tuple(by_program[i] for i in range(1, 5))
# %% same_queue · right · by numbers
faults = tuple("ABCD"[i] for i in (2, 0, 3, 1))
# %% same_queue · right · found by a program
tables = ["6251 2034 1520 6423", "5063 1742 5063 1742", "4172 0635 3501 7264", "2705 2705 4173 4173"]
def diagnose(a, b, c, d):
    if a == b:
        return "B"
    if len(set(a + b)) < 8:
        return "C"
    return "A" if (a, b) == (c, d) else "D"
faults = tuple(diagnose(*t.split()) for t in tables)
# %% same_queue · right · chr
faults = [chr(ord("A") + i) for i in (2, 0, 3, 1)]
# %% same_queue · wrong · programs 1 and 3 swapped
faults = ("D", "A", "C", "B")
# %% same_queue · wrong · A and B swapped
faults = ("C", "B", "D", "A")
# %% same_queue · wrong · the double 2 of program 1 overlooked
faults = ("D", "A", "D", "B")
# %% same_queue · wrong · sorted by letters: the programs for A to D
faults = ("B", "D", "A", "C")
# %% same_queue · wrong · program 3 taken for ranks that shuffle by themselves
faults = ("C", "A", "C", "B")
# %% same_queue · wrong · program 4 taken for ranks that shuffle by themselves (some images never come)
faults = ("C", "A", "D", "C")
# %% same_queue · wrong · the same order of program 2 overlooked
faults = ("C", "D", "D", "B")
# %% same_queue · wrong · the example
faults = ("D", "D", "D", "D")
# %% same_queue · wrong · program 4 has new images in epoch 2, so it was taken for none
faults = ("C", "A", "D", "D")
# %% same_queue · wrong · B for program 1, since a 2 is on both ranks
faults = ("B", "A", "D", "B")
# %% same_queue · wrong · C for program 2
faults = ("C", "C", "D", "B")
# %% same_queue · wrong · A for program 3
faults = ("C", "A", "A", "B")
# %% same_queue · wrong · three letters: the program without a fault left out
faults = ("C", "A", "B")
# %% same_queue · wrong · numbers for letters
faults = (3, 1, 4, 2)
# %% ring · right · two rounds of loops, from the stub
def ring(buffers):
    p = len(buffers)
    pieces = []
    for buffer in buffers:
        pieces.append(np.array_split(buffer, p))
    sent = 0
    for step in range(p - 1):
        for rank in range(p):
            i = (rank - step) % p
            right = (rank + 1) % p
            pieces[right][i] = pieces[right][i] + pieces[rank][i]
        sent += len(buffers[0]) // p
    for step in range(p - 1):
        for rank in range(p):
            i = (rank + 1 - step) % p
            pieces[(rank + 1) % p][i] = pieces[rank][i]
        sent += len(buffers[0]) // p
    vectors = [np.concatenate(own) for own in pieces]
    return vectors, sent
# %% ring · right · messages of a round first collected, then delivered
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = [0] * p
    for step in range(2 * (p - 1)):
        messages = []
        for r in range(p):
            i = (r - step) % p
            messages.append(((r + 1) % p, i, pieces[r][i].copy()))
            sent[r] += pieces[r][i].size
        for to, i, piece in messages:
            pieces[to][i] = pieces[to][i] + piece if step < p - 1 else piece
    return [np.concatenate(own) for own in pieces], sent[0]
# %% ring · right · the other direction, a table of shape (ranks, pieces, length)
def ring(buffers):
    p = len(buffers)
    table = np.array(buffers).reshape(p, p, -1).copy()
    sent = 0
    for k in range(p - 1):
        for r in range(p):
            i = (r + k) % p
            table[(r - 1) % p, i] += table[r, i]
        sent += table.shape[2]
    for k in range(p - 1):
        for r in range(p):
            i = (r - 1 + k) % p
            table[(r - 1) % p, i] = table[r, i]
        sent += table.shape[2]
    return list(table.reshape(p, -1)), sent
# %% ring · right · own copies and slices
def ring(buffers):
    p = len(buffers)
    own = [np.array(b) for b in buffers]
    n = len(own[0]) // p
    def piece(i):
        return slice(i % p * n, i % p * n + n)
    for k in range(p - 1):
        for r in range(p):
            own[(r + 1) % p][piece(r - k)] += own[r][piece(r - k)]
    for k in range(p - 1):
        for r in range(p):
            own[(r + 1) % p][piece(r + 1 - k)] = own[r][piece(r + 1 - k)]
    return own, 2 * (p - 1) * n
# %% ring · right · piece by piece: its two trips round the ring
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = [0] * p
    for i in range(p):
        for k in range(2 * p - 2):
            a, b = (i + k) % p, (i + k + 1) % p
            sent[a] += len(pieces[a][i])
            pieces[b][i] = pieces[a][i] + pieces[b][i] if k < p - 1 else pieces[a][i]
    return [np.hstack(own) for own in pieces], sent[-1]
# %% ring · right · np.roll of all ranks at once
def ring(buffers):
    p = len(buffers)
    t = np.stack(buffers).reshape(p, p, -1)
    ranks = np.arange(p)
    sent = 0
    for k in range(2 * p - 2):
        moving = t[ranks, (ranks - k) % p]
        to = (ranks + 1) % p
        t = t.copy()
        t[to, (ranks - k) % p] = moving + (t[to, (ranks - k) % p] if k < p - 1 else 0)
        sent += moving.shape[1]
    return [row.ravel() for row in t], sent
# %% ring · right · a class for the ranks
class Desk:
    def __init__(self, number, buffer, p):
        self.number, self.pieces, self.sent, self.p = number, np.array_split(buffer, p), 0, p
    def give(self, k):
        i = (self.number - k) % self.p
        self.sent += len(self.pieces[i])
        return i, self.pieces[i]
def ring(buffers):
    p = len(buffers)
    desks = [Desk(r, b, p) for r, b in enumerate(buffers)]
    for k in range(2 * (p - 1)):
        post = [desk.give(k) for desk in desks]
        for r, (i, piece) in enumerate(post):
            other = desks[(r + 1) % p]
            other.pieces[i] = other.pieces[i] + piece if k < p - 1 else piece
    return [np.concatenate(desk.pieces) for desk in desks], desks[0].sent
# %% ring · right · while loop, returns a list of the two
def ring(buffers):
    p = len(buffers)
    pieces = [np.split(np.asarray(b), p) for b in buffers]
    n, k = len(pieces[0][0]), 0
    while k < p - 1:
        for r in range(p):
            pieces[r][(r - 1 - k) % p] = pieces[r][(r - 1 - k) % p] + pieces[r - 1][(r - 1 - k) % p]
        k += 1
    k = 0
    while k < p - 1:
        for r in range(p):
            pieces[r][(r - k) % p] = pieces[r - 1][(r - k) % p]
        k += 1
    vectors = [np.concatenate(q) for q in pieces]
    return vectors, int(2 * (p - 1) * n)
# %% ring · right · recursion over the rounds
def ring(buffers):
    p = len(buffers)
    def rounds(pieces, k, sent):
        if k >= 2 * p - 2:
            return [np.concatenate(own) for own in pieces], sent
        new = [list(own) for own in pieces]
        for r in range(p):
            i = (r - k) % p
            new[(r + 1) % p][i] = pieces[r][i] if k >= p - 1 else new[(r + 1) % p][i] + pieces[r][i]
        return rounds(new, k + 1, sent + len(pieces[0][0]))
    return rounds([np.array_split(b, p) for b in buffers], 0, 0)
# %% ring · right · sent counted for rank 0 only, dicts as messages
def ring(buffers):
    p = len(buffers)
    pieces = {(r, i): a for r, b in enumerate(buffers) for i, a in enumerate(np.array_split(b, p))}
    sent = 0
    for k in range(2 * p - 2):
        post = {(r + 1) % p: ((r - k) % p, pieces[r, (r - k) % p]) for r in range(p)}
        sent += len(post[1 % p][1])
        for r, (i, a) in post.items():
            pieces[r, i] = a if k >= p - 1 else a + pieces[r, i]
    return [np.concatenate([pieces[r, i] for i in range(p)]) for r in range(p)], sent
# %% ring · wrong · the addition in place changes the given vectors
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            if k < p - 1:
                pieces[to][i] += pieces[r][i]
            else:
                pieces[to][i] = pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · only the adding round: nobody hands the sums on
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(p - 1):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · counts pieces (messages), not numbers
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        sent += 1
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · counts what all ranks together have sent
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
            sent += len(pieces[r][i])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · adds in the second half, too
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · every rank sends the same piece k in round k
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = k % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · one round too many in the first half (p for p − 1)
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 1):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p else pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · the mean instead of the sum
def ring(buffers):
    p = len(buffers)
    mean = sum(buffers) / p
    return [mean.copy() for _ in buffers], 2 * (p - 1) * len(mean) // p
# %% ring · wrong · whole vectors go round: each rank sends far too much
def ring(buffers):
    p = len(buffers)
    vectors = [b.copy() for b in buffers]
    moving = [b.copy() for b in buffers]
    sent = 0
    for k in range(p - 1):
        moving = [moving[r - 1] for r in range(p)]
        vectors = [v + m for v, m in zip(vectors, moving)]
        sent += len(buffers[0])
    return vectors, sent
# %% ring · wrong · rank 0 collects and sends to all: not a ring, and rank 0's count
def ring(buffers):
    p = len(buffers)
    total = 0
    for b in buffers:
        total = total + b
    return [total.copy() for _ in range(p)], (p - 1) * len(total)
# %% ring · wrong · one vector instead of a list of what each rank holds
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        sent += len(pieces[0][0])
    return np.concatenate(pieces[0]), sent
# %% ring · wrong · the second half isn't counted
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        if k < p - 1:
            sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · three ranks written in
def ring(buffers):
    p = 3
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(4):
        for r in range(3):
            i, to = (r - k) % 3, (r + 1) % 3
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < 2 else pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · the pieces aren't joined
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        sent += len(pieces[0][0])
    return pieces, sent
# %% ring · wrong · bytes instead of numbers
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        sent += pieces[0][0].nbytes
    return [np.concatenate(own) for own in pieces], sent
# %% ring · wrong · the pair in the other order
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[to][i] + pieces[r][i] if k < p - 1 else pieces[r][i]
        sent += len(pieces[0][0])
    return sent, [np.concatenate(own) for own in pieces]
# %% ring · wrong · the neighbour's piece is overwritten instead of added
def ring(buffers):
    p = len(buffers)
    pieces = [np.array_split(b, p) for b in buffers]
    sent = 0
    for k in range(2 * p - 2):
        for r in range(p):
            i, to = (r - k) % p, (r + 1) % p
            pieces[to][i] = pieces[r][i]
        sent += len(pieces[0][0])
    return [np.concatenate(own) for own in pieces], sent
# %% two_scores · right · the letter
fault = "C"
# %% two_scores · right · single quotes
fault = 'C'
# %% two_scores · right · chr
fault = chr(67)
# %% two_scores · right · by place
fault = "ABCDE"[2]
# %% two_scores · right · np.str_
fault = np.str_("C")
# %% two_scores · right · upper
fault = "c".upper()
# %% two_scores · right · by elimination
(fault,) = set("ABCDE") - set("ABDE")
# %% two_scores · right · from a dict
faults = {"A": "images", "B": "rounding", "C": "first weights", "D": "mean of means", "E": "a step more"}
fault = next(letter for letter, text in faults.items() if text == "first weights")
# %% two_scores · right · in brackets, with a print
fault = ("C")
print(fault)
# %% two_scores · right · out of an array of letters
fault = np.array(list("ABCDE"))[2]
# %% two_scores · wrong · different images
fault = "A"
# %% two_scores · wrong · rounding
fault = "B"
# %% two_scores · wrong · the mean of the means
fault = "D"
# %% two_scores · wrong · a step more
fault = "E"
# %% two_scores · wrong · two letters
fault = "CE"
# %% two_scores · wrong · two letters in a tuple
fault = ("A", "C")
# %% two_scores · wrong · a letter that isn't offered
fault = "F"
# %% two_scores · wrong · the number of the option
fault = 2
# %% two_scores · wrong · the accuracies
fault = (95.63, 96.09)
# %% two_scores · wrong · a yes
fault = True
# %% two_scores · wrong · empty
fault = ""
# %% seldom · right · keepdims by broadcasting into the own table
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · right · np.tile
def seldom(start, targets, steepness, rate, steps, k):
    p = len(targets)
    weights = np.tile(np.asarray(start, dtype=float), (p, 1))
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights = np.tile(weights.mean(axis=0), (p, 1))
    return np.tile(weights.mean(axis=0), (p, 1))
# %% seldom · right · a helper with keepdims and ones
def seldom(start, targets, steepness, rate, steps, k):
    def average(table):
        return np.ones_like(table) * table.mean(axis=0, keepdims=True)
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights = average(weights)
    return average(weights)
# %% seldom · right · the mean as a matrix
def seldom(start, targets, steepness, rate, steps, k):
    p = len(targets)
    mean = np.full((p, p), 1 / p)
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if not step % k:
            weights = mean @ weights
    return mean @ weights
# %% seldom · right · the final mean only if the last step wasn't followed by one
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0 or step == steps:
            weights = np.array([weights.mean(axis=0) for _ in targets])
    return weights
# %% seldom · right · loops over the ranks
def seldom(start, targets, steepness, rate, steps, k):
    p = len(targets)
    rows = [np.array(start, dtype=float) for _ in range(p)]
    for step in range(1, steps + 1):
        for r in range(p):
            rows[r] = rows[r] - rate * steepness[r, 0] * (rows[r] - targets[r])
        if step % k == 0:
            rows = [sum(rows) / p] * p
    return np.array([sum(rows) / p] * p)
# %% seldom · right · one row in between, broadcast by NumPy, a table at the end
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights = weights.mean(axis=0)
    return np.zeros(np.shape(targets)) + np.mean(np.atleast_2d(weights), axis=0)
# %% seldom · right · sum divided, einsum, counter
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    since = 0
    for _ in range(steps):
        weights = weights - rate * steepness * (weights - targets)
        since += 1
        if since == k:
            weights[...] = np.einsum("rw->w", weights) / len(weights)
            since = 0
    weights[...] = weights.sum(axis=0) / len(weights)
    return weights
# %% seldom · right · blocks of k steps
def seldom(start, targets, steepness, rate, steps, k):
    w = np.array([start for _ in targets], dtype=float)
    done = 0
    while done < steps:
        for _ in range(min(k, steps - done)):
            w = w - rate * steepness * (w - targets)
        done += min(k, steps - done)
        w = np.broadcast_to(w.mean(axis=0), w.shape).copy()
    return np.broadcast_to(w.mean(axis=0), w.shape).copy()
# %% seldom · right · np.repeat and in place on the own table
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.repeat([np.asarray(start, dtype=float)], len(targets), axis=0)
    for step in range(1, steps + 1):
        weights -= rate * steepness * (weights - targets)
        if step % k == 0:
            weights = np.repeat(weights.mean(axis=0)[np.newaxis], len(targets), axis=0)
    return np.repeat(weights.mean(axis=0)[None], len(targets), axis=0)
# %% seldom · right · the step written as a weighted mean of weight and target
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    a = rate * steepness
    for step in range(1, steps + 1):
        weights = (1 - a) * weights + a * targets
        if step % k == 0:
            weights = weights * 0 + weights.mean(axis=0)
    return weights * 0 + weights.mean(axis=0)
# %% seldom · right · the deviations are taken away
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            for column in range(weights.shape[1]):
                weights[:, column] = weights[:, column].mean()
    for column in range(weights.shape[1]):
        weights[:, column] = weights[:, column].mean()
    return weights
# %% seldom · wrong · no mean at the end
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the mean only at the end
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · one mean over all weights and ranks (axis forgotten)
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean()
    weights[:] = weights.mean()
    return weights
# %% seldom · wrong · the mean over the weights of a rank (axis 1)
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=1, keepdims=True)
    weights[:] = weights.mean(axis=1, keepdims=True)
    return weights
# %% seldom · wrong · steps counted from 0: averages one step late
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(steps):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · averages after all steps except every k-th
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k != 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · averages after every step, k ignored
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · averages before the step, not after it
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
        weights = weights - rate * steepness * (weights - targets)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the sum instead of the mean
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.sum(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · all take the weights of rank 0 (a broadcast instead of a mean)
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights[0].copy()
    weights[:] = weights[0].copy()
    return weights
# %% seldom · wrong · only rank 0 gets the mean
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[0] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the gradients are averaged every k-th step, not the weights
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        slopes = steepness * (weights - targets)
        if step % k == 0:
            slopes = slopes.mean(axis=0)
        weights = weights - rate * slopes
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the mean is computed and not kept
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the mean is weighted by the steepness
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = (steepness * weights).sum(axis=0) / steepness.sum()
    weights[:] = (steepness * weights).sum(axis=0) / steepness.sum()
    return weights
# %% seldom · wrong · the targets are averaged instead
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            targets = targets * 0 + targets.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · stops at the first average
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            break
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the median, equal to the mean for two ranks
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = np.median(weights, axis=0)
    weights[:] = np.median(weights, axis=0)
    return weights
# %% seldom · wrong · divided by two whatever the number of ranks
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = (weights[0] + weights[1]) / 2
    weights[:] = (weights[0] + weights[1]) / 2
    return weights
# %% seldom · wrong · the mean at the end stands in the loop and returns too early
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
        return weights * 0 + weights.mean(axis=0)
# %% seldom · wrong · the given targets are changed in place
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    targets[:] = weights.mean(axis=0)
    return targets
# %% by_label · right · the letter
cause = "B"
# %% by_label · right · single quotes
cause = 'B'
# %% by_label · right · chr
cause = chr(66)
# %% by_label · right · by place
cause = "ABCDE"[1]
# %% by_label · right · np.str_
cause = np.str_("B")
# %% by_label · right · upper
cause = "b".upper()
# %% by_label · right · by elimination
(cause,) = set("ABCDE") - set("ACDE")
# %% by_label · right · from a dict
causes = {"A": False, "B": True, "C": False, "D": False, "E": False}
cause = max(causes, key=causes.get)
# %% by_label · right · out of an array
cause = np.array(["A", "B", "C", "D", "E"])[1]
# %% by_label · right · joined
cause = "".join(["B"])
# %% by_label · wrong · too few images
cause = "A"
# %% by_label · wrong · averaging does harm
cause = "C"
# %% by_label · wrong · the rate
cause = "D"
# %% by_label · wrong · four networks cannot be averaged
cause = "E"
# %% by_label · wrong · two letters
cause = "BE"
# %% by_label · wrong · two letters in a tuple
cause = ("B", "C")
# %% by_label · wrong · a letter that isn't offered
cause = "F"
# %% by_label · wrong · the number of the option
cause = 1
# %% by_label · wrong · a sentence about something else
cause = "the ranks have different accuracies"
# %% by_label · wrong · None
cause = None
