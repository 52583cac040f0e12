// A decoder as an application runs it: token after token, with the keys and values of one step fed
// to the next. Compares onnxruntime-web, Sardonyx, and Sardonyx with the keys and values left in
// its memory (preferredOutputLocation).
//
//   node bench/compare/decode.mjs [--steps N] [--seconds S] [--threads N] [CASE_FOLDER ...]
//
// A case has inputs input_ids [1, 1], attention_mask [1, past + 1] and past.*, and outputs logits
// and present.* (bench/models/language.py).

import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { loadCase } from './load_case.mjs';
import { namedValues } from './model.mjs';
import './priority.mjs';
import { kRuntimeOptions, runtimes } from './runtimes.mjs';
import { interleave, speedups, spread } from './stopwatch.mjs';

const kCases = ['gpt2_decode-torchscript', 'gpt2_decode-dynamo'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...kRuntimeOptions,
    steps: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '20' },
  },
});

/** Decodes `steps` tokens after those of the case, the likeliest each time; returns them. */
async function decode(session, feeds, Tensor, steps) {
  let current = { ...feeds };
  const tokens = [];
  for (let step = 0; step < steps; ++step) {
    const results = await session.run(current);
    const logits = results.logits.data;
    let best = 0;
    for (let i = 1; i < logits.length; ++i) if (logits[i] > logits[best]) best = i;
    tokens.push(best);
    const mask = new BigInt64Array(current.attention_mask.data.length + 1).fill(1n);
    const next = {
      input_ids: new Tensor('int64', BigInt64Array.of(BigInt(best)), [1, 1]),
      attention_mask: new Tensor('int64', mask, [1, mask.length]),
    };
    for (const [name, value] of Object.entries(results)) {
      if (name.startsWith('present.')) next[name.replace('present', 'past')] = value;
    }
    // Those of the case are fed again.
    if (step > 0) Object.values(current).forEach((tensor) => tensor.dispose());
    current = next;
  }
  Object.values(current).forEach((tensor) => tensor.dispose());
  return tokens;
}

const folders = positionals.length
  ? positionals
  : kCases.map((name) => join('build/bench_models', name));
const { ours, theirs } = runtimes(options);
const steps = Number(options.steps);
for (const folder of folders) {
  const { bytes, externalData, inputs, outputs } = loadCase(join(folder, 'case.json'));
  const keeps = Object.fromEntries(
    outputs
      .map(({ name }) => name)
      .filter((name) => name.startsWith('present.'))
      .map((name) => [name, 'cpu-pinned']),
  );
  const works = [];
  const generated = [];
  for (const [runtime, extra] of [
    [theirs, {}],
    [ours, {}],
    [ours, { preferredOutputLocation: keeps }],
  ]) {
    const session = await runtime.create(bytes, externalData, extra);
    const feeds = runtime.feeds(namedValues(inputs));
    const Tensor = feeds.input_ids.constructor;
    works.push(async () => void generated.push(await decode(session, feeds, Tensor, steps)));
  }
  const [their, plain, kept] = await interleave(works, Number(options.seconds));
  for (const tokens of generated) assert.deepEqual(tokens, generated[0], 'the tokens differ');
  const perToken = (times) => (spread(times).median / steps).toFixed(1);
  const ratio = (times) => {
    const { low, median, high } = spread(speedups(times, their));
    return `${median.toFixed(2)}x (${low.toFixed(2)} to ${high.toFixed(2)})`;
  };
  const past = inputs.find(({ name }) => name.startsWith('past.')).value.dims[2];
  console.log(`${basename(folder)}, ${steps} tokens after ${past}:`);
  console.log(`  onnxruntime-web      ${perToken(their)} ms per token`);
  console.log(`  sardonyx             ${perToken(plain)} ms per token, ${ratio(plain)}`);
  console.log(`  with cache left in   ${perToken(kept)} ms per token, ${ratio(kept)}`);
}
process.exit(0);
