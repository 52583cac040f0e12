"""The operators of com.microsoft that move data, gather from quantized tables or are ONNX's twins, and
those of whole layers in integers."""

import numpy as np
from draw import Draw, Tolerance
from specs import specify
from specs.quantised import STEP, parameters, quantised

#: Sums of dequantized products.
PRODUCTS = Tolerance(1e-4, 1e-4, 1e-5)


@specify("com.microsoft::Trilu")
def trilu(draw: Draw):
    k = draw.maybe(np.array(draw.int(-4, 4), np.int64))
    return draw.case(draw.tensor(draw.type(), draw.shape(2)), k, upper=draw.maybe(draw.int(0, 1)))


@specify("com.microsoft::ExpandDims")
def expand_dims(draw: Draw):
    shape = draw.shape()
    axis = np.array(draw.int(-len(shape) - 1, len(shape)), np.int32)
    return draw.case(draw.tensor(draw.type(), shape), axis, constant=(1,))


@specify("com.microsoft::GatherND")
def gather_nd(draw: Draw):
    shape = draw.ints(draw.int(1, 3), 1, 5)
    depth = draw.int(1, len(shape))
    rows = draw.ints(draw.int(0, 2), 1, 4)
    parts = [draw.indices("int64", rows, extent) for extent in shape[:depth]]
    return draw.case(draw.tensor(draw.type("T"), shape), np.stack(parts, -1))


@specify("com.microsoft::Range")
def range_(draw: Draw):
    type_ = draw.type()
    start, step = draw.int(-5, 5), draw.choice(-2, -1, 1, 2)
    numbers = [start, start + step * draw.int(0, 6), step]
    if step == 1 and draw.chance(0.5):
        numbers.pop()
    return draw.case(*(np.array(number, type_) for number in numbers))


@specify("com.microsoft::Pad")
def pad(draw: Draw):
    shape = draw.ints(draw.int(1, 3), 3, 5)
    mode = draw.choice(None, "constant", "edge", "reflect")
    pads = np.array(draw.ints(2 * len(shape), 0, 2), np.int64)
    value = draw.maybe(draw.tensor("float", [1])) if mode in (None, "constant") else None
    return draw.case(draw.tensor(draw.type("T", ("float",)), shape),
                     draw.choice(pads, pads[None]), value, mode=mode)


@specify("com.microsoft::Unique")
def unique(draw: Draw):
    return draw.case(draw.tensor("float", [draw.int(1, 9)], 0, 4).round(), outputs=3)


@specify("com.microsoft::GridSample")
def grid_sample(draw: Draw):
    mode = draw.choice(None, "bilinear", "nearest", "bicubic")
    # Beyond a border, cubic sampling is that of ONNX's reference, as for ONNX's own GridSample.
    padding = "zeros" if mode == "bicubic" else draw.choice(None, "zeros", "border", "reflection")
    batch = draw.int(1, 2)
    return draw.case(draw.tensor("float", [batch, draw.int(1, 2), *draw.ints(2, 2, 5)]),
                     draw.tensor("float", [batch, *draw.ints(2, 1, 4), 2], -1.3, 1.3),
                     mode=mode, padding_mode=padding, align_corners=draw.maybe(draw.int(0, 1)),
                     tolerance=PRODUCTS)


@specify("com.microsoft::Tokenizer")
def tokenizer(draw: Draw):
    words = ["a b", "ab,c", "", "  x y", "é-ü z", "aab"]
    texts = np.array([draw.choice(*words) for _ in range(draw.int(1, 4))], object)
    kind = draw.choice("separators", "expression", "characters")
    return draw.case(
        draw.choice(texts, texts[None]), pad_value=draw.choice("#", ""), mark=draw.int(0, 1),
        mincharnum=1 if kind == "characters" else draw.int(1, 2),
        separators={"separators": draw.choice([" "], [" ", ","], ["a+", "-"]), "characters": [""]}.get(kind),
        tokenexp=draw.choice("[a-z]+", "a|ab", "\\w") if kind == "expression" else None)


@specify("com.microsoft::NhwcMaxPool")
def nhwc_max_pool(draw: Draw):
    kernel = draw.ints(2, 1, 3)
    shape = [draw.int(1, 2), *(extent + draw.int(0, 3) for extent in kernel), draw.int(1, 4)]
    pads = [draw.int(0, extent - 1) for extent in kernel * 2]
    return draw.case(draw.tensor(draw.type("T"), shape, -100, 200), kernel_shape=kernel,
                     pads=draw.maybe(pads), strides=draw.maybe(draw.ints(2, 1, 2)))


@specify("com.microsoft::MatMulInteger16")
def matmul_integer16(draw: Draw):
    m, k, n = draw.ints(3, 1, 8)
    return draw.case(draw.tensor(draw.type("T1"), [m, k], -900, 900),
                     draw.tensor(draw.type("T2"), [k, n], -900, 900))


@specify("com.microsoft::MatMulBnb4")
def matmul_bnb4(draw: Draw):
    k, n, block = draw.choice(16, 20, 48), draw.int(1, 9), draw.choice(16, 32)
    draw.types["T1"] = "float"
    return draw.case(draw.tensor("float", [*draw.ints(draw.int(1, 2), 1, 4), k]),
                     draw.rng.integers(0, 256, [(n * k + 1) // 2], np.uint8),
                     draw.tensor("float", [-(-n * k // block)], 0.01, 0.1), constant=(1, 2), K=k, N=n,
                     block_size=block, quant_type=draw.int(0, 1), tolerance=PRODUCTS)


@specify("com.microsoft::GatherBlockQuantized")
def gather_block_quantized(draw: Draw):
    rows, block = draw.int(1, 5), 16
    bits = draw.choice(4, 8)
    columns = draw.choice(16, 32, 48)
    blocks = -(-columns // block)
    draw.types.update(T1="uint8", T2="float")
    index = draw.type("Tind", ("int32", "int64"))
    zero = draw.maybe(draw.rng.integers(0, 256, [rows, -(-blocks * bits // 8)], np.uint8))
    return draw.case(draw.rng.integers(0, 256, [rows, columns * bits // 8], np.uint8),
                     draw.indices(index, draw.shape(0, 2), rows), draw.tensor("float", [rows, blocks], 0.01, 0.1),
                     zero, constant=(0, 2, 3), block_size=block, bits=bits, gather_axis=0, quantize_axis=1)


@specify("com.microsoft::CausalConvWithState")
def causal_conv_with_state(draw: Draw):
    batch, channels, length, kernel = draw.int(1, 2), draw.int(1, 4), draw.int(1, 5), draw.int(2, 4)
    draw.types["T"] = "float"
    past = draw.maybe(draw.tensor("float", [batch, channels, kernel - 1]))
    return draw.case(draw.tensor("float", [batch, channels, length]), draw.tensor("float", [channels, 1, kernel]),
                     draw.maybe(draw.tensor("float", [channels])), past, outputs=2,
                     activation=draw.choice(None, "none", "silu", "swish"))


@specify("com.microsoft::LinearAttention")
def linear_attention(draw: Draw):
    batch, length, heads, times = draw.int(1, 2), draw.int(1, 4), draw.int(1, 2), draw.int(1, 2)
    keys, values = draw.int(1, 4), draw.int(1, 4)
    draw.types.update(T="float", S="float")
    rule = draw.choice("linear", "gated", "delta", "gated_delta")
    decay = draw.tensor("float", [batch, length, heads], -2, 0) if "gated" in rule else None
    beta = draw.tensor("float", [batch, length, heads], 0, 1) if "delta" in rule else None
    return draw.case(draw.tensor("float", [batch, length, heads * times * keys], -1, 1),
                     draw.tensor("float", [batch, length, heads * keys], -1, 1),
                     draw.tensor("float", [batch, length, heads * values]),
                     draw.maybe(draw.tensor("float", [batch, heads, keys, values])), decay, beta, outputs=2,
                     q_num_heads=heads * times, kv_num_heads=heads, update_rule=rule,
                     scale=draw.maybe(draw.float(0.2, 1)), tolerance=PRODUCTS)


@specify("com.microsoft::QLinearConcat")
def qlinear_concat(draw: Draw):
    type_ = draw.type("T8", ("int8", "uint8"))
    shape = draw.ints(draw.int(1, 3), 1, 4)
    axis = draw.axis(len(shape))
    inputs = parameters(draw, type_)
    for _ in range(draw.int(1, 3)):
        shape[axis] = draw.int(1, 4)
        inputs += quantised(draw, type_, shape)
    return draw.case(*inputs, axis=axis, tolerance=STEP)


@specify("com.microsoft::QLinearSoftmax")
def qlinear_softmax(draw: Draw):
    type_ = draw.type("T")
    # Of one number alone, whose softmax is 1, onnxruntime makes 0.
    shape = draw.ints(draw.int(2, 3), 2, 5)
    scale = draw.tensor("float", [], 0.01, 0.1)
    zero = np.array(0 if type_ == "uint8" else -128, type_)
    return draw.case(draw.tensor(type_, shape, -100, 200), scale, draw.tensor(type_, [], 0, 9),
                     np.array(1 / 255, np.float32), zero, axis=draw.int(0, len(shape) - 1),
                     opset=draw.choice(12, 13), constant=(1, 2, 3, 4), tolerance=STEP)


@specify("com.microsoft::QLinearWhere")
def qlinear_where(draw: Draw):
    type_ = draw.type("T")
    shape = draw.ints(draw.int(1, 3), 1, 4)
    return draw.case(draw.tensor("bool", draw.broadcast(shape)), *quantised(draw, type_, shape),
                     *quantised(draw, type_, draw.broadcast(shape)), *parameters(draw, type_), tolerance=STEP)


@specify("com.microsoft::QGemm")
def qgemm(draw: Draw):
    m, k, n = draw.ints(3, 1, 9)
    types = draw.type("TA"), draw.type("TB")
    turned = draw.ints(2, 0, 1)
    scale = [n] if draw.chance(0.4) else []
    quantized = draw.chance(0.5)
    y = [draw.tensor("float", [], 0.5, 2), draw.tensor(types[0], [], 0, 50)] if quantized else []
    return draw.case(
        draw.tensor(types[0], [k, m] if turned[0] else [m, k], -100, 200), draw.tensor("float", [], 0.01, 0.1),
        draw.tensor(types[0], [], 0, 50), draw.tensor(types[1], [n, k] if turned[1] else [k, n], -100, 100),
        draw.tensor("float", scale, 0.01, 0.1), draw.tensor(types[1], scale, 0, 9),
        draw.maybe(draw.tensor("int32", [n], -999, 999)), *y, transA=turned[0], transB=turned[1],
        alpha=1.0, tolerance=STEP if quantized else PRODUCTS)


@specify("com.microsoft::QLinearConv")
def qlinear_conv(draw: Draw):
    batch, channels, outputs, kernel = draw.int(1, 2), draw.int(1, 3), draw.int(1, 3), draw.ints(2, 1, 3)
    last = draw.int(0, 1)
    extents = [extent + draw.int(0, 3) for extent in kernel]
    shape = [batch, *extents, channels] if last else [batch, channels, *extents]
    return draw.case(draw.tensor("uint8", shape, 0, 255), *parameters(draw, "uint8"),
                     draw.tensor("int8", [outputs, channels, *kernel], -60, 60),
                     draw.tensor("float", [], 0.01, 0.1), np.array(0, np.int8), *parameters(draw, "uint8"),
                     draw.maybe(draw.tensor("int32", [outputs], -999, 999)), constant=(1, 2, 3, 4, 5, 6, 7, 8),
                     channels_last=last, kernel_shape=kernel, tolerance=STEP)


@specify("com.microsoft::QAttention")
def q_attention(draw: Draw):
    batch, length, heads, width, inner = draw.int(1, 2), draw.int(1, 4), draw.int(1, 2), draw.choice(2, 4), draw.int(2, 5)
    type_ = draw.type("T2", ("int8", "uint8"))
    columns = 3 * heads * width
    past = draw.maybe(draw.tensor("float", [2, batch, heads, draw.int(1, 3), width]), 0.4)
    return draw.case(draw.tensor("uint8", [batch, length, inner], 0, 255), draw.tensor(type_, [inner, columns], -100, 100),
                     draw.tensor("float", [columns]), draw.tensor("float", [], 0.002, 0.01),
                     draw.tensor("float", [], 0.002, 0.01), None, np.array(draw.int(100, 140), np.uint8),
                     draw.tensor(type_, [], 0, 9), past, outputs=2 if past is not None else 1, num_heads=heads,
                     unidirectional=draw.int(0, 1), constant=(1, 3, 4, 6, 7), tolerance=Tolerance(1e-4, 1e-5, 1e-5))


@specify("com.microsoft::QEmbedLayerNormalization")
def q_embed_layer_normalization(draw: Draw):
    batch, length, width = draw.int(1, 3), draw.int(1, 4), draw.int(2, 8)
    ids = draw.indices("int32", [batch, length], 7, negative=False)
    draw.types["T"] = "uint8"
    tables = [draw.tensor("uint8", shape, 0, 255) for shape in ([7, width], [9, width], [2, width], [width], [width])]
    segments = draw.chance(0.6)
    scales = [draw.tensor("float", [], 0.01, 0.05) for _ in tables]
    zeros = [draw.tensor("uint8", [], 90, 160) for _ in tables]
    if not segments:
        tables[2] = scales[2] = zeros[2] = None
    return draw.case(ids, draw.indices("int32", [batch, length], 2, negative=False) if segments else None,
                     *tables, None, *scales, *zeros, outputs=2, epsilon=1e-3, constant=tuple(range(2, 18)),
                     tolerance=Tolerance(1e-3, 1e-3, 1e-3))


@specify("com.microsoft::DynamicQuantizeLSTM")
def dynamic_quantize_lstm(draw: Draw):
    length, inputs, hidden, directions = draw.int(1, 3), draw.int(1, 4), draw.int(1, 3), draw.int(1, 2)
    type_ = draw.type("T2", ("int8", "uint8"))
    weights = [draw.tensor(type_, [directions, rows, 4 * hidden], -100, 200) for rows in (inputs, hidden)]
    scales = [draw.tensor("float", [directions], 0.002, 0.01) for _ in weights]
    zeros = [np.full([directions], draw.int(0, 9), type_) for _ in weights]
    return draw.case(draw.tensor("float", [length, 1, inputs]), *weights,
                     draw.maybe(draw.tensor("float", [directions, 8 * hidden])), None, None, None, None,
                     scales[0], zeros[0], scales[1], zeros[1], outputs=3, hidden_size=hidden,
                     direction="bidirectional" if directions == 2 else "forward",
                     constant=(1, 2, 3, 8, 9, 10, 11), tolerance=Tolerance(1e-3, 1e-3, 1e-3))
