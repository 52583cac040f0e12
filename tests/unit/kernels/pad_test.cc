#include "core/kernels/pad.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/unit/kernels/elements.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::for_each_index;
using testing::numbered;
using testing::numbered_elements;
using testing::offset_of;
using testing::product;
using testing::Random;
using Dims = std::vector<std::int64_t>;

// The index in an axis of `extent` elements that stands at `at`, found by walking from the nearest
// edge; -1 for the constant.
std::int64_t walk_to(PadMode mode, std::int64_t at, std::int64_t extent) {
  if (at >= 0 && at < extent) return at;
  switch (mode) {
    case PadMode::kConstant:
      return -1;
    case PadMode::kEdge:
      return at < 0 ? 0 : extent - 1;
    case PadMode::kWrap:
      while (at < 0) at += extent;
      while (at >= extent) at -= extent;
      return at;
    case PadMode::kReflect:
      while (extent > 1 && (at < 0 || at >= extent)) at = at < 0 ? -at : 2 * (extent - 1) - at;
      return extent > 1 ? at : 0;
  }
  return -1;
}

class Pad : public ::testing::TestWithParam<std::size_t> {
 protected:
  ThreadPool pool_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Threads, Pad, ::testing::Values(1, 3));

TEST_P(Pad, AllModesCropFirstAndPadThen) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const PadMode mode = random.pick(
        std::vector{PadMode::kConstant, PadMode::kReflect, PadMode::kEdge, PadMode::kWrap});
    Dims shape(static_cast<std::size_t>(random.between(0, 5)));
    Dims begins;
    Dims y_shape;
    Dims crops;
    Dims kept;
    for (std::int64_t& extent : shape) {
      extent = random.pick(Dims{1, 2, 3, 4, 5, 9, 17});
      if (mode == PadMode::kConstant && random.between(0, 20) == 0) extent = 0;
      const std::int64_t crop_begin = random.between(0, 3) == 0 ? random.between(0, extent / 2) : 0;
      const std::int64_t crop_end =
          random.between(0, 3) == 0 ? random.between(0, (extent - 1) / 2) : 0;
      const bool padded = random.coin();
      const std::int64_t begin = padded && crop_begin == 0 ? random.between(0, 7) : 0;
      const std::int64_t end = padded && crop_end == 0 ? random.between(0, 7) : 0;
      begins.push_back(begin - crop_begin);
      crops.push_back(crop_begin);
      kept.push_back(extent - crop_begin - crop_end);
      y_shape.push_back(begin + kept.back() + end);
    }
    if (product(y_shape) > 200000) continue;
    with_element_type(random.pick(testing::kAllKinds), [&]<class T>() {
      const auto x = numbered_elements<T>(static_cast<std::size_t>(product(shape)));
      const T value = numbered<T>(9999);
      std::vector<T> y(static_cast<std::size_t>(product(y_shape)));
      pad(element_kind(sizeof(T), std::is_same_v<T, std::string>), x.data(), shape, begins, mode,
          &value, y.data(), y_shape, pool_);
      for_each_index(y_shape, [&](const Dims& index) {
        Dims from(index);
        bool outside = false;
        for (std::size_t a = 0; a < from.size(); ++a) {
          const std::int64_t begin = begins[a] + crops[a];
          const std::int64_t at = walk_to(mode, index[a] - begin, kept[a]);
          outside = outside || at < 0;
          from[a] = crops[a] + at;
        }
        ASSERT_EQ(y[offset_of(index, y_shape)], outside ? value : x[offset_of(from, shape)]);
      });
    });
    if (HasFatalFailure()) return;
  }
}

TEST_P(Pad, NothingCannotBeMirrored) {
  const Dims shape{2, 0};
  const Dims begins{0, 1};
  const Dims y_shape{2, 3};
  std::vector<float> y(6);
  const float value = 5.0f;
  EXPECT_THROW(pad(ElementKind::kBytes4, nullptr, shape, begins, PadMode::kEdge, nullptr, y.data(),
                   y_shape, pool_),
               Error);
  pad(ElementKind::kBytes4, nullptr, shape, begins, PadMode::kConstant, &value, y.data(), y_shape,
      pool_);
  EXPECT_EQ(y, std::vector<float>(6, value));
}

}  // namespace
}  // namespace sardonyx::kernels
