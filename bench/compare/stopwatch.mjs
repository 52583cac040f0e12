// Times several ways of doing the same work against each other, interleaved, so that what else the
// machine does falls on all of them.

const median = (sorted) => {
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

const ascending = (numbers) => [...numbers].sort((a, b) => a - b);

/** The middle of numbers and the quartiles around it. */
export function spread(numbers) {
  const sorted = ascending(numbers);
  const half = sorted.length >> 1;
  return {
    low: median(sorted.slice(0, Math.max(1, half))),
    median: median(sorted),
    high: median(sorted.slice(-Math.max(1, half))),
  };
}

async function timeOnce(work, repeats) {
  const start = performance.now();
  for (let i = 0; i < repeats; ++i) await work();
  return (performance.now() - start) / repeats;
}

/** How often `work` must be repeated to take `atLeast` milliseconds; warms up on the way. */
async function repeatsFor(work, atLeast) {
  const start = performance.now();
  await work();
  // Engines compile hot functions in the background and use the result from the next call on.
  while (performance.now() - start < 20 * atLeast) await work();
  const took = await timeOnce(work, 1);
  return Math.max(1, Math.ceil(atLeast / Math.max(took, 1e-3)));
}

/**
 * Milliseconds per call of each function in `works`, one list per function, in rounds that call one
 * after the other for about `seconds` together; at least five rounds.
 */
export async function interleave(works, seconds, { atLeast = 5 } = {}) {
  const repeats = [];
  for (const work of works) repeats.push(await repeatsFor(work, atLeast));
  const times = works.map(() => []);
  const start = performance.now();
  for (let round = 0; round < 5 || performance.now() - start < 1e3 * seconds; ++round) {
    for (let i = 0; i < works.length; ++i) {
      // Each goes first in turn: the one after garbage collection or a busy neighbour may not
      // always be the same.
      const at = (i + round) % works.length;
      times[at].push(await timeOnce(works[at], repeats[at]));
    }
  }
  return times;
}

/** Ratios of two lists of times round by round: how often faster `ours` is than `theirs`. */
export const speedups = (ours, theirs) => ours.map((time, round) => theirs[round] / time);

/** The geometric mean. */
export const geometricMean = (numbers) =>
  Math.exp(numbers.reduce((sum, x) => sum + Math.log(x), 0) / numbers.length);
