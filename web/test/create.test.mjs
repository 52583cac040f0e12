// Session.create(): where models come from, what is refused and how it is said.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync, copyFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import sardonyx, { InferenceSession, SardonyxError, Session, Tensor, env } from '../dist/index.js';
import { folder } from './support/models.mjs';
import { doubling, initializer, model, node, tensor } from './support/onnx.mjs';

const f32 = (...x) => Float32Array.from(x);
const bytes = doubling();
const exact = (view) => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);

/** y = x + w with w in a file. */
const external = (location = 'weights/w.bin') =>
  model({
    inputs: [tensor('x', 'float32', [2])],
    outputs: [tensor('y', 'float32', [2])],
    nodes: [node('Add', ['x', 'w'], ['y'])],
    initializers: [initializer('w', 'float32', [2], { location, offset: 4, length: 8 })],
  });
const weights = new Uint8Array(f32(0, 10, 20).buffer);

let directory;
let server;
let origin;
const requests = [];

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sardonyx-'));
  writeFileSync(join(directory, 'model.onnx'), bytes);
  server = createServer((request, response) => {
    requests.push(request.url);
    const send = (status, type, body) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    const { pathname } = new URL(request.url, 'http://host');
    switch (pathname) {
      case '/model.onnx':
        return send(200, 'application/octet-stream', bytes);
      case '/chunked.onnx':
        response.writeHead(200);
        for (const byte of bytes) response.write(Uint8Array.of(byte));
        return response.end();
      case '/wrong-length.onnx':
        // A length of the encoded body, as servers send with a content encoding.
        return response
          .writeHead(200, { 'content-encoding': 'identity', 'content-length': bytes.length })
          .end(bytes);
      case '/sub%20folder/external.onnx':
        return send(200, 'application/octet-stream', external('weights/w%1 ü.bin'));
      case '/sub%20folder/weights/w%251%20%C3%BC.bin':
        return send(200, 'application/octet-stream', weights);
      case '/lost-weights.onnx':
        return send(200, 'application/octet-stream', external());
      case '/redirect.onnx':
        return response.writeHead(302, { location: '/sub%20folder/external.onnx' }).end();
      case '/page':
        return send(200, 'text/html; charset=utf-8', '<!DOCTYPE html><title>App</title>');
      case '/endless.onnx':
        return response.writeHead(200, { 'content-length': 1000 }).write(bytes);
      default:
        return send(404, 'text/html', '<h1>Not found</h1>');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true });
});

async function doubles(session) {
  const { y } = await session.run({ x: new Tensor(f32(1, 2)) });
  assert.deepEqual([...y.data], [2, 4]);
  await session.release();
}

test('every kind of source', async () => {
  const path = join(directory, 'model.onnx');
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  const padded = new Uint8Array(bytes.length + 10);
  padded.set(bytes, 5);
  const sources = {
    path,
    'file URL': pathToFileURL(path),
    'file URL as text': pathToFileURL(path).href,
    'http URL': new URL('/model.onnx', origin),
    'http URL as text': `${origin}/model.onnx`,
    'chunked response': `${origin}/chunked.onnx`,
    'response with a content encoding': `${origin}/wrong-length.onnx`,
    'data URL': `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`,
    'object URL': URL.createObjectURL(new Blob([bytes])),
    Request: new Request(`${origin}/model.onnx`),
    Response: await fetch(`${origin}/model.onnx`),
    'Response without URL': new Response(bytes),
    'Promise of a Response': fetch(`${origin}/model.onnx`),
    Blob: new Blob([bytes]),
    ArrayBuffer: exact(bytes),
    SharedArrayBuffer: shared,
    Uint8Array: padded.subarray(5, 5 + bytes.length),
    Buffer: Buffer.from(bytes),
    DataView: new DataView(exact(bytes)),
    ReadableStream: new Blob([bytes]).stream(),
    'Promise of bytes': Promise.resolve(bytes),
  };
  for (const [name, source] of Object.entries(sources)) {
    await doubles(await Session.create(source)).catch((error) => {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    });
  }
});

test("onnxruntime's forms of create", async () => {
  assert.equal(InferenceSession, Session);
  assert.deepEqual(sardonyx, { env, InferenceSession, SardonyxError, Session, Tensor });
  const buffer = new ArrayBuffer(bytes.length + 7);
  new Uint8Array(buffer).set(bytes, 7);
  await doubles(await InferenceSession.create(buffer, 7));
  await doubles(await InferenceSession.create(buffer, 7, bytes.length));
  await doubles(await InferenceSession.create(buffer, 7, bytes.length, { logId: 'x' }));
  await doubles(await InferenceSession.create(bytes, { executionProviders: [] }));
  const cases = [
    [[], TypeError],
    [[null], TypeError],
    [[7], TypeError],
    [[{}], TypeError],
    [[bytes, null], TypeError],
    [[bytes, 'options'], TypeError],
    [[bytes, 7], TypeError],
    [['model.onnx', 7], TypeError],
    [[buffer, 'x'], TypeError],
    [[buffer, 0.5], RangeError],
    [[buffer, -1], RangeError],
    [[buffer, buffer.byteLength], RangeError],
    [[buffer, 7, 'x'], TypeError],
    [[buffer, 7, 0], RangeError],
    [[buffer, 7, 1.5], RangeError],
    [[buffer, 7, bytes.length + 1], RangeError],
    [[buffer, 7, bytes.length, null], TypeError],
    [[buffer, 7, bytes.length, 'x'], TypeError],
  ];
  for (const [args, expected] of cases) {
    await assert.rejects(InferenceSession.create(...args), (error) => {
      assert.equal(error.constructor, expected, String(error));
      return true;
    });
  }
});

test('the source is left as it is', async () => {
  const copy = Uint8Array.from(bytes);
  await doubles(await Session.create(copy));
  assert.deepEqual(copy, bytes);
});

test('metadata', async () => {
  const session = await Session.create(
    model({
      inputs: [tensor('a', 'float32', ['batch', 3, null]), tensor('b', 'int64', [])],
      outputs: [tensor('y', 'float32', ['batch', 3, null]), tensor('z', 'int64', [])],
      nodes: [node('Relu', ['a'], ['y']), node('Identity', ['b'], ['z'])],
    }),
  );
  assert.deepEqual(session.inputNames, ['a', 'b']);
  assert.deepEqual(session.outputNames, ['y', 'z']);
  assert.deepEqual(session.inputMetadata, [
    { name: 'a', isTensor: true, type: 'float32', shape: ['batch', 3, ''] },
    { name: 'b', isTensor: true, type: 'int64', shape: [] },
  ]);
  assert.deepEqual(session.outputMetadata[0].shape.slice(0, 2), ['batch', 3]);
  assert.deepEqual(session.warnings, []);
  await session.release();
});

test('options reach the core', async () => {
  const session = await Session.create(doubling('float32', ['N', 'M']), {
    freeDimensionOverrides: { N: 4, unknown: 1 },
    graphOptimizationLevel: 'disabled',
    seed: 2n ** 63n,
    maxPatches: 0,
    intraOpNumThreads: 8,
    executionProviders: ['webgpu', { name: 'wasm' }],
    extra: { session: { x: '1' } },
  });
  assert.deepEqual(session.inputMetadata[0].shape, [4, 'M']);
  await session.release();
  await assert.rejects(Session.create(bytes, { freeDimensionOverrides: { N: -1 } }), /'N'/);
  await assert.rejects(Session.create(bytes, { freeDimensionOverrides: { N: 1.5 } }), /'N'/);
  await assert.rejects(Session.create(bytes, { graphOptimizationLevel: 'most' }), /most/);
});

test('a seed makes random operators repeatable', async () => {
  const count = 64;
  const dropout = model({
    inputs: [tensor('x', 'float32', [count])],
    outputs: [tensor('y', 'float32', [count])],
    nodes: [node('Dropout', ['x', 'ratio', 'training'], ['y'])],
    initializers: [
      initializer('ratio', 'float32', [], f32(0.5)),
      initializer('training', 'bool', [], Uint8Array.of(1)),
    ],
  });
  const draw = async (options) => {
    const session = await Session.create(dropout, { ...options, logSeverityLevel: 3 });
    const { y } = await session.run({ x: new Tensor(new Float32Array(count).fill(1)) });
    await session.release();
    assert.ok(y.data.includes(0) && y.data.includes(2));
    return y.data.join();
  };
  assert.equal(await draw({ seed: 1 }), await draw({ seed: 1n }));
  assert.notEqual(await draw({ seed: 1 }), await draw({ seed: 2 }));
  assert.notEqual(await draw(), await draw(), 'without one, each session draws its own');
});

test('bytes that are no model', async () => {
  const cases = [
    new Uint8Array(0),
    Uint8Array.of(0),
    bytes.subarray(0, 10),
    bytes.subarray(0, bytes.length - 3),
    new Uint8Array(1000).fill(255),
    new TextEncoder().encode('<!DOCTYPE html><html></html>'),
    new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
  ];
  for (const source of cases) {
    await assert.rejects(Session.create(source), { name: 'SardonyxError', code: 'INVALID_MODEL' });
  }
  await assert.rejects(Session.create(exactDetached()), TypeError);
});

function exactDetached() {
  const buffer = exact(bytes);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

test('truncated at every byte: an error or a model, never a crash', async () => {
  const codes = new Set();
  for (let size = 0; size < bytes.length; ++size) {
    try {
      await (await Session.create(bytes.subarray(0, size))).release();
    } catch (error) {
      assert.ok(error instanceof SardonyxError, String(error));
      codes.add(error.code);
    }
  }
  codes.delete('UNSUPPORTED');
  assert.deepEqual([...codes], ['INVALID_MODEL']);
});

test('an unknown operator is named', async () => {
  const unknown = model({
    inputs: [tensor('x', 'float32', [1])],
    outputs: [tensor('y', 'float32', [1])],
    nodes: [node('Frobnicate', ['x'], ['y'])],
  });
  await assert.rejects(Session.create(unknown), (error) => {
    assert.equal(error.code, 'UNSUPPORTED');
    assert.match(error.message, /Frobnicate/);
    return true;
  });
});

test('HTML in place of a model is said with URL, status, type and first bytes', async () => {
  await assert.rejects(Session.create(`${origin}/page`), (error) => {
    assert.equal(error.code, 'INVALID_MODEL');
    for (const part of [`${origin}/page`, '200', 'text/html', '<!DOCTYPE html>']) {
      assert.ok(error.message.includes(part), error.message);
    }
    return true;
  });
  await assert.rejects(Session.create(`${origin}/nothing.onnx`), (error) => {
    assert.equal(error.code, 'LOAD_FAILED');
    for (const part of [`${origin}/nothing.onnx`, '404', 'text/html']) {
      assert.ok(error.message.includes(part), error.message);
    }
    return true;
  });
  await assert.rejects(Session.create(await fetch(`${origin}/nothing.onnx`)), {
    code: 'LOAD_FAILED',
  });
});

test('files and hosts that are not there', async () => {
  await assert.rejects(Session.create(join(directory, 'no.onnx')), (error) => {
    assert.equal(error.code, 'LOAD_FAILED');
    assert.match(error.message, /no\.onnx.*ENOENT/);
    assert.equal(error.cause.code, 'ENOENT');
    return true;
  });
  await assert.rejects(Session.create(directory), { code: 'LOAD_FAILED' });
  await assert.rejects(Session.create('http://127.0.0.1:9/model.onnx'), {
    code: 'LOAD_FAILED',
    message: /127\.0\.0\.1:9/,
  });
});

async function adds(session) {
  const { y } = await session.run({ x: new Tensor(f32(1, 2)) });
  assert.deepEqual([...y.data], [11, 22]);
  await session.release();
}

test('external data beside the model is found by itself', async () => {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(directory, 'weights'));
  writeFileSync(join(directory, 'weights/w.bin'), weights);
  writeFileSync(join(directory, 'external.onnx'), external());
  await adds(await Session.create(join(directory, 'external.onnx')));
  await adds(await Session.create(pathToFileURL(join(directory, 'external.onnx'))));
  await adds(await Session.create(`${origin}/sub%20folder/external.onnx`));
  await adds(await Session.create(`${origin}/sub folder/external.onnx?token=1#part`));
  await adds(await Session.create(await fetch(`${origin}/sub%20folder/external.onnx`)));
  requests.length = 0;
  await adds(await Session.create(`${origin}/redirect.onnx`));
  assert.deepEqual(requests, [
    '/redirect.onnx',
    '/sub%20folder/external.onnx',
    '/sub%20folder/weights/w%251%20%C3%BC.bin',
  ]);
});

test('external data of bytes comes from the options', async () => {
  const source = external();
  const buffer = exact(weights);
  for (const data of [
    weights,
    buffer,
    new Blob([weights]),
    new Response(weights),
    `${origin}/sub%20folder/weights/w%251%20%C3%BC.bin`,
  ]) {
    await adds(await Session.create(source, { externalData: [{ path: 'weights/w.bin', data }] }));
  }
  await adds(
    await Session.create(source, { externalData: [{ path: './weights/w.bin', data: weights }] }),
  );
  await adds(await Session.create(source, { externalData: [{ path: 'w.bin', data: weights }] }));
  writeFileSync(join(directory, 'w.bin'), weights);
  await adds(await Session.create(source, { externalData: [join(directory, 'w.bin')] }));
});

test('external data that is not there, too short, or outside', async () => {
  await assert.rejects(Session.create(external()), (error) => {
    assert.equal(error.code, 'INVALID_MODEL');
    assert.match(error.message, /weights\/w\.bin.*externalData/);
    return true;
  });
  await assert.rejects(
    Session.create(external(), { externalData: [{ path: 'other', data: weights }] }),
    /w\.bin/,
  );
  await assert.rejects(Session.create(`${origin}/lost-weights.onnx`), {
    code: 'LOAD_FAILED',
    message: /w\.bin.*404/,
  });
  const short = { externalData: [{ path: 'weights/w.bin', data: weights.subarray(0, 8) }] };
  await assert.rejects(Session.create(external(), short), { code: 'INVALID_MODEL' });
  for (const location of ['../w.bin', '/etc/passwd', 'a/../../w.bin']) {
    writeFileSync(join(directory, 'outside.onnx'), external(location));
    await assert.rejects(Session.create(join(directory, 'outside.onnx')), {
      code: 'INVALID_MODEL',
    });
  }
});

test('a real two-file model', async () => {
  const name = join(folder, 'simple_net_dynamo');
  const data = readFileSync(join(name, 'model.onnx.data'));
  const bare = readFileSync(join(name, 'model.onnx'));
  await (
    await Session.create(bare, { externalData: [{ path: 'model.onnx.data', data }] })
  ).release();
  copyFileSync(join(name, 'model.onnx'), join(directory, 'lonely.onnx'));
  await assert.rejects(Session.create(join(directory, 'lonely.onnx')), /model\.onnx\.data/);
});

test('progress is told', async () => {
  for (const source of [join(directory, 'model.onnx'), `${origin}/model.onnx`, bytes]) {
    const told = [];
    const session = await Session.create(source, { onProgress: (progress) => told.push(progress) });
    await session.release();
    const { file, loaded, total } = told.at(-1);
    assert.deepEqual([loaded, total ?? bytes.length], [bytes.length, bytes.length]);
    assert.equal(file, typeof source === 'string' ? source : '');
    assert.ok(told.every((progress, i) => i === 0 || progress.loaded >= told[i - 1].loaded));
  }
  const files = new Set();
  const session = await Session.create(`${origin}/sub%20folder/external.onnx`, {
    onProgress: ({ file }) => files.add(file),
  });
  await session.release();
  assert.equal(files.size, 2);
});

test('a signal aborts fetching', async () => {
  await assert.rejects(Session.create(bytes, { signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
  const controller = new AbortController();
  const loading = Session.create(`${origin}/endless.onnx`, {
    signal: controller.signal,
    onProgress: ({ loaded }) => loaded && controller.abort(new Error('enough')),
  });
  await assert.rejects(loading, /enough/);
});

test('warnings of a model reach the console unless told otherwise', async (t) => {
  const warn = t.mock.method(console, 'warn', () => undefined);
  const path = join(folder, 'training_mode/model.onnx');
  const session = await Session.create(path);
  assert.ok(session.warnings.length > 0);
  assert.equal(warn.mock.callCount(), session.warnings.length);
  await session.release();
  await (await Session.create(path, { logSeverityLevel: 3 })).release();
  env.logLevel = 'error';
  try {
    await (await Session.create(path)).release();
  } finally {
    env.logLevel = 'warning';
  }
  assert.equal(warn.mock.callCount(), session.warnings.length);
});
