"""The first page of the pages: what moves comes first, then the chapters as cards, then what the README says."""

import html
import re

import nbformat
from parts import ROOT, in_pages, live, live_box
from PIL import Image, ImageDraw, ImageFont

LEAD = (
    "Write a network that reads handwriting, in nothing but NumPy, and understand every line of it. A course in "
    "notebooks for people who program in Python and have never met machine learning; part one takes about ten hours."
)
HERO = """<div class="hero">
<p class="lead">{lead}</p>
<p class="doors"><a class="door first" href="notebooks/01-neurons.html">Begin with chapter 01</a>
<a class="door" href="#the-chapters">The chapters</a> <a class="door" href="notebooks/playground.html">Playground</a>
<a class="door" href="contents.html">All sections</a> <a class="door" href="TEACHING.html">For teachers</a></p>
<p>Draw a digit. The network that you build and train in chapters 01 to 08 reads it as you draw.</p>
{pad}
</div>
"""
PARTS = {
    "01": "Part one: a network that reads",
    "09": "Part two: better, tested, and beyond NumPy",
    "17": "Part three: what came after",
}


def lessons():
    """Return what the cards say of each lesson: number, name, title, question and minutes, a list of dicts of str."""
    found = []
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source
        title = re.search(r"^# (.*)", first)[1]
        question = re.search(r"^\*\*(.*?)\*\*$", first, re.MULTILINE)
        minutes = re.search(r"about (\d+) minutes", first)
        if question and minutes:
            row = {"name": path.stem, "number": path.stem[:2], "title": title, "question": question[1]}
            found.append(row | {"minutes": minutes[1]})
    return found


def card(lesson):
    """Return the card of a lesson, HTML: a picture of its explorer, its title and its question."""
    name = f"chapter{lesson['number']}"
    picture = live.first_picture(name) if (live.FIRST / f"{name}.html").exists() else ""
    picture = re.sub(r'alt="[^"]*"', 'alt=""', picture)  # the words of the card say what it leads to
    question = re.sub(r"[*`]", "", html.escape(lesson["question"]))
    return (
        f'<li class="lesson-card"><a href="notebooks/{lesson["name"]}.html">'
        f'<span class="thumbnail">{picture.strip()}</span>'
        f"<b>{html.escape(lesson['title'])}</b> <span>{question}</span> "
        f"<small>{lesson['minutes']} minutes</small></a></li>"
    )


def cards():
    """Return the cards of all lessons, part by part, as Markdown with HTML in it."""
    text, opened = "## The chapters\n", False
    for lesson in lessons():
        if lesson["number"] in PARTS:
            text += ("</ul>\n```\n" if opened else "") + f"\n### {PARTS[lesson['number']]}\n\n"
            text += '```{raw} html\n<ul class="cards">\n'
            opened = True
        text += card(lesson) + "\n"
    return text + "</ul>\n```\n"


def page(readme):
    """Return the first page as Markdown: the README with another beginning, and cards in the place of its tables."""
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
    hero = HERO.format(lead=LEAD, pad=live_box("digit_pad"))
    text = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n"
    text += f"{title}\n\n```{{raw}} html\n{hero}```\n\n{playground}{cards()}\n"
    text += f"{after[1] if after else ''}\n{code}\n"
    return text + "".join(part for name, part in parts.items() if name != "The chapters")


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
    """Return a page with a table: each chapter, the sections of its main text, and its Deeper sections."""
    text = "# All sections\n\nYou may skip what is called *Deeper*; nothing later needs it.\n\n"
    text += "| chapter | main text | Deeper |\n|---|---|---|\n"
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        title, columns = re.search(r"^# (.*)", cells[0].source)[1], ([], [])
        for cell in cells:
            if cell.cell_type == "markdown":
                for heading in re.findall(r"^## (.*)", cell.source, re.MULTILINE):
                    deeper = heading.startswith("Deeper")
                    words = heading.removeprefix("Deeper: ").replace("|", "\\|")
                    # MyST finds no heading with a % in it.
                    anchor = "" if "%" in heading else "#" + heading.replace("`", "").replace(" ", "-")
                    columns[deeper].append(f"[{words}](<notebooks/{path.name}{anchor}>)")
        text += f"| [{title}](notebooks/{path.name}) | {'<br>'.join(columns[0])} | {'<br>'.join(columns[1])} |\n"
    return text
