// Times one kernel in all runtimes that have it.

import { interleave, speedups, spread } from '../compare/stopwatch.mjs';
import { largestDifference } from '../compare/difference.mjs';
import { oneNode } from './one_node.mjs';
import { workOf } from './work.mjs';

/** Under this, a difference of two times is noise. */
const kLeastMilliseconds = 1e-4;

async function results(runtime, form, built) {
  const session = await runtime.create(form, built.externalData);
  const outputs = await session.run(runtime.feeds(built.fed));
  await session.release();
  return outputs;
}

/** Functions that run the operator alone, and what surrounds it alone. */
async function pairOf(runtime, built, whole) {
  const feeds = runtime.feeds(built.fed);
  const forms = whole ? [built.whole] : [built.full, built.base];
  const sessions = [];
  for (const form of forms) {
    sessions.push(await runtime.create(form, form === built.base ? [] : built.externalData));
  }
  return { sessions, works: sessions.map((session) => () => session.run(feeds)) };
}

/**
 * `full` less what `base` takes. Its best, not that of the same round: what a busy machine adds to
 * one of two short times would be many times their difference.
 */
function own([full, base]) {
  const around = base ? Math.min(...base) : 0;
  return full.map((time) => Math.max(kLeastMilliseconds, time - around));
}

/**
 * The best milliseconds and rates of `test` (one of readCases()), and its ratios.
 * @param both from runtimes()
 * @param options {seconds, whole: whether inputs and outputs count, tfjs: tfjs.mjs's kernel or false}
 */
export async function measure(test, both, { seconds, whole, tfjs }) {
  const built = oneNode(test);
  const expected = await results(both.theirs, built.whole, built);
  const actual = await results(both.ours, built.whole, built);
  const shapes = test.outputs.map((_, i) => expected[`y${i}`].dims);
  const ours = await pairOf(both.ours, built, whole);
  const theirs = await pairOf(both.theirs, built, whole);
  const third = tfjs ? await tfjs(test, built.values) : undefined;
  const works = [...ours.works, ...theirs.works, ...(third ? [third.run] : [])];
  const times = await interleave(works, seconds, { atLeast: 2 });
  for (const session of [...ours.sessions, ...theirs.sessions]) await session.release();
  third?.dispose();

  const forms = ours.works.length;
  const mine = own(times.slice(0, forms));
  const yours = own(times.slice(forms, 2 * forms));
  const work = workOf(test, shapes);
  const rate = (list) => (1e-6 * work.amount) / Math.min(...list);
  return {
    ours: Math.min(...mine),
    theirs: Math.min(...yours),
    ratio: spread(speedups(mine, yours)),
    ratioOfBest: Math.min(...yours) / Math.min(...mine),
    ...(third && {
      tfjs: Math.min(...times[2 * forms]),
      tfjsRatio: spread(speedups(mine, times[2 * forms])),
    }),
    unit: work.unit,
    amount: work.amount,
    bytes: work.bytes,
    rate: rate(mine),
    theirRate: rate(yours),
    difference: largestDifference(actual, expected),
  };
}
