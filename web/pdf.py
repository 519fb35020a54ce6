"""A PDF of the course, for a release: ``python web/pdf.py`` prints the built pages with Chromium and joins them.

Run ``python web/build.py`` first. The code of figures stays folded on paper; everything else is open.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfWriter

ROOT = Path(__file__).resolve().parent.parent
MARGIN = {"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"}
# Sections and answers are open on paper; the code of figures is not.
OPEN = """() => document.querySelectorAll("details").forEach((part) => {
  part.open = !part.querySelector("summary")?.innerText.includes("code of this figure");
})"""
FLAGS = ["--no-sandbox", "--disable-gpu"]


def pages(html):
    """Return the pages in the order in which they are read, a list of Path."""
    lessons = sorted((html / "notebooks").glob("[0-9]*.html"), key=lambda path: path.stem)
    return [html / "index.html", *lessons, html / "notebooks" / "glossary.html"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--of", type=Path, default=ROOT / "_site" / "html", help="the built pages")
    parser.add_argument("--to", type=Path, default=ROOT / "_site" / "course.pdf")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if chromium is None:
        sys.exit("Chromium is needed to print the pages.")
    whole = PdfWriter()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(color_scheme="light")
        for number, path in enumerate(pages(given.of.resolve())):
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-theme=light]")
            page.evaluate(OPEN)
            file = Path(folder) / f"{number:02}.pdf"
            file.write_bytes(page.pdf(format="A4", print_background=True, scale=0.8, margin=MARGIN))
            whole.append(file, outline_item=page.title().split(" — ")[0])
        browser.close()
    whole.write(given.to)
    print(given.to)


if __name__ == "__main__":
    main()
