#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/graph/op.h"
#include "core/ops/common/matrix_product.h"

namespace sardonyx {

/// An activation function of RNN, GRU or LSTM, with its parameters.
struct RecurrentActivation {
  void (*function)(float* values, std::size_t n, float alpha, float beta) = nullptr;
  void (*double_function)(double* values, std::size_t n, float alpha, float beta) = nullptr;
  float alpha = 0;
  float beta = 0;
  /// How many of the two it has.
  int parameters = 0;

  void operator()(float* values, std::size_t n) const { function(values, n, alpha, beta); }
  void operator()(double* values, std::size_t n) const { double_function(values, n, alpha, beta); }
};

/// A weight matrix W of which products with the transpose are taken: packed for float, for double
/// as it lies in memory.
template <class T>
class RecurrentMatrix;

template <>
class RecurrentMatrix<float> {
 public:
  explicit RecurrentMatrix(const Tensor& w) { packed_.pack(w, /*transposed=*/true); }
  std::size_t scratch_size(const kernels::GemmShape& shape, std::ptrdiff_t a_stride) const;
  /// c = a * W^T + bias + addend, where bias (one row) and addend may be null. The rows of a,
  /// addend and c are so many elements apart.
  void multiply(const kernels::GemmShape& shape, const float* a, std::ptrdiff_t a_stride,
                const float* bias, const float* addend, std::ptrdiff_t addend_stride, float* c,
                std::ptrdiff_t c_stride, float* scratch, ThreadPool& pool) const;

 private:
  PackedMatrices packed_;
};

template <>
class RecurrentMatrix<double> {
 public:
  /// w must stay alive.
  explicit RecurrentMatrix(const Tensor& w) : data_(w.data<double>()), columns_(w.dim(1)) {}
  std::size_t scratch_size(const kernels::GemmShape&, std::ptrdiff_t) const { return 0; }
  void multiply(const kernels::GemmShape& shape, const double* a, std::ptrdiff_t a_stride,
                const double* bias, const double* addend, std::ptrdiff_t addend_stride, double* c,
                std::ptrdiff_t c_stride, double* scratch, ThreadPool& pool) const;

 private:
  const double* data_;
  std::int64_t columns_;
};

/// What RNN, GRU and LSTM share: attributes, shapes, packed weights, and the walk over time.
/// https://onnx.ai/onnx/operators/onnx__LSTM.html
class RecurrentOperator : public Operator {
 public:
  /// `gates` per hidden element; `defaults` are the activations of one direction.
  RecurrentOperator(const MakeContext& context, int gates,
                    std::initializer_list<const char*> defaults);

  void infer(InferContext& context) const override;
  void prepack(PrepackContext& context) override;
  void run(RunContext& context) const override;

 protected:
  /// The constant operands of one direction. T is float or double.
  template <class T>
  struct Weights {
    RecurrentMatrix<T> input;               ///< W: gates * H x I
    std::vector<RecurrentMatrix<T>> state;  ///< R, cut as recurrent_cuts() says
    std::vector<T> bias;                    ///< gates * H, added to the product with the input
    std::vector<T> state_bias;  ///< gates * H, what RB adds beside (linear_before_reset)
    std::vector<T> peephole;    ///< LSTM: 3 * H or empty
  };
  /// One time step of one direction.
  template <class T>
  struct Step {
    const Weights<T>& weights;
    const RecurrentActivation* activations;
    std::size_t batch;
    std::size_t hidden;
    /// X * W + bias of this step; row b begins at b * input_stride.
    const T* from_input;
    std::ptrdiff_t input_stride;
    /// batch x gates * H of working memory.
    T* gates;
    const T* state;  ///< batch x H, of the step before
    T* next_state;   ///< batch x H
    T* cell;         ///< LSTM: batch x H, changed in place
    T* gemm_scratch;
    ThreadPool& threads;
  };

  /// The gates whose recurrent products are computed together, as numbers of gates that add up to
  /// all of them.
  virtual std::vector<int> recurrent_cuts() const { return {gates_}; }
  /// Whether the recurrent bias of the last gate stays apart (GRU with linear_before_reset).
  virtual bool keeps_last_state_bias() const { return false; }
  virtual void step(const Step<float>& step) const = 0;
  virtual void step(const Step<double>& step) const = 0;

  /// gates[:, first : first + count] = state * R[cut] + addend, where gates are counted.
  template <class T>
  void recurrent_product(const Step<T>& step, std::size_t cut, int first_gate, int gate_count,
                         const T* state, const std::type_identity_t<T>* addend,
                         std::ptrdiff_t addend_stride, T* out, std::ptrdiff_t out_stride) const {
    const kernels::GemmShape shape{step.batch, static_cast<std::size_t>(gate_count) * step.hidden,
                                   step.hidden};
    const std::size_t first = static_cast<std::size_t>(first_gate) * step.hidden;
    step.weights.state[cut].multiply(shape, state, static_cast<std::ptrdiff_t>(step.hidden),
                                     nullptr, addend == nullptr ? nullptr : addend + first,
                                     addend_stride, out + first, out_stride, step.gemm_scratch,
                                     step.threads);
  }
  template <class T>
  void clip(T* values, std::size_t n) const {
    const auto most = static_cast<T>(clip_);
    for (std::size_t i = 0; std::isfinite(most) && i < n; ++i) {
      values[i] = std::clamp(values[i], -most, most);
    }
  }
  bool has_cell() const { return gates_ == 4; }

 private:
  enum class Direction : std::uint8_t { kForward, kReverse, kBidirectional };
  int directions() const { return direction_ == Direction::kBidirectional ? 2 : 1; }
  /// Inputs in the type that is computed in; b and p may be empty.
  struct Sources {
    Tensor w;
    Tensor r;
    Tensor b;
    Tensor p;
  };
  template <class T>
  Weights<T> pack(int direction, const Sources& sources) const;
  template <class T>
  void run_direction(RunContext& context, int direction, const Weights<T>& weights, const Tensor& x,
                     Tensor& y, Tensor& last_state, Tensor& last_cell) const;

  int gates_;
  Direction direction_;
  std::int64_t hidden_size_;  ///< 0 when the attribute is missing
  bool batch_first_;
  float clip_;
  std::size_t activations_per_direction_;
  std::vector<RecurrentActivation> activations_;
  std::vector<Weights<float>> packed_;
};

}  // namespace sardonyx
