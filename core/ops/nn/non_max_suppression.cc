// https://onnx.ai/onnx/operators/onnx__NonMaxSuppression.html

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/kernels/sort_key.h"
#include "core/ops/common/scalar.h"

namespace sardonyx {
namespace {

struct Box {
  float y_low;
  float x_low;
  float y_high;
  float x_high;
  float area;
};

Box corner_box(const float* b) {
  Box box{std::min(b[0], b[2]), std::min(b[1], b[3]), std::max(b[0], b[2]), std::max(b[1], b[3]),
          0};
  box.area = (box.x_high - box.x_low) * (box.y_high - box.y_low);
  return box;
}

// From x and y of the center, width and height.
Box center_box(const float* b) {
  Box box{b[1] - b[3] / 2, b[0] - b[2] / 2, b[1] + b[3] / 2, b[0] + b[2] / 2, 0};
  box.area = (box.x_high - box.x_low) * (box.y_high - box.y_low);
  return box;
}

bool overlaps(const Box& a, const Box& b, float threshold) {
  const float width = std::min(a.x_high, b.x_high) - std::max(a.x_low, b.x_low);
  const float height = std::min(a.y_high, b.y_high) - std::max(a.y_low, b.y_low);
  if (!(width > 0 && height > 0)) {
    return false;
  }
  const float both = width * height;
  const float either = a.area + b.area - both;
  return both > 0 && a.area > 0 && b.area > 0 && either > 0 && both / either > threshold;
}

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

    std::vector<std::int64_t> selected;
    std::vector<Box> boxes(static_cast<std::size_t>(count));
    std::vector<kernels::SortEntry> candidates;
    std::vector<Box> kept;
    for (std::int64_t batch = 0; batch < batches && most > 0; ++batch) {
      const float* from = context.input(0).data<float>() + batch * count * 4;
      for (Box& box : boxes) {
        box = centers_ ? center_box(from) : corner_box(from);
        from += 4;
      }
      for (std::int64_t c = 0; c < classes; ++c) {
        context.environment().check_cancelled();
        const float* score = scores.data<float>() + (batch * classes + c) * count;
        candidates.clear();
        for (std::size_t i = 0; i < boxes.size(); ++i) {
          if (least == nullptr || score[i] > *least) {
            candidates.push_back({~kernels::sort_key(score[i]), i});
          }
        }
        select(boxes, most, threshold, candidates, kept, [&](std::uint64_t box) {
          selected.insert(selected.end(), {batch, c, static_cast<std::int64_t>(box)});
        });
      }
    }
    const auto rows = static_cast<std::int64_t>(selected.size() / 3);
    Tensor& y = context.output(0, DType::kInt64, Shape{rows, 3});
    std::copy(selected.begin(), selected.end(), y.data<std::int64_t>());
  }

 private:
  // Takes candidates, best first, that overlap none of those taken before. A heap gives them in
  // order without sorting those that are never asked for.
  template <class F>
  static void select(const std::vector<Box>& boxes, std::size_t most, float threshold,
                     std::vector<kernels::SortEntry>& candidates, std::vector<Box>& kept,
                     const F& take) {
    const auto later = [](const kernels::SortEntry& a, const kernels::SortEntry& b) {
      return b < a;
    };
    kept.clear();
    std::make_heap(candidates.begin(), candidates.end(), later);
    while (!candidates.empty() && kept.size() < most) {
      std::pop_heap(candidates.begin(), candidates.end(), later);
      const std::uint64_t index = candidates.back().index;
      candidates.pop_back();
      const Box& box = boxes[index];
      const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Box& other) {
        return overlaps(box, other, threshold);
      });
      if (!covered) {
        kept.push_back(box);
        take(index);
      }
    }
  }

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
