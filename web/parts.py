"""What the programs that make the pages share."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
from course import course  # noqa: E402, F401

from nncourse.widgets import live  # noqa: E402  (of this folder, installed or not)


def live_box(name):
    """Return the place of an explorer that computes in the page, with its first picture for a page without scripts."""
    return f'<div class="explorer" data-live="{name}">{live.poster(name)}</div>'


# What the texts say of the repository's address: a visitor of the pages sees it as soon as there is one.
ADDRESSED = {
    r" In the lines\sbelow, ADDRESS is .*?`\.": "",
    r"^\| (any of the three, without the repository|Codespaces|Binder|Colab|Kaggle) \|.*\n": "",
    r"^## Binder forgets\n.*?(?=^## )": "",
    r"^\*\*(Colab|Kaggle)\*\*.*?(?=^\*\*)": "",
    r"^- \[Colab, Kaggle, Binder and Codespaces\].*\n": "",
    r"VS Code, Codespaces, Binder, Colab, Kaggle and containers": "VS Code and containers",
    r"^repository-code:.*\n": "",
}


def known(name):
    """Return an address that pyproject.toml names, such as "Homepage", a str, or "" while it is a placeholder."""
    url = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"][name]
    return "" if "OWNER" in url else url


def without_address(text):
    """Return a text of the project without what needs the address of the repository."""
    for found, instead in ADDRESSED.items():
        text = re.sub(found, instead, text, flags=re.MULTILINE | re.DOTALL if "?(?=" in found else re.MULTILINE)
    return text


def in_pages(text):
    """Return a text of the project as a page needs it: with other links, and with what can be done by now."""
    if not known("Repository"):
        text = without_address(text)
    zipped = '<a href="course.zip" download>download the course</a>, then in its folder `python'
    text = text.replace("in the course's folder `python", zipped)
    text = text.replace("](notebooks/exercises)", "](notebooks/exercises/index.md)")
    text = text.replace("](notebooks/programs)", "](notebooks/programs/digits.py)")
    text = text.replace("](README.md)", "](index.md)")
    return text.replace("](.github/digits.png)", "](digits.png)")
