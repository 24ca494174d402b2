#!/usr/bin/python3
"""Loads a run's weights into PyTorch and compares its logits on the MNIST test images with the program's own.

check_model.py PROGRAM [RUN_DIR...]: without RUN_DIR, short runs are trained first. Exit status 0: the same predictions; 1: not;
77: PyTorch or MNIST is missing, which is said. Reads safetensors by hand, so that the format is checked as well.
Debian: apt-get install python3-torch python3-numpy.
"""
import gzip
import json
import os
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77
LARGEST_DIFFERENCE = 1e-4  # of two logits: the same sums in another order, in float32


def skip(reason):
    print("Skipped:", reason)
    sys.exit(SKIPPED)


try:
    import numpy as np
    import torch
except ImportError as error:
    skip(f"{error.name} is missing; apt-get install python3-torch python3-numpy")


def read_test_images():
    path = os.path.join(os.environ.get("UNROLL_DATA_DIR", ""), "mnist", "t10k-images-idx3-ubyte")
    if os.path.exists(path):
        opened = open(path, "rb")
    elif os.path.exists(path + ".gz"):
        opened = gzip.open(path + ".gz")
    else:
        skip("the real MNIST is missing; set UNROLL_DATA_DIR to the folder that holds mnist/")
    with opened as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16)
    return torch.from_numpy(pixels.reshape(-1, 784).astype(np.float32) / np.float32(255))


def read_safetensors(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    assert length % 8 == 0, "the header is not padded to 8 bytes"
    header = json.loads(content[8 : 8 + length])
    data = content[8 + length :]
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", f"{name} is {entry['dtype']}"
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    assert sum(t.numel() * 4 for t in tensors.values()) == len(data), "the data has gaps"
    return tensors, metadata


def part(tensors, prefix):
    return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def peer_logits(tensors, metadata, images):
    cells, hidden = int(metadata["cells"]), int(metadata["hidden"])
    pieces = images.reshape(len(images), cells, -1)
    rnn = torch.nn.RNN(pieces.shape[2], hidden, nonlinearity=metadata["activation"], batch_first=True)
    out = torch.nn.Linear(hidden, 10)
    rnn.load_state_dict(part(tensors, "rnn."))
    out.load_state_dict(part(tensors, "out."))
    with torch.no_grad():
        return out(rnn(pieces)[0][:, -1]).numpy()


def check(program, run):
    logits_file = os.path.join(tempfile.mkdtemp(dir=run_scratch.name), "logits.npy")
    subprocess.run([program, "evaluate", run, "--data", "mnist", "--logits", logits_file], check=True)
    ours = np.load(logits_file)
    theirs = peer_logits(*read_safetensors(os.path.join(run, "model.safetensors")), read_test_images())
    same = int((ours.argmax(1) == theirs.argmax(1)).sum())
    difference = float(np.abs(ours - theirs).max())
    print(f"{same} of {len(theirs)} predictions are the same; largest difference of two logits: {difference:.3g}")
    return ours.shape == theirs.shape and same == len(theirs) and difference <= LARGEST_DIFFERENCE


if __name__ == "__main__":
    program, runs = sys.argv[1], sys.argv[2:]
    read_test_images()  # skips before anything is trained
    run_scratch = tempfile.TemporaryDirectory()
    if not runs:
        for activation in ("tanh", "relu"):
            run = os.path.join(run_scratch.name, activation)
            options = ["--data", "mnist", "--epochs", "1", "--activation", activation, "--out", run, "--quiet"]
            subprocess.run([program, "train", *options], check=True)
            runs.append(run)
    sys.exit(0 if all([check(program, run) for run in runs]) else 1)
