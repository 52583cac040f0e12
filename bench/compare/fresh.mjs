// From nothing to a first result: each runtime in a process, or a Chromium, of its own, in turn.
// Prints the milliseconds from the start of the process (or of the page's navigation) to the first
// result, of loading from bytes in hand, of the first run and of later ones, and the memory that
// the module took, in MB and as a multiple of the model's files.
//
//   node bench/compare/fresh.mjs [options] FOLDER...
//     --filter REGEX   only cases whose name matches
//     --repeats N      5 unless told; the best counts
//     --threads N      1 unless told
//     --arena          onnxruntime-web with its memory arena and memory pattern
//     --chromium       a fresh Chromium each time instead of a process
//     --json FILE      writes the figures

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import './priority.mjs';
import { caseName, findCases, readCase } from '../../tests/conformance/case_reader.mjs';
import { externalPathOf } from './load_case.mjs';
import { digits, writeResults } from './report.mjs';

const kProcess = fileURLToPath(new URL('fresh_process.mjs', import.meta.url));
const kMostOutput = 1 << 26;

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '1' },
    arena: { type: 'boolean', default: false },
    filter: { type: 'string', default: '' },
    repeats: { type: 'string', default: '5' },
    chromium: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

function inProcess(name, file) {
  const args = [kProcess, name, file, JSON.stringify(options)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: kMostOutput,
  });
  if (status !== 0) {
    throw new Error(stderr.split('\n').find((line) => line.includes('Error')) ?? `${name} failed`);
  }
  return JSON.parse(stdout);
}

/** The best of every figure. */
function best(runs) {
  const names = Object.keys(runs[0]);
  return Object.fromEntries(names.map((name) => [name, Math.min(...runs.map((r) => r[name]))]));
}

function sizeOf(file) {
  const { model } = readCase(file);
  return [model, externalPathOf(model)]
    .filter((path) => path)
    .reduce((sum, path) => sum + statSync(path).size, 0);
}

async function starter() {
  if (!options.chromium) return { version: `Node ${process.version}`, run: inProcess };
  const { freshChromium, chromiumVersion } = await import('../browser/driver.mjs');
  return {
    version: await chromiumVersion(),
    run: (name, file) => freshChromium(name, file, options),
  };
}

function line(name, { size, ours, theirs }) {
  const both = (key) =>
    `${digits(ours[key])} ${`${(theirs[key] / ours[key]).toFixed(2)}x`.padStart(7)}`;
  const megabytes = ({ memory }) =>
    `${digits(memory / 1e6)} ${`(${(memory / size).toFixed(2)})`.padStart(8)}`;
  return (
    `${name.padEnd(30)} ${['done', 'load', 'first', 'later'].map(both).join(' ')} ` +
    `${digits(size / 1e6)} ${megabytes(ours)} ${megabytes(theirs)}`
  );
}

const filter = new RegExp(options.filter);
const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap(findCases)
  .filter((file) => filter.test(caseName(file)));
if (files.length === 0) throw new Error('no case found');
const { version, run } = await starter();
console.log(`${version}, ${options.threads} thread(s); milliseconds and how often faster; MB`);
console.log(
  `${'model'.padEnd(30)}   first result          load       first run      later runs      file    memory (of the file), onnxruntime-web's`,
);
const models = {};
for (const file of files) {
  const name = caseName(file);
  try {
    const runs = { ours: [], theirs: [] };
    for (let i = 0; i < Number(options.repeats); ++i) {
      for (const runtime of Object.keys(runs)) runs[runtime].push(await run(runtime, file));
    }
    models[name] = { size: sizeOf(file), ours: best(runs.ours), theirs: best(runs.theirs) };
    console.log(line(name, models[name]));
  } catch (error) {
    models[name] = { error: error.message };
    console.log(`${name.padEnd(30)} ${error.message.split('\n')[0].slice(0, 150)}`);
  }
}
writeResults(options.json, { version, ...options, models });
