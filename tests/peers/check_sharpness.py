#!/usr/bin/python3
"""Holds the largest eigenvalue of the Hessian that `unroll inspect --sharpness` tells against PyTorch's double backward.

check_sharpness.py PROGRAM: trains short runs of every cell and computes the eigenvalue anew from the saved weights: by
power iteration in double precision, its products by differentiating the gradient a second time. Exit status 0: all agree;
1: not; 77: PyTorch or MNIST is missing. Debian: apt-get install python3-torch python3-numpy.
"""
import json
import os
import subprocess
import sys

from check_inspection import Unrolled
from peer import read_images, read_labels, read_safetensors, torch, trained

LARGEST_DIFFERENCE = 0.01  # relative
IMAGES = 100

SETTINGS = {
    "vanilla": [],
    "indrnn": ["--cell", "indrnn", "--cells", "7", "--layers", "2"],
    "gru": ["--cell", "gru", "--cells", "7", "--hidden", "24"],
    "lstm": ["--cell", "lstm", "--cells", "14", "--hidden", "32"],
    "every cell": ["--cell", "lstm", "--cells", "7", "--hidden", "16", "--output", "every"],
}


class Batched(Unrolled):
    """The same network for many images at once: a column for each."""

    def read(self, parts):
        images = parts.shape[-1]
        inputs = list(parts)
        for layer in range(self.layers):
            h, c, states = torch.zeros(self.hidden, images).double(), torch.zeros(self.hidden, images).double(), []
            for x in inputs:
                h, c = self.step(layer, x, h, c)
                states.append(h)
            inputs = states
        return [self.tensors["out.weight"] @ h + self.tensors["out.bias"] for h in inputs]

    def step(self, layer, x, h, c):
        names = [f"rnn.{name}_l{layer}" for name in ("bias_ih", "bias_hh", *(["weight_hh"] if self.cell == "indrnn" else []))]
        tensors = {**self.tensors, **{name: self.tensors[name].reshape(-1, 1) for name in names}}
        plain, self.tensors = self.tensors, tensors
        try:
            return super().step(layer, x, h, c)
        finally:
            self.tensors = plain


def largest_eigenvalue(run, images, labels, every):
    tensors, metadata = read_safetensors(os.path.join(run, "model.safetensors"))
    tensors = {name: value.double() for name, value in tensors.items()}
    twice = metadata["cell"] != "gru"  # there the second bias is a zero that PyTorch asks for, and no parameter
    parameters = [value.requires_grad_() for name, value in tensors.items() if not (twice and ".bias_hh" in name)]
    cells = int(metadata["cells"])
    pixels = torch.stack([images[i].reshape(cells, -1) for i in range(IMAGES)], dim=-1).double()
    net = Batched({**tensors, "out.bias": tensors["out.bias"].reshape(-1, 1)}, metadata)
    answers = net.read(pixels)
    target = torch.tensor([int(label) for label in labels[:IMAGES]])
    outputs = answers if every else answers[-1:]
    loss = sum(torch.nn.functional.cross_entropy(answer.T, target) for answer in outputs) / len(outputs)
    gradient = torch.autograd.grad(loss, parameters, create_graph=True)
    flat = torch.cat([part.reshape(-1) for part in gradient])
    torch.manual_seed(1)
    vector = torch.randn(flat.numel()).double()
    vector /= vector.norm()
    value = 0.0
    for _ in range(2000):
        product = torch.autograd.grad(flat @ vector, parameters, retain_graph=True)
        product = torch.cat([part.reshape(-1) for part in product])
        value = float(vector @ product)
        residual = float((product - value * vector).norm()) / abs(value)
        if residual < 1e-4:
            break
        vector = product / product.norm()
    return value


def check(program, name, run, images, labels):
    command = [program, "inspect", run, "--data", "mnist", "--sharpness", "--images", str(IMAGES), "--json"]
    ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    theirs = largest_eigenvalue(run, images, labels, name == "every cell")
    difference = abs(ours["largest_eigenvalue"] - theirs) / abs(theirs)
    print(f"{name}: {ours['largest_eigenvalue']:.6g} and {theirs:.6g}, relative difference {difference:.2g}, "
          f"after {ours['iterations']} products", flush=True)
    return difference <= LARGEST_DIFFERENCE


if __name__ == "__main__":
    images, labels = read_images("t10k"), read_labels("t10k")  # skips before anything is trained
    runs = trained(sys.argv[1], SETTINGS, ["--train-limit", "2000", "--test-limit", "200"])
    agree = [check(sys.argv[1], name, run, images, labels) for name, run in runs]
    sys.exit(0 if all(agree) else 1)
