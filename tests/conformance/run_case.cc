#include "tests/conformance/run_case.h"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "core/include/sardonyx/session.h"
#include "core/model/model.h"

namespace sardonyx::conformance {
namespace {

// Random operators without a seed of their own give the same in every run of the suite.
constexpr std::uint64_t kSeed = 1;

// One feed per input of the session, in its order. Inputs that the case leaves out stay empty.
std::vector<Value> feeds_of(const Session& session, const std::vector<NamedValue>& inputs) {
  std::vector<Value> feeds(session.inputs().size());
  for (const NamedValue& input : inputs) {
    const auto port = std::find_if(session.inputs().begin(), session.inputs().end(),
                                   [&](const Port& one) { return one.name == input.name; });
    if (port == session.inputs().end()) {
      throw std::runtime_error("the session has no input '" + input.name + "'");
    }
    feeds[static_cast<std::size_t>(port - session.inputs().begin())] = input.value;
  }
  return feeds;
}

std::vector<int> fetches_of(const Session& session, const std::vector<NamedValue>& outputs) {
  std::vector<int> fetches;
  for (const NamedValue& output : outputs) {
    const auto port = std::find_if(session.outputs().begin(), session.outputs().end(),
                                   [&](const Port& one) { return one.name == output.name; });
    if (port == session.outputs().end()) {
      throw std::runtime_error("the session has no output '" + output.name + "'");
    }
    fetches.push_back(static_cast<int>(port - session.outputs().begin()));
  }
  return fetches;
}

std::vector<Value> values_of(const std::vector<NamedValue>& named) {
  std::vector<Value> values;
  for (const NamedValue& one : named) {
    values.push_back(one.value);
  }
  return values;
}

// Returns the first difference of a set's outputs, or nothing.
std::string compare_outputs(const Case& test, const DataSet& set, const std::vector<Value>& outputs,
                            double& largest_difference) {
  if (test.random.kind != RandomCheck::Kind::kNone) {
    return implausibility(test.random, values_of(set.inputs), values_of(set.outputs), outputs);
  }
  for (std::size_t i = 0; i < set.outputs.size(); ++i) {
    const std::string found =
        difference(set.outputs[i].value, outputs[i], test.tolerance, largest_difference);
    if (!found.empty()) {
      return concat("output '", set.outputs[i].name, "': ", found);
    }
  }
  return {};
}

std::string run_set(Session& session, const Case& test, const DataSet& set,
                    const RunOptions& options, double& largest_difference) {
  const std::vector<Value> outputs =
      session.run(feeds_of(session, set.inputs), fetches_of(session, set.outputs));
  const std::string found = compare_outputs(test, set, outputs, largest_difference);
  if (!found.empty() || !options.prove_comparison || test.random.kind != RandomCheck::Kind::kNone) {
    return found;
  }
  for (std::size_t i = 0; i < set.outputs.size(); ++i) {
    const Value changed = corrupted(set.outputs[i].value);
    double ignored = 0;
    if (!changed.empty() && difference(changed, outputs[i], test.tolerance, ignored).empty()) {
      return concat("output '", set.outputs[i].name, "': a changed element was not noticed");
    }
  }
  return {};
}

// A refusal must be one of ours and tell how to export the model instead.
std::string run_rejection(Session& session, const Rejection& rejection) {
  try {
    session.run(feeds_of(session, rejection.inputs));
  } catch (const Error& error) {
    const std::string text = error.what();
    return text.find("export") != std::string::npos
               ? std::string()
               : concat("refused without advice on the export: ", text);
  }
  return concat("not refused: ", rejection.reason);
}

Session load(const Case& test, const SessionOptions& options) {
  if (test.model_bytes.data == nullptr) {
    return Session::load_file(test.model.string(), options);
  }
  ExternalDataInFolder no_files("");
  return Session::load(test.model_bytes, no_files, options);
}

std::string run_all(const Case& test, const RunOptions& options, double& largest_difference) {
  SessionOptions session_options;
  session_options.optimize = options.optimize;
  session_options.seed = kSeed;
  Session session = load(test, session_options);
  for (const std::string& node : test.warns) {
    const auto names_it = [&](const std::string& warning) {
      return warning.find(node) != std::string::npos;
    };
    if (std::none_of(session.warnings().begin(), session.warnings().end(), names_it)) {
      return concat("no warning names the node ", node);
    }
  }
  for (const Rejection& rejection : test.rejected) {
    if (std::string found = run_rejection(session, rejection); !found.empty()) {
      return found;
    }
  }
  for (std::size_t i = 0; i <= test.sets.size(); ++i) {
    const bool again = i == test.sets.size();
    const DataSet& set = test.sets[again ? 0 : i];
    const std::string found = run_set(session, test, set, options, largest_difference);
    if (!found.empty()) {
      return again                  ? concat("second run: ", found)
             : test.sets.size() > 1 ? concat("set ", i, ": ", found)
                                    : found;
    }
  }
  return {};
}

}  // namespace

Outcome run_case(const Case& test, const RunOptions& options) {
  Outcome outcome;
  try {
    outcome.failure = run_all(test, options, outcome.largest_difference);
  } catch (const Error& error) {
    outcome.failure = error.what();
    outcome.refusal = error.code();
  } catch (const std::exception& error) {
    outcome.failed_otherwise = true;
    outcome.failure = error.what();
  }
  return outcome;
}

}  // namespace sardonyx::conformance
