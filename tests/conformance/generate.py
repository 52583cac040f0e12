#!/usr/bin/env python3
"""Writes the backend test suite of the PyPI package `onnx` into folders that the runners read.

All 2,033 cases: the node cases, which the package builds in memory, the simple and PyTorch cases,
which it carries as files, and the light models. The suite has only the newest versions of
operators; cases of our own for the others (history/) go with them. Does nothing when the output is
up to date.

    generate.py [--output build/conformance] [--force]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnx.backend.test.runner
from onnx import AttributeProto, numpy_helper
from onnx.backend.test.loader import load_model_tests

from case_format import CaseWriter, fed_inputs, numbered, read_value
from history import all_cases

HERE = Path(__file__).resolve().parent
EXPECTED_CASES = {
    "node": 1884,
    "simple": 23,
    "pytorch-converted": 82,
    "pytorch-operator": 35,
    "light": 9,
}
RANDOM_OPERATORS = {
    "Bernoulli",
    "Multinomial",
    "RandomNormal",
    "RandomNormalLike",
    "RandomUniform",
    "RandomUniformLike",
}


def stamp() -> dict:
    """What the output depends on: the suite's version and the scripts that write it."""
    digest = hashlib.sha256()
    sources = ["generate.py", "case_format.py", *sorted(HERE.glob("history/*.py"))]
    for source in sources:
        digest.update((HERE / source).read_bytes())
    return {"onnx": onnx.__version__, "numpy": np.__version__, "scripts": digest.hexdigest()}


def operators(graph: onnx.GraphProto):
    """All nodes of a graph and of the graphs inside it."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.type == AttributeProto.GRAPH:
                yield from operators(attribute.g)
            for inner in attribute.graphs:
                yield from operators(inner)


def randomness(model: onnx.ModelProto, inputs: list) -> dict | None:
    """What can be checked of a case whose expected values are one draw of many, else None."""
    by_name = dict(zip([info.name for info in fed_inputs(model)], inputs, strict=True))
    for node in operators(model.graph):
        if node.op_type in RANDOM_OPERATORS:
            if list(by_name) != ["x"]:
                raise ValueError(f"{model.graph.name}: no check for this use of {node.op_type}")
            return {
                "reason": f"{node.op_type} draws its output; the generator is not specified",
                "check": {"kind": "bernoulli", "probabilities": 0},
            }
        if node.op_type == "Dropout" and len(node.input) == 3 and by_name[node.input[2]]:
            ratio = float(by_name[node.input[1]]) if node.input[1] else 0.5
            if ratio != 0:
                return {
                    "reason": "Dropout in training mode draws its mask",
                    "check": {"kind": "dropout", "data": 0, "ratio": ratio},
                }
    return None


def tested_operators(tests: list) -> dict[str, str]:
    """The operator that each node case is about; an expanded function counts for its operator."""
    found = {}
    for test in tests:
        base, expanded, _ = test.name.partition("_expanded")
        if not expanded:
            node = test.model.graph.node[0]
            found[base] = f"{node.domain}::{node.op_type}" if node.domain else node.op_type
    return {test.name: found[test.name.partition("_expanded")[0]] for test in tests}


def write_case(root: Path, kind: str, test, model, model_bytes: bytes, sets, operator="") -> None:
    writer = CaseWriter()
    case = {
        "name": test.name,
        "kind": kind,
        "operator": operator,
        "tolerance": {"rtol": test.rtol, "atol": test.atol},
        "sets": [
            {
                "inputs": [
                    writer.value(info.name, value, info.type)
                    for info, value in zip(fed_inputs(model), inputs, strict=True)
                ],
                "outputs": [
                    writer.value(info.name, value, info.type)
                    for info, value in zip(model.graph.output, outputs, strict=True)
                ],
            }
            for inputs, outputs in sets
        ],
    }
    random = randomness(model, sets[0][0]) if kind == "node" else None
    if random:
        case |= {"nondeterministic": True} | random
    writer.write(root / kind / test.name, case, model_bytes)


def write_node_cases(root: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        tests = load_model_tests(kind="node")
    tested = tested_operators(tests)
    for test in tests:
        model_bytes = test.model.SerializeToString()
        write_case(root, "node", test, test.model, model_bytes, test.data_sets, tested[test.name])


def write_file_cases(root: Path, kind: str) -> None:
    for test in sorted(load_model_tests(kind=kind), key=lambda test: test.name):
        folder = Path(test.model_dir)
        model_bytes = (folder / "model.onnx").read_bytes()
        model = onnx.load_model_from_string(model_bytes)
        sets = []
        for data in sorted(folder.glob("test_data_set_*")):
            inputs = [
                read_value(path, info.type)
                for path, info in zip(numbered(data, "input"), fed_inputs(model), strict=True)
            ]
            outputs = [
                read_value(path, info.type)
                for path, info in zip(numbered(data, "output"), model.graph.output, strict=True)
            ]
            sets.append((inputs, outputs))
        write_case(root, kind, test, model, model_bytes, sets)


def write_light_cases(root: Path) -> None:
    """The light models, with the input that onnx's own runner makes for them."""
    package = Path(onnx.__file__).resolve().parent.parent
    for test in sorted(load_model_tests(kind="real"), key=lambda test: test.name):
        path = package / test.url
        model_bytes = path.read_bytes()
        model = onnx.load_model_from_string(model_bytes)
        inputs = [
            onnx.backend.test.runner.Runner.generate_dummy_data(info) for info in fed_inputs(model)
        ]
        outputs = [
            read_value(path.with_name(f"{path.stem}_output_{index}.pb"), info.type)
            for index, info in enumerate(model.graph.output)
        ]
        write_case(root, "light", test, model, model_bytes, [(inputs, outputs)])


def write_history_cases(root: Path) -> int:
    """Our cases for every version of an operator; returns how many there are."""
    cases = all_cases()
    for case in cases:
        writer = CaseWriter()
        graph = case.model.graph
        data = {
            "inputs": [
                writer.value(info.name, value, info.type)
                for info, value in zip(graph.input, case.inputs, strict=True)
            ],
            "outputs": [
                writer.value(info.name, value, info.type)
                for info, value in zip(graph.output, case.outputs, strict=True)
            ],
        }
        described = {
            "name": case.name,
            "kind": "history",
            "operator": f"{case.domain}::{case.operator}" if case.domain else case.operator,
            "tolerance": case.tolerance,
            "sets": [data],
        }
        writer.write(root / "history" / case.name, described, case.model.SerializeToString())
    return len(cases)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "build" / "conformance")
    parser.add_argument("--force", action="store_true", help="write even when up to date")
    arguments = parser.parse_args()

    stamp_path = arguments.output / "stamp.json"
    current = stamp()
    if not arguments.force and stamp_path.exists():
        if json.loads(stamp_path.read_text()) == current:
            print(f"{arguments.output}: up to date")
            return 0
    stamp_path.unlink(missing_ok=True)
    for kind in (*EXPECTED_CASES, "history"):
        shutil.rmtree(arguments.output / kind, ignore_errors=True)

    write_node_cases(arguments.output)
    for kind in ("simple", "pytorch-converted", "pytorch-operator"):
        write_file_cases(arguments.output, kind)
    write_light_cases(arguments.output)
    own = write_history_cases(arguments.output)

    written = {kind: len(list((arguments.output / kind).iterdir())) for kind in EXPECTED_CASES}
    if written != EXPECTED_CASES:
        print(f"expected {EXPECTED_CASES}, wrote {written}", file=sys.stderr)
        return 1
    stamp_path.write_text(json.dumps(current))
    total = sum(written.values())
    print(f"{arguments.output}: {total} cases of onnx {onnx.__version__}, {own} of ours")
    return 0


if __name__ == "__main__":
    sys.exit(main())
