"""Random choices that specifications are written with: types, shapes, contents, attributes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper
from registries import Version

FLOATS = ("float", "double", "float16", "bfloat16")
INTS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
WORDS = ("", "a", "b", "ab", "Ab", "b c", "hello world", "zürich", "Ω", "x1", "0", "-3.5", "a.b@c")


def data_type(name: str) -> int:
    """TensorProto.DataType of a type's name in ONNX's documents."""
    return TensorProto.DataType.Value(name.upper())


def numpy_type(name: str) -> np.dtype:
    return np.dtype(helper.tensor_dtype_to_np_dtype(data_type(name)))


def type_name(array: np.ndarray) -> str:
    """"float", "int64", ... of an array."""
    return TensorProto.DataType.Name(helper.np_dtype_to_tensor_dtype(array.dtype)).lower()


@dataclass
class Tolerance:
    """|ours - theirs| <= absolute + of_largest * max|theirs| + relative * |theirs|."""

    relative: float
    absolute: float
    of_largest: float = 0
    #: Of integers.
    steps: int = 0


#: By the coarsest float type that takes part; sums have errors relative to the largest result.
TOLERANCES = {
    "bfloat16": Tolerance(2**-6, 1e-3, 2**-7),
    "float16": Tolerance(2**-9, 1e-4, 2**-10),
    "float": Tolerance(1e-5, 1e-6, 2e-6),
    "double": Tolerance(1e-9, 1e-12, 1e-12),
}


@dataclass
class Sequence:
    """A sequence of tensors as an input."""

    element_type: str
    elements: list[np.ndarray]


@dataclass
class Case:
    """One node and what it is fed."""

    version: Version
    opset: int
    #: Arrays, Sequences, dicts (maps); None where an optional input is left out.
    inputs: list
    attributes: dict
    #: One flag per output, whether it is there.
    outputs: list[bool]
    tolerance: Tolerance | None
    #: Inputs that become initializers.
    constant: set[int]
    #: Inputs whose extents are declared as symbols.
    symbolic: set[int]
    types: dict[str, str]
    name: str = ""
    #: Nodes whose results the node captures or takes, put before it.
    before: list[onnx.NodeProto] = field(default_factory=list)

    def facts(self) -> dict:
        """What the expressions in exceptions.toml may speak of."""
        arrays = [value for value in self.inputs if isinstance(value, np.ndarray)]
        return {
            "empty": any(array.size == 0 for array in arrays),
            "nan": any(array.dtype.kind in "fV" and bool((array != array).any()) for array in arrays),
            "since": self.version.since,
            "opset": self.opset,
            "attributes": self.attributes,
            "inputs": self.inputs,
            "types": self.types,
            "type": next(iter(self.types.values()), ""),
            "outputs": self.outputs,
            "np": np,
        }


class Draw:
    """The random source of one case."""

    def __init__(self, version: Version, seed: int, index: int):
        self.version = version
        self.since = version.since
        self.opset = 0
        words = [seed, index, zlib.crc32(str(version.full_name).encode())]
        self.rng = np.random.default_rng(words)
        self.types: dict[str, str] = {}
        #: Whether this case may have extents of zero, or NaN and infinities.
        self.zeros = self.chance(0.08)
        self.specials = self.chance(0.15)

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def maybe(self, value, probability: float = 0.5):
        """The value or None: an attribute or input that is left out."""
        return value if self.chance(probability) else None

    def choice(self, *values):
        return values[int(self.rng.integers(len(values)))]

    def int(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def float(self, low: float, high: float) -> float:
        return float(np.float32(self.rng.uniform(low, high)))

    def ints(self, count: int, low: int, high: int) -> list[int]:
        return [self.int(low, high) for _ in range(count)]

    def type(self, variable: str = "T", among: tuple[str, ...] | None = None) -> str:
        """The element type that the variable stands for in this case."""
        if variable not in self.types:
            names = [name for name in self.version.types.get(variable, ["float"])
                     if (name in among if among else "(" not in name)]
            if not names:
                raise LookupError(f"{self.version}: no type for {variable}")
            # Rare types are as many as common ones are important.
            if "float" in names and self.chance(0.4):
                names = ["float"]
            self.types[variable] = self.choice(*names)
        return self.types[variable]

    def extent(self, high: int = 6) -> int:
        if self.zeros and self.chance(0.3):
            return 0
        return 1 if self.chance(0.12) else self.int(1, high)

    def shape(self, low: int = 0, high: int = 4, extent: int = 6) -> list[int]:
        """Of a rank from low to high."""
        return [self.extent(extent) for _ in range(self.int(low, high))]

    def broadcast(self, shape: list[int], both: bool = False) -> list[int]:
        """A shape that broadcasts to `shape`: fewer axes, and ones."""
        part = [1 if self.chance(0.3) else extent for extent in shape]
        return part[self.int(0, len(part)) if self.chance(0.5) else 0:]

    def broadcast_pair(self) -> tuple[list[int], list[int]]:
        shape = self.shape()
        if self.chance(0.4):
            return shape, list(shape)
        return self.broadcast(shape), self.broadcast(shape)

    def axis(self, rank: int, negative: bool = True) -> int:
        """An axis of a tensor of that rank, from the end half of the time."""
        axis = self.int(0, max(rank - 1, 0))
        return axis - rank if negative and rank > 0 and self.chance(0.5) else axis

    def axes(self, rank: int, least: int = 1, negative: bool = True) -> list[int]:
        """Some different axes, in any order."""
        count = self.int(min(least, rank), rank)
        chosen = [int(axis) for axis in self.rng.permutation(rank)[:count]]
        return [axis - rank if negative and self.chance(0.3) else axis for axis in chosen]

    def tensor(self, type_: str, shape, low: float = -4, high: float = 4, *,
               special: bool = False, full: bool = False) -> np.ndarray:
        """Contents from low to high; with `special` sometimes NaN, infinities and large numbers,
        with `full` sometimes the whole range of integers."""
        shape = tuple(shape)
        if type_ == "string":
            words = [self.choice(*WORDS) for _ in range(int(np.prod(shape)))]
            return np.array(words, object).reshape(shape)
        if type_ == "bool":
            return self.rng.random(shape) < 0.5
        dtype = numpy_type(type_)
        if type_.startswith("complex"):
            parts = self.rng.uniform(low, high, (2, *shape))
            return (parts[0] + 1j * parts[1]).astype(dtype)
        if type_.lstrip("u").startswith("int"):
            if type_.startswith("u"):
                low = max(low, 0)
            bits = int(type_.lstrip("u")[3:])
            least, most = (0, 2**bits - 1) if type_[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
            if full and self.specials:
                return self.rng.integers(least, most, shape, np.uint64 if bits == 64 and least == 0
                                         else np.int64, endpoint=True).astype(dtype)
            low, high = max(least, int(np.ceil(low))), min(most, int(high))
            return self.rng.integers(low, high, shape, np.int64, endpoint=True).astype(dtype)
        values = self.rng.uniform(low, high, shape)
        if special and self.specials and values.size:
            odd = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-30, 60000.0, -60000.0, 0.5, 2.5])
            values = np.where(self.rng.random(shape) < 0.3, self.rng.choice(odd, shape), values)
        with np.errstate(over="ignore", invalid="ignore"):
            return values.astype(dtype)

    def indices(self, type_: str, shape, extent: int, negative: bool = True) -> np.ndarray:
        """Indices into an axis; `extent` must not be zero unless there is no index."""
        values = self.rng.integers(0, max(extent, 1), tuple(shape), np.int64)
        if negative:
            values = np.where(self.rng.random(tuple(shape)) < 0.3, values - extent, values)
        return values.astype(numpy_type(type_))

    def case(self, *inputs, outputs=1, tolerance: Tolerance | None = None, constant=(),
             fed=(), **attributes) -> Case:
        """The case of a node with these inputs and attributes, where None means left out.
        `constant`: inputs that are initializers in any case; `fed`: inputs that never are."""
        # numpy makes numbers of what it computes from tensors of rank 0.
        inputs = [np.asarray(value) if isinstance(value, np.generic) else value for value in inputs]
        while inputs and inputs[-1] is None:
            inputs.pop()
        flags = [True] * outputs if isinstance(outputs, int) else list(outputs)
        fixed = {i for i, value in enumerate(inputs) if isinstance(value, np.ndarray)
                 and (i in constant or (i > 0 and i not in fed and self.chance(0.25)))}
        fixed |= {i for i, value in enumerate(inputs)
                  if isinstance(value, np.ndarray) and value.dtype.name in ("int4", "uint4", "int2", "uint2")}
        symbolic = {i for i in range(len(inputs)) if self.chance(0.5)}
        kept = {name: value for name, value in attributes.items() if value is not None}
        return Case(self.version, self.opset, inputs, kept, flags, tolerance, fixed, symbolic,
                    dict(self.types))


def default_tolerance(case: Case, outputs: list) -> Tolerance:
    """By the types of inputs and outputs."""
    names = {type_name(value) for value in [*case.inputs, *outputs] if isinstance(value, np.ndarray)}
    for name, tolerance in TOLERANCES.items():
        if name in names:
            return tolerance
    return TOLERANCES["float"]
