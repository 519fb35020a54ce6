# %% unseen · right · what is left over, less the rim
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    left = (size + 2 * padding - kernel) % stride
    never_seen = max(0, left - padding)
    return places, never_seen
# %% unseen · right · sets of pixels
def unseen(size, kernel, stride, padding):
    starts = [s for s in range(-padding, size + padding) if (s + padding) % stride == 0 and s + kernel <= size + padding]
    seen = {s + k for s in starts for k in range(kernel)}
    places = len(starts)
    never_seen = len(set(range(size)) - seen)
    return places, never_seen
# %% unseen · right · sliding windows, NumPy numbers
def unseen(size, kernel, stride, padding):
    row = np.pad(np.arange(1, size + 1), padding)
    windows = np.lib.stride_tricks.sliding_window_view(row, kernel)[::stride]
    places = np.int64(len(windows))
    never_seen = np.int64(size - windows.max())
    return places, never_seen
# %% unseen · wrong · the 1 for the start is forgotten in places ⇒ names: is one too few: the window starts at 0, too
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride
    never_seen = max(0, (size + 2 * padding - kernel) % stride - padding)
    return places, never_seen
# %% unseen · wrong · zeros of the rim are counted as pixels never seen ⇒ names: is what is left over at the right end: pixels, or zeros of the rim?
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = (size + 2 * padding - kernel) % stride
    return places, never_seen
# %% unseen · wrong · less than 0 where only rim is left ⇒ names: is below 0; fewer than none can't be unseen
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = (size + 2 * padding - kernel) % stride - padding
    return places, never_seen
# %% unseen · wrong · the padding is added on one side only ⇒ names: padding adds zeros on both sides
def unseen(size, kernel, stride, padding):
    places = (size + padding - kernel) // stride + 1
    never_seen = max(0, (size + padding - kernel) % stride)
    return places, never_seen
# %% unseen · wrong · the padding is ignored ⇒ names: the padding isn't counted
def unseen(size, kernel, stride, padding):
    places = (size - kernel) // stride + 1
    never_seen = (size - kernel) % stride
    return places, never_seen
# %% unseen · wrong · both rims are taken from what is left at the right end ⇒ names: only the zeros on the right lie at the right end
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = max(0, (size + 2 * padding - kernel) % stride - 2 * padding)
    return places, never_seen
# %% unseen · wrong · any padding is taken to cover all pixels ⇒ names: what is left over may reach beyond the padding
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = 0 if padding > 0 else (size - kernel) % stride
    return places, never_seen
# %% unseen · wrong · rounded up: a last window that hangs over the end counts ⇒ names: counts a last window that hangs over the end
def unseen(size, kernel, stride, padding):
    places = -(-(size + 2 * padding - kernel) // stride) + 1
    never_seen = max(0, (size + 2 * padding - kernel) % stride - padding)
    return places, never_seen
# %% unseen · wrong · the rest of size by stride ⇒ names: the first window covers all of its kernel
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = max(0, (size + 2 * padding) % stride - padding)
    return places, never_seen
# %% unseen · wrong · windows laid side by side, the stride taken for the kernel ⇒ points: which is too small
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding) // kernel
    never_seen = max(0, size + 2 * padding - places * kernel - padding)
    return places, never_seen
# %% unseen · wrong · the two numbers in the other order ⇒ names: the two numbers are swapped: the places come first
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = max(0, (size + 2 * padding - kernel) % stride - padding)
    return never_seen, places
# %% unseen · wrong · true division: a fraction of a place ⇒ points: which is too large
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) / stride + 1
    never_seen = max(0, (size + 2 * padding - kernel) % stride - padding)
    return places, never_seen
# %% unseen · wrong · each of the places times the stride is seen, the kernel's width forgotten ⇒ names: the last window covers all of its kernel
def unseen(size, kernel, stride, padding):
    places = (size + 2 * padding - kernel) // stride + 1
    never_seen = max(0, size + padding - places * stride)
    return places, never_seen
# %% unseen · wrong · the window stops before the last place that fits (< for <=) ⇒ names: a window that ends where the row ends fits, too
def unseen(size, kernel, stride, padding):
    places = start = 0
    while start + kernel < size + 2 * padding:
        places += 1
        start += stride
    never_seen = max(0, size + padding - (start - stride + kernel))
    return places, never_seen
# %% three_maps · right · from the map
shown = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -shown[:, ::-1]
flipped = shown[::-1]
negative = -shown
# %% three_maps · right · from a picture with this map
rng = np.random.default_rng(0)
K = np.array([[-1, 0, 1]] * 3)
want = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])


def slide(picture):
    return np.array([[np.sum(picture[i : i + 3, j : j + 3] * K) for j in range(3)] for i in range(3)])


A = np.array([slide(e.reshape(5, 5)).ravel() for e in np.eye(25)]).T
picture = (np.linalg.pinv(A) @ want.ravel()).reshape(5, 5)
mirrored, flipped, negative = slide(picture[:, ::-1]).round(), slide(picture[::-1]).round(), slide(1 - picture).round()
# %% three_maps · wrong · mirrored without the change of sign ⇒ names: mirrored: the places have changed sides, the signs haven't; what do
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = m[:, ::-1]
flipped = m[::-1]
negative = -m
# %% three_maps · wrong · mirrored has only its sign changed, its columns stay ⇒ names: mirrored: the signs have changed, but a stroke on the left is now on
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m
flipped = m[::-1]
negative = -m
# %% three_maps · wrong · flipped has its sign changed ⇒ names: flipped: the signs have changed, but what was on the right of a
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = -m[::-1]
negative = -m
# %% three_maps · wrong · negative as 1 - map ⇒ names: negative: a number minus the map; but what would a picture with 1
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m[::-1]
negative = 1 - m
# %% three_maps · wrong · negative unchanged, "edges stay edges" ⇒ names: negative: nothing has changed, but where the ink was more on the
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m[::-1]
negative = m
# %% three_maps · wrong · mirrored and flipped taken for each other ⇒ names: mirrored: left and right change, not top and bottom
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = m[::-1]
flipped = -m[:, ::-1]
negative = -m
# %% three_maps · wrong · flipped is turned by 180 degrees ⇒ names: flipped: only the rows are in the opposite order, the columns stay
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m[::-1, ::-1]
negative = -m
# %% three_maps · wrong · flipped is the transposed map ⇒ names: flipped: this swaps rows and columns; a flip swaps top and bottom
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m.T
negative = -m
# %% three_maps · wrong · one number slips in copying ⇒ points: differs in 1 of 9 places, first at [2, 2]
mirrored = np.array([[2, -1, -2], [1, 0, -1], [2, 1, 1]])
flipped = np.array([[1, -1, -2], [1, 0, -1], [2, 1, -2]])
negative = np.array([[-2, -1, 2], [-1, 0, 1], [-1, 1, 2]])
# %% three_maps · wrong · the sign stays in the row of zeros and is lost: absolute values ⇒ names: negative: an answer may be negative; neither ReLU nor absolute values
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m[::-1]
negative = abs(m)
# %% three_maps · wrong · the flipped picture leaves the map as it is, since the kernel's rows are equal ⇒ names: flipped: nothing has changed, but what was at the top is now at the
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m
negative = -m
# %% three_maps · wrong · the negative map is taken as background 0 and ink 1 ⇒ points: differs in 9 of 9 places, first at [0, 0]
m = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])
mirrored = -m[:, ::-1]
flipped = m[::-1]
negative = np.where(m == 0, 1, 0)
# %% neighbours · right · a list
costly = ["B", "F"]
# %% neighbours · right · sorted, a set difference
costly = sorted(set("ABCDEF") - {"A", "C", "D", "E"})
# %% neighbours · wrong · only the rows of the pictures are thought of ⇒ names: is right, but a second convolution slides windows, too; over what?
costly = ["B"]
# %% neighbours · wrong · only the places of the maps ⇒ names: but look at the pictures, too: is a stroke still a stroke in each?
costly = ["F"]
# %% neighbours · wrong · the order of the maps is thought to matter ⇒ names: sees all eight maps at once; is there an order among them?
costly = ["B", "D", "F"]
# %% neighbours · wrong · the order after Flatten is thought to matter ⇒ names: comes afterwards is a dense layer; remember what a shuffle did to it
costly = ["B", "E", "F"]
# %% neighbours · wrong · the cheap ones are given ⇒ names: are still neighbours, and a kernel can be learned in a mirror as well
costly = ["A", "C", "D", "E"]
# %% neighbours · wrong · a transposed picture is thought to be harder ⇒ names: the neighbours on the left; a kernel can be learned turned over, too
costly = ["B", "C", "F"]
# %% neighbours · wrong · none: the network can learn any fixed order ⇒ names: would be a dense layer; which values does it take to be neighbours?
costly = []
# %% larger · right · the numbers
small = (760, 192000, 6410)
large = (760, 972000, 32410)
strided = (760, 48000, 1610)
# %% larger · right · a helper function
def three(size, stride=1):
    places = (size - 5) // stride + 1
    return 10 * 76, places**2 * 750, 10 * (10 * (places // 2) ** 2 + 1)


small, large, strided = three(20), three(40), three(20, 2)
# %% larger · wrong · the three channels are forgotten ⇒ names: small, convolution: each kernel would be one channel thick, but the
small = (260, 64000, 6410)
large = (260, 324000, 32410)
strided = (260, 16000, 1610)
# %% larger · wrong · no biases ⇒ names: small, convolution: has a kernel no bias?
small = (750, 192000, 6400)
large = (750, 972000, 32400)
strided = (750, 48000, 1600)
# %% larger · wrong · places without the + 1 ⇒ points: small, multiply-adds: how often does the window fit along the whole
small = (760, 15 * 15 * 750, 10 * (10 * 7 * 7 + 1))
large = (760, 35 * 35 * 750, 10 * (10 * 17 * 17 + 1))
strided = (760, 7 * 7 * 750, 10 * (10 * 3 * 3 + 1))
# %% larger · wrong · the pool is forgotten before the last layer ⇒ names: small, last layer: how many places has a map here, and how many are
small = (760, 192000, 10 * (10 * 16 * 16 + 1))
large = (760, 972000, 10 * (10 * 36 * 36 + 1))
strided = (760, 48000, 10 * (10 * 8 * 8 + 1))
# %% larger · wrong · biases counted as multiply-adds ⇒ names: small, multiply-adds: a bias is added, not multiplied; leave it out
small = (760, 16 * 16 * 760, 6410)
large = (760, 36 * 36 * 760, 32410)
strided = (760, 8 * 8 * 760, 1610)
# %% larger · wrong · the convolution's parameters are thought to grow with the picture ⇒ names: large, convolution: a window has as many weights on a larger picture,
small = (760, 192000, 6410)
large = (4 * 760, 972000, 32410)
strided = (760 // 4, 48000, 1610)
# %% larger · wrong · everything of large is four times small ⇒ points: large, multiply-adds: how often does the window fit along the whole
small = (760, 192000, 6410)
large = (760, 4 * 192000, 4 * 6400 + 10)
strided = (760, 48000, 1610)
# %% larger · wrong · the stride halves the work only once ⇒ names: strided, multiply-adds: count the places along both sides
small = (760, 192000, 6410)
large = (760, 972000, 32410)
strided = (760, 96000, 3210)
# %% larger · wrong · the maps counted as squares of places without kernels: one kernel only ⇒ names: small, multiply-adds: this counts one kernel of ten
small = (760, 16 * 16 * 75, 6410)
large = (760, 36 * 36 * 75, 32410)
strided = (760, 8 * 8 * 75, 1610)
# %% larger · wrong · the last layer reads one map, not ten ⇒ names: small, last layer: ten maps arrive, not one
small = (760, 192000, 10 * (64 + 1))
large = (760, 972000, 10 * (324 + 1))
strided = (760, 48000, 10 * (16 + 1))
# %% larger · wrong · work with the parameters once, places forgotten ⇒ names: small, multiply-adds: each weight is used at every place; how many
small = (760, 750, 6410)
large = (760, 750, 32410)
strided = (760, 750, 1610)
# %% larger · wrong · the stride is ignored after the convolution ⇒ points: strided, last layer: how many places has a map here, and how many are
small = (760, 192000, 6410)
large = (760, 972000, 32410)
strided = (760, 48000, 6410)
# %% larger · wrong · the multiply-adds of the whole network ⇒ names: small, multiply-adds: the dense layer is counted, too; asked for is
small = (760, 192000 + 6400, 6410)
large = (760, 972000 + 32400, 32410)
strided = (760, 48000 + 1600, 1610)
# %% larger · wrong · for the stride halves the picture before the window goes over it: 6 places a side instead of 8 ⇒ points: strided, multiply-adds: how often does the window fit along the whole
small = (760, 192000, 6410)
large = (760, 972000, 32410)
strided = (760, 6 * 6 * 750, 10 * (3 * 3 * 10 + 1))
# %% falling · right · the centre against its neighbours off the diagonal
kernel = np.array([[0, -1, -1], [-1, 2, -1], [-1, -1, 0]])
# %% falling · right · searched for
rng = np.random.default_rng(0)


def best(p, K):
    return max(np.sum(p[i : i + 3, j : j + 3] * K) for i in range(3) for j in range(3))


others = [np.eye(5)[::-1]]
for k in range(5):
    stem = np.zeros((5, 5))
    stem[:, k] = 1
    others += [stem, stem.T]
while True:
    kernel = rng.integers(-2, 3, (3, 3))
    if best(np.eye(5), kernel) > 0 and all(best(p, kernel) <= 0 for p in others):
        break
# %% falling · wrong · the diagonal itself: a 1 for every line ⇒ names: at row 0, column 0; the window shows its middle pixel, (2, 2)
kernel = np.eye(3)
# %% falling · wrong · finds the rising stroke (mirrored) ⇒ names: it should be above 0; the rising one answers 2: are the two mixed up?
kernel = np.array([[-1, -1, 0], [-1, 2, -1], [0, -1, -1]])
# %% falling · wrong · a finder of stems ⇒ points: at row 0, column 1; the window shows 2 pixels of it
kernel = np.array([[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]])
# %% falling · wrong · never above 0, not even for the falling stroke ⇒ names: the falling stroke the largest answer is 0, and it should be above 0
kernel = np.array([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])
# %% falling · wrong · stems at the edge are forgotten: the left column alone adds up to more than 0 ⇒ names: at row 0, column 0; it fills a whole row or column of a window: what
kernel = np.array([[0, -3, -1], [2, 2, -4], [-1, -3, 0]])
# %% falling · wrong · a kernel of 5 × 5 ⇒ names: of shape (3, 3), but it is an array of shape (5, 5) and dtype float64
kernel = 5 * np.eye(5) - np.ones((5, 5))
# %% avg_pool · right · the chapter's corner
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        total = 0
        for i in range(self.size):
            for j in range(self.size):
                total = total + corner(x, self.size, i, j)
        return total / self.size**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da / self.size**2
        return dx

    def parameters(self):
        return []
# %% avg_pool · right · kron and pad
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        return np.mean([corner(x, self.size, i, j) for i in range(self.size) for j in range(self.size)], axis=0)

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.kron(da, np.full((1, self.size, self.size, 1), 1 / self.size**2))
        rest_h, rest_w = self.shape[1] - dx.shape[1], self.shape[2] - dx.shape[2]
        return np.pad(dx, ((0, 0), (0, rest_h), (0, rest_w), (0, 0)))

    def parameters(self):
        return []
# %% avg_pool · right · einsum with a matrix of means for rows and for columns
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def means(self, length):
        rows = length // self.size
        return np.array([[1 / self.size if k // self.size == r else 0.0 for k in range(length)] for r in range(rows)]).reshape(rows, length)

    def forward_pass(self, x):
        self.R, self.C = self.means(x.shape[1]), self.means(x.shape[2])
        return np.einsum("ih,jw,chwn->cijn", self.R, self.C, x)

    def backward_pass(self, da, *, need_dx=True):
        return np.einsum("ih,jw,cijn->chwn", self.R, self.C, da) if need_dx else None

    def parameters(self):
        return []
# %% avg_pool · wrong · the sum, not the mean, forward and back ⇒ names: this is the sum of each pool, not the mean
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s))

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · the gradient is not divided: each pixel gets all of it ⇒ names: each pixel gets all of it: together
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · the gradient goes to the largest pixel alone, as in MaxPool2D ⇒ names: the largest pixel gets all of it, but every pixel moves the mean
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.x, self.shape = x, x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        s = self.size
        c = [(i, j) for i in range(s) for j in range(s)]
        top = np.max([corner(self.x, s, i, j) for i, j in c], axis=0)
        dx = np.zeros(self.shape)
        for i, j in c:
            corner(dx, s, i, j)[...] = da * (corner(self.x, s, i, j) == top)
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · dx has no rows and columns for those left out ⇒ points: should have shape (2, 7, 6, 3), but has shape (2, 6, 6, 3)
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        return np.repeat(np.repeat(da, self.size, axis=1), self.size, axis=2) / self.size**2

    def parameters(self):
        return []
# %% avg_pool · wrong · the rows left out get the gradient of the last pool ⇒ points: differs in 36 of 252 places, first at [0, 6, 0, 0]
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        rows = np.minimum(np.arange(self.shape[1]) // self.size, da.shape[1] - 1)
        cols = np.minimum(np.arange(self.shape[2]) // self.size, da.shape[2] - 1)
        return da[:, rows[:, None], cols] / self.size**2

    def parameters(self):
        return []
# %% avg_pool · wrong · a pool that isn't full gives a mean, too (rounded up) ⇒ points: should have shape (2, 2, 2, 3), but has shape (2, 3, 2, 3)
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = c, h, w, n = x.shape
        s = self.size
        a = np.zeros((c, -(-h // s), -(-w // s), n))
        for i in range(a.shape[1]):
            for j in range(a.shape[2]):
                a[:, i, j] = x[:, s * i : s * i + s, s * j : s * j + s].mean(axis=(1, 2))
        return a

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        wide = da.repeat(self.size, axis=1).repeat(self.size, axis=2)
        return wide[:, : self.shape[1], : self.shape[2]] / self.size**2

    def parameters(self):
        return []
# %% avg_pool · wrong · need_dx is ignored ⇒ names: nobody needs the gradient; return None, as MaxPool2D does
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da / self.size**2
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · da is divided in place ⇒ names: your function changes da
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        da /= self.size**2
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · dx is kept and grows with every call ⇒ names: it is added to what an earlier call left
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        if getattr(self, "dx", None) is None or self.dx.shape != self.shape:
            self.dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(self.dx, self.size, i, j)[...] += da / self.size**2
        return self.dx

    def parameters(self):
        return []
# %% avg_pool · wrong · the axes of the reshape in the wrong order: pixels far apart are averaged ⇒ points: differs in 4 of 4 places, first at [0, 0, 0, 0]
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = c, h, w, n = x.shape
        s = self.size
        return x[:, : h // s * s, : w // s * s].reshape(c, s, h // s, s, w // s, n).mean(axis=(1, 3))

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da / self.size**2
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · only for square pictures: the height is used for the width ⇒ points: ValueError: cannot reshape array of size 144 into shape
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = c, h, w, n = x.shape
        s = self.size
        k = h // s
        return x[:, : k * s, : k * s].reshape(c, k, s, k, s, n).mean(axis=(2, 4))

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        wide = da.repeat(self.size, axis=1).repeat(self.size, axis=2) / self.size**2
        dx[:, : wide.shape[1], : wide.shape[2]] = wide
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · the size 2 is built in ⇒ names: this is as with pools of 2 × 2; size is
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = 2
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(2):
            for j in range(2):
                corner(dx, 2, i, j)[...] = da / 2**2
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · the first corner of x is used for the sum, in place ⇒ names: your function changes x
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        total = corner(x, self.size, 0, 0)
        for k in range(1, self.size**2):
            total += corner(x, self.size, k // self.size, k % self.size)
        return total / self.size**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da / self.size**2
        return dx

    def parameters(self):
        return []
# %% avg_pool · wrong · the gradient is written into a copy of the corners ⇒ names: it is 0 everywhere: was it written *into* the corners of dx?
class AvgPool2D:
    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        s = self.size
        return sum(corner(x, s, i, j) for i in range(s) for j in range(s)) / s**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                part = corner(dx, self.size, i, j)
                part = part + da / self.size**2
        return dx

    def parameters(self):
        return []
# %% listen · right · two loops
def listen(x, W, b, stride):
    channels, length, n = x.shape
    k = W.shape[1] // channels
    places = (length - k) // stride + 1
    answers = np.zeros((len(W), places, n))
    for place in range(places):
        window = x[:, place * stride : place * stride + k]
        answers[:, place] = W @ window.reshape(-1, n) + b
    return answers
# %% listen · right · sliding windows and einsum
def listen(x, W, b, stride):
    kernels = W.reshape(len(W), x.shape[0], -1)
    windows = np.lib.stride_tricks.sliding_window_view(x, kernels.shape[2], axis=1)[:, ::stride]
    return np.einsum("ock,cpnk->opn", kernels, windows) + b[:, :, None]
# %% listen · right · a while loop and a list, np.stack
def listen(x, W, b, stride):
    """Slide the kernels W along x."""
    k = W.shape[1] // x.shape[0]
    start, found = 0, []
    while start + k <= x.shape[1]:
        found.append(W.dot(x[:, start : start + k, :].reshape(W.shape[1], x.shape[2])) + b)
        start += stride
    return np.stack(found, axis=1)
# %% listen · wrong · the bias is forgotten ⇒ names: is right but for the bias: where is b?
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([W @ x[:, s : s + k].reshape(-1, x.shape[2]) for s in starts], axis=1)
# %% listen · wrong · np.convolve turns the kernel over ⇒ names: has each kernel turned over; our convolutions don't turn it
def listen(x, W, b, stride):
    k = W.shape[1] // x.shape[0]
    out = [[sum(np.convolve(x[c, :, s], W[j, c * k : (c + 1) * k], "valid") for c in range(len(x)))[::stride] + b[j, 0] for s in range(x.shape[2])] for j in range(len(W))]
    return np.array(out).transpose(0, 2, 1)
# %% listen · wrong · the weights are read place by place, not channel by channel ⇒ names: takes W place by place; it goes channel by channel
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([W @ x[:, s : s + k].transpose(1, 0, 2).reshape(W.shape[1], -1) + b for s in starts], axis=1)
# %% listen · wrong · the last place is left out ⇒ names: has one place too few: the last window ends with the last value
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k, stride)
    return np.stack([W @ x[:, s : s + k].reshape(-1, x.shape[2]) + b for s in starts], axis=1)
# %% listen · wrong · right number of places, but the window moves by 1 ⇒ names: places give; the window moves by
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    places = (x.shape[1] - k) // stride + 1
    return np.stack([W @ x[:, p : p + k].reshape(-1, x.shape[2]) + b for p in range(places)], axis=1)
# %% listen · wrong · the bias is added once for each channel ⇒ names: adds b once for each channel; each answer has one bias
def listen(x, W, b, stride):
    C, L, n = x.shape
    k = W.shape[1] // C
    starts = range(0, L - k + 1, stride)
    return np.stack([sum(W[:, c * k : (c + 1) * k] @ x[c, s : s + k] + b for c in range(C)) for s in starts], axis=1)
# %% listen · wrong · a ReLU at the end ⇒ names: has no negative numbers; there is no activation here
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.maximum(0, W @ x[:, s : s + k].reshape(-1, x.shape[2]) + b) for s in starts], axis=1)
# %% listen · wrong · a last window that hangs over the end is filled with zeros ⇒ points: should have shape (2, 3, 4), but has shape (2, 4, 4)
def listen(x, W, b, stride):
    C, L, n = x.shape
    k = W.shape[1] // C
    places = -(-(L - k) // stride) + 1
    x = np.concatenate([x, np.zeros((C, stride, n))], axis=1)
    return np.stack([W @ x[:, p * stride : p * stride + k].reshape(-1, n) + b for p in range(places)], axis=1)
# %% listen · wrong · places of the sounds and examples mixed up in the last reshape ⇒ points: differs in 120 of 140 places, first at [0, 0, 1]
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    columns = np.concatenate([x[:, s : s + k].reshape(-1, x.shape[2]) for s in starts], axis=1)
    return (W @ columns + b).reshape(len(W), x.shape[2], len(starts)).reshape(len(W), len(starts), -1, order="F")
# %% listen · wrong · only the first channel is heard ⇒ names: comes from the first channel alone
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([W[:, :k] @ x[0, s : s + k] + b for s in starts], axis=1)
# %% listen · wrong · all channels with the first channel's weights ⇒ names: uses the first channel's weights for all channels
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([W[:, :k] @ x[:, s : s + k].sum(axis=0) + b for s in starts], axis=1)
# %% listen · wrong · shape (outs, n, places): the last two axes exchanged ⇒ names: has the shape (outs, n, places); the examples come last
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([W @ x[:, s : s + k].reshape(-1, x.shape[2]) + b for s in starts], axis=2)
# %% listen · wrong · the bias is subtracted ⇒ names: has b subtracted
def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    starts = range(0, x.shape[1] - k + 1, stride)
    return np.stack([W @ x[:, s : s + k].reshape(-1, x.shape[2]) - b for s in starts], axis=1)
# %% listen · wrong · Conv2D does it, with pictures one pixel high ⇒ names: uses Conv2D
from nnlib import Conv2D, Identity


def listen(x, W, b, stride):
    k = W.shape[1] // len(x)
    layer = Conv2D(len(x), len(W), k, Identity(), rng=np.random.default_rng(0))
    return layer.forward_pass(x[:, np.newaxis])[:, 0, ::stride]
# %% three_reports · right · the letters
program_1 = "B"
program_2 = "C"
program_3 = "E"
# %% three_reports · right · named constants
RIM, TIES, TANH = "B", "C", "E"
program_3 = TANH
program_2 = TIES
program_1 = RIM
# %% three_reports · wrong · program 1 as A: it would fail without padding, too ⇒ names: program 1, A: windows overlap without padding, too, and then
program_1, program_2, program_3 = "A", "C", "E"
# %% three_reports · wrong · program 2 as D: db would be wrong on random pixels and in layer 4, too ⇒ names: program 2, D: then the b of layer 4 would be wrong, too, and on any
program_1, program_2, program_3 = "B", "D", "E"
# %% three_reports · wrong · program 3 as D: W is wrong as well ⇒ names: program 3, D: W is wrong as well, and db has no part in it
program_1, program_2, program_3 = "B", "C", "D"
# %% three_reports · wrong · program 3 as F: forward and backward agree, so the check would find nothing ⇒ names: program 3, F: the check nudges the program's own forward pass; what
program_1, program_2, program_3 = "B", "C", "F"
# %% three_reports · wrong · program 3 as A: layer 4 itself would be ok ⇒ names: program 3, A: what A spoils is handed down; the gradients of layer 4,
program_1, program_2, program_3 = "B", "C", "A"
# %% three_reports · wrong · programs 1 and 2 exchanged ⇒ names: program 1, C: random pixels have no ties, and without padding nothing
program_1, program_2, program_3 = "C", "B", "E"
# %% three_reports · wrong · programs 2 and 3 exchanged ⇒ names: program 2, E: a slope is forgotten on any picture, but with random
program_1, program_2, program_3 = "B", "E", "C"
# %% three_reports · wrong · program 2 as B: a rim of zeros is taken for the padding ⇒ names: program 2, B: the rim is cut off in the same way on any picture, but
program_1, program_2, program_3 = "B", "B", "E"
# %% three_reports · wrong · program 1 as E: only layer 2 is looked at ⇒ names: program 1, E: layer 4 is a convolution with a tanh, too, and its
program_1, program_2, program_3 = "E", "C", "E"
# %% three_reports · wrong · program 2 as A: overlaps on the blank rim ⇒ names: program 2, A: windows overlap on any picture, but with random pixels
program_1, program_2, program_3 = "B", "A", "E"
