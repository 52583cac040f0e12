"""The operators of ai.onnx.ml: maps, labels, linear models, support vectors and trees."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from history.case import (F32, F64, I16, I32, I64, STRING, Typed, array, case, label_of, map_type)

ML = {"domain": "ai.onnx.ml"}
INPUTS = (F32, F64, I64, I32)


def strings(*values):
    return np.array(values, object)


def int64(*values):
    return array(values, I64)


def ml(op, version, inputs, outputs, **options):
    case(op, version, inputs, outputs, **ML, **options)


# Maps.
FLOATS = Typed({1: F32(1.5), 5: F32(-2), 9: F32(0.25)},
               map_type(TensorProto.INT64, TensorProto.FLOAT))
TEXTS = Typed({1: "2.5", 3: "-1", 4: "7"}, map_type(TensorProto.INT64, TensorProto.STRING))
ml("CastMap", 1, [FLOATS], [array([[1.5, -2, 0.25]])], label="default")
ml("CastMap", 1, [FLOATS], [array([[0, 1.5, 0, 0, 0, -2, 0, 0, 0, 0.25, 0]])], label="sparse",
   map_form="SPARSE", max_map=11)
ml("CastMap", 1, [FLOATS], [int64([1, -2, 0])], label="int64", cast_to="TO_INT64")
ml("CastMap", 1, [TEXTS], [array([[2.5, -1, 7]])], label="strings", cast_to="TO_FLOAT")
ml("CastMap", 1, [TEXTS], [strings(["2.5", "-1", "7"])], label="to_string", cast_to="TO_STRING")
# The specification speaks of a tensor of one axis; onnxruntime, and the converters that go by it,
# make it a row of a matrix.
for values, value_type, dtype in (([4, 8], TensorProto.INT64, I64),
                                  ([0.5, -2], TensorProto.FLOAT, F32)):
    given = Typed(dict(zip("ac", array(values, dtype))), map_type(TensorProto.STRING, value_type))
    ml("DictVectorizer", 1, [given], [array([[values[0], values[1], 0, 0]], dtype)],
       label=f"strings_{label_of(dtype)}", string_vocabulary=["a", "c", "b", "z"])
for value_type, dtype in ((TensorProto.FLOAT, F32), (TensorProto.DOUBLE, F64)):
    given = Typed({30: dtype(1.5), 10: dtype(-2.5)}, map_type(TensorProto.INT64, value_type))
    ml("DictVectorizer", 1, [given], [array([[-2.5, 0, 1.5]], dtype)],
       label=f"numbers_{label_of(dtype)}", int64_vocabulary=[10, 20, 30])
scores = array([[0.25, 0.75], [1, -1]])
for keys, key_type, attributes in (
        (["a", "b"], TensorProto.STRING, {"classlabels_strings": ["a", "b"]}),
        ([10, 20], TensorProto.INT64, {"classlabels_int64s": [10, 20]})):
    rows = [{key: F32(v) for key, v in zip(keys, row)} for row in scores]
    element = map_type(key_type, TensorProto.FLOAT)
    ml("ZipMap", 1, [scores], [Typed(rows, helper.make_sequence_type_proto(element))],
       label=TensorProto.DataType.Name(key_type).lower(), **attributes)

# Labels.
cats = {"cats_strings": ["a", "b", "c"], "cats_int64s": [5, 7, -1]}
ml("CategoryMapper", 1, [strings("b", "x", "c")], [int64(7, 9, -1)], label="to_int64",
   default_int64=9, **cats)
ml("CategoryMapper", 1, [int64(-1, 5, 2)], [strings("c", "a", "?")], label="to_string",
   default_string="?", **cats)
classes = {"classes_strings": ["a", "b", "c"]}
ml("LabelEncoder", 1, [strings("b", "x", "c")], [int64(1, 9, 2)], label="to_int64",
   default_int64=9, **classes)
ml("LabelEncoder", 1, [int64(2, 0, 3)], [strings("c", "a", "?")], label="to_string",
   default_string="?", **classes)
KEYS = {"strings": strings("a", "b"), "int64s": int64(3, 4), "floats": array([0.5, np.nan])}
VALUES = {"strings": ("x", "y", "_Unused"), "int64s": (10, 20, -1), "floats": (1.5, 2.5, -0.0)}
UNKNOWN = {"strings": "zz", "int64s": 99, "floats": 7.5}
DTYPES = {"strings": STRING, "int64s": I64, "floats": F32}
for version in (2, 4):
    for keys in KEYS:
        for values in VALUES:
            x = np.array([*KEYS[keys][::-1], UNKNOWN[keys]], DTYPES[keys])
            first, second, other = VALUES[values]
            y = np.array([second, first, other], DTYPES[values])
            ml("LabelEncoder", version, [x], [y], label=f"{keys}_{values}",
               **{f"keys_{keys}": list(KEYS[keys]), f"values_{values}": [first, second]})
    ml("LabelEncoder", version, [strings("b", "x")], [int64(20, 5)], label="default",
       keys_strings=["a", "b"], values_int64s=[10, 20], default_int64=5)
    ml("LabelEncoder", version, [int64(4, 9)], [strings("y", "?")], label="default_string",
       keys_int64s=[3, 4], values_strings=["x", "y"], default_string="?")
    ml("LabelEncoder", version, [int64(4, 9)], [array([2.5, -7])], label="default_float",
       keys_int64s=[3, 4], values_floats=[1.5, 2.5], default_float=-7.0)
for key, value in ((F64, I16), (I32, F64), (I16, I32), (STRING, F64)):
    keys = strings("a", "b") if key is STRING else array([3, 4], key)
    unknown = strings("x") if key is STRING else array([9], key)
    tensors = {"keys_tensor": keys, "values_tensor": array([10, 20], value),
               "default_tensor": array([-5], value)}
    ml("LabelEncoder", 4, [np.concatenate([keys[::-1], unknown])], [array([20, 10, -5], value)],
       label=f"tensor_{label_of(key)}_{label_of(value)}",
       **{name: numpy_helper.from_array(tensor) for name, tensor in tensors.items()})

# Features.
for dtype in INPUTS:
    name = label_of(dtype)
    x = array([[1, -2, 3], [0, 5, -6]], dtype)
    ml("ArrayFeatureExtractor", 1, [x, int64([2, 0])], [x[:, [2, 0]]], label=name)
    ml("Binarizer", 1, [x], [(x > 1).astype(dtype)], label=name, threshold=1.0)
    ml("FeatureVectorizer", 1, [x, x[:, :1]], [np.concatenate([x, x[:, :1]], 1).astype(F32)],
       label=name, inputdimensions=[3, 1])
    whole = dtype in (I64, I32)
    y = np.where(x == 5, array([7, 8, 9], dtype), x)
    if whole:
        ml("Imputer", 1, [x], [y], label=name, replaced_value_int64=5,
           imputed_value_int64s=[7, 8, 9])
    else:
        ml("Imputer", 1, [x], [y], label=name, replaced_value_float=5.0,
           imputed_value_floats=[7.0, 8.0, 9.0])
        holes = np.where(x == 5, np.nan, x).astype(dtype)
        ml("Imputer", 1, [holes], [np.where(x == 5, 4, x).astype(dtype)], label=f"nan_{name}",
           replaced_value_float=np.nan, imputed_value_floats=[4.0])
    wide = np.abs(x).astype(F64)
    for norm, divisor in (("MAX", wide.max(1)), ("L1", wide.sum(1)),
                          ("L2", np.sqrt((wide ** 2).sum(1)))):
        ml("Normalizer", 1, [np.abs(x)], [(wide / divisor[:, None]).astype(F32)],
           label=f"{norm.lower()}_{name}", norm=norm)
    hot = np.equal.outer(array([[1, -2, 3]]), array([3, 1, 8])).astype(F32)
    ml("OneHotEncoder", 1, [x[:1]], [hot], label=name, cats_int64s=[3, 1, 8], zeros=1)
    ml("Scaler", 1, [x], [((x - array([1, 0, -1])) * array([2, 0.5, 1])).astype(F32)], label=name,
       offset=[1.0, 0.0, -1.0], scale=[2.0, 0.5, 1.0])
    ml("Scaler", 1, [x], [((x - 1) * 0.5).astype(F32)], label=f"one_{name}", offset=[1.0],
       scale=[0.5])
ml("ArrayFeatureExtractor", 1, [strings(["a", "b", "c"]), int64([1])], [strings(["b"])],
   label="string")
ml("OneHotEncoder", 1, [strings("b", "x", "a")], [array([[0, 1], [0, 0], [1, 0]])], label="string",
   cats_strings=["a", "b"], zeros=1)


def logistic(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def softmax_zero(x):
    e = np.where(x == 0, 0, np.exp(x - x.max(1, keepdims=True)))
    return e / e.sum(1, keepdims=True)


TRANSFORMS = {"NONE": lambda x: x, "LOGISTIC": logistic, "SOFTMAX": softmax,
              "SOFTMAX_ZERO": softmax_zero}
weights, bias = array([[1, -2, 0.5], [0.25, 1, -1], [-1, 0.5, 2]]), array([0.5, -0.25, 1])
for dtype in INPUTS:
    name = label_of(dtype)
    x = array([[1, -2, 3], [0, 5, -6]], dtype)
    raw = x.astype(F64) @ weights.T + bias
    model = {"coefficients": weights.ravel().tolist(), "intercepts": bias.tolist()}
    ml("LinearRegressor", 1, [x], [raw.astype(F32)], label=name, targets=3, **model)
    ml("LinearRegressor", 1, [x], [raw[:, :1].astype(F32)], label=f"one_{name}",
       coefficients=weights[0].tolist(), intercepts=[0.5])
    for transform in TRANSFORMS:
        y = TRANSFORMS[transform](raw).astype(F32)
        ml("LinearClassifier", 1, [x], [int64(10, 20, 30)[raw.argmax(1)], y], rtol=1e-5, atol=1e-6,
           label=f"{transform.lower()}_{name}", classlabels_ints=[10, 20, 30],
           post_transform=transform, multi_class=1, **model)
    ml("LinearClassifier", 1, [x], [strings("a", "b", "c")[raw.argmax(1)], raw.astype(F32)],
       label=f"strings_{name}", classlabels_strings=["a", "b", "c"], **model)

# Support vectors: the kernel of x with each vector, weighted. rho is added.
vectors = array([[1, 0, 2], [-1, 1, 0.5], [0.5, -2, 1]])
KERNELS = {
    "LINEAR": lambda x: x @ vectors.T,
    "POLY": lambda x: (0.5 * (x @ vectors.T) + 1) ** 2,
    "RBF": lambda x: np.exp(-0.5 * ((x[:, None] - vectors) ** 2).sum(2)),
    "SIGMOID": lambda x: np.tanh(0.5 * (x @ vectors.T) + 1),
}
for dtype in INPUTS:
    for kernel, function in KERNELS.items():
        name = f"{kernel.lower()}_{label_of(dtype)}"
        x = array([[1, -2, 0], [0, 1, 2]], dtype)
        products = function(x.astype(F64))
        shared = {"kernel_type": kernel, "kernel_params": [0.5, 1.0, 2.0],
                  "support_vectors": vectors.ravel().tolist(), "rtol": 1e-5, "atol": 1e-6}
        y = products @ [1, -0.5, 0.25] + 0.125
        ml("SVMRegressor", 1, [x], [y[:, None].astype(F32)], label=name, n_supports=3,
           coefficients=[1.0, -0.5, 0.25], rho=[0.125], **shared)
        ml("SVMRegressor", 1, [x], [np.where(y > 0, 1, -1)[:, None].astype(F32)],
           label=f"one_class_{name}", n_supports=3, coefficients=[1.0, -0.5, 0.25], rho=[0.125],
           one_class=1, **shared)

# Each pair of classes has a decision of its own, which is a vote; coefficients are laid out as in
# libsvm: row j - 1 for the vectors of the lower class, row i for those of the higher one.
COEFFICIENTS = array([[1, -0.5, 0.25], [0.75, 2, -1]])
RHO = array([0.125, -0.25, 0.5])
PAIRS = ((0, 1), (0, 2), (1, 2))


def decisions(products):
    return np.stack([products[:, i] * COEFFICIENTS[j - 1, i] + products[:, j] * COEFFICIENTS[i, j]
                     + RHO[k] for k, (i, j) in enumerate(PAIRS)], 1)


def winners(decided):
    counts = np.zeros((len(decided), 3))
    for k, (i, j) in enumerate(PAIRS):
        np.add.at(counts, (np.arange(len(decided)), np.where(decided[:, k] > 0, i, j)), 1)
    return counts.argmax(1)


for dtype in INPUTS:
    for kernel, function in KERNELS.items():
        name = f"{kernel.lower()}_{label_of(dtype)}"
        x = array([[1, -2, 0], [0, 1, 2], [-3, 1, 1]], dtype)
        decided = decisions(function(x.astype(F64)))
        best = winners(decided)
        model = {"kernel_type": kernel, "kernel_params": [0.5, 1.0, 2.0], "rho": RHO.tolist(),
                 "support_vectors": vectors.ravel().tolist(), "vectors_per_class": [1, 1, 1],
                 "coefficients": COEFFICIENTS.ravel().tolist(), "rtol": 1e-5, "atol": 1e-6}
        ml("SVMClassifier", 1, [x], [int64(7, 8, 9)[best], decided.astype(F32)], label=name,
           classlabels_ints=[7, 8, 9], **model)
        ml("SVMClassifier", 1, [x], [strings("a", "b", "c")[best], decided.astype(F32)],
           label=f"strings_{name}", classlabels_strings=["a", "b", "c"], **model)

# Trees: x0 <= 1 ? leaf 1 : (x1 > 0 ? leaf 3 : leaf 4), and a second tree of one decision.
NODES = {
    "nodes_treeids": [0, 0, 0, 0, 0, 1, 1, 1],
    "nodes_nodeids": [0, 1, 2, 3, 4, 0, 1, 2],
    "nodes_featureids": [0, 0, 1, 0, 0, 1, 0, 0],
    "nodes_modes": ["BRANCH_LEQ", "LEAF", "BRANCH_GT", "LEAF", "LEAF", "BRANCH_LT", "LEAF", "LEAF"],
    "nodes_truenodeids": [1, 0, 3, 0, 0, 1, 0, 0],
    "nodes_falsenodeids": [2, 0, 4, 0, 0, 2, 0, 0],
    "nodes_missing_value_tracks_true": [1, 0, 0, 0, 0, 0, 0, 0],
}
SPLITS, HITS = array([1, 0, 0, 0, 0, -1, 0, 0]), array([1] * 8)
# Every leaf votes for each of three classes: where nothing votes, implementations differ.
LEAVES = {"treeids": [0] * 9 + [1] * 6, "nodeids": [n for n in (1, 3, 4, 1, 2) for _ in range(3)],
          "ids": [0, 1, 2] * 5}
LEAF_WEIGHTS = array([[1, -2, 0.25], [-0.5, 2.5, 1], [-3, 1, 2], [0.5, 0.75, -1], [4, -1, 0]])
BASE = array([0.25, -1, 0.5])


def votes(x):
    """What the two trees say of each row, for every class."""
    first = np.where((x[:, 0] <= 1) | np.isnan(x[:, 0]), 0, np.where(x[:, 1] > 0, 1, 2))
    return LEAF_WEIGHTS[first], LEAF_WEIGHTS[np.where(x[:, 1] < -1, 3, 4)]


AGGREGATES = {"SUM": np.add, "AVERAGE": lambda a, b: (a + b) / 2, "MIN": np.minimum,
              "MAX": np.maximum}
for version in (1, 3, 5):
    for dtype in INPUTS:
        x = array([[0, 5], [2, 3], [2, -4], [1, -1]], dtype)
        if dtype in (F32, F64):
            x = np.concatenate([x, array([[np.nan, 0.5]], dtype)])
        # From version 3 on the numbers may be tensors, of double where the input is.
        exact = version == 3 and dtype is F64
        numbers = {"nodes_values": SPLITS, "nodes_hitrates": HITS}
        name = label_of(dtype)

        def attributes(prefix, weights):
            given = {f"{prefix}_{key}": value for key, value in LEAVES.items()}
            shared = numbers | {f"{prefix}_weights": weights, "base_values": BASE}
            for key, value in shared.items():
                values = value.ravel()
                if exact:
                    given[f"{key}_as_tensor"] = numpy_helper.from_array(values.astype(F64), key)
                else:
                    given[key] = values.tolist()
            return NODES | given

        for aggregate, combine in AGGREGATES.items():
            y = combine(*votes(x.astype(F64))) + BASE
            ml("TreeEnsembleRegressor", version, [x], [y.astype(F32)],
               label=f"{aggregate.lower()}_{name}", n_targets=3, aggregate_function=aggregate,
               **attributes("target", LEAF_WEIGHTS))
        raw = np.add(*votes(x.astype(F64))) + BASE
        for transform in ("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO"):
            y = TRANSFORMS[transform](raw).astype(F32)
            ml("TreeEnsembleClassifier", version, [x], [int64(7, -7, 3)[raw.argmax(1)], y],
               label=f"{transform.lower()}_{name}", post_transform=transform, rtol=1e-5,
               classlabels_int64s=[7, -7, 3], **attributes("class", LEAF_WEIGHTS))
        ml("TreeEnsembleClassifier", version, [x], [strings("no", "yes", "maybe")[raw.argmax(1)],
                                                   raw.astype(F32)],
           label=f"strings_{name}", classlabels_strings=["no", "yes", "maybe"],
           **attributes("class", LEAF_WEIGHTS))
