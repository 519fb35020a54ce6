"""Ranks that play on one processor, in turns, for the exercises of chapter 16: what they hand in is measured.

A rank that calls the others stops there. When all have called, each begins again, and what it got before is played
back. So no rank knows more of the others than what they sent, and ranks that would wait for ever are told so.
"""

import contextlib

import numpy as np

from nncourse import checking
from nncourse.checking import Wrong, call, compare, observe


class Waiting(BaseException):
    """A rank waits for the others; not an Exception, as answers may catch those."""


class Comm:
    """What a rank has of the others. got holds what it gets in each call, arrays."""

    def __init__(self, rank, size, got):
        self.rank, self.size, self.got, self.at, self.over, self.handed = rank, size, got, 0, False, []

    def meet(self, name, array):
        """Hand in an array, and return what this rank gets for it; raises Waiting if that isn't known yet."""
        self.handed.append((name, np.array(array, dtype=float)))
        if self.at == len(self.got) and not self.over:
            raise Waiting
        self.at = self.at % len(self.got) + 1  # from the first again if a learner runs check.NAME.case again
        return self.got[self.at - 1].copy()

    def Bcast(self, value, root=0):
        """Overwrite an array with rank 0's."""
        value[...] = self.meet("Bcast", value)

    def Allreduce(self, mine, total):
        """Fill total with the sum of what all ranks hand in; both are arrays of one shape."""
        total[...] = self.meet("Allreduce", mine)

    def pass_on(self, piece):
        """Hand an array to the right neighbour, and return the one that comes from the left."""
        return self.meet("pass_on", piece)


def delivered(calls, before):
    """Return what each rank gets after some calls; calls has for each [] or its [(name, array)]. Wrong if stuck."""
    waits = next(rank for rank, own in enumerate(calls) if own)
    name = calls[waits][0][0]
    for rank, own in enumerate(calls):
        if not own:
            told = f"this is its call number {before + 1}, and rank {rank} has ended without one"
            raise Wrong(f"rank {waits} waits in {name} for ever: {told}")
        if own[0][0] != name:
            raise Wrong(f"rank {waits} waits in {name} and rank {rank} in {own[0][0]}, both for ever")
    arrays = [own[0][1] for own in calls]
    if name == "pass_on":
        return [arrays[-1], *arrays[:-1]]
    if any(array.shape != arrays[0].shape for array in arrays):
        raise Wrong(f"the ranks hand in arrays of different shapes to {name}: {[array.shape for array in arrays]}")
    return [arrays[0] if name == "Bcast" else sum(arrays)] * len(arrays)


def run(function, arguments, comm):
    """Return what a function returns on one rank, or None if it waits for the others."""
    try:
        return call(function, *arguments, comm)
    except Waiting:
        return None
    except Wrong as finding:
        bcast = any(name == "Bcast" for name, _ in comm.handed) and "in place" in str(finding)
        raise Wrong(f"{finding}{'; Bcast, too, writes into its array: give it a copy' * bcast}") from None
    finally:
        comm.at, comm.over = 0, True


def play(function, *given):
    """Run a function on ranks that take turns; given are lists with an argument for each. Return results and Comms."""
    size, got = len(given[0]), []
    while len(got) < 100:
        comms = [Comm(rank, size, [one[rank] for one in got]) for rank in range(size)]
        results = [run(function, arguments, comm) for arguments, comm in zip(zip(*given), comms)]
        calls = [comm.handed[len(got) :] for comm in comms]
        if not any(calls):
            return results, comms
        (checking.OBSERVATION.get() or checking.Observation()).case = None  # stuck ranks have no input to run again
        got.append(delivered(calls, len(got)))
    raise Wrong("each rank has called the others 100 times: is there a loop that never ends?")


def launch(function, *given):
    """As `play`; print what each rank has handed in, and return the results only."""
    results, comms = play(function, *given)
    for comm in comms:
        print(f"rank {comm.rank}: {len(comm.handed)} calls, {sent_by(comm)} numbers handed in")
    return results


def sent_by(comm):
    """Return how many numbers a rank has handed in; comm is its `Comm`."""
    return sum(array.size for _, array in comm.handed)


def compare_ranks(answer, given, wanted, case):
    """Compare the result of each rank with the wanted array, case (a str) in words; returns the Comms."""
    results, comms = play(answer, *given)
    with contextlib.suppress(TypeError, ValueError):
        observe(np.array(results, dtype=float))  # all, as mistakes may differ on some ranks only
    for comm, arguments, result in zip(comms, zip(*given), results):
        checking.OBSERVATION.get().case = checking.by_name(answer, (*arguments, comm), {})
        compare(result, wanted, f"{case}: the result of rank {comm.rank}")
    return comms


def show_sent(answer):
    """Draw how many numbers a rank of the learner's ring sends, by the number of ranks."""
    from matplotlib import pyplot as plt

    sizes = [2, 3, 4, 6, 8, 12]
    plt.plot(sizes, [sent_by(play(answer, list(np.ones((p, 24))))[1][0]) for p in sizes], "o-", label="your ring")
    plt.plot(sizes, [24 * (p - 1) for p in sizes], ".--", label="a rank 0 that sends the sums to all")
    plt.gca().set(xlabel="ranks", ylabel="numbers sent by a rank, vectors of 24")
    plt.legend()
    plt.show()
