// The demo page as static files, in Chromium.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../demo/serve.mjs';
import { launch, openPage, root, screenshot } from './support.mjs';

const models = join(root, 'tests/models');
const samples = JSON.parse(readFileSync(join(models, 'digits_cnn/samples.json'), 'utf8'));

let browser;
let server;
let address;
before(async () => {
  browser = await launch();
  ({ server, address } = await serve());
});
after(async () => {
  await browser.close();
  server.close();
});

async function openDemo(options) {
  const opened = await openPage(browser, { colorScheme: 'light', ...options });
  await opened.page.goto(address);
  await opened.page.waitForSelector('body[data-state=ready]', { timeout: 60_000 });
  return opened;
}

test('the page is cross-origin isolated and fetches one binary', async () => {
  const { page, problems } = await openDemo();
  const [isolated, binaries] = await page.evaluate(() => [
    crossOriginIsolated,
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.wasm')),
  ]);
  assert.equal(isolated, true);
  assert.equal(binaries.length, 1);
  assert.match(binaries[0], /sardonyx-relaxed\.wasm$/);
  assert.deepEqual(problems, []);
  await page.close();
});

test('samples are recognised', async () => {
  const { page, problems } = await openDemo();
  for (const [i, { label, logits }] of samples.images.entries()) {
    await page.locator('#samples button').nth(i).click();
    await page.waitForFunction(
      (digit) => document.getElementById('digit').textContent === digit,
      String(label),
    );
    const shown = await page.locator('#bars li > :last-child').allTextContents();
    const powers = logits.map(Math.exp);
    const expected = powers.map(
      (x) => `${((100 * x) / powers.reduce((a, b) => a + b)).toFixed(1)} %`,
    );
    shown.forEach((text, digit) => {
      assert.ok(
        Math.abs(parseFloat(text) - parseFloat(expected[digit])) <= 0.11,
        `${label}: ${shown} against ${expected}`,
      );
    });
  }
  await screenshot(page, 'demo-sample');
  assert.deepEqual(problems, []);
  await page.close();
});

/** Strokes of digits as fractions of the board. */
// prettier-ignore
const drawings = {
  0: [[[0.5, 0.15], [0.3, 0.3], [0.27, 0.5], [0.32, 0.75], [0.5, 0.87], [0.68, 0.75], [0.73, 0.5],
       [0.68, 0.28], [0.5, 0.15]]],
  1: [[[0.38, 0.3], [0.52, 0.15], [0.52, 0.85]]],
  7: [[[0.27, 0.18], [0.72, 0.18], [0.58, 0.45], [0.45, 0.85]]],
};

test('drawn digits are recognised', async () => {
  const { page, problems } = await openDemo();
  const box = await page.locator('#board').boundingBox();
  for (const [digit, strokes] of Object.entries(drawings)) {
    await page.locator('#clear').click();
    for (const points of strokes) {
      const [first, ...rest] = points.map(([x, y]) => [
        box.x + x * box.width,
        box.y + y * box.height,
      ]);
      await page.mouse.move(...first);
      await page.mouse.down();
      for (const point of rest) await page.mouse.move(...point, { steps: 8 });
      await page.mouse.up();
    }
    await page.waitForFunction(
      (text) => document.getElementById('digit').textContent === text,
      digit,
      { timeout: 5000 },
    );
  }
  await screenshot(page, 'demo-drawing');
  await page.locator('#clear').click();
  assert.equal(await page.locator('#digit').textContent(), '–');
  assert.deepEqual(problems, []);
  await page.close();
});

test("a visitor's own model is described and run", async () => {
  const { page, problems } = await openDemo();
  const folder = join(models, 'simple_net_dynamic_batch_dynamo');
  await page.setInputFiles('#file', [join(folder, 'model.onnx'), join(folder, 'model.onnx.data')]);
  await page.waitForSelector('body[data-own=loaded]');
  assert.match(await page.locator('#own-inputs').textContent(), /features.*float32 \[.+, 10\]/);
  await page.locator('#own-extents input').fill('5');
  await page.locator('#own-run').click();
  await page.waitForSelector('body[data-own=run]');
  assert.match(await page.locator('#own-outputs').textContent(), /logits.*float32 \[5, 3\]/);
  assert.match(await page.locator('#own-time').textContent(), /ms per run/);
  await screenshot(page, 'demo-own-model');
  await page.setInputFiles('#file', join(models, 'README.md'));
  await page.waitForSelector('body[data-own=failed]');
  assert.match(await page.locator('#own-error').textContent(), /\S/);
  assert.deepEqual(problems, []);
  await page.close();
});

test('both binaries, in the page and in a worker, agree with PyTorch', async () => {
  const { page, problems } = await openDemo();
  const [image] = samples.images;
  const work = { pixels: image.pixels.map((ink) => ink / samples.white), simd: undefined };
  const url = new URL('worker.js', address).href;
  // The policy of the page allows no scripts but files of the server, so the worker is one.
  await page.route(url, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: { 'cross-origin-embedder-policy': 'require-corp' },
      body: `${classify}; onmessage = async ({ data }) => postMessage(await classify(data));`,
    }),
  );
  for (const simd of ['fixed', 'relaxed']) {
    const inPage = await page.evaluate(classify, { ...work, simd });
    const inWorker = await page.evaluate(
      ([script, data]) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(script, { type: 'module' });
          worker.onmessage = (event) => resolve(event.data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage(data);
        }),
      [url, { ...work, simd }],
    );
    for (const logits of [inPage, inWorker]) {
      logits.forEach((x, i) => assert.ok(Math.abs(x - image.logits[i]) <= 1e-5, `${simd}: ${x}`));
    }
  }
  assert.deepEqual(problems, []);
  await page.close();
});

/** Runs in the page or a worker: the classifier's logits with the binary that `simd` asks for. */
async function classify({ pixels, simd }) {
  const { Session, Tensor, env } = await import('/web/dist/index.js');
  env.wasm.simd = simd;
  const session = await Session.create('/tests/models/digits_cnn/model.onnx');
  const { logits } = await session.run({ images: new Tensor('float32', pixels, [1, 1, 8, 8]) });
  await session.release();
  return [...logits.data];
}

test('the page fits a phone', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, problems } = await openDemo({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      colorScheme,
    });
    await page.locator('#samples button').nth(3).tap();
    await page.waitForFunction(() => document.getElementById('digit').textContent === '3');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await screenshot(page, `demo-phone-${colorScheme}`);
    assert.deepEqual(problems, []);
    await page.close();
  }
});
