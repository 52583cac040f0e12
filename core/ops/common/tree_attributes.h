#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/ops/common/tree_builder.h"

namespace sardonyx {

/// The attribute `name`, a list of floats, or else the tensor attribute `name`_as_tensor. Empty
/// when neither is there.
std::vector<double> numbers_of(const MakeContext& context, std::string_view name);
/// The attribute `name`, which must have `size` elements.
Ints ints_of_size(const MakeContext& context, std::string_view name, std::size_t size);
/// The elements of a tensor of floating-point numbers.
std::vector<double> doubles_of(const Tensor& tensor);

/// What TreeEnsembleClassifier and TreeEnsembleRegressor have in common: the attributes nodes_* and
/// the votes of leaves, class_* or target_*.
struct TreeAttributes {
  TreeAttributes(const MakeContext& context, std::string_view votes, std::int64_t targets,
                 kernels::TreeAggregate aggregate);

  kernels::TreeEnsemble<double> trees;
  std::vector<double> base_values;
  bool all_weights_positive = true;  ///< or zero
  /// The target of all votes, if it is one.
  std::optional<std::int64_t> only_target;
};

}  // namespace sardonyx
