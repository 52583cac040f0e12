#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace sardonyx::conformance {

/// The cases that are known not to pass: one line `name: reason` each. Lines that start with #
/// and empty lines are comments.
class Manifest {
 public:
  Manifest() = default;
  /// Throws std::runtime_error when a line is malformed or a name comes twice.
  static Manifest read(const std::filesystem::path& path);

  bool lists(const std::string& name) const { return reasons_.count(name) != 0; }
  const std::map<std::string, std::string>& reasons() const { return reasons_; }
  /// Lists a case with the reason for its failure, unless somebody wrote one that begins with
  /// "by design: ".
  void set(const std::string& name, const std::string& failure);
  void remove(const std::string& name) { reasons_.erase(name); }

  /// Writes the comments that stood at the head of the file, then all lines sorted by name.
  void write(const std::filesystem::path& path) const;

 private:
  std::string head_;
  std::map<std::string, std::string> reasons_;
};

}  // namespace sardonyx::conformance
