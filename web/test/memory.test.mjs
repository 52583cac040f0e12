// What sessions hold is given back, and runs do not grow memory.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Session, Tensor } from '../dist/index.js';
import { folder } from './support/models.mjs';
import { doubling, initializer, model, node, tensor } from './support/onnx.mjs';

const { gc } = globalThis;
assert.ok(gc, 'run with --expose-gc');

/**
 * Bytes of this process in memory, after collecting garbage. Instances are freed some turns later.
 */
async function resident() {
  for (let i = 0; i < 5; ++i) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return process.memoryUsage().rss;
}

const megabyte = 2 ** 20;

/** y = x + w with `count` twos as w. */
const bigModel = (count) =>
  model({
    inputs: [tensor('x', 'float32', [count])],
    outputs: [tensor('y', 'float32', [count])],
    nodes: [node('Add', ['x', 'w'], ['y'])],
    initializers: [initializer('w', 'float32', [count], new Float32Array(count).fill(2))],
  });

test('sessions created and released 50 times do not grow memory', async () => {
  const count = 2 ** 20;
  const bytes = bigModel(count);
  const x = new Tensor(new Float32Array(count).fill(1));
  // The C library keeps up to 64 MB of freed result arrays, so all results go into one.
  const y = new Tensor(new Float32Array(count));
  const cycle = async () => {
    const session = await Session.create(bytes);
    await session.run({ x }, { y });
    assert.equal(y.data[count - 1], 3);
    await session.release();
  };
  for (let i = 0; i < 5; ++i) await cycle();
  const before = await resident();
  for (let i = 0; i < 50; ++i) await cycle();
  const grown = (await resident()) - before;
  // Each session holds 12 MB: its weights, its input and its result.
  assert.ok(grown < 40 * megabyte, `grew by ${(grown / megabyte).toFixed(1)} MB`);
});

test('failed sessions do not grow memory either', async () => {
  const cycle = () => assert.rejects(Session.create(doubling().subarray(0, 20)));
  for (let i = 0; i < 5; ++i) await cycle();
  const before = await resident();
  for (let i = 0; i < 50; ++i) await cycle();
  const grown = (await resident()) - before;
  assert.ok(grown < 40 * megabyte, `grew by ${(grown / megabyte).toFixed(1)} MB`);
});

test('runs with the same shapes do not grow memory', async () => {
  const session = await Session.create(join(folder, 'digits_cnn/model.onnx'));
  const images = new Tensor(new Float32Array(32 * 64), [32, 1, 8, 8]);
  const feeds = { [session.inputNames[0]]: images };
  for (let i = 0; i < 200; ++i) await session.run(feeds);
  const before = await resident();
  for (let i = 0; i < 2000; ++i) await session.run(feeds);
  const grown = (await resident()) - before;
  await session.release();
  assert.ok(grown < 8 * megabyte, `grew by ${(grown / megabyte).toFixed(1)} MB`);
});

test('feeds of changing size reuse memory', async () => {
  const session = await Session.create(doubling());
  const run = async (size) => {
    const { y } = await session.run({ x: new Tensor(new Float32Array(size).fill(size)) });
    assert.ok(y.data.length === size && y.data[size - 1] === 2 * size);
  };
  await run(megabyte);
  const before = await resident();
  for (let i = 1; i < 200; ++i) await run(megabyte - i * 1000);
  const grown = (await resident()) - before;
  await session.release();
  assert.ok(grown < 40 * megabyte, `grew by ${(grown / megabyte).toFixed(1)} MB`);
});
