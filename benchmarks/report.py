"""What all measurements share: the machine's description, and where results are stored."""

import json
import os
import platform
from datetime import date
from pathlib import Path

import numpy as np

RESULTS = Path(__file__).parent / "results"


def processor():
    """The processor's own name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def machine():
    """Describe what the numbers were measured on: an environment variable may force kernels or threads."""
    from threadpoolctl import threadpool_info

    blas = [pool for pool in threadpool_info() if pool["user_api"] == "blas" and "numpy" in pool["filepath"]]
    return {
        "date": date.today().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": [f"{pool['internal_api']} {pool['version']}, {pool.get('architecture')} kernels" for pool in blas],
        "blas threads": [pool["num_threads"] for pool in blas],
        "forced": {k: v for k, v in os.environ.items() if k in ("OPENBLAS_CORETYPE", "XLA_FLAGS")},
    }


def as_json(value, indent=""):
    """Return what JSON can say as JSON, each list or dict that holds no other on a line of its own, a str."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if not any(isinstance(one, (dict, list)) for one in inner):
        return json.dumps(value, ensure_ascii=False)
    texts = [as_json(one, indent + " ") for one in inner]
    if isinstance(value, dict):
        texts = [f"{json.dumps(name, ensure_ascii=False)}: {text}" for name, text in zip(value, texts)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, ",\n".join(f"{indent} {text}" for text in texts), indent + closing])


def store(name, result):
    """Write a measurement with the machine's description to results/name.json, and return its text."""
    RESULTS.mkdir(exist_ok=True)
    plain = json.loads(json.dumps({"machine": machine(), **result}))  # in which tuples are lists, and all keys texts
    text = as_json(plain) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    return text


def load(name):
    """Return a stored measurement."""
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def rounded(result):
    """Return a result with all its numbers rounded to four decimals, at every depth."""
    if isinstance(result, dict):
        return {name: rounded(part) for name, part in result.items()}
    if isinstance(result, (list, tuple)):
        return [rounded(part) for part in result]
    return round(result, 4) if isinstance(result, float) else result


def table(header, rows):
    """Lay rows out as a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def save_figure(fig, name):
    """Write a figure to results/name.png, with its title, which a page would show as a caption, above it."""
    RESULTS.mkdir(exist_ok=True)
    fig.suptitle(fig.get_label(), fontsize=12, fontweight="bold")
    fig.savefig(RESULTS / f"{name}.png", dpi=110, facecolor="white", metadata={"Software": None})
