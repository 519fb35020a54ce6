"""``python -m benchmarks speed --threads 2``: measure, print a table, draw it, and store both.

Results go to ``benchmarks/results``, one JSON file per measurement, with the machine's description.
"""

import argparse
import importlib
import os
import sys

MEASUREMENTS = {
    "speed": "one epoch on MNIST, nnlib beside PyTorch, scikit-learn, Keras, per-example loops and the floor",
    "growth": "how an epoch's time grows with batch size, width, depth and number of images",
    "memory": "peak memory of a training run, its growth with epochs, and the time of `import nnlib`",
    "profile": "where the time of a step goes beyond the matrix products, and what was tried to shorten it",
    "accuracy": "the published recipes over five seeds, mean ± standard deviation on the test images",
    "training": "chapter 08's learning rates, batch sizes, settling, more images, and its report on the test images",
    "beyond": "the recipes beyond 99 % of chapters 10 and 11, three seeds each",
    "convolution": "one epoch of chapter 11's network, nnlib beside PyTorch",
    "optimizers": "chapter 09's race and how its rates were chosen, a larger network, steps by batch size",
    "remedies": "chapter 10's sweeps, controls and more seeds, all on validation images",
    "pictures": "chapter 11's comparisons: convolutional and dense, shown moves, few images, shuffled pixels",
    "teaching": "chapter 12's students: every rate tried, all fresh runs, and the five worlds",
    "frameworks": "chapter 13's mistakes at each side's own rate, five seeds each, and a dropout left on",
    "article": "chapter 13: the network, loss and rate of a published article, and three changes, one run each",
    "autodiff": "chapter 15's ReLU and Swish, each at its own rate: the sweep and five fresh pairs",
    "parallel": "chapter 16: two processes beside one on this machine, batch by batch, and the time of adding up",
    "suspects": "chapter 14: which questions accuse 14 faulty programs and 21 correct ones, by two sets of limits",
    "mutants": "chapter 14: every wrong operator, constant and forgotten .T in the script, and who sees it",
    "sharing": "chapter 16: ranks that average their weights now and then, and the steps that larger batches need",
    "fooling": "chapter 17: images nudged for five kinds of networks, a convolutional one among them, five seeds",
    "letters": "chapter 18's models of letters: counting at its best, five networks, temperatures, the leak",
    "attention": "chapter 19's look-ups, dense and by attention, without the root, and attention on names",
    "gpt": "chapter 19's small GPT on names, at three rates, as long as attention and four times as long",
    "live": "the live edition in Chromium: seconds to the notebook, the first output, the first figure; bytes",
    "grading": "thirty notebooks of each of 01 to 04: `nncourse grade` beside nbgrader's autograde",
    "files": "ten thousand hostile files: refused in words, read correctly, or wrong",
}


def at_least_one(text):
    """Return a whole number of at least 1, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {text!r}")
    return int(text)


def main():
    """Measure what was asked for; return a str for `sys.exit` if a package is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__.splitlines()[0],
        epilog="\n".join(f"{name:12} {what}" for name, what in MEASUREMENTS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("measurement", choices=MEASUREMENTS, metavar="measurement", help="one of those listed below")
    parser.add_argument("--threads", type=at_least_one, default=1, help="for every contender alike (default: 1)")
    parser.add_argument("--rounds", type=at_least_one, default=7, help="interleaved repetitions (default: 7)")
    parser.add_argument("--widths", action="store_true", help="of speed: a step of wider and wider networks instead")
    arguments = parser.parse_args()
    if arguments.widths and arguments.measurement != "speed":
        parser.error("--widths belongs to speed")
    # Before NumPy is imported: a BLAS library reads its number of threads when it is loaded.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[name] = str(arguments.threads)
    try:
        measurement = importlib.import_module(f"benchmarks.{arguments.measurement}")
        importlib.import_module("threadpoolctl")  # with which the machine is described, once all is measured
    except ModuleNotFoundError as missing:
        return f'{missing.name} is not installed. In the folder of the course: python -m pip install -e ".[benchmark]"'
    run = measurement.run_widths if arguments.widths else measurement.run
    run(arguments.threads, arguments.rounds)
    return None


if __name__ == "__main__":
    sys.exit(main())
