"""While an answer runs: what would never end, or flood the page, is ended and told; what else runs is left alone.

In the browser these run, too: tests/project/test_browser_python.py.
"""

import signal
import sys
import threading
import time

import pytest

from nncourse.chapter01 import checks as check
from nncourse.chapter02.checks import mended
from nncourse.checking import Raised, sandbox
from nncourse.optional import IN_A_BROWSER

on_a_computer = pytest.mark.skipif(IN_A_BROWSER, reason="in the browser there are no threads")


@pytest.fixture(autouse=True)
def no_exam(monkeypatch):
    monkeypatch.delenv("NNLIB_EXAM", raising=False)


def endless(*arguments):
    while True:
        pass


def catches(*arguments):
    while True:
        try:
            raise ValueError
        except Exception:
            pass


def generates(*arguments):
    return sum(1 for _ in iter(int, 1))


def filters(*arguments):
    return list(filter(lambda number: number, iter(int, 1)))


@pytest.mark.parametrize("answer", [endless, catches, generates, filters])
def test_endless_loop_is_reported_and_ends(monkeypatch, answer):
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)
    with pytest.raises(Raised, match="a loop that never ends"):
        check.weighted_sum(answer)
    check.flip(50)  # and the next check works as ever


def test_patience_lengthens_the_time_of_an_answer(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.1)
    waited = []

    def slow(weights, x, bias):
        if not waited:
            over = time.perf_counter() + 0.4
            while time.perf_counter() < over:
                pass
            waited.append(True)
        return weights @ x + bias

    assert "a loop that never ends" in check.weighted_sum.find(slow).args[0]
    assert not waited and check.weighted_sum.find(slow, patience=300) is None


def test_endless_loop_ends_in_a_process_that_ignores_interrupts_too(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(Raised, match="a loop that never ends"):
            check.weighted_sum(endless)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN, "afterwards it ignores them again"
    finally:
        signal.signal(signal.SIGINT, kept)


def test_answer_that_ends_when_its_time_is_over_is_right_or_too_slow(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.002)

    def just_in_time(weights, x, bias):
        over = time.perf_counter() + sandbox.SECONDS
        while time.perf_counter() < over:
            pass
        return weights @ x + bias

    for _ in range(60):
        try:
            check.weighted_sum(just_in_time)
        except Raised as finding:
            assert "a loop that never ends" in str(finding)


@on_a_computer
def test_time_that_is_over_at_any_step_of_a_check_interrupts_nothing_but_the_answer(monkeypatch):
    watches = []  # no thread runs: the time is over when this test says so
    monkeypatch.setattr(sandbox.Watch, "start", lambda watch: watches.append(watch))

    def trace(frame, event, argument):
        nonlocal left
        if frame.f_code.co_filename != sandbox.__file__:
            return None
        frame.f_trace_opcodes = True
        step = event in ("line", "opcode")  # Python 3.12.1 shows lines only
        if step and watches and not watches[-1].lock.locked():  # the thread would wait for the lock
            left -= 1
            if left == 0:
                watches[-1].send(watches[-1].late)
        return trace

    kept, before, printing, outcomes = sys.gettrace(), signal.getsignal(signal.SIGINT), sys.stdout, []
    while True:
        left = len(outcomes) + 1
        watches.clear()
        sys.settrace(trace)
        try:
            check.flip(50)
            outcomes.append("right")
        except Raised as finding:
            outcomes.append("too slow")
            assert "a loop that never ends" in str(finding)
        finally:
            sys.settrace(kept)
        assert signal.getsignal(signal.SIGINT) == before and sys.stdout is printing
        if left > 0:  # the check has fewer steps
            break
    assert outcomes.count("too slow") > 10 and outcomes.count("right") > 10


@on_a_computer
def test_interrupt_that_arrives_when_the_answer_has_ended_does_nothing():
    watch = sandbox.Watch(1)
    watch.sent = watch.late  # it is on its way
    watch.end()
    watch.arrive(signal.SIGINT, sys._getframe())
    assert watch.sent is None, "and the next one is the stop button again"


@pytest.mark.skipif(not IN_A_BROWSER, reason="on a computer a thread looks at the answer")
def test_interrupt_of_the_browser_that_arrives_when_the_answer_has_ended_does_nothing():
    watch = sandbox.WatchInABrowser(0)
    watch.start()
    watch.end()
    watch.arrive(signal.SIGINT, sys._getframe())
    watch.running = True
    with pytest.raises(sandbox.TooLong):
        watch.arrive(signal.SIGINT, sys._getframe())


def test_time_of_a_check_inside_of_an_answer_is_its_own(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.2)

    def checks_and_goes_on(weights, x, bias):
        check.flip(50)
        endless()

    def checks_for_ever(weights, x, bias):
        monkeypatch.setattr(sandbox, "SECONDS", 60)
        mended(endless)

    for answer in (checks_and_goes_on, checks_for_ever):
        with pytest.raises(Raised, match="weighted_sum: your code was still running after"):
            check.weighted_sum(answer)


# Pyodide has no exit but the notebook's.
LEAVE = {"sys.exit": sys.exit, "status": lambda: sys.exit(3)} | ({} if IN_A_BROWSER else {"exit": lambda: exit()})


@pytest.mark.parametrize("leave", LEAVE.values(), ids=LEAVE)
def test_answer_that_would_end_python_is_told_so(leave):
    with pytest.raises(Raised, match="which ends Python; a function ends with return"):
        check.weighted_sum(lambda weights, x, bias: leave())


def test_answer_that_calls_itself_without_end_is_told_so():
    def weighted_sum(weights, x, bias=0):  # with a default: Python 3.13.0 does not end that
        return weighted_sum(weights, x)

    with pytest.raises(Raised, match="your code raised RecursionError: maximum recursion depth exceeded"):
        check.weighted_sum(weighted_sum)


def test_answer_that_calls_itself_without_end_through_an_operator_is_told_so():
    class Number:
        def __add__(self, other):
            return self + other

    with pytest.raises(Raised, match="your code raised RecursionError: maximum recursion depth exceeded"):
        check.weighted_sum(lambda weights, x, bias: Number() + 1)
    assert sys.getrecursionlimit() >= 1000, "afterwards Python's own limit holds again"


@on_a_computer
def test_recursion_that_python_does_not_end_is_ended(monkeypatch):
    def deeper(weights, x, bias, calls=400):
        return deeper(weights, x, bias, calls - 1) if calls else endless()

    monkeypatch.setattr(sys, "getrecursionlimit", lambda: 300)
    with pytest.raises(Raised, match="your code raised RecursionError: maximum recursion depth exceeded"):
        check.weighted_sum(deeper)


def test_stop_button_is_no_finding(monkeypatch):
    def stopped(*arguments):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check.weighted_sum(stopped)


def test_flood_of_output_is_reported_and_not_shown(capsys):
    def flood(weights, x, bias):
        for _ in range(10**6):
            print("z" * 100)

    with pytest.raises(Raised, match="printed more than"):
        check.weighted_sum(flood)
    assert len(capsys.readouterr().out) < 100


@on_a_computer
def test_in_another_thread_the_check_works_without_its_time_limit():
    found = []
    thread = threading.Thread(target=lambda: found.append(check.weighted_sum(lambda w, x, b: w @ x + b)))
    thread.start()
    thread.join(20)
    assert found == [None]
