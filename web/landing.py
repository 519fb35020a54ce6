"""The first page of the pages: what moves comes first, then the chapters as cards, then what the README says."""

import base64
import html
import io
import re

import nbformat
from parts import ROOT, course, in_pages, live, live_box
from PIL import Image, ImageDraw, ImageFont

LEAD = (
    "Write a network that reads handwriting, in nothing but NumPy, and understand every line of it. A course in "
    "notebooks for people who program in Python and have never met machine learning; "
    "part one takes about eight hours, and its short road (◆) two and a half."
)
HERO = """<div class="hero">
<p class="lead">{lead}</p>
<p class="doors"><a class="door first" href="notebooks/01-neurons.html">Begin with chapter 01</a>
<a class="door" href="#the-chapters">The chapters</a> <a class="door" href="notebooks/playground.html">Playground</a>
<a class="door" href="contents.html">All sections</a> <a class="door" href="TEACHING.html">For teachers</a>
<a class="door" data-served href="course.zip" download>Download</a>{zipped} <!-- run-here --></p>
<p>Draw a digit. The network that you build and train in chapters 01 to 08 reads it as you draw.</p>
{pad}
</div>
"""
ZIPPED = ' <a class="door" data-served href="pages.zip" download>Pages for a USB stick</a>'


def motif(chapter):
    """Return what stands on the card of a lesson, an <img> without words: the card says what it leads to."""
    name, left, top, width = chapter.card
    packed = re.search(r'base64,([^"]+)"', live.poster(name))[1]
    picture = Image.open(io.BytesIO(base64.b64decode(packed))).crop((left, top, left + width, top + width // 2))
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}">'


def card(chapter):
    """Return the card of a `Chapter`, HTML: a motif from its explorer, its title and its question."""
    title = html.escape(f"{chapter.number} · {chapter.title}")
    return (
        f'<li class="lesson-card"><a href="notebooks/{chapter.file}.html">'
        f'<span class="thumbnail">{motif(chapter)}</span>'
        f"<b>{title}</b> <span>{html.escape(chapter.question)}</span> "
        f"<small>{chapter.time} minutes</small></a></li>"
    )


def cards():
    """Return the cards of all lessons, part by part, as Markdown with HTML in it."""
    text = "## The chapters\n"
    parts, chapters = course()
    for number, part in enumerate(parts, start=1):
        rows = "\n".join(card(one) for one in chapters if one.part == number)
        title = part["title"][0].upper() + part["title"][1:]
        text += f'\n### {title}\n\n```{{raw}} html\n<ul class="cards">\n{rows}\n</ul>\n```\n'
    return text


def page(readme, zipped):
    """Return the first page as Markdown: the README with another beginning, and cards in the place of its tables.

    If the pages are zipped, too, it offers them.
    """
    parts = re.split(r"^(?=## )", in_pages(readme), flags=re.MULTILINE)
    title, parts = (
        re.match(r"# .*", parts[0])[0],
        {part.split("\n", 1)[0].removeprefix("## "): part for part in parts[1:]},
    )
    program = re.search(r"```python\n.*?```\n", readme, re.DOTALL)[0]
    after = re.search(r"\| \[.*\n\n(A \[glossary\].*?)\Z", parts["The chapters"], re.DOTALL)
    playground = (
        "## Watch one learn\n\nPress *Play*. Then add neurons, take another activation function, or set a rate "
    )
    playground += "at which it breaks.\n\n```{raw} html\n" + live_box("playground") + "\n```\n\n"
    code = "This is the program with which chapter 01 begins, and by chapter 08 you'll have written each part of it:"
    code += f"\n\n{program}\n"
    hero = HERO.format(lead=LEAD, pad=live_box("digit_pad"), zipped=ZIPPED if zipped else "")
    text = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n"
    text += f"{title}\n\n```{{raw}} html\n{hero}```\n\n{playground}{cards()}\n"
    text += f"{after[1] if after else ''}\n{code}\n"
    text += "".join(part for name, part in parts.items() if name != "The chapters")
    here = "these two lines install the course from this folder"  # a reader of the pages has none yet
    assert here in text
    there = (
        '<a href="course.zip" download>download the course</a> and unpack it; in its folder, these two lines install'
    )
    return text.replace(here, f"{there} it")


def social_card(path):
    """Draw what is shown of the course where somebody links to it, and write it to a file, 1200 by 630 pixels."""
    picture = Image.open(ROOT / ".github" / "digits.png").convert("RGB")
    card = Image.new("RGB", (1200, 630), "white")
    draw = ImageDraw.Draw(card)
    large, small = ImageFont.load_default(54), ImageFont.load_default(30)
    draw.multiline_text((60, 50), "Neural networks\nfrom one neuron\nto handwritten digits", "black", large, spacing=12)
    draw.text((60, 270), "In nothing but NumPy: a course in notebooks", "#444444", small)
    picture = picture.resize((1080, 1080 * picture.height // picture.width))
    card.paste(picture, (60, 340))
    card.save(path, optimize=True)


def contents():
    """Return a page with all sections of all lessons, for readers who look for one, as Markdown."""
    text = "# All sections\n\nYou may skip what is called *Deeper*; nothing later needs it.\n"
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        title = re.search(r"^# (.*)", cells[0].source)[1]
        text += f"\n## [{title}](notebooks/{path.name})\n\n"
        for cell in cells:
            if cell.cell_type == "markdown":
                for heading in re.findall(r"^## (.*)", cell.source, re.MULTILINE):
                    words, page = heading.replace("Deeper:", "*Deeper:*"), path.name
                    if heading.startswith("Deeper"):
                        page = f"{path.stem}-deeper.ipynb"
                    # MyST finds no heading with a % in it.
                    anchor = "" if "%" in heading else "#" + heading.replace("`", "").replace(" ", "-")
                    text += f"- [{words}](<notebooks/{page}{anchor}>)\n"
    return text
