"""Random nodes that may be wrong: valid cases of the differential test with something changed, and
nodes that know no more than an operator's signature."""

from __future__ import annotations

import copy

import numpy as np
import onnx
from draw import FLOATS, INTS, Case, Draw, Sequence, numpy_type
from onnx import AttributeProto, helper, numpy_helper

ODD_INTS = (0, 1, -1, 2, 3, -2, 7, 64, 1 << 20, 2**31 - 1, -(2**31), 2**31, 2**62, 2**63 - 1, -(2**63))
ODD_FLOATS = (0.0, -0.0, 1.0, -1.0, 1e-30, 3e38, -3e38, float("inf"), float("-inf"), float("nan"), 0.5)
ODD_STRINGS = ("", "x", "NOTSET", "SAME_UPPER", "linear", "ij,jk->ik", "->", "...", "(", "\0", "ü" * 40)
TYPES = (*FLOATS, *INTS, "bool", "string", "complex64", "float8e4m3fn", "int4", "uint2")


def any_tensor(draw: Draw, type_: str | None = None) -> np.ndarray:
    """Of any type, of rank 0 to 5."""
    shape = [draw.choice(0, 1, 1, 2, 2, 3, 4, 5) for _ in range(draw.choice(0, 1, 1, 2, 2, 3, 4, 5))]
    type_ = type_ or draw.choice(*TYPES)
    low, high = (-1, 1) if type_ in ("int4", "uint2") else (-3, 6)
    return draw.tensor(type_, shape, low, high, special=True, full=True)


def any_attribute(draw: Draw):
    kind = draw.int(0, 7)
    if kind == 0:
        return draw.choice(*ODD_INTS)
    if kind == 1:
        return draw.choice(*ODD_FLOATS)
    if kind == 2:
        return draw.choice(*ODD_STRINGS)
    if kind == 3:
        return [draw.choice(*ODD_INTS) for _ in range(draw.int(0, 5))]
    if kind == 4:
        return [draw.choice(*ODD_FLOATS) for _ in range(draw.int(1, 4))]
    if kind == 5:
        return [draw.choice(*ODD_STRINGS) for _ in range(draw.int(1, 4))]
    if kind == 6:
        return numpy_helper.from_array(any_tensor(draw, draw.choice("float", "int64", "string")), "t")
    return [draw.int(-2, 5) for _ in range(draw.int(1, 5))]


def changed_number(draw: Draw, value):
    """Another value of the same kind."""
    if isinstance(value, bool | int):
        return draw.choice(value + 1, value - 1, -value, *ODD_INTS)
    if isinstance(value, float):
        return draw.choice(*ODD_FLOATS)
    return draw.choice(*ODD_STRINGS)


def fits(value) -> bool:
    """Whether the attribute holds it: integers have 64 bits."""
    values = value if isinstance(value, list) else [value]
    return all(not isinstance(one, int) or -(2**63) <= one < 2**63 for one in values)


def change_attribute(draw: Draw, case: Case) -> None:
    names = [name for name in case.attributes if not isinstance(case.attributes[name], onnx.GraphProto)]
    if not names:
        return
    name = draw.choice(*names)
    value = case.attributes[name]
    kind = draw.int(0, 4)
    if kind == 0:
        del case.attributes[name]
        return
    if kind == 1:
        value = any_attribute(draw)
    elif isinstance(value, list):
        value = list(value)
        if kind == 2 and value:
            value.pop()
        elif kind == 3:
            value.append(value[0] if value else 1)
        elif value:
            at = draw.int(0, len(value) - 1)
            value[at] = changed_number(draw, value[at])
    elif isinstance(value, int | float | str):
        value = changed_number(draw, value)
    if fits(value) and value != []:
        case.attributes[name] = value


def add_attribute(draw: Draw, case: Case) -> None:
    names = list(case.version.schema.attributes) if case.version.schema is not None else ["axis"]
    if names:
        name = draw.choice(*names)
        value = any_attribute(draw)
        if value != [] and not isinstance(case.attributes.get(name), onnx.GraphProto):
            case.attributes[name] = value


def change_type(draw: Draw, case: Case) -> None:
    at = draw.int(0, max(len(case.inputs) - 1, 0))
    if case.inputs and isinstance(case.inputs[at], np.ndarray):
        case.inputs[at] = draw.tensor(draw.choice(*TYPES), case.inputs[at].shape, -1, 1)


def change_shape(draw: Draw, case: Case) -> None:
    if not case.inputs:
        return
    at = draw.int(0, len(case.inputs) - 1)
    value = case.inputs[at]
    if not isinstance(value, np.ndarray):
        return
    shape = list(value.shape)
    kind = draw.int(0, 4)
    if kind == 0:
        case.inputs[at] = any_tensor(draw, onnx_name(value))
        return
    if kind == 1 and shape:
        shape.pop(draw.int(0, len(shape) - 1))
    elif kind == 2:
        shape.insert(draw.int(0, len(shape)), draw.choice(0, 1, 2, 3))
    elif shape:
        axis = draw.int(0, len(shape) - 1)
        shape[axis] = draw.choice(0, 1, shape[axis] + 1, max(shape[axis] - 1, 0), 7)
    case.inputs[at] = np.resize(value, shape) if value.size else np.zeros(shape, value.dtype)


def onnx_name(value: np.ndarray) -> str:
    name = onnx.TensorProto.DataType.Name(helper.np_dtype_to_tensor_dtype(value.dtype)).lower()
    return name if name in TYPES else "float"


def change_contents(draw: Draw, case: Case) -> None:
    """Puts odd numbers among indices, lengths, axes ..."""
    where = [i for i, value in enumerate(case.inputs) if isinstance(value, np.ndarray) and value.size
             and value.dtype.kind in "iuf"]
    if not where:
        return
    at = draw.choice(*where)
    value = case.inputs[at].copy()
    for _ in range(draw.int(1, 2)):
        index = draw.int(0, value.size - 1)
        if value.dtype.kind == "f":
            value.flat[index] = draw.choice(*ODD_FLOATS)
        else:
            info = np.iinfo(value.dtype)
            value.flat[index] = min(max(draw.choice(*ODD_INTS), int(info.min)), int(info.max))
    case.inputs[at] = value


def change_inputs(draw: Draw, case: Case) -> None:
    kind = draw.int(0, 3)
    if kind == 0 or not case.inputs:
        case.inputs.append(any_tensor(draw))
        return
    at = draw.int(0, len(case.inputs) - 1)
    if kind == 1:
        case.inputs[at] = None
    elif kind == 2:
        case.inputs = case.inputs[:at]
    else:
        other = draw.int(0, len(case.inputs) - 1)
        case.inputs[at], case.inputs[other] = case.inputs[other], case.inputs[at]


def change_outputs(draw: Draw, case: Case) -> None:
    case.outputs = [draw.chance(0.8) for _ in range(draw.int(1, 5))]
    case.outputs[-1] = True


def change_opset(draw: Draw, case: Case) -> None:
    case.opset = draw.int(1, 28) if not case.version.domain else draw.int(1, 5)


MUTATIONS = (change_attribute, change_attribute, change_attribute, add_attribute, change_type, change_shape,
             change_shape, change_shape, change_contents, change_contents, change_contents, change_inputs,
             change_outputs, change_opset)


def mutate(draw: Draw, case: Case) -> Case:
    """The case with one to three changes; as it is, now and then."""
    case = copy.copy(case)
    case.inputs, case.attributes = list(case.inputs), dict(case.attributes)
    for _ in range(draw.choice(0, 1, 1, 1, 2, 3)):
        draw.choice(*MUTATIONS)(draw, case)
    case.constant = {i for i, value in enumerate(case.inputs)
                     if isinstance(value, np.ndarray) and (i in case.constant or draw.chance(0.2))}
    case.symbolic = {i for i in range(len(case.inputs)) if draw.chance(0.5)}
    return case


def attribute_of(draw: Draw, kind):
    """A value of an attribute's type in a schema."""
    name = str(kind).rsplit(".", 1)[-1].split(":")[0].rstrip(">")
    one = {"INT": lambda: draw.choice(draw.int(-2, 4), draw.int(0, 2), draw.choice(*ODD_INTS)),
           "FLOAT": lambda: draw.choice(draw.float(-2, 2), draw.choice(*ODD_FLOATS)),
           "STRING": lambda: draw.choice(*ODD_STRINGS)}
    if name in one:
        return one[name]()
    if name[:-1] in one and name.endswith("S"):
        return [one[name[:-1]]() for _ in range(draw.int(1, 4))]
    if name == "TENSOR":
        return numpy_helper.from_array(any_tensor(draw, draw.choice("float", "int64")), "t")
    return None


def by_signature(draw: Draw, definition: dict) -> Case:
    """A node that has the numbers and types of inputs that its signature asks for."""
    types = {name: names.split(", ") for name, names in definition["types"].items()}
    chosen = {name: draw.choice(*[one for one in names if numpy_type_known(one)] or ["float"])
              for name, names in types.items()}
    before, after = definition["signature"].split("->")
    inputs: list = []
    for parameter in filter(None, (part.strip() for part in before.split(","))):
        name, type_ = (part.strip() for part in parameter.split(":"))
        if name.endswith("?") and draw.chance(0.4):
            inputs.append(None)
            continue
        type_ = chosen.get(type_, type_)
        for _ in range(draw.int(1, 3) if name.endswith("...") else 1):
            if type_ == "any" and draw.chance(0.3):
                element = draw.choice("float", "int64", "string")
                inputs.append(Sequence(element, [any_tensor(draw, element) for _ in range(draw.int(0, 3))]))
            else:
                inputs.append(any_tensor(draw, None if type_ == "any" else type_))
    schema = draw.version.schema
    attributes = {}
    for name, attribute in (schema.attributes if schema is not None else {}).items():
        if attribute.required or draw.chance(0.4):
            value = attribute_of(draw, attribute.type)
            if value is not None:
                attributes[name] = value
    outputs = [True] * len([part for part in after.split(",") if part.strip()])
    return Case(draw.version, draw.opset, inputs, attributes, outputs or [True], None, set(), set(), {})


def numpy_type_known(name: str) -> bool:
    try:
        return numpy_type(name) is not None
    except (KeyError, ValueError):
        return False
