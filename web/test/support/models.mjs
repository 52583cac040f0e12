// The seed models of tests/models: their files, and the inputs and outputs that came from PyTorch.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Tensor } from '../../dist/index.js';

export const folder = fileURLToPath(new URL('../../../tests/models/', import.meta.url));

// prettier-ignore
const kArrays = {
  float32: Float32Array, float64: Float64Array, int64: BigInt64Array, int32: Int32Array,
  uint8: Uint8Array, int8: Int8Array, bool: Uint8Array,
};

/** The names of all models that have a case file. */
export const names = readdirSync(folder, { withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('case.json'),
  )
  .map((entry) => entry.name);

/** A case file with tensors in place of offsets. */
export function readCase(name, file = 'case.json') {
  const data = readFileSync(join(folder, name, 'data.bin'));
  const tensors = (list) =>
    Object.fromEntries(
      list.map(({ name: key, dtype, shape, offset, length }) => {
        const bytes = Uint8Array.from(data.subarray(offset, offset + length));
        return [key, new Tensor(dtype, new kArrays[dtype](bytes.buffer), shape)];
      }),
    );
  const read = JSON.parse(readFileSync(join(folder, name, file), 'utf8'));
  const withTensors = (set) => ({
    ...set,
    inputs: tensors(set.inputs),
    outputs: set.outputs && tensors(set.outputs),
  });
  return {
    ...read,
    path: join(folder, name, 'model.onnx'),
    sets: read.sets.map(withTensors),
    rejected: (read.rejected ?? []).map(withTensors),
  };
}

/** The largest |actual - expected| of two tensors, and whether all are within the tolerance. */
export function compare(actual, expected, { rtol, atol }) {
  if (actual.type !== expected.type || actual.dims.join() !== expected.dims.join()) {
    return { difference: Infinity, close: false };
  }
  let difference = 0;
  let close = true;
  for (let i = 0; i < expected.size; ++i) {
    const a = Number(actual.data[i]);
    const e = Number(expected.data[i]);
    const d = Object.is(a, e) ? 0 : Math.abs(a - e);
    if (!(d <= atol + rtol * Math.abs(e))) close = false;
    if (!(d <= difference)) difference = d;
  }
  return { difference, close };
}
