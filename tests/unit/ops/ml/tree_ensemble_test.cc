#include "tests/unit/ops/op_test.h"

#include <algorithm>
#include <cmath>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";

using I = std::vector<std::int64_t>;

// The specification's example of one tree: questions to features 0, 1 and 2, four leaves.
template <class T>
OpTest single_tree(const I& targets = {0, 1, 0, 1}) {
  const auto tensor = [](std::initializer_list<float> values) {
    Tensor result = Tensor::allocate(dtype_of<T>, {static_cast<std::int64_t>(values.size())});
    std::transform(values.begin(), values.end(), result.data<T>(), [](float value) {
      if constexpr (std::is_same_v<T, Float16>) {
        return to_float16(value);
      } else {
        return static_cast<T>(value);
      }
    });
    return result;
  };
  OpTest test("TreeEnsemble", 5, kMl);
  test.attribute("n_targets", 2)
      .attribute("nodes_featureids", I{0, 0, 0})
      .attribute("nodes_splits", tensor({3.14f, 1.2f, 4.2f}))
      .attribute("nodes_modes", Tensor::of<std::uint8_t>({3}, {0, 0, 0}))
      .attribute("nodes_truenodeids", I{1, 0, 2})
      .attribute("nodes_falsenodeids", I{2, 1, 3})
      .attribute("nodes_trueleafs", I{0, 1, 1})
      .attribute("nodes_falseleafs", I{0, 1, 1})
      .attribute("tree_roots", I{0})
      .attribute("leaf_targetids", targets)
      .attribute("leaf_weights", tensor({5.23f, 12.12f, -12.23f, 7.21f}));
  return test;
}

TEST(TreeEnsemble, SingleTree) {
  single_tree<double>()
      .input<double>({3, 2}, {1.2, 3.4, -0.12, 1.66, 4.14, 1.77})
      .expect<double>({3, 2}, {5.23, 0, 5.23, 0, -12.23, 0}, {1e-6, 0});
  single_tree<float>()
      .input<float>({2, 1}, {2, 5})
      .attribute("post_transform", 1)
      .expect<float>({2, 2}, {5.449e-6f, .99999455f, 7.3818e-4f, .99926183f}, {1e-3, 1e-6});
  single_tree<Float16>()
      .input<Float16>({1, 1}, to_float16(std::vector<float>{2}))
      .expect<Float16>({1, 2}, to_float16(std::vector<float>{0, 12.12f}));
}

// One node asks whether x is a member of {1.2, 3.7, 8, 9}, the other of {12, 7}.
TEST(TreeEnsemble, SetMembership) {
  OpTest("TreeEnsemble", 5, kMl)
      .input<float>({6, 1}, {1.2f, 3.4f, -0.12f, NAN, 12, 7})
      .attribute("n_targets", 4)
      .attribute("nodes_featureids", I{0, 0, 0})
      .attribute("nodes_splits", Tensor::of<float>({3}, {11, 232344, NAN}))
      .attribute("nodes_modes", Tensor::of<std::uint8_t>({3}, {0, 6, 6}))
      .attribute("nodes_truenodeids", I{1, 0, 1})
      .attribute("nodes_falsenodeids", I{2, 2, 3})
      .attribute("nodes_trueleafs", I{0, 1, 1})
      .attribute("nodes_falseleafs", I{1, 0, 1})
      .attribute("membership_values", Tensor::of<float>({8}, {1.2f, 3.7f, 8, 9, NAN, 12, 7, NAN}))
      .attribute("tree_roots", I{0})
      .attribute("leaf_targetids", I{0, 1, 2, 3})
      .attribute("leaf_weights", Tensor::of<float>({4}, {1, 10, 1000, 100}))
      .expect<float>({6, 4}, {1, 0, 0,    0, 0, 0, 0,    100, 0, 0,  0, 100,
                              0, 0, 1000, 0, 0, 0, 1000, 0,   0, 10, 0, 0});
}

TEST(TreeEnsemble, Errors) {
  const auto input = [](OpTest test) { return test.input<float>({1, 1}, {1}); };
  input(single_tree<float>({0, 1, 0, 2})).expect_error("target 2 of 2");
  input(single_tree<float>({0, 1, 0})).expect_error("'leaf_targetids' has 3 elements, expected 4");
  input(single_tree<float>())
      .attribute("membership_values", Tensor::of<float>({1}, {NAN}))
      .expect_error("more sets");
  input(single_tree<float>()).attribute("aggregate_function", 4).expect_error("is 4");
  OpTest("TreeEnsemble", 5, kMl)
      .input<float>({1, 1}, {1})
      .attribute("n_targets", 1)
      .attribute("nodes_featureids", I{0})
      .attribute("nodes_splits", Tensor::of<float>({1}, {11}))
      .attribute("nodes_modes", Tensor::of<std::uint8_t>({1}, {6}))
      .attribute("nodes_truenodeids", I{0})
      .attribute("nodes_falsenodeids", I{0})
      .attribute("nodes_trueleafs", I{0})
      .attribute("nodes_falseleafs", I{1})
      .attribute("tree_roots", I{0})
      .attribute("leaf_targetids", I{0})
      .attribute("leaf_weights", Tensor::of<float>({1}, {1}))
      .expect_error("fewer sets");
}

}  // namespace
}  // namespace sardonyx
