#include <map>

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

struct Operand {
  std::string term;
  Shape shape;
  std::vector<float> elements;

  Operand(std::string letters, Shape extents, std::uint32_t seed = 8121)
      : term(std::move(letters)),
        shape(std::move(extents)),
        elements(random_floats(shape.element_count(), -1, 1, seed)) {}
};

// The definition: a sum over every combination of indices of the product of all elements there.
std::pair<Shape, std::vector<float>> einsum(const std::vector<Operand>& operands,
                                            const std::string& output) {
  std::map<char, std::int64_t> extents;
  for (const Operand& operand : operands) {
    for (std::size_t i = 0; i < operand.term.size(); ++i) {
      extents[operand.term[i]] = operand.shape[i];
    }
  }
  Shape y_shape;
  for (const char label : output) {
    y_shape.push_back(extents[label]);
  }
  std::vector<double> sums(static_cast<std::size_t>(y_shape.element_count()));
  std::map<char, std::int64_t> index;
  const auto offset = [&](const std::string& term, const Shape& shape) {
    std::int64_t at = 0;
    for (std::size_t i = 0; i < term.size(); ++i) {
      at = at * shape[i] + index[term[i]];
    }
    return static_cast<std::size_t>(at);
  };
  std::int64_t count = 1;
  for (const auto& [label, extent] : extents) {
    count *= extent;
  }
  for (std::int64_t n = 0; n < count; ++n) {
    std::int64_t rest = n;
    for (const auto& [label, extent] : extents) {
      index[label] = rest % extent;
      rest /= extent;
    }
    double product = 1;
    for (const Operand& operand : operands) {
      product *= static_cast<double>(operand.elements[offset(operand.term, operand.shape)]);
    }
    sums[offset(output, y_shape)] += product;
  }
  return {y_shape, std::vector<float>(sums.begin(), sums.end())};
}

void expect_definition(const std::vector<Operand>& operands, const std::string& output) {
  std::string equation;
  for (const Operand& operand : operands) {
    equation += (equation.empty() ? "" : ",") + operand.term;
  }
  OpTest test("Einsum", 12);
  test.attribute("equation", (equation + "->" + output).c_str());
  for (const Operand& operand : operands) {
    test.input<float>(operand.shape, operand.elements);
  }
  SCOPED_TRACE(equation + "->" + output);
  const auto [shape, elements] = einsum(operands, output);
  test.expect<float>(shape, elements, kFloat);
}

OpTest equation(const char* text, int opset = 12) {
  OpTest test("Einsum", opset);
  test.attribute("equation", text);
  return test;
}

TEST(Einsum, OneOperand) {
  equation("ij->ji").input<float>({2, 3}, ramp(6)).expect<float>({3, 2}, {0, 3, 1, 4, 2, 5});
  equation("ij->i").input<float>({2, 3}, ramp(6)).expect<float>({2}, {3, 12});
  equation("ij->j").input<float>({2, 3}, ramp(6)).expect<float>({3}, {3, 5, 7});
  equation("ij->").input<float>({2, 3}, ramp(6)).expect<float>({}, {15});
  equation("->").input<float>({}, {5}).expect<float>({}, {5});
  equation("ijk->kj").input<float>({2, 2, 2}, ramp(8)).expect<float>({2, 2}, {4, 8, 6, 10});
}

TEST(Einsum, Diagonals) {
  equation("ii->i").input<float>({3, 3}, ramp(9)).expect<float>({3}, {0, 4, 8});
  equation("ii").input<float>({3, 3}, ramp(9)).expect<float>({}, {12});
  equation("...ii->...i").input<float>({2, 2, 2}, ramp(8)).expect<float>({2, 2}, {0, 3, 4, 7});
  equation("iij,j->i")
      .input<float>({2, 2, 2}, ramp(8))
      .input<float>({2}, {1, 10})
      .expect<float>({2}, {10, 76});
}

TEST(Einsum, ImplicitOutput) {
  equation("ij,jk")
      .input<float>({2, 2}, {1, 2, 3, 4})
      .input<float>({2, 2}, {5, 6, 7, 8})
      .expect<float>({2, 2}, {19, 22, 43, 50});
  equation("ba").input<float>({2, 3}, ramp(6)).expect<float>({3, 2}, {0, 3, 1, 4, 2, 5});
  equation("aB").input<float>({2, 3}, ramp(6)).expect<float>({3, 2}, {0, 3, 1, 4, 2, 5});
  equation("i,i").input<float>({3}, {1, 2, 3}).input<float>({3}, {4, 5, 6}).expect<float>({}, {32});
  equation("a...b,b")
      .input<float>({2, 1, 2}, {1, 2, 3, 4})
      .input<float>({2}, {1, 10})
      .expect<float>({1, 2}, {21, 43});
}

TEST(Einsum, SpacesAreSkipped) {
  equation(" i j , j k -> i k ")
      .input<float>({1, 2}, {1, 2})
      .input<float>({2, 1}, {3, 4})
      .expect<float>({1, 1}, {11});
}

TEST(Einsum, ElementwiseAndOuterProducts) {
  expect_definition({{"i", {5}}, {"j", {7}, 2}}, "ij");
  expect_definition({{"i", {5}}, {"j", {7}, 2}}, "ji");
  expect_definition({{"bi", {3, 4}}, {"b", {3}, 2}}, "bi");
  expect_definition({{"bi", {3, 4}}, {"ib", {4, 3}, 2}}, "bi");
  expect_definition({{"ij", {3, 4}}, {"", {}, 2}}, "ij");
}

TEST(Einsum, MatrixProducts) {
  expect_definition({{"mk", {9, 17}}, {"kn", {17, 11}, 2}}, "mn");
  expect_definition({{"mk", {9, 17}}, {"nk", {11, 17}, 2}}, "mn");
  expect_definition({{"km", {17, 9}}, {"kn", {17, 11}, 2}}, "nm");
  expect_definition({{"bmk", {3, 9, 17}}, {"bkn", {3, 17, 11}, 2}}, "bmn");
  expect_definition({{"bmk", {3, 9, 17}}, {"bkn", {3, 17, 11}, 2}}, "mnb");
  expect_definition({{"bmk", {3, 9, 17}}, {"kn", {17, 11}, 2}}, "bmn");
  expect_definition({{"bk", {5, 33}}, {"bk", {5, 33}, 2}}, "b");
  expect_definition({{"k", {33}}, {"bkn", {4, 33, 3}, 2}}, "nb");
  expect_definition({{"mkb", {7, 5, 3}}, {"kbn", {5, 3, 4}, 2}}, "bnm");
}

TEST(Einsum, AttentionAndItsKin) {
  expect_definition({{"bthd", {2, 5, 3, 8}}, {"bshd", {2, 6, 3, 8}, 2}}, "bhts");
  expect_definition({{"bhts", {2, 3, 5, 6}}, {"bshd", {2, 6, 3, 8}, 2}}, "bthd");
  expect_definition({{"bhwc", {2, 4, 5, 8}}, {"hkc", {4, 3, 8}, 2}}, "bhwk");
  expect_definition({{"nctkv", {2, 3, 4, 2, 5}}, {"kvw", {2, 5, 6}, 2}}, "nctw");
  expect_definition({{"nct", {2, 8, 9}}, {"ncp", {2, 8, 7}, 2}}, "ntp");
}

TEST(Einsum, SumsOfOneOperandAlone) {
  expect_definition({{"ijk", {3, 4, 5}}, {"kl", {5, 6}, 2}}, "il");
  expect_definition({{"ij", {3, 4}}, {"kl", {5, 6}, 2}}, "lj");
  expect_definition({{"iij", {3, 3, 4}}, {"jll", {4, 2, 2}, 2}}, "i");
}

TEST(Einsum, ManyOperands) {
  expect_definition({{"ab", {3, 4}}, {"bc", {4, 5}, 2}, {"cd", {5, 6}, 3}}, "da");
  expect_definition({{"a", {3}}, {"b", {4}, 2}, {"ab", {3, 4}, 3}}, "");
  expect_definition({{"ab", {3, 4}}, {"ab", {3, 4}, 2}, {"b", {4}, 3}, {"a", {3}, 4}}, "ba");
  expect_definition({{"abc", {2, 3, 4}}, {"ad", {2, 5}, 2}, {"dce", {5, 4, 2}, 3}}, "ebd");
}

TEST(Einsum, EllipsisBroadcasts) {
  const auto a = ramp(12);
  equation("...ij,...jk->...ik")
      .input<float>({2, 1, 2, 3}, a)
      .input<float>({1, 2, 3, 1}, {1, 0, 0, 0, 1, 1})
      .expect<float>({2, 2, 2, 1}, {0, 3, 3, 9, 6, 9, 15, 21});
  equation("...,...->...")
      .input<float>({2, 1}, {1, 2})
      .input<float>({1, 2}, {3, 4})
      .expect<float>({2, 2}, {3, 4, 6, 8});
  equation("i...->...").input<float>({2, 3}, ramp(6)).expect<float>({3}, {3, 5, 7});
  equation("...i->i").input<float>({2, 3}, ramp(6)).expect<float>({3}, {3, 5, 7});
}

TEST(Einsum, ExtentsOfOneRepeat) {
  equation("ij,jk->ik")
      .input<float>({2, 1}, {1, 2})
      .input<float>({3, 2}, {1, 2, 3, 4, 5, 6})
      .expect<float>({2, 2}, {9, 12, 18, 24});
  equation("ij,ij->ij")
      .input<float>({1, 2}, {10, 100})
      .input<float>({2, 1}, {1, 2})
      .expect<float>({2, 2}, {10, 100, 20, 200});
}

TEST(Einsum, OtherTypes) {
  equation("ij,jk->ki")
      .input<double>({2, 2}, {1, 2, 3, 4})
      .input<double>({2, 2}, {5, 6, 7, 8})
      .expect<double>({2, 2}, {19, 43, 22, 50});
  equation("bij,bjk->bik")
      .input<std::int64_t>({1, 2, 2}, {1, 2, 3, std::int64_t{1} << 40})
      .input<std::int64_t>({1, 2, 1}, {1, 4})
      .expect<std::int64_t>({1, 2, 1}, {9, 3 + (std::int64_t{1} << 42)});
  equation("ij,j->i")
      .input<std::int32_t>({2, 2}, {1, -2, 3, 4})
      .input<std::int32_t>({2}, {5, 6})
      .expect<std::int32_t>({2}, {-7, 39});
  equation("i,i->")
      .input<std::uint8_t>({2}, {200, 100})
      .input<std::uint8_t>({2}, {2, 2})
      .expect<std::uint8_t>({}, {88});
  equation("i->").input<std::uint64_t>({2}, {1, 2}).expect<std::uint64_t>({}, {3});
  equation("ij,jk->ik", 28)
      .input<Float16>({1, 2}, to_float16({1.5f, 2}))
      .input<Float16>({2, 1}, to_float16({2, 0.25f}))
      .expect<Float16>({1, 1}, to_float16(std::vector<float>{3.5f}));
  equation("ij->ji", 28)
      .input<BFloat16>({1, 2}, to_bfloat16({1.5f, 2}))
      .expect<BFloat16>({2, 1}, to_bfloat16({1.5f, 2}));
}

TEST(Einsum, NoElements) {
  equation("ij,jk->ik")
      .input<float>({2, 0}, std::vector<float>{})
      .input<float>({0, 3}, std::vector<float>{})
      .expect<float>({2, 3}, {0, 0, 0, 0, 0, 0});
  equation("ij,jk->ik")
      .input<float>({0, 2}, std::vector<float>{})
      .input<float>({2, 3}, ramp(6))
      .expect<float>({0, 3}, std::vector<float>{});
  equation("ij->").input<float>({0, 2}, std::vector<float>{}).expect<float>({}, {0});
}

TEST(Einsum, MalformedEquations) {
  const auto expect = [](const char* text, const char* message) {
    SCOPED_TRACE(text);
    equation(text).input<float>({2, 2}, ramp(4)).expect_error(message);
  };
  expect("i.j->ij", "has '.' where a letter");
  expect("ij-ji", "has '-' where a letter");
  expect("ij->i->j", "has '-' where a letter");
  expect("i1->i", "has '1' where a letter");
  expect("ij->ii", "has 'i' twice in its result");
  expect("ij->ik", "has 'k' in its result, but in no operand");
  expect("ij->i,j", "has ',' where a letter");
  expect("...i...->i", "two ellipses");
  expect("...->......", "two ellipses");
  expect("ij,jk->ik", "2 operands, the node has 1 inputs");
  expect("ijk->i", "has rank 2, but its term in the equation \"ijk->i\" has 3 letters");
  expect("...ijk->i", "has 3 letters and an ellipsis");
}

TEST(Einsum, ExtentsThatDiffer) {
  equation("ij,jk->ik")
      .input<float>({2, 2}, ramp(4))
      .input<float>({3, 2}, ramp(6))
      .expect_error(
          "input 1 of shape [3,2] has the extent 3 for 'j', where an input before it has 2");
  equation("ii->i")
      .input<float>({2, 3}, ramp(6))
      .expect_error("input 0 of shape [2,3] has the extents 2 and 3 for 'i'");
  equation("...i,...i->...")
      .input<float>({2, 2}, ramp(4))
      .input<float>({2}, ramp(2))
      .expect_error("the ellipsis covers 0 axes of input 1, but 1 of an input before it");
  OpTest("Einsum", 12).input<float>({2, 2}, ramp(4)).expect_error("'equation' is missing");
}

}  // namespace
}  // namespace sardonyx
