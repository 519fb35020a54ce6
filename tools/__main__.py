"""What to run after an edit: ``python -m tools check 03`` for chapter 03, its lesson and its exercises; without a
number, for all of them.

Runs the notebooks and stores their outputs (``--no-run`` keeps those that are stored), counts the minutes, writes
README's tables from course.toml, and then has the tests read all of it.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import minutes  # noqa: E402
import refresh  # noqa: E402


def check(chapters, run):
    """Bring some chapters, a list of str such as "03", up to date, and return what pytest says of them, an int."""
    notebooks = sorted(path for number in chapters or [""] for path in refresh.NOTEBOOKS.rglob(f"{number}*.ipynb"))
    notebooks = [path for path in notebooks if ".ipynb_checkpoints" not in path.parts]
    if not notebooks:
        sys.exit(f"There is no notebook of {', '.join(chapters)}.")
    refresh.settle()
    for path in notebooks:
        print(path.relative_to(ROOT), flush=True)
        refresh.refresh(path, run=run)
    minutes.write()
    names = " or ".join(sorted({path.stem for path in notebooks} | {f"{path.stem[:2]}-" for path in notebooks}))
    told = subprocess.run([sys.executable, "-m", "pytest", "-q", "tests/course", "-k", names], cwd=ROOT).returncode
    return told or subprocess.run([sys.executable, "-m", "pytest", "-q", *map(str, notebooks)], cwd=ROOT).returncode


def main():
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__.split("\n\n")[0])
    parser.add_argument("command", choices=["check"])
    parser.add_argument("chapters", nargs="*", metavar="NN", help="default: all of them")
    parser.add_argument("--no-run", action="store_true", help="keep the stored outputs")
    asked = parser.parse_args()
    os.chdir(ROOT)
    return check([number.zfill(2) for number in asked.chapters], not asked.no_run)


if __name__ == "__main__":
    sys.exit(main())
