"""The texts for teachers in ``nncourse/teaching/pages``: for an administrator, for a day without network and so on."""

import re
from pathlib import Path

from nncourse.teaching.writing import Group

PAGES = Path(__file__).with_name("pages")


def write(writer, numbers, seed):
    """Write all pages, whatever the chapters, and return their `Group`."""
    files = []
    for path in sorted(PAGES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = re.match(r"# (.*)", text)[1]
        writer.page(
            f"about/{path.stem}.html", "text.html", f"nncourse/teaching/pages/{path.name}", title=title, text=text
        )
        files.append((title, f"about/{path.stem}.html"))
    about = (
        "For an administrator, for a day without network, for grading; and talks on society, with links to curricula."
    )
    return Group("Texts", about, files)
