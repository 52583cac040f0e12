// Results that stay in the session's memory: preferredOutputLocation 'cpu-pinned'.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session, Tensor } from '../dist/index.js';
import { model, node, tensor } from './support/onnx.mjs';

const f32 = (...x) => Float32Array.from(x);

/** next = state + x, and twice = 2 * next. */
const accumulator = () =>
  model({
    inputs: [tensor('state', 'float32', ['N']), tensor('x', 'float32', ['N'])],
    outputs: [tensor('next', 'float32', ['N']), tensor('twice', 'float32', ['N'])],
    nodes: [node('Add', ['state', 'x'], ['next']), node('Add', ['next', 'next'], ['twice'])],
  });

async function withSession(preferredOutputLocation, body) {
  const session = await Session.create(accumulator(), { preferredOutputLocation });
  try {
    await body(session);
  } finally {
    await session.release();
  }
}

test('kept results are fed back and read', () =>
  withSession({ next: 'cpu-pinned' }, async (session) => {
    let state = new Tensor(f32(0, 10));
    const x = new Tensor(f32(1, 2));
    for (let step = 1; step <= 5; ++step) {
      const { next, twice } = await session.run({ state, x });
      assert.equal(next.location, 'cpu-pinned');
      assert.equal(twice.location, 'cpu');
      assert.ok(next instanceof Tensor);
      assert.deepEqual([next.type, next.dims, next.size], ['float32', [2], 2]);
      assert.deepEqual([...twice.data], [2 * step, 20 + 4 * step]);
      // Fed, and not brought out.
      if (step > 1) assert.equal(state.location, 'cpu-pinned');
      state.dispose();
      state = next;
    }
    assert.deepEqual([...state.data], [5, 20]);
    assert.equal(state.location, 'cpu');
  }));

test("what was read is the caller's, also when it is fed", () =>
  withSession('cpu-pinned', async (session) => {
    const x = new Tensor(f32(1, 2));
    const { next, twice } = await session.run({ state: x, x });
    next.data[0] = 100;
    const again = await session.run({ state: next, x });
    assert.deepEqual([...again.next.data], [101, 6]);
    assert.deepEqual([...next.data], [100, 4]);
    assert.deepEqual([...(await twice.getData())], [4, 8]);
    assert.equal(twice.location, 'cpu');
    assert.deepEqual(again.twice.reshape([1, 2]).dims, [1, 2]);
  }));

test('a run leaves what it was fed with as it was', () =>
  withSession('cpu-pinned', async (session) => {
    const x = new Tensor(f32(1, 2));
    const { next } = await session.run({ state: x, x });
    const both = await session.run({ state: next, x: next });
    assert.deepEqual([...both.next.data], [4, 8]);
    assert.deepEqual([...next.data], [2, 4]);
  }));

test('another session gets a copy', () =>
  withSession('cpu-pinned', async (session) => {
    const x = new Tensor(f32(1, 2));
    const { next } = await session.run({ state: x, x });
    await withSession('cpu', async (other) => {
      const results = await other.run({ state: next, x });
      assert.deepEqual([...results.next.data], [3, 6]);
      assert.equal(results.next.location, 'cpu');
    });
  }));

test('kept results outlive the session', async () => {
  let result;
  await withSession('cpu-pinned', async (session) => {
    const x = new Tensor(f32(1, 2));
    result = await session.run({ state: x, x });
  });
  assert.deepEqual([...result.next.data], [2, 4]);
  result.twice.dispose();
  assert.equal(result.twice.location, 'none');
  assert.throws(() => result.twice.data, /disposed/);
});

test('a disposed result is refused, and the session stays usable', () =>
  withSession('cpu-pinned', async (session) => {
    const x = new Tensor(f32(1, 2));
    const { next } = await session.run({ state: x, x });
    next.dispose();
    next.dispose();
    await assert.rejects(session.run({ state: next, x }), /input 'state' was disposed/);
    const { next: same } = await session.run({ state: x, x });
    // Of the wrong shape for this run: the names and numbers are those of any other feed.
    await assert.rejects(session.run({ state: same, x: new Tensor(f32(1, 2, 3)) }), /3/);
    assert.deepEqual([...same.data], [2, 4]);
  }));

test('tensors to write into and other locations', () =>
  withSession({ next: 'cpu-pinned', twice: 'gpu-buffer' }, async (session) => {
    const x = new Tensor(f32(1, 2));
    const next = new Tensor(f32(0, 0));
    const results = await session.run({ state: x, x }, { next, twice: null });
    assert.equal(results.next, next);
    assert.deepEqual([...next.data], [2, 4]);
    assert.equal(results.twice.location, 'cpu');
  }));

test('memory comes back when results are disposed of', () =>
  withSession({ next: 'cpu-pinned' }, async (session) => {
    const size = 1 << 20;
    const x = new Tensor(new Float32Array(size).fill(1));
    let state = new Tensor(new Float32Array(size));
    // 4 MB each: without dispose() doing its work these would be 1.6 GB, more than there is room for
    // before the garbage collector has a reason to run.
    const before = process.memoryUsage().rss;
    for (let step = 0; step < 400; ++step) {
      const { next } = await session.run({ state, x }, ['next']);
      state.dispose();
      state = next;
    }
    assert.equal(state.data[size - 1], 400);
    assert.ok(process.memoryUsage().rss - before < 256 * 2 ** 20);
  }));
