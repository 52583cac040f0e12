#pragma once

#include "core/base/half.h"
#include "core/kernels/elementwise/loops.h"

namespace sardonyx::kernels {

// Activations by their ONNX names; floats unless said otherwise. Parameters are named in order.

/// max(x, 0); signed integers too.
extern const UnaryLoops kRelu;
/// max(x, 0) of half-precision numbers as they lie, which spares both conversions. NaN stays.
void relu(const Float16* x, Float16* y, std::size_t n);
void relu(const BFloat16* x, BFloat16* y, std::size_t n);
/// min(max(x, min), max); int32 too. Parameters: min, max.
extern const UnaryLoops kClip;
/// alpha * x for x < 0, else x. Parameter: alpha.
extern const UnaryLoops kLeakyRelu;
/// b * a for a < 0, else a; integers too.
extern const BinaryLoops kPRelu;
/// alpha * (e^x - 1) for x < 0, else x. Parameter: alpha.
extern const UnaryLoops kElu;
/// gamma * elu(x). Parameters: alpha, gamma.
extern const UnaryLoops kSelu;
/// max(0, x) + min(0, alpha * (e^(x / alpha) - 1)). Parameter: alpha.
extern const UnaryLoops kCelu;
/// x for x > alpha, else 0. Parameter: alpha.
extern const UnaryLoops kThresholdedRelu;
/// 1 / (1 + e^-x)
extern const UnaryLoops kSigmoid;
/// max(0, min(1, alpha * x + beta)). Parameters: alpha, beta.
extern const UnaryLoops kHardSigmoid;
/// x * hard_sigmoid(x) with alpha 1/6 and beta 1/2.
extern const UnaryLoops kHardSwish;
/// log(1 + e^x)
extern const UnaryLoops kSoftplus;
/// x / (1 + |x|)
extern const UnaryLoops kSoftsign;
/// x * tanh(softplus(x))
extern const UnaryLoops kMish;
/// x / 2 * (1 + erf(x / sqrt(2)))
extern const UnaryLoops kGelu;
/// x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
extern const UnaryLoops kGeluTanh;
/// x * sigmoid(alpha * x). Parameter: alpha.
extern const UnaryLoops kSwish;
/// x + bias for x < -lambd, x - bias for x > lambd, else 0; integers too. Parameters: lambd, bias.
extern const UnaryLoops kShrink;

}  // namespace sardonyx::kernels
