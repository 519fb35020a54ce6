"""The web edition: it builds without a warning, its links lead somewhere, and it loads nothing from anywhere else.

web_pages.py builds it, and says when these tests are skipped.
"""

import gzip
import html
import json
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from web_pages import FOR_TEACHERS, ROOT, a_site, dead_ends, elsewhere, pages_of  # noqa: F401

LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def test_what_another_has_written_is_not_erased(tmp_path):
    mine = [tmp_path / "source" / "novel.txt", tmp_path / "html" / "page.html"]
    for path in mine:
        path.parent.mkdir()
        path.write_text("mine")
    for folder, reason in ((tmp_path, "did not write"), (mine[0], "cannot be written")):
        command = [sys.executable, str(ROOT / "web" / "build.py"), "--to", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 1 and reason in done.stderr and "Traceback" not in done.stderr
        assert str(folder) in done.stderr
    assert all(path.read_text() == "mine" for path in mine) and len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_was_made_here_is_taken_again(tmp_path):
    code = "import build, pathlib, sys; build.claim(pathlib.Path(sys.argv[1])); print('taken')"
    for folder in (tmp_path / "new" / "pages", tmp_path / "new" / "pages"):
        command = [sys.executable, "-c", code, str(folder)]
        done = subprocess.run(command, cwd=ROOT / "web", capture_output=True, text=True)
        assert done.stdout == "taken\n", done.stderr
        (folder / "html").mkdir(exist_ok=True)


def test_every_notebook_and_text_has_a_page(site, pages):
    names = {path.relative_to(site).with_suffix("").as_posix() for path in pages}
    for path in (ROOT / "notebooks").rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            assert path.relative_to(ROOT).with_suffix("").as_posix() in names
    texts = {"index", "contents", "BENCHMARKS", "TEACHING", "REFERENCE", "CONTRIBUTING", "CHANGELOG", "WHERE-TO-RUN"}
    assert texts | {*FOR_TEACHERS, "search", "notebooks/exercises/index"} <= names


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site, pages):
    assert elsewhere(site, pages) == []
    assert dead_ends(site, pages) == []


def test_a_minus_stands_close_to_its_number_where_it_is_a_sign(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "web")
    from pages import formula

    sign, operator = '<mo form="prefix">&#x02212;</mo>', "<mo>&#x02212;</mo>"
    for latex in ("z = -1", "3 \\cdot (-1)", "(0, -1)"):
        assert sign in formula(latex, display=False), latex
    for latex in ("p - y", "f(x) - 1", "|x| - 1"):
        assert operator in formula(latex, display=False), latex


def test_every_image_has_an_alternative_text(pages):
    missing = [(path.name, image.get("src", "")[:60]) for path, page in pages.items() for image in page.images
               if "alt" not in image]  # fmt: skip
    assert not missing
    lessons = [
        page for path, page in pages.items() if re.match(r"\d\d-.*html", path.name) and "exercises" not in path.parts
    ]
    assert all(image["alt"].strip() for page in lessons for image in page.images if "figure" in image.get("src", ""))


def test_formulas_are_marked_up_and_none_is_left_in_dollars(site, pages):
    for path in pages:
        if "notebooks" in path.parts:
            text = path.read_text(encoding="utf-8")
            prose = re.sub(r"<(pre|code|script|math)\b.*?</\1>", "", text, flags=re.DOTALL)
            assert not re.search(r"\$[^$<\n]{1,80}\$|\\(frac|sigma|eta|cdot|sqrt)", html.unescape(prose)), path.name
    assert (site / "notebooks" / "06-loss.html").read_text(encoding="utf-8").count("<math") > 40


def test_answers_and_figures_code_are_folded(site):
    text = (site / "notebooks" / "03-sigmoid.html").read_text(encoding="utf-8")
    assert text.count("The output (predict first)") > 5
    assert "The figure, and its code (predict first)" in text or "The code of this figure" in text


def test_downloaded_notebook_is_the_original(site):
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert (site / "_sources" / "notebooks" / path.name).read_bytes() == path.read_bytes()
        deeper = site / "_sources" / "notebooks" / f"{path.stem}-deeper.ipynb"
        assert not deeper.exists() or deeper.read_bytes() == path.read_bytes()


def test_a_lesson_and_its_deeper_sections_have_two_pages_which_hold_all_of_it(site, pages):
    for path in LESSONS:
        lesson, deeper = (site / "notebooks" / f"{path.stem}{which}.html" for which in ("", "-deeper"))
        text = path.read_text(encoding="utf-8")
        sections = text.count('"## Deeper: ')
        said, more = lesson.read_text(encoding="utf-8"), deeper.read_text(encoding="utf-8")
        assert said.count("<h2>Deeper") == 0 < sections == more.count("<h2>Deeper")
        assert said.count("<h2>Sources") == text.count('"## Sources') and "<h2>Sources" not in more
        cells = text.count('"cell_type": "code"')
        assert (said + more).count('class="cell_input ') == cells, path.name
        assert len([link for link in pages[lesson].links if link.startswith(f"{deeper.name}#")]) >= sections - 1
        assert lesson.name in pages[deeper].links


@pytest.mark.parametrize(
    ("lesson", "name"), [("08-mnist-training", "digits"), ("15-autodiff", "value"), ("19-attention", "names")]
)
def test_a_program_to_take_home_is_downloaded_from_its_lesson(lesson, name, site, pages):
    path = site / "notebooks" / f"{lesson}.html"
    (link,) = {link for link in pages[path].links if link.endswith(f"/{name}.py")}
    assert (path.parent / link).read_bytes() == (ROOT / "notebooks" / "programs" / f"{name}.py").read_bytes()


def test_pictures_are_files_that_keep_their_place_and_wait_until_they_are_needed(site, pages):
    for path, page in pages.items():
        for image in page.images:
            source = image.get("src", "")
            assert not source.startswith("data:image/png"), path.name
            if "_images/" in source and source.endswith(".png") and image.get("loading"):
                assert image["width"].isdigit() and image["height"].isdigit()
    assert sum(len(page.images) for page in pages.values()) > 150


def test_no_page_names_an_address_that_is_not_known_or_lays_a_button_over_its_pictures(monkeypatch, site):
    for path in [*site.rglob("*.html"), *site.rglob("*.cff"), *site.glob("_sources/*.md")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bOWNER\b|\bADDRESS\b|Binder", text), path.name
        assert "pst-back-to-top" not in text, path.name
    monkeypatch.syspath_prepend(ROOT / "web")
    import parts

    where = (ROOT / "WHERE-TO-RUN.md").read_text(encoding="utf-8")
    assert "Binder" not in parts.in_pages(where) and "VS Code" in parts.in_pages(where)
    monkeypatch.setattr(parts, "known", lambda name: "https://github.com/somebody/neurons-to-digits")
    assert "Binder forgets" in parts.in_pages(where) and "| Colab |" in parts.in_pages(where)


def test_the_course_is_downloaded_as_a_folder_in_which_it_runs(site, tmp_path):
    with zipfile.ZipFile(site / "course.zip") as file:
        file.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    for path in (ROOT / "notebooks").rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            assert (folder / path.relative_to(ROOT)).read_bytes() == path.read_bytes()
    command = "import nncourse.digit_pad, nnlib; print(nnlib.load_mnist()[0][0].shape, nnlib.__file__)"
    done = subprocess.run([sys.executable, "-c", command], cwd=folder, env={}, capture_output=True, text=True)
    assert done.stdout.startswith("(784, 60000)") and str(folder) in done.stdout, done.stderr
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert all((folder / name).is_file() for name in ["requirements.txt", project["readme"], *project["license-files"]])
    assert 'href="course.zip"' in (site / "index.html").read_text(encoding="utf-8")


def test_a_page_is_small(site):
    packed = len(gzip.compress((site / "index.html").read_bytes()))
    assert packed < 60_000  # with scripts and styles below 200 KB
    assert not list(site.rglob("fontawesome*.js")) and not list(site.rglob("*.map"))
    assert all(path.stat().st_size < 700_000 for path in site.rglob("*.html"))


def test_every_icon_of_the_pages_is_drawn(site):
    drawn = (site / "_static" / "icons.css").read_text(encoding="utf-8")
    used = set()
    for path in site.rglob("*.html"):
        classes = re.findall(r'class="[^"]*\bfa-[^"]*"', path.read_text(encoding="utf-8"))
        used |= {name for found in classes for name in re.findall(r"\bfa-([a-z-]+)", found)}
    sizes = {"solid", "lg", "fw", "brands", "regular"}
    assert {name for name in used - sizes if f".fa-{name} {{" not in drawn} == set()


def test_a_fold_is_named_by_the_words_on_it(site):
    for path in site.rglob("*.html"):
        assert "Toggle hidden content" not in path.read_text(encoding="utf-8"), path.name


def test_what_others_see_of_a_page_has_its_question_and_with_an_address_its_place(monkeypatch, tmp_path, site):
    monkeypatch.syspath_prepend(ROOT / "web")
    import mend

    text = (site / "notebooks" / "01-neurons.html").read_text(encoding="utf-8")
    assert '<meta name="description" content="How can arithmetic make a decision?">' in text
    assert "canonical" not in text and not (site / "sitemap.xml").exists()  # the address is a placeholder
    lines = mend.head("notebooks/01-neurons.html", text.replace("og:", ""), "https://example.org/")
    assert '<link rel="canonical" href="https://example.org/notebooks/01-neurons.html">' in lines
    assert 'content="https://example.org/_static/card.png"' in lines and "../_static/favicon.svg" in lines


def test_other_words_find_their_chapters(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    names = json.loads(re.search(r"docnames\"?:(\[.*?\])", index)[1])
    terms = json.loads(re.search(r'"?terms"?:(\{.*?\}),"?titles', index)[1])
    for word, chapter in [("cnn", "11"), ("underfit", "10"), ("mlp", "05"), ("nll", "06"), ("autograd", "15")]:
        found = terms.get(word, [])
        pages = [names[place] for place in (found if isinstance(found, list) else [found])]
        assert any(page.startswith(f"notebooks/{chapter}") for page in pages), (word, pages)
