#!/usr/bin/python3
"""Trains the same networks from the same weights on the same batches here and in PyTorch, and compares.

check_training.py PROBE: exit status 0: all agree; 1: not; 77: PyTorch or MNIST is missing, which is said.
For each network: the gradients of one batch, and every weight after 20 steps of each optimizer. In vanilla and LSTM cells
PyTorch adds two biases where we have one: the second stays at zero there.
Debian: apt-get install python3-torch python3-numpy.
"""
import itertools
import os
import subprocess
import sys
import tempfile

from peer import (
    logits, network, np, read_images, read_labels, read_safetensors, torch, trainer_of, write_config, write_safetensors)

CELLS, HIDDEN, BATCH, STEPS = 4, 32, 50, 20
LARGEST_RELATIVE_GRADIENT_ERROR = 1e-5  # Euclidean, of one tensor's gradient
LARGEST_WEIGHT_DIFFERENCE = 1e-4

NETWORKS = list(itertools.product(["vanilla", "gru", "lstm"], [1, 2]))
TRAININGS = [
    {"optimizer": "sgd", "eta": 0.1, "clip": 0.0, "schedule": "constant"},
    {"optimizer": "nesterov", "eta": 0.05, "clip": 0.5, "schedule": "one-cycle"},
    {"optimizer": "adam", "eta": 0.005, "clip": 1.0, "schedule": "one-cycle"},
]


def start_network(cell, layers):
    model = network(cell, 784 // CELLS, HIDDEN, layers)
    if cell != "gru":
        for name, weight in model["rnn"].named_parameters():
            if name.startswith("bias_hh"):
                torch.nn.init.zeros_(weight)
                weight.requires_grad = False
    return model


def train(model, training, pixels, labels):
    """20 steps; returns the first batch's gradients, clipped, and all losses."""
    weights, optimizer, schedule = trainer_of(model, training, STEPS)
    gradients, losses = None, []
    for step in range(STEPS):
        pick = slice(step * BATCH, (step + 1) * BATCH)
        loss = torch.nn.functional.cross_entropy(logits(model, pixels[pick], CELLS), labels[pick])
        optimizer.zero_grad()
        loss.backward()
        if training["clip"]:
            torch.nn.utils.clip_grad_norm_(weights, training["clip"])
        if gradients is None:
            gradients = {name: w.grad.clone() for name, w in model.named_parameters() if w.grad is not None}
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return gradients, losses


def check(probe, cell, layers, training, pixels, labels, folder):
    torch.manual_seed(3)
    model = start_network(cell, layers)
    setting = {"data": "mnist", "cell": cell, "layers": layers, "cells": CELLS, "hidden": HIDDEN, "batch": BATCH}
    write_config(os.path.join(folder, "config.json"), {**setting, **training})
    start = os.path.join(folder, "start.safetensors")
    write_safetensors(start, model.state_dict())
    subprocess.run([probe, os.path.join(folder, "config.json"), start, folder, str(STEPS)], check=True)

    gradients, losses = train(model, training, pixels, labels)
    ours, _ = read_safetensors(os.path.join(folder, "gradients.safetensors"))
    gradient_error = max(((ours[n] - g).norm() / g.norm()).item() for n, g in gradients.items())
    ours, _ = read_safetensors(os.path.join(folder, "weights.safetensors"))
    weight_error = max((ours[n] - w).abs().max().item() for n, w in model.state_dict().items())
    loss_error = np.abs(np.loadtxt(os.path.join(folder, "losses.csv"), skiprows=1) - losses).max()
    print(f"{cell}, {layers} layers, {training['optimizer']}: gradients {gradient_error:.2g} relative, "
          f"weights {weight_error:.2g}, losses {loss_error:.2g}", flush=True)
    return gradient_error <= LARGEST_RELATIVE_GRADIENT_ERROR and weight_error <= LARGEST_WEIGHT_DIFFERENCE


if __name__ == "__main__":
    images, numbers = read_images("train")[: STEPS * BATCH], read_labels("train")
    with tempfile.TemporaryDirectory() as scratch:
        results = [check(sys.argv[1], *n, t, images, numbers, scratch) for n in NETWORKS for t in TRAININGS]
    sys.exit(0 if all(results) else 1)
