#!/bin/bash
# Measures Unroll and its peers, PyTorch and oneDNN, in the same run on this machine, and writes a Markdown report with
# a plot:
#
#   tests/bench/report.sh [--only networks,dense,cost,window,looking,memory] [--runs N] [--quick] [--out FOLDER] [--update]
#
# Installs what is missing and builds. Everything is measured five times, in turn. --update also writes
# tests/bench/report.md and quotes the first table in README.md. MNIST is taken from $UNROLL_DATA_DIR/mnist. A whole
# report takes about a quarter of an hour on two cores; let nothing else run meanwhile.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")/packaging/setup.sh"

mnist=${UNROLL_DATA_DIR:?is the folder that holds mnist/}/mnist
ensure_packages "${program_packages[@]}" python3 python3-torch python3-numpy libopenblas0 libdnnl-dev \
    ocl-icd-opencl-dev gnuplot-nox xvfb
configure
cmake "$build" >/dev/null # looks again for what may have been installed just now
build_targets unroll eigen_peak looking_bench onednn_peer
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 "$root/tests/bench/report/report.py" --data "$mnist" "$@"
