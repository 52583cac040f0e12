import type { NativeOptions } from './abi.js';
import type { ExternalDataFile } from './external.js';
import type { Progress } from './source.js';

/** Settings of a session. Unknown ones, and those of other runtimes, are accepted and ignored. */
export interface SessionOptions {
  /** Only 'wasm' exists, so this is ignored. */
  executionProviders?: readonly (string | { readonly name: string })[];
  /** 'disabled' runs the graph as it is in the file; every other level optimises. Default 'all'. */
  graphOptimizationLevel?: 'disabled' | 'basic' | 'extended' | 'layout' | 'all';
  /** Symbolic extents that are fixed to a number, by name. */
  freeDimensionOverrides?: { readonly [dimension: string]: number };
  /** External data files, where they are not beside the model's URL or path. */
  externalData?: readonly ExternalDataFile[];
  /** 0 to 4; above 2, a model's warnings do not reach the console. */
  logSeverityLevel?: 0 | 1 | 2 | 3 | 4;
  logVerbosityLevel?: number;
  logId?: string;

  /** Seeds the operators that draw random numbers without a seed of their own. */
  seed?: number | bigint;
  /** Stops optimising after this many patches of the graph, to find a wrong one by bisection. */
  maxPatches?: number;
  /** Is told how much of the model and its external data has been read. */
  onProgress?: (progress: Progress) => void;
  /** Aborts fetching and reading; create() then rejects with the signal's reason. */
  signal?: AbortSignal;

  /**
   * Whether initializers that the model also lists as inputs may be fed, as onnxruntime allows
   * everywhere but in the browser. They then cannot be packed ahead, which costs speed. Default
   * false.
   */
  overridableInitializers?: boolean;
  /** Times the nodes of all runs, as startProfiling() does. */
  enableProfiling?: boolean;

  /**
   * Where results lie, for all outputs or by name: 'cpu', the default, copies them out; 'cpu-pinned'
   * leaves a tensor of numbers in the session's memory until its `data` is read. Fed back to the same
   * session before that, as a decoder's cache is, it is not copied at all. Dispose of such tensors
   * when they are not needed any more: the garbage collector does not see how large they are. Other
   * locations count as 'cpu'.
   */
  preferredOutputLocation?: string | { readonly [output: string]: string };

  /** Threads of this session, where it is not to be env.wasm.numThreads. */
  intraOpNumThreads?: number;

  /** Accepted and ignored, with all that follow. */
  interOpNumThreads?: number;
  executionMode?: 'sequential' | 'parallel';
  enableCpuMemArena?: boolean;
  enableMemPattern?: boolean;
  profileFilePrefix?: string;
  enableGraphCapture?: boolean;
  optimizedModelFilePath?: string;
  extra?: Record<string, unknown>;
}

/** Settings of a run. */
export interface RunOptions {
  /** Does not run at all, as in onnxruntime. */
  terminate?: boolean;
  /** Does not run when it is aborted already; a run that has begun ends. */
  signal?: AbortSignal;
  logSeverityLevel?: 0 | 1 | 2 | 3 | 4;
  logVerbosityLevel?: number;
  tag?: string;
  extra?: Record<string, unknown>;
}

const kLevels: readonly unknown[] = [undefined, 'disabled', 'basic', 'extended', 'layout', 'all'];

/** The options that the core has. Throws Error for impossible ones. */
export function nativeOptions(options: SessionOptions): Omit<NativeOptions, 'threads'> {
  const { graphOptimizationLevel: level, freeDimensionOverrides = {}, seed, maxPatches } = options;
  if (!kLevels.includes(level)) {
    throw new Error(`there is no graphOptimizationLevel '${String(level)}'`);
  }
  const overrides = Object.entries(freeDimensionOverrides);
  for (const [name, extent] of overrides) {
    if (!Number.isSafeInteger(extent) || extent < 0) {
      throw new Error(
        `freeDimensionOverrides sets '${name}' to ${String(extent)}, which is no extent`,
      );
    }
  }
  return {
    optimize: level !== 'disabled',
    overridableInitializers: options.overridableInitializers === true,
    overrides,
    ...(seed !== undefined && { seed: BigInt(seed) }),
    ...(maxPatches !== undefined && { maxPatches }),
  };
}

/** Whether the results of an output stay in the session's memory. */
export function keepsOutput(options: SessionOptions, output: string): boolean {
  const { preferredOutputLocation: location } = options;
  return (typeof location === 'object' ? location[output] : location) === 'cpu-pinned';
}
