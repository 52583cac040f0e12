#include "core/kernels/linear_attention.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/scaled_add.h"

namespace sardonyx::kernels {
namespace {

void scale_row(float factor, float* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    x[i] *= factor;
  }
}

// All steps of one head of one batch entry. `value` is room for dv floats.
void run_head(const LinearAttention& a, std::size_t b, std::size_t head, float* value) {
  float* state = a.state + (b * a.kv_heads + head) * a.dk * a.dv;
  for (std::size_t t = 0; t < a.steps; ++t) {
    const std::size_t step = b * a.steps + t;
    const float* key = a.k + (step * a.kv_heads + head) * a.dk;
    const std::size_t head_at = step * a.kv_heads + head;
    if (a.decay != nullptr && a.decay_per_key) {
      for (std::size_t d = 0; d < a.dk; ++d) {
        scale_row(std::exp(a.decay[head_at * a.dk + d]), state + d * a.dv, a.dv);
      }
    } else if (a.decay != nullptr) {
      scale_row(std::exp(a.decay[head_at]), state, a.dk * a.dv);
    }
    std::copy_n(a.v + head_at * a.dv, a.dv, value);
    if (a.beta != nullptr) {
      // What the state holds for this key is replaced, not added to.
      for (std::size_t d = 0; d < a.dk; ++d) {
        scaled_add(-key[d], state + d * a.dv, value, a.dv);
      }
      scale_row(a.beta[a.beta_per_head ? head_at : step], value, a.dv);
    }
    for (std::size_t d = 0; d < a.dk; ++d) {
      scaled_add(key[d], value, state + d * a.dv, a.dv);
    }
    for (std::size_t member = 0; member < a.group; ++member) {
      const std::size_t query_head = head_at * a.group + member;
      const float* query = a.q + query_head * a.dk;
      float* y = a.y + query_head * a.dv;
      std::fill_n(y, a.dv, 0.0f);
      for (std::size_t d = 0; d < a.dk; ++d) {
        scaled_add(a.scale * query[d], state + d * a.dv, y, a.dv);
      }
    }
  }
}

}  // namespace

std::size_t linear_attention_scratch_size(const LinearAttention& attention) {
  return attention.batch * attention.kv_heads * attention.dv;
}

void linear_attention(const LinearAttention& attention, float* scratch, ThreadPool& pool) {
  pool.parallel_for(attention.batch * attention.kv_heads, [&](std::size_t task) {
    run_head(attention, task / attention.kv_heads, task % attention.kv_heads,
             scratch + task * attention.dv);
  });
}

}  // namespace sardonyx::kernels
