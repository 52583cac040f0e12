// The package in a Vite app without any configuration: built, and on the development server.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as vite7 from 'vite-7';
import * as vite from 'vite';
import { launch, makeViteApp, openPage, packPackage, root, screenshot } from './support.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const kAnyPort = { port: 0, host: '127.0.0.1' };
const kServer = { server: kAnyPort, preview: kAnyPort, logLevel: 'warn' };

/** Calls `body` with the address of a server of Vite's, and ends the server. */
async function withServer(starting, body) {
  const server = await starting;
  try {
    await body(server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
}

/** What the app's page reports. */
async function report(url, picture) {
  const { page, problems } = await openPage(browser, { viewport: { width: 900, height: 600 } });
  await page.goto(url);
  await page.waitForSelector('body[data-state]', { timeout: 60_000 });
  const text = await page.locator('#result').textContent();
  await screenshot(page, picture);
  assert.equal(await page.getAttribute('body', 'data-state'), 'done', text);
  assert.deepEqual(problems, []);
  await page.close();
  const result = JSON.parse(text);
  assert.ok(result.difference <= 1e-5, `differs from PyTorch by ${result.difference}`);
  assert.deepEqual(result.inputMetadata, [
    { name: 'images', isTensor: true, type: 'float32', shape: ['batch', 1, 8, 8] },
  ]);
  assert.deepEqual(result.warnings, []);
  assert.equal(result.fetched.length, 1, `fetched ${result.fetched}`);
  assert.match(result.fetched[0], /sardonyx-relaxed/);
}

test('npm install PATH/web, vite build', async () => {
  const folder = makeViteApp('linked', join(root, 'web'));
  await vite.build({ root: folder, logLevel: 'warn' });
  const assets = readdirSync(join(folder, 'dist/assets')).filter((name) => name.endsWith('.wasm'));
  assert.deepEqual(assets.map((name) => name.replace(/-[^-]*\.wasm$/, '')).sort(), [
    'sardonyx-relaxed',
    'sardonyx-simd',
  ]);
  await withServer(vite.preview({ root: folder, ...kServer }), (url) => report(url, 'vite-build'));
});

test('npm install of the packed package, vite build under a path', async () => {
  const { path, files } = packPackage();
  const expected = /^(dist\/|package\.json$|README\.md$|LICENSE$)/;
  assert.ok(
    files.every((name) => expected.test(name)),
    files.join(),
  );
  for (const name of ['index.js', 'index.d.ts', 'sardonyx-simd.wasm', 'sardonyx-relaxed.wasm']) {
    assert.ok(files.includes(`dist/${name}`), `${name} is packed`);
  }
  const folder = makeViteApp('packed', path);
  const root = { root: folder, base: '/deep/down/' };
  await vite.build({ ...root, logLevel: 'warn' });
  await withServer(vite.preview({ ...root, ...kServer }), (url) => report(url, 'vite-build-path'));
});

for (const { version, createServer } of [vite, vite7]) {
  test(`the packed package on the development server of Vite ${version}`, async () => {
    const folder = makeViteApp(`dev-${version}`, packPackage().path);
    const starting = createServer({ root: folder, ...kServer }).then((server) => server.listen());
    await withServer(starting, (url) => report(url, `vite-dev-${version}`));
  });
}
