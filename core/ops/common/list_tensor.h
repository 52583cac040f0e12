#pragma once

#include <span>
#include <string_view>

#include "core/graph/op.h"

namespace sardonyx {

/// A list as a tensor of one axis.
template <class List>
Tensor list_tensor(const List& list) {
  using Element = typename List::value_type;
  return Tensor::of(Shape{static_cast<std::int64_t>(list.size())},
                    std::span<const Element>(list.data(), list.size()));
}

/// The one of the attributes `stem`_floats, `stem`_int64s, `stem`_strings and
/// `stem`_tensor that is there, as a tensor of one axis. Throws unless there is exactly one.
Tensor list_attribute(const MakeContext& context, std::string_view stem);

}  // namespace sardonyx
