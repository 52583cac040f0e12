// Kernels at the shapes of real networks: Sardonyx, onnxruntime-web and, where it has the kernel,
// tfjs-backend-wasm, in one process and interleaved. Prints the best time in microseconds, GFLOP/s or
// GB/s at that time, the share of what the core can do at most, and how often faster Sardonyx is:
// the median of all rounds with its quartiles, and the ratio of the best times, which a busy machine
// disturbs least. README.md says what is timed.
//
//   node bench/kernels/run.mjs [options]
//     --filter REGEX   only cases whose name matches
//     --seconds S      per case, 0.6 unless told
//     --whole          a whole run: what bringing inputs in and outputs out costs counts too
//     --no-tfjs        without tfjs-backend-wasm
//     --threads N      1 unless told
//     --arena          onnxruntime-web with its memory arena and memory pattern
//     --chromium       in Chromium, and without tfjs-backend-wasm
//     --json FILE      writes the figures
//
// A `<` marks a ratio of the best times below its target, a `!` results that differ.

import { parseArgs } from 'node:util';

import '../compare/priority.mjs';
import { digits, ratioText, writeResults } from '../compare/report.mjs';
import { kRuntimeOptions, runtimes } from '../compare/runtimes.mjs';
import { geometricMean } from '../compare/stopwatch.mjs';
import { readCases } from './cases.mjs';
import { ceiling, variant } from './ceiling.mjs';
import { measure } from './measure.mjs';
import { tfjsKernel } from './tfjs.mjs';

const kMostDifference = 1e-3;

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    ...kRuntimeOptions,
    filter: { type: 'string', default: '' },
    seconds: { type: 'string', default: '0.6' },
    whole: { type: 'boolean', default: false },
    tfjs: { type: 'boolean', default: true },
    chromium: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const micro = (milliseconds) => digits(1e3 * milliseconds, 4);

function line(name, figures, limits, target) {
  const { rate, theirRate, unit, ratio, difference, tfjsRatio } = figures;
  const share = limits[unit] ? `${((100 * rate) / limits[unit]).toFixed(0)} %` : '';
  const mark =
    (target && figures.ratioOfBest < target ? '<' : ' ') +
    (difference > kMostDifference ? '!' : ' ');
  return (
    `${name.padEnd(48)} ${micro(figures.ours)} ${micro(figures.theirs)} ` +
    `${digits(rate)} ${digits(theirRate)} ${unit.padEnd(7)} ` +
    `${share.padStart(6)}  ${ratioText(ratio)}${figures.ratioOfBest.toFixed(2).padStart(7)}x ${mark} ${tfjsRatio ? ratioText(tfjsRatio) : ''}`
  );
}

/** What measures a case: {version, run(test), close()}. */
async function measurer() {
  const seconds = Number(options.seconds);
  if (options.chromium) {
    const { openChromium } = await import('../browser/driver.mjs');
    const browser = await openChromium();
    return { ...browser, run: (test) => browser.kernel(test, { ...options, seconds }) };
  }
  const both = runtimes(options);
  const tfjs = options.tfjs && tfjsKernel;
  return {
    version: `Node ${process.version}`,
    run: (test) => measure(test, both, { ...options, seconds, tfjs }),
    close: () => {},
  };
}

const filter = new RegExp(options.filter, 'i');
const chosen = readCases().filter(({ name }) => filter.test(name));
if (chosen.length === 0) throw new Error('no case matches');
const limits = ceiling();
const { version, run, close } = await measurer();
console.log(
  `${version}, ${options.threads} thread(s)${options.arena ? ", onnxruntime-web's arena on" : ''}` +
    (limits['GB/s']
      ? `; at most ${limits['GFLOP/s']} GFLOP/s, ${limits['GB/s']} GB/s in L2 (${variant})`
      : ''),
);
console.log(
  `${''.padEnd(48)}  ours, us    theirs    ours  theirs           share    ratio (quartiles)        best       over tfjs-backend-wasm`,
);
const cases = {};
for (const test of chosen) {
  try {
    const figures = await run(test);
    cases[test.name] = { group: test.group, target: test.target, ...figures };
    console.log(line(test.name, cases[test.name], limits, test.target).trimEnd());
  } catch (error) {
    cases[test.name] = { error: error.message };
    console.log(`${test.name.padEnd(48)} ${error.message.split('\n')[0].slice(0, 150)}`);
  }
}
await close();
const measured = Object.values(cases).filter(({ error }) => !error);
const below = measured.filter(({ ratioOfBest, target }) => target && ratioOfBest < target).length;
console.log(
  `${measured.length} of ${chosen.length} cases, geometric mean ` +
    `${geometricMean(measured.map(({ ratioOfBest }) => ratioOfBest)).toFixed(2)}x, ${below} below their target`,
);
writeResults(options.json, { version, variant, limits, ...options, cases });
// Threads of a runtime would keep the process alive.
process.exit(measured.length < chosen.length ? 1 : 0);
