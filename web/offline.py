"""The pages in a ZIP, to be unpacked and opened from a folder, on a stick, say: no network, no server."""

import re
import zipfile
from fnmatch import fnmatch

TOP = "neural-networks"
# What a browser can't take from a folder (it shows files, and downloads none), what needs a server, and Sphinx's own.
LEFT_OUT = ("*.zip", "_sources/*", "sitemap.xml", "objects.inv", ".buildinfo", "_static/locales/*")
# What leads there: links that say so themselves, and the theme's button for a page's source.
SERVED = re.compile(r"\s*<a\b[^>]*\bdata-served\b[^>]*>.*?</a>", re.DOTALL)
SOURCE = re.compile(r"\s*<li><a\b[^>]*\bbtn-download-source-button\b[^>]*>.*?</a>\s*</li>", re.DOTALL)
COURSE = re.compile(r'<a href="[./]*course\.zip" download>download the course</a>')


def mended(text, address):
    """Return a page without what leads out of its folder; where the course is, it says in words."""
    course = "<code>course.zip</code>"
    if address:
        course = f'<a href="{address}course.zip">{course}</a>'
    return COURSE.sub(f"take {course} from where you got these pages", SOURCE.sub("", SERVED.sub("", text)))


def write(html, path, address=""):
    """Write the pages of the folder html, built and finished, into a ZIP."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for one in sorted(html.rglob("*")):
            name = one.relative_to(html).as_posix()
            if one.is_dir() or any(fnmatch(name, pattern) for pattern in LEFT_OUT):
                continue
            data = one.read_bytes()
            if one.suffix == ".html":
                data = mended(data.decode(), address).encode()
            file.writestr(f"{TOP}/{name}", data)
