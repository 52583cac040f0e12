#include "core/kernels/conv.h"

#include "core/kernels/conv/pass.h"

namespace sardonyx::kernels {

namespace {

// Without taps to either side the spatial axes are one: whole planes become rows of a matrix.
void join_axes(ConvPass& pass) {
  for (std::size_t a = 0; a < kMaxSpatialRank; ++a) {
    const PassAxis& axis = pass.axes[a];
    if (axis.taps != 1 || axis.in_step != 1 || axis.tap_first != 0 || axis.outputs != axis.input) {
      return;
    }
  }
  PassAxis whole;
  whole.outputs = whole.input = pass.outputs();
  pass.output = {1, 1, whole.outputs};
  pass.axes = {PassAxis{}, PassAxis{}, whole};
}

// An axis of one index behind others makes rows of one value of them.
void drop_last_axis(ConvPass& pass) {
  const PassAxis& last = pass.axes[2];
  if (last.taps == 1 && last.outputs == 1 && last.input == 1 && last.tap_first == 0) {
    pass.axes = {PassAxis{}, pass.axes[0], pass.axes[1]};
    pass.output = {1, pass.output[0], pass.output[1]};
  }
}

ConvPass make_pass(const ConvShape& shape) {
  ConvPass pass;
  pass.batch = static_cast<std::ptrdiff_t>(shape.batch);
  pass.groups = static_cast<std::ptrdiff_t>(shape.groups);
  pass.in_channels = static_cast<std::ptrdiff_t>(shape.in_channels / shape.groups);
  pass.out_channels = static_cast<std::ptrdiff_t>(shape.out_channels / shape.groups);
  for (std::size_t a = 0; a < kMaxSpatialRank; ++a) {
    const WindowAxis& window = shape.window.axes[a];
    PassAxis& axis = pass.axes[a];
    axis.outputs = static_cast<std::ptrdiff_t>(window.output);
    axis.input = static_cast<std::ptrdiff_t>(window.input);
    axis.in_step = window.stride;
    axis.taps = static_cast<std::ptrdiff_t>(window.kernel);
    axis.tap_first = -window.pad_begin;
    axis.tap_step = window.dilation;
    pass.output[a] = axis.outputs;
  }
  join_axes(pass);
  drop_last_axis(pass);
  return pass;
}

ConvKernel kernel_of(const ConvShape& shape, const ConvPass& pass) {
  if (shape.kernel != ConvKernel::kChosen) return shape.kernel;
  if (is_planar(pass)) {
    return depthwise_pays(pass) ? ConvKernel::kDepthwise : ConvKernel::kPlanar;
  }
  if (!shape.exact && winograd_pays(pass)) return ConvKernel::kWinograd;
  return pointwise_pays(pass) ? ConvKernel::kPointwise : ConvKernel::kDense;
}

// Two kernels share the planar one's weights, the others the dense kernel's.
bool has_planar_weights(const ConvShape& shape, const ConvPass& pass) {
  const ConvKernel kernel = kernel_of(shape, pass);
  return kernel == ConvKernel::kPlanar || kernel == ConvKernel::kDepthwise;
}

}  // namespace

ConvKernel chosen_kernel(const ConvShape& shape) {
  return kernel_of(shape, make_pass(shape));
}

bool kernel_fits(const ConvShape& shape, ConvKernel kernel) {
  const ConvPass pass = make_pass(shape);
  if (kernel == ConvKernel::kWinograd) return !shape.exact && winograd_fits(pass);
  if (kernel == ConvKernel::kDepthwise) return depthwise_fits(pass);
  return kernel != ConvKernel::kPointwise || pointwise_fits(pass);
}

std::size_t packed_conv_weights_size(const ConvShape& shape) {
  const ConvPass pass = make_pass(shape);
  if (has_planar_weights(shape, pass)) return packed_planar_weights_size(pass);
  return packed_dense_weights_size(pass);
}

void pack_conv_weights(const ConvShape& shape, const float* w, float* packed) {
  const ConvPass pass = make_pass(shape);
  const std::ptrdiff_t width = pass.axes[2].taps;
  const std::ptrdiff_t plane = pass.axes[1].taps * width;
  const std::ptrdiff_t taps = pass.taps();
  const WeightView view{w,
                        pass.out_channels * pass.in_channels * taps,
                        pass.in_channels * taps,
                        taps,
                        {plane, width, 1}};
  if (has_planar_weights(shape, pass)) return pack_planar_weights(pass, view, packed);
  pack_dense_weights(pass, view, packed);
}

std::size_t conv_scratch_size(const ConvShape& shape, std::size_t threads) {
  const ConvPass pass = make_pass(shape);
  switch (kernel_of(shape, pass)) {
    case ConvKernel::kPlanar:
      return planar_scratch_size(pass, threads);
    case ConvKernel::kDepthwise:
      return depthwise_scratch_size(pass, threads);
    case ConvKernel::kWinograd:
      return winograd_scratch_size(pass, threads);
    case ConvKernel::kPointwise:
      return pointwise_scratch_size(pass, threads);
    default:
      return dense_scratch_size(pass, threads);
  }
}

void conv(const ConvShape& shape, const float* x, const float* packed_weights,
          const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  const ConvPass pass = make_pass(shape);
  switch (kernel_of(shape, pass)) {
    case ConvKernel::kPlanar:
      return run_planar(pass, x, packed_weights, epilogue, y, scratch, pool);
    case ConvKernel::kDepthwise:
      return run_depthwise(pass, x, packed_weights, epilogue, y, scratch, pool);
    case ConvKernel::kWinograd:
      return run_winograd(pass, x, packed_weights, epilogue, y, scratch, pool);
    case ConvKernel::kPointwise:
      return run_pointwise(pass, x, packed_weights, epilogue, y, scratch, pool);
    default:
      return run_dense(pass, x, packed_weights, epilogue, y, scratch, pool);
  }
}

}  // namespace sardonyx::kernels
