"""The pages in a ZIP: unpacked into a folder, opened from there without a network, and nothing is missing.

Where web_pages.py says so, these tests are skipped.
"""

import re
import zipfile
from urllib.parse import unquote

import pytest
from live_pages import readout
from web_pages import ROOT, Reader, a_browser, a_site, dead_ends, elsewhere, pages_of  # noqa: F401

MOST = 15_000_000  # bytes


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The one folder of the ZIP, in a folder as a reader may call it."""
    folder = tmp_path_factory.mktemp("Stick für die Klasse")
    with zipfile.ZipFile(site.parent / "pages.zip") as file:
        file.extractall(folder)
    (top,) = folder.iterdir()
    return top


@pytest.fixture
def reader(unpacked, browser):
    """A browser that has no network, and notes what it asks for outside the folder."""
    reader = Reader(browser, unpacked)
    reader.context.set_offline(True)
    inside = unquote(unpacked.as_uri()) + "/"
    reader.page.on("request", lambda request: reader.note(request.url, not unquote(request.url).startswith(inside)))
    yield reader
    reader.context.close()


def test_the_zip_is_small_and_is_offered_on_the_first_page_but_not_in_itself(site, unpacked):
    assert (site.parent / "pages.zip").stat().st_size <= MOST
    assert (site / "pages.zip").read_bytes() == (site.parent / "pages.zip").read_bytes()
    offered = 'href="pages.zip" download'
    assert offered in (site / "index.html").read_text(encoding="utf-8")
    assert offered not in (unpacked / "index.html").read_text(encoding="utf-8")
    assert [path.name for path in unpacked.rglob("*") if path.suffix in (".zip", ".ipynb", ".md")] == []


def test_every_page_is_in_the_zip_and_every_link_leads_somewhere_in_it(site, unpacked):
    pages = pages_of(unpacked)
    assert [path.relative_to(unpacked) for path in pages] == [path.relative_to(site) for path in pages_of(site)]
    assert elsewhere(unpacked, pages) == []
    assert dead_ends(unpacked, pages) == []


def test_where_the_course_is_stands_there_in_words_and_with_an_address_as_a_link(unpacked, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "web")
    from offline import mended

    for name in ("index", "WHERE-TO-RUN"):
        text = (unpacked / f"{name}.html").read_text(encoding="utf-8")
        assert "take <code>course.zip</code> from where you got these pages" in text
    link = '<a href="https://example.org/course.zip"><code>course.zip</code></a>'
    text = '<p>First, <a href="../course.zip" download>download the course</a>.</p>'
    assert mended(text, "https://example.org/") == f"<p>First, take {link} from where you got these pages.</p>"


def test_a_reader_without_a_network_reads_moves_and_searches(reader, unpacked):
    page = reader.page
    page.goto((unpacked / "index.html").as_uri())
    page.locator(".door.first").click()
    page.wait_for_url("**/notebooks/01-neurons.html")
    page.get_by_role("link", name="03 · Sigmoid neurons").first.click()
    page.wait_for_url("**/notebooks/03-sigmoid.html")
    page.locator("[data-live]").scroll_into_view_if_needed()
    page.locator(".nnl:not([aria-busy])").wait_for()
    before = readout(page)
    page.get_by_role("slider", name="the point (z)").press("ArrowRight")
    page.wait_for_function("(before) => document.querySelector('.nnl .readout').innerText !== before", arg=before)
    page.get_by_role("group", name="Your prediction").first.get_by_role("button").first.click()
    assert page.get_by_text(re.compile("^You chose: ")).is_visible()
    for name in ("notebooks/exercises/03-sigmoid", "notebooks/glossary", "notebooks/17-fooling"):
        reader.open(name)
    page.keyboard.press("Control+k")
    page.keyboard.type("overfitting")
    page.keyboard.press("Enter")
    page.locator("#search-results a[href*='10-generalization']").first.click()
    page.wait_for_url("**/notebooks/10-generalization.html*")
    assert not reader.wrong
