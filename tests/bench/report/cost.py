"""How the cost of training grows with its hyperparameters."""

import collections
import dataclasses
import subprocess

import networks
import programs
import samples

EPOCH = networks.IMAGES


@dataclasses.dataclass(frozen=True)
class Sweep:
    """Trainings that differ in one hyperparameter."""

    key: str
    values: tuple
    per: str  # what the seconds are for
    unit: str  # of the work
    options: collections.abc.Callable  # of a value
    scale: collections.abc.Callable  # of a value: from the seconds measured to those wanted
    work: collections.abc.Callable = lambda value: value  # what the cost should grow with, on a line

    def measure(self, value):
        options = {"threads": 1, "epochs": 1, "test_limit": 100, **self.options(value)}
        return programs.train(**options)["train_seconds"] * self.scale(value)


def images_for_cells(cells):
    return max(2000, 12000 * 4 // max(cells, 4) // 100 * 100)


def images_for_hidden(hidden):
    return max(2000, 12000 * 64 // max(hidden, 64))


def giga_flops(hidden):
    return networks.Network("", "vanilla", 4, hidden, EPOCH).flops * EPOCH / 1e9


SWEEPS = [
    Sweep("cells", (1, 2, 4, 7, 14, 28, 56, 112, 196, 392, 784), "an epoch", "cell",
          lambda v: {"cells": v, "train_limit": images_for_cells(v)}, lambda v: EPOCH / images_for_cells(v)),
    Sweep("hidden", (16, 32, 64, 128, 256, 512, 1024), "an epoch", "GFLOP",
          lambda v: {"hidden": v, "train_limit": images_for_hidden(v)}, lambda v: EPOCH / images_for_hidden(v),
          giga_flops),
    Sweep("batch", (10, 20, 50, 100, 200, 500, 1000), "a batch", "image",
          lambda v: {"batch": v, "train_limit": 12000}, lambda v: v / 12000),
    Sweep("images", (1000, 2000, 5000, 10000, 20000, 60000), "these", "image",
          lambda v: {"train_limit": v}, lambda v: 1),
    Sweep("epochs", (1, 2, 4, 8), "10,000 images in each", "epoch",
          lambda v: {"epochs": v, "train_limit": 10000}, lambda v: 1),
]


def section(sweep, measured):
    points = [(sweep.work(value), measured[value].median) for value in sweep.values]
    rows = [[value, measured[value], samples.digits(y / x)] for value, (x, y) in zip(sweep.values, points)]
    a, b, worst = samples.line_through(points)
    text = samples.table([sweep.key, f"seconds for {sweep.per}", f"seconds / {sweep.unit}"], rows)
    return text + (
        f"\nSeconds = {samples.digits(a)} + {samples.digits(b)} per {sweep.unit}, at most {100 * worst:.0f} % off;"
        f" exponent over the upper half: {samples.exponent(points):.2f}.\n"
    )


PLOT = """
set terminal svg size 900,360 font "sans-serif,13" background "white"
set output "cost.svg"
set multiplot layout 1,2
set logscale xy
set grid
set key left top
set ylabel "seconds for an epoch"
set xlabel "cells (64 hidden units)"
set xtics (1, 4, 14, 56, 196, 784)
set xrange [1:784]
plot "cells.dat" with linespoints pointtype 7 linecolor rgb "#1f77b4" title "measured", \\
     {cells_a} + {cells_b} * x with lines dashtype 2 linecolor rgb "#888888" title "a + b cells"
set xlabel "hidden units (4 cells)"
set xtics (16, 32, 64, 128, 256, 512, 1024)
set xrange [16:1024]
plot "hidden.dat" with linespoints pointtype 7 linecolor rgb "#d62728" title "measured", \\
     "hidden_line.dat" with lines dashtype 2 linecolor rgb "#888888" title "a + b FLOP"
"""


def draw(measured, folder):
    """cost.svg: the cells and the hidden units, with the fitted lines."""
    lines = {}
    for sweep in SWEEPS[:2]:
        medians = {value: measured[sweep][value].median for value in sweep.values}
        a, b, _ = samples.line_through([(sweep.work(value), medians[value]) for value in sweep.values])
        lines[f"{sweep.key}_a"], lines[f"{sweep.key}_b"] = a, b
        write_points(folder / f"{sweep.key}.dat", medians.items())
        write_points(folder / f"{sweep.key}_line.dat", ((value, a + b * sweep.work(value)) for value in sweep.values))
    subprocess.run(["gnuplot"], input=PLOT.format(**lines), text=True, cwd=folder, check=True)


def write_points(path, points):
    path.write_text("".join(f"{x} {y}\n" for x, y in points))


def measure(runs, folder):
    programs.say("cost, seconds")
    pairs = {f"{sweep.key} {value}": (sweep, value) for sweep in SWEEPS for value in sweep.values}
    contestants = {name: lambda s=sweep, v=value: s.measure(v) for name, (sweep, value) in pairs.items()}
    measured = {sweep: {} for sweep in SWEEPS}
    for name, found in samples.interleaved(contestants, runs, programs.say).items():
        sweep, value = pairs[name]
        measured[sweep][value] = found
    draw(measured, folder)
    parts = [section(sweep, measured[sweep]) for sweep in SWEEPS]
    head = (
        "Vanilla cells, 1 thread, MNIST; 4 cells, 64 hidden units, batches of 100 where nothing else is said."
        f" Medians of {runs} runs in turn, spreads in brackets.\n"
    )
    return head + "\n![Seconds for an epoch over cells and over hidden units](cost.svg)\n\n" + "\n".join(parts)
