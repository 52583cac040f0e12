#include "core/kernels/attention.h"

#include <algorithm>
#include <limits>

#include "core/kernels/gemm/gemm.h"
#include "core/kernels/math/math.h"
#include "core/kernels/softmax.h"

namespace sardonyx::kernels {
namespace {

constexpr float kMasked = -std::numeric_limits<float>::infinity();

GemmShape scores_shape(const AttentionHead& head) {
  return {head.queries, head.keys, head.size};
}
GemmShape result_shape(const AttentionHead& head) {
  return {head.queries, head.value_size, head.keys};
}
MatrixView<float> probabilities(const AttentionHead& head, const float* scores) {
  return {scores, static_cast<std::ptrdiff_t>(head.keys), 1};
}

bool is_hidden(const float* bias, std::size_t n) {
  return std::all_of(bias, bias + n, [](float value) { return value == kMasked; });
}

void cap(float* x, std::size_t n, float softcap) {
  for (std::size_t i = 0; i < n; ++i) {
    x[i] /= softcap;
  }
  tanh(x, x, n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] *= softcap;
  }
}

}  // namespace

std::size_t attention_scratch_size(const AttentionHead& head) {
  const GemmRhs k = GemmRhs::of_view(head.k.transposed());
  const GemmRhs v = GemmRhs::of_view(head.v);
  return head.queries * head.keys +
         std::max(gemm_scratch_size(scores_shape(head), head.q, k),
                  gemm_scratch_size(result_shape(head), probabilities(head, nullptr), v));
}

void attention_head(const AttentionHead& head, float* scratch, ThreadPool& pool) {
  float* scores = scratch;
  float* gemm_scratch = scratch + head.queries * head.keys;
  const std::size_t count = head.queries * head.keys;
  GemmEpilogue epilogue;
  epilogue.alpha = head.scale;
  gemm(scores_shape(head), head.q, GemmRhs::of_view(head.k.transposed()), scores,
       static_cast<std::ptrdiff_t>(head.keys), epilogue, gemm_scratch, pool);
  const auto copy = [&](AttentionHead::Copy point) {
    if (head.scores != nullptr && head.copy == point) {
      std::copy_n(scores, count, head.scores);
    }
  };
  copy(AttentionHead::Copy::kRaw);
  if (head.softcap > 0) {
    cap(scores, count, head.softcap);
  }
  copy(AttentionHead::Copy::kCapped);
  if (head.bias != nullptr) {
    for (std::size_t i = 0; i < count; ++i) {
      // Masked wins over a score that is infinite or NaN.
      scores[i] = head.bias[i] == kMasked ? kMasked : scores[i] + head.bias[i];
    }
  }
  copy(AttentionHead::Copy::kBiased);
  softmax(scores, scores, head.queries, head.keys, 1, pool);
  for (std::size_t i = 0; head.bias != nullptr && i < head.queries; ++i) {
    if (is_hidden(head.bias + i * head.keys, head.keys)) {
      std::fill_n(scores + i * head.keys, head.keys, 0.0f);
    }
  }
  copy(AttentionHead::Copy::kProbabilities);
  gemm(result_shape(head), probabilities(head, scores), GemmRhs::of_view(head.v), head.y,
       head.y_stride, {}, gemm_scratch, pool);
}

}  // namespace sardonyx::kernels
