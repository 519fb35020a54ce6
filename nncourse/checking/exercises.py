"""An exercise: its check, hints, solution and typical mistakes, and the list of a chapter's progress."""

import functools
import html
import inspect
import re
import sys
import textwrap
import warnings

from IPython.display import Markdown, display

from nncourse.checking.answers import is_stub, seed
from nncourse.checking.comparing import alike
from nncourse.checking.exam import WAITING, in_an_exam, refuse_in_an_exam, with_numbers
from nncourse.checking.sandbox import (
    LEFT,
    OBSERVATION,
    Finding,
    NotAttempted,
    Observation,
    Raised,
    Wrong,
    describe,
    within_limits,
)


def show_passed(line):
    """Show a line, a str, in green."""
    data = {"text/html": f'<span style="color:#00704F">{html.escape(line)}</span>', "text/plain": line}
    display(data, raw=True)


class Exercise:
    """One exercise: called with an answer it checks it; it also gives hints and its solution.

    Once passed it stays passed in the progress list, whatever is tried later.

    A typical mistake is declared once: a message, and a wrong answer that has to get it. When an answer is found
    wrong, the mistakes are put through the same check; if the check sees the same of one of them as of the answer
    (`observe`, `compare`), the answer gets the message of that mistake, else what the check itself found. A mistake
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
    fields : sequence
        How a page calls the parts of the answer, or what can be chosen there, where the check doesn't say so.
    mistakes : dict
        From a message, a str, to a wrong answer, or to several: `either`. In a value with several parts ``...``
        stands for the right one; a function may be the solution with some text replaced: ``"old → new | old → new"``.
        The message may name in braces the facts of the check's `Wrong`, and as ``{finding}`` its sentence.

    Attributes
    ----------
    case : dict or None
        The arguments in the last call that was found wrong: ``f(**check.f.case)`` runs it again.
    given : Given or None
        The numbers of the statement, if an exam may have others: the check is then called with them, as in
        ``check.flip(forecast, bias=1.9)``. Whatever depends on them is worked out from them, in the whole module.
    """

    def __init__(
        self, look, hints, solution, explanation="", mistakes=(), deeper="", picture=None, texts=(), fields=()
    ):
        self.look, self.hints, self.right, self.explanation = look, hints, solution, explanation
        self.deeper, self.picture = deeper, picture
        self.name, self.shown, self.state, self.observed = look.__name__, 0, "not attempted", {}
        self.case, self.failures, self.texts, self.fields = None, 0, texts, fields
        self.given = WAITING.pop(self.name, None)
        self.mistakes = [
            (message, filled(wrong, solution))
            for message, answers in dict(mistakes).items()
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
            for part in ("look", "hints", "right", "explanation", "mistakes", "picture", "texts", "given"):
                setattr(self, part, getattr(other, part))
            self.observed = other.observed
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

    def find(self, answer, patience=1):
        """Return what is wrong with an answer, a `Finding`, or None; patience as in `within_limits`."""
        seed()  # which is not the answer's fault
        if in_an_exam() and getattr(answer, "__module__", "") == self.look.__module__:
            return Wrong("in an exam, write a solution of your own; this one comes with the checks")
        if is_stub(answer):
            return NotAttempted("not attempted yet. Replace the ... and run both cells again.")
        try:
            seen, finding = within_limits(lambda: self.see(answer), patience)
        except Finding as late:
            return late
        except SystemExit:
            return Raised(LEFT)
        return self.mistake(seen, finding) if isinstance(finding, Wrong) else finding

    def see(self, answer):
        """Return what the check sees of an answer, a list, and what it finds, a `Finding` or None."""
        seeing = Observation()
        before = OBSERVATION.set(seeing)
        try:
            with warnings.catch_warnings(record=True, action="default") as seeing.warnings:
                self.look(answer)
        except Finding as finding:
            finding.case = seeing.case
            return seeing.seen, finding.with_traceback(None)  # which would keep alive all that the answer made
        except Exception as error:  # the answer's own
            finding = Raised(f"your code raised {describe(error)}")
            finding.case = seeing.case
            return seeing.seen, finding
        else:
            return seeing.seen, None
        finally:
            OBSERVATION.reset(before)

    def see_mistakes(self):
        """Return the mistakes and what the check sees of each, (message, seen, finding) each; made once per seed."""
        if seed() not in self.observed:
            observed = []
            for message, wrong in self.mistakes:
                observed.append((message, *self.see(wrong)))
            self.observed[seed()] = observed
        return self.observed[seed()]

    def mistake(self, seen, finding):
        """Return a finding with the message of the mistake that the check sees alike, or the finding itself.

        Parameters
        ----------
        seen : list
        finding : Wrong
        """
        for message, others, wrong in self.see_mistakes():
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


class either(tuple):
    """Several wrong answers that get one message: ``either(one, other)``."""

    def __new__(cls, *answers):
        return super().__new__(cls, answers)


def by_part(parts, given=None):
    """Return the mistakes of an answer with several parts, such as two numbers: ``{name: {message: wrong part}}``.

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
    mistakes = {}
    for place, (name, own) in enumerate((given.arranged(parts) if given else parts).items()):
        for message, wrong in own.items():
            answers = wrong if isinstance(wrong, either) else (wrong,)
            rows = ([one if at == place else ... for at in range(len(parts))] for one in answers)
            mistakes[f"{name}: {message}"] = either(*rows)
    return mistakes


def by_letter(right, signs):
    """Return the mistakes of several letters that are chosen for several things.

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
