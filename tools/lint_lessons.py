"""The rules of form for notebooks: ``python tools/lint_lessons.py [NOTEBOOK …]`` prints what breaks one.

Each rule says in its docstring what holds, and names the defect that it is against. It is given a notebook, or the
whole course, and yields a sentence for each place that breaks it.
``tests/course/test_lint_lessons.py`` calls them all, and breaks each of them on purpose.
"""

import ast
import json
import re
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

import claims
import course as rows
import minutes
import nbformat
import numpy as np
from refresh import METADATA, NOTEBOOKS, canonical

import nnlib
from nncourse.checking import Exercise
from nncourse.teaching.lessons import YES_AND_NO, bold, offered

TAGS = {*"nnlib formula kept raises-exception nbval-ignore-output torch mpi keras hide-input hide-output".split()}
FOLDING = {"jupyter", "jp-MarkdownHeadingCollapsed"}
LARGEST = 1_000_000  # characters
OF_ARRAYS = set(dir(np.ndarray)) - {"__call__"}
OF_GENERATORS = {name for name in dir(np.random.Generator) if not name.startswith("_")}
KEYWORDS = {"axis", "keepdims", "dtype", "ddof"}


@dataclass
class Notebook:
    """A notebook's place and text, and what the rules look at."""

    path: Path
    text: str

    @classmethod
    def read(cls, path):
        return cls(Path(path), Path(path).read_text(encoding="utf-8"))

    @cached_property
    def cells(self):
        return nbformat.reads(self.text, as_version=4).cells

    @property
    def prose(self):
        texts = [cell for cell in self.cells if cell.cell_type == "markdown" and cell.get("id") != minutes.END]
        return [claims.MARK.sub("", cell.source) for cell in texts]

    @property
    def code(self):
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @cached_property
    def known(self):
        """The numbers that each code cell knows, by the name of the cell."""
        return {cell.id: claims.known(cell) for cell in self.code}

    @property
    def html(self):
        data = [output.get("data", {}) for cell in self.code for output in cell.outputs]
        return "".join(item.get("text/html", "") for item in data)

    @property
    def is_lesson(self):
        return bool(re.match(r"\d\d-", self.path.name)) and self.path.parent.name != "exercises"


ALL, LESSONS, COURSE = [], [], []  # rules of every notebook, of each lesson, and of all lessons with the glossary


def rule(kind, *, against):
    """Enter a function among the rules of a kind, with the defect that it is against."""

    def enter(check):
        check.against = against
        kind.append(check)
        return check

    return enter


def start(cell):
    return repr((cell.source.splitlines() or [""])[0][:60])


# How every notebook is stored


@rule(ALL, against="an output that is never compared: nbval runs a cell without a number, and lets any output pass")
def executed_in_order(notebook):
    """Every code cell is stored executed, 1 to n from top to bottom, and its results carry its number."""
    for expected, cell in enumerate(notebook.code, start=1):
        if cell.execution_count != expected:
            yield f"cell {start(cell)} has the number {cell.execution_count}, not {expected}"
        for output in cell.outputs:
            if output.get("execution_count", cell.execution_count) != cell.execution_count:
                yield f"a result of cell {start(cell)} has another number than its cell"


@rule(ALL, against="an output that differs on every machine: a warning names a path, a progress bar shows times")
def no_error_warning_or_progress_bar(notebook):
    """No error is stored but those that are meant, no warning, and no progress bar."""
    for cell in notebook.code:
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                yield f"an error is stored in cell {start(cell)}"
            if output.get("name") == "stderr":
                yield f"a warning or a bar is stored in cell {start(cell)}"


@rule(ALL, against="a change at every save: editors and `jupyter execute` write times, folds and new ids of widgets")
def canonical_and_small(notebook):
    """The file is what tools/refresh.py makes of it, a valid notebook, and under a megabyte."""
    if notebook.text != canonical(nbformat.reads(notebook.text, as_version=4)):
        yield "not in its canonical form; run: python tools/refresh.py"
    if len(notebook.text) >= LARGEST:
        yield f"{len(notebook.text):,} characters, {LARGEST:,} are too many"
    try:
        nbformat.validate(json.loads(notebook.text))
    except nbformat.ValidationError as error:
        yield f"no valid notebook: {error.message}"


@rule(ALL, against="a stored path, or the address of an object, which is another on the next machine")
def nothing_of_the_machine(notebook):
    """Nothing in it tells of the machine that it was made on; metadata and tags are those that are known."""
    for match in re.finditer(r"/home/|/root/|/Users/|/tmp/|site-packages|0x[0-9a-f]{8,}", notebook.text):
        yield f"tells of a machine: …{notebook.text[max(0, match.start() - 30) : match.end() + 30]!r}…"
    metadata = json.loads(notebook.text)["metadata"]
    if {name: metadata.get(name) for name in METADATA} != METADATA:
        yield "its metadata name another kernel or language"
    for cell in notebook.cells:
        if odd := set(cell.metadata) - {"tags", "nbgrader", "deletable", "editable", "prediction", "cut"} - FOLDING:
            yield f"cell {start(cell)} has metadata {sorted(odd)}"
        if odd := set(cell.metadata.get("tags", [])) - TAGS:
            yield f"cell {start(cell)} has tags {sorted(odd)}, which nothing knows"


@rule(
    ALL,
    against="a figure that says nothing to who cannot see it: JupyterLab ignores the alt text of an image/png output",
)
def figures_have_alt_text(notebook):
    """Every figure is shown by plots.show, with an alt text that says something."""
    for cell in notebook.code:
        for output in cell.outputs:
            if any(kind.startswith("image/") for kind in output.get("data", {})):
                yield f"cell {start(cell)} shows an image by itself; use plots.show"
    for image in re.findall(r"<img\b[^>]*>", notebook.html):
        if not re.search(r'\balt="[^"]{15,}"', image):
            yield f"an image without an alt text of 15 characters: {image[:80]}"


@rule(ALL, against="a name that comes from nowhere, and code that does not run outside of Jupyter")
def nothing_behind_the_readers_back(notebook):
    """Cells hold Python alone: no magics, no shell, no star import."""
    for cell in notebook.code:
        if re.search(r"^\s*[%!]", cell.source, re.MULTILINE) or "import *" in cell.source:
            yield f"cell {start(cell)} holds a magic, a shell command or a star import"


# How a lesson is built


@rule(LESSONS, against="a lesson that begins with definitions before anybody knows what they are for")
def opens_with_number_title_and_question(notebook):
    """The first cell begins with the number and the title, and asks the question of the lesson."""
    first = notebook.cells[0].source
    if not re.match(rf"# {notebook.path.stem[:2]} · \w", first) or "?" not in first:
        yield f"begins with {start(notebook.cells[0])}"


@rule(LESSONS, against="a reader who finds out after an hour that the lesson was for somebody else")
def first_cell_says_what_to_expect(notebook):
    """The first cell holds the question in bold, two to four outcomes, what is needed, and the time."""
    first = notebook.prose[0]
    if not re.search(r"^\*\*.*\?\*\*$", first, re.MULTILINE):
        yield "the question is not in bold, on a line of its own"
    outcomes = re.findall(r"^> - (\w+)", first, re.MULTILINE)
    if not 2 <= len(outcomes) <= 4 or not all(verb.islower() for verb in outcomes):
        yield f"2 to 4 outcomes, verb first, but they begin with {outcomes}"
    if "**You need**" not in first or not minutes.stated(notebook.cells):
        yield "what the reader needs, or the time, is missing"


@rule(LESSONS, against="a time that is a guess, and too short: readers needed 70 to 105 minutes for a stated hour")
def states_the_time_of_its_main_text(notebook):
    """The stated time is the count of the main text, its sittings and its part of the short road: tools/minutes.py."""
    said, should = minutes.stated(notebook.cells), minutes.should_state(notebook.cells)
    if said != should:
        yield f"states {said or 'no time'!r}, but it is {should!r}; python tools/minutes.py --write states it"


MOST_NUMERALS = 6.0  # words with a digit, of 100


@rule(LESSONS, against="prose that reads out a table: in one lesson every tenth word held a digit")
def prose_has_few_numerals(notebook):
    """Of 100 words of the main text's prose, outside of tables and displayed formulas, six at most hold a digit."""
    digits, words = minutes.numerals(notebook.cells)
    if 100 * digits / words > MOST_NUMERALS:
        yield f"{digits} of {words} words of the main text hold a digit, {MOST_NUMERALS} of 100 are enough"


@rule(LESSONS, against="a road that leads to a section of its own, or takes longer than it says")
def the_short_road_is_short(notebook):
    """A heading of the short road ends with its mark, as no other text does; a lesson's part takes 20 minutes at most.

    Each heading begins a cell; below a section that is not on the road, no smaller one is.
    """
    if not minutes.road_cells(notebook.cells):
        return
    headings = [cell for cell in minutes.main_cells(notebook.cells) if cell.cell_type == "markdown"]
    on_road = True
    for cell in headings:
        for number, line in enumerate(re.sub(r"(?s)```.*?```", "", cell.source).split("\n")):
            is_heading = re.match("##+ ", line)
            if is_heading and number:
                yield f"a heading inside of a cell, so that nobody knows whether the cell is on the road: {line}"
            ends = line.endswith(f" {minutes.ROAD}") and line.count(minutes.ROAD) == 1
            if minutes.ROAD in line and not (ends if is_heading else "**Short road:**" in line):
                yield f"the mark of the short road in the midst of: {line}"
            if is_heading and line.endswith(minutes.ROAD) and line.startswith("###") and not on_road:
                yield f"on the short road, below a section that is not: {line}"
            if line.startswith("## "):
                on_road = line.endswith(minutes.ROAD)
    if (taken := minutes.road(notebook.cells).minutes()) > minutes.LONGEST_ROAD:
        yield f"{taken:.1f} minutes on the short road, {minutes.LONGEST_ROAD} are meant"


@rule(LESSONS, against="an evening that does not suffice: a sitting without an end, or a main text that grew and grew")
def has_two_sittings_that_can_be_sat_through(notebook):
    """A lesson with a place to stop has one, in its main text; each sitting (rounded) and both together keep limits."""
    breaks = [cell for cell in notebook.cells if minutes.is_break(cell)]
    if not breaks:
        return
    parts = [part.minutes() for part in minutes.sittings(notebook.cells)]
    if len(breaks) != 1 or len(parts) != 2:
        yield f"{len(breaks)} places to stop, {len(parts) - 1} of them in the main text; one is wanted"
    if not breaks[0].source.startswith(f"**{minutes.BREAK}** "):
        yield f"the place to stop is no cell of its own: {start(breaks[0])}"
    for part in parts:
        if round(part) > minutes.LONGEST_SITTING:
            yield f"a sitting of {part:.1f} minutes, more than {minutes.LONGEST_SITTING}"
    if sum(parts) > minutes.LONGEST:
        yield f"{sum(parts):.1f} minutes in all, more than {minutes.LONGEST}"


@rule(LESSONS, against="a next lesson whose question nobody has")
def ends_with_what_was_built_and_what_is_missing(notebook):
    """A lesson ends with what was built, and then with what is still missing."""
    text = "\n".join(notebook.prose)
    built, missing = (text.find(f"## What {what}") for what in ("you built", "is still missing"))
    if not 0 < built < missing:
        yield "no '## What you built' followed by '## What is still missing'"


@rule(LESSONS, against="a leaflet: code with a sentence between the cells")
def is_no_leaflet(notebook):
    """A lesson has 2,000 words or more."""
    count = sum(len(text.split()) for text in notebook.prose)
    if count < 2000:
        yield f"{count} words of prose, fewer than 2,000"


@rule(LESSONS, against="a cell that is too long to be read, or empty since its last line was an import of guards")
def code_comes_in_small_pieces(notebook):
    """No cell has more than twenty lines of code (a whole class, formula only: forty), or none; the median is six."""
    sizes = [sum(1 for line in cell.source.splitlines() if line.strip()) for cell in notebook.code]
    for size, cell in zip(sizes, notebook.code):
        most = 40 if "formula" in cell.metadata.get("tags", []) else 20
        if not 0 < size <= most:
            yield f"cell {start(cell)} has {size} lines, {f'more than {most}' if size else 'no code'}"
    if sizes and statistics.median(sizes) > 6:
        yield f"the median of the lines of a cell is {statistics.median(sizes)}, more than 6"


@rule(LESSONS, against="a reader who runs cells, and believes to have known what they print")
def asks_to_predict(notebook):
    """The reader is asked to predict three times or more."""
    count = sum("*Predict" in text for text in notebook.prose)
    if count < 3:
        yield f"{count} predictions, fewer than 3"


YES_OR_NO = r"(?:[.?:,] |Predict, then run:\* )(?:and )?(?:does|do|is|are|will|can|has|have|did)\b[^?]*\?"


@rule(LESSONS, against="a question that a reader may skip, as it has no answers to choose from")
def a_prediction_offers_its_answers(notebook):
    """What a prediction offers stands in it in bold, two answers or more, unless it is a question of yes or no."""
    for text in notebook.prose:
        for question in re.findall(r"\*Predict, then run:\*.*?(?=\n\n|\Z)", text, flags=re.DOTALL):
            answers = bold(question)
            if len(answers) == 1 or (not answers and not re.search(YES_OR_NO, " ".join(question.split()), re.I)):
                yield f"offers {len(answers)} answers in bold: {question[:60]}"


@rule(LESSONS, against="buttons of a page of which none, or the wrong one, is marked when the answer is shown")
def a_prediction_knows_its_answer(notebook):
    """A cell that asks has the places of the right ones of its answers; null if the runs leave the question open.

    Where nothing is offered, the answers are yes and no. What follows, up to the next heading or question, has all
    words of the right answer, or the words that `told` quotes from it, and which don't stand before it.
    """
    for number, cell in enumerate(notebook.cells):
        asks, known = cell.cell_type == "markdown" and "*Predict" in cell.source, cell.metadata.get("prediction")
        if asks != (known is not None):
            yield f"{start(cell)} asks, and has no answer" if asks else f"{start(cell)} has an answer, and asks nothing"
        if not asks or known is None:
            continue
        answers = offered(cell.source)
        after = section(notebook.cells[number + 1 :])
        right = known["right"] or []
        if not set(right) <= set(range(len(answers))):
            yield f"{start(cell)} offers {len(answers)} answers, of which {right} are right"
        elif "told" in known:
            before = section(reversed(notebook.cells[:number])) + cell.source
            if known["told"] not in after or known["told"] in before:
                yield f"{start(cell)}: {known['told']!r} doesn't stand behind it alone"
        elif known["right"] is None:
            continue
        elif answers == YES_AND_NO or not right or not words(answers[right[0]]) <= words(after):
            yield f"{start(cell)}: its answer doesn't say {[answers[k] for k in right]}, so `told` has to quote it"


FILLING = set("a about and as at be by has in is it its of on or the this to with".split())


def words(text):
    """Return the beginnings of a text's words, and its numbers, a set of str; of filling words, if it has no others."""
    found = {word[:4] for word in re.findall(r"\w[\w'’]*", text.lower()) if word not in FILLING}
    return found or {word[:4] for word in text.lower().split()}


def section(cells):
    """Return what cells say and print until the next heading or question, a str."""
    told = []
    for cell in cells:
        if cell.cell_type == "markdown":
            if cell.source.startswith("#"):
                break
            told.append(cell.source.split("*Predict")[0])
            if "*Predict" in cell.source:
                break
        told += [output.get("text", "") for output in cell.get("outputs", [])]
    return " ".join(" ".join(told).split())


@rule(LESSONS, against="a class that is short of time, and drops the votes that it would have remembered")
def a_class_keeps_a_few_votes(notebook):
    """Two to four predictions are votes to keep in class, all in the main text, one or more in each sitting.

    If the lesson is on the short road, one of them is, too.
    """
    kept = votes_to_keep(notebook.cells)
    main, road = minutes.main_cells(notebook.cells), minutes.road_cells(notebook.cells)
    if away := [cell for cell in kept if cell not in main]:
        yield f"a vote to keep outside of the main text: {start(away[0])}"
    if not 2 <= len(kept) <= 4:
        yield f"{len(kept)} votes to keep, 2 to 4 are meant"
    places = [number for number, cell in enumerate(main) if minutes.is_break(cell)]
    for part in (main[: places[0]], main[places[0] :]) if places else ():
        if not any(cell in part for cell in kept):
            yield f"no vote to keep in the sitting that begins with {start(part[0])}"
    if road and not any(cell in road for cell in kept):
        yield "no vote to keep is on the short road"


@rule(LESSONS, against="a class that cuts what its vote, the short road or the next cell needs")
def a_cut_takes_nothing_that_is_needed(notebook):
    """A cut, of a section of the main text or of a cell, says what to do instead; no vote to keep, no road is cut.

    It leaves the other cells of the main text their names, unless it says to run what it cuts.
    """
    main, road = minutes.main_cells(notebook.cells), minutes.road_cells(notebook.cells)
    kept, not_run = votes_to_keep(notebook.cells), []
    for number, cell in enumerate(notebook.cells):
        if (instead := cell.metadata.get("cut")) is None:
            continue
        gone = cut_cells(notebook.cells, number)
        if not re.match(r"[a-z]+\b.{5,}", instead):
            yield f"{start(cell)} is cut without a word on what to do instead: {instead!r}"
        if any(one not in main for one in gone):
            yield f"{start(cell)} is cut outside of the main text"
        if any(one in road for one in gone):
            yield f"{start(cell)} is cut, and on the short road"
        if any(one in kept for one in gone):
            yield f"{start(cell)} is cut with a vote to keep"
        if not re.match("run (it|its cells)\\b", instead):
            not_run += gone
    if any(cell.cell_type == "code" for cell in not_run):
        (missing,) = undefined([[cell.source for cell in main if cell.cell_type == "code" and cell not in not_run]])
        if missing:
            yield f"cells that are cut define {', '.join(sorted(missing))}, which others use; say to run them"


def votes_to_keep(cells):
    """Return the cells whose predictions a class should vote on even if time is short, a list."""
    return [cell for cell in cells if (cell.metadata.get("prediction") or {}).get("keep")]


def cut_cells(cells, number):
    """Return what a class leaves out that cuts a cell, a list: at a heading its section, up to the place to stop."""
    heading = cells[number].cell_type == "markdown" and re.match("##+ ", cells[number].source)
    if not heading:
        return [cells[number]]
    ends = re.compile(rf"#{{1,{len(heading[0]) - 1}}} ")
    gone = [cells[number]]
    for cell in cells[number + 1 :]:
        if cell.cell_type == "markdown" and (ends.match(cell.source) or minutes.is_break(cell)):
            break
        gone.append(cell)
    return gone


@rule(LESSONS, against="an answer in sight of its question")
def the_text_behind_an_answer_is_folded_with_it(notebook):
    """The text behind the output that a prediction asks for begins with *Answer:* on a line of its own."""
    answered = False
    for cell in notebook.cells:
        if cell.cell_type == "code":
            answered = answered or "hide-output" in cell.metadata.get("tags", [])
        elif answered:
            answered = False
            if not cell.source.startswith(("*Answer:*\n", "#", "*Predict", "**A good place")):
                yield f"an answer goes on in the open: {start(cell)}"


@rule(LESSONS, against="a section that is hidden together with the answer before it, as three of 18 were")
def an_answer_folds_nothing_but_itself(notebook):
    """A cell that begins with *Answer:* is folded, so it holds no heading: the next section has its own cell."""
    for text in notebook.prose:
        for heading in re.findall(r"^#+ .*$", text, re.MULTILINE) if text.startswith("*Answer:*") else []:
            yield f"the answer folds the heading {heading}"


@rule(ALL, against="a table of which half is shown as text with bars, and the gaps that an edit leaves in a line")
def text_has_no_gaps(notebook):
    """No blank line cuts a table in two, and no line outside of tables and code has two blanks or ends with one."""
    for text in notebook.prose:
        text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        for line in re.findall(r"^(\|.*\|)[ ]*\n\n+\|", text, re.MULTILINE):
            yield f"a blank line cuts the table below {line!r}"
        for line in text.split("\n"):
            if not line.lstrip().startswith("|") and (gap := re.search(r"\S  +\S|\s$|^ \S", line)):
                yield f"a gap in: {line[max(0, gap.start() - 30) : gap.end() + 30]!r}"


@rule(LESSONS, against="a lesson without anything to look at")
def shows_a_picture(notebook):
    """A lesson shows a picture."""
    if "<img" not in notebook.html:
        yield "no picture"


MOST_NAMES = 5  # of the main text, in a Deeper section
EXAMPLES = re.compile(r"[xy]\w*|is_\w+|images|labels")


@rule(LESSONS, against="a reader who comes for one section, and has to run the lesson and three other sections first")
def a_deeper_section_needs_little(notebook):
    """The code of a Deeper section needs five names of the main text at most, and none of another Deeper section.

    What can be imported doesn't count, nor do examples and what they are (x, y_val, images, is_one).
    """
    codes = main = []
    sections = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            codes.append(cell.source)
        elif heading := re.match("## (Deeper.*)", cell.source):
            codes = sections[heading.group(1)] = []
    nodes = ast.walk(ast.parse("\n".join(main)))
    imports = [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    needed = undefined([[*imports, *codes] for codes in sections.values()])
    missing = undefined([[*main, *codes] for codes in sections.values()])
    for heading, names, others in zip(sections, needed, missing):
        names = {name for name in names - others - set(nnlib.__all__) if not EXAMPLES.fullmatch(name)}
        if len(names) > MOST_NAMES:
            yield f"{heading} needs {len(names)} names of the main text: {', '.join(sorted(names))}"
        if others:
            yield f"{heading} needs names of another Deeper section: {', '.join(sorted(others))}"


def undefined(programs):
    """Return, for each list of pieces of code, the names that it uses before it defines them."""
    with tempfile.TemporaryDirectory() as folder:
        for number, codes in enumerate(programs):
            (Path(folder) / f"{number}.py").write_text("\n".join(codes), encoding="utf-8")
        command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select=F821", "--output-format=json", folder]
        found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    names = [set() for _ in programs]
    for one in found:
        names[int(Path(one["filename"]).stem)].add(re.search("`(.+)`", one["message"]).group(1))
    return names


@rule(LESSONS, against="a link to a file that was renamed")
def links_lead_somewhere(notebook):
    """What a text links to is an address or a file that is there."""
    for text in notebook.prose:
        for target in re.findall(r"\]\(([^)#]+)", text):
            if not target.startswith("http") and not (notebook.path.parent / target).exists():
                yield f"links to {target}, which is not there"


@rule(LESSONS, against="a choice that was made by looking at the test images, since they were at hand")
def test_images_are_opened_in_one_cell(notebook):
    """From chapter 08 on, the loading cell hands the test set over sealed; one later cell, no other, breaks the seal.

    The cells of a framework may ask their copy of the same network right behind it. 13 and 14 open no test set.
    """
    if notebook.path.stem < "08" or notebook.path.stem.startswith(("13", "14")):
        return
    cells = [cell for cell in notebook.code if not {"torch", "keras"} & set(cell.metadata.get("tags", []))]
    naming = [cell.source for cell in cells if re.search(r"\b(sealed|x_test|y_test)\b", cell.source)]
    if not naming:  # it measures on validation images alone, and throws the others away where it loads
        loading = [cell.source for cell in cells if "load_mnist(" in cell.source]
        if loading and not any(re.search(r"\), _ = (nnlib\.)?load_mnist\(\)", source) for source in loading):
            yield "it neither seals the test images nor throws them away where it loads them"
        return
    if not re.search(r"sealed = (load_mnist\(\)|split\()", naming[0]) or "x_test" in naming[0]:  # 18 splits its names
        yield "the cell that loads the images does not hand the test images over sealed"
    if len(naming) > 1 and (len(naming) != 2 or "= sealed" not in naming[1]):
        yield f"{len(naming)} cells name the test images: one loads them, and one breaks the seal"


# How it reads


OPENS = r"(?:^|\n|[.?:;] )[-*>\d. ]*"  # a sentence, a clause or an item
BEFORE_A_VERB = r"\b(?:we|you|to|can|could|may|must|should|will|and|then|let's|we'll|you'll) "
NO_VERB = (  # after "just", what makes it a matter of time or of amount: we just saw, just as, just under, just a few
    r"(?!\w+(?<!\bne)(?<!\bfe)ed\b|\d|(?:as|like|so|under|over|above|below|before|after|now|then|enough|about|because|"
    r"one|two|three|half|twice|any|all|an?|the|its|our|your|this|that|these|those|what|where|when|why|how|which|who|by|"
    r"for|from|to|at|in|on|with|without|between|outside|inside|right|been|begun|built|did|done|found|gave|given|got|had|"
    r"learnt|made|met|ran|said|saw|seen|taken|took|was|were|won|written|wrote)\b)"
)
BELITTLES = "|".join([
    r"\b(?:obviously|trivially|needless to say|easily seen|as every(?:body|one) knows)\b",
    r"\b(?:is|it's|that's) (?:easy|obvious|trivial|clear) (?:to see|that)\b",
    rf"{OPENS}(?:of course|naturally|clearly)\b",
    r"\b(?:is|are|was|were|it's|that's) of course\b",
    r"\b(?:is|are|be|it's|that's) (?:simply|merely|just) (?:an?|the)\b(?! (?:few|little|bit|start|first|beginning)\b)",
    rf"(?:{OPENS}|{BEFORE_A_VERB})simply\b(?! put\b)",
    rf"(?:{OPENS}|{BEFORE_A_VERB})just\b {NO_VERB}",
    r"(?<!no )(?<!not )(?<!n't )\bmagic\w*\b(?! numbers?\b)",
    r"!(?!=)",
])  # fmt: skip


@rule(LESSONS, against="a reader who stops where the author finds something obvious, and feels stupid")
def words_do_not_belittle(notebook):
    """No cries, and no word that says how easy a step or a claim is; "just now" and "you could, of course," may stay.

    Banned are *obviously*, *trivially* and *easy to see*; *of course* where it opens a claim or comes right after *is*;
    *simply* and *just* before a verb that tells what to do, or where something "is just a" something.
    """
    for text in notebook.prose:
        text = re.sub(r"`[^`]*`|\$[^$]*\$|!\[|\*", "", text)
        if found := re.search(BELITTLES, text, re.IGNORECASE):
            words = " ".join(found.group().split())
            yield f"{words!r} in: {text[max(0, found.start() - 60) : found.end() + 20]}"


@rule(LESSONS, against="a sum that was written by hand, with a wrong sign or digit")
def arithmetic_is_right(notebook):
    """Arithmetic that is written out, as in 0.67 + 0.93 = 1.60, is right to the last digit shown."""
    for text, _ in claims.claims(notebook):
        for sentence, _ in text:
            yield from claims.wrong_arithmetic(sentence)


@rule(LESSONS, against="a sentence that quotes the output of an earlier run")
def numbers_are_printed_or_in_the_code(notebook):
    """A number that a reader takes for measured is printed, or in the code, in its section, in the one before, or in a
    cell that its sentence names, or it is computed there. A sentence names the cells that it needs, and no other.
    """
    for text, near in claims.claims(notebook):
        yield from claims.wrong(text, near, notebook.known)


# The glossary, and what the lessons before have introduced


def anchor(term):
    return term.replace(" ", "-")


def glossary(notebook):
    """Return the entries: term, definition, and the name of the lesson that defines it, None without a link."""
    entries = re.split(r"^### ", "\n".join(notebook.prose), flags=re.MULTILINE)[1:]
    found = []
    for entry in entries:
        term, text = entry.split("\n", 1)
        text, link = text.strip().rsplit(" ", 1)
        match = re.fullmatch(r"\[\d\d\]\(([\w-]+)\.ipynb\)", link)
        found.append((term, text, match.group(1) if match else None))
    return found


def parts(course):
    """Return the lessons of a course in order, and its glossary."""
    (entries,) = (notebook for notebook in course if notebook.path.stem == "glossary")
    return [notebook for notebook in course if notebook.is_lesson], glossary(entries)


def without_headings(text):
    """Return a text for the search of terms: no sources, headings, code or formulae, nor what a link points to."""
    text = re.split(r"#+ Sources|\*\*Sources", text)[0]
    text = re.sub(r"^#.*$|`[^`]*`|\$[^$]*\$", " ", text, flags=re.MULTILINE)
    return re.sub(r"\]\((?!glossary)[^)]*\)", " ", text)


def definition_of(term):
    """Return the pattern of the first link to its entry: bold for main terms, plain, or in italics."""
    return re.compile(rf"\[(\*\*?)?[^\]*]*(?(1)\1)\]\(glossary\.ipynb#{re.escape(anchor(term))}\)")


@rule(COURSE, against="an entry that is not found, or says nothing")
def glossary_is_in_order_and_says_something(course):
    """The glossary has thirty entries or more, in alphabetical order, each a sentence with a link to its lesson."""
    _, entries = parts(course)
    terms = [term for term, _, _ in entries]
    if len(terms) < 30:
        yield f"the glossary has {len(terms)} entries, fewer than 30"
    for one, other in zip(terms, sorted(terms, key=str.lower)):
        if one != other:
            yield f"the glossary has {one!r} where the alphabet has {other!r}"
            break
    for term, text, lesson in entries:
        if len(text.split()) < 6:
            yield f"the entry of {term!r} says nothing: {text!r}"
        if lesson is None:
            yield f"the entry of {term!r} does not end with a link to its lesson"


BRIDGE = re.compile(  # what may stand before a term that has its entry later on: the word's meaning has just been said
    r"(?:\b(?:also|elsewhere|often|usually|commonly) (?:called|named)|\bknown as|\belsewhere\b|"
    r"\b(?:usual|standard|field's) (?:name|word|term)\b|\b(?:is|are) called (?=[^.?!]{0,20}\*)|"
    r"\bcall(?:s|ed)? (?:it|this|them|these))[^.?!:;]{0,60}$",
    re.IGNORECASE,
)


@rule(COURSE, against="a term that readers meet before it is defined")
def terms_are_defined_where_the_glossary_says(course):
    """A term links to its entry where it is defined, in the lesson that the glossary names, and is not used before.

    A lesson may give it earlier as another name of what it has just explained ("also called …", "elsewhere the …").
    """
    lessons, entries = parts(course)
    for term, _, lesson in entries:
        yield from (f"the term {term!r}: {wrong}" for wrong in wrong_about(term, lesson, lessons))


def wrong_about(term, lesson, lessons):
    """Yield what is wrong with the first use of a term, which the glossary says to be in a lesson."""
    defining = definition_of(term)
    used = re.compile(rf"\b{re.escape(term)}(?:s|es)?\b", re.IGNORECASE)
    bridged = False
    for notebook in lessons:
        for number, source in enumerate(notebook.prose):
            source = without_headings(source)
            place = defining.search(source)
            early = None if bridged else used.search(source[: place.start()] if place else source)
            if early and BRIDGE.search(source[: early.start()]):
                bridged, early = True, None
            if place:
                if notebook.path.stem != lesson:
                    yield f"defined in {notebook.path.stem}, not in {lesson}"
                if number == 0:
                    yield "the first cell announces, it does not define"
                if early:
                    yield f"used earlier in the same cell: {source[:200]}"
                return
            if number > 0 and early:
                place = source[max(0, early.start() - 60) : early.end() + 20]
                yield f"{notebook.path.stem} uses it before: {place}"
                return
    yield "no lesson links to it where it is defined: [**term**](glossary.ipynb#term)"


@rule(COURSE, against="a link to an entry that was renamed, which leads to the top of the glossary")
def links_to_the_glossary_have_an_entry(course):
    """Every link to the glossary has its entry."""
    lessons, entries = parts(course)
    anchors = {anchor(term) for term, _, _ in entries}
    for notebook in lessons:
        for target in set(re.findall(r"glossary\.ipynb#([^)]+)\)", "\n".join(notebook.prose))) - anchors:
            yield f"{notebook.path.stem} links to {target!r} in the glossary, which has no such entry"


@rule(COURSE, against="a function such as np.add.at, or a keyword such as keepdims, that no text has named before")
def names_of_numpy_are_introduced(course):
    """Every name of NumPy is in code font in a text before the first shown cell of the course that uses it."""
    known = set()
    for notebook in (notebook for notebook in course if notebook.is_lesson):
        text, in_main, of_deeper = "", True, set()
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                in_main = in_main and not re.match("#+ Deeper", cell.source)
                text += "\n" + cell.source
            elif not cell.metadata.get("jupyter", {}).get("source_hidden"):
                for name in names(cell.source):
                    if name in known or name in of_deeper:
                        continue
                    if not is_said(name, text):
                        yield f"{notebook.path.stem}, cell {number}, uses {name}, which no text before has introduced"
                    (known if in_main else of_deeper).add(name)


def dotted(node):
    """Return the full name of an attribute such as ``np.random.default_rng``, from the last dot to the first."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return getattr(node, "id", "?")


def names(source):
    """Return the names of NumPy in a piece of code, in order: functions, methods of arrays and generators, keywords."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name.startswith("np."):
                found.append(node.attr)
            elif node.attr in OF_ARRAYS | OF_GENERATORS and not name.startswith(("self.", "net.")):
                found.append(node.attr)
        elif isinstance(node, ast.keyword) and node.arg in KEYWORDS:
            found.append(node.arg)
    return [name for name in dict.fromkeys(found) if name != "random"]


def is_said(name, text):
    """Tell whether a text names it in code font, fenced blocks apart."""
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code) for code in re.findall(r"`([^`]+)`", text))


@rule(COURSE, against="a short road that is long, or that leaves out what its next sentence needs")
def the_short_road_needs_nothing_beside_it(course):
    """On the short road alone, too, each term and each name of NumPy is introduced; the whole takes 150 minutes."""
    lessons, entries = parts(course)
    road = [Road(notebook.path, notebook.text) for notebook in lessons if minutes.road_cells(notebook.cells)]
    for term, _, lesson in entries:
        for wrong in wrong_about(term, lesson, road):
            if "no lesson links" not in wrong:
                yield f"on the short road, the term {term!r}: {wrong}"
    yield from (f"on the short road, {wrong}" for wrong in names_of_numpy_are_introduced(road))
    whole = [minutes.road(notebook.cells) for notebook in road]
    words, taken = sum(each.words for each in whole), sum(each.minutes() for each in whole)
    if words > 12_000 or taken > 150:
        yield f"the short road has {words} words and takes {taken:.0f} minutes; 12,000 and 150 are meant"


@rule(COURSE, against="a teacher who is sent to an exercise, a section or a number that isn't there")
def a_teacher_is_told_what_is_there(course):
    """What course.toml tells a teacher of a lesson names exercises, a section and numbers that it has.

    An activity ends with its section in italics; its numerals stand in the lesson, and other counts are words.
    """
    taught = {row.file: row.teaching for row in rows.course()[1]}
    for notebook in (one for one in course if one.is_lesson and one.path.stem in taught):
        name, told = notebook.path.stem, taught[notebook.path.stem]
        checks = vars(import_module(f"nncourse.chapter{name[:2]}.checks"))
        for exercise in told["shows"]:
            if not isinstance(checks.get(exercise), Exercise):
                yield f"{name} shows what is believed by {exercise!r}, which is no exercise of it"
        if not all(told["believe"]) or not all(one["where"] and one["helps"] for one in told["stuck"]):
            yield f"{name} tells a teacher nothing in one of its lines"
        if not (activity := told.get("unplugged")):
            continue
        *_, last = steps = activity["steps"]
        if not 3 <= len(steps) <= 6 or not activity["needs"] or not 0 < activity["minutes"] <= 15:
            yield f"{activity['title']!r} in {name} has {len(steps)} steps, needs {activity['needs']}, and so on"
        headings = re.findall(r"^##+ (.*?)(?: ◆)?$", "\n".join(notebook.prose), re.MULTILINE)
        if not any(last.endswith(f"It belongs to *{heading}*.") for heading in headings):
            yield f"{activity['title']!r} in {name} belongs to no section: {last[-60:]!r}"
        printed = [output.get("text", "") for cell in notebook.code for output in cell.outputs]
        there = numerals(" ".join([*notebook.prose, *(cell.source for cell in notebook.code), *printed]))
        for number in sorted(numerals(" ".join(steps)) - there):
            yield f"{activity['title']!r} has the number {number}, which {name} doesn't have"


def numerals(text):
    """Return the numbers of a text as they are written, without signs, a set of str."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


class Road(Notebook):
    """A lesson's part of the short road."""

    @cached_property
    def cells(self):
        return minutes.road_cells(super().cells)


def notebooks():
    """Return the paths of all notebooks of the course."""
    return sorted(path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def told(checks, subject):
    """Yield what breaks one of the checks, with the rule and the defect that it is against."""
    for check in checks:
        for sentence in check(subject):
            why = f"  the rule: {' '.join(check.__doc__.split())}\n  against: {check.against}"
            yield f"{check.__name__}: {sentence}\n{why}"


def complaints(notebook):
    """Return what is wrong with the form of one notebook."""
    if not_python := list(told([nothing_behind_the_readers_back], notebook)):
        return not_python  # which no other rule can read
    return list(told(ALL + LESSONS * notebook.is_lesson, notebook))


def main():
    paths = [Path(name).resolve() for name in sys.argv[1:]]
    course = [Notebook.read(path) for path in notebooks()]
    found = [
        f"{notebook.path.relative_to(NOTEBOOKS.parent)}: {complaint}"
        for notebook in course
        if not paths or notebook.path in paths
        for complaint in complaints(notebook)
    ]
    found += told(COURSE, course)
    print("\n".join(found) or "Every rule holds.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
