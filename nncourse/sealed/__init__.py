"""The sealed package: an nncourse without solutions, right answers, mistakes and hints, for exams and for grading."""

import shutil
from pathlib import Path

COURSE = Path(__file__).parents[1]
ALIKE = ("checking/answers.py", "chapter17/given.py")  # what is in both
PRACTICE = ("chapter14/arrows.py", "chapter16/explorer.py")  # of what can give an answer away, only in no exam
NOT_SEALED = {  # in an exam
    "repairs": "its statement runs scripts whose faults can be looked up in them",
    "fewest_images": "its statement asks for an explorer, which works out what is asked",
}


def write(folder, *, exam=False):
    """Write the sealed package into a folder.

    Parameters
    ----------
    folder : Path
        Which gets a folder ``nncourse``.
    exam : bool
        Without what notebooks of exercises can show besides, but what may help with an answer.
    """
    files = {name: COURSE / name for name in (*ALIKE, *(() if exam else PRACTICE))}
    for name, path in (files | {"__init__.py": Path(__file__).with_name("package.py")}).items():
        place = folder / "nncourse" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
