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
  assert.match(binaries[0], /sardonyx-relaxed(-threads)?\.wasm$/);
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

/** Digits as strokes, in percent of the board. */
// prettier-ignore
const drawings = {
  0: [[[50, 15], [30, 30], [27, 50], [32, 75], [50, 87], [68, 75], [73, 50], [68, 28], [50, 15]]],
  1: [[[38, 30], [52, 15], [52, 85]]],
  2: [[[30, 30], [40, 17], [58, 16], [68, 30], [62, 48], [30, 85], [72, 85]]],
  3: [[[30, 22], [48, 14], [66, 24], [62, 42], [45, 48], [66, 58], [70, 75], [50, 87], [30, 80]]],
  4: [[[55, 13], [28, 60], [75, 60]], [[62, 35], [60, 88]]],
  5: [[[68, 15], [36, 15], [33, 45], [55, 42], [70, 58], [66, 78], [45, 87], [30, 80]]],
  6: [[[62, 14], [42, 30], [32, 55], [34, 76], [50, 87], [66, 78], [66, 60], [50, 52], [35, 62]]],
  7: [[[27, 18], [72, 18], [58, 45], [45, 85]]],
  8: [[[50, 50], [33, 35], [40, 17], [60, 17], [67, 35], [50, 50], [32, 68], [40, 85], [60, 85],
       [68, 68], [50, 50]]],
  9: [[[66, 35], [52, 46], [36, 38], [36, 22], [50, 14], [64, 20], [66, 35], [64, 60], [55, 87]]],
};

test('drawn digits are recognised', async () => {
  const { page, problems } = await openDemo();
  const box = await page.locator('#board').boundingBox();
  for (const [digit, strokes] of Object.entries(drawings)) {
    await page.locator('#clear').click();
    for (const points of strokes) {
      const [first, ...rest] = points.map(([x, y]) => [
        box.x + (x / 100) * box.width,
        box.y + (y / 100) * box.height,
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
