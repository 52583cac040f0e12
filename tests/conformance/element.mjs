// Elements of any type as numbers, decoded here from their bits and not by the code under test.

// Per type: exponent bits, mantissa bits, bias, and which codes are no numbers.
// 'ieee': the highest exponent holds infinity and NaN; 'nan': all ones is NaN; 'zero': the bits of -0
// are NaN; 'none': every code is a number.
const kFloats = {
  float16: [5, 10, 15, 'ieee'],
  bfloat16: [8, 7, 127, 'ieee'],
  float8e4m3fn: [4, 3, 7, 'nan'],
  float8e4m3fnuz: [4, 3, 8, 'zero'],
  float8e5m2: [5, 2, 15, 'ieee'],
  float8e5m2fnuz: [5, 2, 16, 'zero'],
  float6e2m3: [2, 3, 1, 'none'],
  float6e3m2: [3, 2, 3, 'none'],
  float4e2m1: [2, 1, 1, 'none'],
};

const kBits = {
  float32: 32, float64: 64, float16: 16, bfloat16: 16,
  float8e4m3fn: 8, float8e4m3fnuz: 8, float8e5m2: 8, float8e5m2fnuz: 8, float8e8m0: 8,
  float6e2m3: 6, float6e3m2: 6, float4e2m1: 4,
  int64: 64, int32: 32, int16: 16, int8: 8, int4: 4, int2: 2,
  uint64: 64, uint32: 32, uint16: 16, uint8: 8, uint4: 4, uint2: 2,
  bool: 8, complex64: 64, complex128: 128,
};

const kArrays = {
  float32: Float32Array, float64: Float64Array, complex64: Float32Array, complex128: Float64Array,
  int64: BigInt64Array, int32: Int32Array, int16: Int16Array, int8: Int8Array,
  uint64: BigUint64Array, uint32: Uint32Array, uint16: Uint16Array,
  float16: Uint16Array, bfloat16: Uint16Array,
};

/** Bits of one element; undefined for strings. */
export const bitsOf = (type) => kBits[type];

/** The typed array that a Tensor of that type is made with; packed and 8-bit types take bytes. */
export const arrayOf = (type) => kArrays[type] ?? Uint8Array;

/** Whether elements are floating-point numbers of any width, complex ones excluded. */
export const isReal = (type) =>
  type === 'float32' || type === 'float64' || type === 'float8e8m0' || type in kFloats;

export const isComplex = (type) => type === 'complex64' || type === 'complex128';

/** Number of elements. */
export const countOf = (dims) => dims.reduce((product, extent) => product * extent, 1);

/** The bytes of a tensor's data. */
export function bytesOf(data) {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function decode(bits, [exponentBits, mantissaBits, bias, special]) {
  const width = 1 + exponentBits + mantissaBits;
  const field = (at, count) => Math.floor(bits / 2 ** at) % 2 ** count;
  const negative = field(width - 1, 1) === 1;
  const exponent = field(mantissaBits, exponentBits);
  const mantissa = field(0, mantissaBits);
  const topExponent = 2 ** exponentBits - 1;
  if (special === 'ieee' && exponent === topExponent) {
    if (mantissa !== 0) return NaN;
    return negative ? -Infinity : Infinity;
  }
  if (special === 'nan' && exponent === topExponent && mantissa === 2 ** mantissaBits - 1) return NaN;
  if (special === 'zero' && negative && exponent === 0 && mantissa === 0) return NaN;
  const fraction = mantissa * 2 ** -mantissaBits;
  const magnitude =
    exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
  return negative ? -magnitude : magnitude;
}

/** The elements of a tensor that is not of strings, by index. */
export class Elements {
  constructor({ type, dims, data }) {
    this.type = type;
    this.width = kBits[type];
    this.count = countOf(dims);
    const bytes = bytesOf(data);
    if (bytes.length !== Math.ceil((this.count * this.width) / 8)) {
      throw new Error(`a ${type} tensor of ${this.count} elements has ${bytes.length} bytes`);
    }
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The bits of element `i`, right-aligned. */
  bits(i) {
    switch (this.width) {
      case 64:
        return this.view.getBigUint64(8 * i, true);
      case 32:
        return this.view.getUint32(4 * i, true);
      case 16:
        return this.view.getUint16(2 * i, true);
      case 8:
        return this.bytes[i];
      default: {
        const at = i * this.width;
        const first = this.bytes[at >> 3];
        const second = this.bytes[(at >> 3) + 1] ?? 0;
        return ((first | (second << 8)) >> (at & 7)) & ((1 << this.width) - 1);
      }
    }
  }

  /** Element `i` of a real type as a number. */
  real(i) {
    if (this.type === 'float32') return this.view.getFloat32(4 * i, true);
    if (this.type === 'float64') return this.view.getFloat64(8 * i, true);
    const bits = this.bits(i);
    if (this.type === 'float8e8m0') return bits === 255 ? NaN : 2 ** (bits - 127);
    return decode(bits, kFloats[this.type]);
  }

  /** Element `i` as people write it. */
  text(i) {
    if (isReal(this.type)) return String(this.real(i));
    const bits = this.bits(i);
    if (this.type === 'bool') return String(bits !== 0);
    return this.type.startsWith('int')
      ? String(BigInt.asIntN(this.width, BigInt(bits)))
      : String(bits);
  }
}
