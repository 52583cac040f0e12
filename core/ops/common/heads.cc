#include "core/ops/common/heads.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/attention.h"

namespace sardonyx {

Heads Heads::dense(std::int64_t batch, std::int64_t heads, std::int64_t length, std::int64_t size) {
  return {batch, heads, length, size, heads * length * size, length * size, size};
}

Heads Heads::columns(std::int64_t batch, std::int64_t heads, std::int64_t length, std::int64_t size,
                     std::int64_t row_stride) {
  return {batch, heads, length, size, length * row_stride, size, row_stride};
}

Heads Heads::entry() const {
  Heads one = *this;
  one.batch = 1;
  return one;
}

void copy_heads(const Heads& from, const void* x, const Heads& to, std::int64_t first_row, void* y,
                std::size_t element_size) {
  const auto bytes = static_cast<std::int64_t>(element_size);
  const auto* source = static_cast<const std::byte*>(x);
  auto* target = static_cast<std::byte*>(y);
  const bool whole = from.row_stride == from.size && to.row_stride == to.size;
  const std::int64_t rows = whole ? 1 : from.length;
  const std::int64_t run = (whole ? from.length : 1) * from.size * bytes;
  for (std::int64_t b = 0; b < from.batch; ++b) {
    for (std::int64_t h = 0; h < from.heads; ++h) {
      for (std::int64_t row = 0; row < rows && run > 0; ++row) {
        std::copy_n(source + (from.offset(b, h) + row * from.row_stride) * bytes, run,
                    target + (to.offset(b, h) + (first_row + row) * to.row_stride) * bytes);
      }
    }
  }
}

void attend_heads(const RunContext& context, const HeadsView& q, const HeadsView& k,
                  const HeadsView& v, const AttentionOptions& options, const FillScoreBias* fill,
                  float* y, const Heads& of_y) {
  const Heads& of_q = q.layout;
  kernels::AttentionHead<float> head;
  head.queries = static_cast<std::size_t>(of_q.length);
  head.keys = static_cast<std::size_t>(k.layout.length);
  head.size = static_cast<std::size_t>(of_q.size);
  head.value_size = static_cast<std::size_t>(v.layout.size);
  head.q = {q.data, static_cast<std::ptrdiff_t>(of_q.row_stride), 1};
  head.k = {k.data, static_cast<std::ptrdiff_t>(k.layout.row_stride), 1};
  head.v = {v.data, static_cast<std::ptrdiff_t>(v.layout.row_stride), 1};
  head.scale = options.scale != 0 ? options.scale : 1 / std::sqrt(static_cast<float>(of_q.size));
  head.softcap = options.softcap;
  head.sink = options.sinks;
  head.copy = kernels::AttentionHead<float>::Copy::kBiased;
  head.y_stride = static_cast<std::ptrdiff_t>(of_y.row_stride);
  const std::size_t bias_size = fill != nullptr ? head.queries * head.keys : 0;
  const std::span<float> memory =
      context.scratch<float>(bias_size + kernels::attention_scratch_size(head));
  for (std::int64_t b = 0; b < of_q.batch; ++b) {
    for (std::int64_t h = 0; h < of_q.heads; ++h) {
      const std::int64_t shared = h / (of_q.heads / k.layout.heads);
      if (fill != nullptr) {
        (*fill)(b, h, memory.data());
        head.bias = memory.data();
      }
      head.q.data = q.data + of_q.offset(b, h);
      head.k.data = k.data + k.layout.offset(b, shared);
      head.v.data = v.data + v.layout.offset(b, shared);
      head.y = y + of_y.offset(b, h);
      head.sink = options.sinks != nullptr ? options.sinks + h : nullptr;
      if (options.scores != nullptr) {
        head.scores = options.scores + (b * of_q.heads + h) * of_q.length * k.layout.length;
      }
      kernels::attention_head(head, memory.data() + bias_size, context.threads());
    }
  }
}

}  // namespace sardonyx
