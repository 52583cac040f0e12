#include "core/model/wire.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

const Place kPlace{nullptr, "the message"};

WireMessage message_of(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
  return {{bytes, text.size()}, bytes, kPlace};
}

std::string error_in(const std::string& text) {
  WireMessage message = message_of(text);
  try {
    while (message.next()) {
    }
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(WireMessage, ReadsEveryKindOfField) {
  const std::string text(
      "\x08\xac\x02"
      "\x15\0\0\x80\x3f"
      "\x1a\x02hi"
      "\x21"
      "12345678",
      3 + 5 + 4 + 9);
  WireMessage message = message_of(text);
  ASSERT_TRUE(message.next());
  EXPECT_EQ(message.field(), 1u);
  EXPECT_EQ(message.integer(), 300);
  ASSERT_TRUE(message.next());
  EXPECT_EQ(message.field(), 2u);
  EXPECT_EQ(message.float32(), 1.0f);
  ASSERT_TRUE(message.next());
  EXPECT_EQ(message.field(), 3u);
  EXPECT_EQ(message.text(), "hi");
  ASSERT_TRUE(message.next());
  EXPECT_EQ(message.field(), 4u);
  EXPECT_EQ(message.fixed_width_numbers(8).size(), 8u);
  EXPECT_FALSE(message.next());
}

TEST(WireMessage, NegativeIntegersTakeTenBytes) {
  const std::string text("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  WireMessage message = message_of(text);
  ASSERT_TRUE(message.next());
  EXPECT_EQ(message.integer(), -1);
}

TEST(WireMessage, ListsMayBePackedOrNot) {
  const std::string text("\x0a\x03\x01\xac\x02\x08\x05", 7);
  WireMessage message = message_of(text);
  std::vector<std::uint64_t> numbers;
  while (message.next()) {
    message.each_integer([&](std::uint64_t number) { numbers.push_back(number); });
  }
  EXPECT_EQ(numbers, (std::vector<std::uint64_t>{1, 300, 5}));
}

TEST(WireMessage, ErrorsSayWhere) {
  EXPECT_SAYS(error_in("\x08\x01\x12\x05hi"),
              "at byte 2, in the message: field 2 has 5 bytes, but only 2 are left");
  EXPECT_SAYS(error_in("\x08"), "at byte 0, in the message: a number is cut off");
  EXPECT_SAYS(error_in("\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
              "a number has more than ten bytes");
  EXPECT_SAYS(error_in("\x0d\x01\x02"), "field 1 has 4 bytes, but only 2 are left");
  EXPECT_SAYS(error_in("\x0b"), "field 1 has the unknown wire type 3");
  EXPECT_SAYS(error_in(std::string("\0\1", 2)), "there is no field number 0");
}

TEST(WireMessage, ValuesOfAnotherKindAreRefused) {
  const std::string text(
      "\x08\x01\x12\x03"
      "abc");
  WireMessage message = message_of(text);
  ASSERT_TRUE(message.next());
  EXPECT_THROW(message.text(), Error);
  EXPECT_THROW(message.float32(), Error);
  EXPECT_THROW(message.fixed_width_numbers(4), Error);
  ASSERT_TRUE(message.next());
  EXPECT_THROW(message.integer(), Error);
  EXPECT_THROW(message.fixed_width_numbers(4), Error);  // no multiple of 4
}

TEST(Place, IsThePathOfFields) {
  const Place graph{&kPlace, "graph"};
  const Place node{&graph, "node", 17};
  const Place attribute{&node, "attribute", 0};
  EXPECT_EQ(to_text(attribute), "graph.node[17].attribute[0]");
  EXPECT_EQ(to_text(kPlace), "the message");
}

TEST(Quote, IsShortAndPrintable) {
  EXPECT_EQ(quote("a\nb"), "'a?b'");
  EXPECT_LT(quote(std::string(1000, 'x')).size(), 130u);
}

}  // namespace
}  // namespace sardonyx
