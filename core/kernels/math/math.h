#pragma once

#include <cstddef>

// Elementwise mathematical functions on arrays of floats. In all of them y may be x; otherwise the
// arrays must not overlap. Errors are those of the packet functions of the same name in this
// folder, which kernels use directly: measured over all floats of the range against double
// precision (tests/unit/kernels/math_test.cc).

namespace sardonyx::kernels {

void exp(const float* x, float* y, std::size_t n);
void log(const float* x, float* y, std::size_t n);
void log1p(const float* x, float* y, std::size_t n);
void tanh(const float* x, float* y, std::size_t n);
void sigmoid(const float* x, float* y, std::size_t n);
void erf(const float* x, float* y, std::size_t n);
void sin(const float* x, float* y, std::size_t n);
void cos(const float* x, float* y, std::size_t n);
void sqrt(const float* x, float* y, std::size_t n);
void rsqrt(const float* x, float* y, std::size_t n);
void reciprocal(const float* x, float* y, std::size_t n);

/// z[i] = pow(x[i], y[i]). z may be x or y.
void pow(const float* x, const float* y, float* z, std::size_t n);
/// y[i] = pow(x[i], exponent); exponents 2, 3, 1 and -1 multiply or divide.
void pow(const float* x, float exponent, float* y, std::size_t n);

/// log(1 + e^x), within 2 ulp of its largest term.
void softplus(const float* x, float* y, std::size_t n);
/// x * sigmoid(x)
void silu(const float* x, float* y, std::size_t n);
/// x / 2 * (1 + erf(x / sqrt(2)))
void gelu(const float* x, float* y, std::size_t n);
/// The approximation of gelu: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
void gelu_tanh(const float* x, float* y, std::size_t n);

}  // namespace sardonyx::kernels
