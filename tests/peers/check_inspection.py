#!/usr/bin/python3
"""Holds what `unroll inspect` says against PyTorch: states, gates, answers after every cell, gradients, saliency.

check_inspection.py PROGRAM: trains short runs of every cell, looks at images of each, and computes the same anew from the
saved weights with PyTorch's automatic differentiation. Exit status 0: all agree; 1: not; 77: PyTorch or MNIST is missing.
Debian: apt-get install python3-torch python3-numpy.
"""
import json
import os
import subprocess
import sys

from peer import np, read_images, read_labels, read_safetensors, torch, trained

LARGEST_DIFFERENCE = 1e-3  # of an array, relative, Euclidean
IMAGES = (0, 8)

SETTINGS = {
    "tanh": ["--cells", "28"],
    "relu": ["--cells", "7", "--activation", "relu", "--layers", "2"],
    "pixels": ["--cells", "784", "--train-limit", "100"],
    "indrnn": ["--cell", "indrnn", "--cells", "28", "--layers", "3"],
    "gru": ["--cell", "gru", "--cells", "28"],
    "lstm": ["--cell", "lstm", "--cells", "28", "--layers", "2", "--order", "columns"],
    "every cell": ["--cell", "lstm", "--cells", "14", "--output", "every"],
}


class Unrolled:
    """A network cell by cell: the formulas of PyTorch's manual, one state after the other."""

    def __init__(self, tensors, metadata):
        self.tensors = tensors
        self.cell, self.activation = metadata["cell"], metadata["activation"]
        self.layers, self.hidden = int(metadata["layers"]), int(metadata["hidden"])
        self.states, self.gates = [], {}

    def gate(self, name, layer, value):
        self.gates.setdefault(name, {}).setdefault(layer, []).append(value)
        return value

    def step(self, layer, x, h, c):
        w, u, b, second = (self.tensors[f"rnn.{name}_l{layer}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        act = torch.relu if self.activation == "relu" else torch.tanh
        if self.cell == "vanilla":
            return act(w @ x + b + u @ h + second), c
        if self.cell == "indrnn":
            return act(w @ x + b + u * h + second), c
        if self.cell == "gru":
            xr, xz, xn = (w @ x + b).chunk(3)
            hr, hz, hn = (u @ h + second).chunk(3)
            r = self.gate("reset gate", layer, torch.sigmoid(xr + hr))
            z = self.gate("update gate", layer, torch.sigmoid(xz + hz))
            return (1 - z) * torch.tanh(xn + r * hn) + z * h, c
        i, f, g, o = (w @ x + b + u @ h + second).chunk(4)
        i, f, o = (torch.sigmoid(value) for value in (i, f, o))
        for name, value in (("input gate", i), ("forget gate", f), ("output gate", o)):
            self.gate(name, layer, value)
        c = f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c

    def read(self, parts):
        inputs = parts
        for layer in range(self.layers):
            h, c, states = torch.zeros(self.hidden), torch.zeros(self.hidden), []
            for x in inputs:
                h, c = self.step(layer, x, h, c)
                h.retain_grad()
                states.append(h)
            self.states.append(states)
            inputs = states
        return [self.tensors["out.weight"] @ h + self.tensors["out.bias"] for h in inputs]


def expectation(run, image, label):
    tensors, metadata = read_safetensors(os.path.join(run, "model.safetensors"))
    cells = int(metadata["cells"])
    pixels = image.clone().requires_grad_()
    with open(os.path.join(run, "config.json")) as file:
        setting = json.load(file)["hyperparameters"]
    order = pixels.reshape(28, 28).T if setting["order"] == "columns" else pixels
    net = Unrolled(tensors, metadata)
    answers = net.read(order.reshape(cells, -1))
    outputs = answers if setting["output"] == "every" else answers[-1:]
    loss = torch.nn.functional.cross_entropy(torch.stack(outputs), torch.tensor([label] * len(outputs)))
    loss.backward()
    stack = lambda rows: torch.stack([torch.stack(row) for row in rows])
    found = {
        "probabilities_per_cell": torch.softmax(torch.stack(answers), 1),
        "hidden": stack(net.states),
        "gradient_norm_per_cell": torch.tensor([[float(h.grad.norm()) for h in row] for row in net.states]),
        "saliency": pixels.grad,
    }
    for name, layers in net.gates.items():
        found[name] = stack([layers[layer] for layer in sorted(layers)])
    return {name: value.detach().numpy() for name, value in found.items()}


def check(program, name, run, images, labels):
    worst = 0.0
    for index in IMAGES:
        command = [program, "inspect", run, "--data", "mnist", "--index", str(index), "--json"]
        ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        for key, theirs in expectation(run, images[index], int(labels[index])).items():
            values = np.array(ours[key] if key in ours else ours["gates"][key], np.float32)
            if values.shape != theirs.shape:
                print(f"{name}: {key} is {values.shape} and not {theirs.shape}")
                return False
            worst = max(worst, float(np.linalg.norm(values - theirs) / max(np.linalg.norm(theirs), 1e-30)))
    print(f"{name}: largest relative difference of an array: {worst:.3g}", flush=True)
    return worst <= LARGEST_DIFFERENCE


if __name__ == "__main__":
    images, labels = read_images("t10k"), read_labels("t10k")  # skips before anything is trained
    runs = trained(sys.argv[1], SETTINGS, ["--train-limit", "2000", "--test-limit", "500"])
    agree = [check(sys.argv[1], name, run, images, labels) for name, run in runs]
    sys.exit(0 if all(agree) else 1)
