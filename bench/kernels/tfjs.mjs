// The same kernels by tfjs-backend-wasm, where it has them: convolution, depthwise convolution and
// products of matrices. Its tensors stay in its memory, and its images are channels-last.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let engine;

async function start() {
  if (engine) return engine;
  const tf = require('@tensorflow/tfjs-core');
  const backend = require('@tensorflow/tfjs-backend-wasm');
  backend.setWasmPaths(require.resolve('@tensorflow/tfjs-backend-wasm').replace(/[^/]*$/, ''));
  await tf.setBackend('wasm');
  await tf.ready();
  engine = tf;
  return tf;
}

/** A convolution's padding as tfjs has it, or undefined. */
function paddingOf({ attributes }) {
  const [top = 0, left = 0, bottom = 0, right = 0] = attributes.pads ?? [];
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

function convolution(tf, test, [x, w]) {
  const { group = 1, strides = [1, 1], dilations = [1, 1] } = test.attributes;
  const depthwise = group > 1 && w.dims[1] === 1 && w.dims[0] === group;
  if (x.dims.length !== 4 || (group > 1 && !depthwise)) return undefined;
  const image = tf.tidy(() => tf.transpose(tf.tensor(x.data, x.dims), [0, 2, 3, 1]));
  const weights = tf.tidy(() =>
    tf.transpose(tf.tensor(w.data, w.dims), depthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]),
  );
  // Only XNNPACK's own convolutions take explicit padding.
  const run = depthwise ? tf.depthwiseConv2d : tf.conv2d;
  return {
    inputs: [image, weights],
    run: () => run(image, weights, strides, paddingOf(test), 'NHWC', dilations),
  };
}

function product(tf, test, [a, b]) {
  if (test.attributes.transA || a.dims.length > 4) return undefined;
  const left = tf.tensor(a.data, a.dims);
  const right = tf.tensor(b.data, b.dims);
  return {
    inputs: [left, right],
    run: () => tf.matMul(left, right, false, Boolean(test.attributes.transB)),
  };
}

const kKernels = { Conv: convolution, MatMul: product, Gemm: product };

/** {run, dispose} for a case, or undefined where tfjs has no such kernel. */
export async function tfjsKernel(test, values) {
  const make = kKernels[test.op];
  if (!make) return undefined;
  const tf = await start();
  const kernel = make(tf, test, values);
  if (!kernel) return undefined;
  return {
    run: () => kernel.run().dispose(),
    dispose: () => kernel.inputs.forEach((input) => input.dispose()),
  };
}
