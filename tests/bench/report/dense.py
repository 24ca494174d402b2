"""Training on images without a single 0, where nothing can be left out, beside Eigen's bare product."""

import dataclasses
import random
import struct

import networks
import programs
import samples

TRAIN, TEST = 6000, 100
NETWORKS = [dataclasses.replace(network, images=TRAIN, epochs=2) for network in networks.NETWORKS]


def write_idx(path, dimensions, values):
    path.write_bytes(struct.pack(f">4B{len(dimensions)}I", 0, 0, 8, len(dimensions), *dimensions) + values)


def write_data(folder):
    """Noise from 1 to 255 and labels, as four IDX files."""
    folder.mkdir(parents=True, exist_ok=True)
    noise = random.Random(1)
    without_zero = bytes(max(1, value) for value in range(256))
    for name, count in (("train", TRAIN), ("t10k", TEST)):
        pixels = noise.randbytes(count * 784).translate(without_zero)
        write_idx(folder / f"{name}-images-idx3-ubyte", (count, 28, 28), pixels)
        write_idx(folder / f"{name}-labels-idx1-ubyte", (count,), bytes(noise.randrange(10) for _ in range(count)))


def rate(network, folder, threads):
    """FLOP/s of a training."""
    seconds = programs.train(folder, **network.options(threads=threads))["train_seconds"]
    return network.flops * network.images * network.epochs / seconds


def name(network, threads):
    return f"{network.label}, threads {threads}"


def measure(runs, folder):
    write_data(folder)
    peaks = {1: [], 2: []}

    def measure_peaks():
        for threads, peak in programs.eigen_peaks().items():
            peaks[threads].append(peak / 1e9)
        return peaks[1][-1]

    contestants = {"Eigen's product": measure_peaks}
    for network in NETWORKS:
        for threads in (1, 2):
            contestants[name(network, threads)] = lambda n=network, t=threads: rate(n, folder, t) / 1e9
    programs.say("dense data, GFLOP/s")
    measured = samples.interleaved(contestants, runs, programs.say)
    return table_of(measured, {threads: samples.Samples(values) for threads, values in peaks.items()})


def table_of(measured, peaks):
    rows = [["Eigen's product, the best of its sizes", peaks[1], "", peaks[2], ""]]
    for network in NETWORKS:
        row = [network.label]
        for threads in (1, 2):
            reached = measured[name(network, threads)]
            row += [reached, f"**{100 * reached.median / peaks[threads].median:.0f} %**"]
        rows.append(row)
    text = samples.table(["GFLOP/s", "1 thread", "of the peak", "2 threads", "of the peak"], rows)
    return text + (
        "\nThe whole training loop on images of noise; of its arithmetic only the products' multiplications and"
        " additions are counted. Eigen's product: compiled for this processor, each thread with matrices of its own.\n"
    )
