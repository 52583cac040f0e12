#include "core/ops/common/recurrent.h"

#include <algorithm>
#include <cmath>

#include "core/base/checked.h"
#include "core/kernels/gemm/plain.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/recurrent_activation.h"

namespace sardonyx {
namespace {

// Inputs in the order of the specification.
enum Input { kX, kW, kR, kB, kSequenceLengths, kInitialState, kInitialCell, kPeephole };

std::vector<RecurrentActivation> parse_activations(const MakeContext& context,
                                                   std::initializer_list<const char*> defaults,
                                                   int directions) {
  std::vector<std::string> names = context.get_strings("activations");
  if (names.empty()) {
    for (int d = 0; d < directions; ++d) {
      names.insert(names.end(), defaults.begin(), defaults.end());
    }
  }
  const std::size_t expected = defaults.size() * static_cast<std::size_t>(directions);
  context.require(names.size() == expected, "attribute 'activations' has ", names.size(),
                  " elements, expected ", expected);
  const std::vector<float> alphas = context.get_floats("activation_alpha");
  const std::vector<float> betas = context.get_floats("activation_beta");
  // Functions take values in their order, and only those that have the parameter.
  std::size_t next_alpha = 0;
  std::size_t next_beta = 0;
  std::vector<RecurrentActivation> activations;
  for (const std::string& name : names) {
    std::optional<RecurrentActivation> activation = recurrent_activation(name);
    context.require(activation.has_value(), "there is no activation function \"", name, "\"");
    if (activation->parameters >= 1 && next_alpha < alphas.size()) {
      activation->alpha = alphas[next_alpha++];
    }
    if (activation->parameters >= 2 && next_beta < betas.size()) {
      activation->beta = betas[next_beta++];
    }
    activations.push_back(*activation);
  }
  return activations;
}

}  // namespace

std::size_t RecurrentMatrix<float>::scratch_size(const kernels::GemmShape& shape,
                                                 std::ptrdiff_t a_stride) const {
  return kernels::gemm_scratch_size(shape, {nullptr, a_stride, 1},
                                    kernels::GemmRhs::of_packed(packed_.at(0)));
}

void RecurrentMatrix<float>::multiply(const kernels::GemmShape& shape, const float* a,
                                      std::ptrdiff_t a_stride, const float* bias,
                                      const float* addend, std::ptrdiff_t addend_stride, float* c,
                                      std::ptrdiff_t c_stride, float* scratch,
                                      ThreadPool& pool) const {
  kernels::GemmEpilogue epilogue;
  epilogue.bias = bias;
  if (addend != nullptr) {
    epilogue.addend = addend;
    epilogue.addend_row_stride = addend_stride;
  }
  kernels::gemm(shape, {a, a_stride, 1}, kernels::GemmRhs::of_packed(packed_.at(0)), c, c_stride,
                epilogue, scratch, pool);
}

void RecurrentMatrix<double>::multiply(const kernels::GemmShape& shape, const double* a,
                                       std::ptrdiff_t a_stride, const double* bias,
                                       const double* addend, std::ptrdiff_t addend_stride,
                                       double* c, std::ptrdiff_t c_stride, double*,
                                       ThreadPool&) const {
  kernels::gemm_plain(shape.m, shape.n, shape.k, {a, a_stride, 1},
                      matrix_view(data_, columns_, /*transposed=*/true), c, c_stride);
  for (std::size_t i = 0; i < shape.m; ++i) {
    for (std::size_t j = 0; j < shape.n; ++j) {
      c[j] += (bias == nullptr ? 0.0 : bias[j]) + (addend == nullptr ? 0.0 : addend[j]);
    }
    c += c_stride;
    addend += addend == nullptr ? 0 : addend_stride;
  }
}

RecurrentOperator::RecurrentOperator(const MakeContext& context, int gates,
                                     std::initializer_list<const char*> defaults)
    : gates_(gates),
      direction_(static_cast<Direction>(
          context.get_choice("direction", {"forward", "reverse", "bidirectional"}))),
      hidden_size_(context.get_int("hidden_size", 0)),
      batch_first_(context.get_bool("layout", false)),
      clip_(context.get_float("clip", std::numeric_limits<float>::infinity())),
      activations_per_direction_(defaults.size()),
      activations_(parse_activations(context, defaults, directions())) {
  context.require(hidden_size_ >= 0, "attribute 'hidden_size' is ", hidden_size_);
}

void RecurrentOperator::infer(InferContext& context) const {
  const SymbolicShape& x = context.shape(kX);
  const SymbolicShape& r = context.shape(kR);
  for (const int i : {kX, kW, kR}) {
    context.require_rank(i, 3, 3);
  }
  const Dim length = x[batch_first_ ? 1 : 0];
  const Dim batch = x[batch_first_ ? 0 : 1];
  const Dim hidden = hidden_size_ != 0 ? Dim(hidden_size_) : r[2];
  const Dim d = directions();
  const auto expect = [&](int i, const char* name, const SymbolicShape& expected) {
    if (!context.has_input(i)) {
      return;
    }
    const SymbolicShape& shape = context.shape(i);
    bool fits = shape.rank() == expected.rank();
    for (int axis = 0; fits && axis < shape.rank(); ++axis) {
      fits = !certainly_differ(shape[axis], expected[axis]);
    }
    context.require(fits, "input ", i, " ('", name, "') has shape ", shape, ", expected ",
                    expected);
  };
  const Dim rows = hidden * Dim(gates_);
  expect(kW, "W", {d, rows, x[2]});
  expect(kR, "R", {d, rows, hidden});
  expect(kB, "B", {d, rows * Dim(2)});
  expect(kSequenceLengths, "sequence_lens", {batch});
  const SymbolicShape state =
      batch_first_ ? SymbolicShape{batch, d, hidden} : SymbolicShape{d, batch, hidden};
  expect(kInitialState, "initial_h", state);
  if (has_cell()) {
    expect(kInitialCell, "initial_c", state);
    expect(kPeephole, "P", {d, hidden * Dim(3)});
  }
  context.set_shape(0, batch_first_ ? SymbolicShape{batch, length, d, hidden}
                                    : SymbolicShape{length, d, batch, hidden});
  context.set_shape(1, state);
  context.set_shape(2, state);
}

void RecurrentOperator::prepack(PrepackContext& context) {
  const Tensor* w = context.constant(kW);
  const Tensor* r = context.constant(kR);
  const auto variable = [&](int i) {
    return context.has_input(i) && context.constant(i) == nullptr;
  };
  if (w == nullptr || r == nullptr || w->dtype() == DType::kDouble || variable(kB) ||
      (has_cell() && variable(kPeephole))) {
    return;
  }
  Sources sources{widen(*w), widen(*r), {}, {}};
  if (context.has_input(kB)) {
    sources.b = widen(*context.constant(kB));
  }
  if (has_cell() && context.has_input(kPeephole)) {
    sources.p = widen(*context.constant(kPeephole));
  }
  for (int d = 0; d < directions(); ++d) {
    packed_.push_back(pack<float>(d, sources));
  }
  for (const int i : {kW, kR, kB}) {
    if (context.has_input(i)) {
      context.release(i);
    }
  }
}

template <class T>
RecurrentOperator::Weights<T> RecurrentOperator::pack(int direction, const Sources& sources) const {
  const std::int64_t hidden = sources.r.dim(2);
  const std::int64_t inputs = sources.w.dim(2);
  const auto rows = static_cast<std::size_t>(gates_ * hidden);
  const auto d = static_cast<std::size_t>(direction);
  const auto part = [](const Tensor& tensor, std::size_t offset, std::int64_t part_rows,
                       std::int64_t cols) {
    return RecurrentMatrix<T>(Tensor(tensor.dtype(), Shape{part_rows, cols},
                                     const_cast<T*>(tensor.data<T>()) + offset, tensor.owner()));
  };
  Weights<T> weights{
      part(sources.w, d * rows * static_cast<std::size_t>(inputs), gates_ * hidden, inputs),
      {},
      std::vector<T>(rows),
      std::vector<T>(rows),
      {}};
  std::size_t offset = d * rows * static_cast<std::size_t>(hidden);
  for (const int gates : recurrent_cuts()) {
    weights.state.push_back(part(sources.r, offset, gates * hidden, hidden));
    offset += static_cast<std::size_t>(gates * hidden * hidden);
  }
  if (sources.b.has_data()) {
    const T* of_input = sources.b.data<T>() + d * 2 * rows;
    const T* of_state = of_input + rows;
    const std::size_t apart =
        keeps_last_state_bias() ? rows - static_cast<std::size_t>(hidden) : rows;
    for (std::size_t i = 0; i < rows; ++i) {
      weights.bias[i] = of_input[i] + (i < apart ? of_state[i] : 0);
      weights.state_bias[i] = i < apart ? 0 : of_state[i];
    }
  }
  if (sources.p.has_data()) {
    const auto size = static_cast<std::size_t>(3 * hidden);
    weights.peephole.assign(sources.p.data<T>() + d * size, sources.p.data<T>() + (d + 1) * size);
  }
  return weights;
}

void RecurrentOperator::run(RunContext& context) const {
  const auto optional_input = [&](int i) {
    return context.has_input(i) ? as_computed(context, context.input(i)) : Tensor();
  };
  const auto optional_output = [&](int i) {
    return context.has_output(i) ? computed_output(context, i) : Tensor();
  };
  const Tensor x = as_computed(context, context.input(kX));
  Tensor y = optional_output(0);
  Tensor state = optional_output(1);
  Tensor cell = has_cell() ? optional_output(2) : Tensor();
  Sources sources;
  if (packed_.empty()) {
    sources = {optional_input(kW), optional_input(kR), optional_input(kB),
               has_cell() ? optional_input(kPeephole) : Tensor()};
  }
  for (int d = 0; d < directions(); ++d) {
    if (x.dtype() == DType::kDouble) {
      run_direction(context, d, pack<double>(d, sources), x, y, state, cell);
    } else if (packed_.empty()) {
      run_direction(context, d, pack<float>(d, sources), x, y, state, cell);
    } else {
      run_direction(context, d, packed_[static_cast<std::size_t>(d)], x, y, state, cell);
    }
  }
  for (const auto& [i, tensor] : {std::pair{0, &y}, {1, &state}, {2, &cell}}) {
    if (tensor->has_data()) {
      store_computed(context, i, *tensor);
    }
  }
}

namespace {

// Where row (t, d, b) of Y and row (d, b) of a state lie, in rows of H.
struct RowIndex {
  std::size_t length;
  std::size_t directions;
  std::size_t batch;
  bool batch_first;

  std::size_t of_output(std::size_t t, std::size_t d, std::size_t b) const {
    return batch_first ? (b * length + t) * directions + d : (t * directions + d) * batch + b;
  }
  std::size_t of_state(std::size_t d, std::size_t b) const {
    return batch_first ? b * directions + d : d * batch + b;
  }
};

}  // namespace

template <class T>
void RecurrentOperator::run_direction(RunContext& context, int direction, const Weights<T>& weights,
                                      const Tensor& x, Tensor& y, Tensor& last_state,
                                      Tensor& last_cell) const {
  const auto extent = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  const std::size_t length = extent(x.dim(batch_first_ ? 1 : 0));
  const std::size_t batch = extent(x.dim(batch_first_ ? 0 : 1));
  const std::size_t inputs = extent(x.dim(2));
  const std::size_t hidden = extent(context.input(kR).dim(2));
  const std::size_t rows = extent(gates_) * hidden;
  const auto d = static_cast<std::size_t>(direction);
  const RowIndex row{length, extent(directions()), batch, batch_first_};

  // The products with the input do not depend on the state: one GEMM for all steps.
  const kernels::GemmShape input_shape{length * batch, rows, inputs};
  const auto x_stride = static_cast<std::ptrdiff_t>(inputs);
  const kernels::GemmShape state_shape{batch, rows, hidden};
  const std::size_t gemm_scratch =
      std::max(weights.input.scratch_size(input_shape, x_stride),
               weights.state[0].scratch_size(state_shape, static_cast<std::ptrdiff_t>(hidden)));
  const std::size_t states = batch * hidden;
  const std::span<T> memory =
      context.scratch<T>(length * batch * rows + batch * rows + 3 * states + gemm_scratch);
  T* from_input = memory.data();
  T* gates = from_input + length * batch * rows;
  T* state = gates + batch * rows;
  T* next_state = state + states;
  T* cell = next_state + states;
  T* scratch = cell + states;
  weights.input.multiply(input_shape, x.data<T>(), x_stride, weights.bias.data(), nullptr, 0,
                         from_input, static_cast<std::ptrdiff_t>(rows), scratch, context.threads());

  const auto load_state = [&](int input, T* to) {
    if (!context.has_input(input)) {
      std::fill_n(to, states, T{0});
      return;
    }
    const Tensor initial = as_computed(context, context.input(input));
    for (std::size_t b = 0; b < batch; ++b) {
      std::copy_n(initial.data<T>() + row.of_state(d, b) * hidden, hidden, to + b * hidden);
    }
  };
  load_state(kInitialState, state);
  if (has_cell()) {
    load_state(kInitialCell, cell);
  }
  const std::int32_t* lengths = nullptr;
  if (context.has_input(kSequenceLengths)) {
    lengths = context.input(kSequenceLengths).data<std::int32_t>();
    for (std::size_t b = 0; b < batch; ++b) {
      context.require(lengths[b] >= 0 && extent(lengths[b]) <= length, "sequence_lens[", b, "] is ",
                      lengths[b], ", outside [0, ", length, "]");
    }
  }
  const bool reverse = direction_ == Direction::kReverse || direction == 1;
  std::vector<T> kept_cell(lengths != nullptr && has_cell() ? states : 0);
  for (std::size_t s = 0; s < length; ++s) {
    const std::size_t t = reverse ? length - 1 - s : s;
    std::copy_n(cell, kept_cell.size(), kept_cell.data());
    const std::size_t first = batch_first_ ? t : t * batch;
    const std::size_t stride = (batch_first_ ? length : 1) * rows;
    step(Step<T>{weights, activations_.data() + d * activations_per_direction_, batch, hidden,
                 from_input + first * rows, static_cast<std::ptrdiff_t>(stride), gates, state,
                 next_state, cell, scratch, context.threads()});
    for (std::size_t b = 0; b < batch; ++b) {
      // Beyond its length a sequence keeps its state and gives zeros.
      const bool active = lengths == nullptr || t < extent(lengths[b]);
      if (!active) {
        std::copy_n(state + b * hidden, hidden, next_state + b * hidden);
        if (has_cell()) {
          std::copy_n(kept_cell.data() + b * hidden, hidden, cell + b * hidden);
        }
      }
      if (y.has_data()) {
        T* to = y.data<T>() + row.of_output(t, d, b) * hidden;
        if (active) {
          std::copy_n(next_state + b * hidden, hidden, to);
        } else {
          std::fill_n(to, hidden, T{0});
        }
      }
    }
    std::swap(state, next_state);
  }
  const auto store_state = [&](Tensor& tensor, const T* from) {
    for (std::size_t b = 0; tensor.has_data() && b < batch; ++b) {
      std::copy_n(from + b * hidden, hidden, tensor.data<T>() + row.of_state(d, b) * hidden);
    }
  };
  store_state(last_state, state);
  store_state(last_cell, cell);
}

}  // namespace sardonyx
