#pragma once

#include <utility>

#include "core/graph/op.h"
#include "core/ops/common/key_index.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// A table from keys to values of another or the same type.
class LabelMap {
 public:
  LabelMap() = default;
  /// `values` has as many elements as `keys`; `fallback` has one, of the same type, for what is no
  /// key. Throws when that is not so or the types are none of those of LabelEncoder.
  LabelMap(const Tensor& keys, Tensor values, Tensor fallback);

  DType key_dtype() const { return key_dtype_; }
  DType value_dtype() const { return values_.dtype(); }
  /// y[i] = the value of x[i]. REQUIRES: tensors of these types and of the same size.
  void apply(const Tensor& x, Tensor& y) const;

 private:
  DType key_dtype_ = DType::kUndefined;
  KeyIndex keys_;
  Tensor values_;
  Tensor fallback_;
};

/// Y = the map's value of each element of X.
class LabelMapOperator : public Operator {
 public:
  explicit LabelMapOperator(LabelMap map) : map_(std::move(map)) {}

  void infer(InferContext& context) const override;
  void run(RunContext& context) const override { map_.apply(context.input(0), context.output(0)); }

 private:
  LabelMap map_;
};

}  // namespace sardonyx
