"""Peak memory of a training run, whether it grows with the epochs, and of each lesson; the time of `import nnlib`."""

import contextlib
import os
import statistics
import subprocess
import sys
import threading
import time

import nbformat
import psutil  # which comes with Jupyter's kernel
from nbclient import NotebookClient

from benchmarks import report

NOTEBOOKS = report.RESULTS.parents[1] / "notebooks"
PEAK = """
def peak():  # in megabytes
    import resource, sys
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    with open("/proc/self/status") as file:  # its own: ru_maxrss begins with the memory of whoever started it
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) * 1024 / 1e6
"""
TRAIN = """
import numpy as np
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, load_mnist, train
before = peak()
(x, y), test = load_mnist()
loaded = peak()
rng = np.random.default_rng(0)
net = NeuralNetwork([Layer(i, o, a, rng=rng, dtype=np.float32)
                     for i, o, a in ((784, 128, ReLU()), (128, 64, ReLU()), (64, 10, Identity()))])
def after_epoch(net, history):
    peaks.append(peak())
peaks = []
train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs={epochs}, validation=test, rng=rng, progress=False,
      on_epoch_end=after_epoch)
print(before, loaded, *peaks)
"""
FRAMEWORKS = ("torch", "keras", "jax")


def training(epochs):
    """Train in a fresh process; return its peak in megabytes with nnlib, with MNIST, and after each epoch."""
    code = PEAK + TRAIN.replace("{epochs}", str(epochs))
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    before, loaded, *peaks = map(float, output.split())
    return before, loaded, peaks


def watch(sums, over):
    """Note until ``over`` what a kernel needs together with the programs that it has launched, if there are any.

    In megabytes, every 50 milliseconds; on Linux, what processes share, such as PyTorch's code, counts once.
    """
    while not over.wait(0.05):
        with contextlib.suppress(psutil.Error):  # a process has just ended
            kernel, *launched = psutil.Process().children(recursive=True) or [None]
            if launched:
                told = [process.memory_full_info() for process in (kernel, *launched)]
                sums.append(sum(getattr(one, "pss", one.rss) for one in told) / 1e6)


def lesson(path, block=()):
    """Run a lesson in a fresh kernel, without some packages; return the kernel's peak after the main text, and in all.

    In megabytes. If it launches programs, as in chapter 16, a third number counts them, too.
    """
    notebook = nbformat.read(path, as_version=4)
    cells, sums, over = notebook.cells, [], threading.Event()
    deeper = next(i for i, cell in enumerate(cells) if cell.source.startswith("## Deeper"))
    ask = PEAK + "print(peak())"
    notebook.cells = [
        nbformat.v4.new_code_cell(f"import sys; sys.modules.update(dict.fromkeys({block!r}))"),
        *cells[:deeper],
        nbformat.v4.new_code_cell(ask),
        *cells[deeper:],
        nbformat.v4.new_code_cell(ask),
    ]
    where = {"metadata": {"path": str(path.parent)}}
    threading.Thread(target=watch, args=(sums, over)).start()
    try:
        settings = {"kernel_name": "python3", "resources": where, "allow_errors": bool(block)}
        NotebookClient(notebook, timeout=None, **settings).execute()
    finally:
        over.set()
    kernel = [round(float(notebook.cells[i].outputs[0].text)) for i in (deeper + 1, -1)]
    return [*kernel, round(max(sums))] if sums else kernel


def lessons():
    """Measure all lessons, those that use frameworks also with them; return a dictionary."""
    os.environ["TQDM_DISABLE"] = "1"
    measured = {}
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb")):
        measured[path.stem] = lesson(path, FRAMEWORKS)
        if any({"torch", "keras"} & set(cell.metadata.get("tags", ())) for cell in nbformat.read(path, 4).cells):
            measured[f"{path.stem} with frameworks"] = lesson(path)
    return measured


def import_seconds(code):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def run(threads, rounds):
    """Measure in fresh processes, print and store."""
    before, loaded, peaks = training(20)
    print(f"peak memory: {before:.0f} MB with NumPy and nnlib, {loaded:.0f} MB with MNIST in float32,")
    print(f"   {peaks[0]:.0f} MB after one epoch of 784-128-64-10, {peaks[-1]:.0f} MB after {len(peaks)}")
    kernels = lessons()
    for name, (main, whole, *launched) in kernels.items():
        print(
            f"{name:40} {main:5} MB, with Deeper {whole:5} MB",
            *(f"and programs {all_of_it:5} MB" for all_of_it in launched),
        )
    rows = []
    for _ in range(3 * rounds):
        rows.append([import_seconds(code) for code in ("pass", "import numpy", "import nnlib")])
    ratio = statistics.median((c - a) / (b - a) for a, b, c in rows)
    print(f"import nnlib takes {ratio:.2f} times as long as import numpy")
    report.store(
        "memory", {"before": before, "loaded": loaded, "peaks": peaks, "lessons": kernels, "import ratio": ratio}
    )
