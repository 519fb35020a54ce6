"""What the checks say to each slip, and what they see of it: kept in slips.json, so that no change goes unnoticed.

After a change of slips that is meant: ``python tools/slips.py``, and read the difference.
"""

import importlib
import json
from pathlib import Path

import numpy as np

from nncourse.exercises import base

STORED = Path(__file__).resolve().parents[1] / "tests" / "course" / "mistakes" / "slips.json"


def sight(seen):
    """All that was seen of an answer in one number, or in a text if there was a text: no two slips may share it."""
    if any(thing.dtype.kind not in "biuf" for thing, _ in seen):
        return ", ".join(str(thing) for thing, _ in seen)
    numbers = np.concatenate([np.nan_to_num(thing).ravel() for thing, _ in seen])
    return float(f"{np.arange(1, len(numbers) + 1) @ numbers:.6g}")


def rows(check):
    """For each slip what is said, and what was seen."""
    return [[check.find(wrong).args[0], sight(check.see(wrong)[0])] for _, wrong in check.slips]


def write():
    lines = []
    for path in sorted(Path(base.__file__).parent.glob("chapter*.py")):
        for name, check in vars(importlib.import_module(f"nncourse.exercises.{path.stem}")).items():
            if isinstance(check, base.Exercise) and check.slips:
                table = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows(check))
                lines.append(f' "{path.stem} {name}": [\n{table}\n ]')
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
