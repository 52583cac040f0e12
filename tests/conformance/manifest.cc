#include "tests/conformance/manifest.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string_view>

namespace sardonyx::conformance {
namespace {

constexpr std::string_view kByDesign = "by design: ";

// One line, without what differs from one build to another.
std::string reason_of(const std::string& failure) {
  constexpr std::string_view kMissing = " that this build does not have: ";
  const std::size_t missing = failure.find(kMissing);
  if (missing != std::string::npos) {
    // "ai.onnx::Conv-11, ai.onnx.ml::Scaler-1" becomes "Conv, ai.onnx.ml::Scaler".
    static const std::regex kNoise("\\bai\\.onnx::|-[0-9]+");
    return "not implemented: " +
           std::regex_replace(failure.substr(missing + kMissing.size()), kNoise, "");
  }
  std::string reason = failure.substr(0, failure.find(", largest difference "));
  std::replace(reason.begin(), reason.end(), '\n', ' ');
  constexpr std::size_t kLongest = 160;
  return reason.size() <= kLongest ? reason : reason.substr(0, kLongest) + " ...";
}

}  // namespace

Manifest Manifest::read(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot read " + path.string());
  }
  Manifest manifest;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') {
      if (manifest.reasons_.empty()) {
        manifest.head_ += line + "\n";
      }
      continue;
    }
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos ||
        !manifest.reasons_.emplace(line.substr(0, colon), line.substr(colon + 2)).second) {
      throw std::runtime_error(path.string() + ":" + std::to_string(number) +
                               ": not 'name: reason', or listed twice");
    }
  }
  return manifest;
}

void Manifest::set(const std::string& name, const std::string& failure) {
  std::string& reason = reasons_[name];
  if (reason.compare(0, kByDesign.size(), kByDesign) != 0) {
    reason = reason_of(failure);
  }
}

void Manifest::write(const std::filesystem::path& path) const {
  std::ofstream file(path);
  file << head_;
  for (const auto& [name, reason] : reasons_) {
    file << name << ": " << reason << "\n";
  }
  if (!file.flush()) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

}  // namespace sardonyx::conformance
