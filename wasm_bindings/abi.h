#pragma once

// The C ABI: what JavaScript (or any other language) sees of Sardonyx. Flat functions, plain
// structs, handles that are pointers. Nothing here throws, prints or aborts.
//
// Memory. Blocks that cross the boundary come from sx_alloc and go back through sx_free; who does
// that is said at each function. Texts are UTF-8, not terminated, with their size beside them.
//
// Errors. A function that can fail takes an SxError that the caller owns and returns the error's
// code (0: fine), or a null pointer. After an error every handle is as valid as it was before,
// unless the function takes the handle over.
//
// Arguments. Wrong indices, element types, ranks, extents and blobs are errors. Handles and
// pointers are trusted: a handle must come from here and not have been released. One thread at a
// time.

#include <stddef.h>
#include <stdint.h>

#ifdef __wasm__
#define SX_EXPORT(name) __attribute__((export_name(#name)))
#else
#define SX_EXPORT(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct SxModel SxModel;
typedef struct SxSession SxSession;
typedef struct SxValue SxValue;

/// Why a function failed. Every call sets all members.
typedef struct SxError {
  int32_t code;         ///< 0, or a sardonyx::ErrorCode
  size_t message_size;  ///< bytes of the whole message
  size_t op_size;       ///< bytes of the operator's name; 0 when no operator was involved
  size_t node_size;     ///< bytes of the node's name
  /// The three texts one after another; the caller frees it. Null without error, and when there
  /// was not even memory for the text.
  char* text;
} SxError;

/// A symbolic extent that is fixed to a number.
typedef struct SxOverride {
  int64_t extent;
  const char* name;
  size_t name_size;
} SxOverride;

typedef struct SxOptions {
  uint64_t seed;        ///< for random operators without a seed of their own, if has_seed
  int64_t max_patches;  ///< stop optimising after this many patches; negative: no limit
  int32_t has_seed;
  int32_t optimize;  ///< whether the graph passes run
  int32_t threads;   ///< threads a kernel may use, at least 1
  uint32_t override_count;
  const SxOverride* overrides;
  int32_t overridable_initializers;  ///< whether initializers that are also inputs may be fed
} SxOptions;

enum SxKind {
  SX_NOTHING = 0,  ///< an output without value
  SX_TENSOR = 1,   ///< a tensor of numbers; its elements are in `data`
  SX_VALUE = 2,    ///< anything else: ask sx_output_value
};

/// One result of a run. The pointers hold until the next sx_run, sx_input, sx_input_value or
/// release of the session.
typedef struct SxTensor {
  int32_t kind;
  int32_t dtype;  ///< ONNX's TensorProto.DataType
  size_t rank;
  size_t bytes;  ///< of `data`; packed types rounded up
  const void* data;
  const int64_t* dims;
} SxTensor;

/// A block of `size` bytes, aligned to 64, not initialised. Null when there is no memory.
void* sx_alloc(size_t size);
/// Gives a block back; null is allowed.
void sx_free(void* block);

/// Looks at the bytes of an .onnx file. Takes `bytes` (from sx_alloc) over, also when it fails.
SxModel* sx_model_open(void* bytes, size_t size, SxError* error);
/// The location of external data file `index`, null past the last one. Lives as long as the model.
const char* sx_model_external(const SxModel* model, size_t index, size_t* size);
/// Hands in the contents of an external data file. Takes `bytes` over, also when it fails. The
/// name is copied.
int32_t sx_model_provide(SxModel* model, const char* name, size_t name_size, void* bytes,
                         size_t size, SxError* error);
/// For a model from which no session was made.
void sx_model_release(SxModel* model);

/// Reads the model, optimises the graph and packs weights. Takes `model` over, also when it fails.
/// `options` may be null.
SxSession* sx_session_create(SxModel* model, const SxOptions* options, SxError* error);
/// Inputs, outputs, warnings ... as JSON, which the caller frees (see describe.h).
char* sx_session_describe(const SxSession* session, size_t* size, SxError* error);
void sx_session_release(SxSession* session);

/// Announces a tensor of numbers for input `index` and returns where its elements go, row-major.
/// The memory belongs to the session, is reused from run to run, and stays the input's feed until
/// it is announced anew or cleared; a run reads it and does not change it.
void* sx_input(SxSession* session, size_t index, int32_t dtype, size_t rank, const int64_t* dims,
               SxError* error);
/// Feeds input `index` with a value in the format of value_codec.h; clears the feed when `size` is
/// 0. The blob is copied.
int32_t sx_input_value(SxSession* session, size_t index, const void* blob, size_t size,
                       SxError* error);

/// Runs the model on the feeds. `fetches` are indices of outputs; none means all. Results of the
/// run before are dropped.
int32_t sx_run(SxSession* session, const int32_t* fetches, size_t count, SxError* error);
/// Result `position` of the last run, counted in the order of its fetches.
int32_t sx_output(const SxSession* session, size_t position, SxTensor* tensor, SxError* error);
/// The same in the format of value_codec.h, in a block which the caller frees.
void* sx_output_value(const SxSession* session, size_t position, size_t* size, SxError* error);

/// Takes result `position` of the last run out of the session; its pointers in SxTensor hold until
/// the value is released, which may be after the session.
SxValue* sx_output_keep(SxSession* session, size_t position, SxError* error);
/// Feeds input `index` with a value that was kept, without a copy. The feed holds the value's
/// memory until it is cleared or replaced, also when the value is released before.
int32_t sx_input_kept(SxSession* session, size_t index, const SxValue* value, SxError* error);
void sx_value_release(SxValue* value);

/// Times the nodes of all runs from here on, from zero.
int32_t sx_profile_start(SxSession* session, SxError* error);
/// Stops timing: what was measured as JSON, which the caller frees (see describe.h).
char* sx_profile_end(SxSession* session, size_t* size, SxError* error);

#ifdef __cplusplus
}
#endif
