"""The figures of the lessons as files, with a list of their titles and alt texts."""

from nncourse.teaching.chapters import course
from nncourse.teaching.lessons import lesson
from nncourse.teaching.writing import Group


def write(writer, numbers, seed):
    """Write the figures of some chapters, and return their `Group`; nothing depends on the seed."""
    chapters = []
    for one in course()[1]:
        if one.number in numbers:
            named = [
                (f"{one.number}-{place:02}.png", figure)
                for place, figure in enumerate(lesson(one.number).figures, start=1)
            ]
            for name, figure in named:
                writer.place(f"figures/{name}").write_bytes(figure.png)
            chapters.append((one, named))
    writer.page("figures/index.html", "figures.html", chapters=chapters)
    about = "Each figure of the lessons as a PNG, with its message and a text for those who cannot see it."
    return Group("Figures", about, [("All figures", "figures/index.html")])
