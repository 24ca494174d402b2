"""How much of its speed a training keeps while views look into its network, from none to all of them."""

import os
import subprocess

import programs
import samples

SECONDS = 3  # of training, for every number of views in every round
ASKED = 95  # per cent of the speed without a view
NETWORKS = {
    "vanilla 4x64": "RNN, 4 cells, 64 hidden",
    "gru 28x128": "GRU, 28 cells, 128 hidden",
    "lstm 28x128": "LSTM, 28 cells, 128 hidden",
}
NOTE = (
    "As the window trains, with its threads and its queue, without a picture; MNIST, batches of 100, two threads. One"
    " view is the grid of digits; seven are that, five quantities of one digit (answers by cell, states, gates,"
    " gradients, saliency), and the answers to the whole test set; eleven have four studies besides (a tape's state, the map,"
    " the landscape, the sharpness). Medians; without and with views in turn, shares round by round.\n"
)


def rows_of(output):
    """From the bench's table: network, views, images a second, share, tellings a second."""
    rows = []
    for line in output.splitlines():
        network, views, speed, share, tellings = line.split("\t")
        asked = "" if views == "0" else f"{ASKED} %"
        share, spread = share.split(" (")
        share = "" if views == "0" else f"**{share}** ({spread}"
        rows.append([NETWORKS[network], views, speed, share, asked, "" if views == "0" else tellings])
    return rows


def measure(runs, data):
    programs.say("looking inside")
    environment = {**os.environ, "UNROLL_DATA_DIR": str(data.parent)}
    bench = programs.BUILD / "tests" / "bench" / "looking_bench"
    found = subprocess.run([bench, str(SECONDS), str(runs), "mnist"], env=environment, stdout=subprocess.PIPE,
                           text=True, check=True)
    heads = ["network", "views", "images a second", "of that without", "at least", "a view is told a second"]
    return samples.table(heads, rows_of(found.stdout)) + "\n" + NOTE
