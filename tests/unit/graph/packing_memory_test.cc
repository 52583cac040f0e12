#include "core/graph/packing_memory.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace sardonyx {
namespace {

// A graph whose nodes each read some of its values.
struct Readers {
  Graph graph;

  ValueId constant(const Tensor& tensor) { return graph.add_constant({}, tensor); }
  void node(std::vector<ValueId> inputs) {
    Node& node = graph.nodes.emplace_back();
    node.op_type = "Reader";
    node.inputs = std::move(inputs);
  }
};

const std::vector<float> kPacked = {5, 6, 7, 8};

bool in_place(const Graph& graph, const Tensor& original,
              const std::vector<float>& packed = kPacked) {
  const void* memory = original.raw();
  const Tensor kept = PackingMemory(graph).keep(original, packed);
  EXPECT_EQ(std::vector<float>(kept.span<float>().begin(), kept.span<float>().end()), packed);
  return kept.raw() == memory;
}

TEST(PackingMemory, TakesThePlaceOfWeightsWithOneReader) {
  Readers readers;
  const Tensor w = Tensor::of<float>({2, 2}, {1, 2, 3, 4});
  readers.node({kNoValue, readers.constant(w)});
  EXPECT_TRUE(in_place(readers.graph, w));
}

TEST(PackingMemory, KeepsWeightsThatArePackedWhereTheyLie) {
  const Tensor w = Tensor::of<float>({4}, {1, 2, 3, 4});
  Readers readers;
  const ValueId id = readers.constant(w);
  readers.node({id});
  const Tensor kept = PackingMemory(readers.graph).keep(w, w.span<float>());
  EXPECT_EQ(kept.raw(), w.raw());
  EXPECT_EQ(kept.span<float>()[3], 4);
  readers.node({id});
  const Tensor copy = PackingMemory(readers.graph).keep(w, w.span<float>());
  EXPECT_NE(copy.raw(), w.raw());
  EXPECT_EQ(copy.span<float>()[3], 4);
}

TEST(PackingMemory, LeavesWeightsAloneThatAreTooSmall) {
  Readers readers;
  const Tensor w = Tensor::of<float>({3}, {1, 2, 3});
  readers.node({readers.constant(w)});
  EXPECT_FALSE(in_place(readers.graph, w));
  EXPECT_EQ(w.span<float>()[2], 3);
}

TEST(PackingMemory, LeavesWeightsAloneThatOthersRead) {
  const Tensor w = Tensor::of<float>({2, 2}, {1, 2, 3, 4});
  {
    Readers two_nodes;
    const ValueId id = two_nodes.constant(w);
    two_nodes.node({id});
    two_nodes.node({id});
    EXPECT_FALSE(in_place(two_nodes.graph, w));
  }
  {
    Readers an_output;
    const ValueId id = an_output.constant(w);
    an_output.node({id});
    an_output.graph.outputs.push_back(id);
    EXPECT_FALSE(in_place(an_output.graph, w));
  }
  {
    Readers two_constants;
    two_constants.node({two_constants.constant(w)});
    two_constants.node({two_constants.constant(w.reshaped({4}))});
    EXPECT_FALSE(in_place(two_constants.graph, w));
  }
  {
    Readers a_part;
    a_part.node({a_part.constant(w)});
    a_part.node({a_part.constant(
        Tensor(DType::kFloat, {1}, const_cast<float*>(w.data<float>()) + 3, w.owner()))});
    EXPECT_FALSE(in_place(a_part.graph, w));
  }
  {
    Readers a_subgraph;
    a_subgraph.node({a_subgraph.constant(w)});
    auto inner = std::make_shared<Graph>();
    inner->outputs.push_back(inner->add_constant({}, w));
    a_subgraph.node({});
    a_subgraph.graph.nodes.back().attributes.add("body", inner);
    EXPECT_FALSE(in_place(a_subgraph.graph, w));
  }
  {
    Readers an_attribute;
    an_attribute.node({an_attribute.constant(w)});
    an_attribute.graph.nodes.back().attributes.add("value", w);
    EXPECT_FALSE(in_place(an_attribute.graph, w));
  }
  EXPECT_EQ(w.span<float>()[0], 1);
}

TEST(PackingMemory, LeavesMemoryAloneThatIsNotItsOwn) {
  float values[4] = {1, 2, 3, 4};
  const Tensor w(DType::kFloat, {4}, values);
  Readers readers;
  readers.node({readers.constant(w)});
  EXPECT_FALSE(in_place(readers.graph, w));
}

}  // namespace
}  // namespace sardonyx
