"""Read handwritten digits: a neural network that learns from 50,000 images, in NumPy alone.

    python digits.py FOLDER

FOLDER holds the four files of MNIST, as nnlib/data/mnist does. Beside each block stands the lesson that wrote it.
"""

import gzip
import sys

import numpy as np

SIZES = [784, 64, 10]  # pixels, hidden neurons, digits; another number is another layer
RATE, BATCH, EPOCHS = 0.2, 64, 3


def read(path):  # 08: a header with the sizes, then a byte for each pixel or label
    data = gzip.open(path).read()
    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes)


def load(folder, name):  # 01: examples are columns, their pixels from 0 to 1
    images = read(f"{folder}/{name}-images-idx3-ubyte.gz")
    labels = read(f"{folder}/{name}-labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1).T / np.float32(255), labels


def forward(layers, x):  # 05: what one layer gives, the next one takes
    outputs = [x]
    for i, (W, b) in enumerate(layers):
        z = W @ outputs[-1] + b
        outputs.append(np.maximum(z, 0) if i < len(layers) - 1 else z)  # 03: ReLU; the last layer gives logits
    return outputs


def backward(layers, outputs, labels):  # 07: the gradients, from the last layer to the first
    powers = np.exp(outputs[-1] - outputs[-1].max(axis=0))
    dz = powers / powers.sum(axis=0)  # 06: softmax gives the probabilities p,
    dz[labels, np.arange(len(labels))] -= 1  # and p - y is the gradient of the cross-entropy
    dz /= len(labels)
    gradients = []
    for i in reversed(range(len(layers))):
        gradients.insert(0, (dz @ outputs[i].T, dz.sum(axis=1, keepdims=True)))
        dz = (outputs[i] > 0) * (layers[i][0].T @ dz)
    return gradients


def train(layers, x, labels, rng):  # 08: an epoch, with a step for each mini-batch
    for few in np.split(rng.permutation(len(labels)), range(BATCH, len(labels), BATCH)):
        for layer, found in zip(layers, backward(layers, forward(layers, x[:, few]), labels[few])):
            for parameter, gradient in zip(layer, found):
                parameter -= RATE * gradient


def accuracy(layers, x, labels):  # 04: the answer is the largest output
    return np.mean(forward(layers, x)[-1].argmax(axis=0) == labels)


def main(folder="."):
    x, labels = load(folder, "train")
    rng = np.random.default_rng(0)  # 04: random weights, smaller the more inputs there are
    layers = [(rng.normal(0, n**-0.5, (m, n)), np.zeros((m, 1))) for n, m in zip(SIZES, SIZES[1:])]
    for epoch in range(EPOCHS):  # 08: learn from some images, be judged by others
        train(layers, x[:, :50_000], labels[:50_000], rng)
        print(f"epoch {epoch + 1}: {accuracy(layers, x[:, 50_000:], labels[50_000:]):.2%} of 10,000 new images read")


if __name__ == "__main__":
    main(*sys.argv[1:])
