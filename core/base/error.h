#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "core/base/text.h"

namespace sardonyx {

/// What kind of thing went wrong. The numbers cross the C ABI and are part of it.
enum class ErrorCode : std::int32_t {
  kInvalidModel = 1,     ///< the bytes are no valid ONNX model
  kUnsupported = 2,      ///< valid ONNX that this build has no operator or type for
  kInvalidArgument = 3,  ///< a feed, fetch or option that does not fit the model
  kOutOfMemory = 4,      ///< an allocation was refused
  kOutOfRange = 5,       ///< a size overflows or an index leaves its tensor
  kCancelled = 6,        ///< the run was stopped from outside
  kInternal = 7,         ///< an invariant of Sardonyx itself broke
};

/// The one exception type of Sardonyx. Thrown with a message that says what was expected and
/// what came; the place it happened (node, operator, input) is added on the way up.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message);

  ErrorCode code() const { return code_; }
  /// The whole text: context in front, then the message.
  const char* what() const noexcept override { return text_.c_str(); }
  /// The message without its context.
  const std::string& message() const { return message_; }
  const std::string& node() const { return node_; }
  const std::string& op_type() const { return op_type_; }

  /// Names the node that failed. The innermost node wins; outer ones are put in front as a path.
  void add_node(std::string_view op_type, std::string_view node_name);
  /// Puts `context` in front of the text, as "context: text".
  void add_context(std::string_view context);

 private:
  void rebuild();

  ErrorCode code_;
  std::string message_;
  std::string node_;
  std::string op_type_;
  std::string context_;
  std::string text_;
};

/// Throws Error(code, concat(parts...)).
template <class... Parts>
[[noreturn]] void fail(ErrorCode code, const Parts&... parts) {
  throw Error(code, concat(parts...));
}

/// Throws Error(kInvalidModel, concat(parts...)) unless `condition` holds.
template <class... Parts>
void require(bool condition, const Parts&... parts) {
  if (!condition) [[unlikely]] {
    fail(ErrorCode::kInvalidModel, parts...);
  }
}

/// Throws Error(code, concat(parts...)) unless `condition` holds.
template <class... Parts>
void require_that(ErrorCode code, bool condition, const Parts&... parts) {
  if (!condition) [[unlikely]] {
    fail(code, parts...);
  }
}

}  // namespace sardonyx
