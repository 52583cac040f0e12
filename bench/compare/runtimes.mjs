// The two runtimes that are compared, set up alike.

import { start as startOurs } from './ours.mjs';
import { start as startTheirs } from './theirs.mjs';

/** Options that the command lines of all comparisons have, for node:util's parseArgs. */
export const kRuntimeOptions = {
  threads: { type: 'string', default: '1' },
  arena: { type: 'boolean', default: false },
};

/**
 * Both runtimes under one interface: {name, create(bytes, externalData), feeds(values)}, with
 * {threads, arena: whether onnxruntime-web's memory arena and pattern are on}.
 */
export const runtimes = (options) => ({ ours: startOurs(options), theirs: startTheirs(options) });
