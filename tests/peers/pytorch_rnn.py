#!/usr/bin/python3
"""Trains a recurrent network on MNIST in PyTorch: what Unroll's figures are held against.

    pytorch_rnn.py FOLDER [OPTIONS]

FOLDER holds the four IDX files, gzipped or not. Without options it is the paper's network and setting. Prints the columns
of Unroll's metrics.csv that both have: `seconds` is training time since the start, without loading and evaluation;
`train_accuracy` is counted before each update. Weights begin as in Unroll (Glorot's uniform distribution, biases zero),
so that both learn the same task from the same kind of start.

Refuses to run, with status 1 and a sentence, where PyTorch computes its products with the slow reference BLAS: that is
what Debian's python3-torch does until libopenblas0 is installed.
"""

import argparse
import gzip
import os
import pathlib
import sys
import time

# OpenBLAS reads these when it is loaded. They may be set for other programs, and would hold it back here.
for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(variable, None)

import numpy
import torch

CLASSES = 10


class Network(torch.nn.Module):
    """Many to one: the last hidden state of a recurrent network goes through one dense layer."""

    def __init__(self, cell, pixels_per_cell, hidden):
        super().__init__()
        kind = {"vanilla": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell]
        self.rnn = kind(pixels_per_cell, hidden, batch_first=True)
        self.out = torch.nn.Linear(hidden, CLASSES)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                torch.nn.init.xavier_uniform_(parameter)
            else:
                torch.nn.init.zeros_(parameter)

    def forward(self, images):
        states, _ = self.rnn(images)
        return self.out(states[:, -1])


def loaded_blas():
    """The files behind every library for products that this process has loaded."""
    maps = pathlib.Path("/proc/self/maps").read_text().split()
    return {path for path in maps if pathlib.Path(path).name.startswith(("libblas", "libopenblas", "libcblas"))}


def require_fast_products():
    if torch.backends.mkl.is_available():
        return
    blas = loaded_blas()
    slow = sorted(path for path in blas if "openblas" not in path)
    if slow or not blas:
        sys.exit(
            f"PyTorch would compute its products with {', '.join(slow) or 'no BLAS'} in place of OpenBLAS, and its times"
            " would say nothing: apt-get install libopenblas0, and see that libblas.so.3 stands for it"
            " (update-alternatives)."
        )


def read_idx(path, header):
    compressed = path.with_name(path.name + ".gz")
    with gzip.open(compressed) if compressed.exists() else open(path, "rb") as file:
        values = numpy.frombuffer(file.read(), numpy.uint8)[header:]
    return torch.from_numpy(values.copy())


def read_split(folder, name, cells, limit):
    """The first `limit` images and labels; 0 takes all."""
    labels = read_idx(folder / f"{name}-labels-idx1-ubyte", 8)
    images = read_idx(folder / f"{name}-images-idx3-ubyte", 16).reshape(len(labels), cells, -1)
    count = limit or len(labels)
    return images[:count].float().div(255), labels[:count].long()


def train_epoch(network, optimizer, images, labels, batch):
    """Returns how many images were right before the update that they took part in."""
    right = 0
    for picked in torch.randperm(len(labels)).split(batch):
        logits = network(images[picked])
        loss = torch.nn.functional.cross_entropy(logits, labels[picked])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right += int((logits.argmax(1) == labels[picked]).sum())
    return right


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--cell", choices=["vanilla", "gru", "lstm"], default="vanilla")
    parser.add_argument("--cells", type=int, default=4)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--eta", type=float, default=15e-3)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--train-limit", type=int, default=0)
    parser.add_argument("--test-limit", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main():
    options = parse_options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    require_fast_products()
    train_images, train_labels = read_split(options.folder, "train", options.cells, options.train_limit)
    test_images, test_labels = read_split(options.folder, "t10k", options.cells, options.test_limit)
    network = Network(options.cell, train_images.shape[2], options.hidden)
    optimizer = torch.optim.SGD(network.parameters(), lr=options.eta)

    seconds = 0.0
    print("epoch,seconds,train_accuracy,test_accuracy", flush=True)
    for epoch in range(1, options.epochs + 1):
        start = time.perf_counter()
        right = train_epoch(network, optimizer, train_images, train_labels, options.batch)
        seconds += time.perf_counter() - start
        with torch.no_grad():
            test_right = int((network(test_images).argmax(1) == test_labels).sum())
        print(f"{epoch},{seconds:.6f},{right / len(train_labels):.6f},{test_right / len(test_labels):.6f}", flush=True)


if __name__ == "__main__":
    main()
