// The arguments of create(), by the rules of onnxruntime-common.

import type { SessionOptions } from './options.js';
import { isBytes } from './source.js';
import type { FileSource } from './source.js';

/** What a model can be given as. */
export type ModelSource = FileSource | PromiseLike<FileSource>;

function checkOptions(options: unknown): SessionOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null)
    throw new TypeError("'options' is no object");
  return options as SessionOptions;
}

function checkInteger(value: number, name: string): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`'${name}' is no integer: ${value}`);
}

/** The part of `buffer` that create(buffer, byteOffset, byteLength?) means. */
function partOf(buffer: ArrayBufferLike, byteOffset: number, byteLength: unknown): Uint8Array {
  checkInteger(byteOffset, 'byteOffset');
  const size = buffer.byteLength;
  if (byteOffset < 0 || byteOffset >= size) {
    throw new RangeError(`'byteOffset' is ${byteOffset}, but the buffer has ${size} bytes`);
  }
  if (byteLength === undefined) return new Uint8Array(buffer, byteOffset);
  if (typeof byteLength !== 'number') throw new TypeError("'byteLength' is no number");
  checkInteger(byteLength, 'byteLength');
  if (byteLength <= 0 || byteOffset + byteLength > size) {
    throw new RangeError(`'byteLength' is ${byteLength}, but ${size - byteOffset} bytes are left`);
  }
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * Sorts the arguments of create(source, options?) and create(buffer, byteOffset, byteLength?,
 * options?).
 */
export function readCreateArguments(
  source: unknown,
  second: unknown,
  third: unknown,
  fourth: unknown,
): { source: ModelSource; options: SessionOptions } {
  if (isBytes(source) && !ArrayBuffer.isView(source) && typeof second === 'number') {
    return { source: partOf(source, second, third), options: checkOptions(fourth) };
  }
  return { source: source as ModelSource, options: checkOptions(second) };
}
