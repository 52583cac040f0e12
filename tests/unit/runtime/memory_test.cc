#include <atomic>
#include <cstddef>

#include "core/include/sardonyx/session.h"
#include "tests/unit/model/model_builder.h"

// Allocations are counted by the hooks of AddressSanitizer, which the tests of `make test` have.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SARDONYX_COUNTS_ALLOCATIONS
#include <sanitizer/allocator_interface.h>
#endif
#endif

namespace sardonyx {
namespace {

std::atomic<bool> is_counting = false;
std::atomic<std::size_t> allocated_bytes = 0;

class Memory : public testing::Test {
 protected:
  static void SetUpTestSuite() {
#if defined(SARDONYX_COUNTS_ALLOCATIONS)
    __sanitizer_install_malloc_and_free_hooks(
        [](const volatile void*, std::size_t size) {
          if (is_counting) allocated_bytes += size;
        },
        [](const volatile void*) {});
#endif
  }
  void SetUp() override {
#if !defined(SARDONYX_COUNTS_ALLOCATIONS)
    GTEST_SKIP() << "allocations are counted with AddressSanitizer only";
#endif
  }
};

/// Bytes allocated while `work` runs, whether or not they are freed again.
template <class Work>
std::size_t bytes_of(const Work& work) {
  allocated_bytes = 0;
  is_counting = true;
  work();
  is_counting = false;
  return allocated_bytes;
}

constexpr std::int64_t kElements = 1 << 18;
constexpr std::size_t kTensorBytes = kElements * sizeof(float);
/// What the vector of results and the like may take.
constexpr std::size_t kSmall = 4096;

Session load(const ModelProto& model) {
  FilesInMemory none;
  return Session::load(to_bytes(model), none);
}

std::vector<Value> feed(std::int64_t elements = kElements) {
  const std::vector<float> ones(static_cast<std::size_t>(elements), 1);
  return {Tensor::of(Shape{elements}, std::span<const float>(ones))};
}

void add_vector_input(GraphProto& graph) {
  add_input(graph, "x")
      .mutable_type()
      ->mutable_tensor_type()
      ->mutable_shape()
      ->add_dim()
      ->set_dim_param("N");
}

// Values that are read twice each, so that two of them live at a time.
ModelProto chain(int nodes) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_vector_input(graph);
  std::string last = "x";
  for (int i = 0; i < nodes; ++i) {
    const std::string next = "v" + std::to_string(i);
    add_node(graph, "ReduceMean", {last.c_str()}, {(next + "mean").c_str()});
    add_node(graph, "Sub", {last.c_str(), (next + "mean").c_str()}, {next.c_str()});
    last = next;
  }
  add_output(graph, last.c_str());
  return model;
}

TEST_F(Memory, ASecondRunWithTheSameShapesAllocatesNothing) {
  Session session = load(chain(10));
  const std::vector<Value> feeds = feed();
  EXPECT_GT(bytes_of([&] { session.run(feeds); }), kTensorBytes);
  EXPECT_LT(bytes_of([&] { session.run(feeds); }), kSmall);
  // The same after other shapes.
  session.run(feed(kElements / 2));
  EXPECT_LT(bytes_of([&] { session.run(feeds); }), kSmall);
}

TEST_F(Memory, ShapesThatOnlyDataTellsAreRecycledToo) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_vector_input(graph);
  add_node(graph, "NonZero", {"x"}, {"at"});
  add_node(graph, "Transpose", {"at"}, {"indices"});
  add_node(graph, "GatherND", {"x", "indices"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  const std::vector<Value> feeds = feed();
  session.run(feeds);
  EXPECT_LT(bytes_of([&] { session.run(feeds); }), kSmall);
}

TEST_F(Memory, ValuesThatAreDeadMakeRoomForOthers) {
  Session session = load(chain(50));
  const std::vector<Value> feeds = feed();
  // Two neighbouring values of the chain, and the result, whose block may be a fifth larger.
  EXPECT_LT(bytes_of([&] { session.run(feeds); }), 3.5 * kTensorBytes);
}

}  // namespace
}  // namespace sardonyx
