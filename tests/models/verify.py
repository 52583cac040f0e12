#!/usr/bin/env python3
"""Runs every committed model with onnxruntime on the committed inputs and compares with PyTorch.

    python3 tests/models/verify.py [model ...]

Prints the largest absolute difference of each case; exits with 1 when a case leaves its tolerance,
holds fewer than 100 samples, or when onnxruntime takes inputs that should be rejected.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from scripts.case_file import read_case

MODELS = Path(__file__).resolve().parent
SIZE_LIMIT = 2_000_000
FEWEST_SAMPLES = 100


def taken_as_inference(path: Path) -> bytes:
    """The model with every BatchNormalization and Dropout put in inference mode."""
    model = onnx.load(path)
    for node in model.graph.node:
        if node.op_type == "BatchNormalization":
            del node.output[1:]
            for attribute in node.attribute:
                if attribute.name == "training_mode":
                    attribute.i = 0
        elif node.op_type == "Dropout":
            del node.input[2:]
    return model.SerializeToString()


def session(case_path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    model = case_path.parent / "model.onnx"
    source = taken_as_inference(model) if case_path.stem.endswith("_eval") else str(model)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def check(case_path: Path) -> list[str]:
    """Prints one line for the case; returns what is wrong with it."""
    case = read_case(case_path)
    runtime = session(case_path)
    rtol, atol = case["tolerance"]["rtol"], case["tolerance"]["atol"]
    faults, largest, samples = [], 0.0, 0
    for index, entry in enumerate(case["sets"]):
        names = list(entry["outputs"])
        samples += next(iter(entry["inputs"].values())).shape[0]
        for name, actual in zip(names, runtime.run(names, entry["inputs"]), strict=True):
            expected = entry["outputs"][name]
            if actual.shape != expected.shape or actual.dtype != expected.dtype:
                faults.append(f"set {index}, {name}: {actual.dtype}{list(actual.shape)} instead of "
                              f"{expected.dtype}{list(expected.shape)}")
                continue
            if not np.isfinite(expected).all():
                faults.append(f"set {index}, {name}: PyTorch's output is not finite")
            difference = np.abs(actual - expected)
            largest = max(largest, float(difference.max(initial=0)))
            if not (difference <= atol + rtol * np.abs(expected)).all():
                faults.append(f"set {index}, {name}: off by {difference.max():.2e}")
    if samples < FEWEST_SAMPLES:
        faults.append(f"{samples} samples, fewer than {FEWEST_SAMPLES}")
    for entry in case.get("rejected", []):
        try:
            runtime.run(None, entry["inputs"])
            faults.append(f"not rejected: {entry['reason']}")
        except Exception as error:  # onnxruntime's exceptions share no narrower base class
            if "onnxruntime" not in type(error).__module__:
                raise
    print(f"{case['name']:34} {len(case['sets']):4} sets {samples:5} samples   "
          f"largest difference {largest:.2e}   {'ok' if not faults else 'FAILED'}")
    return [f"{case['name']}: {fault}" for fault in faults]


def main(names: list[str]) -> int:
    paths = sorted(path for path in MODELS.glob("*/case*.json")
                   if not names or path.parent.name in names)
    missing = set(names) - {path.parent.name for path in paths}
    faults = [f"no model named {name}" for name in sorted(missing)]
    for path in paths:
        faults += check(path)
    if not paths:
        faults.append("no cases found")
    if not names:
        size = sum(file.stat().st_size for path in paths if path.name == "case.json"
                   for file in path.parent.iterdir())
        print(f"{size:,} bytes in all")
        if size >= SIZE_LIMIT:
            faults.append(f"the models hold {size:,} bytes, over the limit of {SIZE_LIMIT:,}")
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
