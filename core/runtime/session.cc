#include "core/include/sardonyx/session.h"

#include <algorithm>
#include <new>
#include <random>

#include "core/graph/infer.h"
#include "core/graph/passes/pass.h"
#include "core/model/diagnosis.h"
#include "core/model/model.h"
#include "core/runtime/all_operators.h"
#include "core/runtime/environment.h"
#include "core/runtime/fixed_inputs.h"
#include "core/runtime/graph_runner.h"
#include "core/runtime/prepack.h"

namespace sardonyx {
namespace {

std::uint64_t seed_for(const SessionOptions& options) {
  return options.seed ? *options.seed : std::random_device()();
}

void override_free_dimensions(Graph& graph, const SessionOptions& options) {
  for (const ValueId id : graph.inputs) {
    SymbolicShape& shape = graph.value(id).type.shape;
    for (int axis = 0; shape.ranked() && axis < shape.rank(); ++axis) {
      if (!shape[axis].is_symbol()) {
        continue;
      }
      const std::string_view name = graph.symbols->name_of(shape[axis]);
      for (const auto& [symbol, extent] : options.free_dimension_overrides) {
        if (symbol == name) {
          shape[axis] = extent;
          break;
        }
      }
    }
  }
}

std::vector<std::string> extents_of(const Graph& graph, const SymbolicShape& shape) {
  std::vector<std::string> extents;
  for (int axis = 0; shape.ranked() && axis < shape.rank(); ++axis) {
    const Dim dim = shape[axis];
    const std::string_view symbol = dim.is_symbol() ? graph.symbols->name_of(dim) : "";
    extents.push_back(dim.known()         ? concat(dim.value())
                      : is_untold(symbol) ? std::string()
                                          : std::string(symbol));
  }
  return extents;
}

// What inference found, and what the file says where inference found nothing.
ValueType refine(ValueType inferred, const ValueType& declared) {
  if (inferred.kind == ValueType::Kind::kUnknown) {
    return declared;
  }
  if (!inferred.is_tensor()) {
    return inferred.element ? inferred : declared;
  }
  if (!inferred.shape.ranked()) {
    inferred.shape = declared.shape;
  } else if (declared.shape.ranked() && declared.shape.rank() == inferred.shape.rank()) {
    for (int axis = 0; axis < inferred.shape.rank(); ++axis) {
      if (!inferred.shape[axis].known()) {
        inferred.shape[axis] = declared.shape[axis];
      }
    }
  }
  return inferred;
}

std::vector<Port> ports_of(const Graph& graph, const std::vector<ValueId>& ids) {
  std::vector<Port> ports;
  for (const ValueId id : ids) {
    const GraphValue& value = graph.value(id);
    ports.push_back({value.name, value.type, extents_of(graph, value.type.shape),
                     value.default_value.has_value()});
  }
  return ports;
}

}  // namespace

class Session::Impl {
 public:
  Impl(Model read, const SessionOptions& options)
      : model_(std::move(read)), environment_(options.threads, seed_for(options)) {
    Graph& graph = model_.graph;
    const OpRegistry& registry = all_operators();
    check_operators(graph, registry);
    warnings_ = std::move(model_.warnings);
    std::ranges::move(diagnose(graph), std::back_inserter(warnings_));
    override_free_dimensions(graph, options);
    if (!options.overridable_initializers) {
      fixed_inputs_ = fix_inputs(graph);
    }
    outputs_ = ports_of(graph, graph.outputs);
    infer_types(graph, registry);
    PassOptions pass_options;
    pass_options.optimize = options.optimize;
    if (options.max_patches) {
      pass_options.max_patches = *options.max_patches;
    }
    patch_log_ = run_passes(graph, registry, pass_options);
    describe_ports();
    prepack(graph);
    runner_ = std::make_unique<GraphRunner>(graph, environment_);
  }

  std::vector<Value> run(std::span<const Value> feeds, std::span<const int> fetches) {
    environment_.set_cancelled(false);
    require_that(ErrorCode::kInvalidArgument, feeds.size() == inputs_.size(), "expected ",
                 inputs_.size(), " inputs, got ", feeds.size());
    feeds_.assign(feeds.begin(), feeds.end());
    for (std::size_t i = 0; i < feeds_.size(); ++i) {
      admit(i);
    }
    wanted_ = model_.graph.outputs;
    if (!fetches.empty()) {
      wanted_.clear();
      for (const int i : fetches) {
        require_that(ErrorCode::kInvalidArgument,
                     i >= 0 && static_cast<std::size_t>(i) < outputs_.size(), "there is no output ",
                     i);
        wanted_.push_back(model_.graph.outputs[static_cast<std::size_t>(i)]);
      }
    }
    std::vector<Value> results;
    try {
      runner_->run(feeds_, wanted_, results);
    } catch (Error& error) {
      if (error.code() == ErrorCode::kInvalidArgument && only_takes_one()) {
        error.add_context(
            "the model says that it takes any batch size, but only works with 1, which was baked "
            "in when it was exported (a reshape to a fixed size, perhaps); export it again so that "
            "the batch stays dynamic (dynamic_shapes=... or dynamic_axes=...), or feed batches "
            "of 1");
      }
      throw;
    }
    feeds_.clear();
    return results;
  }

  void start_profile() { environment_.profile().emplace(); }
  std::vector<NodeTime> end_profile() {
    std::vector<NodeTime> times;
    if (environment_.profile()) {
      times = environment_.profile()->times();
      environment_.profile().reset();
    }
    return times;
  }

  std::span<const Port> inputs() const { return inputs_; }
  std::span<const Port> outputs() const { return outputs_; }
  std::span<const std::string> warnings() const { return warnings_; }
  std::span<const std::string> fixed_inputs() const { return fixed_inputs_; }
  std::span<const std::string> patch_log() const { return patch_log_; }
  std::string dump() const { return model_.graph.dump(); }
  void cancel() { environment_.set_cancelled(true); }

 private:
  void describe_ports() {
    const Graph& graph = model_.graph;
    inputs_ = ports_of(graph, graph.inputs);
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      Port& port = outputs_[i];
      port.type = refine(graph.value(graph.outputs[i]).type, port.type);
      port.extents = extents_of(graph, port.type.shape);
    }
  }

  // Whether the shapes at hand would fit the graph if the batch, the first axis of all inputs that
  // leave it open, were 1.
  bool only_takes_one() {
    bool changed = false;
    std::vector<Value> alone;
    for (std::size_t i = 0; i < feeds_.size(); ++i) {
      alone.push_back(feeds_[i]);
      const ValueType& type = inputs_[i].type;
      if (!feeds_[i].is_tensor() || !type.shape.ranked() || type.shape.rank() == 0 ||
          type.shape[0].known()) {
        continue;
      }
      const Tensor& fed = feeds_[i].tensor();
      Shape shape = fed.shape();
      changed = changed || shape[0] != 1;
      shape[0] = 1;
      alone.back() = Tensor(fed.dtype(), shape, nullptr);
    }
    if (!changed) {
      return false;
    }
    try {
      runner_->infer(alone);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  // Checks a feed against the model's input, or puts the default in its place.
  void admit(std::size_t i) {
    const Port& port = inputs_[i];
    if (feeds_[i].empty()) {
      const GraphValue& value = model_.graph.value(model_.graph.inputs[i]);
      require_that(ErrorCode::kInvalidArgument, value.default_value.has_value(), "input '",
                   port.name, "' is missing");
      feeds_[i] = *value.default_value;
      return;
    }
    const std::string misfit = explain_misfit(port.name, port.type, port.extents, feeds_[i].type());
    require_that(ErrorCode::kInvalidArgument, misfit.empty(), misfit);
  }

  Model model_;
  SessionEnvironment environment_;
  std::vector<Port> inputs_;
  std::vector<Port> outputs_;
  std::vector<std::string> warnings_;
  std::vector<std::string> fixed_inputs_;
  std::vector<std::string> patch_log_;
  std::vector<Value> feeds_;
  std::vector<ValueId> wanted_;
  std::unique_ptr<GraphRunner> runner_;
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Session Session::load(Bytes bytes, ExternalData& external, const SessionOptions& options) {
  try {
    return Session(std::make_unique<Impl>(read_model(std::move(bytes), external), options));
  } catch (const std::bad_alloc&) {
    fail(ErrorCode::kOutOfMemory, "out of memory while loading the model");
  }
}

Session Session::load_file(const std::string& path, const SessionOptions& options) {
  const std::size_t slash = path.find_last_of("/\\");
  ExternalDataInFolder folder(slash == std::string::npos ? "." : path.substr(0, slash));
  return load(read_file(path), folder, options);
}

std::span<const Port> Session::inputs() const {
  return impl_->inputs();
}
std::span<const Port> Session::outputs() const {
  return impl_->outputs();
}
std::span<const std::string> Session::warnings() const {
  return impl_->warnings();
}
std::span<const std::string> Session::fixed_inputs() const {
  return impl_->fixed_inputs();
}
std::span<const std::string> Session::patch_log() const {
  return impl_->patch_log();
}
std::string Session::dump() const {
  return impl_->dump();
}
std::vector<Value> Session::run(std::span<const Value> feeds, std::span<const int> fetches) {
  return impl_->run(feeds, fetches);
}
void Session::start_profile() {
  impl_->start_profile();
}
std::vector<NodeTime> Session::end_profile() {
  return impl_->end_profile();
}
void Session::cancel() {
  impl_->cancel();
}

}  // namespace sardonyx
