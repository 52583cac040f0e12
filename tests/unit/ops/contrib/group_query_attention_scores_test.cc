#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(GroupQueryAttentionScores, Softcap) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.attribute("softcap", 2.0f);
  test.input<float>({1, 2, 16}, random_floats(32, -2, 2, 46));
  test.input<float>({1, 2, 8}, random_floats(16, -2, 2, 47));
  test.input<float>({1, 2, 8}, random_floats(16, -2, 2, 48));
  test.no_input();
  test.no_input();
  test.input<std::int32_t>({1}, {1});
  test.input<std::int32_t>({1}, {2});
  test.output<float>(
      {1, 2, 16},
      {-1.93004f, -0.29406f, 1.56629f, -0.93412f, -0.86056f, 0.77511f, -0.80409f, -1.56715f,
       -1.93004f, -0.29406f, 1.56629f, -0.93412f, -0.86056f, 0.77511f, -0.80409f, -1.56715f,
       0.07426f,  1.09515f,  0.09879f, -0.59808f, 0.63993f,  0.22079f, -0.41972f, 0.08597f,
       -1.48717f, 0.01290f,  1.24203f, -0.85986f, -0.52901f, 0.65263f, -0.71916f, -1.20188f},
      kFloat);
  test.no_output();
  test.no_output();
  test.check();
}

TEST(GroupQueryAttentionScores, Window) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.attribute("local_window_size", 2);
  test.input<float>({1, 4, 16}, random_floats(64, -2, 2, 49));
  test.input<float>({1, 4, 8}, random_floats(32, -2, 2, 50));
  test.input<float>({1, 4, 8}, random_floats(32, -2, 2, 51));
  test.no_input();
  test.no_input();
  test.input<std::int32_t>({1}, {3});
  test.input<std::int32_t>({1}, {4});
  test.output<float>(
      {1, 4, 16},
      {0.70293f,  -0.69156f, -1.82115f, 0.03681f,  -0.62679f, 1.77089f,  0.57608f,  0.19113f,
       0.70293f,  -0.69156f, -1.82115f, 0.03681f,  -0.62679f, 1.77089f,  0.57608f,  0.19113f,
       -0.83049f, 1.78324f,  1.72189f,  0.05195f,  -1.35383f, 1.31449f,  -0.42675f, 0.16775f,
       0.06742f,  0.33409f,  -0.35279f, 0.04308f,  -0.92810f, 1.58174f,  0.16047f,  0.18144f,
       0.34730f,  1.16891f,  -0.02969f, 1.33842f,  -1.30332f, -1.31662f, -1.12023f, 0.60039f,
       -0.35214f, 1.55435f,  1.02604f,  0.59523f,  -1.34146f, 0.19812f,  -0.73185f, 0.35011f,
       0.57266f,  0.21321f,  -0.94061f, -1.34581f, -0.41855f, 0.33167f,  -1.76607f, -1.23300f,
       0.36162f,  1.15460f,  -0.05570f, 1.33105f,  -1.29580f, -1.33112f, -1.13220f, 0.59073f},
      kFloat);
  test.no_output();
  test.no_output();
  test.check();
}

TEST(GroupQueryAttentionScores, WindowOfAToken) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.attribute("local_window_size", 2);
  test.input<float>({1, 1, 16}, random_floats(16, -2, 2, 52));
  test.input<float>({1, 1, 8}, random_floats(8, -2, 2, 53));
  test.input<float>({1, 1, 8}, random_floats(8, -2, 2, 54));
  test.input<float>({1, 1, 3, 8}, random_floats(24, -2, 2, 55));
  test.input<float>({1, 1, 3, 8}, random_floats(24, -2, 2, 56));
  test.input<std::int32_t>({1}, {3});
  test.input<std::int32_t>({1}, {4});
  test.output<float>(
      {1, 1, 16},
      {0.25562f, -0.75821f, -0.51130f, -0.97458f, -1.08284f, 1.60481f, -0.46538f, -1.35099f,
       1.50398f, 0.25380f, -0.43369f, 1.23024f, -0.69708f, 0.82043f, -1.63473f, -1.99399f},
      kFloat);
  test.output<float>(
      {1, 1, 4, 8},
      {-1.62757f, 0.78028f, 1.88662f,  1.91512f,  -0.06456f, -1.00818f, -1.02991f, 1.93397f,
       0.12450f,  0.89355f, -0.85782f, 0.11033f,  1.45052f,  -0.75338f, -1.83560f, -1.12812f,
       -1.56661f, 0.73926f, 1.06864f,  -0.76073f, -1.79429f, -0.15853f, 1.10287f,  -0.44475f,
       1.38665f,  0.71502f, 0.24466f,  1.38506f,  -0.18050f, -1.86406f, -0.59130f, 1.09732f},
      kFloat);
  test.output<float>(
      {1, 1, 4, 8},
      {1.93677f,  -1.61624f, -0.66635f, 1.32727f,  0.69481f,  -0.34800f, -1.21444f, 0.39802f,
       -0.58221f, -1.27300f, 1.25346f,  -0.92540f, -1.00860f, 1.83238f,  -0.16555f, -1.61522f,
       1.50921f,  0.25804f,  -0.43337f, 1.23946f,  -0.69547f, 0.81715f,  -1.63962f, -1.99669f,
       -0.31927f, -1.22427f, -0.54704f, -1.98993f, -1.26049f, 1.96603f,  0.07313f,  -1.05488f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttentionScores, SmoothSoftmax) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.attribute("smooth_softmax", 1);
  test.input<float>({1, 3, 16}, random_floats(48, -2, 2, 57));
  test.input<float>({1, 3, 8}, random_floats(24, -2, 2, 58));
  test.input<float>({1, 3, 8}, random_floats(24, -2, 2, 59));
  test.no_input();
  test.no_input();
  test.input<std::int32_t>({1}, {2});
  test.input<std::int32_t>({1}, {3});
  test.output<float>(
      {1, 3, 16},
      {1.62773f, 1.16932f, -1.31332f, 0.52751f, 1.40847f,  1.83934f,  -1.59628f, -0.39210f,
       0.97801f, 0.70258f, -0.78910f, 0.31695f, 0.84626f,  1.10515f,  -0.95911f, -0.23559f,
       0.63735f, 0.72318f, -0.80295f, 0.96580f, -0.00770f, 0.02288f,  -0.37738f, -0.06753f,
       0.19645f, 0.40235f, -0.44275f, 0.81116f, -0.38056f, -0.46454f, 0.05117f,  0.03734f,
       1.07543f, 0.98682f, -0.98594f, 0.53449f, 0.81778f,  1.09205f,  -1.04936f, -0.21618f,
       0.76446f, 1.07228f, -0.76835f, 0.19198f, 0.79046f,  1.08812f,  -0.96913f, -0.11117f},
      kFloat);
  test.no_output();
  test.no_output();
  test.check();
}

TEST(GroupQueryAttentionScores, Sinks) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.input<float>({1, 3, 16}, random_floats(48, -2, 2, 60));
  test.input<float>({1, 3, 8}, random_floats(24, -2, 2, 61));
  test.input<float>({1, 3, 8}, random_floats(24, -2, 2, 62));
  test.no_input();
  test.no_input();
  test.input<std::int32_t>({1}, {2});
  test.input<std::int32_t>({1}, {3});
  test.no_input();
  test.no_input();
  test.no_input();
  test.no_input();
  test.input<float>({2}, {0.5f, -1});
  test.output<float>(
      {1, 3, 16},
      {-0.63845f, 0.05792f, -0.01492f, -0.04535f, 0.47391f, -0.06614f, -0.12132f, 0.28636f,
       -1.54614f, 0.14028f, -0.03612f, -0.10982f, 1.14767f, -0.16017f, -0.29380f, 0.69349f,
       -0.44542f, 0.51220f, -0.26165f, -0.29992f, 0.49685f, -0.01731f, -0.43616f, 0.13046f,
       -0.67860f, 0.41878f, -0.20608f, -0.25133f, 0.62957f, -0.04847f, -0.39510f, 0.25188f,
       -0.16171f, 0.54596f, -0.15512f, -0.81062f, 0.39355f, 0.34026f,  -0.96807f, -0.08600f,
       -0.48059f, 0.57876f, -0.18936f, -0.74208f, 0.61540f, 0.24648f,  -0.92980f, 0.07158f},
      kFloat);
  test.no_output();
  test.no_output();
  test.check();
}

TEST(GroupQueryAttentionScores, ScoreBias) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.input<float>({1, 2, 16}, random_floats(32, -2, 2, 63));
  test.input<float>({1, 2, 8}, random_floats(16, -2, 2, 64));
  test.input<float>({1, 2, 8}, random_floats(16, -2, 2, 65));
  test.no_input();
  test.no_input();
  test.input<std::int32_t>({1}, {1});
  test.input<std::int32_t>({1}, {2});
  test.no_input();
  test.no_input();
  test.no_input();
  test.input<float>({1, 2, 2, 2}, random_floats(8, -2, 2, 66));
  test.output<float>(
      {1, 2, 16},
      {-1.12542f, 1.47682f, -1.87439f, 0.65863f, -0.85150f, -0.49638f, -1.30942f, -0.32015f,
       -1.12542f, 1.47682f, -1.87439f, 0.65863f, -0.85150f, -0.49638f, -1.30942f, -0.32015f,
       -0.88292f, 0.62153f, -1.49790f, 0.59377f, 0.32819f,  -1.23627f, 0.40454f,  1.20797f,
       -1.11564f, 1.44231f, -1.85920f, 0.65601f, -0.80391f, -0.52623f, -1.24028f, -0.25850f},
      kFloat);
  test.no_output();
  test.no_output();
  test.check();
}

}  // namespace
}  // namespace sardonyx
