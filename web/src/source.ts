// Where models come from, and how their bytes get into an engine's memory without a second copy.

import type { Engine, Pointer } from './engine.js';
import { SardonyxError } from './errors.js';
import { checkResponse, fetchChecked, firstBytes, openFile } from './fetch.js';

/** What a file can be given as: where it is, what fetching it answered, or its bytes. */
export type FileSource =
  | string
  | URL
  | Request
  | Response
  | Blob
  | ArrayBufferLike
  | ArrayBufferView
  | ReadableStream<Uint8Array>;

/** How far a file has been read. */
export interface Progress {
  /** The model's URL or path, or the name of an external data file; '' for bytes. */
  readonly file: string;
  /** Bytes so far. */
  readonly loaded: number;
  /** Bytes of the whole file, where that is known. */
  readonly total?: number;
}

export interface ReadOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** A file about to be read. */
export interface OpenedSource {
  /** Its URL or path; '' when it has none. Files beside it are found from here. */
  readonly location: string;
  /** Where it came from, for error messages: '' or ' (from …)'. */
  readonly origin: string;
  /** Bytes to expect; they may be fewer or more. */
  readonly size?: number;
  /** Puts what comes next at the start of `target`; the number of bytes, 0 at the end. */
  read?(target: Uint8Array): Promise<number>;
  /** The pieces of the file, where it comes in pieces of its own. */
  chunks?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  close?(): Promise<void>;
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let done = false;
  try {
    for (;;) {
      const piece = await reader.read();
      if (piece.done) {
        done = true;
        return;
      }
      yield piece.value;
    }
  } finally {
    if (!done) reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

function openResponse(response: Response, location: string): OpenedSource {
  const { status, headers, body } = response;
  const type = headers.get('content-type') ?? 'none';
  // With a content encoding, the length is that of the encoded bytes.
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return {
    location,
    origin: ` (from ${location || 'a response'}, status ${status}, content type '${type}')`,
    ...(length && { size: Number(length) }),
    chunks: body ? chunksOf(body) : [],
  };
}

function openBytes(source: ArrayBufferLike | ArrayBufferView): OpenedSource {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return { location: '', origin: '', size: bytes.length, chunks: [bytes] };
}

const isA = <T>(value: unknown, name: string): value is T =>
  Object.prototype.toString.call(value) === `[object ${name}]`;

/** Whether `source` is bytes that are there already. */
export const isBytes = (source: unknown): source is ArrayBufferLike | ArrayBufferView =>
  ArrayBuffer.isView(source) || isA(source, 'ArrayBuffer') || isA(source, 'SharedArrayBuffer');

export const isBlob = (source: unknown): source is Blob =>
  isA<Blob>(source, 'Blob') || isA<File>(source, 'File');

/**
 * Opens `source`, which error messages call `what`. Throws TypeError when it is nothing of the
 * kind.
 */
export async function openSource(
  source: FileSource,
  what: string,
  signal?: AbortSignal,
): Promise<OpenedSource> {
  if (typeof source === 'string' || isA<URL>(source, 'URL')) {
    const file = await openFile(source);
    if (file) {
      const location = String(source);
      return { location, origin: ` (from ${location})`, ...file };
    }
  }
  if (typeof source === 'string' || isA<URL>(source, 'URL') || isA<Request>(source, 'Request')) {
    const response = await fetchChecked(source, what, signal);
    return openResponse(response, response.url || String((source as Request).url ?? source));
  }
  if (isA<Response>(source, 'Response')) {
    checkResponse(source, what);
    return openResponse(source, source.url);
  }
  if (isBlob(source)) {
    return { location: '', origin: '', size: source.size, chunks: chunksOf(source.stream()) };
  }
  if (isA<ReadableStream<Uint8Array>>(source, 'ReadableStream')) {
    return { location: '', origin: '', chunks: chunksOf(source) };
  }
  if (isBytes(source)) return openBytes(source);
  throw new TypeError(
    `${what} must be a URL, a path, an ArrayBuffer, a typed array, a Blob, a Response or a stream`,
  );
}

/** A block in an engine's memory that a file is written into. */
export interface Block {
  pointer: Pointer;
  size: number;
}

/** Room at first for files whose size nobody told. */
const kUnknownSize = 1 << 20;

/** Collects pieces in a block that grows when it must. */
class Sink {
  private pointer: Pointer;
  size = 0;

  constructor(
    private readonly engine: Engine,
    private capacity: number,
  ) {
    this.pointer = engine.alloc(capacity);
  }

  write(piece: Uint8Array): void {
    this.reserve(piece.length);
    this.engine.u8.set(piece, this.pointer + this.size);
    this.size += piece.length;
  }

  /** The free part of the block, for readers that fill memory themselves. */
  room(): Uint8Array {
    if (this.size === this.capacity) return new Uint8Array(1);
    return this.engine.u8.subarray(this.pointer + this.size, this.pointer + this.capacity);
  }

  finish(): Block {
    return { pointer: this.pointer, size: this.size };
  }

  free(): void {
    this.engine.free(this.pointer);
  }

  private reserve(count: number): void {
    const needed = this.size + count;
    if (needed <= this.capacity) return;
    const { engine, pointer } = this;
    this.capacity = Math.max(needed, 2 * this.capacity);
    const grown = engine.alloc(this.capacity);
    engine.u8.copyWithin(grown, pointer, pointer + this.size);
    engine.free(pointer);
    this.pointer = grown;
  }
}

/** Reads all of `source` into a new block of `engine`'s memory. */
export async function readInto(
  engine: Engine,
  source: OpenedSource,
  { onProgress, signal }: ReadOptions,
  file: string = source.location,
): Promise<Block> {
  const sink = new Sink(engine, source.size || kUnknownSize);
  const report = () => {
    signal?.throwIfAborted();
    const { size: total } = source;
    onProgress?.({ file, loaded: sink.size, ...(total !== undefined && { total }) });
  };
  try {
    report();
    if (source.read) {
      for (;;) {
        const room = sink.room();
        const inPlace = room.buffer === engine.u8.buffer;
        const count = await source.read(room.subarray(0, kPieceSize));
        if (count === 0) break;
        if (inPlace) sink.size += count;
        else sink.write(room.subarray(0, count));
        report();
      }
    } else {
      for await (const piece of source.chunks ?? []) {
        sink.write(piece);
        report();
      }
    }
    return sink.finish();
  } catch (error) {
    sink.free();
    throw error;
  } finally {
    await source.close?.();
  }
}

/** Bytes per read of a local file: few enough to report progress and heed an abort. */
const kPieceSize = 16 << 20;

/**
 * `error`, saying in addition where the bytes came from and how they begin, if they are no model.
 */
export function withOrigin(error: unknown, source: OpenedSource, head: Uint8Array): unknown {
  if (!(error instanceof SardonyxError) || error.code !== 'INVALID_MODEL') return error;
  return new SardonyxError(
    error.code,
    `${error.message}${source.origin}; the file begins with ${firstBytes(head)}`,
    error,
  );
}
