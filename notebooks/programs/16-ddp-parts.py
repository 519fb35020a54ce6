"""Chapter 16: a hundred steps with parts that are unequal, by PyTorch's DistributedDataParallel, in two ways."""

import os
import sys
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch import nn

from nnlib import save
from nnlib.parallel import chapter_08

(folder,) = sys.argv[1:]  # where to save
torch.set_num_threads(1)
dist.init_process_group("gloo")
rank, size = dist.get_rank(), dist.get_world_size()

for parts in ("plain", "weighted"):  # by the size of each rank's part
    (x, y), _, net, rng = chapter_08()  # its start, and its order
    few = rng.permutation(len(y))[:6400]  # a hundred steps need no more, and each process has its own
    images, labels = torch.tensor(x.T[few]).double(), torch.tensor(y[few]).long()
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)).double()
    for (value, _), parameter in zip(net.parameters(), model.parameters()):
        parameter.data[:] = torch.tensor(value).reshape(parameter.shape)
    model = nn.parallel.DistributedDataParallel(model)
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2)

    order = np.arange(len(few))
    for start in range(0, 6400, 64):
        batch = order[start : start + 64]
        mine = np.array_split(batch, size)[rank]
        optimizer.zero_grad()
        loss = loss_fn(model(images[mine]), labels[mine])
        if parts == "weighted":
            loss = loss * (size * len(mine) / len(batch))
        loss.backward()  # here DDP puts the gradients of all ranks together
        optimizer.step()

    if rank == 0:
        for (value, _), parameter in zip(net.parameters(), model.parameters()):
            value[:] = parameter.detach().numpy().reshape(value.shape)
        save(net, Path(folder) / f"{parts}.npz")

dist.destroy_process_group()
sys.stdout.flush()
os._exit(0)  # at once: while Python ends in its usual way, threads of gloo that still run can crash it
