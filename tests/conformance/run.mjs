// Runs test cases on the npm package in Node, against the manifest of the native runner.
//
//   node tests/conformance/run.mjs [options] FOLDER...
//     --manifest FILE      cases that are expected to fail, one `name: reason` per line
//     --filter REGEX       only cases whose name matches; the manifest is not checked for leftovers
//     --threads N          threads of each session; 1 unless told
//     --verbose            also one line for each case that passes or is expected to fail
//     --prove-comparison   check that each comparison would notice a changed element
//
// Exits with 1 when a case fails that the manifest does not list, or passes that it does list.

import { parseArgs } from 'node:util';

import { Session, Tensor, env } from '../../web/dist/index.js';
import { caseName, findCases, readCase } from './case_reader.mjs';
import { Largest, corrupted, difference, implausibility } from './compare.mjs';
import { readManifest } from './manifest.mjs';

// Random operators without a seed of their own give the same in every run of the suite.
const kSeed = 1;

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    manifest: { type: 'string' },
    filter: { type: 'string', default: '' },
    threads: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
    'prove-comparison': { type: 'boolean', default: false },
  },
});

env.wasm.numThreads = Number(options.threads);

/** A case's value as a session takes it. */
function feedOf(value) {
  switch (value.kind) {
    case 'sequence':
      return value.elements.map(feedOf);
    case 'optional':
      return value.value ? feedOf(value.value) : null;
    case 'map': {
      const keys = Array.from(value.keys.data, (key) => (typeof key === 'number' ? BigInt(key) : key));
      return new Map(keys.map((key, i) => [key, value.values.data[i]]));
    }
    default:
      return new Tensor(value.type, value.data, value.dims);
  }
}

const feedsOf = (inputs) =>
  Object.fromEntries(inputs.map(({ name, value }) => [name, feedOf(value)]));

/** The first difference of a set's outputs, or ''. */
async function runSet(session, test, set, largest) {
  const names = set.outputs.map(({ name }) => name);
  const results = await session.run(feedsOf(set.inputs), names);
  const expected = set.outputs.map(({ value }) => value);
  const actual = names.map((name) => results[name]);
  if (test.check) {
    return implausibility(test.check, set.inputs.map(({ value }) => value), expected, actual);
  }
  for (const [i, value] of expected.entries()) {
    const found = difference(value, actual[i], test.tolerance, largest);
    if (found) return `output '${names[i]}': ${found}`;
    const changed = options['prove-comparison'] && corrupted(value);
    if (changed && !difference(changed, actual[i], test.tolerance, new Largest())) {
      return `output '${names[i]}': a changed element was not noticed`;
    }
  }
  return '';
}

/** A refusal must tell how to export the model instead. */
async function runRejection(session, { reason, inputs }) {
  try {
    await session.run(feedsOf(inputs));
  } catch (error) {
    return error.message.includes('export')
      ? ''
      : `refused without advice on the export: ${error.message}`;
  }
  return `not refused: ${reason}`;
}

async function runSession(session, test, largest) {
  for (const node of test.warns) {
    if (!session.warnings.some((warning) => warning.includes(node))) {
      return `no warning names the node ${node}`;
    }
  }
  for (const rejection of test.rejected) {
    const found = await runRejection(session, rejection);
    if (found) return found;
  }
  // The first set twice: a run must leave the session and the feeds as they were.
  for (const [i, set] of [...test.sets, test.sets[0]].entries()) {
    const found = await runSet(session, test, set, largest);
    if (found) {
      if (i === test.sets.length) return `second run: ${found}`;
      return test.sets.length > 1 ? `set ${i}: ${found}` : found;
    }
  }
  return '';
}

/** Why a case fails, or ''. */
async function failureOf(test, largest) {
  let session;
  try {
    session = await Session.create(test.model, { seed: kSeed, logSeverityLevel: 3 });
    return await runSession(session, test, largest);
  } catch (error) {
    return error.message || String(error);
  } finally {
    await session?.release();
  }
}

const start = performance.now();
const manifest = options.manifest ? readManifest(options.manifest) : new Map();
const seen = new Set();
const counts = { passed: 0, failed: 0, expected: 0, surprises: 0 };
const kinds = new Map();
const filter = new RegExp(options.filter);

function judge(name, kind, failure, largest) {
  const count = kinds.get(kind) ?? { passed: 0, all: 0 };
  kinds.set(kind, count);
  count.all += 1;
  count.passed += failure ? 0 : 1;
  counts.passed += failure ? 0 : 1;
  const listed = manifest.has(name);
  if (!failure && listed) {
    counts.surprises += 1;
    console.log(`GAIN ${name}: passes, but the manifest lists it`);
  } else if (failure && !listed) {
    counts.surprises += 1;
    counts.failed += 1;
    console.log(`FAIL ${name}: ${failure}`);
  } else {
    counts.expected += failure ? 1 : 0;
    if (options.verbose) {
      console.log(
        failure
          ? `expected ${name}: ${failure}`
          : `pass ${name}: largest difference ${largest.toPrecision(3)}`,
      );
    }
  }
}

for (const folder of folders) {
  for (const file of findCases(folder)) {
    const name = caseName(file);
    if (!filter.test(name)) continue;
    if (seen.has(name)) throw new Error(`there are two cases named ${name}`);
    seen.add(name);
    const test = readCase(file);
    const largest = new Largest();
    judge(name, test.kind, await failureOf(test, largest), largest.value);
  }
}
if (seen.size === 0) throw new Error('no case found');
if (!options.filter) {
  for (const name of manifest.keys()) {
    if (!seen.has(name)) {
      counts.surprises += 1;
      console.log(`GONE ${name}: is in the manifest, but there is no such case`);
    }
  }
}
for (const [kind, { passed, all }] of kinds) console.log(`${kind.padEnd(20)} ${passed} of ${all} pass`);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${counts.passed} passed, ${counts.failed} failed, ${counts.expected} expected failures, ` +
    `${seen.size} cases in ${seconds} s`,
);
process.exitCode = counts.surprises === 0 ? 0 : 1;
