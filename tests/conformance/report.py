#!/usr/bin/env python3
"""Ranks the operators of the conformance suite by the number of cases that need them.

    report.py                     every operator of every case
    report.py --missing           only cases in the manifest, by what their reasons name
    report.py --folders           passing cases by the folder of core/ops that holds their operator
    report.py --element-types     the cases by the element types of their inputs and outputs
    report.py --cases Resize      the names of the cases that use an operator
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import onnx

from generate import operators

HERE = Path(__file__).resolve().parent


@dataclass
class Case:
    """What one case needs, as read from its model and its values."""

    name: str
    kind: str
    tested: str
    operators: set[tuple[str, int]] = field(default_factory=set)
    element_types: set[str] = field(default_factory=set)


def since_version(op_type: str, domain: str, opset: int) -> int:
    try:
        return onnx.defs.get_schema(op_type, opset, domain).since_version
    except onnx.defs.SchemaError:
        return opset


def element_types(described) -> set[str]:
    """All values of "dtype" inside a case description."""
    if isinstance(described, dict):
        found = {described["dtype"]} if "dtype" in described else set()
        return found.union(*map(element_types, described.values()))
    if isinstance(described, list):
        return set().union(*map(element_types, described))
    return set()


def read_case(folder: Path) -> Case:
    described = json.loads((folder / "case.json").read_text("utf-8"))
    model = onnx.load(folder / "model.onnx")
    opsets = {entry.domain or "ai.onnx": entry.version for entry in model.opset_import}
    case = Case(described["name"], described["kind"], described["operator"])
    case.element_types = element_types(described["sets"])
    local = {(function.domain, function.name) for function in model.functions}
    for node in operators(model.graph):
        if (node.domain, node.op_type) not in local:
            domain = node.domain if node.domain != "ai.onnx" else ""
            version = since_version(node.op_type, domain, opsets.get(domain or "ai.onnx", 1))
            name = f"{domain}::{node.op_type}" if domain else node.op_type
            case.operators.add((name, version))
    return case


def print_operators(cases: list[Case]) -> None:
    """Per operator: cases that use it, cases that are about it, and those that need no other."""
    uses, about, alone = Counter(), Counter(), Counter()
    versions, types = defaultdict(set), defaultdict(Counter)
    for case in cases:
        names = {name for name, _ in case.operators}
        for name, version in case.operators:
            versions[name].add(version)
        for name in names:
            uses[name] += 1
            if len(names) == 1:
                alone[name] += 1
                types[name].update(case.element_types)
        about[case.tested] += 1
    print(f"{'operator':44} {'uses':>5} {'about':>6} {'alone':>6}  versions; element types (alone)")
    for name, count in sorted(uses.items(), key=lambda item: (-alone[item[0]], -item[1], item[0])):
        listed = ",".join(map(str, sorted(versions[name])))
        kinds = " ".join(f"{kind}:{number}" for kind, number in types[name].most_common())
        print(f"{name:44} {count:5} {about[name]:6} {alone[name]:6}  {listed}; {kinds}")


def read_manifest(path: Path) -> dict[str, str]:
    """The reasons by case name."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {name: reason for name, _, reason in (line.partition(": ") for line in lines)}


def print_folders(cases: list[Case], manifest: Path) -> None:
    """Passing cases by the folder of core/ops where their operator is registered."""
    sources = {
        folder.name: "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.cc")))
        for folder in sorted((HERE.parents[1] / "core" / "ops").iterdir())
        if folder.is_dir()
    }
    failing = read_manifest(manifest)
    passed, counted = Counter(), Counter()
    for case in cases:
        name = f'"{case.tested.rpartition("::")[2]}"'
        holders = [folder for folder, text in sources.items() if case.tested and name in text]
        group = holders[0] if holders else "no file" if case.tested else case.kind
        counted[group] += 1
        passed[group] += case.name not in failing
    for group, count in sorted(counted.items()):
        print(f"{group:20} {passed[group]:5} of {count:5}")
    print(f"{'all':20} {sum(passed.values()):5} of {sum(counted.values()):5}")


def print_missing(cases: list[Case], manifest: Path) -> None:
    """Groups the cases of the manifest: by missing operators where those are named."""
    reasons = read_manifest(manifest)
    blocked, sole, other = Counter(), Counter(), Counter()
    for case in cases:
        reason = reasons.get(case.name)
        if reason is None:
            continue
        named = []
        if reason.startswith("not implemented: "):
            named = reason.removeprefix("not implemented: ").split(", ")
        blocked.update(named)
        if len(named) == 1:
            sole.update(named)
        if not named:
            other[f"{case.tested or case.kind}: {reason}"] += 1
    print(f"{'missing operator':44} {'blocks':>6} {'alone':>6}")
    for name, count in sorted(blocked.items(), key=lambda item: (-sole[item[0]], -item[1])):
        print(f"{name:44} {count:6} {sole[name]:6}")
    print("\nother reasons")
    for reason, count in other.most_common():
        print(f"{count:6}  {reason}")


def print_element_types(cases: list[Case]) -> None:
    """Per element type: how many cases use it and for which operators."""
    found = defaultdict(Counter)
    for case in cases:
        for element_type in case.element_types:
            found[element_type][case.tested or case.kind] += 1
    for element_type, tested in sorted(found.items(), key=lambda item: -sum(item[1].values())):
        listed = ", ".join(f"{name} {count}" for name, count in tested.most_common())
        print(f"{element_type} ({sum(tested.values())}): {listed}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suite", type=Path, default=HERE.parents[1] / "build" / "conformance")
    parser.add_argument("--manifest", type=Path, default=HERE / "manifest.txt")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--folders", action="store_true")
    parser.add_argument("--element-types", action="store_true")
    parser.add_argument("--cases", metavar="OPERATOR")
    arguments = parser.parse_args()

    folders = sorted(path.parent for path in arguments.suite.glob("*/*/case.json"))
    if not folders:
        print(f"no cases under {arguments.suite}: run generate.py first", file=sys.stderr)
        return 1
    cases = [read_case(folder) for folder in folders]
    if arguments.missing:
        print_missing(cases, arguments.manifest)
    elif arguments.folders:
        print_folders(cases, arguments.manifest)
    elif arguments.element_types:
        print_element_types(cases)
    elif arguments.cases:
        for case in cases:
            if any(name == arguments.cases for name, _ in case.operators):
                print(f"{case.kind}/{case.name}")
    else:
        print_operators(cases)
    return 0


if __name__ == "__main__":
    sys.exit(main())
