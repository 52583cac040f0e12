"""A convolutional classifier of digit images: the demo's model.

Besides the case, `samples.json` holds one held-out image of each digit as plain numbers.
"""

import json

import numpy as np
import torch
from torch import nn

from . import digits, export
from .case_file import CaseFolder

NAME, INPUT, OUTPUT = "digits_cnn", "images", "logits"


class DigitsCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(32, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
        )
        self.dropout = nn.Dropout(0.3)
        self.classifier = nn.Linear(32 * 4 * 4, 10)

    def forward(self, images):
        return self.classifier(self.dropout(self.features(images).flatten(1)))


def main() -> None:
    export.seed(2)
    model = DigitsCnn()
    digits.train(model, epochs=60, augment=True, learning_rate=1e-2)
    accuracy = digits.accuracy(model)
    print(f"{NAME}: {accuracy:.1%} of held-out images right")
    if accuracy <= 0.97:
        raise RuntimeError("the demo's model must classify over 97 % of the held-out images")
    _, _, images, labels = digits.load()

    folder = export.fresh_folder(NAME)
    export.export_dynamo(model, {INPUT: torch.from_numpy(images[:4])}, [OUTPUT], folder,
                         dynamic_shapes={INPUT: {0: "batch"}}, external_data=False)
    case = CaseFolder(folder)
    case.add("case.json", name=NAME,
             description="CNN on held-out digits: newer exporter, one file, dynamic batch.",
             sets=[export.run(model, {INPUT: batch}, [OUTPUT])
                   for batch in export.split(images, [1, 1, 3, 16, 129, 300])])
    case.write()

    chosen = [int(np.flatnonzero(labels == digit)[0]) for digit in range(10)]
    logits = export.run(model, {INPUT: images[chosen]}, [OUTPUT])["outputs"][OUTPUT]
    samples = [json.dumps({"label": int(labels[index]),
                           "pixels": (images[index].ravel() * 16).astype(int).tolist(),
                           "logits": row.tolist()})
               for index, row in zip(chosen, logits, strict=True)]
    header = json.dumps({"input": INPUT, "output": OUTPUT, "width": 8, "height": 8, "white": 16,
                         "heldOutAccuracy": round(accuracy, 4)})
    lines = ",\n".join("    " + sample for sample in samples)
    (folder / "samples.json").write_text(f'{header[:-1]}, "images": [\n{lines}\n]}}\n')
