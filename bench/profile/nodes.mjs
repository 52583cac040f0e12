// Which nodes a model's time goes to: runs a case of tests/conformance/README.md's format for a
// while and prints, per node of the optimised graph or per operator, its part of a run.
//
//   node bench/profile/nodes.mjs [--seconds S] [--threads N] [--most N] [--operators] CASE_FOLDER

import { parseArgs } from 'node:util';

import '../compare/priority.mjs';
import { openCase } from './case_session.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '2' },
    threads: { type: 'string', default: '1' },
    most: { type: 'string', default: '40' },
    operators: { type: 'boolean', default: false },
  },
});
if (positionals.length !== 1) throw new Error('expected the folder of one case');

const { name, session, runFor } = await openCase(positionals[0], Number(options.threads));

// The engine compiles hot functions first; what it runs before that is not what users run.
await runFor(1);
session.startProfiling();
const [perRun, runs] = await runFor(Number(options.seconds));
let profile = await session.endProfiling();
await session.release();

/** The nodes of an operator, with the same tail, as one. */
function byOperator(nodes) {
  const groups = new Map();
  for (const { opType, tail, milliseconds } of nodes) {
    const key = [opType, ...tail].join('+');
    const group = groups.get(key) ?? { opType, tail, name: 0, inputs: '', milliseconds: 0 };
    group.milliseconds += milliseconds;
    ++group.name;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.milliseconds - a.milliseconds);
}

const inNodes = profile.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / runs;
console.log(`${name}: ${perRun.toPrecision(3)} ms per run, ${inNodes.toPrecision(3)} in nodes`);
if (options.operators) profile = byOperator(profile);
for (const { name: node, opType, tail, inputs, milliseconds } of profile.slice(0, +options.most)) {
  const time = milliseconds / runs;
  const part = `${((100 * time) / perRun).toFixed(1).padStart(5)} %  ${time.toFixed(4).padStart(9)}`;
  console.log(`${part}  ${[opType, ...tail].join('+')}  ${inputs}  ${node}`);
}
