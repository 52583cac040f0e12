// The two runtimes that are compared, set up alike.

import * as ort from 'onnxruntime-web/wasm';

import { Session, Tensor, env } from '../../web/dist/index.js';

/** Options that the command lines of all comparisons have, for node:util's parseArgs. */
export const kRuntimeOptions = {
  threads: { type: 'string', default: '1' },
  arena: { type: 'boolean', default: false },
};

/**
 * Both runtimes under one interface: {name, create(model, externalData), feeds(values)}.
 * `model` is bytes or, for one that should read the file itself, a path.
 */
export function runtimes({ threads, arena }) {
  const count = Number(threads);
  ort.env.wasm.numThreads = count;
  ort.env.logLevel = 'error';
  env.wasm.numThreads = count;
  env.logLevel = 'error';
  const feedsFor = (TensorType) => (values) =>
    Object.fromEntries(
      values.map(({ name, type, data, dims }) => [name, new TensorType(type, data, dims)]),
    );
  const ours = {
    name: 'sardonyx',
    create: (model, externalData = []) =>
      Session.create(model, { logSeverityLevel: 3, externalData }),
    feeds: feedsFor(Tensor),
  };
  const theirs = {
    name: `onnxruntime-web${arena ? ', arena' : ''}`,
    create: (model, externalData = []) =>
      ort.InferenceSession.create(model, {
        executionProviders: ['wasm'],
        logSeverityLevel: 3,
        enableCpuMemArena: arena,
        enableMemPattern: arena,
        externalData,
      }),
    feeds: feedsFor(ort.Tensor),
  };
  return { ours, theirs };
}

/**
 * The largest difference between floats of two results, relative to the largest float of
 * `expected`; both are {name: {type, data}}. Infinity where shapes differ.
 */
export function largestDifference(actual, expected) {
  let largest = 0;
  for (const [name, { type, data }] of Object.entries(expected)) {
    if (type !== 'float32' && type !== 'float64') continue;
    const other = actual[name].data;
    if (other.length !== data.length) return Infinity;
    let magnitude = 0;
    let difference = 0;
    for (let i = 0; i < data.length; ++i) {
      magnitude = Math.max(magnitude, Math.abs(data[i]));
      if (data[i] !== other[i]) difference = Math.max(difference, Math.abs(data[i] - other[i]));
    }
    if (magnitude > 0) largest = Math.max(largest, difference / magnitude);
  }
  return largest;
}
