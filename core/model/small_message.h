#pragma once

#include <cstddef>
#include <string_view>

#include "core/model/wire.h"

namespace sardonyx {

/// The current field of `message`, parsed by protobuf's generated code: for messages that are small
/// and without tensors. Includes of this header stay inside core/model/*.cc.
template <class Proto>
Proto parse_small(const WireMessage& message, std::string_view what) {
  constexpr std::size_t kLargest = std::size_t{1} << 26;
  const auto bytes = message.bytes();
  Proto proto;
  if (bytes.size() > kLargest ||
      !proto.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    message.fail("the ", what, " cannot be parsed");
  }
  return proto;
}

}  // namespace sardonyx
