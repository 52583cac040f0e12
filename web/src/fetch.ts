// Reading files by URL and path, with errors that say what came instead.

import { SardonyxError } from './errors.js';
import { documentBase, fileSystem } from './platform.js';

/** Schemes that make a text a URL rather than a path, C:\ included. */
const kUrlScheme = /^(https?|file|data|blob|chrome-extension|moz-extension|capacitor|app):/i;

/** The beginning of a file, for error messages. */
export function firstBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing (it is empty)';
  const head = bytes.subarray(0, 32);
  const text = new TextDecoder().decode(head);
  if (/^[\x09\x0a\x0d\x20-\x7e]+$/.test(text)) return JSON.stringify(text);
  const hex = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return `the bytes ${hex.join(' ')}`;
}

/** The path in the file system that `location` means, undefined when it is to be fetched. */
export function pathOf(location: URL | string): URL | string | undefined {
  if (!fileSystem()) return undefined;
  const text = String(location);
  if (/^file:/i.test(text)) return new URL(text);
  return kUrlScheme.test(text) ? undefined : text;
}

/** A file in the file system that is read piece by piece. */
export interface OpenFile {
  readonly size: number;
  /** Fills `target` from its start with what comes next; the number of bytes, 0 at the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** Opens the file at `location`; undefined when it is a URL to be fetched. */
export async function openFile(location: URL | string): Promise<OpenFile | undefined> {
  const path = pathOf(location);
  if (path === undefined) return undefined;
  const explained = async <T>(action: Promise<T>): Promise<T> => {
    try {
      return await action;
    } catch (cause) {
      throw new SardonyxError('LOAD_FAILED', `cannot read ${path}: ${(cause as Error).message}`, {
        cause,
      });
    }
  };
  const handle = await explained(fileSystem()!.promises.open(path, 'r'));
  const { size } = await explained(handle.stat());
  let position = 0;
  return {
    size,
    async read(target) {
      const { bytesRead } = await explained(handle.read(target, 0, target.length, position));
      position += bytesRead;
      return bytesRead;
    },
    close: () => handle.close(),
  };
}

/** The bytes of the file at `location`; undefined when it is a URL to be fetched. */
export async function readFile(location: URL | string): Promise<Uint8Array | undefined> {
  const file = await openFile(location);
  if (!file) return undefined;
  try {
    const bytes = new Uint8Array(file.size);
    let read = 0;
    for (let count = -1; count !== 0 && read < bytes.length; read += count) {
      count = await file.read(bytes.subarray(read));
    }
    return bytes.subarray(0, read);
  } finally {
    await file.close();
  }
}

/** Fetches `location`; anything but success is an error that calls it `what`. */
export async function fetchChecked(
  location: URL | string | Request,
  what: string,
  signal?: AbortSignal,
): Promise<Response> {
  const request =
    typeof location === 'string' && !kUrlScheme.test(location) && documentBase() !== undefined
      ? new URL(location, documentBase())
      : location;
  const name = request instanceof Request ? request.url : String(request);
  let response: Response;
  try {
    response = await fetch(request, signal ? { signal } : undefined);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new SardonyxError(
      'LOAD_FAILED',
      `cannot fetch ${what} from ${name}: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
  checkResponse(response, what, name);
  return response;
}

/** Throws unless `response` is a success. */
export function checkResponse(response: Response, what: string, name = response.url): void {
  if (!response.ok) {
    const type = response.headers.get('content-type') ?? 'none';
    throw new SardonyxError(
      'LOAD_FAILED',
      `cannot fetch ${what} from ${response.url || name}: status ${response.status} ` +
        `${response.statusText}, content type '${type}'`.trim(),
    );
  }
}
