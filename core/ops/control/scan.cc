// https://onnx.ai/onnx/operators/onnx__Scan.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/kernels/copy.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/packed.h"
#include "core/ops/common/stack.h"

namespace sardonyx {
namespace {

// Inputs: state variables, then sequences; the body takes the states and one element of each
// sequence, and gives the states and one element of each scan output. Version 8 has a batch axis in
// front of everything and an optional input of sequence lengths before the states.
class Scan : public Operator {
 public:
  explicit Scan(const MakeContext& context)
      : batched_(context.since() < 9),
        body_index_(context.get_graph("body")),
        body_(*context.node().subgraphs()[static_cast<std::size_t>(body_index_)]),
        sequences_(static_cast<int>(std::clamp<std::int64_t>(context.get_int("num_scan_inputs"), 0,
                                                             context.input_count() + 1))),
        states_(context.input_count() - first_input() - sequences_),
        stacks_(context.output_count() - states_) {
    context.require(sequences_ >= 1 && states_ >= 0, "attribute 'num_scan_inputs' is ", sequences_,
                    " for ", context.input_count(), " inputs");
    context.require(static_cast<int>(body_.inputs.size()) == states_ + sequences_, "the body has ",
                    body_.inputs.size(), " inputs, expected ", states_ + sequences_);
    context.require(stacks_ >= 0 && static_cast<int>(body_.outputs.size()) == states_ + stacks_,
                    "the body has ", body_.outputs.size(), " outputs, expected ",
                    context.output_count());
    in_axes_ = list(context, "scan_input_axes", sequences_);
    in_reversed_ = list(context, batched_ ? "directions" : "scan_input_directions", sequences_);
    out_axes_ = list(context, "scan_output_axes", stacks_);
    out_reversed_ = list(context, "scan_output_directions", stacks_);
  }

  void infer(InferContext& context) const override {
    const int batch_axes = batched_ ? 1 : 0;
    std::vector<ValueType> types;
    for (int i = 0; i < states_ + sequences_; ++i) {
      ValueType type = context.type(first_input() + i);
      if (type.is_tensor() && type.shape.ranked()) {
        context.require(type.shape.rank() >= batch_axes + (i >= states_ ? 1 : 0), "input ",
                        first_input() + i, " has shape ", type.shape, ", which lacks an axis");
        if (i >= states_) {
          type.shape.erase(batch_axes + in_axis(i - states_, type.shape.rank() - batch_axes));
        }
        if (batched_) {
          type.shape.erase(0);
        }
      }
      types.push_back(std::move(type));
    }
    const std::vector<ValueType> results = context.infer_subgraph(body_index_, types);
    for (std::size_t i = 0; i < results.size(); ++i) {
      ValueType type = results[i];
      const int output = static_cast<int>(i);
      if (type.shape.ranked() && output >= states_) {
        const int rank = type.shape.rank() + 1;
        const auto k = static_cast<std::size_t>(output - states_);
        type.shape.insert(normalize_axis(out_axes_[k], rank, "scan_output_axes"), steps(context));
      }
      if (type.shape.ranked() && batched_) {
        type.shape.insert(
            0, context.shape(first_input()).ranked() ? context.dim(first_input(), 0) : Dim());
      }
      context.set_type(output, std::move(type));
    }
  }

  void run(RunContext& context) const override {
    if (batched_) {
      return run_batches(context);
    }
    std::vector<Value> feeds;
    for (int i = 0; i < context.input_count(); ++i) {
      feeds.push_back(context.input_value(i));
    }
    std::vector<Value> states;
    std::vector<Stack> stacks;
    scan(context, feeds, sequence_length(context, feeds), states, stacks);
    for (int i = 0; i < states_; ++i) {
      write_state(context, i, std::move(states[static_cast<std::size_t>(i)]));
    }
    for (int k = 0; k < stacks_; ++k) {
      if (context.has_output(states_ + k)) {
        stacks[static_cast<std::size_t>(k)].write(context, states_ + k,
                                                  scan_output_type(context, feeds, k));
      }
    }
  }

 private:
  int first_input() const { return batched_ ? 1 : 0; }

  static Ints list(const MakeContext& context, std::string_view name, int count) {
    const Ints values =
        context.get_ints(name, Ints(static_cast<std::size_t>(std::max(count, 0)), 0));
    context.require(static_cast<int>(values.size()) == count, "attribute '", name, "' has ",
                    values.size(), " elements, expected ", count);
    return values;
  }

  int in_axis(int k, int rank) const {
    return normalize_axis(in_axes_[static_cast<std::size_t>(k)], rank, "scan_input_axes");
  }

  // The type of one element of scan output k; `feeds` are states and sequences.
  ValueType scan_output_type(const RunContext& context, const std::vector<Value>& feeds,
                             int k) const {
    std::vector<Value> elements(feeds.begin(), feeds.begin() + states_);
    for (int j = 0; j < sequences_; ++j) {
      const Tensor& sequence = feeds[static_cast<std::size_t>(states_ + j)].tensor();
      Shape shape = sequence.shape();
      shape.erase(static_cast<std::size_t>(in_axis(j, sequence.rank())));
      elements.emplace_back(Tensor(sequence.dtype(), shape, nullptr));
    }
    return context.subgraph(body_index_).infer(elements)[static_cast<std::size_t>(states_ + k)];
  }

  Dim steps(const InferContext& context) const {
    const int batch_axes = batched_ ? 1 : 0;
    const SymbolicShape& shape = context.shape(first_input() + states_);
    return shape.ranked() ? shape[batch_axes + in_axis(0, shape.rank() - batch_axes)] : Dim();
  }

  // `feeds` are states and sequences, without a batch axis.
  std::int64_t sequence_length(const RunContext& context, const std::vector<Value>& feeds) const {
    std::int64_t length = -1;
    for (int k = 0; k < sequences_; ++k) {
      const Tensor& sequence = feeds[static_cast<std::size_t>(states_ + k)].tensor();
      context.require(sequence.rank() >= 1, "scan input ", k, " is a scalar");
      const std::int64_t extent = sequence.dim(in_axis(k, sequence.rank()));
      context.require(length < 0 || extent == length, "scan input ", k, " has ", extent,
                      " elements, those before it have ", length);
      length = extent;
    }
    return length;
  }

  // Element t of a sequence of that type, which is given unpacked: a view where the axis is the
  // first, else a copy.
  static Value element(RunContext& context, DType dtype, const Tensor& sequence, int axis,
                       std::int64_t t) {
    Shape shape = sequence.shape();
    shape.erase(static_cast<std::size_t>(axis));
    Ints strides = strides_of(sequence.shape());
    const std::int64_t step = strides[static_cast<std::size_t>(axis)];
    const std::size_t offset = static_cast<std::size_t>(t * step) * element_size(sequence.dtype());
    auto* at = static_cast<std::byte*>(const_cast<void*>(sequence.raw())) + offset;
    if (axis == 0 && !is_packed(dtype)) {
      return Tensor(dtype, shape, at, sequence.owner());
    }
    strides.erase(static_cast<std::size_t>(axis));
    Tensor copy = context.allocate(dtype, shape);
    UnpackedOutput target(context, copy);
    kernels::copy_strided(element_kind_of(sequence.dtype()), shape, at, strides, target.raw(),
                          strides_of(shape), context.threads());
    target.finish();
    return copy;
  }

  void scan(RunContext& context, const std::vector<Value>& feeds, std::int64_t length,
            std::vector<Value>& states, std::vector<Stack>& stacks) const {
    states.assign(feeds.begin(), feeds.begin() + states_);
    for (int k = 0; k < stacks_; ++k) {
      const auto at = static_cast<std::size_t>(k);
      stacks.emplace_back(out_axes_[at], out_reversed_[at] != 0);
    }
    std::vector<Tensor> sequences;
    for (int k = 0; k < sequences_; ++k) {
      sequences.push_back(unpacked(context, feeds[static_cast<std::size_t>(states_ + k)].tensor()));
    }
    std::vector<Value> body_feeds(static_cast<std::size_t>(states_ + sequences_));
    std::vector<Value> results;
    for (std::int64_t t = 0; t < length; ++t) {
      context.environment().check_cancelled();
      std::move(states.begin(), states.end(), body_feeds.begin());
      for (int k = 0; k < sequences_; ++k) {
        const auto at = static_cast<std::size_t>(states_ + k);
        const Tensor& sequence = sequences[static_cast<std::size_t>(k)];
        const bool reversed = in_reversed_[static_cast<std::size_t>(k)] != 0;
        body_feeds[at] = element(context, feeds[at].tensor().dtype(), sequence,
                                 in_axis(k, sequence.rank()), reversed ? length - 1 - t : t);
      }
      context.subgraph(body_index_).run(body_feeds, results);
      std::move(results.begin(), results.begin() + states_, states.begin());
      for (int k = 0; k < stacks_; ++k) {
        stacks[static_cast<std::size_t>(k)].add(
            context, results[static_cast<std::size_t>(states_ + k)].tensor());
      }
    }
  }

  static void write_state(RunContext& context, int i, Value state) {
    if (!context.has_output(i)) {
      return;
    }
    if (state.is_tensor() && !state.tensor().owner()) {
      Tensor& y = context.output(i, state.tensor().dtype(), state.tensor().shape());
      copy_elements(state.tensor(), y);
    } else {
      context.set_output(i, std::move(state));
    }
  }

  // Version 8: every batch element is a scan of its own; results are stacked along a new axis 0.
  void run_batches(RunContext& context) const {
    const Tensor& first = context.input(1);
    context.require(first.rank() >= 1, "input 1 is a scalar, expected a batch axis");
    const std::int64_t batches = first.dim(0);
    std::vector<Stack> results(static_cast<std::size_t>(states_ + stacks_));
    for (std::int64_t b = 0; b < batches; ++b) {
      std::vector<Value> feeds;
      for (int i = 1; i < context.input_count(); ++i) {
        context.require(context.input(i).rank() >= 1 && context.input(i).dim(0) == batches,
                        "input ", i, " has shape ", context.input(i).shape(),
                        ", expected a first axis of ", batches);
        feeds.push_back(
            element(context, context.input(i).dtype(), unpacked(context, context.input(i)), 0, b));
      }
      const std::int64_t full = sequence_length(context, feeds);
      const std::int64_t length = valid_length(context, b, full);
      std::vector<Value> states;
      std::vector<Stack> stacks;
      scan(context, feeds, length, states, stacks);
      for (int i = 0; i < states_; ++i) {
        results[static_cast<std::size_t>(i)].add(context,
                                                 states[static_cast<std::size_t>(i)].tensor());
      }
      for (int k = 0; k < stacks_; ++k) {
        Value stacked;
        Value* slots[] = {&stacked};
        RunContext inner({}, slots, context.environment());
        stacks[static_cast<std::size_t>(k)].write(inner, 0, scan_output_type(context, feeds, k));
        results[static_cast<std::size_t>(states_ + k)].add(context,
                                                           padded(context, stacked.tensor(), full));
      }
    }
    for (int i = 0; i < context.output_count(); ++i) {
      if (context.has_output(i)) {
        results[static_cast<std::size_t>(i)].write(
            context, i, body_.value(body_.outputs[static_cast<std::size_t>(i)]).type);
      }
    }
  }

  static std::int64_t valid_length(const RunContext& context, std::int64_t batch,
                                   std::int64_t full) {
    if (!context.has_input(0)) {
      return full;
    }
    const Tensor& lengths = context.input(0);
    context.require(lengths.element_count() > batch, "input 0 ('sequence_lens') has shape ",
                    lengths.shape());
    const std::int64_t length = lengths.data<std::int64_t>()[batch];
    context.require(length >= 0 && length <= full, "sequence length ", length, " is outside [0, ",
                    full, "]");
    return length;
  }

  // Scan outputs of a shorter sequence are filled up with zeros.
  static Tensor padded(RunContext& context, const Tensor& stacked, std::int64_t length) {
    if (stacked.dim(0) == length) {
      return stacked;
    }
    Shape shape = stacked.shape();
    shape[0] = length;
    Tensor whole = context.allocate(stacked.dtype(), shape);
    std::fill_n(static_cast<std::byte*>(whole.raw()), whole.byte_size(), std::byte{0});
    std::copy_n(static_cast<const std::byte*>(stacked.raw()), stacked.byte_size(),
                static_cast<std::byte*>(whole.raw()));
    return whole;
  }

  bool batched_;
  int body_index_;
  const Graph& body_;
  int sequences_;
  int states_;
  int stacks_;
  Ints in_axes_;
  Ints in_reversed_;
  Ints out_axes_;
  Ints out_reversed_;
};

}  // namespace

SARDONYX_OPERATORS(control, scan) {
  registry.add({.name = "Scan",
                .since = 8,
                .signature = "sequence_lens?: int64, inputs...: any -> outputs...: any",
                .make = make<Scan>,
                .infers_unranked = true});
  registry.add({.name = "Scan",
                .since = 9,
                .signature = "inputs...: any -> outputs...: any",
                .make = make<Scan>,
                .infers_unranked = true});
}

}  // namespace sardonyx
