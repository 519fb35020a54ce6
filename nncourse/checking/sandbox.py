"""How an answer is run: with limits on its time and output, on copies of its arguments; and what may come of it.

A check looks at an answer in this order and stops at the first finding: attempted? → the code raised
→ type and dtype → shape → finite → properties → values. Every finding is an AssertionError, so that
a grader scores it 0, and shows a short message in place of a traceback.
"""

import contextlib
import inspect
import io
import re
import signal
import sys
import threading
import time
from _thread import interrupt_main
from contextvars import ContextVar

import numpy as np
from IPython import get_ipython

from nncourse.checking.answers import is_stub, kind, refusing
from nncourse.in_browser import set_clock
from nncourse.optional import IN_A_BROWSER

SECONDS = 10  # how long an answer may run
PERIOD = 0.02  # every how many seconds it is looked at meanwhile
LETTERS = 20_000  # how much it may print
LEFT = "your code called exit(), quit() or sys.exit(), which ends Python; a function ends with return"


class Finding(AssertionError):
    """What a check found; shown as a sentence, without a traceback, and below it what helps to go on.

    Attributes
    ----------
    case : dict or None
        The arguments of the learner's function in the call that was found wrong.
    offers : list of str
        Further lines to show.
    """

    state = "failing"
    case = None
    offers = ()

    def _render_traceback_(self):
        return [f"\033[1m{self.args[0]}\033[0m", *self.offers]


class NotAttempted(Finding):
    """The stub is still as it was."""

    state = "not attempted"


class Raised(Finding):
    """The code of the answer stopped with an error, ran too long or printed too much."""


class Wrong(Finding):
    """The answer runs, and is wrong.

    Parameters
    ----------
    message : str
    **facts
        What the message of a mistake may name in braces.
    """

    def __init__(self, message, **facts):
        super().__init__(message)
        self.facts = facts


class Observation:
    """What one run of a check has seen of an answer.

    Attributes
    ----------
    seen : list of (array, tolerance)
        By which it is compared with the mistakes.
    right : list of arrays
        What was compared and found right.
    case : dict or None
        The arguments of the last call of the learner's function, by name.
    warnings : list of warnings.WarningMessage
        Those of NumPy, each once.
    """

    def __init__(self):
        self.seen, self.right, self.case, self.warnings = [], [], None, []


OBSERVATION = ContextVar("SIGHT", default=None)  # of the check that runs


def observe(thing, tolerance=1e-7):
    """Note what a check has seen of an answer and return it, so that the same is recognised in a mistake.

    Parameters
    ----------
    thing : number, str or array
    tolerance : float
        Absolute and relative: so much may a mistake differ from it.

    Returns
    -------
    thing.
    """
    if OBSERVATION.get() is not None:
        OBSERVATION.get().seen.append((np.array(thing), tolerance))
    return thing


def describe(error):
    """Return the type, message and line of an error, as a str, and whether np.exp is behind it; error an exception."""
    where, step = "", error.__traceback__
    while step is not None:
        if "ipykernel" in step.tb_frame.f_code.co_filename or step.tb_frame.f_code.co_filename.startswith("<"):
            where = f" (line {step.tb_lineno} of its cell)"
        step = step.tb_next
    if line := getattr(error, "line_of_cell", None):  # in another process
        where = f" (line {line} of its cell)"
    before = [str(one.message) for one in OBSERVATION.get().warnings] if OBSERVATION.get() is not None else []
    if any("overflow encountered in exp" in text for text in (str(error), *before)):
        if re.search(r"\bnan\b|\binf\b|overflow", str(error), re.IGNORECASE):
            where += "; the cause: np.exp overflowed before, as it does above 709; subtract the largest logit first"
    return f"{type(error).__name__}: {error}{where}"


class Counted(io.StringIO):
    """A place to print to that stops whoever prints too much. Raises `Raised` then."""

    def write(self, text):
        """Keep a text, a str; raises `Raised` once more than LETTERS have been printed."""
        if self.tell() + len(text) > LETTERS:
            raise Raised(f"your code printed more than {LETTERS:,} characters; is there a print in a loop?")
        return super().write(text)


class TooLong(KeyboardInterrupt):
    """The time of an answer is over. A KeyboardInterrupt, as answers may well catch an Exception."""


class Watch:
    """Looks at the main thread while an answer runs there, and interrupts it, as the stop button does.

    It interrupts an answer that runs too long, or calls itself without end. Python ends such a recursion itself,
    but not from 3.13.0 to 3.13.7 if the function has a default (https://github.com/python/cpython/issues/132744):
    there it goes on until the memory is full.

    An interrupt arrives a little after it was sent. One that arrives when the answer has ended does nothing, and
    after `end` none is sent: so it can hit neither the check itself nor what runs after it.

    Parameters
    ----------
    seconds : float
        How long the answer may run.
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self.before = signal.getsignal(signal.SIGINT)  # None if it was not set by Python
        self.late = TooLong()
        self.sent = None  # why the interrupt was sent that is on its way, an exception
        self.running, self.lock, self.ended = True, threading.Lock(), threading.Event()

    def start(self):
        """Look from now on, every PERIOD seconds, in a thread."""
        threading.Thread(target=self.look, daemon=True).start()

    def look(self):
        """Interrupt the answer if it is too deep in itself, as often as that is seen, or late."""
        over = time.monotonic() + self.seconds
        while not self.ended.wait(min(PERIOD, max(0, over - time.monotonic()))):
            if time.monotonic() >= over:
                self.send(self.late)
                return
            if too_deep(sys._current_frames().get(threading.main_thread().ident)):
                self.send(RecursionError("maximum recursion depth exceeded"))

    def send(self, why):
        """Interrupt the answer, if it still runs; why is the exception that it gets."""
        with self.lock:
            if self.running:
                self.sent = why
                interrupt_main()

    def arrive(self, signum, frame):
        """Raise what was sent, unless that is over by now; the handler of SIGINT, with its signum and frame."""
        why, self.sent = self.sent, None
        if why is None:  # it is somebody else's: of the stop button, or of a check in which this one runs
            if callable(self.before):
                self.before(signum, frame)
        elif self.running and (why is self.late or too_deep(frame)):
            raise why

    def end(self):
        """Interrupt no more."""
        with self.lock:
            self.running = False
        self.ended.set()


def too_deep(frame):
    """Tell whether more calls are open than the limit of Python, an int; frame is the innermost."""
    for _ in range(sys.getrecursionlimit()):
        if frame is None:
            return False
        frame = frame.f_back
    return frame is not None


class WatchInABrowser(Watch):
    """Looks at the answer from the same thread, as there is no other: Pyodide asks after some steps of Python whether
    to interrupt it (https://pyodide.org/en/stable/usage/keyboard-interrupts.html), and what it asks is a clock.

    A recursion through C, as of an ``__radd__`` that adds once more, would end Pyodide before Python ends it at 1,000
    calls. So fewer calls may be open while an answer runs.
    """

    DEPTH = 250  # calls; in Node 400 of __add__ are too many

    def __init__(self, seconds):
        super().__init__(seconds)
        self.outer = getattr(self.before, "__self__", None)  # the watch of an answer that runs this check, or a module
        self.limit = sys.getrecursionlimit()

    def start(self):
        """Look from now on, every PERIOD seconds."""
        self.over = time.monotonic() + self.seconds
        sys.setrecursionlimit(min(self.limit, self.DEPTH))
        set_clock(PERIOD)

    def arrive(self, signum, frame):
        """Interrupt the answer if it is late; the handler of SIGINT, with its signum and frame."""
        if isinstance(self.outer, Watch):
            self.outer.arrive(signum, frame)
        if self.running and time.monotonic() >= self.over:
            self.over += self.seconds  # one that has caught this gets another
            raise self.late

    def end(self):
        """Interrupt no more."""
        super().end()
        sys.setrecursionlimit(self.limit)
        if not isinstance(self.outer, Watch):
            set_clock(None)


@contextlib.contextmanager
def leaving():
    """Let exit() and quit() raise SystemExit in a notebook, too, where IPython's would end the kernel."""
    shell = get_ipython()
    names = {} if shell is None else shell.user_ns
    kept = {name: names[name] for name in ("exit", "quit") if name in names}
    names.update(dict.fromkeys(kept, sys.exit))
    try:
        yield
    finally:
        names.update(kept)


def within_limits(work, patience=1):
    """Do some work with limits on its time and on what it prints; what it prints is not shown.

    This works on Windows and in a browser, too. A single long operation inside NumPy is interrupted only when it is
    done, and elsewhere than in the main thread there is no time limit. In a process that ignores interrupts, as one
    in the background may, this limit holds, too.

    Parameters
    ----------
    work : callable
        Called without arguments.
    patience : float
        By how much the time is longer: where an answer runs in another process, what it is asked takes time, too.

    Raises
    ------
    Raised
        If a limit is exceeded.
    """
    if threading.current_thread() is not threading.main_thread():
        with leaving(), contextlib.redirect_stdout(Counted()), contextlib.redirect_stderr(Counted()):
            return work()
    watch = (WatchInABrowser if IN_A_BROWSER else Watch)(SECONDS * patience)
    try:
        signal.signal(signal.SIGINT, watch.arrive)
        with leaving(), contextlib.redirect_stdout(Counted()), contextlib.redirect_stderr(Counted()):
            try:
                watch.start()
                return work()
            finally:
                watch.end()
    except TooLong as late:
        if late is not watch.late:
            raise
        raise Raised(
            f"your code was still running after {SECONDS:g} seconds; "
            "is there a loop that never ends, or one that is too slow?"
        ) from None
    finally:  # signal.signal lets an interrupt that is on its way arrive before it changes the handler
        signal.signal(signal.SIGINT, signal.default_int_handler if watch.before is None else watch.before)


def call(function, *arguments, may_change=False, **named):
    """Call a student's function with copies of the arguments and return the result, or say that there is none yet.

    Parameters
    ----------
    function : callable
    *arguments, **named
        The answer gets copies, so that it changes no check. What it was called with is kept: `Exercise.case`.
    may_change : bool
        Whether it is meant to change its arguments.

    Returns
    -------
    whatever the function returns

    Raises
    ------
    Wrong
        If it is not callable, changed an argument, or printed its result in place of returning it.
    NotAttempted
        If it returned an ellipsis.
    """
    if not callable(function):
        raise Wrong(f"the answer should be a function, but it is {kind(function)}")
    given = arguments, named
    mine = copied(given)
    if OBSERVATION.get() is not None:
        OBSERVATION.get().case = by_name(function, *copied(given))
    printed = sys.stdout.tell() if isinstance(sys.stdout, Counted) else 0
    result = function(*mine[0], **mine[1])
    if is_stub(result) and result is not None and not callable(result):
        raise NotAttempted("not attempted yet: it returns the ... of the stub.")
    if result is None and isinstance(sys.stdout, Counted) and sys.stdout.tell() > printed:
        raise Wrong("your function prints its result and returns None; end it with return, not with print")
    if not may_change:
        for name, before, after in zip(by_name(function, *given), parts_of(given), parts_of(mine)):
            if not unchanged(before, after):
                raise Wrong(
                    f"your function changes {name}, which belongs to its caller. Operators such as += and *= and "
                    f"{name}[...] = work in place: work on a copy, or make a new array"
                )
    return result


REFUSED = []  # what `without` refuses now, (module, name, message) each: an answer may run in another process


@contextlib.contextmanager
def without(*things, told=""):
    """Refuse in this block that an answer uses some things; raises Wrong.

    Parameters
    ----------
    *things : class or str
        Classes, such as nnlib's, of which it may make no object; functions by their place, such as "numpy.tanh"; a
        whole package, "nnlib".
    told : str
        What is said of a function or package.
    """

    own = [(*one.rsplit(".", 1), told) if "." in one else (one, "", told) for one in things if isinstance(one, str)]
    own += [(one.__module__, one.__qualname__, "") for one in things if not isinstance(one, str)]
    before = len(REFUSED)
    try:
        with refusing(own, Wrong):
            REFUSED.extend(own)
            yield
    finally:
        del REFUSED[before:]


def copied(thing):
    """Return a copy of arrays, and of lists, tuples and dicts of such; other things as they are."""
    if isinstance(thing, np.ndarray):
        return thing.copy()
    if isinstance(thing, dict):
        return {name: copied(value) for name, value in thing.items()}
    return type(thing)(map(copied, thing)) if type(thing) in (list, tuple) else thing


def by_name(function, arguments, named):
    """Return the arguments of a call by name, a dict; those that a function does not name are numbered."""
    try:
        return dict(inspect.signature(function).bind(*arguments, **named).arguments)
    except (TypeError, ValueError):
        return {f"argument {number}": one for number, one in enumerate(arguments, start=1)} | named


def parts_of(given):
    """Return all arguments of a call as a list; given is (arguments, named)."""
    return [*given[0], *given[1].values()]


def unchanged(before, after):
    """Tell whether an argument, an array or a list or tuple of such, is what it was; else True."""
    if isinstance(before, np.ndarray):
        return np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(unchanged, before, after))
    return True


@contextlib.contextmanager
def in_case(case):
    """Name the case, a str such as "with 3 layers", if the code of an answer stops in this block; raises `Raised`."""
    try:
        yield
    except Finding:
        raise
    except Exception as error:
        raise Raised(f"{case} your code raised {describe(error)}") from None
