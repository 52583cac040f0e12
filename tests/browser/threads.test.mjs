// Sessions on several threads, in pages with and without what threads need.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage, readDigits, root } from './support.mjs';

const kIsolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const kTypes = {
  js: 'text/javascript',
  wasm: 'application/wasm',
  onnx: 'application/octet-stream',
};

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The package and a model, and an empty page with these headers. */
async function withSite(headers, body) {
  const files = {
    '/case.json': JSON.stringify(readDigits()),
    '/model.onnx': readFileSync(join(root, 'tests/models/digits_cnn/model.onnx')),
    '/inside.js': kInside,
  };
  const server = createServer(({ url }, response) => {
    const file =
      files[url] ??
      (url.startsWith('/dist/') && readFileSync(join(root, 'web', url.replace(/\?.*/, ''))));
    const type = kTypes[url.replace(/^.*\./, '')] ?? 'text/html';
    const page = '<!doctype html><link rel="icon" href="data:,"><title>Threads</title>';
    response.writeHead(200, { 'content-type': type, ...headers }).end(file || page);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { page, problems } = await openPage(browser);
  try {
    await page.goto(`http://localhost:${server.address().port}/`);
    await body(page, problems);
  } finally {
    await page.close();
    server.close();
  }
}

/** Runs the classifier with each of these numbers of threads; undefined is the default. */
async function runWith(counts) {
  const { Session, Tensor, env } = await import('/dist/index.js');
  const { images, logits } = await (await fetch('/case.json')).json();
  const reports = [];
  for (const count of counts) {
    env.wasm.numThreads = count ?? undefined;
    const session = await Session.create('/model.onnx');
    const run = () => session.run({ images: new Tensor('float32', images.data, images.dims) });
    const outputs = await run();
    // Workers may come later than the first runs, or not at all.
    const end = performance.now() + 3000;
    while (session.threadTasks().some((tasks) => tasks === 0) && performance.now() < end) {
      outputs.logits = (await run()).logits;
      await new Promise((resolve) => setTimeout(resolve));
    }
    const { data } = outputs.logits;
    reports.push({
      tasks: session.threadTasks(),
      difference: Math.max(...logits.map((x, i) => Math.abs(x - data[i]))),
      bits: Array.from(new Uint32Array(data.buffer)).join(),
    });
    await session.release();
  }
  const binaries = performance
    .getEntriesByType('resource')
    .map(({ name }) => name.replace(/^.*[/]/, ''))
    .filter((name) => name.endsWith('.wasm'));
  return { reports, binaries, cores: navigator.hardwareConcurrency };
}

/** The same inside a worker. */
const kInside = `${runWith} onmessage = async ({ data }) => postMessage(await runWith(data));`;

function check({ reports }, lengths) {
  assert.deepEqual(
    reports.map(({ tasks }) => tasks.length),
    lengths,
  );
  for (const { tasks, difference, bits } of reports) {
    assert.ok(difference <= 1e-5, `differs from PyTorch by ${difference}`);
    assert.equal(bits, reports[0].bits, 'the same bits for any number of threads');
    assert.ok(
      tasks.every((count) => count > 0),
      `pieces of work by thread: ${tasks}`,
    );
  }
}

test('an isolated page has as many threads as asked for, or as there are cores', async () => {
  await withSite(kIsolation, async (page, problems) => {
    const result = await page.evaluate(runWith, [1, 2, 4]);
    check(result, [0, 2, 4]);
    assert.deepEqual(result.binaries, ['sardonyx-relaxed.wasm', 'sardonyx-relaxed-threads.wasm']);
    const { reports, cores } = await page.evaluate(runWith, [null]);
    const expected = Math.min(cores, 8);
    assert.equal(reports[0].tasks.length, expected > 1 ? expected : 0);
    assert.deepEqual(problems, []);
  });
});

test('sessions in a worker have threads, too', async () => {
  await withSite(kIsolation, async (page, problems) => {
    const result = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker('/inside.js', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage([1, 3]);
        }),
    );
    check(result, [0, 3]);
    assert.deepEqual(problems, []);
  });
});

test('a page that is not isolated has one thread and fetches one binary', async () => {
  await withSite({}, async (page, problems) => {
    const result = await page.evaluate(runWith, [null]);
    check(result, [0]);
    assert.deepEqual(result.binaries, ['sardonyx-relaxed.wasm']);
    assert.deepEqual(problems, []);
    check(await page.evaluate(runWith, [2, 2]), [0, 0]);
    assert.equal(problems.length, 1);
    assert.match(problems[0], /warning: sardonyx: 2 threads .* Cross-Origin-Opener-Policy/);
  });
});

const policy = (workers) => ({
  ...kIsolation,
  'content-security-policy': `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src ${workers}`,
});

test("a policy of 'self' is enough", async () => {
  await withSite(policy("'self'"), async (page, problems) => {
    check(await page.evaluate(runWith, [2]), [2]);
    assert.deepEqual(
      problems.filter((problem) => !problem.includes('data:,')),
      [],
    );
  });
});

test('a policy without workers leaves one thread, and a warning', async () => {
  await withSite(policy("'none'"), async (page, problems) => {
    const { reports } = await page.evaluate(runWith, [2]);
    assert.ok(reports[0].difference <= 1e-5);
    assert.equal(reports[0].tasks[1], 0);
    const warnings = problems.filter((problem) => problem.includes('sardonyx:'));
    assert.equal(warnings.length, 1, problems.join('\n'));
    assert.match(warnings[0], /cannot start a worker/);
  });
});

test('without worker.js, workers start from its text', async () => {
  await withSite(kIsolation, async (page) => {
    await page.route('**/worker.js', (route) => route.fulfill({ status: 404, body: 'gone' }));
    check(await page.evaluate(runWith, [2]), [2]);
  });
});
