// The memory of released sessions: kept for the next one, within limits, and given back.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Session, Tensor, env } from '../dist/index.js';
import { doubling, initializer, model, node, tensor } from './support/onnx.mjs';

const { gc } = globalThis;
assert.ok(gc, 'run with --expose-gc');

const kMegabyte = 2 ** 20;

/** The memories of all instances so far, as long as somebody else holds them. */
const memories = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (module, imports) => {
  const instance = await instantiate(module, imports);
  memories.push(new WeakRef(imports.env?.memory ?? instance.exports.memory));
  return instance;
};

const newest = () => memories.at(-1).deref().buffer.byteLength;

/** y = x + w with twos as w, of so many bytes, which are in a file of their own. */
function bigModel(bytes) {
  const count = bytes / 4;
  const source = model({
    inputs: [tensor('x', 'float32', [1])],
    outputs: [tensor('y', 'float32', [count])],
    nodes: [node('Add', ['x', 'w'], ['y'])],
    initializers: [initializer('w', 'float32', [count], { location: 'w' })],
  });
  return { source, externalData: [{ path: 'w', data: new Float32Array(count).fill(2) }] };
}
const smallModel = () => ({ source: doubling() });

const create = ({ source, externalData }, threads = 1) =>
  Session.create(source, { intraOpNumThreads: threads, externalData });

async function cycle(made, threads) {
  const session = await create(made, threads);
  const { y } = await session.run({ x: new Tensor(new Float32Array([1])) });
  await session.release();
  return y.data[y.data.length - 1];
}

/** Whether garbage collection frees the memory before long. */
async function goes(memory) {
  for (const end = Date.now() + 5000; Date.now() < end;) {
    // Looking at it keeps it until the end of this turn.
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (!memory.deref()) return true;
  }
  return false;
}

/** Lets go of what is kept. */
afterEach(async () => {
  env.wasm.keepMemory = 0;
  await cycle(smallModel());
  delete env.wasm.keepMemory;
});

for (const threads of [1, 2]) {
  test(`a session takes over the memory of the last one, ${threads} thread(s)`, async () => {
    const before = memories.length;
    for (let i = 0; i < 20; ++i) assert.equal(await cycle(bigModel(kMegabyte), threads), 3);
    assert.equal(memories.length, before + 1);
  });
}

test('nothing of a session is left in it', async () => {
  // Each fits where the last one was only if nothing is left between.
  for (let size = 8 * kMegabyte; size < 16 * kMegabyte; size += kMegabyte) {
    await cycle(bigModel(size));
  }
  const grown = newest();
  assert.ok(grown < 48 * kMegabyte, `${grown / kMegabyte} MB for a model of 15 MB and its result`);
  const large = bigModel(15 * kMegabyte);
  for (let i = 0; i < 50; ++i) await cycle(i % 2 ? smallModel() : large);
  assert.equal(newest(), grown);
});

test('what is kept is given back after a while', async () => {
  env.wasm.keepMemory = 50;
  await cycle(bigModel(kMegabyte));
  assert.ok(await goes(memories.at(-1)));
});

test('nothing is kept where that is not wanted', async () => {
  env.wasm.keepMemory = 0;
  const before = memories.length;
  await cycle(smallModel());
  await cycle(smallModel());
  assert.equal(memories.length, before + 2);
  assert.ok(await goes(memories.at(-1)));
});

test('a small model does not take over large memory', async () => {
  await cycle(bigModel(80 * kMegabyte));
  const before = memories.length;
  const session = await create(smallModel());
  assert.equal(memories.length, before + 1);
  await session.release();
});

test('sessions side by side have memory of their own', async () => {
  await cycle(smallModel());
  const before = memories.length;
  const sessions = await Promise.all([create(smallModel()), create(smallModel())]);
  assert.equal(memories.length, before + 1);
  for (const session of sessions) {
    const { y } = await session.run({ x: new Tensor(new Float32Array([4])) });
    assert.deepEqual([...y.data], [8]);
  }
  for (const session of sessions) await session.release();
});

test('sessions of another number of threads or another binary do not take over', async () => {
  await cycle(smallModel(), 1);
  const before = memories.length;
  await cycle(smallModel(), 2);
  env.wasm.simd = 'fixed';
  const session = await create(smallModel(), 2);
  assert.deepEqual(
    session.threadTasks().map((tasks) => tasks >= 0),
    [true, true],
  );
  await session.release();
  delete env.wasm.simd;
  assert.ok(memories.length >= before + 1);
});

test('threadTasks() counts from the beginning of the session', async () => {
  const made = bigModel(4 * kMegabyte);
  const count = async () => {
    const session = await create(made, 2);
    const before = session.threadTasks();
    await session.run({ x: new Tensor(new Float32Array([1])) });
    const after = session.threadTasks().reduce((sum, tasks) => sum + tasks);
    await session.release();
    return { before, after };
  };
  let first = 0;
  for (let i = 0; i < 3; ++i) {
    const { before, after } = await count();
    assert.deepEqual(before, [0, 0]);
    assert.ok(after > 0 && (i === 0 || after < 2 * first), `${after} after ${first}`);
    if (i === 0) first = after;
  }
});

test('a session that failed to load leaves nothing behind', async () => {
  await cycle(smallModel());
  const bad = doubling().subarray(0, 20);
  for (let i = 0; i < 3; ++i) {
    await assert.rejects(create({ source: bad }), { code: 'INVALID_MODEL' });
  }
  assert.equal(await cycle(bigModel(kMegabyte)), 3);
});
