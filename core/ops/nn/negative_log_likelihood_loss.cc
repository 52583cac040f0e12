// https://onnx.ai/onnx/operators/onnx__NegativeLogLikelihoodLoss.html
// https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html

#include <optional>

#include "core/graph/op_registry.h"
#include "core/kernels/softmax.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {
namespace {

// loss[n, d] = -log_probability[n, target[n, d], d] * weight[target[n, d]], reduced or not. The
// cross entropy computes the logarithms of the probabilities from scores first.
class ClassLoss : public Operator {
 public:
  ClassLoss(const MakeContext& context, bool from_scores)
      : from_scores_(from_scores),
        reduction_(
            static_cast<Reduction>(context.get_choice("reduction", {"mean", "sum", "none"}))) {
    if (context.has("ignore_index")) {
      ignored_ = context.get_int("ignore_index");
    }
  }

  void infer(InferContext& context) const override {
    const SymbolicShape& x = context.shape(0);
    const SymbolicShape& target = context.shape(1);
    context.require(x.rank() >= 2, "input 0 has shape ", x, ", expected [N, C, ...]");
    SymbolicShape loss = x;
    loss.erase(1);
    bool fits = target.rank() == loss.rank();
    for (int i = 0; fits && i < loss.rank(); ++i) {
      fits = !certainly_differ(loss[i], target[i]);
    }
    context.require(fits, "input 1 has shape ", target, ", expected ", loss);
    if (context.has_input(2)) {
      const SymbolicShape& weight = context.shape(2);
      context.require(weight.rank() == 1 && !certainly_differ(weight[0], x[1]),
                      "input 2 has shape ", weight, ", expected [", x[1], "]");
    }
    context.set_shape(0, reduction_ == Reduction::kNone ? loss : SymbolicShape::of_rank(0));
    context.set_shape(1, x);
  }

  void run(RunContext& context) const override {
    with_float_type(context.input(0).dtype(), [&]<class T>() { run_as<T>(context); });
  }

 private:
  enum class Reduction : std::uint8_t { kMean, kSum, kNone };

  template <class T>
  void run_as(RunContext& context) const {
    Tensor x = as_computed(context, context.input(0));
    const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    const std::size_t batch = extent(x.dim(0));
    const std::size_t classes = extent(x.dim(1));
    const std::size_t inner = extent(x.shape().count(2, x.rank()));
    if (from_scores_) {
      Tensor log_probabilities = context.has_output(1) ? computed_output(context, 1)
                                                       : context.allocate(x.dtype(), x.shape());
      kernels::log_softmax(x.data<T>(), log_probabilities.data<T>(), batch, classes, inner,
                           context.threads());
      if (context.has_output(1)) {
        store_computed(context, 1, log_probabilities);
      }
      x = log_probabilities;
    }
    const Tensor weight = context.has_input(2) ? as_computed(context, context.input(2)) : Tensor();
    Tensor loss = computed_output(context, 0);
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < batch * inner; ++i) {
      const std::int64_t target = target_at(context.input(1), i);
      const bool counts = !ignored_ || target != *ignored_;
      T value = 0;
      T factor = 0;
      if (counts) {
        context.require(target >= 0 && extent(target) < classes, "target ", target,
                        " is outside [0, ", classes - 1, "]");
        factor = weight.has_data() ? weight.data<T>()[target] : T{1};
        const std::size_t at = (i / inner * classes + extent(target)) * inner + i % inner;
        value = -x.data<T>()[at] * factor;
      }
      if (reduction_ == Reduction::kNone) {
        loss.data<T>()[i] = value;
      }
      sum += static_cast<double>(value);
      weights += static_cast<double>(factor);
    }
    if (reduction_ != Reduction::kNone) {
      *loss.data<T>() = static_cast<T>(reduction_ == Reduction::kSum ? sum : sum / weights);
    }
    store_computed(context, 0, loss);
  }

  static std::int64_t target_at(const Tensor& targets, std::size_t i) {
    return targets.dtype() == DType::kInt32 ? std::int64_t{targets.data<std::int32_t>()[i]}
                                            : targets.data<std::int64_t>()[i];
  }

  bool from_scores_;
  Reduction reduction_;
  std::optional<std::int64_t> ignored_;
};

std::unique_ptr<Operator> make_likelihood(const MakeContext& context) {
  return std::make_unique<ClassLoss>(context, /*from_scores=*/false);
}

std::unique_ptr<Operator> make_cross_entropy(const MakeContext& context) {
  return std::make_unique<ClassLoss>(context, /*from_scores=*/true);
}

}  // namespace

SARDONYX_OPERATORS(nn, negative_log_likelihood_loss) {
  registry.add({.name = "NegativeLogLikelihoodLoss",
                .since = 12,
                .signature = "input: T, target: I, weight?: T -> loss: T",
                .types = {{{"T", kFloatTypes}, {"I", kIndexTypes}}},
                .make = make_likelihood});
  registry.add({.name = "SoftmaxCrossEntropyLoss",
                .since = 12,
                .signature = "scores: T, labels: I, weights?: T -> output: T, log_prob: T",
                .types = {{{"T", kFloatTypes}, {"I", kIndexTypes}}},
                .make = make_cross_entropy});
}

}  // namespace sardonyx
