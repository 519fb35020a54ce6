"""``python -m nncourse grade FOLDER``: grade what a class handed in, where no answer can reach its mark."""

import contextlib
import faulthandler
import hashlib
import json
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import nnlib
from nncourse.grading import notebook, report, session
from nncourse.grading.collected import collected, handed_out
from nnlib.printing import counted

MOST = 2 * session.ALL  # seconds that a notebook may take with its checks; then its process is ended, wherever it is
ENDED = "it ended the process that was to grade it, or took too long"
MEMORY = 8 << 30  # bytes of the process that grades


def arguments(parser):
    """Add to a parser what the command takes."""
    parser.description = (
        "Grade collected notebooks: cells run in processes of their own, checks where these can't reach."
    )
    parser.add_argument(
        "folder", type=Path, help="what was handed in: a folder for each learner, an nbgrader course, …"
    )
    parser.add_argument(
        "--released", type=Path, metavar="FOLDER", help="what was handed out (default: the course's exercises)"
    )
    parser.add_argument("--to", type=Path, metavar="FOLDER", default=Path("graded"), help="default: %(default)s")
    parser.add_argument("--seed", type=int, help="for the inputs that functions get: a number that nobody knows")
    parser.add_argument("--jobs", type=int, metavar="N", help="notebooks at a time (default: one for each processor)")
    parser.add_argument("--again", action="store_true", help="grade also what has been graded before")
    parser.add_argument("--nbgrader", type=Path, metavar="COURSE", help="also fill the gradebook of an nbgrader course")


def run(arguments, source):
    """Grade, and say what was written; return a str for `sys.exit` if that is not possible.

    Parameters
    ----------
    arguments : argparse.Namespace
    source : Path
        The folder of the course's notebooks.
    """
    folder, to, released = arguments.folder, arguments.to, arguments.released or source / "exercises"
    for place in (folder, released):
        if not place.is_dir():
            return f"There is no folder {place}."
    if arguments.seed is not None:
        if arguments.seed < 0:
            return "The seed is a whole number from 0."
        os.environ["NNLIB_SEED"] = str(arguments.seed)
    if not (sheets := handed_out(released)):
        return f"In {released} is no notebook with checks, such as 04-layers.ipynb."
    works, remarks = collected(folder, sheets, [to])
    hidden = [place.resolve() for place in (folder, to, released, arguments.nbgrader) if place is not None]
    remarks = [*session.not_limited(), *remarks]
    for remark in remarks:
        print(remark)
    results, stopped = {}, False
    places = {work: to / "results" / f"{fingerprint(work)}.json" for work in works}
    if not arguments.again:
        results = {work: json.loads(place.read_text("utf-8")) for work, place in places.items() if place.exists()}
        if results:
            print(f"{counted(len(results), 'notebook')} graded before; --again grades them anew.")
    try:
        for work, result in graded([work for work in works if work not in results], arguments.jobs, hidden):
            save(places[work], result)
            results[work] = result
            print(
                f"{len(results)} of {len(works)} · {work.learner} · {work.notebook}: {report.in_short(result)}",
                flush=True,
            )
    except KeyboardInterrupt:
        stopped = True
    report.write(to, {work: results[work] for work in works if work in results}, remarks)
    print(f"{to / report.PAGE} is written, and {report.TABLE}, {report.TASKS} and the folder feedback beside it.")
    if arguments.nbgrader:
        from nncourse.grading import gradebook

        if problem := gradebook.fill(arguments.nbgrader, results):
            return problem
    left = len(works) - len(results)
    return f"Stopped: {counted(left, 'notebook')} left. The same command goes on." if stopped else None


def fingerprint(work):
    """Return a str that is another if anything is that a result depends on; work is a `Work`."""
    parts = [nnlib.__version__, os.environ.get("NNLIB_SEED", "0"), work.learner, work.notebook]
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in (work.path, work.released)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def save(place, result):
    """Save a result, a dict, as JSON: all of it or nothing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.write_text(json.dumps(result), encoding="utf-8")
    os.replace(part, place)


def one(work, hidden):
    """Grade a `Work`; whatever goes wrong is said in the result."""
    with open(os.devnull, "wb") as nothing:
        faulthandler.dump_traceback_later(MOST, exit=True, file=nothing)  # also in a step of C that is never done
        try:
            return notebook.grade(work.path, work.released, work.notebook[:2], hidden=hidden)
        except Exception as error:
            return {"tasks": [], "remarks": [f"not graded: {type(error).__name__}: {error}"]}
        finally:
            faulthandler.cancel_dump_traceback_later()


def begin():
    """Leave Ctrl+C to the process that waits for this one, and limit what it can take, where that is possible."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows; a lower limit; macOS
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def graded(works, jobs, hidden):
    """Yield each `Work` and its result when it is graded, several at a time; one that ends its process costs itself.

    Parameters
    ----------
    works : list of Work
    jobs : int or None
        How many processes; None for as many as there are processors.
    hidden : list of Path
    """
    jobs = jobs or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count()))
    left, alone = list(works), False
    while left:
        found = False
        with ProcessPoolExecutor(1 if alone else jobs, get_context("spawn"), begin) as pool:
            waiting = {pool.submit(one, work, hidden): work for work in (left[:1] if alone else left)}
            try:
                for future in as_completed(waiting):
                    try:
                        result = future.result()
                    except BrokenProcessPool:
                        if not alone:
                            continue
                        result, found = {"tasks": [], "remarks": [f"not graded: {ENDED}"]}, True
                    left.remove(waiting[future])
                    yield waiting[future], result
            except (KeyboardInterrupt, GeneratorExit):  # here, or in whoever takes the results
                print("Stopping after the notebooks that are being graded …", flush=True)
                pool.shutdown(cancel_futures=True)
                raise
        alone = not found  # until it is known which one it was
