"""Chapter 16: three numbers on each rank, and their sums on every rank."""

import numpy as np
from mpi4py import MPI

comm = MPI.COMM_WORLD
mine = np.array([1.0, 10.0, 100.0]) * (comm.rank + 1)
total = np.empty_like(mine)
comm.Allreduce(mine, total)
told = comm.gather(f"rank {comm.rank} of {comm.size} holds {total}")
if comm.rank == 0:
    print(*told, sep="\n")
