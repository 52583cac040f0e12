"""Operators that work element by element, and how those of two inputs once broadcast."""

import functools
import math

import numpy as np

from history.case import (BF16, F16, F32, F64, F8, I16, I32, I64, I8, STRING, U32, U64, U8, array,
                          case, label_of, noise, ramp, rounded)

erf = np.vectorize(math.erf, otypes=[F64])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def selu(x, alpha, gamma):
    return np.where(x > 0, gamma * x, gamma * alpha * np.expm1(x))


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.expm1(x))


def softplus(x):
    return np.log1p(np.exp(x))


ANY = array([-2, -0.75, -0.5, 0, 0.25, 1.5, 3])
POSITIVE = array([0.125, 0.5, 1, 1.75, 4, 30])
UNIT = array([-0.875, -0.5, 0, 0.25, 0.75])
OVER_ONE = array([1, 1.25, 2, 5.5])

# Operator, function, values, its versions with the types that tell each from the one before.
UNARY = [
    ("Abs", np.abs, ANY, {1: [F64], 6: [I8, I64, U32], 13: [BF16]}),
    ("Acos", np.arccos, UNIT, {7: [F32, F16], 22: [BF16]}),
    ("Acosh", np.arccosh, OVER_ONE, {9: [F32, F16], 22: [BF16]}),
    ("Asin", np.arcsin, UNIT, {7: [F32, F16], 22: [BF16]}),
    ("Asinh", np.arcsinh, ANY, {9: [F32, F16], 22: [BF16]}),
    ("Atan", np.arctan, ANY, {7: [F32, F16], 22: [BF16]}),
    ("Atanh", np.arctanh, UNIT, {9: [F32, F16], 22: [BF16]}),
    ("Ceil", np.ceil, ANY, {1: [F32], 6: [F64], 13: [BF16]}),
    ("Cos", np.cos, ANY, {7: [F32, F16], 22: [BF16]}),
    ("Cosh", np.cosh, ANY, {9: [F32, F16], 22: [BF16]}),
    ("Erf", erf, ANY, {9: [F32, I32], 13: [BF16]}),
    ("Exp", np.exp, ANY, {1: [F32], 6: [F64, F16], 13: [BF16]}),
    ("Floor", np.floor, ANY, {1: [F32], 6: [F64], 13: [BF16]}),
    ("HardSwish", lambda x: x * np.clip(x / 6 + 0.5, 0, 1), ANY * 2, {14: [F32, F16], 22: [BF16]}),
    ("Log", np.log, POSITIVE, {1: [F32], 6: [F64, F16], 13: [BF16]}),
    ("Mish", lambda x: x * np.tanh(softplus(x)), ANY, {18: [F32, F16], 22: [BF16]}),
    ("Neg", np.negative, ANY, {1: [F32], 6: [I32, I8, I64], 13: [BF16]}),
    ("Not", np.logical_not, ANY, {1: [bool]}),
    ("Reciprocal", np.reciprocal, POSITIVE, {1: [F32], 6: [F64], 13: [BF16]}),
    ("Relu", lambda x: np.maximum(x, 0), ANY, {1: [F32], 6: [F64], 13: [BF16], 14: [I32, I8]}),
    ("Round", np.round, ANY, {11: [F32, F64], 22: [BF16]}),
    ("Sigmoid", sigmoid, ANY, {1: [F32], 6: [F64, F16], 13: [BF16]}),
    ("Sign", np.sign, ANY, {9: [F32, I32, U8], 13: [BF16]}),
    ("Sin", np.sin, ANY, {7: [F32, F16], 22: [BF16]}),
    ("Sinh", np.sinh, ANY, {9: [F32, F16], 22: [BF16]}),
    ("Softplus", softplus, ANY, {1: [F32, F16], 22: [BF16]}),
    ("Softsign", lambda x: x / (1 + np.abs(x)), ANY, {1: [F32, F16], 22: [BF16]}),
    ("Sqrt", np.sqrt, POSITIVE, {1: [F32], 6: [F64, F16], 13: [BF16]}),
    ("Tan", np.tan, UNIT, {7: [F32, F16], 22: [BF16]}),
    ("Tanh", np.tanh, ANY, {1: [F32], 6: [F64, F16], 13: [BF16]}),
]
# Version 1 of these had a hint for the memory of the result, which says nothing of the values.
IN_PLACE_HINT = {"Abs", "Ceil", "Exp", "Floor", "Log", "Neg", "Reciprocal", "Relu", "Sigmoid",
                 "Sqrt", "Tanh", "Elu", "HardSigmoid", "LeakyRelu", "Selu"}


def hint(op, version):
    return {"consumed_inputs": [0]} if op in IN_PLACE_HINT and version == 1 else {}


for op, function, values, versions in UNARY:
    for version, dtypes in versions.items():
        for dtype in dtypes:
            x = array(values, dtype)
            y = rounded(function, x)
            case(op, version, [x], [y], label=label_of(dtype), **hint(op, version))

# Operator, function of x and the attributes, attributes given, defaults per version, types.
PARAMETRIC = [
    ("Elu", elu, {"alpha": 0.5}, {1: {}, 6: {}, 22: {}}, {22: BF16}),
    ("HardSigmoid", lambda x, alpha=0.2, beta=0.5: np.clip(alpha * x + beta, 0, 1),
     {"alpha": 0.5, "beta": 0.25}, {1: {}, 6: {}, 22: {}}, {22: BF16}),
    ("LeakyRelu", lambda x, alpha=0.01: np.where(x < 0, alpha * x, x), {"alpha": 0.25},
     {1: {}, 6: {}, 16: {}}, {16: BF16}),
    # The defaults of Selu gained digits in version 6.
    ("Selu", selu, {"alpha": 2.0, "gamma": 1.5},
     {1: {"alpha": 1.6732, "gamma": 1.0507},
      6: {"alpha": 1.67326319217681884765625, "gamma": 1.05070102214813232421875},
      22: {"alpha": 1.67326319217681884765625, "gamma": 1.05070102214813232421875}}, {22: BF16}),
    ("ThresholdedRelu", lambda x, alpha=1.0: np.where(x > alpha, x, 0), {"alpha": 0.25},
     {10: {}, 22: {}}, {22: BF16}),
    ("Celu", lambda x, alpha=1.0: np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(x / alpha)),
     {"alpha": 2.0}, {12: {}, 28: {}}, {28: BF16}),
]
for op, function, given, versions, types in PARAMETRIC:
    for version, defaults in versions.items():
        # float64 shows a default with more digits; Celu took float alone at first.
        exact = F32 if op == "Celu" and version == 12 else F64
        x = array(ANY, types.get(version, exact))
        case(op, version, [x], [rounded(function, x, **given)], **given, **hint(op, version))
        x = array(ANY, exact)
        case(op, version, [x], [rounded(function, x, **defaults)], label="defaults", rtol=1e-6)

# Version 13 with a type that it took on; the suite has float alone.
for version, dtype in ((10, F64), (20, F16), (20, BF16), (20, F8)):
    x = array([1, -np.inf, np.nan, np.inf, 0], dtype)
    expected = np.zeros(5, bool) if dtype is F8 else np.isinf(x.astype(F32))
    case("IsInf", version, [x], [expected], label=label_of(dtype))
    if dtype is F64:
        case("IsInf", version, [x], [np.isposinf(x)], label="positive", detect_negative=0)
        case("IsInf", version, [x], [np.isneginf(x)], label="negative", detect_positive=0)
for version, dtype in ((9, F32), (9, F16), (13, BF16), (20, F8)):
    x = array([1, np.nan, 0, np.nan], dtype)
    case("IsNaN", version, [x], [np.isnan(x.astype(F32))], label=label_of(dtype))

# Clip: bounds as attributes, then as inputs.
for version in (1, 6):
    x = array(ANY, F64)
    case("Clip", version, [x], [np.clip(x, -0.5, 1.25)], min=-0.5, max=1.25,
         **({"consumed_inputs": [0]} if version == 1 else {}))
    case("Clip", version, [x], [np.maximum(x, -0.5)], label="only_min", min=-0.5)
    case("Clip", version, [x], [np.minimum(x, 1.25)], label="only_max", max=1.25)
for version, dtype in ((11, F32), (12, I32), (12, U8), (12, I64), (13, BF16)):
    x = array([0, 1, 2, 3, 4, 5], dtype)
    low, high = array(2, dtype), array(4, dtype)
    case("Clip", version, [x, low, high], [rounded(np.clip, x, low, high)], label=label_of(dtype))
    case("Clip", version, [x, None, high], [rounded(np.minimum, x, high)],
         label=f"{label_of(dtype)}_only_max")

# Operators of two inputs: until version 6 the second repeats only where `broadcast` says so, and
# its axes are those of the first from `axis` on; without `axis`, the last ones.
OLD_SHAPES = [
    ("same", (2, 3, 4, 5), (2, 3, 4, 5), {}),
    ("scalar", (2, 3, 4, 5), (), {"broadcast": 1}),
    ("one", (2, 3, 4, 5), (1, 1), {"broadcast": 1}),
    ("last", (2, 3, 4, 5), (4, 5), {"broadcast": 1}),
    ("inner", (2, 3, 4, 5), (3, 4), {"axis": 1, "broadcast": 1}),
    ("first", (2, 3, 4, 5), (2,), {"axis": 0, "broadcast": 1}),
]


def aligned(b, rank, axis=None, broadcast=0):
    """The second operand with the axes that numpy would need it to have."""
    if not broadcast or b.ndim == 0:
        return b
    first = rank - b.ndim if axis is None else axis
    return b.reshape(b.shape + (1,) * (rank - first - b.ndim))


def divided(a, b):
    if np.issubdtype(a.dtype, np.integer):
        return np.trunc(a / b).astype(a.dtype)
    return a / b


# Of each version up to 6 the type, and then those that tell later versions.
ARITHMETIC = [
    ("Add", np.add), ("Sub", np.subtract), ("Mul", np.multiply), ("Div", divided),
]
for op, function in ARITHMETIC:
    for version, dtype in ((1, F32), (6, I32), (6, F64), (6, U64)):
        for label, left, right, attributes in OLD_SHAPES:
            a, b = ramp(left, dtype, 130), ramp(right, dtype, 1)
            hints = {"consumed_inputs": [0, 0]} if version == 1 and label == "last" else {}
            case(op, version, [a, b], [function(a, aligned(b, 4, **attributes))],
                 label=f"{label}_{label_of(dtype)}", **attributes, **hints)
    for version, dtype in ((7, F32), (7, I64), (13, BF16), (14, I8), (14, U8), (14, I16)):
        a, b = ramp((2, 1, 3), dtype, 8), ramp((2, 1), dtype, 1)
        case(op, version, [a, b], [rounded(function, a, b)], label=label_of(dtype))

LOGIC = [("And", np.logical_and), ("Or", np.logical_or), ("Xor", np.logical_xor)]
for op, function in LOGIC:
    for label, left, right, attributes in OLD_SHAPES:
        a, b = ramp(left) % 2 == 0, ramp(right) % 3 == 0
        case(op, 1, [a, b], [function(a, aligned(b, 4, **attributes))], label=label, **attributes)

COMPARED = [
    ("Equal", np.equal, {1: [I32, bool], 7: [I64, bool], 11: [F32, U8], 13: [BF16], 19: [STRING]}),
    ("Greater", np.greater, {1: [F32], 7: [F64], 9: [I32, U64], 13: [BF16]}),
    ("Less", np.less, {1: [F32], 7: [F64], 9: [I32, U64], 13: [BF16]}),
    ("GreaterOrEqual", np.greater_equal, {12: [F32, I32], 16: [BF16]}),
    ("LessOrEqual", np.less_equal, {12: [F32, I32], 16: [BF16]}),
]


def comparable(shape, dtype, step):
    if dtype is bool:
        return ramp(shape) % step == 0
    if dtype is STRING:
        return np.vectorize("v{:.0f}".format, otypes=[object])(ramp(shape) % step)
    return array(ramp(shape) % step, dtype)


for op, function, versions in COMPARED:
    for version, dtypes in versions.items():
        for dtype in dtypes:
            if version == 1:
                for label, left, right, attributes in OLD_SHAPES:
                    a, b = comparable(left, dtype, 3), comparable(right, dtype, 2)
                    expected = function(a, aligned(b, 4, **attributes))
                    case(op, 1, [a, b], [expected], label=f"{label}_{label_of(dtype)}",
                         **attributes)
            else:
                a, b = comparable((4, 1, 3), dtype, 3), comparable((2, 1), dtype, 2)
                case(op, version, [a, b], [function(a, b).astype(bool)], label=label_of(dtype))

for label, left, right, attributes in OLD_SHAPES:
    a, b = ramp(left, F32, 0.5, 0.125), ramp(right, F32, 1) % 3
    expected = np.power(a, aligned(b, 4, **attributes))
    case("Pow", 1, [a, b], [expected], label=label, rtol=1e-5, **attributes)
for version, dtype, power in ((7, F32, F32), (7, F64, F64), (12, I32, I32), (12, F32, I64),
                              (12, I64, F32), (13, BF16, F32), (15, BF16, BF16), (15, F32, BF16)):
    x, y = array([[1, 2, 3], [4, 5, 6]], dtype), array([2, 0, 3], power)
    expected = np.power(x.astype(F64), y.astype(F64)).astype(dtype)
    case("Pow", version, [x, y], [expected], label=f"{label_of(dtype)}_{label_of(power)}")

# PRelu: a slope for all channels or one each; then numpy's way; then "unidirectional" repetition.
for version in (1, 6):
    x = noise((2, 3, 4), F32)
    for label, slope in (("shared", array([0.25])), ("channels", array([0.25, -0.5, 2]))):
        by_channel = slope.reshape(-1, 1)
        case("PRelu", version, [x, slope], [np.where(x < 0, by_channel * x, x)], label=label,
             **({"consumed_inputs": [0, 0]} if version == 1 else {}))
for version, dtype in ((7, F32), (9, I32), (9, U64), (16, BF16)):
    x = array([[0, 1, 2], [3, 4, 5]], dtype) if dtype is U64 else noise((2, 3), F32).astype(dtype)
    slope = array([[2], [3]], dtype)
    case("PRelu", version, [x, slope],
         [rounded(lambda a, s: np.where(a < 0, s * a, a).astype(a.dtype), x, slope)],
         label=label_of(dtype))

VARIADIC = [
    ("Max", lambda values: functools.reduce(np.maximum, values)),
    ("Min", lambda values: functools.reduce(np.minimum, values)),
    ("Sum", sum),
    ("Mean", lambda values: sum(values) / len(values)),
]
for op, function in VARIADIC:
    versions = {1: [F32], 6: [F64], 8: [F32], 13: [BF16]}
    if op in ("Max", "Min"):
        versions |= {12: [I8, I32, U64]}
    for version, dtypes in versions.items():
        for dtype in dtypes:
            # Until version 6 all inputs have one shape.
            shapes = [(2, 3)] * 3 if version < 8 else [(2, 1), (3,), ()]
            values = [array(np.abs(noise(shape, F32, seed)) * 4, dtype)
                      for seed, shape in enumerate(shapes)]
            expected = np.asarray(function([value.astype(F64) for value in values])).astype(dtype)
            hints = {"consumed_inputs": [0, 0, 0]} if version == 1 else {}
            case(op, version, values, [expected], label=label_of(dtype), **hints)
    case(op, 1, [ANY], [ANY], label="single")

for version, dtype in ((10, I32), (10, U8), (13, I64)):
    a, b = array([-7, 7, -5, 5, 4, 0], dtype), array([3, 3, 2, 2, 4, 5], dtype)
    if dtype is U8:
        a = np.abs(array([-7, 7, -5, 5, 4, 0])).astype(U8)
    case("Mod", version, [a, b], [np.mod(a, b)], label=label_of(dtype))
for version, dtype in ((10, F32), (10, F16), (13, BF16), (28, BF16), (28, F32)):
    a, b = array([-4.5, 4.5, 5.25, 7], dtype), array([2, -2, 1.5, 3.5], dtype)
    case("Mod", version, [a, b], [rounded(np.fmod, a, b)], label=f"fmod_{label_of(dtype)}", fmod=1)

# Version 28 rounds the quotient of floats down too, and says what becomes of zeros and infinities.
for dtype in (F32, F64, F16, BF16):
    a = array([-4.5, 4.5, 0, -0.0, np.inf, -np.inf, 3, -3, 3, -3, np.nan, 1], dtype)
    b = array([2, -2, -2, 3, 2, -2, 0, np.inf, np.inf, -np.inf, 1, np.nan], dtype)
    case("Mod", 28, [a, b], [rounded(np.mod, a, b)], label=f"floor_{label_of(dtype)}")

for version, dtype in ((11, U8), (11, U64), (28, I8), (28, I32), (28, I64)):
    x, by = array([16, 5, 1, 100], dtype), array([1, 2, 3, 0], dtype)
    case("BitShift", version, [x, by], [x << by], label=f"left_{label_of(dtype)}",
         direction="LEFT")
    case("BitShift", version, [x, by], [x >> by], label=f"right_{label_of(dtype)}",
         direction="RIGHT")

condition = array([[True], [False]], bool)
for version, dtype in ((9, I64), (9, STRING), (9, F32), (16, BF16)):
    if dtype is STRING:
        x, y = np.array(["a", "b"], object), np.array([["c", "d"], ["e", "f"]], object)
    else:
        x, y = ramp((2,), dtype), ramp((2, 2), dtype, 10)
    case("Where", version, [condition, x, y], [np.where(condition, x, y)], label=label_of(dtype))
