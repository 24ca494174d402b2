#!/bin/bash
# Runs the fuzzers, after building them with clang: tests/fuzz/run.sh SECONDS [TARGET...], each target for so long.
#
# Begins with the inputs in tests/fuzz/corpus and with what earlier runs found, in build/fuzz/corpus. Whatever breaks a
# reader is left in build/fuzz/crashes. Says that it is skipped (status 77) where clang or its libFuzzer is missing.
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
build=$root/build/fuzz
seconds=${1:?"Usage: tests/fuzz/run.sh SECONDS [TARGET...]"}
shift
targets=("$@")
((${#targets[@]})) || targets=(idx gzip csv npz safetensors checkpoint config metrics run_directory picture table_row setting_line)

if ! command -v clang++ >/dev/null ||
    ! echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' |
    clang++ -fsanitize=fuzzer -x c++ - -o /dev/null 2>/dev/null; then
    echo "Skipped: clang++ with libFuzzer is not installed (Debian: clang, libclang-rt-dev)."
    exit 77
fi
cd "$root"
[[ -f $build/build.ninja ]] || cmake --preset fuzz >/dev/null
cmake --build "$build" --target "${targets[@]/#/fuzz_}" -- --quiet
((seconds > 0)) || exit 0

export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
mkdir -p "$build/crashes"
for target in "${targets[@]}"; do
    mkdir -p "$build/corpus/$target"
    printf '== %s\n' "$target"
    # Its own status for a crash, 77, would say that the test was skipped. No input is worth more memory than this: sizes are held against the file before memory is taken.
    "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -max_len=16384 -rss_limit_mb=1024 \
        -malloc_limit_mb=128 -timeout=60 -error_exitcode=1 -timeout_exitcode=1 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$build/crashes/$target-" "$build/corpus/$target" "tests/fuzz/corpus/$target" 2>&1
done
