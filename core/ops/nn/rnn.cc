// https://onnx.ai/onnx/operators/onnx__RNN.html

#include "core/graph/op_registry.h"
#include "core/ops/common/recurrent.h"

namespace sardonyx {
namespace {

// H = f(X * W^T + H * R^T + Wb + Rb)
class Rnn : public RecurrentOperator {
 public:
  explicit Rnn(const MakeContext& context) : RecurrentOperator(context, 1, {"Tanh"}) {}

 protected:
  void step(const Step<float>& s) const override { advance(s); }
  void step(const Step<double>& s) const override { advance(s); }

 private:
  template <class T>
  void advance(const Step<T>& s) const {
    recurrent_product(s, 0, 0, 1, s.state, s.from_input, s.input_stride, s.next_state,
                      static_cast<std::ptrdiff_t>(s.hidden));
    clip(s.next_state, s.batch * s.hidden);
    s.activations[0](s.next_state, s.batch * s.hidden);
  }
};

}  // namespace

SARDONYX_OPERATORS(nn, rnn) {
  registry.add({.name = "RNN",
                .since = 1,
                .signature = "X: T, W: T, R: T, B?: T, sequence_lens?: int32, initial_h?: T -> "
                             "Y: T, Y_h: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<Rnn>});
}

}  // namespace sardonyx
