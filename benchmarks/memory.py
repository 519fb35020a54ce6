"""Peak memory of a training run, whether it grows with the epochs, and what `import nnlib` costs."""

import statistics
import subprocess
import sys
import time

from benchmarks import report

TRAIN = """
import resource, sys
def peak():  # kilobytes on Linux, bytes on macOS
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
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
train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs=20, validation=test, rng=rng, progress=False,
      on_epoch_end=after_epoch)
print(before, loaded, *peaks)
"""


def import_seconds(code):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def run(threads, rounds):
    """Measure in fresh processes, print and store."""
    output = subprocess.run([sys.executable, "-c", TRAIN], check=True, capture_output=True, text=True).stdout
    before, loaded, *peaks = map(float, output.split())
    print(f"peak memory: {before:.0f} MB with NumPy and nnlib, {loaded:.0f} MB with MNIST in float32,")
    print(f"   {peaks[0]:.0f} MB after one epoch of 784-128-64-10, {peaks[-1]:.0f} MB after {len(peaks)}")
    rows = []
    for _ in range(3 * rounds):
        rows.append([import_seconds(code) for code in ("pass", "import numpy", "import nnlib")])
    ratio = statistics.median((c - a) / (b - a) for a, b, c in rows)
    print(f"import nnlib takes {ratio:.2f} times as long as import numpy")
    report.store("memory", {"before": before, "loaded": loaded, "peaks": peaks, "import ratio": ratio})
