// Elements of any type as the numbers that they stand for.

import type { DType, NumericArray } from './dtype.js';
import { SardonyxError } from './errors.js';
import { checkTensor } from './value.js';
import type { TensorLike } from './value.js';

/** A floating-point format: exponent and mantissa bits below a sign, and what its top codes are. */
interface Format {
  readonly exponent: number;
  readonly mantissa: number;
  readonly bias: number;
  /** 'ieee': the highest exponent means infinity and NaN. */
  readonly special: 'ieee' | 'nan at the top' | 'nan for -0' | 'none';
}

const format = (
  exponent: number,
  mantissa: number,
  bias: number,
  special: Format['special'],
): Format => ({ exponent, mantissa, bias, special });

// ONNX's names: E and M count exponent and mantissa bits, FN means no infinity, UZ no -0.
const kFormats: { readonly [type: string]: Format } = {
  float16: format(5, 10, 15, 'ieee'),
  bfloat16: format(8, 7, 127, 'ieee'),
  float8e4m3fn: format(4, 3, 7, 'nan at the top'),
  float8e4m3fnuz: format(4, 3, 8, 'nan for -0'),
  float8e5m2: format(5, 2, 15, 'ieee'),
  float8e5m2fnuz: format(5, 2, 16, 'nan for -0'),
  float6e2m3: format(2, 3, 1, 'none'),
  float6e3m2: format(3, 2, 3, 'none'),
  float4e2m1: format(2, 1, 1, 'none'),
};

function decodeFloat(code: number, { exponent, mantissa, bias, special }: Format): number {
  const sign = code >> (exponent + mantissa) ? -1 : 1;
  const magnitude = code & ((1 << (exponent + mantissa)) - 1);
  const power = magnitude >> mantissa;
  const fraction = magnitude & ((1 << mantissa) - 1);
  if (special === 'nan for -0' && sign < 0 && magnitude === 0) return NaN;
  if (special === 'nan at the top' && magnitude === (1 << (exponent + mantissa)) - 1) return NaN;
  if (special === 'ieee' && power === (1 << exponent) - 1) return fraction ? NaN : sign * Infinity;
  const unit = 2 ** (Math.max(power, 1) - bias - mantissa);
  return sign * unit * (power ? (1 << mantissa) + fraction : fraction);
}

/** How the code of an element of `type` becomes a number; undefined where it is one. */
function decoderOf(type: DType): ((code: number) => number) | undefined {
  const { name, bits } = type;
  if (name === 'float8e8m0') return (code) => (code === 255 ? NaN : 2 ** (code - 127));
  const found = kFormats[name];
  if (found) return (code) => decodeFloat(code, found);
  // The highest bit of a packed signed integer counts down.
  if (name === 'int4' || name === 'int2') return (code) => (code << (32 - bits)) >> (32 - bits);
  return undefined;
}

/** Element `i` of packed data, whose first elements are the lowest bits. */
function unpack(data: NumericArray, bits: number, i: number): number {
  const at = i * bits;
  const byte = at >>> 3;
  const word = Number(data[byte]) | (Number(data[byte + 1] ?? 0) << 8);
  return (word >> (at & 7)) & ((1 << bits) - 1);
}

/**
 * The elements of a tensor as numbers, whatever their type: int64 too, and what is given as its bits
 * or packed. Two numbers for each complex element. Throws RangeError for integers that no number
 * holds exactly, SardonyxError for strings and for what is no readable tensor.
 */
export function toNumbers(tensor: TensorLike): Float64Array {
  const { type, dims, data: elements } = checkTensor(tensor, 'the tensor');
  if (type.name === 'string') {
    throw new SardonyxError('INVALID_ARGUMENT', 'the tensor has strings, which are no numbers');
  }
  const data = elements as NumericArray;
  const decode = type.listing === 'raw' ? decoderOf(type) : undefined;
  if (type.bits < 8) {
    const size = dims.reduce((product, dim) => product * dim, 1);
    return Float64Array.from({ length: size }, (_, i) => {
      const code = unpack(data, type.bits, i);
      return decode ? decode(code) : code;
    });
  }
  const numbers = new Float64Array(data.length);
  for (let i = 0; i < numbers.length; ++i) {
    const number = Number(data[i]);
    if (type.listing === 'bigint' && !Number.isSafeInteger(number)) {
      throw new RangeError(`element ${i} is ${data[i]}, which no number holds exactly`);
    }
    numbers[i] = decode ? decode(number) : number;
  }
  return numbers;
}
