"""A transformer encoder of two layers that sorts: at each position it names the token that stands
there once the sequence is in ascending order. Token 0 pads and is masked out.

Batch and sequence are dynamic. An encoder on `scaled_dot_product_attention` goes through both
exporters, `nn.TransformerEncoder` only through the newer one: the TorchScript exporter bakes the
sequence length into its reshapes.
"""

import numpy as np
import torch
from torch import nn

from . import export
from .case_file import CaseFolder

INPUT, OUTPUT = "tokens", "logits"
VOCABULARY, LONGEST = 16, 20
WIDTH, HEADS, LAYERS = 32, 4, 2


class EncoderLayer(nn.Module):
    """Attention and feed-forward, each behind its norm (pre-norm) and beside a shortcut."""

    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.project = nn.Linear(WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.feed_forward = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(),
                                          nn.Linear(2 * WIDTH, WIDTH))

    def forward(self, x, padding):
        """x [batch, sequence, WIDTH], padding bool [batch, sequence]."""
        batch, length, _ = x.shape
        qkv = self.qkv(self.norm1(x)).reshape(batch, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mask = ~padding[:, None, None, :]
        attended = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.project(attended.transpose(1, 2).reshape(batch, length, WIDTH))
        return x + self.feed_forward(self.norm2(x))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, x, padding):
        for layer in self.layers:
            x = layer(x, padding)
        return self.norm(x)


class StockEncoder(nn.Module):
    """PyTorch's own encoder (post-norm)."""

    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, dim_feedforward=2 * WIDTH, dropout=0.0,
                                           activation="gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)

    def forward(self, x, padding):
        return self.encoder(x, src_key_padding_mask=padding)


class Sorter(nn.Module):
    def __init__(self, encoder: nn.Module):
        super().__init__()
        self.token = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Parameter(0.1 * torch.randn(LONGEST, WIDTH))
        self.encoder = encoder
        self.head = nn.Linear(WIDTH, VOCABULARY)

    def forward(self, tokens):
        """tokens int64 [batch, sequence] -> logits [batch, sequence, VOCABULARY]."""
        embedded = self.token(tokens) + self.position[:tokens.shape[1]]
        return self.head(self.encoder(embedded, tokens == 0))


def sequences(generator: np.random.Generator, batch: int, length: int) -> np.ndarray:
    """Random tokens int64 [batch, length], each row padded at its end; one row at least is full."""
    tokens = generator.integers(1, VOCABULARY, (batch, length))
    used = generator.integers(1, length + 1, batch)
    used[0] = length
    tokens[np.arange(length) >= used[:, None]] = 0
    return tokens


def ascending(tokens: np.ndarray) -> np.ndarray:
    """Each row in ascending order, its padding left at the end."""
    ordered = np.sort(np.where(tokens == 0, VOCABULARY, tokens), axis=1)
    return np.where(ordered == VOCABULARY, 0, ordered)


def train(model: Sorter, generator: np.random.Generator, steps: int) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps)
    for _ in range(steps):
        tokens = sequences(generator, 64, int(generator.integers(1, LONGEST + 1)))
        logits = model(torch.from_numpy(tokens))
        targets = torch.from_numpy(ascending(tokens))
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=0,
                                           label_smoothing=0.1)  # keeps the logits small
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()


def accuracy(model: Sorter, generator: np.random.Generator) -> float:
    """The share of positions of random sequences that the model sorts correctly."""
    tokens = sequences(generator, 200, 12)
    with torch.no_grad():
        predicted = model(torch.from_numpy(tokens)).argmax(2).numpy()
    return float((predicted == ascending(tokens))[tokens != 0].mean())


def build(encoder: type, names: list[str]) -> None:
    """Trains a model around the encoder and exports it by the exporter that each name tells."""
    generator = export.seed(4)
    model = Sorter(encoder())
    train(model, generator, steps=1200)
    model.eval()
    print(f"{names[0]}: {accuracy(model, generator):.1%} of positions sorted right")

    example = {INPUT: torch.from_numpy(sequences(generator, 3, 9))}
    shapes = [(1, 1), (1, LONGEST), (5, 9), (33, 10), (60, 6)]
    sets = [export.run(model, {INPUT: sequences(generator, *shape)}, [OUTPUT]) for shape in shapes]
    for name in names:
        folder = export.fresh_folder(name)
        if name.endswith("dynamo"):
            sequence = torch.export.Dim("sequence", max=LONGEST)
            export.export_dynamo(model, example, [OUTPUT], folder,
                                 dynamic_shapes={INPUT: {0: "batch", 1: sequence}})
            exporter = "newer exporter, two files"
        else:
            axes = {0: "batch", 1: "sequence"}
            export.export_torchscript(model, example, [OUTPUT], folder, opset_version=17,
                                      dynamic_axes={INPUT: axes, OUTPUT: axes})
            exporter = "TorchScript exporter, opset 17"
        case = CaseFolder(folder)
        case.add("case.json", name=name, sets=sets,
                 description=f"{encoder.__name__} that sorts tokens: {exporter}, dynamic batch and "
                             "sequence.")
        case.write()


def main() -> None:
    torch.backends.mha.set_fastpath_enabled(False)  # a fused operator, which no exporter takes
    build(Encoder, ["transformer", "transformer_dynamo"])
    build(StockEncoder, ["transformer_stock_dynamo"])
