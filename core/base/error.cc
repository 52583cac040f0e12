#include "core/base/error.h"

#include <utility>

namespace sardonyx {

Error::Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {
  rebuild();
}

void Error::add_node(std::string_view op_type, std::string_view node_name) {
  if (op_type_.empty()) {
    op_type_ = op_type;
    node_ = node_name;
    rebuild();
  } else {
    add_context(concat(op_type, " '", node_name, "'"));
  }
}

void Error::add_context(std::string_view context) {
  context_ = context_.empty() ? std::string(context) : concat(context, ": ", context_);
  rebuild();
}

void Error::rebuild() {
  text_.clear();
  if (!context_.empty()) {
    text_ += context_ + ": ";
  }
  if (!op_type_.empty()) {
    text_ += op_type_;
    if (!node_.empty()) {
      text_ += " '" + node_ + "'";
    }
    text_ += ": ";
  }
  text_ += message_;
}

}  // namespace sardonyx
