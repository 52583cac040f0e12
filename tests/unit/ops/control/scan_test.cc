#include "tests/unit/ops/control/subgraph.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// sum += x, gives the sum and the sum so far.
std::shared_ptr<Graph> summing_body() {
  SubgraphBuilder body;
  const ValueId sum = body.input("sum");
  const ValueId x = body.input("x");
  const ValueId next = body.node("Add", {sum, x});
  body.output(next);
  body.output(next);
  return body.build();
}

TEST(Scan, RunningSum) {
  OpTest("Scan", 21)
      .attribute("body", summing_body())
      .attribute("num_scan_inputs", 1)
      .input<float>({2}, {0, 0})
      .input<float>({3, 2}, {1, 2, 3, 4, 5, 6})
      .output<float>({2}, {9, 12})
      .output<float>({3, 2}, {1, 2, 4, 6, 9, 12})
      .check();
}

TEST(Scan, AxesAndDirections) {
  OpTest("Scan", 21)
      .attribute("body", summing_body())
      .attribute("num_scan_inputs", 1)
      .attribute("scan_input_axes", std::vector<std::int64_t>{-1})
      .attribute("scan_input_directions", std::vector<std::int64_t>{1})
      .attribute("scan_output_axes", std::vector<std::int64_t>{1})
      .attribute("scan_output_directions", std::vector<std::int64_t>{1})
      .input<float>({2}, {0, 0})
      .input<float>({2, 3}, {1, 3, 5, 2, 4, 6})
      .output<float>({2}, {9, 12})
      .output<float>({2, 3}, {9, 8, 5, 12, 10, 6})
      .check();
}

TEST(Scan, EmptySequenceKeepsTheState) {
  OpTest("Scan", 21)
      .attribute("body", summing_body())
      .attribute("num_scan_inputs", 1)
      .input<float>({2}, {7, 8})
      .input<float>({0, 2}, {})
      .output<float>({2}, {7, 8})
      .output<float>({0, 2}, {})
      .check();
}

TEST(Scan, Version8HasABatchAxis) {
  OpTest("Scan", 8)
      .attribute("body", summing_body())
      .attribute("num_scan_inputs", 1)
      .no_input()
      .input<float>({1, 2}, {0, 0})
      .input<float>({1, 3, 2}, {1, 2, 3, 4, 5, 6})
      .output<float>({1, 2}, {9, 12})
      .output<float>({1, 3, 2}, {1, 2, 4, 6, 9, 12})
      .check();
}

TEST(Scan, Version8PadsShorterSequences) {
  OpTest("Scan", 8)
      .attribute("body", summing_body())
      .attribute("num_scan_inputs", 1)
      .input<std::int64_t>({2}, {1, 2})
      .input<float>({2, 1}, {0, 10})
      .input<float>({2, 2, 1}, {1, 2, 3, 4})
      .output<float>({2, 1}, {1, 17})
      .output<float>({2, 2, 1}, {1, 0, 13, 17})
      .check();
}

Tensor nibbles(const Shape& shape, std::initializer_list<std::uint8_t> bytes) {
  Tensor tensor = Tensor::allocate(DType::kUint4, shape);
  std::copy(bytes.begin(), bytes.end(), static_cast<std::uint8_t*>(tensor.raw()));
  return tensor;
}

// The state becomes each element in turn; its values before that are collected.
TEST(Scan, PackedElements) {
  SubgraphBuilder body;
  const ValueId state = body.input("state");
  const ValueId x = body.input("x");
  body.output(body.node("Identity", {x}));
  body.output(body.node("Identity", {state}));
  const std::shared_ptr<Graph> graph = body.build();
  // [[1, 2, 3], [4, 5, 6]] after [7, 8, 9]
  OpTest("Scan", 21)
      .attribute("body", graph)
      .attribute("num_scan_inputs", 1)
      .input(nibbles({3}, {0x87, 0x09}))
      .input(nibbles({2, 3}, {0x21, 0x43, 0x65}))
      .output(nibbles({3}, {0x54, 0x06}))
      .output(nibbles({2, 3}, {0x87, 0x19, 0x32}))
      .check();
  OpTest("Scan", 21)
      .attribute("body", graph)
      .attribute("num_scan_inputs", 1)
      .attribute("scan_input_axes", std::vector<std::int64_t>{1})
      .attribute("scan_output_axes", std::vector<std::int64_t>{1})
      .input(nibbles({2}, {0x87}))
      .input(nibbles({2, 3}, {0x21, 0x43, 0x65}))
      .output(nibbles({2}, {0x63}))
      .output(nibbles({2, 3}, {0x17, 0x82, 0x54}))
      .check();
}

TEST(Scan, WrongNumberOfScanInputs) {
  OpTest("Scan", 21)
      .attribute("body", summing_body())
      .attribute("num_scan_inputs", 3)
      .input<float>({2}, {0, 0})
      .input<float>({3, 2}, {1, 2, 3, 4, 5, 6})
      .expect_error("num_scan_inputs", 2);
}

}  // namespace
}  // namespace sardonyx
