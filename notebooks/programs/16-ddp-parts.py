"""Chapter 16: the network of chapter 08 in parts that may be unequal, by PyTorch's DistributedDataParallel."""

import os
import sys

import numpy as np
import torch
import torch.distributed as dist
from torch import nn

from nnlib import save
from nnlib.parallel import chapter_08

path, parts = sys.argv[1:]  # where to save; "plain", or "weighted" by the size of each rank's part
torch.set_num_threads(1)
dist.init_process_group("gloo")
rank, size = dist.get_rank(), dist.get_world_size()

(x, y), _, net, rng = chapter_08()  # its start, and its order
images, labels = torch.tensor(x.T).double(), torch.tensor(y).long()
model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)).double()
with torch.no_grad():
    for (value, _), parameter in zip(net.parameters(), model.parameters()):
        parameter.copy_(torch.tensor(value).reshape(parameter.shape))

model = nn.parallel.DistributedDataParallel(model)
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
order = rng.permutation(len(labels))
for start in range(0, len(order), 64):
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
    save(net, path)
    print(f"{size} ranks, {parts}: saved")
dist.destroy_process_group()
sys.stdout.flush()
os._exit(0)  # at once: while Python ends in its usual way, threads of gloo that still run can crash it
