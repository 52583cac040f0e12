#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include "core/base/small_vector.h"
#include "core/tensor/shape.h"

namespace sardonyx {

/// One extent as far as it is known before a run: a number, a symbol ("batch", equal wherever the
/// same symbol stands), or unknown. Shape rules are written on Dims, so that one rule serves both
/// the inference at load and the planning for concrete shapes.
class Dim {
 public:
  constexpr Dim() = default;         ///< unknown
  constexpr Dim(std::int64_t value)  // NOLINT(google-explicit-constructor): extents are numbers
      : code_(value < 0 ? kUnknown : value) {}
  static constexpr Dim symbol(std::int32_t id) {
    Dim dim;
    dim.code_ = -1 - std::int64_t{id};
    return dim;
  }

  constexpr bool known() const { return code_ >= 0; }
  constexpr bool is_symbol() const { return code_ < 0 && code_ != kUnknown; }
  /// REQUIRES: known().
  constexpr std::int64_t value() const { return code_; }
  /// REQUIRES: is_symbol(). The index in the model's list of symbols.
  constexpr std::int32_t symbol_id() const { return static_cast<std::int32_t>(-1 - code_); }
  constexpr bool is(std::int64_t value) const { return code_ == value; }

  /// Certainly equal: the same number or the same symbol. Two unknown extents are not.
  friend constexpr bool operator==(Dim a, Dim b) {
    return a.code_ == b.code_ && a.code_ != kUnknown;
  }
  /// Both known and different.
  friend constexpr bool certainly_differ(Dim a, Dim b) {
    return a.known() && b.known() && a.code_ != b.code_;
  }

 private:
  static constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();
  std::int64_t code_ = kUnknown;
};

/// Arithmetic keeps neutral elements symbolic (s + 0, s * 1) and is unknown otherwise unless both
/// sides are known. Negative results are unknown: no extent is negative.
Dim operator+(Dim a, Dim b);
Dim operator-(Dim a, Dim b);
Dim operator*(Dim a, Dim b);
/// Rounded down; unknown when b is 0 or unknown.
Dim operator/(Dim a, Dim b);
std::string to_text(Dim dim);

/// A shape as far as it is known: no rank at all, or a Dim per axis.
class SymbolicShape {
 public:
  SymbolicShape() = default;  ///< unknown rank
  SymbolicShape(std::initializer_list<Dim> dims) : ranked_(true), dims_(dims) {}
  SymbolicShape(const Shape& shape);  // NOLINT(google-explicit-constructor): every shape is one
  /// `rank` unknown extents.
  static SymbolicShape of_rank(int rank);

  bool ranked() const { return ranked_; }
  /// REQUIRES: ranked(), also for all that follows.
  int rank() const { return static_cast<int>(dims_.size()); }
  Dim operator[](int axis) const { return dims_[static_cast<std::size_t>(axis)]; }
  Dim& operator[](int axis) { return dims_[static_cast<std::size_t>(axis)]; }
  std::span<const Dim> dims() const { return dims_; }
  void push_back(Dim dim) { dims_.push_back(dim); }
  void insert(int axis, Dim dim) { dims_.insert(static_cast<std::size_t>(axis), dim); }
  void erase(int axis) { dims_.erase(static_cast<std::size_t>(axis)); }
  /// Whether every extent is a number.
  bool known() const;
  /// The numbers. REQUIRES: known().
  Shape value() const;
  /// Unknown unless every extent of [first, last) is known, or one symbol among ones.
  Dim count(int first, int last) const;
  Dim element_count() const { return count(0, rank()); }

  /// Same rank and certainly equal extents.
  friend bool operator==(const SymbolicShape& a, const SymbolicShape& b);

 private:
  bool ranked_ = false;
  SmallVector<Dim, 6> dims_;
};

/// "[batch?,3,224]"; symbols are written as s0, s1, ... and unknown extents as ?.
std::string to_text(const SymbolicShape& shape);

/// NumPy's broadcasting. Throws kInvalidArgument when known extents do not fit.
SymbolicShape broadcast(const SymbolicShape& a, const SymbolicShape& b);

/// What is known of a value that is either a or b: equal extents stay, others become unknown.
SymbolicShape merge(const SymbolicShape& a, const SymbolicShape& b);

}  // namespace sardonyx
