#!/usr/bin/python3
"""Checks what the report computes from measurements, and how it comes into README.md."""

import math
import pathlib
import tempfile
import unittest
import unittest.mock

import cost
import dense
import networks
import programs
import report
import samples
import window


class SamplesCheck(unittest.TestCase):
    def test_median_and_spread(self):
        self.assertEqual(str(samples.Samples([0.3, 0.1, 0.2])), "0.200 (0.200)")
        self.assertEqual(samples.Samples([1, 2, 3, 10]).median, 2.5)

    def test_three_digits(self):
        shown = [samples.digits(value) for value in (0, 0.012345, 1.2345, 123.45, 61616, 0.9996)]
        self.assertEqual(shown, ["0", "0.0123", "1.23", "123", "61616", "1.00"])

    def test_runs_take_turns(self):
        calls = []
        contestants = {name: lambda n=name: calls.append(n) or len(calls) for name in "ab"}
        measured = samples.interleaved(contestants, 2, lambda text: None)
        self.assertEqual(calls, ["a", "b", "a", "b"])
        self.assertEqual(measured["b"].values, [2, 4])

    def test_line(self):
        a, b, worst = samples.line_through([(x, 3 + 2 * x) for x in (1, 10, 100)])
        self.assertTrue(math.isclose(a, 3) and math.isclose(b, 2) and worst < 1e-9)
        self.assertGreater(samples.line_through([(1, 1), (2, 4), (4, 16)])[2], 0.2)

    def test_exponent(self):
        self.assertAlmostEqual(samples.exponent([(x, 5 * x**2) for x in (1, 2, 4, 8)]), 2)
        self.assertAlmostEqual(samples.exponent([(1, 9), (2, 9), (4, 4), (8, 8)]), 1)


class NetworksCheck(unittest.TestCase):
    def test_operations_of_the_papers_network(self):
        forward = 64 * 784 + 3 * 64 * 64 + 10 * 64
        backward = 64 * 784 + 2 * (3 * 64 * 64 + 10 * 64)
        self.assertEqual(networks.NETWORKS[0].flops, 2 * (forward + backward))

    def test_row_takes_the_peers_best_thread_count(self):
        seconds = {"Unroll 1": 0.5, "Unroll 2": 0.25, "PyTorch 1": 2.5, "PyTorch 2": 9, "oneDNN 1": 1, "oneDNN 2": 0.5}
        measured = {name: samples.Samples([value]) for name, value in seconds.items()}
        row = networks.row(networks.NETWORKS[0], measured)
        self.assertEqual(row[-2:], ["**10.0**", "**2.00**"])
        self.assertEqual(str(row[3]), "2.50 (0)")

    def test_row_without_a_kernel(self):
        measured = {name: samples.Samples([1]) for name in ("Unroll 1", "Unroll 2", "PyTorch 1", "PyTorch 2")}
        row = networks.row(networks.NETWORKS[2], measured)
        self.assertEqual(row[-4:], ["-", "-", "**1.00**", "-"])

    def test_seconds_are_scaled_to_an_epoch(self):
        self.assertEqual(networks.NETWORKS[0].to_epoch(5), 1)
        self.assertEqual(networks.NETWORKS[3].to_epoch(1), 5)


class CostCheck(unittest.TestCase):
    def test_section(self):
        sweep = cost.SWEEPS[2]
        text = cost.section(sweep, {value: samples.Samples([0.001 * value]) for value in sweep.values})
        self.assertIn("| 1000 | 1.00 (0) | 0.00100 |", text)
        self.assertIn("exponent over the upper half: 1.00.", text)


class DenseCheck(unittest.TestCase):
    def test_share_of_the_peak(self):
        measured = {dense.name(n, threads): samples.Samples([30]) for n in dense.NETWORKS for threads in (1, 2)}
        text = dense.table_of(measured, {1: samples.Samples([40]), 2: samples.Samples([75])})
        self.assertIn("| RNN, 4 cells, 64 hidden | 30.0 (0) | **75 %** | 30.0 (0) | **40 %** |", text)


class WindowCheck(unittest.TestCase):
    def test_time_from_the_first_running_to_finished(self):
        moments = iter([10, 12.5])
        lines = ["unroll.window: painted 17", "unroll.window: state 1 Ready", "unroll.window: state 1 Running",
                 "unroll.window: place train 1 2 3 4", "unroll.window: state 1 Running", "unroll.window: state 1 Finished"]
        self.assertEqual(window.seconds_between(lines, lambda: next(moments)), 2.5)

    def test_a_window_that_ends_early_is_a_failure(self):
        for lines in ([], ["unroll.window: state 1 Running"], ["unroll.window: state 1 Finished"]):
            with self.assertRaises(programs.Failure):
                window.seconds_between(lines)

    def test_share_of_the_command_lines_speed(self):
        three = (samples.Samples([9, 9]), samples.Samples([10, 12]), samples.Samples([0.9, 0.75]))
        text = window.table_of({"RNN": three})
        self.assertIn("| RNN | 9.00 (0) | 11.0 (2.00) | **82 %** (15) | 90 % |", text)


class ReadmeCheck(unittest.TestCase):
    def test_table_goes_between_the_marks(self):
        text = f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n"
        new = report.between_marks(text, "| new |\n")
        self.assertEqual(new, f"before\n{report.BEGIN}\n\n| new |\n\n{report.END}\nafter\n")
        self.assertEqual(report.between_marks(new, "| new |\n"), new)

    def test_marks_are_needed(self):
        for text in ("nothing", report.BEGIN, f"{report.END}{report.BEGIN}"):
            with self.assertRaises(programs.Failure):
                report.between_marks(text, "")

    def test_readme_has_the_marks(self):
        report.between_marks((programs.ROOT / "README.md").read_text(), "")

    def test_update_writes_report_and_plot_and_quotes_the_networks(self):
        with tempfile.TemporaryDirectory() as folder, unittest.mock.patch("programs.ROOT", pathlib.Path(folder)):
            (programs.ROOT / "tests/bench").mkdir(parents=True)
            (programs.ROOT / "cost.svg").write_text("<svg/>")
            (programs.ROOT / "README.md").write_text(f"{report.BEGIN}\n{report.END}\n")
            report.update("# Speed\n", programs.ROOT, "A machine.", {"networks": "| ours | theirs |\n"})
            self.assertEqual((programs.ROOT / "tests/bench/report.md").read_text(), "# Speed\n")
            self.assertEqual((programs.ROOT / "tests/bench/cost.svg").read_text(), "<svg/>")
            self.assertIn("| ours | theirs |\n\nMachine: A machine.", (programs.ROOT / "README.md").read_text())

    def test_unknown_parts_are_refused(self):
        for wrong in (["--only", "speed"], ["--update", "--only", "cost"], ["--runs", "0"]):
            with self.assertRaises(SystemExit) as refused:
                report.parse_options(["--data", "x", *wrong])
            self.assertEqual(refused.exception.code, 2)


if __name__ == "__main__":
    unittest.main()
