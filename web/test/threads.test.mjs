// Sessions on several threads.

import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Session, Tensor, env } from '../dist/index.js';
import { folder, names, readCase } from './support/models.mjs';
import { attribute, doubling, initializer, model, node, tensor } from './support/onnx.mjs';
import { inProcess } from './support/process.mjs';

/** Numbers in [-1, 1) that are the same in every run. */
function noise(count, seed = 1) {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** Enough work of several kinds for threads to share it. */
const kChannels = 32;
const kSize = 48;
const wide = () =>
  model({
    inputs: [tensor('x', 'float32', [1, kChannels, kSize, kSize])],
    outputs: [tensor('y', 'float32', ['N', 'C', 'H', 'W'])],
    nodes: [
      node('Conv', ['x', 'w'], ['c'], { attributes: [attribute('pads', 'ints', [1, 1, 1, 1])] }),
      node('Erf', ['c'], ['e']),
      node('MatMul', ['e', 'm'], ['p']),
      node('Softmax', ['p'], ['y'], { attributes: [attribute('axis', 'int', -1)] }),
    ],
    initializers: [
      initializer('w', 'float32', [kChannels, kChannels, 3, 3], noise(kChannels * kChannels * 9)),
      initializer('m', 'float32', [kSize, kSize], noise(kSize * kSize, 2)),
    ],
  });
const wideFeeds = (seed = 3) => ({
  x: new Tensor('float32', noise(kChannels * kSize * kSize, seed), [1, kChannels, kSize, kSize]),
});

const createWith = (threads, source = wide()) =>
  Session.create(source, { intraOpNumThreads: threads, logSeverityLevel: 3, seed: 1 });

/** Runs until another thread than the first has done something. */
async function runUntilShared(session, feeds) {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const results = await session.run(feeds);
    const [, ...others] = session.threadTasks();
    if (others.some((tasks) => tasks > 0)) return results;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('no worker came to help');
}

test('any number of threads gives the same bits', async () => {
  const alone = await createWith(1);
  assert.deepEqual(alone.threadTasks(), []);
  const { y: expected } = await alone.run(wideFeeds());
  for (const threads of [2, 3, 4, 8]) {
    const session = await createWith(threads);
    assert.equal(session.threadTasks().length, threads);
    const { y } = await runUntilShared(session, wideFeeds());
    assert.deepEqual(y.data, expected.data, `${threads} threads`);
    await session.release();
  }
  await alone.release();
});

test('the seed models give the same bits', async () => {
  for (const name of names) {
    const { path, sets } = readCase(name);
    const sessions = [await createWith(1, path), await createWith(3, path)];
    for (const { inputs } of sets) {
      const [one, three] = [await sessions[0].run(inputs), await sessions[1].run(inputs)];
      for (const output of Object.keys(one)) {
        assert.deepEqual(three[output].data, one[output].data, `${name}: ${output}`);
      }
    }
    for (const session of sessions) await session.release();
  }
});

test('sessions side by side, each with its own threads', async () => {
  const sessions = [await createWith(2), await createWith(3)];
  const expected = [];
  for (const seed of [3, 4]) {
    const alone = await createWith(1);
    expected.push((await alone.run(wideFeeds(seed))).y);
    await alone.release();
  }
  for (let i = 0; i < 20; ++i) {
    const runs = sessions.map((session, s) => session.run(wideFeeds(3 + ((i + s) % 2))));
    for (const [s, { y }] of (await Promise.all(runs)).entries()) {
      assert.deepEqual(y.data, expected[(i + s) % 2].data);
    }
  }
  await sessions[0].release();
  const { y } = await runUntilShared(sessions[1], wideFeeds());
  assert.deepEqual(y.data, expected[0].data, 'after the other one is released');
  await sessions[1].release();
});

test('many runs, released and created again', async () => {
  const alone = await createWith(1);
  const { y: expected } = await alone.run(wideFeeds());
  await alone.release();
  for (let round = 0; round < 10; ++round) {
    const session = await createWith(4);
    for (let i = 0; i < 30; ++i) {
      const { y } = await session.run(wideFeeds());
      assert.deepEqual(y.data, expected.data, `round ${round}, run ${i}`);
    }
    await session.release();
    assert.deepEqual(session.threadTasks(), []);
  }
});

test('errors, strings and memory that grows', async () => {
  const session = await createWith(2, doubling());
  await assert.rejects(session.run({ x: new Tensor('int32', [1]) }), /float32.*int32|int32.*float/);
  // Beyond the 4 MB that the memory begins with, and back.
  for (const size of [2, 5_000_000, 3]) {
    const { y } = await session.run({ x: new Tensor(new Float32Array(size).fill(size)) });
    assert.equal(y.data[size - 1], 2 * size);
    assert.ok(y.data.buffer instanceof ArrayBuffer, 'results are no shared memory');
  }
  await session.release();
  await assert.rejects(createWith(2, doubling().subarray(0, 20)), { code: 'INVALID_MODEL' });
  const lookup = await createWith(2, join(folder, 'digits_cnn/model.onnx'));
  assert.deepEqual(lookup.outputNames, ['logits']);
  await lookup.release();
});

test('numThreads decides how many there are', async () => {
  const count = async () => {
    const session = await Session.create(doubling());
    const { length } = session.threadTasks();
    await session.release();
    return length || 1;
  };
  try {
    const byDefault = Math.min(availableParallelism(), 8);
    for (const [setting, expected] of [
      [undefined, byDefault],
      [0, byDefault],
      [1, 1],
      [2, 2],
      [1000, 64],
    ]) {
      env.wasm.numThreads = setting;
      assert.equal(await count(), expected, `numThreads: ${setting}`);
    }
  } finally {
    delete env.wasm.numThreads;
  }
});

const kAsked = `
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'content-type': 'application/wasm' }).end(wasm(request.url.slice(1)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  env.wasm.wasmPaths = 'http://127.0.0.1:' + server.address().port + '/';
`;

test('one binary is fetched: the threaded one only where there are threads', async () => {
  const fetched = (threads) =>
    inProcess(`${kAsked} env.wasm.numThreads = ${threads}; print(await check(), asked.join());`);
  assert.match(await fetched(1), /^6 \/sardonyx-(simd|relaxed)\.wasm$/);
  assert.match(await fetched(2), /^6 \/sardonyx-(simd|relaxed)-threads\.wasm$/);
});

test('both threaded binaries work', async () => {
  const body = `env.wasm.simd = 'fixed'; ${kAsked} env.wasm.numThreads = 2;`;
  assert.equal(
    await inProcess(`${body} print(await check(), asked.join());`),
    '6 /sardonyx-simd-threads.wasm',
  );
});

test('a binary that env.wasm names comes as it is', async () => {
  const body = (name, threads) => `
    env.wasm.wasmBinary = wasm('sardonyx-${name}.wasm');
    env.wasm.numThreads = ${threads};
    const session = await Session.create(doubling());
    print(await check(), session.threadTasks().length);
  `;
  assert.equal(await inProcess(body('simd', 2)), '6 0');
  assert.equal(await inProcess(body('simd-threads', 1)), '6 0');
  assert.equal(await inProcess(body('simd-threads', 2)), '6 2');
});

test('where there is no shared memory, there is one thread, and a warning if more were asked for', async () => {
  const body = (setting) => `
    globalThis.crossOriginIsolated = false;
    console.warn = (text) => print(text);
    ${kAsked}
    ${setting}
    print(await check(), await check(), asked.join());
  `;
  assert.match(await inProcess(body('')), /^6 6 \/sardonyx-(simd|relaxed)\.wasm$/);
  const [warning, ...rest] = (await inProcess(body('env.wasm.numThreads = 4;'))).split('\n');
  assert.match(warning, /^sardonyx: 4 threads .*Cross-Origin-Opener-Policy/);
  assert.match(rest.join(), /^6 6 \/sardonyx-(simd|relaxed)\.wasm$/);
});

test('sessions run without workers that cannot be started, with one warning', async () => {
  const body = (start) => `
    console.warn = (text) => print(text);
    const real = process.getBuiltinModule('node:worker_threads').Worker;
    class Worker extends real { ${start} }
    const { getBuiltinModule } = process;
    process.getBuiltinModule = (name) =>
      name === 'node:worker_threads' ? { Worker } : getBuiltinModule(name);
    env.wasm.numThreads = 3;
    const session = await Session.create(doubling());
    print(await check());
    await new Promise((resolve) => setTimeout(resolve, 500));
    print((await session.run({ x: new Tensor(Float32Array.of(3)) })).y.data[0]);
  `;
  const refused = "constructor() { throw new Error('not here'); }";
  const broken =
    'constructor(code, options) { super(\'throw new Error("broken")\', { eval: true }); }';
  for (const [start, reason] of [
    [refused, 'not here'],
    [broken, 'broken'],
  ]) {
    const lines = (await inProcess(body(start))).split('\n');
    const warnings = lines.filter((line) => line !== '6');
    assert.equal(lines.length - warnings.length, 2);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], new RegExp(`^sardonyx: cannot start a worker \\(.*${reason}`));
  }
});

test('a worker whose file is gone is started from its text', async () => {
  const body = `
    const real = process.getBuiltinModule('node:worker_threads').Worker;
    let started = 0;
    class Worker extends real {
      constructor(code, options) {
        if (code instanceof URL) super(new URL('no-such-worker.js', code), options);
        else super(code, options), ++started;
      }
    }
    const { getBuiltinModule } = process;
    process.getBuiltinModule = (name) =>
      name === 'node:worker_threads' ? { Worker } : getBuiltinModule(name);
    env.wasm.numThreads = 2;
    const session = await Session.create(doubling());
    const x = new Tensor(new Float32Array(1_000_000).fill(3));
    while (session.threadTasks().includes(0)) {
      const { y } = await session.run({ x });
      if (y.data.some((value) => value !== 6)) print('wrong');
      await new Promise((resolve) => setTimeout(resolve));
    }
    print(started);
  `;
  assert.equal(await inProcess(body), '1');
});

test('a program ends while sessions with threads are open', async () => {
  const body = `
    env.wasm.numThreads = 4;
    globalThis.session = await Session.create(doubling());
    print((await session.run({ x: new Tensor(Float32Array.of(3)) })).y.data[0]);
  `;
  assert.equal(await inProcess(body, { exit: false }), '6');
});
