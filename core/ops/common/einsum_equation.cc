#include "core/ops/common/einsum_equation.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"

namespace sardonyx {
namespace {

constexpr int kLetters = 26;

int label_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return kLetters + (c - 'a');
  return -1;
}

bool has_ellipsis(const Labels& term) {
  return std::find(term.begin(), term.end(), kEllipsisLabel) != term.end();
}

// The term with its ellipsis written out.
Labels written_out(const Labels& term, int ellipsis_rank) {
  Labels labels;
  for (const std::int8_t label : term) {
    const int count = label == kEllipsisLabel ? ellipsis_rank : 1;
    for (int i = 0; i < count; ++i) {
      labels.push_back(static_cast<std::int8_t>(label + i));
    }
  }
  return labels;
}

}  // namespace

EinsumEquation::EinsumEquation(std::string_view text) : text_(text) {
  const std::size_t arrow = text.find("->");
  std::string_view left = text.substr(0, arrow);
  for (bool more = true; more;) {
    const std::size_t comma = left.find(',');
    more = comma != std::string_view::npos;
    operands_.push_back(parse_term(left.substr(0, comma)));
    left = more ? left.substr(comma + 1) : left;
  }
  if (arrow == std::string_view::npos) {
    output_ = implicit_output();
    return;
  }
  output_ = parse_term(text.substr(arrow + 2));
  for (std::size_t i = 0; i < output_.size(); ++i) {
    const std::int8_t label = output_[i];
    if (std::find(output_.begin(), output_.begin() + i, label) != output_.begin() + i) {
      malformed("has " + label_text(label) + " twice in its result");
    }
    const bool known = std::any_of(operands_.begin(), operands_.end(), [label](const Labels& term) {
      return std::find(term.begin(), term.end(), label) != term.end();
    });
    if (!known && label != kEllipsisLabel) {
      malformed("has " + label_text(label) + " in its result, but in no operand");
    }
  }
}

Labels EinsumEquation::parse_term(std::string_view term) const {
  Labels labels;
  for (std::size_t i = 0; i < term.size(); ++i) {
    const int label = label_of(term[i]);
    if (term[i] == ' ') {
      continue;
    }
    if (label >= 0) {
      labels.push_back(static_cast<std::int8_t>(label));
    } else if (term.substr(i, 3) == "...") {
      if (has_ellipsis(labels)) {
        malformed("has two ellipses in one term");
      }
      labels.push_back(kEllipsisLabel);
      i += 2;
    } else {
      malformed(std::string("has '") + term[i] + "' where a letter or an ellipsis should be");
    }
  }
  return labels;
}

Labels EinsumEquation::implicit_output() const {
  std::array<int, kMaxLabels> seen{};
  for (const Labels& term : operands_) {
    for (const std::int8_t label : term) {
      ++seen[static_cast<std::size_t>(label)];
    }
  }
  Labels labels;
  if (seen[kEllipsisLabel] > 0) {
    labels.push_back(kEllipsisLabel);
  }
  for (int label = 0; label < kEllipsisLabel; ++label) {
    if (seen[static_cast<std::size_t>(label)] == 1) {
      labels.push_back(static_cast<std::int8_t>(label));
    }
  }
  return labels;
}

void EinsumEquation::malformed(std::string_view why) const {
  fail(ErrorCode::kInvalidModel, "attribute 'equation' \"", text_, "\" ", why);
}

int EinsumEquation::ellipsis_rank(int i, int rank) const {
  const Labels& term = operands_[static_cast<std::size_t>(i)];
  const bool ellipsis = has_ellipsis(term);
  const int letters = static_cast<int>(term.size()) - (ellipsis ? 1 : 0);
  require_that(ErrorCode::kInvalidArgument, ellipsis ? rank >= letters : rank == letters, "input ",
               i, " has rank ", rank, ", but its term in the equation \"", text_, "\" has ",
               letters, ellipsis ? " letters and an ellipsis" : " letters");
  require_that(ErrorCode::kUnsupported, rank - letters <= kMaxEllipsisRank, "the ellipsis covers ",
               rank - letters, " axes of input ", i, ", at most ", kMaxEllipsisRank,
               " are supported");
  return ellipsis ? rank - letters : -1;
}

Labels EinsumEquation::operand(int i, int rank) const {
  return written_out(operands_[static_cast<std::size_t>(i)], ellipsis_rank(i, rank));
}

Labels EinsumEquation::output(int ellipsis_rank) const {
  return written_out(output_, ellipsis_rank);
}

std::string label_text(int label) {
  if (label >= kEllipsisLabel) {
    return "the ellipsis";
  }
  const int letter = label % kLetters;
  return {'\'', static_cast<char>((label < kLetters ? 'A' : 'a') + letter), '\''};
}

}  // namespace sardonyx
