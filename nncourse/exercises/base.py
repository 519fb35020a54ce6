"""What the exercises of all chapters share: one order of looking, findings that teach, hints, and a progress list.

A check looks at an answer in this order and stops at the first finding: attempted? → the code raised
→ type and dtype → shape → finite → properties → values. Every finding is an AssertionError, so that
a grader scores it 0, and shows a short message in place of a traceback.
"""

import ast
import contextlib
import dis
import functools
import hashlib
import html
import importlib.util
import inspect
import io
import itertools
import os
import re
import signal
import sys
import textwrap
import threading
import time
import warnings
from _thread import interrupt_main
from contextvars import ContextVar
from decimal import Decimal
from numbers import Real
from unittest import mock

import numpy as np
from IPython import get_ipython
from IPython.display import Markdown, display

SECONDS = 10  # how long an answer may run
PERIOD = 0.02  # every how many seconds it is looked at meanwhile
LETTERS = 20_000  # how much it may print


LEFT = "your code called exit(), quit() or sys.exit(), which ends Python; a function ends with return"


def show_passed(line):
    """Show a line, a str, in green."""
    data = {"text/html": f'<span style="color:#00704F">{html.escape(line)}</span>', "text/plain": line}
    display(data, raw=True)


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
        What the message of a slip may name in braces.
    """

    def __init__(self, message, **facts):
        super().__init__(message)
        self.facts = facts


class Exercise:
    """One exercise: called with an answer it checks it; it also gives hints and its solution.

    Once passed it stays passed in the progress list, whatever is tried later.

    A typical mistake is declared once, as a *slip*: a message, and a wrong answer that has to get it. When an answer
    is found wrong, the slips are put through the same check; if the check sees the same of one of them as of the
    answer (`saw`, `compare`), the answer gets the message of that slip, else what the check itself found. A slip
    that happens to be right with the numbers of the check, or does not run with them, is no candidate.

    Parameters
    ----------
    look : callable
        ``look(answer)`` raises a Finding, or returns None.
    hints : sequence of str
        From vague to explicit.
    solution : object
        A reference solution: a function or class, shown by its source, or a value.
    explanation : str
        A sentence or two that are shown when the exercise is passed, and with the solution.
    deeper : str
        The title of the Deeper section that it needs, if any: then `progress_of` does not count it as required.
    picture : callable
        ``picture(answer)`` draws something with a right answer, below the line that says so.
    texts : sequence of str
        The places of the statement that hold its `Given` numbers, as they are with them.
    slips : dict
        From a message, a str, to a wrong answer, or to several: `either`. In a value with several parts ``...``
        stands for the right one; a function may be the solution with some text replaced: ``"old → new | old → new"``.
        The message may name in braces the facts of the check's `Wrong`, and as ``{finding}`` its sentence.

    Attributes
    ----------
    case : dict or None
        The arguments in the last call that was found wrong: ``f(**check.f.case)`` runs it again.
    given : Given or None
        The numbers of the statement, if an exam may have others: the check is then called with them, as in
        ``check.flip(forecast, bias=2.2)``. Whatever depends on them is worked out from them, in the whole module.
    """

    def __init__(self, look, hints, solution, explanation="", slips=(), deeper="", picture=None, texts=()):
        self.look, self.hints, self.right, self.explanation = look, hints, solution, explanation
        self.deeper, self.picture = deeper, picture
        self.name, self.shown, self.state, self.sights = look.__name__, 0, "not attempted", {}
        self.case, self.failures, self.texts = None, 0, texts
        self.given = WAITING.pop(self.name, None)
        self.slips = [
            (message, filled(wrong, solution))
            for message, answers in dict(slips).items()
            for wrong in (answers if isinstance(answers, either) else (answers,))
        ]

    @property
    def reference(self):
        """The reference solution, a function, a class or a value; raises PermissionError in an exam."""
        refuse_in_an_exam("solutions")
        return self.right

    def __call__(self, answer=..., **given):
        """Check an answer, any object, and show a line if it is right; raises a `Finding` if it is not.

        given are the numbers of an exam's statement by name; without them those of the course's notebook hold.
        """
        self.take(given)
        finding = self.find(answer)
        if finding is not None:
            if self.state != "passed":
                self.state = finding.state
            shown = type(finding)(f"{self.name}: {finding.args[0].removeprefix(self.name + ': ')}")
            shown.offers = self.offers(answer, finding)
            raise shown
        self.state = "passed"
        show_passed(f"✓ {self.name} is right.")
        if not in_an_exam():
            if self.explanation:
                display(Markdown(self.explanation))
            if self.picture is not None:
                self.picture(answer)

    def take(self, given):
        """Look, hint and solve from now on with the numbers in a dict; those that are missing are the notebook's."""
        if self.given is not None and given != self.given.taken:
            other = with_numbers(self.look.__module__, self.name, repr(given))
            for part in ("look", "hints", "right", "explanation", "slips", "picture", "texts", "given"):
                setattr(self, part, getattr(other, part))
            self.sights = other.sights
        elif given and self.given is None:
            raise TypeError(f"check.{self.name} takes an answer and no numbers of its statement")

    def offers(self, answer, finding):
        """Return lines that help to go on after a finding: the input that is kept and, from the second time, a hint."""
        self.case, lines = None if isinstance(finding, NotAttempted) else finding.case, []
        if self.case:
            name = "" if isinstance(answer, type) else getattr(answer, "__name__", "")
            again = f": {name}(**check.{self.name}.case) runs it again" if name.isidentifier() else ""
            lines.append(f"The input is kept in check.{self.name}.case{again}.")
        self.failures += not isinstance(finding, NotAttempted)
        if self.failures > 1 and not in_an_exam():
            lines.append(f"check.{self.name}.hint() gives a hint.")
        return lines

    def find(self, answer):
        """Return what is wrong with an answer, a `Finding`, or None."""
        seed()  # which is not the answer's fault
        if in_an_exam() and getattr(answer, "__module__", "") == self.look.__module__:
            return Wrong("in an exam, write a solution of your own; this one comes with the checks")
        if is_stub(answer):
            return NotAttempted("not attempted yet. Replace the ... and run both cells again.")
        try:
            seen, finding = within_limits(lambda: self.see(answer))
        except Finding as late:
            return late
        except SystemExit:
            return Raised(LEFT)
        return self.slip(seen, finding) if isinstance(finding, Wrong) else finding

    def see(self, answer):
        """Return what the check sees of an answer, a list, and what it finds, a `Finding` or None."""
        sight = Sight()
        before = SIGHT.set(sight)
        try:
            with warnings.catch_warnings(record=True, action="default") as sight.warnings:
                self.look(answer)
        except Finding as finding:
            finding.case = sight.case
            return sight.seen, finding.with_traceback(None)  # which would keep alive all that the answer made
        except Exception as error:  # the answer's own
            finding = Raised(f"your code raised {describe(error)}")
            finding.case = sight.case
            return sight.seen, finding
        else:
            return sight.seen, None
        finally:
            SIGHT.reset(before)

    def see_slips(self):
        """Return the slips and what the check sees of each, a list of (message, seen, finding); made once per seed."""
        if seed() not in self.sights:
            sights = []
            for message, wrong in self.slips:
                sights.append((message, *self.see(wrong)))
            self.sights[seed()] = sights
        return self.sights[seed()]

    def slip(self, seen, finding):
        """Return a finding with the message of the slip that the check sees alike, or the finding itself.

        Parameters
        ----------
        seen : list
        finding : Wrong
        """
        for message, others, wrong in self.see_slips():
            if not isinstance(wrong, Wrong) or wrong.facts.keys() != finding.facts.keys():
                continue  # right with these numbers, or found wrong elsewhere
            if alike(seen, others):
                told = Wrong(message.format(finding=finding, **finding.facts))
                told.case = finding.case
                return told
        return finding

    def hint(self, number=None):
        """Show the next hint, or hint ``number``, an int from 1; raises PermissionError in an exam."""
        refuse_in_an_exam("hints")
        number = min(self.shown + 1, len(self.hints)) if number is None else number
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"{self.name} has hints 1 to {len(self.hints)}, not {number!r}")
        self.shown = int(number)
        display(Markdown(f"**Hint {self.shown} of {len(self.hints)}.** {self.hints[self.shown - 1]}"))

    def solution(self):
        """Show the reference solution; raises PermissionError in an exam."""
        shown = self.reference
        parts = shown if isinstance(shown, tuple) and any(map(callable, shown)) else (shown,)
        texts = [f"```python\n{as_taught(part)}\n```" if callable(part) else f"`{part!r}`" for part in parts]
        display(Markdown("\n\n".join([*texts, self.explanation]).strip()))

    def __repr__(self):
        return f"exercise {self.name}: {self.state}"


def as_taught(solution):
    """Return the source of a solution, a function or class, with the name that it has in the notebook."""
    return textwrap.dedent(inspect.getsource(solution)).rstrip().replace("def solve_", "def ", 1)


def exercise(**parts):
    """Turn a function that looks at an answer into an `Exercise`; parts are its arguments, by name."""
    return lambda look: Exercise(look, **parts)


WAITING = {}  # the `Given` of exercises that are about to be made, by name
TAKEN = ContextVar("TAKEN", default=("", {}))  # the name of an exercise and its numbers while its module is run again


class Given:
    """The numbers of a statement, as attributes: those of the course's notebook, or of an exam.

    It is made before its exercise, which finds it by its name.

    Parameters
    ----------
    name : str
        Of the exercise.
    **choices : sequences
        For each number those that it may be, at least two. The first one is the notebook's, the others are an exam's.

    Attributes
    ----------
    taken : dict
        What has been chosen in place of the notebook's.
    """

    def __init__(self, name, **choices):
        self.name, self.choices, WAITING[name] = name, choices, self
        self.taken = TAKEN.get()[1] if TAKEN.get()[0] == name else {}
        if unknown := self.taken.keys() - choices:
            raise TypeError(f"check.{name} has no number {min(unknown)} in its statement, only {', '.join(choices)}")
        vars(self).update({key: some[0] for key, some in choices.items()} | self.taken)

    def drawn(self, seed):
        """Return the numbers of an exam with this seed, an int, as a dict; with 0 it is empty.

        No random generator is asked, so that they are the same with every version of Python and NumPy.
        """
        if seed == 0:
            return {}
        digest = {key: hashlib.sha256(f"{seed} {self.name} {key}".encode()).digest() for key in self.choices}
        return {key: some[1 + int.from_bytes(digest[key]) % (len(some) - 1)] for key, some in self.choices.items()}

    def arranged(self, rows):
        """Return some rows, a dict or a sequence, in the order that is given: the names of a dict stay in place."""
        if isinstance(rows, dict):
            return dict(zip(rows, self.arranged(list(rows.values()))))
        return [rows[at] for at in self.order]

    def at(self, row):
        """Return where a row of the notebook, an int from 1, is in this order, as an int from 1."""
        return self.order.index(row - 1) + 1


def orders(n):
    """Return orders of n rows, tuples of 0 to n - 1: first the notebook's, then some in which no row stays."""
    moved = [one for one in itertools.permutations(range(n)) if all(at != row for at, row in enumerate(one))]
    return [tuple(range(n)), *moved[:: max(1, len(moved) // 100)]]


def decimal(number, digits=None):
    """Return a number as a statement shows it, a str: with a minus sign; digits, an int, if some zeros are to stay."""
    return (f"{number:.10g}" if digits is None else f"{number:.{digits}f}").replace("-", "−")


@functools.lru_cache(maxsize=64)
def with_numbers(module, name, given):
    """Return the `Exercise` of a module, both str, with given numbers, the repr of a dict: the module is run anew."""
    spec = importlib.util.find_spec(module)
    again = importlib.util.module_from_spec(spec)
    before = TAKEN.set((name, ast.literal_eval(given)))
    try:
        spec.loader.exec_module(again)
    finally:
        TAKEN.reset(before)
    return getattr(again, name)


class either(tuple):
    """Several wrong answers that get one message: ``either(one, other)``."""

    def __new__(cls, *answers):
        return super().__new__(cls, answers)


def by_part(parts, given=None):
    """Return the slips of an answer with several parts, such as two numbers: ``{name: {message: wrong part}}``.

    Parameters
    ----------
    parts : dict
        Names and messages are str, in the order of the answer; a message begins with the name of its part.
    given : Given, optional
        Whose order the parts get.

    Returns
    -------
    dict.
    """
    slips = {}
    for place, (name, own) in enumerate((given.arranged(parts) if given else parts).items()):
        for message, wrong in own.items():
            answers = wrong if isinstance(wrong, either) else (wrong,)
            rows = ([one if at == place else ... for at in range(len(parts))] for one in answers)
            slips[f"{name}: {message}"] = either(*rows)
    return slips


def by_letter(right, signs):
    """Return the slips of several letters that are chosen for several things.

    Parameters
    ----------
    right : dict of str to str
        From the name of each thing to its letter, as in `choose_each`.
    signs : dict of str to str
        From each letter to what one would see if it were right: said of every thing of which it is not.

    Returns
    -------
    dict.
    """
    return by_part(
        {part: {text: one for one, text in signs.items() if one != letter} for part, letter in right.items()}
    )


def filled(wrong, solution):
    """Return a wrong answer with the right parts in place of ``...``; wrong and solution any objects.

    Parameters
    ----------
    wrong, solution : object
        Tuples or lists of one length, if there is a ``...`` in wrong. If solution is a function, a str alters it.
    """
    if isinstance(wrong, str) and callable(solution):
        return altered(solution, *re.split(r" → | \| ", wrong))
    if not isinstance(wrong, (tuple, list)) or not any(part is ... for part in wrong):
        return wrong
    return type(wrong)(right if part is ... else part for part, right in zip(wrong, solution, strict=True))


source_of = functools.cache(inspect.getsource)


def altered(right, *texts):
    """Return a wrong answer: a right function or class with some of its text replaced.

    Parameters
    ----------
    right : function or class of a module
    *texts : str
        Old, new, old, new and so on. Raises ValueError if an old one is not there.
    """
    source, names = source_of(right), dict(vars(sys.modules[right.__module__]))
    for old, new in zip(texts[::2], texts[1::2], strict=True):
        if old not in source:
            raise ValueError(f"{right.__name__} does not contain {old!r}")
        source = source.replace(old, new)
    exec(source, names)
    return names[right.__name__]


class Sight:
    """What one run of a check has seen of an answer.

    Attributes
    ----------
    seen : list of (array, tolerance)
        By which it is compared with the slips.
    right : list of arrays
        What was compared and found right.
    case : dict or None
        The arguments of the last call of the learner's function, by name.
    warnings : list of warnings.WarningMessage
        Those of NumPy, each once.
    """

    def __init__(self):
        self.seen, self.right, self.case, self.warnings = [], [], None, []


SIGHT = ContextVar("SIGHT", default=None)  # of the check that runs


def saw(thing, tolerance=1e-7):
    """Note what a check has seen of an answer and return it, so that the same is recognised in a slip.

    Parameters
    ----------
    thing : number, str or array
    tolerance : float
        Absolute and relative: so much may a slip differ from it.

    Returns
    -------
    thing.
    """
    if SIGHT.get() is not None:
        SIGHT.get().seen.append((np.array(thing), tolerance))
    return thing


def alike(seen, others):
    """Tell whether two lists that `saw` has made are the same, and not empty; seen, others lists."""
    if not seen or len(seen) != len(others):
        return False
    return all(same(one, other, tolerance) for (one, tolerance), (other, _) in zip(seen, others))


def same(one, other, tolerance):
    """Tell whether two arrays are equal, numbers up to a tolerance; one, other arrays."""
    if one.shape != other.shape:
        return False
    if one.dtype.kind in "biuf" and other.dtype.kind in "biuf":
        return np.allclose(one, other, rtol=tolerance, atol=tolerance, equal_nan=True)
    return bool(np.all(one == other))


def progress_of(module):
    """Return the function ``progress`` of a chapter's module, which lists its exercises and their states.

    Parameters
    ----------
    module : dict
        ``globals()`` of the module.

    Returns
    -------
    callable.
    """

    def progress():
        """Print the exercises of this chapter in order, each with its state: not attempted, failing or passed.

        Those that need a Deeper section are marked, and not counted as required.
        """
        found = [thing for thing in module.values() if isinstance(thing, Exercise)]
        for number, one in enumerate(found, start=1):
            mark = {"passed": "✓", "failing": "✗", "not attempted": "·"}[one.state]
            beyond = "   (needs Deeper, not required)" if one.deeper else ""
            print(f"{mark} {number}  {one.name:28} {one.state}{beyond}")
        required, deeper = ([one for one in found if bool(one.deeper) == needs] for needs in (False, True))
        passed, more = (sum(one.state == "passed" for one in some) for some in (required, deeper))
        if deeper:
            print(f"{passed} of {len(required)} required passed, and {more} of {len(deeper)} with Deeper")
        else:
            print(f"{passed} of {len(required)} passed")

    return progress


def in_an_exam():
    """Tell whether NNLIB_EXAM is set."""
    return os.environ.get("NNLIB_EXAM", "0") not in ("", "0")


def refuse_in_an_exam(what):
    """Do nothing, unless NNLIB_EXAM is set: then it raises PermissionError, with what (a str) in its message."""
    if in_an_exam():
        raise PermissionError(f"no {what} during an exam (NNLIB_EXAM is set)")


def seed():
    """Return the seed of the checks' random numbers, an int: NNLIB_SEED, or 0. Raises ValueError for other text."""
    text = os.environ.get("NNLIB_SEED", "0")
    if not text.isdecimal():
        raise ValueError(f"the environment variable NNLIB_SEED must be a whole number such as 7, not {text!r}")
    return int(text)


PREPARATIONS = ("RESUME", "NOP", "MAKE_CELL", "COPY_FREE_VARS")


def is_stub(answer):
    """Tell whether an answer is what the notebook began with: ``...``, or a function that does nothing at all.

    A docstring does nothing, and neither do ``pass`` and ``...``.

    Parameters
    ----------
    answer : object, such as a callable or an array

    Returns
    -------
    bool.
    """
    if answer is ... or answer is None:
        return True
    if isinstance(answer, (tuple, list)):
        return any(part is ... for part in answer)
    return hasattr(answer, "__code__") and steps_of(answer) == steps_of(lambda: None)


def steps_of(function):
    """Return what Python does when it runs a function, a list of (instruction, argument), preparations aside."""
    return [(step.opname, step.argval) for step in dis.get_instructions(function) if step.opname not in PREPARATIONS]


def describe(error):
    """Return the type, message and line of an error, as a str, and whether np.exp is behind it; error an exception."""
    where, step = "", error.__traceback__
    while step is not None:
        if "ipykernel" in step.tb_frame.f_code.co_filename or step.tb_frame.f_code.co_filename.startswith("<"):
            where = f" (line {step.tb_lineno} of its cell)"
        step = step.tb_next
    before = [str(one.message) for one in SIGHT.get().warnings] if SIGHT.get() is not None else []
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


def within_limits(work):
    """Do some work with limits on its time and on what it prints; what it prints is not shown.

    This works on Windows, too. A single long operation inside NumPy is interrupted only when it is done, and
    elsewhere than in the main thread there is no time limit. In a process that ignores interrupts, as one in
    the background may, this limit holds, too.

    Parameters
    ----------
    work : callable
        Called without arguments.

    Raises
    ------
    Raised
        If a limit is exceeded.
    """
    if threading.current_thread() is not threading.main_thread():
        with leaving(), contextlib.redirect_stdout(Counted()), contextlib.redirect_stderr(Counted()):
            return work()
    watch = Watch(SECONDS)
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
    if SIGHT.get() is not None:
        SIGHT.get().case = by_name(function, *copied(given))
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


@contextlib.contextmanager
def without(*classes):
    """Refuse in this block that an answer makes an object of one of these classes, such as nnlib's; raises Wrong."""

    def refused(self, *arguments, **named):
        raise Wrong(f"your code uses {type(self).__name__}; write it in NumPy alone")

    with contextlib.ExitStack() as stack:
        for one in classes:
            stack.enter_context(mock.patch.object(one, "__init__", refused))
        yield


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
def told_of(case):
    """Name the case, a str such as "with 3 layers", if the code of an answer stops in this block; raises `Raised`."""
    try:
        yield
    except Finding:
        raise
    except Exception as error:
        raise Raised(f"{case} your code raised {describe(error)}") from None


def kind(thing):
    """Return what a thing is, in words, as a str: arrays with shape and dtype, sequences with their length."""
    if isinstance(thing, np.ndarray):
        return f"an array of shape {thing.shape} and dtype {thing.dtype}"
    if thing is None:
        return "None (is a return missing?)"
    if isinstance(thing, str):
        return f"the text {thing!r}"
    if isinstance(thing, (list, tuple)):
        return f"a {type(thing).__name__} of length {len(thing)}"
    if isinstance(thing, type):
        return f"the class {thing.__name__}"
    if callable(thing):
        return "a function"
    return f"of type {type(thing).__name__}"


def as_numbers(thing):
    """Return an answer as an array of numbers, or None if it is something else; raises ValueError for ragged rows.

    Whatever holds numbers will do: a number of Python or NumPy, a Fraction, a Decimal, a list, a tuple, an array.
    """
    value = np.asarray(thing)
    if value.dtype == object and value.size and all(isinstance(one, (Real, Decimal)) for one in value.flat):
        value = value.astype(float)  # such as a Fraction
    return value if value.dtype.kind in "biuf" else None


def number(answer, what):
    """Return an answer that should be one finite number as a float; what, a str, is its name. Raises Wrong."""
    value = None if isinstance(answer, (list, tuple)) else as_numbers(answer)
    if value is None or value.size != 1 or not np.isfinite(value).all():
        form = kind(answer) if value is None or value.size != 1 else f"{value.item():g}"
        raise Wrong(f"{what} should be one finite number, but it is {form}")
    return float(value.item())


def numbers(answer, *names):
    """Return an answer that should be several things, a list with one entry for each name.

    Parameters
    ----------
    answer : object
        A list, a tuple or an array will do.
    *names : str

    Raises
    ------
    Wrong
        If it is something else, or has another length.
    NotAttempted
        If one of them is still an ellipsis.
    """
    several = isinstance(answer, (tuple, list)) or (isinstance(answer, np.ndarray) and answer.ndim > 0)
    if not several or len(answer) != len(names):
        form = f"{len(answer)} of them" if isinstance(answer, (tuple, list)) else kind(answer)
        raise Wrong(f"the answer should be {len(names)} things, ({', '.join(names)}), but this is {form}")
    for part, name in zip(answer, names):
        if part is ...:
            raise NotAttempted(f"not attempted yet: {name} is still the ... of the stub.")
    return list(answer)


def compare(got, wanted, what="the result", *, n=None, tolerance=1e-7, shown=None, **facts):
    """Compare an answer's number or array with the right one: type, shape, finite, values.

    This is the one place that says which forms are accepted: those of `as_numbers`, in any dtype, float32 within its
    precision. What it compares counts as seen: the slips of the exercise are compared by it. Their messages may name
    ``{what}``.

    Parameters
    ----------
    got : object
    wanted : number or array
    what : str
        How to call it in messages.
    n : int, optional
        The number of examples, so that a missing 1/n is recognised.
    tolerance : float
        Absolute and relative.
    shown : number or array, optional
        What is right for the example in the statement: whoever returns that has not used the arguments.
    **facts
        What the messages of slips may name besides.

    Raises
    ------
    Wrong
        With what was seen and the likely cause.
    """
    wanted = np.asarray(wanted)
    try:
        value = as_numbers(got)
    except ValueError:
        raise Wrong(f"{what} should be one array, but {says('its', what)} rows have different lengths") from None
    if value is None:
        form = "a number" if wanted.ndim == 0 else "an array of numbers"
        raise Wrong(f"{what} should be {form}, but {says('it is', what)} {kind(got)}")
    saw(value, tolerance)
    facts["what"] = what
    if value.dtype == np.float32:
        tolerance = max(tolerance, 1e-5)
    if value.shape != wanted.shape:
        raise Wrong(
            f"{what} should have shape {wanted.shape}, but {says('has', what)} shape {value.shape}"
            f"{shape_slip(value, wanted)}",
            **facts,
        )
    unbounded = np.isinf(wanted) & (value == wanted)
    if not (np.isfinite(value) | unbounded).all():
        bad = np.count_nonzero(~np.isfinite(value))
        raise Wrong(f"{what} {says('holds', what)} nan or inf, {bad} of {value.size} numbers", **facts)
    if not np.allclose(value, wanted, rtol=tolerance, atol=tolerance):
        raise Wrong(repeated(value, what, shown) or value_slip(value, wanted, what, n, tolerance), **facts)
    if SIGHT.get() is not None:
        SIGHT.get().right.append(value)


def repeated(value, what, shown):
    """Return a sentence if a wrong value was right before: in the statement, or in an earlier call; else "".

    Parameters
    ----------
    value : array
    what : str
    shown : array or None
        As in `compare`.
    """
    if shown is not None and value.shape == np.shape(shown) and np.allclose(value, shown):
        return f"{what} {says('is', what)} right for the example of the statement only: compute it from the arguments"
    before = SIGHT.get().right if SIGHT.get() is not None and SIGHT.get().case is not None else []
    if any(value.size > 1 and np.array_equal(value, one) for one in before):
        return (
            f"{what} {says('is', what)} right for an earlier input, but this is another: compute it from the arguments"
        )
    return ""


PLURALS = {
    "is": "are",
    "has": "have",
    "holds": "hold",
    "looks": "look",
    "stands": "stand",
    "differs": "differ",
    "its": "their",
    "it": "they",
    "it is": "this is",
}


def says(verb, what):
    """Return a verb or pronoun as it goes with what; "the weights of layer 1" are many, "the loss" and "the bias" one.

    Parameters
    ----------
    verb : str
        A key of PLURALS: the singular.
    what : str

    Returns
    -------
    str.
    """
    noun = re.split(r" (?:of|for|with|after|in|at|on)\b|,| \(", what.rpartition(": ")[2])[0]
    return PLURALS[verb] if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "bias")) else verb


def shape_slip(value, wanted):
    """Return what a wrong shape looks like, as the end of a sentence; value and wanted are arrays."""
    if value.ndim == 2 and value.T.shape == wanted.shape:
        return ": it looks transposed"
    if value.size == wanted.size:
        return f": the same number{'s' if value.size > 1 else ''} in another shape" + (
            " (keepdims=True?)" if wanted.ndim == 2 else ""
        )
    if value.ndim == 0:
        return ": one number, where there should be several; was everything added up?"
    return ""


def value_slip(value, wanted, what, n, tolerance):
    """Return a sentence about wrong numbers that names the slip that they look like.

    Parameters
    ----------
    value, wanted : arrays of one shape
    what : str
    n : int or None
    tolerance : float

    Returns
    -------
    str.
    """

    def same(one, other):
        return np.allclose(one, other, rtol=max(tolerance, 1e-6), atol=tolerance)

    if same(value, -wanted):
        return f"{what} {says('has', what)} the opposite sign{' everywhere' * (value.size > 1)}"
    digits = next((some for some in range(9) if np.array_equal(value, np.round(wanted, some))), 0)
    if digits > 1:
        return f"{what} {says('looks', what)} rounded: give all digits"
    if same(value, 1 - wanted) and not (value.size == 1 and wanted in (0, 1)):
        return f"{what} {says('is', what)} one minus what {says('it', what)} should be"
    if value.ndim and same(value[::-1], wanted):
        return f"{what} {says('stands', what)} in reverse order"
    for name, ratio in (("base 2", np.log(2)), ("base 10", np.log(10))):
        if same(value * ratio, wanted):
            return f"{what} {says('looks', what)} like logarithms of {name}: np.log is the natural one"
    positive = wanted.size > 1 and (wanted >= 0).all() and (wanted > 1).any()
    if positive and (same(value, wanted**2) or same(value**2, wanted)):
        return f"{what} {says('is', what)} {'squared' if same(value, wanted**2) else 'the square root of it'}"
    if n not in (None, 1) and same(value, n * wanted):
        return (
            f"{what} {says('is', what)} {n} times too large, and there are {n} examples: "
            "is there a sum where a mean is asked for?"
        )
    if same(value, 2 * wanted) or same(2 * value, wanted):
        size = "twice" if same(value, 2 * wanted) else "half"
        return f"{what} {says('is', what)} {size} as large as {says('it', what)} should be"
    if value.ndim == 2 and value.shape[0] == value.shape[1] and same(value.T, wanted):
        return f"{what} {says('looks', what)} transposed"
    for times in range(3, 101) if np.unique(abs(wanted[wanted != 0])).size > 1 else ():
        if same(value, times * wanted):
            return f"{what} {says('is', what)} {times} times too large everywhere"
        if same(times * value, wanted):
            asked = f", and there are {n} examples: is it divided by n once too often?" * (n == times)
            return f"{what} {says('is', what)} {times} times too small everywhere{asked}"
    if value.size > 2 and value.ndim == 1 and (same(value[1:], wanted[:-1]) or same(value[:-1], wanted[1:])):
        return f"{what} {says('is', what)} off by one: the right numbers stand one place further"
    known = SIGHT.get() is not None and SIGHT.get().case is not None  # of a function nothing is given away
    if value.ndim == 0:
        size = "too large" if value > wanted else "too small"
        if value < 0:  # where a small number might be taken for one near 0
            size = "not far enough below 0" if value > wanted else "too far down"
        return f"{what} is {value:.6g}, which is {size}" + (f": it should be {wanted:.6g}" if known else "")
    wrong = np.argwhere(~np.isclose(value, wanted, rtol=tolerance, atol=tolerance))
    place, first = ", ".join(map(str, wrong[0])), value[tuple(wrong[0])]
    there = "it is" if says("it", what) == "it" else "the number is"
    return (
        f"{what} {says('differs', what)} in {len(wrong)} of {value.size} places, "
        f"first at [{place}], where {there} {first:.6g}" + (f", not {wanted[tuple(wrong[0])]:.6g}" if known else "")
    )


def pair(answer):
    """Return the two parts of an answer that should be a list or tuple (weights, bias). Raises Wrong."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair, (weights, bias), but it is {kind(answer)}")
    return answer


def plain(text):
    """Return a text as answers are compared: in lower case, without outer blanks and a full stop at the end."""
    return text.strip().removesuffix(".").rstrip().casefold()


def named(answer, choices):
    """Return what an answer names of some choices, texts such as letters: a list of choices, in the answer's order.

    Whatever holds texts will do, and one text as well, such as "BD" or "b, d". Raises Wrong if one is no choice.
    """
    if isinstance(answer, str):
        letters = all(len(choice) == 1 for choice in choices)
        answer = re.findall(r"\w" if letters else r"\w+", answer)
    if not isinstance(answer, (tuple, list, set, frozenset, np.ndarray)):
        raise Wrong(f"the answer should be a list of some of {', '.join(map(repr, choices))}, but it is {kind(answer)}")
    known = {plain(choice): choice for choice in choices}
    for one in answer:
        if not isinstance(one, str) or plain(one) not in known:
            raise Wrong(f"{one!r} is not one of {', '.join(map(repr, choices))}")
    return [known[plain(one)] for one in answer]


def choose(answer, choices, right=None):
    """Look at an answer that should be one of some choices.

    Parameters
    ----------
    answer : object
    choices : sequence of str, or dict
        A dict holds what to say about each choice; the text of the right one is empty.
    right : str, optional
        The right choice, where the others are slips of the exercise.

    Raises
    ------
    Wrong
        If it is another one, or none of them.
    """
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if isinstance(answer, (tuple, list)) and len(answer) == 1:
        answer = answer[0]
    known = {plain(choice): choice for choice in choices}
    if not isinstance(answer, str) or plain(answer) not in known:
        raise Wrong(f"choose one of {', '.join(map(repr, choices))}")
    answer = known[plain(answer)]
    saw(answer)
    if right is None and choices[answer]:
        raise Wrong(choices[answer])
    if right is not None and answer != right:
        raise Wrong(f"{answer!r} is not right")


def choose_each(answer, choices, right):
    """Look at an answer in several parts, each of them one of some choices; raises Wrong, beginning with the part.

    Parameters
    ----------
    answer : sequence of str
        In letters, one text such as "BAC" will do.
    choices : sequence of str
    right : dict of str to str
        From the name of each part, such as "row A", to its right choice.
    """
    if isinstance(answer, str) and len(answer) == len(right):
        answer = list(answer)
    for given, (part, wanted) in zip(numbers(answer, *right), right.items()):
        try:
            choose(given, choices, wanted)
        except Wrong as finding:
            raise Wrong(f"{part}: {finding}") from None
