"""How what a teacher gets is written: Markdown of the course as HTML, formulas as MathML, pages from templates."""

import functools
import html
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import jinja2
import mistune
from latex2mathml.converter import convert
from mistune.plugins.math import math
from mistune.plugins.table import table

# Behind an operator that ends nothing (as brackets do), a minus is the sign of a number, and stands close to it.
SIGN = re.compile(r"(<mo[^>]*>(?!&#x00029;|&#x0007C;|[)\]|!])[^<]*</mo>)<mo>(?=&#x02212;)")


def formula(latex, display=False):
    """Return a formula, LaTeX, as MathML, with minus signs in place of hyphens; display if it has its own line."""
    mathml = convert(latex.replace("\\tfrac12", "\\tfrac{1}{2}"), display="block" if display else "inline")
    return SIGN.sub(r'\1<mo form="prefix">', mathml.replace("&#x0002D;", "&#x02212;"))


class Renderer(mistune.HTMLRenderer):
    """Writes Markdown of the course as HTML, with links that lead to its pages.

    Parameters
    ----------
    at : str
        The file that the Markdown stands in, from the course's folder, such as "notebooks/01-neurons.ipynb".
    pages : str
        Where the pages of the course are, an address that ends with a slash, or "" for no links between them.
    latex : bool
        Whether formulas stay LaTeX, between the signs that learning platforms know.
    """

    def __init__(self, at, pages, latex=False):
        super().__init__(escape=False)
        self.at, self.pages, self.latex = at, pages, latex

    def link(self, text, url, title=None):
        if not re.match(r"[a-z]+:", url):
            file = urljoin(self.at, url)
            if not self.pages or re.search(r"\.py(?=#|$)", file):  # a program is a download there, and no page
                return text
            url = address(file, self.pages)
        return super().link(text, url, title)

    def inline_math(self, text):
        return rf"\({html.escape(text)}\)" if self.latex else formula(text)

    def block_math(self, text):
        if self.latex:
            return rf"<p>\[{html.escape(text.strip())}\]</p>" + "\n"
        return f'<div class="formula">{formula(text, display=True)}</div>\n'


def address(file, pages):
    """Return where a page of the course is; file is its notebook or text, such as "notebooks/glossary.ipynb"."""
    return pages + re.sub(r"(\.ipynb|\.md|(?<=LICENSE)|(?<=LICENSE-CONTENT))(?=#|$)", ".html", file)


@functools.cache
def parser(at, pages, latex):
    """Return what turns Markdown into HTML; `Renderer` says what the others are."""
    return mistune.Markdown(Renderer(at, pages, latex), plugins=[table, math])


@functools.lru_cache(maxsize=10_000)  # what a check says comes in each version of a question
def as_html(text, at="", pages="", latex=False):
    """Return Markdown of the course as HTML; `Renderer` says what the others are."""
    return parser(at, pages, latex)(text)


def in_line(text, at="", pages="", latex=False):
    """Return a line of Markdown as HTML without a paragraph around it."""
    return re.sub(r"^<p>|</p>\n?$", "", as_html(text.strip(), at, pages, latex).strip())


class Group(NamedTuple):
    """Some files of one kind, for the index."""

    title: str
    about: str
    files: list  # of (title, name)


class Writer:
    """Writes pages into a folder.

    Parameters
    ----------
    folder : Path
    pages : str
        Where the pages of the course are: an absolute address, or a folder as it is seen from folder.
    """

    def __init__(self, folder, pages="pages/"):
        self.folder, self.address = Path(folder), pages.rstrip("/") + "/"
        self.templates = jinja2.Environment(
            loader=jinja2.PackageLoader("nncourse.teaching"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self.templates.filters |= {
            "md": jinja2.pass_context(lambda page, text: trusted(as_html(text, page["at"], page["pages"]))),
            "line": jinja2.pass_context(lambda page, text: trusted(in_line(text, page["at"], page["pages"]))),
            "formula": lambda latex: trusted(formula(latex, display=True)),
        }

    def pages(self, name):
        """Return where the pages of the course are, seen from a file of the folder such as "slides/01-1.html"."""
        return self.address if ":" in self.address else "../" * name.count("/") + self.address

    def place(self, name):
        """Return the Path of a file in the folder, such as "figures/01-1.png"; its own folder is there afterwards."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def text(self, name, text):
        """Write a file, a str, with line ends as they are."""
        self.place(name).write_text(text, encoding="utf-8", newline="\n")

    def page(self, name, template, at="", **values):
        """Write a page of a template, in which the filters ``md`` and ``line`` turn Markdown of the file at into HTML.

        In the template, ``pages`` is where the pages of the course are, and ``link(file)`` the address of one of them.
        """
        pages = self.pages(name)
        page = self.templates.get_template(template)
        self.text(name, page.render(at=at, pages=pages, link=lambda file: address(file, pages), **values))


def trusted(text):
    """Return HTML that a template takes as it is."""
    return jinja2.utils.markupsafe.Markup(text)
