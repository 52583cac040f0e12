"""Operators that reduce along axes, or normalise along them."""

import numpy as np

from history.case import (BF16, F16, F32, F64, I32, I64, I8, U64, U8, array, case, label_of,
                          noise, ramp, rounded)


def log_sum_exp(x, axis, keepdims):
    return np.log(np.sum(np.exp(x.astype(F64)), axis=axis, keepdims=keepdims))


REDUCTIONS = [
    ("ReduceL1", lambda x, **o: np.sum(np.abs(x), **o)),
    ("ReduceL2", lambda x, **o: np.sqrt(np.sum(np.square(x.astype(F64)), **o))),
    ("ReduceLogSum", lambda x, **o: np.log(np.sum(x.astype(F64), **o))),
    ("ReduceLogSumExp", log_sum_exp),
    ("ReduceMax", np.max),
    ("ReduceMean", np.mean),
    ("ReduceMin", np.min),
    ("ReduceProd", np.prod),
    ("ReduceSum", np.sum),
    ("ReduceSumSquare", lambda x, **o: np.sum(np.square(x), **o)),
]
for op, function in REDUCTIONS:
    as_input = 13 if op == "ReduceSum" else 18
    extreme = op in ("ReduceMax", "ReduceMin")
    versions = {1: [F32, I32], 11: [F64, I64], 13: [BF16]}
    if extreme:
        versions |= {12: [I8, U8]}
    if op != "ReduceSum":
        versions |= {18: [F32, BF16, I32]}
    if extreme:
        versions |= {20: [bool, F32]}
    if op in ("ReduceLogSum", "ReduceLogSumExp"):
        versions |= {28: [F32, BF16]}
    for version, dtypes in sorted(versions.items()):
        for dtype in dtypes:
            x = (np.arange(24).reshape(2, 3, 4) % 5 == 0 if dtype is bool
                 else array(1 + np.arange(24).reshape(2, 3, 4) % 3, dtype))
            for label, axes, keepdims in (("axes", [0, 2], 0), ("kept", [1], 1), ("all", None, 1),
                                          ("negative", [-2], 0)):
                if label == "negative" and version < 11:
                    continue  # allowed from version 11 on
                axis = None if axes is None else tuple(axes)
                y = rounded(function, x, axis=axis, keepdims=bool(keepdims)).astype(dtype)
                name = f"{label}_{label_of(dtype)}"
                if version < as_input:
                    given = {} if axes is None else {"axes": axes}
                    case(op, version, [x], [y], label=name, keepdims=keepdims, **given)
                else:
                    inputs = [x] if axes is None else [x, array(axes, I64)]
                    case(op, version, inputs, [y], label=name, keepdims=keepdims)
            if version >= as_input:
                # Each element is reduced by itself, which leaves the operator's other steps.
                y = rounded(function, x, axis=(), keepdims=True).astype(dtype)
                case(op, version, [x, np.zeros(0, I64)], [y], label=f"noop_{label_of(dtype)}",
                     noop_with_empty_axes=1)

for op, function in (("ArgMax", np.argmax), ("ArgMin", np.argmin)):
    for version, dtype in ((1, F32), (1, I32), (11, F64), (11, U8), (12, I64), (13, BF16)):
        x = array([[3, 1, 3], [2, 2, 5]], dtype)
        wide = x.astype(F32)
        name = label_of(dtype)
        case(op, version, [x], [function(wide, axis=0)[None]], label=f"default_{name}")
        case(op, version, [x], [function(wide, axis=1)], label=f"axis_{name}", axis=1, keepdims=0)
        if version >= 11:
            case(op, version, [x], [function(wide, axis=-1)[:, None]], label=f"negative_{name}",
                 axis=-1)
        if version >= 12:
            last = 2 - function(wide[:, ::-1], axis=1)
            case(op, version, [x], [last[:, None]], label=f"last_{name}", axis=1,
                 select_last_index=1)

for version, dtype in ((11, F32), (11, I32), (11, U64), (14, F16), (14, BF16)):
    x = ramp((2, 3), dtype, 1)
    name = label_of(dtype)
    total = np.cumsum(x.astype(F64), axis=1)
    case("CumSum", version, [x, array(1, I32)], [total.astype(dtype)], label=name)
    backwards = np.cumsum(x.astype(F64)[:, ::-1], axis=1)[:, ::-1]
    case("CumSum", version, [x, array(1, I64)], [(backwards - x.astype(F64)).astype(dtype)],
         label=f"reverse_{name}", reverse=1, exclusive=1)


def softmax(x, axis):
    powers = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def log_softmax(x, axis):
    return np.log(softmax(x, axis))


def hardmax(x, axis):
    first = np.argmax(x, axis=axis)
    return np.moveaxis(np.eye(x.shape[axis], dtype=x.dtype)[first], -1, axis)


# Until version 11 the input is coerced to rows: all axes from `axis` on, by default 1, are one.
for op, function in (("Softmax", softmax), ("LogSoftmax", log_softmax), ("Hardmax", hardmax)):
    x = noise((2, 3, 4), F32, 3)
    for version in (1, 11):
        for label, rows, attributes in (("default", 2, {}), ("last", 6, {"axis": 2}),
                                        ("whole", 1, {"axis": 0})):
            expected = function(x.reshape(rows, -1), 1).reshape(x.shape)
            case(op, version, [x], [expected], label=label, **attributes)
    expected = function(x.reshape(6, -1), 1).reshape(x.shape)
    case(op, 11, [x], [expected], label="negative", axis=-1)
    for dtype in (F32, BF16):
        given = array(x, dtype)
        case(op, 13, [given], [rounded(function, given, axis=1)],
             label=f"one_axis_{label_of(dtype)}", axis=1)
        case(op, 13, [given], [rounded(function, given, axis=-1)],
             label=f"default_{label_of(dtype)}")


def top(x, k, axis, largest=True):
    order = np.argsort(-x if largest else x, axis=axis, kind="stable")
    indices = np.take(order, np.arange(k), axis=axis)
    return np.take_along_axis(x, indices, axis), indices


for dtype in (F32, F64, F16):
    x = array([[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]], dtype)
    case("TopK", 1, [x], list(top(x, 2, 1)), label=label_of(dtype), k=2)
    case("TopK", 1, [x], list(top(x, 2, 0)), label=f"first_{label_of(dtype)}", k=2, axis=0)
    case("TopK", 10, [x, array([3], I64)], list(top(x, 3, 1)), label=label_of(dtype))
    case("TopK", 10, [x, array([1], I64)], list(top(x, 1, 0)), label=f"first_{label_of(dtype)}",
         axis=0)
for version, dtype in ((11, I32), (11, U8), (11, I64), (24, BF16)):
    x = array([[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]], dtype)
    values, indices = top(x.astype(F64), 2, 1, largest=False)
    case("TopK", version, [x, array([2], I64)], [values.astype(dtype), indices],
         label=label_of(dtype), largest=0, sorted=1, axis=-1)

for version, dtype in ((1, F32), (1, F64), (22, BF16), (22, F16)):
    x = noise((3, 4), F32, 5).astype(dtype)
    for p in (1, 2):
        for axis in (-1, 0):
            def normalised(a, order=p, along=axis):
                return a / np.linalg.norm(a, order, along, keepdims=True)
            case("LpNormalization", version, [x], [rounded(normalised, x)],
                 label=f"{label_of(dtype)}_p{p}_axis{axis % 2}", p=p, axis=axis)

for version, dtype in ((9, F32), (9, F64), (13, BF16)):
    x = noise((2, 3, 2, 2), F32, 6).astype(dtype)

    def standardised(a, axis):
        return (a - a.mean(axis, keepdims=True)) / (a.std(axis, keepdims=True) + 1e-9)

    name = label_of(dtype)
    # As a function of other operators it may round to bfloat16 at each step.
    loose = {"rtol": 1e-2, "atol": 2e-2} if dtype is BF16 else {}
    case("MeanVarianceNormalization", version, [x], [rounded(standardised, x, axis=(0, 2, 3))],
         label=name, **loose)
    case("MeanVarianceNormalization", version, [x], [rounded(standardised, x, axis=(1,))],
         label=f"axes_{name}", axes=[1], **loose)
