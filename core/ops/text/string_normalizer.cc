// https://onnx.ai/onnx/operators/onnx__StringNormalizer.html

#include <algorithm>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/letter_case.h"
#include "core/ops/common/utf8.h"

namespace sardonyx {
namespace {

std::string map_letters(std::string_view text, std::uint32_t (*map)(std::uint32_t)) {
  std::string mapped;
  while (!text.empty()) {
    const std::string_view before = text;
    const std::uint32_t letter = take_code_point(text);
    const std::uint32_t other = map(letter);
    if (other == letter) {
      mapped += before.substr(0, before.size() - text.size());
    } else {
      append_code_point(mapped, other);
    }
  }
  return mapped;
}

// Letters change by Unicode's simple mappings, whatever the attribute `locale` says.
class StringNormalizer : public Operator {
 public:
  explicit StringNormalizer(const MakeContext& context)
      : change_(static_cast<Change>(
            context.get_choice("case_change_action", {"NONE", "LOWER", "UPPER"}))),
        case_sensitive_(context.get_bool("is_case_sensitive", false)) {
    for (const std::string& word : context.get_strings("stopwords")) {
      stopwords_.push_back(comparable(word));
    }
    std::sort(stopwords_.begin(), stopwords_.end());
  }

  void infer(InferContext& context) const override {
    context.require_rank(0, 1, 2);
    SymbolicShape y = context.shape(0);
    context.require(y.rank() == 1 || !certainly_differ(y[0], 1), "input 0 has shape ", y,
                    ", expected [C] or [1,C]");
    if (!stopwords_.empty() || y[y.rank() - 1].is(0)) {
      y[y.rank() - 1] = Dim();
    }
    context.set_shape(0, std::move(y));
  }

  void run(RunContext& context) const override {
    const Tensor& x = context.input(0);
    std::vector<std::string> kept;
    for (const std::string& word : x.span<std::string>()) {
      if (!std::binary_search(stopwords_.begin(), stopwords_.end(), comparable(word))) {
        kept.push_back(change_ == Change::kNone
                           ? word
                           : map_letters(word, change_ == Change::kLower ? to_lower : to_upper));
      }
    }
    if (kept.empty()) {
      kept.emplace_back();
    }
    Shape shape = x.shape();
    shape.back() = static_cast<std::int64_t>(kept.size());
    Tensor& y = context.output(0, DType::kString, shape);
    std::move(kept.begin(), kept.end(), y.data<std::string>());
  }

 private:
  enum class Change { kNone, kLower, kUpper };

  std::string comparable(const std::string& word) const {
    return case_sensitive_ ? word : map_letters(word, to_lower);
  }

  Change change_;
  bool case_sensitive_;
  std::vector<std::string> stopwords_;  // sorted
};

}  // namespace

SARDONYX_OPERATORS(text, string_normalizer) {
  registry.add({.name = "StringNormalizer",
                .since = 10,
                .signature = "X: string -> Y: string",
                .make = make<StringNormalizer>});
}

}  // namespace sardonyx
