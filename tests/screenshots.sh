#!/usr/bin/env bash
# Pictures of the real program in a real X server, for people to look at.
#
#   tests/screenshots.sh FOLDER [VIEW...]   every view, or those named: light and dark in three sizes, and on dense
#                                           screens
#   tests/screenshots.sh --readme           resources/screenshots: a finished run on MNIST, and the pages inside
#
# Needs Xvfb, xdotool and ImageMagick, a built release, and MNIST in $UNROLL_DATA_DIR for --readme.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$here")
program=${UNROLL_PROGRAM:-$root/build/release/app/unroll}
for tool in Xvfb xdotool import; do
  command -v "$tool" > /dev/null || { echo "$0: $tool is missing; install xvfb, xdotool and imagemagick." >&2; exit 1; }
done
[ -x "$program" ] || { echo "$0: there is no program at $program; build the release preset first." >&2; exit 1; }
[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }

work=$(mktemp -d)
log=$work/log
running=
# shellcheck source=tests/x_server.sh
. "$here/x_server.sh"
cleanup() {
  close_program
  cleanup_server
  rm -rf "$work"
}
trap cleanup EXIT
export QT_LOGGING_RULES=unroll.window.debug=true

close_program() {
  [ -z "$running" ] || { kill "$running" 2> /dev/null; wait "$running" 2> /dev/null; } || true
  running=
}

# open_program WIDTH HEIGHT light|dark [OPTIONS...]: and waits until it has a network, or none.
open_program() {
  local width=$1 height=$2 scheme=$3
  shift 3
  close_program
  fresh_settings '[window]' "colour_scheme=$scheme" '[training]' 'retrain_as_dragged=false'
  : > "$log"
  "$program" "$@" 2> "$log" &
  running=$!
  window=$(timeout 60 xdotool search --sync --onlyvisible --name 'Unroll$' | head -1)
  xdotool windowmove "$window" 0 0 windowsize --sync "$window" "$width" "$height" windowfocus --sync "$window"
  until_state Ready Empty Running Finished Diverged
}

# until_state STATE...: as the last state said, for at most a minute.
until_state() {
  local end=$((SECONDS + 60)) last
  while ((SECONDS < end)); do
    last=$(sed -n 's/^unroll\.window: state [0-9]* //p' "$log" | tail -1)
    [[ " $* " == *" $last "* && -n $last ]] && return
    sleep 0.1
  done
  echo "$0: still $last after a minute" >&2
}

press_key() { xdotool key --delay 60 "$@"; }

# train_anew KEY: and waits for its end.
train_anew() {
  local before
  before=$(grep -c 'Finished$' "$log" || true)
  press_key "$1"
  until [ "$(grep -c 'Finished$' "$log")" -gt "$before" ]; do sleep 0.1; done
}

# The views; each leaves the program as it is to be seen.
view_empty() { open_program "$@"; }
view_training() {
  open_program "$@" --epochs 2000 --start
  sleep 3
}
view_finished() {
  open_program "$@" --start
  until_state Finished
}
view_diverged() {
  open_program "$@" --eta 1000 --activation identity --start
  until_state Diverged
}
view_network() { open_program "$@" --cell lstm --cells 28 --layers 3 --output every; }
view_missing() { open_program "$@" --data "$work/nowhere"; }
view_unreadable() {
  mkdir -p "$work/broken"
  for name in train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte; do
    echo nonsense > "$work/broken/$name"
  done
  open_program "$@" --data "$work/broken"
}
# As on a full disk: no file may grow.
view_full_disk() {
  trap '' XFSZ
  view_finished "$@"
  prlimit --pid "$running" --fsize=0
  press_key ctrl+e
  sleep 0.5
  press_key m
  sleep 1
  xdotool windowfocus --sync "$(xdotool search --onlyvisible --name 'Save the metrics' | head -1)"
  press_key ctrl+a
  xdotool type "$work/metrics.csv"
  press_key Return
  trap - XFSZ
}
view_runs() {
  view_finished "$@"
  for _ in 1 2 3 4 5 6 7 8 9 10 11; do train_anew n; done
}
view_names() {
  view_finished "$@"
  for name in 'a run with a name that is far too long to be shown anywhere' 'sigmoid'; do
    train_anew n
    xdotool mousemove "$(place_of runs x 200)" "$(place_of runs y 28)" click 1
    press_key F2
    xdotool type "$name"
    press_key Return
  done
  xdotool mousemove "$(place_of accuracy x 300)" "$(place_of accuracy y 120)"
}
view_seeds() {
  view_finished "$@"
  xdotool mousemove "$(place_of seeds x 20)" "$(place_of seeds y 10)" click 1
  sleep 0.5
  press_key Down Down Return
  until [ "$(grep -c 'Finished$' "$log")" -ge 6 ]; do sleep 0.1; done
}

# A slider is dragged while each value is trained: the curves of the values before fade.
view_drag() {
  local x y step
  view_finished "$@"
  press_key d
  x=$(place_of etaslider x 26)
  y=$(place_of etaslider y 10)
  xdotool mousemove "$x" "$y" mousedown 1
  for step in 3 6 9 12; do
    xdotool mousemove $((x + step)) "$y" sleep 0.3
    until_state Finished
  done
  xdotool mouseup 1
  until_state Finished
}
view_data() {
  open_program "$@"
  press_key ctrl+d
  sleep 1
}
view_keys() {
  open_program "$@"
  press_key question
}
view_export() {
  view_finished "$@"
  press_key ctrl+e
  sleep 0.5
  press_key p
}
view_too_large() { open_program "$@" --cell lstm --cells 784 --hidden 4096 --layers 64; }
view_none_wrong() {
  open_program "$@" --epochs 40 --preset best --start
  until_state Finished
  press_key alt+w
}

# place_of NAME x|y OFFSET
place_of() {
  local field=3
  [ "$2" = x ] || field=4
  sed -n 's/^unroll\.window: //p' "$log" | grep "^place $1 " | tail -1 | cut -d' ' -f$field | { read -r at; echo $((at + $3)); }
}

# picture FILE WIDTH HEIGHT
picture() {
  sleep 0.7 # what fades or grows has come to rest
  import -window root -crop "$2x$3+0+0" +repage -strip -define png:compression-level=9 "$1"
  echo "$1"
}

# The views inside the network: what they said last.
view_says() { grep "^unroll.window: view $1 " "$log" | tail -1 | grep -qE "$2"; }
until_said() {
  local end=$((SECONDS + 60))
  until view_says "$1" "$2"; do
    ((SECONDS < end)) || { echo "$0: $1 does not say $2" >&2; exit 1; }
    sleep 0.1
  done
}

# press_view NAME X Y: at this place in it.
press_view() { xdotool mousemove "$(place_of "$1" x "$2")" "$(place_of "$1" y "$3")" click 1; }

# middle FILE: the pages alone, half as large as the window.
middle() {
  sleep 1
  import -window root -crop 838x598+244+41 +repage -resize 75% -strip +dither -colors 255 -define png:compression-level=9 "$1"
  echo "$1"
}

# A lecture in five pictures: when a drawn 7 is known, what an LSTM holds to be alike, where the gradient of 784 cells
# dies and lives, how the tape is stepped through, and what is mixed up.
lecture() {
  local folder=$1 left top
  open_program 1280 800 light --data mnist --cell lstm --cells 28 --hidden 32 --optimizer adam --eta 0.003 --epochs 4 \
    --train-limit 20000 --start
  until_state Finished
  press_key p i
  until_said answersView 'test image 0'
  left=$(place_of drawingPad x 0) top=$(place_of drawingPad y 0)
  xdotool mousemove $((left + 45)) $((top + 45)) mousedown 1
  for step in 10 20 30 40 50 60 70; do xdotool mousemove $((left + 45 + step)) $((top + 45)) sleep 0.02; done
  for step in 10 20 30 40 50 60 70 80; do xdotool mousemove $((left + 115 - step / 2)) $((top + 45 + step)) sleep 0.02; done
  xdotool mouseup 1
  until_said answersView 'your drawing'
  middle "$folder/inside-reads.png"
  press_key 2
  until_said memoryView '32 units'
  press_view unitView 92 20 # its neighbour, the map
  until_said mapView 'test images; the two axes'
  middle "$folder/inside-remembers.png"
  press_key 4
  until_said confusionView 'test images are right'
  middle "$folder/inside-mistakes.png"
  press_key 5
  until_said graphView 'operations forward'
  press_view graphView 200 200
  press_key Home
  until_said graphView 'Nothing is computed yet'
  for _ in 1 2 3 4 5 6; do press_key shift+Right; done
  press_key Left
  until_said graphView 'norm'
  middle "$folder/inside-machine.png"

  open_program 1280 800 light --data mnist --cells 784 --hidden 32 --epochs 4 --train-limit 1000 --test-limit 200 --start
  until_state Finished
  press_key alt+c
  xdotool type --delay 5 LSTM
  press_key Return
  train_anew space
  xdotool mousemove "$(place_of runs x 200)" "$(place_of runs y 28)" click 1 keydown ctrl
  xdotool mousemove "$(place_of runs x 200)" "$(place_of runs y 48)" click 1 keyup ctrl
  press_key i
  until_said answersView 'LSTM: .* / .*vanilla: '
  press_key 3
  until_said gradientView 'LSTM: .* / .*vanilla: '
  until_said gradientHistoryView 'in all'
  middle "$folder/inside-learns.png"
}

all_views="empty training finished drag diverged network too_large missing unreadable full_disk runs names seeds data
  export keys none_wrong"

if [ "$1" = --readme ]; then
  : "${UNROLL_DATA_DIR:?is the folder that holds mnist/}"
  mkdir -p "$root/resources/screenshots"
  start_server 1280 800
  open_program 1280 800 light --data mnist --start
  until_state Finished
  picture "$root/resources/screenshots/window.png" 1280 800
  lecture "$root/resources/screenshots"
  exit
fi

folder=$1
shift
mkdir -p "$folder"
views=${*:-$all_views}
start_server 1920 1080
for size in ${UNROLL_SIZES:-1280x800 1920x1080 1024x640}; do
  for scheme in ${UNROLL_SCHEMES:-light dark}; do
    for view in $views; do
      "view_$view" "${size%x*}" "${size#*x}" "$scheme"
      picture "$folder/$size-$scheme-$view.png" "${size%x*}" "${size#*x}"
    done
  done
done
[ -z "${UNROLL_SIZES:-}" ] || exit 0
start_server 3840 2160
view_finished 3840 2160 light
picture "$folder/3840x2160-light-finished.png" 3840 2160
export QT_SCALE_FACTOR=1.5
view_finished 1920 1200 light
picture "$folder/1920x1200-scale1.5-light-finished.png" 1920 1200
export QT_SCALE_FACTOR=2
for view in finished data keys; do
  "view_$view" 2560 1600 dark
  picture "$folder/2560x1600-scale2-dark-$view.png" 2560 1600
done
