"""Sphinx's configuration of the web edition; `build.py` prepares what it reads."""

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

project = "Neural networks from one neuron to handwritten digits"
author = "the authors of the course"
copyright = "text and figures CC BY 4.0, code MIT"
language = "en"

extensions = ["myst_nb", "pages"]
templates_path = ["templates"]

nb_execution_mode = "off"  # the stored outputs are the page
nb_render_markdown_format = "myst"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
myst_heading_slug_func = "pages.anchor"
myst_links_external_new_tab = False

html_theme = "sphinx_book_theme"
html_title = "Neural networks, from one neuron"
html_static_path = ["static"]
html_css_files = ["style.css", "live/live.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("reading.js", "live/page.js")]
html_show_search_summary = False  # its excerpts begin with the menus
html_copy_source = True
html_show_sourcelink = False
html_theme_options = {
    "use_download_button": True,
    "use_fullscreen_button": False,
    "back_to_top_button": False,  # it lies over pictures
    "show_toc_level": 2,
    "navbar_persistent": [],  # the search field stands in the sidebar
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_context = {"default_mode": "auto"}

address = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Repository"]
if "/OWNER/" not in address:  # a placeholder leads nowhere
    html_theme_options |= {"repository_url": address, "use_repository_button": True, "use_issues_button": True}
