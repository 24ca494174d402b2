# What scripts need that drive the window with a real mouse and keyboard in an X server of its own; to be sourced, with
# the program as the script's first argument. Waits for what the program says it is at (see ui/shell/window_log.h),
# never for a time. Leaves with 77 where Xvfb or xdotool is missing.
program=$1
for tool in Xvfb xdotool; do
  command -v "$tool" > /dev/null || { echo "$tool is missing; install xvfb and xdotool." >&2; exit 77; }
done
work=$(mktemp -d)
log=$work/log
running=
# shellcheck source=tests/x_server.sh
. "$(dirname "$(readlink -f "$0")")/x_server.sh"
cleanup() {
  [ -z "$running" ] || kill "$running" 2> /dev/null || true
  cleanup_server
  rm -rf "$work"
}
trap cleanup EXIT

patience=100 # seconds for any step, on the slowest machine

fail() {
  echo "journey: $*" >&2
  tail -5 "$log" >&2
  exit 1
}

# wait_for WHAT COMMAND...: until the command succeeds.
wait_for() {
  local what=$1 end=$((SECONDS + patience))
  shift
  until "$@"; do
    ((SECONDS < end)) || fail "$what did not happen within $patience s."
    kill -0 "$running" 2> /dev/null || fail "the program ended before $what."
    sleep 0.05
  done
}

said() { sed -n 's/^unroll\.window: //p' "$log" 2> /dev/null; }
last_state() { said | grep '^state ' | tail -1; }
is_at() { [ "$(last_state)" = "state $1 $2" ]; }
run_number() { last_state | cut -d' ' -f2; }
has_finished() { [[ $(last_state) == *" Finished" ]]; }

has_place() { grep -q "^unroll.window: place $1 " "$log"; }

# place NAME: sets x, y, width and height of a control, as it was said last.
place() {
  wait_for "a control $1" has_place "$1"
  read -r x y width height < <(said | sed -n "s/^place $1 //p" | tail -1) || fail "there is no control $1."
}
click() { xdotool mousemove "$1" "$2" click 1; }
press() {
  place "$1"
  click $((x + width / 2)) $((y + height / 2))
}
press_key() { xdotool key "$1"; }
windows() { xdotool search --onlyvisible --class unroll 2> /dev/null | sort; }

# another_window: one that was not there when `before` was set; sets `dialog`.
another_window() {
  dialog=$(comm -13 <(echo "$before") <(windows) | head -1)
  [ -n "$dialog" ]
}
to_main_window() { xdotool windowfocus --sync "$window"; }

# launch OPTIONS...: opens the window and waits for its network.
launch() {
  start_server 1280 800
  fresh_settings '[training]' 'retrain_as_dragged=false'
  export QT_LOGGING_RULES=unroll.window.debug=true LC_ALL=C.UTF-8
  "$program" "$@" 2> "$log" &
  running=$!
  wait_for "a first picture" grep -qs painted "$log"
  window=$(xdotool search --onlyvisible --name 'Unroll$' | head -1)
  xdotool windowmove --sync "$window" 0 0
  to_main_window
  wait_for "a network" is_at 1 Ready
}

# leave: closes the window and waits for its end.
leave() {
  press_key ctrl+q
  local end=$((SECONDS + patience)) status=0
  while kill -0 "$running" 2> /dev/null; do
    ((SECONDS < end)) || fail "the program did not end."
    sleep 0.05
  done
  wait "$running" || status=$?
  running=
  [ "$status" = 0 ] || fail "the program ended with $status."
}
