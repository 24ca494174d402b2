#!/usr/bin/python3
"""Records trainings by PyTorch, which tests/engine/tst_recorded_losses.cpp replays without Python.

    record_losses.py PROBE           writes tests/data/pytorch_losses.json anew
    record_losses.py PROBE --check   trains again and compares with the file; exit status 1: they differ

PROBE is build/release/tests/peers/training_probe: it writes down our initial weights and the built-in digits, on which
PyTorch then trains in double precision. So nothing in the file depends on the machine that wrote it, and what a replay
deviates by is the rounding of our single precision. Exit status 77: PyTorch is missing, which is said.
Debian: apt-get install python3-torch python3-numpy.
"""
import json
import os
import subprocess
import sys
import tempfile

from peer import network, np, read_safetensors, torch, trainer_of, write_config

RECORDING = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "pytorch_losses.json")
STEPS = 20
ELEMENTS = 8  # of every tensor that are kept, evenly spaced
LARGEST_DIFFERENCE = 1e-9  # of two recordings: sums in another order, in double

COMMON = {"data": "digits", "cells": 7, "hidden": 16, "batch": 20, "init": "pytorch", "seed": 5}
SGD = {"optimizer": "sgd", "eta": 0.2, "clip": 0.0, "schedule": "constant"}
NESTEROV = {"optimizer": "nesterov", "eta": 0.1, "clip": 0.5, "schedule": "one-cycle"}
ADAM = {"optimizer": "adam", "eta": 0.01, "clip": 1.0, "schedule": "one-cycle"}
MOMENTUM = {"optimizer": "momentum", "eta": 0.05, "clip": 0.0, "schedule": "cosine"}
RUNS = [
    {"cell": "vanilla", "layers": 1, "output": "last", **SGD},
    {"cell": "gru", "layers": 1, "output": "last", **NESTEROV},
    {"cell": "lstm", "layers": 1, "output": "last", **ADAM},
    {"cell": "vanilla", "layers": 2, "output": "every", **ADAM},
    {"cell": "gru", "layers": 2, "output": "every", **SGD},
    {"cell": "lstm", "layers": 2, "output": "every", **NESTEROV},
    {"cell": "indrnn", "layers": 2, "output": "last", **MOMENTUM},
    {"cell": "vanilla", "layers": 1, "output": "last", **SGD, "clip": 0.3},
    # Batches of 30 of the 400 images: the 14th has the 10 that are left.
    {"cell": "indrnn", "layers": 1, "output": "every", **ADAM, "weight_decay": 0.02, "batch": 30},
    {"cell": "gru", "layers": 1, "output": "last", **MOMENTUM, "weight_decay": 0.05, "batch": 30},
]


def prepare(probe, setting, folder):
    """Our initial weights as a network of PyTorch's, and the batches."""
    config = os.path.join(folder, "config.json")
    write_config(config, setting)
    subprocess.run([probe, config, "-", folder, str(STEPS)], check=True)
    start, _ = read_safetensors(os.path.join(folder, "start.safetensors"))
    images, _ = read_safetensors(os.path.join(folder, "batches.safetensors"))
    model = network(setting["cell"], 784 // setting["cells"], setting["hidden"], setting["layers"])
    model.load_state_dict(start)
    if setting["cell"] != "gru":  # where PyTorch has two biases and we have one
        for name, weight in model["rnn"].named_parameters():
            weight.requires_grad = not name.startswith("bias_hh")
    return model.double(), images["pixels"].double(), images["labels"].long()


def loss_of(model, setting, pixels, labels):
    """The mean over the images, and over the cells when every cell has a read-out."""
    states = model["rnn"](pixels.reshape(len(pixels), setting["cells"], -1))[0]
    read = states if setting["output"] == "every" else states[:, -1:]
    losses = [torch.nn.functional.cross_entropy(model["out"](read[:, t]), labels) for t in range(read.shape[1])]
    return torch.stack(losses).mean()


def train(model, setting, pixels, labels):
    weights, optimizer, schedule = trainer_of(model, setting, STEPS)
    losses, norms = [], []
    batches = -(-len(pixels) // setting["batch"])
    for step in range(STEPS):
        first = step % batches * setting["batch"]
        pick = slice(first, first + setting["batch"])
        loss = loss_of(model, setting, pixels[pick], labels[pick])
        optimizer.zero_grad()
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(weights, setting["clip"] or float("inf")).item())
        losses.append(loss.item())
        optimizer.step()
        schedule.step()
    return losses, norms


def some_elements(tensor):
    flat = tensor.detach().flatten()
    return [flat[i * len(flat) // ELEMENTS].item() for i in range(ELEMENTS)]


def record(probe, run):
    setting = {**COMMON, **run}
    with tempfile.TemporaryDirectory() as folder:
        model, pixels, labels = prepare(probe, setting, folder)
    start = {name: some_elements(tensor) for name, tensor in model.state_dict().items()}
    losses, norms = train(model, setting, pixels, labels)
    weights = {name: some_elements(tensor) for name, tensor in model.state_dict().items()}
    return {"hyperparameters": setting, "losses": losses, "gradient_norms": norms, "start": start, "weights": weights}


def numbers(value):
    if isinstance(value, dict):
        return [n for key in sorted(value) for n in numbers(value[key])]
    if isinstance(value, list):
        return [n for entry in value for n in numbers(entry)]
    return [value] if isinstance(value, float) else []


def same(recorded, fresh):
    ours, theirs = numbers(recorded), numbers(fresh)
    if len(ours) != len(theirs):
        return False
    difference = float(np.abs(np.array(ours) - np.array(theirs)).max())
    print(f"{len(ours)} numbers, the largest difference is {difference:.2g}")
    return difference <= LARGEST_DIFFERENCE


if __name__ == "__main__":
    runs = [record(sys.argv[1], run) for run in RUNS]
    fresh = {"pytorch": torch.__version__, "steps": STEPS, "runs": runs}
    if "--check" in sys.argv[2:]:
        with open(RECORDING) as file:
            sys.exit(0 if same(json.load(file)["runs"], runs) else 1)
    with open(RECORDING, "w") as file:
        json.dump(fresh, file, indent=1)
        file.write("\n")
