"""Sequences, optionals, control flow, strings and signals."""

import numpy as np
from draw import Draw, Sequence, Tolerance, data_type
from onnx import TensorProto, helper, numpy_helper
from specs import specify
from specs.movement import int64s

ELEMENTS = ("float", "int64", "string", "bool", "double")


def sequence(draw: Draw, type_: str, least: int = 0, shape: list[int] | None = None) -> Sequence:
    count = draw.int(least, 4)
    return Sequence(type_, [draw.tensor(type_, draw.shape(0, 3) if shape is None else shape)
                            for _ in range(count)])


@specify("SequenceAt")
def sequence_at(draw: Draw):
    value = sequence(draw, draw.choice(*ELEMENTS), 1)
    count = len(value.elements)
    return draw.case(value, np.array(draw.int(-count, count - 1), draw.choice(np.int32, np.int64)))


@specify("SequenceConstruct")
def sequence_construct(draw: Draw):
    type_ = draw.choice(*ELEMENTS)
    return draw.case(*(draw.tensor(type_, draw.shape()) for _ in range(draw.int(1, 3))))


@specify("SequenceEmpty")
def sequence_empty(draw: Draw):
    return draw.case(dtype=draw.maybe(data_type(draw.choice("float", "int64", "int32", "double"))))


@specify("SequenceErase")
def sequence_erase(draw: Draw):
    value = sequence(draw, draw.choice(*ELEMENTS), 1)
    count = len(value.elements)
    return draw.case(value, draw.maybe(np.array(draw.int(-count, count - 1), np.int64)))


@specify("SequenceInsert")
def sequence_insert(draw: Draw):
    type_ = draw.choice(*ELEMENTS)
    value = sequence(draw, type_)
    count = len(value.elements)
    return draw.case(value, draw.tensor(type_, draw.shape()), draw.maybe(np.array(draw.int(-count, count), np.int64)))


@specify("SequenceLength")
def sequence_length(draw: Draw):
    return draw.case(sequence(draw, draw.choice(*ELEMENTS)))


@specify("ConcatFromSequence")
def concat_from_sequence(draw: Draw):
    new = draw.maybe(draw.int(0, 1))
    shape = [draw.int(1, 3) for _ in range(draw.int(1, 3))]
    rank = len(shape) + (1 if new else 0)
    return draw.case(sequence(draw, draw.choice("float", "int64", "string"), 1, shape), axis=draw.axis(rank),
                     new_axis=new)


@specify("SplitToSequence")
def split_to_sequence(draw: Draw):
    shape = [draw.int(1, 6) for _ in range(draw.int(1, 3))]
    axis = draw.axis(len(shape))
    extent = shape[axis]
    split = draw.choice(None, np.array(draw.int(1, extent), np.int64), int64s([1] * extent))
    return draw.case(draw.tensor(draw.type("T"), shape), split, axis=axis,
                     keepdims=draw.maybe(draw.int(0, 1)) if split is None else None)


@specify("OptionalHasElement")
def optional_has_element(draw: Draw):
    return draw.case(draw.tensor("float", draw.shape()) if draw.since >= 18 else None)


@specify("OptionalGetElement")
def optional_get_element(draw: Draw):
    return draw.case(draw.tensor("float", draw.shape()))


def graph(nodes, inputs, outputs):
    """A subgraph; inputs and outputs are a name, a type and, for some, a shape."""
    def info(value):
        name, type_, *shape = value
        return helper.make_tensor_value_info(name, data_type(type_), *shape or [None])
    return helper.make_graph(nodes, "body", [info(value) for value in inputs], [info(value) for value in outputs])


@specify("If")
def if_(draw: Draw):
    condition = np.array(draw.chance(0.5)).reshape(draw.choice([], [1]))
    branches = {}
    for name in ("then_branch", "else_branch"):
        shape = [draw.int(1, 3)] if draw.since >= 11 else [2]
        value = numpy_helper.from_array(draw.tensor("float", shape))
        nodes = [helper.make_node("Constant", [], ["c"], value=value), helper.make_node("Neg", ["c"], ["r"])]
        branches[name] = graph(nodes, [], [("r", "float")])
    return draw.case(condition, **branches)


@specify("Loop")
def loop(draw: Draw):
    """Adds the iteration to a state, scans it, and may stop early."""
    limit = draw.int(0, 5)
    nodes = [helper.make_node("Cast", ["i"], ["f"], to=TensorProto.FLOAT),
             helper.make_node("Add", ["s", "f"], ["t"]), helper.make_node("Mul", ["t", "t"], ["scan"]),
             helper.make_node("Constant", [], ["limit"], value=helper.make_tensor("l", TensorProto.FLOAT, [], [6.0])),
             helper.make_node("ReduceMax", ["t"], ["m"], keepdims=0), helper.make_node("Less", ["m", "limit"], ["go"])]
    body = graph(nodes, [("i", "int64", []), ("c", "bool", []), ("s", "float")],
                 [("go", "bool", []), ("t", "float"), ("scan", "float")])
    shape = [draw.int(1, 3) for _ in range(draw.int(1, 2))]
    return draw.case(np.array(limit, np.int64), draw.maybe(np.array(draw.chance(0.9))), draw.tensor("float", shape, 0, 2),
                     outputs=2, body=body, fed=(0, 1, 2))


@specify("Scan")
def scan(draw: Draw):
    nodes = [helper.make_node("Add", ["s", "x"], ["t"]), helper.make_node("Mul", ["t", "x"], ["y"])]
    body = graph(nodes, [("s", "float"), ("x", "float")], [("t", "float"), ("y", "float")])
    length, width = draw.int(1, 5), draw.int(1, 4)
    if draw.since < 9:
        return draw.case(None, draw.tensor("float", [2, width]), draw.tensor("float", [2, length, width]), outputs=2,
                         body=body, num_scan_inputs=1)
    axis, out_axis = draw.int(0, 1), draw.int(0, 1)
    shape = [length, width] if axis == 0 else [width, length]
    return draw.case(
        draw.tensor("float", [width]), draw.tensor("float", shape), outputs=2, body=body, num_scan_inputs=1,
        scan_input_axes=[axis] if axis else draw.maybe([0]), scan_output_axes=[out_axis] if out_axis else None,
        scan_input_directions=draw.maybe([draw.int(0, 1)]), scan_output_directions=draw.maybe([draw.int(0, 1)]))


@specify("SequenceMap")
def sequence_map(draw: Draw):
    body = graph([helper.make_node("Neg", ["x"], ["y"])], [("x", "float")], [("y", "float")])
    return draw.case(sequence(draw, "float"), body=body)


@specify("StringConcat")
def string_concat(draw: Draw):
    a, b = draw.broadcast_pair()
    return draw.case(draw.tensor("string", a), draw.tensor("string", b))


@specify("StringSplit")
def string_split(draw: Draw):
    return draw.case(draw.tensor("string", draw.shape(0, 2)), outputs=2,
                     delimiter=draw.maybe(draw.choice("", " ", "a", "b", "l", "lo")),
                     maxsplit=draw.maybe(draw.int(0, 2)))


@specify("StringNormalizer")
def string_normalizer(draw: Draw):
    words = draw.tensor("string", draw.choice([draw.int(1, 5)], [1, draw.int(1, 5)]))
    action = draw.maybe(draw.choice("LOWER", "UPPER", "NONE"))
    return draw.case(np.array([word.encode("ascii", "ignore").decode() for word in words.flat], object)
                     .reshape(words.shape), case_change_action=action,
                     is_case_sensitive=draw.maybe(draw.int(0, 1)), stopwords=draw.maybe(["a", "hello world"]))


@specify("RegexFullMatch")
def regex_full_match(draw: Draw):
    return draw.case(draw.tensor("string", draw.shape()),
                     pattern=draw.choice("a.*", "[a-z ]+", "", "(a|b)*", r"-?\d+(\.\d+)?", r"\w+@\w+"))


@specify("TfIdfVectorizer")
def tf_idf_vectorizer(draw: Draw):
    type_ = draw.type("T")
    grams = draw.int(1, 2)
    pool = [1, 2, 3, 5] + ([1, 2, 2, 3, 5, 1] if grams == 2 else [])
    count = 4 + (3 if grams == 2 else 0)
    options: dict = {"pool_int64s": pool}
    x = draw.tensor(type_, draw.choice([draw.int(1, 8)], [2, draw.int(1, 8)]), 0, 6)
    if type_ == "string":
        options = {"pool_strings": ["abcdef"[value] for value in pool]}
        x = np.array([draw.choice("b", "c", "d", "f", "z") for _ in range(x.size)], object).reshape(x.shape)
    return draw.case(x, mode=draw.choice("TF", "IDF", "TFIDF"), min_gram_length=draw.int(1, grams),
                     max_gram_length=grams, max_skip_count=draw.int(0, 2),
                     ngram_counts=[0, 4][:grams], ngram_indexes=[int(i) for i in draw.rng.permutation(count)],
                     weights=draw.maybe([draw.float(0.5, 2) for _ in range(count)]), **options)


@specify("HannWindow", "HammingWindow", "BlackmanWindow")
def window(draw: Draw):
    size = np.array(draw.int(1, 20), draw.choice(np.int32, np.int64))
    return draw.case(size, periodic=draw.maybe(draw.int(0, 1)),
                     output_datatype=draw.maybe(data_type(draw.choice("float", "double"))),
                     tolerance=Tolerance(1e-5, 1e-6))


@specify("MelWeightMatrix")
def mel_weight_matrix(draw: Draw):
    bins, length, rate = draw.int(2, 8), draw.choice(16, 32, 64), draw.choice(8000, 16000)
    return draw.case(np.array(bins, np.int64), np.array(length, np.int64), np.array(rate, np.int64),
                     np.array(draw.float(0, 300), np.float32), np.array(draw.float(2000, rate / 2), np.float32),
                     output_datatype=draw.maybe(data_type(draw.choice("float", "double"))))


SPECTRUM = {"float": Tolerance(1e-4, 1e-5, 1e-5), "double": Tolerance(1e-6, 1e-9, 1e-7)}


@specify("DFT")
def dft(draw: Draw):
    shape = [draw.int(1, 2), *draw.ints(draw.int(1, 2), 1, 12)]
    type_ = draw.type("T1", ("float", "double"))
    inverse = draw.maybe(draw.int(0, 1))
    one_sided = draw.maybe(draw.int(0, 1)) if not inverse else None
    axis = draw.int(1, len(shape) - 1)
    x = draw.tensor(type_, [*shape, 1 if one_sided else draw.int(1, 2)])
    length = draw.maybe(np.array(draw.int(1, 14), np.int64))
    options = {"inverse": inverse, "onesided": one_sided, "tolerance": SPECTRUM[type_]}
    if draw.since < 20:
        return draw.case(x, length, axis=draw.maybe(axis) if axis == 1 else axis, **options)
    return draw.case(x, length, np.array(draw.choice(axis, axis - x.ndim), np.int64), **options)


@specify("STFT")
def stft(draw: Draw):
    length = draw.int(2, 6)
    type_ = draw.type("T1", ("float", "double"))
    signal = draw.tensor(type_, [draw.int(1, 2), length + draw.int(0, 12), 1])
    by_window = draw.chance(0.6)
    window_ = draw.tensor(type_, [length]) if by_window else None
    return draw.case(signal, np.array(draw.int(1, 3), np.int64), window_,
                     draw.maybe(np.array(length, np.int64)) if by_window else np.array(length, np.int64),
                     onesided=draw.maybe(draw.int(0, 1)), tolerance=SPECTRUM[type_])
