#include "core/ops/common/regex.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/ops/common/letter_case.h"
#include "core/ops/common/regex_syntax.h"
#include "core/ops/common/utf8.h"

namespace sardonyx {
namespace {

constexpr std::size_t kMaxInstructions = 100'000;
// Repetitions of nothing give no instructions, but take time.
constexpr std::size_t kMaxCompilerSteps = 1'000'000;

bool is_word(std::uint32_t code_point) {
  return (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
         (code_point >= 'a' && code_point <= 'z') || code_point == '_';
}

bool in_ranges(const CodePointSet& set, std::uint32_t code_point) {
  return std::any_of(set.ranges.begin(), set.ranges.end(), [&](const CodePointSet::Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

}  // namespace

bool CodePointSet::contains(std::uint32_t code_point) const {
  const bool found =
      in_ranges(*this, code_point) || (ignores_case && (in_ranges(*this, to_lower(code_point)) ||
                                                        in_ranges(*this, to_upper(code_point))));
  return found != negated;
}

// Writes the program of a tree. Repetitions of a number are written out.
class Regex::Compiler {
 public:
  explicit Compiler(Regex& regex) : regex_(regex) {}

  void compile(const RegexNode& node) {
    require_that(ErrorCode::kUnsupported, ++steps_ <= kMaxCompilerSteps,
                 "the pattern is too large");
    switch (node.kind) {
      case RegexNode::Kind::kEmpty:
        return;
      case RegexNode::Kind::kSet:
        emit(Instruction::Kind::kSet, static_cast<std::uint32_t>(regex_.sets_.size()));
        regex_.sets_.push_back(node.set);
        return;
      case RegexNode::Kind::kAssert:
        emit(Instruction::Kind::kAssert, node.conditions);
        return;
      case RegexNode::Kind::kSequence:
        for (const auto& child : node.children) {
          compile(*child);
        }
        return;
      case RegexNode::Kind::kChoice:
        return compile_choice(node);
      case RegexNode::Kind::kRepeat:
        return compile_repeat(node);
    }
  }

  std::uint32_t emit(Instruction::Kind kind, std::uint32_t argument = 0) {
    require_that(ErrorCode::kUnsupported, regex_.program_.size() < kMaxInstructions,
                 "the pattern is too large");
    regex_.program_.push_back({kind, argument});
    return here() - 1;
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(regex_.program_.size()); }
  void land(std::uint32_t instruction) { regex_.program_[instruction].argument = here(); }

  void compile_choice(const RegexNode& node) {
    std::vector<std::uint32_t> jumps;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i + 1 == node.children.size()) {
        compile(*node.children[i]);
        break;
      }
      const std::uint32_t split = emit(Instruction::Kind::kSplit);
      compile(*node.children[i]);
      jumps.push_back(emit(Instruction::Kind::kJump));
      land(split);
    }
    for (const std::uint32_t jump : jumps) {
      land(jump);
    }
  }

  void compile_repeat(const RegexNode& node) {
    const RegexNode& body = *node.children.front();
    for (int i = 0; i < node.least; ++i) {
      compile(body);
    }
    if (node.most < 0) {
      const std::uint32_t split = emit(Instruction::Kind::kSplit);
      compile(body);
      emit(Instruction::Kind::kJump, split);
      land(split);
      return;
    }
    std::vector<std::uint32_t> splits;
    for (int i = node.least; i < node.most; ++i) {
      splits.push_back(emit(Instruction::Kind::kSplit));
      compile(body);
    }
    for (const std::uint32_t split : splits) {
      land(split);
    }
  }

  Regex& regex_;
  std::size_t steps_ = 0;
};

// The set of instructions that the automaton stands at.
class Regex::Simulation {
 public:
  explicit Simulation(const Regex& regex) : regex_(regex), marks_(regex.program_.size(), 0) {}

  // In place of the code point before the first.
  static constexpr std::uint32_t kNothing = ~std::uint32_t{0};

  // The length of the longest match that begins where `text` does, behind the code point `before`.
  std::optional<std::size_t> longest(std::string_view text, std::uint32_t before) {
    const std::size_t size = text.size();
    std::optional<std::size_t> length;
    current_.clear();
    begin_step();
    enter(0, conditions(before, text));
    for (;;) {
      if (matched_) {
        length = size - text.size();
      }
      if (text.empty() || current_.empty()) {
        return length;
      }
      const std::uint32_t code_point = take_code_point(text);
      const std::uint32_t holds = conditions(code_point, text);
      std::swap(current_, previous_);
      current_.clear();
      begin_step();
      for (const std::uint32_t at : previous_) {
        if (regex_.sets_[regex_.program_[at].argument].contains(code_point)) {
          enter(at + 1, holds);
        }
      }
    }
  }

 private:
  void begin_step() {
    ++step_;
    matched_ = false;
  }

  // The conditions that hold between the code point `before` and the rest of the text.
  static std::uint32_t conditions(std::uint32_t before, std::string_view rest) {
    const bool begins = before == kNothing;
    const bool ends = rest.empty();
    const bool word_before = !begins && is_word(before);
    const bool word_after = !ends && is_word(static_cast<std::uint8_t>(rest[0]));
    return (begins ? kBeginText | kBeginLine : 0u) | (ends ? kEndText | kEndLine : 0u) |
           (before == '\n' ? kBeginLine : 0u) | (!ends && rest[0] == '\n' ? kEndLine : 0u) |
           (word_before != word_after ? kWordBoundary : kNoWordBoundary);
  }

  // Adds an instruction and all that follow it without taking a code point.
  void enter(std::uint32_t first, std::uint32_t holds) {
    pending_.push_back(first);
    while (!pending_.empty()) {
      const std::uint32_t at = pending_.back();
      pending_.pop_back();
      if (marks_[at] == step_) {
        continue;
      }
      marks_[at] = step_;
      const Instruction& instruction = regex_.program_[at];
      switch (instruction.kind) {
        case Instruction::Kind::kSet:
          current_.push_back(at);
          break;
        case Instruction::Kind::kSplit:
          pending_.push_back(instruction.argument);
          pending_.push_back(at + 1);
          break;
        case Instruction::Kind::kJump:
          pending_.push_back(instruction.argument);
          break;
        case Instruction::Kind::kAssert:
          if ((instruction.argument & ~holds) == 0) {
            pending_.push_back(at + 1);
          }
          break;
        case Instruction::Kind::kMatch:
          matched_ = true;
          break;
      }
    }
  }

  const Regex& regex_;
  std::vector<std::uint64_t> marks_;  // the step in which an instruction was entered last
  std::uint64_t step_ = 0;
  std::vector<std::uint32_t> current_;
  std::vector<std::uint32_t> previous_;
  std::vector<std::uint32_t> pending_;
  bool matched_ = false;
};

Regex::Regex(std::string_view pattern) {
  const std::unique_ptr<RegexNode> tree = parse_regex(pattern);
  Compiler compiler(*this);
  compiler.compile(*tree);
  compiler.emit(Instruction::Kind::kMatch);
}

bool Regex::matches(std::string_view text) const {
  return Simulation(*this).longest(text, Simulation::kNothing) == text.size();
}

std::optional<Regex::Span> Regex::find(std::string_view text, std::size_t from) const {
  Simulation simulation(*this);
  std::uint32_t before = Simulation::kNothing;
  for (std::string_view rest = text;;) {
    const std::size_t start = text.size() - rest.size();
    if (start >= from) {
      if (const auto length = simulation.longest(rest, before)) {
        return Span{start, *length};
      }
    }
    if (rest.empty()) {
      return std::nullopt;
    }
    before = take_code_point(rest);
  }
}

}  // namespace sardonyx
