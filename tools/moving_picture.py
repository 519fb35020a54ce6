"""Film the playground while it learns: ``python tools/moving_picture.py`` writes the README's moving picture.

Needs Chromium. The film is of the page's own playground: eight neurons in two layers draw a ring round a class.
"""

import io
import json
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from posters import BROWSER, FLAGS, PAGE

from nncourse.widgets import live

ROOT = Path(__file__).resolve().parent.parent
FILM = ROOT / ".github" / "playground.gif"
WIDTH, SHOWN, FRAMES, EPOCHS = 960, 640, 22, 3  # pixels of the page and of the film; pictures, and epochs between two


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        folder = Path(folder)
        live.write_pages(folder, ["playground"])
        state = json.dumps({"seed": 3})
        (folder / "index.html").write_text(PAGE.format(name="playground", state=state), encoding="utf-8")
        browser = engine.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000})
        page.goto((folder / "index.html").as_uri())
        box = page.locator(".nnl .play")
        box.wait_for()
        page.add_style_tag(content=".nnl .play > .wide { display: none; }")  # the words below it would be too small
        pictures = []
        for _ in range(FRAMES):
            page.wait_for_timeout(250)
            picture = Image.open(io.BytesIO(box.screenshot(animations="disabled"))).convert("RGB")
            pictures.append(picture.resize((SHOWN, SHOWN * picture.height // picture.width), Image.LANCZOS))
            for _ in range(EPOCHS):
                page.get_by_role("button", name="Epoch", exact=True).click()
        browser.close()
    palette = pictures[-1].quantize(96)
    few = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    few[0].save(FILM, save_all=True, append_images=few[1:], duration=[700] + [180] * (FRAMES - 2) + [2500], loop=0)
    print(FILM, FILM.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
