"""What there is of a kind in nnlib, so that something new is tested without being named."""

from nnlib import LeakyReLU, activations

ACTIVATIONS = [kind() for kind in vars(activations).values() if hasattr(kind, "backward")]
ACTIVATIONS += [LeakyReLU(slope) for slope in (0, 0.6, 1 / 3)]
