"""What pyproject.toml cannot say: a wheel carries the notebooks, and the programs beside them, as nnlib/course."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithNotebooks(build_py):
    """Build the package, and copy the course into it; an editable installation reads them where they are."""

    def run(self):
        super().run()
        if not self.editable_mode:
            root = Path(__file__).resolve().parent / "notebooks"
            course = Path(self.build_lib) / "nnlib" / "course"
            for path in root.rglob("*.*"):
                if path.suffix in (".ipynb", ".py") and ".ipynb_checkpoints" not in path.parts:
                    target = course / path.relative_to(root)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)


setup(cmdclass={"build_py": WithNotebooks})
