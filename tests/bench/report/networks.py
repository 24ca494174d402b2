"""The networks that speed is judged by, trained by Unroll, PyTorch and oneDNN's kernels in turn."""

import dataclasses

import programs
import samples

IMAGES = 60000  # an epoch of MNIST; all times are scaled to it


@dataclasses.dataclass(frozen=True)
class Network:
    label: str
    cell: str  # Unroll's name for it
    cells: int
    hidden: int
    images: int  # trained on in one measurement
    epochs: int = 1
    onednn: str = ""  # oneDNN's kernel, where it has the cell

    @property
    def flops(self):
        """Multiplications and additions of the products of one image in training.

        The input's products come in forward and for the weights' gradient; the state's (none before the first cell)
        and the read-out's for the state's gradient too.
        """
        gates = {"vanilla": 1, "gru": 3, "lstm": 4}[self.cell]
        pixels = 2 * gates * self.hidden * 784 * 2
        states = 2 * gates * self.hidden**2 * (self.cells - 1) * 3
        return pixels + states + 2 * 10 * self.hidden * 3

    def options(self, **more):
        return {"cell": self.cell, "cells": self.cells, "hidden": self.hidden, "train_limit": self.images,
                "test_limit": 100, "epochs": self.epochs, **more}

    def to_epoch(self, seconds):
        return seconds * IMAGES / (self.images * self.epochs)


NETWORKS = [
    Network("RNN, 4 cells, 64 hidden", "vanilla", 4, 64, IMAGES, epochs=5, onednn="rnn"),
    Network("RNN, 28 cells, 128 hidden", "vanilla", 28, 128, 12000, onednn="rnn"),
    Network("GRU, 28 cells, 128 hidden", "gru", 28, 128, 12000),
    Network("LSTM, 28 cells, 128 hidden", "lstm", 28, 128, 12000, onednn="lstm"),
]


def contestants(network, mnist):
    found = {}
    for threads in (1, 2):
        options = network.options(threads=threads)
        found[f"Unroll {threads}"] = lambda o=options: network.to_epoch(programs.train(**o)["train_seconds"])
        for blas in range(threads, 3):
            peer = lambda o=options, b=blas: network.to_epoch(programs.pytorch_seconds(mnist, b, **o))
            found[f"PyTorch {threads}, OpenBLAS {blas}"] = peer
        if network.onednn:
            kernel = (network.onednn, network.cells, network.hidden, network.images * network.epochs // 100, threads)
            found[f"oneDNN {threads}"] = lambda k=kernel: programs.onednn_epoch_seconds(*k)
    return found


def best(measured, name):
    """The samples of the best thread count, or nothing."""
    found = [s for key, s in measured.items() if key.startswith(name)]
    return min(found, key=lambda s: s.median) if found else None


def row(network, measured):
    unroll = measured["Unroll 2"]
    pytorch, onednn = best(measured, "PyTorch"), best(measured, "oneDNN")
    ratio = lambda peer: f"**{samples.digits(peer.median / unroll.median)}**" if peer else "-"
    return [network.label, measured["Unroll 1"], unroll, pytorch, measured.get("oneDNN 1", "-"),
            measured.get("oneDNN 2", "-"), ratio(pytorch), ratio(onednn)]


def table_of(measured):
    header = ["seconds for an epoch", "Unroll, 1 thread", "Unroll, 2 threads", "PyTorch", "oneDNN, 1 thread",
              "oneDNN, 2 threads", "PyTorch / Unroll", "oneDNN / Unroll"]
    return samples.table(header, [row(network, measured[network]) for network in measured])


def note(runs, measured):
    trained = "; ".join(f"{n.label}: {n.epochs} x {n.images:,} images" for n in measured)
    return (
        f"Medians of {runs} runs in turn, the spread (largest less smallest) in brackets, for an epoch of {IMAGES:,}"
        f" images of MNIST in batches of 100. Trained were: {trained}. Unroll and PyTorch: the whole training loop;"
        " PyTorch with its best of 1 and 2 threads, and of 1 and 2 threads of OpenBLAS's own. oneDNN: its bare kernels"
        " for the recurrent layer, without data, loss, read-out and optimiser; it has none for PyTorch's GRU. Ratios"
        " are to Unroll with 2 threads, by the peer's best.\n"
    )


def measure(runs, mnist, quick):
    measured = {}
    for network in NETWORKS:
        if quick:
            network = dataclasses.replace(network, images=network.images // 20, epochs=1)
        programs.say(network.label)
        measured[network] = samples.interleaved(contestants(network, mnist), runs, programs.say)
    return table_of(measured) + "\n" + note(runs, measured)
