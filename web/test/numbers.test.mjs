// toNumbers(), which has to agree with what the engine's Cast makes of the same elements.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session, Tensor, toNumbers } from '../dist/index.js';
import { attribute, model, node, tensor } from './support/onnx.mjs';

/** The elements of a tensor as Cast to double gives them. */
async function castToDouble(elements) {
  const session = await Session.create(
    model({
      inputs: [tensor('x', elements.type, ['N'])],
      outputs: [tensor('y', 'float64', ['N'])],
      nodes: [node('Cast', ['x'], ['y'], { attributes: [attribute('to', 'int', 11)] })],
      opset: 26,
    }),
  );
  const { y } = await session.run({ x: elements });
  await session.release();
  return y.data;
}

const allBytes = () => Uint8Array.from({ length: 256 }, (_, i) => i);
const allWords = () => Uint16Array.from({ length: 65536 }, (_, i) => i);

const kFormats = [
  ['float8e4m3fn', allBytes(), 256],
  ['float8e4m3fnuz', allBytes(), 256],
  ['float8e5m2', allBytes(), 256],
  ['float8e5m2fnuz', allBytes(), 256],
  ['float8e8m0', allBytes(), 256],
  ['bfloat16', allWords(), 65536],
  ['float16', allWords(), 65536],
  ['int4', allBytes(), 512],
  ['uint4', allBytes(), 512],
  ['float4e2m1', allBytes(), 512],
  ['int2', allBytes(), 1024],
  ['uint2', allBytes(), 1024],
  // Four elements in three bytes.
  ['float6e2m3', allBytes().subarray(0, 255), 340],
  ['float6e3m2', allBytes().subarray(0, 255), 340],
];

for (const [type, bits, size] of kFormats) {
  test(`${type}: every code`, async () => {
    const elements = new Tensor(type, bits, [size]);
    const numbers = toNumbers(elements);
    assert.equal(numbers.length, size);
    // As arrays, where every NaN is like every other.
    assert.deepEqual([...numbers], [...(await castToDouble(elements))]);
  });
}

test('integers, up to those that no number holds', () => {
  const tensor = new Tensor('int64', BigInt64Array.of(-5n, 2n ** 53n - 1n), [2]);
  assert.deepEqual([...toNumbers(tensor)], [-5, 2 ** 53 - 1]);
  const large = new Tensor('uint64', BigUint64Array.of(1n, 2n ** 64n - 1n), [2]);
  assert.throws(() => toNumbers(large), {
    name: 'RangeError',
    message: 'element 1 is 18446744073709551615, which no number holds exactly',
  });
});

test('other types', () => {
  assert.deepEqual([...toNumbers(new Tensor(Float32Array.of(0.5, -0)))], [0.5, -0]);
  assert.deepEqual([...toNumbers(new Tensor('bool', [true, false]))], [1, 0]);
  assert.deepEqual([...toNumbers(new Tensor('complex64', Float32Array.of(1, 2), [1]))], [1, 2]);
  assert.deepEqual([...toNumbers(new Tensor('int8', Int8Array.of(-1), []))], [-1]);
  assert.deepEqual([...toNumbers(new Tensor('float32', [], [0]))], []);
  assert.throws(() => toNumbers(new Tensor(['a'])), /strings/);
});
