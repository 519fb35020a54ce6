"""Chapter 16: two ranks add up ten times, and rank 1 does not get that far. What then happens to rank 0?"""

import os
import signal
import sys

import numpy as np
from mpi4py import MPI

fault = sys.argv[1]
comm = MPI.COMM_WORLD
total = np.empty(3)
for step in range(10):
    if comm.rank == 1 and step == 3:
        if fault == "raises":
            raise ValueError("rank 1 has had enough")
        if fault == "is killed":
            os.kill(os.getpid(), signal.SIGTERM)
        if fault == "has fewer steps":
            break
    comm.Allreduce(np.ones(3), total)
