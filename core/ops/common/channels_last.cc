#include "core/ops/common/channels_last.h"

#include <algorithm>
#include <numeric>

namespace sardonyx {
namespace {

// All axes of `like` in order.
std::vector<std::int64_t> axes_of(const ExpandContext& context, ValueId like) {
  const SymbolicShape& shape = context.type(like).shape;
  context.require_supported(shape.ranked(), "the rank of input 0 is unknown");
  context.require(shape.rank() >= 2, "input 0 has shape ", shape, ", expected rank 2 or more");
  std::vector<std::int64_t> axes(static_cast<std::size_t>(shape.rank()));
  std::iota(axes.begin(), axes.end(), std::int64_t{0});
  return axes;
}

}  // namespace

ValueId channels_first(ExpandContext& context, ValueId x, ValueId like) {
  std::vector<std::int64_t> axes = axes_of(context, like);
  std::rotate(axes.begin() + 1, axes.end() - 1, axes.end());
  return context.op("Transpose", {x}, {{"perm", axes}});
}

ValueId channels_last(ExpandContext& context, ValueId y, ValueId like) {
  std::vector<std::int64_t> axes = axes_of(context, like);
  std::rotate(axes.begin() + 1, axes.begin() + 2, axes.end());
  return context.op("Transpose", {y}, {{"perm", axes}});
}

}  // namespace sardonyx
