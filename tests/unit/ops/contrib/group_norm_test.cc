// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GroupNorm, ChannelsLast) {
  OpTest("GroupNorm", 1, "com.microsoft")
      .attribute("groups", 2)
      .attribute("activation", 0)
      .input<float>({1, 2, 2, 4}, {-1.0f, -0.5f, 1.5f, 1.0f, -2.0f, -0.75f, -2.0f, 1.5f, -0.25f,
                                   -1.25f, 1.0f, 1.5f, -1.75f, 0.0f, -0.5f, 1.0f})
      .input<float>({4}, {1.75f, 0.25f, 1.0f, -0.75f})
      .input<float>({4}, {0.25f, 0.0f, 1.0f, -2.0f})
      .output<float>({1, 2, 2, 4},
                     {0.08389927f, 0.16610074f, 1.750476f, -2.2412245f, -2.5737126f, 0.07118603f,
                      -1.251428f, -2.562857f, 2.0771081f, -0.11864338f, 1.3216326f, -2.562857f,
                      -1.9093095f, 0.35593015f, 0.035102267f, -2.2412245f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GroupNorm, ChannelsFirstAndSwish) {
  OpTest("GroupNorm", 1, "com.microsoft")
      .attribute("groups", 2)
      .attribute("activation", 1)
      .attribute("channels_last", 0)
      .attribute("epsilon", 0.25f)
      .input<float>({1, 4, 2, 2}, {-1.0f, -2.0f, -0.25f, -1.75f, -0.5f, -0.75f, -1.25f, 0.0f, 1.5f,
                                   -2.0f, 1.0f, -0.5f, 1.0f, 1.5f, 1.5f, 1.0f})
      .input<float>({4}, {1.75f, 0.25f, 1.0f, -0.75f})
      .input<float>({4}, {0.25f, 0.0f, 1.0f, -2.0f})
      .output<float>({1, 4, 2, 2},
                     {0.062316276f, -0.2385067f, 1.4429226f, -0.27481517f, 0.070512414f,
                      0.02915069f, -0.045015074f, 0.16169252f, 1.4264514f, -0.27323923f, 1.017166f,
                      0.059802175f, -0.21732384f, -0.18792735f, -0.18792735f, -0.21732384f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GroupNorm, Skip) {
  OpTest("SkipGroupNorm", 1, "com.microsoft")
      .attribute("groups", 1)
      .attribute("activation", 0)
      .input<float>({1, 2, 2, 4}, {-1.0f, -0.5f, 1.5f, 1.0f, -2.0f, -0.75f, -2.0f, 1.5f, -0.25f,
                                   -1.25f, 1.0f, 1.5f, -1.75f, 0.0f, -0.5f, 1.0f})
      .input<float>({4}, {1.75f, 0.25f, 1.0f, -0.75f})
      .input<float>({4}, {0.25f, 0.0f, 1.0f, -2.0f})
      .input<float>({1, 4}, {-1.0f, -2.0f, 2.0f, 0.25f})
      .input<float>({4}, {0.0f, 0.0f, -2.0f, 1.5f})
      .output<float>({1, 2, 2, 4},
                     {-0.8752728f, -0.21324413f, 1.8267311f, -3.0137298f, -1.6101449f, -0.23948956f,
                      0.35698694f, -3.1712024f, -0.3241188f, -0.29198042f, 1.6167676f, -3.1712024f,
                      -1.4264269f, -0.16075327f, 0.98687726f, -3.0137298f},
                     Tolerance{1e-5, 1e-6})
      .output<float>({1, 2, 2, 4},
                     {-2.0f, -2.5f, 1.5f, 2.75f, -3.0f, -2.75f, -2.0f, 3.25f, -1.25f, -3.25f, 1.0f,
                      3.25f, -2.75f, -2.0f, -0.5f, 2.75f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GroupNorm, SkipOfTheWholeShape) {
  OpTest("SkipGroupNorm", 1, "com.microsoft")
      .attribute("groups", 4)
      .attribute("activation", 1)
      .input<float>({1, 2, 2, 4}, {-1.0f, -0.5f, 1.5f, 1.0f, -2.0f, -0.75f, -2.0f, 1.5f, -0.25f,
                                   -1.25f, 1.0f, 1.5f, -1.75f, 0.0f, -0.5f, 1.0f})
      .input<float>({4}, {1.75f, 0.25f, 1.0f, -0.75f})
      .input<float>({4}, {0.25f, 0.0f, 1.0f, -2.0f})
      .input<float>({1, 2, 2, 4}, {-1.0f, -0.5f, 1.5f, 1.0f, -2.0f, -0.75f, -2.0f, 1.5f, -0.25f,
                                   -1.25f, 1.0f, 1.5f, -1.75f, 0.0f, -0.5f, 1.0f})
      .output<float>(
          {1, 2, 2, 4},
          {0.63002694f, 0.035869975f, 1.8659086f, -0.27837527f, -0.26475903f, -0.03346712f,
           -0.17817804f, -0.16523972f, 2.6460905f, -0.14359242f, 1.4698007f, -0.16523972f,
           -0.27085027f, 0.20309307f, 0.41493207f, -0.27837527f},
          Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
