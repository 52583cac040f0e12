"""Reductions, cumulative operators, and what normalises along an axis."""

import numpy as np
from draw import INTS, Draw
from specs import specify


@specify("ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin",
         "ReduceProd", "ReduceSum", "ReduceSumSquare")
def reduce(draw: Draw):
    name = draw.version.name
    shape = draw.shape(1)
    low, high = (0.1, 4) if name == "ReduceLogSum" else (-3, 3)
    if name == "ReduceProd":
        low, high = -2, 2
    x = draw.tensor(draw.type(), shape, low, high, special=name in ("ReduceMax", "ReduceMin", "ReduceSum"))
    axes = draw.maybe(draw.axes(len(shape), negative=draw.since >= 11), 0.8)
    keepdims = draw.maybe(draw.int(0, 1))
    if draw.since < (13 if name == "ReduceSum" else 18):
        return draw.case(x, axes=axes, keepdims=keepdims)
    noop = draw.maybe(draw.int(0, 1))
    if axes is None and draw.chance(0.3):
        axes = []
    return draw.case(x, None if axes is None else np.array(axes, np.int64), keepdims=keepdims,
                     noop_with_empty_axes=noop)


@specify("ArgMax", "ArgMin")
def arg_extremum(draw: Draw):
    shape = [max(extent, 1) for extent in draw.shape(1)]
    x = draw.tensor(draw.type(), shape, -3, 3)
    if draw.chance(0.5):
        x = np.round(x).astype(x.dtype)
    last = draw.maybe(draw.int(0, 1)) if draw.since >= 12 else None
    return draw.case(x, axis=draw.maybe(draw.axis(len(shape), draw.since >= 11)),
                     keepdims=draw.maybe(draw.int(0, 1)), select_last_index=last)


@specify("CumSum", "CumProd")
def cumulate(draw: Draw):
    shape = draw.shape(1)
    axis = np.array(draw.axis(len(shape)), draw.choice(np.int32, np.int64))
    return draw.case(draw.tensor(draw.type("T"), shape), axis, reverse=draw.maybe(draw.int(0, 1)),
                     exclusive=draw.maybe(draw.int(0, 1)))


@specify("Softmax", "LogSoftmax", "Hardmax")
def soft(draw: Draw):
    shape = draw.shape(2 if draw.since < 13 else 1)
    x = draw.tensor(draw.type(), shape, -8, 8)
    if draw.version.name == "Hardmax":
        x = np.round(x).astype(x.dtype)
    return draw.case(x, axis=draw.maybe(draw.axis(len(shape), draw.since >= 11)))


@specify("LpNormalization")
def lp_normalization(draw: Draw):
    shape = draw.shape(1)
    return draw.case(draw.tensor(draw.type(), shape), axis=draw.maybe(draw.axis(len(shape))),
                     p=draw.maybe(draw.int(1, 2)))


@specify("TopK")
def top_k(draw: Draw):
    """Equal elements may come in any order, so there are none."""
    shape = [max(extent, 1) for extent in draw.shape(1)]
    axis = draw.axis(len(shape), draw.since >= 11)
    type_ = draw.type("T")
    count = int(np.prod(shape))
    if type_ in INTS and count > 120:
        shape = [min(extent, 3) for extent in shape]
        count = int(np.prod(shape))
    x = draw.rng.permutation(np.arange(count) - (0 if type_[0] == "u" else count // 2)).reshape(shape)
    x = x.astype(draw.tensor(type_, [0]).dtype)
    k = draw.int(0, shape[axis])
    if draw.since < 10:
        return draw.case(x, outputs=2, axis=draw.maybe(axis) if axis == len(shape) - 1 else axis, k=max(k, 1))
    if axis % len(shape) != len(shape) - 1 or draw.chance(0.5):
        options = {"axis": axis}
    else:
        options = {}
    if draw.since >= 11:
        options |= {"largest": draw.maybe(draw.int(0, 1)), "sorted": draw.maybe(1)}
    return draw.case(x, np.array([k], np.int64), outputs=2, **options)


@specify("NonZero")
def non_zero(draw: Draw):
    return draw.case(draw.tensor(draw.type(), draw.shape(), -1, 1))


@specify("Det")
def determinant(draw: Draw):
    n = draw.int(1, 4)
    return draw.case(draw.tensor(draw.type(), [*draw.shape(0, 2), n, n]))


@specify("Unique")
def unique(draw: Draw):
    shape = draw.shape(1, 3)
    x = draw.tensor(draw.type(), shape, 0, 3)
    x = x if x.dtype == object or x.dtype == bool else np.round(x).astype(x.dtype)
    return draw.case(x, outputs=draw.int(1, 4), axis=draw.maybe(draw.axis(len(shape))),
                     sorted=draw.maybe(draw.int(0, 1)))
