"""Photograph what the explorers in the browser show at first: ``python tools/posters.py``, after each change.

GitHub, print, notebooks that JupyterLab does not trust, and pages without scripts show these pictures. Needs Chromium.
"""

import base64
import html
import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from nncourse.widgets import live

WIDTH = 980  # pixels
BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync".split()
)
PAGE = """<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>{name}</title>
<link rel="stylesheet" href="live.css"><script src="page.js" defer></script>
<style>body {{ margin: 0 }} .full {{ display: none }}</style>
<body><div data-live="{name}" data-state='{state}'></div></body></html>"""


def photograph(browser, name, state=None):
    """Return an explorer's first picture, PNG as bytes of few colours, and its alt text."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        live.write_pages(folder, [name])
        (folder / "index.html").write_text(PAGE.format(name=name, state=json.dumps(state or {})), encoding="utf-8")
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.goto((folder / "index.html").as_uri())
        box = page.locator(".nnl")
        box.wait_for()
        page.locator(".nnl:not([aria-busy])").wait_for()
        page.wait_for_timeout(500)
        picture = Image.open(io.BytesIO(box.screenshot(animations="disabled")))
        alt = page.locator(".nnl > p.unseen").inner_text()
        page.close()
    packed = io.BytesIO()
    picture.convert("RGB").quantize(64).save(packed, "PNG", optimize=True)
    return packed.getvalue(), alt


def main():
    names = sys.argv[1:] or live.explorers()
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for name in names:
            png, alt = photograph(browser, name)
            image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{base64.b64encode(png).decode()}">\n'
            (live.FOLDERS / name / "poster.html").write_text(image, encoding="utf-8", newline="\n")
            print(name, len(png), "bytes")
        browser.close()


if __name__ == "__main__":
    main()
