// Test cases as generate.py and its like write them; README.md describes the format.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { readValues } from './case_values.mjs';

/** The case.json files under `folder`, sorted. */
export function findCases(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => basename(path) === 'case.json')
    .map((path) => join(folder, path))
    .sort();
}

/** The name of a case without reading its data. */
export const caseName = (file) => basename(dirname(file));

/** Reads a case with all of its values. */
export function readCase(file) {
  const folder = dirname(file);
  const described = JSON.parse(readFileSync(file, 'utf8'));
  const data = readFileSync(join(folder, 'data.bin'));
  if (described.name !== caseName(file)) {
    throw new Error(`case '${described.name}' lies in a folder of another name`);
  }
  return {
    name: described.name,
    kind: described.kind ?? basename(dirname(folder)),
    operator: described.operator ?? '',
    model: resolve(folder, described.model ?? 'model.onnx'),
    tolerance: { atolOfLargest: 0, ...described.tolerance },
    check: described.nondeterministic ? described.check : undefined,
    sets: described.sets.map(({ inputs, outputs }) => ({
      inputs: readValues(inputs, data),
      outputs: readValues(outputs, data),
    })),
    warns: described.warns ?? [],
    rejected: (described.rejected ?? []).map(({ reason, inputs }) => ({
      reason,
      inputs: readValues(inputs, data),
    })),
  };
}
