#include "tests/unit/ops/op_test.h"

#include <algorithm>
#include <random>

#include "core/base/error.h"
#include "core/graph/infer.h"
#include "core/runtime/all_operators.h"
#include "core/runtime/environment.h"
#include "core/runtime/graph_runner.h"
#include "core/runtime/prepack.h"

namespace sardonyx {

OpTest::OpTest(std::string_view op_type, int opset, std::string_view domain) {
  node_.name = "node";
  node_.op_type = op_type;
  node_.domain = domain;
  node_.opset = opset;
}

OpTest& OpTest::input(Value value) {
  inputs_.push_back(std::move(value));
  present_.push_back(true);
  return *this;
}

OpTest& OpTest::no_input() {
  inputs_.emplace_back();
  present_.push_back(false);
  return *this;
}

OpTest& OpTest::attribute(std::string name, std::int64_t value) {
  node_.attributes.add(std::move(name), value);
  return *this;
}
OpTest& OpTest::attribute(std::string name, float value) {
  node_.attributes.add(std::move(name), value);
  return *this;
}
OpTest& OpTest::attribute(std::string name, const char* value) {
  node_.attributes.add(std::move(name), std::string(value));
  return *this;
}
OpTest& OpTest::attribute(std::string name, std::vector<std::int64_t> value) {
  node_.attributes.add(std::move(name), std::move(value));
  return *this;
}
OpTest& OpTest::attribute(std::string name, std::vector<float> value) {
  node_.attributes.add(std::move(name), std::move(value));
  return *this;
}
OpTest& OpTest::attribute(std::string name, std::vector<std::string> value) {
  node_.attributes.add(std::move(name), std::move(value));
  return *this;
}
OpTest& OpTest::attribute(std::string name, Tensor value) {
  node_.attributes.add(std::move(name), std::move(value));
  return *this;
}
OpTest& OpTest::attribute(std::string name, std::shared_ptr<Graph> value) {
  node_.attributes.add(std::move(name), std::move(value));
  return *this;
}
OpTest& OpTest::attribute(std::string name, ValueType value) {
  node_.attributes.add(std::move(name), std::move(value));
  return *this;
}

OpTest& OpTest::output(Value value, Tolerance tolerance) {
  expected_.push_back(std::move(value));
  tolerances_.push_back(tolerance);
  wanted_.push_back(true);
  return *this;
}

OpTest& OpTest::no_output() {
  expected_.emplace_back();
  tolerances_.emplace_back();
  wanted_.push_back(false);
  return *this;
}

std::vector<Value> OpTest::run(Way way, const std::vector<bool>& wanted) const {
  Graph graph;
  graph.symbols = std::make_shared<SymbolTable>();
  Node node = node_;
  std::vector<Value> feeds;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    if (!present_[i]) {
      node.inputs.push_back(kNoValue);
      continue;
    }
    const std::string name = concat("input", i);
    if (way == Way::kConstantRest && i > 0 && inputs_[i].is_tensor()) {
      node.inputs.push_back(graph.add_constant(name, inputs_[i].tensor()));
      continue;
    }
    ValueType type = inputs_[i].type();
    if (way == Way::kSymbolic && type.is_tensor()) {
      type.shape = SymbolicShape::of_rank(type.shape.rank());
    }
    const ValueId id = graph.add_value(name, type);
    graph.inputs.push_back(id);
    node.inputs.push_back(id);
    feeds.push_back(inputs_[i]);
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    node.outputs.push_back(wanted[i] ? graph.add_value(concat("output", i)) : kNoValue);
    if (wanted[i]) {
      graph.outputs.push_back(node.outputs.back());
    }
  }
  graph.nodes.push_back(std::move(node));
  check_operators(graph, all_operators());
  infer_types(graph, all_operators());
  graph.check();
  prepack(graph);
  SessionEnvironment environment(/*threads=*/1, /*seed=*/1);
  GraphRunner runner(graph, environment);
  std::vector<Value> first;
  runner.run(feeds, first);
  std::vector<Value> second;
  runner.run(feeds, second);
  // Results of the second run, while those of the first still live: they must not share memory.
  return second;
}

std::vector<Value> OpTest::run(int outputs) const {
  return run(Way::kFed, std::vector<bool>(static_cast<std::size_t>(outputs), true));
}

void OpTest::check() const {
  const std::pair<Way, const char*> ways[] = {{Way::kFed, "fed"},
                                              {Way::kSymbolic, "symbolic shapes"},
                                              {Way::kConstantRest, "constant inputs"}};
  for (const auto& [way, name] : ways) {
    std::vector<Value> actual;
    try {
      actual = run(way, wanted_);
    } catch (const Error& error) {
      ADD_FAILURE() << name << ": " << error.what();
      continue;
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < expected_.size(); ++i) {
      if (wanted_[i]) {
        expect_close(actual[next++], expected_[i], tolerances_[i], concat(name, ", output ", i));
      }
    }
  }
}

void OpTest::expect_error(std::string_view part, int outputs) const {
  const std::vector<bool> wanted(static_cast<std::size_t>(outputs), true);
  for (const Way way : {Way::kFed, Way::kSymbolic, Way::kConstantRest}) {
    try {
      run(way, wanted);
      ADD_FAILURE() << "no error, expected one with: " << part;
    } catch (const Error& error) {
      EXPECT_NE(std::string_view(error.what()).find(part), std::string_view::npos)
          << error.what() << "\ndoes not contain: " << part;
      EXPECT_NE(std::string_view(error.what()).find(node_.op_type), std::string_view::npos)
          << error.what() << "\ndoes not name the operator";
    }
  }
}

namespace {

template <class T>
double as_double(T value) {
  return static_cast<double>(value);
}
double as_double(Float16 value) {
  return to_float(value);
}
double as_double(BFloat16 value) {
  return to_float(value);
}

template <class T>
void expect_elements(const Tensor& actual, const Tensor& expected, Tolerance tolerance,
                     const std::string& what) {
  const T* a = actual.data<T>();
  const T* b = expected.data<T>();
  int reported = 0;
  for (std::int64_t i = 0; i < expected.element_count() && reported < 5; ++i) {
    const double x = as_double(a[i]);
    const double y = as_double(b[i]);
    const bool same = x == y || (std::isnan(x) && std::isnan(y));
    const bool close = std::isfinite(x) && std::isfinite(y) &&
                       std::abs(x - y) <= tolerance.atol + tolerance.rtol * std::abs(y);
    if (!same && !close) {
      ADD_FAILURE() << what << ", element " << i << ": got " << x << ", expected " << y;
      ++reported;
    }
  }
}

template <class T>
void expect_exact(const Tensor& actual, const Tensor& expected, const std::string& what) {
  const auto a = actual.span<T>();
  const auto b = expected.span<T>();
  EXPECT_EQ(std::vector<T>(a.begin(), a.end()), std::vector<T>(b.begin(), b.end())) << what;
}

void expect_close(const Tensor& actual, const Tensor& expected, Tolerance tolerance,
                  const std::string& what) {
  ASSERT_EQ(name_of(actual.dtype()), name_of(expected.dtype())) << what;
  ASSERT_EQ(to_text(actual.shape()), to_text(expected.shape())) << what;
  switch (expected.dtype()) {
    case DType::kFloat:
      return expect_elements<float>(actual, expected, tolerance, what);
    case DType::kDouble:
      return expect_elements<double>(actual, expected, tolerance, what);
    case DType::kFloat16:
      return expect_elements<Float16>(actual, expected, tolerance, what);
    case DType::kBFloat16:
      return expect_elements<BFloat16>(actual, expected, tolerance, what);
    case DType::kInt64:
      return expect_exact<std::int64_t>(actual, expected, what);
    case DType::kUint64:
      return expect_exact<std::uint64_t>(actual, expected, what);
    case DType::kString:
      return expect_exact<std::string>(actual, expected, what);
    default: {
      const auto bytes = [](const Tensor& t) {
        const auto* first = static_cast<const std::uint8_t*>(t.raw());
        return std::vector<int>(first, first + t.byte_size());
      };
      EXPECT_EQ(bytes(actual), bytes(expected)) << what;
    }
  }
}

}  // namespace

void expect_close(const Value& actual, const Value& expected, Tolerance tolerance,
                  const std::string& what) {
  ASSERT_EQ(actual.kind(), expected.kind()) << what;
  switch (expected.kind()) {
    case ValueType::Kind::kTensor:
      return expect_close(actual.tensor(), expected.tensor(), tolerance, what);
    case ValueType::Kind::kSequence: {
      const auto& a = actual.sequence().elements;
      const auto& b = expected.sequence().elements;
      ASSERT_EQ(a.size(), b.size()) << what;
      for (std::size_t i = 0; i < b.size(); ++i) {
        expect_close(a[i], b[i], tolerance, concat(what, ", element ", i));
      }
      return;
    }
    case ValueType::Kind::kOptional:
      ASSERT_EQ(actual.optional().value != nullptr, expected.optional().value != nullptr) << what;
      if (expected.optional().value) {
        expect_close(*actual.optional().value, *expected.optional().value, tolerance, what);
      }
      return;
    case ValueType::Kind::kMap:
      expect_close(actual.map().keys, expected.map().keys, {}, concat(what, ", keys"));
      expect_close(*actual.map().values, *expected.map().values, tolerance, what);
      return;
    case ValueType::Kind::kUnknown:
      FAIL() << what << ": nothing is expected";
  }
}

std::vector<float> ramp(std::int64_t n, float start, float step) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < n; ++i) {
    values.push_back(start + step * static_cast<float>(i));
  }
  return values;
}

std::vector<float> random_floats(std::int64_t n, float low, float high, std::uint32_t seed) {
  std::mt19937 generator(seed);
  std::vector<float> values;
  for (std::int64_t i = 0; i < n; ++i) {
    values.push_back(low + (high - low) * static_cast<float>(generator() >> 8) * 0x1p-24f);
  }
  return values;
}

std::vector<Float16> to_float16(const std::vector<float>& values) {
  std::vector<Float16> halves;
  for (const float value : values) {
    halves.push_back(to_float16(value));
  }
  return halves;
}

std::vector<BFloat16> to_bfloat16(const std::vector<float>& values) {
  std::vector<BFloat16> halves;
  for (const float value : values) {
    halves.push_back(to_bfloat16(value));
  }
  return halves;
}

Tensor raw_tensor(DType dtype, const Shape& shape, const std::vector<std::uint8_t>& bytes) {
  Tensor tensor = Tensor::allocate(dtype, shape);
  require_that(ErrorCode::kInvalidArgument, tensor.byte_size() == bytes.size(), "a ", dtype,
               " tensor of shape ", shape, " has ", tensor.byte_size(), " bytes");
  std::copy(bytes.begin(), bytes.end(), static_cast<std::uint8_t*>(tensor.raw()));
  return tensor;
}

}  // namespace sardonyx
