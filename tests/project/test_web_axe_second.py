"""The other pages: no rule of WCAG 2.2 AA is broken, nothing comes from outside,
explorers live.

Two files, test_web_axe_first.py and test_web_axe_second.py, so that two processes share the pages.
"""

import pytest
from web_pages import DEEPER, EXERCISES, NOTEBOOKS, TEXTS, a_browser, a_reader, a_site, check  # noqa: F401


@pytest.mark.parametrize("name", NOTEBOOKS[8:] + DEEPER[8:] + TEXTS)
def test_a_page_breaks_no_rule_of_wcag_asks_nothing_outside_reports_no_error_and_its_explorers_live(reader, name):
    check(reader, name)


def test_these_are_all_pages(site):
    there = {
        path.relative_to(site).with_suffix("").as_posix()
        for path in site.rglob("*.html")
        if "_static" not in path.parts
    }
    assert there == {*NOTEBOOKS, *DEEPER, *EXERCISES, *TEXTS}
