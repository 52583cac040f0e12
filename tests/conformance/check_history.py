#!/usr/bin/env python3
"""Compares the expected values of our own cases (history/) with what onnxruntime computes.

The values come from the specification's text and from ONNX's reference evaluator. onnxruntime knows
many, not all versions and types; of what it runs, it must give the same. Where it does not,
disagreements.txt lists the cases (by wildcards) and says who is right.
"""

from __future__ import annotations

import fnmatch
import sys
from pathlib import Path

import numpy as np
import onnxruntime

from coverage import read_reasons
from history import all_cases

HERE = Path(__file__).resolve().parent


def run(case):
    """The outputs of onnxruntime, or None where it does not take the model."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    feeds = dict(zip([info.name for info in case.model.graph.input], case.inputs, strict=True))
    try:
        session = onnxruntime.InferenceSession(
            case.model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return session.run(None, feeds)
    except Exception:  # noqa: BLE001 - each refusal has a type of its own
        return None


def same(expected, got, tolerance) -> bool:
    if isinstance(expected, dict):
        # Values come as Python's numbers.
        return expected == got
    if isinstance(expected, list):
        return len(expected) == len(got) and all(
            same(a, b, tolerance) for a, b in zip(expected, got))
    if expected is None or got is None:
        return expected is got
    expected, got = np.asarray(expected), np.asarray(got)
    if expected.shape != got.shape:
        return False
    if expected.dtype.kind == "V" and got.dtype.kind in "iu":
        got = got.view(expected.dtype)  # types that numpy lacks come as their bits
    if expected.dtype.kind in "OU":
        return bool(np.all(expected == got))
    if expected.dtype != got.dtype:
        return False
    wide = np.complex128 if expected.dtype.kind == "c" else np.float64
    return np.allclose(got.astype(wide), expected.astype(wide), equal_nan=True, **tolerance)


def main() -> int:
    onnxruntime.set_default_logger_severity(4)
    reasons = read_reasons(HERE / "disagreements.txt")
    used, differing, agreed, refused = set(), [], 0, 0
    for case in all_cases():
        got = run(case)
        if got is None:
            refused += 1
            continue
        if all(same(a, b, case.tolerance) for a, b in zip(case.outputs, got, strict=True)):
            agreed += 1
            continue
        known = [pattern for pattern in reasons if fnmatch.fnmatchcase(case.name, pattern)]
        used.update(known)
        if not known:
            differing.append(f"{case.name}: onnxruntime gives something else")
    stale = [f"{pattern}: no case disagrees any more" for pattern in reasons if pattern not in used]
    for problem in (*differing, *stale):
        print(problem)
    print(f"note: onnxruntime {onnxruntime.__version__} does not take {refused} of the models")
    print(f"{agreed} passed, {len(differing) + len(stale)} failed")
    return 1 if differing or stale else 0


if __name__ == "__main__":
    sys.exit(main())
