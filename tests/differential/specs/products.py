"""Matrix products, normalisations, losses, attention and recurrent operators of the standard."""

import numpy as np
from draw import Draw, Tolerance
from specs import specify

#: Normalisations divide by deviations that may be small.
NORMALISED = {"float": Tolerance(1e-4, 2e-5, 1e-5), "float16": Tolerance(2**-8, 2e-3, 2**-9),
              "double": Tolerance(1e-8, 1e-9, 1e-9)}


def matmul_shapes(draw: Draw) -> tuple[list[int], list[int]]:
    m, k, n = (draw.choice(draw.extent(), draw.int(1, 6), draw.int(8, 40)) for _ in range(3))
    batch = draw.shape(0, 2, 3)
    a, b = [*draw.broadcast(batch), m, k], [*draw.broadcast(batch), k, n]
    if draw.chance(0.1):
        a = [k]
    elif draw.chance(0.1):
        b = [k]
    return a, b


@specify("MatMul")
def matmul(draw: Draw):
    a, b = matmul_shapes(draw)
    type_ = draw.type()
    return draw.case(draw.tensor(type_, a), draw.tensor(type_, b))


@specify("MatMulInteger")
def matmul_integer(draw: Draw):
    a, b = matmul_shapes(draw)
    types = draw.type("T1"), draw.type("T2")
    zeros = [draw.maybe(draw.tensor(types[0], [], 0, 20)), draw.maybe(draw.tensor(types[1], [], 0, 20))]
    if zeros[1] is not None and len(b) == 2 and draw.chance(0.4):
        zeros[1] = draw.tensor(types[1], b[-1:], 0, 20)
    return draw.case(draw.tensor(types[0], a, -128, 255), draw.tensor(types[1], b, -128, 255), *zeros)


@specify("QLinearMatMul")
def qlinear_matmul(draw: Draw):
    m, k, n = draw.ints(3, 1, 20)
    batch = draw.shape(0, 1, 3)
    types = draw.type("T1"), draw.type("T2")
    result = draw.types["T3"] = types[0]
    draw.types["TS"] = "float"
    per_column = draw.chance(0.3)
    return draw.case(
        draw.tensor(types[0], [*batch, m, k], -128, 255), draw.tensor("float", [], 0.01, 0.05),
        draw.tensor(types[0], [], 0, 50), draw.tensor(types[1], [*batch[:0], k, n], -128, 255),
        draw.tensor("float", [n] if per_column else [], 0.01, 0.05),
        draw.tensor(types[1], [n] if per_column else [], 0, 9), draw.tensor("float", [], 0.2, 2),
        draw.tensor(result, [], 0, 50), tolerance=Tolerance(0, 0, 0, 1))


@specify("Gemm", "com.microsoft::FusedGemm")
def gemm(draw: Draw):
    m, k, n = (draw.choice(draw.extent(), draw.int(8, 30)) for _ in range(3))
    trans_a, trans_b = draw.maybe(draw.int(0, 1)), draw.maybe(draw.int(0, 1))
    type_ = draw.type()
    c = draw.choice([m, n], [n], [1, n], [m, 1], [1], [], [1, 1])
    bias = draw.tensor(type_, c)
    if draw.since >= 11 or draw.version.domain:
        bias = draw.maybe(bias, 0.7)
    options = {}
    if draw.version.name == "FusedGemm":
        options["activation"] = draw.choice("Relu", "Sigmoid", "Tanh", "LeakyRelu", "Elu", "Softsign")
        if options["activation"] in ("LeakyRelu", "Elu"):
            options["activation_alpha"] = draw.float(0.1, 0.9)
    return draw.case(
        draw.tensor(type_, [k, m] if trans_a else [m, k]), draw.tensor(type_, [n, k] if trans_b else [k, n]),
        bias, transA=trans_a, transB=trans_b, alpha=draw.maybe(draw.float(0.5, 2)),
        beta=draw.maybe(draw.float(0.5, 2)), **options)


@specify("com.microsoft::FusedMatMul", "com.microsoft::TransposeMatMul")
def fused_matmul(draw: Draw):
    m, k, n = draw.ints(3, 1, 9)
    batch = draw.shape(0, 2, 3)
    trans_a, trans_b = draw.maybe(draw.int(0, 1)), draw.maybe(draw.int(0, 1))
    type_ = draw.type()
    a, b = ([k, m] if trans_a else [m, k]), ([n, k] if trans_b else [k, n])
    options = {}
    shapes = [[*batch, *a], [*batch, *b]]
    if draw.version.name == "FusedMatMul" and batch and draw.chance(0.3):
        options = {"transBatchA": 1}
        shapes[0] = [a[0], *batch, a[1]]
    return draw.case(*(draw.tensor(type_, shape) for shape in shapes), transA=trans_a, transB=trans_b,
                     alpha=draw.maybe(draw.float(0.5, 2)), **options)


@specify("BatchNormalization")
def batch_normalization(draw: Draw):
    shape = draw.ints(draw.int(2, 5), 1, 4)
    types = [draw.type(name) if name in draw.version.types else draw.types["T"]
             for name in ("T", "T1", "T2")]
    if types.count("double"):
        draw.types = dict.fromkeys(draw.types, types[0])
        types = [types[0]] * 3
    c = shape[1:2]
    training = draw.maybe(draw.int(0, 1)) if draw.since >= 14 else None
    outputs = 3 if training else 1
    spatial = draw.maybe(1) if draw.since < 9 else None
    return draw.case(
        draw.tensor(types[0], shape), draw.tensor(types[1], c), draw.tensor(types[1], c),
        draw.tensor(types[2], c), draw.tensor(types[2], c, 0.5, 2), outputs=outputs,
        epsilon=draw.maybe(draw.float(1e-5, 0.01)), momentum=draw.maybe(draw.float(0.5, 0.99)),
        training_mode=training, spatial=spatial,
        tolerance=NORMALISED.get("float16" if "float16" in types else types[0]))


@specify("InstanceNormalization")
def instance_normalization(draw: Draw):
    shape = draw.ints(draw.int(3, 5), 1, 5)
    type_ = draw.type()
    shape[-1] = max(shape[-1], 2)
    return draw.case(draw.tensor(type_, shape), draw.tensor(type_, shape[1:2]), draw.tensor(type_, shape[1:2]),
                     epsilon=draw.maybe(draw.float(1e-5, 0.01)), tolerance=NORMALISED.get(type_))


@specify("GroupNormalization")
def group_normalization(draw: Draw):
    groups = draw.int(1, 3)
    channels = groups * draw.int(1, 3)
    count = groups if draw.since < 21 else channels
    type_ = draw.type()
    return draw.case(draw.tensor(type_, [draw.int(1, 2), channels, *draw.ints(draw.int(1, 3), 2, 4)]),
                     draw.tensor(type_, [count]), draw.tensor(type_, [count]), num_groups=groups,
                     epsilon=draw.maybe(draw.float(1e-4, 0.01)),
                     tolerance=NORMALISED.get("float" if type_ == "double" else type_))  # stash_type


@specify("MeanVarianceNormalization")
def mean_variance_normalization(draw: Draw):
    shape = draw.ints(4, 2, 4)
    if draw.since < 9:
        return draw.case(draw.tensor(draw.type(), shape), across_channels=draw.maybe(draw.int(0, 1)))
    return draw.case(draw.tensor(draw.type(), shape), axes=draw.maybe(sorted(draw.axes(4, 2, negative=False))))


@specify("LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization")
def layer_normalization(draw: Draw):
    shape = draw.ints(draw.int(1, 4), 2, 9)
    axis = draw.int(-len(shape), len(shape) - 1)
    if draw.version.name == "SimplifiedLayerNormalization":
        axis = len(shape) - 1
    type_ = draw.type("T")
    for other in ("V", "U"):
        if other in draw.version.types:
            draw.types[other] = type_ if other == "V" else "float"
    scale = draw.tensor(type_, shape[axis:])
    outputs = 1
    bias = None
    if draw.version.name == "LayerNormalization":
        bias = draw.maybe(draw.tensor(type_, shape[axis:]))
        outputs = draw.int(1, 3) if type_ == "float" else 1
    return draw.case(draw.tensor(type_, shape), scale, bias, outputs=outputs,
                     axis=axis if axis not in (-1, len(shape) - 1) else draw.maybe(axis),
                     epsilon=draw.maybe(draw.float(1e-5, 0.01)), tolerance=NORMALISED.get(type_))


@specify("NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss")
def loss(draw: Draw):
    classes = draw.int(2, 5)
    rest = draw.shape(0, 2)
    rest = [max(extent, 1) for extent in rest]
    n = draw.int(1, 4)
    type_, index = draw.type("T"), draw.type("Tind")
    labels = draw.indices(index, [n, *rest], classes, negative=False)
    ignored = draw.maybe(draw.choice(0, -1), 0.3)
    if ignored == -1:
        labels = np.where(draw.rng.random(labels.shape) < 0.3, -1, labels).astype(labels.dtype)
        labels.flat[0] = 0
    if ignored == 0:
        labels.flat[0] = 1
    outputs = draw.int(1, 2) if draw.version.name == "SoftmaxCrossEntropyLoss" else 1
    return draw.case(draw.tensor(type_, [n, classes, *rest]), labels,
                     draw.maybe(draw.tensor(type_, [classes], 0.1, 2)), outputs=outputs,
                     reduction=draw.maybe(draw.choice("none", "sum", "mean")), ignore_index=ignored)


@specify("Attention")
def attention(draw: Draw):
    batch, kv_heads = draw.int(1, 2), draw.int(1, 2)
    heads = kv_heads * draw.int(1, 3)
    queries, keys, width, values = draw.int(1, 5), draw.int(1, 6), draw.choice(2, 4, 8, 16), draw.choice(2, 4, 8)
    type_ = draw.type("T1")
    draw.types["T2"] = type_
    flat = draw.chance(0.5)
    past = draw.int(1, 3) if draw.chance(0.3) else 0

    def operand(count, length, size):
        return draw.tensor(type_, [batch, length, count * size] if flat else [batch, count, length, size], -2, 2)

    total = keys + past
    mask = None
    if draw.chance(0.4):
        kind = draw.choice("bool", type_)
        shape = draw.choice([queries, total], [batch, 1, queries, total], [batch, heads, queries, total],
                            [1, heads, queries, total])
        mask = draw.tensor(kind, shape)
        if kind == "bool":
            mask[..., 0] = True  # no row that sees nothing: see exceptions of Softmax over nothing
        draw.types["U"] = kind
    caches = [None, None]
    outputs = 1
    if past:
        caches = [draw.tensor(type_, [batch, kv_heads, past, width], -2, 2),
                  draw.tensor(type_, [batch, kv_heads, past, values], -2, 2)]
        outputs = 3
    return draw.case(
        operand(heads, queries, width), operand(kv_heads, keys, width), operand(kv_heads, keys, values), mask,
        *caches, outputs=outputs, q_num_heads=heads if flat else None, kv_num_heads=kv_heads if flat else None,
        is_causal=draw.maybe(draw.int(0, 1)), scale=draw.maybe(draw.float(0.2, 1)),
        softcap=draw.maybe(draw.float(1, 4), 0.3),
        tolerance=Tolerance(2**-8, 2e-3, 2**-8) if type_ == "float16" else None)


@specify("RotaryEmbedding")
def rotary_embedding(draw: Draw):
    batch, length, heads, width = draw.int(1, 2), draw.int(1, 4), draw.int(1, 3), draw.choice(4, 8, 16)
    part = draw.choice(0, 0, width // 2)
    half = (part or width) // 2
    type_ = draw.type("T")
    flat = draw.chance(0.5)
    x = draw.tensor(type_, [batch, length, heads * width] if flat else [batch, heads, length, width])
    ids = draw.maybe(draw.indices("int64", [batch, length], 10, negative=False))
    cache = [10, half] if ids is not None else [batch, length, half]
    return draw.case(x, draw.tensor(type_, cache, -1, 1), draw.tensor(type_, cache, -1, 1), ids,
                     interleaved=draw.maybe(draw.int(0, 1)), num_heads=heads if flat else None,
                     rotary_embedding_dim=part or None)


@specify("LinearAttention", "CausalConvWithState")
def stateful(draw: Draw):
    type_ = draw.type()
    batch, length = draw.int(1, 2), draw.int(1, 5)
    if draw.version.name == "CausalConvWithState":
        channels, k = draw.int(1, 4), draw.int(2, 4)
        return draw.case(
            draw.tensor(type_, [batch, channels, length]), draw.tensor(type_, [channels, 1, k]),
            draw.maybe(draw.tensor(type_, [channels])), draw.maybe(draw.tensor(type_, [batch, channels, k - 1])),
            outputs=2, activation=draw.maybe(draw.choice("none", "silu", "swish")))
    heads, width = draw.int(1, 3), draw.choice(2, 4)
    draw.types["S"] = type_
    rule = draw.choice("linear", "gated", "delta", "gated_delta")

    def of(size):
        return draw.tensor(type_, [batch, length, heads * size], -1, 1)

    decay = draw.tensor(type_, [batch, length, heads], -2, 0) if "gated" in rule else None
    beta = draw.tensor(type_, [batch, length, heads], 0, 1) if "delta" in rule else None
    return draw.case(of(width), of(width), of(width),
                     draw.maybe(draw.tensor(type_, [batch, heads, width, width])), decay, beta, outputs=2,
                     q_num_heads=heads, kv_num_heads=heads, update_rule=rule,
                     scale=draw.maybe(draw.float(0.2, 1)))


@specify("RNN", gates=1)
@specify("GRU", gates=3)
@specify("LSTM", gates=4)
def recurrent(draw: Draw, gates: int):
    name = draw.version.name
    direction = draw.choice("forward", "reverse", "bidirectional")
    directions = 2 if direction == "bidirectional" else 1
    length, batch, width, hidden = draw.int(1, 4), draw.int(1, 3), draw.int(1, 4), draw.int(1, 5)
    layout = draw.maybe(0) if draw.since >= 14 else None  # onnxruntime has none of layout 1
    type_ = draw.type("T")
    d = [directions]
    inputs = [draw.tensor(type_, [length, batch, width]), draw.tensor(type_, [*d, gates * hidden, width], -1, 1),
              draw.tensor(type_, [*d, gates * hidden, hidden], -1, 1),
              draw.maybe(draw.tensor(type_, [*d, 2 * gates * hidden], -1, 1)),
              draw.maybe(np.array(draw.ints(batch, 1, length), np.int32)),
              draw.maybe(draw.tensor(type_, [*d, batch, hidden], -1, 1))]
    outputs = [draw.chance(0.7), True]
    options = {}
    if name == "LSTM":
        inputs += [draw.maybe(draw.tensor(type_, [*d, batch, hidden], -1, 1)),
                   draw.maybe(draw.tensor(type_, [*d, 3 * hidden], -1, 1), 0.3)]
        outputs.append(draw.chance(0.7))
        options["input_forget"] = draw.maybe(0)
    if name == "GRU":
        options["linear_before_reset"] = draw.maybe(draw.int(0, 1))
    if draw.chance(0.3):
        per_direction = {"RNN": 1, "GRU": 2, "LSTM": 3}[name]
        options["activations"] = [draw.choice("Tanh", "Sigmoid", "Relu", "Softsign", "Softplus")
                                  for _ in range(per_direction * directions)]
    return draw.case(*inputs, outputs=outputs, hidden_size=hidden, direction=draw.maybe(direction)
                     if direction == "forward" else direction, layout=layout,
                     clip=draw.maybe(draw.float(0.5, 3), 0.2), **options)
