"""What the theme of the pages leaves to be done: small icons, pictures as files, names of folds, social cards.

`finish` goes over all pages when Sphinx is done.
"""

import base64
import hashlib
import html
import io
import re

from parts import ROOT
from PIL import Image

# What is put in place of what, in each page.
MENDED = {
    '<summary><span class="toctree-toggle"': '<summary aria-label="Pages of this part"><span class="toctree-toggle"',
    '.ipynb" target="_blank"\n   class="btn btn-sm btn-download-source-button': (
        '.ipynb" download\n   class="btn btn-sm btn-download-source-button'
    ),
    'title="Toggle primary sidebar"': 'title="All chapters"',
    'title="Toggle secondary sidebar"': 'title="Sections of this page"',
    '<summary aria-label="Toggle hidden content">': "<summary>",  # a fold is called by the words on it
    'data-theme="auto"': 'data-theme="light"',  # without scripts, dark letters on a dark ground
}
FONTAWESOME = re.compile(r"\s*<script[^>]*fontawesome\.js[^>]*></script>")
# The index of all words, which only the page of the search needs, and scripts for which no first picture has to wait.
SEARCH = re.compile(r"\s*<script[^>]*/?(searchtools|language_data|searchindex)\.js[^>]*></script>")
LATER = re.compile(r'<script (src="[^"]*_static/(?:doctools|sphinx_highlight|scripts/sphinx-book-theme)\.js)')
ICON = re.compile(r'class="[^"]*\bfa-[^"]*"')
PICTURE = re.compile(r'<img\b([^>]*?)\bsrc="data:image/png;base64,([^"]+)"([^>]*)>')
RULE = (
    ':is(.fa-solid, .fas, .fa-brands, .fab)::before {{ content: ""; display: inline-block; width: 1em; height: 1em; '
    "vertical-align: -0.125em; background: currentColor; mask: var(--icon) center / contain no-repeat; }}\n{rules}\n"
)


def icons(pages, fontawesome):
    """Return a style sheet with the icons that the pages name, drawn as in a file of Font Awesome, both str."""
    used = sorted(
        {name for text in pages for found in ICON.findall(text) for name in re.findall(r"\bfa-([a-z-]+)", found)}
    )
    rules = []
    for name in used:
        found = re.search(rf'(?<![\w-])"?{name}"?:\[(\d+),(\d+),\[[^\]]*\],"[^"]*","([^"]+)"\]', fontawesome)
        if found:
            width, height, path = found.groups()
            drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
            packed = base64.b64encode(drawing.encode()).decode()
            rules.append(f'.fa-{name} {{ --icon: url("data:image/svg+xml;base64,{packed}"); }}')
    return RULE.format(rules="\n".join(rules))


def pictures_as_files(text, folder, to_folder):
    """Write the pictures that stand in a page as text into a folder, and return the page with links to them.

    Each gets its width and height, so that nothing jumps when it arrives, and arrives when it is nearly in sight.
    """

    def file(found):
        before, packed, after = found.groups()
        data = base64.b64decode(packed)
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        if not (folder / name).exists():
            (folder / name).write_bytes(data)
        width, height = Image.open(io.BytesIO(data)).size
        size = "" if "width=" in before + after else f' width="{width}" height="{height}"'
        return f'<img{before}src="{to_folder}/{name}"{size} loading="lazy" decoding="async"{after}>'

    return PICTURE.sub(file, text)


def head(name, text, address):
    """Return what a page says of itself to those who show links to it: meta and link elements, a str.

    name is the page's file, as "notebooks/01-neurons.html"; address is the address of all pages, or "" if not known.
    """
    title = html.unescape(re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]).split(" — ")[0].strip()
    question = re.search(
        r'<h1>.*?</h1>\s*(?:<p class="show-all">.*?</p>\s*)?<p><strong>(.*?)</strong></p>', text, re.DOTALL
    )
    first = question or re.search(r'<article class="bd-article".*?<p>(.*?)</p>', text, re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>|\s+", " ", first[1] if first else title))
    words = re.sub(r" {2,}", " ", words).strip()[:200]
    up = "../" * name.count("/")
    lines = [f'<link rel="icon" type="image/svg+xml" href="{up}_static/favicon.svg">']
    if 'name="description"' not in text:
        lines.append(f'<meta name="description" content="{html.escape(words)}">')
    if 'property="og:title"' not in text:
        lines.append(f'<meta property="og:title" content="{html.escape(title)}">')
        lines.append(f'<meta property="og:description" content="{html.escape(words)}">')
        lines.append('<meta property="og:type" content="website">')
    if address:
        lines.append(f'<link rel="canonical" href="{address}{name}">')
        lines.append(f'<meta property="og:url" content="{address}{name}">')
        lines.append(f'<meta property="og:image" content="{address}_static/card.png">')
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    return "\n".join(lines) + "\n"


def run_here(name, text, notebooks):
    """Return a page with links to the live edition: below its title, and where one is asked for, each a str.

    Parameters
    ----------
    name, text : str
        The page's file, as "notebooks/01-neurons.html", and what is in it.
    notebooks : Path
        The folder of the notebooks: a page that is none has no link below its title.
    """
    link = '<a class="door run-here" data-served href="{up}live/index.html{query}">Run it here, in this browser</a>'
    found = re.fullmatch(r"notebooks/(.*?)(-deeper)?\.html", name)
    if found and (notebooks / f"{found[1]}.ipynb").exists():
        here = link.format(up="../" * name.count("/"), query=f"?path={found[1]}.ipynb")
        before, _, after = text.rpartition("</h1>")  # the first is for print
        text = f'{before}</h1>\n<p class="run">{here}</p>{after}'
    return text.replace("<!-- run-here -->", link.format(up="../" * name.count("/"), query=""))


def finish(folder, address="", live=False):
    """Mend all pages of a folder, in place.

    Parameters
    ----------
    folder : Path
    address : str
        With an address, sitemap.xml is written, too.
    live : bool
        Whether there is a live edition, to which the pages lead.
    """
    paths = sorted(path for path in folder.rglob("*.html") if "_static" not in path.parts)
    pages = {path: path.read_text(encoding="utf-8") for path in paths}
    scripts = folder / "_static" / "scripts"
    drawn = (scripts / "fontawesome.js").read_text(encoding="utf-8")
    (folder / "_static" / "icons.css").write_text(icons(pages.values(), drawn), encoding="utf-8")
    for path in [*scripts.glob("fontawesome*"), *(folder / "_static").rglob("*.map")]:
        path.unlink(missing_ok=True)
    images = folder / "_images"
    images.mkdir(exist_ok=True)
    for path, text in pages.items():
        name = path.relative_to(folder).as_posix()
        up = "../" * name.count("/")
        for old, new in MENDED.items():
            text = text.replace(old, new)
        text = FONTAWESOME.sub(f'\n<link rel="stylesheet" href="{up}_static/icons.css">', text)
        if name != "search.html":
            text = LATER.sub(r"<script defer \1", SEARCH.sub("", text))
        text = pictures_as_files(text, images, f"{up}_images")
        if live:
            text = run_here(name, text, ROOT / "notebooks")
        path.write_text(text.replace("</head>", head(name, text, address) + "</head>", 1), encoding="utf-8")
    if address:
        entries = "".join(f"<url><loc>{address}{path.relative_to(folder).as_posix()}</loc></url>\n" for path in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'
        (folder / "sitemap.xml").write_text(text, encoding="utf-8")
