// The seed models against PyTorch's outputs.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Session } from '../dist/index.js';
import { compare, folder, names, readCase } from './support/models.mjs';

assert.ok(names.length >= 15, 'the seed models are there');

for (const name of names) {
  const files = readdirSync(join(folder, name)).filter((file) => /^case.*\.json$/.test(file));
  // What the author of a model in training mode meant is another mode of running than what the file
  // says.
  for (const file of files.filter((entry) => entry !== 'case_eval.json')) {
    test(`${name}: ${file}`, async () => {
      const { path, sets, rejected, warns, tolerance } = readCase(name, file);
      const session = await Session.create(path, { logSeverityLevel: 3 });
      try {
        for (const node of warns ?? []) {
          assert.ok(
            session.warnings.some((text) => text.includes(node)),
            `a warning names ${node}: ${session.warnings}`,
          );
        }
        if (!warns) assert.deepEqual(session.warnings, []);
        for (const { inputs } of rejected) {
          await assert.rejects(session.run(inputs), {
            name: 'SardonyxError',
            code: 'INVALID_ARGUMENT',
          });
        }
        for (const [i, { inputs, outputs }] of sets.entries()) {
          const results = await session.run(inputs, Object.keys(outputs));
          assert.deepEqual(Object.keys(results), Object.keys(outputs));
          for (const [output, expected] of Object.entries(outputs)) {
            const { difference, close } = compare(results[output], expected, tolerance);
            assert.ok(close, `${output} of set ${i} differs by ${difference}`);
          }
        }
      } finally {
        await session.release();
      }
    });
  }
}
