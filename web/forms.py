"""Exercises whose answer is a value, as forms on their pages: what can be filled in, and the scripts that check it.

All comes from the exercise: from its right answer the fields, from its check what can be chosen and how the parts are
called, from `translate.py` the check itself. Hints, explanation and solution stand in the page and are shown on demand.
"""

import functools
import html
import itertools
import json
import re
from importlib import import_module
from pathlib import Path

import nbformat
from translate import Translation, Untranslatable

from nncourse import checking
from nncourse.checking.exercises import alike
from nncourse.checking.fields import fields_of, is_value, variables_of

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks" / "exercises").glob("[0-9][0-9]-*.ipynb"))


def mistakes_of(exercise):
    """Return what the check sees of each typical mistake, as `Exercise.mistake` needs it: a list of dicts."""
    return [
        {
            "message": message,
            "seen": [[value.tolist(), tolerance] for value, tolerance in seen],
            "facts": sorted(wrong.facts),
        }
        for message, seen, wrong in exercise.see_mistakes()
        if isinstance(wrong, checking.Wrong)
    ]


@functools.cache
def translated():
    """Translate the checks of all exercises whose answer is a value.

    Returns
    -------
    exercises : dict
        The `Exercise` for each name, such as "01/flip".
    functions : dict
        The text of the functions in JavaScript by module and name.
    left : dict
        Of those that are no form on their page: why, by name.
    """
    translation, found, left = Translation(), {}, {}
    translation.add(alike)
    for path in NOTEBOOKS:
        number = path.name[:2]
        for name, exercise in vars(import_module(f"nncourse.chapter{number}.checks")).items():
            if isinstance(exercise, checking.Exercise) and is_value(exercise.right):
                try:
                    translation.add(exercise.look)
                    found[f"{number}/{name}"] = exercise
                except Untranslatable as reason:
                    left[f"{number}/{name}"] = str(reason)
    return found, translation.functions, left


def script(chapter):
    """Return the script of a chapter's checks, such as "01", or of what all of them share, for "all", a str."""
    exercises, functions, _ = translated()
    own = f"nncourse.chapter{chapter}."
    shared = [name for name in functions if not name.startswith("nncourse.chapter")]
    names = shared if chapter == "all" else [name for name in functions if name.startswith(own)]
    body = "".join(f"f[{json.dumps(name)}] = {functions[name]};\n" for name in names)
    known = {
        name: {"look": f"{one.look.__module__}.{one.look.__qualname__}", "mistakes": mistakes_of(one)}
        for name, one in exercises.items()
        if name.startswith(f"{chapter}/")
    }
    text = f"nncourseChecks.add(({{ py, np, re, f }}) => {{\n{body}}});\n"
    return text + f"nncourseChecks.exercises({json.dumps(known, ensure_ascii=False)});\n"


def write_scripts(folder):
    """Write the scripts of all chapters into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in ["all", *sorted({name[:2] for name in translated()[0]})]:
        (folder / f"{chapter}.js").write_text(script(chapter), encoding="utf-8")


LINE = 'type="text" size="9" autocomplete="off" autocapitalize="off" spellcheck="false"'


def at(path):
    """Return a path as the page writes it, such as "1.0"."""
    return ".".join(map(str, path))


def known_as(name, field):
    """Return the attributes by which the page's script knows an <input> of the form with a name such as "01/flip"."""
    label = html.escape(" ".join(one for one in field.labels if not one.isdecimal()))
    path = at(field.path)
    return f'name="{name}.{path}" data-path="{path}" data-kind="{field.kind}" data-label="{label}"'


def control(name, field):
    """Return what is filled in at one place, HTML: a line for a number, or the options as buttons."""
    label, known = html.escape(field.labels[-1]), known_as(name, field)
    if field.kind == "number":
        return f'<label class="number"><span>{label}</span> <input {LINE} {known}></label>\n'
    button = "radio" if field.kind == "choice" else "checkbox"
    texts = (html.escape(str(one)) for one in field.options)
    options = "".join(
        f'<label><input type="{button}" value="{text}" {known}> <span>{text}</span></label>\n' for text in texts
    )
    return f'<fieldset class="options"><legend>{label}</legend>\n{options}</fieldset>\n'


def grid(name, fields, labels):
    """Return numbers without names of their own as rows and columns, HTML; labels are of what they are in."""
    places = [field.labels[len(labels) :] for field in fields]
    columns = len({one[-1] for one in places})
    text = f'<div class="grid" style="--columns: {columns}">\n'
    for field, place in zip(fields, places):
        words = "row {}, column {}".format(*place) if len(place) == 2 else place[0]
        label = html.escape(f"{' '.join(labels)}, {words}")
        text += f'<input {LINE} {known_as(name, field)} aria-label="{label}">\n'
    return text + "</div>\n"


def controls(name, fields, depth=0):
    """Return the fields of a form as HTML, those of each part of the answer in a group that bears its name."""
    first = fields[0]
    if len(first.path) == depth:
        return control(name, first)
    labels = first.labels[: len(first.labels) - len(first.path) + depth]
    places = [one for field in fields for one in field.labels[len(labels) :]]
    if all(field.kind == "number" for field in fields) and all(one.isdecimal() for one in places):
        body = grid(name, fields, labels)
    else:
        parts = itertools.groupby(fields, key=lambda field: field.path[depth])
        body = "".join(controls(name, list(part), depth + 1) for _, part in parts)
    return f"<fieldset><legend>{html.escape(labels[-1])}</legend>\n{body}</fieldset>\n" if labels else body


BUTTONS = """<p class="buttons"><button type="submit">Check</button>
<button type="button" data-does="hint">Hint</button>
<button type="button" data-does="solution" hidden>Show the solution</button></p>
<p class="verdict" role="status" aria-live="polite"></p>
"""


def raw(text):
    return f"```{{raw}} html\n{text}\n```\n"


def box(kind, text):
    """Return a box of Markdown that the page shows on demand."""
    return f"``````{{container}} {kind}\n{text}\n``````\n"


def form(name, title, fields):
    """Return the form of an exercise, such as "01/flip", as Markdown: its fields, and what is shown on demand."""
    exercise = translated()[0][name]
    known = f'id="{anchor(name)}" data-exercise="{name}"'
    label = html.escape(f"Your answer to {title}")
    text = raw(
        f'<form class="exercise-form" {known} aria-label="{label}" autocomplete="off" novalidate>\n'
        f"{controls(name, fields)}{BUTTONS}"
    )
    for number, hint in enumerate(exercise.hints, start=1):
        text += box("hint", f"**Hint {number} of {len(exercise.hints)}.** {hint}")
    text += box("the-solution", f"A right answer:\n\n```python\n{exercise.right!r}\n```")
    if exercise.explanation:
        text += box("explanation", exercise.explanation)
    return text + raw("</form>")


def anchor(name):
    """Return where on its page the form of an exercise is, such as "form-01-flip"."""
    return f"form-{name.replace('/', '-')}"


def title_of(cells):
    """Return the title of the exercise that the last of some cells belongs to, a str."""
    return re.findall(r"^## (.*)", "\n".join(one.source for one in cells if one.cell_type == "markdown"), re.MULTILINE)[
        -1
    ]


def listed(notebook, chapter):
    """Return the exercises of a notebook, in order: (name such as "01/flip", title, place of its check)."""
    return [
        (f"{chapter}/{cell.metadata.nbgrader.grade_id}", title_of(notebook.cells[:place]), place)
        for place, cell in enumerate(notebook.cells)
        if "nbgrader" in cell.metadata
    ]


def put_into(notebook, path):
    """Put the forms into a notebook, in place: each above the stub and the check, which are folded together."""
    chapter, found = path.name[:2], translated()[0]
    rows = listed(notebook, chapter)
    for name, title, place in reversed(rows):
        stub, check = notebook.cells[place - 1 : place + 1]
        if name in found:
            text = form(name, title, fields_of(found[name], variables_of(check.source)))
            stub.source += f"\n\n{check.source}"
            stub.metadata["tags"] = ["hide-input", "in-notebook"]
            stub.metadata["mystnb"] = {"code_prompt_show": "In the notebook", "code_prompt_hide": "In the notebook"}
            notebook.cells[place - 1 : place + 1] = [nbformat.v4.new_markdown_cell(text), stub]
        else:
            run = f'<p class="run-here" data-notebook="exercises/{path.name}" hidden></p>'
            notebook.cells.insert(place + 1, nbformat.v4.new_markdown_cell(raw(run)))
    count = sum(name in found for name, _, _ in rows)
    here = HERE.format(count=f"{count} of the {len(rows)}" if count < len(rows) else "all")
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(here + RUN * (count < len(rows))))


HERE = (
    "On this page {count} exercises can be answered below their statements, without Python. What you answer stays in "
    "this browser, and [your exercises](solved.md) lists it."
)
RUN = " The others want to be run."
SOLVED = """# Your exercises

What you have answered on the pages of the exercises, in this browser. Nothing is sent anywhere: print this page, or
copy it as text, if somebody wants to see it.

```{{raw}} html
<div class="solved">
<p><label>Your name <input type="text" autocomplete="name" data-does="name"></label></p>
<p class="summary" role="status" aria-live="polite">Without scripts this page stays empty.</p>
<p class="buttons" hidden><button type="button" data-does="copy">Copy as text</button>
<button type="button" data-does="print">Print</button>
<button type="button" data-does="forget">Forget all</button></p>
<p><textarea readonly hidden rows="8" aria-label="Your exercises as text"></textarea></p>
<table hidden>
<thead><tr>{heads}</tr></thead>
{bodies}</table>
</div>
```
"""
HEADS = "".join(f'<th scope="col">{one}</th>' for one in ("exercise", "answer", "state", "date"))


def solved():
    """Return the page that lists what a reader has answered, as Markdown: a row for each form, hidden until then."""
    bodies = ""
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        title = html.escape(re.search(r"^# Exercises (.*)", notebook.cells[0].source)[1])
        bodies += f'<tbody hidden><tr><th colspan="4" scope="rowgroup">{title}</th></tr>\n'
        for name, words, _ in listed(notebook, path.name[:2]):
            if name in translated()[0]:
                link = f'<a href="{path.stem}.html#{anchor(name)}">{html.escape(words)}</a>'
                bodies += f'<tr data-exercise="{name}" hidden><th scope="row">{link}</th>{"<td></td>" * 3}</tr>\n'
        bodies += "</tbody>\n"
    return SOLVED.format(heads=HEADS, bodies=bodies)


def every():
    """Return the names of all exercises, such as "01/flip", a list of str."""
    return [name for path in NOTEBOOKS for name, _, _ in listed(nbformat.read(path, as_version=4), path.name[:2])]
