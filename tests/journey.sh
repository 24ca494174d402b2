#!/usr/bin/env bash
# A person's way through the program, with a real mouse and keyboard in an X server of its own: launch, train, tweak,
# compare, export, close. What was exported is looked at in the end.
#
#   tests/journey.sh PROGRAM
#
# Waits for what the program says it is at (see ui/shell/window_log.h) and for its files, never for a time. Leaves with
# 77 where Xvfb or xdotool is missing.
set -euo pipefail

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

# place NAME: sets x, y, width and height of a control, as it was said last.
place() {
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

# Of the export menu, by its letter; afterwards a dialog asks for a file, which has the focus.
choose_export() {
  to_main_window
  before=$(windows)
  press_key ctrl+e
  wait_for "the export menu" another_window
  before=$(windows)
  press_key "$1"
  wait_for "a dialog" another_window
  xdotool windowfocus --sync "$dialog"
}
save_as() {
  press_key ctrl+a
  xdotool type --delay 5 "$1"
  press_key Return
  wait_for "$1" test -e "$1"
}

start_server 1280 800
fresh_settings '[training]' 'retrain_as_dragged=false'
export QT_LOGGING_RULES=unroll.window.debug=true LC_ALL=C.UTF-8

# Launch.
"$program" --data digits --train-limit 2000 --test-limit 500 --epochs 3 --threads 2 2> "$log" &
running=$!
wait_for "a first picture" grep -qs painted "$log"
window=$(xdotool search --onlyvisible --name '^Unroll$' | head -1)
xdotool windowmove --sync "$window" 0 0
to_main_window
wait_for "a network" is_at 1 Ready

# Train, by the mouse.
press train
wait_for "the first training" is_at 1 Finished

# Tweak: another hidden size by keys, and train by Space.
press hidden
press_key ctrl+a
xdotool type --delay 5 32
press_key Return
press_key space
wait_for "the second training" is_at 2 Finished

# Compare: all shown runs, then without the first one, which stands in the second row. The other is hidden by a click on
# its line, and shown again. The table has the focus, so that a digit is no part of a number.
place runs
row=$((y + 28))
click $((x + 200)) "$row"
choose_export a
save_as "$work/both.csv"
to_main_window
press_key 2
choose_export a
save_as "$work/second.csv"
to_main_window
press_key 2
click $((x + 32)) "$row"
choose_export a
save_as "$work/first.csv"
click $((x + 32)) "$row"

# Export the present run: its metrics, both plots, a report, and all of it.
choose_export m
save_as "$work/metrics.csv"
choose_export p
before=$(windows)
press_key Return
wait_for "a dialog for the plots' file" another_window
xdotool windowfocus --sync "$dialog"
save_as "$work/plots.png"
choose_export h
save_as "$work/report.html"
choose_export r
save_as "$work/run"
wait_for "the run's last file" test -e "$work/run/summary.json"

# Retrain while a slider is dragged.
to_main_window
press_key d
place etaslider
run=$(run_number)
xdotool mousemove $((x + width / 2)) $((y + height / 2)) mousedown 1
for step in 2 4 6 8; do
  xdotool mousemove $((x + width / 2 + step)) $((y + height / 2)) sleep 0.02
done
xdotool mouseup 1
later_run_finished() { has_finished && (($(run_number) > run)); }
wait_for "a training that follows the hand" later_run_finished

# Close.
press_key ctrl+q
wait_gone() { ! kill -0 "$running" 2> /dev/null; }
end=$((SECONDS + patience))
until wait_gone; do
  ((SECONDS < end)) || fail "the program did not end."
  sleep 0.05
done
status=0
wait "$running" || status=$?
running=
[ "$status" = 0 ] || fail "the program ended with $status."

# What was exported.
runs_of() { tail -n +2 "$1" | cut -d, -f2 | sort -u | tr '\n' ' '; }
[ "$(runs_of "$work/both.csv")" = "1 2 " ] || fail "both.csv has the runs $(runs_of "$work/both.csv")"
[ "$(runs_of "$work/second.csv")" = "2 " ] || fail "second.csv has the runs $(runs_of "$work/second.csv")"
[ "$(runs_of "$work/first.csv")" = "1 " ] || fail "first.csv has the runs $(runs_of "$work/first.csv")"
[ "$(wc -l < "$work/metrics.csv")" = 4 ] || fail "metrics.csv has not three epochs."
[ "$(head -c 4 "$work/plots.png" | tail -c 3)" = PNG ] || fail "plots.png is no PNG."
grep -q '<svg' "$work/report.html" || fail "the report has no plots."
grep -q '"hidden": 32' "$work/run/config.json" || fail "the run was not trained with 32 hidden elements."
cmp "$work/metrics.csv" "$work/run/metrics.csv" || fail "the run has other metrics than its own export."
"$program" evaluate "$work/run" --json > "$work/evaluation.json" || fail "the saved run can't be evaluated."
echo "journey: $(run_number) networks were trained, compared and exported."
