"""Upsample and Resize: scales moved from attributes to an input, and coordinates changed."""

import itertools

import numpy as np

from history.case import (BF16, F16, F32, F64, I32, I64, U8, array, case, label_of, noise, ramp,
                          rounded)
from history.reference import reference


def asymmetric(x, scales, linear):
    """Output i lies at i / scale of the input. Linear mixes the element before with the next one;
    nearest takes the one before, or where the axis shrinks, as in ONNX's case for Resize 10
    (1 2 3 4 by 0.6 gives 1 3), the next one."""
    for axis, scale in enumerate(scales):
        size = x.shape[axis]
        at = np.arange(int(np.floor(size * scale))) / scale
        before = np.minimum(np.floor(at).astype(int), size - 1)
        y = np.take(x, before, axis)
        if linear:
            after = np.take(x, np.minimum(before + 1, size - 1), axis)
            part = (at - before).reshape([-1 if a == axis else 1 for a in range(x.ndim)])
            y = y * (1 - part) + after * part
        elif scale < 1:
            y = np.take(x, np.ceil(at).astype(int), axis)
        x = y
    return x


# Upsample 1 names the scales of height and width, 7 has a list of them, from 9 on it is an input.
for dtype in (F32, F64, F16, I32, I64, bool):
    x = ramp((1, 2, 2, 3)) % 2 == 0 if dtype is bool else ramp((1, 2, 2, 3), dtype)
    name = label_of(dtype)
    scales = (1, 1, 2, 3)
    given = {"height_scale": 2.0, "width_scale": 3.0}
    case("Upsample", 1, [x], [asymmetric(x, scales, False)], label=name, **given)
    if dtype in (F32, F64, F16):
        case("Upsample", 1, [x], [rounded(asymmetric, x, scales=scales, linear=True)],
             label=f"bilinear_{name}", mode="bilinear", **given,
             atol=1e-2 if dtype is F16 else 1e-5)
for version in (7, 9, 10):
    for dtype in (F32, F16, U8, I64):
        x = ramp((1, 2, 2, 3), dtype)
        name = label_of(dtype)
        # Version 10 says that Upsample is deprecated; what it means is what version 9 says.
        for label, scales in (("", (1, 1, 2, 3)), ("real_", (1, 1.5, 1.25, 2))):
            inputs = [x] if version == 7 else [x, array(scales)]
            given = {"scales": [float(s) for s in scales]} if version == 7 else {}
            case("Upsample", version, inputs, [asymmetric(x, scales, False)],
                 label=f"{label}{name}", **given)
            if dtype in (F32, F16):
                case("Upsample", version, inputs,
                     [rounded(asymmetric, x, scales=scales, linear=True)],
                     label=f"linear_{label}{name}", mode="linear", **given,
                     atol=1e-2 if dtype is F16 else 1e-5)

# Resize 10 is Upsample that may also make smaller.
for dtype in (F32, F16, U8, I64):
    for label, scales in (("larger", (1, 1, 2, 3)), ("smaller", (1, 1, 0.5, 0.75))):
        x = ramp((1, 2, 4, 4), dtype)
        case("Resize", 10, [x, array(scales)], [asymmetric(x, scales, False)],
             label=f"{label}_{label_of(dtype)}")
        if dtype in (F32, F16):
            case("Resize", 10, [x, array(scales)],
                 [rounded(asymmetric, x, scales=scales, linear=True)],
                 label=f"linear_{label}_{label_of(dtype)}", mode="linear",
                 atol=1e-2 if dtype is F16 else 1e-5)

MODES = ("nearest", "linear", "cubic")
COORDINATES = ("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")
image = noise((1, 1, 4, 5), seed=15)
NO_ROI, NO_SCALES = np.zeros(0, F32), np.zeros(0, F32)
for version, dtypes in ((11, (F32, F16)), (13, (F32, BF16)), (18, (F32, BF16)), (19, (F32, BF16))):
    for dtype, mode, coordinates in itertools.product(dtypes, MODES, COORDINATES):
        x = image.astype(dtype)
        attributes = {"mode": mode, "coordinate_transformation_mode": coordinates}
        # Where the corners are aligned, ONNX's reference takes the scaled extent unrounded, so that
        # only scales that give whole extents have one answer.
        scales = array([1, 1, 1.5, 0.6 if coordinates == "align_corners" else 0.75])
        # In version 11 the regions and the scales had to be there, if only as empty tensors.
        roi = NO_ROI if version == 11 else None
        loose = {"rtol": 1e-2, "atol": 1e-2} if dtype in (BF16, F16) else {"rtol": 1e-4,
                                                                          "atol": 1e-5}
        y = reference("Resize", [x, None, scales], **attributes)
        name = f"{mode}_{coordinates}_{label_of(dtype)}"
        case("Resize", version, [x, roi, scales], y, label=name, **attributes, **loose)
        if coordinates == "half_pixel":
            sizes = array([1, 1, 7, 3], I64)
            no_scales = NO_SCALES if version == 11 else None
            y = reference("Resize", [x, None, None, sizes], **attributes)
            case("Resize", version, [x, roi, no_scales, sizes], y, label=f"sizes_{name}",
                 **attributes, **loose)
    for rounding in ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"):
        attributes = {"nearest_mode": rounding, "coordinate_transformation_mode": "asymmetric"}
        scales = array([1, 1, 2, 1.25])
        y = reference("Resize", [image, None, scales], **attributes)
        roi = NO_ROI if version == 11 else None
        case("Resize", version, [image, roi, scales], y, label=rounding, **attributes)
    for real in (F32, F64, F16):
        crop = array([0, 0, 0.25, 0.25, 1, 1, 0.75, 1.25], real)
        attributes = {"coordinate_transformation_mode": "tf_crop_and_resize", "mode": "linear",
                      "extrapolation_value": 9.0}
        sizes = array([1, 1, 3, 4], I64)
        y = reference("Resize", [image, crop.astype(F32), None, sizes], **attributes)
        case("Resize", version, [image, crop, NO_SCALES if version == 11 else None, sizes], y,
             label=f"crop_{label_of(real)}", rtol=1e-4, atol=1e-5, **attributes)
    attributes = {"mode": "cubic", "cubic_coeff_a": -0.5, "exclude_outside": 1}
    scales = array([1, 1, 1.5, 0.75])
    y = reference("Resize", [image, None, scales], **attributes)
    case("Resize", version, [image, NO_ROI if version == 11 else None, scales], y,
         label="cubic_excluded", rtol=1e-4, atol=1e-5, **attributes)
    if version < 18:
        continue
    for mode in ("linear", "cubic"):
        attributes = {"mode": mode, "antialias": 1}
        given = [image, None, array([1, 1, 0.5, 0.6])]
        y = reference("Resize", given, **attributes)
        case("Resize", version, given, y, label=f"antialias_{mode}", rtol=1e-4,
             atol=1e-5, **attributes)
    for policy in ("stretch", "not_larger", "not_smaller"):
        attributes = {"keep_aspect_ratio_policy": policy, "axes": [2, 3]}
        sizes = array([6, 6], I64)
        y = reference("Resize", [image, None, None, sizes], **attributes)
        case("Resize", version, [image, None, None, sizes], y, label=policy, **attributes)
attributes = {"mode": "linear", "coordinate_transformation_mode": "half_pixel_symmetric"}
y = reference("Resize", [image, None, array([1, 1, 1.3, 0.7])], **attributes)
case("Resize", 19, [image, None, array([1, 1, 1.3, 0.7])], y, label="half_pixel_symmetric",
     rtol=1e-4, atol=1e-5, **attributes)
