#!/bin/bash
# shellcheck disable=SC2016  # the conditions are programs of awk
# Does what engine/README.md says: installs into a new folder, makes projects of the README's blocks, builds them with
# find_package(unroll), runs them and looks at what they print.
#
#   tests/library/readme.sh BUILD [OPTIONS OF cmake FOR THE PROJECTS]
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
build=$1
shift
readme=$root/engine/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    printf '%s\n' "$*"
    exit 1
}

# quietly COMMAND...: says something only when it fails.
quietly() {
    "$@" >"$work/log" 2>&1 || fail "$* failed:" "$(cat "$work/log")"
}

# blocks LANGUAGE SECTION: the code blocks of the README's section with this number; 0 is what stands above the first.
blocks() {
    awk -v fence="\`\`\`$1" -v wanted="$2" '
        /^## / { ++section }
        /^```/ { inside = $0 == fence && section + 0 == wanted; next }
        inside { print }' "$readme"
}

# variant PROGRAM: which library of the engine it runs with, without the folder that holds them all.
variant() {
    ldd "$1" | sed -n 's|.*libunroll_engine.* => .*/\(glibc-hwcaps/[^ ]*\).*|\1|p'
}

# project NAME SECTION: builds the program of a section out of the tree and writes what it prints to $work/NAME.out.
project() {
    mkdir "$work/$1"
    blocks cmake 0 | sed "s/walk/$1/g" >"$work/$1/CMakeLists.txt"
    blocks cpp "$2" >"$work/$1/$1.cpp"
    quietly cmake -S "$work/$1" -B "$work/$1/build" -DCMAKE_PREFIX_PATH="$work/prefix" "${options[@]}"
    quietly cmake --build "$work/$1/build"
    [[ $(variant "$work/$1/build/$1") == "$(variant "$build/app/unroll")" ]] ||
        fail "The README's program $1 takes another library of the engine than ours."
    "$work/$1/build/$1" >"$work/$1.out" || fail "The README's program $1 failed."
    cat "$work/$1.out"
}

# expect FILE CONDITION MEANING: an awk program that ends with a status of 0 when the output is right.
expect() {
    awk "$2" "$work/$1.out" || fail "$1: not true: $3"
}

options=("$@")
quietly cmake --install "$build" --prefix "$work/prefix"
[[ $("$work/prefix/bin/unroll" --version) == unroll\ * ]] || fail "The installed program does not start."
[[ $(variant "$work/prefix/bin/unroll") == "$(variant "$build/app/unroll")" ]] ||
    fail "Installed, the program takes another library of the engine than in the build folder."

installed=$(cd "$work/prefix/include/unroll" && find . -name '*.h' | sed 's|^\./||' | grep -v '^engine/engine.h$' | LC_ALL=C sort)
included=$(sed -n 's/^#include "\(.*\)"$/\1/p' "$root/engine/engine.h" | LC_ALL=C sort)
[[ $installed == "$included" ]] ||
    fail "engine/engine.h does not include all headers:" "$(diff <(echo "$installed") <(echo "$included"))"

lines=$(blocks cpp 1 | grep -c .)
((lines < 60)) || fail "The walk has $lines lines of code; it is to stay below 60."

project walk 1
expect walk '/^dy\/dx = / { found = $3 > 0.855335 && $3 < 0.855345 } END { exit !found }' "the derivative is 0.85534"
expect walk '/^loss / { last = $2; if (!n++) first = $2 } END { exit !(n == 10 && first > 2 && last < 0.6 * first) }' \
    "the loss falls from ln 10 to less than 60 % of it"
expect walk '/^accuracy / { ++n; last = $2 } END { exit !(n == 3 && last > 0.85) }' "the last accuracy is above 0.85"

project more 2
expect more '/^gradient of .cell [1-4]: / { norm[++n] = $NF } END { exit !(n == 4 && norm[1] > 0 && norm[1] < norm[4]) }' \
    "four states have gradients, and the first has less of one than the last"
expect more '/^forward / { d = $2 - $4; same = $2 != 0 && d * d < 1e-12 * $2 * $2 } END { exit !same }' \
    "forward and reverse mode agree"
expect more '/: worst error / { ++n; bad += !($NF < 1e-6) } END { exit !(n == 5 && !bad) }' \
    "all gradients agree with differences: two layers, weight and bias, and the sequence"
