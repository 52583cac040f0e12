"""Quantisation, and the quantised operators of com.microsoft."""

import numpy as np
from draw import Draw, Tolerance
from onnx import TensorProto
from specs import specify

STEP = Tolerance(1e-5, 1e-6, 2e-6, 1)


@specify("DynamicQuantizeLinear")
def dynamic_quantize_linear(draw: Draw):
    return draw.case(draw.tensor("float", [max(e, 1) for e in draw.shape(0)], -9, 9), outputs=3, tolerance=STEP)


def axis_of_scale(draw: Draw, shape: list[int], since: int):
    """Axis, shape of the scales, and block size."""
    axis = draw.int(0, len(shape) - 1)
    kind = draw.choice("tensor", "axis", "block") if since >= 21 else draw.choice("tensor", "axis")
    if kind == "tensor" or since < 13:
        return None, [], None
    if kind == "axis":
        return axis - draw.choice(0, len(shape)), [shape[axis]], None
    block = draw.int(1, shape[axis])
    scales = list(shape)
    scales[axis] = -(-shape[axis] // block)
    return axis, scales, block


@specify("QuantizeLinear")
def quantize_linear(draw: Draw):
    shape = [draw.int(1, 6) for _ in range(draw.int(1, 3))]
    target = draw.type("T3" if "T3" in draw.version.types else "T2")
    source = draw.type("T1", ("float", "float16"))
    axis, scales, block = axis_of_scale(draw, shape, draw.since)
    x = draw.tensor(source, shape, -30, 30)
    scale = draw.tensor(source, scales, 0.1, 2)
    if draw.since >= 23:
        draw.types["T2"] = source
    zero = draw.tensor(target, scales, 0, 0 if "float" in target else 3)
    dtype = None
    if draw.since >= 21 and draw.chance(0.4) and not zero.any():
        dtype, zero = TensorProto.DataType.Value(target.upper()), None
    elif target == "uint8" and draw.chance(0.3):
        zero = None
    saturate = draw.maybe(1) if "float8" in target else None
    return draw.case(x, scale, zero, axis=axis, block_size=block, output_dtype=dtype, saturate=saturate,
                     tolerance=STEP)


@specify("DequantizeLinear")
def dequantize_linear(draw: Draw):
    shape = [draw.int(1, 6) for _ in range(draw.int(1, 3))]
    source = draw.type("T1")
    axis, scales, block = axis_of_scale(draw, shape, draw.since)
    result = draw.choice("float", "float16") if draw.since >= 19 else "float"
    zero = draw.tensor(source, scales, 0, 0 if source == "int32" or "float" in source else 3)
    low, high = (-6, 6) if source.endswith("4") else (-1, 1) if source.endswith("int2") else (-100, 100)
    return draw.case(draw.tensor(source, shape, low, high), draw.tensor(result, scales, 0.1, 2),
                     None if source == "int32" else draw.maybe(zero, 0.7), axis=axis, block_size=block)


@specify("com.microsoft::QuantizeLinear", "com.microsoft::DequantizeLinear")
def quantize_microsoft(draw: Draw):
    shape = [draw.int(1, 6) for _ in range(draw.int(1, 3))]
    quantize = draw.version.name == "QuantizeLinear"
    small = draw.type("T2" if quantize else "T1")
    axis = draw.maybe(draw.int(0, len(shape) - 1))
    scales = [] if axis is None else [shape[axis]]
    x = draw.tensor("float", shape, -30, 30) if quantize else draw.tensor(
        small, shape, *((-6, 6) if small.endswith("4") else (-100, 100)))
    zero = None if small == "int32" else draw.tensor(small, scales, 0, 3)
    return draw.case(x, draw.tensor("float", scales, 0.1, 2), zero, axis=axis, tolerance=STEP)


def quantised(draw: Draw, type_: str, shape) -> list[np.ndarray]:
    return [draw.tensor(type_, shape, -120, 250), *parameters(draw, type_)]


def parameters(draw: Draw, type_: str) -> list[np.ndarray]:
    return [draw.tensor("float", [], 0.01, 0.1), draw.tensor(type_, [], 0, 60)]


@specify("com.microsoft::QLinearAdd", "com.microsoft::QLinearMul")
def qlinear_binary(draw: Draw):
    a, b = draw.broadcast_pair()
    type_ = draw.type("T")
    return draw.case(*quantised(draw, type_, a), *quantised(draw, type_, b), *parameters(draw, type_),
                     tolerance=STEP)


@specify("com.microsoft::QLinearLeakyRelu", "com.microsoft::QLinearSigmoid")
def qlinear_unary(draw: Draw):
    type_ = draw.type("T")
    alpha = draw.maybe(draw.float(0.05, 0.9)) if draw.version.name == "QLinearLeakyRelu" else None
    return draw.case(*quantised(draw, type_, draw.shape()), *parameters(draw, type_), alpha=alpha, tolerance=STEP)


@specify("com.microsoft::DynamicQuantizeMatMul")
def dynamic_quantize_matmul(draw: Draw):
    m, k, n = draw.ints(3, 1, 12)
    type_ = draw.type("T2")
    per_column = draw.chance(0.4)
    scale = [n] if per_column else [1]
    return draw.case(draw.tensor("float", [*draw.ints(draw.int(0, 1), 1, 3), m, k]),
                     draw.tensor(type_, [k, n], -100, 100), draw.tensor("float", scale, 0.01, 0.1),
                     draw.maybe(draw.tensor(type_, scale, 0, 9)), draw.maybe(draw.tensor("float", [n])),
                     tolerance=Tolerance(1e-4, 1e-4, 1e-5))


@specify("com.microsoft::MatMulIntegerToFloat")
def matmul_integer_to_float(draw: Draw):
    m, k, n = draw.ints(3, 1, 12)
    types = draw.type("T1"), draw.type("T2")
    draw.types["T3"] = "float"
    scale = [n] if draw.chance(0.4) else []
    return draw.case(
        draw.tensor(types[0], [*draw.ints(draw.int(0, 1), 1, 3), m, k], -100, 200),
        draw.tensor(types[1], [k, n], -100, 100), draw.tensor("float", [], 0.01, 0.1),
        draw.tensor("float", scale, 0.01, 0.1), draw.maybe(draw.tensor(types[0], [], 0, 50)),
        draw.maybe(draw.tensor(types[1], scale, 0, 9)), draw.maybe(draw.tensor("float", [n])))


@specify("com.microsoft::MatMulNBits")
def matmul_n_bits(draw: Draw):
    bits, block = draw.choice(4, 4, 8), draw.choice(16, 32)
    k, n = draw.choice(block, 2 * block, block + 4, 3 * block), draw.int(1, 9)
    blocks = -(-k // block)
    type_ = draw.type("T1", ("float", "float16"))
    zero = draw.maybe(draw.rng.integers(0, 256, [n, -(-blocks * bits // 8)], np.uint8))
    return draw.case(
        draw.tensor(type_, [*draw.ints(draw.int(1, 2), 1, 4), k]),
        draw.rng.integers(0, 256, [n, blocks, block * bits // 8], np.uint8),
        draw.tensor(type_, [n, blocks], 0.01, 0.1), zero, None, draw.maybe(draw.tensor(type_, [n])),
        constant=(1, 2, 3), K=k, N=n, bits=bits, block_size=block,
        tolerance=Tolerance(1e-4, 1e-5, 1e-5) if type_ == "float" else None)

