"""README's two blocks of commands, as a newcomer has them: ``python .ci/readme.py FOLDER``.

Makes a virtual environment in a new folder, with nothing in it, and runs the lines of both blocks in it, to the
letter: the first as far as a JupyterLab that opens lesson 01 and answers on loopback; the lesson is then executed. The
second has to be green. What its tests skip, since something that README doesn't ask for isn't installed, is listed in
FOLDER/skipped, for `python -m pytest @FOLDER/skipped` once it is.

Works on every system, with Python's standard library alone.
"""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LESSON = "01-neurons.ipynb"
SECONDS = 120  # until JupyterLab answers, on a slow machine


def blocks():
    """The lines of the blocks of commands in README."""
    found = re.findall(r"```bash\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return [block.strip().splitlines() for block in found]


def bare_environment(folder):
    """Make a virtual environment with nothing but pip in it; return the variables with which `python` is its own."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    env |= {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    listing = 'python -c "from importlib import metadata; print(*{d.name for d in metadata.distributions()})"'
    found = subprocess.run(listing, shell=True, env=env, capture_output=True, text=True, check=True).stdout.split()
    assert set(found) <= {"pip", "setuptools"}, f"the new environment isn't bare: {found}"
    return env


def run(line, env):
    """Run a line of README in the course's folder, as a shell does; what fails ends it all."""
    print(f"\n$ {line}", flush=True)
    start = time.monotonic()
    subprocess.run(line, shell=True, cwd=ROOT, env=env, check=True)
    print(f"({time.monotonic() - start:.0f} s)", flush=True)


def open_lesson(line, env, folder):
    """Run the line of README that opens JupyterLab, see that lesson 01 is what it opens, and close it again.

    In place of a browser, a program writes down which file it is given: a page that leads to the server. A server that
    is started by root needs one more setting, which the line of a newcomer hasn't got.
    """
    opened, browser = folder / "opened.txt", folder / "browser.py"
    browser.write_text(f"import sys\nopen({str(opened)!r}, 'w').write(sys.argv[1])\n", encoding="utf-8")
    settings = folder / "settings"
    settings.mkdir()
    (settings / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": {"allow_root": True}}))
    browser = f"{Path(sys.executable).as_posix()} {browser.as_posix()} %s"
    print(f"\n$ {line}", flush=True)
    log = (folder / "jupyterlab.txt").open("w+", encoding="utf-8")
    env = env | {"BROWSER": browser, "JUPYTER_CONFIG_DIR": str(settings)}
    process = subprocess.Popen(line, shell=True, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        server, token = address(opened, process)
        page = fetch(f"{server}/lab/tree/{LESSON}", token)
        lesson = json.loads(fetch(f"{server}/api/contents/{LESSON}", token))["content"]
        stored = json.loads((ROOT / "notebooks" / LESSON).read_text(encoding="utf-8"))
        assert "jupyter-config-data" in page and len(lesson["cells"]) == len(stored["cells"])
        print(f"JupyterLab answers on {server} with {LESSON}: {len(lesson['cells'])} cells", flush=True)
        fetch(f"{server}/api/shutdown", token, method="POST")
        assert process.wait(60) == 0
    except BaseException:
        process.kill()
        log.seek(0)
        print(log.read()[-5000:])
        raise
    finally:
        log.close()


def address(opened, process):
    """Wait for the page that JupyterLab opens; return the server's address and token, if it leads to lesson 01."""
    for _ in range(10 * SECONDS):
        assert process.poll() is None, "JupyterLab has ended"
        if opened.exists() and (told := opened.read_text()):
            page = Path(urllib.request.url2pathname(told.removeprefix("file://"))).read_text(encoding="utf-8")
            found = re.search(rf'href="http://(?:localhost|127\.0\.0\.1)(:\d+)/lab/tree/{LESSON}\?token=(\w+)"', page)
            assert found, f"JupyterLab opens something else: {page}"
            return f"http://127.0.0.1{found[1]}", found[2]
        time.sleep(0.1)
    raise TimeoutError(f"JupyterLab has opened nothing after {SECONDS} s")


def fetch(url, token, method="GET"):
    """What the server answers, as soon as it does."""
    for _ in range(10 * SECONDS):
        try:
            request = urllib.request.Request(url, method=method, headers={"Authorization": f"token {token}"})
            return urllib.request.urlopen(request, timeout=10).read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def main(folder):
    (*installing, opening), testing = blocks()[:2]
    env = bare_environment(folder)
    for line in ("python --version", *installing):
        run(line, env)
    open_lesson(opening, env, folder)
    run(f"python -m jupyter execute notebooks/{LESSON}", env)
    skipped = folder / "skipped"
    for line in testing:
        run(line, env | {"NNLIB_SKIPPED": str(skipped)})
    names = sorted(set(skipped.read_text(encoding="utf-8").splitlines())) if skipped.exists() else []
    skipped.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    print(f"\nREADME's two blocks hold. {len(names)} tests and notebooks need more than they install.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
