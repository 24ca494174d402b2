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
    qt6-image-formats-plugins # WebP and TIFF
    libgraphviz-dev pkgconf # lays out graphs
    libeigen3-dev nlohmann-json3-dev zlib1g-dev libzip-dev libssl-dev
    fonts-dejavu-core
    libbenchmark-dev # the whole tree is configured at once, the programs that measure speed with it
)

# And for the tests alone: the readers of files are fuzzed with clang's libFuzzer, the window is driven with a real mouse
# and keyboard in an X server without a screen, and its texts are extracted as a translator does.
test_packages=(clang libclang-rt-dev xvfb xdotool qt6-l10n-tools)

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

# The best level of x86-64 that this processor can run, as the C library says: v2, v3, v4, or nothing.
processor_level() {
    local loader=/lib64/ld-linux-x86-64.so.2
    [[ ! -x $loader ]] || "$loader" --help 2>/dev/null | sed -n 's/^ *x86-64-\(v[0-9]\) (supported, searched)$/\1/p' | head -n 1
}

# Whether the engine that is configured serves: all levels for CI, one that this processor can run for everybody else.
level_serves() {
    local level
    level=$(cached UNROLL_LEVEL)
    if [[ ${CI:-} == true ]]; then
        [[ ! $level && $(cached UNROLL_LEVELS) ]]
    else
        [[ ! $level > $(processor_level) ]]
    fi
}

# Whether the build system has to be written: there is none yet, its presets changed, it was made for another processor,
# or CI asks for more.
needs_configuring() {
    [[ ! -f $build/build.ninja || $root/CMakePresets.json -nt $build/build.ninja ]] ||
        [[ $(cached CMAKE_HOME_DIRECTORY) != "$root" ]] ||
        [[ ${CI:-} == true && $(cached UNROLL_WERROR) != ON ]] ||
        ! level_serves
}

configure() {
    needs_configuring || return 0
    local log options=(-DBUILD_TESTING=ON)
    if [[ ${CI:-} == true ]]; then
        options+=(-DUNROLL_WERROR=ON)
        level_serves || options+=(-UUNROLL_LEVEL -UUNROLL_LEVELS)
    elif [[ ! $(cached UNROLL_LEVELS) ]]; then
        # For this processor alone: the engine is built once and not four times.
        options+=("-DUNROLL_LEVEL=$(processor_level)" -DUNROLL_LEVELS=)
    fi
    # A cache that was written for another folder (a moved clone) can't be used.
    [[ -f $build/CMakeCache.txt && $(cached CMAKE_HOME_DIRECTORY) != "$root" ]] && options+=(--fresh)
    say "Configuring $build"
    if ! log=$(cd "$root" && cmake --preset release "${options[@]}" 2>&1); then
        fail "$log"
    fi
}

# duration SECONDS: as people say it.
duration() {
    if (($1 < 100)); then
        printf '%d s' "$1"
    else
        printf '%d min' $((($1 + 30) / 60))
    fi
}

# show_progress FILES: reads what ninja says while it compiles so many files and says in one line what is built, how far
# it is and how long it still takes: over and over in the same line on a terminal, elsewhere once a minute. What is no
# step of the build, as an error, passes as it is.
show_progress() {
    local files=$1 done=0 line text clear='' wide=0 next=$((SECONDS + 60)) began=$SECONDS
    if [[ -t 2 ]]; then
        clear=$'\r\e[K'
        wide=$(stty size <&2 2>/dev/null) || wide=0
        wide=${wide#* }
        ((wide)) || wide=80 # a terminal that does not know
    fi
    while IFS= read -r line; do
        if [[ $line != "$step_mark"* ]]; then
            printf '%s%s\n' "$clear" "$line" >&2
            continue
        fi
        [[ $line == *"Building CXX object "* ]] || continue
        done=$((done + 1))
        text="Building: $((100 * done / files)) % ($done of $files files)"
        ((done < 4)) || text+=", about $(duration $(((SECONDS - began) * (files - done) / done))) left"
        line=${line##*CMakeFiles/*.dir/}
        text+=": ${line%.o}"
        if [[ $clear ]]; then
            printf '%s%s' "$clear" "${text:0:wide-1}" >&2
        elif ((SECONDS >= next)); then
            next=$((SECONDS + 60))
            say "$text"
        fi
    done
    printf '%s' "$clear" >&2
}

step_mark='step: '

# build_targets TARGET...: builds what changed; says nothing when nothing did.
build_targets() {
    configure
    local work files began=$SECONDS
    work=$(ninja -C "$build" -n "$@" 2>&1) || true
    [[ $work == *"ninja: no work to do."* ]] && return 0
    files=$(grep -c 'Building CXX object ' <<<"$work") || true
    NINJA_STATUS=$step_mark cmake --build "$build" --target "$@" 2>&1 | show_progress "$((files ? files : 1))" ||
        fail "The build failed; the lines above say why."
    say "Built in $(duration $((SECONDS - began)))."
}
