#include "core/kernels/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/plain.h"
#include "core/kernels/math/math.h"
#include "core/kernels/parallel.h"
#include "core/kernels/softmax.h"

namespace sardonyx::kernels {
namespace {

template <class T>
constexpr T kMasked = -std::numeric_limits<T>::infinity();

// Scores that are in memory at a time: half of a small L2 cache, the rest is for k and v.
constexpr std::size_t kBlockScores = 32768;
// With fewer queries, k and v are read as they lie: packing would cost more than it saves.
constexpr std::size_t kDirectQueries = 16;
// Fewer multiplications than this are not worth a second thread.
constexpr double kProductsPerThread = 100e3;

// How many rows of scores are computed at a time.
template <class T>
std::size_t block_rows(const AttentionHead<T>& head) {
  if (head.queries <= kDirectQueries) return head.queries;
  const std::size_t rows = kBlockScores / std::max<std::size_t>(head.keys, 1);
  return std::min(head.queries, std::max<std::size_t>(kDirectQueries, rows));
}
template <class T>
std::size_t block_count(const AttentionHead<T>& head) {
  return head.queries == 0 ? 0 : (head.queries + block_rows(head) - 1) / block_rows(head);
}

template <class T>
MatrixView<T> rows_from(const MatrixView<T>& matrix, std::size_t first) {
  return {matrix.at(first, 0), matrix.row_stride, matrix.col_stride};
}

// The two products of a head in float, with k and v packed where that pays.
struct FloatProducts {
  using T = float;

  static bool packs(const AttentionHead<T>& head) { return head.queries > kDirectQueries; }
  static std::size_t packed_k_size(const AttentionHead<T>& head) {
    return packs(head) ? packed_b_size(head.size, head.keys) : 0;
  }
  static std::size_t packed_v_size(const AttentionHead<T>& head) {
    return packs(head) ? packed_b_size(head.keys, head.value_size) : 0;
  }
  static void pack_k(const AttentionHead<T>& head, T* packed) {
    ThreadPool alone(1);
    pack_b(head.k.transposed(), head.size, head.keys, packed, alone);
  }
  static void pack_v(const AttentionHead<T>& head, T* packed) {
    ThreadPool alone(1);
    pack_b(head.v, head.keys, head.value_size, packed, alone);
  }
  static GemmRhs rhs(const AttentionHead<T>& head, const MatrixView<T>& view, const T* packed) {
    return packs(head) ? GemmRhs::of_packed(packed) : GemmRhs::of_view(view);
  }
  static std::size_t scratch_size(const AttentionHead<T>& head) {
    const std::size_t rows = block_rows(head);
    const MatrixView<T> scores = {nullptr, static_cast<std::ptrdiff_t>(head.keys), 1};
    return std::max(
        gemm_scratch_size({rows, head.keys, head.size}, head.q,
                          rhs(head, head.k.transposed(), nullptr)),
        gemm_scratch_size({rows, head.value_size, head.keys}, scores, rhs(head, head.v, nullptr)));
  }
  static void scores(const AttentionHead<T>& head, const T* packed_k, std::size_t first,
                     std::size_t rows, T* to, T* scratch) {
    GemmEpilogue epilogue;
    epilogue.alpha = head.scale;
    ThreadPool alone(1);
    gemm({rows, head.keys, head.size}, rows_from(head.q, first),
         rhs(head, head.k.transposed(), packed_k), to, static_cast<std::ptrdiff_t>(head.keys),
         epilogue, scratch, alone);
  }
  static void results(const AttentionHead<T>& head, const T* packed_v, const T* scores,
                      std::size_t rows, T* y, T* scratch) {
    ThreadPool alone(1);
    gemm({rows, head.value_size, head.keys}, {scores, static_cast<std::ptrdiff_t>(head.keys), 1},
         rhs(head, head.v, packed_v), y, head.y_stride, {}, scratch, alone);
  }
  static void tanh_all(T* x, std::size_t n) { tanh(x, x, n); }
};

// In double, one sum after the other.
struct DoubleProducts {
  using T = double;

  static std::size_t packed_k_size(const AttentionHead<T>&) { return 0; }
  static std::size_t packed_v_size(const AttentionHead<T>&) { return 0; }
  static void pack_k(const AttentionHead<T>&, T*) {}
  static void pack_v(const AttentionHead<T>&, T*) {}
  static std::size_t scratch_size(const AttentionHead<T>&) { return 0; }
  static void scores(const AttentionHead<T>& head, const T*, std::size_t first, std::size_t rows,
                     T* to, T*) {
    gemm_plain(rows, head.keys, head.size, rows_from(head.q, first), head.k.transposed(), to,
               static_cast<std::ptrdiff_t>(head.keys));
    std::for_each(to, to + rows * head.keys, [&](T& value) { value *= head.scale; });
  }
  static void results(const AttentionHead<T>& head, const T*, const T* scores, std::size_t rows,
                      T* y, T*) {
    gemm_plain(rows, head.value_size, head.keys,
               {scores, static_cast<std::ptrdiff_t>(head.keys), 1}, head.v, y, head.y_stride);
  }
  static void tanh_all(T* x, std::size_t n) {
    std::transform(x, x + n, x, [](T value) { return std::tanh(value); });
  }
};

// One block of rows of one head.
template <class Products>
class Block {
  using T = typename Products::T;
  using Copy = typename AttentionHead<T>::Copy;

 public:
  Block(const AttentionHead<T>& head, std::size_t first, T* scratch)
      : head_(head),
        first_(first),
        rows_(std::min(block_rows(head), head.queries - first)),
        scores_(scratch),
        factors_(scratch + block_rows(head) * head.keys),
        scratch_(factors_ + block_rows(head)) {}

  static std::size_t scratch_size(const AttentionHead<T>& head) {
    return block_rows(head) * (head.keys + 1) + Products::scratch_size(head);
  }

  void run(const T* packed_k, const T* packed_v) {
    Products::scores(head_, packed_k, first_, rows_, scores_, scratch_);
    copy(Copy::kRaw);
    if (head_.softcap > 0) cap();
    copy(Copy::kCapped);
    for (std::size_t i = 0; head_.bias != nullptr && i < rows_; ++i) add_bias(i);
    copy(Copy::kBiased);
    for (std::size_t i = 0; i < rows_; ++i) {
      const T share = head_.sink != nullptr ? share_beside_sink(row(i)) : T{1};
      const T sum = softmax_numerators(row(i), row(i), head_.keys);
      factors_[i] = sum == 0 ? T{0} : share / sum;
    }
    if (head_.scores != nullptr && head_.copy == Copy::kProbabilities) normalise_scores();
    T* y = head_.y + static_cast<std::ptrdiff_t>(first_) * head_.y_stride;
    Products::results(head_, packed_v, scores_, rows_, y, scratch_);
    for (std::size_t i = 0; i < rows_; ++i) {
      scale_by(y + static_cast<std::ptrdiff_t>(i) * head_.y_stride, head_.value_size, factors_[i]);
    }
  }

 private:
  T* row(std::size_t i) const { return scores_ + i * head_.keys; }

  static void scale_by(T* values, std::size_t n, T factor) {
    for (std::size_t i = 0; i < n; ++i) values[i] *= factor;
  }

  void copy(Copy point) const {
    if (head_.scores != nullptr && head_.copy == point) {
      std::copy_n(scores_, rows_ * head_.keys, head_.scores + first_ * head_.keys);
    }
  }

  void cap() const {
    const std::size_t count = rows_ * head_.keys;
    scale_by(scores_, count, 1 / head_.softcap);
    Products::tanh_all(scores_, count);
    scale_by(scores_, count, head_.softcap);
  }

  void add_bias(std::size_t i) const {
    const T* bias = head_.bias + static_cast<std::ptrdiff_t>(first_ + i) * head_.bias_stride;
    T* scores = row(i);
    for (std::size_t j = 0; j < head_.keys; ++j) {
      // Masked wins over a score that is infinite or NaN.
      scores[j] = bias[j] == kMasked<T> ? kMasked<T> : scores[j] + bias[j];
    }
  }

  // What is left of a row's probability beside the sink.
  T share_beside_sink(const T* scores) const {
    const T sink = *head_.sink;
    const T most =
        std::accumulate(scores, scores + head_.keys, sink, [](T a, T b) { return std::max(a, b); });
    T sum = 0;
    for (std::size_t j = 0; j < head_.keys; ++j) sum += std::exp(scores[j] - most);
    return sum / (sum + std::exp(sink - most));
  }

  void normalise_scores() {
    for (std::size_t i = 0; i < rows_; ++i) {
      scale_by(row(i), head_.keys, factors_[i]);
      factors_[i] = 1;
    }
    copy(Copy::kProbabilities);
  }

  const AttentionHead<T>& head_;
  std::size_t first_;
  std::size_t rows_;
  T* scores_;   // block_rows x keys
  T* factors_;  // of the results' rows
  T* scratch_;
};

template <class T>
std::size_t threads_for(const AttentionHead<T>& head, std::size_t heads, std::size_t threads) {
  const double products = static_cast<double>(heads) * static_cast<double>(head.queries) *
                          static_cast<double>(head.keys) *
                          static_cast<double>(head.size + head.value_size);
  const double worth = std::max(1.0, products / kProductsPerThread);
  return worth < static_cast<double>(threads) ? static_cast<std::size_t>(worth) : threads;
}

// Heads are packed and attended to in groups of as many as there are threads: the blocks of a
// group's rows are spread over the threads evenly, and what is packed stays near.
template <class Products, class T>
std::size_t scratch_size(const AttentionHead<T>& head, std::size_t heads, std::size_t threads) {
  const std::size_t group = std::min(heads, threads);
  const std::size_t slots = std::min(group * block_count(head), threads);
  return group * (Products::packed_k_size(head) + Products::packed_v_size(head)) +
         slots * Block<Products>::scratch_size(head);
}

template <class Products, class T>
void attend(std::size_t heads, FunctionRef<AttentionHead<T>(std::size_t)> head_at, T* scratch,
            ThreadPool& pool) {
  if (heads == 0) return;
  const AttentionHead<T> like = head_at(0);
  ThreadPool alone(1);
  ThreadPool& own_pool = threads_for(like, heads, pool.threads()) == 1 ? alone : pool;
  const std::size_t group = std::min(heads, own_pool.threads());
  const std::size_t k_size = Products::packed_k_size(like);
  const std::size_t packed_size = k_size + Products::packed_v_size(like);
  const std::size_t block_size = Block<Products>::scratch_size(like);
  const std::size_t blocks = block_count(like);
  T* const block_scratch = scratch + group * packed_size;
  for (std::size_t first = 0; first < heads; first += group) {
    const std::size_t count = std::min(group, heads - first);
    if (packed_size > 0) {
      own_pool.parallel_for(2 * count, [&](std::size_t task) {
        const AttentionHead<T> head = head_at(first + task / 2);
        T* packed = scratch + task / 2 * packed_size;
        if (task % 2 == 0) {
          Products::pack_k(head, packed);
        } else {
          Products::pack_v(head, packed + k_size);
        }
      });
    }
    parallel_slots(own_pool, count * blocks, [&](std::size_t slot, std::size_t task) {
      const AttentionHead<T> head = head_at(first + task / blocks);
      const T* packed = scratch + task / blocks * packed_size;
      Block<Products>(head, task % blocks * block_rows(head), block_scratch + slot * block_size)
          .run(packed, packed + k_size);
    });
  }
}

}  // namespace

std::size_t attention_scratch_size(const AttentionHead<float>& head, std::size_t heads,
                                   std::size_t threads) {
  return scratch_size<FloatProducts>(head, heads, threads);
}
std::size_t attention_scratch_size(const AttentionHead<double>& head, std::size_t heads,
                                   std::size_t threads) {
  return scratch_size<DoubleProducts>(head, heads, threads);
}

void attention(std::size_t heads, FunctionRef<AttentionHead<float>(std::size_t i)> head,
               float* scratch, ThreadPool& pool) {
  attend<FloatProducts>(heads, head, scratch, pool);
}
void attention(std::size_t heads, FunctionRef<AttentionHead<double>(std::size_t i)> head,
               double* scratch, ThreadPool& pool) {
  attend<DoubleProducts>(heads, head, scratch, pool);
}

}  // namespace sardonyx::kernels
