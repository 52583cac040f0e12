"""Convolutions, pools, normalisations, products, losses and the sampling of images."""

import numpy as np
from onnx import TensorProto

from history.case import (BF16, F16, F32, F64, F8, I32, I64, I8, U32, U64, U8, array, case,
                          label_of, noise, ramp, rounded)
from history.reference import reference

FLOATS = {1: (F32, F64), 11: (F32,), 22: (BF16, F16)}
LOOSE = {"rtol": 1e-2, "atol": 1e-2}


def tolerance(dtype):
    """bfloat16 sums of many terms: the expected value is rounded once, from a float32 result."""
    return LOOSE if dtype in (BF16, F16) else {"rtol": 1e-4, "atol": 1e-5}


def same(op, versions, inputs, label, outputs=1, **attributes):
    """Cases for versions that differ in the types they allow alone."""
    for version, dtypes in versions.items():
        for dtype in dtypes:
            given = [x.astype(dtype) if x is not None and x.dtype == F32 else x for x in inputs]
            case(op, version, given, reference(op, given, outputs=outputs, **attributes),
                 label=f"{label}_{label_of(dtype)}", **tolerance(dtype), **attributes)


x, w, b = noise((1, 2, 5, 5)), noise((4, 2, 3, 3), seed=1), noise((4,), seed=2)
same("Conv", FLOATS, [x, w, b], "pads", pads=[1, 0, 1, 2], strides=[2, 1], kernel_shape=[3, 3])
same("Conv", FLOATS, [x, w[:, :1]], "grouped", group=2, dilations=[2, 1], auto_pad="SAME_UPPER")
same("ConvTranspose", FLOATS, [x, noise((2, 3, 3, 3), seed=1), b[:3]], "pads", pads=[1, 0, 1, 1],
     strides=[2, 1], output_padding=[1, 0])
# Of 1, 10, 102, 20, 204, 40, 400 one is cut off to get six: the first, unless auto_pad is
# SAME_UPPER. The text of version 1 exchanges the two branches of its formula, against its own
# description of auto_pad; version 11 set it right, and onnxruntime does so in every version.
for version, dtypes in FLOATS.items():
    for dtype in dtypes:
        given = [array([[[1, 2, 4]]], dtype), array([[[1, 10, 100]]], dtype)]
        for label, y, attributes in (
                ("shape", [10, 102, 20, 204, 40, 400], {}),
                ("upper", [1, 10, 102, 20, 204, 40], {"auto_pad": "SAME_UPPER"}),
                ("lower", [10, 102, 20, 204, 40, 400], {"auto_pad": "SAME_LOWER"})):
            case("ConvTranspose", version, given, [array([[y]], dtype)], strides=[2],
                 output_shape=[6], label=f"{label}_{label_of(dtype)}", **attributes)
offset, mask = noise((1, 18, 3, 3), seed=3), np.abs(noise((1, 9, 3, 3), seed=4))
same("DeformConv", {19: (F32, F64), 22: (BF16,)}, [x, w, offset, b, mask], "mask",
     kernel_shape=[3, 3])

# Pools. Padding counts only where count_include_pad, of version 7, says so.
for version, dtypes in ((1, (F32, F64)), (7, (F32,)), (10, (F32, F16)), (11, (F32,)), (19, (F32,)),
                        (22, (BF16,))):
    same("AveragePool", {version: dtypes}, [x], "pads", kernel_shape=[3, 2], pads=[1, 0, 1, 1],
         strides=[2, 1])
    same("AveragePool", {version: dtypes}, [x], "same", kernel_shape=[3, 3], auto_pad="SAME_LOWER")
    if version >= 7:
        same("AveragePool", {version: dtypes}, [x], "counted", kernel_shape=[3, 3],
             pads=[1, 1, 1, 1], count_include_pad=1)
    if version >= 10:
        same("AveragePool", {version: dtypes}, [x], "ceil", kernel_shape=[2, 2], strides=[2, 2],
             ceil_mode=1)
    if version >= 19:
        same("AveragePool", {version: dtypes}, [x], "dilated", kernel_shape=[2, 2],
             dilations=[2, 3])


def max_pool_indices(a, kernel, strides, by_columns=False):
    """The largest of each window with its index in the whole tensor, the last two axes exchanged
    there if by_columns. (The reference evaluator's indices are wrong where windows overlap.)"""
    height, width = ((e - k) // s + 1 for e, k, s in zip(a.shape[2:], kernel, strides))
    y = np.empty((*a.shape[:2], height, width), a.dtype)
    indices = np.empty(y.shape, I64)
    for at in np.ndindex(y.shape):
        plane = (at[0] * a.shape[1] + at[1]) * a.shape[2] * a.shape[3]
        rows = range(at[2] * strides[0], at[2] * strides[0] + kernel[0])
        columns = range(at[3] * strides[1], at[3] * strides[1] + kernel[1])
        value, i, j = max((a[at[0], at[1], i, j], i, j) for i in rows for j in columns)
        y[at] = value
        indices[at] = plane + (j * a.shape[2] + i if by_columns else i * a.shape[3] + j)
    return [y, indices]


distinct = array(np.random.RandomState(0).permutation(50).reshape(1, 2, 5, 5))
for version, dtypes in ((1, (F32, F64)), (8, (F32,)), (10, (F32, F16)), (11, (F32,)),
                        (12, (I8, U8)), (22, (BF16,))):
    same("MaxPool", {version: dtypes}, [distinct], "pads", kernel_shape=[3, 2], pads=[1, 0, 1, 1],
         strides=[2, 1])
    for dtype in dtypes if version >= 8 else ():
        given = distinct.astype(dtype)
        case("MaxPool", version, [given], max_pool_indices(given, (2, 3), (2, 1)),
             label=f"indices_{label_of(dtype)}", kernel_shape=[2, 3], strides=[2, 1])
        case("MaxPool", version, [given], max_pool_indices(given, (2, 2), (1, 1), True),
             label=f"columns_{label_of(dtype)}", kernel_shape=[2, 2], storage_order=1)
    if version >= 10:
        same("MaxPool", {version: dtypes}, [distinct], "ceil", kernel_shape=[2, 2], strides=[2, 2],
             ceil_mode=1, dilations=[1, 2])
for version, dtypes in {9: (F32, F64), 11: (F32,), 22: (BF16,)}.items():
    for dtype in dtypes:
        pooled, indices = array([[[[6, 8], [14, 16]]]], dtype), array([[[[5, 7], [13, 15]]]], I64)
        y = np.zeros(16)
        y[indices.ravel()] = pooled.ravel()
        case("MaxUnpool", version, [pooled, indices], [y.reshape(1, 1, 4, 4).astype(dtype)],
             label=label_of(dtype), kernel_shape=[2, 2], strides=[2, 2])
        # The indices count in the shape that goes without saying, also where a larger one is asked.
        larger = np.zeros((1, 1, 5, 5))
        larger[:, :, :4, :4] = y.reshape(1, 1, 4, 4)
        case("MaxUnpool", version, [pooled, indices, array([1, 1, 5, 5], I64)],
             [larger.astype(dtype)], label=f"shape_{label_of(dtype)}", kernel_shape=[2, 2],
             strides=[2, 2])


def lp(a, p, axes):
    return np.sum(np.abs(a) ** p, axis=axes, keepdims=True) ** (1 / p)


def lp_pool(a, p, kernel, strides):
    height, width = ((e - k) // s + 1 for e, k, s in zip(a.shape[2:], kernel, strides))
    y = np.empty((*a.shape[:2], height, width), a.dtype)
    for i, j in np.ndindex(height, width):
        top, left = i * strides[0], j * strides[1]
        window = a[:, :, top:top + kernel[0], left:left + kernel[1]]
        y[:, :, i, j] = lp(window, p, (2, 3))[:, :, 0, 0]
    return y


# p was a real number first, then an integer.
for version, p in ((1, 2.5), (2, 3), (22, 1)):
    for dtype in ((BF16,) if version == 22 else (F32, F64, F16)):
        given = x.astype(dtype)
        case("GlobalLpPool", version, [given], [rounded(lp, given, p=p, axes=(2, 3))],
             label=label_of(dtype), p=p, **tolerance(dtype))
        case("GlobalLpPool", version, [given], [rounded(lp, given, p=2, axes=(2, 3))],
             label=f"default_{label_of(dtype)}", **tolerance(dtype))
for version, p in ((1, 2.5), (2, 3), (11, 1), (18, 3), (22, 3)):
    for dtype in ((BF16,) if version == 22 else (F32, F64)):
        given = x.astype(dtype)
        case("LpPool", version, [given],
             [rounded(lp_pool, given, p=p, kernel=(2, 3), strides=(1, 2))], label=label_of(dtype),
             p=p, kernel_shape=[2, 3], strides=[1, 2], **tolerance(dtype))
        padded = np.pad(given, ((0, 0), (0, 0), (1, 1), (0, 1)))
        case("LpPool", version, [given],
             [rounded(lp_pool, padded, p=2, kernel=(3, 3), strides=(1, 1))],
             label=f"pads_{label_of(dtype)}", kernel_shape=[3, 3], pads=[1, 0, 1, 1],
             **tolerance(dtype))
        if version >= 18:
            padded = np.pad(given, ((0, 0), (0, 0), (0, 1), (0, 1)))
            case("LpPool", version, [given],
                 [rounded(lp_pool, padded, p=2, kernel=(2, 2), strides=(2, 2))],
                 label=f"ceil_{label_of(dtype)}", kernel_shape=[2, 2], strides=[2, 2],
                 ceil_mode=1, **tolerance(dtype))
            case("LpPool", version, [given],
                 [rounded(lp_pool, given[:, :, ::2, ::3], p=2, kernel=(2, 2), strides=(1, 1))],
                 label=f"dilated_{label_of(dtype)}", kernel_shape=[2, 2], strides=[2, 3],
                 dilations=[2, 3], **tolerance(dtype))
for op, function in (("GlobalAveragePool", np.mean), ("GlobalMaxPool", np.max)):
    for version, dtypes in {1: (F32, F64, F16), 22: (BF16,)}.items():
        for dtype in dtypes:
            given = x.astype(dtype)
            case(op, version, [given], [rounded(function, given, axis=(2, 3), keepdims=True)],
                 label=label_of(dtype), **tolerance(dtype))


def roi_pool(a, rois, shape, scale):
    """Caffe's: bins of whole elements, each the largest of its own; an empty one is zero."""
    y = np.zeros((len(rois), a.shape[1], *shape), a.dtype)
    for n, (batch, *corners) in enumerate(rois):
        x1, y1, x2, y2 = (int(np.floor(v * scale + 0.5)) for v in corners)
        height, width = max(y2 - y1 + 1, 1), max(x2 - x1 + 1, 1)
        for i, j in np.ndindex(*shape):
            def limits(index, extent, bins, start, end):
                first = int(np.floor(index * extent / bins)) + start
                last = int(np.ceil((index + 1) * extent / bins)) + start
                return np.clip([first, last], 0, end)
            top, bottom = limits(i, height, shape[0], y1, a.shape[2])
            left, right = limits(j, width, shape[1], x1, a.shape[3])
            if bottom > top and right > left:
                y[n, :, i, j] = a[int(batch), :, top:bottom, left:right].max((1, 2))
    return y


for version, dtypes in {1: (F32, F64, F16), 22: (BF16,)}.items():
    for dtype in dtypes:
        image = ramp((1, 2, 6, 6), dtype)
        rois = array([[0, 1, 1, 4, 5], [0, 0, 2, 3, 3]], dtype)
        case("MaxRoiPool", version, [image, rois], [rounded(roi_pool, image, rois, shape=(2, 3),
                                                            scale=1.0)],
             label=label_of(dtype), pooled_shape=[2, 3])
        rois = array([[0, 2, 2, 8, 10]], dtype)
        case("MaxRoiPool", version, [image, rois], [rounded(roi_pool, image, rois, shape=(2, 2),
                                                            scale=0.5)],
             label=f"scale_{label_of(dtype)}", pooled_shape=[2, 2], spatial_scale=0.5)

image = noise((1, 2, 6, 6), seed=7)
rois, batch = array([[0, 0, 4, 4], [1, 2, 5, 5.5]]), array([0, 0], I64)
ROI = {"output_height": 2, "output_width": 3, "sampling_ratio": 2, "spatial_scale": 0.75}
for mode in ("avg", "max"):
    # Coordinates as they are, until version 16 let half a pixel be taken off.
    for version, dtypes in {10: (F32, F64), 16: (F32,), 22: (BF16, F16)}.items():
        for dtype in dtypes:
            given = [image.astype(dtype), rois.astype(dtype), batch]
            for coordinates in ("output_half_pixel", "half_pixel"):
                known = {"coordinate_transformation_mode": coordinates} if version >= 16 else {}
                if version < 16 and coordinates == "half_pixel":
                    continue
                y = reference("RoiAlign", given, mode=mode, **ROI,
                              coordinate_transformation_mode=coordinates)
                case("RoiAlign", version, given, y, label=f"{mode}_{coordinates}_{label_of(dtype)}",
                     mode=mode, **ROI, **known, **tolerance(dtype))

grid = noise((1, 3, 4, 2), seed=8) * array(0.5)
for version, modes, dtypes in ((16, ("bilinear", "nearest", "bicubic"), (F32, F64)),
                               (20, ("linear", "nearest", "cubic"), (F32,)),
                               (22, ("linear", "nearest", "cubic"), (BF16,))):
    newest = {"bilinear": "linear", "bicubic": "cubic"}
    for dtype in dtypes:
        for mode in modes:
            for padding in ("zeros", "border", "reflection"):
                given = [image.astype(dtype), grid.astype(dtype)]
                y = reference("GridSample", given, mode=newest.get(mode, mode),
                              padding_mode=padding, align_corners=1)
                case("GridSample", version, given, y, label=f"{mode}_{padding}_{label_of(dtype)}",
                     mode=mode, padding_mode=padding, align_corners=1, **tolerance(dtype))


def batch_norm(a, scale, bias, mean, variance, epsilon=1e-5):
    def along(v):
        return v.reshape(-1, *[1] * (a.ndim - 2)) if v.ndim == 1 else v
    return along(scale) * (a - along(mean)) / np.sqrt(along(variance) + epsilon) + along(bias)


LEGACY = {"consumed_inputs": [0, 0, 0, 1, 1]}
for version, dtypes in ((1, (F32, F64)), (6, (F32, F64)), (7, (F32, F64)), (9, (F32, F64)),
                        (14, (F32, BF16)), (15, (F32, BF16, F16))):
    given = noise((3, 2, 2, 2), seed=9)
    first = {1: LEGACY | {"is_test": 1}, 6: {"is_test": 1}}.get(version, {})
    for dtype in dtypes:
        name = label_of(dtype)
        stats = [array(v, dtype) for v in ([1, 2], [0.5, -1], [0.25, -0.5], [1, 4])]
        a = given.astype(dtype)
        case("BatchNormalization", version, [a, *stats], [rounded(batch_norm, a, *stats)],
             label=name, **first, **tolerance(dtype))
        case("BatchNormalization", version, [a, *stats],
             [rounded(batch_norm, a, *stats, epsilon=0.5)], label=f"epsilon_{name}", epsilon=0.5,
             **first, **tolerance(dtype))
        if version < 9 and dtype is F32:
            spread = [noise((2, 2, 2), seed=s).astype(dtype) for s in (1, 2, 3)]
            spread.append(np.abs(spread[0]) + 1)
            case("BatchNormalization", version, [a, *spread], [rounded(batch_norm, a, *spread)],
                 label=f"activations_{name}", spatial=0, **first, **tolerance(dtype))
        if version == 15 or dtype is BF16:
            continue
        # Training: the statistics of the batch, and running ones that follow them. Until version 9
        # two more outputs save what was computed.
        mean, variance = a.mean((0, 2, 3)), a.var((0, 2, 3))
        y = batch_norm(a, *stats[:2], mean, variance)
        running = [s * 0.75 + n * 0.25 for s, n in zip(stats[2:], (mean, variance))]
        saved = [mean, variance] if version < 14 else []
        asked = {"training_mode": 1} if version >= 14 else LEGACY if version == 1 else {}
        case("BatchNormalization", version, [a, *stats],
             [value.astype(dtype) for value in (y, *running, *saved)], label=f"training_{name}",
             momentum=0.75, **asked, **tolerance(dtype))

# From version 15 on scale and statistics have types of their own, and those of a batch of float16
# are computed in float, which holds the variance here.
a = array([[[300, -300]], [[-300, 300]]], F16)
scale, bias, mean, variance = array([2]), array([1], F32), array([4], F64), array([8], F64)
case("BatchNormalization", 15, [a, scale, bias, mean, variance],
     [batch_norm(a.astype(F64), scale, bias, mean, variance).astype(F16)], label="mixed_types",
     **LOOSE)
case("BatchNormalization", 15, [a, scale, bias, mean, variance],
     [array([[[3, -1]], [[-1, 3]]], F16), array([2], F64), array([45004], F64)],
     label="mixed_types_training", momentum=0.5, training_mode=1, **LOOSE)

for version, dtypes in {1: (F32, F64), 6: (F32, F16), 22: (BF16,)}.items():
    for dtype in dtypes:
        a = noise((2, 3, 4), seed=10).astype(dtype)
        scale, bias = array([1, 2, 0.5], dtype), array([0, 1, -1], dtype)

        def instance_norm(v, s, t, epsilon):
            centred = v - v.mean(2, keepdims=True)
            return s[:, None] * centred / np.sqrt(v.var(2, keepdims=True) + epsilon) + t[:, None]

        case("InstanceNormalization", version, [a, scale, bias],
             [rounded(instance_norm, a, scale, bias, epsilon=1e-5)], label=label_of(dtype),
             **({"consumed_inputs": [0, 0, 0]} if version == 1 else {}), **tolerance(dtype))
        case("InstanceNormalization", version, [a, scale, bias],
             [rounded(instance_norm, a, scale, bias, epsilon=0.5)],
             label=f"epsilon_{label_of(dtype)}", epsilon=0.5, **tolerance(dtype))

# Scale and bias per group, until version 21 gave each channel its own.
for version, groups, dtypes in ((18, 2, (F32, F64)), (21, 4, (F32, BF16))):
    for dtype in dtypes:
        a = noise((2, 4, 3), seed=11).astype(dtype)
        scale, bias = noise((groups,), dtype, 1), noise((groups,), dtype, 2)

        def group_norm(v, s, t, epsilon=1e-5):
            parts = v.reshape(2, 2, -1)
            centred = parts - parts.mean(2, keepdims=True)
            y = (centred / np.sqrt(parts.var(2, keepdims=True) + epsilon)).reshape(v.shape)
            repeat = 4 // len(s)
            return y * np.repeat(s, repeat)[:, None] + np.repeat(t, repeat)[:, None]

        case("GroupNormalization", version, [a, scale, bias],
             [rounded(group_norm, a, scale, bias)], label=label_of(dtype), num_groups=2,
             **({"stash_type": TensorProto.FLOAT} if version >= 21 else {}), **tolerance(dtype))

for version, dtypes in {1: (F32, F64), 13: (BF16,)}.items():
    for dtype in dtypes:
        a = noise((2, 5, 3), seed=12).astype(dtype)

        def local_norm(v, size, alpha, beta, bias):
            squares = np.stack([
                np.square(v[:, max(0, c - (size - 1) // 2):c + -(-(size - 1) // 2) + 1]).sum(1)
                for c in range(v.shape[1])], 1)
            return v / (bias + alpha / size * squares) ** beta

        case("LRN", version, [a],
             [rounded(local_norm, a, size=3, alpha=1e-4, beta=0.75, bias=1)],
             label=f"defaults_{label_of(dtype)}", size=3, **tolerance(dtype))
        case("LRN", version, [a], [rounded(local_norm, a, size=2, alpha=0.5, beta=1.5, bias=2)],
             label=label_of(dtype), size=2, alpha=0.5, beta=1.5, bias=2.0, **tolerance(dtype))

# Dropout without training is the identity. The mask is of the data's type, then bool.
for version, dtypes in ((1, (F32, F64)), (6, (F32, F16)), (7, (F32, F64)), (10, (F32,))):
    for dtype in dtypes:
        a = noise((2, 3), seed=13).astype(dtype)
        first = {"is_test": 1} if version < 7 else {}
        first |= {"consumed_inputs": [0]} if version == 1 else {}
        case("Dropout", version, [a], [a], label=label_of(dtype), ratio=0.25, **first)
        if version >= 7:
            kept = np.ones_like(a, bool if version >= 10 else dtype)
            case("Dropout", version, [a], [a, kept], label=f"mask_{label_of(dtype)}")
for version, dtype, ratio in ((12, F32, F16), (12, F64, F32), (13, BF16, F32), (22, F8, BF16)):
    a = noise((2, 3), seed=13).astype(dtype)
    kept = np.ones((2, 3), bool)
    rate = array(0.25, ratio)
    case("Dropout", version, [a, rate], [a, kept], label=label_of(dtype), seed=1)
    case("Dropout", version, [a, rate, np.array(False)], [a, kept],
         label=f"inference_{label_of(dtype)}")
    if dtype in (F32, F64):
        drawn = reference("Dropout", [a, rate, np.array(True)], outputs=2, seed=7)
        case("Dropout", version, [a, rate, np.array(True)], drawn,
             label=f"training_{label_of(dtype)}", seed=7)


def gemm(a, b, c, alpha=1.0, beta=1.0):
    return alpha * (a @ b) + (beta * c if c is not None else 0)


# The addend repeats where `broadcast` says so, from version 7 on always.
for version, dtypes in ((1, (F32, F64)), (6, (F32, F64)), (7, (F32,)), (9, (I32, U64)),
                        (11, (F32, I32)), (13, (BF16,))):
    for dtype in dtypes:
        a, b = ramp((2, 3), dtype), ramp((3, 4), dtype, 1)
        for label, shape in (("full", (2, 4)), ("row", (4,)), ("one", (1,)), ("column", (2, 1))):
            if version < 7 and label == "column":
                continue  # that repetition came with version 7
            c = ramp(shape, dtype, 3)
            legacy = {"broadcast": 1} if version < 7 and label != "full" else {}
            case("Gemm", version, [a, b, c], [rounded(gemm, a, b, c)],
                 label=f"{label}_{label_of(dtype)}", **legacy, **tolerance(dtype))
        if version >= 11:
            case("Gemm", version, [a, b], [rounded(gemm, a, b, None)],
                 label=f"without_{label_of(dtype)}", **tolerance(dtype))
        c = ramp((2, 4), dtype, 3)
        case("Gemm", version, [np.ascontiguousarray(a.T), np.ascontiguousarray(b.T), c],
             [rounded(gemm, a, b, c, alpha=2.0, beta=3.0)], label=f"scaled_{label_of(dtype)}",
             transA=1, transB=1, alpha=2.0, beta=3.0, **tolerance(dtype))
for version, dtypes in {1: (F32, F64, F16), 9: (I32, U64, U32), 13: (BF16,)}.items():
    for dtype in dtypes:
        for label, left, right in (("matrices", (2, 3), (3, 4)), ("batch", (2, 1, 2, 3), (3, 3, 2)),
                                   ("vector", (3,), (3, 2))):
            a, b = ramp(left, dtype), ramp(right, dtype, 1)
            case("MatMul", version, [a, b], [rounded(np.matmul, a, b)],
                 label=f"{label}_{label_of(dtype)}", **tolerance(dtype))
for version, dtypes in {12: (F32, I32, F64), 28: (BF16,)}.items():
    for dtype in dtypes:
        a, b = ramp((2, 3), dtype), ramp((3, 4), dtype, 1)
        for equation, inputs in (("ij,jk->ik", [a, b]), ("ij->ji", [a]), ("ij,jk", [a, b])):
            case("Einsum", version, inputs,
                 [rounded(lambda *v, e=equation: np.einsum(e, *v), *inputs)],
                 label=f"{equation.replace(',', '_').replace('->', '_to_')}_{label_of(dtype)}",
                 equation=equation, **tolerance(dtype))
for version, dtypes in {11: (F32, F64), 22: (BF16, F16)}.items():
    for dtype in dtypes:
        a = array([[[2, 1], [1, 3]], [[1, 2], [3, 4]]], dtype)
        case("Det", version, [a], [array([5, -2], dtype)], label=label_of(dtype), **LOOSE)

scores = noise((3, 4, 2), seed=14)
labels = array([[0, 3], [1, 1], [2, 0]], I64)
weights = array([1, 0.5, 2, 0.25])
for reduction in ("none", "mean", "sum"):
    for version, dtypes in ((12, (F32, F64)), (13, (F32,)), (22, (BF16,))):
        for dtype in dtypes:
            given = [scores.astype(dtype), labels, weights.astype(dtype)]
            name = f"{reduction}_{label_of(dtype)}"
            for label, options in (("", {}), ("ignore_", {"ignore_index": 1})):
                y = reference("NegativeLogLikelihoodLoss", given, reduction=reduction, **options)
                case("NegativeLogLikelihoodLoss", version, given, y, label=f"{label}{name}",
                     reduction=reduction, **options, **tolerance(dtype))
    for version, dtypes in ((12, (F32, F64)), (13, (BF16,))):
        for dtype in dtypes:
            given = [scores.astype(dtype), labels.astype(I32), weights.astype(dtype)]
            name = f"{reduction}_{label_of(dtype)}"
            y = reference("SoftmaxCrossEntropyLoss", given, outputs=2, reduction=reduction,
                          ignore_index=1)
            case("SoftmaxCrossEntropyLoss", version, given, y, label=name, reduction=reduction,
                 ignore_index=1, **tolerance(dtype))

boxes = array([[[0, 0, 1, 1], [0, 0.1, 1, 1.1], [0, -0.1, 1, 0.9], [0, 10, 1, 11],
                [0, 10.1, 1, 11.1], [0, 100, 1, 101]]])
confidences = array([[[0.9, 0.75, 0.6, 0.95, 0.5, 0.3]]])
limits = [array([3], I64), array([0.5]), array([0.4])]
for version in (10, 11):
    case("NonMaxSuppression", version, [boxes, confidences, *limits],
         [array([[0, 0, 3], [0, 0, 0]], I64)])
    centres = np.stack([(boxes[..., 1] + boxes[..., 3]) / 2, (boxes[..., 0] + boxes[..., 2]) / 2,
                        boxes[..., 3] - boxes[..., 1], boxes[..., 2] - boxes[..., 0]], -1)
    case("NonMaxSuppression", version, [centres, confidences, *limits[:2]],
         [array([[0, 0, 3], [0, 0, 0], [0, 0, 5]], I64)], label="centres", center_point_box=1)
    case("NonMaxSuppression", version, [boxes, confidences], [np.zeros((0, 3), I64)],
         label="no_limit")
