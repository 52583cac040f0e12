// https://onnx.ai/onnx/operators/onnx__ImageDecoder.html

#include <algorithm>

#include "core/graph/op_registry.h"
#include "core/image/image.h"

namespace sardonyx {
namespace {

class ImageDecoder : public Operator {
 public:
  explicit ImageDecoder(const MakeContext& context) {
    const std::string format = context.get_string("pixel_format", "RGB");
    context.require(format == "RGB" || format == "BGR" || format == "Grayscale",
                    "attribute pixel_format is \"", format,
                    "\", expected \"RGB\", \"BGR\" or \"Grayscale\"");
    grey_ = format == "Grayscale";
    reversed_ = format == "BGR";
  }

  void infer(InferContext& context) const override {
    context.require(context.rank(0) == 1, "input 0 has shape ", context.shape(0),
                    ", expected rank 1");
    context.set_shape(0, {Dim(), Dim(), Dim(grey_ ? 1 : 3)});
  }

  void run(RunContext& context) const override {
    const std::int64_t channels = grey_ ? 1 : 3;
    const auto image = decode_image(context.input(0).span<std::uint8_t>());
    // The specification's answer to what cannot be decoded is an empty matrix.
    Tensor& output = context.output(
        0, DType::kUint8,
        image ? Shape{image->height, image->width, channels} : Shape{0, 0, channels});
    if (image) {
      write(*image, output.data<std::uint8_t>());
    }
  }

 private:
  void write(const Image& image, std::uint8_t* to) const {
    const std::vector<std::uint8_t>& from = image.samples;
    const bool from_grey = image.channels == 1;
    if (from_grey == grey_ && !reversed_) {
      std::copy(from.begin(), from.end(), to);
      return;
    }
    for (std::size_t i = 0; i < from.size(); i += static_cast<std::size_t>(image.channels)) {
      if (grey_) {
        *to++ = luma(from[i], from[i + 1], from[i + 2]);
        continue;
      }
      for (std::size_t k = 0; k < 3; ++k) {
        *to++ = from[from_grey ? i : i + (reversed_ ? 2 - k : k)];
      }
    }
  }

  bool grey_;
  bool reversed_;
};

}  // namespace

SARDONYX_OPERATORS(tensor, image_decoder) {
  registry.add({.name = "ImageDecoder",
                .since = 20,
                .signature = "encoded_stream: uint8 -> image: uint8",
                .make = make<ImageDecoder>});
}

}  // namespace sardonyx
