#include "core/ops/common/pairwise_probability.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sardonyx {

std::vector<double> couple_probabilities(std::span<const double> pairwise, std::size_t k) {
  const auto r = [&](std::size_t i, std::size_t j) { return pairwise[i * k + j]; };
  std::vector<double> q(k * k, 0.0);
  for (std::size_t t = 0; t < k; ++t) {
    for (std::size_t j = 0; j < k; ++j) {
      if (j != t) {
        q[t * k + t] += r(j, t) * r(j, t);
        q[t * k + j] = -r(j, t) * r(t, j);
      }
    }
  }
  std::vector<double> p(k, 1.0 / static_cast<double>(k));
  std::vector<double> qp(k);
  const double tolerance = 0.005 / static_cast<double>(k);
  const std::size_t most = std::max<std::size_t>(100, k);
  for (std::size_t round = 0; round < most; ++round) {
    double pqp = 0;
    for (std::size_t t = 0; t < k; ++t) {
      qp[t] = 0;
      for (std::size_t j = 0; j < k; ++j) {
        qp[t] += q[t * k + j] * p[j];
      }
      pqp += p[t] * qp[t];
    }
    const bool settled = std::all_of(
        qp.begin(), qp.end(), [&](double value) { return std::abs(value - pqp) < tolerance; });
    if (settled) {
      break;
    }
    for (std::size_t t = 0; t < k; ++t) {
      const double step = (pqp - qp[t]) / q[t * k + t];
      const double scale = 1 / (1 + step);
      pqp = (pqp + step * (step * q[t * k + t] + 2 * qp[t])) * scale * scale;
      p[t] += step;
      for (std::size_t j = 0; j < k; ++j) {
        p[j] *= scale;
        qp[j] = (qp[j] + step * q[t * k + j]) * scale;
      }
    }
  }
  return p;
}

}  // namespace sardonyx
