"""Chapter 18 · The names: reading the list in nnlib, or a list of words of one's own, without believing it blindly."""

from nnlib.checks import as_file, expect
from nnlib.letters import LETTERS
from nnlib.mnist import DAMAGED_GZIP, FOLDER, LARGEST, open_idx, recognise, repair

NAMES = FOLDER.with_name("names")
CHECKSUMS = {  # of the texts, unpacked
    "names.txt.gz": "2cbf6965b95976638b608ca88cc00ec5f641ca21dd2b166dfee74bb26f7ddd23",
    "twice.txt.gz": "49fd77ec539bb092b34a4507fcb3fa573026fba4af9657d05d00fbe65af81621",
}


def load_names(path=None, *, distinct=True):
    """Return first names in small letters a to z, sorted: those given to at least five babies in the US in 2018.

    Source: Social Security Administration, "National data on first names", tabulated in March 2021.

    Parameters
    ----------
    path : str or Path, optional
        Your own text file, gzipped or not, one word a line; without it, the 29,619 names inside nnlib.
    distinct : bool
        False keeps what stands in two lines of the source twice: 2,559 names were given to girls and to boys.

    Returns
    -------
    list of str

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If a file is empty, damaged or over a gigabyte, or a line holds more than letters from a to z, with the number
        of the first such line; a file inside nnlib must have the SHA-256 checksum recorded here.
    """
    if path is not None:
        words = read_words(as_file(path))
    else:
        words = read_words(NAMES / "names.txt.gz") + ([] if distinct else read_words(NAMES / "twice.txt.gz"))
    return sorted(set(words) if distinct else words)


def read_words(path):
    """Return the lines of the text file at a path in small letters, but for empty ones: a list of str."""
    from hashlib import sha256  # here, as it would slow down every `import nnlib`

    with open_idx(path) as file:
        try:
            data = file.read(LARGEST + 1)
        except DAMAGED_GZIP as reason:
            raise ValueError(f"{path.name} is a truncated or damaged gzip file: {reason}") from None
    expect(len(data) <= LARGEST, f"{path.name} holds more than {LARGEST:,} bytes, which are refused")
    expect(data.strip() and not recognise(data[:1000]), f"{path.name} is {recognise(data[:1000]) or 'empty'}")
    sound = path.parent != NAMES or sha256(data).hexdigest() == CHECKSUMS.get(path.name)
    expect(sound, f"{path} is damaged: its SHA-256 checksum is not the recorded one; {repair()}")
    words = data.decode("utf-8-sig", errors="replace").lower().splitlines()
    for number, word in enumerate(words, start=1):
        strange = set(word.strip()) - set(LETTERS[1:])
        expect(not strange, f"line {number} of {path.name} is {word[:40]!r}, but a name holds only the letters a to z")
    return [word.strip() for word in words if word.strip()]
