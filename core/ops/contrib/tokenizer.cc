// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/regex.h"
#include "core/ops/common/utf8.h"

namespace sardonyx {
namespace {

using Parts = std::vector<std::string_view>;

constexpr std::string_view kStartOfText = "\x02";
constexpr std::string_view kEndOfText = "\x03";

std::int64_t count_characters(std::string_view text) {
  std::int64_t count = 0;
  for (; !text.empty(); ++count) {
    take_code_point(text);
  }
  return count;
}

// Behind what was matched at `place`, or behind the next character if that was nothing.
std::size_t behind(std::string_view text, const Regex::Span& match) {
  std::string_view rest = text.substr(match.start + match.length);
  if (match.length == 0 && !rest.empty()) {
    take_code_point(rest);
  }
  return text.size() - rest.size();
}

// Cuts texts into tokens: at every match of one separator after the other, into the matches of an
// expression, or into characters, which is what one empty separator asks for.
class Tokenizer : public Operator {
 public:
  explicit Tokenizer(const MakeContext& context)
      : marked_(context.get_bool("mark", false)),
        padding_(context.get_string("pad_value", "")),
        least_(context.get_int("mincharnum")) {
    context.require(least_ > 0, "attribute mincharnum is ", least_, ", expected at least 1");
    const std::vector<std::string> separators = context.get_strings("separators");
    const std::string expression = context.get_string("tokenexp", "");
    by_character_ = separators.size() == 1 && separators[0].empty();
    if (by_character_) {
      context.require(least_ == 1, "attribute mincharnum is ", least_,
                      ", expected 1 where every character is a token");
      return;
    }
    context.require(!separators.empty() || !expression.empty(),
                    "neither attribute separators nor tokenexp is given");
    for (const std::string& separator : separators) {
      separators_.emplace_back(separator);
    }
    if (separators_.empty()) {
      expression_.emplace(expression);
    }
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 1, 2);
    SymbolicShape y = context.shape(0);
    y.push_back(Dim());
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const auto texts = context.input(0).span<std::string>();
    std::vector<Parts> all;
    std::size_t most = 0;
    for (const std::string& text : texts) {
      all.push_back(tokens_of(text));
      most = std::max(most, all.back().size());
    }
    // Where there is no token at all, there are no marks either.
    const bool marked = marked_ && most > 0;
    most += marked ? 2 : 0;
    Shape shape = context.input(0).shape();
    shape.push_back(static_cast<std::int64_t>(most));
    std::string* to = context.output(0, DType::kString, shape).data<std::string>();
    for (const Parts& tokens : all) {
      std::string* const end = to + most;
      if (marked) {
        *to++ = kStartOfText;
      }
      to = std::copy(tokens.begin(), tokens.end(), to);
      if (marked) {
        *to++ = kEndOfText;
      }
      to = std::fill_n(to, end - to, padding_);
    }
  }

 private:
  Parts tokens_of(std::string_view text) const {
    return by_character_ ? characters_of(text)
           : expression_ ? matches_in(text)
                         : parts_between(text);
  }

  static Parts characters_of(std::string_view text) {
    Parts characters;
    while (!text.empty()) {
      std::string_view rest = text;
      take_code_point(rest);
      characters.push_back(text.substr(0, text.size() - rest.size()));
      text = rest;
    }
    return characters;
  }

  Parts parts_between(std::string_view text) const {
    Parts parts = {text};
    for (const Regex& separator : separators_) {
      Parts finer;
      const auto add = [&](std::string_view part) {
        if (count_characters(part) >= least_) {
          finer.push_back(part);
        }
      };
      for (const std::string_view part : parts) {
        std::size_t start = 0;
        while (const auto match = separator.find(part, start)) {
          add(part.substr(start, match->start - start));
          const std::size_t next = behind(part, *match);
          if (next == start) {
            break;  // at the end
          }
          start = next;
        }
        add(part.substr(start));
      }
      parts = std::move(finer);
    }
    return parts;
  }

  Parts matches_in(std::string_view text) const {
    Parts tokens;
    std::size_t start = 0;
    while (const auto match = expression_->find(text, start)) {
      const std::string_view token = text.substr(match->start, match->length);
      std::size_t next = match->start + match->length;
      if (count_characters(token) >= least_) {
        tokens.push_back(token);
      } else {
        next = behind(text, {match->start, 0});
      }
      if (next == start) {
        break;  // at the end
      }
      start = next;
    }
    return tokens;
  }

  bool marked_;
  std::string padding_;
  std::int64_t least_;
  bool by_character_;
  std::vector<Regex> separators_;
  std::optional<Regex> expression_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, tokenizer) {
  registry.add({.domain = "com.microsoft",
                .name = "Tokenizer",
                .signature = "X: string -> Y: string",
                .make = make<Tokenizer>});
}

}  // namespace sardonyx
