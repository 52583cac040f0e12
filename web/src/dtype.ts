import type { Tensor } from './tensor.js';

/** The typed arrays that hold a tensor's elements. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** What the rest of the package needs of a typed array's constructor. */
export interface NumericArrayConstructor {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): NumericArray;
  from(elements: ArrayLike<number> | ArrayLike<bigint>): NumericArray;
}

/** Whether and how a plain array of numbers can stand for the elements. */
export type Listing = 'number' | 'bigint' | 'raw';

/** One element type of ONNX. */
export interface DType {
  readonly name: Tensor.Type;
  /** TensorProto.DataType. */
  readonly code: number;
  /** Bits of one element: below 8, several elements share a byte. 0 for strings. */
  readonly bits: number;
  /** Undefined for strings, and for float16 where the engine has no Float16Array. */
  readonly array: NumericArrayConstructor | undefined;
  /** 'raw' types come as their bits, in typed arrays only. */
  readonly listing: Listing;
}

const constructorOf = (array: unknown) => array as NumericArrayConstructor;

function dtype(
  code: number,
  name: Tensor.Type,
  bits: number,
  array: unknown,
  listing: Listing = 'number',
): DType {
  return { code, name, bits, array: array && constructorOf(array), listing } as DType;
}

const kDTypes: readonly DType[] = [
  dtype(1, 'float32', 32, Float32Array),
  dtype(2, 'uint8', 8, Uint8Array),
  dtype(3, 'int8', 8, Int8Array),
  dtype(4, 'uint16', 16, Uint16Array),
  dtype(5, 'int16', 16, Int16Array),
  dtype(6, 'int32', 32, Int32Array),
  dtype(7, 'int64', 64, BigInt64Array, 'bigint'),
  dtype(8, 'string', 0, undefined),
  dtype(9, 'bool', 8, Uint8Array),
  dtype(10, 'float16', 16, undefined),
  dtype(11, 'float64', 64, Float64Array),
  dtype(12, 'uint32', 32, Uint32Array),
  dtype(13, 'uint64', 64, BigUint64Array, 'bigint'),
  dtype(14, 'complex64', 64, Float32Array),
  dtype(15, 'complex128', 128, Float64Array),
  dtype(16, 'bfloat16', 16, Uint16Array, 'raw'),
  dtype(17, 'float8e4m3fn', 8, Uint8Array, 'raw'),
  dtype(18, 'float8e4m3fnuz', 8, Uint8Array, 'raw'),
  dtype(19, 'float8e5m2', 8, Uint8Array, 'raw'),
  dtype(20, 'float8e5m2fnuz', 8, Uint8Array, 'raw'),
  dtype(21, 'uint4', 4, Uint8Array, 'raw'),
  dtype(22, 'int4', 4, Uint8Array, 'raw'),
  dtype(23, 'float4e2m1', 4, Uint8Array, 'raw'),
  dtype(24, 'float8e8m0', 8, Uint8Array, 'raw'),
  dtype(25, 'uint2', 2, Uint8Array, 'raw'),
  dtype(26, 'int2', 2, Uint8Array, 'raw'),
  dtype(27, 'float6e2m3', 6, Uint8Array, 'raw'),
  dtype(28, 'float6e3m2', 6, Uint8Array, 'raw'),
];

const kByName: ReadonlyMap<string, DType> = new Map(kDTypes.map((type) => [type.name, type]));
const kByCode: ReadonlyMap<number, DType> = new Map(kDTypes.map((type) => [type.code, type]));

/** The types that a typed array of its own kind implies: Float32Array means float32. */
// prettier-ignore
const kInferred: readonly Tensor.Type[] = [
  'float32', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'float64', 'uint32', 'uint64',
];

/** Float16Array where there is one. Asked for at each use, so that a polyfill may come late. */
export function float16Array(): NumericArrayConstructor | undefined {
  return (globalThis as { Float16Array?: NumericArrayConstructor }).Float16Array;
}

/** The element type called `name`, undefined when there is none. */
export function dtypeNamed(name: string): DType | undefined {
  const found = kByName.get(name);
  if (found?.name !== 'float16') return found;
  const array = float16Array();
  return array
    ? { ...found, array }
    : { ...found, array: constructorOf(Uint16Array), listing: 'raw' };
}

/** The element type with ONNX's number `code`, undefined when there is none. */
export function dtypeOfCode(code: number): DType | undefined {
  const found = kByCode.get(code);
  return found && dtypeNamed(found.name);
}

/** What `data` is an instance of by name, so that arrays of other realms (frames, vm) count too. */
export function arrayName(data: unknown): string | undefined {
  return ArrayBuffer.isView(data)
    ? (data as { [Symbol.toStringTag]?: string })[Symbol.toStringTag]
    : undefined;
}

/** The element type that a typed array implies, undefined when it implies none. */
export function dtypeOfArray(data: unknown): DType | undefined {
  const name = arrayName(data);
  if (name === undefined) return undefined;
  if (name === 'Float16Array') return dtypeNamed('float16');
  const found = kInferred.find((type) => kByName.get(type)?.array?.name === name);
  return found && dtypeNamed(found);
}

/** Bytes of `size` elements; packed types rounded up. */
export function byteSize(type: DType, size: number): number {
  return Math.ceil((size * type.bits) / 8);
}
