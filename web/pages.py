"""A small extension of Sphinx: formulas as MathML, anchors as in JupyterLab."""

import re

from docutils import nodes
from parts import course

from nncourse.teaching.writing import formula


def anchor(title):
    """The anchor that JupyterLab gives to a heading: its words with hyphens between them."""
    return title.replace(" ", "-")


def visit_math(self, node):
    self.body.append(formula(node.astext(), display=False))
    raise nodes.SkipNode


def visit_math_block(self, node):
    self.body.append(f'<div class="formula" tabindex="0">{formula(node.astext(), display=True)}</div>')
    raise nodes.SkipNode


def other_words(app, doctree, name):
    """Let the search find a chapter by words that it has under another name or in a picture."""
    for chapter in course()[1]:
        if name == f"notebooks/{chapter.file}":
            doctree.insert(0, nodes.meta(name="keywords", content=", ".join(chapter.search.split()), lang="en"))


def forms(app, page, template, context, doctree):
    """Give pages of exercises the scripts of their forms; what is in them is said by `forms.py`."""
    chapter = re.match(r"notebooks/exercises/(?:(\d\d)-|solved$)", page)
    if chapter:
        checks = ("checks.js", "forms/all.js", f"forms/{chapter[1]}.js") if chapter[1] else ()
        for name in (*checks, "forms.js"):
            app.add_js_file(name, defer="defer")


def setup(app):
    app.add_node(nodes.math, override=True, html=(visit_math, None))
    app.add_node(nodes.math_block, override=True, html=(visit_math_block, None))
    app.connect("doctree-resolved", other_words)
    app.connect("html-page-context", forms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
