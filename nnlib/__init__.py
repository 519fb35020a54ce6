"""The code of the course, chapter by chapter: from one neuron to a network that reads handwritten digits."""

from nnlib.neuron import Neuron  # 01
from nnlib.perceptron import Perceptron, step  # 02
from nnlib.activations import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh  # 03
from nnlib.layers import Layer, create_bias_vector, create_weight_matrix  # 04
from nnlib.network import NeuralNetwork  # 05
from nnlib.losses import MSE, BinaryCrossEntropy, CrossEntropy, one_hot  # 06
from nnlib.metrics import PairedDifference, accuracy  # 06, 09
from nnlib.gradient_check import gradient_check, numerical_gradient, numerical_gradients  # 07
from nnlib.mnist import load_idx, load_mnist  # 08
from nnlib.kaggle import load_kaggle_csv, load_mnist_csv  # 08
from nnlib.optimizers import SGD, Adam, Momentum, Optimizer, RMSProp  # 08, 09
from nnlib.training import History, train  # 08
from nnlib.schedules import cosine_decay, one_cycle  # 09
from nnlib.augmentation import Augment, resample  # 10
from nnlib.regularization import Dropout, EarlyStopping, WeightDecay  # 10
from nnlib.convolution import Conv2D, Flatten, Images, MaxPool2D  # 11
from nnlib.distillation import Distillation, soft_targets  # 12
from nnlib.autodiff import AutodiffLayer, Tensor, Value, unbroadcast  # 15
from nnlib.letters import Embedding, windows  # 18
from nnlib.names import load_names  # 18
from nnlib.attention import attend, same_owner_mask  # 19
from nnlib.saving import load, save  # 08: of every layer up to 11
from nnlib.printing import printed_as_calls

__version__ = "0.3.0"

printed_as_calls(
    Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh, Layer, NeuralNetwork, SGD, Optimizer, MSE, BinaryCrossEntropy,
    CrossEntropy, WeightDecay, Dropout, EarlyStopping, Augment, Conv2D, Flatten, Images, MaxPool2D, Distillation,
    Embedding,
)  # fmt: skip

__all__ = [
    "Neuron", "step", "Perceptron", "Identity", "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Softmax",
    "create_weight_matrix", "create_bias_vector", "Layer", "NeuralNetwork", "MSE", "BinaryCrossEntropy",
    "CrossEntropy", "one_hot", "accuracy", "numerical_gradient", "numerical_gradients", "gradient_check",
    "load_idx", "load_mnist", "load_mnist_csv", "load_kaggle_csv", "SGD", "train", "History", "save", "load",
    "Momentum", "RMSProp", "Adam", "cosine_decay", "one_cycle", "PairedDifference",
    "WeightDecay", "Dropout", "EarlyStopping", "resample", "Augment", "Images", "Conv2D", "MaxPool2D", "Flatten",
    "soft_targets", "Distillation", "Value", "unbroadcast", "Tensor", "AutodiffLayer",
    "windows", "Embedding", "load_names", "attend", "same_owner_mask",
]  # fmt: skip


def __getattr__(name):
    """Find what had another name until edition 4, with a warning: the old names are gone with the next release."""
    now = {"slopes_of": "numerical_gradient", "Recorded": "AutodiffLayer", "own_only": "same_owner_mask"}.get(name)
    if now is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import warnings

    warnings.warn(f"{name} is now {now}; the old name is gone with the next release", DeprecationWarning, stacklevel=2)
    return globals()[now]
