#!/usr/bin/env bash
# Pictures of the real program in a real X server, for people to look at.
#
#   tests/screenshots.sh FOLDER     every state, light and dark, in three sizes, and on dense screens
#   tests/screenshots.sh --readme   resources/screenshots/window.png: a finished run on MNIST
#
# Needs Xvfb, xdotool and ImageMagick, a built release, and MNIST in $UNROLL_DATA_DIR for --readme.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
program=${UNROLL_PROGRAM:-$root/build/release/app/unroll}
for tool in Xvfb xdotool import; do
  command -v "$tool" > /dev/null || { echo "$0: $tool is missing; install xvfb, xdotool and imagemagick." >&2; exit 1; }
done
[ -x "$program" ] || { echo "$0: there is no program at $program; build the release preset first." >&2; exit 1; }
[ $# -eq 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2> /dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# start_server WIDTH HEIGHT
start_server() {
  [ -z "$server" ] || { kill "$server"; wait "$server" 2> /dev/null || true; }
  rm -f "$work/display"
  Xvfb -displayfd 3 -screen 0 "$1x$2x24" -nolisten tcp 3> "$work/display" 2> /dev/null &
  server=$!
  until [ -s "$work/display" ]; do sleep 0.1; done
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
}

# picture FILE WIDTH HEIGHT light|dark SECONDS [OPTIONS...]: the program as it is SECONDS after its window came up.
picture() {
  local file=$1 width=$2 height=$3 scheme=$4 seconds=$5
  shift 5
  export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work QT_QPA_PLATFORM=xcb
  rm -rf "$XDG_CONFIG_HOME"
  mkdir -p "$XDG_CONFIG_HOME/unroll"
  printf '[window]\ncolour_scheme=%s\n' "$scheme" > "$XDG_CONFIG_HOME/unroll/unroll.ini"
  "$program" "$@" &
  local running=$! window
  window=$(timeout 60 xdotool search --sync --onlyvisible --name '^Unroll$' | head -1)
  xdotool windowmove "$window" 0 0 windowsize "$window" "$width" "$height"
  sleep "$seconds"
  import -window root -crop "${width}x$height+0+0" +repage -strip -define png:compression-level=9 "$file"
  kill "$running"
  wait "$running" 2> /dev/null || true
  echo "$file"
}

if [ "$1" = --readme ]; then
  mkdir -p "$root/resources/screenshots"
  start_server 1280 800
  picture "$root/resources/screenshots/window.png" 1280 800 light 12 --data mnist --start
  exit
fi

mkdir -p "$1"
start_server 1920 1080
for size in 1280x800 1920x1080 1024x640; do
  for scheme in light dark; do
    name=$1/$size-$scheme
    picture "$name-empty.png" "${size%x*}" "${size#*x}" "$scheme" 3
    picture "$name-training.png" "${size%x*}" "${size#*x}" "$scheme" 3 --epochs 2000 --start
    picture "$name-finished.png" "${size%x*}" "${size#*x}" "$scheme" 6 --start
    picture "$name-diverged.png" "${size%x*}" "${size#*x}" "$scheme" 5 --eta 1000 --activation identity --start
    picture "$name-large.png" "${size%x*}" "${size#*x}" "$scheme" 3 --cell lstm --cells 28 --layers 3 --output every
    picture "$name-error.png" "${size%x*}" "${size#*x}" "$scheme" 3 --data "$work/nowhere"
  done
done
start_server 3840 2160
picture "$1/3840x2160-light-finished.png" 3840 2160 light 6 --start
QT_SCALE_FACTOR=1.5 picture "$1/1920x1200-scale1.5-light-finished.png" 1920 1200 light 6 --start
QT_SCALE_FACTOR=2 picture "$1/2560x1600-scale2-dark-finished.png" 2560 1600 dark 6 --start
