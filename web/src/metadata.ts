import { dtypeOfCode } from './dtype.js';
import type { Tensor } from './tensor.js';

/** The type of a value as the core describes it; wasm_bindings/describe.h has the grammar. */
export type ValueType =
  | { kind: 'tensor'; dtype: number; shape: (number | string)[] | null }
  | { kind: 'sequence' | 'optional'; element: ValueType }
  | { kind: 'map'; key: number; value: ValueType }
  | { kind: 'unknown' };

/** An input or output. */
export interface Port {
  name: string;
  type: ValueType;
  /** For inputs: need not be fed. */
  default: boolean;
}

/** What the core says of a session. */
export interface Description {
  inputs: Port[];
  outputs: Port[];
  warnings: string[];
  /** Initializers that are also inputs, but cannot be fed (see overridableInitializers). */
  fixedInputs: string[];
}

export interface TensorMetadata {
  readonly name: string;
  readonly isTensor: true;
  readonly type: Tensor.Type;
  /** A number per fixed extent and a name per symbolic one, which is '' for a nameless one. */
  readonly shape: readonly (number | string)[];
}

export interface NonTensorMetadata {
  readonly name: string;
  readonly isTensor: false;
  /** In ONNX's notation: 'seq(map(int64,tensor(float32)))', 'optional(tensor(string))'. */
  readonly typeName: string;
}

export type ValueMetadata = TensorMetadata | NonTensorMetadata;

const nameOf = (code: number): string => dtypeOfCode(code)?.name ?? 'undefined';

/** A type in ONNX's notation, with this package's names of element types. */
export function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'tensor':
      return `tensor(${nameOf(type.dtype)})`;
    case 'sequence':
      return `seq(${typeName(type.element)})`;
    case 'optional':
      return `optional(${typeName(type.element)})`;
    case 'map':
      return `map(${nameOf(type.key)},${typeName(type.value)})`;
    default:
      return 'unknown';
  }
}

export function metadataOf({ name, type }: Port): ValueMetadata {
  const dtype = type.kind === 'tensor' ? dtypeOfCode(type.dtype) : undefined;
  if (type.kind !== 'tensor' || !dtype) return { name, isTensor: false, typeName: typeName(type) };
  return { name, isTensor: true, type: dtype.name, shape: type.shape ?? [] };
}
