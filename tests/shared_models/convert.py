#!/usr/bin/env python3
"""Writes the data sets of the shared models in the format of the conformance runners.

The models stay where they lie. Tolerances per model: tolerances.json. Without the folder of models
there is nothing to write, which is said and is no error.

    convert.py [--models ../shared/models] [--output build/shared_models]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import onnx
from onnx import numpy_helper

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "conformance"))

from case_format import CaseWriter, fed_inputs, numbered, read_value  # noqa: E402


def stamp(models: Path) -> dict:
    """What the output depends on: the scripts, the tolerances, and the data sets."""
    digest = hashlib.sha256()
    sources = [HERE / "convert.py", HERE / "tolerances.json"]
    sources.append(HERE.parent / "conformance" / "case_format.py")
    for source in sources:
        digest.update(source.read_bytes())
    for path in sorted(models.glob("*/*")) + sorted(models.glob("*/*/*")):
        status = path.stat()
        digest.update(f"{path.relative_to(models)} {status.st_size} {status.st_mtime_ns}".encode())
    return {"models": str(models), "digest": digest.hexdigest()}


def named_values(paths: list[Path], declared: list[onnx.ValueInfoProto], where: str) -> list:
    """Pairs each file with its input or output: by the name inside, else by position."""
    by_name = {info.name: info for info in declared}
    values = [read_value(path, info.type) for path, info in zip(paths, declared, strict=False)]
    if all(getattr(value, "name", "") in by_name for value in values):
        return [(by_name[value.name], value) for value in values]
    if len(paths) != len(declared):
        raise ValueError(f"{where}: {len(paths)} files for {len(declared)} values, names differ")
    return list(zip(declared, values, strict=True))


def with_declared_rank(info: onnx.ValueInfoProto, value):
    """Puts extents of one in front where a file's input has fewer axes than the model's."""
    if info.type.WhichOneof("value") != "tensor_type":
        return value
    missing = len(info.type.tensor_type.shape.dim) - len(value.dims)
    if missing > 0:
        array = numpy_helper.to_array(value)
        return array.reshape((1,) * missing + array.shape)
    return value


def convert(folder: Path, output: Path, tolerances: dict) -> None:
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    tolerance = tolerances["default"] | tolerances["models"].get(folder.name, {})
    writer = CaseWriter()
    sets = []
    for data in sorted(folder.glob("test_data_set_*")):
        inputs = named_values(numbered(data, "input"), fed_inputs(model), str(data))
        outputs = named_values(numbered(data, "output"), list(model.graph.output), str(data))
        sets.append(
            {
                "inputs": [
                    writer.value(info.name, with_declared_rank(info, value), info.type)
                    for info, value in inputs
                ],
                "outputs": [writer.value(info.name, value, info.type) for info, value in outputs],
            }
        )
    target = output / folder.name
    case = {
        "name": folder.name,
        "kind": "shared",
        "model": os.path.relpath(folder / "model.onnx", target),
        "tolerance": {
            "rtol": tolerance["rtol"],
            "atol": 0,
            "atolOfLargest": tolerance["atol_of_largest"],
        },
        "sets": sets,
    }
    writer.write(target, case)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=ROOT.parent / "shared" / "models")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "shared_models")
    arguments = parser.parse_args()
    models = arguments.models.resolve()
    if not models.is_dir():
        shutil.rmtree(arguments.output, ignore_errors=True)
        print(f"skipped: there is no folder of models at {arguments.models}")
        return 0

    stamp_path = arguments.output / "stamp.json"
    current = stamp(models)
    if stamp_path.exists() and json.loads(stamp_path.read_text()) == current:
        print(f"{arguments.output}: up to date")
        return 0
    shutil.rmtree(arguments.output, ignore_errors=True)
    tolerances = json.loads((HERE / "tolerances.json").read_text())
    folders = sorted(path.parent for path in models.glob("*/model.onnx"))
    unknown = set(tolerances["models"]) - {folder.name for folder in folders}
    if unknown:
        print(f"tolerances.json names models that are not there: {sorted(unknown)}")
        return 1
    for folder in folders:
        convert(folder, arguments.output, tolerances)
    stamp_path.write_text(json.dumps(current))
    print(f"{arguments.output}: {len(folders)} models")
    return 0


if __name__ == "__main__":
    sys.exit(main())
