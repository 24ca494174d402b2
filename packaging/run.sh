#!/bin/bash
# Builds Unroll, after installing what is missing, and starts it: packaging/run.sh [ARGUMENTS OF unroll]
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

ensure_packages "${program_packages[@]}"
build_targets unroll

# Qt complains on standard error about a locale without UTF-8, such as that of a bare container.
if [[ -z ${LC_ALL:-}${LC_CTYPE:-}${LANG:-} ]]; then
    export LANG=C.UTF-8
fi
if (($# == 0)) && [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    say "There is no display to open the window on, so this trains without one: unroll train"
    set -- train
fi
exec "$build/app/unroll" "$@"
