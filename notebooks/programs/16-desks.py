"""Chapter 16: what DDP makes of the slopes of the two desks, of which one has three and the other has one."""

import os
import sys

import torch
import torch.distributed as dist
from torch import nn

dist.init_process_group("gloo")
rank = dist.get_rank()
model = nn.parallel.DistributedDataParallel(nn.Linear(1, 1, bias=False))
desks = [[-2.0], [4.0], [1.0]], [[5.0]]
mine = torch.tensor(desks[rank])

model(mine).mean().backward()  # the slope of the mean of weight · x is the mean of the x
if rank == 0:
    print(f"DDP's gradient: {model.module.weight.grad.item():.1f}")
dist.destroy_process_group()
sys.stdout.flush()
os._exit(0)  # without Python's usual ending, in which a thread of gloo that still runs can crash
