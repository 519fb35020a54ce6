"""What teaches the course: its figures, explorers and exercises, and the door to its notebooks.

What the lessons build is the package `nnlib`, which imports nothing from here.
"""

from pathlib import Path

import nnlib

if not hasattr(nnlib, "NeuralNetwork"):  # the package index has a project named nnlib, which is not ours
    raise ImportError(
        f"the package nnlib in {Path(nnlib.__file__).parent} is not this course's: another project of that name was "
        "installed over it. Remove it with `python -m pip uninstall nnlib`, then install the course again "
        "(its distribution is called neurons-to-digits): `python -m pip install --force-reinstall -r requirements.txt` "
        "in the folder of the course."
    )
