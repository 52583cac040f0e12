// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/ops/common/float_io.h"
#include "core/ops/common/token_rules.h"

namespace sardonyx {
namespace {

enum Input { kIds, kMaxLength, kMinLength, kPenalty, kVocabulary, kFirstVocabulary, kMask };

// Inputs of a decoder: token ids, positions, attention mask, past states; its outputs: logits,
// present states.
constexpr std::size_t kFirstPast = 3;

// Extends token sequences by the likeliest next token until all have ended or are long enough.
// `decoder` is GPT-2's: states of shape (2, batch, heads, length, size), the first time of length
// 0. `init_decoder`, if there, runs that first time.
class GreedySearch : public Operator {
 public:
  explicit GreedySearch(const MakeContext& context)
      : end_(context.get_int("eos_token_id")),
        padding_(static_cast<std::int32_t>(context.get_int("pad_token_id"))),
        run_size_(context.get_int("no_repeat_ngram_size", 0)),
        vocabulary_(context.get_int("vocab_size", -1)),
        decoder_(context.get_graph("decoder")),
        first_(context.has("init_decoder") ? context.get_graph("init_decoder") : decoder_) {
    const std::int64_t model = context.get_int("model_type", 0);
    context.require_supported(model == 0, "attribute model_type is ", model,
                              ", expected 0 (decoder only)");
    for (const int index : {first_, decoder_}) {
      const Graph& graph = *context.node().subgraphs()[static_cast<std::size_t>(index)];
      context.require(graph.inputs.size() > kFirstPast &&
                          graph.outputs.size() == graph.inputs.size() - kFirstPast + 1,
                      "a decoder has ", graph.inputs.size(), " inputs and ", graph.outputs.size(),
                      " outputs, expected ids, positions, mask and states, and logits and states");
      for (std::size_t i = kFirstPast; i < graph.inputs.size(); ++i) {
        const ValueType& type = graph.value(graph.inputs[i]).type;
        context.require(type.is_tensor() && type.shape.ranked() && type.shape.rank() == 5 &&
                            type.shape[2].known() && type.shape[4].known(),
                        "input ", i, " of a decoder has shape ", type.shape,
                        ", expected (2, batch, heads, length, size) with heads and size known");
        if (index == first_) {
          pasts_.push_back(type);
        }
      }
      context.require(graph.inputs.size() == pasts_.size() + kFirstPast,
                      "the two decoders differ in their states");
      if (first_ == decoder_) {
        break;
      }
    }
  }

  void infer(InferContext& context) const override {
    context.require_rank(kIds, 2, 2);
    const Dim batch = context.dim(kIds, 0);
    for (const int decoder : {first_, decoder_}) {
      const Dim length = decoder == first_ && first_ != decoder_ ? context.dim(kIds, 1) : Dim();
      const ValueType ids = ValueType::tensor(DType::kInt32, SymbolicShape{batch, length});
      std::vector<ValueType> types = {
          ids, ids, ValueType::tensor(DType::kInt32, SymbolicShape{batch, Dim()})};
      for (ValueType past : pasts_) {
        past.shape[0] = Dim(2);
        past.shape[1] = batch;
        past.shape[3] = Dim();
        types.push_back(std::move(past));
      }
      context.infer_subgraph(decoder, types);
      if (first_ == decoder_) {
        break;
      }
    }
    context.set_shape(0, {batch, Dim()});
  }

  void run(RunContext& context) const override {
    Search search = begin(context);
    std::vector<Value> feeds = first_feeds(context, search);
    std::vector<Value> results;
    for (bool first = true;; first = false) {
      context.environment().check_cancelled();
      context.subgraph(first ? first_ : decoder_).run(feeds, results);
      if (append_tokens(context, search, results[0].tensor(), first) ||
          search.length == search.most) {
        break;
      }
      next_feeds(context, search, feeds);
      std::move(results.begin() + 1, results.end(), feeds.begin() + kFirstPast);
    }
    std::int32_t* to =
        context.output(0, DType::kInt32, {search.batch, search.most}).data<std::int32_t>();
    for (const auto& sequence : search.sequences) {
      // What is left when all sequences have ended is 0, as in onnxruntime.
      to = std::fill_n(std::copy(sequence.begin(), sequence.end(), to), search.most - search.length,
                       0);
    }
  }

 private:
  struct Search {
    std::int64_t batch;
    std::int64_t length;
    std::int64_t least = 0;
    std::int64_t most;
    float penalty = 1;
    std::vector<std::vector<std::int32_t>> sequences;
    std::vector<bool> ended;
    std::vector<std::int32_t> positions;  // of the next tokens
  };

  template <class T>
  static T scalar(const RunContext& context, int i, T fallback) {
    if (!context.has_input(i)) {
      return fallback;
    }
    const Tensor& x = context.input(i);
    context.require(x.element_count() == 1, "input ", i, " has shape ", x.shape(),
                    ", expected one element");
    return *x.data<T>();
  }

  static Search begin(const RunContext& context) {
    const Tensor& ids = context.input(kIds);
    Search search{.batch = ids.dim(0),
                  .length = ids.dim(1),
                  .most = scalar<std::int32_t>(context, kMaxLength, 0),
                  .sequences = {},
                  .ended = {},
                  .positions = {}};
    context.require(search.batch > 0 && search.length > 0, "input 0 has shape ", ids.shape(),
                    ", expected at least one token");
    context.require(search.most > search.length, "max_length is ", search.most,
                    ", expected more than the ", search.length, " tokens of input 0");
    search.least = scalar<std::int32_t>(context, kMinLength, 0);
    search.penalty = scalar<float>(context, kPenalty, 1.0f);
    context.require(search.penalty > 0, "repetition_penalty is ", search.penalty,
                    ", expected a positive number");
    const auto all = ids.span<std::int32_t>();
    for (std::int64_t b = 0; b < search.batch; ++b) {
      const auto row = all.subspan(static_cast<std::size_t>(b * search.length),
                                   static_cast<std::size_t>(search.length));
      search.sequences.emplace_back(row.begin(), row.end());
    }
    search.ended.resize(static_cast<std::size_t>(search.batch));
    return search;
  }

  // Positions count the tokens that are no padding.
  std::vector<Value> first_feeds(const RunContext& context, Search& search) const {
    const Tensor& ids = context.input(kIds);
    const Tensor* given = context.optional_input(kMask);
    context.require(given == nullptr || given->shape() == ids.shape(), "attention_mask has shape ",
                    given == nullptr ? Shape{} : given->shape(), ", expected that of input 0, ",
                    ids.shape());
    Tensor positions = context.allocate(DType::kInt32, ids.shape());
    Tensor mask = context.allocate(DType::kInt32, ids.shape());
    const std::int32_t* id = ids.data<std::int32_t>();
    std::int64_t at = 0;
    for (std::int64_t b = 0; b < search.batch; ++b) {
      std::int32_t position = 0;
      for (std::int64_t i = 0; i < search.length; ++i, ++at) {
        const std::int32_t seen =
            given != nullptr ? given->data<std::int32_t>()[at] : (id[at] == padding_ ? 0 : 1);
        mask.data<std::int32_t>()[at] = seen;
        positions.data<std::int32_t>()[at] = seen == 0 ? 0 : position++;
      }
      search.positions.push_back(position);
    }
    std::vector<Value> feeds = {context.keep(kIds), positions, mask};
    for (const ValueType& past : pasts_) {
      feeds.push_back(context.allocate(
          past.dtype, {2, search.batch, past.shape[2].value(), 0, past.shape[4].value()}));
    }
    return feeds;
  }

  // One token per sequence; the mask grows by a column of ones.
  static void next_feeds(const RunContext& context, Search& search, std::vector<Value>& feeds) {
    Tensor ids = context.allocate(DType::kInt32, {search.batch, 1});
    Tensor positions = context.allocate(DType::kInt32, {search.batch, 1});
    Tensor mask = context.allocate(DType::kInt32, {search.batch, search.length});
    const Tensor& before = feeds[2].tensor();
    const std::int32_t* from = before.data<std::int32_t>();
    std::int32_t* to = mask.data<std::int32_t>();
    for (std::int64_t b = 0; b < search.batch; ++b, from += search.length - 1) {
      const auto at = static_cast<std::size_t>(b);
      ids.data<std::int32_t>()[b] = search.sequences[at].back();
      positions.data<std::int32_t>()[b] = search.positions[at]++;
      to = std::copy(from, from + search.length - 1, to);
      *to++ = 1;
    }
    feeds[0] = ids;
    feeds[1] = positions;
    feeds[2] = mask;
  }

  // Chooses a token for each sequence and returns whether all have ended.
  bool append_tokens(const RunContext& context, Search& search, const Tensor& logits,
                     bool first) const {
    context.require(logits.rank() == 3 && logits.dim(0) == search.batch && logits.dim(1) > 0 &&
                        logits.dim(2) > 0 && logits.dim(2) >= vocabulary_,
                    "the logits have shape ", logits.shape(), ", expected (", search.batch,
                    ", tokens, vocabulary)");
    context.require(logits.dtype() == DType::kFloat || logits.dtype() == DType::kFloat16,
                    "the logits are a tensor of ", logits.dtype(), ", expected float or float16");
    const Tensor scores = widen(context, logits);
    const std::int64_t row = logits.dim(1) * logits.dim(2);
    const auto size = static_cast<std::size_t>(vocabulary_ > 0 ? vocabulary_ : logits.dim(2));
    std::vector<float> last(size);
    bool all_ended = true;
    for (std::int64_t b = 0; b < search.batch; ++b) {
      const auto at = static_cast<std::size_t>(b);
      const float* from = scores.data<float>() + (b + 1) * row - logits.dim(2);
      std::copy_n(from, size, last.begin());
      apply_rules(context, search, b, first, last);
      const auto best = std::max_element(last.begin(), last.end()) - last.begin();
      search.ended[at] = search.ended[at] || best == end_;
      all_ended = all_ended && search.ended[at];
      search.sequences[at].push_back(search.ended[at] ? padding_ : static_cast<std::int32_t>(best));
    }
    ++search.length;
    return all_ended;
  }

  void apply_rules(const RunContext& context, const Search& search, std::int64_t b, bool first,
                   std::vector<float>& scores) const {
    const auto& sequence = search.sequences[static_cast<std::size_t>(b)];
    if (search.penalty != 1) {
      penalize_repetition(scores, sequence, search.penalty);
    }
    forbid_repeated_runs(scores, sequence, run_size_);
    const auto size = static_cast<std::int64_t>(scores.size());
    if (const Tensor* mask = context.optional_input(kVocabulary)) {
      context.require(mask->element_count() == size, "vocab_mask has shape ", mask->shape(),
                      ", expected ", size, " elements");
      apply_vocabulary(scores, mask->span<std::int32_t>());
    }
    if (const Tensor* mask = context.optional_input(kFirstVocabulary); mask != nullptr && first) {
      context.require(mask->element_count() == search.batch * size, "prefix_vocab_mask has shape ",
                      mask->shape(), ", expected (", search.batch, ", ", size, ")");
      apply_vocabulary(scores, mask->span<std::int32_t>().subspan(
                                   static_cast<std::size_t>(b * size), scores.size()));
    }
    if (search.length < search.least) {
      forbid_token(scores, end_);
    }
  }

  std::int64_t end_;
  std::int32_t padding_;
  std::int64_t run_size_;
  std::int64_t vocabulary_;
  int decoder_;
  int first_;
  std::vector<ValueType> pasts_;
};

}  // namespace

SARDONYX_OPERATORS(contrib, greedy_search) {
  registry.add({.domain = "com.microsoft",
                .name = "GreedySearch",
                .signature = "input_ids: int32, max_length: int32, min_length?: int32, "
                             "repetition_penalty?: float, vocab_mask?: int32, "
                             "prefix_vocab_mask?: int32, attention_mask?: int32 -> "
                             "sequences: int32",
                .make = make<GreedySearch>});
}

}  // namespace sardonyx
