// run(): what it takes, what it gives, what it refuses.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-common';
import { SardonyxError, Session, Tensor } from '../dist/index.js';
import {
  attribute,
  doubling,
  identity,
  initializer,
  model,
  node,
  optionalType,
  sequenceType,
  tensor,
  tensorType,
  T,
  value,
} from './support/onnx.mjs';

const f32 = (...x) => Float32Array.from(x);

/** Two inputs, two outputs: sum and product. */
const twoByTwo = () =>
  model({
    inputs: [tensor('a', 'float32', ['N']), tensor('b', 'float32', ['N'])],
    outputs: [tensor('sum', 'float32', ['N']), tensor('product', 'float32', ['N'])],
    nodes: [node('Add', ['a', 'b'], ['sum']), node('Mul', ['a', 'b'], ['product'])],
  });
const feeds = () => ({ a: new Tensor(f32(1, 2)), b: new Tensor(f32(3, 4)) });

async function withSession(bytes, body, options) {
  const session = await Session.create(bytes, options);
  try {
    await body(session);
  } finally {
    await session.release();
  }
}

test("runs and gives plain, private, writable results in the model's order", () =>
  withSession(twoByTwo(), async (session) => {
    const first = await session.run(feeds());
    assert.deepEqual(Object.keys(first), ['sum', 'product']);
    assert.ok(first.sum instanceof Tensor);
    assert.deepEqual([...first.sum.data], [4, 6]);
    assert.deepEqual(first.sum.dims, [2]);
    assert.equal(first.sum.location, 'cpu');
    first.extra = 1;
    first.sum.data[0] = 99;
    const second = await session.run({ a: new Tensor(f32(5, 6, 7)), b: new Tensor(f32(1, 1, 1)) });
    assert.deepEqual([...second.sum.data], [6, 7, 8]);
    assert.deepEqual([...first.sum.data], [99, 6]);
    assert.deepEqual([...first.product.data], [3, 8]);
  }));

test('fetches: names, null, in the order asked for', () =>
  withSession(twoByTwo(), async (session) => {
    assert.deepEqual(Object.keys(await session.run(feeds(), ['product'])), ['product']);
    assert.deepEqual(Object.keys(await session.run(feeds(), ['product', 'sum'])), [
      'product',
      'sum',
    ]);
    assert.deepEqual(Object.keys(await session.run(feeds(), ['sum', 'sum'])), ['sum']);
    assert.deepEqual(Object.keys(await session.run(feeds(), { product: null })), ['product']);
    assert.deepEqual(Object.keys(await session.run(feeds(), {})), ['sum', 'product']);
    assert.deepEqual(Object.keys(await session.run(feeds(), { tag: 'x' })), ['sum', 'product']);
    assert.deepEqual(Object.keys(await session.run(feeds(), undefined, { tag: 'x' })), [
      'sum',
      'product',
    ]);
  }));

test('fetches: tensors are written into', () =>
  withSession(twoByTwo(), async (session) => {
    const sum = new Tensor(f32(0, 0));
    const pinned = Tensor.fromPinnedBuffer('float32', f32(0, 0));
    const results = await session.run(feeds(), { sum, product: pinned });
    assert.equal(results.sum, sum);
    assert.deepEqual([...sum.data], [4, 6]);
    assert.deepEqual([...pinned.data], [3, 8]);
    const theirs = new ort.Tensor(f32(0, 0));
    await session.run(feeds(), { product: theirs });
    assert.deepEqual([...theirs.data], [3, 8]);
    await assert.rejects(session.run(feeds(), { sum: new Tensor(f32(0, 0, 0)) }), /'sum'/);
    await assert.rejects(session.run(feeds(), { sum: new Tensor('int32', [0, 0]) }), /'sum'/);
    assert.deepEqual([...(await session.run(feeds())).sum.data], [4, 6]);
  }));

test('wrong arguments are refused with the classes of onnxruntime-common', () =>
  withSession(twoByTwo(), async (session) => {
    const one = new Tensor(f32(1, 2));
    const cases = [
      [[], TypeError],
      [[null], TypeError],
      [[7], TypeError],
      [['a'], TypeError],
      [[one], TypeError],
      [[[one, one]], TypeError],
      [[new ort.Tensor(f32(1))], TypeError],
      [[feeds(), null], TypeError],
      [[feeds(), 'sum'], TypeError],
      [[feeds(), 7], TypeError],
      [[feeds(), one], TypeError],
      [[feeds(), []], TypeError],
      [[feeds(), [7]], TypeError],
      [[feeds(), ['nothing']], RangeError],
      [[feeds(), ['sum'], null], TypeError],
      [[feeds(), ['sum'], 'x'], TypeError],
      [[feeds(), { sum: null }, null], TypeError],
      [[{}], Error],
      [[{ a: one }], Error],
      [[{ a: one, b: undefined }], Error],
      [[{ ...feeds(), c: one }], Error],
    ];
    for (const [args, expected] of cases) {
      await assert.rejects(session.run(...args), (error) => {
        assert.equal(error.constructor, expected, String(error));
        return true;
      });
    }
    await assert.rejects(session.run({ a: one }), /'b' is missing/);
    await assert.rejects(session.run({ ...feeds(), c: one }), /'c'/);
    assert.deepEqual([...(await session.run(feeds())).sum.data], [4, 6]);
  }));

test('values that do not fit name the input and leave the session usable', () =>
  withSession(twoByTwo(), async (session) => {
    const detached = f32(1, 2);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    const odd = (a) => session.run({ ...feeds(), a });
    const cases = [
      [new Tensor('int32', [1, 2]), /'a'.*int32|int32.*'a'/],
      [new Tensor(f32(1, 2), [1, 2, 1]), /./],
      [new Tensor(f32(1, 2, 3)), /./],
      [new Tensor(['x', 'y']), /'a'/],
      [null, /'a'/],
      [[], /'a'/],
      [7, /'a'/],
      [new Map(), /'a'/],
      [{ type: 'float32', dims: [2], data: detached }, /detached/],
      [{ type: 'float32', dims: [NaN], data: f32(1) }, /extents/],
      [{ type: 'float32', dims: [-2], data: f32(1, 2) }, /extents/],
      [{ type: 'float32', dims: ['2'], data: f32(1, 2) }, /extents/],
      [{ type: 'float32', dims: [2 ** 40, 2 ** 40], data: f32(1, 2) }, /need/],
      [{ type: 'float32', dims: new Array(100).fill(1), data: f32(1) }, /rank/],
      [{ type: 'float32', dims: [2], data: Int32Array.of(1, 2) }, /'a'/],
      [{ type: 'float32', dims: [2], data: [1, 2] }, /'a'/],
      [{ type: 'float128', dims: [2], data: f32(1, 2) }, /float128/],
      [{ type: 'float32', dims: [2], data: f32(1, 2), location: 'gpu-buffer' }, /gpu-buffer/],
      [{ type: 'int4', dims: [2], data: Uint8Array.of(1, 2) }, /'a'/],
    ];
    const gone = new ort.Tensor(f32(1, 2));
    gone.dispose();
    cases.push([gone, /disposed/]);
    for (const [value, message] of cases) {
      await assert.rejects(odd(value), (error) => {
        assert.ok(error instanceof SardonyxError, `${error}`);
        assert.equal(error.code, 'INVALID_ARGUMENT', error.message);
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual([...(await session.run(feeds())).sum.data], [4, 6]);
    }
  }));

test('inputs are left as they are, and foreign tensors will do', () =>
  withSession(twoByTwo(), async (session) => {
    const a = new ort.Tensor(f32(1, 2));
    const whole = f32(9, 3, 4, 9);
    const b = { type: 'float32', dims: [2], data: whole.subarray(1, 3) };
    const { sum } = await session.run({ a, b });
    assert.deepEqual([...sum.data], [4, 6]);
    assert.deepEqual([...a.data, ...whole], [1, 2, 9, 3, 4, 9]);
    const proxied = await session.run({ a: new Proxy(new Tensor(f32(1, 2)), {}), b });
    assert.deepEqual([...proxied.sum.data], [4, 6]);
  }));

test('runs asked for at the same time happen one after the other', () =>
  withSession(twoByTwo(), async (session) => {
    const runs = Array.from({ length: 20 }, (_, i) =>
      session.run(
        { a: new Tensor(f32(i, i)), b: new Tensor(f32(1, 2)) },
        i % 2 ? ['sum'] : undefined,
      ),
    );
    const results = await Promise.all(runs);
    results.forEach(({ sum }, i) => assert.deepEqual([...sum.data], [i + 1, i + 2]));
  }));

test('terminate and signal refuse a run', () =>
  withSession(twoByTwo(), async (session) => {
    await assert.rejects(session.run(feeds(), { terminate: true }), { code: 'CANCELLED' });
    await assert.rejects(session.run(feeds(), { signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
    assert.deepEqual([...(await session.run(feeds())).sum.data], [4, 6]);
  }));

test('after release, runs are refused and results stay', async () => {
  const session = await Session.create(twoByTwo());
  const { sum } = await session.run(feeds());
  await session.release();
  await session.release();
  assert.deepEqual([...sum.data], [4, 6]);
  await assert.rejects(session.run(feeds()), { code: 'RELEASED' });
  assert.deepEqual(session.inputNames, ['a', 'b']);
});

test('Symbol.asyncDispose and dispose release', async () => {
  const session = await Session.create(twoByTwo());
  await session[Symbol.asyncDispose]();
  await assert.rejects(session.run(feeds()), { code: 'RELEASED' });
  const other = await Session.create(twoByTwo());
  await other.dispose();
  await assert.rejects(other.run(feeds()), { code: 'RELEASED' });
});

test('extents of 0, scalars, and changing shapes', () =>
  withSession(twoByTwo(), async (session) => {
    for (const count of [0, 1, 1000, 0, 3]) {
      const a = new Float32Array(count).fill(1);
      const { sum } = await session.run({ a: new Tensor(a), b: new Tensor(a) });
      assert.deepEqual(sum.dims, [count]);
      assert.ok(sum.data.length === count && sum.data.every((x) => x === 2));
    }
    await withSession(identity(tensorType('int64', [])), async (scalar) => {
      const { y } = await scalar.run({ x: new Tensor('int64', [7n], []) });
      assert.deepEqual([y.dims, y.data[0]], [[], 7n]);
      assert.deepEqual(scalar.inputMetadata[0].shape, []);
    });
  }));

/** y = x * w, where w is an initializer and an input. */
const scaling = () =>
  model({
    inputs: [tensor('x', 'float32', ['N']), tensor('w', 'float32', [1])],
    outputs: [tensor('y', 'float32', ['N'])],
    nodes: [node('Mul', ['x', 'w'], ['y'])],
    initializers: [initializer('w', 'float32', [1], f32(3))],
  });

test('initializers that are inputs too are constants', () =>
  withSession(scaling(), async (session) => {
    const x = new Tensor(f32(1, 2));
    assert.deepEqual(session.inputNames, ['x']);
    assert.deepEqual([...(await session.run({ x })).y.data], [3, 6]);
    await assert.rejects(
      session.run({ x, w: new Tensor(f32(10)) }),
      /'w'.*overridableInitializers/,
    );
  }));

test('initializers that are inputs too may be fed where that is asked for, and need not be', () =>
  withSession(
    scaling(),
    async (session) => {
      const x = new Tensor(f32(1, 2));
      assert.deepEqual(session.inputNames, ['x']);
      assert.deepEqual([...(await session.run({ x })).y.data], [3, 6]);
      assert.deepEqual([...(await session.run({ x, w: new Tensor(f32(10)) })).y.data], [10, 20]);
      assert.deepEqual([...(await session.run({ x })).y.data], [3, 6]);
    },
    { overridableInitializers: true },
  ));

test('a profile tells what each node took', async () => {
  await withSession(twoByTwo(), async (session) => {
    assert.deepEqual(await session.endProfiling(), []);
    session.startProfiling();
    await session.run(feeds());
    await session.run(feeds(), ['sum']);
    const profile = await session.endProfiling();
    const runs = Object.fromEntries(profile.map(({ opType, runs }) => [opType, runs]));
    assert.deepEqual(runs, { Add: 2, Mul: 1 });
    for (const { inputs, tail, milliseconds } of profile) {
      assert.equal(inputs, 'float[2], float[2]');
      assert.deepEqual(tail, []);
      assert.ok(milliseconds >= 0);
    }
    await session.run(feeds());
    assert.deepEqual(await session.endProfiling(), []);
  });
  const options = { enableProfiling: true };
  const counted = async (session) => {
    await session.run(feeds());
    assert.equal((await session.endProfiling()).length, 2);
  };
  await withSession(twoByTwo(), counted, options);
});

test('every element type passes through unchanged', async () => {
  const values = {
    float32: f32(1.5, -2),
    float64: Float64Array.of(1.5, -2),
    int8: Int8Array.of(-1, 2),
    uint8: Uint8Array.of(255, 2),
    int32: Int32Array.of(-7, 7),
    int64: BigInt64Array.of(-(2n ** 60n), 7n),
    uint64: BigUint64Array.of(2n ** 63n, 7n),
    bool: Uint8Array.of(1, 0),
    bfloat16: Uint16Array.of(0x3f80, 0xc000),
    float8e4m3fn: Uint8Array.of(0x7e, 0x80),
    float16: Uint16Array.of(0x3c00, 0xc000),
  };
  for (const [type, data] of Object.entries(values)) {
    assert.ok(T[type], type);
    await withSession(identity(tensorType(type, ['N'])), async (session) => {
      assert.deepEqual(session.inputMetadata, [{ name: 'x', isTensor: true, type, shape: ['N'] }]);
      const { y } = await session.run({ x: new Tensor(type, data) });
      assert.equal(y.type, type);
      const bits = (array) => [...new Uint8Array(array.buffer, array.byteOffset, array.byteLength)];
      assert.deepEqual(bits(y.data), bits(data), type);
    });
  }
});

test('packed elements are counted by dims, not by bytes', () =>
  withSession(identity(tensorType('uint4', ['N'])), async (session) => {
    const { y } = await session.run({ x: new Tensor('uint4', Uint8Array.of(0x21, 0x03), [3]) });
    assert.deepEqual([y.type, y.dims, [...y.data]], ['uint4', [3], [0x21, 0x03]]);
    await assert.rejects(
      session.run({ x: new Tensor('uint4', Uint8Array.of(0x21, 0x03)) }),
      /need 1 elements/,
    );
  }));

test('bools are 0 and 1 whatever the bytes say', () =>
  withSession(identity(tensorType('bool', ['N'])), async (session) => {
    const { y } = await session.run({ x: new Tensor('bool', Uint8Array.of(0, 1, 2, 255)) });
    assert.deepEqual([...y.data], [0, 1, 1, 1]);
  }));

test('float16 comes as Float16Array where there is one', () =>
  withSession(identity(tensorType('float16', ['N'])), async (session) => {
    const { y } = await session.run({ x: new Tensor('float16', Uint16Array.of(0x3c00)) });
    assert.equal(y.data.constructor.name, globalThis.Float16Array ? 'Float16Array' : 'Uint16Array');
    assert.equal(new Uint16Array(y.data.buffer)[0], 0x3c00);
  }));

test('strings pass through unchanged', () =>
  withSession(identity(tensorType('string', ['N', 'M'])), async (session) => {
    const data = ['', 'a', 'zero \0 inside', '\ufeffbom', 'naïve 日本 🙂', '"\\\n'];
    const { y } = await session.run({ x: new Tensor('string', data, [2, 3]) });
    assert.deepEqual([y.type, y.dims, y.data], ['string', [2, 3], data]);
    const { y: none } = await session.run({ x: new Tensor('string', [], [0, 3]) });
    assert.deepEqual([none.dims, none.data], [[0, 3], []]);
    const { y: unpaired } = await session.run({ x: new Tensor('string', ['\ud800'], [1, 1]) });
    assert.deepEqual(unpaired.data, ['\ufffd']);
  }));

test('sequences are arrays', () =>
  withSession(identity(sequenceType(tensorType('float32', ['N']))), async (session) => {
    assert.deepEqual(session.inputMetadata, [
      { name: 'x', isTensor: false, typeName: 'seq(tensor(float32))' },
    ]);
    const x = [new Tensor(f32(1, 2)), new Tensor(f32(3))];
    const { y } = await session.run({ x });
    assert.deepEqual(
      y.map((t) => [...t.data]),
      [[1, 2], [3]],
    );
    assert.ok(y[0] instanceof Tensor);
    assert.deepEqual((await session.run({ x: [] })).y, []);
    // Wherever the buffer for the bytes of a sequence has to grow.
    for (let length = 40; length < 70; ++length) {
      const { y: two } = await session.run({
        x: [new Tensor(new Float32Array(length)), new Tensor(f32(5, 6))],
      });
      assert.deepEqual([two[0].dims, [...two[1].data]], [[length], [5, 6]]);
    }
    await assert.rejects(session.run({ x: new Tensor(f32(1)) }), /array/);
    await assert.rejects(session.run({ x: [7] }), /element 0/);
    await assert.rejects(session.run({ x: [x] }), /element 0/);
  }));

test('optionals are a value or null', () =>
  withSession(identity(optionalType(tensorType('float32', ['N']))), async (session) => {
    assert.equal(session.inputMetadata[0].typeName, 'optional(tensor(float32))');
    assert.deepEqual([...(await session.run({ x: new Tensor(f32(1)) })).y.data], [1]);
    assert.equal((await session.run({ x: null })).y, null);
    await assert.rejects(session.run({}), /missing/);
    await assert.rejects(session.run({ x: [] }), /'x'/);
  }));

test('names like __proto__ are names', async () => {
  const one = new Tensor(f32(1));
  const named = (...pairs) => Object.fromEntries(pairs);
  const sum = model({
    inputs: [tensor('__proto__', 'float32', ['N']), tensor('constructor', 'float32', ['N'])],
    outputs: [tensor('toString', 'float32', ['N'])],
    nodes: [node('Add', ['__proto__', 'constructor'], ['toString'])],
  });
  await withSession(sum, async (session) => {
    await assert.rejects(session.run({ constructor: one }), /__proto__/);
    const results = await session.run(named(['__proto__', one], ['constructor', one]));
    assert.deepEqual([...results.toString.data], [2]);
  });
  const copy = model({
    inputs: [tensor('x', 'float32', ['N'])],
    outputs: [tensor('__proto__', 'float32', ['N'])],
    nodes: [node('Add', ['x', 'x'], ['__proto__'])],
  });
  await withSession(copy, async (session) => {
    for (const fetches of [undefined, ['__proto__'], named(['__proto__', new Tensor(f32(0))])]) {
      const results = await session.run({ x: one }, fetches);
      assert.deepEqual(Object.keys(results), ['__proto__']);
      assert.deepEqual([...Object.values(results)[0].data], [2]);
    }
  });
});

test('a proxy can stand for a session', () =>
  withSession(doubling(), async (session) => {
    const { y } = await new Proxy(session, {}).run({ x: new Tensor(f32(2)) });
    assert.deepEqual([...y.data], [4]);
  }));

test('errors of operators name the node', () =>
  withSession(
    model({
      inputs: [tensor('x', 'float32', ['N']), tensor('i', 'int64', ['M'])],
      outputs: [tensor('y', 'float32', ['M'])],
      nodes: [
        node('Gather', ['x', 'i'], ['y'], {
          name: 'pick',
          attributes: [attribute('axis', 'int', 0)],
        }),
      ],
    }),
    async (session) => {
      const x = new Tensor(f32(1, 2));
      await assert.rejects(session.run({ x, i: new Tensor('int64', [0, 9]) }), (error) => {
        assert.ok(error instanceof SardonyxError && error instanceof Error);
        assert.deepEqual([error.op, error.node], ['Gather', 'pick']);
        assert.match(error.message, /pick/);
        return true;
      });
      assert.deepEqual([...(await session.run({ x, i: new Tensor('int64', [1]) })).y.data], [2]);
    },
  ));
