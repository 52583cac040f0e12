"""Counts of a run, and its report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from batches import Ending
from exceptions import Known

MOST_SHOWN = 6


@dataclass
class Tally:
    """How the cases of one operator ended."""

    drawn: int = 0
    equal: int = 0
    #: (case, text), each.
    refused_theirs: list = field(default_factory=list)
    unexplained: list = field(default_factory=list)
    #: Numbers of the exceptions that cover a difference, or a refusal by us.
    explained: Counter = field(default_factory=Counter)
    explained_refusals: int = 0

    def refused_by_them(self, name: str, text: str) -> None:
        self.drawn += 1
        self.refused_theirs.append((name, text))

    def wrong_specification(self, name: str, text: str) -> None:
        self.drawn += 1
        self.unexplained.append((name, text))

    def add(self, name: str, ending: Ending, excuse: Known | None) -> None:
        self.drawn += 1
        if ending.outcome == "equal":
            self.equal += 1
        elif excuse:
            self.explained[excuse.number] += 1
            self.explained_refusals += ending.outcome == "refused"
        else:
            self.unexplained.append((name, f"{ending.outcome}: {ending.text}"))


def report(tallies: dict[str, Tally], known: list[Known], problems: list[str],
           show_refused: bool) -> int:
    """Prints it all and returns the exit status."""
    explained: Counter = Counter()
    failed = len(problems)
    for problem in problems:
        print(problem)
    for name, tally in sorted(tallies.items()):
        explained += tally.explained
        for case, text in tally.unexplained[:MOST_SHOWN]:
            print(f"{case}: {text}")
        if len(tally.unexplained) > MOST_SHOWN:
            print(f"{name}: {len(tally.unexplained) - MOST_SHOWN} more")
        compared = tally.drawn - len(tally.refused_theirs)
        if compared == 0:
            failed += 1
            print(f"{name}: nothing was compared; onnxruntime: {tally.refused_theirs[0][1]}")
        if show_refused and tally.refused_theirs:
            print(f"{name}: onnxruntime refused {len(tally.refused_theirs)} of {tally.drawn}")
            for (text, count) in Counter(text[:300] for _, text in tally.refused_theirs).most_common(3):
                print(f"  {count}: {text}")
    for one in known:
        if explained[one.number] == 0:
            failed += 1
            print(f"exceptions.toml, entry {one.number + 1} ({', '.join(one.operators)}): "
                  "no case differs so any more")
    drawn = sum(tally.drawn for tally in tallies.values())
    theirs = sum(len(tally.refused_theirs) for tally in tallies.values())
    equal = sum(tally.equal for tally in tallies.values())
    ours = sum(tally.explained_refusals for tally in tallies.values())
    unexplained = sum(len(tally.unexplained) for tally in tallies.values())
    failed += unexplained
    print(f"note: {len(tallies)} operators, {drawn} cases, {drawn - theirs} compared, {theirs} refused "
          f"by onnxruntime, {ours} by us, {sum(explained.values()) - ours} differ as argued, "
          f"{unexplained} differ otherwise")
    print(f"{equal} passed, {failed} failed")
    return 1 if failed else 0
