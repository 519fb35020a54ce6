"""The interactive figures: one module per chapter, each with a function ``explore`` that returns an `Explorer`."""

from nnlib.explorers.base import Explorer
