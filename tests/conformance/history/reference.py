"""ONNX's reference evaluator as an oracle for operators whose newest version means the same."""

import warnings

import numpy as np
import onnx
from onnx import helper
from onnx.reference import ReferenceEvaluator

from history.case import F32, plain, type_of


def reference(op, inputs, *, version=None, outputs=1, domain="", **attributes):
    """The outputs that the reference evaluator computes for a node, by default of the newest
    version. Floats come in the type of the first input; those that numpy lacks are computed in
    float32 and rounded."""
    dtype = inputs[0].dtype
    small = dtype.name in ("bfloat16", "float16")
    wide = [x.astype(F32) if small and x is not None and x.dtype == dtype else x for x in inputs]
    names = [f"x{i}" if x is not None else "" for i, x in enumerate(inputs)]
    results = [f"y{i}" for i in range(outputs)]
    built = helper.make_graph(
        [helper.make_node(op, names, results, domain=domain, **attributes)], op,
        [helper.make_value_info(name, type_of(x)) for name, x in zip(names, wide) if x is not None],
        [onnx.ValueInfoProto(name=name) for name in results])
    number = version or onnx.defs.get_schema(op, domain).since_version
    model = helper.make_model(built, opset_imports=[helper.make_opsetid(domain, number)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = ReferenceEvaluator(model).run(
            None, {name: plain(x) for name, x in zip(names, wide) if x is not None})
    return [np.asarray(y).astype(dtype) if np.asarray(y).dtype.kind == "f" else np.asarray(y)
            for y in found]
