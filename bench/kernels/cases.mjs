// The kernels that are measured: cases/*.json, which README.md describes, as a flat list.

import { readFileSync, readdirSync } from 'node:fs';

const kFolder = new URL('cases/', import.meta.url);
const kDefaultOpset = 17;

/** `[1, 64]` in a file is short for `{"shape": [1, 64]}`; null is an input that is left out. */
function inputOf(described, constant) {
  if (described === null) return null;
  const given = Array.isArray(described) ? { shape: described } : described;
  return { type: 'float32', low: -1, high: 1, ...given, constant };
}

function expand(file, group) {
  const { constant = [], cases, ...common } = group;
  return cases.map(({ name, inputs, attributes = {} }) => ({
    opset: kDefaultOpset,
    domain: '',
    outputs: ['float32'],
    ...common,
    name: `${common.group}: ${name}`,
    file,
    attributes: { ...common.attributes, ...attributes },
    inputs: inputs.map((described, i) => inputOf(described, constant.includes(i))),
  }));
}

/** All cases; names are unique. */
export function readCases() {
  const files = readdirSync(kFolder).filter((name) => name.endsWith('.json'));
  const cases = files.flatMap((file) =>
    JSON.parse(readFileSync(new URL(file, kFolder), 'utf8')).flatMap((group) =>
      expand(file, group),
    ),
  );
  const seen = new Set();
  for (const { name, file } of cases) {
    if (seen.has(name)) throw new Error(`${file}: there are two cases '${name}'`);
    seen.add(name);
  }
  return cases;
}
