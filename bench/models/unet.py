"""U-Net for segmentation, with batch normalization and learnt upsampling.

O. Ronneberger et al., "U-Net: Convolutional Networks for Biomedical Image Segmentation" (2015), at
half of its width.
"""

import torch
from torch import nn


def twice(inputs, outputs):
    layers = []
    for channels in (inputs, outputs):
        layers += [nn.Conv2d(channels, outputs, 3, padding=1, bias=False),
                   nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    def __init__(self, width=32, depth=4, classes=2):
        super().__init__()
        widths = [width << i for i in range(depth + 1)]
        self.enter = twice(3, width)
        self.down = nn.ModuleList(twice(a, b) for a, b in zip(widths, widths[1:], strict=False))
        self.pool = nn.MaxPool2d(2)
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, 2) for w in widths[-2::-1])
        self.joined = nn.ModuleList(twice(2 * w, w) for w in widths[-2::-1])
        self.leave = nn.Conv2d(width, classes, 1)

    def forward(self, image):
        kept = [self.enter(image)]
        for block in self.down:
            kept.append(block(self.pool(kept[-1])))
        x = kept.pop()
        for up, joined in zip(self.up, self.joined, strict=True):
            x = joined(torch.cat((kept.pop(), up(x)), 1))
        return self.leave(x)
