#!/bin/bash
# Measures the paper's setting on the real MNIST and prints README's table: tests/figures.sh [--update]
#
# Unroll trains with the seeds 1, 2 and 3; the table shows medians. Where Debian's python3-torch is installed, PyTorch
# trains the same network in the same run, on OpenBLAS (installed when it is missing), with 1 thread and with all, and the
# faster counts. --update writes the table into README.md. MNIST is taken from $UNROLL_DATA_DIR/mnist.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
# shellcheck source=packaging/setup.sh
. "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")/packaging/setup.sh"
mnist=${UNROLL_DATA_DIR:?is the folder that holds mnist/}/mnist
seeds=(1 2 3)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# column FILE NAME ROW: one number of a CSV file; ROW counts from 1, "sum" adds the column up.
column() {
    awk -F, -v name="$2" -v row="$3" '
        NR == 1 { for (i = 1; i <= NF; ++i) if ($i == name) column = i; next }
        { sum += $column }
        NR - 1 == row { found = $column }
        END {
            if (row == "sum") found = sum
            if (!column || found == "") { print FILENAME " has no " name " in row " row >"/dev/stderr"; exit 1 }
            print found
        }' "$1"
}

median() {
    sort -g | awk '{ value[NR] = $1 } END { print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2 }'
}

# over_seeds KIND NAME ROW FORMAT: the median over the runs of one kind.
over_seeds() {
    local seed
    for seed in "${seeds[@]}"; do
        column "$work/$1-$seed.csv" "$2" "$3"
    done | median | xargs printf "$4"
}

train_unroll() {
    local seed
    for seed in "${seeds[@]}"; do
        "$root/packaging/run.sh" train --data mnist --seed "$seed" --out "$work/run-$seed" --quiet >/dev/null
        cp "$work/run-$seed/metrics.csv" "$work/unroll-$seed.csv"
    done
}

# Leaves the faster of one thread and all threads in $work/pytorch-SEED.csv.
train_pytorch() {
    local seed threads fastest=
    for threads in 1 $(nproc); do
        for seed in "${seeds[@]}"; do
            /usr/bin/python3 "$root/tests/peers/pytorch_rnn.py" "$mnist" --seed "$seed" --threads "$threads" \
                >"$work/threads$threads-$seed.csv"
        done
        local seconds
        seconds=$(over_seeds "threads$threads" seconds 5 %s)
        if [[ ! $fastest ]] || awk "BEGIN { exit !($seconds < $fastest) }"; then
            fastest=$seconds
            for seed in "${seeds[@]}"; do
                cp "$work/threads$threads-$seed.csv" "$work/pytorch-$seed.csv"
            done
        fi
    done
}

# row LABEL OF-THE-PAPER NAME ROW FORMAT: a line of the table, with what was measured here.
row() {
    local label=$1 paper=$2 own other=
    shift 2
    own=$(over_seeds unroll "$@")
    if [[ $peer ]]; then
        other="not measured"
        [[ $1 == allocated_bytes ]] || other=$(over_seeds pytorch "$@")
    fi
    printf '| %s | %s | **%s** |%s\n' "$label" "$paper" "$own" "${peer:+ $other |}"
}

table() {
    local epoch paper=("0.891 | 0.639 | 0.700" "0.919 | 0.829 | 0.858" "0.930 | 0.884 | 0.888" "0.938 | 0.906 | 0.901"
        "0.944 | 0.918 | 0.910")
    printf '| training accuracy | Flux (paper) | PyTorch (paper) | the paper | **Unroll** |%s\n' "${peer:+ $peer |}"
    printf '| --- | --- | --- | --- | --- |%s\n' "${peer:+ --- |}"
    for epoch in 1 2 3 4 5; do
        row "epoch $epoch" "${paper[epoch - 1]}" train_accuracy "$epoch" %.3f
    done
    row "test accuracy" "0.944 | 0.92 | 0.917" test_accuracy 5 %.3f
    row "training time, s" "51.2 | 94 | 135" seconds 5 %.2f
    row "allocated while training, bytes" "15.6e9 | not measured | 91e9" allocated_bytes sum %.0f
    printf '\nColumns of the paper: Intel i7-6600U, one run. Measured here: %s, %s threads, medians over the seeds %s.%s\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)" "$(nproc)" "${seeds[*]}" \
        "${peer:+ PyTorch runs on OpenBLAS, with the faster of 1 and $(nproc) threads.}"
}

# Puts the table between its two marks in README.md.
update() {
    awk -v table="$work/table.md" '
        /<!-- end of figures -->/ { inside = 0 }
        !inside { print }
        /<!-- figures: tests\/figures.sh --update -->/ {
            inside = 1
            print ""
            while ((getline line < table) > 0) print line
            print ""
        }' "$root/README.md" >"$work/README.md"
    cat "$work/README.md" >"$root/README.md"
}

train_unroll
peer=
if /usr/bin/python3 -c "import torch" 2>/dev/null; then
    peer="PyTorch $(/usr/bin/python3 -c "import torch; print('.'.join(torch.__version__.split('.')[:2]))")"
    ensure_packages libopenblas0
    train_pytorch
fi
table >"$work/table.md"
cat "$work/table.md"
[[ ${1:-} != --update ]] || update
