// What driver.mjs calls in a page.

import { compareModel } from '../compare/model.mjs';
import { runtimes } from '../compare/runtimes.mjs';
import { measure } from '../kernels/measure.mjs';
import { readValues } from '../../tests/conformance/case_values.mjs';

async function bytesOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** compareModel() of a case whose files are at URLs: {set, data, model, external: {path, url}}. */
async function model({ set, data, model: modelUrl, external }, options) {
  const values = await bytesOf(data);
  const loaded = {
    bytes: await bytesOf(modelUrl),
    externalData: external ? [{ path: external.path, data: await bytesOf(external.url) }] : [],
    inputs: readValues(set.inputs, values),
    outputs: readValues(set.outputs, values),
  };
  return compareModel(loaded, runtimes(options), options.seconds);
}

const kernel = (test, options) => measure(test, runtimes(options), options);

window.bench = { model, kernel };
