#!/bin/bash
# Repeats the promise "two commands on a fresh machine": a bare Debian 12 with nothing but git and bash, a clone of HEAD,
# packaging/run.sh, packaging/test.sh. Takes about fifteen minutes and root's rights; CI does not run it.
#
#   tests/fresh_debian.sh [FOLDER [MIRROR]]
#
# FOLDER is where Debian goes (new or empty; it is left standing), otherwise a temporary folder that is removed. MIRROR
# is where packages come from, otherwise what this machine's apt uses. With UNROLL_DATA_DIR the data sets go along.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
release=bookworm

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

(($(id -u) == 0)) || fail "This enters another Debian with chroot and so needs root's rights: start it as root."
command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install --no-install-recommends debootstrap"

# The first archive that apt reads this release, or else any, from. Debian's archive holds every release.
mirror_of_this_machine() {
    local uris
    uris=(apt-get indextargets --format "\$(REPO_URI)" "Created-By: Packages")
    "${uris[@]}" "Codename: $release" | grep . || "${uris[@]}" "Origin: Debian"
}

# On any exit: says which step failed, lets go of the mounts, removes what was temporary.
clean_up() {
    local status=$? mount
    ((status == 0)) || printf '%s failed, in %s.\n' "$step" "$folder" >&2
    for mount in dev/shm dev/pts proc; do
        mountpoint -q "$folder/$mount" && umount "$folder/$mount"
    done
    if [[ $temporary ]]; then
        rm -rf --one-file-system "$folder"
    fi
    rm -f "$log"
}

# begin NAME: what runs from here on; its time is taken until the next one begins.
begin() {
    finish
    step=$1
    started=$SECONDS
    printf '== %s\n' "$step"
}

finish() {
    [[ ! $step ]] || timings+=("$(printf '%6d s  %s' $((SECONDS - started)) "$step")")
}

bootstrap() {
    debootstrap --variant=minbase "$release" "$folder" "$mirror" >"$log" || fail "$(tail -n 20 "$log")"
    mount -t proc proc "$folder/proc"
    mkdir -p "$folder/dev/shm" "$folder/dev/pts"
    mount -t tmpfs tmpfs "$folder/dev/shm"
    mount -t devpts devpts "$folder/dev/pts"
    cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
    # Whatever this machine needs to reach the mirror, the other one needs too.
    if [[ ${http_proxy:-} ]]; then
        printf 'Acquire::http::Proxy "%s";\n' "$http_proxy" >"$folder/etc/apt/apt.conf.d/proxy"
    fi
}

# inside COMMAND...: in the bare Debian, in the clone, with an environment of its own.
inside() {
    chroot "$folder" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin "${data[@]}" \
        bash -c 'cd /root/unroll && "$@"' bash "$@" </dev/null
}

install_git() {
    chroot "$folder" apt-get -qq update
    chroot "$folder" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y git >"$log"
}

clone_head() {
    git clone -q --no-local "file://$root" "$folder/root/unroll"
    if [[ ${UNROLL_DATA_DIR:-} ]]; then
        cp -rL "$UNROLL_DATA_DIR" "$folder/root/data"
        data=(UNROLL_DATA_DIR=/root/data)
    fi
}

folder=${1:-}
temporary=
if [[ ! $folder ]]; then
    temporary=yes
    folder=$(mktemp -d)
    chmod 755 "$folder"
fi
mkdir -p "$folder"
folder=$(readlink -f "$folder")
[[ -z $(ls -A "$folder") ]] || fail "$folder is not empty: name a new folder."
mirror=${2:-$(mirror_of_this_machine | sed -n 1p)}
eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
[[ ! ${http_proxy:-} ]] || export http_proxy
log=$folder.log
step=
data=()
timings=()
trap clean_up EXIT

begin "a bare Debian ($release)"
bootstrap
begin "git"
install_git
begin "a clone of $(git -C "$root" describe --always)"
clone_head
begin "packaging/run.sh train, the first time"
inside packaging/run.sh train --data digits --epochs 1
begin "packaging/run.sh train, the second time"
inside packaging/run.sh train --data digits --epochs 1
begin "packaging/test.sh"
inside packaging/test.sh
finish
printf '== All done\n'
printf '%s\n' "${timings[@]}"
