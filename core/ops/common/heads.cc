#include "core/ops/common/heads.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/attention.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {

Heads Heads::dense(std::int64_t batch, std::int64_t heads, std::int64_t length, std::int64_t size) {
  return {batch, heads, length, size, heads * length * size, length * size, size};
}

Heads Heads::columns(std::int64_t batch, std::int64_t heads, std::int64_t length, std::int64_t size,
                     std::int64_t row_stride) {
  return {batch, heads, length, size, length * row_stride, size, row_stride};
}

Heads Heads::of(const Shape& shape, std::int64_t heads) {
  return shape.rank() == 4 ? dense(shape[0], shape[1], shape[2], shape[3])
                           : columns(shape[0], heads, shape[1], shape[2] / heads, shape[2]);
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

const SymbolicShape& check_past(const InferContext& context, int i, const SymbolicShape& now) {
  context.require_rank(i, 4, 4);
  const SymbolicShape& past = context.shape(i);
  context.require(!certainly_differ(past[0], now[0]) && !certainly_differ(past[1], now[1]) &&
                      !certainly_differ(past[3], now[3]),
                  "input ", i, " has shape ", past, ", which does not continue ", now);
  return past;
}

Tensor with_past(const RunContext& context, const Tensor& now, int past_input, int output,
                 Heads& layout) {
  const bool wanted = context.has_output(output);
  if (!context.has_input(past_input) && !wanted) {
    return now;
  }
  const kernels::ComputeType type = *compute_type_of(now.dtype());
  const Tensor past = context.has_input(past_input)
                          ? as_computed(context, context.input(past_input), type)
                          : Tensor();
  const std::int64_t before = past.has_data() ? past.dim(2) : 0;
  const Heads joined =
      Heads::dense(layout.batch, layout.heads, before + layout.length, layout.size);
  Tensor all = wanted ? computed_output(context, output, type)
                      : context.allocate(now.dtype(), Shape{joined.batch, joined.heads,
                                                            joined.length, joined.size});
  const std::size_t size = element_size(now.dtype());
  copy_heads(Heads::dense(layout.batch, layout.heads, before, layout.size), past.raw(), joined, 0,
             all.raw(), size);
  copy_heads(layout, now.raw(), joined, before, all.raw(), size);
  if (wanted) {
    store_computed(context, output, all);
  }
  layout = joined;
  return all;
}

void attend_heads(const RunContext& context, const HeadsView& q, const HeadsView& k,
                  const HeadsView& v, const AttentionOptions& options, const FillScoreBias* fill,
                  float* y, const Heads& of_y) {
  const Heads& of_q = q.layout;
  kernels::AttentionHead<float> like;
  like.queries = static_cast<std::size_t>(of_q.length);
  like.keys = static_cast<std::size_t>(k.layout.length);
  like.size = static_cast<std::size_t>(of_q.size);
  like.value_size = static_cast<std::size_t>(v.layout.size);
  like.q = {q.data, static_cast<std::ptrdiff_t>(of_q.row_stride), 1};
  like.k = {k.data, static_cast<std::ptrdiff_t>(k.layout.row_stride), 1};
  like.v = {v.data, static_cast<std::ptrdiff_t>(v.layout.row_stride), 1};
  like.scale = options.scale != 0 ? options.scale : 1 / std::sqrt(static_cast<float>(of_q.size));
  like.softcap = options.softcap;
  like.sink = options.sinks;
  like.copy = kernels::AttentionHead<float>::Copy::kBiased;
  like.y_stride = static_cast<std::ptrdiff_t>(of_y.row_stride);
  like.bias_stride = static_cast<std::ptrdiff_t>(like.keys);
  const std::size_t bias_size = fill != nullptr ? like.queries * like.keys : 0;
  const auto heads = static_cast<std::size_t>(of_q.batch * of_q.heads);
  const std::span<float> memory = context.scratch<float>(
      bias_size + kernels::attention_scratch_size(like, heads, context.threads().threads()));
  const auto head_at = [&](std::size_t i) {
    const auto b = static_cast<std::int64_t>(i) / of_q.heads;
    const auto h = static_cast<std::int64_t>(i) % of_q.heads;
    const std::int64_t shared = h / (of_q.heads / k.layout.heads);
    kernels::AttentionHead<float> head = like;
    head.bias = fill != nullptr ? memory.data() : nullptr;
    head.q.data = q.data + of_q.offset(b, h);
    head.k.data = k.data + k.layout.offset(b, shared);
    head.v.data = v.data + v.layout.offset(b, shared);
    head.y = y + of_y.offset(b, h);
    head.sink = options.sinks != nullptr ? options.sinks + h : nullptr;
    if (options.scores != nullptr) {
      head.scores = options.scores + static_cast<std::int64_t>(i) * of_q.length * k.layout.length;
    }
    return head;
  };
  float* const scratch = memory.data() + bias_size;
  if (fill == nullptr) {
    kernels::attention(heads, head_at, scratch, context.threads());
    return;
  }
  for (std::size_t i = 0; i < heads; ++i) {
    (*fill)(static_cast<std::int64_t>(i) / of_q.heads, static_cast<std::int64_t>(i) % of_q.heads,
            memory.data());
    kernels::attention(
        1, [&](std::size_t) { return head_at(i); }, scratch, context.threads());
  }
}

}  // namespace sardonyx
