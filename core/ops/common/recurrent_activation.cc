#include "core/ops/common/recurrent_activation.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/kernels/math/math.h"

namespace sardonyx {
namespace {

// F is a function without state, of an element, alpha and beta.
template <class F, class T>
void apply(T* values, std::size_t n, float alpha, float beta) {
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = F()(values[i], static_cast<T>(alpha), static_cast<T>(beta));
  }
}

template <class F>
constexpr RecurrentActivation each(F, int parameters = 0, float alpha = 0, float beta = 0) {
  return {apply<F, float>, apply<F, double>, alpha, beta, parameters};
}

// The same with a kernel for float.
template <void (*kernel)(const float* x, float* y, std::size_t n), class F>
constexpr RecurrentActivation with_kernel(F) {
  return {[](float* v, std::size_t n, float, float) { kernel(v, v, n); }, apply<F, double>, 0, 0};
}

struct Named {
  std::string_view name;
  RecurrentActivation activation;
};

constexpr Named kActivations[] = {
    {"sigmoid", with_kernel<kernels::sigmoid>(
                    [](double x, double, double) { return 1 / (1 + std::exp(-x)); })},
    {"tanh", with_kernel<kernels::tanh>([](double x, double, double) { return std::tanh(x); })},
    {"softplus", with_kernel<kernels::softplus>([](double x, double, double) {
       return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
     })},
    {"relu", each([]<class T>(T x, T, T) { return x > 0 ? x : T{0}; })},
    {"affine", each([]<class T>(T x, T a, T b) { return a * x + b; }, 2, 1, 0)},
    {"leakyrelu", each([]<class T>(T x, T a, T) { return x >= 0 ? x : a * x; }, 1, 0.01f)},
    {"thresholdedrelu", each([]<class T>(T x, T a, T) { return x >= a ? x : T{0}; }, 1, 1)},
    {"scaledtanh", each([]<class T>(T x, T a, T b) { return a * std::tanh(b * x); }, 2, 1, 1)},
    {"hardsigmoid",
     each([]<class T>(T x, T a, T b) { return std::clamp(a * x + b, T{0}, T{1}); }, 2, 0.2f, 0.5f)},
    {"elu", each([]<class T>(T x, T a, T) { return x >= 0 ? x : a * std::expm1(x); }, 1, 1)},
    {"softsign", each([]<class T>(T x, T, T) { return x / (1 + std::abs(x)); })},
};

}  // namespace

std::optional<RecurrentActivation> recurrent_activation(std::string_view name) {
  const auto same = [](char a, char b) {
    return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
  };
  for (const Named& one : kActivations) {
    if (std::equal(one.name.begin(), one.name.end(), name.begin(), name.end(), same)) {
      return one.activation;
    }
  }
  return std::nullopt;
}

}  // namespace sardonyx
