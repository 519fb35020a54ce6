"""Python in the browser (Pyodide): what stands in for a shell, which is a sentence, and for the clock of a thread."""

import re
import warnings

from IPython import get_ipython

from nncourse.optional import NotInstalled, on_a_computer

FRAMEWORKS = ("jax", "keras", "mpi4py", "torch")
MAGICS = ("bash", "sh", "script", "system", "sx")
CLOCK = """(period) => { // in milliseconds
  let next = performance.now() + period;
  return {
    get 0() {
      if (performance.now() < next) return 0;
      next = performance.now() + period;
      return 2; // SIGINT
    },
    set 0(answered) {},
  };
}"""


def refuse(command, cell=None):
    """Raise `NotInstalled` with what works in place of a command of the shell, a str; cell, a str, is not looked at."""
    if module := re.match(r"\s*python[\d.]*\s+(-m\s+nncourse\b.*)", command):
        raise NotInstalled(f"There is no shell in the browser. Write %run {module[1].strip()}")
    raise NotInstalled(on_a_computer("A shell needs"))


def show(shell, kind, error, traceback, tb_offset=None):
    """Show a ModuleNotFoundError, as a sentence if what it names is a framework; called by IPython."""
    name = (error.name or "").partition(".")[0]
    if name in FRAMEWORKS:
        kind, error = NotInstalled, NotInstalled(on_a_computer(f"{name} needs"))
    shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)


def prepare():
    """Let a notebook refuse ``!command``, the magics of a shell and the import of a framework in a sentence.

    And be silent about tqdm's having no thread to look after its bars, which are drawn all the same.
    """
    warnings.filterwarnings("ignore", "tqdm:disabling monitor support")
    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((ModuleNotFoundError,), show)
        shell.system = shell.getoutput = refuse
        for name in MAGICS:
            shell.register_magic_function(refuse, "line_cell", name)


def set_clock(period):
    """Let Pyodide interrupt Python every period, in seconds, or not at all if it is None."""
    from pyodide.code import run_js
    from pyodide_js import setInterruptBuffer

    setInterruptBuffer(period and run_js(CLOCK)(1000 * period))
