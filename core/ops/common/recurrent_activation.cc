#include "core/ops/common/recurrent_activation.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/kernels/math/math.h"

namespace sardonyx {
namespace {

template <class F>
void apply(float* values, std::size_t n, const F& f) {
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = f(values[i]);
  }
}

struct Named {
  std::string_view name;
  RecurrentActivation activation;
};

constexpr Named kActivations[] = {
    {"sigmoid", {[](float* v, std::size_t n, float, float) { kernels::sigmoid(v, v, n); }, 0, 0}},
    {"tanh", {[](float* v, std::size_t n, float, float) { kernels::tanh(v, v, n); }, 0, 0}},
    {"relu",
     {[](float* v, std::size_t n, float, float) {
        apply(v, n, [](float x) { return x > 0 ? x : 0; });
      },
      0, 0}},
    {"affine",
     {[](float* v, std::size_t n, float a, float b) {
        apply(v, n, [=](float x) { return a * x + b; });
      },
      1, 0}},
    {"leakyrelu",
     {[](float* v, std::size_t n, float a, float) {
        apply(v, n, [=](float x) { return x >= 0 ? x : a * x; });
      },
      0.01f, 0}},
    {"thresholdedrelu",
     {[](float* v, std::size_t n, float a, float) {
        apply(v, n, [=](float x) { return x >= a ? x : 0; });
      },
      1, 0}},
    {"scaledtanh",
     {[](float* v, std::size_t n, float a, float b) {
        apply(v, n, [=](float x) { return a * std::tanh(b * x); });
      },
      1, 1}},
    {"hardsigmoid",
     {[](float* v, std::size_t n, float a, float b) {
        apply(v, n, [=](float x) { return std::clamp(a * x + b, 0.0f, 1.0f); });
      },
      0.2f, 0.5f}},
    {"elu",
     {[](float* v, std::size_t n, float a, float) {
        apply(v, n, [=](float x) { return x >= 0 ? x : a * std::expm1(x); });
      },
      1, 0}},
    {"softsign",
     {[](float* v, std::size_t n, float, float) {
        apply(v, n, [](float x) { return x / (1 + std::abs(x)); });
      },
      0, 0}},
    {"softplus", {[](float* v, std::size_t n, float, float) { kernels::softplus(v, v, n); }, 0, 0}},
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
