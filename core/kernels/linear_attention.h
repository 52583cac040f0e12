#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace sardonyx::kernels {

/// ONNX LinearAttention: a matrix per key-value head that every step decays, corrects and adds to,
/// and that queries are multiplied with. Tensors are dense: q [batch, steps, kv_heads * group *
/// dk], k [batch, steps, kv_heads * dk], v [batch, steps, kv_heads * dv].
struct LinearAttention {
  std::size_t batch = 0;
  std::size_t steps = 0;
  std::size_t kv_heads = 0;
  std::size_t group = 1;  ///< query heads per key-value head
  std::size_t dk = 0;     ///< size of a query or key
  std::size_t dv = 0;     ///< size of a value
  float scale = 1;
  const float* q = nullptr;
  const float* k = nullptr;
  const float* v = nullptr;
  /// [batch, steps, kv_heads * dk] when decay_per_key, else [batch, steps, kv_heads]; null for
  /// none.
  const float* decay = nullptr;
  bool decay_per_key = false;
  /// [batch, steps, kv_heads] when beta_per_head, else [batch, steps, 1]. Null means that values
  /// are added as they are, without the delta rule.
  const float* beta = nullptr;
  bool beta_per_head = true;
  float* state = nullptr;  ///< [batch, kv_heads, dk, dv]: the past one, becomes the present one
  float* y = nullptr;      ///< [batch, steps, kv_heads * group * dv]
};

/// Floats of scratch memory that linear_attention needs.
std::size_t linear_attention_scratch_size(const LinearAttention& attention);
void linear_attention(const LinearAttention& attention, float* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
