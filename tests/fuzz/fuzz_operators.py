#!/usr/bin/env python3
"""Runs random nodes of every operator, most of them wrong, under ASan and UBSan.

    fuzz_operators.py [--runner build/native-asan/differential_runner] [--seed 1] [--cases 100]
                      [--only REGEX] [--case NUMBER] [--jobs N]

Each node ends with results or with an Error that names its operator. What fails is a crash, a
report of a sanitizer, an internal error, another exception, or a case that does not end. Nodes are
drawn from seed, operator and number; --case draws one again.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
import warnings
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "differential"))

import numpy as np  # noqa: E402
import onnx  # noqa: E402
import oracle  # noqa: E402
from batches import Batch  # noqa: E402
from draw import TOLERANCES, Case, Draw  # noqa: E402
from operator_mutations import by_signature, mutate  # noqa: E402
from registries import ROOT, Version, full_name, our_operators, their_versions  # noqa: E402
from run import describe  # noqa: E402
from specs import load_all  # noqa: E402
from workers import leave, run_chunks  # noqa: E402

#: Larger allocations fail, as they would in a page.
SANITIZERS = {
    "ASAN_OPTIONS": "allocator_may_return_null=1:max_allocation_size_mb=512:"
                    "detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
}

#: ErrorCode::kOutOfMemory.
OUT_OF_MEMORY = 4


def arguments_of_command() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runner", type=Path, default=ROOT / "build/native-asan/differential_runner")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=100, help="per operator")
    parser.add_argument("--only", default="", help="operators whose full names match")
    parser.add_argument("--case", type=int, help="only this case, with all that it consists of")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=Path, default=ROOT / "build/fuzz_operators")
    return parser.parse_args()


def schema_of(domain: str, name: str):
    try:
        return onnx.defs.get_schema(name, domain)
    except onnx.defs.SchemaError:
        return None


class Fuzzing:
    """What one worker does with its operators."""

    def __init__(self, arguments):
        self.arguments = arguments

    def __call__(self, names: list[str], folder: Path, begin) -> dict[str, list]:
        warnings.filterwarnings("ignore")
        self.specifications = load_all()
        self.definitions = defaultdict(list)
        for entry in our_operators(self.arguments.runner):
            self.definitions[full_name(entry["domain"], entry["name"])].append(entry)
        self.versions = defaultdict(list)
        for version in their_versions():
            self.versions[version.full_name].append(version)
        batch = Batch(folder)
        endings = defaultdict(list)
        cases = []
        for name in names:
            for index in range(self.arguments.cases) if self.arguments.case is None else [self.arguments.case]:
                try:
                    case = self._draw(name, index)
                    batch.add(case.name, case, oracle.model_of(case).SerializeToString(), [],
                              TOLERANCES["float"])
                except Exception:  # noqa: BLE001: counted; onnx's own helpers refuse some nodes
                    endings[name].append((f"{name}/{index}", "unwritable", traceback.format_exc()))
                    continue
                if self.arguments.case is not None:
                    describe(case, "not asked")
                cases.append(case)
        for case, ending in zip(cases, batch.run(self.arguments.runner, SANITIZERS), strict=True):
            outcome = ending.outcome
            named = case.version.name in ending.text or "'n'" in ending.text or "'n/" in ending.text
            # The memory of a plan belongs to no node.
            if outcome == "refused" and not named and ending.code != OUT_OF_MEMORY:
                outcome = "nameless"
            endings[case.version.full_name].append((case.name, outcome, ending.text))
        return endings

    def _draw(self, name: str, index: int) -> Case:
        rng = np.random.default_rng([self.arguments.seed, index, 5])
        definition = self.definitions[name][int(rng.integers(len(self.definitions[name])))]
        domain, operator = definition["domain"], definition["name"]
        own = Version(domain, operator, definition["since"], max(definition["since"], 28),
                      schema_of(domain, operator))
        version = own
        specified = name in self.specifications and rng.random() < 0.8
        if specified:
            version = self.versions[name][int(rng.integers(len(self.versions[name])))]
        draw = Draw(version, self.arguments.seed, index)
        draw.opset = int(rng.integers(version.since, version.until + 1))
        case = self.specifications[name](draw) if specified else by_signature(draw, definition)
        case = mutate(draw, case)
        case.name = f"{name}/{index}"
        return case


def report(endings: dict[str, list]) -> int:
    outcomes: Counter = Counter()
    failed = 0
    for name, listed in sorted(endings.items()):
        outcomes.update(outcome for _, outcome, _ in listed)
        wrong = [entry for entry in listed if entry[1] not in ("equal", "refused", "unwritable")]
        failed += len(wrong)
        for case, outcome, text in wrong[:3]:
            print(f"{case}: {outcome}: {text}")
        if not any(outcome in ("equal", "refused") for _, outcome, _ in listed):
            failed += 1
            print(f"{name}: nothing ran; {listed[0][2]}")
    ran = outcomes["equal"] + outcomes["refused"]
    print(f"note: {len(endings)} operators, {ran} nodes: {outcomes['equal']} ran, "
          f"{outcomes['refused']} were refused; {outcomes['unwritable']} could not be written")
    print(f"{ran} passed, {failed} failed")
    return 1 if failed else 0


def main() -> int:
    arguments = arguments_of_command()
    only = re.compile(arguments.only)
    names = sorted({full_name(entry["domain"], entry["name"]) for entry in our_operators(arguments.runner)})
    names = [name for name in names if only.search(name)]
    return report(run_chunks(Fuzzing(arguments), names, arguments.jobs, arguments.output))


if __name__ == "__main__":
    leave(main())
