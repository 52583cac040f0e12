// What a run costs beyond its arithmetic: models of tiny tensors, in one process with
// onnxruntime-web.
//
//   node bench/compare/overhead.mjs [--json FILE]
//
// Planning is the difference between a run with extents that the session has not seen and a run
// with extents that it has.

import { parseArgs } from 'node:util';

import * as ort from 'onnxruntime-web';

import './priority.mjs';
import { Session, Tensor, env } from '../../web/dist/index.js';
import { initializer, model, node, tensor } from '../../web/test/support/onnx.mjs';
import { writeResults } from './report.mjs';
import { interleave, spread } from './stopwatch.mjs';

const { values: options } = parseArgs({ options: { json: { type: 'string' } } });

ort.env.wasm.numThreads = 1;
env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
env.logLevel = 'error';

const kExtent = 4;

const tensorOf = (Type, rows) =>
  new Type('float32', new Float32Array(rows * kExtent).fill(0.5), [rows, kExtent]);

/** A chain of `count` nodes over a [N, 4] tensor `x`, and a second one `w`. */
function chain(count, kinds) {
  const nodes = Array.from({ length: count }, (_, i) =>
    kinds[i % kinds.length](i === 0 ? 'x' : `v${i}`, `v${i + 1}`),
  );
  return model({
    inputs: [tensor('x', 'float32', ['N', kExtent]), tensor('w', 'float32', ['N', kExtent])],
    outputs: [tensor(`v${count}`, 'float32', ['N', kExtent])],
    initializers: [
      initializer(
        'square',
        'float32',
        [kExtent, kExtent],
        new Float32Array(kExtent ** 2).fill(0.2),
      ),
      initializer('ones', 'float32', [kExtent], new Float32Array(kExtent).fill(1)),
    ],
    nodes,
  });
}

const add = (x, y) => node('Add', [x, 'w'], [y]);
const multiply = (x, y) => node('Mul', [x, 'w'], [y]);
const kMixed = [
  add,
  (x, y) => node('MatMul', [x, 'square'], [y]),
  multiply,
  (x, y) => node('LayerNormalization', [x, 'ones'], [y]),
  (x, y) => node('Relu', [x], [y]),
  (x, y) => node('Softmax', [x], [y]),
];

const micro = ({ low, median, high }) =>
  `${(1e3 * median).toFixed(2)} us (${(1e3 * low).toFixed(2)} to ${(1e3 * high).toFixed(2)})`;

/** Milliseconds, by the number of nodes, and by the kind of nodes. */
const runs = {};
const plans = {};

async function overheadOf(count) {
  const bytes = chain(count, [add, multiply]);
  const session = await Session.create(bytes);
  const rival = await ort.InferenceSession.create(new Uint8Array(bytes));
  const feeds = { x: tensorOf(Tensor, 1), w: tensorOf(Tensor, 1) };
  const rivalFeeds = { x: tensorOf(ort.Tensor, 1), w: tensorOf(ort.Tensor, 1) };
  const times = await interleave([() => session.run(feeds), () => rival.run(rivalFeeds)], 3);
  const [ours, theirs] = times.map(spread);
  console.log(`run of ${count} nodes: ${micro(ours)}, onnxruntime-web ${micro(theirs)}`);
  runs[count] = { ours, theirs };
  await session.release();
  await rival.release();
}

async function planningOf(count, name, kinds) {
  const session = await Session.create(chain(count, kinds));
  let rows = 1;
  const withRows = (n) => ({ x: tensorOf(Tensor, n), w: tensorOf(Tensor, n) });
  const seen = withRows(1);
  const runOnce = async (feeds) => {
    const start = performance.now();
    await session.run(feeds);
    return performance.now() - start;
  };
  const planning = [];
  for (let i = 0; i < 300; ++i) {
    const unseen = withRows(++rows);
    const first = await runOnce(unseen);
    const second = await runOnce(unseen);
    if (i >= 100) planning.push(first - second);
  }
  await runOnce(seen);
  console.log(`planning ${count} nodes (${name}): ${micro(spread(planning))}`);
  plans[name] = spread(planning);
  await session.release();
}

console.log(`Node ${process.version}, one thread`);
await overheadOf(1);
await overheadOf(10);
await overheadOf(1000);
await planningOf(1000, 'elementwise', [add, multiply]);
await planningOf(1000, 'mixed', kMixed);
writeResults(options.json, { version: `Node ${process.version}`, threads: 1, runs, plans });
