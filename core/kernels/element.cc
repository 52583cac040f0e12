#include "core/kernels/element.h"

namespace sardonyx::kernels {

void fill(ElementKind kind, const void* value, void* y, std::size_t count) {
  with_element_type(kind, [&]<class T>() {
    std::fill_n(static_cast<T*>(y), count, *static_cast<const T*>(value));
  });
}

}  // namespace sardonyx::kernels
