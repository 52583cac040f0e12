"""The format of the committed cases: `case.json` describes tensors that lie in `data.bin`.

tests/models/README.md specifies it. This module needs numpy only, so that verify.py runs without
PyTorch.
"""

import json
from pathlib import Path

import numpy as np

ALIGNMENT = 16
DTYPES = ("float32", "float64", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
          "uint64", "bool")


class CaseFolder:
    """Collects the tensors of one model folder and writes `data.bin` and the case files.

    Tensors with equal bytes are stored once, so two case files may describe the same inputs at no
    cost.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._data = bytearray()
        self._offsets: dict[bytes, int] = {}
        self._cases: dict[str, dict] = {}

    def add(self, file: str, *, name: str, description: str, sets: list[dict], rtol: float = 1e-5,
            atol: float = 1e-5, rejected: list[dict] = (), warns: list[str] = ()) -> None:
        """Describes one case. Every element of `sets` is {"inputs": {name: array}, "outputs": ...}.

        `rejected` holds inputs ({"inputs": ..., "reason": text}) that the model cannot take, `warns`
        the names of the nodes that a warning on loading the model must give.
        """
        case = {"name": name, "description": description,
                "tolerance": {"rtol": rtol, "atol": atol}}
        if warns:
            case["warns"] = list(warns)
        case["sets"] = [{"inputs": self._describe(s["inputs"]),
                         "outputs": self._describe(s["outputs"])} for s in sets]
        if rejected:
            case["rejected"] = [{"reason": r["reason"], "inputs": self._describe(r["inputs"])}
                                for r in rejected]
        self._cases[file] = case

    def write(self) -> None:
        (self.folder / "data.bin").write_bytes(self._data)
        for file, case in self._cases.items():
            (self.folder / file).write_text(_one_set_per_line(case))

    def _describe(self, tensors: dict[str, np.ndarray]) -> list[dict]:
        return [self._describe_tensor(name, np.asarray(array)) for name, array in tensors.items()]

    def _describe_tensor(self, name: str, array: np.ndarray) -> dict:
        dtype = array.dtype.name
        if dtype not in DTYPES:
            raise ValueError(f"tensor '{name}' has the type {dtype}, which the format lacks")
        content = array.astype(array.dtype.newbyteorder("<")).tobytes()
        offset = self._offsets.get(content)
        if offset is None:
            self._data.extend(bytes(-len(self._data) % ALIGNMENT))
            offset = len(self._data)
            self._data.extend(content)
            self._offsets[content] = offset
        return {"name": name, "dtype": dtype, "shape": list(array.shape), "offset": offset,
                "length": len(content)}


def read_case(path: Path) -> dict:
    """Reads a case file; tensors come back as {name: array} in place of their descriptions."""
    case = json.loads(path.read_text())
    data = (path.parent / "data.bin").read_bytes()

    def tensors(descriptions: list[dict]) -> dict[str, np.ndarray]:
        return {d["name"]: _tensor(data, d) for d in descriptions}

    for entry in case["sets"] + case.get("rejected", []):
        for key in ("inputs", "outputs"):
            if key in entry:
                entry[key] = tensors(entry[key])
    return case


def _tensor(data: bytes, description: dict) -> np.ndarray:
    offset, length = description["offset"], description["length"]
    if offset % ALIGNMENT or offset + length > len(data):
        raise ValueError(f"tensor '{description['name']}' is misaligned or outside of data.bin")
    dtype = np.dtype(description["dtype"]).newbyteorder("<")
    return np.frombuffer(data[offset:offset + length], dtype).reshape(description["shape"])


def _one_set_per_line(case: dict) -> str:
    fields = []
    for key, value in case.items():
        if key in ("sets", "rejected"):
            lines = ",\n".join("    " + json.dumps(entry) for entry in value)
            fields.append(f'  "{key}": [\n{lines}\n  ]')
        else:
            fields.append(f'  "{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(fields) + "\n}\n"
