"""Blank lessons: each blank scores 0, each solution passes and is kept, wrong pieces are named, milestones come out."""

import ast
import json
import re
import sys
from pathlib import Path

import pytest

from nncourse.exercises.base import Finding, NotAttempted
from nncourse.pieces import blank, package
from nncourse.pieces.check import check, trials_of

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
                    self.run(imports(blank.FROM_NNLIB.sub(f"from {package.NAME} import ", "".join(cell["source"]))))
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
        line for line in kept if re.match(r"(from|import) (mynn|nnlib|numpy|math|contextlib|copy)\b", line)
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
