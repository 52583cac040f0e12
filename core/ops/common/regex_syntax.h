#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/ops/common/regex.h"

namespace sardonyx {

/// A regular expression as a tree.
struct RegexNode {
  enum class Kind : std::uint8_t { kEmpty, kSet, kAssert, kSequence, kChoice, kRepeat };
  Kind kind = Kind::kEmpty;
  CodePointSet set;              ///< kSet
  std::uint32_t conditions = 0;  ///< kAssert: bits of RegexCondition
  int least = 0;                 ///< kRepeat
  int most = -1;                 ///< kRepeat; -1: any number
  std::vector<std::unique_ptr<RegexNode>> children;
};

/// What an assertion may ask for at a place between two code points.
enum RegexCondition : std::uint32_t {
  kBeginText = 1,
  kEndText = 2,
  kBeginLine = 4,
  kEndLine = 8,
  kWordBoundary = 16,
  kNoWordBoundary = 32,
};

/// Parses a pattern in RE2's syntax. Throws as Regex's constructor does.
std::unique_ptr<RegexNode> parse_regex(std::string_view pattern);

}  // namespace sardonyx
