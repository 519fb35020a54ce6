"""Compare the pictures that a notebook draws with those that it stores: nbval alone would take any for any other.

`differences` is asked for each cell whose outputs nbval has found equal (conftest.py). The pictures are cut into tiles
of 4 × 4 pixels, and the colours of each tile are averaged: so a line that is a hair off, as another processor may draw
it, passes, and a curve that moved by a line's width, a bar of another colour, a missing label or swapped panels do not.
That holds where Matplotlib is the one that drew what is stored, `DRAWN_WITH`; fonts come with it. Another version lays
figures out anew: 3.9 moves labels by more than a whole label's height in some. There only size and mean are compared.
"""

import base64
import html
import io
import re

import numpy as np
from PIL import Image

DRAWN_WITH = "3.11"  # of Matplotlib: the version that drew the stored pictures; tools/refresh.py asks for it
TILE = 4  # pixels
MOST = 24  # of 255: by how much the mean colour of a tile may differ
MOST_ELSEWHERE = 12  # of 255: by how much a picture may differ in the mean, if another Matplotlib drew it


def version():
    """Return the version of Matplotlib that is installed, as in "3.11"."""
    import matplotlib

    return ".".join(matplotlib.__version__.split(".")[:2])


def pictures(outputs):
    """Return the PNG pictures in the outputs of a cell, each with its alt text."""
    found = []
    for output in outputs:
        text = output.get("data", {}).get("text/html", "")
        text = "".join(text) if isinstance(text, list) else text
        for tag in re.findall(r"<img\b[^>]*>", text):
            data = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", tag)
            alt = re.search(r'alt="([^"]*)"', tag)
            if data:
                image = Image.open(io.BytesIO(base64.b64decode(data.group(1)))).convert("RGB")
                found.append((html.unescape(alt.group(1)) if alt else "", image))
    return found


def distance(one, other, *, same_matplotlib=True):
    """Return by how much two pictures differ, from 0 to 255: their worst tile, or their mean if only that can be asked.

    Pictures of different sizes differ by 255; of another Matplotlib they may be 5 % larger or smaller.
    """
    if not same_matplotlib:
        if any(abs(a - b) > 0.05 * a for a, b in zip(one.size, other.size)):
            return 255.0
        other = other.resize(one.size)
    if one.size != other.size:
        return 255.0
    tiles = [np.asarray(picture.reduce(TILE), dtype=float) for picture in (one, other)]
    apart = np.abs(tiles[0] - tiles[1])
    return float(apart.max() if same_matplotlib else apart.mean())


def differences(stored, drawn, *, same_matplotlib=None):
    """Return a sentence for each picture that differs from the stored one, a list of str."""
    same = version() == DRAWN_WITH if same_matplotlib is None else same_matplotlib
    sentences = []
    for (alt, one), (_, other) in zip(pictures(stored), pictures(drawn)):
        apart = distance(one, other, same_matplotlib=same)
        if apart > (MOST if same else MOST_ELSEWHERE):
            sentences.append(f"the picture is no longer the stored one (by {apart:.0f} of 255): {alt[:90]}")
    return sentences
