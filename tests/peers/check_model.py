#!/usr/bin/python3
"""Loads a run's weights into PyTorch and compares its logits on the MNIST test images with the program's own.

check_model.py PROGRAM [RUN_DIR...]: without RUN_DIR, short runs are trained first. Exit status 0: the same predictions; 1: not;
77: PyTorch or MNIST is missing, which is said.
Debian: apt-get install python3-torch python3-numpy.
"""
import os
import subprocess
import sys
import tempfile

from peer import logits, network, np, read_images, read_safetensors, torch

LARGEST_DIFFERENCE = 1e-4  # of two logits: the same sums in another order, in float32

SETTINGS = {
    "tanh": [],
    "relu": ["--activation", "relu"],
    "gru": ["--cell", "gru", "--cells", "7"],
    "gru2": ["--cell", "gru", "--layers", "2"],
    "lstm": ["--cell", "lstm", "--order", "rows"],
    "lstm2": ["--cell", "lstm", "--layers", "2", "--hidden", "48"],
    "vanilla2": ["--layers", "2", "--optimizer", "adam", "--eta", "0.003"],
}


def peer_logits(tensors, metadata, images):
    cells, hidden, layers = (int(metadata[key]) for key in ("cells", "hidden", "layers"))
    model = network(metadata["cell"], images.shape[1] // cells, hidden, layers, metadata["activation"])
    model.load_state_dict(tensors)
    with torch.no_grad():
        return logits(model, images, cells).numpy()


def check(program, run, scratch):
    logits_file = os.path.join(tempfile.mkdtemp(dir=scratch), "logits.npy")
    subprocess.run([program, "evaluate", run, "--data", "mnist", "--logits", logits_file], check=True)
    ours = np.load(logits_file)
    theirs = peer_logits(*read_safetensors(os.path.join(run, "model.safetensors")), read_images("t10k"))
    same = int((ours.argmax(1) == theirs.argmax(1)).sum())
    difference = float(np.abs(ours - theirs).max())
    print(f"{os.path.basename(run)}: {same} of {len(theirs)} predictions are the same; "
          f"largest difference of two logits: {difference:.3g}", flush=True)
    return ours.shape == theirs.shape and same == len(theirs) and difference <= LARGEST_DIFFERENCE


def train(program, scratch):
    runs = []
    for name, options in SETTINGS.items():
        runs.append(os.path.join(scratch, name))
        common = ["--data", "mnist", "--epochs", "1", "--train-limit", "2000", "--out", runs[-1], "--quiet"]
        subprocess.run([program, "train", *common, *options], check=True)
    return runs


if __name__ == "__main__":
    read_images("t10k")  # skips before anything is trained
    with tempfile.TemporaryDirectory() as folder:
        chosen = sys.argv[2:] or train(sys.argv[1], folder)
        sys.exit(0 if all([check(sys.argv[1], run, folder) for run in chosen]) else 1)
