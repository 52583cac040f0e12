#include "core/ops/common/token_rules.h"

#include <algorithm>
#include <cfloat>

namespace sardonyx {

void forbid_token(std::span<float> scores, std::int64_t token) {
  if (token >= 0 && token < std::ssize(scores)) {
    scores[static_cast<std::size_t>(token)] = -FLT_MAX;
  }
}

void penalize_repetition(std::span<float> scores, std::span<const std::int32_t> sequence,
                         float penalty) {
  std::vector<std::int32_t> tokens(sequence.begin(), sequence.end());
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  for (const std::int32_t token : tokens) {
    if (token >= 0 && token < std::ssize(scores)) {
      float& score = scores[static_cast<std::size_t>(token)];
      score = score < 0 ? score * penalty : score / penalty;
    }
  }
}

void forbid_repeated_runs(std::span<float> scores, std::span<const std::int32_t> sequence,
                          std::int64_t size) {
  if (size < 1 || size > std::ssize(sequence)) {
    return;
  }
  const auto prefix = sequence.last(static_cast<std::size_t>(size - 1));
  for (std::size_t i = 0; i + prefix.size() < sequence.size(); ++i) {
    if (std::equal(prefix.begin(), prefix.end(),
                   sequence.begin() + static_cast<std::ptrdiff_t>(i))) {
      forbid_token(scores, sequence[i + prefix.size()]);
    }
  }
}

void apply_vocabulary(std::span<float> scores, std::span<const std::int32_t> mask) {
  for (std::size_t i = 0; i < scores.size() && i < mask.size(); ++i) {
    if (mask[i] == 0) {
      scores[i] = -FLT_MAX;
    }
  }
}

}  // namespace sardonyx
