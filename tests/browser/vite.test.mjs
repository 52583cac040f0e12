// The package in a Vite app without any configuration: built, and on the development server.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, createServer, preview } from 'vite';
import { launch, makeViteApp, openPage, packPackage, root, screenshot } from './support.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const kAnyPort = { port: 0, host: '127.0.0.1' };
const kServer = { server: kAnyPort, preview: kAnyPort, logLevel: 'warn' };

/** What a page with threads is served with. */
const kIsolated = {
  ...kAnyPort,
  headers: {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  },
};
const kIsolatedServer = { ...kServer, server: kIsolated, preview: kIsolated };

/** Calls `body` with the address of a server of Vite's, and ends the server. */
async function withServer(starting, body) {
  const server = await starting;
  try {
    await body(server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
}

/** Checks what the app's page reports, which runs on so many threads. */
async function report(url, picture, threads = 1) {
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
  assert.match(
    result.fetched[0],
    threads > 1 ? /sardonyx-relaxed-threads/ : /sardonyx-relaxed(?!-threads)/,
  );
  assert.equal(result.threadTasks.length, threads > 1 ? threads : 0);
  assert.ok(
    result.threadTasks.every((tasks) => tasks > 0),
    `pieces of work by thread: ${result.threadTasks}`,
  );
}

test('npm install PATH/web, vite build', async () => {
  const folder = makeViteApp('linked', join(root, 'web'));
  await build({ root: folder, logLevel: 'warn' });
  const assets = readdirSync(join(folder, 'dist/assets')).filter((name) => name.endsWith('.wasm'));
  assert.deepEqual(assets.map((name) => name.replace(/-.{8}\.wasm$/, '')).sort(), [
    'sardonyx-relaxed',
    'sardonyx-relaxed-threads',
    'sardonyx-simd',
    'sardonyx-simd-threads',
  ]);
  await withServer(preview({ root: folder, ...kServer }), (url) => report(url, 'vite-build'));
  await withServer(preview({ root: folder, ...kIsolatedServer }), (url) =>
    report(`${url}?threads=3`, 'vite-build-threads', 3),
  );
});

test('npm install of the packed package, vite build under a path and vite dev', async () => {
  const { path, files } = packPackage();
  assert.ok(
    files.every((name) => /^(dist\/|package\.json$|README\.md$|LICENSE$|NOTICE$)/.test(name)),
    files.join(),
  );
  for (const name of [
    'dist/index.js',
    'dist/index.d.ts',
    'dist/sardonyx-simd.wasm',
    'dist/sardonyx-relaxed.wasm',
    'dist/sardonyx-simd-threads.wasm',
    'dist/sardonyx-relaxed-threads.wasm',
    'dist/worker.js',
    'LICENSE',
  ]) {
    assert.ok(files.includes(name), `${name} is packed`);
  }
  const folder = makeViteApp('packed', path);
  await build({ root: folder, base: '/deep/down/', logLevel: 'warn' });
  await withServer(preview({ root: folder, base: '/deep/down/', ...kServer }), (url) =>
    report(url, 'vite-build-under-path'),
  );
  const listening = createServer({ root: folder, ...kServer }).then((server) => server.listen());
  await withServer(listening, (url) => report(url, 'vite-dev'));
  const isolated = createServer({ root: folder, ...kIsolatedServer });
  await withServer(
    isolated.then((server) => server.listen()),
    (url) => report(`${url}?threads=2`, 'vite-dev-threads', 2),
  );
});
