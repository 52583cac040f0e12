// Compiled, never run: the package's types as a user sees them, through its own name.

import sardonyx, { InferenceSession, SardonyxError, Session, Tensor, env } from 'sardonyx';
import type { Env, OnnxValue, SessionOptions, TypedTensor, ValueMetadata } from 'sardonyx';
import * as ort from 'onnxruntime-common';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const expect = <T extends true>(): T | void => undefined;

export async function sources(blob: Blob, stream: ReadableStream<Uint8Array>): Promise<Session> {
  const options: SessionOptions = {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    seed: 1,
  };
  await Session.create('model.onnx', options);
  await Session.create(new URL('https://example.com/model.onnx'));
  await Session.create(fetch('model.onnx'));
  await Session.create(await fetch('model.onnx'));
  await Session.create(new Request('model.onnx'));
  await Session.create(blob, { externalData: ['model.onnx.data', { path: 'a', data: blob }] });
  await Session.create(stream, { onProgress: ({ file, loaded, total }) => [file, loaded, total] });
  await Session.create(new ArrayBuffer(8));
  await Session.create(new Uint8Array(8), { signal: AbortSignal.timeout(1000) });
  await InferenceSession.create(new ArrayBuffer(8), 0, 8, options);
  // @ts-expect-error: a number is no model
  await Session.create(7);
  // @ts-expect-error: an option's type
  await Session.create('model.onnx', { graphOptimizationLevel: 'most' });
  await using session = await Session.create('model.onnx');
  const alias: InferenceSession = session;
  return alias;
}

export async function run(session: Session): Promise<void> {
  const x = new Tensor('float32', new Float32Array(4), [2, 2]);
  const results = await session.run({ x });
  const y: Tensor = results['y']!;
  await session.run({ x }, ['y'], { tag: 'a' });
  await session.run({ x }, { y: null, z: x });
  await session.run({ x }, { signal: AbortSignal.abort() });
  await session.run({ x: [x, x], m: new Map([['a', 1]]), n: null });
  await session.run({ x: new ort.Tensor('float32', new Float32Array(4), [2, 2]) });
  const named = await session.run<{ probabilities: Map<bigint, number>[] }>({ x });
  expect<Equal<typeof named.probabilities, Map<bigint, number>[]>>();
  const any: OnnxValue = y;
  // @ts-expect-error: feeds are no tensor
  await session.run(7);
  void any;

  const metadata: readonly ValueMetadata[] = session.inputMetadata;
  for (const port of metadata) {
    if (port.isTensor) {
      const [first]: readonly (number | string)[] = port.shape;
      const type: Tensor.Type = port.type;
      void [first, type];
    } else {
      const text: string = port.typeName;
      void text;
    }
  }
  const names: readonly string[] = session.inputNames;
  void names;
  await session.release();
}

export function tensors(): void {
  const f = new Tensor(new Float32Array(2));
  expect<Equal<typeof f, TypedTensor<'float32'>>>();
  expect<Equal<typeof f.data, Float32Array>>();
  const big = new Tensor('int64', [1, 2]);
  expect<Equal<typeof big.data, BigInt64Array>>();
  new Tensor('int64', [1n, 2n], [2]);
  new Tensor('bool', [true, false]);
  new Tensor('string', ['a']);
  new Tensor(['a']);
  new Tensor([true]);
  new Tensor('bfloat16', new Uint16Array(2));
  new Tensor('int4', new Uint8Array(2), [4]);
  new Tensor({ location: 'cpu-pinned', type: 'float32', data: new Float32Array(1), dims: [1] });
  const type = 'float32' as Tensor.Type;
  const general: Tensor = new Tensor(type, new Float32Array(1));
  const data: Tensor.DataType = general.data;
  // @ts-expect-error: no such type
  new Tensor('float128', new Float32Array(1));
  void data;
}

export function settings(error: unknown): void {
  env.wasm.numThreads = 4;
  env.wasm.wasmPaths = '/assets/';
  env.wasm.wasmPaths = { wasm: new URL('https://example.com/sardonyx-simd.wasm') };
  env.logLevel = 'error';
  const settings: Env = sardonyx.env;
  void settings;
  if (error instanceof SardonyxError && error.code === 'INVALID_MODEL') {
    const place: (string | undefined)[] = [error.op, error.node];
    void place;
  }
}

// What code written for onnxruntime-web's types says.
export type Options = InferenceSession.SessionOptions;
export type Runs = InferenceSession.RunOptions;
export type Feeds = InferenceSession.FeedsType;
export type Metadata = InferenceSession.ValueMetadata;
