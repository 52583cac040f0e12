// The functions that the binaries import: the little of WASI that the C++ library refers to.

const kSuccess = 0;
const kNoSuchFile = 8;

/** What the import functions need of the instance that calls them, which comes after them. */
export interface ImportHost {
  memory(): DataView;
  /** What the instance wrote to its standard streams; only fatal errors of the library do. */
  wrote(text: string): void;
}

type ImportFunction = (...args: number[]) => unknown;

function wasiFunctions(host: ImportHost): Record<string, ImportFunction> {
  const noList = (count: number, size: number) => {
    const memory = host.memory();
    memory.setUint32(count, 0, true);
    memory.setUint32(size, 0, true);
    return kSuccess;
  };
  return {
    args_get: () => kSuccess,
    args_sizes_get: noList as ImportFunction,
    environ_get: () => kSuccess,
    environ_sizes_get: noList as ImportFunction,
    fd_close: () => kNoSuchFile,
    fd_read: () => kNoSuchFile,
    fd_seek: () => kNoSuchFile,
    fd_fdstat_get: () => kNoSuchFile,
    fd_write: ((_file: number, vectors: number, count: number, written: number) => {
      const memory = host.memory();
      let total = 0;
      for (let i = 0; i < count; ++i) {
        const at = memory.getUint32(vectors + 8 * i, true);
        const size = memory.getUint32(vectors + 8 * i + 4, true);
        // A copy: shared memory is not decoded.
        host.wrote(new TextDecoder().decode(new Uint8Array(memory.buffer, at, size).slice()));
        total += size;
      }
      memory.setUint32(written, total, true);
      return kSuccess;
    }) as ImportFunction,
    proc_exit: (status) => {
      throw new WebAssembly.RuntimeError(`the library ended with status ${status}`);
    },
    // The second argument, a 64-bit precision, arrives as a bigint and is of no interest.
    clock_time_get: ((_clock: number, _precision: bigint, out: number) => {
      host.memory().setBigUint64(out, BigInt(Math.round(performance.now() * 1e6)), true);
      return kSuccess;
    }) as unknown as ImportFunction,
    random_get: ((at: number, size: number) => {
      const bytes = new Uint8Array(host.memory().buffer, at, size);
      // getRandomValues fills 64 KiB at most, and no shared memory.
      for (let i = 0; i < size; i += 65536) {
        bytes.set(crypto.getRandomValues(new Uint8Array(Math.min(size - i, 65536))), i);
      }
      return kSuccess;
    }) as ImportFunction,
  };
}

/**
 * The import object for `module`, with `memory` if it takes one. What it does not know traps when
 * it is called.
 */
export function importsFor(
  module: WebAssembly.Module,
  host: ImportHost,
  memory?: WebAssembly.Memory,
): WebAssembly.Imports {
  const known: Record<string, ImportFunction> = {
    ...wasiFunctions(host),
    // Views are renewed when they are used.
    emscripten_notify_memory_growth: () => undefined,
  };
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === 'memory' && memory) {
      (imports[from] ??= {})[name] = memory;
      continue;
    }
    if (kind !== 'function') {
      throw new WebAssembly.LinkError(`the binary imports the ${kind} ${from}.${name}`);
    }
    (imports[from] ??= {})[name] =
      known[name] ??
      (() => {
        throw new WebAssembly.RuntimeError(`${from}.${name} is not available`);
      });
  }
  return imports;
}
