#!/usr/bin/env python3
"""Writes models of real structure with seeded random weights, by both of PyTorch's exporters, as
cases of tests/conformance/README.md's format with PyTorch's own outputs. An existing one stays.

    export.py [--output build/bench_models] [--filter REGEX] [--again]
"""

import argparse
import logging
import re
import shutil
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/conformance"))

import numpy as np  # noqa: E402
import torch  # noqa: E402

from case_format import CaseWriter  # noqa: E402
from catalog import ENTRIES  # noqa: E402

SEED = 20260822
#: The exporters, with the form of attention that people export with each.
EXPORTERS = {"torchscript": "eager", "dynamo": "sdpa"}
TORCHSCRIPT_OPSET = 17
CALIBRATION_RUNS = 2


def calibrate(model, inputs):
    """Gives batch normalization the statistics of what it sees, as training would: with those that
    it starts with, random weights let activations grow or vanish from layer to layer."""
    norms = [module for module in model.modules()
             if isinstance(module, torch.nn.modules.batchnorm._BatchNorm)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
        torch.nn.init.uniform_(norm.weight, 0.5, 1.5)
        torch.nn.init.normal_(norm.bias, std=0.2)
        norm.train()
    if norms:
        with torch.no_grad():
            for _ in range(CALIBRATION_RUNS):
                model(*(torch.randn_like(tensor) for tensor in inputs.values()))
    model.eval()


def dynamic_shapes(model, entry, inputs):
    """`entry.dynamic` as the newer exporter wants it: per parameter, in order."""
    per_input = [{axis: torch.export.Dim.DYNAMIC for axis in entry.dynamic.get(name, {})}
                 for name in inputs]
    named = model.forward.__code__.co_argcount - 1
    return (*per_input[:named], *([tuple(per_input[named:])] if len(per_input) > named else []))


def export(model, entry, inputs, exporter, path):
    common = {"input_names": list(inputs), "output_names": entry.outputs}
    if exporter == "torchscript":
        torch.onnx.export(model, tuple(inputs.values()), path, dynamo=False,
                          opset_version=TORCHSCRIPT_OPSET, dynamic_axes=entry.dynamic, **common)
    else:
        shapes = dynamic_shapes(model, entry, inputs) if entry.dynamic else None
        torch.onnx.export(model, tuple(inputs.values()), path, dynamo=True, verbose=False,
                          dynamic_shapes=shapes, **common)


def write_case(folder, entry, inputs, results):
    writer = CaseWriter()
    values = [[writer.value(name, np.ascontiguousarray(tensor.numpy())) for name, tensor in named]
              for named in (inputs.items(), zip(entry.outputs, results, strict=True))]
    writer.write(folder, {
        "name": folder.name, "kind": "bench",
        "tolerance": {"rtol": 1e-3, "atol": 0, "atolOfLargest": 1e-4},
        "sets": [{"inputs": values[0], "outputs": values[1]}]})


def first_line(error):
    return next((line for line in str(error).splitlines() if line.strip()), "")


def beside(output):
    """Where a folder lies until it is complete."""
    return output.with_name(f"{output.name}.incomplete")


def write(entry, exporter, target):
    """One folder, put in its place when it is complete."""
    torch.manual_seed(SEED)
    model = entry.build(EXPORTERS[exporter]).eval()
    inputs = entry.inputs()
    calibrate(model, inputs)
    with torch.no_grad():
        results = model(*inputs.values())
    if isinstance(results, torch.Tensor):
        results = (results,)
    if not all(torch.isfinite(result).all() and result.abs().max() > 0 for result in results):
        raise RuntimeError("PyTorch's outputs are all zero or not finite")
    folder = beside(target.parent) / target.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with torch.no_grad():
        export(model, entry, inputs, exporter, str(folder / "model.onnx"))
    write_case(folder, entry, inputs, results)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    folder.rename(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "build/bench_models")
    parser.add_argument("--filter", default="", help="a regular expression that names are to match")
    parser.add_argument("--again", action="store_true", help="also what exists")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    # One operator for a whole layer, which has no ONNX form.
    torch.backends.mha.set_fastpath_enabled(False)
    failed = []
    for exporter in EXPORTERS:
        for entry in ENTRIES:
            target = arguments.output / f"{entry.name}-{exporter}"
            if not re.search(arguments.filter, target.name):
                continue
            if target.exists() and not arguments.again:
                continue
            start = time.monotonic()
            try:
                write(entry, exporter, target)
                size = sum(file.stat().st_size for file in target.glob("model.onnx*"))
                print(f"{target.name}: {size / 1e6:.1f} MB ({time.monotonic() - start:.0f} s)",
                      flush=True)
            except Exception as error:  # the next model may do
                failed.append(target.name)
                print(f"{target.name}: {type(error).__name__}: {first_line(error)}", flush=True)
    shutil.rmtree(beside(arguments.output), ignore_errors=True)
    if failed:
        sys.exit(f"not exported: {', '.join(failed)}")


if __name__ == "__main__":
    main()
