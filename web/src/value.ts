import { arrayName, dtypeNamed } from './dtype.js';
import type { DType, NumericArray } from './dtype.js';
import { SardonyxError } from './errors.js';
import { Tensor } from './tensor.js';
import { arrayLength } from './tensor-impl.js';

/** A key of a map: integers are bigint. */
export type MapKey = bigint | string;

/**
 * What models take and give: tensors, lists for sequences, Maps, and null for an empty optional.
 */
export type OnnxValue = Tensor | OnnxValue[] | Map<MapKey, number | bigint | string> | null;

/** Any tensor by its looks: those of onnxruntime-common, of other copies of this package. */
export interface TensorLike {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
  readonly location?: string;
}

export function isTensorLike(value: unknown): value is TensorLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<TensorLike>).type === 'string' &&
    Array.isArray((value as Partial<TensorLike>).dims)
  );
}

/** A tensor's parts after all of them were checked against each other. */
export interface CheckedTensor {
  readonly type: DType;
  readonly dims: readonly number[];
  /** Strings when `type` is string, and a typed array otherwise. */
  readonly data: NumericArray | readonly string[];
}

const invalid = (message: string) => new SardonyxError('INVALID_ARGUMENT', message);

/** Whether `data` is the kind of array that elements of `type` come in. */
function holds(data: unknown, type: DType): boolean {
  if (!type.array) return Array.isArray(data);
  const name = arrayName(data);
  return (
    name === type.array.name ||
    (type.name === 'float16' && name === 'Uint16Array') ||
    (type.bits < 8 && name === 'Int8Array')
  );
}

/** The parts of `tensor`. Throws an error that calls it `what` when it cannot be read. */
export function checkTensor(tensor: TensorLike, what: string): CheckedTensor {
  const { location = 'cpu', dims } = tensor;
  if (location !== 'cpu' && location !== 'cpu-pinned') {
    throw invalid(
      location === 'none'
        ? `${what} was disposed`
        : `${what} lies in '${location}'; download it with getData() first`,
    );
  }
  const type = dtypeNamed(tensor.type);
  if (!type) throw invalid(`${what} has an unknown element type '${tensor.type}'`);
  let size = 1;
  for (const dim of dims) {
    if (!Number.isSafeInteger(dim) || dim < 0) {
      throw invalid(`${what} has the dims [${dims.join(', ')}], which are no extents`);
    }
    size *= dim;
  }
  const { data } = tensor;
  if (!holds(data, type)) {
    throw invalid(`${what} is a ${type.name} tensor, but its data is none of that type`);
  }
  const elements = data as NumericArray | readonly string[];
  const expected = arrayLength(type, size);
  const given = elements.length;
  if (given !== expected) {
    const detached = given === 0 ? ' (is its buffer detached?)' : '';
    throw invalid(
      `${what} has dims [${dims.join(', ')}], which need ${expected} elements of data, ` +
        `but its data has ${given}${detached}`,
    );
  }
  return { type, dims, data: elements };
}
