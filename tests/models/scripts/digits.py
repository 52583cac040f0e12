"""Real images of handwritten digits (scikit-learn's `load_digits`), and training on them.

Each is 8x8 pixels of 0 to 16: a 32x32 bitmap, reduced by counting the set pixels of each 4x4 block.
The images stand in the order in which the writers were collected, so the held-out tail is, but for
a writer at the border, by other hands than the rest.
"""

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional

HELD_OUT = 450


def load() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Training images and labels, held-out images and labels; images float32 [n, 1, 8, 8] in
    [0, 1]."""
    digits = load_digits()
    images = (digits.images[:, None] / 16).astype(np.float32)
    labels = digits.target.astype(np.int64)
    return images[:-HELD_OUT], labels[:-HELD_OUT], images[-HELD_OUT:], labels[-HELD_OUT:]


def train(model: nn.Module, epochs: int, augment: bool = False, learning_rate: float = 3e-3) -> None:
    """Trains on the training images by cross-entropy; the model is in evaluation mode afterwards."""
    images, labels = (torch.from_numpy(a) for a in load()[:2])
    batch = 64
    steps = epochs * -(-len(images) // batch)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, learning_rate, total_steps=steps)
    model.train()
    for _ in range(epochs):
        for chosen in torch.randperm(len(images)).split(batch):
            pixels = _distort(images[chosen]) if augment else images[chosen]
            loss = functional.cross_entropy(_logits(model(pixels)), labels[chosen],
                                            label_smoothing=0.1)  # keeps the logits small
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    model.eval()


def accuracy(model: nn.Module) -> float:
    """The share of held-out images that the model classifies correctly."""
    images, labels = (torch.from_numpy(a) for a in load()[2:])
    with torch.no_grad():
        return (_logits(model(images)).argmax(1) == labels).double().mean().item()


def _logits(outputs) -> torch.Tensor:
    return outputs if isinstance(outputs, torch.Tensor) else outputs[0]


def _distort(images: torch.Tensor) -> torch.Tensor:
    """Turns, scales, shears and shifts each image a little (up to a pixel)."""
    n = len(images)
    angle = (torch.rand(n) - 0.5) * 0.5
    scale = 1 + (torch.rand(n, 2) - 0.5) * 0.3
    shear = (torch.rand(n) - 0.5) * 0.4
    shift = (torch.rand(n, 2) - 0.5) * 0.5
    cos, sin = angle.cos(), angle.sin()
    matrix = torch.stack([
        torch.stack([cos * scale[:, 0], shear - sin, shift[:, 0]], 1),
        torch.stack([sin, cos * scale[:, 1], shift[:, 1]], 1),
    ], 1)
    grid = functional.affine_grid(matrix, list(images.shape), align_corners=False)
    return functional.grid_sample(images, grid, align_corners=False)
