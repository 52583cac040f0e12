#include "wasm_bindings/value_codec.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace sardonyx {
namespace {

std::vector<std::byte> encoded(const Value& value) {
  std::vector<std::byte> blob;
  encode_value(value, blob);
  return blob;
}

std::vector<Value> examples() {
  using Strings = std::vector<std::string>;
  const Strings texts = {"", "a", std::string("zero \0 inside", 13), "日本"};
  const Tensor strings = Tensor::of(Shape{2, 2}, std::span<const std::string>(texts));
  const Tensor floats = Tensor::of(Shape{3, 1}, {1.5f, -2.0f, 0.0f});
  const Tensor scalar = Tensor::scalar(std::int64_t{-7});
  const Tensor nothing = Tensor::allocate(DType::kDouble, Shape{0, 5});
  Tensor packed = Tensor::allocate(DType::kInt4, Shape{3});
  static_cast<std::uint8_t*>(packed.raw())[0] = 0x21;
  static_cast<std::uint8_t*>(packed.raw())[1] = 0x03;
  Sequence inner{DType::kFloat, {floats, floats}};
  const Tensor keys = Tensor::of(Shape{2}, {std::int64_t{4}, std::int64_t{-4}});
  const Tensor mapped = Tensor::of(Shape{2}, {0.25, 0.75});
  const Map map{keys, std::make_shared<Value>(mapped)};
  return {
      Value(),
      strings,
      floats,
      scalar,
      nothing,
      packed,
      inner,
      Sequence{DType::kString, {}},
      Sequence{DType::kUndefined, {inner, Sequence{DType::kFloat, {}}}},
      Sequence{DType::kUndefined, {map}},
      Optional{},
      Optional{std::make_shared<Value>(inner)},
      map,
  };
}

TEST(ValueCodec, WhatIsDecodedEncodesToTheSameBytes) {
  for (const Value& value : examples()) {
    const std::vector<std::byte> blob = encoded(value);
    const Value decoded = decode_value(blob);
    EXPECT_EQ(to_text(decoded.type()), to_text(value.type()));
    EXPECT_EQ(encoded(decoded), blob) << to_text(value.type());
  }
}

TEST(ValueCodec, ATensorHasDTypeRankExtentsAndElements) {
  const std::vector<std::byte> blob = encoded(Tensor::of(Shape{1}, {std::int32_t{0x01020304}}));
  const std::vector<int> expected = {1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 3, 2, 1};
  ASSERT_EQ(blob.size(), expected.size());
  for (std::size_t i = 0; i < blob.size(); ++i) {
    EXPECT_EQ(std::to_integer<int>(blob[i]), expected[i]) << "byte " << i;
  }
}

TEST(ValueCodec, BoolsBecomeZeroAndOne) {
  std::vector<std::byte> blob = encoded(Tensor::of(Shape{2}, {true, true}));
  blob.back() = std::byte{0x80};
  const Value value = decode_value(blob);
  EXPECT_EQ(static_cast<const std::uint8_t*>(value.tensor().raw())[1], 1);
}

TEST(ValueCodec, RefusesWhatIsTruncatedOrTooLong) {
  for (const Value& value : examples()) {
    std::vector<std::byte> blob = encoded(value);
    for (std::size_t size = 0; size < blob.size(); ++size) {
      // A copy of its own, so that the sanitizer sees a read past its end.
      const std::vector<std::byte> part(blob.begin(), blob.begin() + static_cast<long>(size));
      EXPECT_THROW(decode_value(part), Error) << to_text(value.type()) << " cut to " << size;
    }
    blob.push_back(std::byte{0});
    EXPECT_THROW(decode_value(blob), Error);
  }
}

TEST(ValueCodec, RefusesDeepNesting) {
  std::vector<std::byte> blob;
  for (int i = 0; i < 10'000; ++i) {
    blob.push_back(std::byte{3});
    blob.push_back(std::byte{1});
  }
  EXPECT_THROW(decode_value(blob), Error);
}

TEST(ValueCodec, SurvivesMutation) {
  std::mt19937 random(8121);
  int accepted = 0;
  for (const Value& value : examples()) {
    const std::vector<std::byte> original = encoded(value);
    for (int round = 0; round < 500; ++round) {
      std::vector<std::byte> blob = original;
      for (unsigned change = 0; change <= random() % 3; ++change) {
        blob[random() % blob.size()] = static_cast<std::byte>(random());
      }
      try {
        encoded(decode_value(blob));
        ++accepted;
      } catch (const Error& error) {
        EXPECT_TRUE(error.code() == ErrorCode::kInvalidArgument ||
                    error.code() == ErrorCode::kOutOfRange)
            << error.what();
      }
    }
  }
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace sardonyx
