#!/bin/bash
# shellcheck disable=SC2016  # the expectations are evaluated later
# Checks packaging/run.sh and packaging/test.sh against a machine made of pretended commands (apt-get, sudo, cmake, ...)
# in a folder whose name has a space. Every pretended command writes its call into a file, which the cases look at.
set -euo pipefail
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree="$work/a clone"
failures=0

# pretend COMMAND BODY: a command of the pretended machine.
pretend() {
    printf '#!%s\necho "%s $*" >>"$CALLS"\n%s\n' "$(command -v bash)" "$1" "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

# A machine with everything installed and nothing built: each case changes what it is about.
new_machine() {
    rm -rf "${work:?}/bin" "$tree" "$work/calls"
    mkdir -p "$work/bin" "$tree/packaging" "$work/elsewhere"
    cp "$source"/packaging/*.sh "$tree/packaging/"
    touch -d "1 hour ago" "$tree/CMakePresets.json"
    : >"$work/calls"
    local real
    for real in bash readlink dirname grep sed cat mkdir touch chmod env; do
        ln -s "$(command -v $real)" "$work/bin/$real"
    done
    pretend id 'echo "${PRETENDED_UID:-0}"'
    pretend sudo 'shift; exec "$@"'
    pretend dpkg-query 'shift 3; for p in "$@"; do [[ " ${MISSING:-} " == *" $p "* ]] || echo "installed $p"; done'
    pretend apt-get 'case "$*" in *update*) exit "${UPDATE_STATUS:-0}" ;; *) exit "${INSTALL_STATUS:-0}" ;; esac'
    pretend ninja 'echo "${NINJA_SAYS:-[1/9] Building}"'
    pretend ctest 'echo "100% tests passed"'
    pretend cmake 'exec bash "$CMAKE_BODY" "$@"'
    cat >"$work/cmake_body" <<'BODY'
[[ -z ${CMAKE_FAILS:-} ]] || { echo "no compiler"; exit 1; }
echo "chatter of cmake"
if [[ $1 == --preset ]]; then
    mkdir -p build/release/app
    touch build/release/build.ninja
    printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nUNROLL_WERROR:BOOL=%s\n' "$PWD" \
        "$([[ $* == *WERROR=ON* ]] && echo ON || echo OFF)" >build/release/CMakeCache.txt
    printf '#!%s\nfor a in "$@"; do echo "argument $a"; done\nexit 3\n' "$(command -v bash)" >build/release/app/unroll
    chmod +x build/release/app/unroll
fi
BODY
}

# on_machine COMMAND...: runs it with the pretended commands alone; leaves status, said (stdout) and complained (stderr).
on_machine() {
    status=0
    : >"$work/calls"
    said=$(cd "$work/elsewhere" && env -i PATH="$work/bin" CALLS="$work/calls" CMAKE_BODY="$work/cmake_body" \
        "${machine[@]}" "$@" 2>"$work/stderr" </dev/null) || status=$?
    complained=$(<"$work/stderr")
    calls=$(<"$work/calls")
}

expect() {
    if ! eval "$2"; then
        failures=$((failures + 1))
        printf '%s: not true: %s\n  status: %s\n  stdout: %s\n  stderr: %s\n  calls: %s\n' \
            "$1" "$2" "$status" "$said" "$complained" "$calls"
    fi
}

case_all_installed() {
    new_machine
    machine=()
    on_machine "$tree/packaging/run.sh" train "two words" --json
    expect "$1" '[[ $status == 3 ]]'
    expect "$1" '[[ $said == "argument train"$'"'\\n'"'"argument two words"$'"'\\n'"'"argument --json" ]]'
    expect "$1" '[[ $calls != *apt-get* && $calls != *sudo* ]]'
    expect "$1" '[[ $calls == *"cmake --preset release"* && $calls == *"--target unroll"* ]]'
    machine=(NINJA_SAYS="ninja: no work to do.")
    on_machine "$tree/packaging/run.sh" train
    expect "$1, second start" '[[ -z $complained && $calls != *"cmake --"* && $status == 3 ]]'
    touch "$tree/CMakePresets.json"
    on_machine "$tree/packaging/run.sh" train
    expect "$1, presets changed" '[[ $calls == *"cmake --preset release"* ]]'
}

case_some_missing() {
    new_machine
    machine=(MISSING="cmake zlib1g-dev")
    on_machine "$tree/packaging/run.sh" train
    expect "$1" '[[ $calls == *"apt-get "*" install --no-install-recommends -y cmake zlib1g-dev"$'"'\\n'"'* ]]'
    expect "$1" '[[ $calls == *"apt-get "*" update"*"apt-get "*" install"* && $calls != *sudo* ]]'
    expect "$1" '[[ $said == "argument train" ]]'
    machine=(MISSING="cmake" PRETENDED_UID=1000)
    on_machine "$tree/packaging/run.sh" train
    expect "$1, no root" '[[ $calls == *"sudo -- env DEBIAN_FRONTEND=noninteractive apt-get "*" install"* ]]'
    rm "$work/bin/sudo"
    on_machine "$tree/packaging/run.sh" train
    expect "$1, no root and no sudo" '[[ $status == 1 && $complained == *"apt-get install"*" cmake" ]]'
    expect "$1, no root and no sudo" '[[ $calls != *apt-get* && $calls != *"cmake --"* ]]'
    machine=(MISSING="cmake" UPDATE_STATUS=100)
    on_machine "$tree/packaging/run.sh" train
    expect "$1, an archive is gone" '[[ $status == 3 && $said == "argument train" && $complained == *"Not all lists"* ]]'
    machine=(MISSING="cmake" INSTALL_STATUS=100)
    on_machine "$tree/packaging/run.sh" train
    expect "$1, apt fails" '[[ $status == 1 && $complained == *"Installing packages failed"* && $calls != *"cmake --"* ]]'
}

case_no_apt() {
    new_machine
    machine=()
    rm "$work/bin/apt-get" "$work/bin/dpkg-query"
    on_machine "$tree/packaging/test.sh"
    expect "$1" '[[ $status == 1 && $complained == *qt6-base-dev* && -z $calls && -z $said ]]'
}

case_display() {
    new_machine
    machine=()
    on_machine "$tree/packaging/run.sh"
    expect "$1, none" '[[ $said == "argument train" && $complained == *"no display"* ]]'
    machine=(DISPLAY=:7)
    on_machine "$tree/packaging/run.sh"
    expect "$1, X" '[[ -z $said && $complained != *"no display"* && $status == 3 ]]'
    machine=(WAYLAND_DISPLAY=wayland-0)
    on_machine "$tree/packaging/run.sh"
    expect "$1, Wayland" '[[ -z $said && $complained != *"no display"* ]]'
}

case_failures() {
    new_machine
    machine=(CMAKE_FAILS=1)
    on_machine "$tree/packaging/run.sh" train
    expect "$1" '[[ $status == 1 && -z $said && $complained == *"no compiler"* ]]'
    machine=()
    on_machine "$tree/packaging/run.sh" train
    expect "$1, mended" '[[ $status == 3 && $said == "argument train" ]]'
    machine=(CMAKE_FAILS=1)
    on_machine "$tree/packaging/run.sh" train
    expect "$1, build" '[[ $status == 1 && -z $said && $complained == *"no compiler"*"The build failed"* ]]'
}

case_tests() {
    new_machine
    machine=()
    on_machine "$tree/packaging/test.sh" -R "a name"
    expect "$1" '[[ $status == 0 && $said == "100% tests passed" ]]'
    expect "$1" '[[ $calls == *"--target all"*"ctest --preset release -R a name" ]]'
    machine=(CI=true NINJA_SAYS="ninja: no work to do.")
    on_machine "$tree/packaging/test.sh"
    expect "$1, CI" '[[ $calls == *"-DUNROLL_WERROR=ON"* ]]'
    on_machine "$tree/packaging/test.sh"
    expect "$1, CI again" '[[ $calls != *"cmake --"* ]]'
    mv "$tree" "$work/moved clone"
    on_machine "$work/moved clone/packaging/test.sh"
    expect "$1, moved" '[[ $calls == *"cmake --preset release"*"--fresh"* ]]'
    rm -r "$work/moved clone"
}

case_all_installed "all installed"
case_some_missing "some missing"
case_no_apt "no apt"
case_display "display"
case_failures "failures"
case_tests "tests"
if ((failures)); then
    echo "$failures expectations were not met."
    exit 1
fi
