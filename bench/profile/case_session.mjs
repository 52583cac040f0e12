// A case of tests/conformance/README.md's format, ready to be run over and over.

import { join } from 'node:path';

import { readCase } from '../../tests/conformance/case_reader.mjs';
import { Session, Tensor } from '../../web/dist/index.js';

/** Loads the case in `folder`: its name, its session, and what runs it for some seconds. */
export async function openCase(folder, threads = 1) {
  const test = readCase(join(folder, 'case.json'));
  const session = await Session.create(test.model, {
    logSeverityLevel: 3,
    intraOpNumThreads: threads,
  });
  const feeds = Object.fromEntries(
    test.sets[0].inputs.map(({ name, value }) => [
      name,
      new Tensor(value.type, value.data, value.dims),
    ]),
  );
  return {
    name: test.name,
    session,
    /** Returns milliseconds per run, and how many runs there were. */
    async runFor(seconds) {
      const start = performance.now();
      let runs = 0;
      do {
        await session.run(feeds);
        ++runs;
      } while (performance.now() - start < 1e3 * seconds);
      return [(performance.now() - start) / runs, runs];
    },
  };
}
