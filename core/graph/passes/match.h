#pragma once

// The words in which rules describe what they look for and what they put in its place.

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "core/graph/passes/pass.h"

namespace sardonyx {

/// Whether the node is that operator of the default domain, broadcasting as it does since
/// version 7. False for null.
bool is_op(const Node* node, std::string_view op_type);

/// The node that computes the value as its output 0, if it is that operator; else null.
const Node* producer_of(const PassContext& context, ValueId id, std::string_view op_type);
/// The same, but null if anybody else reads the value: what a rule asks for inside of a pattern, so
/// that all of it goes when its last node is replaced.
const Node* inner_producer_of(const PassContext& context, ValueId id, std::string_view op_type);

/// The value of input i; kNoValue when it is absent.
ValueId input_of(const Node& node, std::size_t i);
/// Input 1 if input 0 is `id`, input 0 if input 1 is; kNoValue otherwise. For nodes of two inputs.
ValueId other_input(const Node& node, ValueId id);

std::int64_t int_attribute(const Node& node, std::string_view name, std::int64_t fallback);
float float_attribute(const Node& node, std::string_view name, float fallback);
/// Null when it is missing.
const std::vector<std::int64_t>* ints_attribute(const Node& node, std::string_view name);
/// The axes of a reduction, attribute or constant input, counted from the front and in order. Empty
/// when they are not known or the rank of the input is not.
Ints reduced_axes(const Graph& graph, const Node& node);

/// The shape, or null while the rank is unknown or the value is no tensor.
const SymbolicShape* ranked_shape(const Graph& graph, ValueId id);
DType dtype_of_value(const Graph& graph, ValueId id);

/// The elements of a constant of numbers as double (int64 may round).
std::vector<double> numbers_of(const Tensor& tensor);
/// A tensor of a floating-point type with these elements, rounded.
Tensor tensor_of_numbers(DType dtype, const Shape& shape, const std::vector<double>& numbers);

/// A constant of one element. `rank` is its rank: a result of an operation with it has at least
/// that many axes.
struct Scalar {
  double value = 0;
  int rank = 0;
};
std::optional<Scalar> scalar_constant(const Graph& graph, ValueId id);
/// Whether a constant in a graph of that element type stands for `expected`: exporters write it
/// with the digits of the type, or a few less.
bool stands_for(double actual, double expected, DType dtype);

/// factor * values[0] * values[1] * ...: what a tree of Mul, Div by constants, Neg and Pow to 2 or
/// 3 computes, however it is written.
struct Product {
  double factor = 1;
  std::vector<ValueId> values;
  int rank = 0;  ///< the highest of the constants

  bool is(double expected_factor, std::initializer_list<ValueId> expected, DType dtype) const;
  /// The other value of a product of two of which one is `id`; kNoValue otherwise.
  ValueId beside(ValueId id) const;
};
/// The product that `id` is; {1, {id}} when it is none. Nodes whose result others read too are
/// taken as values, but for the last.
Product product_of(const PassContext& context, ValueId id);

/// value + constant.
struct Shifted {
  ValueId value = kNoValue;
  double constant = 0;
  int rank = 0;
};
/// What an Add or Sub of a scalar constant computes; nullopt when `id` comes from elsewhere.
std::optional<Shifted> shifted(const PassContext& context, ValueId id);

/// Whether an element by element operation of the value with a constant of that rank keeps its
/// shape.
bool keeps_shape(const Graph& graph, ValueId id, int constant_rank);

/// A node for a patch, with one output and the name of the node that it replaces.
Node replacement(const Node& replaced, std::string_view op_type, int opset,
                 std::vector<ValueId> inputs, ValueId output);
/// A patch that puts one node in place of another.
Patch replace_by(Node node);

}  // namespace sardonyx
