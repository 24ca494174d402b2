#!/bin/bash
# Measures what the data sheet of the built-in digits says and prints it: tests/digits_sheet.sh [--update]
#
# Networks are trained on the built-in digits with the seeds 1, 2 and 3 and then read MNIST's test images, from
# $UNROLL_DATA_DIR/mnist. --update writes tables and sample picture into resources/digits.md and resources/digits.png.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
# shellcheck source=packaging/setup.sh
. "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")/packaging/setup.sh"
: "${UNROLL_DATA_DIR:?is the folder that holds mnist/}"
seeds=(1 2 3)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unroll() { "$build/app/unroll" "$@"; }

# field NAME: of a JSON object on standard input.
field() { sed -n "s/^ *\"$1\": \([^,]*\),*$/\1/p"; }

# statistics DATA: mean, standard deviation and share of pixels that are not zero, of its training images.
statistics() {
    unroll data check "$1" |
        sed -n 's/^train .*mean \([0-9.]*\), standard deviation \([0-9.]*\), \([0-9.]* %\).*$/| \1 | \2 | \3 |/p'
}

# accuracy DATA TRAINING-OPTIONS: the share of the test images that is read rightly, for each seed and on average.
accuracy() {
    local data=$1 seed all=()
    shift
    for seed in "${seeds[@]}"; do
        unroll train --data "$data" --seed "$seed" --out "$work/run" --force --quiet "$@" >/dev/null
        all+=("$(unroll evaluate "$work/run" --data mnist --json | field accuracy)")
    done
    printf '%s\n' "${all[@]}" |
        awk '{ sum += $1; list = list (NR > 1 ? ", " : "") sprintf("%.4f", $1) } END { printf "**%.3f** (%s)", sum / NR, list }'
}

# row LABEL TRAINING-OPTIONS: trained on the digits, on the digits anew for every epoch, and on MNIST.
row() {
    local label=$1
    shift
    printf '| %s | %s | %s | %s |\n' "$label" "$(accuracy digits "$@")" "$(accuracy digits --fresh "$@")" \
        "$(accuracy mnist "$@")"
}

sheet() {
    printf '| training images | mean | standard deviation | pixels not zero |\n| --- | --- | --- | --- |\n'
    printf '| digits %s\n| MNIST %s\n\n' "$(statistics digits)" "$(statistics mnist)"
    printf '| accuracy on MNIST, test images | trained on digits | digits, --fresh | trained on MNIST |\n'
    printf '| --- | --- | --- | --- |\n'
    row "4 vanilla cells, 64 hidden (\`--preset best\`)" --preset best
    row "GRU, 28 cells, 128 hidden, 2 epochs" --cell gru --cells 28 --hidden 128 --epochs 2 --optimizer adam \
        --eta 0.005 --schedule one-cycle --clip 1
    printf '\nMeans over the seeds %s, in brackets each.\n\n' "${seeds[*]}"
    "$build/tests/support/digit_sheet" --ways
}

# Puts the tables between the two marks in resources/digits.md.
update() {
    awk -v sheet="$work/sheet.md" '
        /<!-- end of figures -->/ { inside = 0 }
        !inside { print }
        /<!-- figures: tests\/digits_sheet.sh --update -->/ {
            inside = 1
            print ""
            while ((getline line < sheet) > 0) print line
            print ""
        }' "$root/resources/digits.md" >"$work/digits.md"
    cat "$work/digits.md" >"$root/resources/digits.md"
    "$build/tests/support/digit_sheet" digits "$root/resources/digits.png"
}

ensure_packages "${program_packages[@]}"
build_targets unroll digit_sheet
sheet >"$work/sheet.md"
cat "$work/sheet.md"
[[ ${1:-} != --update ]] || update
