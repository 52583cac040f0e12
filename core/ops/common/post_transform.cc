#include "core/ops/common/post_transform.h"

#include <algorithm>
#include <cmath>

namespace sardonyx {
namespace {

void softmax(std::span<float> scores, bool keep_zeros) {
  const float most = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float& score : scores) {
    const bool zero = keep_zeros && std::abs(score) <= 1e-7f;
    score = zero ? score * std::exp(-most) : std::exp(score - most);
    sum += score;
  }
  for (float& score : scores) {
    score = sum == 0 ? 0.5f : score / sum;
  }
}

// The quantile function of the normal distribution by Winitzki's approximation of the inverse error
// function, the one that other implementations of these operators agree on.
float probit(float p) {
  const float x = 2 * p - 1;
  const float log = std::log((1 - x) * (1 + x));
  const float v = 2 / (3.14159265f * 0.147f) + 0.5f * log;
  const float root = std::sqrt(std::sqrt(v * v - log / 0.147f) - v);
  return 1.41421356f * std::copysign(root, x);
}

}  // namespace

PostTransform post_transform_of(const MakeContext& context) {
  return static_cast<PostTransform>(context.get_choice(
      "post_transform", {"NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"}));
}

float logistic(float x) {
  const float positive = 1 / (1 + std::exp(-std::abs(x)));
  return x < 0 ? 1 - positive : positive;
}

void transform_scores(PostTransform transform, std::span<float> scores) {
  if (scores.empty() || (scores.size() == 1 && transform != PostTransform::kProbit)) {
    return;
  }
  switch (transform) {
    case PostTransform::kNone:
      break;
    case PostTransform::kSoftmax:
      softmax(scores, /*keep_zeros=*/false);
      break;
    case PostTransform::kSoftmaxZero:
      softmax(scores, /*keep_zeros=*/true);
      break;
    case PostTransform::kLogistic:
      std::transform(scores.begin(), scores.end(), scores.begin(), logistic);
      break;
    case PostTransform::kProbit:
      std::transform(scores.begin(), scores.end(), scores.begin(), probit);
      break;
  }
}

std::array<float, 2> two_scores(PostTransform transform, SecondScore form, float score) {
  if (transform == PostTransform::kProbit) {
    const float transformed = probit(score);
    return {1 - transformed, transformed};
  }
  if (transform == PostTransform::kLogistic) {
    return {logistic(-score), logistic(score)};
  }
  return {form == SecondScore::kComplement ? 1 - score : -score, score};
}

}  // namespace sardonyx
