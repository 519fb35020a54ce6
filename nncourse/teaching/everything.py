"""All that ``python -m nncourse teach FOLDER`` writes, and the page that lists it."""

from importlib import metadata
from pathlib import Path

import nnlib
from nncourse.teaching import about, bank, chapter_pages, figures, plans, poster, slides, words, worksheets
from nncourse.teaching.chapters import course
from nncourse.teaching.writing import Writer

PAGES = "pages/neural-networks/"  # where pages.zip, unpacked in the folder `pages`, has the pages


def homepage():
    """Return the address of the course's pages, a str, or "" while it is a placeholder."""
    try:
        urls = metadata.metadata("neurons-to-digits").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:  # nothing is installed, this is the repository
        return ""
    return next(
        (url for name, url in (one.split(", ") for one in urls) if name == "Homepage" and "OWNER" not in url), ""
    )


KINDS = (
    plans,
    chapter_pages,
    slides,
    worksheets,
    bank,
    words,
    figures,
    poster,
    about,
)  # each has write(writer, numbers, seed), which returns a `Group`


def arguments(parser):
    """Add what the command takes to an argument parser."""
    parser.description = "Write slides, worksheets, questions, plans and pages for a teacher."
    parser.add_argument("folder", type=Path, help="to write, a new or an empty one")
    parser.add_argument("chapters", nargs="*", metavar="NN", help="chapters, such as 04 (default: all)")
    parser.add_argument("--seed", type=int, default=0, help="of the worksheets: other numbers than the course's")
    parser.add_argument("--pages", default="", metavar="ADDRESS", help="where the pages of the course are")
    parser.add_argument("--again", action="store_true", help="write over what an earlier run has written")


def run(arguments, source):
    """Write everything, and say where; return a str for `sys.exit` if that is not possible."""
    known = [one.number for one in course()[1]]
    numbers = [one.zfill(2) for one in arguments.chapters] or known
    if wrong := [one for one in numbers if one not in known]:
        return f"There is no chapter {wrong[0]}; there are {known[0]} to {known[-1]}."
    folder = arguments.folder
    if folder.exists() and (folder.is_file() or any(folder.iterdir())) and not arguments.again:
        return f"{folder} is there already. Name a new folder, or add --again to write over what this command wrote."
    try:
        write(folder, numbers, arguments.seed, arguments.pages)
    except OSError as reason:
        return f"The files cannot be written into {folder}: {reason}"
    print(f"Open {folder / 'index.html'}: it lists what was written.")
    return None


def write(folder, numbers, seed=0, pages=""):
    """Write everything for some chapters into a folder.

    Parameters
    ----------
    folder : Path
    numbers : list of str
        Of chapters, such as "04".
    seed : int
        Of the worksheets' numbers; 0 for the course's own.
    pages : str
        The address of the course's pages; "" for the one that the package names, or a folder beside the index.
    """
    address = pages or homepage() or PAGES
    writer = Writer(folder, address)
    groups = [kind.write(writer, numbers, seed) for kind in KINDS]
    local = "" if ":" in address else address
    writer.page("index.html", "index.html", groups=groups, version=nnlib.__version__, local=local)
