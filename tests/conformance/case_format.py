"""Writes test cases in the format that the C++ and JavaScript runners read.

A case is a folder of `case.json`, `data.bin` and usually `model.onnx`; README.md describes the
fields. Element types carry the names of onnxruntime's JavaScript API; elements lie in data.bin as
in TensorProto.raw_data: little-endian, row-major, 2-, 4- and 6-bit types packed.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, TypeProto, numpy_helper

ALIGNMENT = 16

_JS_NAMES = {TensorProto.FLOAT: "float32", TensorProto.DOUBLE: "float64"}


def dtype_name(data_type: int) -> str:
    """The JavaScript name of a TensorProto.DataType: float32, int64, float8e4m3fn, ..."""
    return _JS_NAMES.get(data_type) or TensorProto.DataType.Name(data_type).lower()


def is_float(data_type: int) -> bool:
    """Whether elements are real floating-point numbers, of any width."""
    name = dtype_name(data_type)
    return name.startswith(("float", "bfloat"))


class CaseWriter:
    """Collects the values of one case and writes its folder."""

    def __init__(self) -> None:
        self._data = bytearray()

    def value(self, name: str, value, type_proto: TypeProto | None = None) -> dict:
        """Describes `value` (array, TensorProto, list, None, dict) under its declared type."""
        described = {"name": name} if name else {}
        kind = type_proto.WhichOneof("value") if type_proto is not None else None
        if kind == "optional_type":
            element = type_proto.optional_type.elem_type
            described |= {"kind": "optional", "elementType": _type_text(element)}
            described["value"] = None if value is None else self.value("", value, element)
        elif isinstance(value, dict):
            keys, values = list(value.keys()), list(value.values())
            described |= {
                "kind": "map",
                "keys": self.value("", _key_array(keys)),
                "values": self.value("", np.asarray(values)),
            }
        elif kind == "sequence_type" or isinstance(value, (list, tuple)):
            element = type_proto.sequence_type.elem_type if kind == "sequence_type" else None
            described |= {
                "kind": "sequence",
                "elementType": _type_text(element),
                "elements": [self.value("", item, element) for item in value],
            }
        else:
            described |= self._tensor(value)
        return described

    def _tensor(self, value) -> dict:
        if not isinstance(value, TensorProto):
            value = numpy_helper.from_array(np.asarray(value))
        elif not value.HasField("raw_data") and value.data_type != TensorProto.STRING:
            value = numpy_helper.from_array(numpy_helper.to_array(value))
        described = {
            "kind": "tensor",
            "dtype": dtype_name(value.data_type),
            "shape": list(value.dims),
        }
        if value.data_type == TensorProto.STRING:
            described["strings"] = [item.decode("utf-8") for item in value.string_data]
        else:
            self._data += bytes(-len(self._data) % ALIGNMENT)
            described |= {"offset": len(self._data), "length": len(value.raw_data)}
            self._data += value.raw_data
        return described

    def blob(self, content: bytes) -> dict:
        """Where bytes lie that are no tensor: the model of a case in a batch."""
        described = {"offset": len(self._data), "length": len(content)}
        self._data += content
        return described

    def write_data(self, folder: Path) -> None:
        (folder / "data.bin").write_bytes(self._data)

    def write(self, folder: Path, case: dict, model: bytes | None = None) -> None:
        """Writes the folder; without `model`, case["model"] must say where the model lies."""
        folder.mkdir(parents=True, exist_ok=True)
        if model is not None:
            (folder / "model.onnx").write_bytes(model)
        self.write_data(folder)
        (folder / "case.json").write_text(json.dumps(case, ensure_ascii=False) + "\n", "utf-8")


def _key_array(keys: list) -> np.ndarray:
    return np.asarray(keys, dtype=object if isinstance(keys[0], str) else np.int64)


def _type_text(type_proto: TypeProto | None) -> str:
    """tensor(float32), sequence(tensor(int64)), map(string,tensor(float32)); empty if unknown."""
    if type_proto is None:
        return ""
    kind = type_proto.WhichOneof("value")
    if kind == "tensor_type":
        return f"tensor({dtype_name(type_proto.tensor_type.elem_type)})"
    if kind == "sequence_type":
        return f"sequence({_type_text(type_proto.sequence_type.elem_type)})"
    if kind == "optional_type":
        return f"optional({_type_text(type_proto.optional_type.elem_type)})"
    if kind == "map_type":
        mapped = type_proto.map_type
        return f"map({dtype_name(mapped.key_type)},{_type_text(mapped.value_type)})"
    return ""


def fed_inputs(model: onnx.ModelProto) -> list[onnx.ValueInfoProto]:
    """The graph's inputs that have no initializer, in order."""
    initialized = {tensor.name for tensor in model.graph.initializer}
    initialized |= {tensor.values.name for tensor in model.graph.sparse_initializer}
    return [info for info in model.graph.input if info.name not in initialized]


def read_value(path: Path, type_proto: TypeProto):
    """Reads a .pb file as the declared type says: array or TensorProto, list, dict or None."""
    content = path.read_bytes()
    kind = type_proto.WhichOneof("value")
    if kind == "sequence_type":
        return numpy_helper.to_list(onnx.SequenceProto.FromString(content))
    if kind == "optional_type":
        return numpy_helper.to_optional(onnx.OptionalProto.FromString(content))
    if kind == "map_type":
        return numpy_helper.to_dict(onnx.MapProto.FromString(content))
    return TensorProto.FromString(content)


def numbered(folder: Path, stem: str) -> list[Path]:
    """stem_0.pb, stem_1.pb, ... of a folder, in the order of their numbers."""
    return sorted(folder.glob(f"{stem}_*.pb"), key=lambda path: int(path.stem.split("_")[-1]))
