#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/graph/op.h"

namespace sardonyx {

/// What the classifiers and regressors of ai.onnx.ml do with their scores at last. The numbers are
/// those of TreeEnsemble's attribute.
enum class PostTransform : std::uint8_t { kNone, kSoftmax, kLogistic, kSoftmaxZero, kProbit };

/// The string attribute `post_transform` of a node.
PostTransform post_transform_of(const MakeContext& context);

/// Transforms the scores of one row. The specification does not say what a score that stands alone
/// becomes; as in onnxruntime, only kProbit changes it.
void transform_scores(PostTransform transform, std::span<float> scores);

/// 1 / (1 + exp(-x)), accurate on both sides.
float logistic(float x);

/// What the negative class scores when the positive one has s.
enum class SecondScore : std::uint8_t {
  kComplement,  ///< 1 - s: scores that are probabilities
  kNegation,    ///< -s: scores around zero
};

/// The transformed scores of the negative and the positive class from that of the positive one.
/// kLogistic takes -s and s, and kProbit the complement, whatever the form; as in onnxruntime, both
/// kinds of softmax change nothing.
std::array<float, 2> two_scores(PostTransform transform, SecondScore form, float score);

}  // namespace sardonyx
