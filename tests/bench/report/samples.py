"""What repeated measurements say: medians, spreads, fits; and Markdown tables of them."""

import math
import statistics


class Samples:
    """Repeated measurements of one thing."""

    def __init__(self, values):
        self.values = list(values)

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def spread(self):
        return max(self.values) - min(self.values)

    def __str__(self):
        return f"{digits(self.median)} ({digits(self.spread)})"


def digits(value):
    """At least three significant digits, without an exponent."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.3g}")
    places = max(0, 2 - math.floor(math.log10(abs(rounded))))
    return f"{value:.{places}f}"


def interleaved(contestants, runs, say):
    """Measures each contestant once, then each again, so that all share whatever else the machine does meanwhile.

    `contestants` maps a name to a function without arguments that returns a number. Returns Samples by name.
    """
    values = {name: [] for name in contestants}
    for run in range(runs):
        for name, measure in contestants.items():
            values[name].append(measure())
            say(f"  run {run + 1} of {runs}, {name}: {digits(values[name][-1])}")
    return {name: Samples(v) for name, v in values.items()}


def line_through(points):
    """a and b of y = a + b x with the least relative deviations, and the largest of these.

    `points` are pairs (x, y), y > 0. The normal equations are those of weights 1 / y^2.
    """
    w = [1 / y**2 for _, y in points]
    sum_w = sum(w)
    mean_x = sum(wi * x for wi, (x, _) in zip(w, points)) / sum_w
    mean_y = sum(wi * y for wi, (_, y) in zip(w, points)) / sum_w
    above = sum(wi * (x - mean_x) * (y - mean_y) for wi, (x, y) in zip(w, points))
    below = sum(wi * (x - mean_x) ** 2 for wi, (x, _) in zip(w, points))
    b = above / below
    a = mean_y - b * mean_x
    return a, b, max(abs(a + b * x - y) / y for x, y in points)


def exponent(points):
    """p of y ~ x^p through the upper half of the points, by least squares of the logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in sorted(points)[len(points) // 2 :]]
    mean_x = statistics.fmean(x for x, _ in logs)
    mean_y = statistics.fmean(y for _, y in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"
