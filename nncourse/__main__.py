"""``python -m nncourse``: copy the notebooks of this version of the course into a folder, and say how to open them."""

import argparse
import hashlib
import json
import sys
from pathlib import Path

COURSE = Path(__file__).with_name("course")  # in a wheel: pyproject.toml puts the notebooks there
REPOSITORY = Path(__file__).resolve().parent.parent / "notebooks"
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


def main():
    """Copy, and say what was done; return a str for `sys.exit` if nothing can be copied."""
    parser = argparse.ArgumentParser(prog="python -m nncourse", description=__doc__.split(": ", 1)[1])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("neural-networks"), help="default: %(default)s")
    folder = parser.parse_args().folder
    source = COURSE if COURSE.exists() else REPOSITORY
    if not source.exists():
        return "This installation holds no notebooks: install the wheel of a release, or take the repository."
    if folder.is_file():
        return f"{folder} is a file. Name a folder: python -m nncourse FOLDER"
    try:
        copied, kept = copy_course(source, folder)
    except (OSError, ValueError) as reason:
        return f"The notebooks cannot be copied into {folder}: {reason}"
    print(f"{len(copied)} files copied into {folder}.")
    for name in kept:
        print(f"{name} was changed by you, and left as it is.")
    print(f"Open them with:\n{Path(sys.executable).name} -m jupyterlab {folder}")
    return None


if __name__ == "__main__":
    sys.exit(main())
