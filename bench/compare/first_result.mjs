// One runtime that has just started, up to its first result. fresh.mjs starts it.

import { memoryBytes } from './memory_probe.mjs';
import { namedValues, timed } from './model.mjs';

const kLaterRuns = 3;

/**
 * @param start from ours.mjs or theirs.mjs
 * @param loaded as compareModel() takes it
 * @returns {load, first, later: milliseconds; done: when the first result was there, in
 *   performance.now()'s time; memory: bytes}
 */
export async function firstResult(start, { bytes, externalData, inputs }, options) {
  const runtime = start(options);
  const [session, load] = await timed(() => runtime.create(bytes, externalData));
  const feeds = runtime.feeds(namedValues(inputs));
  const [, first] = await timed(() => session.run(feeds));
  const done = performance.now();
  let later = Infinity;
  for (let i = 0; i < kLaterRuns; ++i) {
    later = Math.min(later, (await timed(() => session.run(feeds)))[1]);
  }
  return { load, first, later, done, memory: memoryBytes() };
}
