#include <algorithm>
#include <cstring>

#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// Constants are compared by their elements up to this size: axes, shapes, scalars, of which
// exporters write one copy per use.
constexpr std::size_t kSmallBytes = 64;
// How many readers of a value are looked at: of a value that everybody reads, not all.
constexpr std::size_t kMostReaders = 64;

bool same_tensor(const Tensor& a, const Tensor& b) {
  if (a.dtype() != b.dtype() || !(a.shape() == b.shape()) || !a.has_data() || !b.has_data()) {
    return false;
  }
  return a.raw() == b.raw() || (a.dtype() != DType::kString && a.byte_size() <= kSmallBytes &&
                                std::memcmp(a.raw(), b.raw(), a.byte_size()) == 0);
}

bool same_content(const Attribute::Content& a, const Attribute::Content& b) {
  return std::visit(
      [&]<class T>(const T& content) {
        const T* other = std::get_if<T>(&b);
        if constexpr (std::is_same_v<T, Tensor>) {
          return other != nullptr && same_tensor(content, *other);
        } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, float> ||
                             std::is_same_v<T, std::string> ||
                             std::is_same_v<T, std::vector<std::int64_t>> ||
                             std::is_same_v<T, std::vector<float>>) {
          return other != nullptr && content == *other;
        } else {
          return false;
        }
      },
      a);
}

bool same_attributes(const Node& a, const Node& b) {
  return a.attributes.size() == b.attributes.size() &&
         std::all_of(a.attributes.begin(), a.attributes.end(), [&](const Attribute& attribute) {
           const Attribute* other = b.attributes.find(attribute.name);
           return other != nullptr && same_content(attribute.content, other->content);
         });
}

bool same_value(const Graph& graph, ValueId a, ValueId b) {
  if (a == b) {
    return true;
  }
  const Tensor* left = graph.constant(a);
  const Tensor* right = graph.constant(b);
  return left != nullptr && right != nullptr && same_tensor(*left, *right);
}

bool computes_the_same(const Graph& graph, const Node& a, const Node& b) {
  return a.op_type == b.op_type && a.tail.empty() && b.tail.empty() && a.domain == b.domain &&
         a.opset == b.opset && a.outputs.size() == b.outputs.size() &&
         std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(), b.inputs.end(),
                    [&](ValueId x, ValueId y) { return same_value(graph, x, y); }) &&
         same_attributes(a, b);
}

// The first input that is computed or fed: a node without one would have been folded.
ValueId first_variable(const Graph& graph, const Node& node) {
  for (const ValueId id : node.inputs) {
    if (id != kNoValue && graph.constant(id) == nullptr) {
      return id;
    }
  }
  return kNoValue;
}

}  // namespace

/// A node that computes what an earlier one has computed is left away.
std::optional<Patch> merge_duplicates(PassContext& context, const Node& node) {
  const Graph& graph = context.graph();
  const ValueId shared = first_variable(graph, node);
  if (shared == kNoValue || node.def->random || !node.captures.empty() ||
      !node.subgraphs().empty()) {
    return std::nullopt;
  }
  const std::vector<const Node*>& readers = context.readers(shared);
  for (std::size_t at = 0; at < std::min(readers.size(), kMostReaders); ++at) {
    const Node* twin = readers[at];
    if (twin == &node) {
      return std::nullopt;
    }
    if (!computes_the_same(graph, *twin, node)) {
      continue;
    }
    Patch patch;
    bool covered = true;
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
      if (node.outputs[i] != kNoValue) {
        covered = covered && twin->outputs[i] != kNoValue;
        patch.redirects.emplace_back(node.outputs[i], twin->outputs[i]);
      }
    }
    if (covered) {
      return patch;
    }
  }
  return std::nullopt;
}

}  // namespace sardonyx
