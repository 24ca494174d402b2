#!/bin/bash
# Checks that our C++ is formatted: tests/format.sh; formats it: tests/format.sh --fix
#
# Other versions of clang-format break lines elsewhere, so this takes version 14 (Debian 12's) and says that it is
# skipped (status 77) when there is none.
set -euo pipefail
cd "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"

formatter=
for candidate in clang-format-14 clang-format; do
    if command -v "$candidate" >/dev/null && [[ $("$candidate" --version) == *" 14."* ]]; then
        formatter=$candidate
        break
    fi
done
if [[ ! $formatter ]]; then
    echo "Skipped: clang-format 14 is not installed."
    exit 77
fi

mapfile -d '' sources < <(find engine ui app tests -type f \( -name '*.h' -o -name '*.cpp' \) -print0)
if [[ ${1:-} == --fix ]]; then
    "$formatter" -i "${sources[@]}"
else
    "$formatter" --dry-run --Werror "${sources[@]}"
fi
