"""What teaches the course: its figures, explorers and exercises, and the door to its notebooks.

What the lessons build is the package `nnlib`, which imports nothing from here.
"""

import nnlib
from nncourse.optional import IN_A_BROWSER, IN_A_WHEEL, NotInstalled

if not hasattr(nnlib, "NeuralNetwork"):  # the package index has a project named nnlib, which is not ours
    place = getattr(nnlib, "__path__", [nnlib.__file__])[0]
    again = "`python -m pip install -r requirements.txt` in the folder of the course"
    if IN_A_WHEEL:
        again = "`python -m pip install --force-reinstall --no-deps`, then the name of the wheel's file"
    raise NotInstalled(
        f"the package nnlib in {place} is not this course's, whose distribution is called neurons-to-digits: another "
        f"project of that name was installed. Remove it: `python -m pip uninstall nnlib`. Install ours again: {again}.",
        name=__name__,  # so that `python -m nncourse` shows this sentence alone
    )

if IN_A_BROWSER:
    from nncourse import in_browser

    in_browser.prepare()
