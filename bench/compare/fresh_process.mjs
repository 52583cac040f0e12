// Loads one runtime and prints, as JSON, what firstResult() tells of a case; `done` counts from the
// process's start. Started by fresh.mjs: fresh_process.mjs ours|theirs CASE OPTIONS

import './memory_probe.mjs';

const [name, file, options] = process.argv.slice(2);
const { start } = await import(`./${name}.mjs`);
const { loadCase } = await import('./load_case.mjs');
const { firstResult } = await import('./first_result.mjs');
console.log(JSON.stringify(await firstResult(start, loadCase(file), JSON.parse(options))));
process.exit(0);
