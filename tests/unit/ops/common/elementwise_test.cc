// How elementwise operators walk over tensors: broadcasting, tiles, threads.

#include <gtest/gtest.h>

#include <vector>

#include "core/base/error.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/kernels/elementwise/comparison.h"
#include "core/ops/common/binary.h"
#include "core/ops/common/unary.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// The element of `tensor` that broadcasting shows at `index` of a result of that rank.
float at(const Tensor& tensor, const Ints& index) {
  const Ints strides = strides_of(tensor.shape());
  std::int64_t offset = 0;
  for (int axis = 0; axis < tensor.rank(); ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    const std::size_t of_result = index.size() - static_cast<std::size_t>(tensor.rank()) + i;
    offset += tensor.shape()[i] == 1 ? 0 : index[of_result] * strides[i];
  }
  return tensor.data<float>()[offset];
}

Tensor difference_one_by_one(const Tensor& a, const Tensor& b) {
  const Shape shape = broadcast(a.shape(), b.shape());
  Tensor y = Tensor::allocate(DType::kFloat, shape);
  Ints index(shape.size(), 0);
  for (std::int64_t i = 0; i < y.element_count(); ++i) {
    std::int64_t rest = i;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    y.data<float>()[i] = at(a, index) - at(b, index);
  }
  return y;
}

Tensor random_tensor(const Shape& shape, std::uint32_t seed) {
  return Tensor::of<float>(shape, random_floats(shape.element_count(), -8, 8, seed));
}

TEST(Elementwise, BroadcastsEveryWay) {
  const std::pair<Shape, Shape> cases[] = {
      {{}, {}},
      {{1}, {1, 1}},
      {{7}, {}},
      {{}, {7}},
      {{2, 3, 4}, {2, 3, 4}},
      {{2, 3, 4}, {4}},
      {{2, 3, 4}, {3, 1}},
      {{2, 1, 4}, {1, 3, 1}},
      {{1, 3, 1, 5}, {2, 1, 4, 1}},
      {{2, 3, 1, 1}, {2, 3, 4, 5}},
      {{0, 3}, {1}},
      {{2, 1, 3}, {2, 0, 1}},
      {{3, 17, 1031}, {17, 1}},
      {{1, 1, 50000}, {2, 1, 1}},
      {{40000, 1}, {1, 2}},
      {{1, 2, 1, 2, 1, 2, 1, 2, 1, 2}, {2, 1, 2, 1, 2, 1, 2, 1, 2, 1}},
  };
  ThreadPool one(1);
  ThreadPool three(3);
  for (const auto& [a_shape, b_shape] : cases) {
    const Tensor a = random_tensor(a_shape, 1);
    const Tensor b = random_tensor(b_shape, 2);
    const Tensor expected = difference_one_by_one(a, b);
    for (ThreadPool* pool : {&one, &three}) {
      Tensor y = Tensor::allocate(DType::kFloat, expected.shape());
      run_binary(kernels::kSub, a, b, y, *pool);
      expect_close(Value(y), Value(expected), {},
                   concat(a_shape, " - ", b_shape, ", threads ", pool->threads()));
    }
  }
}

TEST(Elementwise, ConvertsTilesOfOtherTypes) {
  // Three threads, several tiles each, the last one partial, and one operand that repeats.
  const std::int64_t n = 70001;
  std::vector<std::int8_t> x;
  std::vector<std::int8_t> sum;
  for (std::int64_t i = 0; i < n; ++i) {
    x.push_back(static_cast<std::int8_t>(i * 31));
    sum.push_back(static_cast<std::int8_t>(i * 31 + 100));
  }
  const Tensor a = Tensor::of<std::int8_t>({n}, x);
  const Tensor b = Tensor::of<std::int8_t>({1}, {100});
  ThreadPool pool(3);
  Tensor y = Tensor::allocate(DType::kInt8, {n});
  run_binary(kernels::kAdd, a, b, y, pool);
  expect_close(Value(y), Value(Tensor::of<std::int8_t>({n}, sum)), {}, "a + b");
  run_binary(kernels::kAdd, b, a, y, pool);
  expect_close(Value(y), Value(Tensor::of<std::int8_t>({n}, sum)), {}, "b + a");
}

TEST(Elementwise, UnaryInPlaceOnSeveralThreads) {
  const std::int64_t n = 100003;
  const std::vector<float> x = random_floats(n);
  std::vector<float> negated;
  for (const float value : x) {
    negated.push_back(-value);
  }
  ThreadPool pool(3);
  Tensor y = Tensor::of<float>({n}, std::span<const float>(x));
  run_unary(kernels::kNeg, {}, y, y, pool);
  expect_close(Value(y), Value(Tensor::of<float>({n}, negated)), {}, "-x");
  Tensor half = Tensor::of<Float16>({n}, to_float16(x));
  run_unary(kernels::kNeg, {}, half, half, pool);
  expect_close(Value(half), Value(Tensor::of<Float16>({n}, to_float16(negated))), {}, "-x");
}

TEST(Elementwise, QuestionsGiveBool) {
  const std::int64_t n = 5000;
  std::vector<float> x(static_cast<std::size_t>(n), 1);
  x[4999] = NAN;
  ThreadPool pool(3);
  const Tensor half = Tensor::of<Float16>({n}, to_float16(x));
  Tensor y = Tensor::allocate(DType::kBool, {n});
  run_unary(kernels::kIsNaN, {}, half, y, pool);
  for (std::int64_t i = 0; i < n; ++i) {
    EXPECT_EQ(y.data<bool>()[i], i == 4999);
  }
  run_binary(kernels::kEqual, half, Tensor::of<Float16>({1}, {to_float16(1.0f)}), y, pool);
  for (std::int64_t i = 0; i < n; ++i) {
    EXPECT_EQ(y.data<bool>()[i], i != 4999);
  }
}

TEST(Elementwise, TypesWithoutALoop) {
  ThreadPool pool(1);
  const Tensor x = Tensor::of<std::int32_t>({1}, {1});
  Tensor y = Tensor::allocate(DType::kBool, {1});
  EXPECT_THROW(run_unary(kernels::kIsNaN, {}, x, y, pool), Error);
  const Tensor text = Tensor::of<std::string>({1}, {"a"});
  EXPECT_THROW(run_binary(kernels::kAdd, text, text, y, pool), Error);
}

}  // namespace
}  // namespace sardonyx
