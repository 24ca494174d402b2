"""What the comparisons with PyTorch share. Exits with 77 and a sentence when PyTorch or MNIST is missing."""
import gzip
import json
import os
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77


def skip(reason):
    print("Skipped:", reason)
    sys.exit(SKIPPED)


try:
    import numpy as np
    import torch
except ImportError as error:
    skip(f"{error.name} is missing; apt-get install python3-torch python3-numpy")


def read_idx(name, header):
    path = os.path.join(os.environ.get("UNROLL_DATA_DIR", ""), "mnist", name)
    if os.path.exists(path):
        opened = open(path, "rb")
    elif os.path.exists(path + ".gz"):
        opened = gzip.open(path + ".gz")
    else:
        skip("the real MNIST is missing; set UNROLL_DATA_DIR to the folder that holds mnist/")
    with opened as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def read_images(split):
    """[images, 784], 0...1, of "train" or "t10k"."""
    pixels = read_idx(f"{split}-images-idx3-ubyte", 16).reshape(-1, 784)
    return torch.from_numpy(pixels.astype(np.float32) / np.float32(255))


def read_labels(split):
    return torch.from_numpy(read_idx(f"{split}-labels-idx1-ubyte", 8).astype(np.int64))


def read_safetensors(path):
    """Tensors and metadata; by hand, so that the format is checked as well."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    assert length % 8 == 0, "the header is not padded to 8 bytes"
    header = json.loads(content[8 : 8 + length])
    data = content[8 + length :]
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", f"{name} is {entry['dtype']}"
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    assert sum(t.numel() * 4 for t in tensors.values()) == len(data), "the data has gaps"
    return tensors, metadata


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = np.ascontiguousarray(tensor.detach().numpy(), "<f4").tobytes()
        offsets = [len(data), len(data) + len(values)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def trained(program, settings, options):
    """Names and folders of short runs, one for each entry of `settings`, which are gone with the next."""
    for name, more in settings.items():
        with tempfile.TemporaryDirectory() as folder:
            run = os.path.join(folder, "run")
            command = [program, "train", "--data", "mnist", "--epochs", "1", *options, *more, "--out", run, "--quiet"]
            subprocess.run(command, check=True, capture_output=True)
            yield name, run


def write_config(path, setting):
    """A run directory's config.json with these hyperparameters."""
    data = {"name": setting["data"], "sha256": ""}
    with open(path, "w") as file:
        json.dump({"unroll": "0", "schema": 1, "hyperparameters": setting, "data": data}, file)


class IndRNN(torch.nn.Module):
    """h_t = tanh(W x_t + u * h_(t-1) + b), the product with u element by element (Li et al., 2018, equation 2).

    With a second bias, as PyTorch's own cells have it.
    """

    def __init__(self, inputs, hidden, layers):
        super().__init__()
        self.hidden, self.layers = hidden, layers
        for layer in range(layers):
            self.register_parameter(f"weight_ih_l{layer}", torch.nn.Parameter(torch.zeros(hidden, hidden if layer else inputs)))
            for name in ("weight_hh", "bias_ih", "bias_hh"):
                self.register_parameter(f"{name}_l{layer}", torch.nn.Parameter(torch.zeros(hidden)))

    def forward(self, x):
        for layer in range(self.layers):
            names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            w, u, b, second = (getattr(self, f"{name}_l{layer}") for name in names)
            state, states = x.new_zeros(len(x), self.hidden), []
            for t in range(x.shape[1]):
                state = torch.tanh(x[:, t] @ w.T + u * state + b + second)
                states.append(state)
            x = torch.stack(states, 1)
        return x, state


def network(cell, inputs, hidden, layers, activation="tanh"):
    """The torch modules whose state our weights load into: "rnn" and "out"."""
    if cell == "vanilla":
        rnn = torch.nn.RNN(inputs, hidden, layers, nonlinearity=activation, batch_first=True)
    elif cell == "indrnn":
        rnn = IndRNN(inputs, hidden, layers)
    else:
        kind = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell]
        rnn = kind(inputs, hidden, layers, batch_first=True)
    return torch.nn.ModuleDict({"rnn": rnn, "out": torch.nn.Linear(hidden, 10)})


def logits(model, images, cells):
    return model["out"](model["rnn"](images.reshape(len(images), cells, -1))[0][:, -1])


def trainer_of(model, setting, steps):
    """The weights that move, and the optimizer and schedule of a setting."""
    weights = [w for w in model.parameters() if w.requires_grad]
    eta, decay = setting["eta"], setting.get("weight_decay", 0)
    if setting["optimizer"] == "adam":
        optimizer = torch.optim.Adam(weights, eta, weight_decay=decay)
    else:
        momentum = 0 if setting["optimizer"] == "sgd" else 0.9
        nesterov = setting["optimizer"] == "nesterov"
        optimizer = torch.optim.SGD(weights, eta, momentum=momentum, nesterov=nesterov, weight_decay=decay)
    if setting["schedule"] == "one-cycle":
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, eta, total_steps=steps, cycle_momentum=False)
    elif setting["schedule"] == "cosine":
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    else:
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)
    return weights, optimizer, schedule
