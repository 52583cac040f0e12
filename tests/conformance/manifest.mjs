// The cases that are known not to pass: one line `name: reason` each, # for comments.

import { readFileSync } from 'node:fs';

/** Reads a manifest into a Map of name to reason. */
export function readManifest(path) {
  const reasons = new Map();
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(': ');
    const name = line.slice(0, colon);
    if (colon < 0 || reasons.has(name)) {
      throw new Error(`${path}:${index + 1}: not 'name: reason', or listed twice`);
    }
    reasons.set(name, line.slice(colon + 2));
  }
  return reasons;
}
