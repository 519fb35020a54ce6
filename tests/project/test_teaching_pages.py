"""The pages for a teacher: what they tell an administrator is so, their commands run, and numbers are the lessons'."""

import functools
import importlib.metadata
import json
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import claims
import nbformat
import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import nnlib
from nncourse import serving

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "nncourse" / "teaching" / "pages"
SOCIETY = ("society-1", "society-2", "society-3")
LIMITS = {"administrator": 700, "when-the-network-fails": 600} | dict.fromkeys(SOCIETY, 600)  # words
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FURTHER = re.compile(r"<!-- of (\d\d-[\w-]+) ([\w-]+(?:, [\w-]+)*) -->")  # a lesson, and cells of it
page = pytest.mark.parametrize("name", LIMITS)


def text_of(name):
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def told(name):
    """A page without its line breaks."""
    return " ".join(text_of(name).split())


@functools.cache
def cells_of(lesson):
    return nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4).cells


def rows(name, first):
    """The cells of the rows of a table, below its heading, whose first cell is given."""
    (table,) = (part for part in text_of(name).split("\n\n") if part.startswith(f"| {first} |"))
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()[2:]]


# All of them


@page
def test_a_page_is_short_enough_to_be_read_through(name):
    text = re.sub(r"<!--.*?-->|\]\([^)]*\)|\||-{3,}", " ", text_of(name), flags=re.DOTALL)
    assert len(text.split()) <= LIMITS[name]


@page
def test_a_link_leads_to_a_file_and_to_a_section_that_has_a_page_for_itself(name):
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text_of(name)):
        path, _, place = target.partition("#")
        other = (FOLDER / path).resolve()
        assert other.exists() and other.is_relative_to(ROOT), target
        if other.suffix == ".ipynb":  # places as JupyterLab names them; Deeper sections are on another page
            headings = [line for cell in cells_of(other.stem) for line in cell.source.splitlines()]
            places = {line.lstrip("# ").replace(" ", "-") for line in headings if re.match("#+ (?!Deeper)", line)}
        else:  # as GitHub names them
            headings = re.findall("^#+ (.*)$", other.read_text(encoding="utf-8"), re.MULTILINE)
            places = {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in headings}
        assert not place or place in places, target


# The administrator's page


def test_an_administrator_reads_the_version_of_python_and_the_ports_that_are_used(monkeypatch, tmp_path):
    asked = []

    def refuse(where, handler):
        asked.append(where[1])
        raise OSError("in use")

    monkeypatch.setattr(serving.http.server, "ThreadingHTTPServer", refuse)
    with pytest.raises(OSError, match="in use"):
        serving.server(tmp_path)
    assert f"the first free port from {asked[0]} to {asked[-1]}." in told("administrator")
    least = PROJECT["requires-python"].removeprefix(">=")
    assert f"Python {least} or newer" in told("administrator")


def test_an_administrator_reads_the_host_of_pyodide_that_the_live_edition_asks():
    constants = pytest.importorskip("jupyterlite_pyodide_kernel.constants")
    host = constants.PYODIDE_CDN_URL.split("/")[2]
    assert f"`{host}` for Pyodide" in told("administrator")
    assert '"--pyodide"' in (ROOT / "web" / "build.py").read_text(encoding="utf-8")


def gigabytes(megabytes):
    return f"{megabytes / 1000:.1f} GB"


def test_an_administrator_reads_the_memory_and_sizes_that_were_measured():
    text = told("administrator")
    stored = json.loads((ROOT / "benchmarks" / "results" / "memory.json").read_text(encoding="utf-8"))["lessons"]
    plain = {name[:2]: needed for name, needed in stored.items() if "with" not in name}
    assert gigabytes(plain["01"][0]) == gigabytes(plain["06"][0])
    words = f"{gigabytes(plain['01'][0])} for 01 and for 06, {gigabytes(plain['08'][0])} for 08; "
    largest = max(plain, key=lambda number: plain[number][0])
    assert plain[largest][1] == max(needed[1] for needed in plain.values())
    words += f"the most is {gigabytes(plain[largest][0])} for {largest}, and {gigabytes(plain[largest][1])} with its"
    assert words in text
    (most,) = re.findall(r"^MOST = ([\d_]+)", (ROOT / "tests/project/test_web_zip.py").read_text(), re.MULTILINE)
    for name in ("administrator", "when-the-network-fails"):
        assert f"at most {int(most) // 1_000_000} MB" in told(name)
    door = " ".join((ROOT / "web" / "live" / "index.html").read_text(encoding="utf-8").split())
    (loaded,) = re.findall(r"The first time, (about \d+ MB) are loaded", door)
    assert f"{loaded} loaded" in text


def scripts():
    """The course's own scripts and styles that a page or an explorer loads."""
    folders = (ROOT / "nncourse", ROOT / "web" / "static")
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in (".js", ".css")]


def test_the_browsers_that_the_course_needs_are_the_first_that_have_all_it_uses():
    *features, last = rows("administrator", "feature")
    ours = "".join(path.read_text(encoding="utf-8") for path in scripts())
    ours += (ROOT / "web" / "pages.py").read_text(encoding="utf-8")  # makes the formulas
    for feature, *_ in features:
        assert feature.strip("`") in ours, feature
    for column in (2, 3, 4):
        versions = [tuple(map(int, row[column].split("."))) for row in features]
        assert last[column] == ".".join(map(str, max(versions)))


def test_no_script_of_the_pages_can_send_anything_and_what_is_kept_is_told():
    text = told("administrator")
    for path in scripts():
        script = path.read_text(encoding="utf-8")
        sends = r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeerConnection|document\.cookie"
        assert not re.search(sends, script), path
    kept = {path.name for path in scripts() if "localStorage.setItem" in path.read_text(encoding="utf-8")}
    assert kept == {"reading.js", "forms.js"}
    assert "holds the choice of the short road, light or dark, the answers to exercises, and the name" in text


# When the network fails


def commands():
    """The commands of the page, as lists of words, with the kind of their block."""
    blocks = re.findall(r"```(\w*)\n(.*?)```", text_of("when-the-network-fails"), re.DOTALL)
    return [(kind, shlex.split(line.replace("\\", "/"))) for kind, block in blocks for line in block.splitlines()]


def of_pip(which):
    return [(kind, words) for kind, words in commands() if words[1:4] == ["-m", "pip", which]]


def wheel(folder, name, requires="", tag="py3-none-any"):
    """Write a wheel with nothing in it, of a name such as "colorama-1.0", into a folder."""
    package, version = name.split("-")
    metadata = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\nProvides-Extra: course\n{requires}"
    with zipfile.ZipFile(folder / f"{name}-{tag}.whl", "w") as file:
        file.writestr(f"{name}.dist-info/METADATA", metadata)
        file.writestr(f"{name}.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        file.writestr(f"{name}.dist-info/RECORD", "")


@pytest.mark.parametrize("which", [0, 1], ids=["powershell", "bash"])
def test_a_wheelhouse_is_filled_and_installed_from_by_the_commands_of_the_page(which, tmp_path):
    """With empty wheels, so that it needs no network: pip judges the commands, and finds what they name."""
    pytest.importorskip("pip")
    (kind, download), (_, install) = of_pip("download")[which], of_pip("install")[which]
    assert kind == ("powershell", "bash")[which]
    index = tmp_path / "index"
    index.mkdir()
    (tag,) = re.findall(r"--platform (\w+) ", " ".join(download)) or ["any"]
    (python,) = re.findall(r"--python-version (\S+)", " ".join(download)) or [""]
    assert tag == ("any", "win_amd64")[which]
    compiled = "py3-none-any" if tag == "any" else f"cp{python.replace('.', '')}-cp{python.replace('.', '')}-{tag}"
    wheel(tmp_path, f"neurons_to_digits-{nnlib.__version__}", 'Requires-Dist: compiled; extra == "course"\n')
    for name in ("compiled-1.0", "colorama-1.0", "pywinpty-1.0"):
        wheel(index, name, tag=compiled)

    def pip(words, *more):
        command = [sys.executable, *words[1:], *more]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    pip(download, "--no-index", "--find-links", str(index))
    found = {path.name.split("-")[0] for path in (tmp_path / "wheels").iterdir()}
    assert found == {"neurons_to_digits", "compiled"} | ({"colorama", "pywinpty"} if which else set())
    if which == 0:  # what was fetched for Windows can't be installed elsewhere
        pip(install, "--target", "out")
        assert len(list((tmp_path / "out").glob("*.dist-info"))) == 2
    else:
        assert install[1:] == of_pip("install")[0][1][1:]
    assert not python or f"Python :: {python}" in " ".join(PROJECT["classifiers"])
    assert not python or f"for Windows laptops with Python {python}" in told("when-the-network-fails")


def needed(asked, environment):
    """The names of what requirements need in an environment, as far as it is installed here and can be asked."""
    found, left = set(), [Requirement(line) for line in asked]
    while left:
        one = left.pop()
        for extra in one.extras or {""}:
            name = canonicalize_name(one.name)
            if (name, extra) in found or (one.marker and not one.marker.evaluate({**environment, "extra": ""})):
                continue
            found.add((name, extra))
            try:
                lines = importlib.metadata.requires(name) or []
            except importlib.metadata.PackageNotFoundError:
                continue
            for line in map(Requirement, lines):
                if not line.marker or line.marker.evaluate({**environment, "extra": extra}):
                    left.append(Requirement(re.sub(";.*", "", str(line))))
    return {name for name, _ in found}


def test_what_windows_alone_needs_is_named_since_pip_elsewhere_would_not_fetch_it():
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["course"]
    here = default_environment() | {"python_version": "3.12", "python_full_version": "3.12.0"}
    windows = here | {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    linux = here | {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    ((_, command),) = [one for one in of_pip("download") if "--platform" in one[1]]
    (place,) = (i for i, word in enumerate(command) if word.endswith("[course]"))
    assert sorted(command[place + 1 :]) == sorted(needed(asked, windows) - needed(asked, linux))


def test_every_command_of_the_course_that_the_page_names_is_understood(tmp_path):
    ours = [words[1:] for _, words in commands() if words[1:3] == ["-m", "nncourse"]]
    assert [one[2:3] for one in ours] == [["serve"], [], []]
    for arguments in ours:
        done = subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True)
        if "serve" in arguments:
            assert "There is no index.html in" in done.stderr and "--network" in arguments
        else:
            assert done.returncode == 0 and "copied into neural-networks." in done.stdout, done.stderr
    assert {words[-1] for _, words in commands() if "jupyterlab" in words} == {"neural-networks"}
    assert (tmp_path / "neural-networks" / LESSONS[0].name).exists()


def test_four_letters_are_enough_for_a_vote():
    asked = [cell.source for path in LESSONS for cell in cells_of(path.stem) if "prediction" in cell.metadata]
    offered = [len(re.findall(r"\*\*.+?\*\*", source.split("*Predict", 1)[1].split("\n\n")[0])) for source in asked]
    assert max(offered) == 4 and "offers more than four answers" in told("when-the-network-fails")


# Society


def talks(name):
    return re.split(r"^(?=## Talk )", text_of(name), flags=re.MULTILINE)[1:]


def test_there_are_five_talks_each_with_numbers_three_questions_what_to_listen_for_and_sources():
    found = [talk for name in SOCIETY for talk in talks(name)]
    assert len(found) == 5
    for number, talk in enumerate(found, 1):
        title = re.match(r"## Talk (\d)\. .+ \((\d+) min\)\n", talk)
        assert int(title[1]) == number and 10 <= int(title[2]) <= 15
        assert re.search(r"notebooks/\d\d-[\w-]+\.ipynb#", talk), title[0]  # a section of a lesson
        assert FURTHER.search(talk), title[0]
        assert re.findall(r"^(\d)\. ", talk, re.MULTILINE) == ["1", "2", "3"]
        assert "**Listen for:**" in talk
        assert "](https://" in talk.split("**Sources.**")[1]


def known(lesson):
    return {cell.id: claims.known(cell) for cell in cells_of(lesson) if cell.cell_type == "code"}


def larger(sentence):
    """Yield the numbers of a sentence, but for digits such as 7, with what `claims.founded` asks of each."""
    certain = {match.start(): room for match, _, room in claims.measured(sentence)}
    for match in claims.NUMBER.finditer(sentence):
        if match.start() in certain or claims.value(match.group()) >= 10:
            percent = re.match(r"\s*%", sentence[match.end() :])
            yield match.group(), percent, certain.get(match.start(), (0, 0))


def missing(sentence, named, cells):
    """The numbers of a sentence that none of the cells named has."""
    numbers = set().union(*(cells[one] for one in named))
    return [one for one in larger(sentence) if not claims.founded(*one, numbers)]


@pytest.mark.parametrize("name", SOCIETY)
def test_a_number_of_a_talk_is_that_of_the_cell_that_its_sentence_names(name):
    for talk in talks(name):
        sources = {lesson for lesson, _ in FURTHER.findall(talk)}
        cells = {f"{lesson}-{cell}": numbers for lesson in sources for cell, numbers in known(lesson).items()}
        assert all(f"notebooks/{lesson}.ipynb" in talk for lesson in sources), "a lesson without a link"
        text = FURTHER.sub(
            lambda mark: f"<!-- of {', '.join(f'{mark[1]}-{cell}' for cell in mark[2].split(', '))} -->", talk
        )
        text = text.split("\n", 1)[1].replace("**Sources.**", "")  # without its heading, whose minutes are a plan
        for sentence, named in claims.sentences(text):
            if named is None:
                continue
            if not named:
                assert list(claims.measured(sentence)) == [], sentence
                continue
            assert set(named) <= set(cells), sentence
            assert missing(sentence, named, cells) == [], sentence
            for one in named:
                others = [other for other in named if other != one]
                assert missing(sentence, others, cells), f"{one} founds nothing: {sentence}"
