import { version } from './version.js';

export type LogLevel = 'verbose' | 'info' | 'warning' | 'error' | 'fatal';

/** Settings of the WebAssembly binaries. They are read when a session is created. */
export interface WasmFlags {
  /**
   * Threads of a session, the one that calls run() included. Unset or 0: as many as the machine has
   * cores, but at most 8. Always 1 in pages that are not cross-origin isolated, since there is no
   * shared memory in them.
   */
  numThreads?: number;
  /**
   * Which binary to use. By default (`true`) the one with relaxed SIMD where the engine has it, and
   * the one with fixed-width SIMD elsewhere; 'fixed' and 'relaxed' choose.
   */
  simd?: boolean | 'fixed' | 'relaxed';
  /** Where the binaries are, if not beside the script: a prefix, or the URL of the one to use. */
  wasmPaths?: string | { wasm?: URL | string; mjs?: URL | string };
  /** The bytes of the binary to use. */
  wasmBinary?: ArrayBufferLike | Uint8Array;
  /** The compiled binary, for places that do not compile at run time. */
  wasmModule?: WebAssembly.Module;
  /**
   * Milliseconds for which the memory of a released session is kept for the next one, which then
   * loads several times faster. Default 5000; 0 gives it back at once. Memory of more than 1 GiB is
   * never kept.
   */
  keepMemory?: number;
  /** Milliseconds to wait for the binary; 0 means for ever. */
  initTimeout?: number;
  /** Accepted and ignored. */
  proxy?: boolean;
  /** Accepted and ignored. */
  trace?: boolean;
}

/** Settings for all sessions of the page. */
export interface Env {
  /** What reaches the console. Default 'warning'. */
  logLevel?: LogLevel;
  debug?: boolean;
  trace?: boolean;
  readonly versions: { readonly common: string; readonly sardonyx: string; readonly web?: string };
  readonly wasm: WasmFlags;
  /** Accepted and ignored; so is `webgpu`. */
  readonly webgl: Record<string, unknown>;
  readonly webgpu: Record<string, unknown>;
  [name: string]: unknown;
}

const kLevels: readonly LogLevel[] = ['verbose', 'info', 'warning', 'error', 'fatal'];

let logLevel: LogLevel = 'warning';

export const env: Env = {
  get logLevel(): LogLevel {
    return logLevel;
  },
  set logLevel(level: LogLevel | undefined) {
    if (level === undefined) return;
    if (!kLevels.includes(level)) throw new Error(`there is no log level '${String(level)}'`);
    logLevel = level;
  },
  versions: { common: version, sardonyx: version },
  wasm: {},
  webgl: {},
  webgpu: {},
};

/** Whether warnings reach the console; `severity` is a session's logSeverityLevel (0 to 4). */
export function showsWarnings(severity: number = kLevels.indexOf(logLevel)): boolean {
  return severity <= kLevels.indexOf('warning');
}
