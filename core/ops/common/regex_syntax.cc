#include "core/ops/common/regex_syntax.h"

#include <string>

#include "core/base/error.h"
#include "core/ops/common/utf8.h"

namespace sardonyx {
namespace {

constexpr std::uint32_t kLastCodePoint = 0x10ffff;
constexpr int kMaxRepeat = 1000;  // RE2's limit
constexpr int kMaxDepth = 200;    // of groups within groups

using Ranges = std::vector<CodePointSet::Range>;
using NodePointer = std::unique_ptr<RegexNode>;

// The complement of ranges in ascending order.
Ranges complement(const Ranges& ranges) {
  Ranges result;
  std::uint32_t next = 0;
  for (const CodePointSet::Range& range : ranges) {
    if (range.first > next) {
      result.push_back({next, range.first - 1});
    }
    next = range.last + 1;
  }
  result.push_back({next, kLastCodePoint});
  return result;
}

struct NamedClass {
  std::string_view name;
  Ranges ranges;
};

// \d, \s and \w.
Ranges perl_class(std::uint32_t letter) {
  switch (letter) {
    case 'd':
      return {{'0', '9'}};
    case 's':
      return {{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};
    default:
      return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  }
}

// What stands between [: and :].
Ranges ascii_class(std::string_view name) {
  const NamedClass classes[] = {
      {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
      {"alpha", {{'A', 'Z'}, {'a', 'z'}}},
      {"ascii", {{0, 0x7f}}},
      {"blank", {{'\t', '\t'}, {' ', ' '}}},
      {"cntrl", {{0, 0x1f}, {0x7f, 0x7f}}},
      {"digit", {{'0', '9'}}},
      {"graph", {{'!', '~'}}},
      {"lower", {{'a', 'z'}}},
      {"print", {{' ', '~'}}},
      {"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
      {"space", {{'\t', '\r'}, {' ', ' '}}},
      {"upper", {{'A', 'Z'}}},
      {"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
      {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
  };
  for (const NamedClass& known : classes) {
    if (known.name == name) {
      return known.ranges;
    }
  }
  fail(ErrorCode::kInvalidModel, "there is no character class [:", name, ":]");
}

struct Flags {
  bool ignores_case = false;
  bool multiple_lines = false;
  bool dot_takes_newline = false;
};

class Parser {
 public:
  explicit Parser(std::string_view pattern) : pattern_(pattern), rest_(pattern) {}

  NodePointer parse() {
    NodePointer node = parse_choice(0);
    check(rest_.empty(), "a ) has no (");
    return node;
  }

 private:
  void check(bool condition, std::string_view what) const {
    require(condition, "the pattern \"", pattern_, "\" is malformed: ", what);
  }

  bool take(std::string_view text) {
    const bool found = rest_.starts_with(text);
    rest_.remove_prefix(found ? text.size() : 0);
    return found;
  }
  std::uint32_t take_any(std::string_view what) {
    check(!rest_.empty(), what);
    return take_code_point(rest_);
  }

  NodePointer make_set(Ranges ranges, bool negated = false) const {
    auto node = std::make_unique<RegexNode>();
    node->kind = RegexNode::Kind::kSet;
    node->set = {std::move(ranges), negated, flags_.ignores_case};
    return node;
  }
  static NodePointer make_assert(std::uint32_t conditions) {
    auto node = std::make_unique<RegexNode>();
    node->kind = RegexNode::Kind::kAssert;
    node->conditions = conditions;
    return node;
  }

  NodePointer parse_choice(int depth) {
    require_that(ErrorCode::kUnsupported, depth < kMaxDepth, "groups of the pattern \"", pattern_,
                 "\" are nested deeper than ", kMaxDepth);
    auto choice = std::make_unique<RegexNode>();
    choice->kind = RegexNode::Kind::kChoice;
    do {
      choice->children.push_back(parse_sequence(depth));
    } while (take("|"));
    return choice;
  }

  NodePointer parse_sequence(int depth) {
    auto sequence = std::make_unique<RegexNode>();
    sequence->kind = RegexNode::Kind::kSequence;
    while (!rest_.empty() && rest_[0] != '|' && rest_[0] != ')') {
      if (take("\\Q")) {
        parse_quoted(*sequence);
        continue;
      }
      NodePointer item = parse_item(depth);
      if (item == nullptr) {
        continue;  // flags that hold from here on
      }
      sequence->children.push_back(parse_repeats(std::move(item)));
    }
    return sequence;
  }

  // Everything up to \E, or to the end.
  void parse_quoted(RegexNode& sequence) {
    while (!rest_.empty() && !take("\\E")) {
      const std::uint32_t letter = take_code_point(rest_);
      sequence.children.push_back(make_set({{letter, letter}}));
    }
  }

  NodePointer parse_item(int depth) {
    if (take("(")) {
      return parse_group(depth);
    }
    if (take("[")) {
      return parse_bracket();
    }
    if (take(".")) {
      return flags_.dot_takes_newline ? make_set({{0, kLastCodePoint}})
                                      : make_set({{'\n', '\n'}}, true);
    }
    if (take("^")) {
      return make_assert(flags_.multiple_lines ? kBeginLine : kBeginText);
    }
    if (take("$")) {
      return make_assert(flags_.multiple_lines ? kEndLine : kEndText);
    }
    if (take("\\")) {
      return parse_escape();
    }
    check(rest_[0] != '*' && rest_[0] != '+' && rest_[0] != '?', "there is nothing to repeat");
    const std::uint32_t letter = take_code_point(rest_);
    return make_set({{letter, letter}});
  }

  // After "(": a group, or flags only, which give null.
  NodePointer parse_group(int depth) {
    const Flags outer = flags_;
    if (take("?P<") || take("?<")) {
      const auto in_name = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '_';
      };
      std::size_t length = 0;
      while (length < rest_.size() && in_name(rest_[length])) {
        ++length;
      }
      rest_.remove_prefix(length);
      check(length > 0 && take(">"), "a group has no name, or looks behind, which RE2 cannot");
    } else if (take("?")) {
      bool value = true;
      while (!take(":")) {
        if (take(")")) {
          return nullptr;
        }
        value = parse_flag(take_any("a group does not end"), value);
      }
    }
    NodePointer group = parse_choice(depth + 1);
    check(take(")"), "a ( has no )");
    flags_ = outer;
    return group;
  }

  bool parse_flag(std::uint32_t flag, bool value) {
    switch (flag) {
      case 'i':
        flags_.ignores_case = value;
        return value;
      case 'm':
        flags_.multiple_lines = value;
        return value;
      case 's':
        flags_.dot_takes_newline = value;
        return value;
      case 'U':  // which of several matches is preferred makes no difference here
        return value;
      case '-':
        return false;
      default:
        check(false, "there is no such flag, or a look-around, which RE2 does not have");
        return value;
    }
  }

  // After a backslash outside of brackets.
  NodePointer parse_escape() {
    check(!rest_.empty(), "it ends with a backslash");
    if (take("A")) {
      return make_assert(kBeginText);
    }
    if (take("z")) {
      return make_assert(kEndText);
    }
    if (take("b")) {
      return make_assert(kWordBoundary);
    }
    if (take("B")) {
      return make_assert(kNoWordBoundary);
    }
    Ranges ranges;
    parse_escaped(ranges);
    return make_set(std::move(ranges));
  }

  // After a backslash: adds a class or a single code point, and returns whether it is the latter.
  bool parse_escaped(Ranges& ranges) {
    const std::uint32_t letter = take_any("it ends with a backslash");
    switch (letter) {
      case 'd':
      case 's':
      case 'w': {
        const Ranges added = perl_class(letter);
        ranges.insert(ranges.end(), added.begin(), added.end());
        return false;
      }
      case 'D':
      case 'S':
      case 'W': {
        const Ranges added = complement(perl_class(letter + ('a' - 'A')));
        ranges.insert(ranges.end(), added.begin(), added.end());
        return false;
      }
      case 'p':
      case 'P':
      case 'C':
        fail(ErrorCode::kUnsupported, "the pattern \"", pattern_,
             "\" has \\p, \\P or \\C, which are not implemented");
      default:
        const std::uint32_t code_point = escaped_code_point(letter);
        ranges.push_back({code_point, code_point});
        return true;
    }
  }

  std::uint32_t escaped_code_point(std::uint32_t letter) {
    constexpr std::string_view kLetters = "aftnrv";
    constexpr std::string_view kCodes = "\a\f\t\n\r\v";
    if (letter < 0x80) {
      const std::size_t found = kLetters.find(static_cast<char>(letter));
      if (found != std::string_view::npos) {
        return static_cast<std::uint32_t>(kCodes[found]);
      }
    }
    if (letter == 'x') {
      return take("{") ? digits(16, 1, 8, "}") : digits(16, 2, 2, "");
    }
    if (letter == '0') {
      return digits(8, 0, 2, "");
    }
    const bool octal = letter >= '1' && letter <= '7' && rest_.size() >= 2 && is_octal(rest_[0]) &&
                       is_octal(rest_[1]);
    if (octal) {
      return (letter - '0') * 64 + digits(8, 2, 2, "");
    }
    const bool alphanumeric = letter < 0x80 && ((letter >= '0' && letter <= '9') ||
                                                ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z'));
    check(!alphanumeric,
          "there is no such escape, or a reference to a group, which RE2 does not "
          "have");
    return letter;
  }

  static bool is_octal(char c) { return c >= '0' && c <= '7'; }

  // A number of `least` to `most` digits that `end` follows.
  std::uint32_t digits(std::uint32_t base, int least, int most, std::string_view end) {
    std::uint32_t number = 0;
    int count = 0;
    for (; count < most && !rest_.empty(); ++count) {
      const char c = rest_[0];
      const int lower = c | 0x20;
      const int digit = c >= '0' && c <= '9'           ? c - '0'
                        : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                       : 16;
      if (digit >= static_cast<int>(base)) {
        break;
      }
      number = number * base + static_cast<std::uint32_t>(digit);
      check(number <= kLastCodePoint, "a code point is out of range");
      rest_.remove_prefix(1);
    }
    check(count >= least && take(end), "a number does not end");
    return number;
  }

  // After "[".
  NodePointer parse_bracket() {
    const bool negated = take("^");
    Ranges ranges;
    bool first = true;
    while (first || !take("]")) {
      first = false;
      check(!rest_.empty(), "a [ has no ]");
      if (rest_.starts_with("[:")) {
        parse_ascii_class(ranges);
        continue;
      }
      if (!parse_bracket_item(ranges)) {
        continue;
      }
      if (rest_.starts_with("-") && !rest_.starts_with("-]")) {
        rest_.remove_prefix(1);
        Ranges last;
        check(parse_bracket_item(last), "a range ends with a class");
        ranges.back().last = last.back().first;
        check(ranges.back().first <= ranges.back().last, "a range ends before it begins");
      }
    }
    return make_set(std::move(ranges), negated);
  }

  void parse_ascii_class(Ranges& ranges) {
    const std::size_t end = rest_.find(":]");
    check(end != std::string_view::npos, "a [: has no :]");
    std::string_view name = rest_.substr(2, end - 2);
    const bool negated = name.starts_with('^');
    name.remove_prefix(negated ? 1 : 0);
    const Ranges added = negated ? complement(ascii_class(name)) : ascii_class(name);
    ranges.insert(ranges.end(), added.begin(), added.end());
    rest_.remove_prefix(end + 2);
  }

  // Adds one code point or one class, and returns whether it is the former.
  bool parse_bracket_item(Ranges& ranges) {
    if (take("\\")) {
      return parse_escaped(ranges);
    }
    const std::uint32_t letter = take_any("a [ has no ]");
    ranges.push_back({letter, letter});
    return true;
  }

  NodePointer parse_repeats(NodePointer item) {
    int least = 0;
    int most = 0;
    bool repeated = false;
    while (parse_repeat(least, most)) {
      check(!repeated, "a repetition is repeated");
      repeated = true;
      take("?");  // which of several matches is preferred makes no difference here
      auto repeat = std::make_unique<RegexNode>();
      repeat->kind = RegexNode::Kind::kRepeat;
      repeat->least = least;
      repeat->most = most;
      repeat->children.push_back(std::move(item));
      item = std::move(repeat);
    }
    return item;
  }

  bool parse_repeat(int& least, int& most) {
    if (take("*") || take("+") || take("?")) {
      const char sign = pattern_[pattern_.size() - rest_.size() - 1];
      least = sign == '+' ? 1 : 0;
      most = sign == '?' ? 1 : -1;
      return true;
    }
    // A { that begins no repetition is a literal.
    const std::string_view before = rest_;
    if (!take("{") || !parse_number(least)) {
      rest_ = before;
      return false;
    }
    most = least;
    if (take(",")) {
      most = -1;
      parse_number(most);
    }
    if (!take("}")) {
      rest_ = before;
      return false;
    }
    check(least <= kMaxRepeat && most <= kMaxRepeat && (most < 0 || least <= most),
          "a number of repetitions is out of range");
    return true;
  }

  bool parse_number(int& number) {
    if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') {
      return false;
    }
    number = 0;
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      number = number > kMaxRepeat ? number : number * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return true;
  }

  std::string_view pattern_;
  std::string_view rest_;
  Flags flags_;
};

}  // namespace

std::unique_ptr<RegexNode> parse_regex(std::string_view pattern) {
  return Parser(pattern).parse();
}

}  // namespace sardonyx
