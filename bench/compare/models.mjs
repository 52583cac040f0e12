// Whole models: Sardonyx and onnxruntime-web in one process, interleaved, on the same bytes and
// feeds. Prints milliseconds per run, the ratio with its quartiles and of the best times, of the
// first run, and of loading from bytes in hand; and the largest difference from the expected
// outputs.
//
//   node bench/compare/models.mjs [options] FOLDER...
//     FOLDER             cases as tests/conformance/README.md describes them; may be missing
//     --filter REGEX     only cases whose name matches
//     --seconds S        per model, 2 unless told
//     --threads N        1 unless told
//     --arena            onnxruntime-web with its memory arena and memory pattern
//     --chromium         in Chromium, a new page per model, instead of in this process
//     --json FILE        writes the figures
//
// Models that one of the two refuses are listed with the reason. Exits with 1 when one of the others
// is slower than with onnxruntime-web.

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

import './priority.mjs';
import { caseName, findCases } from '../../tests/conformance/case_reader.mjs';
import { loadCase } from './load_case.mjs';
import { compareModel } from './model.mjs';
import { digits, ratioText, writeResults } from './report.mjs';
import { kRuntimeOptions, runtimes } from './runtimes.mjs';
import { geometricMean } from './stopwatch.mjs';

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    ...kRuntimeOptions,
    filter: { type: 'string', default: '' },
    seconds: { type: 'string', default: '2' },
    chromium: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

/** What compares a case: {version, compare(file), close()}. */
async function comparer() {
  const seconds = Number(options.seconds);
  if (options.chromium) {
    const { openChromium } = await import('../browser/driver.mjs');
    const browser = await openChromium();
    return {
      version: browser.version,
      compare: (file) => browser.model(file, { ...options, seconds }),
      close: browser.close,
    };
  }
  const both = runtimes(options);
  return {
    version: `Node ${process.version}`,
    compare: (file) => compareModel(loadCase(file), both, seconds),
    // The first session of a process also pays for its engine's start, which is not a model's.
    warmUp: (file) => compareModel(loadCase(file), both, 0),
    close: () => {},
  };
}

function line(name, figures) {
  const { ours, theirs, ratio, ratioOfBest, first, theirFirst, load, theirLoad } = figures;
  const times = (a, b) => `${(b / a).toFixed(2).padStart(6)}x`;
  return (
    `${name.padEnd(30)} ${digits(ours)} ${digits(theirs)}   ${ratioText(ratio)} ` +
    `${times(1, ratioOfBest)} ${times(first, theirFirst)} ${digits(load)} ${times(load, theirLoad)}  ` +
    `${figures.difference.toExponential(1)} ${figures.theirDifference.toExponential(1)}`
  );
}

const filter = new RegExp(options.filter);
const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap(findCases)
  .filter((file) => filter.test(caseName(file)));
if (files.length === 0) throw new Error('no case found');
const { version, compare, warmUp, close } = await comparer();
console.log(
  `${'model'.padEnd(30)}  ours, ms  onnxruntime    ratio (quartiles)       best   first  load, ms          difference: ours, theirs`,
);
const models = {};
for (const file of files) {
  const name = caseName(file);
  try {
    if (file === files[0]) await warmUp?.(file);
    models[name] = await compare(file);
    console.log(line(name, models[name]));
  } catch (error) {
    models[name] = { error: error.message };
    console.log(`${name.padEnd(30)} ${error.message.split('\n')[0].slice(0, 150)}`);
  }
}
await close();
const measured = Object.values(models).filter(({ error }) => !error);
const slower = measured.filter(({ ratio }) => ratio.median < 1).length;
const mean = geometricMean(measured.map(({ ratio }) => ratio.median));
console.log(
  `${measured.length} models, geometric mean ${mean.toFixed(2)}x, ${slower} slower than onnxruntime-web ` +
    `(${version}, ${options.threads} thread(s)${options.arena ? ', its arena on' : ''})`,
);
writeResults(options.json, { version, ...options, models });
// Threads of a runtime would keep the process alive.
process.exit(slower > 0 || measured.length === 0 ? 1 : 0);
