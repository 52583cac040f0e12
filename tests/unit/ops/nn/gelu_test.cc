#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Gelu, DefaultAttributes) {
  OpTest("Gelu", 20)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.0040496886f, -0.100210816f, -0.10032342f, 0, 0.053982783f, 0.5800295f,
                      1.9544997f, 10},
                     {2e-6, 2e-7});
}

TEST(Gelu, DefaultAttributesSpecialValues) {
  OpTest("Gelu", 20)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -0.0f}, {1e-6});
}

TEST(Gelu, Attributes) {
  OpTest("Gelu", 20)
      .attribute("approximate", "tanh")
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>(
          {2, 4},
          {-0.0036373928f, -0.10042843f, -0.10032465f, 0, 0.053982753f, 0.5799605f, 1.9545977f, 10},
          {2e-6, 2e-7});
}

TEST(Gelu, AttributesSpecialValues) {
  OpTest("Gelu", 20)
      .attribute("approximate", "tanh")
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -0.0f}, {1e-6});
}

TEST(Gelu, Doubles) {
  OpTest("Gelu", 20)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-0.00404969409489031, -0.10021080190328713, -0.10032341857926907, 0,
                       0.0539827845912596, 0.5800294857173488, 1.9544997361036416, 10},
                      {1e-12, 1e-15});
}

TEST(Gelu, DoublesWithAttributes) {
  OpTest("Gelu", 20)
      .attribute("approximate", "tanh")
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-0.0036373920817729943, -0.10042842301976707, -0.100324649298315, 0,
                       0.05398275190898992, 0.5799605551656203, 1.954597694087775, 10},
                      {1e-12, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Gelu, HalfPrecision) {
  OpTest("Gelu", 20)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.15426877f, -0.10032342f, 0.14967658f, 0.5800295f}),
                       {0x1p-11, 1e-7});
  OpTest("Gelu", 20)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.15426877f, -0.10032342f, 0.14967658f, 0.5800295f}),
                        {0x1p-8});
}

TEST(Gelu, UnknownApproximation) {
  OpTest("Gelu", 20)
      .attribute("approximate", "sigmoid")
      .input<float>({1}, {1})
      .expect_error("\"sigmoid\", expected one of");
}

TEST(Gelu, EmptyTensors) {
  OpTest("Gelu", 20).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Gelu, TakesFloatsOnly) {
  OpTest("Gelu", 20).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
