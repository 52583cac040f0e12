#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/small_vector.h"

namespace sardonyx {

/// The labels of a tensor's axes, outermost first: 0 to 51 stand for A ... Z, a ... z, numbers from
/// kEllipsisLabel on for the axes that an ellipsis covers.
using Labels = SmallVector<std::int8_t, 8>;

inline constexpr int kEllipsisLabel = 52;
inline constexpr int kMaxLabels = 64;
/// As many axes as an ellipsis may cover.
inline constexpr int kMaxEllipsisRank = kMaxLabels - kEllipsisLabel;

/// The equation of an Einsum: "bij,bjk->bik", "...i,...i", "ii->i".
class EinsumEquation {
 public:
  /// Throws kInvalidModel, with the equation in the message, when it is malformed. Without an arrow
  /// the result has the ellipsis and then every letter that occurs once, in ASCII's order.
  explicit EinsumEquation(std::string_view text);

  int operand_count() const { return static_cast<int>(operands_.size()); }
  /// How many axes the ellipsis of operand i covers when the operand has this rank; -1 when its
  /// term has none. Throws kInvalidArgument when the term does not fit the rank.
  int ellipsis_rank(int i, int rank) const;
  /// The labels of operand i.
  Labels operand(int i, int rank) const;
  /// The labels of the result when ellipses cover so many axes.
  Labels output(int ellipsis_rank) const;

 private:
  // A term has labels of letters and, where its ellipsis is, kEllipsisLabel.
  Labels parse_term(std::string_view term) const;
  Labels implicit_output() const;
  [[noreturn]] void malformed(std::string_view why) const;

  std::string text_;
  std::vector<Labels> operands_;
  Labels output_;
};

/// "'j'", or "the ellipsis".
std::string label_text(int label);

}  // namespace sardonyx
