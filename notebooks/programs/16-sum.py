"""Chapter 16: three numbers on each rank, and their sums on every rank."""

import numpy as np
from mpi4py import MPI

comm = MPI.COMM_WORLD
mine = np.array([1.0, 10.0, 100.0]) * (comm.rank + 1)
total = np.empty_like(mine)
comm.Allreduce(mine, total)
if comm.rank == 0:
    print(f"{comm.size} ranks, everybody holds {total}")
