"""A classifier exported in training mode by mistake, three times.

case.json holds what the file says: batch normalization by the statistics of the batch, and of the
outputs only those that dropout does not make random. case_eval.json holds what its author wanted:
the same inputs through the same weights in evaluation mode.
"""

import onnx
import torch
from torch import nn

from . import digits, export
from .case_file import CaseFolder

INPUT = "images"
OUTPUTS = ["logits", "features"]
SIZES = [16, 34, 50]


class Classifier(nn.Module):
    """Returns the logits [batch, 10] and the features [batch, 72] from which dropout takes."""

    def __init__(self, dropout: bool):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.norm = nn.BatchNorm2d(8)
        self.relu = nn.ReLU()
        self.pool = nn.MaxPool2d(2)
        self.dropout = nn.Dropout(0.4) if dropout else nn.Identity()
        self.classifier = nn.Linear(72, 10)

    def forward(self, images):
        features = self.pool(self.relu(self.norm(self.conv(images)))).flatten(1)
        return self.classifier(self.dropout(features)), features


def training_nodes(path) -> list[str]:
    """The names of the nodes that the file puts in training mode."""
    def in_training(node: onnx.NodeProto) -> bool:
        if node.op_type == "BatchNormalization":
            return any(a.name == "training_mode" and a.i for a in node.attribute)
        return node.op_type == "Dropout" and len(node.input) > 2 and bool(node.input[2])

    graph = onnx.load(path, load_external_data=False).graph
    return [node.name for node in graph.node if in_training(node)]


def build(name: str, description: str, dropout: bool, dynamo: bool, deterministic: list[str]):
    export.seed(5)
    model = Classifier(dropout)
    digits.train(model, epochs=10, learning_rate=1e-2)
    images = digits.load()[2][:sum(SIZES)]
    example = {INPUT: torch.from_numpy(images[:4])}
    folder = export.fresh_folder(name)
    model.train()
    if dynamo:
        export.export_dynamo(model, example, OUTPUTS, folder,
                             dynamic_shapes={INPUT: {0: "batch"}})
    else:
        export.export_torchscript(
            model, example, OUTPUTS, folder, opset_version=14, do_constant_folding=False,
            training=torch.onnx.TrainingMode.TRAINING,
            dynamic_axes={key: {0: "batch"} for key in (INPUT, *OUTPUTS)})

    # Tracing moved the running statistics, and the file has them as they are after it: PyTorch's
    # outputs are therefore taken only now.
    batches = export.split(images, SIZES)
    wanted = [export.run(model, {INPUT: batch}, OUTPUTS) for batch in batches]
    # The newer exporter writes batch normalization in its inference form even in training mode.
    written = [export.run(model, {INPUT: batch}, OUTPUTS, training=not dynamo)
               for batch in batches]
    for entry in written:
        entry["outputs"] = {key: entry["outputs"][key] for key in deterministic}

    warns = training_nodes(folder / "model.onnx")
    case = CaseFolder(folder)
    case.add("case.json", name=name, sets=written, warns=warns,
             description=f"{description} Outputs as the file says; the random ones are left out.")
    case.add("case_eval.json", name=f"{name}_eval", sets=wanted, warns=warns,
             description=f"{description} Outputs of PyTorch in evaluation mode, for training nodes "
                         "taken as inference.")
    case.write()
    print(f"{name}: in training mode are {', '.join(warns)}")


def main() -> None:
    build("training_mode", "Training-mode export with batch normalization and dropout.",
          dropout=True, dynamo=False, deterministic=["features"])
    build("training_mode_batchnorm", "Training-mode export with batch normalization, no dropout.",
          dropout=False, dynamo=False, deterministic=OUTPUTS)
    build("training_mode_dynamo", "Training-mode export by the newer exporter: only dropout trains.",
          dropout=True, dynamo=True, deterministic=["features"])
