// Values as bytes, for what is no plain tensor of numbers. wasm_bindings/value_codec.h describes
// the format and is the other side.

import { byteSize, dtypeNamed, dtypeOfCode } from './dtype.js';
import type { DType, NumericArray } from './dtype.js';
import { SardonyxError } from './errors.js';
import type { ValueType } from './metadata.js';
import { typeName } from './metadata.js';
import { Tensor } from './tensor.js';
import type { CheckedTensor, MapKey, OnnxValue } from './value.js';
import { checkTensor, isTensorLike } from './value.js';

const enum Tag {
  Nothing,
  Tensor,
  Sequence,
  Optional,
  Map,
}

const encoder = new TextEncoder();
// Without ignoreBOM the decoder would drop a leading U+FEFF.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class Writer {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private size = 0;

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }

  // reserve() may put another view in place of this.view: it comes first.
  u8(value: number): void {
    const at = this.reserve(1);
    this.view.setUint8(at, value);
  }
  i32(value: number): void {
    const at = this.reserve(4);
    this.view.setInt32(at, value, true);
  }
  i64(value: number): void {
    const at = this.reserve(8);
    this.view.setBigInt64(at, BigInt(value), true);
  }
  raw(data: Uint8Array): void {
    const at = this.reserve(data.length);
    this.bytes.set(data, at);
  }
  text(value: string): void {
    const utf8 = encoder.encode(value);
    this.i32(utf8.length);
    this.raw(utf8);
  }

  private reserve(count: number): number {
    const at = this.size;
    this.size += count;
    if (this.size > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.size, 2 * this.bytes.length));
      grown.set(this.bytes);
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    return at;
  }
}

function writeTensor(out: Writer, { type, dims, data }: CheckedTensor): void {
  out.u8(Tag.Tensor);
  out.i32(type.code);
  out.i32(dims.length);
  for (const dim of dims) out.i64(dim);
  if (type.name === 'string') {
    for (const text of data as readonly string[]) out.text(String(text));
  } else {
    const { buffer, byteOffset, byteLength } = data as NumericArray;
    out.raw(new Uint8Array(buffer, byteOffset, byteLength));
  }
}

/** A one-dimensional tensor of a map's keys or values. */
function listTensor(elements: unknown[], code: number, what: string): CheckedTensor {
  const type = dtypeOfCode(code);
  if (!type || (type.name !== 'string' && (!type.array || type.listing === 'raw'))) {
    throw new SardonyxError('UNSUPPORTED', `${what} has keys or values of an unsupported type`);
  }
  try {
    const data =
      type.name === 'string'
        ? (elements as string[])
        : type.array!.from(
            type.listing === 'bigint'
              ? elements.map((x) => BigInt(x as bigint))
              : (elements as number[]),
          );
    return { type, dims: [elements.length], data };
  } catch (cause) {
    throw new SardonyxError(
      'INVALID_ARGUMENT',
      `${what} has keys or values that are not ${type.name}`,
      {
        cause,
      },
    );
  }
}

function writeValue(out: Writer, value: unknown, type: ValueType, what: string): void {
  if (type.kind === 'optional') {
    out.u8(Tag.Optional);
    const present = value !== null && value !== undefined;
    out.u8(present ? 1 : 0);
    if (present) writeValue(out, value, type.element, what);
  } else if (isTensorLike(value) && (type.kind === 'tensor' || type.kind === 'unknown')) {
    writeTensor(out, checkTensor(value, what));
  } else if (Array.isArray(value) && (type.kind === 'sequence' || type.kind === 'unknown')) {
    const element: ValueType = type.kind === 'sequence' ? type.element : { kind: 'unknown' };
    out.u8(Tag.Sequence);
    out.i32(element.kind === 'tensor' ? element.dtype : elementCode(value[0]));
    out.i32(value.length);
    value.forEach((item, i) => writeValue(out, item, element, `element ${i} of ${what}`));
  } else if (value instanceof Map && type.kind === 'map') {
    out.u8(Tag.Map);
    writeTensor(out, listTensor([...value.keys()], type.key, what));
    const code = type.value.kind === 'tensor' ? type.value.dtype : 0;
    writeTensor(out, listTensor([...value.values()], code, what));
  } else {
    throw new SardonyxError(
      'INVALID_ARGUMENT',
      `${what} must be ${kForms[type.kind]} (${typeName(type)})`,
    );
  }
}

const kForms: Record<ValueType['kind'], string> = {
  tensor: 'a Tensor',
  sequence: 'an array',
  optional: 'a value or null',
  map: 'a Map',
  unknown: 'a Tensor or an array of Tensors',
};

const elementCode = (first: unknown): number =>
  isTensorLike(first) ? (dtypeNamed(first.type)?.code ?? 0) : 0;

/** The bytes of `value` as a value of `type`. Errors call it `what`. */
export function encodeValue(value: unknown, type: ValueType, what: string): Uint8Array {
  const out = new Writer();
  writeValue(out, value, type, what);
  return out.finish();
}

class Reader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }
  i32(): number {
    return this.view.getInt32(this.take(4), true);
  }
  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }
  i64(): number {
    return Number(this.view.getBigInt64(this.take(8), true));
  }
  /** A copy, at the start of a buffer of its own. */
  raw(size: number): ArrayBuffer {
    const at = this.take(size);
    return this.bytes.slice(at, at + size).buffer as ArrayBuffer;
  }
  text(): string {
    const size = this.u32();
    const at = this.take(size);
    return decoder.decode(this.bytes.subarray(at, at + size));
  }

  private take(count: number): number {
    const at = this.at;
    this.at += count;
    return at;
  }
}

function readTensor(from: Reader): Tensor {
  const type = dtypeOfCode(from.i32());
  if (!type) throw new SardonyxError('INTERNAL', 'a result has an unknown element type');
  const dims = Array.from({ length: from.u32() }, () => from.i64());
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (type.name === 'string') {
    return new Tensor(
      'string',
      Array.from({ length: size }, () => from.text()),
      dims,
    );
  }
  return makeTensor(type, from.raw(byteSize(type, size)), dims);
}

/** A tensor whose elements are all of `buffer`. */
export function makeTensor(type: DType, buffer: ArrayBuffer, dims: number[]): Tensor {
  return new Tensor(type.name, new type.array!(buffer) as Tensor.DataType, dims);
}

function readValue(from: Reader): OnnxValue {
  switch (from.u8() as Tag) {
    case Tag.Tensor:
      return readTensor(from);
    case Tag.Sequence: {
      from.i32();
      return Array.from({ length: from.u32() }, () => readValue(from));
    }
    case Tag.Optional:
      return from.u8() ? readValue(from) : null;
    case Tag.Map: {
      const keys = (readValue(from) as Tensor).data;
      const { data: values } = readValue(from) as Tensor;
      const map = new Map<MapKey, number | bigint | string>();
      for (let i = 0; i < keys.length; ++i) {
        const key = keys[i]!;
        map.set(typeof key === 'number' ? BigInt(key) : key, values[i]!);
      }
      return map;
    }
    default:
      return null;
  }
}

/** The value that `bytes` hold. */
export function decodeValue(bytes: Uint8Array): OnnxValue {
  return readValue(new Reader(bytes));
}
