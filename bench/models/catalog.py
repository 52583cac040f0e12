"""What is exported: each network with its inputs, and which of their axes stay dynamic."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
import torchvision
from torch import nn

import language
import small
from unet import UNet
from yolov8 import YoloV8n

TOKENS = 128
PREFILL = 64
PAST = 256
GPT2_LAYERS = 12
GPT2_VOCABULARY = 50257
BERT_VOCABULARY = 30522


@dataclass
class Entry:
    """One network; `build` gets the name of an implementation of attention, where it has any."""

    name: str
    build: Callable[[str], nn.Module]
    #: Inputs by name, drawn from the seeded generator.
    inputs: Callable[[], dict[str, torch.Tensor]]
    outputs: list[str]
    #: Names of axes that differ from run to run: {input or output: {axis: name}}.
    dynamic: dict[str, dict[int, str]] = field(default_factory=dict)


def image(size, name="image"):
    return lambda: {name: torch.randn(1, 3, size, size)}


def vision(name, build, size=224, output="logits"):
    return Entry(name, lambda _: build(), image(size), [output])


def text(name, build):
    axes = {0: "batch", 1: "sequence"}

    def inputs():
        return {"input_ids": torch.randint(0, BERT_VOCABULARY, (1, TOKENS)),
                "attention_mask": torch.ones(1, TOKENS, dtype=torch.int64),
                "token_type_ids": torch.zeros(1, TOKENS, dtype=torch.int64)}

    names = ("input_ids", "attention_mask", "token_type_ids", "last_hidden_state")
    return Entry(name, build, inputs, ["last_hidden_state"], dict.fromkeys(names, axes))


def cache_names(prefix):
    return [f"{prefix}.{layer}.{part}" for layer in range(GPT2_LAYERS) for part in ("key", "value")]


def gpt2(name, new, past):
    def inputs():
        fed = {"input_ids": torch.randint(0, GPT2_VOCABULARY, (1, new)),
               "attention_mask": torch.ones(1, past + new, dtype=torch.int64)}
        if past:
            fed |= {name: torch.randn(1, 12, past, 64) for name in cache_names("past")}
        return fed

    dynamic = {"input_ids": {1: "sequence"}, "attention_mask": {1: "total"}}
    if past:
        dynamic = {"attention_mask": {1: "total"}} | dict.fromkeys(cache_names("past"), {2: "past"})
    dynamic |= dict.fromkeys(cache_names("present"), {2: "total"})
    return Entry(name, language.Decoder, inputs, ["logits", *cache_names("present")], dynamic)


def vit():
    model = torchvision.models.vit_b_16()
    # torchvision starts the classifier with zeros.
    nn.init.normal_(model.heads.head.weight, std=0.02)
    return model


def voice():
    return {"samples": torch.randn(1, 576), "hidden": torch.randn(1, 1, 128),
            "cell": torch.randn(1, 1, 128)}


VISION = torchvision.models
ENTRIES = [
    vision("resnet50", VISION.resnet50),
    vision("mobilenet_v2", VISION.mobilenet_v2),
    vision("mobilenet_v3_small", VISION.mobilenet_v3_small),
    vision("efficientnet_b0", VISION.efficientnet_b0),
    vision("squeezenet1_1", VISION.squeezenet1_1),
    vision("vgg16", VISION.vgg16),
    vision("vit_b_16", vit),
    vision("yolov8n", lambda: YoloV8n(320), 320, "boxes_and_scores"),
    vision("unet", UNet, 256),
    text("bert_base", language.bert_base),
    text("minilm_l6", language.minilm),
    gpt2("gpt2_prefill", PREFILL, 0),
    gpt2("gpt2_decode", 1, PAST),
    Entry("whisper_tiny_encoder", language.SpeechEncoder,
          lambda: {"input_features": torch.randn(1, 80, 3000)}, ["last_hidden_state"]),
    Entry("voice_step", lambda _: small.VoiceStep(), voice,
          ["probability", "hidden_out", "cell_out"]),
    Entry("lstm", lambda _: small.Lstm(), lambda: {"steps": torch.randn(1, 100, 256)}, ["states"]),
    Entry("tab_mlp", lambda _: small.TabMlp(), lambda: {"columns": torch.randn(1, 32)}, ["scores"]),
]
