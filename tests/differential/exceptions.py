"""Differences that are known and argued: exceptions.toml and without_specification.txt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from draw import Case

HERE = Path(__file__).resolve().parent


@dataclass
class Known:
    """Cases of some operators that differ, or that we refuse, with the reason why that is right."""

    number: int
    operators: list[str]
    #: An expression over Case.facts() and `text`, what the runner said.
    when: str
    because: str

    def covers(self, case: Case, text: str) -> bool:
        if case.version.full_name not in self.operators:
            return False
        return bool(eval(self.when, {"text": text} | case.facts()))  # noqa: S307: our own file


def read_known(path: Path = HERE / "exceptions.toml") -> list[Known]:
    entries = tomllib.loads(path.read_text("utf-8")).get("exception", [])
    return [Known(i, entry["operators"], entry["when"], entry["because"])
            for i, entry in enumerate(entries)]


def read_without_specification() -> dict[str, str]:
    """Operators of both engines that have none, and why."""
    reasons = {}
    for line in (HERE / "without_specification.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, reason = line.split(": ", 1)
            reasons[name] = reason
    return reasons
