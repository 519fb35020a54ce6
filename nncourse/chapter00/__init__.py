"""What the questions before chapter 01 need: their checks, and where they say to begin."""

from nncourse.lookup import found_in

__getattr__ = found_in(__name__, check="checks")
