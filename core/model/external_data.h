#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/model/model.h"
#include "core/model/tensor_proto.h"

namespace sardonyx {

/// Why `location` is refused as the location of external data, or empty when it is a relative path
/// that stays in the model's folder.
std::string_view problem_of_location(std::string_view location);

/// The path without "." segments and repeated slashes, so that each file has one name.
std::string normalized_location(std::string_view location);

/// Tensors whose elements stay in the model's file or in external data files.
class TensorsInPlace : public TensorSource {
 public:
  TensorsInPlace(const Bytes& file, ExternalData& external) : file_(file), external_(external) {}
  Tensor tensor(const WireMessage& message, const TensorHeader& header) override;

 private:
  const Bytes& external_file(const WireMessage& message, const TensorHeader& header);

  const Bytes& file_;
  ExternalData& external_;
  std::map<std::string, Bytes, std::less<>> external_files_;
};

/// Makes no tensors, but notes the external data files that they ask for.
class ExternalFileList : public TensorSource {
 public:
  Tensor tensor(const WireMessage& message, const TensorHeader& header) override;
  bool makes_tensors() const override { return false; }
  std::vector<std::string> locations;
};

}  // namespace sardonyx
