// Test cases as generate.py and its like write them; README.md describes the format.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { arrayOf } from './element.mjs';

/** The case.json files under `folder`, sorted. */
export function findCases(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => basename(path) === 'case.json')
    .map((path) => join(folder, path))
    .sort();
}

/** The name of a case without reading its data. */
export const caseName = (file) => basename(dirname(file));

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

const readValues = (described, data) =>
  described.map((one) => ({ name: one.name, value: readValue(one, data) }));

/** Reads a case with all of its values. */
export function readCase(file) {
  const folder = dirname(file);
  const described = JSON.parse(readFileSync(file, 'utf8'));
  const data = readFileSync(join(folder, 'data.bin'));
  if (described.name !== caseName(file)) {
    throw new Error(`case '${described.name}' lies in a folder of another name`);
  }
  return {
    name: described.name,
    kind: described.kind ?? basename(dirname(folder)),
    operator: described.operator ?? '',
    model: resolve(folder, described.model ?? 'model.onnx'),
    tolerance: { atolOfLargest: 0, ...described.tolerance },
    check: described.nondeterministic ? described.check : undefined,
    sets: described.sets.map(({ inputs, outputs }) => ({
      inputs: readValues(inputs, data),
      outputs: readValues(outputs, data),
    })),
    warns: described.warns ?? [],
    rejected: (described.rejected ?? []).map(({ reason, inputs }) => ({
      reason,
      inputs: readValues(inputs, data),
    })),
  };
}
