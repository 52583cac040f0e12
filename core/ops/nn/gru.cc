// https://onnx.ai/onnx/operators/onnx__GRU.html

#include "core/graph/op_registry.h"
#include "core/ops/common/recurrent.h"

namespace sardonyx {
namespace {

// Gates z, r, h:
//   z = f(X * Wz + H * Rz + b), r likewise
//   h = g(X * Wh + (r (.) H) * Rh + b), or with linear_before_reset
//   h = g(X * Wh + r (.) (H * Rh + Rbh) + Wbh)
//   H = (1 - z) (.) h + z (.) H
class Gru : public RecurrentOperator {
 public:
  explicit Gru(const MakeContext& context)
      : RecurrentOperator(context, 3, {"Sigmoid", "Tanh"}),
        linear_before_reset_(context.get_bool("linear_before_reset", false)) {}

 protected:
  std::vector<int> recurrent_cuts() const override { return {2, 1}; }
  bool keeps_last_state_bias() const override { return linear_before_reset_; }

  void step(const Step<float>& s) const override { advance(s); }
  void step(const Step<double>& s) const override { advance(s); }

 private:
  template <class T>
  void advance(const Step<T>& s) const {
    const std::size_t h = s.hidden;
    const auto rows = static_cast<std::ptrdiff_t>(3 * h);
    recurrent_product(s, 0, 0, 2, s.state, s.from_input, s.input_stride, s.gates, rows);
    for (std::size_t b = 0; b < s.batch; ++b) {
      T* update = s.gates + b * 3 * h;
      clip(update, 2 * h);
      s.activations[0](update, 2 * h);
    }
    if (linear_before_reset_) {
      recurrent_product(s, 1, 2, 1, s.state, nullptr, 0, s.gates, rows);
    } else {
      for (std::size_t b = 0; b < s.batch; ++b) {
        const T* reset = s.gates + b * 3 * h + h;
        for (std::size_t j = 0; j < h; ++j) {
          s.next_state[b * h + j] = reset[j] * s.state[b * h + j];
        }
      }
      recurrent_product(s, 1, 2, 1, s.next_state, s.from_input, s.input_stride, s.gates, rows);
    }
    for (std::size_t b = 0; b < s.batch; ++b) {
      const T* update = s.gates + b * 3 * h;
      const T* reset = update + h;
      T* candidate = s.gates + b * 3 * h + 2 * h;
      if (linear_before_reset_) {
        const T* from_input =
            s.from_input + static_cast<std::ptrdiff_t>(b) * s.input_stride + 2 * h;
        const T* bias = s.weights.state_bias.data() + 2 * h;
        for (std::size_t j = 0; j < h; ++j) {
          candidate[j] = from_input[j] + reset[j] * (candidate[j] + bias[j]);
        }
      }
      clip(candidate, h);
      s.activations[1](candidate, h);
      for (std::size_t j = 0; j < h; ++j) {
        s.next_state[b * h + j] = (1 - update[j]) * candidate[j] + update[j] * s.state[b * h + j];
      }
    }
  }

  bool linear_before_reset_;
};

}  // namespace

SARDONYX_OPERATORS(nn, gru) {
  registry.add({.name = "GRU",
                .since = 1,
                .signature = "X: T, W: T, R: T, B?: T, sequence_lens?: int32, initial_h?: T -> "
                             "Y: T, Y_h: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Gru>});
}

}  // namespace sardonyx
