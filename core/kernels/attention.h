#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"
#include "core/kernels/matrix.h"

namespace sardonyx::kernels {

/// Scaled dot-product attention of one head: y = softmax(softcap(scale * q * k^T) + bias) * v.
/// Vaswani et al., "Attention Is All You Need", 2017.
/// T is float or double.
template <class T>
struct AttentionHead {
  std::size_t queries = 0;
  std::size_t keys = 0;
  std::size_t size = 0;        ///< of a query and a key
  std::size_t value_size = 0;  ///< of a value and a result
  MatrixView<T> q;             ///< queries x size
  MatrixView<T> k;             ///< keys x size
  MatrixView<T> v;             ///< keys x value_size
  T scale = 1;
  T softcap = 0;  ///< 0: none
  /// queries x keys, row-major, added to the scores; null for none. A row of nothing but -inf
  /// attends to nothing and gives zeros.
  const T* bias = nullptr;
  /// One more score per row, of a key that has no value: it takes its share of the probability and
  /// adds nothing to the result. Null for none.
  const T* sink = nullptr;
  T* y = nullptr;
  std::ptrdiff_t y_stride = 0;  ///< between rows of y
  /// Where a copy of the scores goes, queries x keys; null for none.
  T* scores = nullptr;
  /// At which point the copy is taken.
  enum class Copy : unsigned char { kRaw, kCapped, kBiased, kProbabilities };
  Copy copy = Copy::kRaw;
};

/// Elements of scratch memory that attention_head needs.
std::size_t attention_scratch_size(const AttentionHead<float>& head);
std::size_t attention_scratch_size(const AttentionHead<double>& head);
void attention_head(const AttentionHead<float>& head, float* scratch, ThreadPool& pool);
void attention_head(const AttentionHead<double>& head, double* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
