# shellcheck shell=bash disable=SC2154  # what sources this sets work
# An X server of one's own for scripts that drive the program with a real mouse and keyboard; sourced by them. They set
# `work`, a folder that holds all that the program writes, and call cleanup_server when they end.

server=

cleanup_server() {
  [ -z "$server" ] || { kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; } || true
  server=
}

# start_server WIDTH HEIGHT: exports DISPLAY, and where the program finds its settings.
start_server() {
  cleanup_server
  rm -f "$work/display"
  Xvfb -displayfd 3 -screen 0 "$1x$2x24" -nolisten tcp 3> "$work/display" 2> /dev/null &
  server=$!
  until [ -s "$work/display" ]; do
    kill -0 "$server" 2> /dev/null || { echo "$0: Xvfb could not be started." >&2; exit 1; }
    sleep 0.1
  done
  DISPLAY=:$(cat "$work/display")
  export DISPLAY XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_RUNTIME_DIR=$work QT_QPA_PLATFORM=xcb
  chmod 700 "$work"
}

# fresh_settings [LINE...]: as on a first start, but for these lines of the settings file.
fresh_settings() {
  rm -rf "$XDG_CONFIG_HOME" "$XDG_DATA_HOME"
  mkdir -p "$XDG_CONFIG_HOME/unroll" "$XDG_DATA_HOME"
  printf '%s\n' "$@" > "$XDG_CONFIG_HOME/unroll/unroll.ini"
}
