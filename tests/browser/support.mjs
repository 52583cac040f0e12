// What the browser tests share: Chromium, a project with the package installed, screenshots.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the tests build and leave their screenshots. */
export const work = join(root, 'build/browser');
const digits = join(root, 'tests/models/digits_cnn');

// prettier-ignore
const kArguments = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run',
];

const kChromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Debian's Chromium, with nothing going on in the background. */
export function launch() {
  if (!existsSync(kChromium))
    throw new Error(`no Chromium at ${kChromium}; CHROMIUM may name another`);
  return chromium.launch({ executablePath: kChromium, args: kArguments });
}

/** A page whose failures are collected: errors of scripts, of the console, and of requests. */
export async function openPage(browser, options = {}) {
  const page = await browser.newPage(options);
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  return { page, problems };
}

/** Leaves a picture of the page in build/browser. */
export async function screenshot(page, name) {
  mkdirSync(work, { recursive: true });
  await page.screenshot({ path: join(work, `${name}.png`), fullPage: true });
}

const npm = (folder, ...args) =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The package as npm would publish it. */
export function packPackage() {
  mkdirSync(work, { recursive: true });
  const [{ filename, files }] = JSON.parse(
    npm(join(root, 'web'), 'pack', '--json', '--ignore-scripts', '--pack-destination', work),
  );
  return { path: join(work, filename), files: files.map(({ path }) => path) };
}

/**
 * A project in a folder of its own: the Vite app, with the package installed from `source`, a
 * folder or a tarball.
 */
export function makeViteApp(name, source) {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'tests/browser/vite_app'), folder, { recursive: true });
  npm(folder, 'install', source);
  mkdirSync(join(folder, 'public'));
  cpSync(join(digits, 'model.onnx'), join(folder, 'public/model.onnx'));
  writeFileSync(join(folder, 'public/case.json'), JSON.stringify(readDigits()));
  return folder;
}

/** Some images of the classifier's case, and PyTorch's outputs for them. */
export function readDigits() {
  const { sets } = JSON.parse(readFileSync(join(digits, 'case.json'), 'utf8'));
  const bytes = readFileSync(join(digits, 'data.bin'));
  const [set] = sets.filter(({ inputs }) => inputs[0].shape[0] > 1);
  const read = ({ offset, length }) => [
    ...new Float32Array(Uint8Array.from(bytes.subarray(offset, offset + length)).buffer),
  ];
  return {
    images: { data: read(set.inputs[0]), dims: set.inputs[0].shape },
    logits: read(set.outputs[0]),
  };
}
