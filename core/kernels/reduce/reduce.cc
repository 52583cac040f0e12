#include "core/kernels/reduce/reduce.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/math/exp.h"
#include "core/kernels/math/log.h"
#include "core/kernels/math/map.h"
#include "core/kernels/parallel.h"
#include "core/kernels/rows.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Values that a task is given at least.
constexpr std::size_t kGrain = 16384;

// What a reduction does to each value, and how results are combined; `kStart` changes nothing.
struct Sum {
  static constexpr float kStart = 0.0f;
  static constexpr bool kIsSum = true;
  EIGEN_ALWAYS_INLINE static F32x4 value(const F32x4& v) { return v; }
  EIGEN_ALWAYS_INLINE static F32x4 combine(const F32x4& a, const F32x4& b) { return padd(a, b); }
};
struct SumSquare : Sum {
  EIGEN_ALWAYS_INLINE static F32x4 value(const F32x4& v) { return pmul(v, v); }
};
struct SumAbs : Sum {
  EIGEN_ALWAYS_INLINE static F32x4 value(const F32x4& v) { return pabs(v); }
};
struct Prod {
  static constexpr float kStart = 1.0f;
  static constexpr bool kIsSum = false;
  EIGEN_ALWAYS_INLINE static F32x4 value(const F32x4& v) { return v; }
  EIGEN_ALWAYS_INLINE static F32x4 combine(const F32x4& a, const F32x4& b) { return pmul(a, b); }
};
struct Max {
  static constexpr float kStart = -kInfinity;
  static constexpr bool kIsSum = false;
  EIGEN_ALWAYS_INLINE static F32x4 value(const F32x4& v) { return v; }
  EIGEN_ALWAYS_INLINE static F32x4 combine(const F32x4& a, const F32x4& b) {
    return pmax<PropagateNaN>(a, b);
  }
};
struct Min {
  static constexpr float kStart = kInfinity;
  static constexpr bool kIsSum = false;
  EIGEN_ALWAYS_INLINE static F32x4 value(const F32x4& v) { return v; }
  EIGEN_ALWAYS_INLINE static F32x4 combine(const F32x4& a, const F32x4& b) {
    return pmin<PropagateNaN>(a, b);
  }
};

template <class Op>
struct Reducer {
  // One contiguous row.
  __attribute__((noinline)) static float row(const float* x, std::size_t n) {
    if constexpr (Op::kIsSum) {
      return static_cast<float>(sum_row(x, n, 0.0f,
                                        [](const F32x4& v, std::size_t, std::size_t)
                                            SARDONYX_INLINE { return Op::value(v); }));
    } else {
      const F32x4 all = combine_row(x, n, Op::kStart, Op::combine);
      const F32x4 pairs = Op::combine(all, preverse(all));
      float lanes[4];
      store(lanes, pairs);
      return pfirst(Op::combine(splat(lanes[0]), splat(lanes[1])));
    }
  }

  // Rows that are combined before what they give is combined with y: sums of 64 values, and sums
  // of those.
  static constexpr std::size_t kRows = 64;

  // Packets * 4 columns of `rows` <= kRows rows `stride` apart, which become y or are combined with
  // it; of a single packet `columns` columns.
  template <int Packets>
  __attribute__((noinline)) static void columns(const float* x, float* y, std::size_t rows,
                                                std::size_t stride, std::size_t columns,
                                                bool is_first) {
    if (Packets > 1) columns = 4;
    F32x4 part[Packets];
    unroll<Packets>([&](auto j) SARDONYX_INLINE { part[j] = splat(Op::kStart); });
    for (std::size_t i = 0; i < rows; ++i) {
      unroll<Packets>([&](auto j) SARDONYX_INLINE {
        part[j] = Op::combine(part[j], Op::value(load(x + i * stride + 4 * j, columns)));
      });
    }
    unroll<Packets>([&](auto j) SARDONYX_INLINE {
      const F32x4 before = is_first ? splat(Op::kStart) : load(y + 4 * j, columns);
      store(y + 4 * j, Op::combine(before, part[j]), columns);
    });
  }
};

// log(sum(e^x)) around the largest value.
struct LogSumExp {
  __attribute__((noinline)) static float row(const float* x, std::size_t n) {
    const float max = Reducer<Max>::row(x, n);
    if (std::isinf(max)) return max;
    const double sum =
        sum_row(x, n, -kInfinity, [max](const F32x4& v, std::size_t, std::size_t) SARDONYX_INLINE {
          return exp_nonpositive(psub(v, splat(max)));
        });
    return static_cast<float>(static_cast<double>(max) + std::log(sum));
  }

  // All of them at once.
  static constexpr std::size_t kRows = std::numeric_limits<std::size_t>::max();

  template <int Packets>
  __attribute__((noinline)) static void columns(const float* x, float* y, std::size_t axis,
                                                std::size_t stride, std::size_t columns, bool) {
    for (std::size_t i = 0; i == 0 || i < axis; i += Reducer<Max>::kRows) {
      Reducer<Max>::columns<Packets>(x + i * stride, y, std::min(Reducer<Max>::kRows, axis - i),
                                     stride, columns, i == 0);
    }
    if (Packets > 1) columns = 4 * Packets;
    for (std::size_t first = 0; first < columns; first += 4) {
      const std::size_t left = columns - first;
      const F32x4 max = load(y + first, left);
      F32x4 total = splat(0.0f);
      for (std::size_t i = 0; i < axis;) {
        F32x4 part = splat(0.0f);
        for (const std::size_t end = std::min(axis, i + 64); i < end; ++i) {
          part = padd(part, exp_nonpositive(psub(load(x + i * stride + first, left), max)));
        }
        total = padd(total, part);
      }
      const F32x4 result = padd(max, log(total));
      const F32x4 infinite = pcmp_eq(pabs(max), splat(kInfinity));
      store(y + first, pselect(infinite, max, result), left);
    }
  }
};

// Up to 16 columns.
template <class Kernel>
void reduce_strip(const float* x, float* y, std::size_t rows, std::size_t stride,
                  std::size_t columns, bool is_first) {
  if (columns == 16) return Kernel::template columns<4>(x, y, rows, stride, 16, is_first);
  for (std::size_t column = 0; column < columns; column += 4) {
    Kernel::template columns<1>(rows == 0 ? x : x + column, y + column, rows, stride,
                                std::min<std::size_t>(4, columns - column), is_first);
  }
}

template <class Kernel>
void run(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
         ThreadPool& pool) {
  if (inner == 1) {
    parallel_ranges(pool, outer, kGrain / (axis + 1) + 1, [&](std::size_t first, std::size_t last) {
      for (std::size_t o = first; o < last; ++o) {
        y[o] = Kernel::row(x + o * axis, axis);
      }
    });
    return;
  }
  constexpr std::size_t kStrip = 16;
  const std::size_t strips = (inner + kStrip - 1) / kStrip;
  parallel_ranges(
      pool, outer * strips, kGrain / (kStrip * (axis + 1)) + 1,
      [&](std::size_t first, std::size_t last) {
        while (first < last) {
          const std::size_t o = first / strips;
          const std::size_t end = std::min(last, (o + 1) * strips);
          // Some rows of all columns before the next rows: memory is read in its order.
          for (std::size_t row = 0; row == 0 || row < axis; row += std::min(Kernel::kRows, axis)) {
            const std::size_t rows = std::min(Kernel::kRows, axis - row);
            // Over nothing, x may be null, to which nothing can be added.
            const float* from = axis == 0 ? x : x + (o * axis + row) * inner;
            for (std::size_t strip = first; strip < end; ++strip) {
              const std::size_t column = strip % strips * kStrip;
              reduce_strip<Kernel>(axis == 0 ? x : from + column, y + o * inner + column, rows,
                                   inner, std::min(kStrip, inner - column), row == 0);
            }
            if (axis == 0) break;
          }
          first = end;
        }
      });
}

}  // namespace

void reduce(Reduction reduction, const float* x, float* y, std::size_t outer, std::size_t axis,
            std::size_t inner, ThreadPool& pool) {
  const std::size_t count = outer * inner;
  switch (reduction) {
    case Reduction::kSum:
      return run<Reducer<Sum>>(x, y, outer, axis, inner, pool);
    case Reduction::kMean:
      run<Reducer<Sum>>(x, y, outer, axis, inner, pool);
      map(y, y, count, [n = splat(static_cast<float>(axis))](const F32x4& v) SARDONYX_INLINE {
        return pdiv(v, n);
      });
      return;
    case Reduction::kProd:
      return run<Reducer<Prod>>(x, y, outer, axis, inner, pool);
    case Reduction::kMax:
      return run<Reducer<Max>>(x, y, outer, axis, inner, pool);
    case Reduction::kMin:
      return run<Reducer<Min>>(x, y, outer, axis, inner, pool);
    case Reduction::kSumSquare:
      return run<Reducer<SumSquare>>(x, y, outer, axis, inner, pool);
    case Reduction::kL1:
      return run<Reducer<SumAbs>>(x, y, outer, axis, inner, pool);
    case Reduction::kL2:
      run<Reducer<SumSquare>>(x, y, outer, axis, inner, pool);
      return map(y, y, count, [](const F32x4& v) SARDONYX_INLINE { return psqrt(v); });
    case Reduction::kLogSum:
      run<Reducer<Sum>>(x, y, outer, axis, inner, pool);
      return map(y, y, count, [](const F32x4& v) SARDONYX_INLINE { return log(v); });
    case Reduction::kLogSumExp:
      return run<LogSumExp>(x, y, outer, axis, inner, pool);
  }
}

}  // namespace sardonyx::kernels
