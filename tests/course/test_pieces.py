"""Blank lessons: each blank scores 0, each solution passes and is kept, wrong pieces are named, milestones come out."""

import ast
import json
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from nncourse import __main__ as door
from nncourse.blanks import blank, milestones, package
from nncourse.blanks.check import check, trials_of
from nncourse.checking import Finding, NotAttempted

LESSONS = Path(__file__).resolve().parents[2] / "notebooks"
CHAPTERS = {path.name[:2]: path for path in sorted(LESSONS.glob("[0-9]*.ipynb"))}


def tagged(chapter):
    """The tagged cells of a lesson, a list of (source, names of its pieces)."""
    cells = json.loads(CHAPTERS[chapter].read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if blank.TAG in cell["metadata"].get("tags", [])]
    return [(source, names) for source in sources if (names := blank.pieces_of(source))]


WITH_PIECES = [chapter for chapter in CHAPTERS if tagged(chapter)]


class Notebook:
    """A blank lesson as a learner runs it: its imports, and then one cell after the other."""

    def __init__(self, chapter, folder):
        self.chapter, self.folder = chapter, folder
        self.namespace = {"In": [], "__name__": "__main__"}
        package.load(folder)
        sys.path.insert(0, str(folder))
        lesson = json.loads(CHAPTERS[chapter].read_text(encoding="utf-8"))
        try:
            for cell in lesson["cells"]:
                if cell["cell_type"] == "code":
                    source = "".join(cell["source"])
                    given = blank.TAG in cell["metadata"].get("tags", []) and not blank.pieces_of(source)
                    source = blank.FROM_NNLIB.sub(f"from {package.NAME} import ", source)
                    self.run(source if given else imports(source))  # such as a constant, which nobody has to write
        finally:
            sys.path.remove(str(folder))

    def run(self, source):
        self.namespace["In"].append(source)
        exec(compile(source, "<cell>", "exec"), self.namespace)

    def write(self, source, names):
        self.run(blank.FROM_NNLIB.sub(f"from {package.NAME} import ", source))
        check(self.chapter, *names, folder=self.folder, namespace=self.namespace)


def imports(source):
    """Only what a cell imports, of nnlib and NumPy."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    kept = [ast.unparse(node) for node in nodes]
    return "\n".join(
        line for line in kept if re.match(r"(from|import) (mynn|nnlib|numpy|math|contextlib|copy|pathlib)\b", line)
    )


@pytest.fixture(autouse=True)
def forgotten():
    yield
    for name in [name for name in sys.modules if name == package.NAME or name.startswith(f"{package.NAME}.")]:
        del sys.modules[name]


@pytest.mark.parametrize("chapter", WITH_PIECES)
def test_every_piece_has_a_trial_and_every_trial_a_piece(chapter):
    assert set(trials_of(chapter)) == {name for _, names in tagged(chapter) for name in names}


@pytest.mark.parametrize("chapter", WITH_PIECES)
def test_a_blank_as_it_is_scores_nothing(chapter, tmp_path):
    notebook = Notebook(chapter, tmp_path)
    for source, names in tagged(chapter):
        notebook.run(blank.FROM_NNLIB.sub(f"from {package.NAME} import ", blank.blanked(source)))
        with pytest.raises(NotAttempted):
            check(chapter, *names, folder=tmp_path, namespace=notebook.namespace)
    assert package.written(tmp_path) == {}


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    """The folder of a learner who wrote every piece, chapter by chapter."""
    return tmp_path_factory.mktemp("learner")


@pytest.mark.parametrize("chapter", WITH_PIECES)
def test_every_solution_passes_and_is_kept(chapter, learner):
    notebook = Notebook(chapter, learner)
    for source, names in tagged(chapter):
        notebook.write(source, names)
    assert {name for name, number in package.written(learner).items() if number == chapter} == {
        name for _, names in tagged(chapter) for name in names
    }
    own = package.load(learner)
    for name in {name.partition(".")[0] for _, names in tagged(chapter) for name in names}:
        assert getattr(own, name).__module__.startswith(package.NAME), name


def wrong():
    """The wrong pieces of tests/course/wrong_pieces.json: (chapter, piece, old, new, words of the message)."""
    text = (Path(__file__).parent / "wrong_pieces.json").read_text(encoding="utf-8")
    return [tuple(case.values()) for case in json.loads(text)]


@pytest.mark.parametrize(("chapter", "piece", "old", "new", "words"), wrong())
def test_a_wrong_piece_is_found_and_the_message_says_where(chapter, piece, old, new, words, tmp_path):
    notebook = Notebook(chapter, tmp_path)
    for source, names in tagged(chapter):
        if piece in names:
            assert source.count(old) == 1, source
            with pytest.raises(Finding) as found:
                notebook.write(source.replace(old, new), names)
            assert words in found.value.args[0]
            return
        notebook.run(blank.FROM_NNLIB.sub(f"from {package.NAME} import ", source))
    raise AssertionError(f"no cell defines {piece}")


def test_a_piece_is_kept_again_although_a_later_cell_has_not_imported_yet_what_other_pieces_use(tmp_path):
    """As in a second session: what the module of the chapter holds already is not looked up in the notebook."""
    first = Notebook("15", tmp_path)
    for source, names in tagged("15"):
        first.write(source, names)
    second = Notebook("15", tmp_path)
    source, names = tagged("15")[0]
    second.namespace.pop("as_array")
    second.write(source.replace("return", "return 1 *", 1), names)
    assert "return 1 *" in (tmp_path / package.NAME / "chapter15.py").read_text(encoding="utf-8")


def test_a_class_that_is_written_after_what_inherits_from_it_comes_before_it_in_the_module(tmp_path):
    """As in 15, where Tensors come in the main text, and the pieces of their base class below Deeper."""
    notebook = Notebook("15", tmp_path)
    for source, names in sorted(tagged("15"), key=lambda cell: "Value" in cell[1]):
        notebook.write(source, names)
    own = package.load(tmp_path)
    assert own.Tensor.__bases__ == (own.Value,) and own.Value.__module__ == f"{package.NAME}.chapter15"
    t = own.Tensor([[1.0, 2.0]])
    (t * t).relu().backward(np.ones((1, 2)))
    assert t.grad.tolist() == [[2.0, 4.0]]


def test_a_whole_class_that_later_cells_work_with_stays_in_the_blank_lesson():
    lesson = json.loads(CHAPTERS["15"].read_text(encoding="utf-8"))
    kept = ["".join(cell["source"]) for cell in lesson["cells"] if blank.KEPT in cell["metadata"].get("tags", [])]
    sources = ["".join(cell["source"]) for cell in blank.blank(lesson, "15")["cells"] if cell["cell_type"] == "code"]
    assert len(kept) == 1 and kept[0] in sources


STEP = "def step(z):\n    return (z > 0) * 1"


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """What runs the cells of a notebook, without a kernel around it."""
    monkeypatch.chdir(tmp_path)
    shell = InteractiveShell()
    shell.run_cell("import numpy as np\nfrom nncourse.blanks import check", store_history=True)
    yield shell
    shell.history_manager.end_session()


def told(shell, cell, check):
    """What the reader of a blank lesson is told who runs a cell and its check: a str, or the `Finding`."""
    shell.run_cell(cell, store_history=True)
    result = shell.run_cell(check, store_history=True)
    return "right" if result.success else result.error_in_exec


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (f"%%time\n{STEP}", "right"),
        (f"%%capture printed\n{STEP}\nprint(step(3))", "right"),
        (f"%%capture\n%%time\n{STEP}", "right"),
        (f"%%prun -q\n{STEP}", "right"),
        (f"%%timeit -n1 -r1\n%%time\n{STEP}", "right"),
        (f"# a comment first\n\n{STEP}", "right"),
        (f"%precision 3\n{STEP}\n%time step(3)\nfiles = !ls\nstep?", "right"),
        (f"%%time\n%precision 3\n{STEP}", "right"),
        (f"{STEP}\n    pass", "right"),
        (f"{STEP}\n    ...", "right"),
        ('def step(z):\n    """Gives `...`."""\n    return (np.asarray(z)[..., np.newaxis] > 0)[..., 0] * 1', "right"),
        ("def step(z):\n    %precision 3\n    return (z > 0) * 1", "right"),
        ("%%time\ndef step(z):\n    ...", "step: not written yet"),
        ('def step(z):\n    """Answers 0 or 1."""\n    pass', "step: not written yet"),
        ("def step(z):\n    # later\n    ...\n    pass", "step: not written yet"),
        (f"%%timeit -n1 -r1\n{STEP}", "step: what a cell defines below %%timeit is lost. Run it"),
        (f"%%capture\n%%timeit -n1 -r1\n{STEP}", "step: what a cell defines below %%timeit is lost"),
        ("%%time\ndef step(z):\n    return z > 0.5", "step: "),
        ("def step(z):\n    0 * z\n    pass", "step: "),
    ],
)
def test_a_cell_counts_as_written_if_it_is_whatever_stands_around_its_lines(cell, said, shell, tmp_path):
    found = told(shell, cell, 'check("02", "step")')
    if said == "right":
        assert found == "right", found
        kept = package.written(tmp_path) == {"step": "02"}
        assert kept == ("    %precision" not in cell), "what works in a notebook alone isn't kept"
        if kept:
            assert package.load(tmp_path).step.__module__ == "mynn.chapter02"
            assert "get_ipython" not in (tmp_path / "mynn" / "chapter02.py").read_text(encoding="utf-8")
    else:
        assert isinstance(found, NotAttempted) == ("not" in said or "lost" in said) and found.args[0].startswith(said)


@pytest.mark.parametrize("milestone", milestones.MILESTONES, ids=[title for _, title, _, _ in milestones.MILESTONES])
def test_milestones_come_out_on_the_learners_package(milestone, learner):
    chapter, _, published, _ = milestone
    ((title, found, told),) = milestones.run(learner, (chapter,))
    assert told == published
    if chapter == "08":
        assert float(re.search(r"([\d.]+)%", found)[1]) == pytest.approx(98.14, abs=0.3), found
        assert "98.14 ± 0.08" in CHAPTERS["08"].read_text(encoding="utf-8")
    else:
        assert found == published


def call(capsys, monkeypatch, *arguments):
    """What ``python -m nncourse`` prints, and what it hands to `sys.exit`."""
    monkeypatch.setattr(sys, "argv", ["nncourse", *map(str, arguments)])
    ended = door.main()
    return capsys.readouterr().out, ended


@pytest.mark.parametrize(
    ("own", "told"), [(["Neuron"], "1 piece is yours"), (["Neuron", "step"], "2 pieces are yours")]
)
def test_pieces_are_counted_in_english(capsys, monkeypatch, own, told):
    monkeypatch.setattr(package, "written", lambda folder: own)
    monkeypatch.setattr(milestones, "run", lambda folder, chapters: [])
    assert told in "".join(map(str, call(capsys, monkeypatch, "milestones", "02")))


def test_blank_lessons_are_written_once_and_never_over_a_readers_work(tmp_path, capsys, monkeypatch):
    said, ended = call(capsys, monkeypatch, "blank", "04", "7", "--folder", tmp_path)
    assert ended is None and "04-layers-blank.ipynb is written" in said
    assert (tmp_path / "programs" / "digits.py").exists(), "lessons run what is in this folder"
    (tmp_path / "04-layers-blank.ipynb").write_text("mine", encoding="utf-8")
    said, ended = call(capsys, monkeypatch, "blank", "--all", "--folder", tmp_path)
    assert "04-layers-blank.ipynb is there already" in said and said.count("is written") == len(WITH_PIECES) - 2
    assert (tmp_path / "04-layers-blank.ipynb").read_text(encoding="utf-8") == "mine"
    for path in tmp_path.glob("0[57]*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
    assert "chapter 13" in call(capsys, monkeypatch, "blank", "13", "--folder", tmp_path)[1]
    assert "Name a chapter" in call(capsys, monkeypatch, "blank", "--folder", tmp_path)[1]
    assert "There is no folder" in call(capsys, monkeypatch, "progress", "--folder", tmp_path / "none")[1]
    assert "There is no piece of yours" in call(capsys, monkeypatch, "milestones", "--folder", tmp_path / "none")[1]
    assert not (tmp_path / "none").exists()
    assert "no milestone" in call(capsys, monkeypatch, "milestones", "03", "--folder", tmp_path)[1]


def test_blank_lesson_hides_what_is_to_be_written_and_keeps_the_rest():
    lesson = json.loads(CHAPTERS["07"].read_text(encoding="utf-8"))
    cells = [
        cell["source"] for cell in blank.blank(lesson, "07")["cells"] if "nnlib" in cell["metadata"].get("tags", [])
    ]
    for (source, names), stubs in zip(tagged("07"), cells, strict=True):
        assert blank.pieces_of(stubs) == names
        hidden = [node for node in functions(ast.parse(source)) if node.name != "__init__"]
        for node in hidden:
            assert ast.unparse(node.body[-1]) not in stubs
    prose = ["".join(cell["source"]) for cell in lesson["cells"] if cell["cell_type"] == "markdown"]
    kept = blank.blank(lesson, "07")["cells"]
    left = ["".join(cell["source"]) for cell in kept if cell["cell_type"] == "markdown"]
    left.remove(blank.BEGIN)
    assert prose == [text for text in left if text != blank.LEFT_OUT]
    assert not any(cell.get("outputs") for cell in kept)


def test_blank_lesson_leaves_out_what_a_lesson_shows_whole_unless_later_cells_need_it():
    seen = set()
    for chapter, path in CHAPTERS.items():
        lesson = json.loads(path.read_text(encoding="utf-8"))
        blanks = {cell["id"]: cell for cell in blank.blank(lesson, chapter)["cells"]}
        for cell in lesson["cells"]:
            tags = set(cell["metadata"].get("tags", [])) & {blank.FORMULA, blank.KEPT}
            if tags:
                left, source = "".join(blanks[cell["id"]]["source"]), "".join(cell["source"])
                assert left == (source if blank.KEPT in tags else blank.LEFT_OUT)
                seen.add(tuple(sorted(tags)))
    assert seen == {(blank.FORMULA,), (blank.FORMULA, blank.KEPT)}


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("chapter", WITH_PIECES)
def test_blank_cells_keep_headers_and_docstrings_and_are_python(chapter):
    for source, _ in tagged(chapter):
        old, new = ast.parse(source), ast.parse(blank.blanked(source))
        heads = [
            [ast.unparse(node.args) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
            for tree in (old, new)
        ]
        outer = [each for each in heads[1] if each in heads[0]]
        assert outer == heads[1]


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A folder in which a learner ran two blank lessons with a kernel: all of 02, and of 03 the first piece."""
    folder = tmp_path_factory.mktemp("lived")
    blank.write({chapter: CHAPTERS[chapter] for chapter in ("02", "03")}, folder)
    for chapter, most in (("02", 99), ("03", 1)):
        path = folder / f"{CHAPTERS[chapter].stem}-blank.ipynb"
        notebook = nbformat.read(path, as_version=4)
        sources = [blank.FROM_NNLIB.sub(f"from {package.NAME} import ", source) for source, _ in tagged(chapter)]
        stubs = [
            cell
            for cell in notebook.cells
            if cell.cell_type == "code" and "..." in cell.source and "nnlib" in cell.metadata.get("tags", [])
        ]
        for cell, source in list(zip(stubs, sources, strict=True))[:most]:
            cell.source = source
        stubs[-1].source = stubs[-1].source.replace("...", "exit()")  # of 03: it must not end the kernel
        notebook.cells = [
            cell
            for cell in notebook.cells
            if cell.cell_type == "code"
            and (
                cell in stubs
                or cell.id == "whose"
                or cell.id.startswith("check-")
                or "import" in cell.source.split("\n")[0]
            )
        ]
        client = NotebookClient(notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}})
        client.execute()
        nbformat.write(notebook, path)
    return folder


def test_progress_is_read_from_what_notebooks_store(lived, capsys, monkeypatch):
    said, ended = call(capsys, monkeypatch, "progress", "--folder", lived)
    assert ended is None
    rows = {line[:2]: re.findall(r"(\d+) of (\d+)", line) for line in said.split("\n")}
    assert rows["02"][0] == ("2", "2") and rows["03"][0] == ("1", "5") and rows["04"][0] == ("0", "3")
    assert package.written(lived) == dict.fromkeys(["step", "Perceptron"], "02") | {"ReLU": "03"}


def test_exit_in_a_piece_is_told_and_ends_nothing(lived):
    notebook = nbformat.read(lived / "03-sigmoid-blank.ipynb", as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.source == 'check("03", "LeakyReLU")']
    (error,) = [output for output in cell.outputs if output.output_type == "error"]
    assert "LeakyReLU: your code called exit()" in error.evalue


def test_page_says_whose_the_pieces_are(lived):
    notebook = nbformat.read(lived / "03-sigmoid-blank.ipynb", as_version=4)
    (said,) = [output.text for cell in notebook.cells for output in cell.get("outputs", []) if cell.id == "whose"]
    assert re.search(r"^yours: .*step", said, re.MULTILINE)


def test_blank_of_a_report_says_what_it_holds_and_how_it_is_printed():
    """Its text can't be guessed, and nobody should have to learn it from the check."""
    (source,) = [source for source, names in tagged("07") if "GradientReport" in names]
    told = " ".join(blank.blanked(source).split())
    assert "errors: The relative error of each tensor" in told and "ok: Whether every error is below 1e-6" in told
    assert 'the name, filled up to 12 places, a blank, and "ok" below 1e-6' in told
    assert 'A line "W was changed by the backward pass" follows' in told


def test_an_error_inside_of_the_learners_code_is_no_missing_attribute_of_the_piece(tmp_path):
    notebook = Notebook("04", tmp_path)
    for source, names in tagged("04"):
        if "Layer" in names:
            with pytest.raises(Finding, match="your code raised AttributeError: .*weigths"):
                notebook.write(source.replace("self.W @ x", "self.weigths @ x"), names)
            return
        notebook.write(source, names)
