"""Convolutions, pooling, and what samples images."""

import numpy as np
from draw import Draw, Tolerance
from specs import specify


def auto_pad_or_pads(draw: Draw, rank: int, kernel: list[int], dilations: list[int] | None) -> dict:
    if draw.chance(0.25):
        return {"auto_pad": draw.choice("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")}
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilations or [1] * rank, strict=True)]
    return {"pads": draw.maybe([draw.int(0, min(2, reach[axis % rank] - 1)) for axis in range(2 * rank)])}


def window(draw: Draw, rank: int, dilated: bool = True, largest: int = 3) -> dict:
    """Attributes of a sliding window, with an input that it fits into."""
    kernel = draw.ints(rank, 1, largest)
    dilations = draw.maybe(draw.ints(rank, 1, 2), 0.4) if dilated else None
    padding = auto_pad_or_pads(draw, rank, kernel, dilations)
    if str(padding.get("auto_pad", "")).startswith("SAME"):
        dilations = None
    return {"kernel_shape": kernel, "strides": draw.maybe(draw.ints(rank, 1, 3)),
            "dilations": dilations, **padding}


def extents_for(draw: Draw, attributes: dict) -> list[int]:
    dilations = attributes["dilations"] or [1] * len(attributes["kernel_shape"])
    return [(k - 1) * d + draw.int(1, 7)
            for k, d in zip(attributes["kernel_shape"], dilations, strict=True)]


def conv_parts(draw: Draw, largest: int = 3):
    rank = draw.choice(1, 2, 2, 3)
    attributes = window(draw, rank, largest=draw.choice(largest, 5))
    group = draw.choice(1, 1, 2, 3)
    channels, filters = group * draw.int(1, 4), group * draw.int(1, 4)
    if draw.chance(0.15):
        channels, filters, group = 16, draw.choice(8, 16), draw.choice(1, 1, 16 if draw.chance(0.5) else 1)
        filters = 16 if group == 16 else filters
    x = [draw.int(0 if draw.zeros else 1, 2), channels, *extents_for(draw, attributes)]
    w = [filters, channels // group, *attributes["kernel_shape"]]
    attributes["group"] = group if group > 1 else draw.maybe(1)
    if draw.chance(0.2):
        attributes["kernel_shape"] = None
    return x, w, attributes


@specify("Conv", "com.microsoft::FusedConv")
def conv(draw: Draw):
    x, w, attributes = conv_parts(draw)
    type_ = draw.type()
    inputs = [draw.tensor(type_, x), draw.tensor(type_, w), draw.maybe(draw.tensor(type_, w[:1]))]
    if draw.version.name == "FusedConv":
        name = draw.choice("Relu", "Tanh", "Sigmoid", "LeakyRelu", "Clip", "HardSigmoid")
        count = {"LeakyRelu": 1, "Clip": 2, "HardSigmoid": 2}.get(name, 0)
        attributes |= {"activation": name,
                       "activation_params": sorted(draw.float(0.1, 0.9) for _ in range(count)) or None}
    # Activations cancel what sums are compared relative to.
    tolerance = Tolerance(1e-5, 1e-4) if attributes.get("activation") and type_ == "float" else None
    return draw.case(*inputs, tolerance=tolerance, **attributes)


@specify("ConvInteger")
def conv_integer(draw: Draw):
    x, w, attributes = conv_parts(draw)
    types = draw.type("T1"), draw.type("T2")
    zero_points = [draw.maybe(draw.tensor(type_, [], 0, 20)) for type_ in types]
    if draw.chance(0.2):
        zero_points[1] = draw.tensor(types[1], w[:1], 0, 20)
    return draw.case(draw.tensor(types[0], x, 0, 100), draw.tensor(types[1], w, -100, 100), *zero_points,
                     **attributes)


@specify("QLinearConv")
def qlinear_conv(draw: Draw):
    x, w, attributes = conv_parts(draw)
    types = draw.type("T1"), draw.type("T2")
    draw.types["T3"] = types[0]
    per_channel = draw.chance(0.4)
    weight_scale = draw.tensor("float", w[:1] if per_channel else [], 0.01, 0.1)
    weight_zero = draw.tensor(types[1], w[:1] if per_channel else [], 0, 0 if per_channel else 9)
    bias = draw.maybe(draw.tensor("int32", w[:1], -500, 500))
    return draw.case(
        draw.tensor(types[0], x, -100, 200), draw.tensor("float", [], 0.01, 0.1),
        draw.tensor(types[0], [], 0, 50), draw.tensor(types[1], w, -100, 100), weight_scale, weight_zero,
        draw.tensor("float", [], 0.5, 2), draw.tensor(types[0], [], 0, 50), bias, **attributes,
        tolerance=Tolerance(0, 0, 0, 1))


@specify("ConvTranspose")
def conv_transpose(draw: Draw):
    rank = draw.choice(1, 2, 2, 3)
    kernel, strides = draw.ints(rank, 1, 3), draw.ints(rank, 1, 3)
    dilations = draw.maybe(draw.ints(rank, 1, 2), 0.4)
    group = draw.choice(1, 1, 2)
    channels, filters = group * draw.int(1, 3), draw.int(1, 3)
    extents = draw.ints(rank, 1, 5)
    largest = [(k - 1) * d for k, d in zip(kernel, dilations or [1] * rank, strict=True)]
    options: dict = {"pads": draw.maybe([draw.int(0, largest[i % rank] // 2) for i in range(2 * rank)])}
    if draw.chance(0.3):
        options["output_padding"] = [draw.int(0, stride - 1) for stride in strides]
    elif draw.chance(0.2):
        options = {"auto_pad": draw.choice("SAME_UPPER", "SAME_LOWER", "VALID")}
        dilations = None
        kernel = [max(k, s) for k, s in zip(kernel, strides, strict=True)]
    type_ = draw.type()
    return draw.case(
        draw.tensor(type_, [draw.int(1, 2), channels, *extents]),
        draw.tensor(type_, [channels, filters, *kernel]),
        draw.maybe(draw.tensor(type_, [filters * group])), kernel_shape=draw.maybe(kernel),
        strides=strides, dilations=dilations, group=group, **options)


@specify("DeformConv")
def deform_conv(draw: Draw):
    n, offset_groups, group = draw.int(1, 2), draw.int(1, 2), draw.int(1, 2)
    channels, filters = 2 * draw.int(1, 2), 2 * draw.int(1, 2)
    kernel, strides, dilations = draw.ints(2, 1, 3), draw.ints(2, 1, 2), draw.ints(2, 1, 2)
    pads = draw.ints(4, 0, 1)
    extents = [(k - 1) * d + draw.int(1, 4) for k, d in zip(kernel, dilations, strict=True)]
    out = [(extents[i] + pads[i] + pads[i + 2] - (kernel[i] - 1) * dilations[i] - 1) // strides[i] + 1
           for i in range(2)]
    area = kernel[0] * kernel[1]
    type_ = draw.type()
    return draw.case(
        draw.tensor(type_, [n, channels, *extents]), draw.tensor(type_, [filters, channels // group, *kernel]),
        draw.tensor(type_, [n, offset_groups * area * 2, *out], -1.5, 1.5),
        draw.maybe(draw.tensor(type_, [filters])),
        draw.maybe(draw.tensor(type_, [n, offset_groups * area, *out], 0, 1)),
        kernel_shape=kernel, strides=strides, dilations=dilations, pads=pads, group=group,
        offset_group=offset_groups)


@specify("MaxPool", "AveragePool", "LpPool")
def pool(draw: Draw):
    name = draw.version.name
    rank = draw.choice(1, 2, 2, 3)
    dilated = draw.since >= {"MaxPool": 10, "AveragePool": 19, "LpPool": 18}[name]
    attributes = window(draw, rank, dilated)
    if draw.since >= {"MaxPool": 10, "AveragePool": 10, "LpPool": 18}[name]:
        attributes["ceil_mode"] = draw.maybe(draw.int(0, 1))
    shape = [draw.int(1, 2), draw.int(1, 3), *extents_for(draw, attributes)]
    outputs = 1
    if name == "AveragePool" and draw.since >= 7:
        attributes["count_include_pad"] = draw.maybe(draw.int(0, 1))
    if name == "LpPool":
        attributes["p"] = draw.maybe(draw.int(1, 3))
    type_ = draw.type()
    x = draw.tensor(type_, shape)
    if name == "MaxPool" and draw.since >= 8:
        outputs = draw.int(1, 2)
        attributes["storage_order"] = draw.maybe(draw.int(0, 1))
        if outputs == 2 and x.dtype.kind in "iu":
            outputs = 1  # equal elements: whose index is not said
    return draw.case(x, outputs=outputs, **attributes)


@specify("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")
def global_pool(draw: Draw):
    shape = [draw.int(1, 3) for _ in range(draw.int(3, 5))]
    p = draw.maybe(draw.int(1, 3)) if draw.version.name == "GlobalLpPool" else None
    return draw.case(draw.tensor(draw.type(), shape), p=p)


@specify("com.microsoft::QLinearAveragePool")
def qlinear_average_pool(draw: Draw):
    attributes = window(draw, 2, dilated=False)
    del attributes["dilations"]
    extents = [k + draw.int(0, 6) for k in attributes["kernel_shape"]]
    last = draw.maybe(draw.int(0, 1))
    n, c = draw.ints(2, 1, 3)
    type_ = draw.type()
    return draw.case(
        draw.tensor(type_, [n, *extents, c] if last else [n, c, *extents], -100, 200), *scales(draw, type_),
        channels_last=last, ceil_mode=draw.maybe(draw.int(0, 1)),
        count_include_pad=draw.maybe(draw.int(0, 1)), **attributes, tolerance=Tolerance(0, 0, 0, 1))


@specify("com.microsoft::QLinearGlobalAveragePool")
def qlinear_global_average_pool(draw: Draw):
    type_ = draw.type()
    return draw.case(draw.tensor(type_, draw.ints(4, 1, 5), -100, 200), *scales(draw, type_),
                     channels_last=draw.maybe(draw.int(0, 1)), tolerance=Tolerance(0, 0, 0, 1))


def scales(draw: Draw, type_: str) -> list[np.ndarray]:
    """Scale and zero point of the input and of the result."""
    return [draw.tensor("float", [], 0.02, 0.1), draw.tensor(type_, [], 0, 50),
            draw.tensor("float", [], 0.02, 0.1), draw.tensor(type_, [], 0, 50)]


@specify("LRN")
def lrn(draw: Draw):
    return draw.case(draw.tensor(draw.type(), draw.ints(4, 1, 5)), size=draw.choice(1, 3, 5),
                     alpha=draw.maybe(draw.float(0.0001, 0.1)), beta=draw.maybe(draw.float(0.3, 1)),
                     bias=draw.maybe(draw.float(0.5, 2)))


@specify("Col2Im")
def col2im(draw: Draw):
    rank = draw.int(1, 3)
    block, dilations = draw.ints(rank, 1, 3), draw.ints(rank, 1, 2)
    strides, pads = draw.ints(rank, 1, 2), draw.ints(2 * rank, 0, 1)
    image = [(k - 1) * d + draw.int(1, 4) for k, d in zip(block, dilations, strict=True)]
    columns = [(image[i] + pads[i] + pads[i + rank] - dilations[i] * (block[i] - 1) - 1) // strides[i] + 1
               for i in range(rank)]
    n, c = draw.ints(2, 1, 2)
    return draw.case(draw.tensor(draw.type(), [n, c * int(np.prod(block)), int(np.prod(columns))]),
                     np.array(image, np.int64), np.array(block, np.int64), dilations=dilations,
                     strides=strides, pads=pads)


@specify("GridSample")
def grid_sample(draw: Draw):
    rank = draw.choice(2, 2, 3) if draw.since >= 20 else 2
    modes = ["linear", "nearest", "cubic"] if draw.since >= 20 else ["bilinear", "nearest", "bicubic"]
    mode = draw.maybe(draw.choice(*modes[:2 if rank == 3 else 3]))
    n, c = draw.ints(2, 1, 2)
    x = draw.tensor(draw.type("T1"), [n, c, *draw.ints(rank, 1, 5)])
    grid = draw.tensor(draw.type("T2"), [n, *draw.ints(rank, 1, 4), rank], -1.3, 1.3)
    return draw.case(x, grid, mode=mode, align_corners=draw.maybe(draw.int(0, 1)),
                     padding_mode=draw.maybe(draw.choice("zeros", "border", "reflection")),
                     tolerance=Tolerance(1e-4, 1e-5, 1e-5) if draw.types["T1"] == "float" else None)


@specify("AffineGrid")
def affine_grid(draw: Draw):
    rank = draw.int(2, 3)
    n = draw.int(1, 2)
    return draw.case(draw.tensor(draw.type("T1"), [n, rank, rank + 1]),
                     np.array([n, 2, *draw.ints(rank, 1, 4)], np.int64),
                     align_corners=draw.maybe(draw.int(0, 1)))


def boxes_in(draw: Draw, count: int, extent: float) -> np.ndarray:
    corners = np.sort(draw.rng.uniform(0, extent, (count, 2, 2)), axis=1)
    return corners.reshape(count, 4)


@specify("RoiAlign")
def roi_align(draw: Draw):
    type_ = draw.type("T1")
    n, c, count = draw.int(1, 2), draw.int(1, 2), draw.int(1, 3)
    rois = boxes_in(draw, count, 8).astype(draw.tensor(type_, [0]).dtype)
    mode = draw.choice("half_pixel", "output_half_pixel") if draw.since >= 16 else None
    return draw.case(
        draw.tensor(type_, [n, c, *draw.ints(2, 3, 9)]), rois, draw.indices("int64", [count], n, False),
        coordinate_transformation_mode=draw.maybe(mode), mode=draw.maybe(draw.choice("avg", "max")),
        output_height=draw.int(1, 3), output_width=draw.int(1, 3),
        sampling_ratio=draw.maybe(draw.int(0, 3)), spatial_scale=draw.maybe(draw.choice(0.5, 1.0)))


@specify("MaxRoiPool")
def max_roi_pool(draw: Draw):
    count = draw.int(1, 3)
    boxes = np.floor(boxes_in(draw, count, 7))
    rois = np.concatenate([np.zeros((count, 1)), boxes], 1).astype(np.float32)
    draw.types["T"] = "float"
    return draw.case(draw.tensor("float", [1, 2, *draw.ints(2, 8, 10)]), rois, pooled_shape=draw.ints(2, 1, 3),
                     spatial_scale=draw.maybe(draw.choice(0.5, 1.0)))


@specify("Upsample")
def upsample(draw: Draw):
    mode = draw.choice("nearest", "linear")
    shape = draw.ints(4, 1, 5)
    scales_ = [1.0, 1.0, draw.choice(1.0, 2.0, 1.5), draw.choice(1.0, 2.0, 3.0)]
    x = draw.tensor(draw.type(), shape)
    if draw.since < 9:
        return draw.case(x, mode=mode, scales=scales_)
    return draw.case(x, np.array(scales_, np.float32), mode=mode)


@specify("Resize")
def resize(draw: Draw):
    mode = draw.choice("nearest", "linear", "cubic") if draw.since >= 11 else draw.choice("nearest", "linear")
    shape = [*draw.ints(2, 1, 2), *draw.ints(2, 2, 6)]
    x = draw.tensor(draw.type("T1" if "T1" in draw.version.types else "T"), shape)
    if draw.since < 11:
        return draw.case(x, np.array([1, 1, draw.choice(0.5, 1, 2), draw.choice(0.5, 1.5, 2)], np.float32),
                         mode=mode)
    modes = ["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "tf_crop_and_resize"]
    if draw.since >= 19:
        modes.append("half_pixel_symmetric")
    coordinates = draw.maybe(draw.choice(*modes))
    roi = None
    if coordinates == "tf_crop_and_resize":
        roi = np.array([0, 0, 0.1, 0.2, 1, 1, 0.9, 0.8], np.float32)
    scales_, sizes = None, None
    if draw.chance(0.5):
        scales_ = np.array([1, 1, draw.choice(0.5, 0.7, 1, 2, 2.5), draw.choice(0.6, 1, 1.5, 3)], np.float32)
    else:
        sizes = np.array([*shape[:2], *draw.ints(2, 1, 9)], np.int64)
    options: dict = {}
    if mode == "nearest":
        options["nearest_mode"] = draw.maybe(draw.choice("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"))
    if mode == "cubic":
        options |= {"cubic_coeff_a": draw.maybe(draw.choice(-0.5, -0.75)), "exclude_outside": draw.maybe(draw.int(0, 1))}
    if draw.since >= 18 and mode != "nearest" and draw.chance(0.3) and coordinates != "tf_crop_and_resize":
        options["antialias"] = 1
    if coordinates == "tf_crop_and_resize":
        options["extrapolation_value"] = draw.maybe(draw.float(-2, 2))
    if draw.since < 13 and roi is None:
        roi = np.zeros([0], np.float32)
    if draw.since < 13 and scales_ is None:
        scales_ = np.zeros([0], np.float32)
    return draw.case(x, roi, scales_, sizes, mode=mode, coordinate_transformation_mode=coordinates,
                     tolerance=Tolerance(1e-4, 1e-5, 1e-5) if x.dtype == np.float32 else None, **options)


@specify("NonMaxSuppression")
def non_max_suppression(draw: Draw):
    batch, classes, count = draw.int(1, 2), draw.int(1, 3), draw.int(1, 8)
    center = draw.maybe(draw.int(0, 1))
    boxes = np.stack([boxes_in(draw, count, 4) for _ in range(batch)])
    if not center and draw.chance(0.3):
        boxes = boxes[..., [2, 3, 0, 1]]
    scores = draw.rng.permutation(batch * classes * count).reshape(batch, classes, count) / 100
    most = draw.maybe(np.array([draw.int(0, 4)], np.int64), 0.9)
    return draw.case(boxes.astype(np.float32), scores.astype(np.float32), most,
                     draw.maybe(np.array([draw.float(0.1, 0.9)], np.float32)),
                     draw.maybe(np.array([draw.float(0, 0.2)], np.float32)), center_point_box=center)
