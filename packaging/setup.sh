# shellcheck shell=bash disable=SC2034  # run.sh and test.sh use the variables
# What run.sh and test.sh share; sourced by them. Everything it says goes to standard error, so that standard output
# belongs to the program alone.

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
build=$root/build/release

# What a person needs to build and run the program: Debian's names. libqcustomplot-dev brings Qt's own headers, its
# platform plugins and zlib's with it, but we use those ourselves and so name them.
program_packages=(
    g++ cmake ninja-build
    qt6-base-dev qt6-svg-dev libqcustomplot-dev
    libeigen3-dev nlohmann-json3-dev zlib1g-dev libssl-dev
    fonts-dejavu-core
    libbenchmark-dev # the whole tree is configured at once, the programs that measure speed with it
)

# And for the tests alone: the readers of files are fuzzed with clang's libFuzzer, and the window is driven with a real
# mouse and keyboard in an X server without a screen.
test_packages=(clang libclang-rt-dev xvfb xdotool)

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

# missing_packages PACKAGE...: those that are not installed, one a line.
missing_packages() {
    local installed package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        grep -qxF "installed $package" <<<"$installed" || printf '%s\n' "$package"
    done
}

# as_root COMMAND...: with root's rights, and nothing on standard input to wait for.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@" </dev/null >&2
    else
        sudo -- "$@" >&2
    fi
}

# apt_get ARGUMENTS...: quiet, asking nothing, and waiting for an update that is under way in the background.
apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# ensure_packages PACKAGE...: installs what is missing. Does not touch apt when nothing is.
ensure_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        fail "Packages can be installed on Debian and Ubuntu only. Elsewhere, install what these are called there, then" \
            "build with 'cmake --preset release' and 'cmake --build --preset release': $*"
    fi
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
        fail "Packages are missing and neither root's rights nor sudo are at hand. As root, run:" \
            "apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "Installing ${missing[*]}"
    # An archive of another program's that can't be reached is no reason to give up: what is needed may be at hand.
    apt_get update || say "Not all lists of packages could be renewed; going on with those that are there."
    apt_get install --no-install-recommends -y "${missing[@]}" ||
        fail "Installing packages failed; the lines above say why. Run this again once it is mended."
}

# cached NAME: a variable's value in CMake's cache, empty when there is none.
cached() {
    sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt" 2>/dev/null || true
}

# Whether the build system has to be written: there is none yet, its presets changed, or CI asks for stricter flags.
needs_configuring() {
    [[ ! -f $build/build.ninja || $root/CMakePresets.json -nt $build/build.ninja ]] ||
        [[ $(cached CMAKE_HOME_DIRECTORY) != "$root" ]] ||
        [[ ${CI:-} == true && $(cached UNROLL_WERROR) != ON ]]
}

configure() {
    needs_configuring || return 0
    local log options=(-DBUILD_TESTING=ON)
    [[ ${CI:-} == true ]] && options+=(-DUNROLL_WERROR=ON)
    # A cache that was written for another folder (a moved clone) can't be used.
    [[ -f $build/CMakeCache.txt && $(cached CMAKE_HOME_DIRECTORY) != "$root" ]] && options+=(--fresh)
    say "Configuring $build"
    if ! log=$(cd "$root" && cmake --preset release "${options[@]}" 2>&1); then
        fail "$log"
    fi
}

# build_targets TARGET...: builds what changed; says nothing when nothing did.
build_targets() {
    configure
    local work
    work=$(ninja -C "$build" -n "$@" 2>&1) || true
    [[ $work == *"ninja: no work to do."* ]] && return 0
    say "Building $build"
    cmake --build "$build" --target "$@" >&2 || fail "The build failed; the lines above say why."
}
