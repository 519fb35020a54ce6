"""Answers that want more points than they earn, or harm: none gets them, each is named, and the next is graded."""
# ruff: noqa: E501 - programs of a line

import contextlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import answers
import pytest

from nncourse.checking import sandbox
from nncourse.grading import notebook, session

EXERCISES = Path(__file__).parents[2] / "notebooks" / "exercises"
CLOSED = session.can_cut_off()
if not CLOSED and os.environ.get("NNLIB_SANDBOX") == "required":
    pytest.fail("this system allows no namespaces", pytrace=False)
closed = pytest.mark.skipif(not CLOSED, reason="this system allows no namespaces")

NODS = """
class Nods:
    def __getattr__(self, name): return Nods()
    def __call__(self, *_, **__): return Nods()
    def __eq__(self, other): return True
    def __iter__(self): return iter([Nods(), Nods()])
    def __float__(self): return 1.0
    def __array__(self, *_, **__): return np.array(1.0)
"""
FORGED = """
import json, os
from nncourse.grading import worker
ASKED = {"ask": "print", "gone": [], "changes": []}
def forge(**message): worker.side.send(json.dumps({"gone": [], "changes": [], **message}).encode())
"""
# By what is tried: the code, added to the first cell of exercises 01 whose answers are all stubs, and words of what the
# teacher reads about it: remarks, messages, and what was printed.
CELLS = {
    "check becomes something that nods": (NODS + "check = Nods()", "replaces a check"),
    "the call of exercises is replaced": (
        "from nncourse.checking.exercises import Exercise\nExercise.__call__ = lambda *_, **__: None",
        "replaces a check",
    ),
    "the module of the checks is replaced": (
        "import sys, types\nsys.modules['nncourse.chapter01.checks'] = types.ModuleType('checks')",
        "replaces modules",
    ),
    "a transformer of input deletes the checks": (
        "get_ipython().input_transformers_post.append(lambda lines: [] if 'check.' in ''.join(lines) else lines)",
        "changes how cells are run",
    ),
    "a transformer of trees deletes the checks": (
        "import ast\nclass Gone(ast.NodeTransformer):\n    def visit_Expr(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Gone())",
        "changes how cells are run",
    ),
    "exceptions are handled elsewhere": (
        "get_ipython().set_custom_exc((Exception,), lambda *_, **__: None)",
        "changes how cells are run",
    ),
    "tracebacks are not shown": (
        "get_ipython().showtraceback = lambda *_, **__: None",
        "changes how cells are run",
    ),
    "the right answers are read from the checks": (
        "weighted_sum, forecast = check.weighted_sum.right, check.flip.reference",
        "looks for solutions",
    ),
    "the solution is imported": (
        "from nncourse.chapter01.checks import solve_weighted_sum as weighted_sum",
        "looks for solutions",
    ),
    "the source of the checks is read": (
        "import inspect\nfrom nncourse.chapter01 import checks\nprint(inspect.getsource(checks))",
        "looks for solutions",
    ),
    "the way to run cells is taken away": ("get_ipython().run_cell = None", "changes how cells are run"),
    "the way to run cells ends Python": (
        "def leave(*_, **__): raise SystemExit\nget_ipython().run_cell = leave",
        "which ends Python",
    ),
    "hints and solutions are shown": ("check.flip.hint(); check.flip.solution(); print(check.flip.right)", ""),
    "the checks are called at the end": ("import atexit\natexit.register(lambda: print('passed'))", "watches"),
    "frames are searched for a check": (
        "import sys, inspect\nframe = sys._getframe()\nwhile frame:\n    for thing in [*frame.f_globals.values()]:\n"
        "        if hasattr(thing, 'right'): print(thing.right)\n    frame = frame.f_back",
        "looks into other code",
    ),
    "the heap is searched for a check": (
        "import gc\nprint([thing.right for thing in gc.get_objects() if type(thing).__name__ == 'Exercise'])",
        "looks into other code",
    ),
    "each line is traced": ("import sys\nsys.settrace(lambda *_: None)\nsys.setprofile(lambda *_: None)", "watches"),
    "signals are ignored": (
        "import signal\nfor one in range(1, 32):\n    try: signal.signal(one, signal.SIG_IGN)\n"
        "    except Exception: pass",
        "watches",
    ),
    "a thread goes on": (
        "import threading\nthreading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()",
        "watches",
    ),
    "a cell never ends": ("while True: pass", "still running"),
    "a cell never ends, whatever it is sent": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "still running",
    ),
    "a cell counts in C": ("n = 10 ** 10 ** 8", "still running"),
    "a regular expression goes back for ever": ("import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "still running"),
    "processes multiply": (
        "import os, time\ntry:\n    while True:\n        if os.fork() == 0: time.sleep(60); os._exit(0)\n"
        "except OSError as error: print(error)",
        "reaches for processes",
    ),
    "Python goes on when its parent ends": (
        "import ctypes, time\nctypes.CDLL(None).prctl(1, 0, 0, 0, 0)\nwhile True: time.sleep(1)",
        "still running",
    ),
    "a daemon is left behind": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(1000)\n    os._exit(0)",
        "reaches for processes",
    ),
    "ten gigabytes are taken": ("taken = bytearray(10 << 30)", "MemoryError"),
    "a hundred megabytes are printed": ("for _ in range(100): print('x' * 1_000_000)", "printed more than"),
    "a hundred megabytes are written past print": (
        "import os\nfor _ in range(100): os.write(1, b'x' * 1_000_000); os.write(2, b'x' * 1_000_000)",
        "reaches for processes",
    ),
    "Python's own output is used": (
        "import sys\nprint('{}' * 1000, file=sys.__stdout__, flush=True)",
        "looks for the grader",
    ),
    "Python is left at once": ("import os\nos._exit(0)", "ended Python"),
    "Python is left": ("import sys\nsys.exit(0)", ""),
    "Python crashes": ("import ctypes\nctypes.string_at(0)", "ended Python"),
    "all files are closed": ("import os\nos.closerange(0, 256)", "ended Python"),
    "limits are lifted": (
        "import resource\nfor one in range(16):\n    try: resource.setrlimit(one, (-1, -1))\n    except Exception: pass\n"
        "taken = bytearray(10 << 30)",
        "MemoryError",
    ),
    "the worker talks nonsense": (FORGED + "for _ in range(9): worker.side.send(b'{}')", "makes no sense"),
    "the worker talks no JSON": (FORGED + "worker.side.send(b'\\xff' * 100)", "makes no sense"),
    "the worker asks, and listens to no reply": (
        FORGED + "long = json.dumps({**ASKED, 'arguments': ['list', '']}).encode() + b' ' * 1_000_000\n"
        "for _ in range(9_000): forge(**ASKED, arguments=['list', ''])\nwhile True: worker.side.send(long)",
        "still running",
    ),
    "the worker warns without end": (
        FORGED + "while True: worker.side.ask('warn', [['UserWarning', os.urandom(8).hex() + 'x' * 5_000_000]])",
        "still running",
    ),
    "the worker warns of thousands of things": (
        FORGED + "while True:\n"
        "    worker.side.ask('warn', [['UserWarning', os.urandom(8).hex() + 'x' * 2_000] for _ in range(4_000)])",
        "still running",
    ),
    "the worker makes mistakes without end": (
        FORGED + "long = json.dumps({**ASKED, 'ask': '', 'arguments': ['list', ['list', *[0.5] * 900_000]]}).encode()\n"
        "while True: worker.side.send(long); worker.side.receive()",
        "still running",
    ),
    "a power is to be worked out in the grader": (
        FORGED + "from fractions import Fraction\nworker.side.ask('method', Fraction(3), '__pow__', [10**9], {})",
        "unknown request",
    ),
    "a reply is a number": (FORGED + "forge(value=5)", "cell 1: "),
    "a reply lacks what is asked for": (FORGED + "forge(value=['dict', 'type', 1])", "cell 1: "),
    "an error is a number": (FORGED + "forge(error=5)", "makes no sense"),
    "an error has a name that no class has": (
        FORGED + "forge(error=['dict', 'type', 'a\\0\\ud800', 'text', ''])",
        "makes no sense",
    ),
    "an error says that Python ends": (
        FORGED + "forge(error=['dict', 'type', 'SystemExit', 'text', ''])",
        "which ends Python",
    ),
    "a message announces a terabyte": (
        "import gc, io\nfor one in gc.get_objects():\n    if isinstance(one, io.BufferedWriter):\n"
        "        one.write((1 << 40).to_bytes(8, 'big')); one.flush()",
        "looks into other code",
    ),
    "a message is nested ten thousand times": (
        FORGED + "worker.side.send(b'{\"value\":' + b'[' * 10_000 + b']' * 10_000 + b'}')",
        "makes no sense",
    ),
    "a reply comes before the question": (
        FORGED + "for _ in range(9): forge(value=[True, 8, 'passed'])",
        "looks for solutions",
    ),
    "the grader is asked to run a program": (
        FORGED + "forge(ask='call', arguments=['list', ['named', 'os', 'system'], ['list', 'touch x'], ['dict']])",
        "unknown kind",
    ),
    "the grader is asked for something else": (
        FORGED + "try: worker.side.ask('eval', '1 + 1')\nexcept Exception as error: print(error)",
        "looks for solutions",
    ),
    "an object is to be made in the grader": (
        FORGED + "forge(value=['made', 3, 'subprocess', 'Popen', 'Popen', ['list'], ['dict', 'args', 'ls']])",
        "unknown kind",
    ),
    "an array claims to hold objects": (
        FORGED + "forge(value=['array', 'O', ['list', 1], 'AAAAAAAAAAA=', 5])",
        "dtype",
    ),
    "an array claims to be larger": (
        FORGED + "forge(value=['array', '<f8', ['list', 1000000000], 'AAAAAAAAAAA=', 5])",
        "makes no sense",
    ),
    "the grader is given an unknown number": (FORGED + "forge(value=['yours', 123456])", "makes no sense"),
    "an exception lies about its type": (
        "class Passed(Exception):\n    state = 'passed'\nraise type('NotAttempted', (Exception,), {})('✓ right')",
        "NotAttempted: ✓ right",
    ),
    "an exception has endless text": (
        "class Endless(Exception):\n    def __str__(self): return 'x' * 10**8\nraise Endless",
        "",
    ),
}
CLOSED_ALONE = {  # elsewhere they may harm the computer, or nothing limits them
    "processes multiply",
    "Python goes on when its parent ends",
    "a daemon is left behind",
    "ten gigabytes are taken",
    "limits are lifted",
    "Python crashes",
    "all files are closed",
}
OUTSIDE = {  # where a worker is cut off: code with the path of a folder as OTHERS, and what it must not print
    "another learner's notebook is read": "with open(OTHERS + '/ben.ipynb') as file: print(file.read())",
    "folders are listed": "import os\nprint(os.listdir(OTHERS))",
    "the gradebook is written": "open(OTHERS + '/gradebook.db', 'w').write('8 of 8')",
    "a file is left beside the notebooks": "open(OTHERS + '/x', 'w').write('here')",
    "a link leads out": "import os\nos.symlink(OTHERS, 'others')\nprint(os.listdir('others'))",
    "the mount is taken away": (
        "import ctypes, os\nlibc = ctypes.CDLL(None)\nlibc.umount2(OTHERS.encode(), 2)\nlibc.unshare(0x10020000)\n"
        "libc.umount2(OTHERS.encode(), 2)\nprint(os.listdir(OTHERS))"
    ),
    "the files of the course are looked for": (
        "import glob, sys\nprint([path for root in {*sys.path, sys.prefix, COURSE} if root "
        "for path in glob.glob(root + '/**/chapter01/checks.py', recursive=True)] and 'secret')"
    ),
    "the network is used": (
        "import socket\nfor place in (('1.1.1.1', 53), ('127.0.0.1', PORT)):\n"
        "    try: socket.create_connection(place, 2); print('secret')\n    except OSError as error: print(error)"
    ),
    "the parent is killed": (
        "import os\nfor one in (os.getppid(), GRADER, -1, 0):\n    try: os.kill(one, 9)\n    except OSError as error: print(error)"
    ),
    "the memory of the parent is read": (
        "for name in ('mem', 'environ', 'root/etc/hostname'):\n"
        "    try: print('secret', open(f'/proc/{GRADER}/{name}', 'rb').read(1))\n    except OSError as error: print(error)"
    ),
    "a namespace is made in which all is allowed": (
        "import ctypes, os\nif (child := os.fork()) == 0:\n    libc = ctypes.CDLL(None)\n"
        "    os._exit(libc.unshare(0x10020000) or libc.mount(b'none', os.getcwd().encode(), b'tmpfs', 0, b'size=10g'))\n"
        "print('secret' if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 else 'refused')"
    ),
    "others are to end first when memory runs out": (
        "with open('/proc/self/oom_score_adj') as file: print('first' if int(file.read()) == 1000 else 'secret')\n"
        "try:\n    with open('/proc/self/oom_score_adj', 'w') as file: file.write('0')\n    print('secret')\n"
        "except OSError as error: print(error)"
    ),
    "devices are written": (
        "import glob, os, stat\nfor path in ['/dev/kmsg', *glob.glob('/dev/**', recursive=True)]:\n    try:\n"
        "        if path == '/dev/kmsg' or stat.S_ISBLK(os.stat(path).st_mode): open(path, 'wb'); print('secret')\n"
        "    except OSError as error: print(error)"
    ),
    "a program outside is asked through its socket": (
        "import socket\nfor path in (SOCKET, '/run/docker.sock'):\n    try:\n"
        "        socket.socket(socket.AF_UNIX).connect(path); print('secret')\n    except OSError as error: print(error)"
    ),
    "the disk is filled": (
        "try:\n    for k in range(100): open(f'f{k}', 'wb').write(b'0' * 10**7)\n    print('secret')\n"
        "except OSError as error: print(error)"
    ),
}
LIES = "class Lies({}):\n    __slots__ = ()\n    __eq__ = lambda self, other: True\n    __ne__ = lambda self, other: False\n    __hash__ = None\n"
VALUES = {  # what stands in place of the forecast that `flip` asks for, and of other values
    "an object is equal to all": NODS + "forecast = Nods()",
    "a number is equal to all": LIES.format("float").replace("    __slots__ = ()\n", "") + "forecast = Lies(0.1)",
    "a text is equal to all": LIES.format("str").replace("    __slots__ = ()\n", "") + "forecast = Lies('0.1')",
    "an array is equal to all": (
        "class Lies(np.ndarray):\n    __eq__ = lambda self, other: np.array(True)\n    __array_priority__ = 1e9\n"
        "    def __array_ufunc__(self, *_, **__): return np.array(True)\n"
        "    def __array_function__(self, *_, **__): return True\nforecast = np.zeros(()).view(Lies)"
    ),
    "an object says it is a number": (
        NODS + "class Real(Nods):\n    __class__ = property(lambda self: float)\nforecast = Real()"
    ),
    "a number changes": (
        "import itertools\nclass Changes:\n    turn = itertools.count()\n    def __float__(self): return next(self.turn) / 10\n"
        "    def __array__(self, *_, **__): return np.array(next(self.turn) / 10)\nforecast = Changes()"
    ),
    "a number is not one": "forecast = float('nan')",
    "a number is without end": "forecast = np.inf",
    "a number has five thousand digits": "forecast = 10 ** 5000",
    "a decimal has a billion digits": "from decimal import Decimal\nforecast = Decimal('1e999999999')",
    "a list holds itself": "forecast = []\nforecast.append(forecast)\nforecast.append(forecast)",
    "lists are nested ten thousand times": "forecast = []\nfor _ in range(10_000): forecast = [forecast]",
    "an array has two hundred megabytes": "forecast = np.zeros(25_000_000)",
    "a text has a hundred megabytes": "forecast = 'x' * 10**8",
    "a generator never ends": "forecast = iter(int, 1)",
    "an array holds objects": NODS + "forecast = np.array([Nods(), Nods()], dtype=object)",
    "a name is no name": "forecast = type('a\\x00b', (), {})() if False else type('</script>' * 9, (), {})()",
    "every attribute is there, and slow": (
        "import time\nclass Slow:\n    def __getattr__(self, name):\n        while True: time.sleep(1)\nforecast = Slow()"
    ),
    "a pickle would run a program": (
        "import os\nclass Runs:\n    def __reduce__(self): return os.system, ('touch /tmp/nncourse-attacked',)\nforecast = Runs()"
    ),
    "an object says it belongs to the grader": (
        "class Told(dict): pass\nforecast = Told(value=['yours', 1], ask='print', error=None)"
    ),
}


def notebook_of(chapter):
    """The released notebook of a chapter's exercises."""
    (path,) = EXERCISES.glob(f"{chapter}-*.ipynb")
    return path, json.loads(path.read_text(encoding="utf-8"))


def filled(chapter, own=None, *, before=""):
    """A notebook with answers, by the name of the exercise, and code added to its first cell."""
    _, made = notebook_of(chapter)
    code = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    code[0]["source"] = "".join(code[0]["source"]) + "\n" + before
    for answer, check in zip(code, code[1:]):
        name = check["metadata"].get("nbgrader", {}).get("grade_id")
        if name in (own or {}):
            answer["source"] = own[name]
    return made


def right(chapter):
    """A right answer to each exercise of a chapter."""
    rows = [one for one in reversed(answers.answers_of(chapter)) if one.kind == "right" and not one.verdict]
    return {one.exercise: one.source for one in rows}


def graded(tmp_path, made, chapter="01", hidden=()):
    """What grading a notebook leads to."""
    path = tmp_path / "learner.ipynb"
    path.write_text(json.dumps(made), encoding="utf-8")
    return notebook.grade(path, notebook_of(chapter)[0], chapter, hidden=hidden)


def points(result):
    """The points of a result by exercise, those above 0."""
    return {task["name"]: task["points"] for task in result["tasks"] if task["points"]}


def report(result):
    """All that a teacher reads about a result."""
    return "\n".join([*result["remarks"], *(f"{task['message']}\n{task['printed']}" for task in result["tasks"])])


def processes(folder):
    """The processes that were started for workers in a folder, and what they have started."""
    found = []
    for one in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            found += [one.parent.name] if f"HOME={folder}/".encode() in one.read_bytes() else []
    return found


def memory():
    """The most bytes that this process had at a time, where the system tells."""
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return 0


@pytest.fixture(autouse=True)
def soon(monkeypatch, tmp_path):
    """Limits of a few seconds; no worker is left afterwards, and who comes next gets what an honest answer earns."""
    monkeypatch.setattr(session, "CELL", 4)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sandbox, "SECONDS", 3)
    monkeypatch.delenv("NNLIB_EXAM", raising=False)


def next_one_is_graded(tmp_path):
    """An honest notebook gets its points after whatever came before, and no process is left."""
    assert processes(tmp_path) == []
    result = graded(tmp_path, filled("01", {"weighted_sum": right("01")["weighted_sum"]}))
    assert points(result) == {"weighted_sum": 1} and result["remarks"] == []


@pytest.mark.parametrize("tried", CELLS, ids=lambda name: name.replace(" ", "-"))
def test_attack_in_a_cell_gets_no_point_is_named_and_harms_nobody(tried, tmp_path):
    if tried in CLOSED_ALONE and not CLOSED:
        pytest.skip("this system allows no namespaces")
    code, words = CELLS[tried]
    start, taken = time.monotonic(), memory()
    result = graded(tmp_path, filled("01", before=code))
    assert points(result) == {}
    assert memory() - taken < 150 << 20
    assert words in report(result)
    assert time.monotonic() - start < 40
    next_one_is_graded(tmp_path)


@closed
@pytest.mark.parametrize("tried", OUTSIDE, ids=lambda name: name.replace(" ", "-"))
def test_attack_reaches_nothing_outside_its_own_folder(tried, tmp_path):
    import socket

    others = tmp_path / "others"
    others.mkdir()
    (others / "ben.ipynb").write_text("secret", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as door:
        door.bind(place := tempfile.mktemp(dir="/tmp"))
        door.listen()
        names = {
            "SOCKET": place,
            "OTHERS": str(others),
            "GRADER": os.getpid(),
            "PORT": server.getsockname()[1],
            "COURSE": str(EXERCISES.parents[1]),
        }
        told = "\n".join(f"{name} = {value!r}" for name, value in names.items())
        code = f"{told}\n{OUTSIDE[tried]}"
        own = right("01")["weighted_sum"]
        made = filled("01", {"weighted_sum": f"{code}\n{own}"})
        result = graded(tmp_path, made, hidden=[others])
    Path(place).unlink()
    (task,) = [one for one in result["tasks"] if one["name"] == "weighted_sum"]
    assert "secret" not in task["printed"] and "['ben.ipynb'" not in task["printed"]
    assert sorted(path.name for path in others.iterdir()) == ["ben.ipynb"]
    assert result["remarks"] != []
    assert points(result) in ({}, {"weighted_sum": 1})  # the honest function below it may still be there
    next_one_is_graded(tmp_path)


@pytest.mark.parametrize("tried", VALUES, ids=lambda name: name.replace(" ", "-"))
def test_value_that_lies_gets_no_point_and_the_answers_beside_it_get_theirs(tried, tmp_path):
    own = right("01")
    every = {name: source for name, source in own.items() if name != "flip"} | {"flip": VALUES[tried]}
    result = graded(tmp_path, filled("01", every))
    (flip,) = [task for task in result["tasks"] if task["name"] == "flip"]
    assert flip["points"] == 0 and flip["message"] and len(flip["message"]) < 3_000
    assert points(result).keys() == own.keys() - {"flip"}
    assert not Path("/tmp/nncourse-attacked").exists()
    next_one_is_graded(tmp_path)


FUNCTIONS = {  # chapter, exercise and an answer that reaches for what the check works out the right result with
    "the layers get another activation": (
        "05",
        "journey",
        "def journey(layers, x):\n    class Zero:\n        def __call__(self, z): return 0 * z\n"
        "    for layer in layers: layer.act_function = Zero()\n"
        "    steps = [x]\n    for layer in layers: steps.append(np.zeros((layer.outs, x.shape[1])))\n    return steps",
    ),
    "the layers get another method": (
        "05",
        "journey",
        "def journey(layers, x):\n    for layer in layers:\n"
        "        layer.forward_pass = lambda x, outs=layer.outs: np.zeros((outs, x.shape[1]))\n"
        "    return [x, *(np.zeros((layer.outs, x.shape[1])) for layer in layers)]",
    ),
    "the weights become 0": (
        "05",
        "collapse",
        "def collapse(layers):\n    for layer in layers: layer.W[...], layer.b[...] = 0, 0\n"
        "    return np.zeros((layers[-1].outs, layers[0].ins)), np.zeros((layers[-1].outs, 1))",
    ),
    "the classes of the library are patched": (
        "05",
        "journey",
        "def journey(layers, x):\n    import nnlib.layers\n    nnlib.layers.Layer.forward_pass = lambda self, x: x\n"
        "    return [x] * (len(layers) + 1)",
    ),
    "NumPy is patched": (
        "01",
        "weighted_sum",
        "def weighted_sum(*_):\n    np.allclose = np.array_equal = lambda *_, **__: True\n    return 0.0",
    ),
    "the globals of a given function are read": (
        "02",
        "or_of_nands",
        "def or_of_nands(nand, a, b):\n    print(nand.__globals__.get('solve_or_of_nands'), nand.__closure__)\n"
        "    return nand.__globals__['solve_or_of_nands'](nand, a, b)",
    ),
    "a wire's signal is written": (
        "02",
        "or_of_nands",
        "def or_of_nands(nand, a, b):\n    c = nand(a, b)\n    c.signal = [0, 1, 1, 1]\n    return c",
    ),
    "another object's methods are asked of the grader": (
        "02",
        "or_of_nands",
        "def or_of_nands(nand, a, b):\n    from nncourse.grading import worker\n    return worker.side.ask('method', a, '__reduce__', [], {})",
    ),
    "a wire is made without a gate": (
        "02",
        "or_of_nands",
        "def or_of_nands(nand, a, b):\n    return type(a).__new__(type(a))",
    ),
    "the gradient of a leaf is written": (
        "15",
        "mean",
        "def mean(t):\n    t.grad = np.ones(t.data.shape)\n    t.edges = [(t, lambda upstream: upstream)]\n    return t",
    ),
    "the class of the result lies": (
        "15",
        "tanh",
        "def tanh(z):\n    class Lies:\n        __class__ = property(lambda self: type(z))\n"
        "        depth, edges, data, grad = 1, [], 0.0, 0.0\n        def backward(self, *_): pass\n"
        "        def __mul__(self, other): return self\n    return Lies()",
    ),
    "the network is taught to fail": (
        "17",
        "nudge_to",
        "def nudge_to(net, x, goal, size):\n    net.layers = []\n    return x",
    ),
    "the generator is set back": (
        "18",
        "sample",
        "def sample(scores, T, rng):\n    rng.bit_generator.state = np.random.default_rng(0).bit_generator.state\n    return 0",
    ),
    "a function never ends": ("01", "weighted_sum", "def weighted_sum(*_):\n    while True: pass"),
    "a function never ends, whatever it is sent": (
        "01",
        "weighted_sum",
        "def weighted_sum(*_):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    ),
    "a given function is called for ever": (
        "02",
        "or_of_nands",
        "def or_of_nands(nand, a, b):\n    while True:\n        try: nand(a, b)\n        except BaseException: pass",
    ),
    "a function prints for ever": (
        "01",
        "weighted_sum",
        "def weighted_sum(*_):\n    while True:\n        try: print('x' * 1000)\n        except BaseException: pass",
    ),
    "a function calls itself for ever": ("01", "weighted_sum", "def weighted_sum(*a): return weighted_sum(*a)"),
    "a function leaves Python": ("01", "weighted_sum", "import os\ndef weighted_sum(*_): os._exit(0)"),
    "a function returns a list without end": (
        "01",
        "weighted_sum",
        "def weighted_sum(*_):\n    a = []\n    a.append(a)\n    return a",
    ),
    "a function raises what a check raises": (
        "01",
        "weighted_sum",
        "def weighted_sum(*_):\n    raise type('Finding', (BaseException,), {'state': 'passed', 'yours': 0})('right')",
    ),
    "a signature lies": (
        "01",
        "weighted_sum",
        "class F:\n    __signature__ = property(lambda self: 1 / 0)\n    __name__ = 'x' * 10**6\n"
        "    def __call__(self, *_): return self\nweighted_sum = F()",
    ),
}


@pytest.mark.parametrize("tried", FUNCTIONS, ids=lambda name: name.replace(" ", "-"))
def test_function_that_reaches_for_the_check_gets_no_point_and_others_get_theirs(tried, tmp_path):
    chapter, name, source = FUNCTIONS[tried]
    own = right(chapter)
    beside = next(other for other in own if other != name)
    result = graded(tmp_path, filled(chapter, {name: source, beside: own[beside]}), chapter)
    (task,) = [one for one in result["tasks"] if one["name"] == name]
    assert task["points"] == 0 and task["state"] in ("failing", "not attempted") and task["message"]
    assert points(result).keys() == {beside}
    next_one_is_graded(tmp_path)


@closed
def test_what_has_to_be_hidden_is_hidden_also_beside_what_is_needed(tmp_path):
    if not os.access(sys.prefix, os.W_OK):
        pytest.skip("this Python's folder can't be written")
    with tempfile.TemporaryDirectory(dir=sys.prefix) as others:
        (Path(others) / "ben.ipynb").write_text("secret", encoding="utf-8")
        code = f"import os, sys\nprint(os.listdir({others!r}), os.listdir(sys.prefix) != [])\nforecast = 1"
        for hidden, told in (([], "['ben.ipynb'] True"), ([Path(others)], "[] True")):
            result = graded(tmp_path, filled("01", {"flip": code}), hidden=hidden)
            assert [task["printed"] for task in result["tasks"] if task["name"] == "flip"] == [told]


def test_cells_as_no_program_writes_them_cost_no_time_and_no_other_answer(tmp_path):
    made = filled("01", {"weighted_sum": right("01")["weighted_sum"]})
    strange = [
        {"id": [], "source": "forecast = 1"},
        {"id": {}, "metadata": [], "source": None},
        {"metadata": {"nbgrader": {"grade_id": ["flip"], "grade": {}}}, "source": ["forecast = ", 1]},
        {"source": "\n" * 300_000},
        {"source": "_" * 100_000},
        {"source": "x = 1" + "+1" * 100_000},
        {"source": "x = a" + "[0]" * 10_000},
        {"source": "x = " + "-" * 100_000 + "1"},
        {"source": "print('\\ud800')\nraise ValueError('\\ud800')"},
        {"source": "\ud800"},
    ]
    made["cells"] += [{"cell_type": "code", "outputs": []} | cell for cell in strange]
    start = time.monotonic()
    assert points(graded(tmp_path, made)) == {"weighted_sum": 1}
    assert time.monotonic() - start < 30
    next_one_is_graded(tmp_path)


def test_notebook_that_takes_long_keeps_what_it_earned_until_its_time_was_over(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "ALL", 5)
    own = right("01")
    made = filled("01", {"weighted_sum": own["weighted_sum"], "best_bias": own["best_bias"]})
    (at,) = [
        k for k, cell in enumerate(made["cells"]) if cell["metadata"].get("nbgrader", {}).get("grade_id") == "flip"
    ]
    slow = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "import time\ntime.sleep(2)"}
    made["cells"][at:at] = [slow] * 10
    start = time.monotonic()
    result = graded(tmp_path, made)
    assert points(result) == {"weighted_sum": 1}
    assert "the notebook was still running after 5 seconds" in "\n".join(result["remarks"])
    assert time.monotonic() - start < 25
    next_one_is_graded(tmp_path)


def test_mistakes_in_what_an_answer_is_given_take_no_memory_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "CELL", 12)
    monkeypatch.setattr(sandbox, "SECONDS", 6)
    code = "def or_of_nands(nand, a, b):\n    while True:\n        try: nand(a, **{'b' * 4_000_000: b})\n        except Exception: pass"
    taken = memory()
    assert points(graded(tmp_path, filled("02", {"or_of_nands": code}), "02")) == {}
    assert memory() - taken < 250 << 20


def test_worker_that_listens_no_more_is_stopped_however_much_is_sent_to_it(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "ALL", 8)
    made = filled("01", before=FORGED + "import time\nworker.side.receive = lambda: time.sleep(1e6)")
    made["cells"] = [cell for cell in made["cells"] if cell["cell_type"] == "code"][:1]
    made["cells"].append(made["cells"][0] | {"id": "long", "source": "#" + "x" * 300_000})
    start = time.monotonic()
    result = graded(tmp_path, made)
    assert points(result) == {} and "still running" in report(result)
    assert time.monotonic() - start < 20
    next_one_is_graded(tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize(
    "end",
    [
        "",
        "while True: pass",
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)",
        FORGED + "worker.side.receive = lambda: time.sleep(1e6)",
    ],
    ids=["it ends", "it never ends", "it ignores that it is to end", "it listens no more"],
)
def test_program_left_behind_where_nothing_is_cut_off_does_not_hold_up_the_grading(tmp_path, monkeypatch, end):
    monkeypatch.setattr(session, "can_cut_off", lambda: False)
    code = (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(15)\n    os._exit(0)\n"
    )
    start = time.monotonic()
    made = filled("01", {"weighted_sum": right("01")["weighted_sum"]}, before=code)
    last = {"cell_type": "code", "metadata": {}, "outputs": []}
    made["cells"] += [last | {"source": end}, last | {"source": "#" + "x" * 300_000}]
    assert points(graded(tmp_path, made)) == {"weighted_sum": 1}
    assert time.monotonic() - start < 14


def test_what_a_notebook_says_of_its_points_and_checks_counts_for_nothing(tmp_path):
    made = filled("01")
    for cell in made["cells"]:
        if told := cell["metadata"].get("nbgrader"):
            told["points"], cell["source"] = 100, "assert True"
    extra = json.loads(json.dumps(made["cells"][-1])) | {"cell_type": "code", "source": "True", "outputs": []}
    extra["metadata"] = {"nbgrader": {"grade": True, "grade_id": "bonus", "points": 50, "locked": True}}
    made["cells"].append(extra)
    result = graded(tmp_path, made)
    assert points(result) == {}
    assert sum(task["of"] for task in result["tasks"]) < 100
    assert "flip: its check was edited" in report(result) and "'bonus'" in report(result)


def test_feedback_and_tables_hold_nothing_of_a_learner_but_text(tmp_path):
    import re

    from nncourse.grading import collected
    from nncourse.grading import report as pages

    evil = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31mred\u202egnp.exe"
    made = filled("01", {"flip": f"print({evil!r})\nforecast = {evil!r}\nraise ValueError({evil!r})"})
    result = graded(tmp_path, made)
    work = collected.Work("<b>=Ana</b>/../..", "01-neurons", tmp_path, tmp_path)
    pages.write(tmp_path / "to", {work: result}, [evil])
    written = {path: path.read_text(encoding="utf-8-sig") for path in (tmp_path / "to").rglob("*") if path.is_file()}
    assert {path.suffix for path in written} == {".html", ".csv"}
    assert all(path.is_relative_to(tmp_path / "to") for path in written)
    for path, text in written.items():
        assert "\x1b" not in text and "\u202e" not in text, path
        if path.suffix == ".html":
            assert not re.search(r"<(script|img|b>=)", text), path
    assert any("&lt;script&gt;" in text for text in written.values())


def test_no_right_answer_of_the_course_is_named():
    for chapter in sorted(path.stem for path in answers.ANSWERS.glob("[0-9][0-9].py")):
        for answer in answers.answers_of(chapter):
            found = [what for pattern, what in notebook.STRANGE.items() if notebook.re.search(pattern, answer.source)]
            assert answer.kind != "right" or found == [], f"{chapter}.py:{answer.line}: {found}"
