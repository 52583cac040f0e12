#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/graph/op.h"

namespace sardonyx {

/// The labels of a node of ai.onnx.ml: strings or integers, whichever attribute is there.
class ClassLabels {
 public:
  /// Throws when both attributes have elements. Without either there are no labels, and classes
  /// are called by their int64 index.
  ClassLabels(const MakeContext& context, std::string_view ints, std::string_view strings);

  std::int64_t count() const { return labels_.element_count(); }
  DType dtype() const { return labels_.dtype(); }
  /// [count], int64 or string.
  const Tensor& tensor() const { return labels_; }
  /// Writes the label of class `index` to element i of y.
  void write(Tensor& y, std::int64_t i, std::int64_t index) const;
  /// Writes what says yes or no where no label does: 1 or 0, as a number or as text.
  void write_truth(Tensor& y, std::int64_t i, bool truth) const;

 private:
  Tensor labels_;
};

}  // namespace sardonyx
