// Tensors of images, against onnxruntime-common's in the same page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../demo/serve.mjs';
import { launch, openPage, root } from './support.mjs';

let browser;
let server;
let address;
let page;
before(async () => {
  browser = await launch();
  ({ server, address } = await serve());
  // The images are data: URLs, which the demo's policy does not let in.
  ({ page } = await openPage(browser, { bypassCSP: true }));
  await page.route(/\/ort\//, (route) => {
    const path = new URL(route.request().url()).pathname.replace('/ort/', '');
    const file = join(root, 'node_modules/onnxruntime-common/dist/esm', path);
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(file, 'utf8') });
  });
  await page.goto(address);
});
after(async () => {
  await browser.close();
  server.close();
});

/** Runs in the page: what `action` gives with either Tensor, as a pair. */
async function compare([kind, action, options]) {
  const { Tensor: ours } = await import('/web/dist/index.js');
  const { Tensor: theirs } = await import('/ort/index.js');
  const image = new ImageData(5, 3);
  image.data.forEach((_, i) => (image.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256));
  const canvas = Object.assign(document.createElement('canvas'), { width: 5, height: 3 });
  canvas.getContext('2d').putImageData(image, 0, 0);
  const url = canvas.toDataURL();
  const element = Object.assign(new Image(), { src: url });
  await element.decode();
  const sources = { image, element, bitmap: await createImageBitmap(canvas), url };
  const values = Float32Array.from({ length: 60 }, (_, i) => ((i * 37) % 256) / 255);
  const tensorOf = (Tensor, depth) => new Tensor(values.slice(0, 15 * depth), [1, depth, 3, 5]);
  const actions = {
    fromImage: async (Tensor) => {
      // Stock writes into the options, so each gets its own.
      const tensor = await Tensor.fromImage(sources[kind], options && structuredClone(options));
      return { type: tensor.type, dims: tensor.dims, data: [...tensor.data] };
    },
    toImageData: async (Tensor) => {
      const { width, height, data } = tensorOf(Tensor, kind).toImageData(options);
      return { width, height, data: [...data] };
    },
    toDataURL: async (Tensor) => {
      const shown = Object.assign(new Image(), { src: tensorOf(Tensor, kind).toDataURL(options) });
      await shown.decode();
      return { width: shown.width, height: shown.height };
    },
  };
  return [await actions[action](ours), await actions[action](theirs)];
}

async function agree(...call) {
  const [ours, theirs] = await page.evaluate(compare, call);
  assert.deepEqual({ ...ours, data: undefined }, { ...theirs, data: undefined });
  ours.data?.forEach((x, i) => {
    assert.ok(
      Math.abs(x - theirs.data[i]) <= 1e-6,
      `${JSON.stringify(call)}: ${x} ${theirs.data[i]}`,
    );
  });
}

test('fromImage gives what onnxruntime-common gives', async () => {
  const norm = { mean: [255, 128, 64], bias: [0, -1, -2] };
  for (const kind of ['image', 'bitmap', 'url']) {
    for (const options of [
      {},
      { tensorFormat: 'RGBA' },
      { tensorFormat: 'BGR' },
      { tensorFormat: 'RBG' },
      { norm },
      { norm: { mean: 128, bias: -128 } },
      { tensorFormat: 'RGBA', norm },
    ]) {
      await agree(kind, 'fromImage', options);
    }
  }
  await agree('image', 'fromImage', undefined);
  await agree('element', 'fromImage', undefined);
  await agree('element', 'fromImage', {});
});

test('toImageData and toDataURL give what onnxruntime-common gives', async () => {
  for (const action of ['toImageData', 'toDataURL']) {
    await agree(3, action, undefined);
    await agree(3, action, { format: 'RGB' });
    await agree(3, action, { format: 'RGB', norm: { mean: 200, bias: 0.1 } });
    await agree(4, action, { format: 'RGBA' });
  }
});

test('what onnxruntime-common does not do', async () => {
  const results = await page.evaluate(async () => {
    const { Tensor } = await import('/web/dist/index.js');
    const image = new ImageData(2, 2);
    image.data.set([10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 255, 100, 110, 120, 255]);
    const nhwc = await Tensor.fromImage(image, { tensorLayout: 'NHWC', dataType: 'uint8' });
    const scaled = await Tensor.fromImage(image, { resizedWidth: 4, resizedHeight: 6 });
    const onlyMean = await Tensor.fromImage(image, { norm: { mean: 10 } });
    const back = nhwc.toImageData({ tensorLayout: 'NHWC', norm: { mean: 1 } });
    const missing = await Tensor.fromImage('/demo/no-such-image.png').catch((error) => error.name);
    return {
      nhwc: [nhwc.type, nhwc.dims, [...nhwc.data]],
      scaled: scaled.dims,
      onlyMean: onlyMean.data[0],
      back: [...back.data],
      missing,
    };
  });
  const pixels = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];
  assert.deepEqual(results.nhwc, ['uint8', [1, 2, 2, 3], pixels]);
  assert.deepEqual(results.scaled, [1, 3, 6, 4]);
  assert.equal(results.onlyMean, 1);
  assert.deepEqual(
    results.back.filter((_, i) => i % 4 !== 3),
    pixels,
  );
  assert.equal(results.missing, 'EncodingError');
});
