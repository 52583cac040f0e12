// Where a model's time goes: runs a case of tests/conformance/README.md's format for a while and
// prints the functions that took the most. Build with -DSARDONYX_FUNCTION_NAMES=ON to see names.
//
//   node bench/profile/hot_functions.mjs [--seconds S] CASE_FOLDER

import { Session as Inspector } from 'node:inspector/promises';
import { parseArgs } from 'node:util';

import { openCase } from './case_session.mjs';

const kMostLines = 25;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '3' } },
});
if (positionals.length !== 1) throw new Error('expected the folder of one case');

const { name, session, runFor } = await openCase(positionals[0]);

// The engine compiles hot functions first; what it runs before that is not what users run.
await runFor(1);
const inspector = new Inspector();
inspector.connect();
await inspector.post('Profiler.enable');
await inspector.post('Profiler.setSamplingInterval', { interval: 200 });
await inspector.post('Profiler.start');
const [perRun] = await runFor(Number(options.seconds));
const { profile } = await inspector.post('Profiler.stop');
await session.release();

const nameOf = ({ functionName, url }) =>
  functionName || (url ? `(anonymous in ${url.split('/').pop()})` : '(anonymous)');
const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
const microseconds = new Map();
let all = 0;
profile.samples.forEach((id, i) => {
  const name = names.get(id);
  microseconds.set(name, (microseconds.get(name) ?? 0) + profile.timeDeltas[i]);
  all += profile.timeDeltas[i];
});
console.log(`${name}: ${perRun.toPrecision(3)} ms per run`);
for (const [name, time] of [...microseconds].sort((a, b) => b[1] - a[1]).slice(0, kMostLines)) {
  console.log(`${((100 * time) / all).toFixed(1).padStart(5)} %  ${name.slice(0, 110)}`);
}
