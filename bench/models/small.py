"""Networks that are run often and do little: a step of speech detection, rows of a table."""

import torch
from torch import nn


class VoiceStep(nn.Module):
    """32 ms of sound: spectrum, four convolutions, one LSTM step; shaped like Silero VAD 5."""

    def __init__(self, width=128, window=256):
        super().__init__()
        bins = window // 2 + 1
        self.spectrum = nn.Conv1d(1, 2 * bins, window, window // 2, bias=False)
        self.pad = nn.ReflectionPad1d((0, 64))
        self.encoder = nn.Sequential(
            nn.Conv1d(bins, width, 3, 1, 1), nn.ReLU(),
            nn.Conv1d(width, width // 2, 3, 2, 1), nn.ReLU(),
            nn.Conv1d(width // 2, width // 2, 3, 2, 1), nn.ReLU(),
            nn.Conv1d(width // 2, width, 3, 1, 1), nn.ReLU())
        self.lstm = nn.LSTM(width, width)
        self.decoder = nn.Sequential(nn.ReLU(), nn.Conv1d(width, 1, 1), nn.Sigmoid())

    def forward(self, samples, hidden, cell):
        """samples [1, 576]; hidden and cell [1, 1, 128]."""
        real, imaginary = self.spectrum(self.pad(samples[:, None])).chunk(2, 1)
        features = self.encoder(torch.sqrt(real**2 + imaginary**2))
        steps, (hidden, cell) = self.lstm(features.mean(2)[None], (hidden, cell))
        return self.decoder(steps.permute(1, 2, 0)).squeeze(1), hidden, cell


class TabMlp(nn.Sequential):
    """Eleven layers over the columns of a table."""

    def __init__(self, columns=32, width=64, layers=11, classes=10):
        widths = [columns] + [width] * (layers - 1)
        hidden = [module for a, b in zip(widths, widths[1:], strict=False)
                  for module in (nn.Linear(a, b), nn.ReLU())]
        super().__init__(*hidden, nn.Linear(width, classes))


class Lstm(nn.Module):
    """Two bidirectional layers over a sequence."""

    def __init__(self, width=256):
        super().__init__()
        self.lstm = nn.LSTM(width, width, num_layers=2, bidirectional=True, batch_first=True)

    def forward(self, steps):
        return self.lstm(steps)[0]
