"""How fast a network learns in the window, where curves, digits and status move, beside the command line."""

import contextlib
import os
import subprocess
import tempfile
import time

import programs
import samples

# What is trained, and the least share of the command line's speed it is to have in the window.
TRAININGS = {
    "RNN, 4 cells, 64 hidden: 40 epochs": {"epochs": 40},
    "GRU, 28 cells, 128 hidden: 1 epoch": {"cell": "gru", "cells": 28, "hidden": 128, "epochs": 1},
}
ASKED = 90


@contextlib.contextmanager
def x_server():
    """An X server in memory, and the variables for a program that shows its window there, with settings of its own."""
    with tempfile.TemporaryDirectory() as folder:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        try:
            with open(reader) as pipe:
                number = pipe.readline().strip()
            if not number:
                raise programs.Failure("Xvfb could not be started.")
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_LOGGING_RULES": "unroll.window=true",
                   "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder, "XDG_RUNTIME_DIR": folder}
        finally:
            server.kill()
            server.wait()


def seconds_between(lines, clock=time.monotonic):
    """From the line of the window's log that says a run is Running to the one that says it is Finished."""
    begin = None
    for line in lines:
        words = line.split()
        if "state" not in words:
            continue
        if words[-1] == "Running" and begin is None:
            begin = clock()
        elif words[-1] == "Finished" and begin is not None:
            return clock() - begin
    raise programs.Failure("The window ended before its training did.")


def window_seconds(variables, **options):
    command = [programs.UNROLL, "--start", "--data", "mnist", *programs.options_of(options)]
    environment = {**os.environ, **variables}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as window:
        try:
            return seconds_between(window.stderr)
        finally:
            window.kill()


def table_of(measured):
    """`measured`: by training, the Samples of the command line, the window, and their ratio in each run."""
    rows = [[name, line, window, f"**{100 * ratio.median:.0f} %** ({100 * ratio.spread:.0f})", f"{ASKED} %"]
            for name, (line, window, ratio) in measured.items()]
    return samples.table(["seconds", "command line", "window", "the window's speed", "at least"], rows)


NOTE = (
    "The whole training under an X server in memory, which takes its time from the same cores; two threads; 100 test"
    " images, so that little time is for evaluation. The command line and the window in turn, ratios run by run.\n"
)


def measure(runs):
    programs.say("the window")
    measured = {}
    with x_server() as variables:
        for name, training in TRAININGS.items():
            options = {**training, "threads": 2, "test_limit": 100}
            contestants = {
                "command line": lambda o=options: programs.train(**o)["train_seconds"],
                "window": lambda o=options: window_seconds(variables, **o),
            }
            found = samples.interleaved(contestants, runs, programs.say)
            line, window = found["command line"], found["window"]
            ratio = samples.Samples(a / b for a, b in zip(line.values, window.values))
            measured[name] = (line, window, ratio)
    return table_of(measured) + "\n" + NOTE
