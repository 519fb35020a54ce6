"""Chapter 16: the network of chapter 08 on several processes, as people write it with PyTorch."""

import os
import sys

import torch
import torch.distributed as dist
from torch import nn
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

from nnlib import save
from nnlib.parallel import chapter_08


def chapter_08_in_torch():
    """Return 5,000 images, their labels, and the network of chapter 08 twice: ours, and a copy in PyTorch."""
    (x, y), _, net, _ = chapter_08()
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)).double()
    for (value, _), parameter in zip(net.parameters(), model.parameters()):
        parameter.data[:] = torch.tensor(value).reshape(parameter.shape)  # .data: without recording it; b becomes flat
    return torch.tensor(x.T[:5000]).double(), torch.tensor(y[:5000]).long(), net, model


path, kind = sys.argv[1:]  # where to save, and what to do about set_epoch
torch.set_num_threads(1)  # one core for each process

dist.init_process_group("gloo")  # carries the messages; between NVIDIA graphics cards, "nccl" does
rank, size = dist.get_rank(), dist.get_world_size()
x, y, net, model = chapter_08_in_torch()
data = TensorDataset(x, y)
assert 64 % size == 0 and len(data) % size == 0, f"{size} ranks cannot share each batch equally"
sampler = DistributedSampler(data)  # asks dist for rank and size
loader = DataLoader(data, batch_size=64 // size, sampler=sampler)
model = nn.parallel.DistributedDataParallel(model)
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.2)

for epoch in range(3):
    if kind == "full":  # the program is started with "full" or "forgotten"
        sampler.set_epoch(epoch)
    if rank == 0:
        print(f"epoch {epoch + 1}, first images of rank 0:", *list(sampler)[:8])
    for images, labels in loader:
        optimizer.zero_grad()
        loss_fn(model(images), labels).backward()  # here DDP puts the gradients of all ranks together
        optimizer.step()

# The weights, back in our network, and in a file
if rank == 0:
    for (value, _), parameter in zip(net.parameters(), model.parameters()):
        value[:] = parameter.detach().numpy().reshape(value.shape)
    save(net, path)
dist.destroy_process_group()
sys.stdout.flush()
os._exit(0)  # without Python's usual ending, in which a thread of gloo that still runs can crash
