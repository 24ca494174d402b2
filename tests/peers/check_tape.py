#!/usr/bin/python3
"""Holds the value and the gradient of every node of a tape against PyTorch's.

check_tape.py PROBE: has PROBE (tape_probe) write the tapes of small networks down, computes them anew with PyTorch's
operations, of the parameters and the image alone, and lets it differentiate. Exit status 0: all agree within 1e-4; 1:
not; 77: PyTorch is missing. Debian: apt-get install python3-torch python3-numpy.
"""
import json
import subprocess
import sys

from peer import torch

LARGEST_DIFFERENCE = 1e-4  # relative to the largest element, absolute below 1

NETWORKS = [(cell, output) for cell in ("vanilla", "indrnn", "gru", "lstm") for output in ("last", "every")]


def affine(*operands):
    products, bias = operands[: len(operands) // 2 * 2], operands[len(operands) // 2 * 2:]
    total = sum(w @ x for w, x in zip(products[::2], products[1::2]))
    return total + bias[0] if bias else total


OPERATIONS = {
    "affine": affine,
    "matrix_product": affine,
    "add": lambda a, b: a + b,
    "multiply": lambda a, b: a * b,
    "multiply_add": lambda a, b, c, d=None: a * b + (c if d is None else c * d),
    "lerp": lambda a, b, t: a + t * (b - a),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}


def compute(node, values, label):
    operands = [values[i] for i in node["operands"]]
    if node["op"] == "slice_rows":
        return operands[0][node["first_row"]: node["first_row"] + node["rows"]]
    if node["op"] == "softmax_cross_entropy":
        return torch.nn.functional.cross_entropy(operands[0].T, torch.tensor([label])).reshape(1, 1)
    if node["op"] == "scale":  # the mean over the cells: by the value that it was given
        return operands[0] * (node["value"][0] / float(operands[0].detach()[0, 0]))
    return OPERATIONS[node["op"]](*operands)


def matrix(numbers, node):
    return torch.tensor(numbers).double().reshape(node["columns"], node["rows"]).T.contiguous()


def difference(ours, theirs):
    return float((ours - theirs).abs().max() / max(1.0, float(theirs.abs().max())))


def check(probe, cell, output):
    tape = json.loads(subprocess.run([probe, cell, output], check=True, capture_output=True).stdout)
    values = []
    for node in tape["nodes"]:
        if node["op"] == "labels":
            values.append(None)
        elif node["operands"]:
            values.append(compute(node, values, tape["label"]))
        else:
            values.append(matrix(node["value"], node).requires_grad_())
        if values[-1] is not None and values[-1].requires_grad:
            values[-1].retain_grad()
    values[-1].sum().backward()
    largest = {"value": (0.0, ""), "gradient": (0.0, "")}
    compared = 0
    for node, value in zip(tape["nodes"], values):
        for what, theirs in (("value", value), ("gradient", value.grad if value is not None else None)):
            if node[what] is None or theirs is None:
                continue
            compared += 1
            found = difference(matrix(node[what], node), theirs.detach())
            largest[what] = max(largest[what], (found, node["name"]))
    print(f"{cell}, {output}: {len(values)} nodes, {compared} matrices; largest difference of a value "
          f"{largest['value'][0]:.1e} ({largest['value'][1]}), of a gradient {largest['gradient'][0]:.1e} "
          f"({largest['gradient'][1]})", flush=True)
    return compared > len(values) and max(largest["value"][0], largest["gradient"][0]) <= LARGEST_DIFFERENCE


if __name__ == "__main__":
    sys.exit(0 if all([check(sys.argv[1], *network) for network in NETWORKS]) else 1)
