#include <cmath>
#include <numbers>

#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kActivations = {{{"fold_constants", fold_constants},
                                       {"recognize_clip", recognize_clip},
                                       {"recognize_hard_swish", recognize_hard_swish},
                                       {"recognize_swish", recognize_swish},
                                       {"recognize_mish", recognize_mish},
                                       {"recognize_gelu", recognize_gelu}}};

constexpr float kSqrt2 = std::numbers::sqrt2_v<float>;
const float kTanhFactor = std::sqrt(2 * std::numbers::inv_pi_v<float>);

TEST(RecognizeSwish, InAnyOrder) {
  for (const bool swapped : {false, true}) {
    expect_ops(kActivations, "Swish", [&](TestGraph& b) {
      const ValueId x = b.input({b.symbol("n"), 3, Dim()});
      const ValueId gate = b.op("Sigmoid", {x});
      b.output(swapped ? b.op("Mul", {gate, x}) : b.op("Mul", {x, gate}));
    });
  }
}

TEST(RecognizeSwish, WithAlpha) {
  expect_ops(kActivations, "Swish", [](TestGraph& b) {
    const ValueId x = b.input({2, 3});
    b.output(b.op("Mul", {x, b.op("Sigmoid", {b.op("Mul", {x, b.scalar(1.702f)})})}));
  });
}

TEST(RecognizeSwish, LeavesWhatIsNone) {
  expect_ops(kActivations, "Mul, Sigmoid", [](TestGraph& b) {
    b.output(b.op("Mul", {b.input({2, 3}), b.op("Sigmoid", {b.input({2, 3})})}));
  });
  expect_ops(kActivations, "Mul, Mul, Sigmoid", [](TestGraph& b) {
    const ValueId x = b.input({2, 3});
    b.output(b.op("Mul", {x, b.op("Mul", {b.op("Sigmoid", {x}), b.scalar(2)})}));
  });
  // The gate is read elsewhere: replacing the product would compute the sigmoid twice.
  expect_ops(kActivations, "Mul, Sigmoid", [](TestGraph& b) {
    const ValueId x = b.input({2, 3});
    const ValueId gate = b.op("Sigmoid", {x});
    b.output(gate);
    b.output(b.op("Mul", {x, gate}));
  });
  // The factor is a vector.
  expect_ops(kActivations, "Mul, Mul, Sigmoid", [](TestGraph& b) {
    const ValueId x = b.input({2, 3});
    b.output(b.op("Mul", {x, b.op("Sigmoid", {b.op("Mul", {x, b.weights({3})})})}));
  });
  // The constant adds an axis.
  expect_ops(kActivations, "Mul, Mul, Sigmoid", [](TestGraph& b) {
    const ValueId x = b.input({3});
    const ValueId two = b.constant(Tensor::of<float>({1, 1}, {2}));
    b.output(b.op("Mul", {x, b.op("Sigmoid", {b.op("Mul", {x, two})})}));
  });
}

// x * Clip(x + 3, 0, 6) / 6
ValueId hard_swish(TestGraph& b, ValueId x, float shift, float most, float divisor) {
  const ValueId clip =
      b.op("Clip", {b.op("Add", {x, b.scalar(shift)}), b.scalar(0), b.scalar(most)});
  return b.op("Div", {b.op("Mul", {x, clip}), b.scalar(divisor)});
}

TEST(RecognizeHardSwish, FromClips) {
  expect_ops(kActivations, "HardSwish", [](TestGraph& b) {
    b.output(hard_swish(b, b.input({2, b.symbol("n")}), 3, 6, 6));
  });
  expect_ops(kActivations, "HardSwish", [](TestGraph& b) {
    const ValueId x = b.input({2, 30});
    const ValueId clip =
        b.op("Clip", {b.op("Add", {b.scalar(3), x})}, {{"min", 0.0f}, {"max", 6.0f}}, /*opset=*/6);
    b.output(b.op("Mul", {b.op("Mul", {clip, b.scalar(1.0f / 6)}), x}));
  });
  expect_ops(kActivations, "HardSwish", [](TestGraph& b) {
    const ValueId x = b.input({2, 30});
    const ValueId relu = b.op("Relu", {b.op("Add", {x, b.scalar(3)})});
    b.output(b.op("Mul", {x, b.op("Div", {b.op("Min", {relu, b.scalar(6)}), b.scalar(6)})}));
  });
}

TEST(RecognizeHardSwish, FromHardSigmoid) {
  const auto build = [](TestGraph& b, float alpha) {
    const ValueId x = b.input({2, 30});
    b.output(b.op("Mul", {x, b.op("HardSigmoid", {x}, {{"alpha", alpha}, {"beta", 0.5f}})}));
  };
  expect_ops(kActivations, "HardSwish", [&](TestGraph& b) { build(b, 1.0f / 6); });
  expect_ops(kActivations, "HardSigmoid, Mul", [&](TestGraph& b) { build(b, 0.2f); });
}

TEST(RecognizeHardSwish, HardSigmoidAlone) {
  expect_ops(kActivations, "HardSigmoid, Mul", [](TestGraph& b) {
    const ValueId y = b.input({2, 3, 1});
    const ValueId clip = b.op("Clip", {b.op("Add", {y, b.scalar(3)}), b.scalar(0), b.scalar(6)});
    b.output(b.op("Mul", {b.input({2, 3, 4}), b.op("Div", {clip, b.scalar(6)})}));
  });
}

TEST(RecognizeHardSwish, LeavesWhatIsNone) {
  const auto build = [](float shift, float most, float divisor) {
    return [=](TestGraph& b) { b.output(hard_swish(b, b.input({20}), shift, most, divisor)); };
  };
  expect_ops(kActivations, "Add, Clip, Div, Mul", build(2.5f, 6, 6));
  expect_ops(kActivations, "Add, Clip, Div, Mul", build(3, 5, 6));
  expect_ops(kActivations, "Add, Clip, Div, Mul", build(3, 6, 5));
}

TEST(RecognizeMish, TanhOfSoftplus) {
  expect_ops(kActivations, "Mish", [](TestGraph& b) {
    const ValueId x = b.input({5, 4});
    b.output(b.op("Mul", {b.op("Tanh", {b.op("Softplus", {x})}), x}));
  });
  expect_ops(kActivations, "Mul, Softplus, Tanh", [](TestGraph& b) {
    const ValueId x = b.input({5, 4});
    b.output(b.op("Mul", {b.op("Tanh", {b.op("Softplus", {x})}), b.input({5, 4})}));
  });
}

TEST(RecognizeGelu, ErfInAnySpelling) {
  for (int spelling = 0; spelling < 5; ++spelling) {
    expect_ops(kActivations, "Gelu", [&](TestGraph& b) {
      const ValueId x = b.input({2, b.symbol("n"), 8});
      const ValueId root = b.scalar(kSqrt2);
      const ValueId argument =
          spelling % 2 == 0 ? b.op("Div", {x, root}) : b.op("Mul", {b.scalar(1 / kSqrt2), x});
      const ValueId one = b.constant(Tensor::of<float>({1}, {1}));
      const ValueId gate = b.op("Add", {one, b.op("Erf", {argument})});
      const ValueId half = b.scalar(0.5f);
      switch (spelling) {
        case 0:
          return b.output(b.op("Mul", {b.op("Mul", {x, gate}), half}));
        case 1:
          return b.output(b.op("Mul", {half, b.op("Mul", {gate, x})}));
        case 2:
          return b.output(b.op("Mul", {b.op("Mul", {x, half}), gate}));
        case 3:
          return b.output(b.op("Mul", {x, b.op("Mul", {gate, half})}));
        default:
          return b.output(b.op("Div", {b.op("Mul", {x, gate}), b.scalar(2)}));
      }
    });
  }
}

TEST(RecognizeGelu, TanhInAnySpelling) {
  for (int spelling = 0; spelling < 4; ++spelling) {
    expect_ops(kActivations, "Gelu", [&](TestGraph& b) {
      const ValueId x = b.input({2, 8});
      const ValueId small = b.scalar(0.044715f);
      const ValueId factor = b.scalar(kTanhFactor);
      const ValueId square = b.op("Mul", {x, x});
      ValueId argument = kNoValue;
      if (spelling == 0) {
        const ValueId cube = b.op("Pow", {x, b.scalar(3)});
        argument = b.op("Mul", {b.op("Add", {x, b.op("Mul", {cube, small})}), factor});
      } else if (spelling == 1) {
        const ValueId cube = b.op("Mul", {b.op("Mul", {small, square}), x});
        argument = b.op("Mul", {factor, b.op("Add", {cube, x})});
      } else {
        const ValueId bracket = b.op("Add", {b.scalar(1), b.op("Mul", {square, small})});
        argument = spelling == 2 ? b.op("Mul", {b.op("Mul", {x, factor}), bracket})
                                 : b.op("Mul", {x, b.op("Mul", {bracket, factor})});
      }
      const ValueId gate = b.op("Add", {b.op("Tanh", {argument}), b.scalar(1)});
      b.output(b.op("Mul", {b.op("Mul", {b.scalar(0.5f), x}), gate}));
    });
  }
}

TEST(RecognizeGelu, LeavesWhatIsNone) {
  const auto build = [](float root, float one, float half, bool other, DType dtype) {
    return [=](TestGraph& b) {
      const ValueId x = b.input({2, 8}, dtype);
      const auto scalar = [&](float value) {
        return dtype == DType::kDouble ? b.constant(Tensor::scalar(static_cast<double>(value)))
                                       : b.scalar(value);
      };
      const ValueId y = other ? b.input({2, 8}, dtype) : x;
      const ValueId gate =
          b.op("Add", {b.op("Erf", {b.op("Div", {x, scalar(root)})}), scalar(one)});
      b.output(b.op("Mul", {b.op("Mul", {y, gate}), scalar(half)}));
    };
  };
  const std::string kept = "Add, Div, Erf, Mul, Mul";
  expect_ops(kActivations, "Gelu", build(kSqrt2, 1, 0.5f, false, DType::kFloat));
  expect_ops(kActivations, kept, build(1.4f, 1, 0.5f, false, DType::kFloat));
  expect_ops(kActivations, kept, build(kSqrt2, 1.1f, 0.5f, false, DType::kFloat));
  expect_ops(kActivations, kept, build(kSqrt2, 1, 0.4f, false, DType::kFloat));
  expect_ops(kActivations, kept, build(kSqrt2, 1, 0.5f, true, DType::kFloat));
  // A constant with the digits of a float is another number among doubles.
  expect_ops(kActivations, kept, build(kSqrt2, 1, 0.5f, false, DType::kDouble));
}

TEST(RecognizeClip, MinAndMax) {
  expect_ops(kActivations, "Clip", [](TestGraph& b) {
    const ValueId x = b.input({2, 8});
    b.output(b.op("Min", {b.op("Max", {b.scalar(-1), x}), b.scalar(2)}));
  });
  expect_ops(kActivations, "Clip", [](TestGraph& b) {
    const ValueId x = b.input({b.symbol("n"), 8});
    const ValueId most = b.constant(Tensor::of<float>({1}, {2}));
    b.output(b.op("Max", {b.op("Min", {x, most}), b.scalar(-1)}));
  });
}

TEST(RecognizeClip, LeavesWhatIsNone) {
  // Bounds the wrong way around, of which the last wins.
  expect_ops(kActivations, "Max, Min", [](TestGraph& b) {
    b.output(b.op("Max", {b.op("Min", {b.input({2, 8}), b.scalar(-1)}), b.scalar(1)}));
  });
  expect_ops(kActivations, "Max, Min", [](TestGraph& b) {
    b.output(b.op("Min", {b.op("Max", {b.input({2, 8}), b.weights({8})}), b.scalar(1)}));
  });
  expect_ops(kActivations, "Max, Min", [](TestGraph& b) {
    const ValueId low = b.op("Max", {b.input({2, 8}), b.scalar(-1)});
    b.output(low);
    b.output(b.op("Min", {low, b.scalar(1)}));
  });
  expect_ops(kActivations, "Max, Min", [](TestGraph& b) {
    const ValueId x = b.input({8}, DType::kInt64);
    const auto integer = [&](std::int64_t v) { return b.constant(Tensor::scalar(v)); };
    b.output(b.op("Min", {b.op("Max", {x, integer(-1)}), integer(1)}));
  });
}

}  // namespace
}  // namespace sardonyx
