#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sardonyx {

/// What changes the scores of the next token before one is chosen. -FLT_MAX forbids a token.
/// Tokens outside of the scores are passed over.

/// Divides positive scores of tokens that are in `sequence` by `penalty` and multiplies others.
void penalize_repetition(std::span<float> scores, std::span<const std::int32_t> sequence,
                         float penalty);

/// Forbids every token that would repeat a run of `size` tokens of `sequence`.
void forbid_repeated_runs(std::span<float> scores, std::span<const std::int32_t> sequence,
                          std::int64_t size);

/// Forbids the tokens of which `mask` has a 0.
void apply_vocabulary(std::span<float> scores, std::span<const std::int32_t> mask);

/// Forbids one token.
void forbid_token(std::span<float> scores, std::int64_t token);

}  // namespace sardonyx
