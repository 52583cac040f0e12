#include <algorithm>
#include <cmath>

#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// softmax(scale * q * k^T + mask), as far as a rule has read it.
struct Scores {
  const Node* product = nullptr;  // the MatMul of q and k^T
  double scale = 1;
  ValueId mask = kNoValue;
  bool hides = false;  // the mask is of bools, true where a key is visible
  int mask_rank = 0;
  std::vector<Node> nodes;  // that make the mask
};

class Matcher {
 public:
  Matcher(PassContext& context, const Node& node)
      : context_(context), graph_(context.graph()), node_(node) {}

  std::optional<Patch> match() {
    const Node* softmax = probabilities(node_.inputs[0]);
    if (softmax == nullptr || !is_over_last_axis(*softmax)) {
      return std::nullopt;
    }
    std::optional<Scores> scores = scores_of(softmax->inputs[0]);
    return scores ? attention(*scores) : std::nullopt;
  }

 private:
  // The Softmax behind `id`, perhaps with a NaN (of rows that are masked altogether) made 0.
  const Node* probabilities(ValueId id) const {
    if (const Node* where = inner_producer_of(context_, id, "Where")) {
      const Node* is_nan = inner_producer_of(context_, where->inputs[0], "IsNaN");
      const std::optional<Scalar> zero = scalar_constant(graph_, where->inputs[1]);
      const ValueId kept = where->inputs[2];
      const bool guards = is_nan != nullptr && is_nan->inputs[0] == kept && zero &&
                          zero->value == 0 && context_.uses(kept) == 2;
      return guards ? producer_of(context_, kept, "Softmax") : nullptr;
    }
    return inner_producer_of(context_, id, "Softmax");
  }

  bool is_over_last_axis(const Node& softmax) const {
    const SymbolicShape* shape = ranked_shape(graph_, softmax.inputs[0]);
    const std::int64_t axis = int_attribute(softmax, "axis", softmax.opset < 13 ? 1 : -1);
    return shape != nullptr && (axis == -1 || axis == shape->rank() - 1);
  }

  // `readers` is how many inputs inside of the pattern read the scores.
  std::optional<Scores> scores_of(ValueId id, int readers = 1) {
    const Node* node = context_.uses(id) == readers ? context_.producer(id) : nullptr;
    if (is_op(node, "MatMul")) {
      Scores scores;
      scores.product = node;
      return scores;
    }
    if (is_op(node, "Mul") || is_op(node, "Div")) {
      return scaled(*node);
    }
    if (is_op(node, "Add")) {
      return shifted_by_mask(*node);
    }
    return is_op(node, "Where") ? hidden(*node) : std::nullopt;
  }

  std::optional<Scores> scaled(const Node& node) {
    for (std::size_t i = 0; i < (node.op_type == "Mul" ? 2 : 1); ++i) {
      const std::optional<Scalar> factor = scalar_constant(graph_, node.inputs[1 - i]);
      if (!factor || factor->rank > 3) {
        continue;
      }
      std::optional<Scores> scores = scores_of(node.inputs[i]);
      if (scores && scores->mask == kNoValue) {
        scores->scale *= node.op_type == "Mul" ? factor->value : 1 / factor->value;
        return scores;
      }
    }
    return std::nullopt;
  }

  std::optional<Scores> shifted_by_mask(const Node& node) {
    for (const ValueId id : node.inputs) {
      const ValueId mask = other_input(node, id);
      std::optional<Scores> scores = scores_of(id);
      if (!scores || mask == kNoValue || ranked_shape(graph_, mask) == nullptr) {
        continue;
      }
      scores->mask_rank = std::max(scores->mask_rank, rank_of(mask));
      if (scores->mask == kNoValue) {
        scores->mask = mask;
      } else {
        make_numbers(*scores);
        scores->mask = add(*scores, "Add", 14, {scores->mask, mask});
      }
      return scores;
    }
    return std::nullopt;
  }

  // Where(hidden, filler, scores) or Where(visible, scores, filler), the filler -infinity or so low
  // that in float nothing is left of a score that is added to it.
  std::optional<Scores> hidden(const Node& node) {
    for (const std::size_t at : {1, 2}) {
      const ValueId filler = node.inputs[at];
      const ValueId kept = node.inputs[3 - at];
      const std::optional<Scalar> number = scalar_constant(graph_, filler);
      const bool is_lowest = number && std::isinf(number->value) && number->value < 0;
      const bool is_low =
          number && number->value <= -1e30 && dtype_of_value(graph_, filler) == DType::kFloat;
      if (!is_lowest && !is_low) {
        continue;
      }
      const ValueId condition = without_expand(node.inputs[0], kept);
      std::optional<Scores> scores = scores_of(kept, condition == node.inputs[0] ? 1 : 2);
      if (!scores || ranked_shape(graph_, condition) == nullptr) {
        return std::nullopt;
      }
      scores->mask_rank = std::max(scores->mask_rank, rank_of(condition));
      if (is_lowest && scores->mask == kNoValue) {
        scores->mask = at == 1 ? add(*scores, "Not", 1, {condition}) : condition;
        scores->hides = true;
        return scores;
      }
      make_numbers(*scores);
      const DType dtype = dtype_of_value(graph_, filler);
      const ValueId others = scores->mask != kNoValue
                                 ? scores->mask
                                 : graph_.add_constant({}, tensor_of_numbers(dtype, {}, {0}));
      scores->mask = at == 1 ? add(*scores, "Where", 16, {condition, filler, others})
                             : add(*scores, "Where", 16, {condition, others, filler});
      return scores;
    }
    return std::nullopt;
  }

  // A condition that was expanded to the shape of the scores is as good without that.
  ValueId without_expand(ValueId condition, ValueId scores) const {
    const Node* cast = inner_producer_of(context_, condition, "Cast");
    const Node* expand =
        inner_producer_of(context_, cast != nullptr ? cast->inputs[0] : condition, "Expand");
    const Node* shape =
        expand != nullptr ? inner_producer_of(context_, expand->inputs[1], "Shape") : nullptr;
    const bool whole = shape != nullptr && shape->inputs[0] == scores &&
                       int_attribute(*shape, "start", 0) == 0 &&
                       shape->attributes.find("end") == nullptr;
    return whole && dtype_of_value(graph_, expand->inputs[0]) == DType::kBool ? expand->inputs[0]
                                                                              : condition;
  }

  // Makes a mask of bools one of numbers to add.
  void make_numbers(Scores& scores) {
    if (!scores.hides) {
      return;
    }
    const DType dtype = dtype_of_value(graph_, scores.product->outputs[0]);
    const ValueId zero = graph_.add_constant({}, tensor_of_numbers(dtype, {}, {0}));
    const ValueId lowest = graph_.add_constant({}, tensor_of_numbers(dtype, {}, {-INFINITY}));
    scores.mask = add(scores, "Where", 16, {scores.mask, zero, lowest});
    scores.hides = false;
  }

  ValueId add(Scores& scores, std::string_view op_type, int opset, std::vector<ValueId> inputs) {
    const ValueId output = graph_.add_value({});
    scores.nodes.push_back(replacement(node_, op_type, opset, std::move(inputs), output));
    return output;
  }

  // The value that is multiplied by constants only, with those in `scale`.
  ValueId unscaled(ValueId id, double& scale) const {
    const Product product = product_of(context_, id);
    const bool plain =
        product.values.size() == 1 && keeps_shape(graph_, product.values[0], product.rank);
    scale *= plain ? product.factor : 1;
    return plain ? product.values[0] : id;
  }

  // k, of a k^T that is a transpose with constant factors before or behind.
  ValueId keys_of(Scores& scores) {
    const Node* transpose =
        producer_of(context_, unscaled(scores.product->inputs[1], scores.scale), "Transpose");
    const auto* perm = transpose == nullptr ? nullptr : ints_attribute(*transpose, "perm");
    if (perm == nullptr || perm->size() < 3) {
      return kNoValue;
    }
    std::vector<std::int64_t> swapped = *perm;
    std::swap(swapped[perm->size() - 1], swapped[perm->size() - 2]);
    const ValueId keys = unscaled(transpose->inputs[0], scores.scale);
    if (std::is_sorted(swapped.begin(), swapped.end())) {
      return keys;
    }
    const ValueId moved = add(scores, "Transpose", 13, {keys});
    scores.nodes.back().attributes.add("perm", std::move(swapped));
    return moved;
  }

  int rank_of(ValueId id) const {
    const SymbolicShape* shape = ranked_shape(graph_, id);
    return shape == nullptr ? 0 : shape->rank();
  }

  std::optional<Patch> attention(Scores& scores) {
    const DType dtype = dtype_of_value(graph_, node_.outputs[0]);
    const int rank = rank_of(scores.product->inputs[0]);
    // An attribute of type float is too short for double's scale.
    if (!kFloatTypes.contains(dtype) || dtype == DType::kDouble || (rank != 3 && rank != 4) ||
        rank_of(scores.product->inputs[1]) != rank || rank_of(node_.inputs[1]) != rank) {
      return std::nullopt;
    }
    // Without an axis for heads, a mask of rank 3 has its batch where Attention expects them. A
    // scalar is no mask.
    const bool masked = scores.mask != kNoValue;
    if (masked && (scores.mask_rank == 0 || scores.mask_rank > (rank == 3 ? 2 : 4))) {
      return std::nullopt;
    }
    const ValueId queries = unscaled(scores.product->inputs[0], scores.scale);
    const ValueId keys = keys_of(scores);
    const auto scale = static_cast<float>(scores.scale);
    if (keys == kNoValue || scale == 0 || !std::isfinite(scale)) {
      return std::nullopt;
    }
    std::vector<ValueId> inputs = {queries, keys, node_.inputs[1]};
    if (scores.mask != kNoValue) {
      inputs.push_back(scores.mask);
    }
    Node attention = replacement(node_, "Attention", 23, std::move(inputs), node_.outputs[0]);
    attention.attributes.add("scale", scale);
    if (rank == 3) {
      attention.attributes.add("q_num_heads", std::int64_t{1});
      attention.attributes.add("kv_num_heads", std::int64_t{1});
    }
    Patch patch;
    patch.nodes = std::move(scores.nodes);
    patch.nodes.push_back(std::move(attention));
    return patch;
  }

  PassContext& context_;
  Graph& graph_;
  const Node& node_;
};

}  // namespace

/// MatMul(Softmax(scale * MatMul(q, k^T) + mask), v) is Attention: with the scale on q, on k, on
/// both or on the scores, with masks that are added or choose, with or without axes for batch and
/// heads. A row without a visible key gives zeros, as Attention says, where the primitive
/// operators may give NaN.
std::optional<Patch> recognize_attention(PassContext& context, const Node& node) {
  if (!is_op(&node, "MatMul")) {
    return std::nullopt;
  }
  return Matcher(context, node).match();
}

}  // namespace sardonyx
