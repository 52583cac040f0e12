#!/usr/bin/env python3
"""Compares our operators with onnxruntime's on random nodes.

    run.py [--runner build/native/differential_runner] [--seed 1] [--cases 200]
           [--only REGEX] [--case NUMBER] [--refused] [--jobs N]

README.md says what is compared and how. Exits with 1 when there is a difference that
exceptions.toml does not argue, an argument without a difference, an operator without specification,
or one of which nothing was compared.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
import warnings
from collections import defaultdict
from pathlib import Path

import numpy as np
import oracle
from batches import Batch
from draw import Case, Draw, default_tolerance
from exceptions import read_known, read_without_specification
from registries import ROOT, Version, full_name, our_operators, their_versions
from specs import load_all
from tally import Tally, report
from workers import leave, run_chunks

#: The run of CI, in which each exception must have a case.
SEED, CASES = 1, 200


def arguments_of_command() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runner", type=Path, default=ROOT / "build/native/differential_runner")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--cases", type=int, default=CASES, help="per operator")
    parser.add_argument("--only", default="", help="operators whose full names match")
    parser.add_argument("--case", type=int, help="only this case, with all that it consists of")
    parser.add_argument("--refused", action="store_true", help="list what onnxruntime refuses")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=Path, default=ROOT / "build/differential")
    return parser.parse_args()


def common_versions(runner: Path) -> dict[str, list[Version]]:
    """By full name: the versions in onnxruntime of the operators that both have."""
    ours = {full_name(entry["domain"], entry["name"]) for entry in our_operators(runner)}
    versions = defaultdict(list)
    for version in their_versions():
        if version.full_name in ours:
            versions[version.full_name].append(version)
    return versions


def draw_case(specification, versions: list[Version], seed: int, index: int) -> Case:
    """Case `index` of an operator: the newest version in half of them."""
    chooser = np.random.default_rng([seed, index])
    version = versions[-1 if chooser.random() < 0.5 else int(chooser.integers(len(versions)))]
    draw = Draw(version, seed, index)
    draw.opset = int(chooser.integers(version.since, version.until + 1))
    case = specification(draw)
    case.name = f"{version}/{index}"
    return case


def describe(case: Case, outputs) -> None:
    print(case.name, "opset", case.opset, case.types, case.attributes,
          "constant", case.constant, "symbolic", case.symbolic)
    for i, value in enumerate(case.inputs):
        print(f"x{i}:", getattr(value, "dtype", ""), getattr(value, "shape", ""), repr(value))
    print("onnxruntime:", repr(outputs))
    print("reference:", repr(oracle.reference(case)), flush=True)


class Comparison:
    """What one worker does with its operators."""

    def __init__(self, arguments):
        self.arguments = arguments

    def __call__(self, names: list[str], folder: Path, begin) -> dict[str, Tally]:
        """`begin(name)` says whether to run a case: not if onnxruntime crashed on it before."""
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        specifications = load_all()
        versions = common_versions(self.arguments.runner)
        known = read_known()
        tallies = {name: Tally() for name in names}
        batch = Batch(folder)
        cases = []
        for name in names:
            for index in self._indices():
                try:
                    case = draw_case(specifications[name], versions[name], self.arguments.seed, index)
                    model = oracle.model_of(case).SerializeToString()
                except Exception:  # noqa: BLE001: a wrong specification must not end all others
                    tallies[name].wrong_specification(f"{name}/{index}", traceback.format_exc())
                    continue
                if not begin(case.name):
                    tallies[name].refused_by_them(case.name, "it crashed")
                elif self._expect(case, model, batch, tallies[name]):
                    cases.append(case)
        for case, ending in zip(cases, batch.run(self.arguments.runner), strict=True):
            tally = tallies[case.version.full_name]
            excuse = None
            if ending.outcome in ("different", "refused"):
                excuse = next((one for one in known if one.covers(case, ending.text)), None)
            tally.add(case.name, ending, excuse)
        return tallies

    def _indices(self):
        one = self.arguments.case
        return range(self.arguments.cases) if one is None else [one]

    def _expect(self, case: Case, model: bytes, batch: Batch, tally: Tally) -> bool:
        try:
            outputs = oracle.run(case, model)
        except oracle.Refused as error:
            outputs = error
        if self.arguments.case is not None:
            describe(case, outputs)
        if isinstance(outputs, oracle.Refused):
            tally.refused_by_them(case.name, str(outputs))
            return False
        batch.add(case.name, case, model, outputs, case.tolerance or default_tolerance(case, outputs))
        return True


def unspecified(versions: dict[str, list[Version]]) -> list[str]:
    """What is wrong with the lists of operators."""
    specified = set(load_all())
    argued = read_without_specification()
    return (
        [f"{name}: has no specification" for name in versions if name not in specified | set(argued)]
        + [f"{name}: specified, but not an operator of both" for name in specified - set(versions)]
        + [f"{name}: argued, but specified or not an operator of both" for name in argued
           if name in specified or name not in versions])


def main() -> int:
    arguments = arguments_of_command()
    versions = common_versions(arguments.runner)
    problems = unspecified(versions)
    only = re.compile(arguments.only)
    names = [name for name in versions if name in load_all() and only.search(name)]
    tallies = run_chunks(Comparison(arguments), names, arguments.jobs, arguments.output)
    whole = not arguments.only and arguments.case is None
    reference = whole and (arguments.seed, arguments.cases) == (SEED, CASES)
    return report(tallies, read_known() if reference else [], problems if whole else [], arguments.refused)


if __name__ == "__main__":
    leave(main())
