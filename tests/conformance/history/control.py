"""If, Loop and Scan, and the operators of sequences and optionals."""

import numpy as np
from onnx import TensorProto, numpy_helper

from history.case import (BF16, DATA_TYPES, F32, F6, F64, F8, I32, I64, STRING, Typed, array,
                          case, graph, label_of, node, optional, ramp, sequence_type, tensor_type)
from history.movement import elements, int64

#: The types that each version of control flow added, tensors of them first of all.
VERSIONS = {1: F32, 11: F64, 13: I32, 16: BF16} | {v: t for v, t in DATA_TYPES.items() if v > 13}
SCALAR = tensor_type(bool, [])
YES, NO = np.array(True), np.array(False)


def branch(name, source, value_type):
    """A branch that gives a captured value."""
    return graph(name, [node("Identity", [source], [name])], {}, {name: value_type})


def if_case(version, label, first, second, value_type):
    for condition, expected in ((YES, first), (NO, second)):
        case("If", version, [condition], [expected], captured={"a": first, "b": second},
             label=f"{label}_{'then' if condition else 'else'}",
             then_branch=branch("p", "a", value_type), else_branch=branch("q", "b", value_type))


def constant_branch(name, value):
    made = node("Constant", [], [name], value=numpy_helper.from_array(value))
    return graph(name, [made], {}, {name: tensor_type(value.dtype, value.shape)})


def swap_body(value_type, element_type):
    """Exchanges two states, and collects the first where elements can be stacked."""
    nodes = [node("Identity", ["cond"], ["again"]), node("Identity", ["a"], ["b_next"]),
             node("Identity", ["b"], ["a_next"])]
    outputs = {"again": SCALAR, "a_next": value_type, "b_next": value_type}
    if element_type is not None:
        nodes.append(node("Identity", ["a"], ["seen"]))
        outputs["seen"] = element_type
    inputs = {"i": tensor_type(I64, []), "cond": SCALAR, "a": value_type, "b": value_type}
    return graph("body", nodes, inputs, outputs)


for version, dtype in VERSIONS.items():
    name = label_of(dtype)
    a, b = elements((3,), dtype), elements((6,), dtype)[3:]
    kind = tensor_type(dtype, [3])
    if_case(version, name, a, b, kind)
    for condition, expected in ((YES, a), (NO, b)):
        taken = "then" if condition else "else"
        case("If", version, [condition], [expected], label=f"constants_{name}_{taken}",
             then_branch=constant_branch("p", a), else_branch=constant_branch("q", b))
    # Version 1 has no Identity of bool: the condition goes on as it came.
    body = swap_body(kind, kind)
    for label, given in (("count", [array(3, I64), None]), ("both", [array(3, I64), YES])):
        case("Loop", version, [*given, a, b], [b, a, np.stack([a, b, a])], body=body,
             label=f"{label}_{name}")
    case("Loop", version, [array(3, I64), NO, a, b], [a, b, np.zeros((0, 3), dtype)], body=body,
         label=f"never_{name}")

# From version 11 on the branches may give other shapes.
for version in (11, 13, 16, 25):
    values = ramp((2, 3)), ramp((4, 3))
    rows = tensor_type(F32, [None, 3])
    branches = [graph(name, [node("Identity", [source], [name])], {}, {name: rows})
                for name, source in (("p", "a"), ("q", "b"))]
    for condition, expected, label in ((YES, values[0], "then"), (NO, values[1], "else")):
        case("If", version, [condition], [Typed(expected, rows)],
             captured=dict(zip("ab", values)), label=f"shapes_{label}", then_branch=branches[0],
             else_branch=branches[1])

# A loop that its own condition ends.
counting = graph("body",
                 [node("Add", ["v", "one"], ["next"]), node("Less", ["next", "most"], ["on"])],
                 {"i": tensor_type(I64, []), "cond": SCALAR, "v": tensor_type(F32, [])},
                 {"on": SCALAR, "next": tensor_type(F32, [])})
for version in (1, 11, 13, 16, 25):
    case("Loop", version, [None, YES, array(0.5)], [array(4.5)], body=counting, label="condition",
         captured={"one": array(1.0), "most": array(4.0)})

# Sequences came with version 13, optionals with version 16.
sequences = [ramp((2,)), ramp((3,))], [ramp((1,), F32, 5)]
grow = graph("body", [node("Identity", ["cond"], ["again"]),
                      node("SequenceInsert", ["s", "x"], ["s_next"])],
             {"i": tensor_type(I64, []), "cond": SCALAR, "s": sequence_type(F32)},
             {"again": SCALAR, "s_next": sequence_type(F32)})
for version, dtype in VERSIONS.items():
    if version < 13:
        continue
    if version > 13:  # Identity takes sequences from version 14 on, of these types
        if_case(version, "sequence", *sequences, sequence_type(F32))
        case("Loop", version, [array(3, I64), None, *sequences], [*reversed(sequences)],
             body=swap_body(sequence_type(F32), None), label="sequence_states")
    constructed = [graph(name, [node("SequenceConstruct", [source, source], [name])], {},
                         {name: sequence_type(F32)}) for name, source in (("p", "a"), ("q", "b"))]
    for condition, x in ((YES, ramp((2,))), (NO, ramp((3,)))):
        case("If", version, [condition], [[x, x]], captured={"a": ramp((2,)), "b": ramp((3,))},
             label=f"construct_{'then' if condition else 'else'}", then_branch=constructed[0],
             else_branch=constructed[1])
    grown = [ramp((2,)), ramp((1,)), ramp((1,))]
    case("Loop", version, [array(2, I64), None, [ramp((2,))]], [grown],
         body=grow, label="sequence", captured={"x": ramp((1,))})
full, empty = (optional(v, tensor_type(F32)) for v in (ramp((2,)), None))
for version in (16, 25):
    if_case(version, "optional", full, empty, full.type_proto)
    case("Loop", version, [array(1, I64), None, full, empty], [empty, full],
         body=swap_body(full.type_proto, None), label="optional")

# Scan. The state takes each element in turn and its old value is collected.
for version, dtype in ({9: I32} | VERSIONS).items():
    if version in (1, 13):
        continue
    kind = tensor_type(dtype, [2])
    body = graph("body", [node("Identity", ["s"], ["out"]), node("Identity", ["x"], ["next"])],
                 {"s": kind, "x": kind}, {"next": kind, "out": kind})
    s, x = elements((2,), dtype), elements((8,), dtype)[2:].reshape(3, 2)
    name = label_of(dtype)
    case("Scan", version, [s, x], [x[2], np.stack([s, x[0], x[1]])], body=body, num_scan_inputs=1,
         label=name)
    case("Scan", version, [s, x], [x[0], np.stack([s, x[2], x[1]])], body=body, num_scan_inputs=1,
         scan_input_directions=[1], label=f"backwards_{name}")
    case("Scan", version, [s, np.ascontiguousarray(x.T)], [x[2], np.stack([x[1], x[0], s], 1)],
         body=body, num_scan_inputs=1, scan_input_axes=[1], scan_output_axes=[1],
         scan_output_directions=[1], label=f"axes_{name}")
    if version >= 11:
        case("Scan", version, [s, np.ascontiguousarray(x.T)], [x[2], np.stack([s, x[0], x[1]], 1)],
             body=body, num_scan_inputs=1, scan_input_axes=[-1], scan_output_axes=[-1],
             label=f"negative_{name}")
# Version 8 and 9 with sums; version 8 has a batch in front of all, and lengths.
total = graph("body", [node("Add", ["s", "x"], ["next"]), node("Identity", ["next"], ["out"])],
              {"s": tensor_type(F32, [2]), "x": tensor_type(F32, [2])},
              {"next": tensor_type(F32, [2]), "out": tensor_type(F32, [2])})
s, x = ramp((2, 2)), ramp((2, 3, 2), F32, 1)
sums = s[:, None] + np.cumsum(x, 1)
case("Scan", 8, [None, s, x], [sums[:, -1], sums], body=total, num_scan_inputs=1)
back = s[:, None] + np.cumsum(x[:, ::-1], 1)
case("Scan", 8, [None, s, x], [back[:, -1], back], body=total, num_scan_inputs=1, directions=[1],
     label="backwards")
case("Scan", 8, [int64(3, 2), s, x], [np.stack([sums[0, 2], sums[1, 1]]), None], body=total,
     num_scan_inputs=1, label="lengths")
case("Scan", 9, [s[0], x[0]], [sums[0, -1], sums[0]], body=total, num_scan_inputs=1, label="sums")

# Sequences.
for dtype in (F32, I64, STRING, bool):
    name = label_of(dtype)
    parts = [elements((2, 2), dtype), elements((1, 2), dtype), elements((3, 2), dtype)]
    case("SequenceConstruct", 11, parts, [parts], label=name)
    case("SequenceLength", 11, [parts], [array(3, I64)], label=name)
    case("SequenceAt", 11, [parts, array(1, I64)], [parts[1]], label=name)
    case("SequenceAt", 11, [parts, array(-1, I32)], [parts[2]], label=f"negative_{name}")
    case("SequenceErase", 11, [parts], [parts[:2]], label=name)
    case("SequenceErase", 11, [parts, array(-3, I64)], [parts[1:]], label=f"first_{name}")
    case("SequenceInsert", 11, [parts, parts[1]], [[*parts, parts[1]]], label=name)
    case("SequenceInsert", 11, [parts, parts[1], array(-3, I32)], [[parts[1], *parts]],
         label=f"first_{name}")
    case("ConcatFromSequence", 11, [parts], [np.concatenate(parts, 0)], label=name, axis=0)
    case("ConcatFromSequence", 11, [parts[:1] * 3], [np.stack(parts[:1] * 3, 2)],
         label=f"new_axis_{name}", axis=-1, new_axis=1)
case("SequenceEmpty", 11, [], [Typed([], sequence_type(F32))], label="default")
case("SequenceEmpty", 11, [], [Typed([], sequence_type(I64))], label="int64",
     dtype=TensorProto.INT64)
for version, dtypes in ((11, (F32, STRING)), (24, (F32, BF16))):
    for dtype in dtypes:
        x = elements((4, 2), dtype)
        name = label_of(dtype)
        case("SplitToSequence", version, [x], [[x[i:i + 1] for i in range(4)]], label=name)
        case("SplitToSequence", version, [x], [[x[i] for i in range(4)]], label=f"dropped_{name}",
             keepdims=0)
        case("SplitToSequence", version, [x, array(3, I64)], [[x[:3], x[3:]]],
             label=f"scalar_{name}")
        case("SplitToSequence", version, [x, array([1, 1], I32)], [[x[:, :1], x[:, 1:]]],
             label=f"sizes_{name}", axis=-1)
for version, dtype in ((14, F32), (14, STRING), (16, F32), (25, F32)):
    parts = [elements((2,), dtype), elements((3,), dtype)]
    case("Identity", version, [parts], [parts], label=f"sequence_{label_of(dtype)}")
for version in (16, 25):
    for value, name in ((ramp((2,)), "full"), (None, "empty")):
        given = optional(value, tensor_type(F32))
        case("Identity", version, [given], [given], label=f"optional_{name}")
    given = optional([ramp((2,))], sequence_type(F32))
    case("Identity", version, [given], [given], label="optional_sequence")

# Optionals: from version 18 on tensors and sequences count as optionals that are there.
for version, dtypes in ((15, (F32, I64, STRING)), (18, (F32,)), (28, (BF16, F8, F6))):
    for dtype in dtypes:
        x = elements((2,), dtype)
        name = label_of(dtype)
        for value, element, label in ((x, tensor_type(dtype), ""),
                                      ([x, x], sequence_type(dtype), "sequence_")):
            given = optional(value, element)
            if version != 18:
                case("Optional", version, [value], [given], label=f"{label}{name}")
                nothing = optional(None, element)
                case("Optional", version, [], [nothing], label=f"{label}empty_{name}", type=element)
            case("OptionalGetElement", version, [given], [value], label=f"{label}{name}")
            case("OptionalHasElement", version, [given], [YES], label=f"{label}{name}")
            case("OptionalHasElement", version, [optional(None, element)], [NO],
                 label=f"{label}empty_{name}")
            if version >= 18:
                case("OptionalGetElement", version, [value], [value], label=f"{label}plain_{name}")
                case("OptionalHasElement", version, [value], [YES], label=f"{label}plain_{name}")
    if version >= 18:
        case("OptionalHasElement", version, [], [NO], label="nothing")
