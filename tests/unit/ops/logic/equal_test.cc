#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Equal, Floats) {
  OpTest("Equal", 19)
      .input<float>({2, 3}, {1, 2, 3, -1, 2, -3})
      .input<float>({3}, {1, 2, -3})
      .expect<bool>({2, 3}, {true, true, false, false, true, true});
  OpTest("Equal", 19)
      .input<double>({2, 3}, {1, 2, 3, -1, 2, -3})
      .input<double>({3}, {1, 2, -3})
      .expect<bool>({2, 3}, {true, true, false, false, true, true});
  OpTest("Equal", 19)
      .input<Float16>({2, 3}, to_float16({1, 2, 3, -1, 2, -3}))
      .input<Float16>({3}, to_float16({1, 2, -3}))
      .expect<bool>({2, 3}, {true, true, false, false, true, true});
  OpTest("Equal", 19)
      .input<float>({2, 3}, {1, 2, 3, -1, 2, -3})
      .input<float>({}, {2})
      .expect<bool>({2, 3}, {false, true, false, false, true, false});
}

TEST(Equal, NaNIsUnequal) {
  OpTest("Equal", 19)
      .input<float>({4}, {NAN, NAN, INFINITY, 0})
      .input<float>({4}, {NAN, 1, INFINITY, -0.0f})
      .expect<bool>({4}, {false, false, true, true});
}

TEST(Equal, Integers) {
  OpTest("Equal", 19)
      .input<std::int8_t>({3}, {-128, 127, 5})
      .input<std::int8_t>({3}, {-128, 126, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::int16_t>({3}, {-32768, 32767, 5})
      .input<std::int16_t>({3}, {-32768, 32766, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::int32_t>({3}, {INT32_MIN, INT32_MAX, 5})
      .input<std::int32_t>({3}, {INT32_MIN, 2147483646, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::int64_t>({3}, {INT64_MIN, INT64_MAX, 5})
      .input<std::int64_t>({3}, {INT64_MIN, 9223372036854775806, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::uint8_t>({3}, {0, 255, 5})
      .input<std::uint8_t>({3}, {0, 254, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::uint16_t>({3}, {0, 65535, 5})
      .input<std::uint16_t>({3}, {0, 65534, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::uint32_t>({3}, {0, UINT32_MAX, 5})
      .input<std::uint32_t>({3}, {0, 4294967294, 5})
      .expect<bool>({3}, {true, false, true});
  OpTest("Equal", 19)
      .input<std::uint64_t>({3}, {0, UINT64_MAX, 5})
      .input<std::uint64_t>({3}, {0, 18446744073709551614u, 5})
      .expect<bool>({3}, {true, false, true});
}

TEST(Equal, Bool) {
  OpTest("Equal", 19)
      .input<bool>({2, 2}, {true, false, true, true})
      .input<bool>({2}, {true, false})
      .expect<bool>({2, 2}, {true, true, true, false});
}

TEST(Equal, Strings) {
  OpTest("Equal", 19)
      .input<std::string>({2, 2}, {"a", "b", "", "a"})
      .input<std::string>({2}, {"a", "a"})
      .expect<bool>({2, 2}, {true, false, false, true});
  OpTest("Equal", 19)
      .input<std::string>({2, 1}, {"a", "b"})
      .input<std::string>({}, {"b"})
      .expect<bool>({2, 1}, {false, true});
  OpTest("Equal", 19)
      .input<std::string>({0}, {})
      .input<std::string>({1}, {"b"})
      .expect<bool>({0}, {});
}

TEST(Equal, EmptyTensors) {
  OpTest("Equal", 19)
      .input<float>({0, 3}, {})
      .input<float>({3}, {1, 2, -3})
      .expect<bool>({0, 3}, {});
}

TEST(Equal, LegacyAxis) {
  OpTest("Equal", 1)
      .attribute("broadcast", 1)
      .attribute("axis", 0)
      .input<std::int32_t>({2, 2}, {2, 1, 2, -1})
      .input<std::int32_t>({2}, {2, -1})
      .expect<bool>({2, 2}, {true, false, false, true});
}

TEST(Equal, Errors) {
  OpTest("Equal", 19)
      .input<float>({2}, {1, 2})
      .input<float>({3}, {1, 2, -3})
      .expect_error("do not broadcast");
  OpTest("Equal", 19)
      .input<float>({3}, {1, 2, -3})
      .input<bool>({1}, {true})
      .expect_error("is a tensor of bool, expected float");
}

}  // namespace
}  // namespace sardonyx
