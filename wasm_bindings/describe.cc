#include "wasm_bindings/describe.h"

#include <span>
#include <string_view>

#include "core/base/text.h"

namespace sardonyx {
namespace {

std::string quoted(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (code < 0x20) {
      out += concat("\\u00", kHex[code >> 4], kHex[code & 15]);
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class Range, class ToJson>
std::string list(const Range& range, const ToJson& to_json) {
  std::string out = "[";
  for (const auto& element : range) {
    out += out.size() > 1 ? "," : "";
    out += to_json(element);
  }
  return out + ']';
}

/// `extents` names the symbols where there are names for them.
std::string shape_json(const SymbolicShape& shape, std::span<const std::string> extents) {
  if (!shape.ranked()) {
    return "null";
  }
  std::size_t axis = 0;
  return list(shape.dims(), [&](Dim dim) {
    const std::size_t i = axis++;
    return dim.known() ? concat(dim.value())
                       : quoted(i < extents.size() ? std::string_view(extents[i]) : "");
  });
}

std::string type_json(const ValueType& type, std::span<const std::string> extents = {}) {
  const auto element = [&] { return type_json(type.element ? *type.element : ValueType{}); };
  switch (type.kind) {
    case ValueType::Kind::kTensor:
      return concat(R"({"kind":"tensor","dtype":)", static_cast<int>(type.dtype), R"(,"shape":)",
                    shape_json(type.shape, extents), "}");
    case ValueType::Kind::kSequence:
      return concat(R"({"kind":"sequence","element":)", element(), "}");
    case ValueType::Kind::kOptional:
      return concat(R"({"kind":"optional","element":)", element(), "}");
    case ValueType::Kind::kMap:
      return concat(R"({"kind":"map","key":)", static_cast<int>(type.dtype), R"(,"value":)",
                    element(), "}");
    case ValueType::Kind::kUnknown:
      break;
  }
  return R"({"kind":"unknown"})";
}

std::string port_json(const Port& port) {
  return concat(R"({"name":)", quoted(port.name), R"(,"type":)", type_json(port.type, port.extents),
                R"(,"default":)", port.has_default, "}");
}

}  // namespace

std::string describe(const Session& session) {
  return concat(R"({"inputs":)", list(session.inputs(), port_json), R"(,"outputs":)",
                list(session.outputs(), port_json), R"(,"warnings":)",
                list(session.warnings(), quoted), R"(,"fixedInputs":)",
                list(session.fixed_inputs(), quoted), "}");
}

std::string describe(std::span<const NodeTime> times) {
  return list(times, [](const NodeTime& time) {
    return concat(R"({"name":)", quoted(time.name), R"(,"opType":)", quoted(time.op_type),
                  R"(,"tail":)", list(time.tail, quoted), R"(,"inputs":)", quoted(time.inputs),
                  R"(,"runs":)", time.runs, R"(,"milliseconds":)", time.milliseconds, "}");
  });
}

}  // namespace sardonyx
