"""What `unroll train --data mnist` takes in memory, and how long it takes to load."""

import programs
import samples


def measure(runs):
    programs.say("memory and loading")
    seconds, peaks, allocated = [], [], set()
    for _ in range(runs):
        summary, peak = programs.train_with_peak("mnist")
        seconds.append(summary["load_seconds"])
        peaks.append(peak)
        allocated.add(summary["allocated_bytes"])
    rows = [
        ["peak of resident memory, MB", samples.Samples(peaks), 150],
        ["loading and preparing MNIST, s", samples.Samples(seconds), 0.5],
        ["allocated while training, bytes", " ".join(str(bytes) for bytes in sorted(allocated)), 0],
    ]
    return samples.table(["`unroll train --data mnist`", "measured", "at most"], rows)
