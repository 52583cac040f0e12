// How figures are printed and kept.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const digits = (value, count = 3) =>
  (value >= 1000 ? value.toFixed(0) : value.toPrecision(count)).padStart(9);

/** A spread() of ratios. */
export const ratioText = ({ low, median, high }) =>
  `${median.toFixed(2).padStart(6)}x (${low.toFixed(2)} to ${high.toFixed(2)})`.padEnd(24);

/** Numbers with as many digits as mean something. */
const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);

/** Writes figures to a file with the command line's options; does nothing without a file. */
export function writeResults(file, { threads, arena, json: _, filter: __, ...figures }) {
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  const settings = { threads: Number(threads), arena, arch: process.arch };
  writeFileSync(file, `${JSON.stringify({ ...settings, ...figures }, rounded, 1)}\n`);
}
