// How much work a case is.

import { sizeOf } from './values.mjs';

const kBytes = { float32: 4, int32: 4, int64: 8, uint8: 1, int8: 1, bool: 1 };

const spatial = (weights) => sizeOf(weights.slice(2));

function recurrent(gates) {
  return ([x, w, r]) => 2 * x[0] * x[1] * w[0] * gates * r[2] * (x[2] + r[2]);
}

const kProduct = ([a], [y], { attributes }) => 2 * sizeOf(y) * a.at(attributes.transA ? -2 : -1);

/** Floating-point operations by operator, from the shapes of inputs and outputs. */
const kFlops = {
  Conv: ([, w], [y]) => 2 * sizeOf(y) * w[1] * spatial(w),
  ConvTranspose: ([x, w]) => 2 * sizeOf(x) * w[1] * spatial(w),
  MatMul: kProduct,
  Gemm: kProduct,
  MatMulInteger: kProduct,
  MatMulNBits: ([a], [y]) => 2 * sizeOf(y) * a.at(-1),
  MultiHeadAttention: ([q, k]) => 4 * sizeOf(q) * k[1],
  LSTM: recurrent(4),
  GRU: recurrent(3),
};

/** Bytes that an operator has to read and write. */
function bytesOf(test, outputs) {
  const read = test.inputs.reduce(
    (sum, input) => sum + (input ? sizeOf(input.shape) * kBytes[input.type] : 0),
    0,
  );
  const written = outputs.reduce((sum, dims, i) => sum + sizeOf(dims) * kBytes[test.outputs[i]], 0);
  // Of a table that is looked up in, only what is found counts.
  const table = test.op === 'Gather' ? sizeOf(test.inputs[0].shape) * 4 - written : 0;
  return read - table + written;
}

/**
 * {amount, unit, bytes}: operations where arithmetic is what an operator does, else the bytes that
 * it has to read and write. `outputs` are shapes.
 */
export function workOf(test, outputs) {
  const bytes = bytesOf(test, outputs);
  const flops = kFlops[test.op];
  if (!flops) return { amount: bytes, unit: 'GB/s', bytes };
  const shapes = test.inputs.map((input) => input?.shape);
  return { amount: flops(shapes, outputs, test), unit: 'GFLOP/s', bytes };
}
