/** What went wrong, in a form that programs can test. */
export type SardonyxErrorCode =
  /** The bytes are no valid ONNX model. */
  | 'INVALID_MODEL'
  /** A valid model that uses an operator or type this build does not have. */
  | 'UNSUPPORTED'
  /** A feed, fetch or option that does not fit the model. */
  | 'INVALID_ARGUMENT'
  | 'OUT_OF_MEMORY'
  /** A size overflows, or an index leaves its tensor. */
  | 'OUT_OF_RANGE'
  | 'CANCELLED'
  /** A fault of Sardonyx itself. */
  | 'INTERNAL'
  /** A file could not be fetched or read, or is not what its name promises. */
  | 'LOAD_FAILED'
  /** The engine has no WebAssembly with SIMD and exceptions. */
  | 'NO_WASM'
  /** The session was released. */
  | 'RELEASED'
  /** The WebAssembly instance trapped during an earlier call; the session is lost. */
  | 'CRASHED';

/** Where in the model an error happened. */
export interface ErrorPlace {
  /** The operator, "Conv". */
  op?: string;
  /** The node's name in the model. */
  node?: string;
}

/**
 * Every error that does not come from a wrong type of argument (those are TypeError and
 * RangeError).
 */
export class SardonyxError extends Error {
  readonly code: SardonyxErrorCode;
  /** The operator that failed, if one did. */
  readonly op?: string;
  /** The name of the node that failed, if one did. */
  readonly node?: string;

  constructor(code: SardonyxErrorCode, message: string, options: ErrorPlace & ErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'SardonyxError';
    this.code = code;
    if (options.op) this.op = options.op;
    if (options.node) this.node = options.node;
  }
}
