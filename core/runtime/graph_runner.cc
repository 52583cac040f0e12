#include "core/runtime/graph_runner.h"

#include <algorithm>
#include <new>

#include "core/graph/evaluate.h"

namespace sardonyx {
namespace {

// A page that alternates between a few image sizes should not plan anew each time; a decoder whose
// length grows by one needs none of the old plans.
constexpr std::size_t kMaxPrograms = 8;

// What a program's key has in place of a rank for other values than tensors: below all of them.
constexpr std::int64_t kNotATensor = -2;
constexpr std::int64_t kUnknown = -1;

// What is known of the elements of sequences and optionals decides the plan as shapes do.
void append_key(const ValueType& type, std::vector<std::int64_t>& key) {
  if (type.is_tensor()) {
    key.push_back(static_cast<std::int64_t>(type.dtype));
    key.push_back(type.shape.ranked() ? type.shape.rank() : kUnknown);
    for (const Dim dim : type.shape.dims()) {
      key.push_back(dim.known() ? dim.value() : kUnknown);
    }
    return;
  }
  key.push_back(kNotATensor - static_cast<std::int64_t>(type.kind));
  if (type.element) {
    append_key(*type.element, key);
  }
}

void append_key(const Value& value, std::vector<std::int64_t>& key) {
  if (!value.is_tensor()) {
    append_key(value.type(), key);
    return;
  }
  const Shape& shape = value.tensor().shape();
  key.push_back(shape.rank());
  key.insert(key.end(), shape.begin(), shape.end());
}

std::span<Value* const> inputs_of(const Program& program, const Program::Step& step) {
  return {program.operands.data() + step.inputs, step.input_count};
}

// Calls `end` when leaving the scope, also by an exception.
template <class F>
struct AtExit {
  F end;
  ~AtExit() { end(); }
};
template <class F>
AtExit(F) -> AtExit<F>;  // clang 14 does not deduce this for aggregates

}  // namespace

GraphRunner::GraphRunner(const Graph& graph, SessionEnvironment& environment)
    : graph_(graph),
      environment_(environment),
      facts_(graph),
      first_subgraphs_(graph.nodes.size(), -1),
      captured_(graph.captures.size(), nullptr),
      planner_(graph, facts_, first_subgraphs_, environment) {
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const std::vector<Graph*> subgraphs = graph.nodes[i].subgraphs();
    if (!subgraphs.empty()) {
      first_subgraphs_[i] = static_cast<std::int32_t>(subgraphs_.size());
    }
    for (const Graph* subgraph : subgraphs) {
      subgraphs_.push_back(std::make_unique<GraphRunner>(*subgraph, environment));
      subgraph_pointers_.push_back(subgraphs_.back().get());
    }
  }
}

GraphRunner::~GraphRunner() = default;

void GraphRunner::run(std::span<const Value> inputs, std::vector<Value>& outputs) {
  run(inputs, graph_.outputs, outputs);
}

void GraphRunner::run(std::span<const Value> inputs, std::span<const ValueId> wanted,
                      std::vector<Value>& outputs) {
  if (graph_.unusable) {
    throw Error(*graph_.unusable);
  }
  Program& program = program_for(inputs, wanted);
  const AtExit cleanup{[&] { clear(program, graph_); }};
  std::size_t next = 0;
  for (const ValueId id : graph_.inputs) {
    program.slots[static_cast<std::size_t>(id)] = *feeds_[next++];
  }
  for (const Capture& capture : graph_.captures) {
    program.slots[static_cast<std::size_t>(capture.inner)] = *feeds_[next++];
  }
  bind(program);
  execute(program);
  collect(program, outputs);
}

std::vector<ValueType> GraphRunner::infer(std::span<const Value> inputs) {
  return program_for(inputs, graph_.outputs).output_types;
}

Program& GraphRunner::program_for(std::span<const Value> inputs, std::span<const ValueId> wanted) {
  feeds_.clear();
  for (const Value& input : inputs) {
    feeds_.push_back(&input);
  }
  feeds_.insert(feeds_.end(), captured_.begin(), captured_.end());
  key_.assign(wanted.begin(), wanted.end());
  key_.push_back(kNoValue);
  for (const Value* feed : feeds_) {
    append_key(*feed, key_);
  }
  const auto found = std::find_if(programs_.begin(), programs_.end(),
                                  [&](const auto& program) { return program->key == key_; });
  if (found != programs_.end()) {
    std::rotate(programs_.begin(), found, found + 1);
    return *programs_.front();
  }
  std::unique_ptr<Program> program;
  if (programs_.size() < kMaxPrograms) {
    program = std::make_unique<Program>();
  } else {
    program = std::move(programs_.back());
    programs_.pop_back();
    program->clear();
  }
  planner_.plan(feeds_, wanted, *program);
  program->key = key_;
  programs_.insert(programs_.begin(), std::move(program));
  return *programs_.front();
}

void GraphRunner::bind(Program& program) {
  if (arena_.size < program.arena_bytes) {
    arena_ = {};
    try {
      arena_ = allocate_bytes(program.arena_bytes);
    } catch (const std::bad_alloc&) {
      fail(ErrorCode::kOutOfMemory, "cannot allocate ", program.arena_bytes,
           " bytes for intermediate results");
    }
  }
  if (program.bound_arena != arena_.data) {
    for (const Program::Placement& placement : program.placements) {
      program.slots[static_cast<std::size_t>(placement.value)].tensor().set_memory(
          arena_.data + placement.offset);
    }
    program.bound_arena = arena_.data;
  }
  for (const Program::OutputBlock& block : program.output_blocks) {
    const Tensor memory =
        environment_.allocate(DType::kUint8, Shape{static_cast<std::int64_t>(block.bytes)});
    for (const ValueId id : block.values) {
      program.slots[static_cast<std::size_t>(id)].tensor().set_memory(
          const_cast<void*>(memory.raw()), memory.owner());
    }
  }
}

void GraphRunner::execute(Program& program) {
  for (const Program::Step& step : program.steps) {
    environment_.check_cancelled();
    try {
      if (environment_.profile()) [[unlikely]] {
        const Profile::Clock::time_point start = Profile::Clock::now();
        execute_step(program, step);
        environment_.profile()->add(*step.node, inputs_of(program, step),
                                    Profile::Clock::now() - start);
      } else {
        execute_step(program, step);
      }
    } catch (Error& error) {
      error.add_node(step.node->op_type, step.node->name);
      throw;
    } catch (const std::bad_alloc&) {
      Error error(ErrorCode::kOutOfMemory, "out of memory");
      error.add_node(step.node->op_type, step.node->name);
      throw error;
    }
  }
}

void GraphRunner::execute_step(Program& program, const Program::Step& step) {
  const std::span<Value* const> inputs = inputs_of(program, step);
  const std::span<Value* const> outputs(program.operands.data() + step.outputs, step.output_count);
  std::span<SubgraphRunner* const> subgraphs;
  if (step.subgraphs >= 0) {
    subgraphs = {subgraph_pointers_.data() + step.subgraphs,
                 subgraph_pointers_.size() - static_cast<std::size_t>(step.subgraphs)};
    pass_captures(program, step);
  }
  const RunTail tail{
      step.node->tail,
      {program.operands.data() + step.inputs + step.input_count, step.tail_operand_count}};
  if (!step.unplanned) {
    RunContext context(inputs, outputs, environment_, subgraphs, tail);
    step.node->op->run(context);
    return;
  }
  SmallVector<const ValueType*, 8> types;
  for (const ValueId id : step.node->outputs) {
    types.push_back(id == kNoValue ? nullptr : &graph_.value(id).type);
  }
  run_unplanned(*step.node, types, inputs, outputs, environment_, subgraphs, tail);
  for (std::uint32_t i = 0; i < step.release_count; ++i) {
    program.slots[static_cast<std::size_t>(program.releases[step.releases + i])] = Value();
  }
}

void GraphRunner::pass_captures(const Program& program, const Program::Step& step) {
  const std::vector<Graph*> subgraphs = step.node->subgraphs();
  for (std::size_t i = 0; i < subgraphs.size(); ++i) {
    GraphRunner& runner = *subgraphs_[static_cast<std::size_t>(step.subgraphs) + i];
    for (std::size_t k = 0; k < runner.captured_.size(); ++k) {
      const auto outer = static_cast<std::size_t>(subgraphs[i]->captures[k].outer);
      runner.captured_[k] = graph_.value(static_cast<ValueId>(outer)).constant
                                ? &facts_.constants[outer]
                                : &program.slots[outer];
    }
  }
}

void GraphRunner::collect(Program& program, std::vector<Value>& outputs) {
  outputs.clear();
  for (const ValueId id : program.outputs) {
    const auto at = static_cast<std::size_t>(id);
    const Value& value = graph_.value(id).constant ? facts_.constants[at] : program.slots[at];
    if (!value.is_tensor()) {
      outputs.push_back(value);
      continue;
    }
    const Tensor& tensor = value.tensor();
    const bool computed =
        tensor.owner() && !graph_.value(id).constant &&
        std::find(graph_.inputs.begin(), graph_.inputs.end(), id) == graph_.inputs.end();
    if (computed) {
      outputs.emplace_back(tensor);
    } else {
      Tensor copy = environment_.allocate(tensor.dtype(), tensor.shape());
      copy_elements(tensor, copy);
      outputs.emplace_back(std::move(copy));
    }
  }
}

// Lets go of everything that belongs to this run alone.
void GraphRunner::clear(Program& program, const Graph& graph) {
  for (const ValueId id : graph.inputs) {
    program.slots[static_cast<std::size_t>(id)] = Value();
  }
  for (const Capture& capture : graph.captures) {
    program.slots[static_cast<std::size_t>(capture.inner)] = Value();
  }
  for (const Program::OutputBlock& block : program.output_blocks) {
    for (const ValueId id : block.values) {
      program.slots[static_cast<std::size_t>(id)].tensor().set_memory(nullptr);
    }
  }
  for (const Program::Step& step : program.steps) {
    if (step.unplanned) {
      for (const ValueId id : step.node->outputs) {
        if (id != kNoValue) {
          program.slots[static_cast<std::size_t>(id)] = Value();
        }
      }
    }
  }
}

}  // namespace sardonyx
