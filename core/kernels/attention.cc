#include "core/kernels/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/plain.h"
#include "core/kernels/math/math.h"
#include "core/kernels/softmax.h"

namespace sardonyx::kernels {
namespace {

template <class T>
constexpr T kMasked = -std::numeric_limits<T>::infinity();

template <class T>
GemmShape scores_shape(const AttentionHead<T>& head) {
  return {head.queries, head.keys, head.size};
}
// What is kept besides the products' own scratch memory.
template <class T>
std::size_t kept_size(const AttentionHead<T>& head) {
  return head.queries * head.keys + (head.sink != nullptr ? head.queries : 0);
}
template <class T>
GemmShape result_shape(const AttentionHead<T>& head) {
  return {head.queries, head.value_size, head.keys};
}
template <class T>
MatrixView<T> probabilities(const AttentionHead<T>& head, const T* scores) {
  return {scores, static_cast<std::ptrdiff_t>(head.keys), 1};
}

template <class T>
bool is_hidden(const T* bias, std::size_t n) {
  return std::all_of(bias, bias + n, [](T value) { return value == kMasked<T>; });
}

void tanh_all(float* x, std::size_t n) {
  tanh(x, x, n);
}
void tanh_all(double* x, std::size_t n) {
  std::transform(x, x + n, x, [](double value) { return std::tanh(value); });
}

template <class T>
void cap(T* x, std::size_t n, T softcap) {
  for (std::size_t i = 0; i < n; ++i) {
    x[i] /= softcap;
  }
  tanh_all(x, n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] *= softcap;
  }
}

// c = scale * a * b
void multiply(const GemmShape& shape, const MatrixView<float>& a, const MatrixView<float>& b,
              float scale, float* c, std::ptrdiff_t c_stride, float* scratch, ThreadPool& pool) {
  GemmEpilogue epilogue;
  epilogue.alpha = scale;
  gemm(shape, a, GemmRhs::of_view(b), c, c_stride, epilogue, scratch, pool);
}
void multiply(const GemmShape& shape, const MatrixView<double>& a, const MatrixView<double>& b,
              double scale, double* c, std::ptrdiff_t c_stride, double*, ThreadPool&) {
  gemm_plain(shape.m, shape.n, shape.k, a, b, c, c_stride);
  for (std::size_t i = 0; scale != 1 && i < shape.m; ++i) {
    double* row = c + static_cast<std::ptrdiff_t>(i) * c_stride;
    std::for_each(row, row + shape.n, [=](double& value) { value *= scale; });
  }
}

// What is left of each row's probability beside the sink.
template <class T>
void leave_to_sink(const T* scores, std::size_t rows, std::size_t cols, T sink, T* shares) {
  for (std::size_t i = 0; i < rows; ++i) {
    const T* row = scores + i * cols;
    const T most = std::accumulate(row, row + cols, sink, [](T a, T b) { return std::max(a, b); });
    T sum = 0;
    for (std::size_t j = 0; j < cols; ++j) {
      sum += std::exp(row[j] - most);
    }
    shares[i] = sum / (sum + std::exp(sink - most));
  }
}

template <class T>
void attend(const AttentionHead<T>& head, T* scratch, ThreadPool& pool) {
  using Copy = typename AttentionHead<T>::Copy;
  T* scores = scratch;
  const std::size_t count = head.queries * head.keys;
  T* gemm_scratch = scratch + kept_size(head);
  multiply(scores_shape(head), head.q, head.k.transposed(), head.scale, scores,
           static_cast<std::ptrdiff_t>(head.keys), gemm_scratch, pool);
  const auto copy = [&](Copy point) {
    if (head.scores != nullptr && head.copy == point) {
      std::copy_n(scores, count, head.scores);
    }
  };
  copy(Copy::kRaw);
  if (head.softcap > 0) {
    cap(scores, count, head.softcap);
  }
  copy(Copy::kCapped);
  if (head.bias != nullptr) {
    for (std::size_t i = 0; i < count; ++i) {
      // Masked wins over a score that is infinite or NaN.
      scores[i] = head.bias[i] == kMasked<T> ? kMasked<T> : scores[i] + head.bias[i];
    }
  }
  copy(Copy::kBiased);
  T* shares = scratch + count;
  if (head.sink != nullptr) {
    leave_to_sink(scores, head.queries, head.keys, *head.sink, shares);
  }
  softmax(scores, scores, head.queries, head.keys, 1, pool);
  for (std::size_t i = 0; head.bias != nullptr && i < head.queries; ++i) {
    if (is_hidden(head.bias + i * head.keys, head.keys)) {
      std::fill_n(scores + i * head.keys, head.keys, T{0});
    }
  }
  for (std::size_t i = 0; head.sink != nullptr && i < head.queries; ++i) {
    T* row = scores + i * head.keys;
    std::for_each(row, row + head.keys, [=](T& value) { value *= shares[i]; });
  }
  copy(Copy::kProbabilities);
  multiply(result_shape(head), probabilities<T>(head, scores), head.v, T{1}, head.y, head.y_stride,
           gemm_scratch, pool);
}

}  // namespace

std::size_t attention_scratch_size(const AttentionHead<float>& head) {
  const GemmRhs k = GemmRhs::of_view(head.k.transposed());
  const GemmRhs v = GemmRhs::of_view(head.v);
  return kept_size(head) +
         std::max(gemm_scratch_size(scores_shape(head), head.q, k),
                  gemm_scratch_size(result_shape(head), probabilities<float>(head, nullptr), v));
}

std::size_t attention_scratch_size(const AttentionHead<double>& head) {
  return kept_size(head);
}

void attention_head(const AttentionHead<float>& head, float* scratch, ThreadPool& pool) {
  attend(head, scratch, pool);
}

void attention_head(const AttentionHead<double>& head, double* scratch, ThreadPool& pool) {
  attend(head, scratch, pool);
}

}  // namespace sardonyx::kernels
