// Is the kernel that is chosen the fastest one? Times, in WebAssembly and directly, every kernel
// that could do what each convolution of cases/*.json asks for, and the register tiles of GEMM.
//
//   node bench/kernels/choice.mjs [options]
//     --filter REGEX   only cases whose name matches
//     --assert         exit with 1 when another kernel is more than 5 % faster than the chosen one

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import '../compare/priority.mjs';
import { readCases } from './cases.mjs';
import { variant } from './ceiling.mjs';

const kTolerated = 1.05;

const { values: options } = parseArgs({
  options: { filter: { type: 'string', default: '' }, assert: { type: 'boolean', default: false } },
});

/** A convolution over one or two axes as choice_bench takes it. */
function shapeOf({ inputs, attributes }) {
  const [x, w] = inputs.map(({ shape }) => shape);
  const rank = x.length - 2;
  const both = (values, missing) => [...Array(2 - rank).fill(missing), ...values];
  const { strides = Array(rank).fill(1), dilations = Array(rank).fill(1) } = attributes;
  const { pads = Array(2 * rank).fill(0), group = 1 } = attributes;
  const axes = [
    both(x.slice(2), 1),
    both(w.slice(2), 1),
    both(strides, 1),
    both(dilations, 1),
    both(pads.slice(0, rank), 0),
    both(pads.slice(rank), 0),
  ];
  const perAxis = [0, 1].flatMap((axis) => axes.map((values) => values[axis]));
  return [x[0], x[1], w[0], group, ...perAxis].join(',');
}

const program = fileURLToPath(
  new URL(`../../build/wasm/choice_bench_${variant}.cjs`, import.meta.url),
);
if (!existsSync(program)) throw new Error(`ninja -C build/wasm choice_bench_${variant}`);
const filter = new RegExp(options.filter, 'i');
const cases = readCases().filter(
  ({ op, name, inputs }) => op === 'Conv' && inputs[0].shape.length <= 4 && filter.test(name),
);
const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...cases.map(shapeOf)], {
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);

let wrong = 0;
const [tiles, ...convolutions] = JSON.parse(stdout);
const results = [tiles, ...convolutions.map((result, i) => ({ ...result, name: cases[i].name }))];
for (const { name, chosen, seconds } of results) {
  const [fastest] = Object.entries(seconds).sort(([, a], [, b]) => a - b);
  const lag = seconds[chosen] / fastest[1];
  wrong += lag > kTolerated;
  const times = Object.entries(seconds).map(
    ([kernel, time]) => `${kernel} ${(time / fastest[1]).toFixed(2)}`,
  );
  console.log(
    `${lag > kTolerated ? 'slower' : 'ok    '} ${name.padEnd(44)} ${chosen.padEnd(10)} ${times.join(', ')}`,
  );
}
console.log(
  `${wrong} of ${results.length} choices are more than ${Math.round(100 * (kTolerated - 1))} % slower ` +
    `than the fastest (Node ${process.version}, ${variant}); times are relative to it`,
);
process.exitCode = options.assert && wrong > 0 ? 1 : 0;
