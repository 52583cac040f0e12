// Prints the size of every WebAssembly module, and fails when one is over its limit.
//
//   node tools/check/wasm_size.mjs [FOLDER]

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const kMostRawBytes = 2_000_000;
const kMostBrotliBytes = 700_000;

const folder = process.argv[2] ?? 'build/wasm';
const names = readdirSync(folder).filter((name) => /^sardonyx-.*\.wasm$/.test(name));
let failed = 0;
for (const name of names.sort()) {
  const bytes = readFileSync(join(folder, name));
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotli].map(({ length }) => `${(length / 1000).toFixed(0)} kB`);
  console.log(`note: ${name}: ${sizes[0]}, gzip ${sizes[1]}, brotli ${sizes[2]}`);
  if (bytes.length > kMostRawBytes || brotli.length > kMostBrotliBytes) {
    console.log(`${name} is over ${kMostRawBytes} bytes, or over ${kMostBrotliBytes} compressed`);
    ++failed;
  }
}
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || names.length === 0 ? 1 : 0;
