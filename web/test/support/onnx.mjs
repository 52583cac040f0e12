// Writes small ONNX models for the tests: just enough of the protobuf wire format.

const encoder = new TextEncoder();

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return bytes;
}

const int = (field, value) => [...varint(field << 3), ...varint(value)];
const block = (field, bytes) => [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
const text = (field, value) => block(field, encoder.encode(value));
const each = (field, items) => items.flatMap((item) => block(field, item));

/** Element types by number. */
// prettier-ignore
export const T = {
  float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, string: 8, bool: 9, float16: 10, float64: 11,
  uint64: 13, bfloat16: 16, float8e4m3fn: 17, float8e4m3fnuz: 18, float8e5m2: 19,
  float8e5m2fnuz: 20, uint4: 21, int4: 22, float4e2m1: 23, float8e8m0: 24, uint2: 25, int2: 26,
  float6e2m3: 27, float6e3m2: 28,
};

function shape(dims) {
  // TensorShapeProto: dim { dim_value = 1 | dim_param = 2 }; null is an extent without either.
  return each(
    1,
    dims.map((dim) => (dim === null ? [] : typeof dim === 'number' ? int(1, dim) : text(2, dim))),
  );
}

/** TypeProto of a tensor; without dims its rank is unknown. */
export const tensorType = (type, dims) =>
  block(1, [...int(1, T[type]), ...(dims ? block(2, shape(dims)) : [])]);
export const sequenceType = (element) => block(4, block(1, element));
export const optionalType = (element) => block(9, block(1, element));
export const mapType = (key, value) => block(5, [...int(1, T[key]), ...block(2, value)]);

/** ValueInfoProto. */
export const value = (name, type) => [...text(1, name), ...block(2, type)];
export const tensor = (name, type, dims) => value(name, tensorType(type, dims));

const float = (field, value) => [
  ...varint((field << 3) | 5),
  ...new Uint8Array(new Float32Array([value]).buffer),
];

/** AttributeProto of a number, a text, a list of integers, a TensorProto, or a TypeProto. */
export function attribute(name, kind, content) {
  switch (kind) {
    case 'int':
      return [...text(1, name), ...int(3, content), ...int(20, 2)];
    case 'float':
      return [...text(1, name), ...float(2, content), ...int(20, 1)];
    case 'string':
      return [...text(1, name), ...text(4, content), ...int(20, 3)];
    case 'ints':
      return [...text(1, name), ...content.flatMap((x) => int(8, x)), ...int(20, 7)];
    case 'tensor':
      return [...text(1, name), ...block(5, content), ...int(20, 4)];
    case 'type':
      return [...text(1, name), ...block(14, content), ...int(20, 13)];
    default:
      throw new Error(kind);
  }
}

/** NodeProto. */
export const node = (op, inputs, outputs, { name = '', attributes = [], domain = '' } = {}) => [
  ...inputs.flatMap((input) => text(1, input)),
  ...outputs.flatMap((output) => text(2, output)),
  ...(name ? text(3, name) : []),
  ...text(4, op),
  ...each(5, attributes),
  ...(domain ? text(7, domain) : []),
];

/** TensorProto with raw data from a typed array, or in an external file. */
export const initializer = (name, type, dims, data) => [
  ...dims.flatMap((dim) => int(1, dim)),
  ...int(2, T[type]),
  ...text(8, name),
  ...(ArrayBuffer.isView(data)
    ? block(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    : [
        ...each(
          13,
          Object.entries(data).map(([key, entry]) => [...text(1, key), ...text(2, String(entry))]),
        ),
        ...int(14, 1),
      ]),
];

/** The bytes of a model. */
export function model({
  inputs = [],
  outputs,
  nodes,
  initializers = [],
  opset = 17,
  domains = [],
}) {
  const graph = [
    ...each(1, nodes),
    ...text(2, 'test'),
    ...each(5, initializers),
    ...each(11, inputs),
    ...each(12, outputs),
  ];
  return Uint8Array.from([
    ...int(1, 8),
    ...block(7, graph),
    ...block(8, int(2, opset)),
    ...domains.flatMap((domain) => block(8, [...text(1, domain), ...int(2, 1)])),
  ]);
}

/** y = x + x for one type and shape. */
export const doubling = (type = 'float32', dims = ['N']) =>
  model({
    inputs: [tensor('x', type, dims)],
    outputs: [tensor('y', type, dims)],
    nodes: [node('Add', ['x', 'x'], ['y'], { name: 'double' })],
  });

/** y = x, whatever the type. */
export const identity = (type) =>
  model({
    inputs: [value('x', type)],
    outputs: [value('y', type)],
    nodes: [node('Identity', ['x'], ['y'])],
  });
