"""Checks, hints and solutions of the exercises, one module per chapter.

They are used as in ``from nncourse.exercises import chapter01 as check``. The notebooks in
``notebooks/exercises`` hold the statements and the stubs; everything else is here, once.
"""
