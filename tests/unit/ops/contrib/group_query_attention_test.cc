#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};
constexpr Tolerance kHalf{.rtol = 3e-3, .atol = 3e-3};

TEST(GroupQueryAttention, FirstPrompt) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.input<float>({2, 3, 16}, random_floats(96, -2, 2, 5));
  test.input<float>({2, 3, 8}, random_floats(48, -2, 2, 6));
  test.input<float>({2, 3, 8}, random_floats(48, -2, 2, 7));
  test.input<float>({2, 1, 0, 8}, std::vector<float>{});
  test.input<float>({2, 1, 0, 8}, std::vector<float>{});
  test.input<std::int32_t>({2}, {2, 1});
  test.input<std::int32_t>({1}, {3});
  test.output<float>(
      {2, 3, 16},
      {-1.69477f, -1.09064f, 1.11968f,  -0.72411f, -0.24636f, 1.91289f,  0.89386f,  -0.17766f,
       -1.69477f, -1.09064f, 1.11968f,  -0.72411f, -0.24636f, 1.91289f,  0.89386f,  -0.17766f,
       1.58330f,  -0.79735f, 0.24198f,  -0.92443f, -0.01838f, -1.32808f, -1.47436f, -0.30931f,
       -1.53031f, -1.07593f, 1.07564f,  -0.73416f, -0.23493f, 1.75030f,  0.77505f,  -0.18427f,
       -0.80551f, -1.79443f, 0.09832f,  -0.02281f, 0.59485f,  1.30964f,  1.00207f,  -0.61437f,
       -1.07169f, -1.03970f, 0.94804f,  -0.75755f, -0.19825f, 1.29855f,  0.44833f,  -0.20514f,
       -0.47624f, -0.42823f, -1.73625f, 0.69732f,  -0.84742f, 0.68927f,  1.63837f,  0.77613f,
       -0.47624f, -0.42823f, -1.73625f, 0.69732f,  -0.84742f, 0.68927f,  1.63837f,  0.77613f,
       -0.90081f, -0.54725f, -0.75767f, 1.34398f,  0.78207f,  -0.34898f, -0.60340f, 0.91988f,
       -1.02503f, -0.58207f, -0.47139f, 1.53316f,  1.25878f,  -0.65272f, -1.25924f, 0.96194f,
       -0.73519f, -0.50082f, -1.13940f, 1.09173f,  0.14644f,  0.05602f,  0.27107f,  0.86380f,
       -0.94996f, -0.56103f, -0.64440f, 1.41883f,  0.97069f,  -0.46916f, -0.86290f, 0.93652f},
      kFloat);
  test.output<float>(
      {2, 1, 3, 8},
      {1.57144f,  1.78990f,  -0.67208f, -1.16237f, 1.28492f,  -1.74298f, -1.83321f, -0.51956f,
       -1.56937f, 1.94012f,  0.38021f,  -1.60211f, 0.11927f,  0.43389f,  -0.32477f, 0.12159f,
       -0.65837f, -0.06867f, 0.49008f,  1.30084f,  -0.24743f, 1.02005f,  0.94353f,  -0.44010f,
       0.07215f,  -1.04075f, 0.31543f,  -1.37754f, 0.58142f,  0.89731f,  1.96090f,  1.65678f,
       1.27943f,  -0.10790f, -0.34720f, 0.71402f,  1.50507f,  1.20688f,  1.29504f,  -0.16726f,
       -1.78210f, 0.69534f,  0.87455f,  -1.40862f, 1.20868f,  -0.57162f, 0.94563f,  0.46591f},
      kFloat);
  test.output<float>(
      {2, 1, 3, 8},
      {-1.69477f, -1.09064f, 1.11968f,  -0.72411f, -0.24636f, 1.91289f,  0.89386f,  -0.17766f,
       1.91196f,  -0.76795f, 0.15398f,  -0.94452f, 0.00448f,  -1.65303f, -1.71180f, -0.32251f,
       -0.92624f, -1.93636f, -0.00047f, 0.11106f,  0.71692f,  1.47521f,  1.21496f,  -0.67664f,
       -0.47624f, -0.42823f, -1.73625f, 0.69732f,  -0.84742f, 0.68927f,  1.63837f,  0.77613f,
       -1.14646f, -0.61611f, -0.19150f, 1.71811f,  1.72482f,  -0.94967f, -1.90040f, 1.00305f,
       0.40220f,  -0.98042f, 1.80052f,  1.40518f,  -1.07879f, -1.30379f, 0.19396f,  1.16305f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, FirstPromptWithoutPast) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.input<float>({1, 3, 16}, random_floats(48, -2, 2, 8));
  test.input<float>({1, 3, 8}, random_floats(24, -2, 2, 9));
  test.input<float>({1, 3, 8}, random_floats(24, -2, 2, 10));
  test.no_input();
  test.no_input();
  test.input<std::int32_t>({1}, {2});
  test.input<std::int32_t>({1}, {3});
  test.output<float>(
      {1, 3, 16},
      {1.08528f, -0.80496f, -1.91699f, -0.02164f, 0.53459f,  -0.22794f, 0.99522f, 1.32765f,
       1.08528f, -0.80496f, -1.91699f, -0.02164f, 0.53459f,  -0.22794f, 0.99522f, 1.32765f,
       0.60321f, -0.30213f, -1.55644f, -0.85111f, -0.23510f, 0.24243f,  1.01594f, 0.32690f,
       0.42572f, -0.11699f, -1.42369f, -1.15653f, -0.51850f, 0.41562f,  1.02357f, -0.04157f,
       0.50620f, -0.35152f, -1.57079f, -0.86095f, -0.15998f, 0.25836f,  1.06068f, 0.40583f,
       0.29758f, -0.35712f, -1.54358f, -0.98705f, -0.15211f, 0.34522f,  1.12978f, 0.38829f},
      kFloat);
  test.output<float>(
      {1, 1, 3, 8},
      {-1.95850f, -0.54216f, 0.00750f,  -0.00348f, -0.01691f, -1.96983f, -1.46468f, -0.73510f,
       -1.43156f, -1.94671f, -1.12577f, 1.50888f,  -0.32597f, -1.44989f, -1.00760f, -1.44555f,
       -1.66376f, -0.41646f, -0.61801f, -0.02138f, -1.33289f, -0.73716f, 1.51424f,  -0.50420f},
      kFloat);
  test.output<float>(
      {1, 1, 3, 8},
      {1.08528f,  -0.80496f, -1.91699f, -0.02164f, 0.53459f,  -0.22794f, 0.99522f, 1.32765f,
       -0.00597f, 0.33329f,  -1.10081f, -1.89931f, -1.20775f, 0.83683f,  1.04212f, -0.93774f,
       -1.32356f, -0.94559f, -1.64664f, -1.39849f, 0.74144f,  0.73527f,  1.81357f, 1.26641f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, Token) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.input<float>({2, 1, 16}, random_floats(32, -2, 2, 11));
  test.input<float>({2, 1, 8}, random_floats(16, -2, 2, 12));
  test.input<float>({2, 1, 8}, random_floats(16, -2, 2, 13));
  test.input<float>({2, 1, 2, 8}, random_floats(32, -2, 2, 14));
  test.input<float>({2, 1, 2, 8}, random_floats(32, -2, 2, 15));
  test.input<std::int32_t>({2}, {2, 1});
  test.input<std::int32_t>({1}, {3});
  test.output<float>(
      {2, 1, 16},
      {0.95865f,  0.53392f,  -0.96178f, 1.17293f,  1.11383f,  1.52585f,  1.64095f,  -1.09728f,
       -0.18392f, 1.26983f,  -0.29719f, -0.74000f, -0.09750f, 1.33480f,  0.11010f,  0.16016f,
       -0.18792f, -0.28499f, -0.67762f, 1.29821f,  1.18118f,  -0.95845f, -0.13249f, 0.47112f,
       -0.80207f, -0.67485f, -0.82284f, 1.38437f,  1.40133f,  -1.36855f, -0.49732f, 0.26280f},
      kFloat);
  test.output<float>(
      {2, 1, 3, 8},
      {0.05577f,  1.68757f,  1.09266f,  0.63634f,  1.48171f,  -0.53487f, -1.96781f, -1.40398f,
       -0.76106f, -1.19486f, 1.83041f,  -1.11202f, 0.05247f,  -0.72230f, -0.72686f, -0.54352f,
       -1.38335f, -0.21511f, 0.96020f,  1.49355f,  -0.94674f, -1.65426f, 0.13496f,  0.89441f,
       0.15680f,  0.15605f,  -1.11498f, 0.72570f,  1.22593f,  0.13980f,  -0.63098f, -1.01003f,
       -1.94170f, -0.59809f, 1.67499f,  -1.86414f, 1.60286f,  -0.81825f, -1.86631f, -1.66990f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f},
      kFloat);
  test.output<float>(
      {2, 1, 3, 8},
      {1.39527f,  1.25432f,  -1.28442f, 0.36542f,  -1.78255f, -1.55605f, -0.55385f, 1.27445f,
       -0.89840f, 1.70657f,  0.12000f,  -1.90019f, -0.77632f, 1.28919f,  -0.78210f, 0.87970f,
       1.11081f,  0.42937f,  -1.04984f, 1.43774f,  1.29711f,  1.57193f,  1.86300f,  -1.28339f,
       -1.55304f, -1.15156f, -1.00040f, 1.48972f,  1.67052f,  -1.87002f, -0.94341f, 0.00807f,
       1.89040f,  1.03434f,  -0.18620f, 1.00665f,  0.43617f,  0.42937f,  1.10211f,  1.17609f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, TokenWithRoom) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.attribute("scale", 0.25f);
  test.input<float>({1, 1, 16}, random_floats(16, -2, 2, 16));
  test.input<float>({1, 1, 8}, random_floats(8, -2, 2, 17));
  test.input<float>({1, 1, 8}, random_floats(8, -2, 2, 18));
  test.input<float>({1, 1, 4, 8}, random_floats(32, -2, 2, 19));
  test.input<float>({1, 1, 4, 8}, random_floats(32, -2, 2, 20));
  test.input<std::int32_t>({1}, {2});
  test.input<std::int32_t>({1}, {3});
  test.output<float>(
      {1, 1, 16},
      {-0.55485f, 0.82883f, 1.09657f, 1.61520f, 0.69693f, 1.07266f, 0.52437f, -0.38445f, -0.21679f,
       -0.05349f, 0.71098f, 0.97448f, 0.92377f, 0.33333f, -0.11568f, 0.24356f},
      kFloat);
  test.output<float>(
      {1, 1, 4, 8},
      {-1.60987f, -0.27813f, 1.04500f,  -0.34903f, -1.01225f, 0.86124f,  -1.44747f, -0.96849f,
       -0.67421f, 0.70253f,  -1.66800f, -1.83915f, 0.68791f,  -1.52986f, 1.22638f,  -1.96741f,
       -0.82134f, -1.27289f, 0.12235f,  1.37694f,  -1.23392f, 1.55546f,  -1.72840f, 1.22729f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f},
      kFloat);
  test.output<float>(
      {1, 1, 4, 8},
      {0.35252f,  1.54965f,  1.59085f, 1.81765f,  1.56612f,  1.80911f,  1.26335f,  0.48596f,
       -1.85644f, 0.56142f,  0.76703f, 1.80181f,  -0.48528f, 0.69146f,  0.07404f,  -1.83531f,
       0.60150f,  -1.69596f, 0.02181f, -0.26950f, 1.51441f,  -1.02181f, -1.27264f, 1.63350f,
       0.00000f,  0.00000f,  0.00000f, 0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, ContinuedPrompt) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.input<float>({1, 2, 16}, random_floats(32, -2, 2, 21));
  test.input<float>({1, 2, 8}, random_floats(16, -2, 2, 22));
  test.input<float>({1, 2, 8}, random_floats(16, -2, 2, 23));
  test.input<float>({1, 1, 1, 8}, random_floats(8, -2, 2, 24));
  test.input<float>({1, 1, 1, 8}, random_floats(8, -2, 2, 25));
  test.input<std::int32_t>({1}, {2});
  test.input<std::int32_t>({1}, {3});
  test.output<float>(
      {1, 2, 16},
      {0.86485f,  0.73721f,  0.96545f, -0.70020f, -0.03554f, -0.41318f, -1.08800f, -0.59081f,
       0.13642f,  0.68153f,  1.71836f, -1.21274f, 0.96912f,  0.99660f,  -0.88880f, 0.22073f,
       -0.93332f, -0.09729f, 0.89194f, -1.25844f, -0.98697f, -1.21073f, -0.49733f, -0.91954f,
       -0.02361f, 0.55525f,  1.56766f, -1.20967f, 0.62842f,  0.60647f,  -0.82885f, 0.01748f},
      kFloat);
  test.output<float>(
      {1, 1, 3, 8},
      {1.84007f,  -0.82226f, 0.79805f,  -1.78858f, 1.99947f,  -0.73005f, -1.11973f, 1.93580f,
       -1.16616f, 0.80785f,  -0.07328f, 0.92203f,  -0.31785f, 0.54992f,  1.43673f,  1.12014f,
       -1.31535f, 1.38684f,  -0.64454f, 1.57324f,  -0.91787f, -1.06145f, 0.76417f,  -1.95441f},
      kFloat);
  test.output<float>(
      {1, 1, 3, 8},
      {1.48050f,  0.78426f,  0.32911f, -0.26700f, -0.88464f, -1.60470f, -1.25636f, -1.27670f,
       0.06919f,  0.67639f,  1.78785f, -1.26005f, 1.06184f,  1.12672f,  -0.87042f, 0.29563f,
       -1.11582f, -0.23235f, 0.74489f, -1.26402f, -1.33144f, -1.60072f, -0.43023f, -1.12139f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, Packed) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2);
  test.attribute("kv_num_heads", 1);
  test.attribute("do_rotary", 1);
  test.input<float>({1, 2, 64}, random_floats(128, -2, 2, 28));
  test.no_input();
  test.no_input();
  test.input<float>({1, 1, 0, 16}, std::vector<float>{});
  test.input<float>({1, 1, 0, 16}, std::vector<float>{});
  test.input<std::int32_t>({1}, {1});
  test.input<std::int32_t>({1}, {2});
  test.input<float>({5, 8}, random_floats(40, -1, 1, 26));
  test.input<float>({5, 8}, random_floats(40, -1, 1, 27));
  test.output<float>(
      {1, 2, 32},
      {1.32355f, -1.12588f, 1.98772f,  -0.29588f, -0.66968f, 0.45623f,  -1.63597f, 1.81281f,
       1.09533f, 0.59398f,  -1.40247f, 1.63170f,  0.90142f,  -1.60301f, 1.82059f,  -0.71437f,
       1.32355f, -1.12588f, 1.98772f,  -0.29588f, -0.66968f, 0.45623f,  -1.63597f, 1.81281f,
       1.09533f, 0.59398f,  -1.40247f, 1.63170f,  0.90142f,  -1.60301f, 1.82059f,  -0.71437f,
       1.32514f, -1.06845f, 1.46838f,  -0.54869f, -0.82256f, 0.06863f,  -1.24141f, 1.48874f,
       0.96339f, 0.59591f,  -0.91055f, 1.03413f,  1.08545f,  -1.34036f, 1.36024f,  -0.45736f,
       1.32963f, -0.90615f, 0.00079f,  -1.26312f, -1.25457f, -1.02668f, -0.12642f, 0.57294f,
       0.59054f, 0.60135f,  0.47955f,  -0.65457f, 1.60549f,  -0.59814f, 0.05936f,  0.26893f},
      kFloat);
  test.output<float>(
      {1, 1, 2, 16},
      {0.20249f, 0.31215f, 0.12548f,  -1.26723f, -0.84604f, -0.10711f, -0.15900f, -0.27115f,
       0.41738f, 0.74091f, -0.85081f, -0.48055f, 0.51152f,  0.18586f,  0.17578f,  0.25207f,
       1.41890f, 0.04406f, 2.16243f,  -0.98181f, -1.55577f, -0.07320f, 0.00049f,  -0.07515f,
       0.41121f, 1.71925f, -0.43860f, -1.10899f, -0.44548f, 0.77492f,  0.42508f,  1.26949f},
      kFloat);
  test.output<float>(
      {1, 1, 2, 16},
      {1.32355f, -1.12588f, 1.98772f,  -0.29588f, -0.66968f, 0.45623f,  -1.63597f, 1.81281f,
       1.09533f, 0.59398f,  -1.40247f, 1.63170f,  0.90142f,  -1.60301f, 1.82059f,  -0.71437f,
       1.33294f, -0.78661f, -1.08012f, -1.78931f, -1.57276f, -1.83340f, 0.69480f,  -0.10157f,
       0.31593f, 0.60536f,  1.50340f,  -1.89833f, 1.98851f,  -0.05149f, -0.89877f, 0.80385f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, RotatedTokens) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 1);
  test.attribute("kv_num_heads", 1);
  test.attribute("do_rotary", 1);
  test.input<float>({2, 1, 16}, random_floats(32, -2, 2, 31));
  test.input<float>({2, 1, 16}, random_floats(32, -2, 2, 32));
  test.input<float>({2, 1, 16}, random_floats(32, -2, 2, 33));
  test.input<float>({2, 1, 2, 16}, random_floats(64, -2, 2, 34));
  test.input<float>({2, 1, 2, 16}, random_floats(64, -2, 2, 35));
  test.input<std::int32_t>({2}, {2, 1});
  test.input<std::int32_t>({1}, {3});
  test.input<float>({5, 8}, random_floats(40, -1, 1, 26));
  test.input<float>({5, 8}, random_floats(40, -1, 1, 27));
  test.output<float>(
      {2, 1, 16},
      {0.03674f,  0.28126f,  -0.35127f, 1.04249f,  -0.44640f, -0.34199f, -1.13859f, -1.70157f,
       1.37845f,  1.08139f,  -1.43432f, 0.48464f,  0.06762f,  0.57273f,  -0.03076f, -0.66550f,
       -0.12372f, -0.23027f, 0.80481f,  -0.08331f, 1.49264f,  -0.90571f, -0.71877f, 1.42650f,
       -1.56492f, -0.01846f, -0.31334f, -0.30149f, -0.95118f, 1.01429f,  0.37130f,  1.33631f},
      kFloat);
  test.output<float>(
      {2, 1, 3, 16},
      {-1.84575f, -1.21694f, 1.12040f,  -0.30650f, -1.62919f, -0.32794f, 0.53157f,  -0.20895f,
       -1.94444f, -1.59387f, 1.74463f,  1.04450f,  -0.29370f, -0.64181f, -0.98765f, -0.36664f,
       -1.24014f, 1.23824f,  -0.34070f, 1.00483f,  -1.94632f, 0.99039f,  0.59389f,  1.39521f,
       1.47747f,  1.50195f,  0.43614f,  -0.44946f, 1.23197f,  -0.43756f, 1.30605f,  1.74056f,
       0.22868f,  -0.21881f, -0.10206f, 0.22581f,  1.09316f,  -0.23567f, -1.08570f, -0.03757f,
       1.14706f,  0.55005f,  -0.93779f, 0.04872f,  1.19262f,  0.15820f,  1.43814f,  1.13963f,
       -0.91327f, 1.15928f,  1.34591f,  -0.31049f, -0.86983f, -0.41728f, -1.44677f, -0.36859f,
       0.85888f,  -0.72725f, -0.10985f, 1.44588f,  0.22635f,  -0.66536f, -0.45770f, -0.33917f,
       0.47529f,  -0.19277f, -0.01749f, -1.66648f, 0.59078f,  -1.55990f, 0.47779f,  -0.70638f,
       0.38069f,  -1.65462f, 0.51587f,  0.12915f,  -1.37901f, -0.97631f, 0.35332f,  0.49974f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f},
      kFloat);
  test.output<float>(
      {2, 1, 3, 16},
      {-0.16778f, -0.20082f, -0.76660f, 0.70609f,  -1.07405f, -1.01557f, -0.89030f, -1.88750f,
       1.26894f,  0.78433f,  -1.55461f, 0.06711f,  0.50575f,  0.41942f,  -0.89285f, -0.87090f,
       0.72870f,  1.47488f,  0.71588f,  1.97952f,  1.18687f,  1.12349f,  -1.81679f, -1.23485f,
       1.65039f,  1.87232f,  -1.14474f, 1.58496f,  -0.78545f, 0.85139f,  1.95625f,  -0.45219f,
       -1.00596f, 0.75873f,  -0.20010f, 0.67712f,  -0.35624f, 1.68277f,  -0.95880f, -1.56023f,
       1.48158f,  1.00369f,  -1.25984f, 0.45183f,  -1.92135f, 1.40185f,  1.81301f,  1.51925f,
       -1.25647f, 1.99720f,  1.95490f,  -1.89576f, 1.00034f,  -0.62651f, -1.11046f, 0.85661f,
       -1.40838f, 0.15335f,  0.06316f,  1.39982f,  -0.42297f, 1.05612f,  -1.72048f, 0.63925f,
       0.72180f,  -1.89291f, -0.05365f, 1.26955f,  1.86011f,  -1.11411f, -0.42641f, 1.85188f,
       -1.68177f, -0.14670f, -0.59437f, -1.57139f, -1.34546f, 0.98307f,  1.93267f,  1.85661f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,
       0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f,  0.00000f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, RotatedInterleaved) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 1);
  test.attribute("kv_num_heads", 1);
  test.attribute("do_rotary", 1);
  test.attribute("rotary_interleaved", 1);
  test.input<float>({1, 2, 16}, random_floats(32, -2, 2, 36));
  test.input<float>({1, 2, 16}, random_floats(32, -2, 2, 37));
  test.input<float>({1, 2, 16}, random_floats(32, -2, 2, 38));
  test.input<float>({1, 1, 1, 16}, random_floats(16, -2, 2, 39));
  test.input<float>({1, 1, 1, 16}, random_floats(16, -2, 2, 40));
  test.input<std::int32_t>({1}, {2});
  test.input<std::int32_t>({1}, {3});
  test.input<float>({5, 8}, random_floats(40, -1, 1, 26));
  test.input<float>({5, 8}, random_floats(40, -1, 1, 27));
  test.output<float>(
      {1, 2, 16},
      {-0.41543f, 1.08592f, -0.15751f, 0.06296f,  1.46786f,  1.20600f,  -0.01337f, -0.90141f,
       0.17078f,  0.98868f, -0.17562f, -0.67636f, -0.55195f, -1.33634f, 0.01877f,  0.08687f,
       -0.65481f, 1.22064f, -0.70845f, 0.67313f,  0.48096f,  1.24253f,  -0.05490f, -0.22844f,
       0.09433f,  0.93324f, 0.57705f,  -0.08664f, -0.30947f, -0.58523f, 0.08448f,  0.38305f},
      kFloat);
  test.output<float>(
      {1, 1, 3, 16},
      {0.18756f,  -1.97733f, 1.19160f, 1.23990f,  1.28161f,  -0.53244f, -1.51180f, 1.31461f,
       0.40801f,  0.41195f,  0.10206f, -0.35976f, -0.14437f, -1.08828f, -0.11422f, 0.76771f,
       0.98112f,  -1.48421f, 0.15217f, -0.01623f, -0.21619f, -1.81828f, 0.33973f,  0.64042f,
       -1.34810f, -0.28274f, 1.68108f, -0.31094f, 0.30157f,  0.91713f,  0.50249f,  0.54592f,
       0.30084f,  -1.13166f, 0.07892f, -0.37151f, -0.81062f, 0.20194f,  -0.19779f, 0.06371f,
       1.67564f,  1.09261f,  0.62762f, -0.44678f, -0.46389f, 1.20092f,  0.93455f,  -0.55644f},
      kFloat);
  test.output<float>(
      {1, 1, 3, 16},
      {-0.36925f, 0.57603f, -1.77854f, -1.55132f, 1.15414f,  0.82012f,  -0.85078f, -1.41982f,
       -0.19860f, 0.34485f, -0.78435f, -1.46368f, 0.10560f,  -1.31423f, 0.49525f,  1.64814f,
       -0.46091f, 1.58804f, 1.43883f,  1.65266f,  1.77680f,  1.58600f,  0.81130f,  -0.39090f,
       0.53454f,  1.62271f, 0.42385f,  0.09898f,  -1.19949f, -1.35812f, -0.45045f, -1.45062f,
       -0.96407f, 1.31588f, -1.70157f, 1.21767f,  -0.87617f, 1.22803f,  -0.24626f, 0.57773f,
       -0.06700f, 0.75500f, 1.47396f,  0.56553f,  0.11852f,  0.41238f,  0.24905f,  1.02930f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, Positions) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 1);
  test.attribute("kv_num_heads", 1);
  test.attribute("do_rotary", 1);
  test.input<float>({1, 1, 16}, random_floats(16, -2, 2, 41));
  test.input<float>({1, 1, 16}, random_floats(16, -2, 2, 42));
  test.input<float>({1, 1, 16}, random_floats(16, -2, 2, 43));
  test.input<float>({1, 1, 1, 16}, random_floats(16, -2, 2, 44));
  test.input<float>({1, 1, 1, 16}, random_floats(16, -2, 2, 45));
  test.input<std::int32_t>({1}, {1});
  test.input<std::int32_t>({1}, {2});
  test.input<float>({5, 8}, random_floats(40, -1, 1, 26));
  test.input<float>({5, 8}, random_floats(40, -1, 1, 27));
  test.input<std::int64_t>({1, 1}, {4});
  test.output<float>(
      {1, 1, 16},
      {1.50124f, -0.68177f, 0.22915f, 0.39004f, -0.95126f, -0.46067f, -1.60586f, 1.42043f,
       -0.28318f, 1.60465f, 0.09228f, -0.28786f, -1.48453f, 0.52763f, -1.15007f, -0.41011f},
      kFloat);
  test.output<float>(
      {1, 1, 2, 16},
      {1.33937f,  -0.26983f, -1.58082f, -1.87290f, 0.97856f,  0.51140f,  -0.55800f, -1.26233f,
       -0.56276f, -0.81450f, 0.43695f,  -0.97213f, -0.42488f, 0.71970f,  -0.36371f, -0.86976f,
       -0.81376f, -0.87873f, 2.29824f,  2.49020f,  -1.10709f, 0.69141f,  0.95542f,  0.77250f,
       -1.14494f, -0.56088f, -0.07814f, 0.44553f,  -0.88864f, -0.85523f, -0.30300f, 0.06558f},
      kFloat);
  test.output<float>(
      {1, 1, 2, 16},
      {1.95605f,  -0.78185f, 0.19818f,  0.68592f,  -0.87421f, -0.31945f, -1.69084f, 1.82901f,
       -0.22212f, 1.65856f,  -0.10877f, -0.07650f, -1.80591f, 0.87871f,  -1.34670f, -0.53853f,
       -1.53978f, -0.01255f, 0.43627f,  -1.58834f, -1.46644f, -1.40491f, -1.03764f, -1.31147f,
       -0.69144f, 1.24415f,  1.43655f,  -1.70103f, 0.66436f,  -1.81979f, 0.16465f,  0.44853f},
      kFloat);
  test.check();
}

TEST(GroupQueryAttention, HalfPrecision) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 1);
  test.attribute("kv_num_heads", 1);
  test.attribute("do_rotary", 1);
  test.input<Float16>({1, 1, 16}, to_float16(random_floats(16, -2, 2, 67)));
  test.input<Float16>({1, 1, 16}, to_float16(random_floats(16, -2, 2, 68)));
  test.input<Float16>({1, 1, 16}, to_float16(random_floats(16, -2, 2, 69)));
  test.input<Float16>({1, 1, 1, 16}, to_float16(random_floats(16, -2, 2, 70)));
  test.input<Float16>({1, 1, 1, 16}, to_float16(random_floats(16, -2, 2, 71)));
  test.input<std::int32_t>({1}, {1});
  test.input<std::int32_t>({1}, {2});
  test.input<Float16>({4, 8}, to_float16(random_floats(32, -1, 1, 72)));
  test.input<Float16>({4, 8}, to_float16(random_floats(32, -1, 1, 73)));
  test.output<Float16>({1, 1, 16},
                       to_float16({-1.16308594f, 0.73046875f, -0.0922851562f, -1.17382812f,
                                   0.915527344f, 0.380371094f, -0.700195312f, -0.731445312f,
                                   1.36230469f, 0.522949219f, 0.695800781f, -1.13769531f,
                                   0.362304688f, -0.512207031f, 1.18066406f, -0.614746094f}),
                       kHalf);
  test.output<Float16>(
      {1, 1, 2, 16},
      to_float16({1.70996094f,   0.630371094f,  1.48925781f,   -1.66796875f,  0.338623047f,
                  -1.49804688f,  1.62109375f,   -1.31738281f,  -0.732910156f, 1.44628906f,
                  -1.40820312f,  -1.87011719f,  1.43847656f,   -0.633789062f, -0.265136719f,
                  -0.445068359f, 0.174438477f,  -0.301757812f, -0.786132812f, -0.125f,
                  0.771484375f,  -0.735839844f, 1.24609375f,   0.0726928711f, -0.0639648438f,
                  1.82617188f,   0.900390625f,  -1.04589844f,  0.36328125f,   -1.66503906f,
                  0.835449219f,  -0.5703125f}),
      kHalf);
  test.output<Float16>({1, 1, 2, 16},
                       to_float16({-1.2578125f,   1.03613281f,   -0.453613281f, -1.59765625f,
                                   1.32714844f,   0.8515625f,    -1.20507812f,  -1.32226562f,
                                   1.66601562f,   1.05371094f,   1.15332031f,   -1.20898438f,
                                   0.890625f,     -0.830078125f, 1.98242188f,   -0.510253906f,
                                   -0.814941406f, -0.393798828f, 1.23632812f,   0.383300781f,
                                   -0.599121094f, -1.35253906f,  1.15722656f,   1.44140625f,
                                   0.245361328f,  -1.42773438f,  -0.985839844f, -0.874511719f,
                                   -1.58007812f,  0.657226562f,  -1.76660156f,  -1}),
                       kHalf);
  test.check();
}

OpTest query_test(std::int32_t last, std::int32_t total, const Shape& past) {
  OpTest test("GroupQueryAttention", 1, "com.microsoft");
  test.attribute("num_heads", 2).attribute("kv_num_heads", 1);
  test.input<float>({1, 2, 8}, ramp(16));
  test.input<float>({1, 2, 4}, ramp(8));
  test.input<float>({1, 2, 4}, ramp(8));
  test.input<float>(past, ramp(past.element_count()));
  test.input<float>(past, ramp(past.element_count()));
  test.input<std::int32_t>({1}, {last});
  test.input<std::int32_t>({1}, {total});
  return test;
}

// Without the causal mask every token sees all; the outputs are then the same for equal queries.
TEST(GroupQueryAttention, Bidirectional) {
  OpTest("GroupQueryAttention", 1, "com.microsoft")
      .attribute("num_heads", 1)
      .attribute("kv_num_heads", 1)
      .attribute("causal", 0)
      .input<float>({1, 2, 1}, {0, 0})
      .input<float>({1, 2, 1}, {1, 2})
      .input<float>({1, 2, 1}, {3, 5})
      .no_input()
      .no_input()
      .input<std::int32_t>({1}, {1})
      .input<std::int32_t>({}, {2})
      .expect<float>({1, 2, 1}, {4, 4}, kFloat);
}

TEST(GroupQueryAttention, Lengths) {
  query_test(4, 3, {1, 1, 1, 4}).expect_error("input 5 ('seqlens_k') has 4", 3);
  query_test(-1, 2, {1, 1, 0, 4}).expect_error("input 5 ('seqlens_k') has -1", 3);
  query_test(0, 3, {1, 1, 1, 4}).expect_error("input 5 ('seqlens_k') has 0", 3);
  query_test(4, 5, {1, 1, 1, 4}).expect_error("a past of 1 and a total length of 5", 3);
}

TEST(GroupQueryAttention, Errors) {
  query_test(2, 3, {1, 2, 1, 4}).expect_error("input 3 has shape [1,2,1,4]", 3);
  query_test(2, 3, {2, 1, 1, 4}).expect_error("input 3 has shape [2,1,1,4]", 3);
  query_test(2, 3, {1, 1, 1, 4}).attribute("do_rotary", 1).expect_error("cos_cache", 3);
  query_test(2, 3, {1, 1, 1, 4}).expect_error("output_qk", 4);
  query_test(2, 3, {1, 1, 1, 4})
      .attribute("do_rotary", 1)
      .input<float>({2, 2}, ramp(4))
      .input<float>({2, 2}, ramp(4))
      .expect_error("position 2 is outside [0, 1]", 3);
  query_test(2, 3, {1, 1, 1, 4})
      .no_input()
      .no_input()
      .no_input()
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect_error("has 2 columns for 3 keys", 3);
}

}  // namespace
}  // namespace sardonyx
