# %% two_means · right · the numbers
means = (5.5, 4.0)
# %% two_means · right · with the module statistics
from statistics import mean
parts = [[3, 3, 3, 3], [8]]
means = mean(mean(part) for part in parts), mean(sum(parts, []))
# %% two_means · wrong · the order ⇒ names: 4 is the mean of the batch; in this one the single image of rank 1 counts for
means = (4.0, 5.5)
# %% two_means · wrong · both the same: the mean of the means taken for the mean ⇒ names: weight each rank's mean by its images, 4 of 5 and 1 of 5; here both ranks count
means = (5.5, 5.5)
# %% two_means · wrong · the means of the two ranks ⇒ names: the means: 3 is rank 0's mean; take the mean of both ranks' means
means = (3.0, 8.0)
# %% two_means · wrong · sums instead of means ⇒ names: 11 is the sum of the two means, and there are two ranks
means = (11.0, 20.0)
# %% two_means · wrong · the sum of the means divided by five images ⇒ names: the mean of the means is 2.2, which is too small
means = (11 / 5, 4.0)
# %% two_means · wrong · the sum of the batch divided by two ranks ⇒ names: the sum of all slopes is 20, and there are 5 images
means = (5.5, 10.0)
# %% two_means · wrong · weighted the wrong way round ⇒ names: the weights are the wrong way round: rank 0 has 4 of the 5 images
means = (5.5, (1 * 3 + 4 * 8) / 5)
# %% two_means · wrong · the median of the batch ⇒ names: the mean of the batch is 3, which is too small
means = (5.5, 3.0)
# %% two_means · wrong · rounded ⇒ names: the mean of the means: it's (3 + 8) / 2, not rounded
means = (6, 4)
# %% two_means · wrong · only one number ⇒ names: the answer should be 2 things, (the mean of the means, the mean of the batch),
means = 4.0
# %% share · right · the stub filled in
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · right · built entry by entry, dtype kept
def share(indices: np.ndarray, rank: int, size: int) -> np.ndarray:
    """The part of this rank."""
    owner = [r for r in range(size) for _ in range(r, len(indices), size)]
    return np.array([i for i, r in zip(indices, owner) if r == rank], dtype=indices.dtype)
# %% share · right · a list
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    return list(indices[start:start + least + (rank < more)])
# %% share · wrong · the rest is dropped ⇒ names: two of ten images belong to no rank
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least
    stop = start + least
    return indices[start:stop]
# %% share · wrong · the last rank takes the whole rest ⇒ points: 10 images, 4 ranks: of [73, 37, 79, 93, 11, 57, 28, 30, 44, 56] rank 0 should
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least
    stop = len(indices) if rank == size - 1 else start + least
    return indices[start:stop]
# %% share · wrong · the last ranks get one more ⇒ names: the first ranks should get one more; here others do
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    few = size - more
    start = rank * least + max(0, rank - few)
    stop = start + least + (rank >= few)
    return indices[start:stop]
# %% share · wrong · every size-th image, so the joined parts have another order ⇒ names: joined, the parts are in another order
def share(indices, rank, size):
    return indices[rank::size]
# %% share · wrong · start forgets the extra images of the ranks before ⇒ names: an image comes up twice: ranks before may have one more
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · wrong · every start counts as if all ranks before had one more ⇒ points: 10 images, 4 ranks: of [73, 37, 79, 93, 11, 57, 28, 30, 44, 56] rank 3 should
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * (least + 1)
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · wrong · all parts rounded up: the last is too short ⇒ names: sizes of 3, 3, 3 and 1 differ by two
def share(indices, rank, size):
    each = -(-len(indices) // size)
    return indices[rank * each:(rank + 1) * each]
# %% share · wrong · returns the places, not the image numbers there ⇒ names: return image numbers, not places
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return np.arange(start, stop)
# %% share · wrong · uses np.array_split ⇒ names: np.array_split would do all of it: work out start and stop instead
def share(indices, rank, size):
    return np.array_split(indices, size)[rank]
# %% share · wrong · ranks counted from 1 ⇒ names: the ranks are counted from 0
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    rank = rank - 1
    start = rank * least + min(rank, more)
    stop = start + least + (rank < more)
    return indices[start:stop]
# %% share · wrong · fewer images than ranks: an idle rank gets the last image once more ⇒ points: 2 images, 3 ranks: of [90, 92] rank 2 should get [], but gets [92]
def share(indices, rank, size):
    least, more = divmod(len(indices), size)
    start = min(rank * least + min(rank, more), len(indices) - 1)
    stop = start + max(1, least + (rank < more))
    return indices[start:stop]
# %% share · wrong · four ranks written in ⇒ points: 7 images, 3 ranks: of [88, 42, 26, 50, 54, 70, 4] rank 0 should get [88, 42,
def share(indices, rank, size):
    least, more = divmod(len(indices), 4)
    start = rank * least + min(rank, more)
    return indices[start:start + least + (rank < more)]
# %% amdahl · right · two decimals
speedups = (4.30, 8.14)
# %% amdahl · right · a function
def law(s, p):
    return 1 / (s + (1 - s) / p)
speedup = law(p=8, s=7 / 57)
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · eight processes, eight times ⇒ names: 8 would be right if all of the step could be divided; 0.28 ms of it can't
speedup = 8
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · the limit for very many processes ⇒ names: the speedup of eight: that's the limit for ever so many processes; here there
speedup = 2.28 / 0.28
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · 0.28 ms taken for the part s ⇒ names: s is 0.28 / 2.28, the part that can't be divided, and p is 8
speedup = 1 / (0.28 + 0.72 / 8)
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · the efficiency ⇒ names: that's the efficiency; the speedup is eight times as large
speedup = 2.28 / 0.53 / 8
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · the time of a step ⇒ names: that's a time; divide what one process takes by what eight take
speedup = 0.28 + 2 / 8
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · the inverse ⇒ points: the speedup of eight is 0.232456, which is too small
speedup = 0.53 / 2.28
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · the fixed part left out for one process ⇒ names: the speedup of eight: one process takes 0.28 + 2 = 2.28 ms, not 2
speedup = 2 / (0.28 + 2 / 8)
speedups = (speedup, 2.28 / 0.28)
# %% amdahl · wrong · the limit: infinite ⇒ names: however many processes there are, 0.28 ms stay, so it's finite
speedups = (2.28 / 0.53, float('inf'))
# %% amdahl · wrong · the limit: s = 0.28 ⇒ points: the limit is 3.57143, which is too small
speedups = (2.28 / 0.53, 1 / 0.28)
# %% amdahl · wrong · the limit: as for eight ⇒ names: with more processes than eight the 2 ms shrink further, down to 0
speedups = (2.28 / 0.53, 2.28 / 0.53)
# %% amdahl · wrong · the limit: the time that stays ⇒ names: the limit: that's a time; divide what one process takes by it
speedups = (2.28 / 0.53, 0.28)
# %% amdahl · wrong · only one number ⇒ names: the answer should be 2 things, (the speedup of eight, the limit), but this is
speedups = 2.28 / 0.53
# %% amdahl · wrong · believes that the limit is the number of processes ⇒ names: 8 is the number of processes; with ever more the 2 ms shrink to 0
speedups = (4.30, 8)
# %% step_bill · right · typed from paper
bill = (3_750_726, 6.44, 3.90)
# %% step_bill · right · with the function of the lesson, other numbers
import math
def bill_of(p, b):
    return b * 0.049, 2 * (p - 1) / p * 535_818 * 4 * 8 / 10e9 * 1000, 2 * math.ceil(math.log2(p)) * 0.050
parts = bill_of(8, 64)
bill = [3_750_726, sum(parts), 8 * parts[0] / sum(parts)]
# %% step_bill · wrong · the 2 is forgotten ⇒ names: the number of bytes: each machine sends 2(p − 1)/p vectors, and p is 8
bill = (7 / 8 * 535_818 * 4, 6.44, 3.90)
# %% step_bill · wrong · 8 bytes a number, as in the lesson ⇒ names: the number of bytes: a float32 has 4 bytes, not 8
bill = (2 * 7 / 8 * 535_818 * 8, 9.44, 2.66)
# %% step_bill · wrong · numbers, not bytes ⇒ names: the number of bytes: that's the count of numbers; each has 4 bytes
bill = (2 * 7 / 8 * 535_818, 6.44, 3.90)
# %% step_bill · wrong · bits ⇒ names: that's 8 times too many: these are bits, or the bytes of all machines
bill = (3_750_726 * 8, 6.44, 3.90)
# %% step_bill · wrong · the lesson's network ⇒ points: 109,386 parameters are the lesson's network; this one has 535,818
bill = (2 * 7 / 8 * 109_386 * 4, 6.44, 3.90)
# %% step_bill · wrong · commas in the number ⇒ names: the answer should be 3 things, (the number of bytes, the step, the speedup),
bill = (3,750,726, 6.44, 3.90)
# %% step_bill · wrong · in megabytes ⇒ points: the number of bytes is 3.75073, which is too small
bill = (3.750726, 6.44, 3.90)
# %% step_bill · wrong · the messages are left out ⇒ names: the step: the messages are 2 log₂ 8 = 6 times 0.050 ms
bill = (3_750_726, 6.1366, 4.088)
# %% step_bill · wrong · computing only ⇒ names: the step: that's one of the three parts; add them up
bill = (3_750_726, 3.136, 8)
# %% step_bill · wrong · the 512 images on each machine ⇒ names: the step: a machine computes 64 images, not the 512 of all
bill = (3_750_726, 28.39, 3.90)
# %% step_bill · wrong · 10 µs an image ⇒ names: the step: with this network an image takes 49 µs, not 10
bill = (3_750_726, 3.94, 1.30)
# %% step_bill · wrong · bytes taken for bits ⇒ names: takes longer: the link carries 10 Gbit, and a byte has 8 bits
bill = (3_750_726, 3.811, 6.58)
# %% step_bill · wrong · the efficiency ⇒ names: that's the efficiency; the speedup is eight times as large
bill = (3_750_726, 6.44, 0.487)
# %% step_bill · wrong · the inverse ⇒ names: it's the wrong way round: 512 images on one machine, divided by the step
bill = (3_750_726, 6.44, 0.2566)
# %% fewest_images · right · the numbers
images = (256, 4096)
# %% fewest_images · right · with the function of the explorer, for both links
from nncourse.chapter16.explorer import gain

images = tuple(min(b for b in [2**k for k in range(13)] if gain(8, b, gigabits=g) >= 5) for g in (10, 1))
# %% fewest_images · wrong · one doubling too many: not the fewest ⇒ names: with 512 it's more than 5, but half as many are enough
images = 512
images = (images, 4096)
# %% fewest_images · wrong · all machines together ⇒ names: 2048 have all machines together; how many has each?
images = 8 * 256
images = (images, 4096)
# %% fewest_images · wrong · text ⇒ points: the number of images with 10 Gbit/s should be a number, but it is the text '256
images = "256 images each"
images = (images, 4096)
# %% fewest_images · wrong · 255 is the fewest, but no doubling ⇒ names: only 1, 2, 4, 8 and so on are asked for
images = (255, 4096)
# %% fewest_images · wrong · the slow link: one doubling too few ⇒ names: 2048 give a speedup just below what is asked for; double once more
images = (256, 2048)
# %% fewest_images · wrong · the slow link: ten times as many ⇒ points: the number of images with 1 Gbit/s is 2560, which is too small
images = (256, 2560)
# %% fewest_images · wrong · the slow link makes no difference ⇒ points: right for 10 Gbit/s; with 1 Gbit/s moving takes ten times as long
images = (256, 256)
# %% fewest_images · wrong · only the first ⇒ names: the answer should be 2 things, (the number of images with 10 Gbit/s, the number
images = 256
# %% same_queue · right · the letters
faults = ("C", "A", "D", "B")
# %% same_queue · right · found by a program
tables = ["6251 2034 1520 6423", "5063 1742 5063 1742", "4172 0635 3501 7264", "2705 2705 4173 4173"]
def diagnose(a, b, c, d):
    if a == b:
        return "B"
    if len(set(a + b)) < 8:
        return "C"
    return "A" if (a, b) == (c, d) else "D"
faults = tuple(diagnose(*t.split()) for t in tables)
# %% same_queue · wrong · programs 1 and 3 swapped ⇒ names: the orders of its epochs differ; which ranks get image 2, and which get 7?
faults = ("D", "A", "C", "B")
# %% same_queue · wrong · A and B swapped ⇒ names: each image comes once in an epoch, so compare the two epochs
faults = ("C", "B", "D", "A")
# %% same_queue · wrong · program 3 taken for ranks that shuffle by themselves ⇒ names: each image comes once in an epoch, in two orders. Is anything wrong?
faults = ("C", "A", "C", "B")
# %% same_queue · wrong · program 4 taken for ranks that shuffle by themselves (some images never come) ⇒ names: program 4: compare its two ranks within one epoch
faults = ("C", "A", "D", "C")
# %% same_queue · wrong · three letters: the program without a fault left out ⇒ names: the answer should be 4 things, (program 1, program 2, program 3, program 4),
faults = ("C", "A", "B")
# %% together · right · as in the lesson
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · right · batches by array_split of places
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        places = np.arange(batch_size, len(order), batch_size)
        for batch in np.split(order, places):
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · right · all steps by a generator
def batches(n, epochs, size, rng):
    for _ in range(epochs):
        order = rng.permutation(n)
        yield from (order[i:i + size] for i in range(0, n, size))
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w, total = np.array(weights), np.empty(len(weights))
    comm.Bcast(w)
    for batch in batches(len(targets), epochs, batch_size, np.random.default_rng(seed)):
        mine = np.array_split(batch, comm.size)[comm.rank]
        comm.Allreduce(len(mine) / len(batch) * slopes_of(w, x[:, mine], targets[mine]), total)
        w = w - rate * total
    return w
# %% together · wrong · nobody broadcast ⇒ names: a rank goes on from its own start; rank 0's weights should go to all
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · the mean of means ⇒ names: multiply a rank's slopes by its images / those of the batch
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes / comm.size, total)
            w = w - rate * total
    return w
# %% together · wrong · divided by batch_size ⇒ names: the last batch is smaller: divide by its own images
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / batch_size, total)
            w = w - rate * total
    return w
# %% together · wrong · a new generator in each epoch ⇒ names: make one generator, before the epochs
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = np.random.default_rng(seed).permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · no order drawn ⇒ names: draw an order in each epoch; the images come as they were given
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = np.arange(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · generator without the seed ⇒ names: the order isn't drawn with the seed that is given
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(0)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · steps by its own slopes after Allreduce ⇒ names: each rank steps by its own slopes, and not by the total
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * slopes
    return w
# %% together · wrong · uphill ⇒ names: a step goes against the slopes; here it goes with them
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w + rate * total
    return w
# %% together · wrong · only rank 0 adds up ⇒ names: ever: this is its call number 2, and rank 1 has ended without one
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            if comm.rank == 0:
                comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · only rank 0 broadcasts ⇒ names: rank 0 waits in Bcast and rank 1 in Allreduce, both for ever
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    if comm.rank == 0:
        comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · everybody computes the whole batch, nothing is shared ⇒ names: 3 ranks, 2 epochs of 11 images in batches of 4: the calls of each rank are
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = batch
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            total = slopes
            w = w - rate * total
    return w
# %% together · wrong · everybody computes the whole batch, and a part of it is added up ⇒ names: a rank should work on its own images only, and here the others are nan for it:
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = batch
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes / comm.size, total)
            w = w - rate * total
    return w
# %% together · wrong · the last, smaller batch is left out ⇒ names: the last, smaller batch is missing
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order) - batch_size + 1, batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
            w = w - rate * total
    return w
# %% together · wrong · the step is taken once an epoch ⇒ points: 3 ranks, 2 epochs of 11 images in batches of 4: the result of rank 0 differs in
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    w = weights.copy()
    comm.Bcast(w)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(w, x[:, mine], targets[mine])
            total = np.empty_like(w)
            comm.Allreduce(slopes * len(mine) / len(batch), total)
        w = w - rate * total
    return w
# %% together · wrong · broadcasts into the array that it was given, so the start of the other ranks is overwritten ⇒ names: Bcast, too, writes into its array: give it a copy
def together(weights, x, targets, rate, epochs, batch_size, seed, comm):
    comm.Bcast(weights)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(len(targets))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            mine = np.array_split(batch, comm.size)[comm.rank]
            slopes = slopes_of(weights, x[:, mine], targets[mine]) * len(mine) / len(batch)
            total = np.empty_like(slopes)
            comm.Allreduce(slopes, total)
            weights = weights - rate * total
    return weights
# %% by_label · right · the letter
cause = "B"
# %% by_label · right · by elimination
(cause,) = set("ABCDE") - set("ACDE")
# %% by_label · wrong · too few images ⇒ names: each rank had the same 12,500 images in both ways of dealing; mixed, they were
cause = "A"
# %% by_label · wrong · averaging does harm ⇒ names: C: averaging alone does no such harm; mixed, it was done as rarely
cause = "C"
# %% by_label · wrong · the rate ⇒ names: with averages after every step the same rate did as well as with mixed images
cause = "D"
# %% by_label · wrong · four networks cannot be averaged ⇒ names: an average after every step is one over the same four ranks, and did well
cause = "E"
# %% seldom · right · keepdims by broadcasting into the own table
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
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
# %% seldom · wrong · no mean at the end ⇒ names: the ranks differ at the end: average once more
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the mean only at the end ⇒ names: the ranks averaged only once, at the end
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · one mean over all weights and ranks (axis forgotten) ⇒ names: the mean over the ranks has a number for each weight: axis=0
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean()
    weights[:] = weights.mean()
    return weights
# %% seldom · wrong · steps counted from 0: averages one step late ⇒ names: if step counts from 1, step % k is 0 after every k-th step
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(steps):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · averages after every step, k ignored ⇒ names: the ranks average after every step, whatever k is
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the sum instead of the mean ⇒ names: the weights were added up, not averaged
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.sum(axis=0)
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · all take the weights of rank 0 (a broadcast instead of a mean) ⇒ names: all ranks take rank 0's weights; the mean of all is asked for
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights[0].copy()
    weights[:] = weights[0].copy()
    return weights
# %% seldom · wrong · stops at the first average ⇒ names: the loop ends at the first average
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            break
    weights[:] = weights.mean(axis=0)
    return weights
# %% seldom · wrong · the mean at the end stands in the loop and returns too early ⇒ points: 7 steps, k = 3, 3 ranks: the table differs in 6 of 6 places
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
        return weights * 0 + weights.mean(axis=0)
# %% seldom · wrong · the given targets are changed in place ⇒ names: your function changes targets, which belongs to its caller. Operators such as
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights[:] = weights.mean(axis=0)
    targets[:] = weights.mean(axis=0)
    return targets
# %% seldom · wrong · returns the mean with keepdims, shape (1, weights) ⇒ names: 7 steps, k = 3, 3 ranks: the table should have shape (3, 2), but has shape (1,
def seldom(start, targets, steepness, rate, steps, k):
    weights = np.array([start for _ in targets], dtype=float)
    for step in range(1, steps + 1):
        weights = weights - rate * steepness * (weights - targets)
        if step % k == 0:
            weights = weights.mean(axis=0, keepdims=True)
    return weights.mean(axis=0, keepdims=True)
# %% ring · right · two loops
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · right · while, with prints
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    k = -1
    while (k := k + 1) < comm.size - 1:
        print("round", k)
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · right · returns a list
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return list(np.concatenate(pieces))
# %% ring · wrong · the addition in place changes the given vector ⇒ names: your function changes mine, which belongs to its caller. Operators such as +=
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] += came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · only the adding round: nobody hands the sums on ⇒ names: nobody was told the finished pieces of the others
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    return np.concatenate(pieces)
# %% ring · wrong · adds in the second half, too ⇒ names: second time round it adds; it should replace
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = pieces[place - 1] + comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · every rank sends the same piece k in round k ⇒ names: all pass on the same piece; rank r should pass on piece (r − k) % p
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = k
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · one round too many in the first half ⇒ names: first time round there's a round too many
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · the mean instead of the sum ⇒ names: these are means, not sums
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces) / comm.size
# %% ring · wrong · whole vectors go round ⇒ names: the sums are right; numbers sent by rank 0: 24, rounds: 3. Pieces of 2 in 6
def ring(mine, comm):
    total, moving = mine.copy(), mine
    for k in range(comm.size - 1):
        moving = comm.pass_on(moving)
        total = total + moving
    return total
# %% ring · wrong · the neighbour's piece replaces instead of being added ⇒ names: first time round it replaces; what comes should be added
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · the pieces aren't joined ⇒ names: 4 ranks with 8 numbers each: the result of rank 0 should have shape (8,), but
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return pieces
# %% ring · wrong · added to the piece that was sent ⇒ names: first time round what comes is added to piece (r − k − 1) % p, in p − 1 rounds
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place])
        pieces[place] = pieces[place] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · only rank 0 passes on ⇒ names: ever: this is its call number 4, and rank 1 has ended without one
def ring(mine, comm):
    pieces = np.array_split(mine, comm.size)
    for k in range(comm.size - 1):
        place = (comm.rank - k) % comm.size
        came = comm.pass_on(pieces[place]) if comm.rank == 0 else 0
        pieces[place - 1] = pieces[place - 1] + came
    for k in range(comm.size - 1):
        place = (comm.rank + 1 - k) % comm.size
        pieces[place - 1] = comm.pass_on(pieces[place])
    return np.concatenate(pieces)
# %% ring · wrong · uses Allreduce ⇒ names: Allreduce is what you are writing here: use comm.pass_on alone
def ring(mine, comm):
    total = np.empty_like(mine)
    comm.Allreduce(mine, total)
    return total
# %% ring · wrong · endless ⇒ names: each rank has called the others 100 times: is there a loop that never ends?
def ring(mine, comm):
    while True:
        mine = mine + comm.pass_on(mine)
