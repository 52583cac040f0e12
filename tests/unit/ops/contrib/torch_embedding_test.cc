// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(TorchEmbedding, Rows) {
  OpTest("TorchEmbedding", 1, "com.microsoft")
      .input<float>({3, 2}, {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f})
      .input<std::int64_t>({1, 2}, {2, 0})
      .output<float>({1, 2, 2}, {5.0f, 6.0f, 1.0f, 2.0f}, Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
