#include "core/runtime/planner.h"

#include <algorithm>
#include <optional>

#include "core/graph/op_registry.h"
#include "core/graph/tail.h"

namespace sardonyx {
namespace {

// Results of shape arithmetic are this small; anything larger is data and is computed in the run.
constexpr std::int64_t kMaxPrecomputedElements = 1024;

bool is_plannable(const ValueType& type) {
  return type.is_tensor() && type.dtype != DType::kUndefined && type.dtype != DType::kString &&
         type.shape.known();
}

}  // namespace

Liveness::Liveness(const Graph& graph, std::span<const ValueId> outputs)
    : needed(graph.nodes.size(), false),
      last_use(static_cast<std::size_t>(graph.value_count()), -1) {
  for (const ValueId id : outputs) {
    last_use[static_cast<std::size_t>(id)] = kLivesOn;
  }
  for (std::size_t i = graph.nodes.size(); i-- > 0;) {
    const Node& node = graph.nodes[i];
    needed[i] = std::any_of(node.outputs.begin(), node.outputs.end(), [&](ValueId id) {
      return id != kNoValue && last_use[static_cast<std::size_t>(id)] >= 0;
    });
    if (!needed[i]) {
      continue;
    }
    for (const auto* ids : {&node.inputs, &node.captures}) {
      for (const ValueId id : *ids) {
        if (id != kNoValue && last_use[static_cast<std::size_t>(id)] < 0) {
          last_use[static_cast<std::size_t>(id)] = static_cast<std::int32_t>(i);
        }
      }
    }
  }
}

GraphFacts::GraphFacts(const Graph& graph)
    : liveness(graph, graph.outputs), constants(static_cast<std::size_t>(graph.value_count())) {
  for (ValueId id = 0; id < graph.value_count(); ++id) {
    if (const Tensor* constant = graph.constant(id)) {
      constants[static_cast<std::size_t>(id)] = *constant;
    }
  }
}

void Planner::plan(std::span<const Value* const> feeds, std::span<const ValueId> outputs,
                   Program& program) {
  program_ = &program;
  std::optional<Liveness> of_some;
  if (!std::ranges::equal(outputs, graph_.outputs)) {
    of_some.emplace(graph_, outputs);
  }
  liveness_ = of_some ? &*of_some : &facts_.liveness;
  program.slots.resize(static_cast<std::size_t>(graph_.value_count()));
  program.steps.reserve(graph_.nodes.size());
  blocks_.clear();
  admit(feeds);
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
    if (!liveness_->needed[i]) {
      continue;
    }
    try {
      plan_node(static_cast<std::int32_t>(i));
    } catch (Error& error) {
      error.add_node(graph_.nodes[i].op_type, graph_.nodes[i].name);
      throw;
    }
  }
  lay_out();
  program.outputs.assign(outputs.begin(), outputs.end());
  for (const ValueId id : outputs) {
    program.output_types.push_back(state(id).type);
  }
  program_ = nullptr;
  liveness_ = nullptr;
}

void Planner::admit(std::span<const Value* const> feeds) {
  states_.resize(static_cast<std::size_t>(graph_.value_count()));
  for (ValueId id = 0; id < graph_.value_count(); ++id) {
    ValueState& value = state(id);
    value.home = Home::kNowhere;
    value.block = -1;
    value.contents = nullptr;
    if (const Tensor* constant = graph_.constant(id)) {
      value.home = Home::kConstant;
      value.type = graph_.value(id).type;
      // A weight that its operator has packed has no elements any more.
      value.contents = constant->has_data() ? constant : nullptr;
    }
  }
  const auto feed = [&](ValueId id, const Value& value) {
    state(id).home = Home::kForeign;
    state(id).type = value.type();
  };
  std::size_t next = 0;
  for (const ValueId id : graph_.inputs) {
    feed(id, *feeds[next++]);
  }
  for (const Capture& capture : graph_.captures) {
    feed(capture.inner, *feeds[next++]);
  }
}

void Planner::plan_node(std::int32_t index) {
  const Node& node = graph_.nodes[static_cast<std::size_t>(index)];
  infer(node);
  if (precompute(node)) {
    return;
  }
  const bool plannable = node.subgraphs().empty() &&
                         std::all_of(node.outputs.begin(), node.outputs.end(), [&](ValueId id) {
                           return id == kNoValue || is_plannable(state(id).type);
                         });
  if (!plannable) {
    emit(index, node, /*unplanned=*/true);
    return;
  }
  if (node.def->view && node.outputs.size() == 1) {
    const ValueState& source = state(node.inputs[0]);
    if (source.home == Home::kPlanned) {
      join_block(node.outputs[0], source.block);
    } else {
      emit(index, node, /*unplanned=*/true);  // shares the input's memory, wherever that is
    }
    return;
  }
  place_outputs(index, node);
  emit(index, node, /*unplanned=*/false);
}

void Planner::infer(const Node& node) {
  inputs_.clear();
  outputs_.resize(node.outputs.size());
  bool ranked = true;
  for (const ValueId id : node.inputs) {
    InferContext::Input& input = inputs_.emplace_back();
    if (id != kNoValue) {
      const ValueState& value = state(id);
      input.type = &value.type;
      input.contents = value.contents;
      ranked = ranked && value.type.kind != ValueType::Kind::kUnknown &&
               (!value.type.is_tensor() || value.type.shape.ranked());
    }
  }
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    InferContext::Output& output = outputs_[i];
    output.wanted = node.outputs[i] != kNoValue;
    output.symbolic.reset();
    if (output.wanted) {
      const ValueType& at_load = graph_.value(node.outputs[i]).type;
      output.type.kind = at_load.kind;
      output.type.dtype = at_load.dtype;
      output.type.element = at_load.element;
      output.type.shape = {};
    }
  }
  if (ranked || node.def->infers_unranked) {
    InferContext context(inputs_, outputs_);
    node.op->infer(context);
  }
  if (!node.tail.empty()) {
    SmallVector<const ValueType*, 8> operands;
    for (const ValueId id : node.captures) {
      operands.push_back(&state(id).type);
    }
    check_tail(node, outputs_[0].type.shape, {operands.data(), operands.size()});
  }
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    if (outputs_[i].wanted) {
      const ValueType& at_load = graph_.value(node.outputs[i]).type;
      ValueState& value = state(node.outputs[i]);
      value.type = std::move(outputs_[i].type);
      if (!value.type.shape.known() && at_load.shape.known()) {
        value.type.shape = at_load.shape;
      }
    }
  }
}

// Computes the node now when its inputs are known now: shape arithmetic.
bool Planner::precompute(const Node& node) {
  if (node.def->random || node.outputs.empty() || !node.captures.empty() || !node.tail.empty()) {
    return false;
  }
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    if (node.outputs[i] == kNoValue) {
      continue;
    }
    const ValueType& type = state(node.outputs[i]).type;
    if (!is_plannable(type) || type.shape.value().element_count() > kMaxPrecomputedElements) {
      return false;
    }
  }
  const auto& symbolic = outputs_[0].symbolic;
  const bool told =
      outputs_.size() == 1 && symbolic && state(node.outputs[0]).type.dtype == DType::kInt64 &&
      std::all_of(symbolic->begin(), symbolic->end(), [](Dim dim) { return dim.known(); });
  const bool computable = node.subgraphs().empty() &&
                          std::all_of(node.inputs.begin(), node.inputs.end(), [&](ValueId id) {
                            return id == kNoValue || state(id).contents != nullptr;
                          });
  if (!told && !computable) {
    return false;
  }
  SmallVector<Value*, 8> outputs;
  for (const ValueId id : node.outputs) {
    if (id == kNoValue) {
      outputs.push_back(nullptr);
      continue;
    }
    Value& slot = program_->slots[static_cast<std::size_t>(id)];
    slot = Tensor::allocate(state(id).type.dtype, state(id).type.shape.value());
    outputs.push_back(&slot);
  }
  if (told) {
    std::transform(symbolic->begin(), symbolic->end(), outputs[0]->tensor().data<std::int64_t>(),
                   [](Dim dim) { return dim.value(); });
  } else {
    SmallVector<Value*, 8> inputs;
    for (const ValueId id : node.inputs) {
      inputs.push_back(id == kNoValue ? nullptr : operand(id));
    }
    RunContext context(inputs, {outputs.data(), outputs.size()}, environment_);
    node.op->run(context);
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i] != nullptr) {
      state(node.outputs[i]).home = Home::kConstant;
      state(node.outputs[i]).contents = &outputs[i]->tensor();
    }
  }
  return true;
}

void Planner::join_block(ValueId id, std::int32_t block) {
  const std::int32_t last_use = liveness_->last_use[static_cast<std::size_t>(id)];
  state(id).home = Home::kPlanned;
  state(id).block = block;
  Block& shared = blocks_[static_cast<std::size_t>(block)];
  shared.last = std::max(shared.last, last_use);
  shared.leaves = shared.leaves || last_use == Liveness::kLivesOn;
  const ValueType& type = state(id).type;
  program_->slots[static_cast<std::size_t>(id)] = Tensor(type.dtype, type.shape.value(), nullptr);
}

// Puts output 0 into the memory of an input that dies here, where the operator allows it.
bool Planner::shares_input(std::int32_t index, const Node& node) {
  const ValueType& type = state(node.outputs[0]).type;
  const std::size_t bytes = Tensor::byte_size(type.dtype, type.shape.value());
  for (std::size_t i = 0; i < node.inputs.size() && i < 32; ++i) {
    if (((node.def->in_place >> i) & 1u) == 0 || node.inputs[i] == kNoValue) {
      continue;
    }
    const ValueState& source = state(node.inputs[i]);
    if (source.home != Home::kPlanned) {
      continue;
    }
    const Block& block = blocks_[static_cast<std::size_t>(source.block)];
    const auto shares_block = [&](ValueId other) {
      return other != kNoValue && state(other).home == Home::kPlanned &&
             state(other).block == source.block;
    };
    const bool read_elsewhere =
        std::any_of(
            node.inputs.begin(), node.inputs.end(),
            [&](ValueId other) { return other != node.inputs[i] && shares_block(other); }) ||
        std::any_of(node.captures.begin(), node.captures.end(), shares_block);
    if (block.last == index && block.bytes == bytes && !read_elsewhere) {
      join_block(node.outputs[0], source.block);
      return true;
    }
  }
  return false;
}

void Planner::place_outputs(std::int32_t index, const Node& node) {
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    const ValueId id = node.outputs[i];
    if (id == kNoValue || (i == 0 && shares_input(index, node))) {
      continue;
    }
    const ValueType& type = state(id).type;
    blocks_.push_back({Tensor::byte_size(type.dtype, type.shape.value()), index, index, false});
    join_block(id, static_cast<std::int32_t>(blocks_.size() - 1));
  }
}

Value* Planner::operand(ValueId id) {
  if (id == kNoValue) {
    return nullptr;
  }
  const auto at = static_cast<std::size_t>(id);
  return graph_.value(id).constant ? &facts_.constants[at] : &program_->slots[at];
}

void Planner::emit(std::int32_t index, const Node& node, bool unplanned) {
  Program::Step step;
  step.node = &node;
  step.unplanned = unplanned;
  step.subgraphs = first_subgraphs_[static_cast<std::size_t>(index)];
  step.inputs = static_cast<std::uint32_t>(program_->operands.size());
  step.input_count = static_cast<std::uint16_t>(node.inputs.size());
  for (const ValueId id : node.inputs) {
    program_->operands.push_back(operand(id));
  }
  if (!node.tail.empty()) {
    step.tail_operand_count = static_cast<std::uint16_t>(node.captures.size());
    for (const ValueId id : node.captures) {
      program_->operands.push_back(operand(id));
    }
  }
  step.outputs = static_cast<std::uint32_t>(program_->operands.size());
  step.output_count = static_cast<std::uint16_t>(node.outputs.size());
  for (const ValueId id : node.outputs) {
    program_->operands.push_back(operand(id));
  }
  step.releases = static_cast<std::uint32_t>(program_->releases.size());
  if (unplanned) {
    for (const ValueId id : node.outputs) {
      if (id != kNoValue) {
        state(id).home = Home::kUnplanned;
      }
    }
  }
  const auto release = [&](ValueId id) {
    if (id != kNoValue && state(id).home == Home::kUnplanned &&
        liveness_->last_use[static_cast<std::size_t>(id)] <= index) {
      program_->releases.push_back(id);
    }
  };
  std::for_each(node.inputs.begin(), node.inputs.end(), release);
  std::for_each(node.captures.begin(), node.captures.end(), release);
  std::for_each(node.outputs.begin(), node.outputs.end(), release);  // results nobody reads
  step.release_count = static_cast<std::uint32_t>(program_->releases.size()) - step.releases;
  program_->steps.push_back(step);
}

void Planner::lay_out() {
  lifetimes_.clear();
  offsets_.resize(blocks_.size());
  for (const Block& block : blocks_) {
    if (!block.leaves) {
      lifetimes_.push_back({block.bytes, block.first, block.last, 0});
    }
  }
  program_->arena_bytes = arena_.plan(lifetimes_);
  // For a block in the arena its offset, for one that leaves its index among the output blocks.
  std::size_t next = 0;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (blocks_[i].leaves) {
      offsets_[i] = program_->output_blocks.size();
      program_->output_blocks.push_back({blocks_[i].bytes, {}});
    } else {
      offsets_[i] = lifetimes_[next++].offset;
    }
  }
  for (ValueId id = 0; id < graph_.value_count(); ++id) {
    const ValueState& value = state(id);
    if (value.home != Home::kPlanned) {
      continue;
    }
    const auto block = static_cast<std::size_t>(value.block);
    if (blocks_[block].leaves) {
      program_->output_blocks[offsets_[block]].values.push_back(id);
    } else {
      program_->placements.push_back({id, offsets_[block]});
    }
  }
}

}  // namespace sardonyx
