// The heap is not made for several threads: workers run kernels, which do not use it. In the
// threaded wasm variants, where a fault of that kind would go unnoticed and damage other data, it
// traps instead. The linker puts these functions in front of the C library's (--wrap).

#if defined(SARDONYX_WASM_THREADS)

#include <cstddef>

extern "C" {

// Where the stack of the session's own thread begins: at the bottom of the memory, below all data.
// The stacks of workers come from the heap.
extern unsigned char __stack_high;

void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* block, std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);
void __real_free(void* block);

static void trap_in_worker() {
  if (static_cast<unsigned char*>(__builtin_frame_address(0)) > &__stack_high) __builtin_trap();
}

void* __wrap_malloc(std::size_t size) {
  trap_in_worker();
  return __real_malloc(size);
}

void* __wrap_calloc(std::size_t count, std::size_t size) {
  trap_in_worker();
  return __real_calloc(count, size);
}

void* __wrap_realloc(void* block, std::size_t size) {
  trap_in_worker();
  return __real_realloc(block, size);
}

void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
  trap_in_worker();
  return __real_aligned_alloc(alignment, size);
}

void __wrap_free(void* block) {
  if (block != nullptr) trap_in_worker();
  __real_free(block);
}

}  // extern "C"

#endif
