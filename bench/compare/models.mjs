// Whole models: Sardonyx and onnxruntime-web in one process, on the same bytes and feeds, with one
// thread each. Prints milliseconds per run, the ratio with its quartiles, the time from bytes to
// session, and the largest difference between the two results.
//
//   node bench/compare/models.mjs [options] FOLDER...
//     FOLDER             cases as tests/conformance/README.md describes them; may be missing
//     --filter REGEX     only cases whose name matches
//     --seconds S        per model, 2 unless told
//     --arena            onnxruntime-web with its memory arena and memory pattern
//     --json FILE        writes the figures
//
// Models that one of the two refuses are listed with the reason. Exits with 1 when one of the others
// is slower than with onnxruntime-web.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import * as ort from 'onnxruntime-web/wasm';

import { caseName, findCases, readCase } from '../../tests/conformance/case_reader.mjs';
import { Session, Tensor, env } from '../../web/dist/index.js';
import { geometricMean, interleave, speedups, spread } from './stopwatch.mjs';

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    filter: { type: 'string', default: '' },
    seconds: { type: 'string', default: '2' },
    arena: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
env.logLevel = 'error';

const feedsFor = (TensorType, { inputs }) =>
  Object.fromEntries(
    inputs.map(({ name, value }) => [name, new TensorType(value.type, value.data, value.dims)]),
  );

/** The largest difference between floats of two results, relative to the largest float. */
function largestDifference(ours, theirs) {
  let largest = 0;
  for (const [name, { type, data }] of Object.entries(theirs)) {
    if (type !== 'float32' && type !== 'float64') continue;
    const other = ours[name].data;
    let magnitude = 0;
    let difference = 0;
    for (let i = 0; i < data.length; ++i) {
      magnitude = Math.max(magnitude, Math.abs(data[i]));
      difference = Math.max(difference, Math.abs(data[i] - other[i]));
    }
    if (magnitude > 0) largest = Math.max(largest, difference / magnitude);
  }
  return largest;
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

/** The file of weights that PyTorch's exporter writes beside a model, where there is one. */
function externalDataOf(model) {
  const path = `${model}.data`;
  return existsSync(path)
    ? [{ path: basename(path), data: new Uint8Array(readFileSync(path)) }]
    : [];
}

async function compare(test) {
  const bytes = readFileSync(test.model);
  const rivalOptions = {
    executionProviders: ['wasm'],
    logSeverityLevel: 3,
    enableCpuMemArena: options.arena,
    enableMemPattern: options.arena,
    externalData: externalDataOf(test.model),
  };
  const [set] = test.sets;
  const [session, load] = await timed(() => Session.create(test.model, { logSeverityLevel: 3 }));
  const [rival, rivalLoad] = await timed(() => ort.InferenceSession.create(bytes, rivalOptions));
  const feeds = feedsFor(Tensor, set);
  const rivalFeeds = feedsFor(ort.Tensor, set);
  const run = () => session.run(feeds);
  const runRival = () => rival.run(rivalFeeds);
  const difference = largestDifference(await run(), await runRival());
  const [ours, theirs] = await interleave([run, runRival], Number(options.seconds));
  await session.release();
  await rival.release();
  return {
    ours: spread(ours).median,
    theirs: spread(theirs).median,
    ratio: spread(speedups(ours, theirs)),
    load,
    rivalLoad,
    difference,
  };
}

const number = (value, digits = 3) => value.toPrecision(digits).padStart(9);
const ratioText = ({ low, median, high }) =>
  `${median.toFixed(2).padStart(6)}x (${low.toFixed(2)} to ${high.toFixed(2)})`;

// The first session of a process also pays for its engine's start, which is not a model's.
async function warmUp(file) {
  const { model } = readCase(file);
  await (await Session.create(model, { logSeverityLevel: 3 })).release();
  await (await ort.InferenceSession.create(readFileSync(model), { logSeverityLevel: 3 })).release();
}

const filter = new RegExp(options.filter);
const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap(findCases)
  .filter((file) => filter.test(caseName(file)));
if (files.length === 0) throw new Error('no case found');
const results = {};
console.log(
  `${'model'.padEnd(28)}  ours, ms  onnxruntime-web, ms     ratio (quartiles)     load, ms: ours, theirs  difference`,
);
let warm = false;
for (const file of files) {
  const name = caseName(file);
  try {
    if (!warm) await warmUp(file);
    warm = true;
    const test = readCase(file);
    // Random numbers are drawn, not arithmetic done, in what was exported in training mode.
    if (test.warns.length > 0) throw new Error('not compared: exported in training mode');
    const result = await compare(test);
    results[name] = result;
    console.log(
      `${name.padEnd(28)} ${number(result.ours)} ${number(result.theirs)}   ${ratioText(result.ratio)}` +
        `   ${number(result.load)} ${number(result.rivalLoad)}   ${result.difference.toExponential(1)}`,
    );
  } catch (error) {
    results[name] = { error: error.message };
    console.log(`${name.padEnd(28)} ${error.message.split('\n')[0].slice(0, 150)}`);
  }
}
const measured = Object.values(results).filter(({ error }) => !error);
const slower = measured.filter(({ ratio }) => ratio.median < 1).length;
const mean = geometricMean(measured.map(({ ratio }) => ratio.median));
console.log(
  `${measured.length} models, geometric mean ${mean.toFixed(2)}x, ${slower} slower than onnxruntime-web ` +
    `(Node ${process.version}, one thread)`,
);
if (options.json) writeFileSync(options.json, JSON.stringify(results, null, 1));
process.exitCode = slower > 0 || measured.length === 0 ? 1 : 0;
