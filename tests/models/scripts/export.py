"""What every model script shares: seeding, the two exporters, and PyTorch's own outputs."""

import copy
import shutil
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch

MODELS = Path(__file__).resolve().parent.parent
REPOSITORY = MODELS.parent.parent


def seed(value: int) -> np.random.Generator:
    """Makes what follows repeatable: one thread, deterministic algorithms, seeded generators."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(value)
    return np.random.default_rng(value)


def fresh_folder(name: str) -> Path:
    """An empty folder tests/models/<name>, rid of what an earlier run left."""
    folder = MODELS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def export_torchscript(model: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str],
                       folder: Path, **options) -> None:
    """Writes folder/model.onnx by the TorchScript exporter (`dynamo=False`): one file."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        torch.onnx.export(model, tuple(inputs.values()), str(folder / "model.onnx"), dynamo=False,
                          input_names=list(inputs), output_names=outputs, **options)
    _make_paths_relative(folder / "model.onnx")


def export_dynamo(model: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str],
                  folder: Path, **options) -> None:
    """Writes folder/model.onnx by the newer exporter (PyTorch's default).

    It writes a second file, model.onnx.data, unless `external_data=False`.
    """
    torch.onnx.export(model, tuple(inputs.values()), str(folder / "model.onnx"), dynamo=True,
                      verbose=False, input_names=list(inputs), output_names=outputs, **options)
    _make_paths_relative(folder / "model.onnx")


def run(model: torch.nn.Module, inputs: dict[str, np.ndarray], outputs: list[str],
        training: bool = False) -> dict:
    """One set of a case: the inputs, and what PyTorch makes of them.

    In training mode a copy of the model runs, because batch normalization changes its statistics.
    """
    model = copy.deepcopy(model).train(training)
    with torch.no_grad():
        results = model(*(torch.from_numpy(array) for array in inputs.values()))
    if isinstance(results, torch.Tensor):
        results = (results,)
    return {"inputs": inputs, "outputs": dict(zip(outputs, (r.numpy() for r in results),
                                                  strict=True))}


def split(samples: np.ndarray, sizes: list[int]) -> list[np.ndarray]:
    """Consecutive batches of the given sizes, which must use up the samples."""
    if sum(sizes) != len(samples):
        raise ValueError(f"batches of {sizes} do not add up to {len(samples)} samples")
    return np.split(samples, np.cumsum(sizes)[:-1])


def _make_paths_relative(path: Path) -> None:
    """Shortens the source paths that exporters leave in metadata, so that no machine's name for
    its folders is committed."""
    prefixes = (f"{REPOSITORY}/", f"{Path(torch.__file__).parent.parent}/")
    if not any(prefix.encode() in path.read_bytes() for prefix in prefixes):
        return
    model = onnx.load(path, load_external_data=False)

    def shorten(text: str) -> str:
        for prefix in prefixes:
            text = text.replace(prefix, "")
        return text

    holders = [model, model.graph, *model.graph.node, *model.graph.initializer,
               *model.graph.input, *model.graph.output, *model.graph.value_info]
    for holder in holders:
        holder.doc_string = shorten(holder.doc_string)
        for property_ in getattr(holder, "metadata_props", ()):
            property_.value = shorten(property_.value)
    path.write_bytes(model.SerializeToString())
    if any(prefix.encode() in path.read_bytes() for prefix in prefixes):
        raise RuntimeError(f"{path} still holds a path of this machine")
