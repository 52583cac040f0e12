// Builds dist/: the script, its types, and the WebAssembly binaries beside it.
//
//   node build.mjs [--wasm DIR]
//
// DIR holds sardonyx-simd.wasm and sardonyx-relaxed.wasm; ../build/wasm by default.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const { values } = parseArgs({
  options: { wasm: { type: 'string', default: join(root, '../build/wasm') } },
});

const binaries = ['sardonyx-simd.wasm', 'sardonyx-relaxed.wasm'].map((name) =>
  resolve(values.wasm, name),
);
const missing = binaries.filter((path) => !existsSync(path));
if (missing.length > 0) {
  console.error(
    `no ${missing.join(', no ')}: build the wasm presets first, or name their folder with --wasm`,
  );
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
const tsc = join(dirname(typescript), 'bin/tsc');
execFileSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' });

await build({
  entryPoints: [join(root, 'src/index.ts')],
  outfile: join(dist, 'index.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  // Identifiers stay: stack traces and class names are seen, and compressed they cost little.
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  legalComments: 'none',
});

for (const path of binaries) copyFileSync(path, join(dist, path.replace(/^.*[/\\]/, '')));
copyFileSync(join(root, '../LICENSE'), join(root, 'LICENSE'));

const kilobytes = (name) => `${(readFileSync(join(dist, name)).length / 1000).toFixed(0)} kB`;
console.log(
  `web/dist: index.js ${kilobytes('index.js')}, ` +
    binaries
      .map((path) => path.replace(/^.*[/\\]/, ''))
      .map((name) => `${name} ${kilobytes(name)}`)
      .join(', '),
);
