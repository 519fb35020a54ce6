"""``python -m nncourse``: copy the notebooks of this version of the course into a folder, and say how to open them.

``python -m nncourse blank 04`` writes a lesson in which you write nnlib's pieces yourself, ``progress`` lists what you
have written and passed, ``milestones`` runs what your package can do by now. See `nncourse.blanks`.
``exam 04 --seed 7`` writes exercises whose statements have other numbers. See `nncourse.teaching.exam`.
``teach FOLDER`` writes what a teacher needs: slides, worksheets, questions, plans. See `nncourse.teaching`.
``class FOLDER`` shows what a class has solved, from its collected notebooks. See `nncourse.overview`.
``grade FOLDER`` gives marks to collected notebooks, where no answer can reach them. See `nncourse.grading`.
``serve FOLDER`` serves the pages, and the live edition, to this computer or to a class. See `nncourse.serving`.
"""

import argparse
import hashlib
import importlib
import json
import sys
from pathlib import Path

from nnlib.printing import counted

COURSE = Path(__file__).with_name("course")  # in a wheel: pyproject.toml puts the notebooks there
REPOSITORY = Path(__file__).resolve().parent.parent / "notebooks"
# Those with a module of their own, which has arguments(parser) and run(arguments, source).
MODULES = {
    "exam": "nncourse.teaching.exam",
    "teach": "nncourse.teaching.everything",
    "class": "nncourse.overview",
    "grade": "nncourse.grading.command",
}
COMMANDS = ("blank", "progress", "milestones", "serve", *MODULES)
RECORD = ".nncourse-copied.json"  # what was copied: by file, the checksum of its bytes


def checksum(data):
    """Return the checksum of data, some bytes, as a str."""
    return hashlib.sha256(data).hexdigest()


def copied_before(record):
    """Return what a record, a Path, says was copied: by file, the checksum of its bytes; nothing if it is not there."""
    if not record.exists():
        return {}
    try:
        return dict(json.loads(record.read_text(encoding="utf-8")))
    except (TypeError, ValueError):
        fix = "delete it; then files that differ from this version are left as they are"
        raise ValueError(f"{record}, the list of what was copied before, is damaged: {fix}") from None


def copy_course(source, target):
    """Copy the notebooks, and the programs beside them, into a folder, but never over what its reader has changed.

    Parameters
    ----------
    source, target : Path
        The folder of the notebooks, and the one to write, which need not be there.

    Returns
    -------
    copied, kept : lists of str
        The files that were written, and those that differ from this version and were left as they are.

    Raises
    ------
    OSError
        If a file cannot be written.
    ValueError
        If the list of what was copied before is damaged.
    """
    target.mkdir(parents=True, exist_ok=True)
    record = target / RECORD
    before = copied_before(record)
    copied, kept = [], []
    for path in sorted(source.rglob("*.*")):
        name = path.relative_to(source).as_posix()
        if path.suffix not in (".ipynb", ".py") or ".ipynb_checkpoints" in path.parts:
            continue
        data, place = path.read_bytes(), target / name
        if place.exists() and checksum(place.read_bytes()) not in (before.get(name), checksum(data)):
            kept.append(name)
            continue
        if not place.exists() or place.read_bytes() != data:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            copied.append(name)
        before[name] = checksum(data)
    record.write_text(json.dumps(before, indent=1), encoding="utf-8")
    return copied, kept


def lessons_of(source):
    """Return the lessons in a folder, a dict of Path by chapter, such as "04"."""
    return {path.name[:2]: path for path in sorted(source.glob("[0-9][0-9]-*.ipynb"))}


def copy_into(folder, source):
    """Copy the course into a folder, and say what was done; return a str for `sys.exit` if that is not possible."""
    if folder.is_file():
        return f"{folder} is a file. Name a folder: python -m nncourse FOLDER"
    try:
        copied, kept = copy_course(source, folder)
    except (OSError, ValueError) as reason:
        return f"The notebooks cannot be copied into {folder}: {reason}"
    print(f"{counted(len(copied), 'file')} copied into {folder}.")
    for name in kept:
        print(f"{name} was changed by you, and left as it is.")
    named = f'"{folder}"' if " " in str(folder) else folder
    print(f"Open them with:\n{Path(sys.executable).name} -m jupyterlab {named}")
    return None


def write_blanks(folder, source, chapters):
    """Write blank lessons, and say which; return a str for `sys.exit` if there is no such lesson."""
    from nncourse.blanks import blank, progress

    lessons = lessons_of(source)
    known = progress.pieces_by_chapter(lessons)
    wrong = [chapter for chapter in chapters if chapter not in known]
    if wrong or not chapters:
        what = f"No pieces of nnlib are written in chapter {wrong[0]}" if wrong else "Name a chapter, or --all"
        return f"{what}; there are some in {', '.join(known)}."
    made, kept = blank.write({chapter: lessons[chapter] for chapter in chapters}, folder)
    for path in (source / "programs").glob("*.py"):  # which lessons run
        if not (place := folder / "programs" / path.name).exists():
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(path.read_bytes())
    for name in made:
        print(f"{folder / name} is written. Its checks keep what passes in {folder / 'mynn'}.")
    for name in kept:
        print(f"{folder / name} is there already, and left as it is; delete it to begin again.")
    return None


def show_progress(folder, source):
    """Print what is written and passed in a folder; return a str for `sys.exit` if there is none."""
    from nncourse.blanks import progress

    if not folder.is_dir():
        return f"There is no folder {folder}. Name yours: python -m nncourse progress --folder FOLDER"
    print("\n".join(progress.table(folder, lessons_of(source))))
    return None


def run_milestones(folder, chapters):
    """Run milestones on the package of a folder, and print theirs beside what the course got."""
    from nncourse.blanks import milestones, package

    known = [chapter for chapter, *_ in milestones.MILESTONES]
    if wrong := [chapter for chapter in chapters if chapter not in known]:
        return f"Chapter {wrong[0]} has no milestone; there are some in {', '.join(known)}."
    if not (own := package.written(folder)):
        return f"There is no piece of yours in {folder / package.NAME} yet. Name your folder: --folder FOLDER"
    print(f"{counted(len(own), 'piece')} {'is' if len(own) == 1 else 'are'} yours, all else is nnlib's.")
    for title, found, published in milestones.run(folder, chapters):
        print(f"{title}\n  yours:        {found}\n  the course's: {published}", flush=True)
    return None


def main():
    """Do what the command asks for; return a str for `sys.exit` if that is not possible."""
    if hasattr(
        sys.stdout, "reconfigure"
    ):  # on Windows a file or a pipe may lack a folder's letters: then ? stands there
        sys.stdout.reconfigure(errors="replace")
    what = sys.argv[1] if sys.argv[1:2] and sys.argv[1] in COMMANDS else "copy"
    parser = argparse.ArgumentParser(prog="python -m nncourse", description=__doc__.split(": ", 1)[1].split("\n")[0])
    usual = Path("neural-networks")
    if what == "copy":
        parser.epilog = f"Also: python -m nncourse {', '.join(COMMANDS)} (each with --help)."
        parser.add_argument("folder", nargs="?", type=Path, default=usual, help="default: %(default)s")
    elif what in MODULES:
        parser.prog += f" {what}"
        try:
            command = importlib.import_module(MODULES[what])
        except ModuleNotFoundError as missing:
            return f'{what} needs {missing.name}: python -m pip install "neurons-to-digits[course]"'
        command.arguments(parser)
    elif what == "serve":
        parser.prog += " serve"
        parser.description = "Serve the pages, and the live edition if it is there, until you press Ctrl+C."
        parser.add_argument("folder", type=Path, help="of the pages, such as _site/html: where index.html is")
        parser.add_argument(
            "--network", action="store_true", help="to all on the local network, not to this computer alone"
        )
        parser.add_argument("--port", type=int, help="by default the first free one from 8000")
    else:
        parser.prog += f" {what}"
        parser.description = {
            "blank": "Write lessons in which you write the pieces of nnlib yourself, each with its check.",
            "progress": "List what you have written and passed, as your notebooks store it.",
            "milestones": "Run what your package can do by now. All of them take about two minutes.",
        }[what]
        parser.add_argument(
            "--folder", type=Path, default=usual, help="where your notebooks are (default: %(default)s)"
        )
        if what != "progress":
            parser.add_argument("chapters", nargs="*", metavar="NN", help="chapters, such as 04")
        if what == "blank":
            parser.add_argument("--all", action="store_true", help="all chapters that have pieces")
    arguments = parser.parse_args(sys.argv[1 if what == "copy" else 2 :])
    if what == "serve":
        from nncourse import serving

        return serving.serve(arguments.folder, arguments.network, arguments.port)
    source = COURSE if COURSE.exists() else REPOSITORY
    if not source.exists():
        return "This installation holds no notebooks: install the wheel of a release, or take the repository."
    if what in MODULES:
        return command.run(arguments, source)
    if what == "copy":
        return copy_into(arguments.folder, source)
    if what == "progress":
        return show_progress(arguments.folder, source)
    chapters = [chapter.zfill(2) for chapter in arguments.chapters]
    if what == "milestones":
        return run_milestones(arguments.folder, chapters)
    if arguments.all:
        from nncourse.blanks import progress

        chapters = list(progress.pieces_by_chapter(lessons_of(source)))
    return write_blanks(arguments.folder, source, chapters)


if __name__ == "__main__":
    sys.exit(main())
