"""Ten thousand hostile files: hypothesis mutates real IDX, gzip, CSV and npz files, and each must be refused in words
(ValueError with a sentence) or read exactly as an independent reader reads it, within a memory cap."""

import csv
import gzip
import io
import struct
import tempfile
import tracemalloc
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import report
from nnlib import Identity, Layer, LeakyReLU, NeuralNetwork, load, load_idx, load_mnist, load_mnist_csv, save
from nnlib.mnist import FOLDER

EACH = 2500  # files of each of the four kinds
CAP = 16e6  # bytes that reading one of these small files may allocate; what some claim goes to 10^19
EXTREME = [
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"\0\0\0\1",
    b"\0\1\0\0",
    b"-1",
    b"nan",
    b"1e9",
]

positions = st.floats(0, 1, exclude_max=True)
mutation = st.one_of(
    st.tuples(st.just("overwrite"), positions, st.sampled_from(EXTREME) | st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("insert"), positions, st.sampled_from(EXTREME) | st.binary(min_size=1, max_size=64)),
    st.tuples(st.just("header"), st.integers(0, 40), st.sampled_from(EXTREME) | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("delete"), positions, st.integers(1, 500)),
    st.tuples(st.just("repeat"), positions, st.integers(1, 500)),
    st.tuples(st.just("truncate"), positions, st.just(None)),
    st.tuples(st.just("cut off"), st.just(0.0), st.integers(1, 8)),
    st.tuples(st.just("flip"), positions, st.integers(1, 255)),
)
mutations = st.lists(mutation, min_size=1, max_size=4)


def mutate(data, steps):
    """Return data after a list of mutations; positions are shares of its length, or bytes of its header."""
    data = bytearray(data)
    for kind, where, what in steps:
        at = where if kind == "header" else int(where * len(data))
        if kind in ("overwrite", "header"):
            data[at : at + len(what)] = what
        elif kind == "insert":
            data[at:at] = what
        elif kind == "delete":
            del data[at : at + what]
        elif kind == "repeat":
            data[at:at] = data[at : at + what]
        elif kind == "truncate":
            del data[at:]
        elif kind == "cut off":
            del data[-what:]
        elif data:
            data[at] ^= what
    return bytes(data)


def idx_by_hand(data):
    """Read IDX with nothing of nnlib: None where the bytes are not a well-formed file of unsigned bytes."""
    if data[:3] != b"\0\0\x08" or len(data) < 4:
        return None
    shape = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return np.array(list(data[4 + 4 * data[3] :]), dtype=np.uint8).reshape(shape)


def gzip_by_hand(data):
    """Inflate all members of a gzip file with zlib alone, then read it as IDX."""
    content = b""
    while data.strip(b"\0"):
        stream = zlib.decompressobj(31)
        content += stream.decompress(data)
        if not stream.eof:
            return None
        data = stream.unused_data
    return idx_by_hand(content)


def csv_by_hand(data):
    """Read Kaggle's format with the csv module; None where no line break ends the last row: a number may be cut."""
    if data.rpartition(b"\n")[2].strip():
        return None
    header, *rows = csv.reader(io.StringIO(data.decode("latin1").removeprefix("\xef\xbb\xbf"), newline=""))
    table = np.array([[int(cell) for cell in row] for row in rows if "".join(row).strip()], dtype=np.uint8)
    labels = table[:, 0] if header[0] == "label" else np.zeros(0)
    return np.concatenate([labels.astype(float), (table[:, -784:] / 255).ravel()])


def network_by_hand(data):
    """Read a saved network with the zipfile module and NumPy's own reader of arrays."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = ["W1", "b1", "W2", "b2"] if "W2.npy" in archive.namelist() else ["W1", "b1"]
        members = [io.BytesIO(archive.read(f"{name}.npy")) for name in names]
    return np.concatenate([np.lib.format.read_array(member, allow_pickle=False).ravel() for member in members])


def as_vector_csv(path):
    x, labels = load_mnist_csv(path, dtype=np.float64)
    return np.concatenate([np.zeros(0) if labels is None else labels.astype(float), x.T.ravel()])


def as_vector_network(path):
    return np.concatenate([value.ravel() for value, _ in load(path).parameters()])


def kaggle_lines(count):
    (x, y), _ = load_mnist()
    lines = [",".join(["label", *(f"pixel{i}" for i in range(784))])]
    pixels = np.rint(255 * x[:, :count].T).astype(int)
    lines += [",".join(map(str, [label, *row])) for label, row in zip(y, pixels)]
    return "\n".join(lines).encode() + b"\n"


def kinds(folder):
    """Return for each kind: a real file's bytes, what is done to mutated bytes, nnlib's reader, the other reader."""
    with gzip.open(FOLDER / "t10k-images-idx3-ubyte.gz") as file:
        images = struct.pack(">4B3I", 0, 0, 8, 3, 5, 28, 28) + file.read()[16 : 16 + 5 * 784]
    labels = (FOLDER / "t10k-labels-idx1-ubyte.gz").read_bytes()
    rng = np.random.default_rng(0)
    net = NeuralNetwork([Layer(20, 5, LeakyReLU(), rng=rng), Layer(5, 3, Identity(), rng=rng)])
    save(net, folder / "network.npz")
    network = (folder / "network.npz").read_bytes()
    return {
        "IDX": (images, [bytes], load_idx, idx_by_hand),
        # As it is, or mutated inside and compressed again, so that the checksum is right and the content wrong.
        "gzip": (labels, [bytes, lambda data: gzip.compress(data, 1)], load_idx, gzip_by_hand),
        "CSV": (kaggle_lines(5), [bytes], as_vector_csv, csv_by_hand),
        "npz": (network, [bytes, repair_checksums], as_vector_network, network_by_hand),
    }


def repair_checksums(data):
    """Return the archive with its contents, whatever they are by now, under checksums that are right."""
    repaired = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(repaired, "w") as new:
            for member in old.infolist():
                names = struct.unpack_from("<2H", data, member.header_offset + 26)
                start = member.header_offset + 30 + sum(names)
                new.writestr(member.filename, data[start : start + member.file_size])
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError):
        return data
    return repaired.getvalue()


def verdict(path, data, read, by_hand):
    """Read one file both ways and say what happened: refused, read, wrong, or over the cap."""
    path.write_bytes(data)
    tracemalloc.start()
    try:
        found = read(path)
    except ValueError as reason:
        found = None
        if len(str(reason)) < 20 or path.name not in str(reason):
            return "refused without a sentence"
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    if peak > CAP:
        return "over the cap"
    if found is None:
        return "refused"
    try:
        expected = by_hand(data)
    except Exception:
        expected = None
    return "read" if expected is not None and np.array_equal(found, expected) else "wrong"


def try_many(path, original, finishers, read, by_hand):
    """Return the count of each verdict over EACH mutated files."""
    counts, wrong = Counter(), []

    @settings(
        max_examples=EACH, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(steps=mutations, finish=st.integers(0, len(finishers) - 1), inside=st.booleans())
    def attempt(steps, finish, inside):
        if counts.total() >= EACH:
            return
        data = mutate(gzip.decompress(original) if finish and original[:2] == b"\x1f\x8b" else original, steps)
        data = finishers[finish](data)
        result = verdict(path, data, read, by_hand)
        counts[result] += 1
        if result not in ("refused", "read"):
            wrong.append((result, steps, finish))

    attempt()
    for case in wrong[:3]:
        print("   ", case)
    return counts


def run(threads, rounds):
    """Try all kinds, print the counts and store them."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, parts in kinds(Path(folder)).items():
            counts = try_many(Path(folder) / f"hostile-{kind}", *parts)
            bad = counts.total() - counts["refused"] - counts["read"] - counts["over the cap"]
            rows.append([kind, counts.total(), counts["refused"], counts["read"], bad, counts["over the cap"]])
            print(kind, dict(counts), flush=True)
    report.store("files", {"cap": CAP, "rows": rows})
    print(as_table({"rows": rows}))


def as_table(result):
    """Return the stored result as the Markdown table of the README."""
    return report.table(
        ["file", "tried", "refused in words", "read correctly", "wrong", "over the cap"], result["rows"]
    )
