// The kernels that bench/kernels measures: every case is a model that both runtimes load, and their
// results agree.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { largestDifference } from '../../bench/compare/difference.mjs';
import { runtimes } from '../../bench/compare/runtimes.mjs';
import { readCases } from '../../bench/kernels/cases.mjs';
import { oneNode } from '../../bench/kernels/one_node.mjs';
import { workOf } from '../../bench/kernels/work.mjs';

const kMostDifference = 1e-4;

const both = runtimes({ threads: '1', arena: false });

async function outputsOf(runtime, model, built) {
  const session = await runtime.create(model, built.externalData);
  try {
    return await session.run(runtime.feeds(built.fed));
  } finally {
    await session.release();
  }
}

for (const kernel of readCases()) {
  test(kernel.name, async () => {
    const built = oneNode(kernel);
    const actual = await outputsOf(both.ours, built.whole, built);
    const shapes = kernel.outputs.map((_, i) => actual[`y${i}`].dims);
    assert.ok(workOf(kernel, shapes).amount > 0);
    const expected = await outputsOf(both.theirs, built.whole, built);
    for (const [name, { type, dims }] of Object.entries(expected)) {
      assert.deepEqual([actual[name].type, actual[name].dims], [type, dims]);
    }
    assert.ok(largestDifference(actual, expected) <= kMostDifference);
    const one = await outputsOf(both.ours, built.full, built);
    const data = actual.y0.data;
    if (data.length > 0) assert.equal(one.z0.data[0], data[0]);
    await outputsOf(both.ours, built.base, { ...built, externalData: [] });
  });
}
