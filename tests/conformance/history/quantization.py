"""QuantizeLinear, DequantizeLinear and QLinearMatMul in every version, and random numbers."""

import ml_dtypes
import numpy as np
from onnx import TensorProto

from history.case import (BF16, E8, F16, F32, F4, F6, F64, F8, I16, I2, I32, I4, I64, I8, U16, U8,
                          array, case, label_of, ramp)

# What each version can quantize to: added types, with the range that they saturate at.
INTEGER_RANGE = {I8: (-128, 127), U8: (0, 255), I16: (-32768, 32767), U16: (0, 65535),
                 I4: (-8, 7), ml_dtypes.uint4: (0, 15), I2: (-2, 1), ml_dtypes.uint2: (0, 3)}
FLOAT_LIMIT = {F8: 448, F4: 6, F6: 7.5}
TARGETS = {10: (I8, U8), 13: (I8, U8), 19: (F8,), 21: (I16, U16, I4, ml_dtypes.uint4), 23: (F4,),
           24: (I8,), 25: (I2, ml_dtypes.uint2), 28: (F6,)}


def quantized(x, scale, zero, target):
    ratio = x.astype(F64) / scale.astype(F64)
    if target in INTEGER_RANGE:
        return np.clip(np.rint(ratio) + zero, *INTEGER_RANGE[target]).astype(target)
    return np.clip(ratio, -FLOAT_LIMIT[target], FLOAT_LIMIT[target]).astype(target)


def dequantized(x, scale, zero):
    return ((x.astype(F64) - zero) * scale.astype(F64)).astype(scale.dtype)


for version, targets in TARGETS.items():
    for target in targets:
        name = label_of(target)
        exact = target in INTEGER_RANGE
        x = array([[-1000, -4.25, -1, 0.5, 1, 1.5], [2.5, 3, 4.75, 6, 7, 1000]])
        scale, shift = array(0.5), 1 if exact else 0
        zero = array(shift, target)
        y = quantized(x, scale, shift, target)
        case("QuantizeLinear", version, [x, scale, zero], [y], label=name)
        case("DequantizeLinear", version, [y, scale, zero], [dequantized(y, scale, shift)],
             label=name)
        scales, shifts = array([0.5, 2]), np.array([1, 0]) if exact else np.zeros(2)
        zeros = array(shifts, target)
        y = quantized(x, scales[:, None], shifts[:, None], target)
        if version >= 13:
            case("QuantizeLinear", version, [x, scales, zeros], [y], label=f"axis_{name}", axis=0)
            case("DequantizeLinear", version, [y, scales, zeros],
                 [dequantized(y, scales[:, None], shifts[:, None])], label=f"axis_{name}", axis=-2)
        if version >= 19:
            for real in (F16, BF16):
                given = [x.astype(real), scale.astype(real), zero]
                y = quantized(given[0], given[1], shift, target)
                case("QuantizeLinear", version, given, [y], label=f"{label_of(real)}_{name}")
                case("DequantizeLinear", version, [y, given[1], zero],
                     [dequantized(y, given[1], shift)], label=f"{label_of(real)}_{name}")
        if version >= 21:
            # A scale for every two elements along the last axis.
            scales = array([[0.5, 1, 2], [0.25, 4, 8]])
            spread = np.repeat(scales, 2, 1)
            zeros = array(np.full((2, 3), shift), target)
            y = quantized(x, spread, shift, target)
            case("QuantizeLinear", version, [x, scales, zeros], [y], label=f"blocks_{name}",
                 block_size=2, axis=1)
            case("DequantizeLinear", version, [y, scales, zeros], [dequantized(y, spread, shift)],
                 label=f"blocks_{name}", block_size=2, axis=1)
            y = quantized(x, scale, 0, target)
            number = getattr(TensorProto, label_of(target).upper())
            case("QuantizeLinear", version, [x, scale], [y], label=f"dtype_{name}",
                 output_dtype=number)
        if version >= 23:
            y = quantized(x, scale, shift, target)
            case("QuantizeLinear", version, [x.astype(F16), scale, zero], [y],
                 label=f"precision_{name}", precision=TensorProto.FLOAT)
            wide = dequantized(y, scale, shift).astype(F16)
            case("DequantizeLinear", version, [y, scale, zero], [wide], label=f"dtype_{name}",
                 output_dtype=TensorProto.FLOAT16)
for version in (10, 13, 19):
    # From version 19 on the scale has the type of x.
    scale = array(2, F32 if version < 19 else I32)
    case("QuantizeLinear", version, [array([-4, 3, 300], I32), scale],
         [array([0, 2, 150], U8)], label="from_int32")
    case("DequantizeLinear", version, [array([-4, 3, 300], I32), array(2.0)], [array([-8, 6, 600])],
         label="from_int32")
for version in (19, 21, 23, 24, 25, 28):
    x, zero = array([1000, -1000, 1]), array(0, F8)
    case("QuantizeLinear", version, [x, array(1.0), zero], [array([np.nan, np.nan, 1], F8)],
         label="not_saturated", saturate=0)
# From version 24 on scales may be powers of two in float8e8m0.
for version in (24, 25, 28):
    x = array([[-7, 4.5, 3, 100]])
    scale = array([[0.5, 2]], E8)
    y = quantized(x, np.repeat(scale.astype(F32), 2, 1), 0, F8)
    zeros = array(np.zeros((1, 2)), F8)
    case("QuantizeLinear", version, [x, scale, zeros], [y], label="powers", block_size=2, axis=1,
         precision=TensorProto.FLOAT)
    wide = dequantized(y, np.repeat(scale.astype(F32), 2, 1), 0)
    case("DequantizeLinear", version, [y, scale, zeros], [wide], label="powers", block_size=2,
         axis=1, output_dtype=TensorProto.FLOAT)

for version, kinds in ((10, ((U8, F32), (I8, F32))), (21, ((I8, F16), (U8, BF16)))):
    for kind, real in kinds:
        a, b = ramp((2, 3), kind, 3), ramp((3, 4), kind, 1)
        za, zb, zy = (array(v, kind) for v in (2, 3, 5))
        sa, sb, sy = (array(v, real) for v in (0.5, 0.25, 1))
        product = (a.astype(F64) - 2) @ (b.astype(F64) - 3) * 0.125
        y = np.clip(np.rint(product) + 5, *INTEGER_RANGE[kind]).astype(kind)
        case("QLinearMatMul", version, [a, sa, za, b, sb, zb, sy, zy], [y],
             label=f"{label_of(kind)}_{label_of(real)}")

# Random numbers: those with a seed are numpy's, as in ONNX's reference evaluator.
for version, dtypes in ((1, (F32, F64, F16)), (22, (BF16, F32))):
    for dtype in dtypes:
        number = getattr(TensorProto, label_of(dtype).upper())
        like = np.zeros((2, 3), dtype)
        for op, draw, options in (
                ("RandomNormal", "standard_normal", {"mean": 2.0, "scale": 0.5}),
                ("RandomUniform", "random_sample", {"low": -1.0, "high": 3.0})):
            drawn = getattr(np.random.RandomState(7), draw)((2, 3))
            scale = options.get("scale", 4.0)
            offset = options.get("mean", -1.0)
            step = drawn.astype(dtype) if dtype is not F64 else drawn
            y = ((step * dtype(scale)).astype(dtype) + dtype(offset)).astype(dtype)
            loose = {"rtol": 1e-2, "atol": 1e-2} if dtype in (F16, BF16) else {"rtol": 1e-5}
            case(op, version, [], [y], label=label_of(dtype), seed=7.0, shape=[2, 3], dtype=number,
                 **options, **loose)
            case(f"{op}Like", version, [like], [y], label=label_of(dtype), seed=7.0, **options,
                 **loose)
            case(f"{op}Like", version, [np.zeros((2, 3), I32) if dtype is F32 else like], [y],
                 label=f"dtype_{label_of(dtype)}", seed=7.0, dtype=number, **options, **loose)
for version, dtypes in ((15, (F32, F64, F16)), (22, (BF16,))):
    for dtype in dtypes:
        x = array([[0, 1, 0.5], [0.25, 0.75, 1]], dtype)
        y = np.random.RandomState(7).binomial(1, x.astype(F64))
        case("Bernoulli", version, [x], [y.astype(dtype)], label=label_of(dtype), seed=7.0)
        case("Bernoulli", version, [x], [y.astype(I64)], label=f"dtype_{label_of(dtype)}", seed=7.0,
             dtype=TensorProto.INT64)
# What is drawn is certain where one class has all of the probability.
for version, dtypes in ((7, (F32, F64, F16)), (22, (BF16,))):
    for dtype in dtypes:
        x = array([[-1000, 0, -1000], [0, -1000, -1000], [-1000, -1000, 0]], dtype)
        certain = array([[1, 1], [0, 0], [2, 2]], I32)
        case("Multinomial", version, [x], [certain], label=label_of(dtype), sample_size=2)
        case("Multinomial", version, [x], [certain.astype(I64)], label=f"dtype_{label_of(dtype)}",
             sample_size=2, dtype=TensorProto.INT64, seed=3.0)
