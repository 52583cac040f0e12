// Serves the demo page: `node demo/serve.mjs [port]`. Any static file server on the project's root
// does as well.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What of the project the page needs. */
const served = ['demo', join('web', 'dist'), join('tests', 'models')].map(
  (folder) => join(root, folder) + sep,
);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
};

/** The file that `url` means, undefined when there is none or it is none of the page's. */
function fileFor(url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://host').pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  const stat =
    served.some((folder) => file.startsWith(folder)) && statSync(file, { throwIfNoEntry: false });
  return stat && stat.isFile() ? { file, size: stat.size } : undefined;
}

function answer(request, response) {
  if (request.url === '/') {
    response.writeHead(302, { location: '/demo/' }).end();
    return;
  }
  const found = fileFor(request.url);
  if (!found || !['GET', 'HEAD'].includes(request.method)) {
    response
      .writeHead(found ? 405 : 404, { 'content-type': 'text/plain' })
      .end(found ? 'GET only\n' : 'not found\n');
    return;
  }
  response.writeHead(200, {
    'content-type': types[extname(found.file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    // Cross-origin isolation: what shared memory, and so threads, need.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** Serves on `port` of this machine, any free one for 0; the server and the page's address. */
export async function serve(port = 0, host = '127.0.0.1') {
  const server = createServer(answer);
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    server,
    address: `http://${host === '127.0.0.1' ? 'localhost' : host}:${server.address().port}/demo/`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wanted = Number(process.argv[2] ?? process.env.PORT ?? 8080);
  // The usual port may be taken; then any other will do, unless one was asked for.
  const { address } = await serve(wanted).catch((error) => {
    if (process.argv[2] || process.env.PORT || error.code !== 'EADDRINUSE') throw error;
    return serve(0);
  });
  console.log(`The demo page is at ${address}  (Ctrl+C ends it)`);
}
