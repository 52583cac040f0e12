// https://onnx.ai/onnx/operators/onnx__NonMaxSuppression.html

#include <algorithm>
#include <limits>
#include <vector>

#include "core/base/checked.h"
#include "core/graph/op_registry.h"
#include "core/kernels/suppression.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

class NonMaxSuppression : public Operator {
 public:
  explicit NonMaxSuppression(const MakeContext& context)
      : centers_(context.get_bool("center_point_box", false)) {}

  void infer(InferContext& context) const override {
    const SymbolicShape& boxes = context.shape(0);
    const SymbolicShape& scores = context.shape(1);
    context.require_rank(0, 3, 3);
    context.require_rank(1, 3, 3);
    context.require(!certainly_differ(boxes[2], 4), "input 0 has shape ", boxes,
                    ", expected 4 numbers per box");
    context.require(
        !certainly_differ(boxes[0], scores[0]) && !certainly_differ(boxes[1], scores[2]),
        "input 0 has shape ", boxes, " and input 1 ", scores, ", which differ in batches or boxes");
    for (const int i : {2, 3, 4}) {
      context.require(
          !context.has_input(i) || !certainly_differ(context.shape(i).element_count(), 1), "input ",
          i, " must have one element");
    }
    context.set_shape(0, {Dim(), 3});
  }

  void run(RunContext& context) const override {
    const Tensor& scores = context.input(1);
    const std::int64_t batches = scores.dim(0);
    const std::int64_t classes = scores.dim(1);
    const std::int64_t count = scores.dim(2);
    const std::int64_t asked = context.has_input(2) ? *context.input(2).data<std::int64_t>() : 0;
    const auto most = static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 0, count));
    const float threshold = context.has_input(3) ? *context.input(3).data<float>() : 0.0f;
    context.require(threshold >= 0 && threshold <= 1, "input 3 ('iou_threshold') is ", threshold,
                    ", expected a number from 0 to 1");
    const float* least = context.has_input(4) ? context.input(4).data<float>() : nullptr;

    // Candidates have their score and 32 bits of index in one number.
    context.require(count <= std::numeric_limits<std::uint32_t>::max(), "input 1 has ", count,
                    " boxes, which are too many");
    const auto boxes = static_cast<std::size_t>(count);
    const std::size_t kept_room = (most + 3) / 4 * 4;
    constexpr std::int64_t kBytesPerBox = kernels::BoxArrays::kArrays * sizeof(float);
    const std::span<std::byte> memory = context.scratch<std::byte>(
        checked_size(checked_add(checked_mul(count, sizeof(kernels::FloatEntry)),
                                 checked_mul(static_cast<std::int64_t>(kept_room), kBytesPerBox))));
    auto* candidates = reinterpret_cast<kernels::FloatEntry*>(memory.data());
    const kernels::BoxArrays kept(reinterpret_cast<float*>(candidates + boxes), kept_room);

    std::vector<std::int64_t> selected;
    for (std::int64_t batch = 0; batch < batches && most > 0; ++batch) {
      const kernels::Boxes all{context.input(0).data<float>() + batch * count * 4, centers_};
      for (std::int64_t c = 0; c < classes; ++c) {
        context.environment().check_cancelled();
        const float* score = scores.data<float>() + (batch * classes + c) * count;
        const std::size_t found = kernels::candidates_above(score, boxes, least, candidates);
        kernels::suppress_overlapping(
            all, candidates, found, most, threshold, kept, [&](std::uint64_t box) {
              selected.insert(selected.end(), {batch, c, static_cast<std::int64_t>(box)});
            });
      }
    }
    const auto rows = static_cast<std::int64_t>(selected.size() / 3);
    Tensor& y = context.output(0, DType::kInt64, Shape{rows, 3});
    std::copy(selected.begin(), selected.end(), y.data<std::int64_t>());
  }

 private:
  bool centers_;
};

}  // namespace

SARDONYX_OPERATORS(nn, non_max_suppression) {
  registry.add({.name = "NonMaxSuppression",
                .since = 10,
                .signature = "boxes: float, scores: float, max_output_boxes_per_class?: int64, "
                             "iou_threshold?: float, score_threshold?: float "
                             "-> selected_indices: int64",
                .make = make<NonMaxSuppression>});
}

}  // namespace sardonyx
