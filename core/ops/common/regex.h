#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sardonyx {

/// A set of code points.
struct CodePointSet {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  std::vector<Range> ranges;
  bool negated = false;
  bool ignores_case = false;

  bool contains(std::uint32_t code_point) const;
};

/// A regular expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax) without Unicode
/// properties (\p), single bytes (\C) and the limits of RE2's own memory. Matching simulates the
/// nondeterministic automaton of Thompson, 1968: its time is linear in the length of the text, and
/// no pattern can exhaust the stack.
class Regex {
 public:
  /// Throws Error kInvalidModel when the pattern is malformed, kUnsupported for what is not
  /// implemented or too large.
  explicit Regex(std::string_view pattern);

  /// Whether the pattern matches the whole of `text`, which is UTF-8.
  bool matches(std::string_view text) const;

  /// A part of a text, in bytes.
  struct Span {
    std::size_t start;
    std::size_t length;
  };
  /// Of the matches that begin at `from` or behind it the leftmost, of several there the longest.
  /// Assertions see the whole text. Takes time quadratic in its length where matches that begin
  /// well come to nothing.
  std::optional<Span> find(std::string_view text, std::size_t from) const;

 private:
  struct Instruction {
    enum class Kind : std::uint8_t {
      kSet,     // takes a code point of sets_[argument]
      kSplit,   // goes on at the next instruction and at `argument`
      kJump,    // goes on at `argument`
      kAssert,  // goes on where all conditions of the bit set `argument` hold
      kMatch,
    };
    Kind kind;
    std::uint32_t argument = 0;
  };
  class Compiler;
  class Simulation;

  std::vector<Instruction> program_;
  std::vector<CodePointSet> sets_;
};

}  // namespace sardonyx
