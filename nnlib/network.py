"""Chapter 05 · The forward pass: layers in a chain. Chapter 07 adds the backward pass."""

import numpy as np

from nnlib.checks import as_network_inputs, check_columns, check_fit, expect, in_layer
from nnlib.metrics import most_likely, slices, threshold_of


class NeuralNetwork:
    """Layers in a chain: the outputs of each are the inputs of the next.

    Parameters
    ----------
    layers : list of layers
        In the order of the work. A layer is anything with ``forward_pass``, ``backward_pass`` and
        ``parameters``; sizes ``ins`` and ``outs`` are compared where both neighbours have them.

    Raises
    ------
    TypeError, ValueError
        If an entry is not a layer (a network is none: join the lists), there is none, one stands in
        two places, or two neighbours do not fit.
    """

    def __init__(self, layers):
        check_fit(layers)
        self.layers = list(layers)

    def forward_pass(self, x):
        """Return the outputs of the last layer.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n)
            n examples, one per column.

        Returns
        -------
        array of shape (outs, n)
        """
        for number, layer in enumerate(self.layers, start=1):
            with in_layer(number):
                x = layer.forward_pass(x)
        return x

    def predict(self, x):
        """Return the most likely label of each example.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n)

        Returns
        -------
        integer array of shape (n,): the row of the greatest output; for a network with a single
        output 1 where it lies above the threshold of the last activation (0 for a logit, 0.5 for a
        sigmoid), else 0.

        Raises
        ------
        ValueError
            If the outputs hold NaN, or are no columns: such a network has no answer.
        """
        x = as_network_inputs(x, self)
        outputs = np.concatenate([self.forward_pass(part) for part in slices(x)], axis=-1)
        check_columns(outputs)
        expect(not np.isnan(outputs).any(), "the outputs hold NaN, so there is no answer: did training diverge?")
        return most_likely(outputs, threshold_of(self))

    def backward_pass(self, d_outputs):
        """Fill every layer's gradients, from the last layer to the lowest that has parameters.

        Parameters
        ----------
        d_outputs : array, shape (outs, n)
            The gradient of the loss with respect to the last outputs, such as
            ``loss.derivative(outputs, targets)``.
        """
        first = 0  # the first layer that has something to learn
        while first < len(self.layers) - 1 and not self.layers[first].parameters():
            first += 1
        da = d_outputs
        for i in reversed(range(first, len(self.layers))):
            with in_layer(i + 1):
                da = self.layers[i].backward_pass(da, need_dx=(i > first))

    def parameters(self):
        """Return the (value, gradient) pairs of all layers, first layer first."""
        pairs = []
        for layer in self.layers:
            pairs += layer.parameters()
        return pairs
