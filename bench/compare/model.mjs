// One model in both runtimes, in any environment.

import { largestDifference } from './difference.mjs';
import { interleave, speedups, spread } from './stopwatch.mjs';

/** What `work` returns, and the milliseconds that it took. */
export async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

/** A set's inputs as a runtime's feeds() takes them. */
export const namedValues = (values) =>
  values.map(({ name, value: { type, data, dims } }) => ({ name, type, data, dims }));

/**
 * Loads a model, runs it, and times runs for about `seconds`.
 * @param loaded {bytes, externalData, inputs, outputs}; inputs and outputs as case_reader's sets
 *   have them, outputs being what is expected
 * @param both from runtimes()
 * @returns milliseconds {ours, theirs, ratio, first, theirFirst, load, theirLoad} and the largest
 *   differences from what is expected {difference, theirDifference}
 */
export async function compareModel({ bytes, externalData, inputs, outputs }, both, seconds) {
  const [session, load] = await timed(() => both.ours.create(bytes, externalData));
  const [rival, theirLoad] = await timed(() => both.theirs.create(bytes, externalData));
  const values = namedValues(inputs);
  const feeds = both.ours.feeds(values);
  const rivalFeeds = both.theirs.feeds(values);
  const run = () => session.run(feeds);
  const runRival = () => rival.run(rivalFeeds);
  const expected = Object.fromEntries(outputs.map(({ name, value }) => [name, value]));
  const [actual, first] = await timed(run);
  const difference = largestDifference(actual, expected);
  const [rivals, theirFirst] = await timed(runRival);
  const theirDifference = largestDifference(rivals, expected);
  const [ours, theirs] = await interleave([run, runRival], seconds);
  await session.release();
  await rival.release();
  return {
    ours: spread(ours).median,
    theirs: spread(theirs).median,
    ratio: spread(speedups(ours, theirs)),
    ratioOfBest: Math.min(...theirs) / Math.min(...ours),
    ...{ first, theirFirst, load, theirLoad, difference, theirDifference },
  };
}
