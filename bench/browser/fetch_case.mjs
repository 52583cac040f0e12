// Brings a case that driver.mjs publishes into the page.

import { readValues } from '../../tests/conformance/case_values.mjs';

async function bytesOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** compareModel()'s `loaded` from {set, data, model, external: {path, url}}, all but `set` URLs. */
export async function fetchCase({ set, data, model, external }) {
  const values = await bytesOf(data);
  return {
    bytes: await bytesOf(model),
    externalData: external ? [{ path: external.path, data: await bytesOf(external.url) }] : [],
    inputs: readValues(set.inputs, values),
    outputs: readValues(set.outputs, values),
  };
}
