// Finds, fetches and compiles the WebAssembly binary.

import { hasExceptions, hasRelaxedSimd, hasSimd } from './detect.js';
import { env } from './env.js';
import { SardonyxError } from './errors.js';
import { fetchChecked, firstBytes, readFile } from './fetch.js';

type Variant = 'simd' | 'relaxed' | 'simd-threads' | 'relaxed-threads';

// Bundlers find the binaries by these literals, so they stay as they are. They are functions, since
// import.meta.url is empty in some builds that override the location anyway.
const kLocations: Record<Variant, () => URL> = {
  simd: () => new URL('./sardonyx-simd.wasm', import.meta.url),
  relaxed: () => new URL('./sardonyx-relaxed.wasm', import.meta.url),
  'simd-threads': () => new URL('./sardonyx-simd-threads.wasm', import.meta.url),
  'relaxed-threads': () => new URL('./sardonyx-relaxed-threads.wasm', import.meta.url),
};

function chooseSimd(): 'simd' | 'relaxed' {
  if (!hasSimd() || !hasExceptions()) {
    throw new SardonyxError(
      'NO_WASM',
      'Sardonyx needs WebAssembly with SIMD and exceptions, which this engine does not have ' +
        '(Chrome 95, Firefox 100, Safari 16.4, Node.js 17 and everything newer do)',
    );
  }
  const { simd } = env.wasm;
  if (simd === 'fixed') return 'simd';
  if (hasRelaxedSimd()) return 'relaxed';
  if (simd === 'relaxed') {
    throw new SardonyxError(
      'NO_WASM',
      "env.wasm.simd is 'relaxed', but this engine has no relaxed SIMD",
    );
  }
  return 'simd';
}

/** Files of onnxruntime-web, which libraries written for it point wasmPaths at. */
const isForeign = (path: URL | string) => /onnxruntime|ort-wasm[^/]*$/.test(String(path));

function locate(variant: Variant): URL | string {
  const { wasmPaths } = env.wasm;
  if (typeof wasmPaths === 'string') {
    if (!isForeign(wasmPaths)) return `${wasmPaths}sardonyx-${variant}.wasm`;
  } else if (wasmPaths?.wasm && !isForeign(wasmPaths.wasm)) {
    return wasmPaths.wasm;
  }
  const location = kLocations[variant]();
  // While developing, Vite before version 8 moves the script into its cache, but not the binaries.
  location.pathname = location.pathname.replace(/\/\.vite\/deps\w*\//, '/sardonyx/dist/');
  return location;
}

const isOurs = (module: WebAssembly.Module) =>
  WebAssembly.Module.exports(module).some(({ name }) => name === 'sx_run');

const isWasm = (bytes: Uint8Array) =>
  bytes[0] === 0x00 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;

async function compileFrom(location: URL | string): Promise<WebAssembly.Module> {
  const file = await readFile(location);
  if (file) return compileBytes(file, String(location));
  const response = await fetchChecked(location, 'the WebAssembly binary');
  const type = response.headers.get('content-type') ?? '';
  const where = `${response.url || location} (status ${response.status}, content type '${type}')`;
  if (type.startsWith('application/wasm') && typeof WebAssembly.compileStreaming === 'function') {
    return WebAssembly.compileStreaming(response).catch((cause: Error) => {
      throw cannotCompile(where, cause);
    });
  }
  return compileBytes(new Uint8Array(await response.arrayBuffer()), where);
}

const cannotCompile = (where: string, cause: Error) =>
  new SardonyxError('LOAD_FAILED', `cannot compile ${where}: ${cause.message}`, { cause });

async function compileBytes(bytes: Uint8Array, where: string): Promise<WebAssembly.Module> {
  if (!isWasm(bytes)) {
    throw new SardonyxError(
      'LOAD_FAILED',
      `no WebAssembly binary at ${where}: it begins with ${firstBytes(bytes)}. ` +
        "The package's files sardonyx-*.wasm must be served beside its script, or " +
        'env.wasm.wasmPaths must say where they are.',
    );
  }
  try {
    return await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    throw cannotCompile(where, cause as Error);
  }
}

/**
 * By location or by the bytes' identity. A failure is forgotten, so that the next call tries anew.
 */
const compiled = new Map<unknown, Promise<WebAssembly.Module>>();

function cached(
  key: unknown,
  compile: () => Promise<WebAssembly.Module>,
): Promise<WebAssembly.Module> {
  let module = compiled.get(key);
  if (!module) {
    module = compile();
    compiled.set(key, module);
    module.catch(() => compiled.delete(key));
  }
  return module;
}

async function withTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  if (milliseconds <= 0) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new SardonyxError(
          'LOAD_FAILED',
          `the WebAssembly binary took longer than ${milliseconds} ms`,
        ),
      );
    }, milliseconds);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/**
 * What env.wasm hands in, if it is Sardonyx: libraries written for onnxruntime-web leave its binary
 * there.
 */
async function givenModule(): Promise<WebAssembly.Module | undefined> {
  const { wasmModule, wasmBinary } = env.wasm;
  if (wasmModule) return wasmModule;
  if (!wasmBinary) return undefined;
  const module = await cached(wasmBinary, () =>
    compileBytes(
      wasmBinary instanceof Uint8Array ? wasmBinary : new Uint8Array(wasmBinary),
      'env.wasm.wasmBinary',
    ),
  );
  if (isOurs(module)) return module;
  console.warn('sardonyx: env.wasm.wasmBinary is another library; it is ignored');
  return undefined;
}

/** Whether the binary is one for several threads, which share memory that it imports. */
export const isThreaded = (module: WebAssembly.Module) =>
  WebAssembly.Module.imports(module).some(({ kind }) => kind === 'memory');

/**
 * The compiled binary, fetched and compiled once per page. One that env.wasm names comes as it is,
 * whether for `threads` or not.
 */
export async function loadBinary(threads: boolean): Promise<WebAssembly.Module> {
  const simd = chooseSimd();
  const variant: Variant = threads ? `${simd}-threads` : simd;
  const load = async () => {
    const given = await givenModule();
    if (given) return given;
    const location = locate(variant);
    return cached(String(location), async () => {
      const module = await compileFrom(location);
      if (!isOurs(module)) {
        throw new SardonyxError('LOAD_FAILED', `${location} is not a binary of Sardonyx`);
      }
      return module;
    });
  };
  return withTimeout(load(), env.wasm.initTimeout ?? 0);
}
