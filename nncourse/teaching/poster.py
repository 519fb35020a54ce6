"""A poster, A2: what the course builds, in its own figures."""

from nncourse.teaching.chapters import course
from nncourse.teaching.lessons import lesson
from nncourse.teaching.writing import Group


def figure_of(chapter):
    """Return the figure that stands for a chapter on the poster, a `Figure`; raises ValueError if there is none."""
    wanted = chapter.teaching["poster"]
    (found,) = [one for one in lesson(chapter.number).figures if one.cell == wanted]
    return found


def write(writer, numbers, seed):
    """Write the poster, with all chapters, and return its `Group`."""
    shown = [(chapter, figure_of(chapter)) for chapter in course()[1]]
    writer.page("poster.html", "poster.html", shown=shown)
    about = "What the course builds, in its own figures, on A2 (or A3): print it from the browser, without margins."
    return Group("Poster", about, [("The poster", "poster.html")])
