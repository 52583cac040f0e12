// Values of test cases, wherever their bytes come from; README.md describes the format.

import { arrayOf } from './element.mjs';

// A value in a case: a tensor as {type, dims, data}, a sequence, an optional, a map.
function readValue(described, data) {
  const { kind = 'tensor' } = described;
  switch (kind) {
    case 'tensor':
      return readTensor(described, data);
    case 'sequence':
      return { kind, elements: described.elements.map((element) => readValue(element, data)) };
    case 'optional':
      return { kind, value: described.value && readValue(described.value, data) };
    case 'map':
      return {
        kind,
        keys: readTensor(described.keys, data),
        values: readTensor(described.values, data),
      };
    default:
      throw new Error(`unknown kind of value '${kind}'`);
  }
}

function readTensor({ dtype, shape, strings, offset, length }, data) {
  if (dtype === 'string') return { kind: 'tensor', type: dtype, dims: shape, data: strings };
  const array = arrayOf(dtype);
  const copy = data.buffer.slice(data.byteOffset + offset, data.byteOffset + offset + length);
  if (copy.byteLength !== length) throw new Error('offset or length do not fit data.bin');
  return { kind: 'tensor', type: dtype, dims: shape, data: new array(copy) };
}

/**
 * The inputs or outputs of a set as [{name, value}]. `data` holds the bytes of data.bin.
 */
export const readValues = (described, data) =>
  described.map((one) => ({ name: one.name, value: readValue(one, data) }));
