// Draws what `make bench` measured: `node bench/plot/plot.mjs FOLDER` reads the JSON files of
// a folder and writes SVG files beside them.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ratios } from './ratios.mjs';
import { roofline } from './roofline.mjs';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) throw new Error('expected a folder of results');

const kRooflines = [
  {
    stem: 'gemm',
    title: 'Matrix products',
    groups: ['gemm size', 'gemv size', 'matmul', 'gemm', 'gemv'],
  },
  {
    stem: 'conv',
    title: 'Convolutions (3x3: flop of the definition)',
    groups: [
      'conv 1x1 size',
      'conv 3x3 size',
      'conv 1x1',
      'conv 3x3',
      'depthwise 3x3',
      'depthwise 5x5',
    ],
  },
];

function draw(name, svg) {
  writeFileSync(join(folder, name), svg);
  console.log(join(folder, name));
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const results = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const [kind, ...rest] = file.replace('.json', '').split('-');
  const where = `${results.version}, ${results.threads} thread${results.threads > 1 ? 's' : ''}`;
  if (kind === 'kernels') {
    for (const { stem, title, groups } of kRooflines) {
      draw(
        [`roofline-${stem}`, ...rest].join('-') + '.svg',
        roofline(`${title}, ${where}`, results, groups),
      );
    }
  } else if (kind === 'models') {
    draw(
      [kind, ...rest].join('-') + '.svg',
      ratios(`Speed over onnxruntime-web, ${where}`, [results]),
    );
  }
}
