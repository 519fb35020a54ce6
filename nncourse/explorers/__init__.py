"""The interactive figures: one module per chapter, each with a function ``explore`` that returns an `Explorer`."""

from nncourse.explorers.base import Explorer
