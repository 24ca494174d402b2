#!/usr/bin/env bash
# lint.sh [ROOM...]: what a compiler does not see. clazy on what uses Qt (its levels 0 and 1), clang-tidy on everything,
# with the few checks that find mistakes and no taste; fails on any finding. Rooms are engine, ui and app; all where none
# is named. Needs Debian's clazy and clang-tidy; takes some ten minutes on two cores.
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$root/build/lint
cd "$root"

# Left out: a parent is no must; a table of constants is no trouble; clang-format puts spaces into signatures.
clazy_checks=level0,level1,no-ctor-missing-parent-argument,no-non-pod-global-static,no-connect-not-normalized

tidy_checks='-*,bugprone-*,performance-*,misc-unused-using-decls,misc-static-assert,misc-redundant-expression'
tidy_checks+=,modernize-use-override,readability-misleading-indentation
tidy_checks+=,-bugprone-easily-swappable-parameters # two sizes side by side are no mistake
tidy_checks+=,-bugprone-suspicious-missing-comma    # long sentences
tidy_checks+=,-bugprone-macro-parentheses    # a type can have none
tidy_checks+=,-bugprone-narrowing-conversions       # -Wconversion says so where it matters
tidy_checks+=,-bugprone-implicit-widening-of-multiplication-result
tidy_checks+=,-bugprone-exception-escape      # takes every constructor for a thrower
tidy_checks+=,-bugprone-incorrect-roundings   # floor(x + 0.5) is the same on every processor
tidy_checks+=,-performance-unnecessary-value-param # values that are moved, and shared pointers
tidy_checks+=,-performance-inefficient-vector-operation,-performance-inefficient-string-concatenation
tidy_checks+=,-performance-no-automatic-move  # const says more than a move saves
tidy_checks+=,-performance-implicit-conversion-in-loop # a reference into JSON is none

for tool in clazy-standalone clang-tidy; do
    command -v "$tool" >/dev/null || {
        echo "lint.sh needs $tool: install Debian's clazy and clang-tidy." >&2
        exit 2
    }
done

# A dozen sources at once: most of the work is for headers.
cmake --preset dev -B "$build" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -DCMAKE_CXX_COMPILER=clang++ >/dev/null
mapfile -t generated < <(cmake --build "$build" --target help | sed -n 's/^\([a-z_]*_autogen\): .*/\1/p' | sort -u)
if ((${#generated[@]})); then
    cmake --build "$build" --target "${generated[@]}" >/dev/null
fi
rooms=("$@")
(($#)) || rooms=(engine ui app)
IFS='|'
mapfile -t files < <(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build/compile_commands.json" |
    grep -E "^$build/(${rooms[*]})/.*/Unity/|^$root/(${rooms[*]})/" | sort -u)
unset IFS
report=$(mktemp)
trap 'rm -f "$report"' EXIT

# check FILE: what both say of it, without what they say of others' headers.
check() {
    local file=$1
    if [[ $file != *"/engine/"* ]]; then
        clazy-standalone -checks="$clazy_checks" -p "$build" -header-filter="^$root/(ui|app)/.*" "$file" 2>&1
    fi
    clang-tidy --quiet -checks="$tidy_checks" -p "$build" -header-filter="^$root/(engine|ui|app)/.*" "$file" 2>/dev/null
}
export -f check
export root build clazy_checks tidy_checks
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'check "$1" || true' _ {} >"$report"

# What clang 14 itself says of GCC's ranges, which it does not understand, and of signs is no finding: gcc compiles it all.
findings=$(sed "s|^$root/||" "$report" | grep -E '^(engine|ui|app)/[^:]*:[0-9]+:[0-9]+: (warning|error):' |
    grep -E '\[(-Wclazy|bugprone|performance|misc|modernize|readability)-' | sort -u || true)
if [[ -n $findings ]]; then
    printf '%s\n' "$findings"
    echo "$(wc -l <<<"$findings") findings." >&2
    exit 1
fi
echo "${#files[@]} sources: no finding." >&2
