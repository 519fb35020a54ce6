"""Write nnlib yourself: lessons with its definitions left blank, a check for each, and a package of your own.

``python -m nncourse blank 04`` writes such a lesson into your folder, see `blank`. A check there compares what you
wrote with nnlib, see `check`, and keeps what passes in the package ``mynn`` beside it, see `package`. What you have not
written yet comes from nnlib, so that any chapter can be the first.
"""

from nncourse.blanks.check import check, whose
from nncourse.blanks.package import join

__all__ = ["check", "join", "whose"]
