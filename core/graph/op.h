#pragma once

// What an operator file is written against: the class Operator and the contexts of its three
// moments (made from a node, asked for shapes, run).

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/function_ref.h"
#include "core/base/thread_pool.h"
#include "core/graph/graph.h"
#include "core/graph/packing_memory.h"
#include "core/tensor/value.h"

namespace sardonyx {

class MakeContext;
class InferContext;
class ConstantInputs;
class PrepackContext;
class RunContext;

/// The work of an elementwise operator: on input 0, or on inputs 0 and 1 if it is binary.
struct FusableStep {
  std::shared_ptr<const kernels::ElementwiseStep> step;
  bool binary = false;
};

/// One node's operator: its attributes, parsed once, and its packed weights. Made at load by the
/// `make` function of its OpDef.
class Operator {
 public:
  virtual ~Operator() = default;

  /// Sets the shapes of the outputs (element types follow from the signature). Called with symbolic
  /// shapes at load and with concrete ones when a Program is planned: it must be quick and must
  /// check whatever it relies on later. Not called while the rank of an input is unknown, unless
  /// the OpDef says otherwise.
  virtual void infer(InferContext& context) const = 0;

  /// Computes the outputs. The shapes are those that infer promised, and have been checked by it.
  virtual void run(RunContext& context) const = 0;

  /// Called once after the graph passes: packs constant inputs into the form that run wants and
  /// says which originals it no longer needs.
  virtual void prepack(PrepackContext& context);

  /// What the operator does to the elements of float tensors, if that is all that it does: passes
  /// fuse such nodes into those before them. Empty otherwise.
  virtual FusableStep elementwise_step(const ConstantInputs& inputs) const;
  /// Whether run applies the node's tail (RunContext::tail) when its one output is of float.
  virtual bool fuses_tail() const { return false; }
};

/// What a node says of itself, for the constructor of its Operator.
class MakeContext {
 public:
  MakeContext(const Node& node, const Graph& graph, int since)
      : node_(node), graph_(graph), since_(since) {}

  const Node& node() const { return node_; }
  std::string_view op_type() const { return node_.op_type; }
  /// The opset version in which the node's operator got its meaning (OpDef::since).
  int since() const { return since_; }
  int opset() const { return node_.opset; }

  int input_count() const { return static_cast<int>(node_.inputs.size()); }
  int output_count() const { return static_cast<int>(node_.outputs.size()); }
  bool has_input(int i) const {
    return i < input_count() && node_.inputs[static_cast<std::size_t>(i)] != kNoValue;
  }
  bool has_output(int i) const {
    return i < output_count() && node_.outputs[static_cast<std::size_t>(i)] != kNoValue;
  }
  /// The declared or inferred element type of a tensor input, kUndefined when it is not known.
  DType input_dtype(int i) const;

  // Attributes. Each throws kInvalidModel when the attribute is there with another type; those
  // without a default throw when it is missing.
  bool has(std::string_view name) const { return node_.attributes.find(name) != nullptr; }
  std::int64_t get_int(std::string_view name) const;
  std::int64_t get_int(std::string_view name, std::int64_t fallback) const;
  bool get_bool(std::string_view name, bool fallback) const;
  float get_float(std::string_view name) const;
  float get_float(std::string_view name, float fallback) const;
  std::string get_string(std::string_view name, std::string_view fallback) const;
  Ints get_ints(std::string_view name) const;
  Ints get_ints(std::string_view name, const Ints& fallback) const;
  std::vector<float> get_floats(std::string_view name) const;         ///< empty when missing
  std::vector<std::string> get_strings(std::string_view name) const;  ///< empty when missing
  /// Null when missing.
  const Tensor* get_tensor(std::string_view name) const;
  const ValueType* get_type(std::string_view name) const;
  /// The index of the subgraph attribute among the node's subgraphs; throws when missing.
  int get_graph(std::string_view name) const;
  /// The index in `names` of the attribute's string. Throws kInvalidModel, listing them, when it is
  /// none of them. A missing attribute is the first.
  int get_choice(std::string_view name, std::initializer_list<std::string_view> names) const;
  DType get_dtype(std::string_view name, DType fallback) const;

  /// Throws kInvalidModel or kUnsupported with this text unless the condition holds.
  template <class... Parts>
  void require(bool condition, const Parts&... parts) const {
    require_that(ErrorCode::kInvalidModel, condition, parts...);
  }
  template <class... Parts>
  void require_supported(bool condition, const Parts&... parts) const {
    require_that(ErrorCode::kUnsupported, condition, parts...);
  }

 private:
  template <class T>
  const T* find(std::string_view name) const;

  const Node& node_;
  const Graph& graph_;
  int since_;
};

/// What infer knows of a node's inputs, and where it puts what it learns of the outputs.
class InferContext {
 public:
  struct Input {
    const ValueType* type = nullptr;             // null when the input is absent
    const Tensor* contents = nullptr;            // when the whole tensor is known
    const std::vector<Dim>* symbolic = nullptr;  // contents of a small integer tensor
  };
  struct Output {
    ValueType type;
    std::optional<std::vector<Dim>> symbolic;
    bool wanted = false;
  };
  /// Infers a subgraph: sets the types of its inputs and returns those of its outputs.
  using InferSubgraph =
      FunctionRef<std::vector<ValueType>(int subgraph, std::span<const ValueType> inputs)>;

  InferContext(std::span<const Input> inputs, std::span<Output> outputs,
               const InferSubgraph* infer_subgraph = nullptr)
      : inputs_(inputs), outputs_(outputs), infer_subgraph_(infer_subgraph) {}

  int input_count() const { return static_cast<int>(inputs_.size()); }
  int output_count() const { return static_cast<int>(outputs_.size()); }
  bool has_input(int i) const { return i < input_count() && in(i).type != nullptr; }
  bool has_output(int i) const { return i < output_count() && out(i).wanted; }

  const ValueType& type(int i) const { return *in(i).type; }
  DType dtype(int i) const { return type(i).dtype; }
  /// REQUIRES: has_input(i) and a tensor, for all that follows.
  const SymbolicShape& shape(int i) const { return type(i).shape; }
  int rank(int i) const { return shape(i).rank(); }
  Dim dim(int i, int axis) const { return shape(i)[axis]; }

  /// The tensor when its contents are known now, else null.
  const Tensor* contents(int i) const { return has_input(i) ? in(i).contents : nullptr; }
  /// The contents of an integer tensor of rank <= 1 when all are known now.
  std::optional<Ints> ints(int i) const;
  /// The contents of an integer tensor of rank <= 1 as extents, each known, symbolic or unknown.
  /// Negative numbers appear as unknown; nullopt when nothing is known.
  std::optional<std::vector<Dim>> dims(int i) const;

  /// Sets the shape of an output; its element type comes from the signature.
  void set_shape(int i, SymbolicShape shape);
  /// For outputs whose element type no signature tells (Cast, ConstantOfShape ...).
  void set_dtype(int i, DType dtype);
  void set_type(int i, ValueType type);
  /// Says what a small integer output contains, as far as it is known.
  void set_contents(int i, std::vector<Dim> contents);

  std::vector<ValueType> infer_subgraph(int subgraph, std::span<const ValueType> types) const;

  template <class... Parts>
  void require(bool condition, const Parts&... parts) const {
    require_that(ErrorCode::kInvalidArgument, condition, parts...);
  }
  /// Throws unless input `i` has one of the ranks [least, most].
  void require_rank(int i, int least, int most) const;

 private:
  const Input& in(int i) const { return inputs_[static_cast<std::size_t>(i)]; }
  Output& out(int i) const { return outputs_[static_cast<std::size_t>(i)]; }

  std::span<const Input> inputs_;
  std::span<Output> outputs_;
  const InferSubgraph* infer_subgraph_;
};

/// What is known of a node's inputs before any run.
class ConstantInputs {
 public:
  ConstantInputs(const Node& node, const Graph& graph) : node_(node), graph_(graph) {}
  bool has_input(int i) const {
    return i < static_cast<int>(node_.inputs.size()) &&
           node_.inputs[static_cast<std::size_t>(i)] != kNoValue;
  }
  /// Null when the input is absent or not constant.
  const Tensor* constant(int i) const;
  const ValueType& type(int i) const;

 private:
  const Node& node_;
  const Graph& graph_;
};

/// The constant inputs of a node, once, before the first run.
class PrepackContext : public ConstantInputs {
 public:
  PrepackContext(const Node& node, const Graph& graph, std::span<bool> released,
                 PackingMemory& memory)
      : ConstantInputs(node, graph), released_(released), memory_(memory) {}
  /// Says that run will not read input i any more. The executor frees it when nobody else does.
  void release(int i) { released_[static_cast<std::size_t>(i)] = true; }

  /// Room in which to pack `count` floats, not initialised, until the next call.
  std::span<float> workspace(std::size_t count) { return memory_.workspace(count); }
  /// What was packed of constant input i, as a tensor that stays; perhaps in the input's own
  /// memory. Releases the input: nothing may read it any more.
  Tensor keep(int i, std::span<const float> packed) {
    release(i);
    return memory_.keep(*constant(i), packed);
  }

 private:
  std::span<bool> released_;
  PackingMemory& memory_;
};

/// Runs one subgraph of a node.
class SubgraphRunner {
 public:
  virtual ~SubgraphRunner() = default;
  /// Feeds the subgraph's own inputs (captured values arrive by themselves) and returns its
  /// outputs, which stay valid as long as the caller keeps them.
  virtual void run(std::span<const Value> inputs, std::vector<Value>& outputs) = 0;
  /// What is known of the outputs without running, for inputs of these types and shapes (tensors
  /// without memory will do): what a loop without iterations gives.
  virtual std::vector<ValueType> infer(std::span<const Value> inputs) = 0;
};

/// What a run offers to operators besides their tensors.
class RunEnvironment {
 public:
  virtual ~RunEnvironment() = default;
  /// A tensor from the pool of recycled buffers, not initialised.
  virtual Tensor allocate(DType dtype, const Shape& shape) = 0;
  /// At least `bytes` bytes aligned to 64, valid until the operator returns or asks again.
  virtual std::span<std::byte> scratch(std::size_t bytes) = 0;
  virtual ThreadPool& threads() = 0;
  /// 64 random bits from the session's generator.
  virtual std::uint64_t random() = 0;
  /// Throws kCancelled when the run was asked to stop; long loops call it now and then.
  virtual void check_cancelled() = 0;
};

/// The tail of a node during a run.
struct RunTail {
  std::span<const FusedNode> nodes;
  /// What Node::captures names.
  std::span<Value* const> operands;
};

/// A node's inputs and outputs during a run.
class RunContext {
 public:
  RunContext(std::span<Value* const> inputs, std::span<Value* const> outputs,
             RunEnvironment& environment, std::span<SubgraphRunner* const> subgraphs = {},
             const RunTail& tail = {})
      : inputs_(inputs),
        outputs_(outputs),
        environment_(environment),
        subgraphs_(subgraphs),
        tail_(tail) {}

  int input_count() const { return static_cast<int>(inputs_.size()); }
  int output_count() const { return static_cast<int>(outputs_.size()); }
  bool has_input(int i) const { return i < input_count() && inputs_[at(i)] != nullptr; }
  bool has_output(int i) const { return i < output_count() && outputs_[at(i)] != nullptr; }

  const Value& input_value(int i) const { return *inputs_[at(i)]; }
  /// REQUIRES: has_input(i).
  const Tensor& input(int i) const { return input_value(i).tensor(); }
  /// The tensor of input i, or null when it is absent.
  const Tensor* optional_input(int i) const { return has_input(i) ? &input(i) : nullptr; }

  /// Input i as a tensor that may outlive this call (an element of a sequence): shared where the
  /// memory has an owner, copied where it belongs to the plan.
  Tensor keep(int i) const;

  /// The output tensor, with the shape that infer set. REQUIRES: infer knew the whole shape.
  Tensor& output(int i) const {
    Tensor& tensor = outputs_[at(i)]->tensor();
    if (tensor.dtype() == DType::kUndefined) [[unlikely]] {
      not_inferred(i);
    }
    return tensor;
  }
  /// The output tensor for a shape that only the run could tell.
  Tensor& output(int i, DType dtype, const Shape& shape) const;
  /// Makes output i this value (shared, not copied): sequences, optionals, maps, views.
  /// Where the planner has placed the output already, the elements are copied there.
  void set_output(int i, Value value) const;

  Tensor allocate(DType dtype, const Shape& shape) const {
    return environment_.allocate(dtype, shape);
  }
  /// `count` elements of scratch memory, aligned to 64 bytes, not initialised. One block per call
  /// of run: a second request invalidates the first.
  template <class T>
  std::span<T> scratch(std::size_t count) const {
    const std::span<std::byte> bytes = environment_.scratch(count * sizeof(T));
    return {reinterpret_cast<T*>(bytes.data()), count};
  }
  ThreadPool& threads() const { return environment_.threads(); }
  RunEnvironment& environment() const { return environment_; }
  SubgraphRunner& subgraph(int i) const { return *subgraphs_[at(i)]; }
  const RunTail& tail() const { return tail_; }

  /// For what only the data can tell: an index out of range, a negative size.
  template <class... Parts>
  void require(bool condition, const Parts&... parts) const {
    require_that(ErrorCode::kInvalidArgument, condition, parts...);
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  [[noreturn]] static void not_inferred(int i);

  std::span<Value* const> inputs_;
  std::span<Value* const> outputs_;
  RunEnvironment& environment_;
  std::span<SubgraphRunner* const> subgraphs_;
  RunTail tail_;
};

}  // namespace sardonyx
