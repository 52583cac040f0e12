#pragma once

#include <cstddef>

#include "core/base/function_ref.h"
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
  /// queries x keys, added to the scores; null for none. A row of nothing but -inf attends to
  /// nothing and gives zeros.
  const T* bias = nullptr;
  std::ptrdiff_t bias_stride = 0;  ///< between rows of bias; 0 repeats one row
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

/// Elements of scratch memory that attention needs for so many heads like this one.
std::size_t attention_scratch_size(const AttentionHead<float>& head, std::size_t heads,
                                   std::size_t threads);
std::size_t attention_scratch_size(const AttentionHead<double>& head, std::size_t heads,
                                   std::size_t threads);

/// Attention of `heads` heads that differ in nothing but pointers; head(i) describes one, and is
/// called by the threads of the pool. Only some rows of scores are in memory at a time: those that
/// stay in the cache between the two products.
void attention(std::size_t heads, FunctionRef<AttentionHead<float>(std::size_t i)> head,
               float* scratch, ThreadPool& pool);
void attention(std::size_t heads, FunctionRef<AttentionHead<double>(std::size_t i)> head,
               double* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
