"""A bidirectional two-layer LSTM that reads digit images row by row, from above.

Both exporters, batch and sequence dynamic: an image may be shown in part.
"""

import torch
from torch import nn

from . import digits, export
from .case_file import CaseFolder

INPUT = "rows"
OUTPUTS = ["logits", "hidden", "cell"]


class RowLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 16, num_layers=2, bidirectional=True, batch_first=True)
        self.classifier = nn.Linear(32, 10)

    def forward(self, rows):
        """rows [batch, sequence, 8] (or images [batch, 1, 8, 8] in training)."""
        if rows.dim() == 4:
            rows = rows.squeeze(1)
        steps, (hidden, cell) = self.lstm(rows)
        return self.classifier(steps.mean(1)), hidden, cell


def main() -> None:
    export.seed(3)
    model = RowLstm()
    digits.train(model, epochs=60, augment=True, learning_rate=1e-2)
    print(f"lstm: {digits.accuracy(model):.1%} of held-out images right")
    rows = digits.load()[2][:100, 0]

    example = {INPUT: torch.from_numpy(rows[:3, :5].copy())}
    shapes = [(1, 8), (1, 1), (2, 3), (16, 8), (30, 7), (50, 5)]
    batches = export.split(rows, [batch for batch, _ in shapes])
    sets = [export.run(model, {INPUT: batch[:, :length].copy()}, OUTPUTS)
            for batch, (_, length) in zip(batches, shapes, strict=True)]

    axes = {INPUT: {0: "batch", 1: "sequence"}, "logits": {0: "batch"}, "hidden": {1: "batch"},
            "cell": {1: "batch"}}
    folder = export.fresh_folder("lstm")
    export.export_torchscript(model, example, OUTPUTS, folder, opset_version=14, dynamic_axes=axes)
    case = CaseFolder(folder)
    case.add("case.json", name="lstm", sets=sets,
             description="LSTM over image rows: TorchScript exporter, opset 14, dynamic batch and "
                         "sequence.")
    case.write()

    folder = export.fresh_folder("lstm_dynamo")
    export.export_dynamo(model, example, OUTPUTS, folder,
                         dynamic_shapes={INPUT: {0: "batch", 1: "sequence"}})
    case = CaseFolder(folder)
    case.add("case.json", name="lstm_dynamo", sets=sets,
             description="LSTM over image rows: newer exporter, two files, dynamic batch and "
                         "sequence.")
    case.write()
