"""The float operators of com.microsoft: normalisations, attention, position embeddings."""

import numpy as np
from draw import Draw, Tolerance
from specs import specify
from specs.products import NORMALISED

#: Scores are exponentiated, so their errors grow.
ATTENTION = {"float": Tolerance(1e-4, 1e-5, 1e-5), "float16": Tolerance(2**-8, 2e-3, 2**-8)}


@specify("com.microsoft::SkipLayerNormalization", "com.microsoft::SkipSimplifiedLayerNormalization")
def skip_layer_normalization(draw: Draw):
    shape = [*draw.ints(2, 1, 4), draw.int(2, 16)]
    type_ = draw.type("T")
    width = shape[-1:]
    simplified = draw.version.name == "SkipSimplifiedLayerNormalization"
    skip = draw.choice(shape, shape, [1, *shape[1:]], shape[1:])
    inputs = [draw.tensor(type_, shape), draw.tensor(type_, skip), draw.tensor(type_, width)]
    if not simplified:
        inputs.append(draw.maybe(draw.tensor(type_, width)))
    inputs.append(draw.maybe(draw.tensor(type_, width)))
    outputs = draw.choice([True], [True, False, False, True])
    return draw.case(*inputs, outputs=outputs, epsilon=draw.maybe(draw.float(1e-6, 0.01)),
                     tolerance=NORMALISED.get(type_))


@specify("com.microsoft::EmbedLayerNormalization")
def embed_layer_normalization(draw: Draw):
    batch, length, width = draw.int(1, 3), draw.int(1, 4), draw.int(2, 8)
    segments = draw.chance(0.6)
    type_ = draw.type("T")

    def ids(extent):
        return draw.indices("int32", [batch, length], extent, negative=False)

    outputs = draw.choice([True, True], [True, True, True])
    return draw.case(
        ids(7), ids(2) if segments else None, draw.tensor(type_, [7, width]), draw.tensor(type_, [9, width]),
        draw.tensor(type_, [2, width]) if segments else None, draw.tensor(type_, [width]),
        draw.tensor(type_, [width]), draw.maybe(prefix_mask(draw, batch, length)), draw.maybe(ids(9)),
        outputs=outputs, epsilon=draw.maybe(draw.float(1e-6, 0.01)), tolerance=NORMALISED.get(type_))


def prefix_mask(draw: Draw, batch: int, length: int) -> np.ndarray:
    """Ones, then zeros, and no row without a one."""
    counts = np.array(draw.ints(batch, 1, length))
    return (np.arange(length) < counts[:, None]).astype(np.int32)


@specify("com.microsoft::RotaryEmbedding")
def rotary_embedding(draw: Draw):
    batch, length, heads, width = draw.int(1, 2), draw.int(1, 4), draw.int(1, 3), draw.choice(4, 8, 16)
    part = draw.choice(0, 0, width // 2)
    type_ = draw.type("T")
    flat = draw.chance(0.5)
    x = draw.tensor(type_, [batch, length, heads * width] if flat else [batch, heads, length, width])
    ids = draw.choice(np.array([draw.int(0, 4)], np.int64),
                      draw.indices("int64", [batch, length], 10, negative=False))
    cache = [10, (part or width) // 2]
    return draw.case(x, ids, draw.tensor(type_, cache, -1, 1), draw.tensor(type_, cache, -1, 1),
                     interleaved=draw.maybe(draw.int(0, 1)), rotary_embedding_dim=part or None,
                     num_heads=heads if part else draw.maybe(heads))


@specify("com.microsoft::Attention")
def attention(draw: Draw):
    batch, length, heads, width = draw.int(1, 2), draw.int(1, 5), draw.int(1, 3), draw.choice(2, 4, 8)
    inner, hidden = draw.int(2, 6), heads * width
    type_ = draw.type("T")
    past = draw.int(1, 3) if draw.chance(0.3) else 0
    mask = None
    if draw.chance(0.4):
        mask = draw.choice(prefix_mask(draw, batch, length + past),
                           np.array(draw.ints(batch, 1, length + past), np.int32))
    sizes = None
    if not past and draw.chance(0.3):
        sizes = [hidden, hidden, heads * draw.choice(2, 4)]
    total = sum(sizes) if sizes else 3 * hidden
    bias = draw.tensor(type_, [batch, heads, length, length + past])
    return draw.case(
        draw.tensor(type_, [batch, length, inner]), draw.tensor(type_, [inner, total], -1, 1),
        draw.tensor(type_, [total], -1, 1), mask,
        draw.tensor(type_, [2, batch, heads, past, width]) if past else None,
        draw.maybe(bias, 0.3), outputs=2 if past else 1, num_heads=heads, qkv_hidden_sizes=sizes,
        unidirectional=draw.maybe(draw.int(0, 1)), scale=draw.maybe(draw.float(0.2, 1)),
        tolerance=ATTENTION.get(type_))


@specify("com.microsoft::MultiHeadAttention")
def multi_head_attention(draw: Draw):
    batch, heads, width = draw.int(1, 2), draw.int(1, 3), draw.choice(2, 4, 8)
    queries, keys, values = draw.int(1, 5), draw.int(1, 6), draw.choice(2, 4, 8)
    causal = draw.maybe(draw.int(0, 1))
    if causal:  # where a query stands among other keys is not said
        keys = queries
    past = draw.int(1, 3) if draw.chance(0.3) else 0
    if past:
        values = width
    type_ = draw.type("T")
    total = keys + past
    hidden = heads * width
    bias = draw.maybe(draw.tensor(type_, [2 * hidden + heads * values]), 0.4) if not past else None
    mask = draw.maybe(draw.choice(prefix_mask(draw, batch, total), np.array(draw.ints(batch, 1, total), np.int32)),
                      0.3)
    if past and mask is not None and mask.ndim == 1:
        mask = None
    extra = draw.maybe(draw.tensor(type_, [draw.choice(1, batch), draw.choice(1, heads), queries, total]), 0.3)
    caches = [draw.tensor(type_, [batch, heads, past, size]) for size in (width, values)] if past else []
    return draw.case(
        draw.tensor(type_, [batch, queries, hidden]), draw.tensor(type_, [batch, keys, hidden]),
        draw.tensor(type_, [batch, keys, heads * values]), bias, mask, extra, *caches,
        outputs=3 if past else 1, num_heads=heads, scale=draw.maybe(draw.float(0.2, 1)),
        unidirectional=causal, tolerance=ATTENTION.get(type_))


@specify("com.microsoft::GroupQueryAttention")
def group_query_attention(draw: Draw):
    batch, kv_heads, width = draw.int(1, 2), draw.int(1, 2), draw.choice(8, 16)
    heads = kv_heads * draw.int(1, 3)
    past = draw.choice(0, 0, draw.int(1, 4))
    length = 1 if past and batch > 1 else draw.int(1, 5)
    total = past + length
    type_ = draw.type("T", ("float", "float16"))
    draw.types["T_CACHE"] = type_
    lengths = np.full(batch, total - 1, np.int32)  # what is computed of padding is not said
    rotary = draw.chance(0.4)
    caches = [draw.tensor(type_, [16, width // 2], -1, 1) for _ in range(2)] if rotary else [None, None]
    past_caches = [draw.tensor(type_, [batch, kv_heads, past, width]) for _ in range(2)] if past else [None, None]
    packed = draw.chance(0.2)
    query = draw.tensor(type_, [batch, length, (heads + 2 * kv_heads if packed else heads) * width])
    keys = [None, None] if packed else [draw.tensor(type_, [batch, length, kv_heads * width]) for _ in range(2)]
    return draw.case(
        query, *keys, *past_caches, lengths, np.array(total, np.int32), *caches, outputs=3, num_heads=heads,
        kv_num_heads=kv_heads, scale=draw.maybe(draw.float(0.2, 1)), do_rotary=1 if rotary else draw.maybe(0),
        rotary_interleaved=draw.maybe(draw.int(0, 1)) if rotary else None,
        local_window_size=draw.maybe(draw.int(1, 4), 0.3), softcap=draw.maybe(draw.float(1, 5), 0.3),
        smooth_softmax=draw.maybe(draw.int(0, 1), 0.3), tolerance=ATTENTION.get(type_))
