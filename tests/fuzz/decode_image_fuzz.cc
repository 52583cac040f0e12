// Decodes arbitrary bytes as images. To look for more than CI does:
//
//     build/native-asan/decode_image_fuzz -jobs=2 -max_len=8192 -rss_limit_mb=4000
//         build/corpus tests/fuzz/corpus/decode_image

#include <cstddef>
#include <cstdint>

#include "core/base/error.h"
#include "core/image/image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto image = sardonyx::decode_image({data, size});
    if (image && image->samples.size() !=
                     static_cast<std::size_t>(image->width * image->height * image->channels)) {
      __builtin_trap();
    }
  } catch (const sardonyx::Error&) {
    // Refusing an image is a result like another.
  }
  return 0;
}
