// Runs test cases on the npm package in Node with 1, 2, 3 and 4 threads: all results must have the
// same bits.
//
//   node tests/conformance/same_bits.mjs [--filter REGEX] FOLDER...
//
// Says how many of the cases had work for more than one thread. Exits with 1 when results differ, and
// when no case had such work.

import { isDeepStrictEqual, parseArgs } from 'node:util';

import { Session, Tensor, env } from '../../web/dist/index.js';
import { caseName, findCases, readCase } from './case_reader.mjs';

const kCounts = [1, 2, 3, 4];

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { filter: { type: 'string', default: '' } },
});

/** The name of the first output that is not the same in both, or ''. */
const differing = (results, expected) =>
  Object.keys(expected).find((name) => !isDeepStrictEqual(bits(results[name]), bits(expected[name]))) ?? '';

/** A value in which equal numbers are equal bits: NaN is no number like any other. */
function bits(value) {
  if (value instanceof Map) return [...value].map((entry) => entry.map(bits));
  if (Array.isArray(value)) return value.map(bits);
  if (!(value instanceof Tensor)) return value;
  const { type, dims, data } = value;
  const elements = Array.isArray(data)
    ? data
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { type, dims, elements };
}

/** Results of a case's sets with so many threads, and whether more than one of them worked. */
async function resultsWith(threads, test) {
  env.wasm.numThreads = threads;
  const session = await Session.create(test.model, { seed: 1, logSeverityLevel: 3 });
  try {
    const results = [];
    for (const { inputs } of test.sets) {
      const feeds = inputs.map(({ name, value }) => [
        name,
        new Tensor(value.type, value.data, value.dims),
      ]);
      results.push(await session.run(Object.fromEntries(feeds)));
    }
    return { results, shared: session.threadTasks().reduce((sum, tasks) => sum + tasks, 0) > 0 };
  } finally {
    await session.release();
  }
}

let passed = 0;
let failed = 0;
let shared = 0;
for (const file of folders.flatMap(findCases)) {
  const name = caseName(file);
  if (!new RegExp(options.filter).test(name)) continue;
  const test = readCase(file);
  if (test.sets.some(({ inputs }) => inputs.some(({ value }) => value.kind !== 'tensor'))) continue;
  let failure = '';
  try {
    const alone = await resultsWith(1, test);
    for (const count of kCounts.slice(1)) {
      const several = await resultsWith(count, test);
      const output = several.results.map((set, i) => differing(set, alone.results[i])).find(Boolean);
      if (output) failure ||= `output '${output}' differs with ${count} threads`;
      if (several.shared && count === kCounts.at(-1)) ++shared;
    }
  } catch (error) {
    if (error.code !== 'UNSUPPORTED') throw error;
    continue;
  }
  if (failure) console.log(`FAILED ${name}: ${failure}`);
  if (failure) ++failed;
  else ++passed;
}
console.log(`note: ${shared} of ${passed + failed} cases had work for several threads`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || shared === 0 ? 1 : 0;
