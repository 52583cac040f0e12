// Runs a batch of cases and says of each how it ended, one line of JSON each: batches.py writes the
// batches and reads the lines.
//
//   differential_runner [--first N] FOLDER   {"name", "outcome", "code", "text"} per case
//   differential_runner --operators          the operators of this build, one line each
//
// Outcomes: "equal", "different", "refused" (an Error, with its code), "failed" (another
// exception). A case that ends the program is the one after the last line.

#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "core/runtime/all_operators.h"
#include "tests/conformance/case_reader.h"
#include "tests/conformance/run_case.h"

namespace sardonyx::conformance {
namespace {

using Json = nlohmann::json;

void print(const Json& line) {
  // Names and texts of hostile models need not be UTF-8.
  std::printf("%s\n", line.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
  std::fflush(stdout);
}

void print_operators() {
  for (const OpDef& def : all_operators().defs()) {
    Json types = Json::object();
    for (const TypeVariable& variable : def.types) {
      if (!variable.name.empty()) {
        types[std::string(variable.name)] = to_text(variable.types);
      }
    }
    print({{"domain", def.domain},
           {"name", def.name},
           {"since", def.since},
           {"served", def.expand != nullptr ? "expansion" : "kernel"},
           {"signature", def.signature},
           {"types", types}});
  }
}

void run_one(const Case& test) {
  const Outcome outcome = run_case(test, {});
  Json line = {{"name", test.name}, {"outcome", "equal"}};
  if (outcome.refusal) {
    line["outcome"] = *outcome.refusal == ErrorCode::kInternal ? "failed" : "refused";
    line["code"] = static_cast<int>(*outcome.refusal);
  } else if (outcome.failed_otherwise) {
    line["outcome"] = "failed";
  } else if (!outcome.failure.empty()) {
    line["outcome"] = "different";
  }
  line["text"] = outcome.failure;
  print(line);
}

int run(int count, char** texts) {
  std::size_t first = 0;
  std::string folder;
  for (int i = 1; i < count; ++i) {
    const std::string text = texts[i];
    if (text == "--operators") {
      print_operators();
      return 0;
    }
    if (text == "--first" && i + 1 < count) {
      first = std::stoul(texts[++i]);
    } else {
      folder = text;
    }
  }
  if (folder.empty()) {
    throw std::runtime_error("no folder given");
  }
  read_batch(folder, first, [](const Case& test) { run_one(test); });
  return 0;
}

}  // namespace
}  // namespace sardonyx::conformance

int main(int count, char** texts) {
  try {
    return sardonyx::conformance::run(count, texts);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
