#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/graph/op.h"
#include "core/ops/common/matrix_product.h"

namespace sardonyx {

/// An activation function of RNN, GRU or LSTM, with its parameters.
struct RecurrentActivation {
  void (*function)(float* values, std::size_t n, float alpha, float beta) = nullptr;
  float alpha = 0;
  float beta = 0;

  void operator()(float* values, std::size_t n) const { function(values, n, alpha, beta); }
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
  /// The constant operands of one direction.
  struct Weights {
    PackedMatrices input;               ///< W transposed: I x gates * H
    std::vector<PackedMatrices> state;  ///< R transposed, cut as recurrent_cuts() says
    std::vector<float> bias;            ///< gates * H, added to the product with the input
    std::vector<float> state_bias;      ///< gates * H, what RB adds beside (linear_before_reset)
    std::vector<float> peephole;        ///< LSTM: 3 * H or empty
  };
  /// One time step of one direction.
  struct Step {
    const Weights& weights;
    const RecurrentActivation* activations;
    std::size_t batch;
    std::size_t hidden;
    /// X * W + bias of this step; row b begins at b * input_stride.
    const float* from_input;
    std::ptrdiff_t input_stride;
    /// batch x gates * H of working memory.
    float* gates;
    const float* state;  ///< batch x H, of the step before
    float* next_state;   ///< batch x H
    float* cell;         ///< LSTM: batch x H, changed in place
    float* gemm_scratch;
    ThreadPool& threads;
  };

  /// The gates whose recurrent products are computed together, as numbers of gates that add up to
  /// all of them.
  virtual std::vector<int> recurrent_cuts() const { return {gates_}; }
  /// Whether the recurrent bias of the last gate stays apart (GRU with linear_before_reset).
  virtual bool keeps_last_state_bias() const { return false; }
  virtual void step(const Step& step) const = 0;

  /// gates[:, first : first + count] = state * R[cut] + addend, where gates are counted.
  void recurrent_product(const Step& step, std::size_t cut, int first_gate, int gate_count,
                         const float* state, const float* addend, std::ptrdiff_t addend_stride,
                         float* out, std::ptrdiff_t out_stride) const;
  void clip(float* values, std::size_t n) const;
  bool has_cell() const { return gates_ == 4; }

 private:
  enum class Direction : std::uint8_t { kForward, kReverse, kBidirectional };
  int directions() const { return direction_ == Direction::kBidirectional ? 2 : 1; }
  Weights pack(int direction, const Tensor& w, const Tensor& r, const Tensor* b,
               const Tensor* p) const;
  void run_direction(RunContext& context, int direction, const Weights& weights, const Tensor& x,
                     Tensor* y, Tensor* last_state, Tensor* last_cell) const;

  int gates_;
  Direction direction_;
  std::int64_t hidden_size_;  ///< 0 when the attribute is missing
  bool batch_first_;
  float clip_;
  std::size_t activations_per_direction_;
  std::vector<RecurrentActivation> activations_;
  std::vector<Weights> packed_;
};

}  // namespace sardonyx
