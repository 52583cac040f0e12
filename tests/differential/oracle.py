"""Models of one node, and what onnxruntime makes of them."""

from __future__ import annotations

import ctypes
import os
import re

import numpy as np
import onnx
import onnxruntime
from draw import Case, Sequence, data_type, numpy_type, type_name
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

# Opsets of which onnxruntime has the kernels but not yet the word "released".
os.environ["ALLOW_RELEASED_ONNX_OPSET_ONLY"] = "0"
onnxruntime.set_default_logger_severity(4)

IR_VERSION = 10
#: Types that numpy has no array of: they go through OrtValue as bytes.
RAW_TYPES = ("bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz")


class Refused(Exception):
    """onnxruntime does not take the case."""


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return options


OPTIONS = _options()


def _input_info(case: Case, i: int) -> onnx.ValueInfoProto:
    value = case.inputs[i]
    name = f"x{i}"
    if isinstance(value, Sequence):
        return helper.make_tensor_sequence_value_info(name, data_type(value.element_type), None)
    if isinstance(value, dict):
        key, item = next(iter(value.items()))
        key_type = "string" if isinstance(key, str) else "int64"
        item_type = helper.make_tensor_type_proto(data_type(type_name(np.asarray(item))), None)
        return helper.make_value_info(name, helper.make_map_type_proto(data_type(key_type), item_type))
    extents = [f"x{i}_{axis}" if i in case.symbolic else extent
               for axis, extent in enumerate(value.shape)]
    return helper.make_tensor_value_info(name, data_type(type_name(value)), extents)


def model_of(case: Case) -> onnx.ModelProto:
    """The node alone; its inputs are those of the graph or initializers."""
    version = case.version
    names = ["" if value is None else f"x{i}" for i, value in enumerate(case.inputs)]
    outputs = [f"y{i}" if there else "" for i, there in enumerate(case.outputs)]
    node = helper.make_node(version.name, names, outputs, name="n", domain=version.domain)
    for name, value in case.attributes.items():
        kind = onnx.AttributeProto.INTS if value == [] else None
        node.attribute.append(helper.make_attribute(name, value, attr_type=kind))
    graph = helper.make_graph(
        [*case.before, node], "g",
        [_input_info(case, i) for i, value in enumerate(case.inputs)
         if value is not None and i not in case.constant],
        [onnx.ValueInfoProto(name=name) for name in outputs if name],
        [numpy_helper.from_array(case.inputs[i], f"x{i}") for i in sorted(case.constant)])
    imports = [helper.make_opsetid(version.domain, case.opset)]
    if version.domain:
        imports.append(helper.make_opsetid("", 21))
    return helper.make_model(graph, opset_imports=imports, ir_version=IR_VERSION)


def feeds_of(case: Case) -> dict:
    return {f"x{i}": value for i, value in enumerate(case.inputs)
            if value is not None and i not in case.constant}


def _is_raw(value) -> bool:
    return isinstance(value, np.ndarray) and type_name(value) in RAW_TYPES


def _ort_value(value) -> onnxruntime.OrtValue:
    if _is_raw(value):
        width = np.uint8 if value.dtype.itemsize == 1 else np.uint16
        return onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(
            np.frombuffer(value.tobytes(), width).reshape(value.shape), data_type(type_name(value)))
    return onnxruntime.OrtValue.ortvalue_from_numpy(value)


def _from_ort_value(value: onnxruntime.OrtValue):
    name = value.data_type()[7:-1]
    if not value.is_tensor() or (name not in RAW_TYPES and "int4" not in name and "int2" not in name):
        return value.numpy()
    dtype, shape = numpy_type(name), value.shape()
    count = int(np.prod(shape))
    if name in RAW_TYPES:
        content = ctypes.string_at(value.data_ptr(), count * dtype.itemsize)
        return np.frombuffer(content, dtype).reshape(shape)
    bits = int(name.lstrip("uint"))
    content = ctypes.string_at(value.data_ptr(), (count * bits + 7) // 8)
    proto = onnx.TensorProto(dims=shape, data_type=data_type(name), raw_data=content)
    return numpy_helper.to_array(proto)


#: "tensor(float)" in "seq(tensor(float))" or "map(int64,tensor(float))".
ELEMENT = re.compile(r"tensor\((\w+)\)")


def _typed(value, kind: str):
    """Gives lists and dicts, which know no types, those of the session's output."""
    if isinstance(value, list):
        name = ELEMENT.search(kind).group(1)
        if kind.startswith("seq(map("):
            return [_typed(item, kind[4:-1]) for item in value]
        return Sequence(name, [np.asarray(item) for item in value])
    if isinstance(value, dict):
        dtype = numpy_type(ELEMENT.search(kind).group(1))
        return {key: dtype.type(item) for key, item in value.items()}
    return value


def run(case: Case, model: bytes) -> list:
    """The outputs, or Refused with onnxruntime's text."""
    try:
        session = onnxruntime.InferenceSession(model, OPTIONS, providers=["CPUExecutionProvider"])
        feeds = feeds_of(case)
        types = [output.type for output in session.get_outputs()]
        raw = any(map(_is_raw, feeds.values())) or any(
            name in kind or "int4" in kind or "int2)" in kind for kind in types for name in RAW_TYPES)
        if raw:
            values = {name: _ort_value(value) for name, value in feeds.items()}
            return [_from_ort_value(value) for value in session.run_with_ort_values(None, values)]
        feeds = {name: value.elements if isinstance(value, Sequence) else value
                 for name, value in feeds.items()}
        return [_typed(value, kind) for value, kind in zip(session.run(None, feeds), types, strict=True)]
    except Exception as error:  # noqa: BLE001: its exceptions share no class but this
        raise Refused(str(error)) from error


def reference(case: Case):
    """What ONNX's reference evaluator gives, or its error: to judge by when we differ."""
    try:
        feeds = {name: value.elements if isinstance(value, Sequence) else value
                 for name, value in feeds_of(case).items()}
        return ReferenceEvaluator(model_of(case)).run(None, feeds)
    except Exception as error:  # noqa: BLE001: it throws anything
        return error
