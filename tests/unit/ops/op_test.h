#pragma once

// Runs one operator through the real path: a graph of one node, inference, packing, planning,
// execution. Each expectation is checked several ways, because an operator behaves differently
// when shapes are symbolic, when inputs are constant and packed, and on a second run.
//
//   OpTest test("Add", /*opset=*/14);
//   test.input<float>({2}, {1, 2});
//   test.input<float>({2}, {3, 4});
//   test.expect<float>({2}, {4, 6});

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/half.h"
#include "core/graph/graph.h"
#include "core/tensor/value.h"

namespace sardonyx {

/// How far a result may be from what is expected: |a - b| <= atol + rtol * |b|.
struct Tolerance {
  double rtol = 0;
  double atol = 0;
};

class OpTest {
 public:
  OpTest(std::string_view op_type, int opset, std::string_view domain = "");

  /// Appends an input.
  template <class T>
  OpTest& input(const Shape& shape, std::initializer_list<T> elements) {
    return input(Tensor::of(shape, elements));
  }
  template <class T>
  OpTest& input(const Shape& shape, const std::vector<T>& elements) {
    return input(Tensor::of(shape, std::span<const T>(elements)));
  }
  OpTest& input(Value value);
  /// An optional input that is left away.
  OpTest& no_input();

  OpTest& attribute(std::string name, std::int64_t value);
  OpTest& attribute(std::string name, int value) {
    return attribute(std::move(name), std::int64_t{value});
  }
  OpTest& attribute(std::string name, float value);
  OpTest& attribute(std::string name, const char* value);
  OpTest& attribute(std::string name, std::vector<std::int64_t> value);
  OpTest& attribute(std::string name, std::vector<float> value);
  OpTest& attribute(std::string name, std::vector<std::string> value);
  OpTest& attribute(std::string name, Tensor value);
  OpTest& attribute(std::string name, std::shared_ptr<Graph> value);
  OpTest& attribute(std::string name, ValueType value);

  /// Appends an expected output.
  template <class T>
  OpTest& output(const Shape& shape, std::initializer_list<T> elements, Tolerance tolerance = {}) {
    return output(Tensor::of(shape, elements), tolerance);
  }
  template <class T>
  OpTest& output(const Shape& shape, const std::vector<T>& elements, Tolerance tolerance = {}) {
    return output(Tensor::of(shape, std::span<const T>(elements)), tolerance);
  }
  OpTest& output(Value value, Tolerance tolerance = {});
  /// An optional output that is not asked for.
  OpTest& no_output();

  /// Runs in every way and compares all outputs.
  void check() const;
  /// The one output, and check().
  template <class T>
  void expect(const Shape& shape, std::initializer_list<T> elements, Tolerance tolerance = {}) {
    output(shape, elements, tolerance);
    check();
  }
  template <class T>
  void expect(const Shape& shape, const std::vector<T>& elements, Tolerance tolerance = {}) {
    output(shape, elements, tolerance);
    check();
  }
  /// Loading or running throws an Error whose text contains `part`, and names the operator.
  void expect_error(std::string_view part, int outputs = 1) const;

  /// Runs once with `outputs` outputs and returns them, for results that no list can give.
  std::vector<Value> run(int outputs = 1) const;

 private:
  enum class Way {
    kFed,           // all inputs are fed, shapes known at load
    kSymbolic,      // all inputs are fed, no extent known at load
    kConstantRest,  // all tensor inputs but the first are constants
  };
  std::vector<Value> run(Way way, const std::vector<bool>& wanted) const;

  Node node_;
  std::vector<Value> inputs_;
  std::vector<bool> present_;
  std::vector<Value> expected_;
  std::vector<Tolerance> tolerances_;
  std::vector<bool> wanted_;
};

/// Fails the test unless the values are of one type and shape and their elements within tolerance
/// (NaN equals NaN, infinities must be the same).
void expect_close(const Value& actual, const Value& expected, Tolerance tolerance,
                  const std::string& what);

/// n elements from start in equal steps.
std::vector<float> ramp(std::int64_t n, float start = 0, float step = 1);
/// n reproducible pseudo-random elements in [low, high).
std::vector<float> random_floats(std::int64_t n, float low = -1, float high = 1,
                                 std::uint32_t seed = 8121);
std::vector<Float16> to_float16(const std::vector<float>& values);
std::vector<BFloat16> to_bfloat16(const std::vector<float>& values);
/// A tensor of these bytes, for element types that have no C++ type.
Tensor raw_tensor(DType dtype, const Shape& shape, const std::vector<std::uint8_t>& bytes);

}  // namespace sardonyx
