#!/usr/bin/python3
"""Trains the paper's network on MNIST in PyTorch: what Unroll's figures are held against.

    pytorch_rnn.py FOLDER [--seed N] [--threads N] [--epochs N]

FOLDER holds the four IDX files, gzipped. Prints the columns of Unroll's metrics.csv that both have: `seconds` is training
time since the start, without loading and evaluation; `train_accuracy` is counted before each update. Weights begin as
in Unroll (Glorot's uniform distribution, biases zero), so that both learn the same task from the same kind of start.
"""

import argparse
import gzip
import pathlib
import time

import numpy
import torch

CELLS, HIDDEN, CLASSES, BATCH, ETA = 4, 64, 10, 100, 15e-3


class Network(torch.nn.Module):
    """Many to one: the last hidden state of a vanilla recurrent network goes through one dense layer."""

    def __init__(self, pixels_per_cell):
        super().__init__()
        self.rnn = torch.nn.RNN(pixels_per_cell, HIDDEN, batch_first=True)
        self.out = torch.nn.Linear(HIDDEN, CLASSES)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                torch.nn.init.xavier_uniform_(parameter)
            else:
                torch.nn.init.zeros_(parameter)

    def forward(self, images):
        states, _ = self.rnn(images)
        return self.out(states[:, -1])


def read_idx(path, header):
    with gzip.open(path) as file:
        values = numpy.frombuffer(file.read(), numpy.uint8)[header:]
    return torch.from_numpy(values.copy())


def read_split(folder, name):
    images = read_idx(folder / f"{name}-images-idx3-ubyte.gz", 16).float().div(255)
    labels = read_idx(folder / f"{name}-labels-idx1-ubyte.gz", 8).long()
    return images.reshape(len(labels), CELLS, -1), labels


def train_epoch(network, optimizer, images, labels):
    """Returns how many images were right before the update that they took part in."""
    right = 0
    for picked in torch.randperm(len(labels)).split(BATCH):
        logits = network(images[picked])
        loss = torch.nn.functional.cross_entropy(logits, labels[picked])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right += int((logits.argmax(1) == labels[picked]).sum())
    return right


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=5)
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    train_images, train_labels = read_split(options.folder, "train")
    test_images, test_labels = read_split(options.folder, "t10k")
    network = Network(train_images.shape[2])
    optimizer = torch.optim.SGD(network.parameters(), lr=ETA)

    seconds = 0.0
    print("epoch,seconds,train_accuracy,test_accuracy", flush=True)
    for epoch in range(1, options.epochs + 1):
        start = time.perf_counter()
        right = train_epoch(network, optimizer, train_images, train_labels)
        seconds += time.perf_counter() - start
        with torch.no_grad():
            test_right = int((network(test_images).argmax(1) == test_labels).sum())
        print(f"{epoch},{seconds:.6f},{right / len(train_labels):.6f},{test_right / len(test_labels):.6f}", flush=True)


if __name__ == "__main__":
    main()
