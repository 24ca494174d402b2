#!/bin/bash
# shellcheck disable=SC2016,SC2034,SC2031  # the expectations are evaluated later; the script that is sourced has variables of its own
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
    for real in bash readlink dirname grep head sed cat mkdir touch chmod env nproc; do
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
if [[ $1 == --build ]]; then
    for file in a b c d; do
        echo "${NINJA_STATUS}Building CXX object ui/CMakeFiles/unroll_ui.dir/plots/$file.cpp.o"
    done
    echo "${NINJA_STATUS}Linking CXX executable app/unroll"
    [[ -z ${BUILD_FAILS:-} ]] || { echo "d.cpp:1: error: no such thing"; exit 1; }
    exit
fi
echo "chatter of cmake"
if [[ $1 == --preset ]]; then
    mkdir -p build/release/app
    touch build/release/build.ninja
    level= levels="v2;v3;v4"
    for option; do
        [[ $option != -DUNROLL_LEVEL=* ]] || level=${option#*=}
        [[ $option != -DUNROLL_LEVELS=* ]] || levels=${option#*=}
    done
    printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nUNROLL_WERROR:BOOL=%s\n' "$PWD" \
        "$([[ $* == *WERROR=ON* ]] && echo ON || echo OFF)" >build/release/CMakeCache.txt
    printf 'UNROLL_LEVEL:STRING=%s\nUNROLL_LEVELS:STRING=%s\n' "$level" "$levels" >>build/release/CMakeCache.txt
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

# The pretended machine has the real processor.
case_levels() {
    local level
    level=$(/lib64/ld-linux-x86-64.so.2 --help 2>/dev/null | sed -n 's/^ *x86-64-\(v.\) (supported, searched)$/\1/p' | head -n 1) || true
    new_machine
    machine=()
    on_machine "$tree/packaging/run.sh" train
    expect "$1" '[[ $calls == *"cmake --preset release"*" -DUNROLL_LEVEL='"$level"' -DUNROLL_LEVELS="* ]]'
    on_machine "$tree/packaging/run.sh" train
    expect "$1, again" '[[ $calls != *"cmake --preset"* ]]'
    machine=(CI=true)
    on_machine "$tree/packaging/test.sh"
    expect "$1, CI" '[[ $calls == *"cmake --preset release"*" -UUNROLL_LEVEL -UUNROLL_LEVELS"* ]]'
    on_machine "$tree/packaging/test.sh"
    expect "$1, CI again" '[[ $calls != *"cmake --preset"* ]]'
    machine=()
    on_machine "$tree/packaging/run.sh" train
    expect "$1, all that CI built" '[[ $calls != *"cmake --preset"* ]]'
    sed -i 's/^UNROLL_LEVEL:.*/UNROLL_LEVEL:STRING=v9/; s/^UNROLL_LEVELS:.*/UNROLL_LEVELS:STRING=/' \
        "$tree/build/release/CMakeCache.txt"
    on_machine "$tree/packaging/run.sh" train
    expect "$1, of another processor" '[[ $calls == *"cmake --preset release"*" -DUNROLL_LEVEL='"$level"' "* ]]'
}

# Without a terminal: how long it took, errors whole, and no line for every file.
case_progress() {
    new_machine
    machine=()
    on_machine "$tree/packaging/run.sh" train
    expect "$1" '[[ $complained == *"Built in 0 s."* && $complained != *.cpp* && $complained != *Linking* ]]'
    machine=(BUILD_FAILS=1)
    on_machine "$tree/packaging/run.sh" train
    expect "$1, an error" '[[ $status == 1 && $complained == *"d.cpp:1: error: no such thing"*"The build failed"* && $complained != *"Built in"* ]]'
    local shown
    NINJA_SAYS=$'step: Building CXX object ui/CMakeFiles/ui.dir/a.cpp.o\nstep: Building CXX object ui/CMakeFiles/ui.dir/plots/b.cpp.o'
    shown=$(. "$source/packaging/setup.sh" && show_progress 4 <<<"$NINJA_SAYS" 2>&1)
    expect "$1, no terminal" '[[ ! $shown ]]'
    shown=$(script -qec "bash -c '. \"$source/packaging/setup.sh\"; show_progress 4' <<'END'
$NINJA_SAYS
END" /dev/null 2>&1)
    expect "$1, a terminal" '[[ $shown == *"Building: 25 % (1 of 4 files): a.cpp"* && $shown == *"50 % (2 of 4 files): plots/b.cpp"* ]]'
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
    expect "$1" '[[ $calls == *"--target all"*"ctest --preset release -j "*" -R a name" ]]'
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
case_levels "levels"
case_progress "progress"
case_failures "failures"
case_tests "tests"
if ((failures)); then
    echo "$failures expectations were not met."
    exit 1
fi
