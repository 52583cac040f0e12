// Runs the comparisons in Chromium, a new page for each.

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { launch } from '../../tests/browser/support.mjs';
import { readCase } from '../../tests/conformance/case_reader.mjs';
import { externalPathOf } from '../compare/load_case.mjs';
import { prioritise } from '../compare/priority.mjs';
import { serve } from './serve.mjs';

const kRaiseEvery = 30;
const kPatience = { timeout: 300_000 };

/** The URLs that page.mjs fetches a case from, and the files behind them. */
function published(file) {
  const folder = dirname(file);
  const described = JSON.parse(readFileSync(file, 'utf8'));
  const test = readCase(file);
  if (test.warns.length > 0) throw new Error('not compared: exported in training mode');
  const external = externalPathOf(test.model);
  const files = new Map([
    ['/case/data.bin', join(folder, 'data.bin')],
    ['/case/model.onnx', test.model],
  ]);
  if (external) files.set('/case/external', external);
  return {
    files,
    urls: {
      set: described.sets[0],
      data: '/case/data.bin',
      model: '/case/model.onnx',
      external: external && { path: basename(external), url: '/case/external' },
    },
  };
}

/** Opens a page, calls one of its functions, and closes it. */
async function inPage(browser, files, name, ...args) {
  const server = await serve(files);
  const page = await browser.newPage();
  try {
    await page.goto(`${server.origin}/bench/browser/page.html`);
    await page.waitForFunction(() => 'bench' in window);
    // Browsers set priorities of their own.
    prioritise();
    return await page.evaluate(([called, given]) => window.bench[called](...given), [name, args]);
  } finally {
    await page.close();
    await server.close();
  }
}

export async function chromiumVersion() {
  const browser = await launch();
  const version = `Chromium ${browser.version()}`;
  await browser.close();
  return version;
}

/** firstResult() of one runtime (`ours` or `theirs`) in a Chromium that has just been started. */
export async function freshChromium(name, file, options) {
  const { files, urls } = published(file);
  const server = await serve(files);
  const browser = await launch();
  // The process that runs the page comes with the page.
  const raising = setInterval(prioritise, kRaiseEvery);
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    const what = encodeURIComponent(JSON.stringify({ name, urls, options }));
    await page.goto(`${server.origin}/bench/browser/fresh.html#${what}`);
    await Promise.race([page.waitForFunction(() => 'result' in window, null, kPatience), failed]);
    return await page.evaluate(() => window.result);
  } finally {
    clearInterval(raising);
    await browser.close();
    await server.close();
  }
}

/** {version, model(file, options), kernel(test, options), close()}. */
export async function openChromium() {
  const browser = await launch();
  return {
    version: `Chromium ${browser.version()}`,
    model(file, options) {
      const { files, urls } = published(file);
      return inPage(browser, files, 'model', urls, options);
    },
    kernel: (test, options) =>
      inPage(browser, new Map(), 'kernel', test, { ...options, tfjs: false }),
    close: () => browser.close(),
  };
}
