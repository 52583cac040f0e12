// https://onnx.ai/onnx/operators/onnx__StringSplit.html

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

using Parts = std::vector<std::string_view>;

Parts split_at(std::string_view text, std::string_view delimiter, std::size_t most) {
  Parts parts;
  while (parts.size() < most) {
    const std::size_t found = text.find(delimiter);
    if (found == std::string_view::npos) {
      break;
    }
    parts.push_back(text.substr(0, found));
    text.remove_prefix(found + delimiter.size());
  }
  parts.push_back(text);
  return parts;
}

// At runs of white space; the text neither begins nor ends with an empty part.
Parts split_at_space(std::string_view text, std::size_t most) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  Parts parts;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    if (text.empty()) {
      return parts;
    }
    if (parts.size() == most) {
      parts.push_back(text);
      return parts;
    }
    const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

class StringSplit : public Operator {
 public:
  explicit StringSplit(const MakeContext& context)
      : delimiter_(context.get_string("delimiter", "")) {
    const std::int64_t most = context.get_int("maxsplit", -1);
    most_ = most < 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(most);
  }

  void infer(InferContext& context) const override {
    SymbolicShape y = context.shape(0);
    y.push_back(Dim());
    context.set_shape(0, std::move(y));
    context.set_shape(1, context.shape(0));
  }

  void run(RunContext& context) const override {
    const auto texts = context.input(0).span<std::string>();
    std::vector<Parts> all;
    std::size_t longest = 0;
    for (const std::string& text : texts) {
      all.push_back(delimiter_.empty() ? split_at_space(text, most_)
                                       : split_at(text, delimiter_, most_));
      longest = std::max(longest, all.back().size());
    }
    if (context.has_output(0)) {
      Shape shape = context.input(0).shape();
      shape.push_back(static_cast<std::int64_t>(longest));
      std::string* to = context.output(0, DType::kString, shape).data<std::string>();
      for (const Parts& parts : all) {
        std::fill(std::copy(parts.begin(), parts.end(), to), to + longest, std::string());
        to += longest;
      }
    }
    if (context.has_output(1)) {
      std::transform(all.begin(), all.end(), context.output(1).data<std::int64_t>(),
                     [](const Parts& parts) { return static_cast<std::int64_t>(parts.size()); });
    }
  }

 private:
  std::string delimiter_;
  std::size_t most_;
};

}  // namespace

SARDONYX_OPERATORS(text, string_split) {
  registry.add({.name = "StringSplit",
                .since = 20,
                .signature = "X: string -> Y: string, Z: int64",
                .make = make<StringSplit>});
}

}  // namespace sardonyx
