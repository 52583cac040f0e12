// How the WebAssembly binary is found, chosen and refused. Each case is a process of its own: a
// page compiles the binary once.

import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { inProcess } from './support/process.mjs';

const hasRelaxed = Number(process.versions.node.split('.')[0]) >= 22;
const threads = availableParallelism() > 1 ? '-threads' : '';
const best = `sardonyx-${hasRelaxed ? 'relaxed' : 'simd'}${threads}.wasm`;

test('beside the script', async () => {
  assert.equal(await inProcess('print(await check());'), '6');
});

test(
  'both binaries work where the engine has relaxed SIMD',
  { skip: !hasRelaxed && 'no relaxed SIMD here' },
  async () => {
    for (const simd of ['fixed', 'relaxed', true, undefined]) {
      assert.equal(
        await inProcess(`env.wasm.simd = ${JSON.stringify(simd)}; print(await check());`),
        '6',
      );
    }
  },
);

test('the best binary that the engine takes is chosen', async () => {
  const body = (setting) => `
    const server = await serve('application/wasm', wasm('sardonyx-simd.wasm'));
    env.wasm.wasmPaths = server.prefix;
    ${setting}
    print(await check(), server.asked.join());
  `;
  assert.equal(await inProcess(body('')), `6 /deep/${best}`);
  assert.equal(
    await inProcess(body("env.wasm.simd = 'fixed';")),
    `6 /deep/sardonyx-simd${threads}.wasm`,
  );
});

test(
  'relaxed SIMD is refused where there is none',
  { skip: hasRelaxed && 'there is relaxed SIMD here' },
  async () => {
    assert.match(
      await inProcess("env.wasm.simd = 'relaxed'; print(await refusal());"),
      /^NO_WASM: .*relaxed/,
    );
  },
);

test('an engine without SIMD is told so', async () => {
  const body = `
    const { validate } = WebAssembly;
    WebAssembly.validate = (bytes) => !bytes.includes(0xfd) && validate(bytes);
    print(await refusal());
  `;
  assert.match(await inProcess(body), /^NO_WASM: .*SIMD/);
});

test('a wrong content type does not matter', async () => {
  const body = `
    const { asked, prefix } = await serve('text/plain', wasm('sardonyx-simd.wasm'));
    env.wasm.wasmPaths = { wasm: prefix + 'my.wasm' };
    print(await check(), await check(), asked.join());
  `;
  assert.equal(await inProcess(body), '6 6 /deep/my.wasm', 'and it is fetched once');
});

test('wasmBinary and wasmModule', async () => {
  for (const value of [
    "wasm('sardonyx-simd.wasm')",
    "Uint8Array.from(wasm('sardonyx-simd.wasm')).buffer",
  ]) {
    assert.equal(await inProcess(`env.wasm.wasmBinary = ${value}; print(await check());`), '6');
  }
  const body =
    "env.wasm.wasmModule = new WebAssembly.Module(wasm('sardonyx-simd.wasm')); print(await check());";
  assert.equal(await inProcess(body), '6');
});

test("settings meant for onnxruntime-web's own files are passed over", async () => {
  const paths = [
    "'https://cdn.jsdelivr.net/npm/onnxruntime-web@1.30.0/dist/'",
    "{ wasm: 'https://example.com/ort-wasm-simd-threaded.wasm', mjs: 'https://example.com/ort.mjs' }",
  ];
  for (const value of paths) {
    assert.equal(await inProcess(`env.wasm.wasmPaths = ${value}; print(await check());`), '6');
  }
  const foreign = 'Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)';
  assert.equal(
    await inProcess(
      `console.warn = () => {}; env.wasm.wasmBinary = ${foreign}; print(await check());`,
    ),
    '6',
  );
});

test('HTML in place of the binary is said, and the next try may succeed', async () => {
  const body = `
    const page = await serve('text/html', '<!DOCTYPE html><title>App</title>');
    env.wasm.wasmPaths = page.prefix;
    print(page.prefix);
    print(await refusal());
    delete env.wasm.wasmPaths;
    print(await check());
  `;
  const [prefix, message, result] = (await inProcess(body)).split('\n');
  assert.match(message, /^LOAD_FAILED: /);
  for (const part of [prefix + best, '200', 'text/html', '<!DOCTYPE html>', 'wasmPaths']) {
    assert.ok(message.includes(part), message);
  }
  assert.equal(result, '6');
});

test('a missing or broken binary is an error that names it', async () => {
  const gone = `
    const page = await serve('text/plain', 'gone', 404);
    env.wasm.wasmPaths = page.prefix;
    print(await refusal());
  `;
  assert.match(await inProcess(gone), /^LOAD_FAILED: .*404/);
  const broken = `
    const page = await serve('application/wasm', wasm('sardonyx-simd.wasm').subarray(0, 1000));
    env.wasm.wasmPaths = page.prefix;
    print(await refusal());
  `;
  assert.match(await inProcess(broken), /^LOAD_FAILED: cannot compile http.*wasm/);
  const other = `
    const page = await serve('application/wasm', Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    env.wasm.wasmPaths = page.prefix;
    print(await refusal());
  `;
  assert.match(await inProcess(other), /^LOAD_FAILED: .*not a binary of Sardonyx/);
  const path = "env.wasm.wasmPaths = '/no/such/folder/'; print(await refusal());";
  assert.match(await inProcess(path), /^LOAD_FAILED: .*\/no\/such\/folder\/.*ENOENT/);
});

test('initTimeout', async () => {
  const body = `
    const server = createServer(() => undefined);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    env.wasm.wasmPaths = 'http://127.0.0.1:' + server.address().port + '/';
    env.wasm.initTimeout = 50;
    print(await refusal());
  `;
  assert.match(await inProcess(body), /^LOAD_FAILED: .*50 ms/);
});

test('env', async () => {
  const body = `
    print(JSON.stringify({ ...env, versions: undefined, level: env.logLevel }));
    try { env.logLevel = 'loud'; } catch (error) { print(error.constructor.name); }
    env.logLevel = 'verbose';
    print(env.logLevel, Object.keys(env).includes('logLevel'));
    const { version } = JSON.parse(readFileSync(new URL('../package.json', dist)));
    print(env.versions.sardonyx === version);
  `;
  const lines = (await inProcess(body)).split('\n');
  assert.deepEqual(JSON.parse(lines[0]), {
    logLevel: 'warning',
    wasm: {},
    webgl: {},
    webgpu: {},
    level: 'warning',
  });
  assert.deepEqual(lines.slice(1), ['Error', 'verbose true', 'true']);
});

test(
  'require() of the package works where Node.js has it',
  { skip: !hasRelaxed && 'no require(esm) here' },
  async () => {
    const body = `
    const { createRequire } = await import('node:module');
    print(typeof createRequire(dist)('./index.js').Session.create);
  `;
    assert.equal(await inProcess(body), 'function');
  },
);
