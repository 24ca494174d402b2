#!/usr/bin/python3
"""Measures what tests/bench/report.sh built, and writes the report. See there."""

import argparse
import datetime
import pathlib
import sys

import cost
import dense
import looking
import memory
import networks
import programs
import window

PARTS = {
    "networks": ("The networks", lambda o: networks.measure(o.runs, o.data, o.quick)),
    "dense": ("Dense data", lambda o: dense.measure(o.runs, o.out.resolve() / "dense")),
    "cost": ("What cost grows with", lambda o: cost.measure(o.runs, o.out)),
    "window": ("The window", lambda o: window.measure(o.runs)),
    "looking": ("Looking inside", lambda o: looking.measure(o.runs, o.data)),
    "memory": ("Memory and loading", lambda o: memory.measure(o.runs)),
}
BEGIN, END = "<!-- speed: tests/bench/report.sh --update -->", "<!-- end of speed -->"


def parse_options(arguments):
    parser = argparse.ArgumentParser(prog="tests/bench/report.sh", description="Measures Unroll beside its peers.")
    parser.add_argument("--only", help=f"parts of the report, with commas: {','.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--quick", action="store_true", help="networks: a twentieth of the images, for a first look")
    parser.add_argument("--out", type=pathlib.Path, default=programs.BUILD / "bench_report", help="folder to write in")
    parser.add_argument("--data", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--update", action="store_true", help="also write tests/bench/report.md; quote it in README.md")
    options = parser.parse_args(arguments)
    options.parts = options.only.split(",") if options.only else list(PARTS)
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part '{unknown[0]}'; there are {', '.join(PARTS)}")
    if options.update and (options.only or options.quick):
        parser.error("--update needs the whole report, so leave out --only and --quick")
    if options.runs < 1:
        parser.error("--runs needs at least 1")
    return options


def between_marks(text, content):
    """`text` with `content` between its two marks."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise programs.Failure(f"README.md needs one '{BEGIN}' and behind it one '{END}'.")
    return text[: text.index(BEGIN)] + f"{BEGIN}\n\n{content}\n" + text[text.index(END) :]


def update(report, out, machine, measured):
    bench = programs.ROOT / "tests" / "bench"
    (bench / "report.md").write_text(report)
    (bench / "cost.svg").write_bytes((out / "cost.svg").read_bytes())
    readme = programs.ROOT / "README.md"
    link = "[tests/bench/report.md](tests/bench/report.md)"
    quoted = f"{measured['networks']}\nMachine: {machine} The whole report: {link}.\n"
    readme.write_text(between_marks(readme.read_text(), quoted))


def main():
    options = parse_options(sys.argv[1:])
    options.out.mkdir(parents=True, exist_ok=True)
    machine = programs.describe_machine()
    programs.say(machine)
    measured = {part: PARTS[part][1](options) for part in options.parts}
    head = f"# Speed\n\nMeasured by `tests/bench/report.sh` on {datetime.date.today()}: {machine}\n"
    report = "\n".join([head, *(f"## {PARTS[part][0]}\n\n{text}" for part, text in measured.items())])
    (options.out / "report.md").write_text(report)
    if options.update:
        update(report, options.out, machine, measured)
    print(report)
    programs.say(f"Written to {options.out}.")


if __name__ == "__main__":
    try:
        main()
    except (programs.Failure, OSError) as failure:
        sys.exit(f"report.sh: {failure}")
