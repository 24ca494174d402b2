#!/bin/bash
# Measures how far back the gradient reaches on MNIST read pixel by pixel and prints README's table:
# tests/vanishing.sh [--update]
#
# Vanilla cell, IndRNN and LSTM learn 5000 training images over 784 cells, in a few minutes each on one core. Then
# `unroll inspect` looks at the first 15 test digits: the table shows the median over them of the gradient's norm with
# respect to the state after some of the cells, in the last layer. --update writes the table into README.md. MNIST is
# taken from $UNROLL_DATA_DIR/mnist; THREADS, all cores unless it is set, changes the time and nothing else.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
: "${UNROLL_DATA_DIR:?is the folder that holds mnist/}"
threads=${THREADS:-0}
cells=(1 200 400 600 784)
digits=15
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unroll() {
    "$root/build/release/app/unroll" "$@"
}

# train NAME OPTIONS: leaves a run directory and the inspected digits in $work/NAME.
train() {
    local name=$1 digit
    shift
    unroll train --data mnist --train-limit 5000 --preset pixels --threads "$threads" --out "$work/$name" --quiet "$@" \
        >/dev/null
    for ((digit = 0; digit < digits; ++digit)); do
        unroll inspect "$work/$name" --data mnist --index "$digit" --json >"$work/$name/digit-$digit.json"
    done
}

# row NAME LABEL: a line of the table.
row() {
    /usr/bin/python3 - "$work/$1" "$2" "${cells[@]}" <<'PYTHON'
import glob, json, statistics, sys

run, label, cells = sys.argv[1], sys.argv[2], [int(cell) for cell in sys.argv[3:]]
with open(run + "/summary.json") as file:
    summary = json.load(file)
norms = []
for name in glob.glob(run + "/digit-*.json"):
    with open(name) as file:
        norms.append(json.load(file)["gradient_norm_per_cell"][-1])
medians = [statistics.median(of_digit[cell - 1] for of_digit in norms) for cell in cells]
print(f"| {label} | {summary['test_accuracy']:.3f} | {summary['train_seconds']:.0f} |",
      " | ".join(f"{median:.1g}" for median in medians), "|")
PYTHON
}

table() {
    printf '| cell | test accuracy | training time, s |'
    printf ' gradient at cell %s |' "${cells[0]}"
    printf ' %s |' "${cells[@]:1}"
    printf '\n| --- | --- | --- |'
    printf ' --- |%.0s' "${cells[@]}"
    printf '\n'
    row vanilla "vanilla, tanh"
    row indrnn "IndRNN, relu, 2 layers"
    row lstm LSTM
    printf '\nMeasured here: %s, threads: %s, seed: 1; gradients are medians over %s test digits, in the last layer.\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)" "$((threads ? threads : $(nproc)))" "$digits"
}

# Puts the table between its two marks in README.md.
update() {
    awk -v table="$work/table.md" '
        /<!-- end of gradients -->/ { inside = 0 }
        !inside { print }
        /<!-- gradients: tests\/vanishing.sh --update -->/ {
            inside = 1
            print ""
            while ((getline line < table) > 0) print line
            print ""
        }' "$root/README.md" >"$work/README.md"
    cat "$work/README.md" >"$root/README.md"
}

"$root/packaging/run.sh" --version >/dev/null # builds
train vanilla --cell vanilla --activation tanh
train indrnn --cell indrnn --layers 2 --hidden 64 --eta 0.001
train lstm
table >"$work/table.md"
cat "$work/table.md"
[[ ${1:-} != --update ]] || update
