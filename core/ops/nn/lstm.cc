// https://onnx.ai/onnx/operators/onnx__LSTM.html

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/recurrent.h"

namespace sardonyx {
namespace {

// Gates i, o, f, c:
//   i = f(X * Wi + H * Ri + Pi (.) C + b), f likewise (or 1 - i), c = g(X * Wc + H * Rc + b)
//   C = f (.) C + i (.) c,  o = f(X * Wo + H * Ro + Po (.) C + b),  H = o (.) h(C)
class Lstm : public RecurrentOperator {
 public:
  explicit Lstm(const MakeContext& context)
      : RecurrentOperator(context, 4, {"Sigmoid", "Tanh", "Tanh"}),
        input_forget_(context.get_bool("input_forget", false)) {}

 protected:
  void step(const Step<float>& s) const override { advance(s); }
  void step(const Step<double>& s) const override { advance(s); }
  /// Whether products take the state as DynamicQuantizeLinear and DequantizeLinear would leave it.
  virtual bool rounds_state() const { return false; }

 private:
  template <class T>
  static void round_to_bytes(std::vector<T>& values) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const T low = std::min(*least, T{0});
    const T scale = (std::max(*most, T{0}) - low) / 255;
    if (!(scale > 0)) {
      return;  // all are 0
    }
    const T zero = std::clamp(std::nearbyint(-low / scale), T{0}, T{255});
    for (T& x : values) {
      x = (std::clamp(std::nearbyint(x / scale) + zero, T{0}, T{255}) - zero) * scale;
    }
  }

  template <class T>
  void advance(const Step<T>& s) const {
    const std::size_t h = s.hidden;
    const auto rows = static_cast<std::ptrdiff_t>(4 * h);
    std::vector<T> rounded;
    if (rounds_state()) {
      rounded.assign(s.state, s.state + s.batch * h);
      round_to_bytes(rounded);
    }
    recurrent_product(s, 0, 0, 4, rounds_state() ? rounded.data() : s.state, s.from_input,
                      s.input_stride, s.gates, rows);
    for (std::size_t b = 0; b < s.batch; ++b) {
      T* input = s.gates + b * 4 * h;
      T* output = input + h;
      T* forget = output + h;
      T* candidate = forget + h;
      T* cell = s.cell + b * h;
      T* next = s.next_state + b * h;
      const T* peephole = s.weights.peephole.empty() ? nullptr : s.weights.peephole.data();
      if (peephole != nullptr) {
        add_product(input, peephole, cell, h);
        add_product(forget, peephole + 2 * h, cell, h);
      }
      clip(input, h);
      clip(forget, 2 * h);
      s.activations[0](input, h);
      if (input_forget_) {
        for (std::size_t j = 0; j < h; ++j) {
          forget[j] = 1 - input[j];
        }
      } else {
        s.activations[0](forget, h);
      }
      s.activations[1](candidate, h);
      for (std::size_t j = 0; j < h; ++j) {
        cell[j] = forget[j] * cell[j] + input[j] * candidate[j];
        next[j] = cell[j];
      }
      if (peephole != nullptr) {
        add_product(output, peephole + h, cell, h);
      }
      clip(output, h);
      s.activations[0](output, h);
      s.activations[2](next, h);
      for (std::size_t j = 0; j < h; ++j) {
        next[j] *= output[j];
      }
    }
  }

  template <class T>
  static void add_product(T* to, const T* a, const T* b, std::size_t n) {
    for (std::size_t j = 0; j < n; ++j) {
      to[j] += a[j] * b[j];
    }
  }

  bool input_forget_;
};

// What com.microsoft's DynamicQuantizeLSTM expands to.
class RoundedStateLstm : public Lstm {
 public:
  using Lstm::Lstm;

 protected:
  bool rounds_state() const override { return true; }
};

}  // namespace

SARDONYX_OPERATORS(nn, lstm) {
  registry.add({.name = "LSTM",
                .since = 1,
                .signature = "X: T, W: T, R: T, B?: T, sequence_lens?: int32, initial_h?: T, "
                             "initial_c?: T, P?: T -> Y: T, Y_h: T, Y_c: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Lstm>});
  registry.add({.domain = "sardonyx",
                .name = "RoundedStateLSTM",
                .signature = "X: float, W: float, R: float, B?: float, sequence_lens?: int32, "
                             "initial_h?: float, initial_c?: float, P?: float -> Y: float, "
                             "Y_h: float, Y_c: float",
                .make = make<RoundedStateLstm>});
}

}  // namespace sardonyx
