"""Elementwise operators of one, two and any number of inputs."""

import numpy as np
from draw import INTS, Draw, Tolerance, numpy_type
from specs import specify

FLOAT_ATTRIBUTES = {
    "Celu": ("alpha",), "Elu": ("alpha",), "HardSigmoid": ("alpha", "beta"), "LeakyRelu": ("alpha",),
    "Selu": ("alpha", "gamma"), "Shrink": ("bias", "lambd"), "Swish": ("alpha",),
    "ThresholdedRelu": ("alpha",), "com.microsoft::QuickGelu": ("alpha",),
}
#: Where functions are defined, or interesting.
RANGES = {
    "Acos": (-1, 1), "Asin": (-1, 1), "Atanh": (-0.99, 0.99), "Acosh": (1, 5), "Log": (0.01, 9),
    "Sqrt": (0, 9), "Tan": (-1.4, 1.4), "Exp": (-9, 9), "Reciprocal": (0.1, 5),
}


@specify("Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Celu", "Cos", "Cosh", "Elu",
         "Erf", "Exp", "Floor", "HardSigmoid", "HardSwish", "LeakyRelu", "Log", "Mish", "Neg",
         "Reciprocal", "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh",
         "Softplus", "Softsign", "Sqrt", "Swish", "Tan", "Tanh", "ThresholdedRelu", "IsNaN",
         "com.microsoft::Gelu", "com.microsoft::QuickGelu")
def unary(draw: Draw):
    name = draw.version.full_name
    low, high = RANGES.get(name, (-5, 5))
    variable = "T1" if "T1" in draw.version.types else "T"
    x = draw.tensor(draw.type(variable), draw.shape(), low, high, special=True, full=True)
    attributes = {key: draw.maybe(draw.float(0.1, 2)) for key in FLOAT_ATTRIBUTES.get(name, ())}
    return draw.case(x, **attributes)


@specify("Not", "BitwiseNot")
def unary_bits(draw: Draw):
    type_ = draw.type("T") if draw.version.name == "BitwiseNot" else "bool"
    return draw.case(draw.tensor(type_, draw.shape(), -100, 100, full=True))


@specify("IsInf")
def is_inf(draw: Draw):
    x = draw.tensor(draw.type("T1"), draw.shape(), special=True)
    return draw.case(x, detect_negative=draw.maybe(draw.int(0, 1)),
                     detect_positive=draw.maybe(draw.int(0, 1)))


@specify("Gelu")
def gelu(draw: Draw):
    x = draw.tensor(draw.type(), draw.shape(), special=True)
    return draw.case(x, approximate=draw.maybe(draw.choice("none", "tanh")))


@specify("Add", "Sub", "Mul", "Max", "Min", "Sum", "Mean", "Equal", "Greater", "GreaterOrEqual", "Less",
         "LessOrEqual")
def arithmetic(draw: Draw):
    a, b = draw.broadcast_pair()
    type_ = draw.type()
    inputs = [draw.tensor(type_, shape, special=True, full=True) for shape in (a, b)]
    if draw.version.name in ("Max", "Min", "Sum", "Mean"):
        inputs = inputs[:draw.int(1, 2)]
        if draw.chance(0.3):
            inputs.append(draw.tensor(type_, inputs[0].shape, special=True))
        if draw.since < 8:
            inputs = [draw.tensor(type_, a, special=True) for _ in inputs]
    return draw.case(*inputs)


@specify("Div")
def divide(draw: Draw):
    a, b = draw.broadcast_pair()
    type_ = draw.type()
    divisor = draw.tensor(type_, b, special=True, full=True)
    if type_ in INTS:
        divisor = np.where(divisor == 0, numpy_type(type_).type(3), divisor)
        divisor = np.where(divisor == numpy_type(type_).type(-1 if type_[0] == "i" else 1),
                           numpy_type(type_).type(2), divisor)
    return draw.case(draw.tensor(type_, a, -50, 50, special=True, full=True), divisor)


@specify("Mod")
def modulo(draw: Draw):
    a, b = draw.broadcast_pair()
    type_ = draw.type()
    fmod = draw.maybe(draw.int(0, 1)) if type_ in INTS else 1
    divisor = draw.tensor(type_, b, 1, 9, full=True)
    if type_ in INTS:
        divisor = np.where(divisor == 0, numpy_type(type_).type(3), divisor)
        if type_[0] == "i":
            divisor = np.where(draw.rng.random(b) < 0.4, -divisor, divisor).astype(divisor.dtype)
            divisor = np.where(divisor == -1, numpy_type(type_).type(-2), divisor)
    return draw.case(draw.tensor(type_, a, -50, 50, full=True), divisor, fmod=fmod)


@specify("Pow")
def power(draw: Draw):
    a, b = draw.broadcast_pair()
    base = draw.type("T")
    exponent = draw.type("T1") if draw.since >= 12 else base
    low = 0.1 if exponent not in INTS and base not in INTS else -3
    if base in INTS:
        x, y = draw.tensor(base, a, -4, 4), draw.tensor(exponent, b, 0, 3)
        if exponent not in INTS:
            y = np.round(y)
        return draw.case(x, y)
    return draw.case(draw.tensor(base, a, low, 4, special=True), draw.tensor(exponent, b, -3, 3))


@specify("And", "Or", "Xor")
def logical(draw: Draw):
    a, b = draw.broadcast_pair()
    return draw.case(draw.tensor("bool", a), draw.tensor("bool", b))


@specify("BitwiseAnd", "BitwiseOr", "BitwiseXor")
def bitwise(draw: Draw):
    a, b = draw.broadcast_pair()
    type_ = draw.type()
    return draw.case(draw.tensor(type_, a, -100, 100, full=True),
                     draw.tensor(type_, b, -100, 100, full=True))


@specify("BitShift")
def bit_shift(draw: Draw):
    a, b = draw.broadcast_pair()
    type_ = draw.type()
    bits = int(type_[4:])
    return draw.case(draw.tensor(type_, a, 0, 200, full=True), draw.tensor(type_, b, 0, bits - 1),
                     direction=draw.choice("LEFT", "RIGHT"))


@specify("Where")
def where(draw: Draw):
    shape = draw.shape()
    condition, x, y = (draw.broadcast(shape) for _ in range(3))
    type_ = draw.type()
    return draw.case(draw.tensor("bool", condition), draw.tensor(type_, x, special=True),
                     draw.tensor(type_, y, special=True))


@specify("PRelu")
def prelu(draw: Draw):
    shape = draw.shape(1)
    type_ = draw.type()
    return draw.case(draw.tensor(type_, shape, special=True), draw.tensor(type_, draw.broadcast(shape)))


@specify("Clip")
def clip(draw: Draw):
    type_ = draw.type()
    x = draw.tensor(type_, draw.shape(), special=True)
    low, high = sorted([draw.float(-3, 3), draw.float(-3, 3)])
    if draw.since < 11:
        return draw.case(x, min=draw.maybe(low), max=draw.maybe(high))
    if type_ in INTS:
        low, high = max(round(low), 0 if type_[0] == "u" else -9), max(round(high), 0)
    bounds = [draw.maybe(np.array(bound, x.dtype), 0.7) for bound in (low, high)]
    return draw.case(x, *bounds)


@specify("Dropout")
def dropout(draw: Draw):
    """Inference only: what it draws otherwise is nobody's to compare."""
    x = draw.tensor(draw.type("T"), draw.shape())
    outputs = draw.int(1, 2)
    if draw.since < 12:  # whose mask is not filled in inference
        return draw.case(x, ratio=draw.maybe(draw.float(0, 0.9)))
    ratio = draw.maybe(np.array(draw.float(0, 0.9), numpy_type(draw.type("T1"))))
    return draw.case(x, ratio, draw.maybe(np.array(False)), outputs=outputs,
                     seed=draw.maybe(draw.int(0, 9)))


@specify("com.microsoft::BiasGelu", "com.microsoft::FastGelu")
def biased_gelu(draw: Draw):
    shape = draw.shape(1)
    type_ = draw.type()
    bias = draw.tensor(type_, shape[-1:])
    if draw.version.name == "FastGelu":
        bias = draw.maybe(bias)
    return draw.case(draw.tensor(type_, shape), bias, tolerance=FAST_GELU.get(type_))


#: onnxruntime approximates Tanh by a quotient of polynomials.
FAST_GELU = {"float": Tolerance(1e-5, 2e-6, 2e-6)}


@specify("Identity")
def identity(draw: Draw):
    return draw.case(draw.tensor(draw.type("V" if "V" in draw.version.types else "T"), draw.shape(),
                                 special=True))


@specify("Cast")
def cast(draw: Draw):
    from onnx import TensorProto  # noqa: PLC0415: one use
    source, target = draw.type("T1"), draw.type("T2")
    unsigned = target.startswith("u")
    integral = "int" in target
    low, high = (-2, 1) if target.endswith("int2") else (-7, 7)
    x = draw.tensor(source, draw.shape(), 0 if unsigned else low, high, special=not integral)
    if source == "string":
        x = np.array([draw.choice("1", "-2.5", "3e2", "inf", "-0", "7") if not integral
                      else draw.choice("1", "23", "0") for _ in range(x.size)], object).reshape(x.shape)
    saturate = draw.maybe(draw.int(0, 1)) if "float8" in target else None
    return draw.case(x, to=TensorProto.DataType.Value(target.upper()), saturate=saturate)


@specify("CastLike")
def cast_like(draw: Draw):
    source, target = draw.type("T1"), draw.type("T2")
    x = draw.tensor(source, draw.shape(), 0 if target.startswith("u") else -7, 7)
    if source == "string":
        x = np.full(x.shape, "3", object)
    return draw.case(x, draw.tensor(target, draw.shape()))


@specify("BitCast")
def bit_cast(draw: Draw):
    from onnx import TensorProto  # noqa: PLC0415: one use
    source = draw.type("T1")
    size = numpy_type(source).itemsize if source not in ("string", "bool") else 1
    targets = [name for name in draw.version.types["T2"]
               if name not in ("string", "bool") and "4" != name[-1:] + name[:-1]
               and numpy_type(name).itemsize == size and not name.endswith(("int4", "int2", "e2m1"))]
    target = draw.choice(*targets)
    return draw.case(draw.tensor(source, draw.shape()),
                     to=TensorProto.DataType.Value(target.upper()))


@specify("ImageScaler")
def image_scaler(draw: Draw):
    shape = draw.ints(4, 1, 4)
    return draw.case(draw.tensor("float", shape), scale=draw.maybe(draw.float(0.5, 2)),
                     bias=[draw.float(-2, 2) for _ in range(shape[1])])
