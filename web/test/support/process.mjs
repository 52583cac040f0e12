// Tests in processes of their own.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const dist = new URL('../../dist/', import.meta.url);
const support = new URL('./onnx.mjs', import.meta.url);

/**
 * Runs `body`, a module's text that sees the package, in a process of its own; what it prints.
 * Without `exit`, the process must end by itself.
 */
export async function inProcess(body, { exit = true } = {}) {
  const source = `
    import { readFileSync } from 'node:fs';
    import { createServer } from 'node:http';
    import * as sardonyx from ${JSON.stringify(new URL('index.js', dist))};
    import { doubling } from ${JSON.stringify(support)};
    const { Session, Tensor, env } = sardonyx;
    const dist = new URL(${JSON.stringify(dist)});
    const wasm = (name) => readFileSync(new URL(name, dist));
    const check = async () => {
      const session = await Session.create(doubling());
      const { y } = await session.run({ x: new Tensor(Float32Array.of(3)) });
      await session.release();
      return y.data[0];
    };
    const refusal = () => check().then(() => 'fine', (error) => error.code + ': ' + error.message);
    const print = (...x) => console.log(...x);
    const serve = async (type, body, status = 200) => {
      const asked = [];
      const server = createServer((request, response) => {
        asked.push(request.url);
        response.writeHead(status, { 'content-type': type }).end(body);
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      server.unref();
      return { asked, prefix: 'http://127.0.0.1:' + server.address().port + '/deep/' };
    };
    ${body}
    ${exit ? 'process.exit();' : ''}
  `;
  const args = ['--input-type=module', '-e', source];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  return stdout.trim();
}
