#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest mel(std::int64_t bins, std::int64_t dft_length, float low, float high,
           std::int64_t rate = 8192) {
  OpTest test("MelWeightMatrix", 17);
  test.input<std::int64_t>({}, {bins})
      .input<std::int64_t>({}, {dft_length})
      .input<std::int64_t>({}, {rate})
      .input<float>({}, {low})
      .input<float>({}, {high});
  return test;
}

TEST(MelWeightMatrix, Triangles) {
  mel(4, 16, 0, 4096).expect<float>({9, 4}, {1, 0, 0, 0, 0, 1, 0, 0,    0, 0, 1, 0,
                                             0, 0, 0, 1, 0, 0, 0, 0.5f, 0, 0, 0, 0,
                                             0, 0, 0, 0, 0, 0, 0, 0,    0, 0, 0, 0});
}

TEST(MelWeightMatrix, OtherTypesAndNoBands) {
  OpTest test = mel(1, 2, 0, 1000);
  test.attribute("output_datatype", static_cast<int>(DType::kDouble))
      .expect<double>({2, 1}, {1, 0});
  mel(0, 16, 0, 4096).expect<float>({9, 0}, std::vector<float>{});
}

TEST(MelWeightMatrix, Errors) {
  mel(4, 16, 0, 40960).expect_error("lies outside of the spectrogram's 9 bins");
  mel(4, 16, -800, 4096).expect_error("lies outside of the spectrogram's 9 bins");
  mel(-4, 16, 0, 4096).expect_error("input 0 is -4");
  mel(4, 16, 0, 4096, 0).expect_error("input 2 is 0");
}

}  // namespace
}  // namespace sardonyx
