#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Where, SameShapes) {
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 2}, {9, 8, 7, 6})
      .expect<float>({2, 2}, {1, 8, 7, 4});
}

TEST(Where, Broadcasts) {
  OpTest("Where", 16)
      .input<bool>({2}, {true, false})
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 2}, {9, 8, 7, 6})
      .expect<float>({2, 2}, {1, 8, 3, 6});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<float>({}, {0})
      .input<float>({2, 2}, {9, 8, 7, 6})
      .expect<float>({2, 2}, {0, 8, 7, 0});
  OpTest("Where", 16)
      .input<bool>({2, 1}, {true, false})
      .input<float>({1, 2}, {1, 2})
      .input<float>({2, 1, 1}, {5, 6})
      .expect<float>({2, 2, 2}, {1, 2, 5, 5, 1, 2, 6, 6});
  OpTest("Where", 16)
      .input<bool>({}, {false})
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 2}, {9, 8, 7, 6})
      .expect<float>({2, 2}, {9, 8, 7, 6});
}

TEST(Where, OtherTypes) {
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<double>({2, 2}, {1, 0, 1, 0})
      .input<double>({2, 2}, {0, 1, 0, 1})
      .expect<double>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<Float16>({2, 2}, to_float16({1, 0, 1, 0}))
      .input<Float16>({2, 2}, to_float16({0, 1, 0, 1}))
      .expect<Float16>({2, 2}, to_float16({1, 1, 0, 0}));
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::int8_t>({2, 2}, {1, 0, 1, 0})
      .input<std::int8_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::int8_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::int16_t>({2, 2}, {1, 0, 1, 0})
      .input<std::int16_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::int16_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::int32_t>({2, 2}, {1, 0, 1, 0})
      .input<std::int32_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::int32_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::int64_t>({2, 2}, {1, 0, 1, 0})
      .input<std::int64_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::int64_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::uint8_t>({2, 2}, {1, 0, 1, 0})
      .input<std::uint8_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::uint8_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::uint16_t>({2, 2}, {1, 0, 1, 0})
      .input<std::uint16_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::uint16_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::uint32_t>({2, 2}, {1, 0, 1, 0})
      .input<std::uint32_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::uint32_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<std::uint64_t>({2, 2}, {1, 0, 1, 0})
      .input<std::uint64_t>({2, 2}, {0, 1, 0, 1})
      .expect<std::uint64_t>({2, 2}, {1, 1, 0, 0});
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<bool>({2, 2}, {true, false, true, false})
      .input<bool>({2, 2}, {false, true, false, true})
      .expect<bool>({2, 2}, {true, true, false, false});
  OpTest("Where", 16)
      .input<bool>({2}, {true, false})
      .input<std::string>({2}, {"a", "b"})
      .input<std::string>({1}, {"c"})
      .expect<std::string>({2}, {"a", "c"});
}

TEST(Where, EmptyTensors) {
  OpTest("Where", 9)
      .input<bool>({0, 2}, {})
      .input<float>({1, 2}, {1, 2})
      .input<float>({}, {0})
      .expect<float>({0, 2}, {});
}

TEST(Where, Errors) {
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<float>({3}, {1, 2, 3})
      .input<float>({2, 2}, {9, 8, 7, 6})
      .expect_error("do not broadcast");
  OpTest("Where", 16)
      .input<bool>({2, 2}, {true, false, false, true})
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<double>({2, 2}, {9, 8, 7, 6})
      .expect_error("is a tensor of double, expected float");
  OpTest("Where", 16)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 2}, {9, 8, 7, 6})
      .expect_error("expected a tensor of bool");
}

}  // namespace
}  // namespace sardonyx
