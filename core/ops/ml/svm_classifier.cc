// https://onnx.ai/onnx/operators/onnx_aionnxml_SVMClassifier.html

#include <algorithm>
#include <numeric>

#include "core/graph/op_registry.h"
#include "core/ops/common/class_labels.h"
#include "core/ops/common/feature_rows.h"
#include "core/ops/common/pairwise_probability.h"
#include "core/ops/common/post_transform.h"
#include "core/ops/common/svm_kernel.h"

namespace sardonyx {
namespace {

// With support vectors there is a machine for each pair of classes, and the class that wins most
// of them is the label; the scores are those of the machines, or with prob_a and prob_b the
// probabilities of the classes. Without support vectors there is a linear machine for each class.
class SvmClassifier : public Operator {
 public:
  explicit SvmClassifier(const MakeContext& context)
      : labels_(context, "classlabels_ints", "classlabels_strings"),
        coefficients_(context.get_floats("coefficients")),
        rho_(context.get_floats("rho")),
        prob_a_(context.get_floats("prob_a")),
        prob_b_(context.get_floats("prob_b")),
        transform_(post_transform_of(context)),
        class_sizes_(context.get_ints("vectors_per_class", {})),
        vectors_(count_vectors(context)),
        classes_(vectors_ > 0
                     ? class_sizes_.size()
                     : static_cast<std::size_t>(std::max<std::int64_t>(1, labels_.count()))),
        pairs_(classes_ * (classes_ - 1) / 2),
        kernel_(context, vectors_ > 0 ? context.get_floats("support_vectors") : coefficients_,
                vectors_ > 0 ? vectors_ : static_cast<std::int64_t>(classes_), vectors_ == 0) {
    context.require(labels_.count() == 0 || static_cast<std::size_t>(labels_.count()) == classes_,
                    "there are ", labels_.count(), " labels for ", classes_, " classes");
    if (vectors_ == 0) {
      context.require(!rho_.empty(), "attribute 'rho' is missing");
      return;
    }
    context.require(classes_ >= 2, "attribute 'vectors_per_class' has ", classes_,
                    " elements, expected at least 2");
    const std::size_t expected = (classes_ - 1) * static_cast<std::size_t>(vectors_);
    context.require(coefficients_.size() == expected, "attribute 'coefficients' has ",
                    coefficients_.size(), " elements, expected ", expected);
    context.require(rho_.size() == pairs_, "attribute 'rho' has ", rho_.size(),
                    " elements, expected ", pairs_);
    context.require(
        prob_a_.size() == prob_b_.size() && (prob_a_.empty() || prob_a_.size() == pairs_),
        "attributes 'prob_a' and 'prob_b' have ", prob_a_.size(), " and ", prob_b_.size(),
        " elements, expected ", pairs_);
  }

  void infer(InferContext& context) const override {
    const Dim rows = feature_rows(context, 0, kernel_.features());
    context.set_dtype(0, labels_.dtype());
    context.set_shape(0, {rows});
    context.set_shape(1, {rows, static_cast<std::int64_t>(score_count())});
  }

  void run(RunContext& context) const override {
    const Tensor values = kernel_.run(context, context.input(0));
    const std::int64_t rows = values.dim(0);
    std::vector<float> scores;
    for (std::int64_t n = 0; n < rows; ++n) {
      const float* row = values.data<float>() + n * values.dim(1);
      const std::int64_t label = vectors_ > 0 ? by_pairs(row, scores) : by_class(row, scores);
      if (context.has_output(0)) {
        labels_.write(context.output(0), n, label);
      }
      if (context.has_output(1)) {
        std::copy(scores.begin(), scores.end(),
                  context.output(1).data<float>() + static_cast<std::size_t>(n) * score_count());
      }
    }
  }

 private:
  std::int64_t count_vectors(const MakeContext& context) const {
    std::int64_t sum = 0;
    for (const std::int64_t size : class_sizes_) {
      constexpr std::int64_t kMost = std::int64_t{1} << 30;
      context.require(size >= 0 && size < kMost && sum < kMost,
                      "attribute 'vectors_per_class' has ", size);
      sum += size;
    }
    return sum;
  }

  std::size_t score_count() const {
    return vectors_ == 0 || !prob_a_.empty() || classes_ == 2 ? classes_ : pairs_;
  }

  static std::int64_t index_of_most(const std::vector<float>& values) {
    return std::max_element(values.begin(), values.end()) - values.begin();
  }

  std::int64_t by_class(const float* products, std::vector<float>& scores) const {
    scores.assign(products, products + classes_);
    for (float& score : scores) {
      score += rho_[0];
    }
    const std::int64_t label = index_of_most(scores);
    transform_scores(transform_, scores);
    return label;
  }

  std::int64_t by_pairs(const float* values, std::vector<float>& scores) const {
    std::vector<float> votes(classes_, 0.0f);
    scores.clear();
    std::size_t first_i = 0;
    for (std::size_t i = 0; i < classes_; ++i) {
      const auto size_i = static_cast<std::size_t>(class_sizes_[i]);
      std::size_t first_j = first_i + size_i;
      for (std::size_t j = i + 1; j < classes_; ++j) {
        const auto size_j = static_cast<std::size_t>(class_sizes_[j]);
        const float score = rho_[scores.size()] + part(j - 1, first_i, size_i, values) +
                            part(i, first_j, size_j, values);
        votes[score > 0 ? i : j] += 1;
        scores.push_back(score);
        first_j += size_j;
      }
      first_i += size_i;
    }
    if (!prob_a_.empty()) {
      scores = probabilities(scores);
      transform_scores(transform_, scores);
    } else if (classes_ == 2) {
      const auto form =
          transform_ == PostTransform::kNone ? SecondScore::kNegation : SecondScore::kComplement;
      const auto both = two_scores(transform_, form, scores[0]);
      scores.assign(both.begin(), both.end());
    } else {
      transform_scores(transform_, scores);
    }
    return index_of_most(votes);
  }

  float part(std::size_t row, std::size_t first, std::size_t count, const float* values) const {
    const float* coefficients = coefficients_.data() + row * static_cast<std::size_t>(vectors_);
    return std::inner_product(coefficients + first, coefficients + first + count, values + first,
                              0.0f);
  }

  std::vector<float> probabilities(const std::vector<float>& scores) const {
    std::vector<double> pairwise(classes_ * classes_, 0.0);
    std::size_t pair = 0;
    for (std::size_t i = 0; i < classes_; ++i) {
      for (std::size_t j = i + 1; j < classes_; ++j, ++pair) {
        const float p = 1 - logistic(scores[pair] * prob_a_[pair] + prob_b_[pair]);
        // Neither certain nor impossible: the coupling divides by both.
        const double bounded = std::clamp(static_cast<double>(p), 1e-7, 1 - 1e-7);
        pairwise[i * classes_ + j] = bounded;
        pairwise[j * classes_ + i] = 1 - bounded;
      }
    }
    const std::vector<double> coupled = couple_probabilities(pairwise, classes_);
    return {coupled.begin(), coupled.end()};
  }

  ClassLabels labels_;
  std::vector<float> coefficients_;  // [classes - 1, vectors], or [classes, features]
  std::vector<float> rho_;
  std::vector<float> prob_a_;
  std::vector<float> prob_b_;
  PostTransform transform_;
  Ints class_sizes_;
  std::int64_t vectors_;
  std::size_t classes_;
  std::size_t pairs_;
  SvmKernel kernel_;
};

}  // namespace

SARDONYX_OPERATORS(ml, svm_classifier) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "SVMClassifier",
                .since = 1,
                .signature = "X: T -> Y: any, Z: float",
                .types = {{{"T", kFeatureTypes}}},
                .make = make<SvmClassifier>});
}

}  // namespace sardonyx
