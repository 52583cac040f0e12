#include <new>
#include <utility>

#include "core/model/external_data.h"
#include "core/model/foreign_format.h"
#include "core/model/graph_builder.h"
#include "core/model/model.h"
#include "core/model/opset.h"
#include "core/model/parser.h"

namespace sardonyx {
namespace {

void refuse_foreign_formats(std::span<const std::byte> bytes) {
  const std::string format = recognize_foreign_format(bytes);
  require(format.empty(), "this is no ONNX model: the file is ", format);
}

ParsedModel parse(std::span<const std::byte> bytes, TensorSource& tensors, SymbolTable& symbols,
                  const ModelLimits& limits, std::vector<std::string>& warnings) {
  refuse_foreign_formats(bytes);
  try {
    const Place place{nullptr, "the model"};
    ParsedModel model = Parser(tensors, symbols, limits, warnings)
                            .parse_model(WireMessage(bytes, bytes.data(), place));
    require(model.has_graph, "the file has no graph: it is no ONNX model or is cut off");
    return model;
  } catch (Error& error) {
    if (const std::string text = beginning_of_text(bytes); !text.empty()) {
      error.add_context(concat("this is no ONNX model: it begins with the text ", quote(text)));
    }
    throw;
  }
}

void check_versions(const ParsedModel& parsed, std::vector<std::string>& warnings) {
  require(parsed.ir_version >= 0, "the model has the IR version ", parsed.ir_version);
  if (parsed.ir_version == 0) {
    warnings.push_back("The model does not say its IR version.");
  } else if (parsed.ir_version > kHighestIrVersion) {
    warnings.push_back(concat("The model has the IR version ", parsed.ir_version,
                              ", which is newer than the newest known, ", kHighestIrVersion,
                              ": what is new in it is ignored."));
  }
  for (const auto& [domain, version] : parsed.opset_imports) {
    check_opset(domain, version);
  }
  if (parsed.has_training_info) {
    warnings.push_back("The model has training information, which is ignored.");
  }
}

}  // namespace

Model read_model(Bytes bytes, ExternalData& external, const ModelLimits& limits) {
  try {
    Model model;
    auto symbols = std::make_shared<SymbolTable>();
    TensorsInPlace tensors(bytes, external);
    ParsedModel parsed = parse(bytes.span(), tensors, *symbols, limits, model.warnings);
    check_versions(parsed, model.warnings);
    model.graph = GraphBuilder(parsed, std::move(symbols), limits, model.warnings).build();
    model.ir_version = parsed.ir_version;
    model.producer = std::move(parsed.producer);
    model.opset_imports = std::move(parsed.opset_imports);
    model.metadata = std::move(parsed.metadata);
    return model;
  } catch (const std::bad_alloc&) {
    fail(ErrorCode::kOutOfMemory, "out of memory while reading the model");
  }
}

std::vector<std::string> external_files(std::span<const std::byte> bytes) {
  ExternalFileList files;
  SymbolTable symbols;
  std::vector<std::string> warnings;
  parse(bytes, files, symbols, {}, warnings);
  return std::move(files.locations);
}

}  // namespace sardonyx
