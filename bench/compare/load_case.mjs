// Cases of tests/conformance/README.md's format, as compareModel() wants them.

import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { readCase } from '../../tests/conformance/case_reader.mjs';

/** The file of weights that PyTorch's exporter writes beside a model, where there is one. */
export const externalPathOf = (model) =>
  existsSync(`${model}.data`) ? `${model}.data` : undefined;

/** Throws for what cannot be compared. */
export function loadCase(file) {
  const test = readCase(file);
  // Random numbers are drawn, not arithmetic done, in what was exported in training mode.
  if (test.warns.length > 0) throw new Error('not compared: exported in training mode');
  const external = externalPathOf(test.model);
  const [{ inputs, outputs }] = test.sets;
  return {
    bytes: new Uint8Array(readFileSync(test.model)),
    externalData: external
      ? [{ path: basename(external), data: new Uint8Array(readFileSync(external)) }]
      : [],
    inputs,
    outputs,
  };
}
