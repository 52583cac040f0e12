"""A classifier with its batch size baked in, in the two places where that happens.

baked_batch was exported without dynamic axes: its input is declared [1, 1, 8, 8].
baked_batch_inside declares a dynamic batch, but a Python number in `forward` became the constant
shape of a Reshape, so that four images come out as one row of four times the length.
"""

import warnings

import torch
from torch import nn

from . import digits, export
from .case_file import CaseFolder

INPUT, OUTPUT = "images", "logits"
COUNT = 100


class Classifier(nn.Module):
    def __init__(self, fix_rows: bool):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3, stride=2, padding=1)
        self.relu = nn.ReLU()
        self.classifier = nn.Linear(96, 10)
        self.fix_rows = fix_rows

    def forward(self, images):
        features = self.relu(self.conv(images))
        if self.fix_rows:
            features = features.reshape(int(images.shape[0]), -1)
        else:
            features = features.flatten(1)
        return self.classifier(features)


def build(name: str, description: str, fix_rows: bool, reason: str, **options) -> None:
    export.seed(6)
    model = Classifier(fix_rows)
    digits.train(model, epochs=10, learning_rate=1e-2)
    images = digits.load()[2]
    folder = export.fresh_folder(name)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)
        export.export_torchscript(model, {INPUT: torch.from_numpy(images[:1])}, [OUTPUT], folder,
                                  opset_version=14, **options)
    case = CaseFolder(folder)
    case.add("case.json", name=name, description=description,
             sets=[export.run(model, {INPUT: images[i:i + 1]}, [OUTPUT]) for i in range(COUNT)],
             rejected=[{"inputs": {INPUT: images[:4]}, "reason": reason}])
    case.write()


def main() -> None:
    build("baked_batch", "Digit classifier exported without dynamic axes.", fix_rows=False,
          reason="the input is declared with batch size 1; re-export with dynamic_axes or "
                 "dynamic_shapes")
    build("baked_batch_inside", "Digit classifier with dynamic axes, but a Reshape to [1, -1].",
          fix_rows=True,
          reason="a Reshape to [1, -1] fixes batch size 1; re-export with the batch dimension left "
                 "to PyTorch (flatten(1))",
          dynamic_axes={INPUT: {0: "batch"}, OUTPUT: {0: "batch"}})
