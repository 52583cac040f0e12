import { readCreateArguments } from './create-arguments.js';
import type { ModelSource } from './create-arguments.js';
import { showsWarnings } from './env.js';
import { SardonyxError } from './errors.js';
import { metadataOf } from './metadata.js';
import type { Port, ValueMetadata } from './metadata.js';
import { keepsOutput, nativeOptions } from './options.js';
import type { RunOptions, SessionOptions } from './options.js';
import type { NodeTime } from './profile.js';
import { readRunArguments } from './run-arguments.js';
import type { Names } from './run-arguments.js';
import { loadInPlace } from './runner.js';
import type { Runner } from './runner.js';
import type { Tensor } from './tensor.js';
import { threadCount } from './threads.js';
import type { OnnxValue } from './value.js';

// Where the engine lacks the symbol, the method sits under a symbol nobody looks for.
const asyncDispose: typeof Symbol.asyncDispose =
  Symbol.asyncDispose ?? (Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose);

/** Values by input name. Tensors of onnxruntime-common will do. */
export type Feeds = { readonly [name: string]: OnnxValue | undefined };
/**
 * The outputs to compute: their names, or an object with, per name, null or the tensor to write
 * into.
 */
export type Fetches = readonly string[] | { readonly [name: string]: Tensor | null };
/** Values by output name, in the order of the model's outputs or of the names asked for. */
export type Results = { [name: string]: Tensor };

const kOrdinary = { enumerable: true, configurable: true, writable: true };

const indexByName = (ports: readonly Port[]) =>
  new Map(ports.map(({ name }, index) => [name, index]));

/**
 * A loaded model.
 *
 * ```js
 * const session = await Session.create('model.onnx');
 * const { logits } = await session.run({ image: new Tensor('float32', pixels, [1, 3, 224, 224]) });
 * ```
 */
export class Session {
  /** The inputs that must be fed, in the model's order. Inputs with a default may be fed, too. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Per input of inputNames: its type, and its shape with symbolic extents by name. */
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
  /** What its author should know of the model, such as that it was exported in training mode. */
  readonly warnings: readonly string[];

  // TypeScript's private, not #private: proxies (Vue, MobX) must be able to stand for a session.
  private readonly runner: Runner;
  private readonly names: Names;

  private constructor(runner: Runner) {
    const { inputs, outputs, warnings, fixedInputs } = runner.description;
    const required = inputs.filter((port) => !port.default);
    this.runner = runner;
    this.inputNames = required.map(({ name }) => name);
    this.outputNames = outputs.map(({ name }) => name);
    this.inputMetadata = required.map(metadataOf);
    this.outputMetadata = outputs.map(metadataOf);
    this.warnings = warnings;
    this.names = {
      inputs: indexByName(inputs),
      outputs: indexByName(outputs),
      hasDefault: inputs.map((port) => port.default),
      fixed: fixedInputs,
    };
  }

  /**
   * Loads a model from a URL, a path (Node.js), a Response or Request, a Blob, a stream, or its
   * bytes, which are copied. Throws SardonyxError: LOAD_FAILED, INVALID_MODEL, UNSUPPORTED,
   * OUT_OF_MEMORY, NO_WASM; TypeError for arguments of the wrong kind.
   */
  static async create(source: ModelSource, options?: SessionOptions): Promise<Session>;
  /** Loads a model from a part of a buffer. */
  static async create(
    buffer: ArrayBufferLike,
    byteOffset: number,
    byteLength?: number,
    options?: SessionOptions,
  ): Promise<Session>;
  static async create(
    first: unknown,
    second?: unknown,
    third?: unknown,
    fourth?: unknown,
  ): Promise<Session> {
    const { source, options } = readCreateArguments(first, second, third, fourth);
    const { onProgress, signal, externalData = [], logSeverityLevel } = options;
    signal?.throwIfAborted();
    const native = nativeOptions(options);
    const runner = await loadInPlace(await source, {
      native,
      threads: threadCount(options.intraOpNumThreads),
      externalData,
      keeps: (output) => keepsOutput(options, output),
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
    const session = new Session(runner);
    if (options.enableProfiling) session.startProfiling();
    if (showsWarnings(logSeverityLevel)) {
      for (const warning of session.warnings) console.warn(`sardonyx: ${warning}`);
    }
    return session;
  }

  /**
   * Runs the model. Inputs are copied and left as they are; results have memory of their own,
   * except where `fetches` gives a tensor to write into. Runs that are asked for at the same time
   * happen one after the other.
   *
   * Throws TypeError and RangeError for arguments of the wrong kind, Error for missing and unknown
   * inputs, and SardonyxError for values that do not fit the model; the session stays usable. For
   * outputs that are no tensors, name their type: `run<{ probabilities: Map<bigint, number>[]
   * }>(feeds)`.
   */
  async run<R extends object = Results>(feeds: Feeds, options?: RunOptions): Promise<R>;
  async run<R extends object = Results>(
    feeds: Feeds,
    fetches: Fetches,
    options?: RunOptions,
  ): Promise<R>;
  async run<R extends object = Results>(
    feeds: Feeds,
    second?: unknown,
    third?: unknown,
  ): Promise<R> {
    const request = readRunArguments(this.names, feeds, second, third);
    const { fetches, targets, options } = request;
    options.signal?.throwIfAborted();
    if (options.terminate) throw new SardonyxError('CANCELLED', 'the run was terminated');
    const results = await this.runner.run(request.feeds, fetches, targets);
    const named: Record<string, unknown> = {};
    for (let i = 0; i < results.length; ++i) {
      const name = this.outputNames[fetches ? fetches[i]! : i]!;
      if (name === '__proto__') {
        // An assignment would mean the prototype.
        Object.defineProperty(named, name, { value: results[i], ...kOrdinary });
      } else {
        named[name] = results[i];
      }
    }
    return named as R;
  }

  /**
   * How many pieces of work each of the session's threads has done so far, to see whether they
   * help; the first is the thread that calls run(). Empty for a session on one thread.
   */
  threadTasks(): number[] {
    return this.runner.threadTasks();
  }

  /**
   * Frees the model and all that belongs to the session; env.wasm.keepMemory says how long the
   * memory is kept for the next one. Results stay valid.
   */
  async release(): Promise<void> {
    await this.runner.release();
  }
  /** The same as release(). */
  dispose(): Promise<void> {
    return this.release();
  }
  [asyncDispose](): Promise<void> {
    return this.release();
  }

  /** Times the nodes of all runs from here on, from zero. */
  startProfiling(): void {
    void this.runner.startProfile();
  }
  /**
   * Stops timing. Returns what each node of the optimised graph took since startProfiling(), the
   * longest first; nothing when no profile was started.
   */
  async endProfiling(): Promise<NodeTime[]> {
    return this.runner.endProfile();
  }
}
