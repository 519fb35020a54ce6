"""Trials of chapter 16's pieces: a batch in parts, and ranks that add up; here they are threads of one process."""

import contextlib
import ctypes
import io
import re
import sys
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np

import nnlib
from nncourse.blanks.trials import layers, sizes, trials
from nncourse.launching import SEVERAL
from nncourse.optional import IN_A_BROWSER, NotInstalled
from nnlib.printing import counted

TRIALS, trial = trials()


class WaitsForEver(RuntimeError):
    """What a rank is told that waits for one that has ended."""


class Meeting:
    """Where the ranks hand in and take home; who waits for a rank that has ended is told so."""

    def __init__(self, size):
        self.size, self.news, self.said, self.gone = size, threading.Condition(), {}, set()

    def exchange(self, turn, rank, thing):
        """Return what all ranks hand in, a list, when all have come."""
        with self.news:
            said = self.said.setdefault(turn, {})
            said[rank] = thing
            self.news.notify_all()
            self.news.wait_for(lambda: len(said) == self.size or self.gone - set(said))
            if len(said) < self.size:
                raise WaitsForEver("a rank waits for ever, because another one has ended with fewer calls of comm")
            return [said[one] for one in range(self.size)]

    def leave(self, rank):
        """Note that a rank has ended."""
        with self.news:
            self.gone.add(rank)
            self.news.notify_all()


class Communicator:
    """What the lesson uses of mpi4py's communicator, for one of some ranks that are threads."""

    def __init__(self, rank, meeting):
        self.rank, self.size, self.meeting, self.turn = rank, meeting.size, meeting, 0

    def allgather(self, thing):
        self.turn += 1
        return self.meeting.exchange(self.turn, self.rank, thing)

    def gather(self, thing, root=0):
        things = self.allgather(thing)
        return things if self.rank == root else None

    def Allreduce(self, mine, total):
        parts = self.allgather(np.array(mine))
        total[...] = np.sum(parts, axis=0, dtype=total.dtype)

    def Bcast(self, value, root=0):
        value[...] = self.allgather(np.array(value))[root]


class Interrupted(BaseException):
    """Ends a thread that is still running when its trial is over."""


def together(size, program):
    """Return what ``program(comm)`` returns on each rank, a list; raises the first error that a rank met.

    In a browser, where there are no threads, it raises `NotInstalled`.
    """
    if IN_A_BROWSER:
        raise NotInstalled(SEVERAL)
    meeting, results, errors = Meeting(size), [None] * size, {}

    def run(rank):
        try:
            results[rank] = program(Communicator(rank, meeting))
        except BaseException as error:
            errors[rank] = error
        finally:
            meeting.leave(rank)

    ranks = [threading.Thread(target=run, args=(rank,), daemon=True) for rank in range(size)]
    try:
        for thread in ranks:
            thread.start()
        for thread in ranks:
            while thread.is_alive():
                thread.join(0.1)  # an interrupt waits until this has ended
    finally:  # reached early if the time is up
        for rank, thread in enumerate(ranks):
            if thread.is_alive():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Interrupted))
                meeting.leave(rank)
    if errors:  # one that only waited tells less than the one it waited for
        raise min(sorted(errors.items()), key=lambda found: isinstance(found[1], WaitsForEver))[1]
    return results


@contextlib.contextmanager
def stands_in(function, name, thing):
    """Put something else for what a function calls by a name: of the 60,000 images, a few will do."""
    place = function.__globals__
    before = place.get(name)
    place[name] = thing
    try:
        yield
    finally:
        if before is None:
            del place[name]
        else:
            place[name] = before


def network(nn, rng):
    """Return a small network with random biases and gradients."""
    net = nn.NeuralNetwork(layers(nn, rng, ["Tanh", "Identity"], *sizes(rng, 2)))
    for _, gradient in net.parameters():
        gradient[...] = rng.normal(size=gradient.shape)
    return net


def each(case, net, gradients=False):
    """Yield the parameters of a network with two layers, or their gradients, one by one."""
    for name, pair in zip(("first W", "first b", "second W", "second b"), net.parameters()):
        yield (f"{case}: the gradient of the {name}", pair[1]) if gradients else (f"{case}: the {name}", pair[0])


def values_of(net):
    return [value for value, _ in net.parameters()]


def gradients_of(net):
    return [gradient for _, gradient in net.parameters()]


@trial("chapter_08")
def start(nn, rng):
    x = np.broadcast_to(np.arange(60_000), (784, 60_000))  # it takes the place of one row
    y = np.arange(60_000) // 6000
    images = (x, y), (x[:, 30_000:40_000] + 0.5, y[30_000:40_000])
    with stands_in(nn.chapter_08, "load_mnist", lambda *_, **__: images):
        (x_train, y_train), (x_val, y_val), net, drawn = nn.chapter_08()
    for name, one, labels in (("training", x_train, y_train), ("validation", x_val, y_val)):
        yield f"the {name} images: the shape", list(np.shape(one))
        yield f"the {name} images: the numbers of the images", one[0]
        yield f"the {name} images: their labels", labels
    for number, layer in enumerate(net.layers, 1):
        yield f"layer {number}: W", layer.W
        yield f"layer {number}: b", layer.b
    yield "two images: the outputs of the network", net.forward_pass(np.random.default_rng(1).normal(size=(784, 2)))
    yield "the generator, after the network was made: what it draws next", drawn.random(2)


@trial("gather_gradients")
def gather(nn, rng):
    net = network(nn, rng)
    vector = nn.gather_gradients(net)
    case = f"gradients of shapes {', '.join(str(each.shape) for each in gradients_of(net))}"
    yield f"{case}: the vector", vector
    for _, gradient in net.parameters():
        gradient *= 2
    yield f"{case}: the vector, after the gradients were changed", vector
    single = nn.NeuralNetwork([nn.Layer(2, 3, nn.ReLU(), rng=np.random.default_rng(0), dtype=np.float32)])
    yield "a layer with dtype=np.float32: the vector", nn.gather_gradients(single)


@trial("share")
def shares(nn, rng):
    for size in (1, 2, 3, 4, 7):
        count = int(rng.integers(1, 20))
        indices = rng.permutation(100)[:count]
        for rank in range(size):
            case = f"{counted(count, 'example')}, rank {rank} of {size}"
            yield f"{case}: its part", nn.share(indices, rank, size)


@trial("put_gradients")
def put(nn, rng):
    net = network(nn, rng)
    arrays = gradients_of(net)
    vector = rng.normal(size=sum(each.size for each in arrays))
    before = vector.copy()
    nn.put_gradients(net, vector)
    case = f"gradients of shapes {', '.join(str(each.shape) for each in arrays)}"
    yield from each(case, net, gradients=True)
    same = all(one is other for one, other in zip(arrays, gradients_of(net)))
    yield f"{case}: whether they are the same arrays as before", same
    yield f"{case}: the change of the vector", vector - before
    vector[:] = 0
    yield from each(f"{case}, after the vector was set to 0", net, gradients=True)


@trial("add_up")
def adds(nn, rng):
    for size in (1, 2, 3):
        nets = [network(nn, np.random.default_rng(size)) for _ in range(size)]
        for net in nets:
            for _, gradient in net.parameters():
                gradient[...] = rng.normal(size=gradient.shape)
        arrays = [gradients_of(net) for net in nets]
        together(size, lambda comm, nets=nets: nn.add_up(nets[comm.rank], comm))
        for rank, net in enumerate(nets):
            case = f"{counted(size, 'rank')}, rank {rank}"
            yield from each(case, net, gradients=True)
            same = all(one is other for one, other in zip(arrays[rank], gradients_of(net)))
            yield f"{case}: whether they are the same arrays as before", same


def to_train(nn, key, *others):
    """Return a network that begins from a key, of 4 inputs and 3 outputs; others come between its two layers."""
    rng = np.random.default_rng(key)
    first, last = nn.Layer(4, 5, nn.Tanh(), rng=rng), nn.Layer(5, 3, nn.Identity(), rng=rng)
    return nn.NeuralNetwork([first, *others, last])


def apart(nets):
    """Return the largest difference between the parameters of the first network and of another, a number."""
    pairs = [zip(values_of(nets[0]), values_of(net)) for net in nets]
    return max(float(np.abs(one - other).max()) for pair in pairs for one, other in pair)


@trial("parallel_step")
def step(nn, rng):
    for size in (1, 2, 3):
        n = int(rng.integers(8, 12))
        x, labels, wanted = rng.normal(size=(4, n)), rng.integers(0, 3, n), rng.normal(size=(3, n))
        batch = rng.permutation(n)[:7]
        for loss, targets in (("CrossEntropy", labels), ("MSE", wanted)):

            def program(comm, loss=loss, targets=targets, x=x, batch=batch):
                net, optimizer = to_train(nn, 3), nn.Momentum(0.2)
                for _ in range(2):
                    nn.parallel_step(net, x, targets, batch, getattr(nn, loss)(), optimizer, comm)
                return net

            nets = together(size, program)
            case = f"7 images, {counted(size, 'rank')}, {loss}, two steps"
            yield from each(f"{case}, on rank 0", nets[0], gradients=True)
            yield from each(f"{case}, on rank 0", nets[0])
            yield f"{case}: the largest difference of parameters among the ranks", apart(nets)

    def with_dropout(comm):
        dropout = nn.Dropout(0.5, rng=np.random.default_rng(comm.rank))
        net = to_train(nn, 3, dropout)
        nn.parallel_step(net, x, labels, batch, nn.CrossEntropy(), nn.SGD(0.2), comm)
        return net, dropout

    found = together(2, with_dropout)
    yield from each("2 ranks with Dropout, which is at work in training only", found[0][0])
    yield "2 ranks with Dropout: whether it is still in training afterwards", bool(found[0][1].training)


@trial("train_parallel")
def train(nn, rng):
    for size, n, batch_size, epochs in ((1, 8, 3, 1), (2, 11, 4, 2), (3, 14, 5, 2)):
        x, labels, key = rng.normal(size=(4, n)), rng.integers(0, 3, n), int(rng.integers(1000))

        def program(comm, x=x, labels=labels, key=key, batch_size=batch_size, epochs=epochs):
            net, drawn = to_train(nn, key + comm.rank), np.random.default_rng(key)
            arrays = values_of(net)
            nn.train_parallel(
                net, x, labels, loss=nn.CrossEntropy(), optimizer=nn.Momentum(0.1), epochs=epochs,
                batch_size=batch_size, rng=drawn, comm=comm,
            )  # fmt: skip
            same = all(one is other for one, other in zip(arrays, values_of(net)))
            return net, same, drawn.random()

        found = together(size, program)
        nets = [net for net, _, _ in found]
        ranks, ages = counted(size, "rank"), counted(epochs, "epoch")
        case = f"{ranks}, {n} images in batches of {batch_size}, {ages}"
        yield f"{case}: the largest difference of parameters among the ranks", apart(nets)
        yield from each(f"{case}, on rank 0", nets[0])
        yield f"{case}: whether the parameters are the same arrays as before", all(same for _, same, _ in found)
        yield f"{case}: what the generator draws next", found[0][2]


@contextlib.contextmanager
def called_with(*words):
    """Let a program read these words after its name, and catch what it prints."""
    before, printed = sys.argv, io.StringIO()
    sys.argv = ["nnlib.parallel", *words]
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            yield printed
    finally:
        sys.argv = before


def ending(nn, *words):
    """Return how `read_options` ends, a text."""
    with called_with(*words):
        try:
            nn.read_options()
        except SystemExit as end:
            return f"ends the program with code {end.code}"
    return "goes on"


@trial("read_options")
def options(nn, rng):
    epochs, size, images, ranks = (int(number) for number in rng.integers(2, 50_000, 4))
    all_of_them = ["--save", "two.npz", "--epochs", epochs, "--batch-size", size, "--images", images, "--expect", ranks]
    for words in ((), all_of_them, ("--images", "50000", "--batch-size", "1")):
        with called_with(*map(str, words)):
            found = nn.read_options()
        case = " ".join(map(str, words)) or "nothing written after the name"
        for name in ("save", "epochs", "batch_size", "images", "expect"):
            value = getattr(found, name)
            yield f"{case}: the value of {name}", str(value) if isinstance(value, Path) else value
    for words in (
        ("--epochs", "0"),
        ("--batch-size", "-1"),
        ("--images", "50001"),
        ("--expect", "0"),
        ("--epochs", "many"),
        ("--rounds", "3"),
        ("--save", "no-such-folder/two.npz"),
    ):
        yield f"{' '.join(words)}: what read_options does", ending(nn, *words)


class World:
    """COMM_WORLD for ranks that are threads: each finds its own communicator."""

    def __init__(self):
        self.mine = threading.local()

    def __getattr__(self, name):
        return getattr(self.mine.comm, name)


def run_main(nn, size, small, *words):
    """Return the lines that `main` prints on some ranks, a list, and "refused" if it raises ValueError."""
    world, before = World(), {name: sys.modules.get(name) for name in ("mpi4py", "mpi4py.MPI")}

    def program(comm):
        world.mine.comm = comm
        nn.main()

    mpi = SimpleNamespace(COMM_WORLD=world)
    sys.modules["mpi4py"], sys.modules["mpi4py.MPI"] = SimpleNamespace(MPI=mpi), mpi
    try:
        with stands_in(nn.main, "chapter_08", small), called_with(*map(str, words)) as printed:
            try:
                together(size, program)
            except ValueError:
                return ["refused"]
            return printed.getvalue().splitlines()
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


@trial("main")
def whole_program(nn, rng):
    x, y, key = rng.normal(size=(4, 60)), rng.integers(0, 3, 60), int(rng.integers(1000))

    def small():
        drawn = np.random.default_rng(key)
        first, last = nnlib.Layer(4, 5, nnlib.ReLU(), rng=drawn), nnlib.Layer(5, 3, nnlib.Identity(), rng=drawn)
        return (x[:, :30], y[:30]), (x[:, 30:], y[30:]), nnlib.NeuralNetwork([first, last]), drawn

    words = ("--images", 20, "--batch-size", 7, "--epochs", 3, "--expect", 2)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "two.npz"
        lines = run_main(nn, 2, small, *words, "--save", place)
        case = f"2 ranks, {' '.join(map(str, words))} --save two.npz"
        yield f"{case}: the number of printed lines", len(lines)
        yield f"{case}: whether the second line says that the weights are the same", lines[1:2] and "True" in lines[1]
        yield f"{case}: the percentage in the first line", re.findall(r"[\d.]+ ?%", lines[0])
        yield f"{case}: whether the network is saved", place.exists()
        yield from each(f"{case}, the saved network", nnlib.load(place))
        lines = run_main(nn, 3, small, "--batch-size", 10)
        yield "3 ranks, --batch-size 10: the number of printed lines", len(lines)
        yield "3 ranks, --batch-size 10: the percentage in the first line", re.findall(r"[\d.]+ ?%", lines[0])
        kept = sorted(one.name for one in Path(folder).iterdir())
        yield "3 ranks without --save: which networks are in the folder afterwards", kept
        yield "1 rank with --expect 2: what becomes of it", run_main(nn, 1, small, "--expect", 2)
