#pragma once

#include "core/graph/op.h"

namespace sardonyx {

enum class Extreme : std::uint8_t { kMax, kMin };

/// ArgMax and ArgMin: where along an axis the extreme lies.
class ArgReduceOperator : public Operator {
 public:
  ArgReduceOperator(const MakeContext& context, Extreme extreme);

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override;

 private:
  Extreme extreme_;
  std::int64_t axis_;
  bool keep_dims_;
  bool last_;
};

template <Extreme extreme>
std::unique_ptr<Operator> make_arg_reduce(const MakeContext& context) {
  return std::make_unique<ArgReduceOperator>(context, extreme);
}

}  // namespace sardonyx
