#!/usr/bin/env bash
# A person's way through the program, with a real mouse and keyboard in an X server of its own: launch, train, tweak,
# compare, export, close. What was exported is looked at in the end.
#
#   tests/journey.sh PROGRAM
set -euo pipefail

# shellcheck source=tests/drive_window.sh
. "$(dirname "$(readlink -f "$0")")/drive_window.sh"

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

launch --data digits --train-limit 2000 --test-limit 500 --epochs 3 --threads 2

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

leave

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
