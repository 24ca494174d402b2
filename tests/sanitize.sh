#!/bin/bash
# Runs every test with assertions and warnings as errors (dev), with AddressSanitizer and UndefinedBehaviorSanitizer
# (asan) and with ThreadSanitizer (tsan):  tests/sanitize.sh [PRESET...] [-- ARGUMENTS OF ctest]
set -euo pipefail
cd "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"

presets=()
while (($#)) && [[ $1 != -- ]]; do
    presets+=("$1")
    shift
done
shift $(($# > 0))
((${#presets[@]})) || presets=(dev asan tsan)

failed=()
for preset in "${presets[@]}"; do
    printf '== %s\n' "$preset"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset" -- --quiet
    ctest --preset "$preset" "$@" || failed+=("$preset")
done
if ((${#failed[@]})); then
    printf 'Failed: %s\n' "${failed[*]}" >&2
    exit 1
fi
