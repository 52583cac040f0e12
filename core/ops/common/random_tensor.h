#pragma once

#include "core/ops/common/random_state.h"

namespace sardonyx {

/// A distribution that RandomNormal and RandomUniform draw from: offset + scale * draw().
struct Distribution {
  double (RandomState::*draw)();
  double scale;
  double offset;
};

/// Fills a tensor of floats with draws, each step rounded to the element type as NumPy does.
void fill_random(Tensor& y, const Distribution& distribution, RandomState& random);

/// The distribution of RandomNormal and RandomNormalLike: attributes mean and scale.
Distribution normal_distribution(const MakeContext& context);
/// The distribution of RandomUniform and RandomUniformLike: attributes low and high.
Distribution uniform_distribution(const MakeContext& context);

/// RandomNormal and RandomUniform: the shape is an attribute.
class RandomOperator : public Operator {
 public:
  RandomOperator(const MakeContext& context, const Distribution& distribution);
  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  Distribution distribution_;
  DType dtype_;
  Shape shape_;
  std::optional<std::uint32_t> seed_;
};

/// RandomNormalLike and RandomUniformLike: the shape is that of the input, and the element type
/// too unless the attribute dtype is there.
class RandomLikeOperator : public Operator {
 public:
  RandomLikeOperator(const MakeContext& context, const Distribution& distribution);
  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  Distribution distribution_;
  DType dtype_;
  std::optional<std::uint32_t> seed_;
};

}  // namespace sardonyx
