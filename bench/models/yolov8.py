"""YOLOv8n: the smallest of the detectors that most people export, box decoding included.

Structure after G. Jocher et al., "Ultralytics YOLOv8" (2023): width 0.25, depth 0.33, 80 classes.
"""

import torch
from torch import nn

CLASSES = 80
#: A distance is a distribution over this many steps of a cell.
BINS = 16
STRIDES = (8, 16, 32)


class ConvSilu(nn.Sequential):
    def __init__(self, inputs, outputs, size=1, stride=1):
        super().__init__(nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
                         nn.BatchNorm2d(outputs), nn.SiLU())


class Bottleneck(nn.Module):
    def __init__(self, channels, residual):
        super().__init__()
        self.body = nn.Sequential(ConvSilu(channels, channels, 3), ConvSilu(channels, channels, 3))
        self.residual = residual

    def forward(self, x):
        return x + self.body(x) if self.residual else self.body(x)


class CrossStage(nn.Module):
    """Half of the channels go through bottlenecks; what each makes is kept (`C2f`)."""

    def __init__(self, inputs, outputs, depth, residual):
        super().__init__()
        half = outputs // 2
        self.enter = ConvSilu(inputs, outputs)
        self.leave = ConvSilu((2 + depth) * half, outputs)
        self.blocks = nn.ModuleList(Bottleneck(half, residual) for _ in range(depth))

    def forward(self, x):
        parts = list(self.enter(x).chunk(2, 1))
        for block in self.blocks:
            parts.append(block(parts[-1]))
        return self.leave(torch.cat(parts, 1))


class PyramidPooling(nn.Module):
    """Three poolings, one after the other, all kept (`SPPF`)."""

    def __init__(self, channels):
        super().__init__()
        self.enter = ConvSilu(channels, channels // 2)
        self.leave = ConvSilu(2 * channels, channels)
        self.pool = nn.MaxPool2d(5, 1, 2)

    def forward(self, x):
        parts = [self.enter(x)]
        for _ in range(3):
            parts.append(self.pool(parts[-1]))
        return self.leave(torch.cat(parts, 1))


def branch(inputs, middle, outputs):
    return nn.Sequential(ConvSilu(inputs, middle, 3), ConvSilu(middle, middle, 3),
                         nn.Conv2d(middle, outputs, 1))


class Head(nn.Module):
    """Boxes as centre and extents in pixels, and a score per class: [N, 84, cells]."""

    def __init__(self, channels, size):
        super().__init__()
        self.boxes = nn.ModuleList(branch(c, 64, 4 * BINS) for c in channels)
        self.scores = nn.ModuleList(branch(c, CLASSES, CLASSES) for c in channels)
        centres, strides = [], []
        for stride in STRIDES:
            steps = torch.arange(size // stride) + 0.5
            y, x = torch.meshgrid(steps, steps, indexing="ij")
            centres.append(torch.stack((x.flatten(), y.flatten())))
            strides.append(torch.full((1, x.numel()), float(stride)))
        self.register_buffer("centres", torch.cat(centres, 1)[None])
        self.register_buffer("strides", torch.cat(strides, 1)[None])
        self.expectation = nn.Conv2d(BINS, 1, 1, bias=False)
        with torch.no_grad():
            self.expectation.weight.copy_(torch.arange(BINS).view(1, BINS, 1, 1))

    def forward(self, levels):
        found = [torch.cat((boxes(x), scores(x)), 1).flatten(2)
                 for x, boxes, scores in zip(levels, self.boxes, self.scores, strict=True)]
        boxes, scores = torch.cat(found, 2).split((4 * BINS, CLASSES), 1)
        bins = boxes.view(boxes.shape[0], 4, BINS, -1).transpose(1, 2).softmax(1)
        distances = self.expectation(bins).view(boxes.shape[0], 4, -1)
        before, after = distances.chunk(2, 1)
        low, high = self.centres - before, self.centres + after
        box = torch.cat(((low + high) / 2, high - low), 1) * self.strides
        return torch.cat((box, scores.sigmoid()), 1)


class YoloV8n(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.stem = nn.Sequential(
            ConvSilu(3, 16, 3, 2), ConvSilu(16, 32, 3, 2), CrossStage(32, 32, 1, True),
            ConvSilu(32, 64, 3, 2), CrossStage(64, 64, 2, True))
        self.middle = nn.Sequential(ConvSilu(64, 128, 3, 2), CrossStage(128, 128, 2, True))
        self.deep = nn.Sequential(ConvSilu(128, 256, 3, 2), CrossStage(256, 256, 1, True),
                                  PyramidPooling(256))
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.up_middle = CrossStage(384, 128, 1, False)
        self.up_fine = CrossStage(192, 64, 1, False)
        self.down_fine = ConvSilu(64, 64, 3, 2)
        self.down_middle = CrossStage(192, 128, 1, False)
        self.down_deep = ConvSilu(128, 128, 3, 2)
        self.last = CrossStage(384, 256, 1, False)
        self.head = Head((64, 128, 256), size)

    def forward(self, image):
        fine = self.stem(image)
        middle = self.middle(fine)
        deep = self.deep(middle)
        joined = self.up_middle(torch.cat((self.up(deep), middle), 1))
        fine = self.up_fine(torch.cat((self.up(joined), fine), 1))
        middle = self.down_middle(torch.cat((self.down_fine(fine), joined), 1))
        deep = self.last(torch.cat((self.down_deep(middle), deep), 1))
        return self.head((fine, middle, deep))
