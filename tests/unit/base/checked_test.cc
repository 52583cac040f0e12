#include "core/base/checked.h"

#include <gtest/gtest.h>

#include <limits>

namespace sardonyx {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(Checked, WhatFitsIsComputed) {
  EXPECT_EQ(checked_mul(-3, 7), -21);
  EXPECT_EQ(checked_mul(kMost, -1), -kMost);
  EXPECT_EQ(checked_add(kMost, kLeast), -1);
  EXPECT_EQ(checked_size(0), 0u);
  EXPECT_EQ(checked_size(123), 123u);
}

TEST(Checked, WhatDoesNotFitNamesTheQuantityAndTheNumbers) {
  try {
    checked_mul(kMost / 2, 3, "the output's size");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kOutOfRange);
    const std::string text = error.what();
    EXPECT_NE(text.find("the output's size"), std::string::npos) << text;
    EXPECT_NE(text.find(std::to_string(kMost / 2)), std::string::npos) << text;
  }
  EXPECT_THROW(checked_mul(kLeast, -1), Error);
  EXPECT_THROW(checked_add(kMost, 1), Error);
  EXPECT_THROW(checked_add(kLeast, -1), Error);
  EXPECT_THROW(checked_size(-1), Error);
  EXPECT_THROW(checked_size(kLeast), Error);
}

}  // namespace
}  // namespace sardonyx
