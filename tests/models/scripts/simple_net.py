"""SimpleNet: Linear 10-16, ReLU, Linear 16-3, exported four ways.

Trained on the first ten measurements of scikit-learn's wine data (three cultivars), standardised;
the inputs are 100 wines that it has not seen.
"""

import numpy as np
import torch
from sklearn.datasets import load_wine
from torch import nn

from . import export
from .case_file import CaseFolder

INPUT, OUTPUT = "features", "logits"
HELD_OUT = 100


class SimpleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 16)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(16, 3)

    def forward(self, features):
        return self.fc2(self.relu(self.fc1(features)))


def trained() -> tuple[SimpleNet, np.ndarray]:
    """The model and the held-out wines [100, 10]."""
    generator = export.seed(1)
    wine = load_wine()
    order = generator.permutation(len(wine.data))
    features, labels = wine.data[order, :10], wine.target[order]
    known = features[:-HELD_OUT]
    features = ((features - known.mean(0)) / known.std(0)).astype(np.float32)
    model = SimpleNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2, weight_decay=1e-3)
    inputs = torch.from_numpy(features[:-HELD_OUT])
    targets = torch.from_numpy(labels[:-HELD_OUT])
    for _ in range(200):
        loss = nn.functional.cross_entropy(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        predicted = model(torch.from_numpy(features[-HELD_OUT:])).argmax(1).numpy()
    print(f"simple_net: {np.mean(predicted == labels[-HELD_OUT:]):.1%} of held-out wines right")
    return model, features[-HELD_OUT:]


def main() -> None:
    model, wines = trained()
    singles = [1] * HELD_OUT
    batches = [1, 2, 7, 32, 58]
    one = {INPUT: torch.from_numpy(wines[:1])}
    several = {INPUT: torch.from_numpy(wines[:4])}
    variants = [
        ("simple_net", "TorchScript exporter, opset 14, batch 1", singles,
         lambda folder: export.export_torchscript(model, one, [OUTPUT], folder, opset_version=14)),
        ("simple_net_dynamo", "newer exporter, its default two files, batch 1", singles,
         lambda folder: export.export_dynamo(model, one, [OUTPUT], folder)),
        ("simple_net_dynamic_batch", "TorchScript exporter, opset 14, dynamic_axes", batches + [0],
         lambda folder: export.export_torchscript(
             model, several, [OUTPUT], folder, opset_version=14,
             dynamic_axes={INPUT: {0: "batch"}, OUTPUT: {0: "batch"}})),
        ("simple_net_dynamic_batch_dynamo", "newer exporter, two files, dynamic_shapes", batches,
         lambda folder: export.export_dynamo(model, several, [OUTPUT], folder,
                                             dynamic_shapes={INPUT: {0: "batch"}})),
    ]
    for name, description, sizes, write in variants:
        folder = export.fresh_folder(name)
        write(folder)
        case = CaseFolder(folder)
        case.add("case.json", name=name, description=f"SimpleNet on wines: {description}.",
                 sets=[export.run(model, {INPUT: batch}, [OUTPUT])
                       for batch in export.split(wines, sizes)])
        case.write()
