// Builds dist/: the script, its types, and the WebAssembly binaries beside it.
//
//   node build.mjs [--wasm DIR]
//
// DIR holds the four binaries; ../build/wasm by default.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const variants = ['simd', 'relaxed', 'simd-threads', 'relaxed-threads'];
const binaries = variants.map((variant) => resolve(values.wasm, `sardonyx-${variant}.wasm`));
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

const settings = {
  bundle: true,
  target: 'es2022',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
};
// A script that runs as a module and as none: the package starts it from its file or its text.
await build({
  ...settings,
  entryPoints: [join(root, 'src/worker.ts')],
  outfile: join(dist, 'worker.js'),
  format: 'iife',
  minifyIdentifiers: true,
});
// Identifiers stay: stack traces and class names are seen, and compressed they cost little.
await build({
  ...settings,
  entryPoints: [join(root, 'src/index.ts')],
  outfile: join(dist, 'index.js'),
  format: 'esm',
  sourcemap: true,
  define: { kWorkerText: JSON.stringify(readFileSync(join(dist, 'worker.js'), 'utf8')) },
});

for (const path of binaries) copyFileSync(path, join(dist, path.replace(/^.*[/\\]/, '')));
copyFileSync(join(root, '../LICENSE'), join(root, 'LICENSE'));
// What the licences of the image decoders ask for.
writeFileSync(
  join(root, 'NOTICE'),
  ['libjpeg-turbo', 'libwebp', 'openjpeg2', 'lodepng']
    .map(
      (name) =>
        `${name}\n\n${readFileSync(join(root, '../.toolchain/codecs', name, 'LICENSE'), 'utf8')}`,
    )
    .join('\n\n') + '\nThis software is based in part on the work of the Independent JPEG Group.\n',
);

const kilobytes = (name) => `${(readFileSync(join(dist, name)).length / 1000).toFixed(0)} kB`;
console.log(
  `web/dist: index.js ${kilobytes('index.js')}, ` +
    binaries
      .map((path) => path.replace(/^.*[/\\]/, ''))
      .map((name) => `${name} ${kilobytes(name)}`)
      .join(', '),
);
