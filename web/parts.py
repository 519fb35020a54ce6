"""What the programs that make the pages share."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from nncourse.explorers import live  # noqa: E402  (of this folder, installed or not)


def live_box(name):
    """Return the place of an explorer that computes in the page, with its first picture for a page without scripts."""
    return f'<div class="explorer" data-live="{name}">{live.first_picture(name)}</div>'


def in_pages(text):
    """Return a text of the project with its links to folders and files as a page needs them."""
    text = text.replace("](notebooks/exercises)", "](notebooks/exercises/index.md)")
    text = text.replace("](README.md)", "](index.md)")
    return text.replace("](.github/digits.png)", "](digits.png)")
