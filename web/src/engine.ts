// One instance of the WebAssembly module: its memory and its functions.

import { isThreaded, loadBinary } from './binary.js';
import { SardonyxError } from './errors.js';
import { maySleep, sharedMemory, Workers } from './threads.js';
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
  sx_session_release(session: Pointer): void;
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
  sx_output_keep(session: Pointer, position: number, error: Pointer): Pointer;
  sx_input_kept(session: Pointer, index: number, value: Pointer, error: Pointer): number;
  sx_value_release(value: Pointer): void;
  sx_profile_start(session: Pointer, error: Pointer): number;
  sx_profile_end(session: Pointer, size: Pointer, error: Pointer): Pointer;
}

/** Those of core/base/thread_pool.cc that the session's own thread calls. */
interface ThreadFunctions {
  sx_threads_may_sleep(may: number): void;
  sx_thread_tasks(index: number): number;
}

/** Bytes of the stack of a worker, which runs kernels only. */
const kWorkerStack = 512 << 10;

/**
 * Memory that was released, with as much unshared memory, never touched, beside it: engines do not
 * count shared memory when they decide whether to collect garbage, and V8 kept gigabytes of it.
 */
const released = new WeakMap<WebAssembly.Memory, WebAssembly.Memory>();

function countAsGarbage(memory: WebAssembly.Memory): void {
  try {
    released.set(memory, new WebAssembly.Memory({ initial: memory.buffer.byteLength / 65536 }));
  } catch {
    // Where there is no room for it, garbage is collected anyway.
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Ends the workers of engines that nobody released. */
const abandoned = new FinalizationRegistry<Workers>((workers) => void workers.end());

type Export = (...args: number[]) => number;

/**
 * An instance with its own memory. Each session has one for itself, so that a trap ends one session
 * only and all of its memory can go when it ends; idle-engine.ts says when it does.
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
  /** Threads that share the memory, the calling one included. */
  readonly threads: number;
  /** Bytes of a thread's local variables. */
  private readonly localsSize: number;
  /** What threadTasks() counts from. */
  private tasksBefore: number[] = [];

  private constructor(
    readonly module: WebAssembly.Module,
    { exports }: WebAssembly.Instance,
    memory: WebAssembly.Memory,
    private readonly said: readonly string[],
    private readonly workers: Workers | undefined,
  ) {
    const guarded: Record<string, Export> = {};
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value === 'function') guarded[name] = this.guard(value as Export);
    }
    this.exports = guarded as unknown as Functions;
    this.memory = memory;
    this.threads = 1 + (workers?.count ?? 0);
    this.localsSize = ((exports.__tls_size as WebAssembly.Global | undefined)?.value ??
      0) as number;
    this.bytes = new Uint8Array(this.buffer);
    this.integers = new Int32Array(this.buffer);
    guarded._initialize?.();
  }

  /** A new instance of the binary, which is fetched and compiled once, with so many threads. */
  static async create(threads: number): Promise<Engine> {
    // They start while the binary is fetched.
    const workers = threads > 1 ? new Workers(threads - 1) : undefined;
    try {
      return await Engine.withWorkers(workers);
    } catch (error) {
      await workers?.end();
      throw error;
    }
  }

  private static async withWorkers(workers: Workers | undefined): Promise<Engine> {
    const module = await loadBinary(workers !== undefined);
    const said: string[] = [];
    let memory = isThreaded(module) ? sharedMemory() : undefined;
    const imports = importsFor(
      module,
      { memory: () => new DataView(memory!.buffer), wrote: (text) => said.push(text) },
      memory,
    );
    const instance = await WebAssembly.instantiate(module, imports);
    if (memory) {
      const engine = new Engine(module, instance, memory, said, workers);
      if (workers) engine.admit(module, workers);
      return engine;
    }
    // env.wasm names a binary for one thread.
    await workers?.end();
    memory = instance.exports.memory as WebAssembly.Memory;
    return new Engine(module, instance, memory, said, undefined);
  }

  /** Gives the workers their stacks and thread-local variables, and lets them in. */
  private admit(module: WebAssembly.Module, workers: Workers): void {
    const { memory } = this;
    const functions = this.exports as Functions & ThreadFunctions;
    functions.sx_threads_may_sleep(maySleep() ? 1 : 0);
    workers.post((index) => ({
      module,
      memory,
      index,
      stackEnd: this.alloc(kWorkerStack) + kWorkerStack,
      locals: this.alloc(this.localsSize),
    }));
    abandoned.register(this, workers, this);
  }

  /** Ends the workers. The memory goes when the engine does. */
  async release(): Promise<void> {
    if (!this.workers) return;
    abandoned.unregister(this);
    countAsGarbage(this.memory);
    await this.workers.end();
  }

  /** Whether a trap has left the memory in an unknown state. */
  get crashed(): boolean {
    return this.crash !== undefined;
  }

  /** Bytes of the memory, which never shrinks. */
  get memorySize(): number {
    return this.buffer.byteLength;
  }

  /** How many pieces of work each thread has done for the session; empty without threads. */
  threadTasks(): number[] {
    return this.allTasks().map((tasks, index) => tasks - (this.tasksBefore[index] ?? 0));
  }

  /** To be called when another session begins. */
  restart(): void {
    this.tasksBefore = this.allTasks();
  }

  private allTasks(): number[] {
    const functions = this.exports as Functions & ThreadFunctions;
    const tasksOf = (_: unknown, index: number) => functions.sx_thread_tasks(index);
    return this.workers ? Array.from({ length: this.threads }, tasksOf) : [];
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

  /** The UTF-8 text at an address. */
  text(at: Pointer, size: number): string {
    // A copy: shared memory is not decoded.
    return decoder.decode(this.u8.slice(at, at + size));
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
        void this.release();
        throw this.crash;
      }
    };
  }
}
