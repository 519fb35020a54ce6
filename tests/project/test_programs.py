"""``python -m benchmarks`` says in a sentence what it cannot do; for other programs see test_launching, test_wheel."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("option", ["--threads", "--rounds"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", ""])
def test_a_number_that_is_none_is_refused_before_anything_is_measured(option, value, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "speed", f"{option}={value}"])
    with pytest.raises(SystemExit) as ended:
        benchmarks.main()
    assert ended.value.code == 2
    assert f"argument {option}: must be a whole number of at least 1, not {value!r}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["spede"], "invalid choice: 'spede'"),
        ([], "arguments are required: measurement"),
        (["files", "--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_wrong_arguments_are_answered_with_the_usage(arguments, said, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    with pytest.raises(SystemExit) as ended:
        benchmarks.main()
    assert ended.value.code == 2 and said in capsys.readouterr().err


@pytest.mark.parametrize(("measurement", "missing"), [("files", "threadpoolctl"), ("files", "hypothesis")])
def test_a_missing_package_is_named_before_anything_is_measured(measurement, missing):
    code = f"import runpy, sys; sys.modules[{missing!r}] = None; sys.argv = ['', {measurement!r}]; "
    code += "runpy.run_module('benchmarks', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f'{missing} is not installed. In the folder of the course: python -m pip install -e ".[' in done.stderr
