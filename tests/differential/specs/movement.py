"""Operators that move, select and arrange elements."""

import numpy as np
from draw import Draw
from onnx import TensorProto, numpy_helper
from specs import specify


def int64s(values) -> np.ndarray:
    return np.array(values, np.int64)


def positive(shape: list[int]) -> list[int]:
    return [max(extent, 1) for extent in shape]


@specify("Transpose")
def transpose(draw: Draw):
    shape = draw.shape(0, 5)
    perm = [int(axis) for axis in draw.rng.permutation(len(shape))]
    return draw.case(draw.tensor(draw.type(), shape), perm=draw.maybe(perm, 0.8))


@specify("Reshape")
def reshape(draw: Draw):
    shape = draw.shape(1)
    count = int(np.prod(shape))
    target, rest = [], count
    for _ in range(draw.int(0, 3)):
        factors = [factor for factor in range(1, 7) if rest and rest % factor == 0] or [1]
        target.append(draw.choice(*factors))
        rest //= target[-1]
    target.append(rest)
    allowzero = None
    if count == 0:
        target = draw.choice([0], [0, 3], [2, 0])
        allowzero = 1 if draw.since >= 14 else None
        target = target if allowzero else [0] * len(shape)
    elif draw.chance(0.3):
        target[draw.int(0, len(target) - 1)] = -1
    elif target[0] == shape[0] and draw.chance(0.5):
        target[0] = 0
    x = draw.tensor(draw.type(), shape)
    if draw.since < 5:
        return draw.case(x, shape=target)
    return draw.case(x, int64s(target), allowzero=allowzero)


@specify("Flatten")
def flatten(draw: Draw):
    shape = draw.shape(1 if draw.since < 9 else 0)
    axis = draw.int(-len(shape) if draw.since >= 11 else 0, len(shape))
    if not shape:
        axis = 0
    return draw.case(draw.tensor(draw.type(), shape), axis=draw.maybe(axis) if len(shape) > 1 else axis)


@specify("Squeeze")
def squeeze(draw: Draw):
    shape = [1 if draw.chance(0.5) else extent for extent in draw.shape(1)]
    ones = [axis - (len(shape) if draw.since >= 11 and draw.chance(0.4) else 0)
            for axis, extent in enumerate(shape) if extent == 1 and draw.chance(0.7)]
    axes = ones if ones and draw.chance(0.8) else None
    x = draw.tensor(draw.type(), shape)
    if draw.since < 13:
        return draw.case(x, axes=axes)
    return draw.case(x, None if axes is None else int64s(axes))


@specify("Unsqueeze")
def unsqueeze(draw: Draw):
    shape = draw.shape(0, 3)
    count = draw.int(1, 2)
    rank = len(shape) + count
    axes = [axis % rank for axis in draw.axes(rank)[:count]]
    rank = len(shape) + len(axes)
    axes = list({axis % rank for axis in axes})
    rank = len(shape) + len(axes)
    axes = sorted({axis % rank for axis in axes}) if all(axis < rank for axis in axes) else [0]
    rank = len(shape) + len(axes)
    if draw.since >= 11:
        axes = [axis - rank if draw.chance(0.3) else axis for axis in axes]
        axes = [int(axis) for axis in draw.rng.permutation(axes)]
    x = draw.tensor(draw.type(), shape)
    return draw.case(x, axes=axes) if draw.since < 13 else draw.case(x, int64s(axes))


@specify("Concat")
def concat(draw: Draw):
    shape = draw.shape(1)
    axis = draw.axis(len(shape), draw.since >= 11)
    type_ = draw.type()
    inputs = []
    for _ in range(draw.int(1, 4)):
        shape[axis] = draw.extent()
        inputs.append(draw.tensor(type_, shape))
    return draw.case(*inputs, axis=axis)


@specify("Split")
def split(draw: Draw):
    shape = positive(draw.shape(1))
    axis = draw.axis(len(shape), draw.since >= 11)
    count = draw.int(1, 3)
    parts = [draw.int(0 if draw.zeros else 1, 3) for _ in range(count)]
    equal = draw.chance(0.4)
    shape[axis] = count * draw.int(1, 3) if equal else sum(parts)
    if draw.since >= 18 and equal and draw.chance(0.5) and count > 1:
        shape[axis] = draw.int(count * 2, count * 3)
        if -(-shape[axis] // count) * (count - 1) >= shape[axis]:
            shape[axis] = count * 2
    x = draw.tensor(draw.type(), shape)
    options = {"axis": axis if axis % len(shape) else draw.maybe(axis)}
    if draw.since < 13:
        return draw.case(x, outputs=count, split=None if equal else parts, **options)
    if draw.since >= 18 and equal:
        options["num_outputs"] = count
    return draw.case(x, None if equal else int64s(parts), outputs=count, **options)


@specify("Slice")
def slice_(draw: Draw):
    shape = draw.shape(1)
    axes = draw.axes(len(shape), negative=draw.since >= 11)
    starts, ends, steps = [], [], []
    for axis in axes:
        extent = shape[axis]
        steps.append(draw.choice(1, 1, 2, -1, -2, 3) if draw.since >= 10 else 1)
        starts.append(draw.int(-extent - 2, extent + 2))
        ends.append(draw.choice(draw.int(-extent - 2, extent + 2), 2**31 - 1, -(2**31) + 1))
    x = draw.tensor(draw.type("T"), shape)
    if axes == list(range(len(axes))) and draw.chance(0.4):
        axes = None
    if draw.since < 10:
        return draw.case(x, axes=axes, starts=starts, ends=ends)
    type_ = draw.choice(np.int32, np.int64)
    lists = [starts, ends, axes, None if all(step == 1 for step in steps) else steps]
    return draw.case(x, *(None if values is None else np.array(values, type_) for values in lists))


@specify("Pad")
def pad(draw: Draw):
    shape = positive(draw.shape(1))
    rank = len(shape)
    modes = ["constant", "reflect", "edge"] + (["wrap"] if draw.since >= 19 else [])
    mode = draw.choice(*modes)
    if mode != "constant":
        shape = [max(extent, 2) for extent in shape]
    axes = draw.axes(rank) if draw.since >= 18 and draw.chance(0.4) else None
    chosen = range(rank) if axes is None else axes
    if mode == "reflect":
        pads = [draw.int(0, shape[axis] - 1) for _ in range(2) for axis in chosen]
    else:
        low = -1 if mode == "constant" and all(extent > 2 for extent in shape) else 0
        pads = [draw.int(low, 2) for _ in range(2) for axis in chosen]
    x = draw.tensor(draw.type("T"), shape)
    if draw.since < 11:
        value = draw.maybe(draw.float(-2, 2)) if mode == "constant" else None
        return draw.case(x, mode=draw.maybe(mode) if mode == "constant" else mode, pads=pads, value=value)
    value = draw.maybe(draw.tensor(draw.type("T"), [])) if mode == "constant" else None
    return draw.case(x, int64s(pads), value,
                     None if axes is None else np.array(axes, draw.choice(np.int32, np.int64)),
                     mode=draw.maybe(mode) if mode == "constant" else mode)


@specify("Expand")
def expand(draw: Draw):
    shape = draw.shape()
    target = draw.broadcast(shape)
    return draw.case(draw.tensor(draw.type(), draw.broadcast(shape)), int64s(target))


@specify("Tile")
def tile(draw: Draw):
    shape = draw.shape(1)
    repeats = draw.ints(len(shape), 0 if draw.zeros else 1, 3)
    return draw.case(draw.tensor(draw.type("T"), shape), int64s(repeats))


@specify("Gather")
def gather(draw: Draw):
    shape = positive(draw.shape(1))
    axis = draw.axis(len(shape), draw.since >= 11)
    indices = draw.indices(draw.type("Tind"), draw.shape(0, 2), shape[axis], draw.since >= 11)
    return draw.case(draw.tensor(draw.type("T"), shape), indices,
                     axis=axis if axis % len(shape) else draw.maybe(axis))


@specify("GatherElements")
def gather_elements(draw: Draw):
    shape = positive(draw.shape(1))
    axis = draw.axis(len(shape))
    taken = [draw.int(1, extent) for extent in shape]
    taken[axis] = draw.int(1, 5)
    indices = draw.indices(draw.type("Tind"), taken, shape[axis])
    return draw.case(draw.tensor(draw.type("T"), shape), indices, axis=axis)


def scattered_indices(draw: Draw, shape: list[int], type_: str):
    """Axis, and indices that name no element twice."""
    axis = draw.axis(len(shape))
    updated = [draw.int(1, extent) for extent in shape]
    order = np.argsort(draw.rng.random(shape), axis=axis)
    indices = order[tuple(slice(extent) for extent in updated)]
    if draw.chance(0.4):
        indices = np.where(draw.rng.random(updated) < 0.5, indices - shape[axis], indices)
    return axis, indices.astype(np.int32 if type_ == "int32" else np.int64)


@specify("ScatterElements", "Scatter")
def scatter_elements(draw: Draw):
    shape = positive(draw.shape(1))
    type_ = draw.type("T")
    axis, indices = scattered_indices(draw, shape, draw.type("Tind"))
    if draw.since < 11:
        indices %= shape[axis]
        axis %= len(shape)
    reductions = ["none", "add", "mul", "max", "min"][:1 if draw.since < 16 else 3 if draw.since < 18 else 5]
    reduction = draw.choice(*reductions) if draw.chance(0.6) and type_ not in ("string", "bool") else None
    if draw.since < 16:
        reduction = None
    return draw.case(draw.tensor(type_, shape), indices, draw.tensor(type_, indices.shape),
                     axis=axis, reduction=reduction)


@specify("GatherND")
def gather_nd(draw: Draw):
    shape = positive(draw.shape(1))
    batch = draw.int(0, min(len(shape) - 1, 2)) if draw.since >= 12 else 0
    depth = draw.int(1, len(shape) - batch)
    middle = draw.shape(0 if batch else 1, 2) if batch else draw.shape(0, 2)
    where = [*shape[:batch], *middle]
    parts = [draw.indices("int64", where, shape[batch + i], draw.since >= 11) for i in range(depth)]
    indices = np.stack(parts, -1) if parts else np.zeros([*where, 0], np.int64)
    return draw.case(draw.tensor(draw.type("T"), shape), indices, batch_dims=batch or draw.maybe(0))


@specify("ScatterND")
def scatter_nd(draw: Draw):
    shape = positive(draw.shape(1))
    depth = draw.int(1, len(shape))
    cells = int(np.prod(shape[:depth]))
    count = draw.int(1, min(cells, 4))
    flat = draw.rng.permutation(cells)[:count]
    indices = np.stack(np.unravel_index(flat, shape[:depth]), -1).astype(np.int64)
    if draw.chance(0.3):
        indices -= int64s(shape[:depth])
    type_ = draw.type("T")
    reductions = ["none", "add", "mul", "max", "min"][:1 if draw.since < 16 else 3 if draw.since < 18 else 5]
    reduction = draw.choice(*reductions) if draw.since >= 16 and type_ not in ("string", "bool") else None
    return draw.case(draw.tensor(type_, shape), indices, draw.tensor(type_, [count, *shape[depth:]]),
                     reduction=draw.maybe(reduction))


@specify("Compress")
def compress(draw: Draw):
    shape = positive(draw.shape(1))
    axis = draw.maybe(draw.axis(len(shape), draw.since >= 11))
    extent = int(np.prod(shape)) if axis is None else shape[axis]
    return draw.case(draw.tensor(draw.type("T"), shape), draw.tensor("bool", [draw.int(1, extent)]), axis=axis)


@specify("OneHot")
def one_hot(draw: Draw):
    indices_type, depth_type, type_ = draw.type("T1"), draw.type("T2"), draw.type("T3")
    depth = draw.int(1, 6)
    indices = draw.tensor(indices_type, draw.shape(1, 3), -depth - 1, depth + 1)
    indices = np.round(indices).astype(indices.dtype)
    depth_tensor = np.array(depth, draw.tensor(depth_type, [0]).dtype).reshape(draw.choice([], [1]))
    return draw.case(indices, depth_tensor, draw.tensor(type_, [2]),
                     axis=draw.maybe(draw.int(-indices.ndim - 1, indices.ndim)))


@specify("Trilu")
def trilu(draw: Draw):
    shape = draw.shape(2)
    k = draw.maybe(np.array(draw.int(-4, 4), np.int64))
    return draw.case(draw.tensor(draw.type(), shape), k, upper=draw.maybe(draw.int(0, 1)))


@specify("EyeLike")
def eye_like(draw: Draw):
    source, target = draw.type("T1"), draw.type("T2")
    dtype = TensorProto.DataType.Value(target.upper())
    return draw.case(draw.tensor(source, draw.shape(2, 2)), dtype=dtype, k=draw.maybe(draw.int(-4, 4)))


@specify("DepthToSpace", "SpaceToDepth")
def depth_and_space(draw: Draw):
    block, (n, c, h, w) = draw.int(1, 3), draw.ints(4, 1, 3)
    depth = draw.version.name == "DepthToSpace"
    shape = [n, c * block * block, h, w] if depth else [n, c, h * block, w * block]
    mode = draw.maybe(draw.choice("DCR", "CRD")) if depth and draw.since >= 11 else None
    return draw.case(draw.tensor(draw.type(), shape), blocksize=block, mode=mode)


@specify("ReverseSequence")
def reverse_sequence(draw: Draw):
    shape = positive(draw.shape(2))
    time = draw.int(0, 1)
    lengths = draw.ints(shape[1 - time], 1, shape[time])
    axes = {} if time == 0 and draw.chance(0.5) else {"time_axis": time, "batch_axis": 1 - time}
    return draw.case(draw.tensor(draw.type(), shape), int64s(lengths), **axes)


@specify("Shape")
def shape_(draw: Draw):
    shape = draw.shape()
    bounds = (draw.maybe(draw.int(-5, 5)), draw.maybe(draw.int(-5, 5))) if draw.since >= 15 else (None, None)
    return draw.case(draw.tensor(draw.type("T"), shape), start=bounds[0], end=bounds[1])


@specify("Size")
def size(draw: Draw):
    return draw.case(draw.tensor(draw.type("T"), draw.shape()))


@specify("ConstantOfShape")
def constant_of_shape(draw: Draw):
    type_ = draw.choice("float", "int64", "int32", "bool", "uint8", "double", "float16")
    value = draw.maybe(numpy_helper.from_array(np.atleast_1d(draw.tensor(type_, [1]))))
    return draw.case(int64s(draw.shape()), value=value)


@specify("Range")
def range_(draw: Draw):
    type_ = draw.type("T", ("float", "double", "int16", "int32", "int64"))
    delta = draw.choice(-3, -2, -1, 1, 2, 3)
    start, limit = draw.int(-9, 9), draw.int(-9, 9)
    dtype = draw.tensor(type_, [0]).dtype
    return draw.case(*(np.array(value, dtype) for value in (start, limit, delta)))


@specify("Constant")
def constant(draw: Draw):
    kinds = ["value"] + (["value_float", "value_ints", "value_int", "value_floats", "value_string",
                          "value_strings"] if draw.since >= 12 else [])
    kind = draw.choice(*kinds)
    values = {"value": numpy_helper.from_array(draw.tensor(draw.choice("float", "int64", "bool"), draw.shape())),
              "value_float": draw.float(-3, 3), "value_ints": draw.ints(3, -3, 3), "value_int": draw.int(-3, 3),
              "value_floats": [draw.float(-3, 3), 1.5], "value_string": "text", "value_strings": ["a", ""]}
    return draw.case(**{kind: values[kind]})


@specify("CenterCropPad")
def center_crop_pad(draw: Draw):
    shape = positive(draw.shape(1))
    axes = draw.maybe(draw.axes(len(shape)))
    count = len(shape if axes is None else axes)
    target = np.array(draw.ints(count, 1, 7), draw.choice(np.int32, np.int64))
    return draw.case(draw.tensor(draw.type("T"), shape), target, axes=axes)


@specify("TensorScatter")
def tensor_scatter(draw: Draw):
    batch, length, update, width = draw.int(1, 3), draw.int(3, 6), draw.int(1, 3), draw.int(1, 4)
    heads = draw.choice([], [draw.int(1, 3)])
    mode = draw.maybe(draw.choice("linear", "circular"))
    limit = length - 1 if mode == "circular" else length - update
    indices = draw.maybe(int64s(draw.ints(batch, 0, limit)))
    type_ = draw.type()
    return draw.case(draw.tensor(type_, [batch, *heads, length, width]),
                     draw.tensor(type_, [batch, *heads, update, width]), indices, mode=mode,
                     axis=draw.maybe(-2))


@specify("MaxUnpool")
def max_unpool(draw: Draw):
    n, c, h, w = draw.ints(4, 1, 3)
    kernel = draw.ints(2, 1, 3)
    out = [(h - 1) * kernel[0] + kernel[0], (w - 1) * kernel[1] + kernel[1]]
    indices = np.zeros([n, c, h, w], np.int64)
    plane = out[0] * out[1]
    for i in range(n * c):
        indices.reshape(n * c, -1)[i] = i * plane + draw.rng.permutation(plane)[:h * w]
    return draw.case(draw.tensor(draw.type("T1"), [n, c, h, w]), indices, kernel_shape=kernel, strides=kernel)


@specify("Einsum")
def einsum(draw: Draw):
    extents = dict(zip("ijkl", draw.ints(4, 1, 4), strict=True))
    equation = draw.choice("ij->ji", "ij,jk->ik", "ij,jk", "ii->i", "ii", "ij->", "i,j->ij", "ijk,ikl->ijl",
                           "ij,ij->i", "ijk,jl->ikl", "ij , jk -> ik", "...ij,...jk->...ik", "i...->...",
                           "ijk->kji", "ij,ik,il->jkl", "ij,i->ij", "ij,kj->ik", "ijk,ljk->il")
    type_ = draw.type()
    operands = equation.split("->")[0].replace(" ", "").split(",")
    lead = draw.shape(0, 2) if "..." in equation else []
    inputs = []
    for operand in operands:
        before, dots, after = operand.partition("...")
        shape = [extents[c] for c in before] + (positive(lead) if dots else []) + [extents[c] for c in after]
        inputs.append(draw.tensor(type_, shape))
    return draw.case(*inputs, equation=equation)
