"""Settings for every test run, before NumPy is loaded anywhere: kernels of notebooks inherit them."""

import os

# On a busy two-core machine two BLAS threads are several times slower than one. Results do not depend on it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
# A progress bar shows times, which differ from run to run, so a stored output must not hold one.
os.environ["TQDM_DISABLE"] = "1"
