#!/usr/bin/env bash
# A walk through the pages inside the network, with a real mouse and keyboard: draw a 7, see when it is known, what is
# kept, where the gradient dies with 784 vanilla cells and lives with an LSTM beside it, step through the tape, the worst
# confusion, ten epochs back, fork.
#
#   tests/inside_journey.sh PROGRAM
set -euo pipefail

# shellcheck source=tests/drive_window.sh
. "$(dirname "$(readlink -f "$0")")/drive_window.sh"

# view_says NAME PATTERN: the last that a view said.
view_says() { said | grep "^view $1 " | tail -1 | grep -qE "$2"; }

# drag X Y ...: along these points, with the left button.
drag() {
  xdotool mousemove "$1" "$2" mousedown 1
  shift 2
  while [ $# -gt 1 ]; do
    xdotool mousemove "$1" "$2" sleep 0.02
    shift 2
  done
  xdotool mouseup 1
}

launch --data digits --cells 784 --hidden 16 --train-limit 200 --test-limit 100 --epochs 12 --threads 2

press train
wait_for "the first training" is_at 1 Finished

# Draw a 7 on the pad, and see when it is known.
press_key p
press_key i
wait_for "a view" view_says answersView 'test image 0'
place drawingPad
left=$((x + width / 4)) right=$((x + width * 3 / 4)) top=$((y + height / 3)) bottom=$((y + height * 2 / 3))
drag $left $top $(((left + right) / 2)) $top $right $top $(((left + right) / 2)) $(((top + bottom) / 2)) \
  $(((2 * left + right) / 3)) $bottom
wait_for "the drawing in the views" view_says answersView 'your drawing.*at the end'

# What is kept.
press_key 2
wait_for "the memory" view_says memoryView '16 units after each of 784 cells'
place memoryView
click $((x + width / 2)) $((y + height / 2))
wait_for "a unit's card" view_says unitView 'Unit ([2-9]|1[0-6]) ends highest'

# Where the gradient dies, and lives with an LSTM beside it.
press_key 3
wait_for "the gradient" view_says gradientView '1 vanilla, .*: (Vanishes|Healthy|Explodes)'
wait_for "all its epochs" view_says gradientHistoryView '13 in all'
press_key alt+c
xdotool type --delay 5 LSTM
press_key Return
press_key space
wait_for "the second training" is_at 2 Finished
place runs
click $((x + 200)) $((y + 28))
xdotool keydown ctrl
click $((x + 200)) $((y + 48))
xdotool keyup ctrl
wait_for "both networks" view_says gradientView '2 LSTM: .* / 1 vanilla: '

# Step through the tape: nothing is computed, then the first operation, then all of the way there and back.
press_key 5
wait_for "the graph" view_says graphView 'operations forward and [0-9]+ backward'
place graphView
click $((x + width / 2)) $((y + height / 2))
press_key Home
wait_for "its beginning" view_says graphView 'Nothing is computed yet'
press_key Right
wait_for "the first operation" view_says graphView 'cell [0-9]+: .*norm'
press_key End
wait_for "its end" view_says graphView "its gradient's"
wait_for "a cell's numbers" view_says cellView 'Unit [0-9]+ of layer 1 at cell'

# The worst confusion.
press_key 4
wait_for "the mistakes" view_says confusionView '2 LSTM: [0-9]+ of 100 test images are right'

# Ten epochs back, and fork.
press_key alt+m
for _ in 1 2 3 4 5 6 7 8 9 10 11; do press_key Left; done
wait_for "a past epoch" view_says confusionView '2 LSTM, epoch 2 '
press_key y
wait_for "the fork" is_at 3 Finished

leave
echo "inside_journey: a drawing was followed through five pages, two networks and ten epochs."
