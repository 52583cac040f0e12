#include "core/simd/shuffle.h"

#include <gtest/gtest.h>

namespace sardonyx::simd {
namespace {

void expect_all(const F32x4& packet, float expected) {
  float lanes[4];
  pstoreu(lanes, packet);
  for (const float lane : lanes) EXPECT_EQ(lane, expected);
}

TEST(ShuffleTest, BroadcastsLanes) {
  const float values[] = {1, 2, 3, 4};
  const F32x4 packet = ploadu<F32x4>(values);
  expect_all(broadcast_lane<0>(packet), 1);
  expect_all(broadcast_lane<1>(packet), 2);
  expect_all(broadcast_lane<2>(packet), 3);
  expect_all(broadcast_lane<3>(packet), 4);
}

}  // namespace
}  // namespace sardonyx::simd
