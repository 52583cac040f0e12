"""How many tests of a suite passed, read from what its program printed."""

import re
from dataclasses import dataclass


@dataclass
class Outcome:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    #: Why something was skipped, or figures worth a line in the report.
    notes: tuple = ()

    def __add__(self, other):
        return Outcome(self.passed + other.passed, self.failed + other.failed,
                       self.skipped + other.skipped, self.notes + other.notes)

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


def last_number(pattern, text):
    found = re.findall(pattern, text, re.MULTILINE)
    return int(found[-1]) if found else None


def settle(outcome, status):
    """A program that fails has at least one failure, whatever it printed; no test is a failure."""
    if outcome.failed == 0 and (status != 0 or outcome.passed + outcome.skipped == 0):
        outcome.failed = 1
        outcome.notes += (f"exit status {status} after {outcome.passed} passed tests",)
    return outcome


def googletest(text, status):
    return settle(Outcome(last_number(r"^\[  PASSED  \] (\d+) test", text) or 0,
                          last_number(r"^\[  FAILED  \] (\d+) tests?, listed", text) or 0,
                          last_number(r"^\[  SKIPPED \] (\d+) tests?, listed", text) or 0), status)


def node(text, status):
    """Node's test runner with the TAP reporter."""
    skipped = (last_number(r"^# skipped (\d+)", text) or 0) + (last_number(r"^# todo (\d+)", text) or 0)
    return settle(Outcome(last_number(r"^# pass (\d+)", text) or 0,
                          (last_number(r"^# fail (\d+)", text) or 0)
                          + (last_number(r"^# cancelled (\d+)", text) or 0), skipped), status)


def summary_line(text, status):
    """Our own programs: the last line of the form `N passed, N failed[, N skipped]`.

    Lines that begin with `note:` come into the report.
    """
    found = re.findall(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?", text, re.MULTILINE)
    passed, failed, skipped = found[-1] if found else (0, 0, 0)
    notes = tuple(re.findall(r"^note: (.*)", text, re.MULTILINE))
    return settle(Outcome(int(passed), int(failed), int(skipped or 0), notes), status)


def conformance(text, status):
    """The conformance runners: what the manifest lists counts as skipped, a gain as a failure."""
    found = re.findall(r"^(\d+) passed, (\d+) failed, (\d+) expected failures", text, re.MULTILINE)
    passed, failed, expected = (int(word) for word in found[-1]) if found else (0, 0, 0)
    gains = len(re.findall(r"^(?:GAIN|GONE) ", text, re.MULTILINE))
    notes = (f"{expected} cases are listed in the manifest as not passing yet",) if expected else ()
    return settle(Outcome(passed, failed + gains, expected, notes), status)


def fuzzer(text, status):
    """A libFuzzer program: it passed if nothing was found."""
    runs = last_number(r"^Done (\d+) runs", text)
    notes = (f"{runs} inputs",) if runs else ()
    return settle(Outcome(1 if status == 0 and runs else 0, 0, 0, notes), status)


def ran(text, status):
    """A program that tests one thing: it passed if it ended well."""
    return Outcome(passed=1) if status == 0 else Outcome(failed=1)
