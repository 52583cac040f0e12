#include "core/kernels/row_products.h"

#include <algorithm>

#include "core/kernels/parallel.h"

namespace sardonyx::kernels {
namespace {

// Sums that are independent, so that they can be one vector.
constexpr std::size_t kLanes = 8;
// Multiplications per task, some ten microseconds.
constexpr std::size_t kGrain = 32768;

template <class Term>
float sum_terms(const float* a, const float* b, std::size_t n, Term term) {
  float lanes[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      lanes[lane] += term(a[i + lane], b[i + lane]);
    }
  }
  for (std::size_t lane = 0; i < n; ++i, ++lane) {
    lanes[lane] += term(a[i], b[i]);
  }
  return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) +
         ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

template <class Term>
void all_pairs(const float* x, std::size_t rows, const float* w, std::size_t count,
               std::size_t features, float* y, ThreadPool& pool, Term term) {
  const std::size_t cost = std::max<std::size_t>(1, count * features);
  parallel_ranges(pool, rows, std::max<std::size_t>(1, kGrain / cost),
                  [&](std::size_t first, std::size_t last) {
                    for (std::size_t row = first; row < last; ++row) {
                      for (std::size_t j = 0; j < count; ++j) {
                        y[row * count + j] =
                            sum_terms(x + row * features, w + j * features, features, term);
                      }
                    }
                  });
}

}  // namespace

void row_products(const float* x, std::size_t rows, const float* w, std::size_t count,
                  std::size_t features, float* y, ThreadPool& pool) {
  all_pairs(x, rows, w, count, features, y, pool, [](float a, float b) { return a * b; });
}

void row_distances(const float* x, std::size_t rows, const float* w, std::size_t count,
                   std::size_t features, float* y, ThreadPool& pool) {
  all_pairs(x, rows, w, count, features, y, pool,
            [](float a, float b) { return (a - b) * (a - b); });
}

}  // namespace sardonyx::kernels
