"""Make the list of names in nnlib/data/names out of its source: ``python tools/names.py yob2018.txt``.

The source is a file of the US Social Security Administration, one line for each name and sex: ``Emma,F,18770``. Sexes
and counts are dropped, capitals become small, and each name stays once; those that stood in two lines, because girls
and boys were given them, are listed a second time in a file of their own.
"""

import gzip
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

SOURCE = "321a6424213c724fe6b001c3aab67b89cff9c656b6bfff9174d6967398261d48"  # the SHA-256 of yob2018.txt
FOLDER = Path(__file__).resolve().parent.parent / "nnlib" / "data" / "names"


def lists_of(text):
    """Return the names in a file of the source, and those that stand in two of its lines, both sorted."""
    lines = Counter(line.split(",")[0].lower() for line in text.splitlines())
    return sorted(lines), sorted(name for name, count in lines.items() if count == 2)


def main(path):
    """Write both files, after a check that the source is the one that the datasheet names."""
    data = Path(path).read_bytes()
    if sha256(data).hexdigest() != SOURCE:
        sys.exit(f"{path} is not the file that nnlib/data/names/README.md describes: its SHA-256 is another one")
    for name, names in zip(("names", "twice"), lists_of(data.decode("ascii")), strict=True):
        file = FOLDER / f"{name}.txt.gz"
        text = "".join(f"{name}\n" for name in names).encode("ascii")
        file.write_bytes(gzip.compress(text, mtime=0))  # the same whenever it is made
        print(f"{file.name}: {len(names):,} names, its text has the SHA-256 {sha256(text).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/names.py yob2018.txt")
    main(sys.argv[1])
