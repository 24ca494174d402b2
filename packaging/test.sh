#!/bin/bash
# Builds everything, after installing what is missing, and runs every test: packaging/test.sh [ARGUMENTS OF ctest]
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

ensure_packages "${program_packages[@]}" "${test_packages[@]}"
build_targets all
cd "$root"
exec ctest --preset release -j "$(nproc)" "$@"
