// Decoders whose next token is the number that a target comes nearest to. The rules and what
// stands behind the end of a sequence are onnxruntime's.

#include "tests/unit/ops/control/subgraph.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr std::int64_t kVocabulary = 12;
constexpr int kEnd = 7;
constexpr int kPadding = 0;

ValueType past_type() {
  return ValueType::tensor(DType::kFloat, SymbolicShape{Dim(2), Dim(), Dim(1), Dim(), Dim(1)});
}

Attributes attributes(std::string name, std::int64_t value) {
  Attributes result;
  result.add(std::move(name), value);
  return result;
}

struct Decoder : SubgraphBuilder {
  ValueId ids = input("input_ids");
  ValueId positions = input("position_ids");
  ValueId mask = input("attention_mask");
  ValueId past = input("past_0", past_type());
  ValueId present;

  Decoder() {
    // The states are the tokens themselves, twice.
    const ValueId shape = constant(Tensor::of<std::int64_t>({5}, {1, 0, 1, -1, 1}));
    const ValueId rows = node("Unsqueeze", {ids, axes({0})});
    const ValueId row = node("Reshape", {as_float(rows), shape});
    const ValueId both = node("Concat", {row, row}, attributes("axis", 0));
    present = node("Concat", {past, both}, attributes("axis", 3));
  }

  ValueId axes(std::vector<std::int64_t> values) {
    return constant(Tensor::of<std::int64_t>({std::ssize(values)}, values));
  }
  ValueId as_float(ValueId x) { return node("Cast", {x}, attributes("to", 1)); }

  /// `target` is of shape (batch, tokens).
  std::shared_ptr<Graph> next_is(ValueId target, double added = 0) {
    const ValueId tokens = constant(Tensor::of<float>({kVocabulary}, ramp(kVocabulary)));
    const ValueId aim = node("Add", {target, constant(Tensor::scalar(static_cast<float>(added)))});
    const ValueId distance = node("Sub", {node("Unsqueeze", {aim, axes({-1})}), tokens});
    output(node("Neg", {node("Abs", {distance})}));
    output(present);
    return build();
  }
};

std::shared_ptr<Graph> successor() {
  Decoder decoder;
  return decoder.next_is(decoder.as_float(decoder.ids), 1.25);
}

OpTest search(std::shared_ptr<Graph> decoder, const Shape& shape,
              const std::vector<std::int32_t>& ids, int most) {
  OpTest test("GreedySearch", 1, "com.microsoft");
  test.attribute("eos_token_id", kEnd)
      .attribute("pad_token_id", kPadding)
      .attribute("decoder", std::move(decoder))
      .input<std::int32_t>(shape, ids)
      .input<std::int32_t>({1}, {most});
  return test;
}

TEST(GreedySearch, EndsWithTheEndTokenAndFillsUp) {
  // 3 4 5 6, then 7 is the end: the padding's token, and 0 once all have ended.
  search(successor(), {2, 1}, {3, 5}, 8)
      .expect<std::int32_t>({2, 8}, {3, 4, 5, 6, 0, 0, 0, 0, 5, 6, 0, 0, 0, 0, 0, 0});
  search(successor(), {1, 2}, {9, 3}, 4).expect<std::int32_t>({1, 4}, {9, 3, 4, 5});
}

TEST(GreedySearch, Positions) {
  Decoder decoder;
  const ValueId positions = decoder.as_float(decoder.positions);
  // Padding has no position; the first token that follows has that of the tokens before it.
  search(decoder.next_is(positions, 1), {2, 3}, {0, 5, 6, 3, 5, 6}, 6)
      .expect<std::int32_t>({2, 6}, {0, 5, 6, 2, 3, 4, 3, 5, 6, 3, 4, 5});
}

TEST(GreedySearch, Mask) {
  const auto masked = [] {
    Decoder decoder;
    return decoder.next_is(
        decoder.node("ReduceSum", {decoder.as_float(decoder.mask), decoder.axes({1})}));
  };
  search(masked(), {2, 3}, {0, 5, 6, 3, 5, 6}, 5)
      .expect<std::int32_t>({2, 5}, {0, 5, 6, 2, 3, 3, 5, 6, 3, 4});
  // A mask that is given stands in place of what the padding tells.
  search(masked(), {1, 3}, {0, 5, 6}, 5)
      .no_input()
      .no_input()
      .no_input()
      .no_input()
      .input<std::int32_t>({1, 3}, {1, 1, 1})
      .expect<std::int32_t>({1, 5}, {0, 5, 6, 3, 4});
}

TEST(GreedySearch, StatesArePassedOn) {
  Decoder decoder;
  const ValueId sums = decoder.node("ReduceSum", {decoder.present, decoder.axes({0, 2, 3, 4})},
                                    attributes("keepdims", 0));
  const ValueId target = decoder.node("Unsqueeze", {sums, decoder.axes({1})});
  // Twice 1, then twice (1 + 2), then the largest token there is.
  search(decoder.next_is(target), {1, 1}, {1}, 5).expect<std::int32_t>({1, 5}, {1, 2, 6, 11, 11});
}

TEST(GreedySearch, TheFirstRunHasADecoderOfItsOwn) {
  Decoder first;
  search(successor(), {1, 1}, {1}, 4)
      .attribute("init_decoder", first.next_is(first.as_float(first.ids), 3))
      .expect<std::int32_t>({1, 4}, {1, 4, 5, 6});
}

TEST(GreedySearch, LeastLengthForbidsTheEnd) {
  // Without 7 the nearest to 7.25 is 8.
  search(successor(), {1, 1}, {5}, 6)
      .input<std::int32_t>({1}, {4})
      .expect<std::int32_t>({1, 6}, {5, 6, 8, 9, 10, 11});
}

TEST(GreedySearch, Penalty) {
  Decoder decoder;
  // Scores are -0.4 for 3 and -0.6 for 4 at first.
  search(decoder.next_is(decoder.as_float(decoder.mask), 2.4), {1, 1}, {3}, 3)
      .no_input()
      .input<float>({1}, {4})
      .expect<std::int32_t>({1, 3}, {3, 4, 2});
}

TEST(GreedySearch, NoRunIsRepeated) {
  Decoder decoder;
  // Always 3: then "3 3" stands there and the next best follows.
  search(decoder.next_is(decoder.as_float(decoder.mask), 2.25), {1, 2}, {3, 3}, 7)
      .attribute("no_repeat_ngram_size", 2)
      .expect<std::int32_t>({1, 7}, {3, 3, 4, 3, 2, 3, 5});
}

TEST(GreedySearch, Vocabularies) {
  std::vector<std::int32_t> all(kVocabulary, 1);
  std::vector<std::int32_t> no_two = all;
  no_two[2] = 0;
  std::vector<std::int32_t> no_three = all;
  no_three[3] = 0;
  search(successor(), {1, 1}, {1}, 4)
      .no_input()
      .no_input()
      .input<std::int32_t>({kVocabulary}, no_two)
      .input<std::int32_t>({1, kVocabulary}, no_three)
      .expect<std::int32_t>({1, 4}, {1, 1, 3, 4});
}

TEST(GreedySearch, FewerTokensThanLogits) {
  search(successor(), {1, 1}, {3}, 5)
      .attribute("vocab_size", 5)
      .expect<std::int32_t>({1, 5}, {3, 4, 4, 4, 4});
}

TEST(GreedySearch, WrongArguments) {
  search(successor(), {1, 2}, {3, 4}, 2).expect_error("max_length is 2, expected more than the 2");
  search(successor(), {1, 0}, {}, 2).expect_error("expected at least one token");
  search(successor(), {1, 1}, {3}, 3)
      .no_input()
      .input<float>({1}, {0})
      .expect_error("repetition_penalty is 0, expected a positive number");
  search(successor(), {1, 1}, {3}, 3)
      .no_input()
      .no_input()
      .input<std::int32_t>({2}, {1, 1})
      .expect_error("vocab_mask has shape [2], expected 12 elements");
  search(successor(), {1, 1}, {3}, 3)
      .attribute("model_type", 1)
      .expect_error("attribute model_type is 1, expected 0");
  search(successor(), {1, 1}, {3}, 3)
      .attribute("vocab_size", 50)
      .expect_error("the logits have shape [1,1,12]");
}

TEST(GreedySearch, WrongDecoder) {
  SubgraphBuilder decoder;
  decoder.output(decoder.input("input_ids"));
  search(decoder.build(), {1, 1}, {3}, 3).expect_error("a decoder has 1 inputs and 1 outputs");
  Decoder whole;
  whole.output(whole.as_float(whole.ids));
  whole.output(whole.present);
  search(whole.build(), {1, 1}, {3}, 3).expect_error("the logits have shape [1,1]");
}

}  // namespace
}  // namespace sardonyx
