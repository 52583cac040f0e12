"""Operators that move elements, or tell of shapes, and Cast."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from history.case import (BF16, C64, DATA_TYPES, E8, F16, F32, F4, F6, F64, F8, I16, I2, I32, I4,
                          I64, I8, STRING, U32, U64, U8, array, case, label_of, ramp)


def elements(shape, dtype):
    """Elements of any type; neighbours differ, and every one has an exact value in its type."""
    count = int(np.prod(shape))
    if dtype is STRING:
        return np.array([f"s{i}" for i in range(count)], object).reshape(shape)
    if dtype is bool:
        return (np.arange(count) % 3 == 0).reshape(shape)
    if dtype is C64:
        return (np.arange(count) - 1j * np.arange(count)).astype(C64).reshape(shape)
    if dtype is E8:
        return array(2.0 ** (np.arange(count) % 5 - 2), E8).reshape(shape)
    if dtype is I2:
        return array(np.arange(count) % 4 - 2, I2).reshape(shape)
    if dtype in (F4, F6):
        return array(np.arange(count) % 5 - 2, dtype).reshape(shape)
    if dtype is I4:
        return array(np.arange(count) % 16 - 8, I4).reshape(shape)
    return array(np.arange(count), dtype).reshape(shape)


#: What "all tensor types" gave over the first ones, before bfloat16.
FIRST = [F32, F16, F64]
ALL = [*FIRST, I8, I16, I32, I64, U8, U32, U64, bool, STRING, C64]


def moved(op, versions, shape, function, inputs=(), **attributes):
    """One case for each type of each version of an operator that moves elements of its input."""
    for version, dtypes in versions.items():
        for dtype in dtypes:
            x = elements(shape, dtype)
            case(op, version, [x, *inputs], [function(x)], label=label_of(dtype), **attributes)


def int64(*values):
    return array(values, I64).reshape(len(values))


NEWER = {version: [dtype] for version, dtype in DATA_TYPES.items() if version > 13}

# Flatten: up to version 9 axis 0 to rank, then negative ones too.
moved("Flatten", {1: FIRST, 9: [I32, STRING], 11: [F32], 13: [BF16], **NEWER, 19: []}, (2, 3, 4),
      lambda x: x.reshape(6, 4), axis=2)
for version in (11, 13, 25):
    x = ramp((2, 3, 4))
    case("Flatten", version, [x], [x.reshape(6, 4)], label="negative", axis=-1)
    case("Flatten", version, [x], [x.reshape(1, 24)], label="axis0", axis=0)

moved("Transpose", {1: ALL, 13: [BF16], **NEWER, 19: []}, (2, 3, 4),
      lambda x: np.transpose(x, (1, 0, 2)), perm=[1, 0, 2])
moved("Identity", {1: ALL, 13: [BF16], **NEWER}, (2, 3), lambda x: x)
moved("Shape", {1: ALL, 13: [BF16], 15: [F32], **NEWER}, (2, 3, 4), lambda x: int64(2, 3, 4))
for version in (15, 19, 21, 23, 24, 25):
    x = elements((2, 3, 4), DATA_TYPES.get(version, F32))
    case("Shape", version, [x], [int64(3)], label="part", start=-2, end=2)
moved("Size", {1: ALL, 13: [BF16], **NEWER}, (2, 3, 4), lambda x: array(24, I64))

# Squeeze and Unsqueeze: axes as an attribute, from version 13 on as an input.
moved("Squeeze", {1: ALL, 11: [F32]}, (1, 3, 1, 2), lambda x: x.reshape(3, 2), axes=[0, 2])
moved("Squeeze", {13: [BF16], **NEWER, 19: []}, (1, 3, 1, 2), lambda x: x.reshape(3, 1, 2),
      [int64(-4)])
moved("Unsqueeze", {1: ALL, 11: [F32]}, (3, 2), lambda x: x.reshape(1, 3, 2, 1), axes=[0, 3])
moved("Unsqueeze", {13: [BF16], **NEWER, 19: []}, (3, 2), lambda x: x.reshape(3, 1, 2, 1),
      [int64(1, -1)])
for version in (1, 11):
    case("Squeeze", version, [ramp((1, 3, 1))], [ramp((3,))], label="without_axes")
case("Squeeze", 11, [ramp((1, 3, 1))], [ramp((1, 3))], label="negative", axes=[-1])
case("Squeeze", 13, [ramp((1, 3, 1))], [ramp((3,))], label="without_axes")
case("Unsqueeze", 11, [ramp((3, 2))], [ramp((3, 1, 2))], label="negative", axes=[-2])

# Reshape: the shape as an attribute, then as an input; 0 copies an extent, -1 is what is left.
for dtype in FIRST:
    x = elements((2, 3, 4), dtype)
    case("Reshape", 1, [x], [x.reshape(2, 2, 6)], label=label_of(dtype), shape=[0, 2, -1],
         consumed_inputs=[0])
moved("Reshape", {5: ALL, 13: [BF16], 14: [F32], **NEWER}, (2, 3, 4),
      lambda x: x.reshape(2, 2, 6), [int64(0, 2, -1)])
for version in (14, 19, 25):
    x = elements((0, 3), DATA_TYPES.get(version, F32))
    case("Reshape", version, [x, int64(3, 0)], [x.reshape(3, 0)], label="zero", allowzero=1)

# Concat: the axis was 1 unless given; from version 4 on it must be.
for version, dtypes in ((1, FIRST), (4, [I32, STRING, bool]), (11, [F32]), (13, [BF16])):
    for dtype in dtypes:
        parts = [elements(shape, dtype) for shape in ((2, 1, 3), (2, 2, 3), (2, 1, 3))]
        joined = np.concatenate(parts, 1)
        case("Concat", version, parts, [joined], label=label_of(dtype), axis=1)
        if version == 1:
            case("Concat", 1, parts, [joined], label=f"default_{label_of(dtype)}")
        if version >= 11:
            case("Concat", version, parts, [joined], label=f"negative_{label_of(dtype)}", axis=-2)

# Split: lengths as an attribute or as an input (version 1: of the data's type), or equal parts.
for dtype in FIRST:
    x = elements((2, 6), dtype)
    case("Split", 1, [x], [x[:, :2], x[:, 2:]], label=f"attribute_{label_of(dtype)}", axis=1,
         split=[2, 4])
    case("Split", 1, [x, array([2, 4], dtype)], [x[:, :2], x[:, 2:]],
         label=f"input_{label_of(dtype)}", axis=1)
    case("Split", 1, [x], [x[:1], x[1:]], label=f"equal_{label_of(dtype)}")
for version, dtypes in ((2, [F32, I32, STRING]), (11, [F32, I64])):
    for dtype in dtypes:
        x = elements((2, 6), dtype)
        case("Split", version, [x], [x[:, :2], x[:, 2:]], label=label_of(dtype), axis=1,
             split=[2, 4])
        case("Split", version, [x], [x[:1], x[1:]], label=f"equal_{label_of(dtype)}")
x = elements((2, 6), F32)
case("Split", 11, [x], [x[:, :1], x[:, 1:]], label="negative", axis=-1, split=[1, 5])
for version, dtype in ((13, BF16), (13, F32), (18, BF16)):
    x = elements((2, 6), dtype)
    case("Split", version, [x, int64(2, 4)], [x[:, :2], x[:, 2:]], label=label_of(dtype), axis=1)
case("Split", 13, [x], [x[:1], x[1:]], label="equal")
x = elements((7,), F32)
case("Split", 18, [x], [x[:3], x[3:6], x[6:]], label="uneven", num_outputs=3)

# Slice: starts and ends as attributes, then as inputs with steps.
moved("Slice", {1: ALL}, (3, 4), lambda x: x[1:, :-1], starts=[1, 0], ends=[1000, -1], axes=[0, 1])
case("Slice", 1, [ramp((3, 4))], [ramp((3, 4))[1:2, 1:3]], label="without_axes", starts=[1, 1],
     ends=[2, 3])
for version, dtypes in ((10, [F32, STRING]), (11, [F32, I8]), (13, [BF16])):
    for dtype in dtypes:
        x = elements((3, 4), dtype)
        case("Slice", version, [x, int64(1, 0), int64(3, 4), int64(0, 1), int64(1, 2)],
             [x[1:3, 0:4:2]], label=label_of(dtype))
        back = [array(v, I32) for v in ([-1], [-1000], [1], [-1])]
        case("Slice", version, [x, *back], [x[:, ::-1]], label=f"backwards_{label_of(dtype)}")
        case("Slice", version, [x, int64(0, 1), int64(2, 4)], [x[:2, 1:]],
             label=f"short_{label_of(dtype)}")
case("Slice", 11, [ramp((3, 4)), int64(1), int64(3), int64(-1)], [ramp((3, 4))[:, 1:3]],
     label="negative_axis")

# Pad: `paddings`, then `pads`, then inputs; axes from version 18 on, wrap from 19 on.
MODES = (("constant", {"constant_values": 2.5}), ("edge", {}), ("reflect", {}))
for version, attribute in ((1, "paddings"), (2, "pads")):
    for dtype in FIRST:
        x = elements((3, 4), dtype)
        for mode, options in MODES:
            y = np.pad(x, ((0, 1), (2, 0)), mode, **options)
            value = {"value": 2.5} if mode == "constant" else {}
            case("Pad", version, [x], [y], label=f"{mode}_{label_of(dtype)}", mode=mode,
                 **{attribute: [0, 2, 1, 0]}, **value)
        case("Pad", version, [x], [np.pad(x, ((0, 1), (2, 0)))], label=f"zero_{label_of(dtype)}",
             **{attribute: [0, 2, 1, 0]})
case("Pad", 2, [ramp((3, 4))], [ramp((3, 4))[1:, :3]], label="crop", pads=[-1, 0, 0, -1])
for version, dtypes in ((11, [F32, I32, U8]), (13, [BF16, bool, STRING, C64]), (18, [F32, BF16]),
                        (19, [F32]), *((v, [t]) for v, t in DATA_TYPES.items() if v > 19)):
    for dtype in dtypes:
        x = elements((3, 4), dtype)
        fill = elements((3,), dtype)[-1:].reshape(())
        y = np.full((4, 6), fill, dtype)
        y[:3, 2:] = x
        pads = int64(0, 2, 1, 0)
        case("Pad", version, [x, pads, fill], [y], label=label_of(dtype))
        for mode in ("edge", "reflect"):
            y = np.pad(x, ((0, 1), (2, 0)), mode)
            case("Pad", version, [x, pads], [y], label=f"{mode}_{label_of(dtype)}", mode=mode)
        if version >= 18:
            y = np.full((3, 6), fill, dtype)
            y[:, 1:5] = x
            case("Pad", version, [x, int64(1, 1), fill, array([-1], I32)], [y],
                 label=f"axes_{label_of(dtype)}")
        if version >= 19:
            y = np.pad(x, ((0, 1), (2, 0)), "wrap")
            case("Pad", version, [x, pads], [y], label=f"wrap_{label_of(dtype)}", mode="wrap")

# Tile: one axis and one count, both of the data's type, then a count for each axis.
for dtype in FIRST:
    x = elements((2, 3), dtype)
    case("Tile", 1, [x, array(2, dtype), array(1, dtype)], [np.tile(x, (1, 2))],
         label=label_of(dtype))
moved("Tile", {6: ALL, 13: [BF16]}, (2, 3), lambda x: np.tile(x, (2, 1)), [int64(2, 1)])
moved("Expand", {8: ALL, 13: [BF16]}, (2, 1), lambda x: np.broadcast_to(x, (3, 2, 4)),
      [int64(3, 1, 4)])

# Gather and Scatter in all forms; negative indices came with version 11.
for version, dtypes in ((1, ALL), (11, [F32]), (13, [BF16])):
    for dtype in dtypes:
        x = elements((3, 4), dtype)
        for axis in (0, 1):
            indices = array([[0, 2], [1, 1]], I32 if axis else I64)
            case("Gather", version, [x, indices], [np.take(x, indices, axis)],
                 label=f"axis{axis}_{label_of(dtype)}", axis=axis)
        if version >= 11:
            indices = int64(-1, 0, -3)
            case("Gather", version, [x, indices], [np.take(x, indices, 0)],
                 label=f"negative_{label_of(dtype)}")
for version, dtypes in ((11, ALL), (13, [BF16])):
    for dtype in dtypes:
        x = elements((3, 3), dtype)
        indices = array([[1, 2, 0], [-1, 0, 0]], I64)
        case("GatherElements", version, [x, indices], [np.take_along_axis(x, indices, 0)],
             label=label_of(dtype))
        case("GatherElements", version, [x, indices.T.astype(I32)],
             [np.take_along_axis(x, indices.T, 1)], label=f"axis1_{label_of(dtype)}", axis=1)
for version, dtypes in ((11, [F32, STRING]), (12, [F32, I32]), (13, [BF16])):
    for dtype in dtypes:
        x = elements((2, 2, 3), dtype)
        case("GatherND", version, [x, array([[0, 1], [1, -2]], I64)], [x[[0, 1], [1, 0]]],
             label=label_of(dtype))
        if version >= 12:
            case("GatherND", version, [x, array([[1], [0]], I64)], [x[[0, 1], [1, 0]]],
                 label=f"batch_{label_of(dtype)}", batch_dims=1)


def scattered(x, indices, updates, axis, combine=None):
    y = x.copy()
    for at in np.ndindex(indices.shape):
        to = list(at)
        to[axis] = indices[at]
        y[tuple(to)] = updates[at] if combine is None else combine(y[tuple(to)], updates[at])
    return y


REDUCERS = {16: {"add": np.add, "mul": np.multiply},
            18: {"add": np.add, "mul": np.multiply, "max": np.maximum, "min": np.minimum}}
for version, dtypes in ((9, ALL), (11, [F32])):
    for dtype in dtypes:
        x, updates = elements((3, 3), dtype), elements((4, 3), dtype)[2:]
        indices = array([[1, 0, 2], [0, 2, 1]], I64)
        case("Scatter", version, [x, indices, updates], [scattered(x, indices, updates, 0)],
             label=label_of(dtype))
        case("Scatter", version, [x, indices, updates], [scattered(x, indices, updates, 1)],
             label=f"axis1_{label_of(dtype)}", axis=1)
for version, dtypes in ((11, [F32, STRING]), (13, [BF16]), (16, [F32, BF16]), (18, [F32, I32])):
    for dtype in dtypes:
        x, updates = elements((3, 3), dtype), elements((4, 3), dtype)[2:]
        indices = array([[1, 0, 2], [0, -1, 1]], I64)
        case("ScatterElements", version, [x, indices, updates],
             [scattered(x, indices, updates, 0)], label=label_of(dtype))
        case("ScatterElements", version, [x, indices, updates],
             [scattered(x, indices, updates, 1)], label=f"axis1_{label_of(dtype)}", axis=1)
        at = array([[1], [-1]], I64)
        rows = elements((5, 3), dtype)[3:]
        y = x.copy()
        y[[1, 2]] = rows
        case("ScatterND", version, [x, at, rows], [y], label=label_of(dtype))
        for reduction, combine in REDUCERS.get(version, {}).items():
            twice = array([[1, 0, 2], [1, 2, 1]], I64)
            y = scattered(x.astype(F64), twice, updates.astype(F64), 0, combine).astype(dtype)
            case("ScatterElements", version, [x, twice, updates], [y],
                 label=f"{reduction}_{label_of(dtype)}", reduction=reduction)
            y = x.astype(F64)
            for row in rows.astype(F64):
                y[1] = combine(y[1], row)
            case("ScatterND", version, [x, array([[1], [1]], I64), rows], [y.astype(dtype)],
                 label=f"{reduction}_{label_of(dtype)}", reduction=reduction)


def depth_to_space(x, block, mode="DCR"):
    n, c, h, w = x.shape
    shape = (n, block, block, -1, h, w) if mode == "DCR" else (n, -1, block, block, h, w)
    order = (0, 3, 4, 1, 5, 2) if mode == "DCR" else (0, 1, 4, 2, 5, 3)
    return x.reshape(shape).transpose(order).reshape(n, -1, h * block, w * block)


def space_to_depth(x, block, mode="DCR"):
    n, c, h, w = x.shape
    tiles = x.reshape(n, c, h // block, block, w // block, block)
    order = (0, 3, 5, 1, 2, 4) if mode == "DCR" else (0, 1, 3, 5, 2, 4)
    return tiles.transpose(order).reshape(n, -1, h // block, w // block)


for version, dtypes in ((1, ALL), (11, [F32]), (13, [BF16]), (28, [F32, BF16])):
    for dtype in dtypes:
        x = elements((1, 8, 2, 3), dtype)
        case("DepthToSpace", version, [x], [depth_to_space(x, 2)], label=label_of(dtype),
             blocksize=2)
        if version >= 11:
            case("DepthToSpace", version, [x], [depth_to_space(x, 2, "CRD")],
                 label=f"crd_{label_of(dtype)}", blocksize=2, mode="CRD")
for version, dtypes in ((1, ALL), (13, [BF16]), (28, [F32, BF16])):
    for dtype in dtypes:
        x = elements((1, 2, 4, 6), dtype)
        case("SpaceToDepth", version, [x], [space_to_depth(x, 2)], label=label_of(dtype),
             blocksize=2)
        if version >= 28:
            case("SpaceToDepth", version, [x], [space_to_depth(x, 2, "CRD")],
                 label=f"crd_{label_of(dtype)}", blocksize=2, mode="CRD")

for version, dtypes in ((9, [F32, STRING]), (11, [F32, I64]), (28, [BF16])):
    for dtype in dtypes:
        x = elements((3, 2), dtype)
        keep = np.array([False, True, True])
        case("Compress", version, [x, keep], [x[1:]], label=f"axis0_{label_of(dtype)}", axis=0)
        flat = np.array([True, False, False, True, True])
        case("Compress", version, [x, flat], [x.reshape(-1)[[0, 3, 4]]], label=label_of(dtype))
        if version >= 11:
            case("Compress", version, [x, np.array([False, True])], [x[:, 1:]],
                 label=f"negative_{label_of(dtype)}", axis=-1)

for version, dtypes in ((9, [F32, STRING]), (11, [F32, I8]), (28, [BF16])):
    for dtype in dtypes:
        values = elements((2,), dtype)
        indices = int64(1, 0, 3)
        hot = np.equal.outer(indices, np.arange(4))
        case("OneHot", version, [indices, array(4, I64), values],
             [np.where(hot, values[1], values[0])], label=label_of(dtype))
        case("OneHot", version, [indices.astype(F32), array(4, F32), values],
             [np.where(hot.T, values[1], values[0])], label=f"axis0_{label_of(dtype)}", axis=0)
        if version >= 11:
            negative = array([1, -1, -4], I64)
            hot = np.equal.outer(negative % 4, np.arange(4))
            case("OneHot", version, [negative, array(4, I64), values],
                 [np.where(hot, values[1], values[0])], label=f"negative_{label_of(dtype)}")

for version, dtype in ((10, F32), (10, STRING), (28, BF16)):
    x = elements((4, 3), dtype)
    y = x.copy()
    for column, length in enumerate((2, 4, 1)):
        y[:length, column] = x[:length, column][::-1]
    case("ReverseSequence", version, [x, int64(2, 4, 1)], [y], label=label_of(dtype))
    case("ReverseSequence", version, [x.T, int64(2, 4, 1)], [y.T], label=f"batch_{label_of(dtype)}",
         batch_axis=0, time_axis=1)

for version, dtype in ((9, F32), (9, bool), (9, STRING), (13, BF16), (13, I8)):
    if dtype is STRING:
        x = np.array([["", "a"], ["b", ""]], object)
        y = array([[0, 1], [1, 0]], I64)
    else:
        x = array([[0, 1, 0], [1, 0, 1]], dtype)
        y = np.array(np.nonzero(x.astype(F32)), I64)
    case("NonZero", version, [x], [y], label=label_of(dtype))

for version, dtype in ((11, F32), (11, STRING), (11, I64), (28, BF16)):
    if dtype is STRING:
        x = np.array(["b", "a", "b", "c"], object)
    else:
        x = array([2, 1, 2, 3], dtype)
    case("Unique", version, [x], [x[[1, 0, 3]], int64(1, 0, 3), int64(1, 0, 1, 2), int64(1, 2, 1)],
         label=label_of(dtype))
    case("Unique", version, [x], [x[[0, 1, 3]], int64(0, 1, 3)],
         label=f"unsorted_{label_of(dtype)}", sorted=0)
    rows = np.stack([x[:2], x[:2], x[2:]])
    case("Unique", version, [rows], [x[:4].reshape(2, 2), int64(0, 2)],
         label=f"axis_{label_of(dtype)}", axis=0)

for version, dtype in ((9, F32), (9, I32), (9, bool), (22, BF16)):
    x = elements((3, 4), dtype)
    case("EyeLike", version, [x], [np.eye(3, 4).astype(dtype)], label=label_of(dtype))
    name = label_of(dtype)
    case("EyeLike", version, [x], [np.eye(3, 4, -1).astype(dtype)], label=f"below_{name}", k=-1)
    number = TensorProto.BFLOAT16 if dtype is BF16 else TensorProto.DOUBLE
    wanted = BF16 if dtype is BF16 else F64
    case("EyeLike", version, [x], [np.eye(3, 4, 2).astype(wanted)], label=f"dtype_{name}", k=2,
         dtype=number)

for version, dtype in ((11, F32), (11, I16), (11, I64), (27, F16), (27, BF16)):
    scalars = [array(value, dtype) for value in (10, 4, -2)]
    case("Range", version, scalars, [array([10, 8, 6], dtype)], label=label_of(dtype))
tenth = [array(value, BF16) for value in (1, 2, 0.25)]
case("Range", 27, tenth, [array([1, 1.25, 1.5, 1.75], BF16)], label="stash",
     stash_type=TensorProto.FLOAT)

for version, dtypes in ((9, [F32, I64, bool, U8]), (20, [BF16, F8]), (21, [I4]), (23, [F4]),
                        (24, [E8]), (25, [I2])):
    for dtype in dtypes:
        value = elements((3,), dtype)[1:2]
        case("ConstantOfShape", version, [int64(2, 3)], [np.full((2, 3), value[0], dtype)],
             label=label_of(dtype), value=numpy_helper.from_array(value))
    case("ConstantOfShape", version, [int64(2)], [np.zeros(2, F32)], label="default")

for version, dtypes in ((1, FIRST), (9, ALL), (11, [F32]), (12, [F32]), (13, [BF16]), (19, [F8]),
                        (21, [I4]), (23, [F4]), (24, [E8]), (25, [I2])):
    for dtype in dtypes:
        x = elements((2, 3), dtype)
        case("Constant", version, [], [x], label=label_of(dtype), value=numpy_helper.from_array(x))
    if version in (11, 13):
        dense = array([[0, 5, 0], [0, 0, 7]])
        sparse = helper.make_sparse_tensor(helper.make_tensor("v", TensorProto.FLOAT, [2], [5, 7]),
                                           helper.make_tensor("i", TensorProto.INT64, [2], [1, 5]),
                                           [2, 3])
        case("Constant", version, [], [dense], label="sparse", sparse_value=sparse)
    if version in (12, 13):
        for attribute, value, expected in (
                ("value_int", 3, array(3, I64)), ("value_ints", [1, 2], int64(1, 2)),
                ("value_float", 1.5, array(1.5)), ("value_floats", [1.5, 2.5], array([1.5, 2.5])),
                ("value_string", "a", np.array("a", object)),
                ("value_strings", ["a", "b"], np.array(["a", "b"], object))):
            case("Constant", version, [], [expected], label=attribute, **{attribute: value})


def cast_to(dtype):
    return helper.np_dtype_to_tensor_dtype(np.dtype(dtype))


# Cast: to a type by its name, then by its number; what each version added, there and back.
FIRST_CASTS = ((F32, I32), (I32, F32), (F64, F16), (I64, bool), (bool, U8), (F32, F64), (U8, I8))
for version in (1, 6):
    for source, target in FIRST_CASTS:
        x = array([0, 1, 2, 100], source)
        name = TensorProto.DataType.Name(cast_to(target))
        case("Cast", version, [x], [x.astype(target)], label=f"{label_of(source)}_{name.lower()}",
             to=name if version == 1 else cast_to(target))
x = array([-1.75, -0.5, 0.5, 1.75])
case("Cast", 1, [x], [array([-1, 0, 0, 1], I32)], label="truncates", to="INT32")
for version in (9, 13):
    texts = np.array(["1", "-2.5", "3e2"], object)
    case("Cast", version, [texts], [array([1, -2.5, 300])], label="from_string",
         to=TensorProto.FLOAT)
    case("Cast", version, [array([1, -2, 30], I64)], [np.array(["1", "-2", "30"], object)],
         label="to_string", to=TensorProto.STRING)
ADDED = {13: BF16, 19: F8, 21: I4, 23: F4, 24: E8, 25: I2, 28: F6}
for version, dtype in ADDED.items():
    for other in (F32, F16, BF16):
        small = elements((5,), dtype)
        large = small.astype(F64).astype(other)
        case("Cast", version, [large], [small], label=f"{label_of(other)}_{label_of(dtype)}",
             to=cast_to(dtype))
        if other is not dtype:
            case("Cast", version, [small], [large], label=f"{label_of(dtype)}_{label_of(other)}",
                 to=cast_to(other))
        if 19 <= version < 28:
            case("CastLike", version, [large, small[:1]], [small],
                 label=f"{label_of(other)}_{label_of(dtype)}")
            case("CastLike", version, [small, large[:1]], [large],
                 label=f"{label_of(dtype)}_{label_of(other)}")
for source, target in (*FIRST_CASTS, (F32, BF16), (BF16, F32)):
    x = array([0, 1, 2, 100], source)
    case("CastLike", 15, [x, np.zeros(1, target)], [x.astype(target)],
         label=f"{label_of(source)}_{label_of(target)}")
# Beyond the largest float8: the largest, or without saturation NaN.
for version in (19, 21, 23, 24, 25, 28):
    x = array([1000, -1000, 1])
    for saturate, y in ((1, array([448, -448, 1], F8)), (0, array([np.nan, np.nan, 1], F8))):
        case("Cast", version, [x], [y], label=f"saturate{saturate}", to=cast_to(F8),
             saturate=saturate)
        if version < 28:
            case("CastLike", version, [x, y[:1]], [y], label=f"saturate{saturate}",
                 saturate=saturate)
# float8e8m0 has powers of two alone; which of two is taken, round_mode says.
for version in (24, 25, 28):
    x = array([1, 1.25, 1.5, 3, 5])
    for mode, y in (("up", [1, 2, 2, 4, 8]), ("down", [1, 1, 1, 2, 4]),
                    ("nearest", [1, 1, 2, 4, 4])):
        y = array(y, E8)
        case("Cast", version, [x], [y], label=f"round_{mode}", to=cast_to(E8), round_mode=mode)
        if version < 28:
            case("CastLike", version, [x, y[:1]], [y], label=f"round_{mode}", round_mode=mode)
