"""ai.onnx.ml."""

import numpy as np
from draw import Draw
from onnx import numpy_helper
from specs import specify

POST = ("NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT")
#: PROBIT takes probabilities.
POST_ANY = POST[:4]


def ml(name: str) -> str:
    return f"ai.onnx.ml::{name}"


def rows(draw: Draw, type_: str, width: int) -> np.ndarray:
    return draw.tensor(type_, [draw.int(1, 4), width])


@specify(ml("ArrayFeatureExtractor"))
def array_feature_extractor(draw: Draw):
    shape = [draw.int(1, 4) for _ in range(draw.int(1, 3))]
    indices = draw.indices("int64", [draw.int(1, 4)], shape[-1], negative=False)
    return draw.case(draw.tensor(draw.type("T"), shape), indices)


@specify(ml("Binarizer"))
def binarizer(draw: Draw):
    return draw.case(draw.tensor(draw.type("T"), draw.shape(1)), threshold=draw.maybe(draw.float(-1, 1)))


@specify(ml("CastMap"))
def cast_map(draw: Draw):
    text = draw.chance(0.4)
    keys = sorted({draw.int(0, 7) for _ in range(draw.int(1, 4))})
    value = {key: str(draw.int(0, 9)) if text else np.float32(draw.float(-3, 3)) for key in keys}
    sparse = draw.chance(0.5)
    return draw.case(value, cast_to=draw.choice("TO_FLOAT", "TO_INT64"),
                     map_form="SPARSE" if sparse else "DENSE", max_map=9 if sparse else None)


@specify(ml("CategoryMapper"))
def category_mapper(draw: Draw):
    type_ = draw.type("T1")
    x = draw.tensor(type_, draw.shape(1), 0, 5)
    return draw.case(x, cats_int64s=[1, 2, 4], cats_strings=["a", "hello world", "Ω"],
                     default_string=draw.maybe("other"), default_int64=draw.maybe(-7))


@specify(ml("DictVectorizer"))
def dict_vectorizer(draw: Draw):
    if draw.chance(0.5):
        value = {key: np.float32(draw.float(-3, 3)) for key in ("a", "b", "z") if draw.chance(0.7)} or {"a": np.float32(1)}
        return draw.case(value, string_vocabulary=["b", "a", "c"])
    value = {key: np.float32(draw.float(-3, 3)) for key in (1, 2, 9) if draw.chance(0.7)} or {1: np.float32(1)}
    return draw.case(value, int64_vocabulary=[2, 5, 1])


@specify(ml("FeatureVectorizer"))
def feature_vectorizer(draw: Draw):
    type_ = draw.type("T1")
    count = draw.int(1, 3)
    n = draw.int(1, 3)
    widths = draw.ints(count, 1, 3)
    return draw.case(*(draw.tensor(type_, [n, width]) for width in widths), inputdimensions=widths)


@specify(ml("Imputer"))
def imputer(draw: Draw):
    type_ = draw.type("T", ("float", "int64"))
    width = draw.int(1, 4)
    x = rows(draw, type_, width)
    count = draw.choice(1, width)
    if type_ == "int64":
        return draw.case(x, imputed_value_int64s=draw.ints(count, -9, 9), replaced_value_int64=draw.int(-2, 2))
    missing = draw.chance(0.5)
    x = np.where(draw.rng.random(x.shape) < 0.4, np.nan if missing else 1.5, x).astype(np.float32)
    return draw.case(x, imputed_value_floats=[draw.float(-9, 9) for _ in range(count)],
                     replaced_value_float=float("nan") if missing else 1.5)


@specify(ml("LabelEncoder"))
def label_encoder(draw: Draw):
    if draw.since < 2:
        text = draw.chance(0.5)
        x = draw.tensor("string", [draw.int(1, 5)]) if text else draw.tensor("int64", [draw.int(1, 5)], 0, 4)
        return draw.case(x, classes_strings=["a", "", "hello world"], default_int64=draw.maybe(-5),
                         default_string=draw.maybe("none"))
    kinds = {"strings": ["a", "b", ""], "int64s": [1, 2, -3], "floats": [1.0, 2.5, -3.0]}
    source, target = draw.choice(("strings", "int64s"), ("int64s", "strings"), ("floats", "strings"),
                                 ("strings", "floats"), ("int64s", "floats"), ("floats", "int64s"),
                                 ("int64s", "int64s"), ("strings", "strings"), ("floats", "floats"))
    values = kinds[source] + [{"strings": "zz", "int64s": 9, "floats": 0.5}[source]]
    x = np.array([draw.choice(*values) for _ in range(draw.int(1, 5))],
                 {"strings": object, "int64s": np.int64, "floats": np.float32}[source])
    default = {"strings": ("default_string", "none"), "int64s": ("default_int64", -9),
               "floats": ("default_float", -0.5)}[target]
    return draw.case(x, **{f"keys_{source}": kinds[source], f"values_{target}": kinds[target],
                           default[0]: draw.maybe(default[1])})


@specify(ml("LinearClassifier"))
def linear_classifier(draw: Draw):
    width, classes = draw.int(1, 4), draw.int(3, 4)
    labels = {"classlabels_ints": list(range(3, 3 + classes))} if draw.chance(0.5) else {
        "classlabels_strings": list("pqrs"[:classes])}
    return draw.case(rows(draw, draw.type("T1"), width), outputs=2,
                     coefficients=[draw.float(-2, 2) for _ in range(width * classes)],
                     intercepts=draw.maybe([draw.float(-2, 2) for _ in range(classes)], 0.8),
                     post_transform=draw.maybe(draw.choice(*POST_ANY)), multi_class=draw.maybe(draw.int(0, 1)), **labels)


@specify(ml("LinearRegressor"))
def linear_regressor(draw: Draw):
    width, targets = draw.int(1, 4), draw.int(1, 3)
    return draw.case(rows(draw, "float", width), coefficients=[draw.float(-2, 2) for _ in range(width * targets)],
                     intercepts=draw.maybe([draw.float(-2, 2) for _ in range(targets)]), targets=targets,
                     post_transform=draw.maybe(draw.choice(*POST_ANY)) if targets > 1 else None)


@specify(ml("Normalizer"))
def normalizer(draw: Draw):
    return draw.case(rows(draw, draw.type("T"), draw.int(1, 5)), norm=draw.choice("MAX", "L1", "L2"))


@specify(ml("OneHotEncoder"))
def one_hot_encoder(draw: Draw):
    type_ = draw.type("T")
    zeros = 1
    if type_ == "string":
        return draw.case(draw.tensor("string", draw.shape(1, 2)), cats_strings=["a", "b", ""], zeros=zeros)
    x = draw.tensor(type_, draw.shape(1, 2), 0, 5)
    return draw.case(np.round(x).astype(x.dtype), cats_int64s=[3, 1, 4], zeros=draw.maybe(1, 0.9))


@specify(ml("Scaler"))
def scaler(draw: Draw):
    width = draw.int(1, 4)
    count = draw.choice(1, width)
    return draw.case(rows(draw, draw.type("T"), width), offset=[draw.float(-2, 2) for _ in range(count)],
                     scale=[draw.float(0.5, 2) for _ in range(count)])


@specify(ml("ZipMap"))
def zip_map(draw: Draw):
    width = draw.int(1, 4)
    labels = {"classlabels_int64s": list(range(width))} if draw.chance(0.5) else {
        "classlabels_strings": list("abcd"[:width])}
    return draw.case(rows(draw, "float", width), **labels)


def kernel(draw: Draw) -> dict:
    return {"kernel_type": draw.choice("LINEAR", "POLY", "RBF", "SIGMOID"),
            "kernel_params": [draw.float(0.1, 0.5), draw.float(-0.5, 0.5), float(draw.int(1, 3))]}


@specify(ml("SVMRegressor"))
def svm_regressor(draw: Draw):
    width, vectors = draw.int(1, 4), draw.int(1, 4)
    return draw.case(rows(draw, "float", width), n_supports=vectors,
                     support_vectors=[draw.float(-1, 1) for _ in range(width * vectors)],
                     coefficients=[draw.float(-2, 2) for _ in range(vectors)], rho=[draw.float(-1, 1)],
                     one_class=draw.maybe(draw.int(0, 1)), **kernel(draw))


@specify(ml("SVMClassifier"))
def svm_classifier(draw: Draw):
    width, classes = draw.int(1, 3), draw.int(2, 3)
    per_class = draw.ints(classes, 1, 2)
    vectors, pairs = sum(per_class), classes * (classes - 1) // 2
    probabilities = draw.chance(0.4)
    labels = {"classlabels_ints": list(range(classes))} if draw.chance(0.5) else {
        "classlabels_strings": list("pqr"[:classes])}
    return draw.case(
        rows(draw, "float", width), outputs=2, vectors_per_class=per_class,
        support_vectors=[draw.float(-1, 1) for _ in range(width * vectors)],
        coefficients=[draw.float(-2, 2) for _ in range(vectors * (classes - 1))],
        rho=[draw.float(-1, 1) for _ in range(pairs)],
        prob_a=[draw.float(-2, -0.5) for _ in range(pairs)] if probabilities else None,
        prob_b=[draw.float(-0.5, 0.5) for _ in range(pairs)] if probabilities else None,
        **labels, **kernel(draw))


class Forest:
    """Random trees in the arrays of TreeEnsembleClassifier and TreeEnsembleRegressor."""

    def __init__(self, draw: Draw, width: int):
        self.draw = draw
        self.width = width
        self.nodes: dict[str, list] = {key: [] for key in (
            "treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids",
            "missing_value_tracks_true")}
        self.leaves: list[tuple[int, int]] = []
        self.trees = draw.int(1, 3)
        self.mode = draw.choice("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GT", "BRANCH_GTE", "MIXED")
        for tree in range(self.trees):
            self._count = 0
            self._grow(tree, draw.int(0, 3))

    def _grow(self, tree: int, depth: int) -> int:
        node, self._count = self._count, self._count + 1
        at = len(self.nodes["treeids"])
        leaf = depth == 0
        mode = self.mode if self.mode != "MIXED" else self.draw.choice(
            "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GT", "BRANCH_GTE", "BRANCH_EQ", "BRANCH_NEQ")
        for key, value in {
                "treeids": tree, "nodeids": node, "featureids": 0 if leaf else self.draw.int(0, self.width - 1),
                "values": 0.0 if leaf else float(self.draw.int(-2, 2)), "modes": "LEAF" if leaf else mode,
                "truenodeids": 0, "falsenodeids": 0,
                "missing_value_tracks_true": 0 if leaf else self.draw.int(0, 1)}.items():
            self.nodes[key].append(value)
        if leaf:
            self.leaves.append((tree, node))
        else:
            self.nodes["truenodeids"][at] = self._grow(tree, depth - self.draw.int(1, depth))
            self.nodes["falsenodeids"][at] = self._grow(tree, depth - 1)
        return node

    def attributes(self) -> dict:
        kept = {f"nodes_{key}": values for key, values in self.nodes.items()}
        if self.draw.chance(0.5):
            del kept["nodes_missing_value_tracks_true"]
        return kept

    def features(self) -> np.ndarray:
        x = np.round(self.draw.tensor("float", [self.draw.int(1, 4), self.width]) * 2) / 2
        if self.draw.specials:
            x = np.where(self.draw.rng.random(x.shape) < 0.3, np.nan, x)
        return x.astype(np.float32)

    def weights(self, prefix: str, targets: int, based: bool) -> dict:
        """With base values every leaf votes for every target: onnxruntime leaves them out where
        nothing votes, though the specification adds them to all."""
        chosen = [(tree, node, target) for tree, node in self.leaves for target in range(targets)
                  if based or self.draw.chance(0.7)] or [(*self.leaves[0], 0)]
        return {f"{prefix}_treeids": [tree for tree, _, _ in chosen],
                f"{prefix}_nodeids": [node for _, node, _ in chosen],
                f"{prefix}_ids": [target for _, _, target in chosen],
                f"{prefix}_weights": [self.draw.float(-1, 1) for _ in chosen]}


@specify(ml("TreeEnsembleRegressor"))
def tree_ensemble_regressor(draw: Draw):
    forest = Forest(draw, draw.int(1, 4))
    targets = draw.int(1, 3)
    base = draw.maybe([draw.float(-1, 1) for _ in range(targets)])
    return draw.case(forest.features(), n_targets=targets,
                     aggregate_function=draw.maybe(draw.choice("SUM", "AVERAGE", "MIN", "MAX")),
                     base_values=base,
                     post_transform=draw.maybe(draw.choice(*POST_ANY)) if targets > 1 else None,
                     **forest.attributes(), **forest.weights("target", targets, base is not None))


@specify(ml("TreeEnsembleClassifier"))
def tree_ensemble_classifier(draw: Draw):
    forest = Forest(draw, draw.int(1, 4))
    classes = draw.int(3, 4)
    base = draw.maybe([draw.float(-1, 1) for _ in range(classes)])
    labels = {"classlabels_int64s": list(range(5, 5 + classes))} if draw.chance(0.5) else {
        "classlabels_strings": list("pqrs"[:classes])}
    return draw.case(forest.features(), outputs=2, post_transform=draw.maybe(draw.choice(*POST_ANY)),
                     base_values=base, **labels, **forest.attributes(), **forest.weights("class", classes, base is not None))


@specify(ml("TreeEnsemble"))
def tree_ensemble(draw: Draw):
    """One split per tree: leaves are numbered on their own."""
    trees, width, targets = draw.int(1, 3), draw.int(1, 3), draw.int(1, 2)
    type_ = draw.type("T", ("float", "double"))
    dtype = draw.tensor(type_, [0]).dtype

    def tensor(name, values):
        return numpy_helper.from_array(np.array(values, dtype), name)

    x = np.round(draw.tensor(type_, [draw.int(1, 4), width]))
    modes = np.array(draw.ints(trees, 0, 3), np.uint8)
    return draw.case(
        x.astype(dtype), n_targets=targets, tree_roots=list(range(trees)),
        nodes_featureids=draw.ints(trees, 0, width - 1), nodes_modes=numpy_helper.from_array(modes, "modes"),
        nodes_splits=tensor("splits", draw.ints(trees, -2, 2)),
        nodes_truenodeids=[2 * i for i in range(trees)], nodes_falsenodeids=[2 * i + 1 for i in range(trees)],
        nodes_trueleafs=[1] * trees, nodes_falseleafs=[1] * trees,
        leaf_targetids=draw.ints(2 * trees, 0, targets - 1),
        leaf_weights=tensor("weights", [draw.float(-1, 1) for _ in range(2 * trees)]),
        aggregate_function=draw.maybe(draw.choice(0, 1, 2, 3)), post_transform=draw.maybe(0))
