"""Runs the programs that are measured, and says what machine they run on."""

import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build" / "release"
UNROLL = BUILD / "app" / "unroll"
EIGEN_PEAK = BUILD / "tests" / "bench" / "eigen_peak"
ONEDNN_PEER = BUILD / "tests" / "bench" / "onednn_peer"
PYTORCH_PEER = ROOT / "tests" / "peers" / "pytorch_rnn.py"


class Failure(Exception):
    """A program that did not do its work, in one sentence."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def output_of(command, **variables):
    command = [str(part) for part in command]
    ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables})
    if ran.returncode != 0:
        raise Failure(f"{' '.join(command)} ended with status {ran.returncode}: {ran.stderr.strip()}")
    return ran.stdout


def options_of(options):
    """["--train-limit", "100", ...] of {"train_limit": 100, ...}"""
    return [part for key, value in options.items() for part in (f"--{key.replace('_', '-')}", str(value))]


def train(data="mnist", **options):
    """The summary of a training by Unroll."""
    return json.loads(output_of([UNROLL, "train", "--data", data, "--json", "--quiet", *options_of(options)]))


def train_with_peak(data):
    """The summary of a training with the default setting, and the process's peak of resident memory in MB."""
    reader, writer = os.pipe()
    arguments = [str(UNROLL), "train", "--data", data, "--json", "--quiet"]
    child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
    os.close(writer)
    with open(reader) as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise Failure(f"{' '.join(arguments)} failed; the lines above say why.")
    return json.loads(text), usage.ru_maxrss * 1024 / 1e6


def pytorch_seconds(folder, blas_threads, **options):
    """The seconds of PyTorch's training loop. OpenBLAS has threads of its own, beside PyTorch's."""
    command = ["/usr/bin/python3", PYTORCH_PEER, folder, *options_of(options)]
    lines = output_of(command, OPENBLAS_NUM_THREADS=str(blas_threads)).split()
    return float(lines[-1].split(",")[lines[0].split(",").index("seconds")])


def onednn_epoch_seconds(cell, cells, hidden, batches, threads):
    """The seconds of oneDNN's kernels for 600 batches."""
    command = [ONEDNN_PEER, cell, cells, hidden, batches]
    return float(output_of(command, OMP_NUM_THREADS=str(threads)))


def eigen_peaks():
    """{threads: FLOP/s} of Eigen's product, the highest of its sizes."""
    report = json.loads(output_of([EIGEN_PEAK, "--benchmark_format=json", "--benchmark_min_time=0.1"]))
    peaks = {}
    for bench in report["benchmarks"]:
        peaks[bench["threads"]] = max(peaks.get(bench["threads"], 0), bench["FLOP/s"])
    return peaks


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return os.uname().machine


def cached(name):
    """A variable of CMake's cache."""
    for line in (BUILD / "CMakeCache.txt").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return line.split("=", 1)[1]
    raise Failure(f"{BUILD}/CMakeCache.txt has no {name}: configure the release preset.")


def busy_share(seconds=2):
    """The share of all cores' time that programs take at present."""
    def times():
        fields = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:]
        return [int(field) for field in fields]

    before = times()
    time.sleep(seconds)
    passed = [now - then for now, then in zip(times(), before)]
    idle = passed[3] + passed[4]  # idle, and waiting for a disk
    return 1 - idle / sum(passed)


def describe_machine():
    """A sentence for the head of the report, and a warning when others are at work."""
    compiler = output_of([cached("CMAKE_CXX_COMPILER"), "--version"]).splitlines()[0]
    simd = train("digits", epochs=1, train_limit=100, test_limit=100)["simd"]
    text = f"{processor()}, {os.cpu_count()} cores, {simd}; {compiler}."
    busy = busy_share()
    if busy > 0.05:
        text += f" **Other programs took {100 * busy:.0f} % of its time: these figures say little.**"
    return text
