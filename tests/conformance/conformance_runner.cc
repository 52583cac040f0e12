// Runs test cases natively against a manifest of those known not to pass.
//
//   conformance_runner [options] FOLDER...
//     --manifest FILE      cases that are expected to fail, one `name: reason` per line
//     --filter REGEX       only cases whose name matches; the manifest is not checked for leftovers
//     --list               print the names of the cases and stop
//     --summary            results per operator
//     --verbose            also one line for each case that passes or is expected to fail
//     --update-manifest    write the manifest as this run found it
//     --no-optimize        run without graph passes
//     --prove-comparison   check that each comparison would notice a changed element
//
// Exits with 1 when a case fails that the manifest does not list, or passes that it does list.

#include <chrono>
#include <cstdio>
#include <exception>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/conformance/case_reader.h"
#include "tests/conformance/manifest.h"
#include "tests/conformance/run_case.h"

namespace sardonyx::conformance {
namespace {

struct Arguments {
  std::vector<std::filesystem::path> folders;
  std::filesystem::path manifest;
  std::string filter;
  bool list = false;
  bool summary = false;
  bool verbose = false;
  bool update_manifest = false;
  RunOptions run;
};

Arguments parse(int count, char** texts) {
  Arguments arguments;
  const std::map<std::string, bool*> switches = {
      {"--list", &arguments.list},
      {"--summary", &arguments.summary},
      {"--verbose", &arguments.verbose},
      {"--update-manifest", &arguments.update_manifest},
      {"--prove-comparison", &arguments.run.prove_comparison},
  };
  for (int i = 1; i < count; ++i) {
    const std::string text = texts[i];
    const auto next = [&]() -> std::string {
      return ++i < count ? texts[i] : throw std::runtime_error(text + " needs a value");
    };
    if (const auto found = switches.find(text); found != switches.end()) {
      *found->second = true;
    } else if (text == "--no-optimize") {
      arguments.run.optimize = false;
    } else if (text == "--manifest") {
      arguments.manifest = next();
    } else if (text == "--filter") {
      arguments.filter = next();
    } else if (text.rfind("--", 0) == 0) {
      throw std::runtime_error("unknown option " + text);
    } else {
      arguments.folders.emplace_back(text);
    }
  }
  if (arguments.folders.empty()) {
    throw std::runtime_error("no folder of cases given");
  }
  if (arguments.update_manifest && arguments.manifest.empty()) {
    throw std::runtime_error("--update-manifest needs --manifest");
  }
  return arguments;
}

struct Count {
  int passed = 0;
  int all = 0;
};

class Runner {
 public:
  explicit Runner(Arguments arguments) : arguments_(std::move(arguments)) {
    if (!arguments_.manifest.empty()) {
      manifest_ = Manifest::read(arguments_.manifest);
    }
  }

  int run() {
    const auto start = std::chrono::steady_clock::now();
    const std::regex filter(arguments_.filter);
    for (const auto& folder : arguments_.folders) {
      for (const auto& file : find_cases(folder)) {
        const std::string name = case_name(file);
        if (!std::regex_search(name, filter)) {
          continue;
        }
        if (!seen_.insert(name).second) {
          throw std::runtime_error("there are two cases named " + name);
        }
        if (arguments_.list) {
          std::printf("%s\n", name.c_str());
        } else {
          run_one(file, name);
        }
      }
    }
    if (seen_.empty()) {
      throw std::runtime_error("no case found");
    }
    if (arguments_.list) {
      return 0;
    }
    check_leftovers();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    report(elapsed.count());
    if (arguments_.update_manifest) {
      manifest_.write(arguments_.manifest);
      return 0;
    }
    return surprises_ == 0 ? 0 : 1;
  }

 private:
  void run_one(const std::filesystem::path& file, const std::string& name) {
    Outcome outcome;
    std::string kind = "unreadable";
    std::string tested;
    try {
      const Case test = read_case(file);
      kind = test.kind;
      tested = test.tested_operator;
      outcome = run_case(test, arguments_.run);
    } catch (const std::exception& error) {
      outcome.failure = std::string("cannot read the case: ") + error.what();
    }
    const bool passed = outcome.failure.empty();
    const bool listed = manifest_.lists(name);
    for (Count* count : {&total_, &by_kind_[kind], &by_operator_[tested.empty() ? kind : tested]}) {
      count->all += 1;
      count->passed += passed ? 1 : 0;
    }
    if (arguments_.update_manifest) {
      passed ? manifest_.remove(name) : manifest_.set(name, outcome.failure);
    }
    if (passed && listed) {
      surprises_ += 1;
      print("GAIN", name, "passes, but the manifest lists it");
    } else if (!passed && !listed) {
      surprises_ += 1;
      print("FAIL", name, outcome.failure);
    } else if (arguments_.verbose && passed) {
      char text[64];
      std::snprintf(text, sizeof text, "largest difference %.3g", outcome.largest_difference);
      print("pass", name, text);
    } else if (arguments_.verbose) {
      print("expected", name, outcome.failure);
    }
    expected_failures_ += !passed && listed ? 1 : 0;
    failures_ += !passed && !listed ? 1 : 0;
  }

  void check_leftovers() {
    if (!arguments_.filter.empty()) {
      return;
    }
    const std::map<std::string, std::string> reasons = manifest_.reasons();
    for (const auto& [name, reason] : reasons) {
      if (seen_.count(name) == 0) {
        surprises_ += 1;
        print("GONE", name, "is in the manifest, but there is no such case");
        manifest_.remove(name);
      }
    }
  }

  void report(double seconds) const {
    if (arguments_.summary) {
      for (const auto& [name, count] : by_operator_) {
        std::printf("%-48s %4d of %4d\n", name.c_str(), count.passed, count.all);
      }
    }
    for (const auto& [kind, count] : by_kind_) {
      std::printf("%-20s %4d of %4d pass\n", kind.c_str(), count.passed, count.all);
    }
    std::printf("%d passed, %d failed, %d expected failures, %d cases in %.1f s\n", total_.passed,
                failures_, expected_failures_, total_.all, seconds);
  }

  static void print(const char* verdict, const std::string& name, const std::string& text) {
    std::printf("%s %s: %s\n", verdict, name.c_str(), text.c_str());
  }

  Arguments arguments_;
  Manifest manifest_;
  std::set<std::string> seen_;
  std::map<std::string, Count> by_kind_;
  std::map<std::string, Count> by_operator_;
  Count total_;
  int failures_ = 0;
  int expected_failures_ = 0;
  int surprises_ = 0;
};

}  // namespace
}  // namespace sardonyx::conformance

int main(int count, char** texts) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a crash must not swallow the lines before it
  try {
    return sardonyx::conformance::Runner(sardonyx::conformance::parse(count, texts)).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
