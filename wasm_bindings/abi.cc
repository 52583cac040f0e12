#include "wasm_bindings/abi.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/checked.h"
#include "core/include/sardonyx/session.h"
#include "core/model/model.h"
#include "core/runtime/all_operators.h"
#include "wasm_bindings/describe.h"
#include "wasm_bindings/value_codec.h"

using namespace sardonyx;  // NOLINT(google-build-using-namespace): the C names live outside of it

struct SxModel : public ExternalData {
  Bytes file(std::string_view location) override {
    const auto found = files.find(location);
    require(found != files.end(), "external data file '", location, "' was not provided");
    return found->second;
  }

  Bytes bytes;
  std::vector<std::string> locations;
  std::map<std::string, Bytes, std::less<>> files;
};

struct SxSession {
  explicit SxSession(Session loaded)
      : session(std::move(loaded)),
        memory(session.inputs().size()),
        feeds(session.inputs().size()) {}

  Session session;
  std::vector<Bytes> memory;  ///< per input; outlives changes of its shape as long as it is enough
  std::vector<Value> feeds;
  std::vector<Value> results;
};

struct SxValue {
  Value value;
};

namespace {

/// Made when the instance starts: what stays for good must not lie between blocks of models, which
/// go with their sessions.
[[maybe_unused]] const OpRegistry& operators = all_operators();

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kMaxRank = 64;

void clear(SxError* error) {
  *error = SxError{};
}

void set(SxError* error, ErrorCode code, std::string_view message, std::string_view op = {},
         std::string_view node = {}) {
  *error = SxError{};
  error->code = static_cast<std::int32_t>(code);
  auto* text = static_cast<char*>(std::malloc(message.size() + op.size() + node.size() + 1));
  if (text == nullptr) {
    return;
  }
  std::copy(message.begin(), message.end(), text);
  std::copy(op.begin(), op.end(), text + message.size());
  std::copy(node.begin(), node.end(), text + message.size() + op.size());
  error->text = text;
  error->message_size = message.size();
  error->op_size = op.size();
  error->node_size = node.size();
}

/// Calls `body` and turns what it throws into `error`, then returns `failed` instead.
template <class Result, class Body>
Result guarded(SxError* error, Result failed, const Body& body) {
  clear(error);
  try {
    return body();
  } catch (const Error& e) {
    set(error, e.code(), e.what(), e.op_type(), e.node());
  } catch (const std::bad_alloc&) {
    set(error, ErrorCode::kOutOfMemory, "out of memory");
  } catch (const std::length_error&) {
    set(error, ErrorCode::kOutOfRange, "a size is out of range");
  } catch (const std::exception& e) {
    set(error, ErrorCode::kInternal, e.what());
  } catch (...) {
    set(error, ErrorCode::kInternal, "unknown exception");
  }
  return failed;
}

/// The same for functions that return the error's code.
template <class Body>
std::int32_t guarded_code(SxError* error, const Body& body) {
  guarded(error, 0, [&] {
    body();
    return 0;
  });
  return error->code;
}

/// Takes a block from sx_alloc over.
Bytes adopt(void* block, std::size_t size) {
  return {std::shared_ptr<void>(block, sx_free), static_cast<std::byte*>(block), size};
}

void check_index(std::size_t index, std::size_t count, const char* what) {
  require_that(ErrorCode::kInvalidArgument, index < count, what, " ", index, " does not exist, ",
               "there are ", count);
}

const Value& result_at(const SxSession& session, std::size_t position) {
  check_index(position, session.results.size(), "result");
  return session.results[position];
}

/// C++ has no other values of bool than 0 and 1, but the memory comes from outside.
void normalize_bools(Value& feed) {
  if (!feed.is_tensor() || feed.tensor().dtype() != DType::kBool) {
    return;
  }
  Tensor& tensor = feed.tensor();
  auto* bytes = static_cast<std::uint8_t*>(tensor.raw());
  for (std::size_t i = 0, size = tensor.byte_size(); i < size; ++i) {
    bytes[i] = bytes[i] != 0;
  }
}

SessionOptions options_of(const SxOptions* from) {
  SessionOptions options;
  if (from == nullptr) {
    return options;
  }
  require_that(ErrorCode::kInvalidArgument, from->threads >= 1, "threads must be at least 1, got ",
               from->threads);
  options.threads = static_cast<std::size_t>(from->threads);
  options.optimize = from->optimize != 0;
  if (from->max_patches >= 0) {
    options.max_patches = from->max_patches;
  }
  options.overridable_initializers = from->overridable_initializers != 0;
  if (from->has_seed != 0) {
    options.seed = from->seed;
  }
  for (const SxOverride& entry : std::span(from->overrides, from->override_count)) {
    std::string name(entry.name, entry.name_size);
    require_that(ErrorCode::kInvalidArgument, entry.extent >= 0, "dimension '", name,
                 "' cannot be fixed to ", entry.extent);
    options.free_dimension_overrides.emplace_back(std::move(name), entry.extent);
  }
  return options;
}

/// A block with these characters or bytes.
template <class Elements>
auto* block_of(const Elements& elements, size_t* size) {
  using Element = typename Elements::value_type;
  auto* block = static_cast<Element*>(sx_alloc(elements.size()));
  if (block == nullptr) {
    throw std::bad_alloc();
  }
  std::copy(elements.begin(), elements.end(), block);
  *size = elements.size();
  return block;
}

}  // namespace

extern "C" {

SX_EXPORT(sx_alloc) void* sx_alloc(size_t size) {
  if (size > SIZE_MAX - kAlignment) {
    return nullptr;
  }
  return std::aligned_alloc(kAlignment,
                            std::max(kAlignment, (size + kAlignment - 1) & ~(kAlignment - 1)));
}

SX_EXPORT(sx_free) void sx_free(void* block) {
  std::free(block);
}

SX_EXPORT(sx_model_open) SxModel* sx_model_open(void* bytes, size_t size, SxError* error) {
  return guarded(error, static_cast<SxModel*>(nullptr), [&] {
    const Bytes file = adopt(bytes, size);
    auto model = std::make_unique<SxModel>();
    model->locations = external_files(file.span());
    model->bytes = file;
    return model.release();
  });
}

SX_EXPORT(sx_model_external)
const char* sx_model_external(const SxModel* model, size_t index, size_t* size) {
  if (index >= model->locations.size()) {
    *size = 0;
    return nullptr;
  }
  *size = model->locations[index].size();
  return model->locations[index].data();
}

SX_EXPORT(sx_model_provide)
int32_t sx_model_provide(SxModel* model, const char* name, size_t name_size, void* bytes,
                         size_t size, SxError* error) {
  return guarded_code(error, [&] {
    const Bytes file = adopt(bytes, size);
    const std::string location(name, name_size);
    require_that(ErrorCode::kInvalidArgument,
                 std::find(model->locations.begin(), model->locations.end(), location) !=
                     model->locations.end(),
                 "the model names no external data file '", location, "'");
    model->files[location] = file;
  });
}

SX_EXPORT(sx_model_release) void sx_model_release(SxModel* model) {
  delete model;
}

SX_EXPORT(sx_session_create)
SxSession* sx_session_create(SxModel* model, const SxOptions* options, SxError* error) {
  const std::unique_ptr<SxModel> owned(model);
  return guarded(error, static_cast<SxSession*>(nullptr), [&] {
    const SessionOptions session_options = options_of(options);
    Bytes bytes = std::move(owned->bytes);
    return new SxSession(Session::load(std::move(bytes), *owned, session_options));
  });
}

SX_EXPORT(sx_session_describe)
char* sx_session_describe(const SxSession* session, size_t* size, SxError* error) {
  *size = 0;
  return guarded(error, static_cast<char*>(nullptr),
                 [&] { return block_of(describe(session->session), size); });
}

SX_EXPORT(sx_session_release) void sx_session_release(SxSession* session) {
  delete session;
}

SX_EXPORT(sx_input)
void* sx_input(SxSession* session, size_t index, int32_t dtype, size_t rank, const int64_t* dims,
               SxError* error) {
  return guarded(error, static_cast<void*>(nullptr), [&]() -> void* {
    check_index(index, session->feeds.size(), "input");
    require_that(ErrorCode::kInvalidArgument,
                 is_dtype(dtype) && static_cast<DType>(dtype) != DType::kString, "element type ",
                 dtype, " is none of numbers");
    require_that(ErrorCode::kInvalidArgument, rank <= kMaxRank, "rank ", rank, " is too large");
    const Shape shape(Ints(std::span(dims, rank)));
    for (const std::int64_t extent : shape) {
      require_that(ErrorCode::kInvalidArgument, extent >= 0, "negative extent in ", shape);
    }
    const std::size_t size = Tensor::byte_size(static_cast<DType>(dtype), shape);
    Bytes& memory = session->memory[index];
    if (memory.data == nullptr || memory.size < size) {
      session->feeds[index] = {};
      memory = {};
      memory = allocate_bytes(std::max(size, kAlignment));
    }
    session->feeds[index] = Tensor(static_cast<DType>(dtype), shape, memory.data, memory.owner);
    return memory.data;
  });
}

SX_EXPORT(sx_input_value)
int32_t sx_input_value(SxSession* session, size_t index, const void* blob, size_t size,
                       SxError* error) {
  return guarded_code(error, [&] {
    check_index(index, session->feeds.size(), "input");
    session->feeds[index] = {};
    if (size != 0) {
      session->feeds[index] = decode_value(std::span(static_cast<const std::byte*>(blob), size));
    }
  });
}

SX_EXPORT(sx_run)
int32_t sx_run(SxSession* session, const int32_t* fetches, size_t count, SxError* error) {
  return guarded_code(error, [&] {
    session->results.clear();
    for (Value& feed : session->feeds) {
      normalize_bools(feed);
    }
    const std::span<const std::int32_t> indices(fetches, count);
    for (const std::int32_t index : indices) {
      require_that(ErrorCode::kInvalidArgument, index >= 0, "output ", index, " does not exist");
      check_index(static_cast<std::size_t>(index), session->session.outputs().size(), "output");
    }
    session->results = session->session.run(session->feeds, indices);
  });
}

SX_EXPORT(sx_output)
int32_t sx_output(const SxSession* session, size_t position, SxTensor* tensor, SxError* error) {
  *tensor = SxTensor{};
  return guarded_code(error, [&] {
    const Value& value = result_at(*session, position);
    if (value.empty()) {
      return;
    }
    if (!value.is_tensor() || value.tensor().dtype() == DType::kString) {
      tensor->kind = SX_VALUE;
      return;
    }
    const Tensor& numbers = value.tensor();
    tensor->kind = SX_TENSOR;
    tensor->dtype = static_cast<std::int32_t>(numbers.dtype());
    tensor->rank = numbers.shape().size();
    tensor->bytes = numbers.byte_size();
    tensor->data = numbers.raw();
    tensor->dims = numbers.shape().data();
  });
}

SX_EXPORT(sx_output_value)
void* sx_output_value(const SxSession* session, size_t position, size_t* size, SxError* error) {
  *size = 0;
  return guarded(error, static_cast<void*>(nullptr), [&]() -> void* {
    std::vector<std::byte> blob;
    encode_value(result_at(*session, position), blob);
    return block_of(blob, size);
  });
}

SX_EXPORT(sx_output_keep)
SxValue* sx_output_keep(SxSession* session, size_t position, SxError* error) {
  return guarded(error, static_cast<SxValue*>(nullptr), [&] {
    result_at(*session, position);
    return new SxValue{std::exchange(session->results[position], {})};
  });
}

SX_EXPORT(sx_input_kept)
int32_t sx_input_kept(SxSession* session, size_t index, const SxValue* value, SxError* error) {
  return guarded_code(error, [&] {
    check_index(index, session->feeds.size(), "input");
    session->feeds[index] = value->value;
  });
}

SX_EXPORT(sx_value_release) void sx_value_release(SxValue* value) {
  delete value;
}

SX_EXPORT(sx_profile_start) int32_t sx_profile_start(SxSession* session, SxError* error) {
  return guarded_code(error, [&] { session->session.start_profile(); });
}

SX_EXPORT(sx_profile_end)
char* sx_profile_end(SxSession* session, size_t* size, SxError* error) {
  *size = 0;
  return guarded(error, static_cast<char*>(nullptr),
                 [&] { return block_of(describe(session->session.end_profile()), size); });
}

}  // extern "C"

// web/src/abi.ts writes and reads these structs by offset.
#ifdef __wasm32__
static_assert(sizeof(SxError) == 20 && offsetof(SxError, text) == 16);
static_assert(sizeof(SxOverride) == 16 && offsetof(SxOverride, name) == 8);
static_assert(sizeof(SxOptions) == 40 && offsetof(SxOptions, max_patches) == 8 &&
              offsetof(SxOptions, overrides) == 32 &&
              offsetof(SxOptions, overridable_initializers) == 36);
static_assert(sizeof(SxTensor) == 24 && offsetof(SxTensor, data) == 16 &&
              offsetof(SxTensor, dims) == 20);
#endif
