// Tensor against onnxruntime-common's: the same table of calls through both, the same results and
// classes of error.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-common';
import { Tensor } from '../dist/index.js';

const f32 = (...x) => Float32Array.from(x);
const u8 = (...x) => Uint8Array.from(x);

// prettier-ignore
const types = [
  'float32', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'string', 'bool', 'float16',
  'float64', 'uint32', 'uint64', 'uint4', 'int4',
];
// prettier-ignore
const arrays = [
  f32(1, 2), Float64Array.of(1, 2), u8(1, 2), Uint8ClampedArray.of(1, 2), Int8Array.of(1, 2),
  Uint16Array.of(1, 2), Int16Array.of(1, 2), Int32Array.of(1, 2), Uint32Array.of(1, 2),
  BigInt64Array.of(1n, 2n), BigUint64Array.of(1n, 2n),
  ...(globalThis.Float16Array ? [Float16Array.of(1, 2)] : []),
];
// prettier-ignore
const odd = [
  undefined, null, 7, 'text', {}, [], [1, 2], [1n, 2n], ['a', 'b'], [true, false], [1.5, 2.5],
  [null, undefined], ['1', '2'], new ArrayBuffer(8), new DataView(new ArrayBuffer(8)), new Date(0),
  [[1], [2]], () => 1, Buffer.from([1, 2]),
];

/** Every type with every kind of data, data alone, and dims of every kind. */
function* calls() {
  for (const type of [...types, 'float128', '', 'Float32', 'toString']) {
    for (const data of [...arrays, ...odd]) {
      yield [type, data];
      yield [type, data, [2]];
      yield [type, data, [2, 1]];
      yield [type, data, [3]];
    }
  }
  // A Buffer alone is a difference on purpose: it is a Uint8Array, and onnxruntime-common refuses
  // it.
  for (const data of [...arrays, ...odd.filter((data) => !Buffer.isBuffer(data))]) {
    yield [data];
    yield [data, [1, 2]];
    yield [data, [4]];
  }
  // prettier-ignore
  const dims = [
    undefined, null, [], [2], [1, 2, 1], [2, 0], [0], [-2], [-1, -2], [1.5], [NaN], [Infinity],
    ['2'], [2n], [null], [undefined], 2, '2', {}, u8(2), [2 ** 53], [[2]], [true], new Array(2),
  ];
  for (const d of dims) {
    yield ['float32', f32(1, 2), d];
    yield [f32(1, 2), d];
    yield [['a', 'b'], d];
    yield ['string', ['a', 'b'], d];
    yield ['float32', f32(), d];
  }
  yield ['float32', f32(7), []];
  yield ['int4', u8(1, 2), [3]];
  yield ['int4', u8(1, 2), [4]];
  yield ['uint4', u8(1, 2), [5]];
  yield ['uint4', u8(1, 2), [2]];
  for (const location of [
    'cpu',
    'cpu-pinned',
    'texture',
    'gpu-buffer',
    'ml-tensor',
    'none',
    'moon',
    undefined,
  ]) {
    for (const type of [...types, 'float128', undefined]) {
      const resource = { resource: true };
      for (const data of [f32(1, 2), u8(1, 2), ['a', 'b'], undefined]) {
        yield [
          {
            location,
            type,
            dims: [2],
            data,
            texture: resource,
            gpuBuffer: resource,
            mlTensor: resource,
          },
        ];
      }
      yield [{ location, type, dims: [-2], data: f32(1, 2) }];
      yield [{ location, type, dims: [1.5], data: f32(1, 2) }];
    }
  }
}

function outcome(Class, args) {
  try {
    const { type, dims, size, location, ...rest } = new Class(...args);
    void rest;
    const tensor = new Class(...args);
    let data;
    try {
      data = tensor.data;
    } catch (error) {
      data = error.constructor.name;
    }
    return { type, dims, size, location, data };
  } catch (error) {
    return { error: error.constructor.name };
  }
}

const show = (args) =>
  args
    .map((a) =>
      ArrayBuffer.isView(a)
        ? `${a.constructor.name}(${a.byteLength})`
        : JSON.stringify(a, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)),
    )
    .join(', ');

test('constructor calls give what onnxruntime-common gives', () => {
  let count = 0;
  const fates = new Set();
  for (const args of calls()) {
    const expected = outcome(ort.Tensor, args);
    assert.deepEqual(outcome(Tensor, args), expected, `new Tensor(${show(args)})`);
    fates.add(expected.error ?? 'tensor');
    ++count;
  }
  assert.ok(count > 1500, `${count} calls`);
  assert.deepEqual(
    [...fates].sort(),
    ['Error', 'RangeError', 'SyntaxError', 'TypeError', 'tensor'].sort(),
  );
});

test('data is shared or copied where onnxruntime-common shares or copies', () => {
  for (const args of calls()) {
    for (const i of [0, 1]) {
      if (!ArrayBuffer.isView(args[i])) continue;
      let theirs;
      try {
        theirs = new ort.Tensor(...args).data;
      } catch {
        continue;
      }
      const ours = new Tensor(...args).data;
      assert.equal(ours === args[i], theirs === args[i], show(args));
      assert.equal(ours.buffer === args[i].buffer, theirs.buffer === args[i].buffer, show(args));
    }
  }
});

test('methods behave as in onnxruntime-common', async () => {
  const scenarios = {
    'reshape shares data': (C) => {
      const t = new C(f32(1, 2, 3, 4), [2, 2]);
      const r = t.reshape([4, 1]);
      return [r.dims, r.type, r.data === t.data];
    },
    'reshape to another size': (C) => new C(f32(1, 2)).reshape([3]),
    'reshape of a disposed tensor': (C) => {
      const t = new C(f32(1, 2));
      t.dispose();
      return t.reshape([2]);
    },
    'reshape pinned': (C) => {
      const t = C.fromPinnedBuffer('float32', f32(1, 2)).reshape([1, 2]);
      return [t.location, t.dims, t.data];
    },
    'reshape a texture': (C) => {
      const t = C.fromTexture({}, { width: 2, height: 1 }).reshape([8]);
      return [t.location, t.dims];
    },
    'reshape what owns a resource': (C) =>
      C.fromTexture({}, { width: 2, height: 1, dispose() {} }).reshape([8]),
    dispose: (C) => {
      const t = new C(f32(1, 2));
      t.dispose();
      return [t.location, t.size, t.dims, t.type];
    },
    'data after dispose': (C) => {
      const t = new C(f32(1, 2));
      t.dispose();
      return t.data;
    },
    'getData after dispose': async (C) => {
      const t = new C(f32(1, 2));
      t.dispose();
      return t.getData();
    },
    getData: async (C) => new C(f32(1, 2)).getData(),
    'data of a texture': (C) => C.fromTexture({}, { width: 2, height: 1 }).data,
    'texture of a texture': (C) => C.fromTexture({ a: 1 }, { width: 2, height: 1 }).texture,
    'texture of a tensor': (C) => new C(f32(1)).texture,
    'gpuBuffer of a tensor': (C) => new C(f32(1)).gpuBuffer,
    'mlTensor of a tensor': (C) => new C(f32(1)).mlTensor,
    fromTexture: (C) => {
      const { dims, type, location, size } = C.fromTexture({}, { width: 2, height: 3 });
      return { dims, type, location, size };
    },
    fromGpuBuffer: (C) => {
      const t = C.fromGpuBuffer({ size: 8 }, { dataType: 'int32', dims: [2] });
      return [t.dims, t.type, t.location, t.gpuBuffer];
    },
    'fromGpuBuffer of a wrong type': (C) => C.fromGpuBuffer({}, { dataType: 'float64', dims: [2] }),
    'fromGpuBuffer default': (C) => C.fromGpuBuffer({}, { dims: [2] }).type,
    fromMLTensor: (C) => {
      const t = C.fromMLTensor({ destroy() {} }, { dataType: 'int8', dims: [2] });
      return [t.dims, t.type, t.location];
    },
    fromPinnedBuffer: (C) => {
      const t = C.fromPinnedBuffer('int32', Int32Array.of(1, 2));
      return [t.dims, t.type, t.location, t.data];
    },
    'fromPinnedBuffer of a wrong type': (C) => C.fromPinnedBuffer('int32', f32(1)),
    download: async (C) => {
      const log = [];
      const t = C.fromGpuBuffer(
        {},
        {
          dims: [2],
          download: async () => (log.push('download'), f32(5, 6)),
          dispose: () => log.push('dispose'),
        },
      );
      log.push(await t.getData(true), t.location, t.data, await t.getData());
      t.dispose();
      return [...log, t.location];
    },
    'download without release': async (C) => {
      const log = [];
      const t = C.fromGpuBuffer(
        {},
        { dims: [1], download: async () => f32(5), dispose: () => log.push('dispose') },
      );
      await t.getData();
      log.push(t.location);
      t.dispose();
      return log;
    },
    'download twice at once': async (C) => {
      const t = C.fromGpuBuffer({}, { dims: [1], download: async () => f32(5) });
      const first = t.getData();
      try {
        await t.getData();
      } finally {
        await first;
      }
    },
    'dispose during download': async (C) => {
      const t = C.fromGpuBuffer({}, { dims: [1], download: async () => f32(5) });
      const first = t.getData();
      try {
        t.dispose();
      } finally {
        await first;
      }
    },
    'download without downloader': async (C) => C.fromGpuBuffer({}, { dims: [1] }).getData(),
    'failed download': async (C) => {
      const t = C.fromGpuBuffer(
        {},
        { dims: [1], download: () => Promise.reject(new RangeError('lost')) },
      );
      await t.getData();
    },
    'fromImage of nonsense': async (C) => C.fromImage(7),
  };
  for (const [name, scenario] of Object.entries(scenarios)) {
    const run = async (C) => {
      try {
        return { value: await scenario(C) };
      } catch (error) {
        return { error: error.constructor.name };
      }
    };
    assert.deepEqual(await run(Tensor), await run(ort.Tensor), name);
  }
});

test('types beyond onnxruntime-common', () => {
  const bits = Uint16Array.of(0x3f80, 0x4000);
  assert.equal(new Tensor('bfloat16', bits).data, bits);
  assert.equal(new Tensor('float8e4m3fn', u8(1, 2, 3), [3, 1]).size, 3);
  assert.equal(new Tensor('uint2', u8(1), [4]).size, 4);
  assert.equal(new Tensor('float6e2m3', u8(1, 2, 3), [4]).size, 4);
  assert.deepEqual(new Tensor('complex64', f32(1, 2, 3, 4)).dims, [2]);
  assert.throws(() => new Tensor('bfloat16', [1, 2]), TypeError);
  assert.throws(() => new Tensor('float8e5m2', f32(1)), TypeError);
  assert.throws(() => new Tensor('uint2', u8(1), [5]), Error);
});

test('arrays of another realm are arrays', async () => {
  const { runInNewContext } = await import('node:vm');
  const foreign = runInNewContext('Float32Array.of(1, 2)');
  assert.ok(!(foreign instanceof Float32Array));
  assert.equal(new Tensor(foreign).type, 'float32');
  assert.equal(new Tensor('float32', foreign, [2]).data, foreign);
  assert.equal(new Tensor(Buffer.from([1, 2])).type, 'uint8');
});

test('a proxy can stand for a tensor', () => {
  const tensor = new Proxy(new Tensor(f32(1, 2)), {});
  assert.deepEqual([...tensor.data], [1, 2]);
  assert.equal(tensor.location, 'cpu');
});
