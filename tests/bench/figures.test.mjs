// What turns times into figures and figures into pictures.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { largestDifference } from '../../bench/compare/difference.mjs';
import { geometricMean, interleave, speedups, spread } from '../../bench/compare/stopwatch.mjs';
import { ratios } from '../../bench/plot/ratios.mjs';
import { roofline } from '../../bench/plot/roofline.mjs';
import { logScale } from '../../bench/plot/svg.mjs';

test('the spread is the median and the medians of both halves', () => {
  assert.deepEqual(spread([5, 1, 4, 2, 3]), { low: 1.5, median: 3, high: 4.5 });
  assert.deepEqual(spread([7]), { low: 7, median: 7, high: 7 });
});

test('speedups pair the rounds', () => {
  assert.deepEqual(speedups([1, 2], [3, 4]), [3, 2]);
  assert.ok(Math.abs(geometricMean([1, 4, 16]) - 4) < 1e-12);
});

test('interleaved functions run equally often after their warm-up', async () => {
  const order = [];
  const works = ['a', 'b'].map((name) => async () => {
    order.push(name);
    const end = performance.now() + 2;
    while (performance.now() < end);
  });
  const times = await interleave(works, 0, { atLeast: 1 });
  assert.deepEqual(
    times.map((list) => list.length),
    [5, 5],
  );
  assert.ok(times.flat().every((time) => time >= 2));
  const last = order.slice(-4).join('');
  assert.ok(['abba', 'baab'].includes(last), last);
});

test('a difference is relative to the largest value', () => {
  const result = (...data) => ({ y: { type: 'float32', data } });
  assert.equal(largestDifference(result(1, 10), result(2, 10)), 0.1);
  assert.equal(largestDifference(result(NaN, Infinity, 1), result(NaN, Infinity, 1)), 0);
  assert.equal(largestDifference(result(NaN), result(1)), Infinity);
  assert.equal(largestDifference(result(1), result(1, 1)), Infinity);
});

test('a scale of logarithms puts equal ratios equally far apart', () => {
  const scale = logScale([1, 100], [0, 200]);
  assert.equal(scale.at(10), 100);
  assert.deepEqual(scale.ticks, [1, 2, 5, 10, 20, 50, 100]);
});

const figures = { ours: 1, theirs: 2, amount: 1e6, bytes: 1e5, group: 'gemm' };

test('a roofline shows the cases of its groups', () => {
  const cases = { one: figures, other: { ...figures, group: 'conv' }, broken: { error: 'no' } };
  const limits = { 'GFLOP/s': 60, 'GB/s': 50, memory: 20 };
  const svg = roofline('Title & more', { limits, cases }, ['gemm']);
  assert.equal(svg.match(/<circle/g).length, 2 + 2);
  assert.match(svg, /Title &amp; more/);
  assert.match(svg, /one: 1\.0 GFLOP\/s/);
  assert.doesNotMatch(svg, /NaN|other|undefined/);
});

test('ratios are sorted, and their mean is in the title', () => {
  const ratio = (median) => ({ ratio: { low: median, median, high: median } });
  const svg = ratios('Speed', [
    { models: { slow: ratio(1), fast: ratio(4), gone: { error: 'no' } } },
  ]);
  assert.match(svg, /geometric mean 2\.00x/);
  assert.ok(svg.indexOf('fast') < svg.indexOf('slow'));
  assert.doesNotMatch(svg, /NaN|gone/);
});
