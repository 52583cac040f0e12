"""Transformers as `transformers` builds them, with the inputs and outputs that exports have."""

import torch
from torch import nn
from transformers import (BertConfig, BertModel, DynamicCache, GPT2Config, GPT2LMHeadModel,
                          WhisperConfig, WhisperModel)


class Encoder(nn.Module):
    """BERT: one vector per token."""

    def __init__(self, attention, **config):
        super().__init__()
        self.model = BertModel(BertConfig(attn_implementation=attention, **config),
                               add_pooling_layer=False)

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(input_ids, attention_mask, token_type_ids).last_hidden_state


def bert_base(attention):
    return Encoder(attention)


def minilm(attention):
    return Encoder(attention, hidden_size=384, num_hidden_layers=6, intermediate_size=1536)


class Decoder(nn.Module):
    """GPT-2 small with its cache of keys and values as plain inputs and outputs.

    Takes tokens [1, new], a mask [1, past + new] and, with a past, two tensors [1, 12, past, 64] per
    layer; gives logits [1, new, 50257] and the tensors of [1, 12, past + new, 64].
    """

    def __init__(self, attention):
        super().__init__()
        self.model = GPT2LMHeadModel(GPT2Config(attn_implementation=attention))

    def forward(self, input_ids, attention_mask, *past):
        config = self.model.config
        cache = DynamicCache(list(zip(past[::2], past[1::2], strict=True)) or None, config=config)
        new = input_ids.shape[1]
        positions = attention_mask.cumsum(1)[:, -new:] - 1
        result = self.model(input_ids, past_key_values=cache, attention_mask=attention_mask,
                            position_ids=positions, use_cache=True)
        present = [tensor for layer in result.past_key_values.layers
                   for tensor in (layer.keys, layer.values)]
        return (result.logits, *present)


class SpeechEncoder(nn.Module):
    """Whisper's encoder over 30 seconds: a spectrogram [1, 80, 3000] to [1, 1500, 384]."""

    def __init__(self, attention):
        super().__init__()
        config = WhisperConfig(attn_implementation=attention, d_model=384, encoder_layers=4,
                               decoder_layers=1, encoder_attention_heads=6,
                               decoder_attention_heads=6, encoder_ffn_dim=1536,
                               decoder_ffn_dim=1536)
        self.encoder = WhisperModel(config).encoder

    def forward(self, input_features):
        return self.encoder(input_features).last_hidden_state
