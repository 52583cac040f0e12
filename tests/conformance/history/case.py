"""How a case for one version of an operator is written down, and what becomes of it.

    case("Softmax", 1, [x], [softmax_of_rows(x)], axis=1)

is a model of that one node that imports exactly the version in question, with the result that the
specification of that version gives. Values are arrays; lists are sequences; Typed says the type of
what does not tell it by itself: optionals, maps, empty sequences.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto, TypeProto, helper

F16, F32, F64 = np.float16, np.float32, np.float64
BF16 = ml_dtypes.bfloat16
I8, I16, I32, I64 = np.int8, np.int16, np.int32, np.int64
U8, U16, U32, U64 = np.uint8, np.uint16, np.uint32, np.uint64
C64 = np.complex64
STRING = object
# The packed and the small types in the order in which operators came to allow them.
F8 = ml_dtypes.float8_e4m3fn
I4 = ml_dtypes.int4
F4 = ml_dtypes.float4_e2m1fn
E8 = ml_dtypes.float8_e8m0fnu
I2 = ml_dtypes.int2
F6 = ml_dtypes.float6_e2m3fn
#: The version in which the operators that move any data took on each type.
DATA_TYPES = {13: BF16, 19: F8, 21: I4, 23: F4, 24: E8, 25: I2}


@dataclass
class Typed:
    """A value that does not tell its type by itself."""

    value: object
    type_proto: TypeProto


@dataclass
class Case:
    """A model with one data set."""

    name: str
    operator: str
    domain: str
    version: int
    model: onnx.ModelProto
    inputs: list
    outputs: list
    tolerance: dict = field(default_factory=dict)


CASES: list[Case] = []


def tensor_type(dtype, shape=None) -> TypeProto:
    """The type of a tensor, by numpy's or ml_dtypes' element type."""
    return helper.make_tensor_type_proto(helper.np_dtype_to_tensor_dtype(np.dtype(dtype)), shape)


def sequence_type(dtype) -> TypeProto:
    return helper.make_sequence_type_proto(tensor_type(dtype))


def optional(value, element: TypeProto) -> Typed:
    return Typed(value, helper.make_optional_type_proto(element))


def map_type(key: int, value: int) -> TypeProto:
    return helper.make_map_type_proto(key, helper.make_tensor_type_proto(value, []))


def type_of(value) -> TypeProto:
    if isinstance(value, Typed):
        return value.type_proto
    if isinstance(value, list):
        return sequence_type(value[0].dtype)
    return tensor_type(value.dtype, value.shape)


def plain(value):
    return value.value if isinstance(value, Typed) else value


def array(values, dtype=F32) -> np.ndarray:
    return np.asarray(values, F64 if _is_small(dtype) else None).astype(dtype)


def ramp(shape, dtype=F32, first=0.0, step=1.0) -> np.ndarray:
    """first, first + step, ...: elements that are told apart wherever they go."""
    count = int(np.prod(shape))
    return array(first + step * np.arange(count).reshape(shape), dtype)


def noise(shape, dtype=F32, seed=0) -> np.ndarray:
    """Seeded values of both signs, of which float16 and bfloat16 have every one."""
    values = np.random.RandomState(seed).randint(-16, 17, shape) / 8
    return values.astype(dtype)


def rounded(function, *inputs, **options):
    """What a function of floats gives for inputs of a narrower type, in that type."""
    wide = [None if x is None else x.astype(F32) if _is_small(x.dtype) else x for x in inputs]
    dtype = inputs[0].dtype
    return np.asarray(function(*wide, **options)).astype(dtype)


def graph(name: str, nodes: list, inputs: dict, outputs: dict) -> onnx.GraphProto:
    """A subgraph; inputs and outputs are names with their types."""
    def infos(types):
        return [helper.make_value_info(key, value) for key, value in types.items()]

    return helper.make_graph(nodes, name, infos(inputs), infos(outputs))


node = helper.make_node


def case(op: str, version: int, inputs: list, outputs: list, *, domain: str = "", label: str = "",
         rtol: float = 1e-3, atol: float = 1e-7, captured: dict | None = None,
         **attributes) -> None:
    """Adds a case. None among the inputs or outputs leaves one out. `captured` are the values of
    the outer graph that subgraphs read, by their names."""
    names_in = [f"x{i}" if value is not None else "" for i, value in enumerate(inputs)]
    names_out = [f"y{i}" if value is not None else "" for i, value in enumerate(outputs)]
    made = helper.make_node(op, names_in, names_out, domain=domain, **attributes)
    given = [(name, value) for name, value in zip(names_in, inputs) if value is not None]
    given += (captured or {}).items()
    wanted = [(name, value) for name, value in zip(names_out, outputs) if value is not None]
    built = helper.make_graph(
        [made], f"{op}-{version}",
        [helper.make_value_info(name, type_of(value)) for name, value in given],
        [helper.make_value_info(name, type_of(value)) for name, value in wanted])
    opsets = [helper.make_opsetid(domain, version)]
    model = helper.make_model(built, producer_name="history", opset_imports=opsets,
                              ir_version=_ir_version(opsets))
    prefix = f"{domain.rsplit('.', 1)[-1]}_" if domain else ""
    name = f"history_{prefix}{op.lower()}_{version}" + (f"_{label}" if label else "")
    tolerance = {"rtol": rtol, "atol": atol}
    CASES.append(Case(name, op, domain, version, model, [plain(value) for _, value in given],
                      [plain(value) for _, value in wanted], tolerance))


def _ir_version(opsets) -> int:
    # Files of version 3 are the oldest that name opsets; the newest types need the newest files.
    return max(3, helper.find_min_ir_version_for(opsets, ignore_unknown=True))


def _is_small(dtype) -> bool:
    return np.dtype(dtype).name in _SMALL


_SMALL = {"bfloat16", "float16", "int4", "uint4", "int2", "uint2"} | {
    np.dtype(getattr(ml_dtypes, name)).name for name in dir(ml_dtypes) if name.startswith("float")
}


def label_of(dtype) -> str:
    """A type's name in the name of a case."""
    number = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    return TensorProto.DataType.Name(number).lower()
