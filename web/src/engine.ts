// One instance of the WebAssembly module: its memory and its functions.

import { loadBinary } from './binary.js';
import { SardonyxError } from './errors.js';
import { importsFor } from './wasi.js';

/** An address in the instance's memory. */
export type Pointer = number;

/** The functions of wasm_bindings/abi.h. */
interface Functions {
  sx_alloc(size: number): Pointer;
  sx_free(block: Pointer): void;
  sx_model_open(bytes: Pointer, size: number, error: Pointer): Pointer;
  sx_model_external(model: Pointer, index: number, size: Pointer): Pointer;
  sx_model_provide(
    model: Pointer,
    name: Pointer,
    nameSize: number,
    bytes: Pointer,
    size: number,
    error: Pointer,
  ): number;
  sx_session_create(model: Pointer, options: Pointer, error: Pointer): Pointer;
  sx_session_describe(session: Pointer, size: Pointer, error: Pointer): Pointer;
  sx_input(
    session: Pointer,
    index: number,
    dtype: number,
    rank: number,
    dims: Pointer,
    error: Pointer,
  ): Pointer;
  sx_input_value(
    session: Pointer,
    index: number,
    blob: Pointer,
    size: number,
    error: Pointer,
  ): number;
  sx_run(session: Pointer, fetches: Pointer, count: number, error: Pointer): number;
  sx_output(session: Pointer, position: number, tensor: Pointer, error: Pointer): number;
  sx_output_value(session: Pointer, position: number, size: Pointer, error: Pointer): Pointer;
}

type Export = (...args: number[]) => number;

/**
 * An instance with its own memory. Each session has one, so that all memory of a session is freed
 * with it and a trap ends one session only.
 */
export class Engine {
  /**
   * A trap leaves the memory in an unknown state: the call that traps and all later ones throw
   * CRASHED.
   */
  readonly exports: Functions;
  private readonly memory: WebAssembly.Memory;
  private bytes: Uint8Array<ArrayBuffer>;
  private integers: Int32Array<ArrayBuffer>;
  private crash: SardonyxError | undefined;

  private constructor(
    { exports }: WebAssembly.Instance,
    private readonly said: readonly string[],
  ) {
    const guarded: Record<string, Export> = {};
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value === 'function') guarded[name] = this.guard(value as Export);
    }
    this.exports = guarded as unknown as Functions;
    this.memory = exports.memory as WebAssembly.Memory;
    this.bytes = new Uint8Array(this.buffer);
    this.integers = new Int32Array(this.buffer);
    guarded._initialize?.();
  }

  /** A new instance of the binary, which is fetched and compiled once. */
  static async create(): Promise<Engine> {
    const module = await loadBinary();
    const said: string[] = [];
    let instance: WebAssembly.Instance | undefined;
    const imports = importsFor(module, {
      memory: () => new DataView((instance!.exports.memory as WebAssembly.Memory).buffer),
      wrote: (text) => said.push(text),
    });
    instance = await WebAssembly.instantiate(module, imports);
    return new Engine(instance, said);
  }

  /** All of the memory as bytes. Hold it no longer than until the next call into the instance. */
  get u8(): Uint8Array<ArrayBuffer> {
    // When the memory grows, its old buffer is detached and there is a new one.
    if (this.bytes.buffer !== this.buffer) this.bytes = new Uint8Array(this.buffer);
    return this.bytes;
  }
  /** The same as 32-bit words; indices are addresses divided by four. */
  get i32(): Int32Array<ArrayBuffer> {
    if (this.integers.buffer !== this.buffer) this.integers = new Int32Array(this.buffer);
    return this.integers;
  }

  /** A new block; throws OUT_OF_MEMORY. */
  alloc(size: number): Pointer {
    // Beyond 32 bits the argument would wrap around.
    const block = size < 2 ** 32 ? this.exports.sx_alloc(size) : 0;
    if (block === 0) throw new SardonyxError('OUT_OF_MEMORY', `no memory for ${size} bytes`);
    // Addresses arrive as signed numbers.
    return block >>> 0;
  }
  free(block: Pointer): void {
    this.exports.sx_free(block);
  }

  /** A new block with these bytes. */
  copyIn(bytes: Uint8Array): Pointer {
    const block = this.alloc(bytes.length);
    this.u8.set(bytes, block);
    return block;
  }

  private get buffer(): ArrayBuffer {
    return this.memory.buffer as ArrayBuffer;
  }

  private guard(call: Export): Export {
    return (...args) => {
      if (this.crash) throw this.crash;
      try {
        return call(...args);
      } catch (cause) {
        const words = this.said.join('').trim();
        const reason = `${(cause as Error).message}${words && `; ${words}`}`;
        this.crash = new SardonyxError(
          'CRASHED',
          `the session crashed (${reason}); create a new one`,
          {
            cause,
          },
        );
        throw this.crash;
      }
    };
  }
}
